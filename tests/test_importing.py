"""Importing: Word files, workbooks and wrong files, taken in whole and at the command line."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui.adapters.cli import main
from gonghui.adapters.delivery import Desk, deliver
from gonghui.checkup import examine
from gonghui.intake.draft import Draft
from gonghui.intake.proposed import Wishes
from gonghui.intake.reception import take_in
from gonghui.intake.refusal import IntakeError
from gonghui.intake.roster import is_roster
from gonghui.notation.period import read_period
from tests.commanding import gonghui
from tests.office import Messy, messy_summary, png, with_part
from tests.test_command_line import assert_clean
from tests.test_intake import REGISTRY, body_of

FURONG = Wishes(REGISTRY.unit("芙蓉镇总工会"), read_period("2023年上半年"))
MESS = """\
---
unit: 芙蓉镇总工会  # 依据：--unit
unit_type: 镇总工会
period: 2023年上半年  # 依据：--period
title: 上半年工作总结
status: 起草  # 核对以后改为“签发”
metrics:
  基层工会组织数: 34个
  新建基层工会: 6家
  会员人数: 1520人
  女会员: 610人
  走访困难职工家庭: 25户
  走访慰问: 一百二十人次
  文体活动: 8场次
  职工参与率: 85%以上
local:
  黑板报: 40余期
  横幅标语: 20多条
  知识竞赛: 一次
# 图片 furong-town-2023-H1-1.png 还没有说明文字。请在正文 ![](furong-town-2023-H1-1.png) 的方括号里写图上的内容
# 下面的数请您定：要用的，去掉行首的“#”，移到 metrics 下面；不用的，删去
# “五万余元”像是“送温暖慰问资金”，没有把握：第48行“走访慰问一百二十人次，发放慰问资金五万余元。”
#   送温暖慰问资金: 五万余元
# 计划、任务里的数有2个，没有填
---
上半年，在上级的领导下，全镇干部职工共同努力，各项工作取得了新的进展。

## 一、组织建设

上半年新建基层工会6家。到6月末，基层工会组织数34个，会员人数1520人，其中女会员610人。

## 二、宣传工作

出黑板报40余期，悬挂横幅标语20多条。为全县 名工会主席送去慰问。

- 开展知识竞赛一次；
- 文体活动8场次。

### 各项指标

| 指标 | 数 |
| --- | --- |
| 走访困难职工家庭 | 25户 |
| 职工参与率 | 85%以上 |

工会之家是职工的家

走访慰问一百二十人次，发放慰问资金五万余元。

![](furong-town-2023-H1-1.png)

### 存在的不足

制度＜script>还不完善，\\*有的\\*工作\\{\\{抓得\\}\\}不紧\\[见附件\\]\\(x)。

## 三、下半年打算

