"""Characters: what nobody sees or what poses as another, where it would make a name another name or turn
the order of a line."""

from __future__ import annotations

import re

from ..corpus import Corpus
from ..lookalike import FOREIGN, TURNING, UNSEEN, foreign_as
from ..problem import Problems
from ..reading.markdown import Lines
from ..registry.files import FOLDER
from .texts import other_texts

MOST = 20  # told of one file
_HEAD = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")


def check_characters(corpus: Corpus, problems: Problems) -> None:
    """In front matter and registries nothing unseen; elsewhere nothing that turns the order of a line.
    In registries no letters of other scripts that look like Latin ones either."""
    for path, text in corpus.texts.items():
        head = _HEAD.match(text)
        end = head.end() if head else 0
        _tell(path, text, UNSEEN, problems, 0, end)
        _tell(path, text, TURNING, problems, end, len(text))
    for path, text in other_texts(corpus):
        registry = path.startswith(f"{FOLDER}/")
        _tell(path, text, UNSEEN if registry else TURNING, problems, 0, len(text))
        if registry:
            _tell(path, text, FOREIGN, problems, 0, len(text))


def _tell(
    path: str, text: str, odd: re.Pattern[str], problems: Problems, start: int, end: int
) -> None:
    if text.isascii() or not odd.search(text, start, end):
        return
    lines = Lines(text)
    for count, match in enumerate(odd.finditer(text, start, end)):
        if count == MOST:
            return
        code = f"U+{ord(match[0]):04X}"
        if odd is FOREIGN:
            fault = f"“{match[0]}”（{code}）是外文字母，样子同“{foreign_as(match[0])}”一样，会成为另一个名称。"
        elif TURNING.match(match[0]):
            fault = f"这里有看不见的控制符（{code}），会把后面的字倒着排，或藏着别的话。"
        else:
            fault = f"这里有看不见的字符（{code}），名称会因此不同。"
        line, column = lines.place(match.start())
        problems.report(
            path,
            line,
            column,
            "hidden-character",
            f"{fault}请删去，重新输入这几个字，不要从网页上复制。",
        )
