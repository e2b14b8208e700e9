"""Paper: the Word files of summaries and roundups, opened again and measured."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gonghui.bases import Basis
from gonghui.checkup import examine
from gonghui.corpus import Corpus
from gonghui.coverage import coverage_of
from gonghui.macros import MACROS
from gonghui.notation.period import read_period
from gonghui.paper.grid import Grid, Line, grid_of, grid_of_html
from gonghui.paper.layout import Paper
from gonghui.paper.markup import parse
from gonghui.paper.roundup import coverage_said, roundup_docx
from gonghui.paper.sheet import Orientation
from gonghui.paper.summary import file_name, summary_docx, title_lines
from gonghui.paper.table import add_grid
from gonghui.paper.words import Words, clean, width_of
from gonghui.place import Place
from gonghui.problem import Problems
from gonghui.summary import Summary
from gonghui.summary.call import take_calls
from gonghui.tables import Cell, Column, Row, Table
from gonghui.views.comparisons import comparison_table, summary_comparisons
from gonghui.views.figures import metric_table
from gonghui.views.roundup import roundup_table
from tests.commanding import gonghui
from tests.conftest import ROOT
from tests.test_checkup import picture, put
from tests.test_command_line import WRONG_LINES, assert_clean, broken, small, tree

__all__ = ["broken", "small"]  # fixtures

COUNTY = "docs/summaries/2024/qinghe-county-2024.md"
DRAFT = "docs/summaries/2024/liuwan-town-2024-H2.md"
PERSON = "docs/summaries/2022/dongan-machinery-2022-personal.md"
BODY, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

# The order in which the schema of WordprocessingML (ECMA-376) wants what we write: Word refuses files
# that keep to another one.
ORDERS = {
    "pPr": "pStyle keepNext pageBreakBefore widowControl snapToGrid spacing ind jc outlineLvl",
    "rPr": "rFonts b bCs i iCs strike snapToGrid sz szCs vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vAlign",
    "sectPr": "footerReference pgSz pgMar docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders drawingGridVerticalSpacing "
    "characterSpacingControl compat themeFontLang",
}


@pytest.fixture(scope="module")
def sample() -> Corpus:
    return examine(ROOT, date(2026, 1, 1)).corpus


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def sound(content: bytes) -> Document:
    """The file opened, after every part was looked at: well-formed, children in the schema's order,
    nothing from outside, no table without rows, every style there."""
    parts = parts_of(content)
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            assert name.startswith("word/media/")
            continue
        root = etree.fromstring(part)
        assert b'TargetMode="External"' not in part
        for element in root.iter():
            order = ORDERS.get(etree.QName(element).localname)
            if order and element.tag.startswith(qn("w:p")[:-1]):
                places = [order.split().index(etree.QName(c).localname) for c in element]
                assert places == sorted(places), etree.tostring(element)
    document = opened(content)
    used = set(document.element.body.xpath(".//w:pStyle/@w:val"))
    known = {style.style_id for style in document.styles}
    assert used <= known
    for table in document.tables:
        widths = [int(w) for w in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
        assert sum(widths) <= line_width(document)
        assert min(widths) > 0
        for row in table._tbl.tr_lst:
            spans = [int(s) for s in row.xpath("./w:tc/w:tcPr/w:gridSpan/@w:val")]
            assert len(row.tc_lst) == len(widths) or spans == [len(widths)]
    return document


def line_width(document: Document) -> int:
    section = document.sections[0]
    return round((section.page_width - section.left_margin - section.right_margin) / 635)


def blocks(document: Document) -> list[tuple[str, str]]:
    """Style and text of each paragraph, "table" and the first row of each table, in their order."""
    return [
        ("table", "|".join(cell.text for cell in block.rows[0].cells))
        if isinstance(block, WordTable)
        else (block.style.style_id, block.text)
        for block in document.iter_inner_content()
    ]


def with_body(summary: Summary, body: str, **changes: Any) -> Summary:
    problems = Problems()
    text, calls = take_calls(body, 1, summary.path, problems)
    assert not problems, problems
    return replace(summary, body=text, calls=calls, metrics=(), local=(), **changes)


def written(sample: Corpus, body: str, path: str = COUNTY) -> list[tuple[str, str]]:
    """What a text becomes, between the title and the signature."""
    summary = with_body(sample.by_path[path], body)
    return blocks(sound(summary_docx(summary, sample)))[2:-2]


# ---- the sheet


def test_a_sheet_is_a4_with_the_margins_of_the_standard(sample):
    section = sound(summary_docx(sample.by_path[COUNTY], sample)).sections[0]
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    assert (section.top_margin.twips, section.left_margin.twips) == (2098, 1587)
    assert section.top_margin == pytest.approx(Mm(37), abs=1000)
    assert section.left_margin == pytest.approx(Mm(28), abs=1000)
    wide = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin
    assert wide == pytest.approx(Mm(156), abs=Mm(1) / 20)
    assert high == pytest.approx(Mm(225), abs=Mm(1) / 20)
    assert section.orientation == WD_ORIENT.PORTRAIT


def test_it_holds_22_lines_of_28_characters(sample):
    document = opened(summary_docx(sample.by_path[COUNTY], sample))
    section, normal = document.sections[0], document.styles["Normal"]
    (grid,) = section._sectPr.xpath("./w:docGrid")
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    assert int(grid.get(qn("w:linePitch"))) == 579
    high = section.page_height - section.top_margin - section.bottom_margin
    assert high // normal.paragraph_format.line_spacing == 22
    character = Pt(16) + Pt(1) * int(grid.get(qn("w:charSpace"))) / 4096
    wide = section.page_width - section.left_margin - section.right_margin
    assert wide // character == 28


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", TITLE, 22), ("Body Text", BODY, 16), ("Heading 1", HEI, 16),
        ("Heading 2", KAI, 16), ("Heading 3", BODY, 16), ("Heading 4", BODY, 16),
        ("署名", BODY, 16), ("附件", HEI, 16), ("Caption", HEI, 14), ("表头", HEI, 10.5),
        ("表内文字", SONG, 10.5), ("表注", SONG, 9), ("Footer", SONG, 14),
    ],
)  # fmt: skip
def test_styles_have_the_type_of_the_standard(sample, style, font, size):
    style = opened(summary_docx(sample.by_path[COUNTY], sample)).styles[style]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{a}")) for a in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert style.font.size == Pt(size)


def test_no_font_is_bundled_and_each_has_one_to_stand_in(sample):
    parts = parts_of(summary_docx(sample.by_path[COUNTY], sample))
    table = etree.fromstring(parts["word/fontTable.xml"])
    named = {font.get(qn("w:name")): font[0].get(qn("w:val")) for font in table}
    assert named == {
        TITLE: "华文中宋", BODY: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun",
    }  # fmt: skip
    assert not [name for name in parts if "embed" in name or name.endswith(("ttf", "odttf"))]


def test_text_and_headings_begin_two_characters_in(sample):
    styles = opened(summary_docx(sample.by_path[COUNTY], sample)).styles
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        (indent,) = styles[name].element.xpath("./w:pPr/w:ind")
        assert indent.get(qn("w:firstLineChars")) == "200"


def test_pages_are_numbered_odd_right_even_left(sample):
    document = opened(summary_docx(sample.by_path[COUNTY], sample))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == "Footer"
        assert paragraph.text == "— 1 —"
        assert paragraph._p.xpath(".//w:instrText/text()") == [" PAGE "]
        marks = paragraph._p.xpath(".//w:fldChar/@w:fldCharType")
        assert marks == ["begin", "separate", "end"]
        assert paragraph._p.xpath("./w:pPr/w:jc/@w:val") == [side]
        assert paragraph._p.xpath(f"./w:pPr/w:ind/@w:{side}Chars") == ["100"]
    below = section.bottom_margin - section.footer_distance
    assert below == pytest.approx(Mm(10.5), abs=Mm(1))  # its dashes stand 7 mm below the text


# ---- a summary


def test_a_summary_in_order(sample):
    found = blocks(sound(summary_docx(sample.by_path[COUNTY], sample)))
    kinds = [kind for kind, text in found if text]
    assert found[0] == ("Title", "青禾县总工会2024年工会工作总结")
    assert found[1] == ("BodyText", "")
    assert found[3] == ("Heading1", "一、组织覆盖")
    name = "青禾县总工会2024年主要指标及同比情况"
    listed = found.index(("BodyText", f"附件：{name}"))
    assert found[listed + 1 : listed + 3] == [
        ("Signature", "青禾县总工会"),
        ("Signature", "2025年1月6日"),
    ]
    assert found[listed + 3 : listed + 6] == [
        ("Attachment", "附件"),
        ("BodyText", ""),
        ("Title", name),
    ]
    assert [text for kind, text in found if kind == "Caption"] == [
        "青禾县总工会2024年主要指标",
        "青禾县总工会2024年与上年对比（同比）",
        "青禾县总工会2024年其他数字",
    ]
    assert ("UnderCaption", "数据状态：初步　数据截至：2024年12月20日") in found
    assert kinds.count("table") == 3


def test_the_attachment_begins_a_new_page(sample):
    document = opened(summary_docx(sample.by_path[COUNTY], sample))
    (attachment,) = (p for p in document.paragraphs if p.style.name == "附件")
    assert attachment.paragraph_format.page_break_before


def test_every_line_of_every_text_is_there(sample):
    """What stands between the marks, for all that have neither macro, link nor picture."""
    checked = 0
    for summary in sample.all:
        if "](" in summary.body or summary.calls:
            continue
        found = [text for _, text in blocks(sound(summary_docx(summary, sample)))]
        for line in summary.body.split("\n"):
            words = re.sub(r"^(#+|[-*]) *|\*\*", "", line).strip()
            words = re.sub(r"^(\d+\.) ", r"\1", words)
            if words and not set(words) <= set("|-: ") and "|" not in words:
                assert any(words in text for text in found), (summary.path, words)
                checked += 1
    assert checked > 300


def test_the_figures_are_those_of_the_page(sample):
    tried = 0
    for summary in sample.all:
        document = opened(summary_docx(summary, sample))
        place = Place(sample, summary.address)
        compared = summary_comparisons(place, summary, Basis.YOY)
        for table in (
            metric_table(summary),
            comparison_table(place, summary, Basis.YOY, compared) if compared else None,
        ):
            if table is None:
                continue
            shown = [i for i, c in enumerate(table.columns) if c.note_on is None]
            heads, above = [table.columns[i].title for i in shown], captions(document)
            printed = [
                t
                for t in document.tables
                if above[t._tbl] in (table.caption, "")
                and [cell.text for cell in t.rows[0].cells] == heads
            ]
            if not printed:  # nothing to compare with: said in a sentence
                assert any("同比：" in p.text for p in document.paragraphs)
                continue
            rows = [[row.cells[i].text for i in shown] for row in table.rows]
            tried += len(rows)
            assert rows_of(printed[0]) == rows
    assert tried > 300


def captions(document: Document) -> dict[Any, str]:
    """The caption above each table, by the table's element."""
    found, last = {}, ""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            last = block.text if block.style.style_id == "Caption" else last
        else:
            found[block._tbl] = last
    return found