计划新建基层工会10家，发展会员300人。
"""


def taken(name: str, raw: bytes, wishes: Wishes | None = None) -> list[Draft]:
    return take_in(name, raw, REGISTRY, wishes or Wishes())


def only(raw: bytes, wishes: Wishes | None = None, name: str = "总结.docx") -> Draft:
    (draft,) = taken(name, raw, wishes)
    return draft


def body(made: Messy) -> str:
    return body_of(only(made.bytes).markdown)


def messages(draft: Draft) -> list[str]:
    return [item.message for item in draft.items]


def asked(draft: Draft) -> list[str]:
    return [item.message for item in draft.asks]


# Word files


def test_a_messy_word_file_becomes_a_page():
    draft = only(messy_summary().bytes, FURONG)
    assert draft.markdown == MESS
    assert draft.stem == "furong-town-2023-H1"
    assert list(draft.pictures) == ["furong-town-2023-H1-1.png"]
    assert [(item.line, item.message) for item in draft.asks] == [
        (34, "“多条。为全县 名工会主席送去”这里像是漏了数，空着一格。请对照原件补上。"),
        (46, "文本框里的文字“工会之家是职工的家”排在了这里。请看位置对不对。"),
        (
            48,
            "“五万余元”像是“送温暖慰问资金”，没有把握。写在题头的注释里（送温暖慰问资金: 五万余元），"
            "要用的请移到 metrics 下面。",
        ),
        (
            50,
            "图片 furong-town-2023-H1-1.png 还没有说明文字。请在正文 ![](furong-town-2023-H1-1.png) "
            "的方括号里写图上的内容。例：![职工在夜校学剪纸](furong-town-2023-H1-1.png)",
        ),
    ]
    assert {m for m in messages(draft) if m not in asked(draft)} == {
        "修订里删去的文字没有收进来：“三百”等1处。",
        "去掉了1处页码：“- 3 -”。",
        "页眉没有收进来：“内部资料 注意保存”。",
    }
    planned = [fact for fact in draft.facts if fact.section == "三、下半年打算"]
    assert [fact.role for fact in planned] == ["plan", "plan"]


def test_the_messy_file_passes_the_check_once_a_person_filled_in_what_only_a_person_knows(
    small_project,
):
    """In the messy file that is the unit, the period and the words of the picture."""
    source = small_project / "上半年总结.docx"
    source.write_bytes(messy_summary().bytes)
    done = gonghui("import", source.name, cwd=small_project)
    page = small_project / "docs/summaries/待定/上半年总结.md"
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "docs/summaries/待定/上半年总结.md: 写好了（单位待定，期间待定），"
        "填了8个指标、3个其他数，图片1幅。"
    )
    assert done.stderr == "写好了1篇，有7处要人看。看过以后运行 gonghui check。\n"
    wrong = [p for p in examine(small_project).errors if p.path.endswith("上半年总结.md")]
    assert [(p.line, p.code) for p in wrong] == [(n, "bad-value") for n in (2, 3, 4)]
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^unit: .*", "unit: 芙蓉镇总工会", text)
    text = re.sub(r"(?m)^unit_type: .*", "unit_type: 镇总工会", text)
    text = re.sub(r"(?m)^period: .*", "period: 2023年上半年", text)
    page.write_text(text.replace("\n![]", "\n![职工之家]"), encoding="utf-8")
    assert [
        p for p in examine(small_project).problems if "待定" in p.path and p.severity == "error"
    ] == []


def test_headings_by_style_in_both_languages_and_by_outline_level():
    made = Messy()
    made.document.add_heading("组织建设", 1)
    made.document.add_heading("建会入会", 2)
    made.add("新建工会6家。")
    style = made.document.styles.add_style("一级标题", 1)
    made.add("宣传工作").style = style
    paragraph = made.add("职工文化")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    made.add("办黑板报。")
    assert (
        body(made)
        == "## 组织建设\n\n### 建会入会\n\n新建工会6家。\n\n## 宣传工作\n\n### 职工文化\n\n办黑板报。\n"
    )


def test_automatic_numbers_are_written_out():
    made = Messy()
    for text, level in [("组织建设", 0), ("建会", 1), ("规范", 1), ("宣传", 0), ("阵地", 1)]:
        made.numbered(text, level)
        if level:
            made.add("开展了工作。")
    made.numbered("篮球赛", 2)
    assert body(made) == (
        "## 一、组织建设\n\n### （一）建会\n\n开展了工作。\n\n### （二）规范\n\n开展了工作。\n\n"
        "## 二、宣传\n\n### （一）阵地\n\n开展了工作。\n\n- 篮球赛\n"
    )


def test_merged_cells_leave_their_place_and_a_frame_is_no_table():
    made = Messy()
    table = made.table(
        [["指标", "数", ""], ["会员\n人数", "1520人", "比上年|多"], ["", "610人", ""]]
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    made.table([["加框的一段话"]])
    assert body(made) == (
        "| 指标 | 数 |  |\n| --- | --- | --- |\n| 会员人数 | 1520人 | 比上年\\|多 |\n|  | 610人 |  |\n\n加框的一段话\n"
    )


def test_hidden_words_contents_and_fields_stay_out():
    made = Messy()
    made.xml(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部口径</w:t></w:r><w:r><w:t>公开的话。</w:t></w:r>"
    )
    made.xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 域代码</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>又一句。</w:t></w:r>'
    )
    toc = made.document.styles.add_style("toc 1", 1)
    made.add("一、组织建设\t1").style = toc
    draft = only(made.bytes)
    assert body_of(draft.markdown) == "公开的话。\n\n又一句。\n"
    assert "隐藏的文字没有收进来：“内部口径”等1处。请看要不要。" in asked(draft)
    assert "文件里的目录没有收进来，网站会自己排目录。" in messages(draft)


def test_a_footnote_stands_below_its_paragraph():
    made = Messy()
    made.xml('<w:r><w:t>规范化达标率85%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>分母为企业数</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), made.document.part.package)
    made.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert body(made) == "规范化达标率85%\n\n（注：分母为企业数）\n"


def test_pictures_take_the_caption_or_the_authors_words_and_odd_kinds_are_told():
    made = Messy()
    made.add("开展了活动。")
    made.picture()
    made.add("图1 职工篮球赛决赛")
    draft = only(made.bytes, FURONG)
    assert "![职工篮球赛决赛](furong-town-2023-H1-1.png)" in draft.markdown
    assert draft.pictures["furong-town-2023-H1-1.png"] == png()
    assert asked(draft) == []
    bitmap = (
        b"BM"
        + struct.pack("<IHHI", 58, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 2835, 2835, 0, 0)
        + b"\0" * 4
    )
    made = Messy()
    made.add("开展了活动。")
    made.picture(bitmap)
    draft = only(made.bytes, FURONG)
    assert not draft.pictures
    assert "![" not in draft.markdown
    assert asked(draft) == [
        "这里有一幅图，格式不是PNG、JPEG、GIF、WEBP，没有取出。请在Word里右键另存为PNG，放在总结旁边。"
    ]


def test_several_summaries_with_pages_between_them():
    made = Messy()
    for year in (2022, 2023):
        made.add(f"柳湾镇总工会{year}年工作总结", centred=True)
        made.add(f"{year}年，镇总工会新建基层工会{year - 2019}家。" + "工作得到职工好评。" * 8)
        made.add("柳湾镇总工会")
        made.add(f"{year}年12月28日")
        made.break_page()
    first, second = taken("两年.docx", made.bytes)
    assert (first.stem, second.stem) == ("liuwan-town-2022", "liuwan-town-2023")
    assert "新建基层工会: 3家" in first.markdown
    assert "新建基层工会: 4家" in second.markdown
    assert "issued: 2023-12-28" in second.markdown


def test_two_values_of_one_metric_are_for_a_person_to_decide():
    made = Messy()
    made.add("芙蓉镇总工会2023年工作总结")
    made.add("会员人数1520人。")
    made.add("年末会员人数1502人。")
    draft = only(made.bytes)
    assert "metrics:" not in draft.markdown.split("# 下面的数请您定")[0]
    assert (
        "# “会员人数”有2个不同的数（1520人、1502人），请定一个：第12行“会员人数1520人。”、第14行“年末会员人数1502人。”"
        in draft.markdown
    )
    assert "#   会员人数: 1520人\n#   会员人数: 1502人\n" in draft.markdown
    assert draft.markdown.split("\n")[11] == "会员人数1520人。"


def test_figures_that_the_check_would_refuse_are_left_to_a_person():
    made = Messy()
    made.add("芙蓉镇总工会2023年工作总结")
    made.add("会员人数500人，其中女会员610人。")
    draft = only(made.bytes)
    assert len([item for item in draft.asks if "通不过检查" in item.message]) == 1
    assert draft.metrics == 1


# Markdown and text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_every_encoding_of_an_office(encoding):
    raw = "芙蓉镇总工会2023年工作总结\r\n　　一年来，新建基层工会6家。\r\n".encode(encoding)
    assert body_of(only(raw, name="a.txt").markdown) == "一年来，新建基层工会6家。\n"


def test_markdown_is_kept_as_it_is():
    text = (
        "# 芙蓉镇总工会2023年工作总结\n\n## 一、**建会**\n\n* 新建基层工会6家\n\n```\n代 码\n```\n"
    )
    draft = only(text.encode(), name="a.md")
    assert body_of(draft.markdown) == text.split("\n\n", 1)[1]
    assert "新建基层工会: 6家" in draft.markdown
    assert draft.period.id == "2023"


def test_a_page_with_front_matter_is_only_completed():
    whole = (
        "---\nunit: 芙蓉镇总工会\nunit_type: 镇总工会\nperiod: 2023年\n---\n新建 基层工会6家。\n"
    )
    assert only(whole.encode(), name="a.md").markdown == whole
    part = "---\nmetrics: {会员人数: 1520人}\n---\n芙蓉镇总工会\n\n2023年，新建基层工会6家，发展会员300人，职工满意。\n"
    draft = only(part.encode(), name="a.md")
    assert draft.markdown.endswith("metrics: {会员人数: 1520人}\n---\n" + part.split("---\n")[2])
    assert draft.markdown.startswith("---\nunit: 芙蓉镇总工会")
    line = next(fact.line for fact in draft.facts if fact.text == "6家")
    assert "新建基层工会6家" in draft.markdown.split("\n")[line - 1]


# Workbooks


def workbook(rows, merged=(), title="Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, float) and cell.value < 1:
                cell.number_format = "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def head_of(draft: Draft) -> dict[str, str]:
    head = draft.markdown.split("\n---\n")[0]
    return dict(re.findall(r"(?m)^ *([^ #:\n]+): ([^#\n]+?)(?:  #.*)?$", head))


def test_a_workbook_of_one_unit_by_years():
    raw = workbook(
        [
            ["芙蓉镇总工会历年主要指标", None, None, None],
            ["指标", "计量单位", 2021, 2022],
            ["基层工会组织数", "个", 30, "未报"],
            ["  其中：女会员", "人", 560, "580余"],
            ["送温暖慰问资金", "元", 52000, "五万余元"],
            ["黑板报", "期", 40, 42],
        ],
        ["A1:D1"],
    )
    first, second = taken("历年.xlsx", raw)
    assert (first.stem, second.stem) == ("furong-town-2021", "furong-town-2022")
    assert head_of(first) == {
        "unit": "芙蓉镇总工会", "unit_type": "镇总工会", "period": "2021年", "status": "起草",
        "基层工会组织数": "30个", "女会员": "560人", "送温暖慰问资金": "52000元", "黑板报": "40期",
    }  # fmt: skip
    assert head_of(second)["基层工会组织数"] == "未报"
    assert head_of(second)["女会员"] == "580余人"
    assert asked(first) == asked(second) == []


def test_a_workbook_of_one_period_by_units_with_two_rows_of_head_and_a_total():
    raw = workbook(
        [
            ["青禾县2023年上半年基层工会统计表", *[None] * 5],
            [None, None, None, None, None, "单位：个、人"],
            ["序号", "单位", "基层工会组织数", "会员", None, "慰问金（万元）"],
            [None, None, None, "会员人数", "其中：女会员", None],
            [1, "芙蓉乡总工会", 34, 1520, 610, 5.2],
            [2, "清河镇总工会", "约20", 300, "—", 1],
            [None, "合计", "=SUM(C5:C6)", 1820, 610, 6.2],
            ["注：数据截至6月末。"],
        ],
        ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"],
    )
    first, second = taken("报表.xlsx", raw)
    assert head_of(first) == {
        "unit": "芙蓉镇总工会", "unit_type": "镇总工会", "period": "2023年上半年", "status": "起草",
        "基层工会组织数": "34个", "会员人数": "1520人", "女会员": "610人", "送温暖慰问资金": "5.2万元",
    }  # fmt: skip
    assert "| 会员人数 | 1520人 | D5 |" in first.markdown
    assert asked(first) == []
    assert "合计、小计没有收进来：合计。网站会自己合计。" in messages(first)
    assert head_of(second)["基层工会组织数"] == "约20个"
    unclear, unknown = asked(second)  # of the cell in its own row
    assert unclear == "这些格里不是数，没有填：E6“—”。真的是零请补“0”，没有数请补“未报”。"
    assert unknown.startswith("没有登记单位“清河镇总工会”")


def test_a_share_is_read_by_its_format_and_money_needs_its_unit_of_measure():
    raw = workbook(
        [["芙蓉镇总工会2023年"], ["项目", "数"], ["入会率", 0.985], ["慰问金", 5]], ["A1:B1"]
    )
    draft = only(raw, name="a.xlsx")
    assert head_of(draft)["入会率"] == "98.5%"
    assert "送温暖慰问资金" not in head_of(draft)
    assert [m.split("。")[0] for m in asked(draft)] == ["“送温暖慰问资金”的计量单位不明或不符"]


def test_a_formula_without_its_value_is_told():
    raw = workbook(
        [["芙蓉镇总工会2023年"], ["项目", "数"], ["会员人数", 1520], ["女会员", "=B3/2"]], ["A1:B1"]
    )
    assert asked(only(raw, name="a.xlsx")) == [
        "B4是公式，文件里没有存下算出的数。请用 Excel 或 WPS 打开，保存一次，再导入。"
    ]


# Wrong files

WORD = Messy().bytes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def bomb() -> bytes:
    return with_part(WORD, "word/media/a.bin", b"\0" * 60_000_000)


def many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(5001):
            archive.writestr(f"word/{number}.xml", b"")
    return stream.getvalue()


def entities() -> bytes:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><w:document/>'
    return with_part(WORD, "word/document.xml", laughs)


def nested(depth: int) -> bytes:
    ns = nsdecls("w")
    inner = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    return with_part(
        WORD,
        "word/document.xml",
        f"<w:document {ns}><w:body>{inner}</w:body></w:document>".encode(),
    )


def huge_merge() -> bytes:
    raw = workbook([["指标", 2021], ["会员人数", 5]])
    sheet = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>',
    )
    return with_part(raw, "xl/worksheets/sheet1.xml", sheet)


WRONG = {
    "an old Word file": ("总结.doc", lambda: OLE, "不收 .doc 文件。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "a WPS file": ("总结.WPS", lambda: OLE, "不收 .wps 文件。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "an old Excel file": ("表.xls", lambda: OLE, "不收 .xls 文件。请用 Excel 或 WPS 打开，“另存为”Excel 工作簿（.xlsx），再导入。"),
    "a PDF": ("总结.pdf", lambda: b"%PDF", "不收PDF：里面没有段落，只有排好的版面。请找原来的Word文件；没有的，用 WPS 转成 .docx，核对以后再导入。"),
    "another kind": ("总结.zip", lambda: b"PK", "不收 .zip 文件。收的有：.docx、.txt、.md、.xlsx。"),
    "no ending": ("总结", lambda: b"a", "文件名没有扩展名，不知道是什么文件。收的有：.docx、.txt、.md、.xlsx。"),
    "an old file renamed": ("a.docx", lambda: OLE, "扩展名是 .docx，里面却是旧格式（.doc、.wps 或 .xls）。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "a password": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "文件设了打开密码，读不出来。请打开文件，取消密码后保存成 .docx，再导入。"),
    "half a file": ("a.docx", lambda: WORD[: len(WORD) // 2], "文件不完整，多半没有下载完或没有复制完。请重新复制一遍。"),
    "a web page": ("a.docx", lambda: b"\r\n<html><body>x", "扩展名是 .docx，里面却是网页。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "RTF": ("a.docx", lambda: b"{\\rtf1", "扩展名是 .docx，里面却是RTF。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "nothing at all": ("a.docx", lambda: b"", "文件是空的，一个字节也没有。请重新复制一遍。"),
    "a workbook with the ending of a text": ("a.docx", lambda: workbook([[1]]), "扩展名是 .docx，里面却是Excel 工作簿。请把扩展名改成 .xlsx，再导入。"),
    "a text with the ending of a workbook": ("a.xlsx", lambda: WORD, "扩展名是 .xlsx，里面却是Word 文档。请把扩展名改成 .docx，再导入。"),
    "some archive": ("a.docx", lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "a", b"b"), "扩展名是 .docx，里面却不是Word 文档。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "a zip bomb": ("a.docx", bomb, "文件展开以后大得不正常，为了安全没有打开。请在 Word 或 WPS 里新建一个文档，把文字复制过去再保存。"),
    "thousands of parts": ("a.docx", many_entries, "文件展开以后大得不正常，为了安全没有打开。请在 Word 或 WPS 里新建一个文档，把文字复制过去再保存。"),
    "XML entities": ("a.docx", entities, "文件里有不该有的XML声明，为了安全没有打开。请在 Word 或 WPS 里新建一个文档，把文字复制过去再保存。"),
    "tables within tables without end": ("a.docx", lambda: nested(2000), "文件损坏了，读不出来。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "no text": ("a.docx", lambda: WORD, "文件里没有文字。扫描的图片认不出字，请找有文字的原件。"),
    "broken XML": ("a.docx", lambda: with_part(WORD, "word/document.xml", b"<w:doc"), "文件损坏了，读不出来。请用 Word 或 WPS 打开，“另存为”Word 文档（.docx），再导入。"),
    "a merged cell without end": ("a.xlsx", huge_merge, "表里合并的单元格大得不正常，没有打开。请取消合并，只留有数的部分，再导入。"),
    "an empty workbook": ("a.xlsx", lambda: workbook([]), "工作簿是空的，没有数。请核对是不是存错了文件。"),
    "a workbook of words": ("a.xlsx", lambda: workbook([["甲", "乙"], ["丙", "丁"]]), "没有找到带表头的数。请把表头（指标、年份或单位的名称）和数排成一张表，一行一项。"),
    "an empty text": ("a.txt", lambda: b" \n", "文件是空的。请重新复制一遍。"),
    "a picture as a text": ("a.txt", png, "里面不是文字，多半是改了扩展名的别的文件。请用原来的程序打开，另存为 Word 文档。"),
    "no encoding": ("a.txt", lambda: "工会".encode() + b"\xff\xff\x81", "认不出文字的编码。请用记事本打开，看文字正常，再“另存为”，编码选“UTF-8”，再导入。"),
    "a text that breaks off": ("a.txt", lambda: b"\xef\xbb\xbf" + "工会".encode()[:-1], "文件不完整，末尾缺了一截。请重新复制一遍。"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_in_words(name):
    file, make, message = WRONG[name]
    with pytest.raises(IntakeError) as refusal:
        taken(file, make())
    assert str(refusal.value) == message


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks(data):
    """Bytes of the parts of a file are changed after packing, so that the archive itself is whole."""
    name = data.draw(st.sampled_from(["a.docx", "a.xlsx"]))
    raw = MESSY if name == "a.docx" else TABLE
    part = data.draw(
        st.sampled_from(
            [
                n
                for n in zipfile.ZipFile(io.BytesIO(raw)).namelist()
                if n.endswith((".xml", ".rels"))
            ]
        )
    )
    content = bytearray(zipfile.ZipFile(io.BytesIO(raw)).read(part))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=6))
    try:
        assert taken(name, with_part(raw, part, bytes(content)))
    except IntakeError as error:
        assert str(error).endswith("。")


MESSY = messy_summary().bytes
TABLE = workbook([["芙蓉镇总工会"], ["指标", 2021], ["会员人数", 5]], ["A1:B1"])


# No word is lost

_HAN = re.compile(r"[\u4e00-\u9fff]")
PIECES = st.sampled_from(
    ["工会", "干部 职工", "一、", "二、", "（一）", "1.", "。", "，", "；", "\n", "\n\n", "　　", "● ", "\t", "６家", "2023年", "工作总结",
     "*强*", "<b>", "[甲](乙)", "{{宏}}", "# ", "- ", "| ", " 名", "____", "第三页", "下一步打算", "——", "\u200b", "\uf0b7", ">", "`码`", "A B", "：", "镇总工会"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_no_chinese_character_of_a_text_is_lost(text):
    """In their order; page numbers are told apart."""
    try:
        drafts = taken("a.txt", text.encode())
    except IntakeError:
        assert set(_HAN.findall(text)) <= set("第三页")
        return
    dropped = "".join(m for d in drafts for m in messages(d) if m.startswith("去掉了"))
    if dropped:
        return  # a page number in words, listed there
    assert_nothing_lost(text, drafts)


def assert_nothing_lost(text: str, drafts: list[Draft]) -> None:
    """Every Chinese character stands in the bodies, in its order, but for the titles, which stand in
    the front matter."""
    source = "".join(_HAN.findall(text))
    for draft in drafts:
        for title in re.findall(r"(?m)^title: (.*)$", draft.markdown):
            words = "".join(_HAN.findall(title))
            assert words in source
            twice = any("写了两遍" in message for message in messages(draft))
            source = source.replace(words, "", 2 if twice else 1)
    made = iter(_HAN.findall("".join(body_of(draft.markdown) for draft in drafts)))
    assert all(any(char == other for other in made) for char in source)


@settings(max_examples=15)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=8).map("".join), min_size=1, max_size=8))
def test_no_chinese_character_of_a_word_file_is_lost(paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph("公会" + text.replace("第三页", "").replace("\u200b", ""))
    stream = io.BytesIO()
    document.save(stream)
    drafts = taken("a.docx", stream.getvalue())
    whole = "".join("公会" + text.replace("第三页", "") for text in paragraphs)
    assert_nothing_lost(whole, drafts)


# The command


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """A folder of a project's registry, to import into."""
    import shutil

    from tests.conftest import ROOT

    root = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "docs" / "summaries").mkdir(parents=True)
    (root / "a.txt").write_text(
        "芙蓉镇总工会2023年工作总结\n会员人数1520人。\n发放慰问品五万余元。\n", encoding="gb18030"
    )
    return root


