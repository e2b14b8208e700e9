"""Inspection of a built site: each fault is found where it stands, and what is near one is let pass."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from gonghui.inspection import contents, inspect
from gonghui.inspection.page import Page
from gonghui.privacy import leaks_in

HOME = "https://gonghui.example.org/zongjie/"
# a number that the sources of the tests do not hold as such
MOBILE = "".join(("138", "0000", "0138"))
LEAK = (
    "不能公布。请从总结、登记表或附件里删去，再公布；"
    "已经公布过的，照指南“怎样维护”的“把泄露的内容清除干净”去做。"
)


def told(folder: Path, files: dict[str, str | bytes], home: str = "") -> list[str]:
    """What is wrong with a site of these files."""
    for name, content in ({"index.html": "<p>首页</p>"} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return inspect(folder, home)


def test_the_sample_may_be_published(built_site):
    assert inspect(built_site) == []


def test_a_site_without_a_home_is_none(tmp_path):
    (tmp_path / "x.html").touch()
    assert inspect(tmp_path) == ["index.html: 没有首页。请看 docs/index.md 还在不在。"]


# Links

PAGES: dict[str, str | bytes] = {
    "guide/index.html": '<h1 id="一">指南</h1><p><a name="b">x</a></p>',
    "files/a b.csv": "1\n",
}


@pytest.mark.parametrize(
    "link",
    [
        "guide/", "guide", "guide/index.html", "./guide/#%E4%B8%80", "guide/#b", "files/a%20b.csv",
        "#", "", "?q=1", "mailto:a@example.org", "tel:1", "https://elsewhere.example.org/x",
        "/zongjie/guide/", "https://gonghui.example.org/zongjie/guide/#b", "/other/place/",
        "//elsewhere.example.org/", "http://[", "files/../guide/",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere(tmp_path, link):
    files = PAGES | {"index.html": f'<a href="{link}">x</a>'}
    assert told(tmp_path, files, HOME) == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("giude/", "链接指向“giude/”，网站里没有。请改正链接。"),
        ("../guide/", "链接指向“../guide/”，网站里没有。请改正链接。"),
        ("\\x", "链接指向“x”，网站里没有。请改正链接。"),
        ("guide/#c", "链接指向“guide/index.html”的“#c”，那一页没有这个位置。请改正链接。"),
        ("#c", "链接指向“index.html”的“#c”，那一页没有这个位置。请改正链接。"),
        (f"{HOME}x", "链接指向“x”，网站里没有。请改正链接。"),
    ],
)
def test_a_link_that_leads_nowhere(tmp_path, link, said):
    files = PAGES | {"index.html": f'<map><area href="{link}"></map>'}
    home = "" if link == "\\x" else HOME
    assert told(tmp_path, files, home) == [f"index.html: {said}"]


# What a browser fetches

FETCHING = [
    '<img src="{}">', '<img srcset="{} 2x">', '<script src="{}"></script>', '<iframe src="{}">',
    '<iframe srcdoc="&lt;img src={}&gt;">', '<link rel="Stylesheet" href="{}">',
    '<link rel="dns-prefetch" href="{}">', '<object data="{}">', '<video poster="{}">',
    '<form action="{}">', '<button formaction="{}">', '<a ping="{}">', '<base href="{}">',
    '<meta http-equiv="Refresh" content="0; URL={}">', '<meta http-equiv="refresh " content="0;{}">',
    '<meta http-equiv="refresh" content="0;url = {}">', '<svg><use href="{}"/></svg>',
    '<svg><image xlink:href="{}"/></svg>', "<style>@import '{}'</style>",
    '<p style="background: url({})">',
]  # fmt: skip
OUT = "打开这一页会到别处去取“https://e.example.org/x”，内部网站不能这样。请删去，或把那个文件放进 docs/files/ 再引用。"


@pytest.mark.parametrize("form", FETCHING)
def test_what_a_browser_would_fetch_from_elsewhere(tmp_path, form):
    page = f"<html><body>{form.format('https://e.example.org/x')}</body></html>"
    assert told(tmp_path, {"index.html": page}) == [f"index.html: {OUT}"]
    assert told(tmp_path, {"index.html": page.replace("https://e.example.org/x", "#")}) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.css", 'p { background: URL("{}") }'),
        ("a.css", "/* url(x) */ @import '{}';"),
        ("a.svg", '<svg xmlns:xlink="x"><use xlink:href="{}"/></svg>'),
        ("a.js", 'import { x } from "{}"\n'),
        ("a.js", 'const x = await import("{}")\n'),
    ],
)
def test_what_styles_drawings_and_programs_would_fetch(tmp_path, name, content):
    inside = content.replace("{}", "../b")
    outside = content.replace("{}", "https://e.example.org/x")
    assert told(tmp_path, {f"assets/{name}": outside}) == [f"assets/{name}: {OUT}"]
    assert told(tmp_path, {f"assets/{name}": inside}) == [
        f"assets/{name}: 要用的文件“b”网站里没有。请补上，或改正引用它的地方。"
    ]
    assert told(tmp_path, {"b": "1"}) == []


@pytest.mark.parametrize(
    "page",
    [
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://e.example.org/x">',
        '<a href="https://e.example.org/x">x</a>',
        '<p>url(https://e.example.org/x)</p><code>&lt;img src="https://e.example.org/x"&gt;</code>',
        '<script>import("./" + x)</script>',
        "",
    ],
)
def test_what_no_browser_fetches(tmp_path, page):
    assert told(tmp_path, {"index.html": page}) == []


# Numbers of persons


def zipped(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def database(text: object) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute('CREATE TABLE "a ""b" (x)')
    base.execute('INSERT INTO "a ""b" VALUES (?)', (text,))
    base.commit()
    found = base.serialize()
    base.close()
    return found


RUNS = (
    f"<w:p xmlns:w='x'><w:r><w:t>{MOBILE[:5]}</w:t></w:r><w:r><w:t>{MOBILE[5:]}</w:t></w:r></w:p>"
)
HIDDEN: dict[str, tuple[str, str | bytes]] = {
    "text": ("index.html", f"<p>电话{MOBILE}</p>"),
    "over elements": ("index.html", f"<p>{MOBILE[:4]}<b>{MOBILE[4:]}</b></p>"),
    "entity": ("index.html", f"<p>&#49;{MOBILE[1:]}</p>"),
    "attribute": ("index.html", f'<p title="{MOBILE}">x</p>'),
    "comment": ("index.html", f"<p>x</p><!-- {MOBILE} -->"),
    "script's data": ("index.html", f'<script type="application/json">"{MOBILE}"</script>'),
    "csv": ("a.csv", f"电话\n{MOBILE}\n"),
    "csv in GBK": ("a.csv", f"电话\n{MOBILE}\n".encode("gb18030")),
    "text in UTF-16": ("a.txt", f"电话{MOBILE}".encode("utf-16")),
    "json": ("a.json", json.dumps({"a": int(MOBILE)})),
    "feed": ("feed.xml", f"<feed><title>x</title><a b='{MOBILE}'/></feed>"),
    "xml that is none": ("feed.xml", f"<feed><title>{MOBILE}"),
    "gzip": ("a.json.gz", gzip.compress(MOBILE.encode())),
    "search": ("search/texts-0.bin", zlib.compress(json.dumps([MOBILE]).encode())),
    "sqlite": ("data/a.sqlite", database(int(MOBILE))),
    "zip": ("a.zip", zipped(b_csv="1", **{"c.csv": MOBILE})),
    "zip within": ("a.zip", zipped(**{"b.zip": zipped(**{"c.csv": MOBILE})})),
    "docx": ("a.docx", zipped(word__document_xml=RUNS)),
    "xlsx": ("a.xlsx", zipped(xl__s_xml=f"<c xmlns='x'><v>{MOBILE}</v></c>")),
    "as a spreadsheet writes it": (
        "a.xlsx",
        zipped(xl__s_xml=f"<c xmlns='x'><v>{MOBILE[0]}.{MOBILE[1:]}E10</v></c>"),
    ),
    "in a column with gaps": ("a.csv", f"电话\n{MOBILE}.0\n\n"),
    "letter by letter": (
        "index.svg",
        "<svg><text>" + "".join(f"<tspan>{digit}</tspan>" for digit in MOBILE) + "</text></svg>",
    ),
    "shared strings": ("a.xlsx", zipped(xl__s_xml=RUNS.replace("w:p", "w:si"))),
    "author": ("a.docx", zipped(docProps__core_xml=f"<a><b>{MOBILE}</b></a>")),
    "over a box": (
        "a.docx",
        zipped(w_xml=f"<p><r>{MOBILE[:5]}</r><b><p>甲</p></b><r>{MOBILE[5:]}</r></p>"),
    ),
    "a sign as a reference": ("a.docx", zipped(w_xml=f"<v>{MOBILE[:5]}&#48;{MOBILE[6:]}</v>")),
    "declared": ("a.docx", zipped(w_xml=f'<!DOCTYPE a [<!ENTITY b "{MOBILE}">]><a>&b;</a>')),
    "named a picture": ("a.docx", zipped(**{"word/media/a.png": f"<a>{MOBILE}</a>"})),
    "named a picture, text": ("a.docx", zipped(**{"word/media/a.emf": MOBILE})),
    "a picture that is none": ("a.png", f"GIF89a 手机{MOBILE} "),
    "named a program": ("a.docx", zipped(**{"word/a.js": MOBILE})),
    "after a long line": ("a.txt", "甲" * 250_000 + MOBILE),
    "at the edge of a window": ("a.txt", "甲" * 199_995 + MOBILE + "乙" * 9_000),
    "name": (f"files/{MOBILE}.pdf", "x"),
    "name within": ("a.zip", zipped(**{f"{MOBILE}.csv": "x"})),
}


@pytest.mark.parametrize("where", HIDDEN)
def test_a_number_of_a_person_is_found_wherever_it_is_packed(tmp_path, where):
    name, content = HIDDEN[where]
    shown = "files/138******38.pdf" if where == "name" else name
    assert told(tmp_path, {name: content}) == [f"{shown}: 里面有像是手机号（138******38），{LEAK}"]


def test_what_stands_on_many_pages_is_told_once(tmp_path):
    files = {f"{n}/index.html": f"<p>{n}：{MOBILE}</p>" for n in range(3)}
    assert told(tmp_path, {**files, "a.txt": "秘密★"}) == [
        f"0/index.html: 里面有像是手机号（138******38），另有2个文件里也有，{LEAK}",
        f"a.txt: 里面有密级或内部资料的标志“秘密★”，{LEAK}",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", f"<table><tr><td>{MOBILE[:4]}</td><td>{MOBILE[4:]}</td></tr></table>"),
        ("index.html", f'<svg><path d="M{MOBILE} 0"/></svg>'),
        ("a.js", f"const x = {MOBILE}"),
        ("a.xlsx", zipped(xl__s_xml=f"<r xmlns='x'><v>{MOBILE[:4]}</v><v>{MOBILE[4:]}</v></r>")),
        ("search/pairs-0.bin", zlib.compress(b"\x80" + MOBILE.encode())),
        ("a.csv", "13,800,000,138\n"),
        ("a.csv", f"{MOBILE}.00\n0.{MOBILE[1:]}E11\n{MOBILE[0]}.{MOBILE[1:]}E9\n"),
        ("a.docx", zipped(**{"word/media/a.emf": b"\1\0\0\0" + MOBILE.encode()})),
        (
            "a.xlsx",
            zipped(**{"xl/printerSettings/printerSettings1.bin": b"H\0P\0" + MOBILE.encode()}),
        ),
        ("a.txt", "甲" * 199_990 + f"订单号{MOBILE}" + "乙" * 9_000),
    ],
)
def test_what_is_no_number_of_a_person(tmp_path, name, content):
    assert told(tmp_path, {name: content}) == []


# Files that cannot be looked through

NO_LOOK = "没法查看里面有没有个人信息。请换一份打得开的，或撤下它。"


def locked() -> bytes:
    held = bytearray(zipped(a_xml="x"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        held[held.index(sign) + place] |= 1
    return bytes(held)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0", f"打不开，多半不完整，{NO_LOOK}"),
        ("a.xlsx", zipped(a_xml="x" * 900)[:-30], f"打不开，多半不完整，{NO_LOOK}"),
        ("a.xlsx", locked(), f"加了密或用了少见的压缩方法，{NO_LOOK}"),
        ("a.sqlite", b"no database" * 100, f"不是完好的 SQLite 文件，{NO_LOOK}"),
        ("a.bin", b"x", f"打不开，多半不完整，{NO_LOOK}"),
        ("a.bin", zlib.compress(b"[" + b" " * 9)[:-4], f"打不开，多半不完整，{NO_LOOK}"),
        ("a.bin", zlib.compress(b"[" + b" " * 30_000), f"展开以后太大，或压缩了很多层，{NO_LOOK}"),
        ("a.txt", "手机13812345678".encode("utf-16-le"), f"里面不是文字，和文件名的结尾不符，{NO_LOOK}"),
        ("a.txt", zipped(a_xml="x"), f"里面不是文字，和文件名的结尾不符，{NO_LOOK}"),
        ("a.zip", zipped(**{"a.sqlite": b"\0"}), f"里面不是文字，和文件名的结尾不符，{NO_LOOK}"),
        ("a.gz", b"x", f"打不开，多半不完整，{NO_LOOK}"),
        ("a.docx", zipped(a_xml="<d>" + "<p/>" * 1_000 + "</d>"), f"展开以后太大，或压缩了很多层，{NO_LOOK}"),
        ("a.docx", zipped(a_xml="<d" + " a=''" * 1_000 + "/>"), f"展开以后太大，或压缩了很多层，{NO_LOOK}"),
        ("a.docx", zipped(**{"word/a.png": zipped(a_xml="x")}), f"里面不是文字，和文件名的结尾不符，{NO_LOOK}"),
        ("a.docx", zipped(**{"word/a.rtf": r"{\rtf1 138{\b 1234}5678}"}), f"里面夹着 RTF 或 MHT 文件，{NO_LOOK}"),
        ("a.zip", zipped(**{"a.csv": b"\0" * 30_001}), f"展开以后太大，或压缩了很多层，{NO_LOOK}"),
    ],
    ids=["binary", "half", "locked", "no database", "no index", "half an index", "a bomb", "other words", "office as text", "packed base", "no gzip", "tags", "attributes", "a picture that is packed", "taken in", "bomb"],
)  # fmt: skip
def test_what_cannot_be_looked_through_is_not_published(tmp_path, monkeypatch, name, content, said):
    monkeypatch.setattr(contents, "MOST", 30_000)
    monkeypatch.setattr(contents, "MOST_TAGS", 1_000)
    assert told(tmp_path, {name: content}) == [f"{name}: {said}"]


def test_paragraphs_within_paragraphs_and_columns_of_digits_take_no_time():
    """Each was a matter of minutes or gigabytes: the one kept its words once a level, in the other every
    place may begin a number."""
    begun = time.process_time()
    nested = b"<d>" + b"<p>" * 250 + b"x" * 3_000_000 + b"</p>" * 250 + b"</d>"
    assert sum(map(len, contents.texts_in("a.xml", nested))) == 3_000_000
    assert leaks_in("1 " * 100_000) == []
    assert time.process_time() - begun < 3


def test_a_compressed_copy_is_that_of_its_file(tmp_path):
    files = {"a.txt": "甲", "a.txt.gz": gzip.compress("甲".encode())}
    assert told(tmp_path, files) == []
    assert told(tmp_path, {"a.txt": "乙"}) == ["a.txt.gz: 和没有压缩的那一份不一样。请重新生成。"]
    assert told(tmp_path, {"a.txt.gz": b"x"}) == ["a.txt.gz: 压缩的文件坏了。请重新生成。"]


def test_links_of_the_disk_and_very_many_faults(tmp_path):
    links = "".join(f'<a href="{n}/">x</a>' for n in range(40))
    (tmp_path / "a.txt").symlink_to("/etc/hostname")
    said = told(tmp_path, {"index.html": links})
    assert said[0] == "a.txt: 不是普通文件。请把链接换成真正的文件。"
    assert (len(said), said[-1]) == (31, "还有11处，没有一一列出。")


def test_the_lines_of_a_page_are_its_blocks():
    page = Page("<h1>一</h1><p>二<em>三</em>四<br>五</p><ul><li>六</li></ul>".encode())
    assert page.lines == ["一", "二三四", "五", "六"]
