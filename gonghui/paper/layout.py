"""Layout: a Word file in the making: paragraphs, the page numbers at its foot, and its bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

from .sheet import Orientation
from .styles import W
from .template import R, blank_file
from .words import Words, clean, runs_xml

_FIRST = (1980, 1, 1, 0, 0, 0)  # the day that a zip begins with: two files of one text are alike


class Paper:
    """A Word file in the making: paragraphs and tables are added at its end."""

    def __init__(self, orientation: Orientation = Orientation.PORTRAIT) -> None:
        self.sheet = orientation.value
        self.document = docx.Document(io.BytesIO(blank_file(orientation)))
        section = self.document.sections[0]
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            first = footer.paragraphs[0]._p
            first.getparent().replace(first, parse_xml(_page_number(side)))

    def add(self, xml: str) -> None:
        """A paragraph or table as XML, w: being the prefix."""
        element = parse_xml(declared(xml))
        self.document.element.body.insert_element_before(element, "w:sectPr")

    def paragraph(self, style: str, words: str | list[Words], properties: str = "") -> None:
        """A paragraph of a style (by its id); `properties` are further ones as XML, in the order of
        the schema."""
        self.add(paragraph_xml(style, words, properties))

    def keep_last_with_next(self) -> None:
        """What comes next must not stand alone on a page: the last paragraph goes with it."""
        last = self.document.element.body[-2:-1]
        for element in last:
            if element.tag == qn("w:p"):
                Paragraph(element, self.document._body).paragraph_format.keep_with_next = True

    def bytes(self, title: str, author: str, day: date) -> bytes:
        """The whole file. `day` is when the text was made, not when the file was."""
        properties, when = self.document.core_properties, datetime(day.year, day.month, day.day)
        properties.title, properties.author = clean(title)[:255], clean(author)[:255]
        properties.last_modified_by, properties.language = properties.author, "zh-CN"
        properties.created = properties.modified = when
        properties.revision = 1
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _packed_anew(buffer.getvalue())


def declared(xml: str) -> str:
    """An element's XML with the prefixes w: and r: declared."""
    name = xml[1 : min(i for i in (xml.find(" "), xml.find(">"), xml.find("/")) if i > 0)]
    return f'<{name} xmlns:w="{W}" xmlns:r="{R}"{xml[len(name) + 1 :]}'


def paragraph_xml(style: str, words: str | list[Words], properties: str = "") -> str:
    """A <w:p> of a style."""
    runs = runs_xml([Words(words)] if isinstance(words, str) else words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _page_number(side: str) -> str:
    """— 1 —, a character's width in from the outer edge."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    return declared(f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>{field}</w:p>')


def _packed_anew(file: bytes) -> bytes:
    """The same zip without the time of day in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
