"""Picture: what a picture file is and how large, read from its header; its pixels are never decoded.

A browser that knows width and height keeps the place free, and the page does not jump.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from PIL import Image

_KINDS = ("PNG", "JPEG", "GIF", "WEBP")
_ORIENTATION = 0x0112  # the EXIF tag; 5 to 8 lie on their side
_ON_ITS_SIDE = range(5, 9)

# How files begin that people take for pictures, or rename to be some.
_FOREIGN = (
    (0, b"BM", "BMP图片"),
    (0, b"II*\0", "TIFF图片"),
    (0, b"MM\0*", "TIFF图片"),
    (0, b"8BPS", "Photoshop文件"),
    (4, b"ftypavif", "AVIF图片"),
    (4, b"ftyphei", "HEIC照片（苹果手机的格式）"),
    (4, b"ftyphev", "HEIC照片（苹果手机的格式）"),
    (4, b"ftypmif1", "HEIC照片（苹果手机的格式）"),
    (4, b"ftyp", "视频"),
    (0, b"%PDF", "PDF文件"),
    (0, b"PK\3\4", "Office文件或压缩包"),
    (0, b"\xd0\xcf\x11\xe0", "旧版Office文件"),
    (0, b"MZ", "程序"),
    (0, b"<svg", "SVG图形"),
    (0, b"<?xml", "SVG图形"),
    (0, b"<!DOCTYPE", "网页"),
    (0, b"<!doctype", "网页"),
    (0, b"<html", "网页"),
)


class PictureError(ValueError):
    """A file whose size in pixels cannot be had."""


class NotAPicture(PictureError):
    """Foreign content. `what` says in Chinese what it is, "" where nobody knows."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class BrokenPicture(PictureError):
    """A picture whose header cannot be read or whose end is missing."""


class TooManyPixels(PictureError):
    """A header that promises more pixels than Pillow would ever decode."""


@dataclass(frozen=True)
class Picture:
    """`kind` is what the content says (PNG, JPEG, GIF, WEBP); `width` and `height` are the pixels
    as a browser shows them: a telephone's photograph that lies on its side is stood up."""

    kind: str
    width: int
    height: int


def read_picture(path: Path) -> Picture:
    """The picture in a file. Raises OSError, or a PictureError that says what is wrong."""
    status = os.stat(path)
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8192)
def _read(path: Path, changed: int, size: int) -> Picture:
    """`changed` and `size` are there for the cache: a file that was saved anew is read anew."""
    with open(path, "rb") as file:
        head = file.read(32)
        file.seek(0)
        try:
            picture = _header(file)
        except Image.DecompressionBombError:
            raise TooManyPixels from None
        except OSError as error:
            if error.errno is not None:  # the disk, not the content
                raise
            raise _fault(head) from None
        except Exception:  # Pillow raises what it likes at mangled content
            raise _fault(head) from None
        if not _has_its_end(file, picture.kind, size):
            raise BrokenPicture
    return picture


def _header(file: BinaryIO) -> Picture:
    with warnings.catch_warnings():  # Pillow warns of large pictures and of odd EXIF blocks
        warnings.simplefilter("ignore")
        with Image.open(file, formats=_KINDS) as image:
            width, height = image.size
            kind = "JPEG" if image.format == "MPO" else image.format or ""
            # Chromium heeds the tag in JPEG and PNG and not in WebP (measured in a test)
            turned = kind != "WEBP" and _orientation(image) in _ON_ITS_SIDE
    return Picture(kind, height, width) if turned else Picture(kind, width, height)


def _orientation(image: Image.Image) -> int:
    """Only what a browser heeds: the EXIF block before the pixels. (`getexif` would read XMP too,
    and decode a PNG in search of it.)"""
    block = image.info.get("exif")
    if not isinstance(block, bytes):
        return 1
    exif = Image.Exif()
    try:
        exif.load(block)
        found = exif.get(_ORIENTATION, 1)
    except Exception:  # a mangled block turns nothing
        return 1
    return found if isinstance(found, int) else 1


def _fault(head: bytes) -> PictureError:
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) or head[8:12] == b"WEBP":
        return BrokenPicture()
    found = (what for at, mark, what in _FOREIGN if head.startswith(mark, at))
    return NotAPicture(next(found, ""))


def _has_its_end(file: BinaryIO, kind: str, size: int) -> bool:
    """Whether a file is whole: a copy that broke off shows half a picture, or none."""
    file.seek(-min(size, 64), os.SEEK_END)
    tail = file.read().rstrip(b"\0")
    match kind:
        case "PNG":
            return b"IEND" in tail or _chunks_end(file, size)
        case "GIF":
            return tail.endswith(b";")
        case "WEBP":
            file.seek(4)
            return int.from_bytes(file.read(4), "little") + 8 <= size
    return tail.endswith(b"\xff\xd9") or _scan_ends(file)


def _chunks_end(file: BinaryIO, size: int) -> bool:
    """PNG: whether the chain of chunks leads to IEND (others may have been put behind it)."""
    at = 8
    while at + 12 <= size:
        file.seek(at)
        head = file.read(8)
        if head[4:] == b"IEND":
            return True
        at += 12 + int.from_bytes(head[:4], "big")
    return False


def _scan_ends(file: BinaryIO) -> bool:
    """JPEG: whether an end follows the beginning of the pixels. The segments before are stepped
    over: the preview within them has an end of its own."""
    file.seek(0)
    data, at = file.read(), 2
    while data[at : at + 1] == b"\xff":
        if data[at + 1 : at + 2] == b"\xda":
            return b"\xff\xd9" in data[at:]
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return False
