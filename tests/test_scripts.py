"""The site's own two conveniences in a real browser: lists that are sorted by a click, a text that is
copied by one. And that they need nothing newer than the browsers they are for."""

from __future__ import annotations

import re

import pytest

from tests.browsing import PAGES, watched
from tests.conftest import ROOT

ASSETS = ROOT / "overrides" / "assets"


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = watched(context)
    yield page
    assert page.trouble == []
    context.close()


def column(page, index: int) -> list[list[str]]:
    """What a column shows, a list for each group of the page's first table that can be sorted."""
    return page.evaluate(
        """index => [...document.querySelector('table[data-gh-sortable]').tBodies].map(body =>
            [...body.rows].filter(row => !row.classList.contains('gh-group'))
                .map(row => row.cells[index].textContent))""",
        index,
    )


def groups(page) -> list[list[str]]:
    """The headings, and that each is still its group's first row."""
    return page.evaluate("""() => [...document.querySelector('table[data-gh-sortable]').tBodies].map(
        body => [...body.rows].map((row, i) => row.matches('.gh-group') ? i + row.textContent : '')
            .filter(text => text))""")


def marks(page) -> list[str | None]:
    return page.evaluate("""() => [...document.querySelectorAll('table[data-gh-sortable] thead th')]
        .map(head => head.getAttribute('aria-sort'))""")


def press(page, head: str) -> None:
    page.locator("table[data-gh-sortable] thead").get_by_role(
        "button", name=head, exact=True
    ).click()


def fill(page, index: int, texts: list[str]) -> None:
    """Other words in the first cells of a column, so that every case is met."""
    page.evaluate(
        """([index, texts]) => {
            const rows = [...document.querySelector('table[data-gh-sortable]').tBodies[0].rows];
            const body = rows.filter(row => !row.classList.contains('gh-group'));
            while (body.length > texts.length) body.pop().remove();
            texts.forEach((text, i) => { body[i].cells[index].innerHTML = text; });
        }""",
        [index, texts],
    )


@pytest.mark.browser
def test_the_missing_list_is_sorted_by_number_and_date_there_and_back(page, site_url):
    page.goto(site_url + PAGES["missing"])
    (days,), (dates,) = column(page, 3), column(page, 2)
    assert days == sorted(days, key=int, reverse=True)  # as built: the longest first
    assert {len(day) for day in days} == {2, 3, 4}  # as words, 243 would stand after 1642
    assert marks(page) == [None] * 4

    press(page, "已过天数")
    assert column(page, 3) == [sorted(days, key=int)]
    assert marks(page) == [None, None, None, "ascending"]
    press(page, "已过天数")
    assert column(page, 3) == [sorted(days, key=int, reverse=True)]
    assert marks(page) == [None, None, None, "descending"]

    def day(text: str) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", text)]

    assert sorted(dates, key=day) != sorted(dates)  # as words, 10月 would stand before 7月
    press(page, "最迟应报日")
    assert column(page, 2) == [sorted(dates, key=day)]
    assert marks(page) == [None, None, "ascending", None]
    press(page, "最迟应报日")
    assert column(page, 2) == [sorted(dates, key=day, reverse=True)]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "head", "index"), [("period", "指标数", 4), ("units", "总结篇数", 3)]
)
def test_rows_stay_within_their_group(page, site_url, name, head, index):
    page.goto(site_url + PAGES[name])
    built, headed = column(page, index), groups(page)
    assert len(headed) > 1
    press(page, head)
    assert column(page, index) == [sorted(group, key=int) for group in built]
    press(page, head)
    assert column(page, index) == [sorted(group, key=int, reverse=True) for group in built]
    assert groups(page) == headed


MARK = '<sup class="gh-mark"><a href="#n" aria-label="注9">9</a></sup>'


