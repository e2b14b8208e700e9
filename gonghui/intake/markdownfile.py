"""Markdown file: a text that is Markdown already, kept as it is, with or without front matter."""

from __future__ import annotations

import re
from dataclasses import replace

from ..excerpt import plain
from ..facts import facts_in
from ..problem import Problems
from ..reading.node import Scalar
from ..reading.strictyaml import read_mapping
from ..registry import Registry
from ..summary.frontmatter import Document, split
from .division import LONGEST, Text
from .draft import Draft, Item
from .manuscript import Block, BlockKind
from .page import page_of
from .plaintext import read_text
from .proposed import Wishes
from .sensitive import sensitive_items

_TITLE = re.compile(rf"\s*+#(?!#)[ \t]*+(?P<title>[^\n]{{1,{LONGEST}}}?)[ \t]*+#*+[ \t]*+\n+")
_ASKED = ("unit", "unit_type", "period")


def markdown_drafts(name: str, raw: bytes, registry: Registry, wishes: Wishes) -> list[Draft]:
    """The one page of a .md. Raises IntakeError where it cannot be read."""
    text = read_text(raw)
    document = split(text, name, Problems()) if text.startswith("---") else None
    body = document.body if document else text
    found = _TITLE.match(body) if document is None else None
    found = found if found and len(found["title"]) <= LONGEST else None
    title = found["title"] if found else ""
    body = body[found.end() :] if found else body
    lines = [line for line in body.split("\n") if line.strip()]
    blocks = tuple(Block(BlockKind.PARAGRAPH, _bare(line)) for line in lines)
    made = page_of(Text(title, blocks), [], registry, wishes, name, {}, body.strip("\n") + "\n")
    return [made if document is None else _kept(made, document, registry)]


def _bare(line: str) -> str:
    return plain(re.sub(r"^\s*(?:#+|>|[-*+]|\d+\.)\s+", "", line))


def _kept(made: Draft, document: Document, registry: Registry) -> Draft:
    """A page that has its front matter keeps it; only what every page must have is put before it."""
    problems = Problems()
    node = read_mapping(
        document.head, "page.md", problems, 2, ("metrics", "local"), example="unit: 芙蓉镇总工会"
    )
    there = {key: pair[1] for key, pair in node.items.items()} if node else {}
    own = {key: value.text for key, value in there.items() if isinstance(value, Scalar)}
    proposed = [
        line
        for line in made.markdown.split("\n---\n")[0].split("\n")[1:]
        if line.split(":")[0] in _ASKED
    ]
    missing = [line for line in proposed if line.split(":")[0] not in there] if node else []
    head = [*missing, document.head] if document.head else missing
    markdown = "\n".join(["---", *head, "---", document.body])
    shift = document.body_line - 1 + len(missing)
    facts = tuple(
        fact._replace(line=fact.line + shift) for fact in facts_in(document.body, registry)
    )
    unit = registry.unit(own.get("unit", "")) or made.unit
    items = [
        Item(1 + i, f"题头里没有{line.split(':')[0]}，补上了。请核对。", True)
        for i, line in enumerate(missing, 1)
    ]
    if problems.errors:
        items += [Item(p.line, p.message, True) for p in problems.errors]
    items += sensitive_items(markdown)
    return replace(
        made,
        unit=unit,
        type_id=unit.type_id if unit else made.type_id,
        facts=facts,
        items=tuple(items),
        markdown=markdown,
        metrics=_count(there.get("metrics")),
        local=_count(there.get("local")),
    )


def _count(node: object) -> int:
    return len(getattr(node, "items", ()))
