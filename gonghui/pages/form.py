"""Form: the page on which a clerk fills in a summary in the browser; scripts do the rest."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .. import address
from ..corpus import Corpus
from ..form import FOLDER
from ..place import Place
from .page import Page, heading

TITLE = "网上填表"
STYLE = "assets/form.css"
ABOVE = (("怎样报", address.GUIDE),)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The one page."""
    yield Page(address.FORM, TITLE, content, ABOVE, style=STYLE)


def content(place: Place) -> str:
    """The form's skeleton, which scripts fill and show, and what to do without them."""
    writing, guide = (
        escape(place.link(f"{address.GUIDE}writing/")),
        escape(place.link(address.GUIDE)),
    )
    data, top = escape(place.link(FOLDER)), escape(place.link(address.HOME))
    script = escape(place.link("assets/gonghui/form.js"))
    return (
        "<p>选好单位和期间，对着上年的数填今年的数，把正文粘贴进来，就能下载一个写好题头的文件，交给维护人。"
        "填的内容只存在您自己的浏览器里，不会传到任何地方。</p>"
        "<noscript><p>填表要靠浏览器的脚本，您的浏览器没有开。请照"
        f'<a href="{writing}">怎样写一篇总结</a>手写一个文件；电脑上装了程序的，运行 <code>gonghui new 单位 期间</code>，题头和上年的数都替您备好，'
        f'见<a href="{guide}">怎样报</a>。</p></noscript>'
        f'<div class="gh-form" data-gh-data="{data}" data-gh-top="{top}">'
        '<p class="gh-form-state" role="status">正在读取单位和指标……</p>'
        '<p class="gh-form-again" hidden><button type="button" class="gh-button">重试</button></p>'
        f'<div class="gh-form-body" hidden>{_DRAFTS}<form novalidate autocomplete="off">'
        f"{_WHO}{_FIGURES}{_LOCAL}{_TEXT}{_DONE}</form></div></div>"
        f'<script src="{script}" type="module"></script>'
    )


def _field(name: str, label: str, control: str, hint: str = "") -> str:
    """A label, what to know before filling in, the field itself."""
    said = f'<p class="gh-hint" id="gh-{name}-hint">{hint}</p>' if hint else ""
    return f'<div class="gh-field"><label for="gh-{name}">{label}</label>{said}{control}</div>'


def _input(name: str, label: str, hint: str = "", kind: str = "text") -> str:
    described = f' aria-describedby="gh-{name}-hint"' if hint else ""
    control = f'<input id="gh-{name}" name="{name}" type="{kind}" spellcheck="false"{described}>'
    return _field(name, label, control, hint)


def _select(name: str, label: str, hint: str = "") -> str:
    described = f' aria-describedby="gh-{name}-hint"' if hint else ""
    return _field(name, label, f'<select id="gh-{name}" name="{name}"{described}></select>', hint)


def _chooser(name: str, label: str, listed: str, hint: str) -> str:
    id_ = f"gh-choose-{name}"
    return (
        f'<div class="gh-chooser gh-field" data-gh-chooser="{name}"><label for="{id_}">{label}</label>'
        f'<p class="gh-hint" id="{id_}-hint">{hint}</p><div class="gh-combo">'
        f'<input id="{id_}" type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" '
        f'aria-controls="{id_}-list" aria-describedby="{id_}-hint" autocomplete="off" spellcheck="false">'
        f'<ul id="{id_}-list" role="listbox" aria-label="{listed}" hidden></ul></div>'
        '<p class="gh-told" aria-live="polite"></p></div>'
    )


def _section(id_: str, title: str, inner: str) -> str:
    return f'<section class="gh-form-part" aria-labelledby="gh-{id_}">{heading(id_, title)}{inner}</section>'


def _button(act: str, said: str, more: str = "") -> str:
    return f'<button type="button" class="gh-button{more}" data-gh-act="{act}">{said}</button>'