@pytest.mark.browser
@pytest.mark.parametrize(
    ("given", "rising", "falling"),
    [
        (["1,234", "980", "", "45"], ["45", "980", "1,234", ""], ["1,234", "980", "45", ""]),
        (["3.5", "3.45", "10.2"], ["3.45", "3.5", "10.2"], ["10.2", "3.5", "3.45"]),
        (["2", "-10", "-3"], ["-10", "-3", "2"], ["2", "-3", "-10"]),
        ([f"48{MARK}", "100", ""], ["489", "100", ""], ["100", "489", ""]),
        (["2024年10月8日", "", "2024年9月30日"], ["2024年9月30日", "2024年10月8日", ""],
         ["2024年10月8日", "2024年9月30日", ""]),
        (["乙", "丙", "", "甲"], ["丙", "甲", "乙", ""], ["乙", "甲", "丙", ""]),
    ],
    ids=["thousands", "decimals", "signs", "notes", "dates", "words in pinyin"],
)  # fmt: skip
def test_order(page, site_url, given, rising, falling):
    """Empty cells last either way."""
    page.goto(site_url + PAGES["missing"])
    fill(page, 3, given)
    press(page, "已过天数")
    assert column(page, 3) == [rising]
    press(page, "已过天数")
    assert column(page, 3) == [falling]


@pytest.mark.browser
def test_equal_rows_keep_their_order(page, site_url):
    page.goto(site_url + PAGES["missing"])
    fill(page, 3, ["7", "7", "5", "7"])
    (before,) = column(page, 1)
    press(page, "已过天数")
    assert column(page, 1) == [[before[2], before[0], before[1], before[3]]]
    press(page, "已过天数")
    assert column(page, 1) == [[before[0], before[1], before[3], before[2]]]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["missing", "period", "units"])
def test_without_script_the_rows_stand_as_built_and_nothing_can_be_pressed(
    tabs, site_url, built_site, name
):
    page = tabs.go(site_url + PAGES[name], script=False)
    html = (built_site / PAGES[name] / "index.html").read_text(encoding="utf-8")
    table = re.search(r"(?s)<table[^>]*data-gh-sortable.*?</table>", html)[0]
    rows = re.findall(r"(?s)<tr>.*?</tr>", table.partition("</thead>")[2])
    shown = page.locator("table[data-gh-sortable] tbody tr:not(.gh-group)").all()
    assert [row.locator("th, td").all_inner_texts() for row in shown] == [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]
    buttons = page.locator(".gh-sort").all()
    assert buttons
    for button in buttons:
        assert button.is_visible()
        assert button.is_disabled()
        content = button.evaluate("b => getComputedStyle(b, '::after').visibility")
        assert content == "hidden"  # no arrow says that there is something to press
    assert page.locator(".gh-button").count() == 0


# Copy


@pytest.mark.browser
@pytest.mark.parametrize("way", ["clipboard", "no clipboard"])
def test_the_button_copies_exactly_the_text(browser, site_url, way):
    context = browser.new_context()
    try:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_url)
        page = watched(context)
        page.goto(site_url + PAGES["missing"])
        page.evaluate("navigator.clipboard.writeText('别的')")
        if way == "no clipboard":  # as on a site that is served without encryption
            page.evaluate("""() => {
                window.real = navigator.clipboard;
                Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});
            }""")
        text = page.locator(".gh-copy").evaluate("e => e.textContent")
        assert text.startswith("缺报情况（算到2025年3月31日）\n")
        button = page.locator(".gh-button")
        assert button.inner_text() == "复制"
        button.click()
        page.wait_for_function("document.querySelector('.gh-button').textContent == '已复制'")
        assert page.evaluate("(window.real || navigator.clipboard).readText()") == text
        assert page.evaluate("getSelection().toString()") == ""
        page.wait_for_function(
            "document.querySelector('.gh-button').textContent == '复制'", timeout=6000
        )
        assert page.trouble == []
    finally:
        context.close()


@pytest.mark.browser
def test_each_sentence_has_a_button_and_all_have_one(browser, site_url):
    context = browser.new_context()
    try:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_url)
        page = watched(context)
        page.goto(site_url + PAGES["picture"])
        box = page.locator(".gh-sentences")
        box.locator("summary").click()
        said = page.request.get(site_url + PAGES["picture"]).text()
        sentences = re.findall(
            r"<li>([^<]*)</li>", said[said.index("gh-sentences") :].split("</ul>")[0]
        )
        assert len(sentences) > 5
        second = box.locator("li").nth(1).get_by_role("button")
        assert second.get_attribute("aria-label") == f"复制：{sentences[1][:16]}"
        second.click()
        page.wait_for_function(
            "document.querySelectorAll('.gh-sentences li button')[1].textContent == '已复制'"
        )
        assert page.evaluate("navigator.clipboard.readText()") == sentences[1]
        box.get_by_role("button", name="全部复制").click()
        page.wait_for_function(
            "document.querySelector('.gh-sentences > button').textContent == '已复制'"
        )
        assert page.evaluate("navigator.clipboard.readText()") == "\n".join(sentences)
        assert page.trouble == []
    finally:
        context.close()


