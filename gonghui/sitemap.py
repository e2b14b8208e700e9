"""Sitemap: every page with its full address and the day of its last change, for search machines.

Source: the protocol of sitemaps.org, which knows full addresses only and at least one of them.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree as ET

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Mapping[str, date | None]) -> dict[str, bytes]:
    """The two files by address, plain and compressed, by the pages' full addresses; none without
    pages. The same bytes at each build."""
    if not pages:
        return {}
    root = ET.Element("urlset", {"xmlns": _SITEMAP})
    for address, day in sorted(pages.items(), key=lambda pair: pair[0]):
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = quote(address, safe="%/:?#[]@!$&'()*+,;=~")
        if day:
            ET.SubElement(url, "lastmod").text = day.isoformat()
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    plain = f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
    # no moment of packing inside
    return {"sitemap.xml": plain, "sitemap.xml.gz": gzip.compress(plain, mtime=0)}