@pytest.fixture
def run(office, monkeypatch, capsys):
    """The command in this process: what it printed and how it ended."""
    monkeypatch.chdir(office)

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        with pytest.raises(SystemExit) as end:
            main(["import", *args])
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(args, end.value.code, out, err)

    return run


def test_json_has_exactly_the_keys_and_numbers_as_written(office, run):
    done = run("a.txt", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["unit_type", "period", "class", "facts", "warnings", "markdown"]
    assert (found["unit_type"], found["period"], found["class"]) == (
        "town-federation",
        "2023",
        "summary",
    )
    assert found["warnings"] == []
    money = next(fact for fact in found["facts"] if "万余元" in fact["text"])
    line = money.pop("line")
    assert found["markdown"].split("\n")[line - 1] == money["quote"]
    assert {key: money[key] for key in ("text", "value", "qualifier", "lower", "upper", "measure_unit", "section")} == {
        "text": "五万余元", "value": 50000, "qualifier": "more_than", "lower": 50000, "upper": 60000,
        "measure_unit": "元", "section": "",
    }  # fmt: skip
    assert set(money) == {
        "text",
        "value",
        "qualifier",
        "lower",
        "upper",
        "measure_unit",
        "metric_id",
        "quote",
        "section",
    }
    assert not list((office / "docs" / "summaries").rglob("*.md"))


def test_several_summaries_are_a_list_and_an_unreadable_one_is_told_beside_it(office, run):
    (office / "b.doc").write_bytes(OLE)
    done = run("a.txt", "b.doc", "a.txt", "--json")
    assert done.returncode == 1
    assert [entry["period"] for entry in json.loads(done.stdout)] == ["2023", "2023"]
    assert done.stderr.startswith("b.doc:1: 不收 .doc 文件。")


def test_what_is_printed_holds_no_number_of_a_person(office, run):
    number = "1381234" + "5678"
    text = f"芙蓉镇总工会2023年工作总结\n会员人数1520人，联系电话{number}，会员人数1502人。\n"
    (office / "c.txt").write_text(text, encoding="utf-8")
    done = run("c.txt", "--out", "联系")
    assert number in (office / "联系/furong-town-2023.md").read_text(encoding="utf-8")
    assert number not in done.stdout


def test_nothing_is_overwritten(office, run):
    first = run("a.txt")
    page = office / "docs/summaries/2023/furong-town-2023.md"
    assert first.returncode == 0
    assert (
        first.stdout
        == "docs/summaries/2023/furong-town-2023.md: 写好了（芙蓉镇总工会，2023年），填了1个指标、1个其他数。\n"
    )
    assert first.stderr == "写好了1篇，没有要人看的地方。看过以后运行 gonghui check。\n"
    page.write_text("自己改过的", encoding="utf-8")
    second = run("a.txt")
    assert second.returncode == 1
    assert second.stdout == (
        "a.txt:1: 已经有 docs/summaries/2023/furong-town-2023.md，没有改动。要重新导入，请先移走它，或用 --out 写到别处。\n"
    )
    assert page.read_text(encoding="utf-8") == "自己改过的"
    page.unlink()


def test_a_folder_ends_with_a_table_of_what_needs_a_person(office, run):
    folder = office / "送来的"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(
            f"芙蓉镇总工会{2020 + number}年工作总结\n会员人数1520人。\n", encoding="utf-8"
        )
    (folder / "旧的.wps").write_bytes(OLE)
    (folder / "~$0.docx").write_bytes(b"x")
    (folder / "照片.jpg").write_bytes(b"x")
    (folder / "没名字.txt").write_text("开展了工作。", encoding="utf-8")
    done = run("送来的", "--out", "docs/summaries/写好的")
    assert done.returncode == 1
    assert sorted(file.name for file in (office / "docs/summaries/写好的").iterdir()) == [
        *(f"furong-town-{year}.md" for year in (2020, 2021, 2022)), "没名字.md",
    ]  # fmt: skip
    table = done.stdout.split("\n\n")[1].splitlines()
    assert table == [
        "要人看的文件：",
        "文件               写好  要人看  没写成的原因",
        "送来的/旧的.wps    0篇   0处     不收 .wps 文件。请用 Word 或 WPS 打开，“另存为”Word 文…",
        "送来的/没名字.txt  1篇   3处",
        "文件夹里这些不是总结和报表，没有看：照片.jpg。",
    ]
    assert done.stderr == "写好了4篇，有3处要人看，1个文件没有写成。看过以后运行 gonghui check。\n"


def test_a_workbook_of_which_one_page_is_there_says_so_in_the_table(office, run):
    rows = [["2023年报表"], ["单位", "会员人数"], ["芙蓉镇总工会", 1520], ["柳湾镇总工会", 2600]]
    (office / "报表.xlsx").write_bytes(workbook(rows))
    (office / "在了").mkdir()
    (office / "在了/furong-town-2023.md").write_text("自己改过的", encoding="utf-8")
    done = run("报表.xlsx", "a.txt", "--out", "在了")
    table = done.stdout.split("\n\n")[1].splitlines()
    assert table[2:] == [
        "报表.xlsx  1篇   0处     已经有 在了/furong-town-2023.md，没有改动。要重新导入，请…",
        "a.txt      0篇   0处     已经有 在了/furong-town-2023.md，没有改动。要重新导入，请…",
    ]
    assert done.stderr == (
        "写好了1篇，没有要人看的地方，1个文件没有写成，另有1篇没有写成。“在了”不在项目的 docs/summaries/ 里，"
        "网站不用这些文件，gonghui check 也不查。要用的，移到 docs/summaries/ 里；不用的，请删去，里面可能有真名和号码。\n"
    )


@pytest.mark.parametrize("place", ["docs/summaries/试", "docs/../docs/summaries"])
def test_a_folder_of_the_summaries_is_no_other_place(office, run, place):
    done = run("a.txt", "--out", place)
    assert done.stderr == "写好了1篇，没有要人看的地方。看过以后运行 gonghui check。\n"
    (office / place / "furong-town-2023.md").unlink()


def test_a_lock_file_of_word_is_no_file_to_import(office, run):
    (office / "~$总结.docx").write_bytes(b"x")
    done = run("~$总结.docx")
    assert done.stdout == (
        "~$总结.docx:1: 这是 Word、Excel 打开文件时留下的临时文件，里面没有正文。"
        "请导入名字里没有“~$”的那个文件。\n"
    )


def test_many_files_show_a_bar_on_a_terminal(office):
    master, slave = os.openpty()
    command = [sys.executable, "-m", "gonghui", "import", "a.txt", "a.txt", "--out", "两遍"]
    done = subprocess.run(command, cwd=office, stdout=subprocess.PIPE, stderr=slave, check=False)
    os.close(slave)
    shown = os.read(master, 65536).decode()
    os.close(master)
    assert done.returncode == 1
    assert "导入" in shown
    assert "100%" in shown


USAGE = {
    "no file": ([], "请写要导入的文件。例：gonghui import 总结.docx --unit 芙蓉镇总工会 --period 2023年上半年\n"),
    "no such file": (["没有.docx"], "找不到“没有.docx”。请核对文件名；名字里有空格的要加引号。\n"),
    "an unknown unit": (["a.txt", "--unit", "芙容镇总工会"], "没有登记单位“芙容镇总工会”。是不是“芙蓉镇总工会”？新单位请先在 data/units.yml 里登记。\n"),
    "no period": (["a.txt", "--period", "去年"], "--period：看不懂期间“去年”。请写成“2023年”“2023年上半年”“2023年第一季度”“2023年1-9月”“2022-2023学年第一学期”这样的形式。\n"),
    "out is a file": (["a.txt", "--out", "a.txt"], "“a.txt”是文件，不是文件夹。例：--out docs/summaries/2023\n"),
    "a folder without any": (["data"], "文件夹里没有可以导入的文件（.docx、.txt、.md、.xlsx）。例：gonghui import 总结.docx --unit 芙蓉镇总工会 --period 2023年上半年\n"),
}  # fmt: skip


def test_a_device_and_a_file_beyond_all_measure_are_not_read(run, office):
    with open(office / "大.docx", "wb") as file:
        file.truncate(51_000_000)
    os.mkfifo(office / "管道.txt")
    done = run("大.docx", "管道.txt", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "大.docx:1: 文件有51 MB，超过了50 MB。请先压缩里面的图片再保存。\n"
        "管道.txt:1: 这不是普通文件。请写文件或文件夹的名字。\n"
    )
    os.unlink(office / "管道.txt")


@pytest.mark.parametrize("name", USAGE)
def test_wrong_usage_ends_with_2(run, name):
    args, message = USAGE[name]
    done = run(*args)
    assert_clean(done)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
SPACES = (
    f'{nsdecls("w", "r")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
CELL = f"<w:tc>{P}</w:tc>"
ODDITIES = {
    "a file within the file": (
        '<w:altChunk r:id="rId99"/>' + P.format("后面的话。"),
        "后面的话。",
        "文件里插着另一个文件，没有收进来。请用 Word 打开，另存一次，再导入。",
    ),
    "a paragraph in two versions": (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{P.format("新办法。")}</mc:Choice>'
        f"<mc:Fallback>{P.format('新办法。')}</mc:Fallback></mc:AlternateContent>",
        "新办法。",
        "",
    ),
    "words in two versions": (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>会员</w:t></mc:Choice>'
        "<mc:Fallback><w:t>会员</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>1520人。</w:t></w:r></w:p>",
        "会员1520人。",
        "",
    ),
    "a fraction": (
        "<w:p><w:r><w:t>建会率</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>11</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>14</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        "建会率11/14",
        "",
    ),
    "a raised number": (
        '<w:p><w:r><w:t>面积15m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "<w:t>2</w:t></w:r></w:p>",
        "面积15m²",
        "",
    ),
    "words crossed out": (
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>1500人</w:t></w:r><w:r><w:t>1520人</w:t></w:r></w:p>",
        "1520人",
        "画了删除线的文字没有收进来：“1500人”等1处。请看要不要。",
    ),
    "an empty field": (
        "<w:p><w:r><w:t>会员</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>单击此处输入。</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "会员",
        "这里有一处没有填（“单击此处输入。”），空着。请补上。",
    ),
    "a row deleted, and one that begins further on": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{CELL.format('项')}{CELL.format('上年')}{CELL.format('今年')}</w:tr>"
        f'<w:tr><w:trPr><w:del w:id="3"/></w:trPr>{CELL.format("旧行")}{CELL.format("1")}{CELL.format("2")}</w:tr>'
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{CELL.format("3")}{CELL.format("4")}</w:tr></w:tbl>',
        "| 项 | 上年 | 今年 |\n| --- | --- | --- |\n|  | 3 | 4 |",
        "修订里删去的文字没有收进来：“旧行12”等1处。",
    ),
    "a table within a table": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{CELL.format('项')}<w:tc><w:tbl><w:tblPr/><w:tblGrid/><w:tr>"
        f"{CELL.format('男910人')}{CELL.format('女610人')}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
        "| 项 | 男910人 女610人 |\n| --- | --- |",
        "表格里套着表格，已经排成一张。请看内容对不对。",
    ),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_an_oddity_of_word(name):
    xml, shown, message = ODDITIES[name]
    made = Messy()
    made.add("一年来，我们努力工作，取得了成绩。")
    inside = made.document.element.body
    for element in parse_xml(f"<w:body {SPACES}>{xml}</w:body>"):
        inside.insert(len(inside) - 1, element)
    draft = only(made.bytes, FURONG)
    assert body_of(draft.markdown).strip() == f"一年来，我们努力工作，取得了成绩。\n\n{shown}"
    assert (message in messages(draft)) is bool(message), messages(draft)


def test_a_sign_that_no_yaml_may_hold():
    text = "芙蓉镇总工会\uffff工作总结\n\n一年来，我们努力工作，取得了成绩。\n"
    assert "\uffff" not in only(text.encode(), name="总结.md").markdown.split("\n---\n")[0]


def sheet_of(rows: list[list], change=lambda sheet: None) -> list[Draft]:
    book = openpyxl.Workbook()
    for row in [["芙蓉镇总工会2023年统计报表"], *rows]:
        book.active.append(row)
    change(book.active)
    made = io.BytesIO()
    book.save(made)
    return taken("报表.xlsx", made.getvalue())


def metrics_in(draft: Draft) -> list[str]:
    head = draft.markdown.split("\n---\n")[0]
    return head.partition("\nmetrics:\n  ")[2].partition("\n#")[0].split("\n  ")


def test_columns_beside_the_period_s_own_are_not_its_figures():
    (draft,) = sheet_of(
        [
            ["指标", "上年同期", "计划数", "2023年", "增减", "增长（%）", "完成率"],
            ["会员人数", 1400, 1500, 1520, 120, 8.57, "101%"],
            ["新建基层工会", 5, 7, None, 1, 20, "85%"],
        ]
    )
    assert metrics_in(draft) == ["会员人数: 1520人"]
    told = (
        "这些栏没有收进来：上年同期、计划数、增减、增长、完成率。上年数、计划数和增减不是本期的数。"
    )
    assert told in messages(draft)


def test_quarters_of_a_table_s_year_are_periods_of_their_own():
    drafts = sheet_of([["指标", "一季度", "2季度", "合计"], ["新建基层工会", 2, 4, 6]])
    assert [draft.period.id for draft in drafts] == ["2023-Q1", "2023-Q2"]


def test_a_table_in_hundreds_and_a_count_with_a_fraction():
    (draft,) = sheet_of([["指标", "数（百人）"], ["会员人数", 15.2]])
    assert [fact.figure.value for fact in draft.facts] == [1520]
    (draft,) = sheet_of([["指标", "数"], ["会员人数", 15.2], ["女会员", 6], ["农民工会员", 1e20]])
    assert metrics_in(draft) == ["女会员: 6人"]
    assert any("“会员人数”的计量单位不明或不符" in message for message in messages(draft))


def test_hidden_rows_and_columns_are_told():
    def hide(sheet) -> None:
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True

    (draft,) = sheet_of([["指标", "数", "别的"], ["会员人数", 1520], ["女会员", 610]], hide)
    assert "第4行、C列是隐藏的，里面的数也收进来了。请核对。" in messages(draft)


def test_the_same_figure_twice_is_one_and_an_unknown_unit_is_named():
    (draft,) = sheet_of([["指标", "数"], ["会员人数", 1520], ["会员人数", 1520]])
    assert metrics_in(draft) == ["会员人数: 1520人"]
    rows = [["单位", "会员人数"], ["芙蓉镇总工会", 1520], ["白石乡工会", 500]]
    assert "没有登记单位“白石乡工会”。" in " ".join(messages(sheet_of(rows)[1]))


def test_nothing_is_written_behind_a_symbolic_link(tmp_path):
    (tmp_path / "docs/summaries").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs/summaries/2023").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a.txt").write_text("一年来，我们努力工作，取得了成绩。", encoding="utf-8")
    outcome = deliver(tmp_path / "a.txt", Desk(tmp_path, REGISTRY, FURONG, None, {}))
    assert len(outcome.failures) == 1
    assert outcome.lines[0].endswith("是符号链接，网站不读。请换成真正的文件夹。")
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Persons

