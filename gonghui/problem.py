"""Problem: one thing wrong at one place, told in one shape everywhere.

A message says what is wrong and what to do, in Chinese; the code is stable and its meaning stands
in `gonghui.codes`. Source: contract.md §6.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .codes import CODES, Severity
from .privacy import masked
from .quotation import one_line, shorten

MAX_MESSAGE = 400


@dataclass(frozen=True, order=True)
class Problem:
    """`path` is relative to the project, `line` and `column` count from 1.

    A file's name may hold line breaks, and bytes that no encoding prints: it is told on one line. Neither
    it nor a message repeats the number of a person, since logs are kept.
    """

    path: str
    line: int
    column: int
    code: str
    message: str

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def where(self) -> str:
        """The path as it may be printed."""
        return masked(one_line(self.path))

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}: {self.code}: {self.message}"


class Problems(list[Problem]):
    """The problems of one run, gathered while reading goes on."""

    def report(self, path: str, line: int, column: int, code: str, message: str) -> None:
        """Add one. Whatever the message quotes, it stays one line of at most 400 characters."""
        if code not in CODES:
            raise KeyError(code)
        self.append(Problem(path, line, column, code, shorten(masked(message), MAX_MESSAGE)))

    def has_error_in(self, path: str) -> bool:
        """Whether an error was told of this file."""
        return any(problem.path == path for problem in self.errors)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self if problem.severity is Severity.ERROR]

    def in_order(self) -> list[Problem]:
        """Each once, by path, line and column."""
        return sorted(set(self))


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem: path:line:column: code: message; a warning says that it is one."""
    return "".join(f"{_told(problem)}\n" for problem in problems)


def _told(problem: Problem) -> Problem:
    if problem.severity is Severity.ERROR:
        return problem
    return replace(problem, message=f"提醒：{problem.message}")


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects path, line, column, code, severity, message."""
    return json.dumps([_fields(p) for p in problems], ensure_ascii=False, indent=2) + "\n"


def _fields(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.where,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
    }


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change; Gitea and Forgejo run the
    same workflows and show them in the log of the job alone."""

    def escape(text: str, inside: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if inside else text

    return "".join(
        f"::{problem.severity} file={escape(problem.where, True)},line={problem.line},"
        f"col={problem.column},title={problem.code}::{escape(problem.message)}\n"
        for problem in problems
    )


_LINE = re.compile(r"第[0-9]+行")


def as_gitlab(problems: Iterable[Problem]) -> str:
    """GitLab's Code Quality report: a JSON array. The fingerprint leaves out line numbers, so
    that a problem that merely moves is not new."""
    seen: dict[str, int] = {}
    report = []
    for problem in problems:
        key = f"{problem.where}\0{problem.code}\0{_LINE.sub('', problem.message)}"
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()
        report.append(
            {
                "description": problem.message,
                "check_name": problem.code,
                "fingerprint": digest,
                "severity": "major" if problem.severity is Severity.ERROR else "minor",
                "location": {"path": problem.where, "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}
