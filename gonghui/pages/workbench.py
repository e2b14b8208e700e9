"""Workbench: 对比台, where a reader chooses units, metrics and periods; a script fills it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from .. import address
from ..corpus import Corpus
from ..place import Place
from ..workbench import FOLDER
from .page import Page

TITLE = "对比台"


def pages(corpus: Corpus) -> Iterator[Page]:
    """The one page."""
    yield Page(address.WORKBENCH, TITLE, content)


def way_in(place: Place, said: str, **chosen: str) -> str:
    """A link to the workbench with a choice already made: of="furong-town", metric="members"."""
    asked = "&".join(f"{key}={quote(value, safe=':,')}" for key, value in chosen.items())
    link = escape(place.link(address.WORKBENCH) + f"?{asked}")
    return f'<p class="gh-way-in"><a href="{link}">{escape(said)}</a></p>'


def content(place: Place) -> str:
    """What a script fills, and what to do without one."""
    metrics, units = place.link(address.METRICS), place.link(address.UNITS)
    return (
        "<p>选单位、指标和期间，图、表和可以引用的句子一起列出。能不能比、为什么不能比，和各页上说的一样。</p>"
        "<noscript><p>对比台要用浏览器的脚本，您的浏览器没有开。各指标、各单位历年的数和图，请看"
        f'<a href="{escape(metrics)}">全部指标</a>和<a href="{escape(units)}">全部单位</a>。</p></noscript>'
        f'<div class="gh-bench" data-gh-data="{escape(place.link(FOLDER))}" '
        f'data-gh-top="{escape(place.link(address.HOME))}">'
        '<p class="gh-bench-state" role="status">正在读取数据……</p>'
        '<p class="gh-bench-again" hidden><button type="button" class="gh-button">重试</button></p>'
        f'<ul class="gh-bench-notices"></ul><div class="gh-bench-body" hidden>{_CHOICE}{_RESULT}</div></div>'
        f'<script src="{escape(place.link("assets/workbench.js"))}" type="module"></script>'
    )


def _chooser(name: str, title: str, most: int, label: str, example: str) -> str:
    id_ = f"gh-choose-{name}"
    return (
        f'<fieldset class="gh-chooser" data-gh-chooser="{name}"><legend>{title}（最多{most}个）</legend>'
        f'<ul class="gh-chips" aria-label="已选的{title}"></ul>'
        f'<label for="{id_}">{label}</label><div class="gh-combo">'
        f'<input id="{id_}" type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" '
        f'aria-controls="{id_}-list" autocomplete="off" spellcheck="false" placeholder="{example}">'
        f'<ul id="{id_}-list" role="listbox" aria-label="可选的{title}" hidden></ul></div>'
        '<p class="gh-told" aria-live="polite"></p></fieldset>'
    )


_CHOICE = (
    '<form class="gh-choice" autocomplete="off">'
    + _chooser("of", "单位", 6, "加一个单位或合计", "写名称或曾用名里的几个字")
    + _chooser("metric", "指标", 4, "加一个指标", "写名称里的几个字")
    + '<fieldset class="gh-chooser"><legend>期间</legend><div class="gh-spans">'
    '<label>种类 <select name="kind"></select></label>'
    '<label>从 <select name="from"></select></label><label>到 <select name="to"></select></label>'
    '</div><div class="gh-bases" role="group" aria-label="和谁比"></div></fieldset></form>'
)
_RESULT = (
    '<section class="gh-result" aria-busy="true"><h2>图</h2><div class="gh-charts"></div>'
    '<h2>表</h2><p class="gh-acts"><button type="button" class="gh-button" data-gh-act="table">复制表格</button> '
    '<button type="button" class="gh-button" data-gh-act="text">复制文字</button> '
    '<button type="button" class="gh-button" data-gh-act="csv">下载CSV</button> '
    '<span class="gh-done" role="status"></span></p><div class="gh-tables"></div>'
    '<h2>句子</h2><div class="gh-said-all"></div></section>'
)
