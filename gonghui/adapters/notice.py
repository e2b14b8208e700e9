"""Notices: what a preview says in the place of a page, or over one."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_STYLE = (
    "font:16px/1.8 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;color:#222;background:#fff"
)


def notice(title: str, content: str) -> str:
    """A page of the preview's own."""
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title>'
        f'<body style="{_STYLE}"><main class="gh-problems"><h1>{title}</h1>{content}</main></body></html>'
    )


def problem_notice(lines: Iterable[str], others: str, has_home: bool) -> str:
    """The list of problems as a page; `others` says what the pages are that have none."""
    items = "".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    words = f"<p>下面的问题改好、保存以后，这一页会自己更新。{others}</p>"
    home = '<p><a href="/">回首页</a></p>' if has_home else ""
    return notice("有问题要改", f"{words}<ol>{items}</ol>{home}")


def bar(problems: int, stale: bool) -> str:
    """Over every page without a problem; its link leads nowhere, which is where the list is shown."""
    last = "这一页是上一次成功的版本。" if stale else ""
    return (
        '<div role="status" style="position:fixed;bottom:0;left:0;right:0;z-index:99;padding:.6rem 1rem;'
        f'background:#7a4b00;color:#fff;font-size:.75rem">有{problems}处问题要改，'
        f'<a href="/gh-problems/" style="color:inherit">看是哪些</a>。{last}</div>'
    )