def rows_of(table: WordTable) -> list[list[str]]:
    """The rows below the head, without headings of groups and marks of notes."""
    return [
        [re.sub(r"\[\d+\]$", "", cell) for cell in texts]
        for row in table._tbl.tr_lst[1:]
        if len(row.tc_lst) > 1 and (texts := [text_of(cell) for cell in row.tc_lst])
    ]


def text_of(element: Any) -> str:
    return "".join(element.xpath(".//w:t/text()"))


def test_remarks_are_numbered_notes_and_equal_ones_share_a_number(sample):
    document = opened(summary_docx(sample.by_path[COUNTY], sample))
    cells = {
        text_of(row.tc_lst[0]): row for row in document.tables[0]._tbl.tr_lst if row.tc_lst[1:]
    }
    run = cells["新建基层工会"].tc_lst[1].xpath(".//w:r")[-1]
    assert text_of(run) == "[2]"
    assert run.xpath("./w:rPr/w:vertAlign/@w:val") == ["superscript"]
    notes = [p.text for p in document.paragraphs if p.style.name == "表注"]
    assert notes[:3] == [
        "[1]含下级",
        "[2]含下级；任务28",
        "注：标明“含下级”的数包括所属各单位，其余为本级。",
    ]


def test_heads_are_repeated_and_rows_not_broken(sample):
    for table in opened(summary_docx(sample.by_path[COUNTY], sample)).tables:
        rows = table._tbl.tr_lst
        assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [
            True, *[False] * (len(rows) - 1)
        ]  # fmt: skip
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_numbers_stand_to_the_right(sample):
    table = opened(summary_docx(sample.by_path[COUNTY], sample)).tables[0]
    row = next(row for row in table._tbl.tr_lst if text_of(row.tc_lst[0]) == "会员人数")
    assert row.xpath("./w:tc/w:p/w:pPr/w:jc/@w:val") == ["left", "right", "left"]


