"""Roster: a table that lists persons, whose figures are no unit's and are never published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..privacy.surname import is_name
from ..spelling import fold

_HEADER = re.compile(r"(?:职工|会员|教师|教职工|户主|本人|受助人|学生)?(?:姓名|名字)")
_PLACE = tuple("镇乡村县市区州街路厂校院会部科室司店站组局")  # 马家镇 is no person
_TOTAL = re.compile(r"(?:合|总|小)计")
_COLUMNS = 3  # at the left, of which one may hold names
_FEWEST = 2  # names without a header that says so: one may be any word
_ROW = re.compile(r"\s*\|.*\|\s*$")


def is_persons_name(words: str) -> bool:
    """Whether the words of a label are a person's name and nothing else."""
    bare = fold(words)
    return is_name(bare) and not bare.endswith(_PLACE)


def is_roster(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a list of persons: a cell is headed 姓名, or a column of labels holds names
    alone. 王某某 is none."""
    if any(_HEADER.fullmatch(fold(cell)) for row in rows for cell in row):
        return True
    for column in range(_COLUMNS):
        cells = [fold(row[column]) for row in rows if column < len(row)]
        words = [cell for cell in cells[1:] if cell and not _TOTAL.fullmatch(cell)]
        if len(words) >= _FEWEST and all(map(is_persons_name, words)):
            return True
    return False


def rosters_in(body: str) -> Iterator[tuple[range, str]]:
    """The lists of persons among a Markdown text's tables: their lines, and the head of each."""
    lines = body.split("\n")
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _ROW.match(lines[end]):
            end += 1
        if end > start and is_roster([_cells(line) for line in lines[start:end] if _says(line)]):
            yield range(start + 1, end + 1), "、".join(filter(None, _cells(lines[start])))
        start = end + 1


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _says(line: str) -> bool:
    return any(char not in "|-: \t" for char in line)
