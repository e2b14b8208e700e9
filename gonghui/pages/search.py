"""Search: the page on which a reader searches all texts; scripts fill it from the address."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote_plus

from .. import address
from ..corpus import Corpus
from ..place import Place
from .page import Page

TITLE = "检索"
STYLE = "assets/search-page.css"

FORM = (
    '<form class="gh-ask" role="search" method="get" autocomplete="off">'
    '<label for="gh-query">要找的文字</label>'
    '<span><input id="gh-query" name="q" type="search" enterkeyhint="search" spellcheck="false" '
    'autocapitalize="off" aria-describedby="gh-query-hint" placeholder="例如：女职工 体检">'
    '<button class="gh-button">检索</button></span>'
    '<small id="gh-query-hint">一个字也行；几个词用空格隔开，每个词都要有。</small></form>'
)
EXAMPLES = (
    ("职代会", "一个词、一句话、一个字都可以，写什么就找什么"),
    ("女职工 体检", "几个词用空格隔开，每个词都要有，先后不限"),
    ("82.56%", "数字照原样写；写7402或者7,402都找得到"),
    ("《工会法》", "标点也算；不论标点的，请不要写标点。词外面的引号可写可不写"),
)
SHOWN = (
    '<p class="gh-search-state" role="status"></p>'
    '<p class="gh-search-again" hidden><button type="button" class="gh-button">重试</button></p>'
    '<div class="gh-search-body"><div class="gh-search-found" hidden><p class="gh-search-order" role="group" aria-label="次序">'
    '<label><input type="radio" name="gh-order" value="relevance" checked> 按相关程度</label> '
    '<label><input type="radio" name="gh-order" value="newest"> 按时间，新的在前</label></p>'
    '<ol class="gh-hits" aria-label="结果"></ol>'
    '<p class="gh-search-more" hidden><button type="button" class="gh-button">更多</button></p></div></div>'
)


def pages(corpus: Corpus) -> Iterator[Page]:
    """The one page, whatever is searched for."""
    yield Page(address.SEARCH, TITLE, content, style=STYLE)


def content(place: Place) -> str:
    """The field, what a script fills, how to search, and where to look without a script. The address
    says what is searched for: ?q=职代会&year=2024&year=2023&kind=工作总结&sort=newest."""
    summaries, units, metrics = (
        escape(place.link(to)) for to in (address.SUMMARIES, address.UNITS, address.METRICS)
    )
    return (
        "<noscript><p>检索要靠脚本，浏览器没有开脚本。请从目录里找："
        f'<a href="{summaries}">全部总结</a>、<a href="{units}">全部单位</a>、<a href="{metrics}">全部指标</a>。</p></noscript>'
        f'<div class="gh-search">{FORM}{SHOWN}{_help()}</div>'
    )


def _help() -> str:
    """How to search, shown while nothing is searched for and where nothing is found."""
    rows = "".join(
        f'<li><a href="?q={quote_plus(words)}">{escape(words)}</a><span>{escape(said)}</span></li>'
        for words, said in EXAMPLES
    )
    return (
        f'<div class="gh-search-help"><p>可以这样写：</p><ul>{rows}</ul>'
        "<p>繁体、简体不分，全角、半角不分，大小写和空格也不分。登记过的同义词、单位的曾用名会一起找，"
        "这样找到的写明“同义词”“曾用名”。检索的范围是各篇总结的文字和表、单位页、指标页、指南和其他文章。</p></div>"
    )