@pytest.mark.browser
def test_the_button_says_when_nothing_was_copied(page, site_url):
    page.goto(site_url + PAGES["missing"])
    page.evaluate("""() => Object.defineProperty(navigator, 'clipboard', {value: {
        writeText: () => Promise.reject(new Error('no'))}})""")
    page.locator(".gh-button").click()
    page.wait_for_function(
        "document.querySelector('.gh-button').textContent == '没有复制成，请选中文字后按 Ctrl+C'"
    )


# Old browsers. The Chromium that brought each is written down from the authors' knowledge of its
# release notes; nothing here asks the net.

OLDEST = 90
STYLE = {
    r":has\(": 105,
    r"@container|container-type|container-name|\d(cqw|cqh|cqi|cqb)\b": 105,
    r"color-mix\(": 111,
    r"\b(oklch|oklab|lch|lab)\(": 111,
    r"\bcolor\(": 111,
    r"light-dark\(": 123,
    r"@layer": 99,
    r"@scope": 118,
    r"@starting-style": 117,
    r"@property": 85,
    r"\{[^}]*&": 112,
    r"(?m)^[^{}]*\{[^{}]*\{[^{}]*\{": 112,  # nested rules; a rule within an at-rule is as old as CSS
    r"\d(svh|lvh|dvh|svw|lvw|dvw|dvi|dvb)\b": 108,
    r"\d(cap|ic|rcap|rch|rex|ric|rlh|lh)\b": 109,
    r"\baccent-color\s*:": 93,
    r"\baspect-ratio\s*:": 88,
    r"\binset\s*:": 87,
    r"\binset-(inline|block)": 87,
    r":focus-visible": 86,
    r":(is|where)\(": 88,
    r":user-valid|:user-invalid": 119,
    r":nth-(last-)?child\([^)]* of ": 111,
    r":modal|:popover-open": 105,
    r"::backdrop": 37,  # of a dialog
    r"text-wrap\s*:": 114,
    r"text-autospace|text-spacing-trim": 123,
    r"text-box": 133,
    r"hyphenate-": 106,
    r"initial-letter": 110,
    r"word-break\s*:\s*auto-phrase": 119,
    r"overflow\s*:\s*clip|overflow-[xy]\s*:\s*clip": 90,
    r"overflow-clip-margin": 90,
    r"scrollbar-(gutter)": 94,
    r"scrollbar-(color|width)": 121,
    r"object-view-box": 104,
    r"subgrid": 117,
    r"masonry": 999,
    r"(?<![-\w])(scale|rotate|translate)\s*:": 104,
    r"animation-timeline|scroll-timeline|view-timeline": 115,
    r"view-transition": 111,
    r"anchor-name|position-anchor|\banchor\(": 125,
    r"field-sizing": 123,
    r"interpolate-size|calc-size\(": 129,
    r"\b(sin|cos|tan|asin|acos|atan2?)\(": 111,
    r"\b(round|mod|rem)\(": 125,
    r"\b(pow|sqrt|hypot|log|exp)\(": 120,
    r"@media[^{]*[<>]": 104,
    r"@supports[^{]*\bfont-(tech|format)\(": 108,
    r"forced-color-adjust|forced-colors": 89,
    r"prefers-contrast": 96,
    r"content-visibility": 85,
    r"(?<![-\w])mask\s*:": 120,
    r"font-palette": 101,
    r"margin-trim": 999,
    r"\bcontain-intrinsic": 95,
    r"!important[^;}]*\brevert-layer|\brevert-layer": 99,
    r"linear\(": 113,
    r"\bxywh\(|\brect\([^)]*round": 119,
}  # fmt: skip
# ECMAScript after 2020, and what browsers brought since; ES2020 itself is whole since Chromium 80.
SCRIPT = {
    r"\|\|=|&&=|\?\?=": 85,
    r"\d_\d": 75,
    r"\.replaceAll\(": 85,
    r"Promise\.any\(": 85,
    r"\bWeakRef\b|FinalizationRegistry": 84,
    r"\.at\(": 92,
    r"Object\.hasOwn\(": 93,
    r"\bstatic\s*\{": 94,
    r"#[a-zA-Z_]+\s+in\b": 91,
    r"structuredClone\(": 98,
    r"\.findLast(Index)?\(": 97,
    r"\.(toSorted|toReversed|toSpliced|with)\(": 110,
    r"Object\.groupBy|Map\.groupBy": 117,
    r"Promise\.withResolvers": 119,
    r"Array\.fromAsync": 121,
    r"\.(union|intersection|difference|isSubsetOf)\(": 122,
    r"\bIterator\b": 122,
    r"\.replaceChildren\(": 86,
    r"\bimport\s*\(": 63,
    r"/[a-z]*v[a-z]*(?=[.);,\s])(?<=/v|gv|iv)": 112,
    r"\.showPopover\(|\.togglePopover\(": 114,
    r"URL\.canParse\(": 120,
    r"\.checkVisibility\(": 105,
    r"Intl\.Segmenter": 87,
    r"^\s*await\b": 89,
}  # fmt: skip


