"""The feed of the newest summaries, the excerpts in it, and the sitemap."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from gonghui.corpus import Corpus, read_corpus
from gonghui.excerpt import excerpt
from gonghui.feed import feed, tag
from gonghui.problem import Problems
from gonghui.sitemap import sitemap
from gonghui.summary.summary import Correction, Status
from tests.conftest import ROOT
from tests.test_site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://gonghui.example.org/zongjie/"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(ROOT, Problems())


def entries(content: bytes) -> list[ET.Element]:
    return ET.fromstring(content).findall(f"{ATOM}entry")


def said(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}", "")


def one(corpus: Corpus, *summaries) -> Corpus:
    return Corpus(corpus.root, corpus.registry, list(summaries))


def test_the_feed_holds_the_thirty_issued_last(corpus):
    content = feed(corpus, "工会工作总结")
    dated = sorted(
        ((s.issued, s.address) for s in corpus.summaries if s.issued),
        key=lambda pair: (-pair[0].toordinal(), pair[1]),
    )
    assert len(dated) > 30
    assert len({day for day, _ in dated}) < len(dated), "the sample has no tie"
    found = entries(content)
    assert [entry.find(f"{ATOM}link").get("href") for entry in found] == [
        address for _, address in dated[:30]
    ]
    assert [said(entry, "published") for entry in found] == [
        f"{day}T00:00:00+08:00" for day, _ in dated[:30]
    ]
    assert content.endswith(b"</feed>\n")
    assert content == feed(read_corpus(ROOT, Problems()), "工会工作总结")
    backwards = Corpus(corpus.root, corpus.registry, corpus.summaries[::-1])
    assert feed(backwards, "工会工作总结") == content


def test_the_feed_has_what_atom_asks_for(corpus):
    root = ET.fromstring(feed(corpus, "工会工作总结"))
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == "tag:gonghui.internal,2025:feed.xml"
    assert root.findtext(f"{ATOM}title") == "工会工作总结"
    latest = max(said(entry, "updated") for entry in root.findall(f"{ATOM}entry"))
    assert root.findtext(f"{ATOM}updated") == latest
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "feed.xml"
    ids = [said(entry, "id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == 30
    for entry in root.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "summary"):
            assert said(entry, name), name
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert len(said(entry, "summary")) <= 100


def test_an_entry_says_unit_and_type_of_that_time(corpus):
    old = next(s for s in corpus.summaries if s.address == "summaries/2008-H1/furong-town/")
    (entry,) = entries(feed(one(corpus, replace(old, issued=date(2008, 7, 1))), "总结"))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "芙蓉乡总工会"
    category = entry.find(f"{ATOM}category")
    assert category.get("term") == old.unit.type_id
    assert category.get("label") == corpus.registry.unit_types[old.unit.type_id].name


def test_without_a_day_of_issue_or_unissued_there_is_no_entry(corpus):
    issued = next(s for s in corpus.summaries if s.issued)
    without = replace(issued, issued=None)
    draft = replace(issued, status=Status.DRAFT)
    content = feed(Corpus(corpus.root, corpus.registry, [without], [draft]), "总结")
    assert entries(content) == []
    assert ET.fromstring(content).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"


def test_an_id_stays_when_title_and_figures_change_and_the_entry_is_updated(corpus):
    issued = next(s for s in corpus.summaries if s.issued and not s.corrections)
    corrected = replace(
        issued,
        title="改过的题目",
        corrections=(
            Correction(date(2031, 2, 3), "会员人数", "1人", "2人", "笔误"),
            Correction(date(1999, 2, 3), "会员人数", "2人", "3人", "笔误"),
        ),
    )
    (before,) = entries(feed(one(corpus, issued), "总结"))
    (after,) = entries(feed(one(corpus, corrected), "总结"))
    assert said(before, "id") == said(after, "id") == f"tag:gonghui.internal,2025:{issued.address}"
    assert said(before, "updated") == f"{issued.issued}T00:00:00+08:00"
    assert said(after, "updated") == "2031-02-03T00:00:00+08:00"
    assert said(after, "title") == "改过的题目"


def test_links_are_full_where_the_address_of_the_site_is_known(corpus):
    for site_url in (SITE, SITE.rstrip("/")):
        root = ET.fromstring(feed(corpus, "总结", site_url))
        entry = root.find(f"{ATOM}entry")
        address = entries(feed(corpus, "总结"))[0].find(f"{ATOM}link").get("href")
        assert entry.find(f"{ATOM}link").get("href") == urljoin(SITE, address)
        assert said(entry, "id") == f"tag:gonghui.example.org,2025:zongjie/{address}"
        assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE}feed.xml"


@pytest.mark.parametrize(
    ("site_url", "authority"),
    [
        ("", "gonghui.internal"),
        ("https://Example.ORG:8443/", "example.org"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("http://[fd00::1]/", "gonghui.internal"),
        ("http://a_b.example/", "gonghui.internal"),
        ("https://总结.example/", "xn--6xw302e.example"),
        (f"https://{'a' * 64}.example/", "gonghui.internal"),
    ],
)
def test_the_authority_of_a_tag(site_url, authority):
    if authority.startswith("xn--"):
        authority = "总结.example".encode("idna").decode()
    assert tag("summaries/2023/x/", site_url) == f"tag:{authority},2025:summaries/2023/x/"


def test_what_xml_cannot_hold_is_escaped_or_dropped(corpus):
    issued = next(s for s in corpus.summaries if s.issued)
    odd = replace(
        issued, title="甲\x08<b>&\x0b乙\ufffe]]>", body="丙\x1b[31m &amp; 1 < 2\r", calls=()
    )
    content = feed(one(corpus, odd), "站\x00名 & <总结>")
    (entry,) = entries(content)
    assert said(entry, "title") == "甲<b>&乙]]>"
    assert said(entry, "summary") == "丙[31m & 1 < 2"
    assert ET.fromstring(content).findtext(f"{ATOM}title") == "站名 & <总结>"


def test_a_sentence_with_a_macro_is_left_out_of_the_excerpt(corpus):
    calling = next(s for s in corpus.summaries if s.calls)
    (entry,) = entries(feed(one(corpus, replace(calling, issued=date(2023, 1, 1))), "总结"))
    assert calling.calls[0].token[:31] not in ET.tostring(entry, encoding="unicode")
    call = calling.calls[0]
    body = f"第一段。\n\n会员{call.token}人。\n\n第二段。"
    (entry,) = entries(
        feed(one(corpus, replace(calling, issued=date(2023, 1, 1), body=body)), "总结")
    )
    assert said(entry, "summary") == "第一段。第二段。"


def test_the_feed_does_not_grow(corpus):
    issued = [s for s in corpus.summaries if s.issued]
    many = [
        replace(s, period=p)
        for p in list({s.period: None for s in issued})[:8]
        for s in issued
        if s.period != p
    ]
    assert len(many) > 200
    small, large = feed(corpus, "总结"), feed(one(corpus, *issued, *many), "总结")
    assert len(entries(large)) == 30
    assert len(large) < len(small) * 1.2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("## 一、组织建设\n\n全年新建**6家**。", "全年新建6家。"),
        ("题目\n====\n- 甲，*乙*\n- 丙", "题目甲，乙丙"),
        ("---\n***\n正文", "正文"),
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n后文", "后文"),
        ("```\n代码\n```\n~~~ python\nx\n~~~\n后文", "后文"),
        ("```\n没有收尾", ""),
        ("见[上年](../2009/x.md)和![照片](a.png)，[文][1]。\n\n[1]: https://example.org", "见上年和，文。"),
        ("<!-- 备忘\n**不公开** -->公开<br>的<b>话</b>", "公开的话"),
        ("<!-- 没有收尾", ""),
        ("3*4=12，5 * 6，a_b_c，\\*星\\*，`11/14`", "3*4=12，5 * 6，a_b_c，*星*，11/14"),
        ("***重***~~删~~__粗__", "重删粗"),
        ("**外*内*外**", "外内外"),
        ("> 引\n> 1. 条\n  2) 款", "引条款"),
        ("!!! note \"标题\"\n正文\nEnglish\nwords 中\n文", "正文English words 中文"),
        ("会员&lt;100人&nbsp;", "会员<100人"),
        ("甲" * 100, "甲" * 100),
        ("甲" * 101, "甲" * 99 + "…"),
        ("甲" * 60 + "\n\n" + "乙" * 60, "甲" * 60 + "乙" * 39 + "…"),
    ],
)  # fmt: skip
def test_excerpt(text, words):
    assert excerpt(text) == words


@pytest.mark.parametrize("unit", ["*", "_", "[", "](", "<a", " ", "\t", "`", "~", "> ", "- ", "!["])
def test_an_excerpt_of_a_hostile_text_costs_little(unit):
    import time

    text = "\n".join([unit * (20_000 // len(unit)) + "\\"] * 20)
    started = time.monotonic()
    assert len(excerpt(text)) <= 100
    assert time.monotonic() - started < 2


def test_every_page_names_the_feed(built_site):
    site = Site(built_site)
    assert "feed.xml" in site.files
    for address, page in site.pages.items():
        found = [
            link.attributes
            for link in page.one("head").all("link")
            if link.attributes.get("type") == "application/atom+xml"
        ]
        # alone, "alternate" would have Material's script read the sitemap on every page
        assert [link["rel"].split() for link in found] == [["alternate", "feed"]], address
        assert site.target(address, found[0]["href"]) == ("feed.xml", ""), address
    for entry in entries((built_site / "feed.xml").read_bytes()):
        assert entry.find(f"{ATOM}link").get("href") in site.pages


def test_the_sitemap_lists_addresses_in_order_with_their_days():
    pages = {f"{SITE}b/?a=1&b=2": None, f"{SITE}a/": date(2023, 7, 10)}
    files = sitemap(pages)
    assert files["sitemap.xml"].decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <url>\n"
        "    <loc>https://gonghui.example.org/zongjie/a/</loc>\n"
        "    <lastmod>2023-07-10</lastmod>\n"
        "  </url>\n"
        "  <url>\n"
        "    <loc>https://gonghui.example.org/zongjie/b/?a=1&amp;b=2</loc>\n"
        "  </url>\n"
        "</urlset>\n"
    )
    assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]
    assert files["sitemap.xml.gz"][4:8] == b"\0\0\0\0"  # no time of packing
    assert sitemap(dict(reversed(pages.items()))) == files


def test_without_the_address_of_the_site_there_is_no_sitemap(built_site):
    assert sitemap({}) == {}
    assert list(built_site.glob("sitemap*")) == []