def test_a_period_without_base_says_so_in_a_sentence(sample):
    summary = next(s for s in sample.summaries if s.path.endswith("township-enterprises-2001.md"))
    found = blocks(sound(summary_docx(summary, sample)))
    assert ("TableNote", "同比：没有上年的数据。") in found
    assert ("Title", "青禾地区乡镇企业工会2001年主要指标") in found
    assert sum(kind == "table" for kind, _ in found) == len(
        [t for t in (metric_table(summary), summary.local) if t]
    )


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("芙蓉镇总工会2023年上半年工会工作总结", ["芙蓉镇总工会2023年上半年工会工作总结"]),
        (
            "芙蓉镇总工会2022-2023学年第一学期工会工作总结",
            ["芙蓉镇总工会", "2022-2023学年第一学期工会工作总结"],
        ),
        (
            "在车间里长大的一年——一名新员工的工作总结",
            ["在车间里长大的一年", "——一名新员工的工作总结"],
        ),
        ("关于二〇二三年上半年全县工会组织建设工作的总结", None),
    ],
)
def test_a_long_title_is_broken_where_its_sense_allows(title, lines):
    assert title_lines(title, "芙蓉镇总工会") == (lines or [title])


@pytest.mark.parametrize(
    ("name", "day", "of_name", "of_day"),
    [
        ("青禾县总工会", date(2025, 1, 6), 400, 400),  # both 6 characters wide
        ("芙蓉镇总工会", date(2023, 7, 10), 425, 400),
        ("青禾县水务局工会女职工委员会", date(2023, 7, 10), 25, 400),
        ("青禾县水务局工会女职工委员会联合委员会", date(2023, 7, 10), 0, 625),
    ],
)
def test_the_name_stands_above_the_middle_of_the_day(sample, name, day, of_name, of_day):
    summary = with_body(sample.by_path[COUNTY], "好。", issued=day)
    borne = replace(summary.unit.names[-1], text=name, first=None, last=None)
    named = replace(summary.unit, names=(borne,))
    document = opened(summary_docx(replace(summary, unit=named), sample))
    last, one, two = document.paragraphs[-3:]
    assert (one.text, two.text) == (name, f"{day.year}年{day.month}月{day.day}日")
    assert one._p.xpath("./w:pPr/w:ind/@w:rightChars") == [str(of_name)]
    assert two._p.xpath("./w:pPr/w:ind/@w:rightChars") == [str(of_day)]
    assert one.paragraph_format.space_before == 2 * Pt(28.95)  # room for the stamp
    assert last.paragraph_format.keep_with_next
    assert one.paragraph_format.keep_with_next  # no page with a signature alone


@pytest.mark.parametrize(
    ("end", "issued", "day"),
    [
        ("青禾县总工会\n2024年7月1日", None, "2024年7月1日"),
        ("青禾县总工会\n\n2024年7月1日", date(2024, 7, 1), "2024年7月1日"),
        ("　　　　青禾县总工会\n\n二〇二四年七月十一日", None, "2024年7月11日"),
        ("青禾县总工会", date(2024, 7, 1), "2024年7月1日"),
        ("2024 年 7 月 1 日", None, "2024年7月1日"),
    ],
)
def test_a_signature_in_the_text_is_not_printed_twice(sample, end, issued, day):
    summary = with_body(sample.by_path[COUNTY], f"全年工作如上。\n\n{end}\n", issued=issued)
    assert blocks(sound(summary_docx(summary, sample)))[2:] == [
        ("BodyText", "全年工作如上。"),
        ("Signature", "青禾县总工会"),
        ("Signature", day),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "青禾县总工会\n2024年7月2日",
        "2024年13月1日",
        "芙蓉镇总工会",
        "青禾县总工会办公室",
        "## 青禾县总工会",
    ],
)
def test_what_is_no_signature_of_this_text_stays(sample, end):
    body = f"全年工作如上。\n\n{end}\n"
    summary = with_body(sample.by_path[COUNTY], body, issued=date(2024, 7, 1))
    assert len(blocks(sound(summary_docx(summary, sample)))) == 6


