"""对比台: the files made at build say what the site's comparisons say, and the page shows them, in a real
Chromium."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.corpus import generate
from gonghui.bases import Basis, bases_of
from gonghui.change import Outcome
from gonghui.compare import compare, compare_with
from gonghui.corpus import read_corpus
from gonghui.growth import average_growth, years_between
from gonghui.problem import Problems
from gonghui.registry.unit import Scope
from gonghui.totals import (
    ALL,
    children_of,
    group_of_type,
    plain,
    same_units,
    total_of,
)
from gonghui.trend.series import NEVER_COMPARED
from gonghui.views.comparisons import change_cells
from gonghui.views.figures import figure_cell
from gonghui.views.panel import observed_cell
from gonghui.wording import (
    average,
    coverage_line,
    footnote,
    plain_sentence,
    same_sentence,
    sentence,
)
from gonghui.workbench import FOLDER, workbench_files
from tests.browsing import NARROW, visit, watched
from tests.conftest import ROOT

DAY = date(2026, 1, 1)
SILENT = (Outcome.NO_VALUE, Outcome.NO_BASE)


def read(root=ROOT):
    return read_corpus(root, Problems(), DAY)


@pytest.fixture(scope="module")
def corpus():
    return read()


@pytest.fixture(scope="module")
def files(corpus):
    return workbench_files(corpus)


def decoded(files) -> dict[str, object]:
    return {address.removeprefix(FOLDER): json.loads(content) for address, content in files.items()}


def rows_of(files, totals):
    """(metric, slot, group, row) of every row of a unit, or of every total."""
    for address, content in decoded(files).items():
        if address.count("/") == 2 and not address.endswith(".growth.json"):
            metric, slot, group = address.removesuffix(".json").split("/")
            for row in content:
                if (row[0] == "all" or ":" in row[0]) is totals:
                    yield metric, slot, group, row


def unit_rows(files):
    return rows_of(files, totals=False)


def cells(files, totals=False):
    """(slot, unit, mark, metric, period) → the cell's [text, changes, unusual], gaps left out."""
    slots = {slot[0]: slot for slot in decoded(files)["index.json"]["slots"]}
    found = {}
    for metric, slot, _, (unit, _, mark, first, kept, *_) in rows_of(files, totals):
        for number, cell in enumerate(kept, start=first):
            if cell is not None:
                key = (slot, unit, mark, metric, slots[slot][2][number][0])
                assert key not in found
                found[key] = [*cell, *[[], {}][len(cell) - 1 :]][:3]
    return found


def observations(corpus):
    """Every observation that can be compared, with what its row is found by."""
    for key, by_period in corpus.series.items():
        for id_, observation in by_period.items():
            if observation.period.kind not in NEVER_COMPARED:
                mark = "（含下级）" if key[3] == "consolidated" else ""
                yield (key[0], mark, key[4], id_, key[2]), observation


def test_every_word_is_that_of_the_comparison(corpus, files):
    slots = {slot[0]: slot for slot in decoded(files)["index.json"]["slots"]}
    found = cells(files)
    settings, compared, left_out = corpus.registry.settings, 0, 0
    for (unit, mark, metric, period, campaign), observation in observations(corpus):
        there = [
            key for key in found
            if key[1:] == (unit, mark, metric, period) and key[0].endswith(campaign)
            and key[0].startswith("campaign") is bool(campaign)
        ]  # fmt: skip
        assert len(there) == 1
        text, changes, _ = found.pop(there[0])
        assert text == observed_cell(observation).text
        bases = [basis for basis, *_ in slots[there[0][0]][3]]
        wanted = {
            str(basis): compare(corpus, observation, basis) for basis in bases_of(observation)
        }
        assert set(wanted) <= set(bases)
        for basis, change in zip(bases, [*changes, *[0] * len(bases)], strict=False):
            assert bool(change) is (basis in wanted)
            if not change:
                continue
            comparison = wanted[basis]
            difference, rate = change_cells(comparison, settings)
            said = [*change, *["", "", ""][len(change) - 1 :]]
            assert (said[0], said[1] or "") == (difference.text, rate.text)
            remarks = [footnote(comparison).strip("（）")]
            remarks += [comparison.reason] if comparison.outcome is not Outcome.NO_VALUE else []
            assert said[2].strip("）") == "；".join(filter(None, remarks)).strip("）")
            compared += 1
            if len(change) > 3:
                silent = comparison.outcome in SILENT
                assert change[3] == (0 if silent else sentence(comparison, settings))
            else:
                left_out += 1  # put together by the browser: compared below, in Chromium
    assert compared > 400
    assert left_out > 100
    assert {cell[0] for cell in found.values()} <= {"缺报", ""}