_DRAFTS = (
    '<div class="gh-form-drafts"><p class="gh-form-kept" role="status"></p>'
    '<ul class="gh-form-others" aria-label="没有写完的草稿"></ul>'
    f'<p class="gh-acts">{_button("another", "另写一篇")} {_button("forget", "删去这份草稿")}</p></div>'
)
_WHO = _section(
    "who",
    "单位和期间",
    _chooser("unit", "单位", "可选的单位", "写现用名或曾用名里的几个字，再从下面选。")
    + '<p class="gh-form-owed" hidden></p>'
    '<fieldset class="gh-field gh-period"><legend>期间</legend><div class="gh-spans">'
    '<label>种类 <select id="gh-kind" name="kind"></select></label>'
    '<label data-gh-part="year">年份 <input id="gh-year" name="year" type="text" inputmode="numeric" '
    'maxlength="4" aria-describedby="gh-period-name"></label>'
    '<label data-gh-part="slot">哪一期 <select id="gh-slot" name="slot"></select></label>'
    '<label data-gh-part="until">到哪一年 <input id="gh-until" name="until" type="text" inputmode="numeric" maxlength="4"></label>'
    '<label data-gh-part="days">从 <input id="gh-first" name="first" type="date"></label>'
    '<label data-gh-part="days">到 <input id="gh-last" name="last" type="date"></label></div>'
    '<p class="gh-read" id="gh-period-name" aria-live="polite"></p></fieldset>'
    '<details class="gh-fold"><summary>类别、范围、日期和标题（多数总结不用改）</summary><div class="gh-form-more">'
    + _select("class", "类别")
    + _select("campaign", "专题活动", "类别是“专题”时选。")
    + _select("scope", "范围", "数里包不包括下级单位；没有规定的是本级。")
    + _select(
        "status", "状态", "没有签发的只在预览里看得到，不公布。已经签发的选“签发”，再写签发日期。"
    )
    + _select("dataStatus", "数据状态", "年底前写的，数还没有到年末，选“快报”或“初步”。")
    + _input("asOf", "数据截至", "不写就是期间的最后一天。", "date")
    + _input("issued", "签发日期", "", "date")
    + _input("title", "标题", "不写就是“单位＋期间＋工会工作总结”。")
    + "</div></details>",
)
_FIGURES = _section(
    "figures",
    "主要指标",
    '<p class="gh-hint">照文字里的样子写：34个、30余户、五万余元、80%以上、11/14 都行，下面马上写出是怎样读的。'
    "没有数的，在后面选原因；空着的不写进文件。</p>"
    '<p class="gh-form-before" role="status"></p><div class="gh-rows" id="gh-rows"></div>'
    + _chooser(
        "metric", "加一个指标", "可选的指标", "写名称里的几个字。单位类型通常要报的已经在上面。"
    ),
)
_LOCAL = _section(
    "local",
    "其他数字",
    '<p class="gh-hint">指标字典里没有的数写在这里，名称自己定，例如“黑板报”“40余期”。只登出，不比较。</p>'
    f'<div class="gh-rows" id="gh-local-rows"></div><p>{_button("local", "加一项")}</p>',
)
_TEXT = _section(
    "body",
    "正文",
    '<p class="gh-hint" id="gh-text-hint">从 Word 里全选、复制，粘贴到下面，标题、列表和表格会变成网站的写法。'
    "也可以把 .txt、.md 文件拖进来：一、（一）开头的短行变成小标题，每段之间空一行。自己写的，小标题写“## 一、……”。</p>"
    f'<p class="gh-acts">{_button("headings", "放入上年的小标题")} '
    '<label class="gh-button gh-file" for="gh-file">选一个文件</label>'
    '<input id="gh-file" class="gh-sr" type="file" accept=".txt,.md,text/plain"></p>'
    '<label class="gh-sr" for="gh-text">正文</label>'
    '<textarea id="gh-text" name="text" rows="16" spellcheck="false" aria-describedby="gh-text-hint"></textarea>'
    '<p class="gh-read" id="gh-text-told" role="status"></p>'
    f'<p class="gh-form-mend gh-acts" hidden>{_button("tidy", "整理段落和小标题")} {_button("untitle", "把标题移出正文")} '
    f"{_button('mend', '把这些符号改成全角')}</p>",
)
_DONE = _section(
    "done",
    "看一看，存下来",
    '<div class="gh-form-issues" id="gh-issues" tabindex="-1"></div>'
    '<p class="gh-form-name"></p><p class="gh-acts">'
    + _button("download", "下载文件", " gh-primary")
    + f" {_button('copy', '复制文件内容')} {_button('forge', '到代码仓库里新建文件')}</p>"
    '<p class="gh-read" id="gh-done-told" role="status"></p>'
    '<details class="gh-fold" open data-gh-fold="page"><summary>网页上大致的样子</summary><div class="gh-form-page"></div></details>'
    '<details class="gh-fold" data-gh-fold="source"><summary>文件的内容</summary>'
    '<pre class="gh-form-source" tabindex="0" aria-label="文件的内容"></pre></details>',
)