def test_a_draft_has_no_mark_and_a_day_to_fill_in(sample):
    document = sound(summary_docx(sample.by_path[DRAFT], sample))
    assert ("Signature", "　　　　年　　月　　日") in blocks(document)
    assert "未签发" not in "".join(p.text for p in document.paragraphs)
    assert document.sections[0].header.is_linked_to_previous  # there is none


def test_no_unit_signs_for_a_person(sample):
    found = blocks(opened(summary_docx(sample.by_path[PERSON], sample)))
    assert [text for kind, text in found if kind == "Signature"] == ["2023年1月9日"]
    assert found[0][1].startswith("在车间里长大的一年\n——")
    assert ("BodyText", "附件：有关数字") in found


# ---- the author's text


@pytest.mark.parametrize(
    ("markdown", "style", "text"),
    [
        ("## 一、组织建设", "Heading1", "一、组织建设"),
        ("### （一）建会", "Heading2", "（一）建会"),
        ("### (二)建会", "Heading2", "(二)建会"),
        ("#### 1.企业", "Heading3", "1.企业"),
        ("#### 2．企业", "Heading3", "2．企业"),
        ("##### （1）非公企业", "Heading4", "（1）非公企业"),
        ("## （一）写浅了一级", "Heading2", "（一）写浅了一级"),
        ("#### 十二、写深了两级", "Heading1", "十二、写深了两级"),
        ("## 没有序号", "Heading1", "没有序号"),
        ("### 没有序号", "Heading2", "没有序号"),
        ("###### 没有序号", "Heading4", "没有序号"),
        ("# 没有序号", "Heading1", "没有序号"),
        ("## 2023年的工作", "Heading1", "2023年的工作"),
        ("## 1.5倍的增长", "Heading1", "1.5倍的增长"),
        ("## **一、粗的标题**", "Heading1", "一、粗的标题"),
    ],
)
def test_headings_keep_their_numbers_which_say_their_level(sample, markdown, style, text):
    assert written(sample, f"开头。\n\n{markdown}\n\n末尾。\n") == [
        ("BodyText", "开头。"),
        (style, text),
        ("BodyText", "末尾。"),
    ]


def test_a_heading_that_repeats_the_title_is_left_out(sample):
    title = sample.by_path[COUNTY].title
    assert written(sample, f"# {title}\n\n好。\n") == [("BodyText", "好。")]


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("　　全年走访\n50户。", ["全年走访50户。"]),
        ("第一行\n第二行", ["第一行第二行"]),
        ("The first\nsecond line", ["The first second line"]),
        ("一  二", ["一 二"]),
        ("上行  \n下行", ["上行\n下行"]),
        ("**重点**\n后文", ["重点后文"]),
        ("- 甲\n- 乙\n    - 丙", ["·甲", "·乙", "·丙"]),
        ("3. 甲\n4. 乙", ["3.甲", "4.乙"]),
        ("> 引文", ["引文"]),
        ("前\n\n---\n\n后", ["前", "后"]),
        ("`代码 <w:p>`", ["代码 <w:p>"]),
        ("~~旧的~~", ["~~旧的~~"]),
        ("```\n一  行\n二行\n```", ["一  行\n二行"]),
        ("!!! note\n    甲", ["注意", "甲"]),
        ("3 < 5 & 7 > 6", ["3 < 5 & 7 > 6"]),
        ("见[通知](https://www.example.cn/a?b=1&c=2)。", ["见通知（https://www.example.cn/a?b=1&c=2）。"]),
        ("见<https://www.example.cn/>。", ["见https://www.example.cn/。"]),
        ("写信[给我们](mailto:gh@example.cn)", ["写信给我们（gh@example.cn）"]),
        ("见[上年总结](../2023/qinghe-county-2023.md)。", ["见上年总结。"]),
    ],
)  # fmt: skip
def test_text(sample, markdown, texts):
    assert [text for _, text in written(sample, markdown)] == texts


def test_bold_is_kept(sample):
    summary = with_body(sample.by_path[COUNTY], "前**粗***斜*后")
    paragraph = opened(summary_docx(summary, sample)).paragraphs[2]
    looks = [(run.text, run.bold, run.italic) for run in paragraph.runs]
    assert looks == [("前", None, None), ("粗", True, None), ("斜", None, True), ("后", None, None)]


def test_an_authors_table_is_a_table(sample):
    body = "| 项目 | 数 |\n| --- | ---: |\n| **甲** | 1 |\n| 乙 |\n| 丙 | 3 | 多余 |\n"
    summary = with_body(sample.by_path[COUNTY], body)
    (table,) = sound(summary_docx(summary, sample)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["项目", "数"], ["甲", "1"], ["乙", ""], ["丙", "3"],
    ]  # fmt: skip
    assert table._tbl.xpath("./w:tr[2]/w:tc/w:p/w:pPr/w:jc/@w:val") == ["left", "right"]
    assert table.rows[1].cells[0].paragraphs[0].runs[0].bold