def test_every_total_is_that_of_python_with_its_coverage(corpus, files):
    groups = {"all": ALL}
    groups |= {f"type:{t.id}": group_of_type(t) for t in corpus.registry.unit_types.values()}
    groups |= {f"below:{u.id}": children_of(u) for u in corpus.registry.units.values()}
    settings, periods = corpus.registry.settings, {p.id: p for p in corpus.by_period}
    compared = refused = 0
    for (_, id_, mark, metric_id, period), cell in cells(files, totals=True).items():
        metric = corpus.registry.metrics[metric_id]
        scope = Scope.CONSOLIDATED if mark else Scope.OWN
        total = total_of(corpus, groups[id_], metric, periods[period], scope)
        text, changes, unusual = cell
        assert unusual["r"] == f"{len(total.counted)}/{total.expected}"
        if total.left_out:
            assert coverage_line(total) in unusual["n"]
        if total.figure is None:
            refused += 1
            assert text == "—"
            assert unusual["n"][0].startswith(total.reason)
            continue
        assert text == figure_cell(total.figure, metric, parts=False).text
        one, two = plain(corpus, total, Basis.YOY), same_units(corpus, total, Basis.YOY)
        assert changes[0][0] == change_cells(one, settings)[0].text
        assert (changes[0][1] or "") == change_cells(one, settings)[1].text
        if one.outcome is not Outcome.NO_BASE:
            assert changes[0][3] == f"{plain_sentence(one, settings)}"
        same = unusual["s"][0]
        compared += one.computed
        if same[0] != "同上":
            assert same[0] == change_cells(two, settings)[0].text
            if two.computed:
                assert same[3] == same_sentence(two, settings)
    assert compared > 100
    assert refused > 5


def test_no_total_of_units_that_only_bear_another_class_or_campaign(files):
    slots = {key[0] for key in cells(files, totals=True)}
    assert slots
    assert not any(slot.startswith("campaign") for slot in slots)


def test_average_growth_is_that_of_python(corpus, files):
    slots = {slot[0]: slot for slot in decoded(files)["index.json"]["slots"]}
    settings, said = corpus.registry.settings, 0
    for address, content in decoded(files).items():
        if not address.endswith(".growth.json") or "totals" in address or "below" in address:
            continue
        metric, slot, _ = address.split("/")
        for unit, mark, growths in content:
            scope = "consolidated" if mark else "own"
            series = corpus.series.get((unit, "summary", "", scope, metric), {})
            of_slot = [o for o in series.values() if o.period.id in {p[0] for p in slots[slot][2]}]
            known = sorted(
                (o for o in of_slot if o.figure.is_number and not o.foreign),
                key=lambda o: o.period.sort_key,
            )
            for at, difference, *rest in growths:
                first = next(o for o in known if o.period.id == slots[slot][2][at][0])
                years = years_between(first.period, known[-1].period)
                assert years in (2, 3, 4, 5, 10)
                change = compare_with(corpus, known[-1], first.period)
                found = average_growth(change, years)
                assert difference == change_cells(change, settings)[0].text
                shown = rest[1] if len(rest) > 1 else ""
                assert shown == ("" if found.reason else average(found, settings))
                said += bool(shown)
    assert said > 20


def test_what_is_due_and_not_there_is_said(corpus, files):
    found = {
        key[4]: cell
        for key, cell in cells(files).items()
        if key[1:4] == ("dongan-machinery", "", "members")
    }
    assert {period for period, cell in found.items() if cell[0] == "缺报"} == {"2022", "2024"}
    assert found["2023"][1] == [["无可比基数", 0, "没有上年的数据", 0]]


def test_the_order_of_units_changes_nothing(corpus, files):
    turned = read()
    turned.registry.units = dict(reversed(turned.registry.units.items()))
    assert cells(workbench_files(turned)) == cells(files)


def test_two_builds_are_the_same_bytes(files):
    assert workbench_files(read()) == files


def test_the_index_names_every_file_and_no_other(files):
    found = decoded(files)
    named = {
        f"{id_}/{slot}/{group}.json"
        for id_, _, _, _, _, by_slot, _ in found["index.json"]["metrics"]
        for slot, groups in by_slot.items()
        for group in groups
    }
    named |= {address.replace(".json", ".growth.json") for address in named}
    assert named | {"index.json", "units.json"} == set(found)
    groups = found["units.json"]["groups"]
    for unit, *_, group, _ in found["units.json"]["units"]:
        rows = [g for _, _, g, row in unit_rows(files) if row[0] == unit]
        assert set(rows) == {groups[group]}


ASSETS = sorted(path.name for path in (ROOT / "overrides" / "assets").glob("workbench*.js"))


def test_a_first_view_of_ten_thousand_summaries_is_within_its_limit(tmp_path, built_site):
    """300 KB uncompressed beyond the theme: a tenth of them is made, what grows with the units is taken
    ten times, what grows with the periods is whole."""
    corpus = read(generate(tmp_path / "project", 1000, characters=60))
    assert len(corpus.summaries) == 1000
    found = workbench_files(corpus)
    names, index = (len(found[f"{FOLDER}{name}.json"]) for name in ("units", "index"))
    rows = max(len(c) for a, c in found.items() if a.count("/") == 4)
    assert rows < 40_000  # 25 units, 10 years
    assets = built_site / "assets"
    own = sum((assets / name).stat().st_size for name in ASSETS)
    own += sum(path.stat().st_size for path in assets.glob("*.css"))
    own += (assets / "gonghui.js").stat().st_size
    own += (built_site / "workbench" / "index.html").stat().st_size
    assert index + 10 * names + 2 * rows + own < 300_000


def test_files_grow_with_the_summaries_and_no_faster(tmp_path):
    sizes = []
    for count in (125, 500):
        found = workbench_files(read(generate(tmp_path / f"{count}", count, characters=60)))
        sizes.append(sum(map(len, found.values())))
    assert sizes[1] / sizes[0] < 4.4


def test_nothing_of_the_data_becomes_markup():
    for name in ASSETS:
        script = (ROOT / "overrides" / "assets" / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|insertAdjacentHTML|document\.write|outerHTML\s*=|\beval\b", script
        )
        assert "style=" not in script


