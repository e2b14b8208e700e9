"""The built site, read as its files: what stands on it, where, and what never does."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from gonghui.corpus import Corpus, read_corpus
from gonghui.period import Kind
from gonghui.problem import Problems
from gonghui.summary import SummaryClass
from gonghui.summary.observation import observe
from tests.commanding import gonghui
from tests.conftest import ROOT, copy_small_project, without_origin

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
}  # fmt: skip


@dataclass
class Element:
    """One element of a page; `content` holds elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str, class_: str = "") -> Iterator[Element]:
        """Every element below (and this one) of these tags and this class, in their order."""
        wanted = not tags or self.tag in tags
        if wanted and (not class_ or class_ in self.attributes.get("class", "").split()):
            yield self
        for inner in self.content:
            if isinstance(inner, Element):
                yield from inner.all(*tags, class_=class_)

    def one(self, *tags: str, class_: str = "") -> Element:
        found = list(self.all(*tags, class_=class_))
        assert len(found) == 1, (tags, class_, len(found))
        return found[0]

    def text(self, *without: str) -> str:
        """The text that a reader sees, leaving out some elements."""
        if self.tag in ("script", "style", *without):
            return ""
        return "".join(i if isinstance(i, str) else i.text(*without) for i in self.content)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        names = [element.tag for element in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        self.open[-1].content.append(data)


def title_of(table: Element) -> str:
    """A table's caption without what stands under it."""
    first = next(table.one("caption").all("span"))
    return "".join(text for text in first.content if isinstance(text, str))


def parse(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


class Site:
    """A built site: its pages by address (`guide/macros/`, "" for home, `404.html`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(folder.rglob("*.html"))
        self.files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        self.pages = {
            path.relative_to(folder).as_posix().removesuffix("index.html"): parse(
                path.read_text(encoding="utf-8")
            )
            for path in files
        }
        self.anchors = {
            address: {
                value
                for element in page.all()
                for name in ("id", "name")
                if (value := element.attributes.get(name))
            }
            for address, page in self.pages.items()
        }

    def target(self, address: str, link: str) -> tuple[str, str] | None:
        """Where a link of a page leads: file or address in the site and anchor; None is outside."""
        parts = urlsplit(link.strip().replace("\\", "/"))  # as browsers read it
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return address, unquote(parts.fragment)
        joined = path if path.startswith("/") else posixpath.join("/", address, path)
        if not path.startswith("/"):
            depth = len([p for p in posixpath.dirname(address).split("/") if p])
            assert path.split("/").count("..") <= depth, f"{address}: {link} leaves the site"
        full = posixpath.normpath(joined).strip("/")
        if full in self.files and not full.endswith("index.html"):
            return full, unquote(parts.fragment)
        return (f"{full.removesuffix('index.html').strip('/')}/".lstrip("/")), unquote(
            parts.fragment
        )


@pytest.fixture(scope="module")
def site(built_site: Path) -> Site:
    return Site(built_site)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    problems = Problems()
    found = read_corpus(ROOT, problems)
    assert problems.errors == []
    return found


def rows_of(table: Element) -> list[list[str]]:
    """The rows of a table's body without the headings of its groups and the numbers of notes."""
    return [
        [cell.text("sup") for cell in row.content if isinstance(cell, Element)]
        for body in table.all("tbody")
        for row in body.all("tr")
        if "gh-group" not in row.attributes.get("class", "")
    ]


# Summaries and their addresses


def test_every_summary_stands_at_its_address_with_its_title(site, corpus):
    assert len(corpus.summaries) >= 40
    for summary in corpus.summaries:
        tail = "-".join(
            part
            for part in (
                "" if summary.class_ is SummaryClass.SUMMARY else str(summary.class_),
                summary.campaign or "",
            )
            if part
        )
        address = f"summaries/{summary.period.id}/{summary.unit.id}/" + (f"{tail}/" if tail else "")
        assert address in site.pages, summary.path
        assert site.pages[address].one("h1").text().strip() == summary.title
        assert summary.title in site.pages[address].one("head").one("title").text()


def test_every_summary_with_metrics_has_its_table_and_comparison_without_a_macro(site, corpus):
    with_metrics = [s for s in corpus.summaries if s.metrics and not s.calls]
    assert len(with_metrics) >= 40
    for summary in with_metrics:
        page = site.pages[summary.address]
        tables = [t for t in page.all("table") if title_of(t).endswith("主要指标")]
        assert len(tables) == 1, summary.path
        heads = {row[0] for row in rows_of(tables[0])}
        shown = {entry.metric.id for entry in summary.metrics}
        assert {entry.metric.label(shown) for entry in summary.metrics} <= heads
        headings = [h.text() for h in page.all("h2")]
        assert ("与往期对比" in headings) == summary.is_compared, summary.path
        if summary.is_compared:
            compared = [t for t in page.all("table") if re.search(r"与.*对比（.*）$", title_of(t))]
            assert compared or list(page.all("p", class_="gh-without")), summary.path


def test_text_of_a_summary_stands_whole_between_its_tables(site, corpus):
    for summary in corpus.summaries:
        prose = site.pages[summary.address].one(class_="gh-prose").text()
        for line in summary.body.split("\n"):
            words = re.sub(r"^(#+|[-*]|\d+\.)\s+", "", line.strip())
            if words and not re.search(r"[*`|\[<>_&]|gonghui[0-9a-f]{24}n", words):
                assert words in prose, (summary.path, words)


VARIANTS = {
    "summaries/2010/furong-town/": "period: 2010年",
    "summaries/2010/furong-town/summary-consolidated/": "period: 2010年\nscope: 含下级",
    "summaries/2010/furong-town/plan/": "period: 2010年\nclass: 计划",
    "summaries/2010/furong-town/personal/": "period: 2010年\nclass: 个人",
    "summaries/2010/furong-town/plan-consolidated/": "period: 2010年\nclass: 计划\nscope: 含下级",
    "summaries/2010-04-15--2010-05-15/furong-town/special-publicity-month/": (
        "period: 2010年4月15日至5月15日\nclass: 专题\ncampaign: 工会宣传月"
    ),
    "summaries/2010-04-15--2010-05-15/furong-town/special-publicity-month-consolidated/": (
        "period: 2010-04-15/2010-05-15\nclass: 专题\ncampaign: publicity-month\nscope: 含下级"
    ),
    "summaries/2010-Q3/furong-town/": "period: 2010年第三季度",
    "summaries/2010-11/furong-town/": "period: 2010年11月",
    "summaries/2010-01--2010-09/furong-town/": "period: 2010年1-9月",
    "summaries/2010-2011-T2/furong-town/": "period: 2010-2011学年第二学期",
    "summaries/2010-2011/furong-town/": "period: 2010-2011学年",
    "summaries/2010-SY/furong-town/": "period: 2010统计年度",
    "summaries/2008--2010/furong-town/": "period: 2008年至2010年",
    "summaries/until-2010/furong-town/": "period: 至2010年",
    "summaries/20XX/furong-town/": "period: 20XX年",
}
# The folder and the file's name carry no meaning, whatever they are called.
FILES = (
    "2010/index.md", "index.md", "any.md", "2010/furong-town/plan.md", "2010-Q3/index.md",
    "任意 名字/上半年（定稿）.md", "a/b/c/d.md", "x.MD", "2010-11.md", "templates/t.md",
    "404.md", "data.md", "2010/furong-town/index.md", "summary.md", ".old/s.md", "search.md",
)  # fmt: skip


def write_summary(
    path: Path, keys: str, body: str = "正文一段。", unit: str = "芙蓉镇总工会"
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"---\nunit: {unit}\nunit_type: 镇总工会\n{keys}\n---\n{body}\n", encoding="utf-8"
    )


def test_addresses_come_from_the_identity_not_from_the_files_name(small_project):
    assert len(FILES) == len(VARIANTS)
    for name, (address, keys) in zip(FILES, VARIANTS.items(), strict=True):
        write_summary(small_project / "docs/summaries" / name, keys, f"见{address}处。")
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 0, done.stdout + done.stderr
    missing = [
        (name, address)
        for name, address in zip(FILES, VARIANTS, strict=True)
        if not (page := small_project / "site" / address / "index.html").exists()
        or f"见{address}处。" not in page.read_text(encoding="utf-8")
    ]
    assert missing == [], missing
    # the index and the list of each period are still pages of their own
    made = Site(small_project / "site")
    assert made.pages["summaries/"].one("h1").text().strip() == "全部总结"
    for address in VARIANTS:
        period = "/".join(address.split("/")[:2]) + "/"
        linked = {made.target(period, a.attributes["href"]) for a in made.pages[period].all("a")}
        assert (address, "") in linked


def test_summaries_may_be_called_readme_and_index(small_project):
    for name, year in (("a/README.md", 2010), ("a/index.md", 2011), ("README.md", 2012)):
        write_summary(small_project / "docs/summaries" / name, f"period: {year}年")
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 0, done.stdout + done.stderr
    for year in (2010, 2011, 2012):
        assert (small_project / f"site/summaries/{year}/furong-town/index.html").exists()


def test_what_the_check_passes_is_built_and_what_it_refuses_is_told_in_chinese(small_project):
    """A dead link must not pass the check and then stop the build with MkDocs' own words."""
    write_summary(
        small_project / "docs/summaries/x.md", "period: 2010年", "见[上年](../2009/没有.md)。"
    )
    checked = gonghui("check", cwd=small_project)
    built = gonghui("build", cwd=small_project)
    assert checked.returncode == built.returncode, built.stderr
    assert "Doc file" not in built.stderr


def test_addresses_are_ascii(site):
    assert [name for name in site.files if not name.isascii()] == []


def test_links_to_another_summary_and_pictures_follow_the_new_address(small_project):
    folder = small_project / "docs/summaries/2010"
    shutil.copy(ROOT / "pictures/summary.png", folder / "picture.png")
    body = "见[上年](../2009/furong-town-2009-H1.md)和![照片](picture.png)。"
    write_summary(folder / "x.md", "period: 2010年", body)
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 0, done.stdout + done.stderr
    made, address = Site(small_project / "site"), "summaries/2010/furong-town/"
    prose = made.pages[address].one(class_="gh-prose")
    link, picture = prose.one("a").attributes["href"], prose.one("img").attributes["src"]
    assert made.target(address, link) == ("summaries/2009-H1/furong-town/", "")
    target = made.target(address, picture)
    assert target is not None
    assert target[0] in made.files


def test_a_picture_has_its_size_and_an_attachment_says_its_own(site):
    page = site.pages["summaries/2024/qinghe-county/"]
    figure = page.one(class_="gh-picture")
    picture, words = figure.one("img"), figure.one("figcaption")
    assert words.text() == "职工夜校的宣传画"
    said = picture.attributes
    assert said.pop("alt").startswith("夜校教室的宣传画：")
    assert said == {
        "src": "../qinghe-night-school.png", "loading": "lazy", "decoding": "async",
        "width": "960", "height": "600",
    }  # fmt: skip
    link = next(a for a in page.all("a") if "files/" in a.attributes["href"])
    assert link.text() == "职工夜校课程表（CSV，1 KB）"
    target = site.target("summaries/2024/qinghe-county/", link.attributes["href"])
    assert target == ("files/qinghe-night-school-2024.csv", "")
    assert target[0] in site.files


def test_what_only_a_draft_leads_to_is_not_published_before_it(small_project):
    folder = small_project / "docs/summaries/2010"
    for name in ("draft.png", "both.png"):
        shutil.copy(ROOT / "docs/summaries/2024/qinghe-night-school.png", folder / name)
    body = "![图](draft.png) ![图](both.png) [上年](../2009/furong-town-2009-H1.md)"
    write_summary(folder / "x.md", "period: 2010年\nstatus: 起草", body)
    write_summary(folder / "y.md", "period: 2010年下半年", "![图](both.png)")
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 0, done.stdout + done.stderr
    made = Site(small_project / "site").files
    assert "summaries/2010/both.png" in made
    assert "summaries/2010/draft.png" not in made
    assert "summaries/2009-H1/furong-town/index.html" in made


# What never shows

TEMPLATE = re.compile(r"\{\{|\{%|\{#")
FAULTS = ("Traceback", "MacroError", "Macro Rendering Error", "Macro Syntax Error", "PluginError")
KEYS_OF_FRONT_MATTER = re.compile(
    r"(?m)^\s*(unit|unit_type|period|metrics|local|class|campaign|scope|status|data_status|as_of|"
    r"issued|union_term|congress_term|corrections|accept|render_macros): ?"
)


def unwanted(page: Element) -> set[str]:
    text = page.text("code", "pre")
    found = {mark for mark in FAULTS if mark in text}
    found |= {match[0].strip() for match in TEMPLATE.finditer(text)}
    found |= {match[0].strip() for match in KEYS_OF_FRONT_MATTER.finditer(text)}
    for element in page.all():
        for value in element.attributes.values():
            found |= set(TEMPLATE.findall(value))
    return found


def test_no_template_fault_or_front_matter_shows(site):
    seen = {a: unwanted(p) for a, p in site.pages.items() if not a.startswith("guide/")}
    assert {address: found for address, found in seen.items() if found} == {}


def test_in_the_guide_such_things_stand_as_code(site):
    seen = {a: unwanted(p) for a, p in site.pages.items() if a.startswith("guide/")}
    assert {address: found for address, found in seen.items() if found} == {}


def test_no_token_of_a_macro_call_is_left(site):
    for path in site.files:
        if path.endswith((".html", ".csv", ".xml")):
            text = (site.folder / path).read_text(encoding="utf-8")
            assert not re.search(r"gonghui[0-9a-f]{24}n", text), path


def test_no_two_elements_of_a_page_share_an_id(site):
    wrong = {}
    for address, page in site.pages.items():
        ids = Counter(e.attributes["id"] for e in page.all() if "id" in e.attributes)
        if double := [id_ for id_, count in ids.items() if count > 1]:
            wrong[address] = double
    assert wrong == {}


# Lists, not navigation, lead to summaries


def navigation(page: Element) -> Iterator[Element]:
    """The theme's navigation, which every page carries; breadcrumbs and the way to the period before
    and after are a page's own."""
    for element in page.all():
        role, classes = element.attributes.get("role", ""), element.attributes.get("class", "")
        if "gh-trail" in classes.split() or "gh-turn" in classes.split():
            continue
        if element.tag == "nav" or role == "navigation" or "md-nav" in classes.split():
            yield element


def test_no_navigation_holds_a_summary(site):
    for address, page in site.pages.items():
        for nav in navigation(page):
            for link in nav.all("a"):
                target = site.target(address, link.attributes.get("href", ""))
                if target is None or target[0] == address:  # the table of contents of the page
                    continue
                assert not re.match(r"summaries/[^/]+/[^/]+/", target[0]), (address, target)


def test_every_summary_is_reached_by_lists_from_home(site, corpus):
    def linked(address: str) -> set[str]:
        links = site.pages[address].all("a")
        found = (site.target(address, a.attributes.get("href", "")) for a in links)
        return {target[0] for target in found if target}

    assert "summaries/" in linked("")
    periods = {a for a in linked("summaries/") if re.fullmatch(r"summaries/[^/]+/", a)}
    reached = {address for period in periods for address in linked(period)}
    assert {summary.address for summary in corpus.summaries} <= reached


EXTRA_UNITS = 12


def multiply(project: Path, times: int) -> int:
    """Add summaries of new units and of other periods until there are `times` as many."""
    here = len(list((project / "docs/summaries").rglob("*.md")))
    wanted, units = here * (times - 1), []
    for number in range(EXTRA_UNITS):
        units.append(
            {
                "id": f"extra-{number}",
                "type": "镇总工会",
                "names": [{"name": f"新增{number}镇总工会"}],
            }
        )
    registry = project / "data/units.yml"
    added = yaml.safe_dump(units, allow_unicode=True, sort_keys=False)
    registry.write_text(registry.read_text(encoding="utf-8") + "\n" + added, encoding="utf-8")
    for index in range(wanted):
        unit, step = index % EXTRA_UNITS, index // EXTRA_UNITS
        year, part = 1985 + step // 3, ("年", "年上半年", "年第一季度")[step % 3]
        keys = f"period: {year}{part}\nmetrics:\n  会员人数: {1000 + index}人\n  文体活动: {index % 9 + 1}场次"
        write_summary(
            project / f"docs/summaries/more/{index}.md",
            keys,
            "一段话。\n" * 20,
            f"新增{unit}镇总工会",
        )
    return here + wanted


def test_a_page_does_not_grow_with_the_number_of_summaries(site, project):
    files = multiply(project, 5)
    done = gonghui("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list((project / "site/summaries").glob("*/*/**/index.html"))
    assert len(pages) >= files - 5
    for address in (
        "", "guide/", "guide/figures/", "summaries/2008-H1/furong-town/",
        "summaries/2002/township-enterprises/", "summaries/2024/qinghe-county/",
    ):  # fmt: skip
        before, after = (
            len(without_origin((folder / address / "index.html").read_bytes()))
            for folder in (site.folder, project / "site")
        )
        # of home the ways in by year may grow, and the periods that are missing
        grown = abs(after - before) if address else after - before
        assert grown <= (8 if address else 2500), (address, before, after)


# The mark of a sample


def test_every_page_of_the_sample_says_so(site):
    for address, page in site.pages.items():
        assert "示例数据" in page.one("body").one(class_="gh-sample").text(), address


def test_without_sample_no_page_says_so(small_project):
    settings = small_project / "data/settings.yml"
    text = settings.read_text(encoding="utf-8")
    assert "sample: true" in text
    settings.write_text(text.replace("sample: true", "sample: false"), encoding="utf-8")
    done = gonghui("build", cwd=small_project)
    assert done.returncode == 0, done.stdout + done.stderr
    for address, page in Site(small_project / "site").pages.items():
        assert not list(page.all(class_="gh-sample")), address
        # the guide may quote the words where it explains the setting
        assert "示例数据" not in page.text("code").replace("“示例数据”", ""), address


# Drafts


@pytest.fixture(scope="module")
def drafts(tmp_path_factory) -> tuple[Path, Path]:
    """A project with two more unissued summaries, built for publication and for preview."""
    project = copy_small_project(tmp_path_factory.mktemp("drafts"))
    for status, year in (("起草", 2010), ("审核", 2011)):
        keys = f"period: {year}年\nstatus: {status}\nmetrics:\n  会员人数: 98765{year}人"
        write_summary(project / f"docs/summaries/{status}.md", keys, f"草稿的话{year}。")
    for folder, options in (("public", []), ("preview", ["--preview"])):
        done = gonghui("build", "--site-dir", folder, *options, cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
    return project / "public", project / "preview"


DRAFTS = {
    "summaries/2024-H2/liuwan-town/": "柳湾镇总工会2024年下半年",
    "summaries/2010/furong-town/": "草稿的话2010",
    "summaries/2011/furong-town/": "草稿的话2011",
}


def test_drafts_stand_in_no_page_and_no_export(drafts):
    public, _ = drafts
    words = [*DRAFTS.values(), "987652010", "987652011", "未签发", *(a[10:] for a in DRAFTS)]
    for path in public.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".csv", ".xml", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert [word for word in words if word in text] == [], path
    for address in DRAFTS:
        assert not (public / address).exists()


def test_drafts_stand_in_a_preview_marked_and_counted_nowhere(drafts):
    public, preview = drafts
    site = Site(preview)
    for address, words in DRAFTS.items():
        page = site.pages[address]
        assert words in page.text()
        assert "未签发" in page.one("article").one(class_="gh-draft").text()
    marked = {a for a, page in site.pages.items() if list(page.all(class_="gh-draft"))}
    assert marked == set(DRAFTS)
    for name in ("values.csv", "comparisons.csv"):
        assert (public / "data" / name).read_bytes() == (preview / "data" / name).read_bytes()


# Downloads


def test_every_table_has_its_csv_with_the_same_rows(site):
    tables = 0
    for address, page in site.pages.items():
        if not address.startswith("guide/"):
            # outside the guide, whose texts hold tables of words, every table is one of figures
            assert all("gh-grid" in t.attributes["class"] for t in page.all("table")), address
        for block in page.all(class_="gh-table"):
            table, link = block.one("table"), block.one(class_="gh-download").one("a")
            target = site.target(address, link.attributes["href"])
            assert target is not None
            assert target[0] in site.files, (address, target)
            assert "download" in link.attributes
            raw = (site.folder / target[0]).read_bytes()
            assert raw.startswith(b"\xef\xbb\xbf")
            assert b"\r" not in raw
            header, *lines = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
            titles = [cell.text() for cell in table.one("thead").all("th")]
            titles = [title for title in titles if title != "走势"]  # a drawing of the others
            if header[-1] == "说明" and titles[-1] != "说明":  # printed as notes below the table
                notes = [
                    li.text() for ol in block.all("ol", class_="gh-notes") for li in ol.all("li")
                ]
                assert {line[-1] for line in lines} - {""} == set(notes), (address, target)
                header, lines = header[:-1], [line[:-1] for line in lines]
            grouped = header[0] == "类别" and header[1:] == titles
            assert grouped or header == titles
            shown = rows_of(table)
            assert [line[int(grouped)].lstrip("'") for line in lines] == [row[0] for row in shown]
            assert {len(line) for line in lines} <= {len(header)}
            tables += 1
    assert tables >= 100


def test_tables_and_downloads_belong_together(site):
    for address, page in site.pages.items():
        grids = len(list(page.all("table", class_="gh-grid")))
        assert grids == len(list(page.all(class_="gh-table"))), address
        for table in page.all("table", class_="gh-grid"):
            assert title_of(table), address
            assert all(th.attributes.get("scope") for th in table.all("th")), address


# Known pages


def test_township_enterprises_2002(site):
    page = site.pages["summaries/2002/township-enterprises/"]
    tables = [t for t in page.all("table") if "与上年对比（同比）" in title_of(t)]
    shown = {row[0]: row[1:5] for row in rows_of(tables[0])}
    assert shown["基层工会组织数（个）"] == ["149", "94", "增加55", "增长58.51%"]
    assert shown["会员人数（人）"] == ["7,402", "4,680", "增加2,722", "增长58.16%"]
    said = [li.text() for li in page.one("details").all("li")]
    assert said == [
        "基层工会组织数149个，比上年增加55个，增长58.51%。",
        "会员人数7402人，比上年增加2722人，增长58.16%。",
    ]


def test_furong_town_first_half_of_2008(site):
    page = site.pages["summaries/2008-H1/furong-town/"]
    block = next(page.all(class_="gh-table"))
    figures = {row[0]: row[1:] for row in rows_of(block.one("table"))}
    assert figures["规范化达标率"][:2] == ["78.57（11/14）", "%"]
    assert "原文写作80%以上" in block.one("ol", class_="gh-notes").text()
    assert figures["走访慰问"][1] == "名"
    accepted = page.one("ul", class_="gh-accepted").text()
    assert "规范化达标率：" in accepted
    assert "照录并以分数为准" in accepted
    assert "芙蓉乡总工会（现芙蓉镇总工会）" in page.one("dl", class_="gh-facts").text()


# The sample itself


def test_sample_has_enough_summaries_of_every_kind(corpus):
    years = {s.period.last_year for s in corpus.summaries if s.period.last_year}
    assert len(corpus.summaries) >= 40
    assert len(years) >= 5
    assert {s.period.kind for s in corpus.summaries} == set(Kind)
    assert {s.class_ for s in corpus.summaries} == set(SummaryClass)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("expressway-center", Kind.HALF),
        ("chenguang-school", Kind.TERM),
        ("township-enterprises", Kind.YEAR),
        ("qinghe-county", Kind.CAMPAIGN),
        ("county-hospital", Kind.YEAR),
        ("furong-town", Kind.HALF),
    ],
)
def test_sample_unit_has_four_comparable_periods(corpus, unit, kind):
    periods: dict[tuple, set[str]] = defaultdict(set)
    for summary in corpus.by_unit[unit]:
        if summary.period.kind is kind and summary.is_compared:
            for seen in observe(summary):
                periods[seen.key, summary.period.slot].add(summary.period.id)
    assert max(map(len, periods.values())) >= 4


def test_sample_shows_a_rename(site, corpus):
    registry = yaml.safe_load((ROOT / "data/units.yml").read_text(encoding="utf-8"))
    units = [u["id"] for u in registry if any(e["type"] == "更名" for e in u.get("events", []))]
    names = {u: {s.unit_name for s in corpus.by_unit[u]} for u in units}
    assert any(len(found) > 1 for found in names.values())
    page = site.pages["summaries/2020/dongan-machinery/"]
    assert "东岸机械厂工会（现东岸装备制造公司工会）" in page.text()


def test_sample_shows_a_merger(site):
    registry = yaml.safe_load((ROOT / "data/units.yml").read_text(encoding="utf-8"))
    events = [e for u in registry for e in u.get("events", []) if e["type"] == "合并"]
    assert events
    assert "合并" in site.pages["summaries/2022/liuwan-town/"].one("article").text()


def test_sample_shows_a_change_of_definition(site):
    registry = yaml.safe_load((ROOT / "data/metrics.yml").read_text(encoding="utf-8"))
    assert any(len(m.get("definitions", [])) > 1 for m in registry["metrics"])
    text = site.pages["summaries/2022/qinghe-county/"].one("article").text()
    assert "口径自2022年1月1日起有变（含联合工会覆盖单位）" in text
    assert "按可比口径计算" in text


def test_sample_misses_a_report_that_was_due(site, corpus):
    registry = yaml.safe_load((ROOT / "data/units.yml").read_text(encoding="utf-8"))
    due = {u["id"]: d["from"] for u in registry for d in u.get("due", []) if d["kind"] == "年度"}
    gaps = set()
    for unit, since in due.items():
        years = {
            s.period.last_year
            for s in corpus.by_unit[unit]
            if s.period.kind is Kind.YEAR and s.class_ is SummaryClass.SUMMARY
        }
        gaps |= {(unit, y) for y in range(since, max(years) + 1) if y not in years}
    assert gaps
    unit, year = min(gaps)
    text = site.pages[f"summaries/{year + 1}/{unit}/"].one("article").text()
    assert re.search(f"没有(上年|{year}年)的数据", text)


def test_sample_shows_every_state_that_is_not_a_number(corpus):
    states = {str(o.figure.state) for s in corpus.summaries for o in s.observations}
    assert {"not_reported", "masked"} <= states