def test_macros_stand_as_tables_and_within_sentences(sample):
    body = (
        '年末有{{ latest("青禾地区乡镇企业工会", "会员人数") }}。'
        '{{ sentence("青禾地区乡镇企业工会", "会员人数", "2002年") }}\n\n'
        '{{ history("青禾地区乡镇企业工会", "会员人数") }}\n\n'
        '{{ metric_table("青禾县总工会", "2024年") }}\n\n'
        '{{ compare("青禾地区乡镇企业工会", "2002年", ["会员人数"]) }}\n\n'
        '{{ definition("建会率") }}\n\n完。\n'
    )
    summary = with_body(sample.by_path[COUNTY], body)
    document = sound(summary_docx(summary, sample))
    found = blocks(document)
    assert found[2] == (
        "BodyText",
        "年末有9180人（2005年）。会员人数7402人，比上年增加2722人，增长58.16%。",
    )
    shown = [text for kind, text in found if kind in ("table", "Caption")]
    assert shown == [
        "青禾地区乡镇企业工会会员人数（计量单位：人）",
        "期间|会员人数（人）|比上年增减|比上年增长",
        "青禾县总工会2024年主要指标",
        "指标|数值|计量单位",
        "青禾地区乡镇企业工会2002年与上年对比（同比）",
        "指标|本期|上年|增减|增长",
    ]
    table = metric_table(sample.by_path[COUNTY])
    assert table is not None
    assert rows_of(document.tables[1]) == [[c.text for c in row.cells[:3]] for row in table.rows]
    assert ("TableNote", "[2]含下级；任务28") in found
    assert ("BodyText", "计量单位：%") in found
    whole = "".join(text for _, text in found)
    assert "下载" not in whole
    assert "可以直接引用" not in whole
    assert "gonghui" not in whole


@pytest.mark.parametrize("macro", [name for name, m in MACROS.items() if m.in_summaries])
def test_every_macro_of_summaries_has_its_place_on_paper(sample, macro):
    summary = with_body(sample.by_path[COUNTY], f"{{{{ {MACROS[macro].example} }}}}\n")
    document = sound(summary_docx(summary, sample))
    printed = [text for _, text in blocks(document)[2:-2]]
    assert "".join(printed)
    for word in ("下载", "复制", "可以直接引用", "gonghui", "<", "展开"):
        assert word not in "".join(printed)
    for table in document.tables:
        assert all(cell.text for cell in table.rows[0].cells)
        assert len(table.rows) > 1


def test_drawings_in_a_table_are_left_out():
    html = (
        "<table><tr><th>期间</th><th>走势</th><th>数</th></tr>"
        "<tr><th>甲</th><td><svg><text>x</text></svg></td><td>1</td></tr></table>"
    )
    grid = grid_of_html(parse(html).elements[0])
    assert grid is not None
    assert [[w.text for w in head] for head in grid.heads] == [["期间"], ["数"]]
    assert [[w.text for words in line.cells for w in words] for line in grid.lines] == [["甲", "1"]]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize(("pixels", "exif"), [([300, 100], 0), ([3000, 1000], 6), ([90, 5000], 0)])
def test_pictures_are_upright_and_fit_the_page(sample, tmp_path, kind, pixels, exif):
    path = tmp_path / "docs/summaries/2024/图 (1).png"
    path.parent.mkdir(parents=True)
    path.write_bytes(picture(kind, pixels, exif))
    corpus = replace(sample, root=tmp_path, answers={})
    summary = with_body(sample.by_path[COUNTY], '![座谈会](<图 (1).png> "会场")\n')
    document = sound(summary_docx(summary, corpus))
    (shape,) = document.inline_shapes
    turned = exif and kind in ("PNG", "JPEG")
    ratio = pixels[1] / pixels[0] if not turned else pixels[0] / pixels[1]
    assert shape.height / shape.width == pytest.approx(ratio, rel=0.01)
    assert shape.width <= Mm(156.1)
    assert shape.height <= Mm(225) * 0.61
    if pixels == [300, 100]:
        assert shape.width == pytest.approx(Cm(2.54) * 300 / 96, rel=0.001)
    assert shape._inline.docPr.get("descr") == "座谈会"
    assert blocks(document)[3] == ("PictureCaption", "会场")
    (media,) = [
        part for name, part in parts_of(summary_docx(summary, corpus)).items() if "media" in name
    ]
    assert b"Exif" not in media  # where and with what it was taken is nobody's business


def test_a_picture_that_is_not_there_is_said(sample):
    found = written(sample, "![座谈会](../../../../../etc/passwd.png)\n\n![合影](none.png)\n")
    assert found == [("PictureCaption", "（图片：座谈会）"), ("PictureCaption", "（图片：合影）")]


# ---- the roundup


def test_a_roundup_lies_on_its_side(sample):
    document = sound(roundup_docx(read_period("2023年"), sample))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width.twips, section.page_height.twips) == (16838, 11906)
    assert section.top_margin == pytest.approx(Mm(28), abs=1000)  # the binding is above
    assert section.right_margin == pytest.approx(Mm(37), abs=1000)
    assert line_width(document) == pytest.approx(Mm(225) / 635, abs=4)
    assert document.paragraphs[0].text == "2023年工会工作汇总表"


def test_a_roundup_has_every_type_with_its_figures(sample):
    tried = 0
    for period, summaries in sample.by_period.items():
        document = sound(roundup_docx(period, sample))
        above = captions(document)
        for unit_type in sample.registry.unit_types.values():
            table = roundup_table(sample, period, unit_type, summaries)
            if table is None:
                continue
            printed = [t for t in document.tables if above[t._tbl].startswith(table.caption)]
            assert [c.title for c in table.columns] == [
                cell.text
                for number, one in enumerate(printed)
                for cell in one.rows[0].cells[bool(number) :]
            ]
            assert [row[0] for row in rows_of(printed[0])] == [r.cells[0].text for r in table.rows]
            joined = [
                [cell for number, row in enumerate(rows) for cell in row[bool(number) :]]
                for rows in zip(*map(rows_of, printed), strict=True)
            ]
            assert joined == [[cell.text for cell in row.cells] for row in table.rows]
            tried += 1
    assert tried > 20