NAMES = [["职工姓名", "金额"], ["甲某", 3000], ["乙某", 2000]]


@pytest.mark.parametrize("rows", [NAMES, [["对象", "金额"], ["王小明", 3000], ["李大海", 20]]])
def test_a_list_of_persons_is_no_report(rows):
    with pytest.raises(IntakeError) as error:
        taken("名单.xlsx", workbook(rows))
    assert str(error.value) == (
        "这是人员名单，不是报表（工作表“Sheet1”）。网站不收个人的名单和每个人的数。"
        "请删去这张表，另做一张只有合计的，例：走访困难职工家庭 12户，再导入。"
    )


def test_names_of_towns_are_no_list_of_persons():
    assert not is_roster([["镇", "会员人数"], ["白沙镇", "150"], ["马家镇", "260"]])
    assert not is_roster([["对象", "金额"], ["王某某", "3000"], ["李某某", "2000"]])


def test_the_figure_of_one_person_among_others_stays_out():
    rows = [["2023年芙蓉镇总工会"], ["项目", "数"], ["会员人数", "150人"], ["王小明", "3000元"]]
    (draft,) = sheet_of(rows)
    assert "王小明" not in draft.markdown
    assert asked(draft) == ["有1个数像是写在人名后面的，没有收进来。请核对。"]


