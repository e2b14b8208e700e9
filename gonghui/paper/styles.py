"""Styles: the type of an official document as Word's styles, and the fonts it names.

Source: GB/T 9704-2012, 5.2 and 7.3. Fonts are named, never embedded; where a machine lacks one, Word
takes the alternative that stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE_FONT, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
# what stands in where a font is not installed: newer Windows has 仿宋 and 楷体 under these names
_ALTERNATIVES = {TITLE_FONT: "华文中宋", BODY: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}

NO2, NO3, NO4, NO5, SMALL5 = 22.0, 16.0, 14.0, 10.5, 9.0  # points: 2号 3号 4号 5号 小5号
LINE = 579  # twips from line to line (28.95 pt): 22 lines on 225 mm
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Style:
    """A paragraph style: `name` is Word's own in English or ours in Chinese, `id` ASCII; `font` for
    all scripts; `size` in points; `paragraph` further paragraph properties as XML in the order of
    the schema. A `free` one keeps to no grid and to no fixed line: it stands in tables."""

    id: str
    name: str
    font: str
    size: float
    paragraph: str = ""
    next: str = ""
    level: int = 0
    free: bool = False


_TWO = '<w:ind w:firstLineChars="200" w:firstLine="{}"/>'
_INDENT = _TWO.format(640)
_KEEP = "<w:keepNext/>"
_APART = '<w:spacing w:before="240"/>'  # from the table above
_CENTRE, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'

STYLES = (
    Style("Title", "Title", TITLE_FONT, NO2, _KEEP + _CENTRE, "BodyText"),
    Style("BodyText", "Body Text", BODY, NO3, _INDENT),
    Style("Heading1", "heading 1", HEI, NO3, _KEEP + _INDENT, "BodyText", 1),
    Style("Heading2", "heading 2", KAI, NO3, _KEEP + _INDENT, "BodyText", 2),
    Style("Heading3", "heading 3", BODY, NO3, _KEEP + _INDENT, "BodyText", 3),
    Style("Heading4", "heading 4", BODY, NO3, _KEEP + _INDENT, "BodyText", 4),
    Style("Signature", "署名", BODY, NO3, _RIGHT),
    Style("Attachment", "附件", HEI, NO3, _KEEP),
    Style("Caption", "caption", HEI, NO4, _KEEP + _APART + _CENTRE),
    Style("UnderCaption", "表题下", BODY, NO5, _KEEP + _CENTRE, free=True),
    Style("TableHead", "表头", HEI, NO5, _CENTRE, free=True),
    Style("TableText", "表内文字", SONG, NO5, "", free=True),
    Style("TableNote", "表注", SONG, SMALL5, "", free=True),
    Style("Picture", "图片", BODY, NO3, _KEEP + _CENTRE, free=True),
    Style("PictureCaption", "图题", BODY, NO5, _CENTRE, free=True),
    Style("Footer", "footer", SONG, NO4, "", free=True),
)


def styles_xml() -> str:
    """The whole of word/styles.xml."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(BODY)}'
        f"{_size(NO3)}{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{_LINES}<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{_TABLE}{''.join(map(_style, STYLES))}</w:styles>"
    )


_LINES = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
_FREE = '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="auto"/>'
    for side, width in (
        ("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4),
    )
)  # fmt: skip
_TABLE = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr>'
    f"<w:tblBorders>{_EDGES}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)


def _style(style: Style) -> str:
    keep, rest = (_KEEP, style.paragraph.removeprefix(_KEEP)) if _KEEP in style.paragraph else (
        "", style.paragraph
    )  # fmt: skip
    outline = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    off_grid = '<w:snapToGrid w:val="0"/>' if style.free else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{keep}{_FREE if style.free else ''}{rest}{outline}</w:pPr>"
        f"<w:rPr>{fonts_xml(style.font)}{off_grid}{_size(style.size)}</w:rPr></w:style>"
    )


def fonts_xml(font: str) -> str:
    """One font for every script, figures and Latin letters included."""
    return f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def font_table_xml() -> str:
    """The whole of word/fontTable.xml: each font with what stands in for it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def settings_xml() -> str:
    """The whole of word/settings.xml: other feet on even pages, Chinese line breaking, no
    compatibility mode."""
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