def test_who_is_missing_is_named_under_the_caption(sample):
    period = read_period("2024年")
    found = blocks(sound(roundup_docx(period, sample)))
    coverage = coverage_of(sample, period)
    assert len(coverage.missing) > 0
    names = "、".join(unit.name_in(period) for unit in coverage.missing)
    assert found[2] == (
        "BodyText",
        f"应报{len(coverage.due)}个单位，已报{len(coverage.reported)}个，"
        f"缺报{len(coverage.missing)}个：{names}。报送情况截至2025年3月31日。",
    )
    for unit_type in sample.registry.unit_types.values():
        said = coverage_said(coverage_of(sample, period, unit_type.id))
        if said:
            at = found.index(("Caption", f"{unit_type.name}2024年主要指标"))
            assert found[at + 1] == ("UnderCaption", said)


def test_drafts_are_in_no_roundup(sample):
    draft = sample.by_path[DRAFT]
    content = roundup_docx(draft.period, sample) if draft.period in sample.by_period else b""
    assert not content or draft.unit_name not in str(
        [rows_of(table) for table in opened(content).tables]
    )


# ---- tables of any kind


def any_table(columns: int, rows: int = 3, text: str = "12,345") -> Table:
    heads = [Column("单位"), *(Column(f"指标{n}（个）", True) for n in range(columns))]
    body = [Row((Cell(f"单位{r}"), *(Cell(text) for _ in range(columns)))) for r in range(rows)]
    return Table("t", "一张表", heads, [("", body)], ["各单位不相加。"], "截至六月")


def printed(table: Table, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    paper = Paper(orientation)
    add_grid(paper, grid_of(table))
    return sound(paper.bytes("", "", date(2023, 1, 1)))


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("columns", [1, 7, 8, 20, 41])
def test_a_table_wider_than_the_sheet_becomes_several(columns, orientation):
    document = printed(any_table(columns), orientation)
    tables = document.tables
    heads = [[cell.text for cell in table.rows[0].cells] for table in tables]
    assert {head[0] for head in heads} == {"单位"}
    assert [name for head in heads for name in head[1:]] == [
        f"指标{n}（个）" for n in range(columns)
    ]
    for table in tables:
        assert [row.cells[0].text for row in table.rows[1:]] == ["单位0", "单位1", "单位2"]
        narrowest = min(int(w) for w in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w"))
        assert narrowest >= width_of("12,345") * 210
    found = blocks(document)
    again = [text for kind, text in found if kind == "Caption"]
    several = len(tables) > 2
    assert again == [
        "一张表", *(f"一张表（续表{n if several else ''}）" for n in range(1, len(tables)))
    ]  # fmt: skip
    assert [text for kind, text in found if kind == "UnderCaption"] == ["截至六月"]
    assert [text for kind, text in found if kind == "TableNote" and text] == ["注：各单位不相加。"]
    assert len(tables) > 1 or columns < 20


def test_rows_added_to_a_table_stand_on_paper():
    table = any_table(2)
    table.groups.append(("合计", [Row((Cell("合计"), Cell("7"), Cell("不相加")))]))
    assert rows_of(printed(table).tables[0])[-1] == ["合计", "7", "不相加"]


def test_groups_insets_drawings_and_notes():
    columns = [
        Column("指标"),
        Column("数", True),
        Column("走势", drawn=True),
        Column("说明", note_on=1),
    ]
    rows = [
        Row((Cell("甲"), Cell("149"), Cell("", drawing="<svg/>"), Cell("推算"))),
        Row((Cell("其中"), Cell("／", said="不适用"), Cell(""), Cell(""))  , inset=True),
    ]  # fmt: skip
    (table,) = printed(Table("t", "表", columns, [("组织", rows)])).tables
    first, group, one, two = table._tbl.tr_lst
    assert [text_of(c) for c in first.tc_lst] == ["指标", "数"]
    assert group.xpath("./w:tc/w:tcPr/w:gridSpan/@w:val") == ["2"]
    assert group.xpath("./w:tc/w:p/w:pPr/w:keepNext")
    assert [text_of(c) for c in one.tc_lst] == ["甲", "149[1]"]
    assert [text_of(c) for c in two.tc_lst] == ["其中", "／"]
    assert two.tc_lst[0].xpath("./w:p/w:pPr/w:ind/@w:left") == ["210"]


def test_two_notes_of_one_cell_are_two():
    columns = [
        Column("指标"),
        Column("数", True),
        Column("说明", note_on=1),
        Column("更正", note_on=1),
    ]
    rows = [Row((Cell("甲"), Cell("149"), Cell("推算"), Cell("更正过")))]
    (table,) = printed(Table("t", "表", columns, [("", rows)])).tables
    assert [text_of(c) for c in table._tbl.tr_lst[1].tc_lst] == ["甲", "149[1][2]"]


def test_a_table_without_rows_or_columns_breaks_nothing():
    printed(any_table(3, rows=0))
    paper = Paper()
    add_grid(paper, Grid([[Words("甲")]], [False], [Line([[]])]))
    sound(paper.bytes("", "", date(2023, 1, 1)))


# ---- the bytes


def test_the_same_corpus_gives_the_same_bytes_elsewhere_and_later(sample):
    code = (
        "import sys, hashlib; from datetime import date; from pathlib import Path\n"
        "from gonghui.checkup import examine; from gonghui.paper.summary import summary_docx\n"
        "from gonghui.paper.roundup import roundup_docx; from gonghui.notation.period import read_period\n"
        "c = examine(Path(sys.argv[1]), date(2026, 1, 1)).corpus\n"
        f"for b in (summary_docx(c.by_path[{COUNTY!r}], c), roundup_docx(read_period('2023年'), c)):\n"
        "    print(hashlib.sha256(b).hexdigest())"
    )
    mine = [
        hashlib.sha256(content).hexdigest()
        for content in (
            summary_docx(sample.by_path[COUNTY], sample),
            roundup_docx(read_period("2023年"), sample),
        )
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)],
        capture_output=True, encoding="utf-8", check=True, cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
    )  # fmt: skip
    assert done.stdout.split() == mine


