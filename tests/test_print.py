"""The site on A4 paper, as Chromium prints it."""

from __future__ import annotations

import re
import zlib

import pytest

from tests.browsing import PAGES, add_style

pytestmark = pytest.mark.browser

RED, GREEN = b"1 0 0 rg", b"0 1 0 rg"


def sheets(pdf: bytes) -> list[bytes]:
    """What is drawn on each sheet: the operators of its content stream, in the order of the sheets."""
    objects = {
        int(number): body
        for number, body in re.findall(rb"(?s)(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", pdf)
    }
    drawn = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b", body):
            assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]", body), "not A4"
            stream = objects[int(re.search(rb"/Contents (\d+) 0 R", body)[1])]
            data = stream.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
            drawn.append(zlib.decompress(data) if b"/FlateDecode" in stream else data)
    return drawn


def printed(page, style: str = "") -> list[bytes]:
    if style:
        add_style(page, f"@media print {{ {style} }}")
    return sheets(page.pdf(prefer_css_page_size=True))


def letters(sheet: bytes) -> int:
    """How many times a sheet shows text."""
    return len(re.findall(rb"\bT[jJ]\b", sheet))


@pytest.mark.parametrize("name", ["picture", "summary", "unit", "metric", "macros"])
def test_every_sheet_has_the_head_and_a_text_below_it(tabs, site_url, name):
    """The head is told by its colour, which nothing else on the page has."""
    page = tabs.go(site_url + PAGES[name])
    head = "[data-md-color-scheme] .gh-print-head { color: #f00 !important }"
    drawn = printed(page, head)
    assert len(drawn) > 2
    assert [number for number, sheet in enumerate(drawn, 1) if RED not in sheet] == []
    assert [number for number, sheet in enumerate(drawn, 1) if letters(sheet) < 10] == []
    # what a head that is not repeated looks like
    once = printed(page, ".gh-print-head { break-inside: auto !important }")
    assert [RED in sheet for sheet in once][:2] == [True, False]


@pytest.mark.parametrize("name", ["home", "picture", "metric", "matrix", "missing", "macros"])
def test_a_dark_page_is_printed_as_a_light_one(tabs, site_url, name):
    light, dark = (
        printed(tabs.go(site_url + PAGES[name], scheme=scheme)) for scheme in ("light", "dark")
    )
    assert len(light) == len(dark)
    assert [
        n for n, (one, other) in enumerate(zip(light, dark, strict=True), 1) if one != other
    ] == []


def test_a_colour_of_the_dark_scheme_would_be_seen(tabs, site_url):
    page = tabs.go(site_url + PAGES["picture"], scheme="dark")
    assert not any(GREEN in sheet for sheet in printed(page))
    assert any(GREEN in sheet for sheet in printed(page, "body h1 { color: #0f0 !important }"))