def newer(text: str, features: dict[str, int]) -> list[str]:
    """What of `features` a text uses that is newer than the oldest browser; comments are no use."""
    bare = re.sub(r"(?s)/\*.*?\*/|(?m:^\s*//.*$)", "", text)
    # boxes in a sheet's margin are Chromium 131's: older ones print no page numbers, nothing else
    bare = re.sub(r"@bottom-center \{[^}]*\}", "", bare)
    return [
        f"{found[0]!r}: Chromium {version}"
        for feature, version in features.items()
        if version > OLDEST and (found := re.search(feature, bare))
    ]


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.css")), ids=lambda path: path.name)
def test_no_style_is_newer_than_the_oldest_browser(path):
    assert newer(path.read_text(encoding="utf-8"), STYLE) == []


@pytest.mark.parametrize("path", sorted(ASSETS.rglob("*.js")), ids=lambda path: path.name)
def test_no_script_is_newer_than_the_oldest_browser(path):
    assert newer(path.read_text(encoding="utf-8"), SCRIPT) == []


@pytest.mark.parametrize(
    "text",
    [
        "a:has(b) { top: 0 }",
        "@container (min-width: 1px) { a { top: 0 } }",
        "a { color: color-mix(in srgb, red, blue) }",
        "a { &:hover { top: 0 } }",
        "@media print { a { b { top: 0 } } }",
        "a { height: 100dvh }",
        "@media (width >= 1px) { a { top: 0 } }",
    ],
)
def test_a_newer_style_is_found(text):
    assert newer(text, STYLE)
    assert newer(f"/* {text} */ @media print {{ a {{ top: 0 }} }}", STYLE) == []


@pytest.mark.parametrize(
    "text", ["a.at(-1)", "Object.hasOwn(a, 'b')", "a.toSorted()", "structuredClone(a)"]
)
def test_a_newer_script_is_found(text):
    assert newer(text, SCRIPT)
    assert newer(f"// {text}\na?.b ?? c", SCRIPT) == []


def test_every_export_is_imported_by_another_script_and_every_import_is_used():
    texts = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js")}
    taken = {
        (origin, name.strip())
        for text in texts.values()
        for names, origin in re.findall(r'import \{([^}]*)\} from "\./([^"]+)"', text)
        for name in names.split(",")
    }
    given = {
        (file, name)
        for file, text in texts.items()
        for name in re.findall(r"(?m)^export (?:async )?(?:function|const|class) (\w+)", text)
    }
    assert given == taken
    for file, text in texts.items():
        for names, _ in re.findall(r'import \{([^}]*)\} from "\./([^"]+)"', text):
            for name in names.split(","):
                assert len(re.findall(rf"\b{name.strip()}\b", text)) > 1, (file, name)


def test_no_script_is_long():
    lengths = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in ASSETS.glob("*.js")}
    assert {name: count for name, count in lengths.items() if count > 250} == {}