def test_its_properties_are_those_of_the_text(sample):
    properties = opened(summary_docx(sample.by_path[COUNTY], sample)).core_properties
    assert properties.title == "青禾县总工会2024年工会工作总结"
    assert (properties.author, properties.last_modified_by) == ("青禾县总工会", "青禾县总工会")
    assert properties.created.date() == properties.modified.date() == date(2025, 1, 6)
    roundup = opened(roundup_docx(read_period("2023年"), sample)).core_properties
    assert roundup.created.date() == date(2025, 3, 31)
    assert roundup.last_modified_by == ""


def test_the_whole_sample_is_sound(sample):
    for summary in sample.all:
        sound(summary_docx(summary, sample))


HOSTILE = [
    "甲\x00乙\x01\x08\x0b\x0c\x1f丙\ufffe\uffff",
    "一个很长的词" + "x" * 5000 + "和" + "长" * 3000,
    "<w:p><w:r><w:t>越狱</w:t></w:r></w:p> ]]> &amp; &#0; &#x1; <!-- -->",
    "笑脸😀👨‍👩‍👧与𠮷野家",
    "\u202e123\u202c\u200f\u2066456\u2069\ufeff",
    "| a | b |\n|---|---|\n| \x02 | " + "宽" * 400 + " |\n",
    "[坏](https://[::1) ![](%00.png) [x](<a\x00b>)",
    "\u2028\u2029\x85\xa0空白",
    "- " * 15 + "深",
    "\ud800孤儿",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_breaks_nothing(sample, text):
    for body in (text, f"## {text}", f"- {text}", f"**{text}**", f"| {text} |\n|---|\n| 1 |\n"):
        summary = replace(sample.by_path[COUNTY], body=body, calls=(), title=text)
        sound(summary_docx(summary, sample))
        assert "/" not in file_name(summary)


def test_tags_in_a_text_are_words(sample):
    found = written(sample, "写成<w:p>和<b>粗</b>。\n\n<div>一块</div>\n")
    assert found == [("BodyText", "写成<w:p>和<b>粗</b>。"), ("BodyText", "<div>一块</div>")]


def test_no_mark_turns_a_number_around():
    assert clean("人数\u202e321\u202c人\u200f") == "人数321人"


@given(st.text(max_size=80))
def test_any_text_breaks_nothing(text):
    corpus = examined()
    summary = replace(corpus.by_path[COUNTY], body=text, calls=(), title=text, metrics=(), local=())
    sound(summary_docx(summary, corpus))


def examined(kept: list[Corpus] = []) -> Corpus:  # noqa: B006 - read once for all examples
    if not kept:
        kept.append(examine(ROOT, date(2026, 1, 1)).corpus)
    return kept[0]


# ---- the command


def export(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = gonghui("export", "docx", *args, cwd=cwd)
    assert_clean(done)
    return done


NAME = "芙蓉镇总工会2023年上半年工会工作总结.docx"


def test_a_summary_is_exported_into_the_folder_one_is_in(small):
    done = export("芙蓉镇总工会", "2023年上半年", cwd=small / "docs")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"已导出：{NAME}",
        "题头里没有签发日期（issued）。正文末尾也没有写的，日期处空着，可以手填。",
    ]
    sound((small / "docs" / NAME).read_bytes())
    assert gonghui("check", cwd=small).returncode == 0


def test_what_stands_there_is_not_replaced_unasked(small):
    (small / NAME).write_text("手改过的", encoding="utf-8")
    done = export("芙蓉镇总工会", "2023-H1", cwd=small)
    assert done.returncode == 2
    assert done.stderr == f"已经有“{NAME}”，没有改动。要替换请加 --force，或用 -o 写到别处。\n"
    assert (small / NAME).read_text(encoding="utf-8") == "手改过的"
    assert export("芙蓉镇总工会", "2023-H1", "--force", cwd=small).returncode == 0
    sound((small / NAME).read_bytes())


def test_another_name_and_another_folder(small):
    for output in ("甲.docx", "docs"):
        assert export("芙蓉镇总工会", "2023年上半年", "-o", output, cwd=small).returncode == 0
    assert (small / "甲.docx").read_bytes() == (small / "docs" / NAME).read_bytes()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "请写单位和期间。例：gonghui export docx 芙蓉镇总工会 2023年上半年"),
        (["芙蓉镇总工会"], "请写单位和期间。例：gonghui export docx 芙蓉镇总工会 2023年上半年"),
        (
            ["芙蓉镇总工会", "--table", "2023年"],
            "--table 后面只写期间，不再写单位和专题。例：gonghui export docx --table 2023年",
        ),
        (
            ["芙蓉镇总工会", "2023年上半年", "-o", "a.doc"],
            "文件名应以 .docx 结尾。例：-o 总结.docx",
        ),
        (
            ["芙蓉镇总工会", "2023年上半年", "-o", "没有/a.docx"],
            "没有文件夹“没有”。请先建好，或换一个地方。",
        ),
        (
            ["芙蓉镇总工会", "2023年"],
            "“芙蓉镇总工会”没有2023年的总结。是不是“2023年上半年”？已有：2023年上半年。",
        ),
        (
            ["芙蓉镇总工会", "去年"],
            "看不懂期间“去年”。请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”"
            "“2022-2023学年第一学期”这样的形式。",
        ),
        (
            ["--table", "2023年"],
            "2023年没有已签发的总结。是不是“2023年上半年”？已有：2023年上半年。",
        ),
        (
            ["docs/summaries/2023/god.md"],
            "“docs/summaries/2023/god.md”不是一篇总结的文件。是不是“docs/summaries/2023/good.md”？"
            "例：docs/summaries/2023/x.md",
        ),
        (["a", "b", "c"], "多写了内容。请看说明：python -m gonghui export docx --help"),
    ],
)
def test_wrong_input_is_told_and_nothing_written(small, args, message):
    before = tree(small)
    done = export(*args, cwd=small)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")
    assert tree(small) == before


