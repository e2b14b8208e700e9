"""Pages that nobody writes: what leads where, what each page says, how long lists are split."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest
from markdown.extensions.toc import slugify_unicode

from gonghui import address
from gonghui.adapters.prose import sanitised
from gonghui.article import article
from gonghui.corpus import Corpus
from gonghui.coverage import coverage_of, missing_reports, periods_due
from gonghui.export.bundle import data_files
from gonghui.export.imprint import Imprint
from gonghui.mention import with_mentions
from gonghui.pages import all_pages, categories, metrics, periods, reporting, units
from gonghui.pages.page import Page
from gonghui.passages import passages_of
from gonghui.period import Period, say_day
from gonghui.place import Downloads, Place
from gonghui.problem import Problems
from gonghui.registry import Registry
from gonghui.spelling import fold
from gonghui.summary import Summary, SummaryClass
from gonghui.summary.reader import read_summary
from gonghui.summary.section import sections
from gonghui.tables import Cell, Column, Row, Table
from gonghui.views.figures import SIGNS
from gonghui.views.front import entries, headlines, newest_coverage, news
from tests.commanding import gonghui
from tests.conftest import copy_project
from tests.test_coverage import registry_of
from tests.test_site import Element, Site, corpus, navigation, parse, rows_of, site, title_of

__all__ = ["corpus", "site"]  # fixtures of the built sample


def article_of(page: Element) -> Element:
    return page.one("article")


def leads_to(site: Site, here: str, within: Element) -> list[str]:
    """The addresses that the links within an element lead to, with anchors."""
    found = []
    for link in within.all("a"):
        target = site.target(here, link.attributes.get("href", ""))
        if target:
            found.append(target[0] + (f"#{target[1]}" if target[1] else ""))
    return found


def table_of(page: Element, title: str) -> Element:
    found = [t for t in page.all("table", class_="gh-grid") if title_of(t).startswith(title)]
    assert len(found) == 1, title
    return found[0]


@pytest.fixture(scope="module")
def made_pages(corpus) -> dict[str, Page]:
    return {page.address: page for page in all_pages(corpus)}


# What leads where, on the built sample


def test_every_registered_thing_has_its_page(site, corpus, made_pages):
    registry = corpus.registry
    wanted = {"summaries/", "units/", "types/", "metrics/", "categories/", "reporting/"}
    wanted |= {"reporting/missing/"}
    wanted |= {f"units/{id_}/" for id_ in registry.units}
    wanted |= {f"types/{id_}/" for id_ in registry.unit_types}
    wanted |= {f"metrics/{id_}/" for id_ in registry.metrics}
    wanted |= {f"categories/{id_}/" for id_ in registry.categories}
    wanted |= {f"summaries/{period.id}/" for period in corpus.by_period}
    assert wanted <= made_pages.keys()
    assert made_pages.keys() <= site.pages.keys()
    for where, page in made_pages.items():
        assert article_of(site.pages[where]).one("h1").text() == page.title


def test_generated_addresses_are_ascii_unique_and_end_in_a_stroke(corpus):
    found = [page.address for page in all_pages(corpus)]
    found += [summary.address for summary in corpus.summaries]
    assert [a for a, count in Counter(found).items() if count > 1] == []
    assert [a for a in found if not re.fullmatch(r"([A-Za-z0-9_-]+/)+", a)] == []
    assert {a.split("/")[0] for a in found if a != address.FORM} <= set(address.RESERVED)
    sources = [page.source for page in all_pages(corpus)]
    assert len(sources) == len(set(sources))
    assert [source for source in sources if not address.is_reserved(source)] == []


def test_a_summary_is_linked_from_its_lists_and_links_back(site, corpus):
    for summary in corpus.summaries:
        unit, period = f"units/{summary.unit.id}/", f"summaries/{summary.period.id}/"
        type_ = f"types/{summary.unit.type_id}/"
        for where in (unit, period):
            assert summary.address in leads_to(site, where, article_of(site.pages[where])), where
        assert unit in leads_to(site, type_, article_of(site.pages[type_]))
        back = leads_to(site, summary.address, article_of(site.pages[summary.address]))
        assert {unit, type_, period, "", "summaries/"} <= set(back), summary.path
        for observation in summary.observations:
            metric = f"metrics/{observation.metric.id}/"
            assert metric in back, (summary.path, metric)
            source = corpus.series.get(observation.key, {}).get(observation.period.id)
            if source is not None:  # one figure told by two pages is shown with its source
                shown = leads_to(site, metric, article_of(site.pages[metric]))
                assert source.summary.address in shown, (summary.path, metric)


def test_the_ways_before_and_after_go_along_one_unit_and_kind(site, corpus):
    found = 0
    for summary in corpus.summaries:
        page = article_of(site.pages[summary.address])
        alike = sorted(
            (
                s
                for s in corpus.summaries
                if (s.unit.id, s.period.kind, s.class_, s.campaign, s.scope)
                == (summary.unit.id, summary.period.kind, summary.class_, summary.campaign, summary.scope)
            ),
            key=lambda s: s.period.sort_key,
        )  # fmt: skip
        at = alike.index(summary)
        wanted = {"gh-before": alike[at - 1] if at else None}
        wanted["gh-after"] = alike[at + 1] if at + 1 < len(alike) else None
        for class_, other in wanted.items():
            links = list(page.all("a", class_=class_))
            assert [leads_to(site, summary.address, a) for a in links] == (
                [[other.address]] if other else []
            )
            assert [a.text().strip("‹› ") for a in links] == ([other.period.name] if other else [])
            found += len(links)
    assert found > 30


def test_breadcrumbs_lead_up_to_home(site, corpus, made_pages):
    for where in [*made_pages, *(s.address for s in corpus.summaries)]:
        trail = article_of(site.pages[where]).one("nav", class_="gh-trail")
        steps = list(trail.all("li"))
        assert steps[-1].attributes["aria-current"] == "page", where
        assert not list(steps[-1].all("a"))
        above = [leads_to(site, where, step) for step in steps[:-1]]
        assert all(len(one) == 1 for one in above), where
        assert above[0] == [""], where
        assert above[1:] or where.count("/") == 1, where
        for (to,), step in zip(above, steps, strict=False):
            title = article_of(site.pages[to]).one("h1").text()
            assert step.text() in (title if to else "首页"), (where, to)
        ((parent,),) = above[-1:]
        if parent:  # the way down is there as well
            down = {link.split("#")[0] for link in leads_to(site, parent, site.pages[parent])}
            metric = corpus.registry.metrics.get(where.removeprefix("metrics/").strip("/"))
            if metric and metric.component:  # 分子分母: from the rates that use it
                rates = [
                    m
                    for m in corpus.registry.metrics.values()
                    if metric.id in (m.numerator, m.denominator)
                ]
                down = {
                    to
                    for m in rates
                    for to in leads_to(site, f"metrics/{m.id}/", site.pages[f"metrics/{m.id}/"])
                }
            assert where in down, (where, parent)


# Who reported


def test_the_matrix_agrees_with_coverage(site, corpus):
    cells = 0
    years = {p.last_year for p in [*corpus.by_period, *periods_due(corpus)]}
    for year in years:
        where = address.of_year(year)
        if where not in site.pages:
            told = [
                s for p, found in corpus.by_period.items() if p.last_year == year for s in found
            ]
            assert not any(s.class_ is SummaryClass.SUMMARY for s in told), year
            continue
        table = table_of(site.pages[where], f"{address.year_name(year)}各单位报送情况")
        known = {p.name: p for p in [*corpus.by_period, *periods_due(corpus)]}
        columns = [known[th.text()] for th in list(table.one("thead").all("th"))[1:]]
        assert all(period.last_year == year for period in columns)
        by_name = {unit.name: unit for unit in corpus.registry.units.values()}
        told = {row[0]: row[1:] for row in rows_of(table)}
        for period, column in zip(columns, range(len(columns)), strict=True):
            found = coverage_of(corpus, period)
            have = {u.id for u in (*found.reported, *found.beyond)}
            for name, unit in by_name.items():
                shown = told[name][column] if name in told else ""
                wanted = (
                    f"●{period.name}已报"
                    if unit.id in have
                    else "缺缺报"
                    if unit in found.missing
                    else ""
                )
                assert shown == wanted, (year, name, period.name)
                cells += bool(wanted)
    assert cells > 60
    legend = article_of(site.pages["reporting/2024/"]).one("ul", class_="gh-notes").text()
    assert legend == "●：已报，点开看总结。缺：应报而没有报。空格：不要求报，也没有报。"


def test_the_missing_list_is_that_of_coverage(site, corpus):
    page = article_of(site.pages["reporting/missing/"])
    found = missing_reports(corpus)
    assert found
    day = corpus.reporting_day
    assert rows_of(table_of(page, "缺报一览")) == [
        [m.unit_name, m.period.name, say_day(m.deadline), str((day - m.deadline).days)]
        for m in found
    ]
    text = page.one("pre", class_="gh-copy").text().splitlines()
    assert text[0] == "缺报情况（算到2025年3月31日）"
    pairs = {(n, p) for line in text[1:] for n, ps in [line.split("：")] for p in ps.split("、")}
    assert pairs == {(m.unit_name, m.period.name) for m in found}
    for one in found:  # each unit says so itself
        unit = f"units/{one.unit.id}/"
        rows = rows_of(table_of(site.pages[unit], f"{one.unit.name}历年总结"))
        said = f"缺报，最迟应于{say_day(one.deadline)}报"
        assert [one.period.name, said, "", ""] in rows


def test_the_index_of_reporting_adds_up(site, corpus):
    rows = rows_of(table_of(site.pages["reporting/"], "各期报送情况"))
    assert [row[0] for row in rows] == [p.name for p in periods_due(corpus)]
    for row, period in zip(rows, periods_due(corpus), strict=True):
        found = coverage_of(corpus, period)
        assert [int(n) for n in row[1:]] == [
            len(found.due),
            len(found.reported),
            len(found.missing),
        ]


# Categories


def test_each_section_of_a_category_is_listed_once_newest_first_with_a_working_anchor(site, corpus):
    listed = 0
    for category in corpus.registry.categories.values():
        where = f"categories/{category.id}/"
        lists = article_of(site.pages[where]).all("ul", class_="gh-excerpts")
        items = [li for ul in lists for li in ul.all("li")]
        links = [leads_to(site, where, li)[0] for li in items]
        assert len(links) == len(set(links)), where
        wanted = set()
        for summary in corpus.summaries:
            inside = 0
            for section in sections(summary):
                if inside and section.level > inside:
                    continue
                inside = 0
                if any(word in fold(section.title) for word in category.headings):
                    wanted.add(f"{summary.address}#{section.anchor}")
                    inside = section.level
        assert set(links) == wanted, where
        for link, item in zip(links, items, strict=True):
            to, anchor = link.split("#")
            heading = next(e for e in site.pages[to].all() if e.attributes.get("id") == anchor)
            assert heading.tag in ("h2", "h3", "h4", "h5", "h6")
            assert " ".join(heading.text().split()) == next(item.all("a")).text(), link
        days = [period_at(corpus, link).sort_key for link in links]
        known = [day for day in days if not day[0]]
        assert [d[1] for d in known] == sorted((d[1] for d in known), reverse=True), where
        assert days == known + [day for day in days if day[0]]
        listed += len(links)
    assert listed > 100


def period_at(corpus: Corpus, link: str) -> Period:
    return next(p for p in corpus.by_period if link.startswith(f"summaries/{p.id}/"))


# Units, metrics, notes


def test_a_unit_says_its_former_names_and_events(site, corpus):
    for unit in corpus.registry.units.values():
        page = article_of(site.pages[f"units/{unit.id}/"])
        facts = page.one("dl", class_="gh-facts").text()
        for name in unit.names[:-1]:
            assert f"{name.text}（至{say_day(name.last)}）" in facts, unit.id
        if unit.events:
            rows = rows_of(table_of(page, f"{unit.name}历年总结"))
            dated = {row[0]: row[1] for row in rows if row[2] == "大事"}
            assert dated.keys() == {say_day(event.day) for event in unit.events}
    furong = article_of(site.pages["units/furong-town/"])
    assert "曾用名芙蓉乡总工会（至2019年5月31日）" in furong.text()
    assert ["2019年6月1日", "更名", "大事", ""] in rows_of(table_of(furong, "芙蓉镇总工会历年总结"))
    liuwan = rows_of(table_of(site.pages["units/liuwan-town/"], "柳湾镇总工会历年总结"))
    assert ["2022年3月1日", "合并：河沿镇总工会并入", "大事", ""] in liuwan


def test_the_four_signs_have_a_legend_and_words_for_those_who_listen(site):
    seen = Counter()
    for where, page in site.pages.items():
        for block in page.all(class_="gh-table"):
            legend = "".join(ul.text() for ul in block.all("ul", class_="gh-notes"))
            for state, sign in SIGNS.items():
                class_ = f"gh-{str(state).replace('_', '-')}"
                for cell in block.one("table").all("td", class_=class_):
                    shown = cell.text("sup")
                    assert shown == sign.text + sign.said, shown
                    assert f"{sign.text}：{sign.meaning}" in legend, (where, shown)
                    seen[state] += 1
                    if sign.said:
                        hidden = [s for s in cell.all("span") if "aria-hidden" in s.attributes]
                        assert [s.text() for s in hidden] == [sign.text]
                        assert cell.one("span", class_="gh-sr").text() == sign.said
    assert set(seen) == set(SIGNS)


def test_notes_are_numbered_in_their_order_and_each_number_has_its_note(site):
    marks = 0
    for where, page in site.pages.items():
        for block in page.all(class_="gh-table"):
            notes = [li for ol in block.all("ol", class_="gh-notes") for li in ol.all("li")]
            ids = [li.attributes["id"] for li in notes]
            found = [
                a for sup in block.one("table").all("sup", class_="gh-mark") for a in sup.all("a")
            ]
            targets = [a.attributes["href"].removeprefix("#") for a in found]
            assert list(dict.fromkeys(targets)) == ids, where
            for link, target in zip(found, targets, strict=True):
                number = str(ids.index(target) + 1)
                assert link.text() == number
                assert link.attributes["aria-label"] == f"注{number}"
            assert all(li.text() for li in notes)
            marks += len(found)
    assert marks > 50


def test_two_notes_of_one_cell_are_told_apart(corpus):
    """1 and 16 side by side would be 116."""
    columns = [
        Column("指标"),
        Column("数", True),
        Column("说明", note_on=1),
        Column("更正", note_on=1),
    ]
    rows = [Row((Cell("甲"), Cell("149"), Cell("推算"), Cell("更正过")))]
    html = Table("t", "表", columns, [("", rows)]).html(Place(corpus, "units/"))
    assert (
        '149<sup class="gh-mark"><a href="#gh-table-t-1" aria-label="注1">1</a>、'
        '<a href="#gh-table-t-2" aria-label="注2">2</a></sup></td>'
    ) in html
    assert '<li id="gh-table-t-1">推算</li><li id="gh-table-t-2">更正过</li>' in html


def test_a_metric_is_defined_on_its_page_with_links_to_its_relations(site, corpus):
    for metric in corpus.registry.metrics.values():
        where = f"metrics/{metric.id}/"
        card = article_of(site.pages[where]).one("div", class_="gh-card")
        said = card.text()
        links = leads_to(site, where, card)
        assert f"计量单位{metric.unit}" in said
        assert where not in links
        for other in (
            metric.parent,
            *([metric.numerator, metric.denominator] if metric.is_ratio else ()),
        ):
            assert other is None or f"metrics/{other}/" in links, (metric.id, other)
        if metric.category:
            assert f"categories/{metric.category}/" in links
        for definition in metric.definitions:
            assert definition.text in said
        if metric.id not in corpus.keys_of_metric:
            assert "还没有总结报过这个指标。" in article_of(site.pages[where]).text()


@pytest.mark.parametrize(
    ("metric", "first"),
    [
        (
            "members",
            "2024年青禾县总工会（含下级）会员人数30760人，比上年增加740人，增长2.47%。",
        ),
        (
            "hazards_found",
            "1个单位报过，涉及3个期间，最近的是2005年；最后一篇签发于2006年1月13日。",
        ),
    ],
)
def test_a_metric_begins_with_its_newest_number_and_says_how_fresh_it_is(site, metric, first):
    article = article_of(site.pages[f"metrics/{metric}/"])
    said = [p.text() for p in article.all("p")]
    assert first in said[:3]
    headings = [h.text() for h in article.all("h2")]
    assert headings[:2] == ["口径和来源", "各单位历年数"]
    if metric == "members":
        assert "11个单位报过，涉及37个期间，最近的是2024年；最后一篇签发于2025年1月6日。" in said


def test_no_generated_page_shows_a_draft(site, corpus, made_pages):
    assert corpus.drafts
    for draft in corpus.drafts:
        assert draft.address not in site.pages
        for where in made_pages:
            links = leads_to(site, where, site.pages[where])
            assert draft.address not in {link.split("#")[0] for link in links}, where


def test_every_summary_is_three_clicks_from_home_without_the_navigation(site, corpus):
    def links(where: str) -> set[str]:
        return {link.split("#")[0] for link in leads_to(site, where, article_of(site.pages[where]))}

    assert_reached(links, set(site.pages), corpus)
    assert not any(
        list(navigation(article_of(page)))
        for page in site.pages.values()
        if list(page.all("article"))
    )


def assert_reached(links, pages: set[str], corpus: Corpus) -> None:
    reached, edge = {""}, {""}
    for _ in range(3):
        edge = {to for where in edge & pages for to in links(where)} - reached
        reached |= edge
    assert {s.address for s in corpus.summaries} - reached == set()


# Corpora of our own, made without MkDocs


def corpus_with(registry: Registry, texts: list[str]) -> Corpus:
    found, problems = Corpus(Path(), registry), Problems()
    for number, text in enumerate(texts):
        summary = read_summary(text, f"docs/summaries/{number}.md", registry, problems)
        assert summary is not None, problems
        (found.summaries if summary.is_issued else found.drafts).append(summary)
    assert not problems, problems
    return found


def prose_of(summary: Summary) -> str:
    configured = {"toc": {"slugify": slugify_unicode}}
    html = markdown.markdown(
        summary.body, extensions=["tables", "toc"], extension_configs=configured
    )
    return sanitised(html)


WRITTEN = ("guide/", "guide/writing/")  # somebody's own pages, to which the form leads


class Made:
    """All pages of a corpus, with home, as the plugin puts them together."""

    def __init__(self, corpus: Corpus) -> None:
        data = data_files(corpus, Imprint("示例", "", "", corpus.today))
        self.downloads = Downloads(data, {where: len(content) for where, content in data.items()})
        home = Place(corpus, "", self.downloads)
        parts = (headlines(home, None, ()), news(home), newest_coverage(home), entries(home))
        self.html = {"": "".join(parts)}
        for page in all_pages(corpus):
            assert page.address not in self.html
            self.html[page.address] = page.html(Place(corpus, page.address, self.downloads))
        for summary in corpus.summaries:
            prose, mentions = with_mentions(prose_of(summary), summary)
            place = Place(corpus, summary.address, self.downloads)
            self.html[summary.address] = article(summary, prose, place, mentions)
        self.pages = {where: parse(html) for where, html in self.html.items()}

    def links(self, where: str) -> Iterator[tuple[str, str]]:
        for link in self.pages[where].all("a"):
            full = urlsplit(urljoin(f"https://x/{where}", link.attributes["href"]))
            yield unquote(full.path.lstrip("/")), unquote(full.fragment)

    def check(self) -> None:
        """Every link leads somewhere, and no id stands twice on a page."""
        ids = {}
        for where, page in self.pages.items():
            found = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
            assert [i for i, n in Counter(found).items() if n > 1] == [], where
            ids[where] = set(found)
        for where in self.pages:
            for to, anchor in self.links(where):
                known = to in self.pages or to in self.downloads.files or to in WRITTEN
                assert known, (where, to)
                assert not anchor or anchor in ids[to], (where, to, anchor)


TYPES = ("镇总工会", "县总工会")
MANY_UNITS = "".join(
    f"- {{id: u{n}, type: {TYPES[n % 2]}, names: [{{name: 第{n}工会}}], due: [{{kind: 年度, from: 2019}}]}}\n"
    for n in range(14)
)


def many() -> Corpus:
    """14 units of two types, four years; some missing; each with figures and two sections."""
    registry = registry_of(MANY_UNITS, "reporting_day: 2024-06-30")
    texts = []
    for unit in range(14):
        for year in range(2019, 2023):
            if (unit + year) % 5 == 0:
                continue
            texts.append(
                f"---\nunit: 第{unit}工会\nunit_type: {TYPES[unit % 2]}\nperiod: {year}年\n"
                f"issued: {year + 1}-01-0{unit % 9 + 1}\n"
                f"metrics:\n  会员人数: {100 * unit + year}人\n  走访慰问: 未报\n---\n"
                "## 一、组织建设\n\n新建工会。\n\n### 组织建设的不足\n\n不足。\n\n## 二、帮扶救助\n\n走访。\n"
            )
    return corpus_with(registry, texts)


@pytest.fixture
def short(monkeypatch) -> int:
    """Lists are long from the fourth entry on."""
    for module in (categories, metrics, periods, reporting, units):
        monkeypatch.setattr(module, "LONG", 3)
    return 3


LEAF = re.compile(
    r"types/[^/]+/[^/]*/?$|metrics/[^/]+/[^/]+/$|categories/([^/]+/){3}$|reporting/\d{4}/[^/]+/$|reporting/missing/[^/]+/[^/]+/$"
)


def listed(made: Made, where: str) -> int:
    """How many units, summaries or sections the longest list of a page has."""
    page, longest = made.pages[where], 0
    for table in page.all("table"):
        rows = [
            r
            for body in table.all("tbody")
            for r in body.all("tr")
            if "gh-group" not in r.attributes.get("class", "")
        ]
        kept = 0
        for row in rows:
            first = next(row.all("th"))
            hrefs = [a.attributes["href"] for a in first.all("a")]
            paths = [urlsplit(urljoin(f"https://x/{where}", h)).path for h in hrefs]
            kept += any(re.match(r"/units/.|/summaries/[^/]+/[^/]+/", path) for path in paths)
        longest = max(longest, kept)
    return max(
        longest, len([li for ul in page.all("ul", class_="gh-excerpts") for li in ul.all("li")])
    )


def test_long_lists_are_split_and_everything_is_still_three_clicks_from_home(short):
    found = many()
    made = Made(found)
    made.check()
    assert_reached(lambda where: {to for to, _ in made.links(where)}, set(made.pages), found)
    too_long = {where: n for where in made.pages if (n := listed(made, where)) > short}
    assert {where for where in too_long if not LEAF.match(where)} == set()
    for where in (
        "types/town-federation/2022/", "metrics/members/county-federation/", "categories/organization/2021/",
        "categories/organization/2021/town-federation/", "reporting/2020/town-federation/",
        "reporting/missing/county-federation/",
    ):  # fmt: skip
        assert where in made.pages


def test_what_was_split_is_whole_again_when_put_together(short):
    found = many()
    made = Made(found)
    for period, summaries in found.by_period.items():
        shares = [f"types/{t}/{period.id}/" for t in found.registry.unit_types]
        told = [to for share in shares for to, _ in made.links(share)]
        for summary in summaries:
            assert summary.address in told
            assert (summary.address, "") not in made.links(f"summaries/{period.id}/")
    for category in found.registry.categories.values():
        wanted = Counter(p.address for p in passages_of(found, category.id))
        leaves = [w for w in made.pages if re.match(rf"categories/{category.id}/20\d\d/[^/]+/$", w)]
        told_in = Counter(
            f"{to}#{anchor}" for leaf in leaves for to, anchor in made.links(leaf) if anchor
        )
        assert told_in == wanted
    rows = []
    for where, page in made.pages.items():
        titles = [th.text() for t in page.all("table") for th in t.one("thead").all("th")]
        if where.startswith("reporting/missing/") and "最迟应报日" in "".join(titles):
            rows += [(row[0], row[1]) for row in rows_of(page.one("table"))]
    assert Counter(rows) == Counter((m.unit_name, m.period.name) for m in missing_reports(found))
    for type_ in found.registry.unit_types:
        table = made.pages[f"metrics/members/{type_}/"].one("table")
        units_there = {s.unit.name for s in found.summaries if s.unit.type_id == type_}
        assert {row[0].removesuffix("（含下级）") for row in rows_of(table)} == units_there


def test_without_splitting_there_are_no_shares():
    made = Made(many())
    made.check()
    assert not any(re.match(r"types/[^/]+/[^/]+/|categories/[^/]+/[^/]+/", w) for w in made.pages)


ONE = "- {id: a, type: 镇总工会, names: [{name: 甲镇总工会}]}\n"
HEAD = "---\nunit: 甲镇总工会\nunit_type: 镇总工会\n"


def test_a_figure_of_a_period_without_summary_leads_nowhere_wrong():
    text = f"{HEAD}period: 2023年\nmetrics:\n  走访慰问: {{value: 12人次, period: 2023年5月}}\n---\n正文。\n"
    made = Made(corpus_with(registry_of(ONE, ""), [text]))
    made.check()
    head = table_of(made.pages["units/a/"], "甲镇总工会历年指标").one("thead")
    assert [th.text() for th in head.all("th")] == ["指标", "2023年5月"]
    assert not list(head.all("a"))


def test_a_corpus_of_masked_periods_alone():
    texts = [f"{HEAD}period: 20XX年\nmetrics:\n  会员人数: 30人\n---\n## 组织建设\n\n话。\n"]
    made = Made(corpus_with(registry_of(ONE, ""), texts))
    made.check()
    assert "隐去年份" in made.pages["summaries/"].text()
    assert "隐去年份" in made.pages["categories/organization/"].text()
    assert made.pages["reporting/20XX/"].one("h1").text() == "隐去年份报送情况"
    said = made.pages["metrics/members/"].text()
    assert "1个单位报过，涉及1个期间。" in said
    assert "最近" not in next(
        p.text() for p in made.pages["metrics/members/"].all("p") if "报过" in p.text()
    )


def test_two_summaries_of_one_period_and_unit_are_both_there():
    texts = [
        f"{HEAD}period: 2023年\n{more}---\n正文。\n"
        for more in ("", "class: 计划\n", "scope: 含下级\n")
    ]
    made = Made(corpus_with(registry_of(ONE, ""), texts))
    made.check()
    for where in ("units/a/", "summaries/2023/"):
        told = [to for to, _ in made.links(where) if re.match(r"summaries/2023/a/", to)]
        assert sorted(told) == ["summaries/2023/a/", "summaries/2023/a/plan/", "summaries/2023/a/summary-consolidated/"]  # fmt: skip


def test_nothing_at_all_is_said_in_plain_words():
    made = Made(corpus_with(registry_of("", ""), []))
    made.check()
    assert made.pages["summaries/"].one("p").text() == "还没有总结。"
    assert "还没有登记这类单位。" in made.pages["types/town-federation/"].text()
    assert "还没有总结报过这个指标。" in made.pages["metrics/members/"].text()
    assert "还没有总结在标题里写到这一类工作。" in made.pages["categories/organization/"].text()
    assert "还没有单位登记应报的期间。" in made.pages["reporting/"].text()
    assert re.search("没有缺报（算到.*）。", made.pages["reporting/missing/"].text())
    home = made.pages[""].text()
    assert "还没有可以列出的指标。" in home
    assert "还没有写明签发日期的总结。" in home


# Small projects, really built


def cleared(project: Path) -> Path:
    """The project without its summaries and without the live examples of the guide, as the README
    says that one starts with one's own."""
    for page in (project / "docs/summaries").rglob("*.*"):
        page.unlink()
    for page in (project / "docs/files").glob("*"):
        page.unlink()
    for page in (project / "docs/guide").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        named = "headlines|latest|sentence|compare|history|metric_table|total|series"
        live = rf"(?<!`)\{{\{{ (?:(?:{named})\(|coverage\(.2022).*?\) \}}\}}(?!`)"
        kept = re.sub(live, "", text) if page.name == "macros.md" else text
        page.write_text(kept, encoding="utf-8")
    return project