def test_an_amount_without_its_unit_of_measure_is_asked_about_but_nought_is_not():
    rows = [["2023年芙蓉镇总工会"], ["项目", "金额"], ["活动经费", 3000], ["慰问金", 0]]
    (draft,) = sheet_of(rows)
    assert metrics_in(draft) == ["送温暖慰问资金: 0"]
    assert asked(draft) == [
        "“活动经费”是金额，没有写单位（元还是万元）。写在题头的注释里（活动经费: 3000），要用的请移到 metrics 下面。"
    ]


def test_a_list_of_persons_within_a_text_gives_no_figures():
    text = (
        "# 芙蓉镇总工会2023年工作总结\n\n会员人数1520人。\n\n"
        "| 姓名 | 困难原因 | 金额 |\n| --- | --- | --- |\n| 孙某 | 患病 | 3000元 |\n"
    )
    draft = only(text.encode(), name="a.md")
    assert [fact.text for fact in draft.facts] == ["1520人"]
    assert asked(draft) == [
        "这张表（姓名、困难原因、金额）是人员名单，里面的数没有填。"
        "请删去，只在文字里写合计，例：走访困难职工家庭12户。"
    ]


# Figures


def of_text(said: str) -> Draft:
    return only(f"芙蓉镇总工会2023年工作总结\n{said}\n".encode(), name="a.txt")