def test_unknown_units_and_campaigns_are_offered_the_nearest(small):
    done = export("芙蓉镇工会", "2023年上半年", cwd=small)
    assert done.returncode == 2
    assert done.stderr.startswith("没有登记单位“芙蓉镇工会”。是不是“芙蓉镇总工会”？已登记：")
    done = export("芙蓉镇总工会", "2023年上半年", "--campaign", "没有的", cwd=small)
    assert done.returncode == 2
    assert done.stderr.startswith("没有登记专题活动“没有的”。")


def test_former_names_ids_and_campaigns_are_understood(project):
    for unit in ("芙蓉镇总工会", "芙蓉乡总工会", "furong-town"):
        assert export(unit, "2008年", "-o", f"{unit}.docx", cwd=project).returncode == 0
    contents = {path.read_bytes() for path in project.glob("*.docx")}
    assert len(contents) == 1
    title = "芙蓉乡总工会2008年工会工作总结"
    assert opened(contents.pop()).paragraphs[0].text == title
    done = export("青禾县总工会", "2024年", "--campaign", "工会宣传月", "-o", "c.docx", cwd=project)
    assert done.returncode == 0
    summary = examine(project).corpus.by_path[
        "docs/summaries/2024/qinghe-county-2024-04-15--2024-05-15.md"
    ]
    assert opened((project / "c.docx").read_bytes()).core_properties.title == summary.title


def test_a_file_can_be_named_instead(project):
    done = export("personal.md", "-o", "p.docx", cwd=project / "docs")
    assert done.returncode == 2
    folder = project / "docs/summaries/2022"
    done = export(Path(PERSON).name, "-o", "../p.docx", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "已导出：../p.docx\n")


def test_a_draft_is_exported_and_told_to_be_one(project):
    done = export("柳湾镇总工会", "2024年下半年", cwd=project)
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [
            "已导出：柳湾镇总工会2024年下半年工会工作总结.docx",
            "这一篇还没有签发（起草）。签发后请把 status 改好，再导出一次。",
            "题头里没有签发日期（issued）。正文末尾也没有写的，日期处空着，可以手填。",
        ],
    )


def test_a_roundup_is_exported(project):
    done = export("--table", "2023年", cwd=project)
    assert (done.returncode, done.stderr) == (0, "已导出：2023年工会工作汇总表.docx\n")
    document = sound((project / "2023年工会工作汇总表.docx").read_bytes())
    assert len(document.tables) >= 3


def test_a_broken_summary_is_not_exported(broken):
    before = tree(broken)
    done = export("芙蓉镇总工会", "2023年", cwd=broken)
    assert done.returncode == 1
    assert done.stdout.splitlines() == WRONG_LINES
    assert done.stderr == "没有导出。请按上面所列改正后再导出。\n"
    assert export("--table", "2023年", cwd=broken).returncode == 1
    # the same unit's: the comparison might be made with the broken one
    assert export("芙蓉镇总工会", "2023年上半年", cwd=broken).returncode == 1
    assert tree(broken) == before


def test_files_that_nobody_can_read_are_told(small):
    put(small, "docs/summaries/2022/x.md", "没有题头\n")
    done = export("芙蓉镇总工会", "2023年上半年", cwd=small)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == (
        "有文件因为有必须改的问题没有读进来，上年的总结如果在里面，同比会缺数：docs/summaries/2022/x.md"
    )
    done = export("芙蓉镇总工会", "2022年上半年", cwd=small)
    assert done.returncode == 2
    assert done.stdout.startswith("docs/summaries/2022/x.md:1:1: ")
    assert done.stderr.splitlines()[0] == "上面所列的文件没有读进来，要找的总结可能在里面。"
    assert export("--table", "2023年上半年", cwd=small).returncode == 1


def test_broken_registries_and_pictures_stop_it(small):
    put(small, "docs/summaries/2023/pic.png", "没有像素")
    put(small, "docs/summaries/2023/good.md", {"body": "![座谈会](pic.png)\n"})
    done = export("芙蓉镇总工会", "2023年上半年", cwd=small)
    assert done.returncode == 1
    assert done.stdout.startswith("docs/summaries/2023/pic.png:1:1: picture-content: ")
    put(small, "data/units.yml", "- id: a\n")
    done = export("芙蓉镇总工会", "2023年上半年", cwd=small)
    assert done.returncode == 1
    assert done.stdout.startswith("data/units.yml:")


def test_a_folder_that_cannot_be_written_is_told(small, tmp_path):
    long = f"{'长' * 90}.docx"  # 275 bytes
    done = export("芙蓉镇总工会", "2023年上半年", "-o", long, cwd=small)
    assert done.returncode == 1
    assert done.stderr == (
        f"“{long}”写不进去（名称太长）。文件如果正在 Word 里打开，请关掉再试；或用 -o 写到别处。\n"
    )
    assert list(small.glob("*.docx")) == []


def test_help_is_chinese(small):
    done = export("--help", cwd=small)
    assert done.returncode == 0
    for option in ("--campaign", "--table", "-o, --output", "--force"):
        assert option in done.stdout
    assert "export docx [选项] [单位 期间]" in done.stdout
