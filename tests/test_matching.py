"""Which section is which, and which sentences say the same: golden cases in a real Chromium."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cases import cases

pytestmark = pytest.mark.browser

MATCHING: Any = cases("matching")
COPIED: Any = cases("copied")
IMPORT = "const m = await import(new URL('assets/matching.js', root));"


def sections(text: str) -> list[dict[str, Any]]:
    """The sections of a text in the shape that matching.js asks for."""
    found: list[dict[str, Any]] = [{"level": 0, "title": "", "text": "", "figures": []}]
    for line in text.split("\n"):
        heading = re.fullmatch(r"(#+) (.*)", line)
        if heading:
            found.append({"level": len(heading[1]), "title": heading[2], "text": "", "figures": []})
        else:
            found[-1]["figures"] += re.findall(r"\{(.*?)\}", line)
            found[-1]["text"] += re.sub(r"\{.*?\}", "", line)
    return found if found[0]["text"] else found[1:]


@pytest.fixture(scope="module")
def page(tabs, site_url):
    return tabs.go(site_url + "beside/")


@pytest.mark.parametrize("case", MATCHING, ids=lambda case: case["name"])
def test_arrangement(page, site_url, case):
    now, then = sections(case["now"]), sections(case["then"])
    rows = page.evaluate(
        f"async ([root, now, then]) => {{ {IMPORT} return m.arranged(now, then) }}",
        [site_url, now, then],
    )
    titles = [
        [None if i is None else now[i]["title"], None if j is None else then[j]["title"]]
        for i, j in rows
    ]
    assert titles == [row[:2] for row in case["rows"]]
    # where titles are the same, the number of the earlier section (from 0) tells which one it is
    wanted = [(row, said[2]) for row, said in zip(rows, case["rows"], strict=True) if said[2:]]
    assert [row[1] for row, _ in wanted] == [number for _, number in wanted]
    assert sorted(i for i, _ in rows if i is not None) == list(range(len(now)))
    assert sorted(j for _, j in rows if j is not None) == list(range(len(then)))


@pytest.mark.parametrize("case", COPIED, ids=lambda case: case["name"])
def test_copied(page, site_url, case):
    asked = list(case["sentences"])
    found = page.evaluate(
        f"async ([root, other, asked]) => {{ {IMPORT} return asked.map(m.memory(other)) }}",
        [site_url, case["other"], asked],
    )
    assert dict(zip(asked, found, strict=True)) == case["sentences"]


def test_sentences_keep_their_places(page, site_url):
    text = "　甲乙丙。丁；（戊）！\n己庚"
    found = page.evaluate(
        f"async ([root, text]) => {{ {IMPORT} return m.sentences(text) }}", [site_url, text]
    )
    assert [s["words"] for s in found] == ["　甲乙丙。", "丁；", "（戊）！", "己庚"]
    assert [text[s["start"] : s["end"]] for s in found] == [s["words"] for s in found]


def test_long_texts_are_matched_in_good_time(page, site_url):
    """200 sections against 200: milliseconds."""
    text = "\n".join(
        f"## 第{n}节\n" + "".join(chr(0x4E00 + (n * 37 + k * 11) % 3000) for k in range(200))
        for n in range(200)
    )
    spent = page.evaluate(
        f"async ([root, text]) => {{ {IMPORT} const start = performance.now();"
        " m.arranged(text, text.map(s => ({...s, title: s.title + '甲'})));"
        " return performance.now() - start }",
        [site_url, sections(text)],
    )
    assert spent < 3000