# In Chromium

BENCH = "workbench/"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = watched(context)
    yield page
    assert page.trouble == []
    context.close()


def ready(page):
    page.wait_for_selector(".gh-result[aria-busy=false]", state="attached")


def look(page, site_url, search=""):
    page.goto(site_url + BENCH + search)
    ready(page)


def table(page) -> list[list[str]]:
    """What the table shows, without the numbers of its notes."""
    return page.evaluate("""() => [...document.querySelectorAll('.gh-tables tr')].map(row =>
        [...row.cells].map(cell => {
            const copy = cell.cloneNode(true);
            copy.querySelectorAll('.gh-mark, .gh-sr').forEach(mark => mark.remove());
            return copy.textContent;
        }))""")


def column(page, head: str) -> dict[str, str]:
    """One period of the table, by the heads of its rows; of several units the last."""
    rows = table(page)
    at = rows[0].index(head)
    return {row[0]: row[at] for row in rows if len(row) > at}


def notes(page) -> list[str]:
    return page.locator(".gh-tables .gh-notes li").all_text_contents()


def sentences(page) -> list[str]:
    return page.locator(".gh-said-all li > span").all_text_contents()


def note_of(page, row: str, head: str) -> list[str]:
    """The notes that stand beside a cell."""
    return page.evaluate(
        """([label, head]) => {
            const rows = [...document.querySelectorAll('.gh-tables tr')];
            const at = [...rows[0].cells].findIndex(cell => cell.textContent === head);
            const row = rows.find(row => row.cells[0].lastChild.textContent === label);
            return [...row.cells[at].querySelectorAll('.gh-mark a')]
                .map(link => document.querySelector(link.getAttribute('href')).textContent);
        }""",
        [row, head],
    )