def build(project: Path) -> Site:
    done = gonghui("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(project / "site")


def keeps_its_links(site: Site) -> None:
    for where, page in site.pages.items():
        for link in page.all("a"):
            target = site.target(where, link.attributes.get("href", ""))
            if target is not None:
                to, anchor = target
                assert to in site.pages or to in site.files, (where, to)
                assert not anchor or anchor in site.anchors[to], (where, to, anchor)


def test_a_project_without_summaries_is_built_and_says_so(tmp_path):
    project = cleared(copy_project(tmp_path / "p"))
    types = project / "data/unit_types.yml"
    types.write_text(
        types.read_text(encoding="utf-8") + "- {id: empty-type, name: 空类工会}\n", encoding="utf-8"
    )
    site = build(project)
    keeps_its_links(site)

    def says(where: str) -> str:
        return article_of(site.pages[where]).text()

    assert "还没有总结。" in says("summaries/")
    assert "还没有登记这类单位。" in says("types/empty-type/")
    assert "还没有总结报过这个指标。" in says("metrics/members/")
    assert "还没有总结在标题里写到这一类工作。" in says("categories/organization/")
    assert "缺报，" in says("units/qinghe-county/")
    assert "还没有总结。" in says("units/transport-group/") or "缺报" in says(
        "units/transport-group/"
    )
    assert "应报" in says("")
    assert "还没有写明签发日期的总结。" in says("")

    only = project / "docs/summaries/2023/a.md"
    only.parent.mkdir(parents=True, exist_ok=True)
    for period, id_ in (("2023年", "2023"), ("20XX年", "20XX")):
        only.write_text(
            f"---\nunit: 青禾县总工会\nunit_type: 县总工会\nperiod: {period}\n"
            "metrics:\n  会员人数: 30人\n---\n## 一、组织建设\n\n话。\n",
            encoding="utf-8",
        )
        site = build(project)
        keeps_its_links(site)
        assert f"青禾县总工会{period}工会工作总结" in says(f"summaries/{id_}/")
        category = leads_to(
            site, "categories/organization/", site.pages["categories/organization/"]
        )
        assert f"summaries/{id_}/qinghe-county/#一组织建设" in category
        assert "还没有写明签发日期的总结。" not in says("summaries/")
        year = "2023年" if id_ == "2023" else "隐去年份"
        assert year in says("summaries/")
        assert year in says("categories/organization/")