def entries(draft: Draft) -> list[str]:
    """The lines below metrics and local."""
    return [line[2:] for line in draft.markdown.split("\n---\n")[0].split("\n") if line[:2] == "  "]


FIGURES = {
    "new unions cover less than all": (
        "全镇新建基层工会3家，涵盖单位5个。目前全镇覆盖单位62个。",
        ["新建基层工会: 3家", "工会覆盖单位数: 62个"],
    ),
    "two figures of one metric": ("覆盖单位35个。工会覆盖单位数62个。", []),
    "households visited": ("走访困难职工35户。", ["走访困难职工家庭: 35户"]),
    "visited and given": ("走访慰问困难职工家庭12户。", ["走访困难职工家庭: 12户"]),
    "on the register": ("年末建档困难职工35户。", ["建档困难职工: 35户"]),
    "another 家 behind the parts": (
        "全年新建基层工会3家，其中企业2家、村社区1家，撤销1家，年末共有63家。",
        ["新建基层工会: {value: 3家, parts: {企业: 2, 村社区: 1}}"],
    ),
    "a clear name": ("出黑板报40余期，为职工挽回经济损失310万元。", ["黑板报: 40余期", "为职工挽回经济损失: 310万元"]),
    "the unit itself": ("镇总工会先后三次上门。", []),
    "a comparison": ("慰问比上年多发0.7万元。", []),
    "a verb and money": ("使用资金8.2万元。", []),
    "a session": ("召开十二届三次职代会1次。", []),
    "the last of several": ("慰问困难职工、一线职工等2300人次。", []),
    "what was visited besides": ("走访困难职工35户、劳模12人次。", ["走访困难职工家庭: 35户"]),
    "a piece of a sentence": ("家庭得到互助保障金2万元。", []),
    "verbs alone": ("建成两处，其中新建4个，参训310人次。", []),
    "a part": ("另有企业2家。", []),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_what_a_text_s_figures_become(name):
    said, lines = FIGURES[name]
    assert entries(of_text(said)) == lines


def test_figures_without_a_clear_name_are_comments_and_their_number_is_told():
    draft = of_text("会员人数1520人。镇总工会先后三次上门，使用资金8.2万元。")
    head = draft.markdown.split("\n---\n")[0].split("\n")
    assert head[-3:] == [
        "# 下面的数字典里没有，名称也看不清楚：要用的，去掉行首的“#”，改好名称，移到 local 下面；不用的，删去",
        "#   镇总工会: 三次  # 第13行",
        "#   使用资金: 8.2万元  # 第13行",
    ]
    assert asked(draft) == [
        "有2个数字典里没有，名称也看不清楚，没有填，写在题头的注释里。要用的，请改好名称，移到 local 下面。"
    ]


def test_two_figures_of_one_metric_are_both_asked_about():
    assert asked(of_text("覆盖单位35个。工会覆盖单位数62个。")) == [
        "“工会覆盖单位数”有2个不同的数（35个、62个），请定一个。写在题头的注释里"
        "（工会覆盖单位数: 35个、工会覆盖单位数: 62个），要用的请移到 metrics 下面。"
    ]


def test_a_table_of_years_gives_the_period_s_own():
    table = "| 项目 | 2022年 | 2023年 | 增减 |\n| - | - | - | - |\n| 职工人数 | 890 | 874 | -16 |\n"
    draft = only(f"# 芙蓉镇总工会2023年工作总结\n\n各项指标如下。\n\n{table}".encode(), name="a.md")
    assert entries(draft) == ["职工人数: 874"]
    assert [(fact.text, str(fact.role)) for fact in draft.facts] == [
        ("890", "base"), ("874", "actual"), ("-16", "change"),
    ]  # fmt: skip


HALF = Wishes(REGISTRY.unit("芙蓉镇总工会"), read_period("2024年上半年"))
TABLES = {
    "columns of the period and of the year before": (
        "指标｜2023年上半年｜2024年上半年｜增减\n会员人数｜1480人｜1520人｜40人\n送温暖慰问资金（万元）｜5.5｜6.2｜0.7",
        ["会员人数: 1520人", "送温暖慰问资金: 6.2万元"],
    ),
    "years, of a half-year": (
        "指标｜2023年｜2024年\n会员人数（人）｜1480｜1520", ["会员人数: 1520人"]
    ),
    "a year and its half": ("指标｜2024年｜2024年上半年末数\n会员人数｜1600人｜1520人", ["会员人数: 1520人"]),
    "halves beside their year": ("指标｜2024年上半年｜2024年下半年｜全年\n新建基层工会｜4家｜5家｜9家", ["新建基层工会: 4家"]),
    "rows of years": ("年份｜会员人数（人）\n2023年上半年｜1480\n2024年上半年｜1520", ["会员人数: 1520人"]),
    "the unit's own row": (
        "单位｜会员人数（人）｜职工培训期数（期）\n芙蓉镇总工会｜1520｜5", ["会员人数: 1520人", "职工培训期数: 5期"]
    ),
    "a former name": ("单位｜会员人数（人）\n芙蓉乡总工会｜1520", ["会员人数: 1520人"]),
    "another unit's row and the total": (
        "单位｜会员人数（人）\n柳湾镇总工会｜900\n芙蓉镇总工会｜1520\n合计｜2420", ["会员人数: 1520人"]
    ),
    "another unit alone": ("单位｜会员人数（人）\n柳湾镇总工会｜900", []),
    "a unit that is not registered": ("单位｜会员人数（人）\n白沙村工会｜900", []),
    "a total alone": ("单位｜会员人数（人）\n合计｜2420", []),
    "columns of units": ("指标｜柳湾镇总工会｜芙蓉镇总工会｜合计\n会员人数｜900｜1520｜2420", ["会员人数: 1520"]),
    "the unit of measure in brackets": (
        "指标｜数\n送温暖慰问资金（万元）｜6.2\n其中：女会员（人）｜610", ["女会员: 610人", "送温暖慰问资金: 6.2万元"]
    ),
    "the unit of measure in a column": ("指标｜单位｜数\n送温暖慰问资金｜万元｜6.2", ["送温暖慰问资金: 6.2万元"]),
    "a metric that is called new": ("单位｜新增会员（人）\n芙蓉镇总工会｜30", ["新发展会员: 30人"]),
    "two rows of head": (
        "指标｜2024年上半年｜\n｜计划｜完成\n会员人数（人）｜1600｜1520", ["会员人数: 1520人"]
    ),
    "parts by rows": ("类别｜会员人数（人）\n企业｜1000\n机关｜520", []),
    "parts below a metric": ("指标｜类别｜数\n新建基层工会｜企业｜4\n新建基层工会｜机关｜2", []),
    "a merged cell before the label": (
        "类别｜指标｜数\n组织建设｜会员人数｜1520\n｜新建基层工会｜4", ["新建基层工会: 4", "会员人数: 1520"]
    ),
    "a remark": ("指标｜数｜备注\n会员人数｜1520人｜300人", ["会员人数: 1520人"]),
    "words without a meaning": ("项目｜会员人数（人）\n数量｜1520", []),
}  # fmt: skip


def of_table(said: str) -> Draft:
    rows = [f"| {row.replace('｜', ' | ')} |" for row in said.split("\n")]
    rows.insert(1, "|" + " - |" * (said.split("\n")[0].count("｜") + 1))
    text = "# 芙蓉镇总工会2024年上半年工作总结\n\n各项指标如下。\n\n" + "\n".join(rows)
    return only(text.encode(), HALF, "a.md")


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_s_figures_become(name):
    said, lines = TABLES[name]
    assert entries(of_table(said)) == lines


def test_a_table_of_a_word_file_is_read_as_any():
    document = docx.Document()
    document.add_paragraph("芙蓉镇总工会2024年上半年工作总结")
    document.add_paragraph("各项指标如下。")
    for rows in (
        (("单位", "会员人数（人）", "职工培训期数（期）"), ("芙蓉镇总工会", "1520", "5")),
        (("指标", "2023年上半年", "2024年上半年"), ("送温暖慰问资金（万元）", "5.5", "6.2")),
    ):
        document.add_paragraph("如下表。")
        table = document.add_table(rows=2, cols=3)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    draft = only(file.getvalue())
    assert entries(draft) == ["会员人数: 1520人", "送温暖慰问资金: 6.2万元", "职工培训期数: 5期"]
    assert asked(draft) == []


@pytest.mark.parametrize("rows", [
    "指标\t2023年上半年\t2024年上半年\n会员人数（人）\t1480\t1520",
    "| 指标 | 2023年上半年 | 2024年上半年 |\n| --- | --- | --- |\n| 会员人数（人） | 1480 | 1520 |",
])  # fmt: skip
def test_a_table_copied_into_a_text_is_a_table(rows):
    text = f"芙蓉镇总工会2024年上半年工作总结\n各项指标如下：\n{rows}\n\n一、\t组织建设\n新建6家。\n二、\t宣传\n办报。"
    draft = only(text.encode(), name="a.txt")
    assert entries(draft) == ["会员人数: 1520人"]
    assert "\n\n| 会员人数（人） | 1480 | 1520 |\n\n## 一、组织建设\n" in draft.markdown.replace(
        "| 指标 | 2023年上半年 | 2024年上半年 |\n| --- | --- | --- |", ""
    )


def test_lines_with_tabs_are_no_table_unless_figures_stand_below_a_head():
    text = "芙蓉镇总工会2024年上半年工作总结\n联系人：甲某某\t电话：\n主席：乙某某\t电话：\n\n芙蓉镇\t1520\n柳湾镇\t900"
    assert "|" not in only(text.encode(), name="a.txt").markdown
    years = "指标\t2023\t2024\n会员人数\t1480\t1520\n女会员\t—\t—\n新建基层工会\t4\t6"
    draft = only(f"芙蓉镇总工会2024年工作总结\n{years}".encode(), name="a.txt")
    assert entries(draft) == ["新建基层工会: 6", "会员人数: 1520"]


def test_figures_of_a_table_that_nobody_can_place_are_listed_by_their_lines_and_told():
    draft = of_table(
        "单位｜会员人数（人）｜职工培训期数（期）\n芙蓉镇总工会｜1520｜5\n白沙村工会｜80｜1\n坡上村工会｜90｜2"
    )
    lines = draft.markdown.split("\n")
    where = lines.index("# 正文里另有4个数，看不出是本单位、本期的哪个指标，没有填") + 1
    listed = [(number, lines[number - 1]) for number in (19, 20)]
    assert lines[where : where + 2] == ["#   第19行：80、1", "#   第20行：90、2"]
    assert listed == [(19, "| 白沙村工会 | 80 | 1 |"), (20, "| 坡上村工会 | 90 | 2 |")]
    assert [(item.line, item.message) for item in draft.asks] == [
        (
            where,
            "正文里另有4个数，看不出是本单位、本期的哪个指标，没有填，在题头的注释里注明了在第几行。"
            "要用的，请写上名称，填在 metrics 或 local 下面。",
        )
    ]


def test_a_figure_of_a_sentence_that_nobody_can_name_is_told_but_asks_nothing():
    draft = of_text("已有5家企业与职工方签了工资协议。")
    assert asked(draft) == []
    assert messages(draft) == [
        "正文里另有1个数，看不出是本单位、本期的哪个指标，没有填，在题头的注释里注明了在第几行。"
        "要用的，请写上名称，填在 metrics 或 local 下面。"
    ]


def test_a_name_that_is_nearly_a_metric_s_is_asked_about():
    draft = of_text("发放慰问资金五万余元。")
    assert entries(draft) == []
    assert asked(draft) == [
        "“五万余元”像是“送温暖慰问资金”，没有把握。写在题头的注释里（送温暖慰问资金: 五万余元），要用的请移到 metrics 下面。"
    ]
    assert entries(of_text("发放送温暖慰问资金6万元。发放慰问资金五万余元。")) == [
        "送温暖慰问资金: 6万元",
        "慰问资金: 五万余元",
    ]
    assert entries(of_text("发放慰问资金5份。")) == ["慰问资金: 5份"]  # another unit of measure


def test_each_gap_of_a_sentence_is_told():
    told = asked(of_text("慰问困难职工 户，发放慰问金  元。"))
    assert told == [
        "“慰问困难职工 户，发放慰问金”这里像是漏了数，空着一格。请对照原件补上。",
        "“，发放慰问金 元。”这里像是漏了数，空着一格。请对照原件补上。",
    ]


def test_a_unit_below_the_title_that_is_not_registered_is_proposed():
    text = "工会工作总结\n白沙镇总工会\n\n2023年，会员780人。\n共同努力。"
    draft = only(text.encode(), name="a.txt")
    assert "\nunit: 白沙镇总工会  # 请核对：这个单位没有登记\n" in draft.markdown
    assert asked(draft)[0] == (
        "没有登记单位“白沙镇总工会”。是旧名或简称的，请在 unit 写登记的名称；是新单位的，"
        "请先在 data/units.yml 里登记：{id: …, type: …, names: [{name: 白沙镇总工会}]}"
    )