@pytest.mark.browser
def test_the_merger_is_said(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    shown = column(page, "2022年")
    assert shown["柳湾镇总工会"] == "2,430"
    assert (shown["比上年增减"], shown["比上年增长"]) == ("增加5", "增长0.21%")
    assert note_of(page, "柳湾镇总工会", "2022年") == ["单位于2022年3月1日合并"]
    said = "单位合并，上年2425人为柳湾镇总工会1560人、河沿镇总工会865人合计"
    assert note_of(page, "比上年增减", "2022年") == [said]
    assert f"柳湾镇总工会2022年会员人数2430人，比上年增加5人，增长0.21%（{said}）。" in sentences(
        page
    )
    assert page.locator(".gh-charts .gh-break text").text_content() == "合并"
    assert (
        "竖的虚线：单位合并，不连线，增减按合并前各单位的合计算，合计不出来的不比。"
        in page.locator(".gh-charts p").inner_text()
    )


@pytest.mark.browser
def test_the_rename_is_said_and_the_former_name_is_found(page, site_url):
    look(page, site_url, "?of=dongan-machinery&metric=members&kind=year")
    assert note_of(page, "东岸装备制造公司工会", "2020年") == ["当时名为东岸机械厂工会"]
    assert note_of(page, "东岸装备制造公司工会", "2021年") == []
    assert "东岸机械厂工会2020年会员人数618人，比上年减少12人，下降1.90%。" in sentences(page)
    assert "东岸装备制造公司工会2021年会员人数662人，比上年增加44人，增长7.12%。" in sentences(page)
    field = page.locator("#gh-choose-of")
    field.click()
    page.keyboard.type("芙蓉乡")
    option = page.locator("#gh-choose-of-list [role=option]")
    option.first.wait_for()
    assert option.all_text_contents() == ["芙蓉镇总工会又名芙蓉乡总工会"]


@pytest.mark.browser
def test_the_change_of_definition_is_said(page, site_url):
    look(page, site_url, "?of=qinghe-county&metric=covered_units&kind=year")
    reason = "口径自2022年1月1日起有变（含联合工会覆盖单位）"
    shown = column(page, "2022年")
    assert (shown["青禾县总工会（含下级）"], shown["比上年增减"]) == ("535", "不可比")
    assert shown["比上年增长"] == ""
    assert note_of(page, "比上年增减", "2022年") == [reason]
    assert notes(page).count(reason) == 1
    assert (
        f"青禾县总工会（含下级）2022年工会覆盖单位数535个，与上年不可比：{reason}。"
        in sentences(page)
    )
    assert page.locator(".gh-charts .gh-break text").text_content() == "口径变更"
    assert reason in page.locator(".gh-charts desc").text_content()


@pytest.mark.browser
def test_the_missing_report_is_said_and_is_no_zero(page, site_url):
    look(page, site_url, "?of=dongan-machinery&metric=members&kind=year")
    assert column(page, "2022年")["东岸装备制造公司工会"] == "缺报"
    assert column(page, "2023年")["比上年增减"] == "无可比基数"
    assert note_of(page, "比上年增减", "2023年") == ["没有上年的数据"]
    assert "缺报：这一期的总结应报而没有报。" in notes(page)
    assert (
        page.locator(".gh-charts .gh-gap text").first.evaluate("t => t.lastChild.textContent")
        == "缺报"
    )
    described = page.locator(".gh-charts desc").text_content()
    assert "2021年662人；2022年应报而没有报；2023年698人" in described
    # no line over the gap: three points joined before it, none after
    assert page.locator(".gh-charts .gh-line").get_attribute("d").count("M") == 2


@pytest.mark.browser
def test_the_browser_says_every_sentence_as_python_does(page, site_url, corpus):
    look(page, site_url)
    said = page.evaluate("""async () => {
        const {loadIndex, loadRows, loadUnits} = await import('/assets/workbench-data.js');
        const folder = '/data/workbench/', index = await loadIndex(folder), units = await loadUnits(folder);
        const found = [];
        for (const metric of index.metrics) for (const slot of index.slots)
            for (const row of await loadRows(folder, metric, slot, units))
                for (const cell of row.cells) if (cell)
                    for (const change of cell.changes) if (change && change.sentence) found.push(change.sentence);
        return found.sort();
    }""")
    settings = corpus.registry.settings
    wanted = [
        sentence(comparison, settings)
        for _, observation in observations(corpus)
        for comparison in (compare(corpus, observation, basis) for basis in bases_of(observation))
        if comparison.outcome not in SILENT
    ]
    assert said == sorted(wanted)


@pytest.mark.browser
def test_a_total_says_who_is_in_it_and_what_became_of_the_same_units(page, site_url):
    look(page, site_url, "?of=liuwan-town,below:qinghe-county&metric=members&kind=year")
    rows = table(page)
    at = rows[0].index("2022年")
    assert [(row[0], row[at]) for row in rows[2:8]] == [
        ("青禾县总工会所属单位合计", "2,430"),
        ("已报单位", "1/2"),
        ("比上年增减", "减少657"),
        ("比上年增长", "下降21.28%"),
        ("同单位比上年增减", "增加5"),
        ("同单位比上年增长", "增长0.21%"),
    ]
    assert rows[8][0] == "柳湾镇总工会"  # totals first, then units
    assert note_of(page, "青禾县总工会所属单位合计", "2022年") == [
        "前后报送的单位不同",
        "1/2个单位已报，缺报：东岸装备制造公司工会",
    ]
    assert note_of(page, "比上年增减", "2022年") == ["前后报送的单位不同，增减请看同单位比较"]
    assert (
        "2022年青禾县总工会所属单位中两期可比的1个单位会员人数合计2430人，比上年增加5人，增长0.21%（柳湾镇总工会按合并前各单位合计计算）。"
        in sentences(page)
    )
    assert (
        "空心中有点的、不连线的：有单位没有报，不是减少。"
        in page.locator(".gh-charts p").inner_text()
    )
    look(page, site_url, "?of=all&metric=funds_income&kind=year")
    assert column(page, "2024年")["全部单位合计"] == "—"
    assert note_of(page, "全部单位合计", "2024年") == [
        "这个指标不能跨单位相加（上缴下拨跨级重复，不得跨级相加）"
    ]


@pytest.mark.browser
def test_average_growth_is_loaded_when_it_is_asked_for(page, site_url):
    look(page, site_url, "?of=liuwan-town,heyan-town&metric=members&kind=year&from=2022&to=2024")
    assert not [url for url in page.requested if "growth" in url]
    page.locator("[name=basis][value=average]").check()
    page.wait_for_function(
        "document.querySelector('.gh-tables thead').textContent.includes('年均增长')"
    )
    row = next(row for row in table(page) if row[0] == "柳湾镇总工会")
    assert row[-3:] == ["增加168", "增长6.91%", "两年平均增长3.40%"]
    assert (
        sentences(page)[0]
        == "柳湾镇总工会2024年会员人数2598人，比2022年增加168人，增长6.91%，两年平均增长3.40%。"
    )
    assert "basis=yoy,average" in page.url
    page.locator("select[name=to]").select_option("2023")  # no span to the newest figure any more
    page.wait_for_function(
        "!document.querySelector('.gh-tables thead').textContent.includes('2024年')"
    )
    row = next(row for row in table(page) if row[0] == "柳湾镇总工会")
    assert row[-3:] == ["", "", ""]


@pytest.mark.browser
def test_the_state_stands_in_the_address_and_back_leads_back(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year&from=2020&to=2022")
    assert table(page)[0] == ["单位", "2020年", "2021年", "2022年"]
    page.locator("select[name=to]").select_option("2024")
    page.wait_for_function(
        "document.querySelector('.gh-tables thead').textContent.includes('2024年')"
    )
    page.locator("[name=basis][value=yoy]").uncheck()
    page.wait_for_function("!document.querySelector('.gh-inset')")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {
        "of": ["liuwan-town"],
        "metric": ["members"],
        "kind": ["year"],
        "from": ["2020"],
        "to": ["2024"],
        "basis": ["none"],
    }
    assert re.fullmatch(r"[\x21-\x7e]+", page.url)
    before = table(page)
    page.go_back()
    page.wait_for_selector(".gh-inset")
    assert page.locator("[name=basis][value=yoy]").is_checked()
    page.go_back()
    page.wait_for_function(
        "!document.querySelector('.gh-tables thead').textContent.includes('2024年')"
    )
    assert page.locator("select[name=to]").input_value() == "2022"
    page.go_forward()
    page.go_forward()
    page.wait_for_function("!document.querySelector('.gh-inset')")
    assert table(page) == before
    page.reload()
    ready(page)
    assert table(page) == before


@pytest.mark.browser
def test_a_link_to_a_note_leads_to_it_and_shows_nothing_else(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    page.evaluate("document.querySelector('.gh-tables table').known = true")
    link = page.locator(".gh-tables .gh-mark a").first
    link.click()
    page.wait_for_function("location.hash.startsWith('#gh-bench-note-')")
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelector('.gh-tables table').known") is True
    assert page.locator(".gh-notes li:target").count() == 1
    page.go_back()
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelector('.gh-tables table').known") is True


@pytest.mark.browser
def test_what_an_address_asks_for_in_vain_is_said(page, site_url):
    look(page, site_url, "?of=nobody,liuwan-town&metric=members,nothing&kind=decade&from=1850")
    assert page.locator(".gh-bench-notices li").all_text_contents() == [
        "网址里的单位“nobody”没有登记，或者还没有报过数，没有列出。",
        "网址里的指标“nothing”没有登记，或者还没有单位报过，没有列出。",
        "没有“decade”这种期间，改列年度。",
        "年度没有“1850”这一期，已略过。",
    ]
    assert column(page, "2024年")["柳湾镇总工会"] == "2,598"
    look(page, site_url, "?of=furong-town&metric=legal_aid_cases")
    assert "芙蓉镇总工会没有年度的法律援助案件。" in page.locator(".gh-bench-notices").inner_text()
    assert page.locator(".gh-bench-state").inner_text().startswith("没有可以列出的数。")


@pytest.mark.browser
def test_rows_stand_in_the_order_of_the_registry(page, site_url):
    look(
        page,
        site_url,
        "?of=dongan-machinery,heyan-town,liuwan-town&metric=members&kind=year&basis=none",
    )
    assert [row[0] for row in table(page)[2:]] == [
        "柳湾镇总工会",
        "河沿镇总工会",
        "东岸装备制造公司工会",
    ]
    assert page.locator(".gh-charts .gh-key").all_text_contents() == [
        "柳湾镇总工会",
        "河沿镇总工会",
        "东岸装备制造公司工会",
    ]
    dashes = page.evaluate("""() => [...document.querySelectorAll('.gh-charts g > .gh-line:first-child')]
        .map(line => getComputedStyle(line).strokeDasharray)""")
    assert len(set(dashes)) == 3


@pytest.mark.browser
def test_by_keyboard_alone(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    page.locator("#gh-choose-of").focus()
    page.keyboard.type("河沿")
    page.wait_for_selector("#gh-choose-of-list-0[aria-selected=true]")
    assert page.get_attribute("#gh-choose-of", "aria-activedescendant") == "gh-choose-of-list-0"
    assert page.get_attribute("#gh-choose-of", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelectorAll('[data-gh-chooser=of] .gh-chips li').length == 2"
    )
    assert page.evaluate("document.activeElement.id") == "gh-choose-of"
    assert page.get_attribute("#gh-choose-of", "aria-expanded") == "false"
    assert page.input_value("#gh-choose-of") == ""
    page.keyboard.press("ArrowDown")  # the whole list
    page.wait_for_selector("#gh-choose-of-list-0")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#gh-choose-of-list-0[aria-selected=true]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert not page.locator("#gh-choose-of-list").is_visible()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "去掉河沿镇总工会"
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelectorAll('[data-gh-chooser=of] .gh-chips li').length == 1"
    )
    assert page.evaluate("document.activeElement.id") == "gh-choose-of"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "basis":
            break
    page.keyboard.press("Space")
    page.wait_for_function("!document.querySelector('.gh-inset')")
    assert page.evaluate("document.activeElement.name") == "basis"


@pytest.mark.browser
def test_what_an_input_method_is_composing_is_left_alone(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    field = page.locator("#gh-choose-of")
    field.click()
    page.wait_for_selector("#gh-choose-of-list-0")
    page.evaluate("""() => {
        const field = document.querySelector('#gh-choose-of');
        field.value = 'he yan';
        field.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', isComposing: true, bubbles: true}));
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}));
    }""")
    assert page.locator("#gh-choose-of-list [aria-selected=true]").count() == 0
    assert page.locator("[data-gh-chooser=of] .gh-chips li").count() == 1
    page.evaluate("""() => {
        const field = document.querySelector('#gh-choose-of');
        field.value = '河沿';
        field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
    }""")
    page.wait_for_selector("#gh-choose-of-list-0[aria-selected=true]")
    assert page.locator("#gh-choose-of-list-0").inner_text() == "河沿镇总工会"


@pytest.mark.browser
def test_what_changed_is_announced(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    state = page.locator(".gh-bench-state")
    assert state.get_attribute("role") == "status"
    assert state.inner_text() == "已列出1行、1个指标，2019年至2024年，共6期。"
    page.locator("select[name=from]").select_option("2022")
    page.wait_for_function(
        "document.querySelector('.gh-bench-state').textContent == '已列出1行、1个指标，2022年至2024年，共3期。'"
    )
    page.locator("[data-gh-chooser=of] .gh-chips button").click()
    page.wait_for_function(
        "document.querySelector('.gh-bench-state').textContent == '还没有选单位。请在“加一个单位或合计”里写名称。'"
    )
    assert not page.locator(".gh-result").is_visible()
    assert "of=none&metric=members" in page.url
    page.reload()
    ready(page)
    assert state.is_visible()
    assert state.inner_text() == "还没有选单位。请在“加一个单位或合计”里写名称。"


def download(page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator("[data-gh-act=csv]").click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


@pytest.mark.browser
def test_the_csv_is_the_table(page, site_url):
    look(
        page, site_url, "?of=liuwan-town,dongan-machinery&metric=members,condolence_funds&kind=year"
    )
    name, content = download(page)
    assert name == "会员人数、送温暖慰问资金_年度_2019年至2024年.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    shown = [row for row in table(page) if len(row) > 2]
    assert read[0] == ["指标", "单位", "项目", *shown[0][1:], "说明"]
    assert [row[3:-1] for row in read[1:]] == [
        [cell.replace(",", "") for cell in row[1:]] for row in shown[1:]
    ]
    assert [row[2] if row[2] != "数" else row[1] for row in read[1:]] == [
        row[0] for row in shown[1:]
    ]
    assert read[1] == ["会员人数（人）", "柳湾镇总工会", "数", "1486", "1500余", "1560", "2430", "2512", "2598", "2022年：单位于2022年3月1日合并"]  # fmt: skip


@pytest.mark.browser
def test_a_csv_holds_no_formula(page, site_url):
    look(page, site_url)
    made = page.evaluate("""async () => {
        const {csvOf} = await import('/assets/workbench-text.js');
        return csvOf([['=1+1', '-3', '-3人', '@a', 'a"b', 'c,d', '+2', '－5', 'e\\nf', '']]);
    }""")
    assert made == '\ufeff\'=1+1,-3,\'-3人,\'@a,"a""b","c,d",\'+2,\'－5,"e\nf",\n'


@pytest.mark.browser
@pytest.mark.parametrize("way", ["clipboard", "no clipboard"])
def test_table_text_and_sentence_are_copied(browser, site_url, way):
    context = browser.new_context()
    try:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_url)
        page = watched(context)
        look(page, site_url, "?of=liuwan-town&metric=members&kind=year&from=2021&to=2022")
        if way == "no clipboard":
            page.evaluate("""() => {
                window.real = navigator.clipboard;
                Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});
            }""")

        def pasted(type_: str) -> str:
            return page.evaluate(
                """async type => (await (await (window.real || navigator.clipboard).read())[0].getType(type)).text()""",
                type_,
            )

        page.locator("[data-gh-act=table]").click()
        page.wait_for_function(
            "document.querySelector('.gh-done').textContent == '表格已复制，可以粘贴到Excel、WPS或Word。'"
        )
        rows = [line.split("\t") for line in pasted("text/plain").split("\n")]
        assert rows[0] == ["指标", "单位", "项目", "2021年", "2022年", "说明"]
        assert rows[1] == [
            "会员人数（人）",
            "柳湾镇总工会",
            "数",
            "1560",
            "2430",
            "2022年：单位于2022年3月1日合并",
        ]
        markup = pasted("text/html")
        assert "<table" in markup
        assert re.findall(r"<td[^>]*>([^<]*)</td>", markup)[:5] == rows[1][:5]

        page.locator("[data-gh-act=text]").click()
        page.wait_for_function("document.querySelector('.gh-done').textContent == '文字已复制。'")
        lines = pasted("text/plain").split("\n")
        assert lines[0] == "会员人数（年度，2021年至2022年）"
        assert (
            lines[1]
            == "柳湾镇总工会会员人数（人）：2021年1560；2022年2430（单位于2022年3月1日合并）。"
        )
        assert lines[-1] == f"来源：{page.url}"
        assert set(sentences(page)) <= set(lines)

        page.locator(".gh-copy-line").first.click()
        page.wait_for_function("document.querySelector('.gh-copy-line').textContent == '已复制'")
        assert pasted("text/plain") == sentences(page)[0]
        assert page.trouble == []
    finally:
        context.close()


@pytest.mark.browser
def test_only_what_is_shown_is_loaded_and_nobody_else_is_asked(page, site_url):
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year")
    data = {url.partition("/data/workbench/")[2] for url in page.requested if "/data/" in url}
    assert data == {"index.json", "units.json", "members/year/town-federation-1.json"}
    page.locator("#gh-choose-metric").fill("文体活动")
    page.locator("#gh-choose-metric-list-0").click()
    page.wait_for_function("document.querySelectorAll('.gh-charts figure').length == 2")
    data = {url.partition("/data/workbench/")[2] for url in page.requested if "/data/" in url}
    assert len(data) == 4
    assert {
        urlsplit(url).netloc for url in page.requested if not url.startswith(("data:", "blob:"))
    } == {urlsplit(site_url).netloc}


@pytest.mark.browser
def test_data_that_cannot_be_read_is_asked_for_again_which_is_no_step_of_the_history(
    browser, site_url
):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route("**/town-federation-1.json", lambda route: route.abort())
        page.goto(site_url + BENCH + "?of=liuwan-town&metric=members&kind=year")
        button = page.get_by_role("button", name="重试")
        button.wait_for()
        assert (
            page.locator(".gh-bench-state").inner_text()
            == "数据没有读到：网络断了，或者网站正在更新。请过一会儿点“重试”。"
        )
        entries, address = page.evaluate("history.length"), page.url
        page.unroute("**/town-federation-1.json")
        button.click()
        ready(page)
        assert column(page, "2024年")["柳湾镇总工会"] == "2,598"
        assert (page.evaluate("history.length"), page.url) == (entries, address)
        assert not button.is_visible()
    finally:
        context.close()


@pytest.mark.browser
def test_on_a_telephone_the_table_scrolls_and_the_charts_fit(browser, site_url):
    search = "?of=liuwan-town,heyan-town,dongan-machinery&metric=members,condolence_funds&kind=year"
    with visit(browser, site_url + BENCH + search, viewport=NARROW) as page:
        ready(page)
        assert page.evaluate("(scrollTo(500, 0), Math.round(scrollX))") == 0
        box = page.locator(".gh-tables .gh-scroll")
        assert box.evaluate("b => b.scrollWidth > b.clientWidth")
        box.evaluate("b => { b.scrollLeft = 10000 }")
        head = page.locator(".gh-tables tbody tr:not(.gh-group) th").first.bounding_box()
        assert head["x"] >= box.bounding_box()["x"] - 1
        for chart in page.locator(".gh-charts svg").all():
            bounds = chart.bounding_box()
            assert bounds["x"] >= 0
            assert bounds["x"] + bounds["width"] <= NARROW["width"]


@pytest.mark.browser
def test_without_javascript_the_page_says_where_else_to_look(browser, site_url):
    with visit(browser, site_url + BENCH, script=False) as page:
        said = page.locator("article noscript")
        assert "对比台要用浏览器的脚本，您的浏览器没有开。" in said.inner_text()
        links = page.locator("article noscript a")
        assert [link.inner_text() for link in links.all()] == ["全部指标", "全部单位"]
        assert not page.locator(".gh-bench").is_visible()
        links.first.click()
        assert page.url == f"{site_url}metrics/"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "name", "search"),
    [
        ("units/liuwan-town/", "在对比台里看柳湾镇总工会", "?of=liuwan-town"),
        (
            "units/qinghe-county/",
            "在对比台里看青禾县总工会和所属单位合计",
            "?of=qinghe-county,below:qinghe-county",
        ),
        ("metrics/members/", "在对比台里看会员人数", "?metric=members"),
        ("types/town-federation/", "在对比台里看镇总工会合计", "?of=type:town-federation"),
    ],
)
def test_pages_lead_to_the_workbench_with_the_choice_made(page, site_url, address, name, search):
    page.goto(site_url + address)
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"{site_url}{BENCH}{search}")
    ready(page)
    assert len(table(page)) > 2


@pytest.mark.browser
def test_what_lies_before_the_first_figure_shown_is_not_said(page, site_url):
    """The total before that of 2019 is of 2008, and not in sight."""
    reason = "前后报送的单位不同"
    search = "?of=type:town-federation&metric=members&kind=year&basis=yoy"
    look(page, site_url, search)
    assert table(page)[0][1] == "2019年"
    assert note_of(page, "镇总工会合计", "2019年") == []
    assert reason not in notes(page)
    assert reason not in page.locator(".gh-charts").inner_text()
    assert reason not in download(page)[1].decode()
    look(page, site_url, f"{search}&from=2008&to=2020")
    assert note_of(page, "镇总工会合计", "2019年") == [reason]
    assert reason in download(page)[1].decode()


@pytest.mark.browser
def test_two_notes_of_one_cell_are_parted(page, site_url):
    """1 and 16 side by side would be 116."""
    look(page, site_url, "?of=below:qinghe-county&metric=members&kind=year")
    marks = page.locator(".gh-tables .gh-mark").all_text_contents()
    assert any(re.fullmatch(r"\d+、\d+", text) for text in marks)
    assert all(re.fullmatch(r"\d+(、\d+)*", text) for text in marks)
    sizes = page.evaluate("""() => [...document.querySelectorAll('.gh-tables .gh-mark a')]
        .map(link => { const box = link.getBoundingClientRect(); return Math.min(box.width, box.height) })""")
    assert min(sizes) >= 18
    widths = page.evaluate("""() => [...document.querySelectorAll('.gh-tables .gh-mark')]
        .filter(mark => mark.children.length > 1).map(mark => mark.children[0].getBoundingClientRect().width)""")
    assert min(widths) >= 24


@pytest.mark.browser
def test_same_units_are_explained_only_where_they_are_compared(page, site_url):
    same = "同单位只比较两期都有可比数的单位，“同上”是和上面一样。"
    reported = "已报单位是计入合计的单位数和应有这项数的单位数，缺报的不作零。"
    look(page, site_url, "?of=type:town-federation&metric=members&kind=year&basis=yoy")
    assert {same, reported} <= set(notes(page))
    look(page, site_url, "?of=type:town-federation&metric=members&kind=year&basis=none")
    assert reported in notes(page)
    assert not any("同单位" in note or "同上" in note for note in notes(page))
    look(page, site_url, "?of=liuwan-town&metric=members&kind=year&basis=yoy")
    assert not any("同单位" in note or "已报单位" in note for note in notes(page))


@pytest.mark.browser
def test_many_ids_in_vain_are_one_notice(page, site_url):
    unknown = ",".join(f"nobody-{number}" for number in range(800))
    look(page, site_url, f"?of=liuwan-town,{unknown}&metric=members&kind=year")
    assert page.locator(".gh-bench-notices li").all_text_contents() == [
        "网址里的单位“nobody-0”、“nobody-1”、“nobody-2”等800个没有登记，或者还没有报过数，没有列出。"
    ]
    look(page, site_url, f"?of=liuwan-town&metric=members,{'x' * 900}&kind=year")
    assert page.locator(".gh-bench-notices li").all_text_contents() == [
        f"网址里的指标“{'x' * 40}……”没有登记，或者还没有单位报过，没有列出。"
    ]


@pytest.mark.browser
def test_the_copied_text_says_nothing_twice(page, site_url):
    look(
        page,
        site_url,
        "?of=liuwan-town,dongan-machinery&metric=members&kind=year&from=2019&to=2024&basis=yoy,average",
    )
    said = page.evaluate("""async () => {
        const {textOf} = await import('/assets/workbench-text.js');
        const {rowsOf} = await import('/assets/workbench-table.js');
        const {viewOf} = await import('/assets/workbench-view.js');
        const {resolve} = await import('/assets/workbench-request.js');
        const {asked} = await import('/assets/workbench-address.js');
        const {loadIndex} = await import('/assets/workbench-data.js');
        const folder = '/data/workbench/', index = await loadIndex(folder);
        const view = await viewOf(await resolve(asked(location.search), index, folder), {index, folder, top: '/'});
        return textOf(view, rowsOf(view), []);
    }""").split("\n")
    merged = "单位合并，上年2425人为柳湾镇总工会1560人、河沿镇总工会865人合计"
    sums = "单位合并，2019年2328人为柳湾镇总工会1486人、河沿镇总工会842人合计"
    assert said[1:4] == [
        "柳湾镇总工会会员人数（人）：2019年1486；2020年1500余；2021年1560；2022年2430（单位于2022年3月1日合并）；2023年2512；2024年2598。",
        f"柳湾镇总工会会员人数（人），2019年至2024年首末增加270，增长11.60%；年均增长2.22%（{sums}）。",
        f"柳湾镇总工会会员人数（人），比上年：2019年无可比基数（没有上年的数据）；2020年增加14至114人，增长不超过8%；2021年增减不能判定；2022年增加5，增长0.21%（{merged}）；2023年增加82，增长3.37%；2024年增加86，增长3.42%。",
    ]
    assert not re.search(
        r"增减(增|减少|持平)|增长(增长|下降)|平均平均|年均年均|年均增长\S平均", "".join(said)
    )


@pytest.mark.browser
def test_nothing_that_is_copied_is_a_formula(page, site_url):
    look(page, site_url)
    made = page.evaluate("""async () => {
        const {tabbedOf, markupOf} = await import('/assets/workbench-text.js');
        const grid = [['指标', '=1+1'], ["=cmd|'/C calc'!A0", '-3'], ['\\t=a', '＋b']];
        return [tabbedOf(grid), markupOf({title: '=t'}, grid)];
    }""")
    assert made[0] == "指标\t'=1+1\n'=cmd|'/C calc'!A0\t-3\n' =a\t'＋b"
    found = re.findall(r"<(?:caption|th|td)>([^<]*)<", made[1])
    assert found == ["'=t", "指标", "'=1+1", "'=cmd|'/C calc'!A0", "-3", "'\t=a", "'＋b"]


@pytest.mark.browser
def test_controls_and_table_stay_in_step_where_data_is_not_read(browser, site_url):
    context = browser.new_context()
    try:
        page = context.new_page()
        look(page, site_url, "?of=qinghe-county&metric=members&kind=year")
        before, address, entries = table(page), page.url, page.evaluate("history.length")
        page.route("**/data/workbench/members/*/*.json", lambda route: route.abort())
        kinds, other = page.locator("select[name=kind]"), "stat-year"
        kinds.select_option(other)
        page.get_by_role("button", name="重试").wait_for()
        assert kinds.input_value() == "year"
        assert table(page) == before
        assert page.url == address
        page.unroute("**/data/workbench/members/*/*.json")
        page.get_by_role("button", name="重试").click()
        page.wait_for_function(
            "other => document.querySelector('select[name=kind]').value === other", arg=other
        )
        assert page.evaluate("history.length") == entries + 1
    finally:
        context.close()


@pytest.mark.browser
def test_on_a_telephone_what_is_compared_stands_on_one_line(browser, site_url):
    search = "?of=type:town-federation&metric=members&kind=year&basis=yoy"
    with visit(browser, site_url + BENCH + search, viewport=NARROW) as page:
        ready(page)
        heights = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.gh-tables .gh-inset th')]
            .map(head => { const range = document.createRange(); range.selectNodeContents(head.lastChild);
                return [head.lastChild.textContent, range.getClientRects().length] }))""")
        assert heights["同单位比上年增减"] == 1
        assert set(heights.values()) == {1}


@pytest.mark.browser
def test_a_gap_has_its_word_beside_its_sign_and_every_break_its_words(page, site_url):
    look(
        page,
        site_url,
        "?of=below:qinghe-county,liuwan-town,dongan-machinery&metric=members&kind=year",
    )
    for gap in page.locator(".gh-charts .gh-gap").all():
        signs = gap.locator(".gh-point").all()
        words = gap.locator("text").all()
        assert len(signs) == len(words) > 0
        for one, word in zip(signs, words, strict=True):
            left, right = one.bounding_box(), word.bounding_box()
            assert left["x"] + left["width"] <= right["x"] + 1
            assert right["x"] - left["x"] - left["width"] < 12
    breaks = page.locator(".gh-charts .gh-break")
    assert breaks.count() == 3
    assert [one.locator("text").count() for one in breaks.all()] == [1, 1, 1]
    boxes = [one.locator("text").bounding_box() for one in breaks.all()]
    for one, two in pairwise(boxes):
        apart = one["x"] + one["width"] <= two["x"]
        assert apart or abs(one["y"] - two["y"]) > 8
    assert page.locator(".gh-charts .gh-partial").count() == 2
