"""What is left of an author's text whatever Markdown made of it: a project may switch on extensions that
set attributes (attr_list), and what passes the check by mistake must do nothing either."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import markdown
import pytest
from markdown.extensions.toc import slugify_unicode

from gonghui.adapters.prose import made_harmless, sanitised, with_results
from gonghui.harmless import is_value
from tests.test_site import parse

EVERY = ["extra", "admonition", "sane_lists", "toc", "pymdownx.superfences", "pymdownx.tasklist"]
ALLOWED = {
    "a": {"href", "title", "rel"}, "img": {"src", "alt", "title"}, "th": {"align", "scope"}, "td": {"align"},
    "ol": {"start"}, "abbr": {"title"}, **{f"h{level}": {"id"} for level in range(2, 7)},
}  # fmt: skip
ELSEWHERE = "//evil.invalid/x"
ATTACKS = {
    "attributes of a paragraph": '段落\n{: onclick=a() style="color:red" id=__config class=gh-table tabindex=1 }',
    "attributes of a link": "[x](#y){: onclick=a() ping=//evil.invalid target=_top download=a name=__md_scope }",
    "attributes of a picture": f"![a](b.png){{: onerror=a() srcset={ELSEWHERE} width=9999 style=x loading=eager }}",
    "attributes of a heading": "## 标题 {: #__config onclick=a() contenteditable=true }",
    "ids of the theme": "## 一 {#__config}\n\n## __drawer\n\n## 三 {#gh-text}",
    "attributes of a list": "1. 甲\n2. 乙\n{: start=x type=a onclick=a() }",
    "attributes of a cell": "| 甲 |\n|---|\n| 乙 {: colspan=9 background=x onclick=a() } |",
    "attributes of code": "```{ .python #__config onclick=a() style=x }\nx\n```",
    "an abbreviation": "文字 HTML\n\n*[HTML]: \" onmouseover=a() x=\"",
    "a footnote": "文字[^1]\n\n[^1]: <img src=x onerror=a()>",
    "a definition": "词\n:   <script>a()</script>",
    "a task": "- [x] <b onclick=a()>甲</b>",
    "Markdown in HTML": '<div markdown="1" onclick=a()>\n**甲**\n</div>',
    "script": "<script>a()</script>", "style": "<style>*{display:none}</style>",
    "drawing": "<svg><script>a()</script><a xlink:href='javascript:a()'><text>x</text></a></svg>",
    "formula": "<math><mtext><img src=x onerror=a()></mtext></math>",
    "form": "<form id=__palette><input name=submit autofocus onfocus=a()><button formaction=javascript:a()>x</button></form>",
    "frame": "<iframe srcdoc='<script>a()</script>'></iframe><object data=x></object><embed src=x>",
    "head": "<base href=//evil.invalid><meta http-equiv=refresh content='0;url=//evil.invalid'><link rel=stylesheet href=x>",
    "media": "<video src=x onerror=a() poster=//evil.invalid></video><audio src=x autoplay></audio>",
    "template": "<template><script>a()</script></template><noscript><p title='</noscript><img src=x onerror=a()>'></noscript>",
    "mutation": "<p><svg></p><style><a id='</style><img src=x onerror=a()>'>",
    "comment": "<!--><img src=x onerror=a()>-->", "instruction": "<?xml-stylesheet href='javascript:a()'?>",
    "link": "[x](javascript:a())", "link in capitals": "[x](JAVASCRIPT:a())", "link, broken": "[x](java\tscript:a())",
    "link by entity": "[x](javascript&colon;a()) [x](&#x6a;avascript:a()) [x](java&#10;script:a()) [x](&#1;javascript:a())",
    "data": "[x](data:text/html,<script>a()</script>)", "old script": "[x](vbscript:a())",
    "other schemes": "[x](file:///etc/passwd) [x](blob:x) [x](view-source:x) [x](ms-word:x) [x](weixin:x)",
    "reference": "[x][r]\n\n[r]: javascript:a() \"x\"", "autolink": "<javascript:a()>",
    "picture": f"![x]({ELSEWHERE}.png) ![x](https:{ELSEWHERE}.png) ![x](data:image/svg+xml,x) ![x](\\\\evil.invalid\\x.png)",
    "picture by entity": "![x](&#47;/evil.invalid/x.png) ![x](h&#116;tps://evil.invalid/x.png) ![x](/&#9;/evil.invalid/x.png)",
    "quotes": '[x](y "\\" onclick=a() x=\\"") ![" onerror=a() "](x.png)',
}  # fmt: skip


def rendered(text: str) -> str:
    return sanitised(
        markdown.markdown(
            text, extensions=EVERY, extension_configs={"toc": {"slugify": slugify_unicode}}
        )
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_left_but_plain_elements_and_harmless_attributes(attack):
    html = rendered(ATTACKS[attack])
    ids = []
    for element in parse(f"<body>{html}</body>").all():
        assert set(element.attributes) <= ALLOWED.get(element.tag, set()), html
        assert element.tag not in ("script", "style", "svg", "math", "form", "input", "iframe")
        for name, value in element.attributes.items():
            if name == "href":
                scheme = re.match(
                    r"[a-z][a-z0-9+.-]*(?=:)", re.sub(r"[\x00-\x1f]", "", value.strip()), re.I
                )
                assert scheme is None or scheme[0] in ("http", "https", "mailto"), html
            if name == "src":
                assert (urlsplit(value).scheme, urlsplit(value).netloc) == ("", ""), html
                assert not value.startswith(("/", "\\")), html
            ids += [value] if name == "id" else []
    assert not [id_ for id_ in ids if id_.startswith(("gh-", "__"))], html


RUNS = re.compile(
    r"<(?:script|style|svg|math|form|input|button|iframe|object|embed|base|meta|link|video|audio|template|noscript)",
    re.I,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_of_a_page_of_the_sites_own_nothing_is_left_that_runs(attack):
    html = made_harmless(markdown.markdown(ATTACKS[attack], extensions=EVERY))
    assert not RUNS.search(html)
    for element in parse(f"<body>{html}</body>").all():
        assert not [
            name for name in element.attributes if name.startswith(("on", "style", "srcset"))
        ]
        assert not element.attributes.get("id", "").startswith(("__", "gh-"))
        assert is_value("a", "href", element.attributes.get("href", "")), html
        assert is_value("img", "src", element.attributes.get("src", "")), html
    assert made_harmless(html) == html


def test_what_a_page_of_the_sites_own_may_hold_stays_to_the_letter():
    text = (
        '## 一\n\n<a href="../data/values.csv" download>全部数值</a><br />\n\n<details open>\n<summary>甲</summary>\n乙\n'
        '</details>\n\n!!! note "注意"\n    一句话\n\n```sh\nls "a" > b\n```\n\n<me@example.org> &lt;script&gt;'
    )
    html = markdown.markdown(text, extensions=EVERY)
    assert '<div class="admonition note">' in html
    assert made_harmless(html) is html
    for spoilt in (
        "<p onclick=a()>",
        "<P>",
        "<a\n",
        "<!-- a -->",
        "<p title='a\">",
        "</p x>",
        "<p/ class>",
        "</div>",
        "<div>",
        "<b><i></b></i>",
    ):
        assert made_harmless(html + spoilt) != html + spoilt


TOKEN = f"gonghui{'0a' * 12}n0x"


def test_a_result_within_a_tag_is_left_out():
    html = f'<p title="a>{TOKEN}">甲 {TOKEN}</p><p>{TOKEN}</p>'
    result = '<b title="x">乙</b>'
    assert with_results(html, [(TOKEN, result, True)]) == f'<p title="a>">甲 {result}</p>{result}'


def test_a_token_within_a_result_is_what_somebody_wrote():
    other = TOKEN.replace("n0x", "n1x")
    results = [(TOKEN, f"<b>{other}</b>", False), (other, "<i>乙</i>", False)]
    assert with_results(f"{TOKEN} {other}", results) == f"<b>{other}</b> <i>乙</i>"


def test_what_markdown_makes_of_plain_text_is_left():
    text = '## 一、甲\n\n**乙** *丙* `丁` [通知](a.md "题")\n\n> 引\n\n- 一\n\n3. 三\n\n![图](a.png)\n\n| 甲 |\n|:-:|\n| 1 |'
    html = rendered(text)
    for piece in (
        '<h2 id="一甲">一、甲</h2>', "<strong>乙</strong>", "<em>丙</em>", "<code>丁</code>",
        '<a href="a.md" title="题" rel="noopener noreferrer">通知</a>', "<blockquote>", "<ul>\n<li>一</li>",
        '<ol start="3">', '<img alt="图" src="a.png">', "<table>",
    ):  # fmt: skip
        assert piece in html


def test_what_the_program_makes_goes_in_afterwards_and_whole():
    """Its tables and drawings hold what the cleaning would take away."""
    ours = (
        '<figure class="gh-trend"><svg viewBox="0 0 9 9" role="img"><path d="M0 0"/></svg></figure>'
    )
    html = rendered(f"前文。\n\n{TOKEN}\n\n后文。")
    assert with_results(html, [(TOKEN, ours, True)]) == f"<p>前文。</p>\n{ours}\n<p>后文。</p>"
