"""Packing: contents as they stand in the files of the index."""

from __future__ import annotations

import json
import zlib

LEVEL = 9  # zlib's


def as_json(content: object) -> str:
    """JSON in one line, without a space that is not needed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def deflated(content: bytes) -> bytes:
    """What a browser's DecompressionStream calls deflate."""
    return zlib.compress(content, LEVEL)


def packed(content: object) -> bytes:
    """JSON, deflated."""
    return deflated(as_json(content).encode())
