"""Template: a Word file with our page, styles and settings and nothing in it. The one that comes with
python-docx is an American letter with a hundred styles."""

from __future__ import annotations

import io
import zipfile

from .sheet import Orientation
from .styles import W, font_table_xml, settings_xml, styles_xml

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def blank_file(orientation: Orientation) -> bytes:
    """The bytes of a .docx whose only content is its page."""
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{orientation.section_xml}</w:body></w:document>',
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(),
    }
    kinds = {name: f"{_TYPE}.{name[5:-4]}+xml" for name in parts}
    kinds["word/document.xml"] = f"{_TYPE}.document.main+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{name[5:-4]}" Target="{name[5:]}"/>'
        for number, name in enumerate(list(parts)[1:], start=1)
    )
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>',
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, xml in whole.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return buffer.getvalue()
