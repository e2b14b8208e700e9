"""Compression: a packed twin beside each file of text, which nginx and GitLab Pages send as it is."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

TEXT = {".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
LEAST = 1024  # bytes; what is smaller goes in one packet anyhow
LEVEL = 6  # 9 takes twice as long for half a percent


def compress(site: Path) -> int:
    """Write `page.html.gz` beside `page.html` and so on; how many were written. The same bytes each time,
    dated as the file itself is: a server compares their dates, a browser's copy goes by them. A text that
    packing makes no smaller has none."""
    count = 0
    for folder, _, names in os.walk(site):
        for name in names:
            file = Path(folder, name)
            status = file.stat()
            if file.suffix.lower() not in TEXT or status.st_size < LEAST:
                continue
            packed = gzip.compress(file.read_bytes(), LEVEL, mtime=0)
            if len(packed) < status.st_size:
                twin = file.with_name(f"{name}.gz")
                twin.write_bytes(packed)
                os.utime(twin, ns=(status.st_atime_ns, status.st_mtime_ns))
                count += 1
    return count
