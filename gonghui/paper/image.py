"""Image: a picture file in a Word file, upright and no wider than the text."""

from __future__ import annotations

import io
from pathlib import Path

from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Emu, Length, Twips
from PIL import Image, ImageOps

from ..picture import PictureError, read_picture
from .layout import Paper
from .words import clean

_PIXELS = 96  # an inch, as a browser takes them
_INCH = 914400  # EMU
HIGHEST = 0.6  # of the type area's height, so that text stands on the same page


def add_picture(paper: Paper, path: Path, said: str) -> bool:
    """A picture as a paragraph of its own, `said` being what it shows; False where the file cannot
    be read. It is as large as on screen, at most as wide as the text."""
    try:
        picture = read_picture(path)
        content = path.read_bytes()
    except (OSError, PictureError):
        return False
    width = _width(paper, picture.width, picture.height)
    paragraph = paper.document.add_paragraph(style="图片")
    run = paragraph.add_run()
    for attempt in (_as_is, _anew):
        try:
            shape = run.add_picture(io.BytesIO(attempt(content)), width=width)
        except (
            UnrecognizedImageError,
            Image.DecompressionBombError,
            OSError,
            ValueError,
            KeyError,
        ):
            continue
        properties = shape._inline.docPr
        properties.set("name", f"图{properties.id}")
        properties.set("descr", clean(said)[:1000])
        return True
    paragraph._p.getparent().remove(paragraph._p)
    return False


def _width(paper: Paper, pixels: int, high: int) -> Length:
    sheet = paper.sheet
    widest = Twips(sheet.line_width)
    tallest = Twips(round((sheet.height - sheet.top - sheet.bottom) * HIGHEST))
    width = min(pixels * _INCH // _PIXELS, widest, tallest * pixels // max(high, 1))
    return Emu(max(width, 1))


def _as_is(content: bytes) -> bytes:
    """The file's own bytes where every Word shows them as a browser does: PNG and GIF, and a JPEG
    that does not lie on its side and tells nothing of where and with what it was taken."""
    with Image.open(io.BytesIO(content)) as image:
        if image.format not in ("PNG", "GIF", "JPEG") or image.info.get("exif"):
            raise ValueError(image.format)
    return content


def _anew(content: bytes) -> bytes:
    """The picture drawn anew: upright, as PNG or JPEG, without what a camera wrote into it."""
    with Image.open(io.BytesIO(content)) as image:
        photograph = image.format in ("JPEG", "MPO")
        # browsers do not heed the mark in a WebP, and neither does gonghui.picture
        upright = image if image.format == "WEBP" else ImageOps.exif_transpose(image)
        buffer = io.BytesIO()
        if photograph:
            upright.convert("RGB").save(buffer, "JPEG", quality=90)
        else:
            upright.convert("RGBA").save(buffer, "PNG")
    return buffer.getvalue()
