"""Two summaries of a unit side by side: one page for all pairs; a script fills it from the address."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .. import address
from ..corpus import Corpus
from ..place import Place
from .page import Page

TITLE = "对照阅读"
STYLE, SCRIPT = "assets/beside.css", "assets/beside.js"

CHOICE = """
<div class="gh-find"><label for="gh-unit">单位</label>
<input id="gh-unit" type="text" autocomplete="off" placeholder="写单位名称里的几个字，曾用名也可以">
<div id="gh-units" aria-live="polite"></div></div>
<div class="gh-pair"><div><label for="gh-left">第一篇</label> <select id="gh-left" disabled></select></div>
<div><label for="gh-right">第二篇</label> <select id="gh-right" disabled></select></div></div>
<p id="gh-told" role="status"></p>
<div id="gh-shown"></div>
"""


def pages(corpus: Corpus) -> Iterator[Page]:
    """The one page, whatever the number of units and summaries."""
    yield Page(address.BESIDE, TITLE, content, style=STYLE)


def content(place: Place) -> str:
    """What a reader chooses from, and what to do where no script runs. The script knows the rest from
    the address: ?unit=furong-town&left=2007-H1&right=2008-H1."""
    units = escape(place.link(address.UNITS))
    return (
        "<p>同一个单位任意两期的总结并排着看：对得上的段落摆在一起，数字有变化的注明增减。</p>"
        "<noscript><p>这一页要靠脚本把两篇摆在一起，浏览器没有开脚本。"
        f'请到<a href="{units}">全部单位</a>点进单位，在“历年总结”里把要看的两篇各开一个窗口，对照着看。</p></noscript>'
        f'<div class="gh-two" id="gh-two" data-gh-root="{escape(place.link(address.HOME))}">{CHOICE}</div>'
        f'<script type="module" src="{escape(place.link(SCRIPT))}"></script>'
    )
