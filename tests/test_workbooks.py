"""The workbooks of periods and metrics, read back as a spreadsheet reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gonghui.tables import Cell, Column, Row, Table
from gonghui.workbook.book import Sheet, workbook
from gonghui.workbook.figures import metric_workbook
from gonghui.workbook.grid import Grid
from gonghui.workbook.names import clean, sheet_name
from gonghui.workbook.notes import Note
from gonghui.workbook.roundup import roundup_workbook
from tests.test_compare import Page, corpus_of, rows_of
from tests.test_compare import Row as Record
from tests.test_site import parse

STATES = {
    "not_reported": "未报", "not_applicable": "不适用", "masked": "隐去", "below_unit": "不足最小单位",
}  # fmt: skip
SCOPES = {"own": "本级", "consolidated": "含下级"}
DAY = date(2024, 1, 31)


def read(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def records(page: Worksheet) -> list[dict[str, object]]:
    """The rows below the head, which is the row that is repeated on paper."""
    top = int(page.print_title_rows.split(":")[0].strip("$"))
    head, *rows = list(page.iter_rows(min_row=top, values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def notes(book: Workbook, topic: str) -> list[tuple[str, str]]:
    rows = records(book["说明"])
    return [(str(r["对象"] or ""), str(r["说明"])) for r in rows if r["事项"] == topic]


def written(content: bytes) -> Workbook:
    """A book, after looking whether a machine would run or choke on anything in it."""
    book = read(content)
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), (page.title, cell.coordinate, cell.value)
                assert cell.value != ""
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert not [n for n in archive.namelist() if "externalLink" in n or "vba" in n.lower()]
    return book


PAGES: list[Page] = [
    {
        "unit": "甲镇总工会",
        "period": "2022年",
        "metrics": {"会员人数": "900人", "工会覆盖单位数": {"value": 40, "definition": 1}},
    },
    {
        "unit": "甲镇总工会",
        "period": "2023年",
        "data_status": "初步",
        "as_of": "2023-12-20",
        "metrics": {
            "会员人数": {"value": "1000人", "base": "910人", "base_note": "扣除划出的1个单位"},
            "女会员": "0人",
            "提案办结率": "4/7",
            "慰问资金": "5万余元",
            "走访慰问": "约1200人次",
            "立案提案": "未报",
            "办结提案": "不适用",
            "召开职代会次数": "每季度一次",
            "集体荣誉": ["2项", "3项"],
            "新建基层工会": {"value": 6, "unit": "户", "note": "原文按户"},
        },
    },
    {
        "unit": "青禾县总工会",
        "period": "2023年",
        "metrics": {"会员人数": {"value": "30000人"}, "慰问资金": "12.5万元"},
    },
    {"unit": "青禾县总工会", "period": "2023年", "class": "计划", "metrics": {"走访慰问": 77}},
]


@pytest.fixture(scope="module")
def roundup() -> Workbook:
    corpus = corpus_of(PAGES)
    content = roundup_workbook(corpus, next(p for p in corpus.by_period if p.id == "2023"))
    assert content is not None
    return written(content)


def test_a_roundup_has_its_notes_second(roundup):
    assert roundup.sheetnames == ["汇总表", "说明", "报送情况", "县总工会"]
    assert roundup["汇总表"]["A1"].value == "2023年各单位全部指标"
    assert roundup["汇总表"]["A2"].value == "没有登记应报的单位。"


def test_figures_are_numbers_and_the_rest_is_text(roundup):
    """Every kind of figure: a number, a text, or nothing; the unit of measure is in the head."""
    county, town = records(roundup["汇总表"])[0], records(roundup["汇总表"])[2]
    assert town == {
        "单位类型": "镇总工会",
        "单位": "甲镇总工会",
        "范围": "本级",
        "会员人数（人）": 1000,
        "其中：女会员（人）": 0,
        "新建基层工会（个）": "6户",
        "走访慰问（人次）": "约1200",
        "召开职代会次数（次）": "每季度一次",
        "慰问资金（万元）": "5余",
        "集体荣誉（项）": 5,
        "立案提案（件）": "未报",
        "其中：办结提案（件）": "不适用",
        "提案办结率（%）": 57.1428571429,
    }
    assert (county["范围"], county["慰问资金（万元）"], county["会员人数（人）"]) == (
        "本级",
        12.5,
        None,
    )
    consolidated = records(roundup["汇总表"])[1]
    assert (consolidated["范围"], consolidated["会员人数（人）"]) == ("含下级", 30000)
    assert consolidated["慰问资金（万元）"] is None


def test_numbers_are_shown_in_the_places_of_their_column(roundup):
    formats = {
        str(column[3].value): [
            c.number_format for c in column[4:] if c.data_type == "n" and c.value
        ]
        for column in roundup["汇总表"].iter_cols()
    }
    assert formats["会员人数（人）"] == ["#,##0", "#,##0"]
    assert formats["提案办结率（%）"] == ["#,##0.00"]
    assert formats["慰问资金（万元）"] == ["#,##0.0"]


def test_a_small_number_is_not_shown_as_0():
    pages: list[Page] = [
        {"period": "2023年", "metrics": {"慰问资金": "4元", "提案办结率": "24999/25000"}}
    ]
    corpus = corpus_of(pages)
    content = roundup_workbook(corpus, next(iter(corpus.by_period)))
    assert content is not None
    row = next(iter(read(content)["汇总表"].iter_rows(min_row=5)))
    assert [(c.value, c.number_format) for c in row[3:]] == [
        (0.0004, "#,##0.0000"),
        (99.996, "#,##0.000"),
    ]


def test_a_number_that_a_spreadsheet_would_change_is_text():
    corpus = corpus_of([{"period": "2023年", "metrics": {"会员人数": "12345678901234567人"}}])
    content = roundup_workbook(corpus, next(iter(corpus.by_period)))
    assert content is not None
    (row,) = records(read(content)["汇总表"])
    assert row["会员人数（人）"] == "12345678901234567"


def test_the_notes_say_what_the_figures_are(roundup):
    assert notes(roundup, "期间") == [("2023年", "2023年1月1日至2023年12月31日。")]
    assert notes(roundup, "空格") == [("", "没有这个数，不是零。真的是零的写0。")]
    assert notes(roundup, "没有数的") == [
        ("未报", "应报而没有报。格子里是文字，不是零，求和、求平均时会跳过。"),
        ("不适用", "不适用，本单位没有这项工作。格子里是文字，不是零，求和、求平均时会跳过。"),
    ]
    assert notes(roundup, "不是准数的")[1:] == [
        ("甲镇总工会：走访慰问", "约1200，原文“约1200人次”：大约数，没有确定的范围（人次）。"),
        ("甲镇总工会：慰问资金", "5余，原文“5万余元”：大于5，小于6（万元）。"),
    ]
    assert ("甲镇总工会：会员人数", "上年可比基数910人（扣除划出的1个单位）。") in notes(
        roundup, "各数的说明"
    )
    assert ("甲镇总工会：集体荣誉", "2笔合计。") in notes(roundup, "各数的说明")
    assert ("甲镇总工会：新建基层工会", "按“户”统计，不参加比较；原文按户。") in notes(
        roundup, "各数的说明"
    )
    assert notes(roundup, "数据截至")[1:] == [
        ("甲镇总工会2023年工会工作总结", "初步数，以后还可能改；数据截至2023年12月20日。")
    ]
    members = dict(notes(roundup, "口径"))["会员人数"]
    assert members == (
        "计量单位：人；时点数（期末）；各单位可以相加；口径第1版（1950年1月1日起）：期末在册会员。"
    )


def test_a_metric_has_all_units_and_periods_and_says_where_they_break():
    corpus = corpus_of(
        [
            {"period": "2021年", "metrics": {"工会覆盖单位数": 70}},
            {"period": "2022年", "metrics": {"工会覆盖单位数": 80}},
            {"period": "2023年上半年", "metrics": {"工会覆盖单位数": "80余个"}},
            {"unit": "乙镇总工会", "period": "2022年", "metrics": {"工会覆盖单位数": "隐去"}},
        ]
    )
    metric = corpus.registry.metrics["covered"]
    content = metric_workbook(corpus, metric)
    assert content is not None
    book = written(content)
    assert book.sheetnames == ["年度", "说明", "上半年"]
    reason = "2022年与以前不可比：口径自2022年1月1日起有变（含联合工会覆盖单位）"
    assert records(book["年度"]) == [
        {"单位类型": "镇总工会", "单位": "甲镇总工会", "2022年（个）": 80, "2021年（个）": 70, "说明": reason},
        {"单位类型": "镇总工会", "单位": "乙镇总工会", "2022年（个）": "隐去", "2021年（个）": None, "说明": None},
    ]  # fmt: skip
    assert notes(book, "前后不可比（年度）") == [("甲镇总工会", f"{reason}。")]
    assert records(book["上半年"])[0]["2023年上半年（个）"] == "80余"


def test_a_metric_that_nobody_reports_has_no_workbook():
    corpus = corpus_of(PAGES)
    metric = corpus.registry.metrics["training"]
    assert metric_workbook(corpus, metric) is None


HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "http://example.org/", "{=1}", "<r>x</r>",
    "a\x00b\x0b\x1fc\ufffe", "_x0041_", "12", "x" * 40_000, "&<>\"'", "\U0001f600",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_people_write_is_text_and_nothing_else(text):
    columns = [Column(text), Column(text, True), Column("说明", note_on=0)]
    table = Table("t", text, columns, [(text, [Row((Cell(text), Cell(text), Cell(text)))])])
    sheet = Sheet(text, Grid.of(table, (text,), text))
    book = written(workbook(text, DAY, [sheet], [Note(text, text, text)]))
    page = book.worksheets[0]
    shown = clean(text)
    assert len(shown) <= 32_767
    assert [cell.value for cell in page[4]] == [shown] * 4
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in page[4])


def test_clean_texts_stay_as_they_are():
    assert clean("柳湾镇总工会\n6户") == "柳湾镇总工会\n6户"
    assert clean("a\x07b\r\nc") == "a b\nc"
    assert clean("<r><t>x</t></r>") == "＜r><t>x</t></r>"
    assert clean("<rb>") == "<rb>"


def test_names_of_sheets_are_those_that_a_spreadsheet_takes():
    taken: set[str] = set()
    names = ["年度", "年度", "[a]:*?/\\", "'x'", "History", "", "长" * 40, "长" * 40, "A", "a"]
    made = [sheet_name(name, taken) for name in names]
    assert made == [
        "年度", "年度(2)", "_a______", "_x_", "History_", "表", "长" * 31, "长" * 28 + "(2)", "A", "a(2)",
    ]  # fmt: skip


def test_the_same_corpus_gives_the_same_bytes():
    """Whatever was made before in the same process, and on whatever day."""
    one, two = corpus_of(PAGES), corpus_of(reversed(PAGES))
    two.today = date(2031, 5, 5)
    period = next(p for p in one.by_period if p.id == "2023")
    assert roundup_workbook(one, period) == roundup_workbook(two, period)
    metric = one.registry.metrics["members"]
    first, second = (metric_workbook(c, metric) for c in (one, two))
    assert first == second
    properties = zipfile.ZipFile(io.BytesIO(first or b"")).read("docProps/core.xml").decode()
    assert "2023-12-31T00:00:00Z" in properties


# The built site.


def values(site: Path) -> Iterator[Record]:
    """The figures themselves of what is compared, without parts."""
    for row in rows_of((site / "data" / "values.csv").read_bytes()):
        if not row["part"] and row["metric_id"] and row["class"] in ("summary", "special"):
            yield row


def says(row: Record, head: str, cell: object) -> bool:
    """Whether a cell says what a row of values.csv says; another unit of measure than that of the
    head makes a text of a number."""
    if row["state"]:
        return cell == STATES[row["state"]]
    if row["qualifier"] == "exact" and head.endswith(f"（{row['measure_unit']}）"):
        return isinstance(cell, int | float) and cell == float(row["value"])
    return isinstance(cell, str) and bool(re.search("[0-9一二三四五六七八九十每]", cell))


def test_every_figure_of_the_sample_stands_in_its_roundup(built_site):
    books = {
        path.parent.name: written(path.read_bytes())
        for path in built_site.glob("summaries/*/roundup.xlsx")
    }
    assert len(books) > 40
    found = {}
    for period, book in books.items():
        for record in records(book["汇总表"]):
            for title, cell in record.items():
                if cell is not None:
                    metric = title.removeprefix("其中：").rpartition("（")[0]
                    key = (period, record["单位"], record["范围"], record.get("专题"), metric)
                    found[key] = (title, cell)
    checked = 0
    for row in values(built_site):
        campaign = {"publicity-month": "工会宣传月", "winter-warmth": "送温暖活动", "": None}
        key = (
            row["period"],
            row["unit"],
            SCOPES[row["scope"]],
            campaign[row["campaign"]],
            row["metric"],
        )
        if row["period"] in books and row["definition_version"] != "1":
            assert says(row, *found[key]), (row, found[key])
            checked += 1
    assert checked > 300


def test_every_figure_of_the_sample_stands_in_its_metrics_workbook(built_site):
    checked = 0
    for path in sorted(built_site.glob("metrics/*/figures.xlsx")):
        book = written(path.read_bytes())
        cells = [
            (title, cell)
            for page in book
            if page.title != "说明"
            for record in records(page)
            for title, cell in record.items()
            if cell is not None and title.endswith("）")
        ]
        rows = [row for row in values(built_site) if row["metric_id"] == path.parent.name]
        assert len(cells) == len(rows), path
        for row in rows:  # each row takes away the one cell that says it
            cells.remove(next(pair for pair in cells if says(row, *pair)))
        checked += len(rows)
    assert checked > 300


def test_pages_lead_to_their_workbooks(built_site):
    for page, name, words in (
        ("summaries/2023/", "roundup.xlsx", "下载2023年汇总表（Excel）"),
        ("metrics/members/", "figures.xlsx", "下载会员人数各单位历年数（Excel）"),
    ):
        tree = parse((built_site / page / "index.html").read_text(encoding="utf-8"))
        (link,) = [a for a in tree.all("a") if a.attributes.get("href") == name]
        assert link.text() == words
        assert (built_site / page / name).is_file()


def test_a_workbook_is_made_for_paper(built_site):
    book = load_workbook(built_site / "summaries" / "2023" / "roundup.xlsx")
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert str(page.page_setup.paperSize) == "9"
        assert page.print_title_rows
        assert page.freeze_panes
    assert book["汇总表"].freeze_panes == "C5"
    assert "数据" in book["汇总表"].defined_names


def test_totals_stand_below_what_is_sorted_and_filtered():
    corpus = corpus_of(
        {"unit": f"{name}镇总工会", "period": "2023年", "metrics": {"会员人数": number}}
        for name, number in (("甲", "30人"), ("乙", "12人"))
    )
    (county,) = corpus.registry.unit_types["county"].metrics
    corpus.registry = replace(
        corpus.registry,
        unit_types=corpus.registry.unit_types
        | {"town": replace(corpus.registry.unit_types["town"], metrics=(county,))},
    )
    content = roundup_workbook(corpus, next(iter(corpus.by_period)))
    assert content is not None
    page = written(content)["镇总工会"]
    assert [row[:2] for row in page.iter_rows(min_row=page.max_row - 4, values_only=True)] == [
        ("单位", "会员人数（人）"),
        ("甲镇总工会", 30),
        ("乙镇总工会", 12),
        ("合计", 42),
        ("已报单位", "2/2"),
    ]
    top, last = page.max_row - 4, page.max_row
    assert page.auto_filter.ref == f"A{top}:B{last - 2}"
    assert page.defined_names["数据"].attr_text == f"'镇总工会'!$A${top}:$B${last - 2}"
    assert [page.cell(row, 2).font.bold for row in (last - 2, last - 1)] == [False, True]
