"""Delivery: the drafts of a file written as pages beside their pictures, and what is said of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import SUMMARIES
from ..disk import reason
from ..intake.container import MAX_FILE, too_big
from ..intake.draft import Draft, Item
from ..intake.proposed import Wishes
from ..intake.refusal import IntakeError
from ..quotation import clip, one_line
from ..registry import Registry
from ..summary import Summary
from .chinese import columns

UNDATED = "待定"  # the folder of pages whose period is still to be filled in


@dataclass
class Outcome:
    """What became of one file: the pages written and what a person must do."""

    file: str
    pages: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    asks: int = 0
    failures: list[str] = field(default_factory=list)  # why a file or a page of it was not written

    def fail(self, message: str) -> None:
        """Tell why a file or a page was not written."""
        self.lines.append(f"{one_line(self.file)}:1: {message}")
        self.failures.append(message)


@dataclass(frozen=True)
class Desk:
    """Where pages go: `target` None is the folder of each year; `present` are the summaries there
    are, by unit, period and class."""

    root: Path
    registry: Registry
    wishes: Wishes
    target: Path | None
    present: dict[tuple[str, str, str], Summary]


def drafts_in(file: Path, registry: Registry, wishes: Wishes) -> list[Draft]:
    """The summaries in a file. Raises IntakeError, also where it cannot be read."""
    from ..intake.reception import take_in  # Word's library is read when it is used

    if file.name.startswith("~$"):
        raise IntakeError(
            "这是 Word、Excel 打开文件时留下的临时文件，里面没有正文。请导入名字里没有“~$”的那个文件。"
        )
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise IntakeError("这不是普通文件。请写文件或文件夹的名字。")
        if status.st_size > MAX_FILE:
            raise IntakeError(too_big(status.st_size))
        raw = file.read_bytes()
    except OSError as error:
        raise IntakeError(
            f"文件打不开（{reason(error)}）。请看它是否正在别的程序里打开，能不能读。"
        ) from error
    return take_in(file.name, raw, registry, wishes)


def deliver(file: Path, desk: Desk) -> Outcome:
    """Write the pages of one file. Whatever is wrong with it is told in the outcome."""
    outcome = Outcome(str(file))
    try:
        drafts = drafts_in(file, desk.registry, desk.wishes)
    except IntakeError as error:
        outcome.fail(str(error))
        return outcome
    for draft in drafts:
        _deliver(draft, desk, outcome)
    return outcome


def _deliver(draft: Draft, desk: Desk, outcome: Outcome) -> None:
    folder = desk.target or desk.root / SUMMARIES / _year(draft)
    path = folder / f"{draft.stem}.md"
    shown = _shown(path)
    top = desk.root / SUMMARIES
    linked = [one for one in path.parents if one.is_relative_to(top) and one.is_symlink()]
    if linked:
        outcome.fail(f"{_shown(linked[0])} 是符号链接，网站不读。请换成真正的文件夹。")
        return
    try:
        _write(draft, folder, path)
    except FileExistsError as error:
        there = _shown(Path(error.filename or path))
        outcome.fail(f"已经有 {there}，没有改动。要重新导入，请先移走它，或用 --out 写到别处。")
        return
    except OSError as error:
        outcome.fail(f"{shown} 写不进去（{reason(error)}）。请换一个文件夹，例：--out 导入")
        return
    outcome.pages.append(shown)
    outcome.lines.append(f"{shown}: {_said(draft)}")
    items = list(draft.items)
    known = None
    if draft.unit and draft.period:
        known = desk.present.get((draft.unit.id, draft.period.id, str(draft.class_)))
    if known is not None:
        items.append(Item(2, f"这个单位这一期已经有一篇：{known.path}。请留下一篇。", True))
    outcome.asks += sum(item.asks for item in items)
    for item in items:
        what = item.message if item.asks else f"（不必改）{item.message}"
        outcome.lines.append(f"{shown}:{item.line}: {what}")


def _said(draft: Draft) -> str:
    """What was made of one summary, in one line."""
    who = draft.unit.name if draft.unit else "单位待定"
    when = draft.period.name if draft.period else "期间待定"
    with_pictures = f"，图片{len(draft.pictures)}幅" if draft.pictures else ""
    return f"写好了（{who}，{when}），填了{draft.metrics}个指标、{draft.local}个其他数{with_pictures}。"


def _year(draft: Draft) -> str:
    last = draft.period.last_year if draft.period else None
    return f"{last}" if last else UNDATED


def _write(draft: Draft, folder: Path, path: Path) -> None:
    """The pictures and the page; nothing that is there is touched. Raises FileExistsError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    contents = {folder / name: content for name, content in draft.pictures.items()}
    contents[path] = draft.markdown.encode("utf-8")
    try:
        for place, content in contents.items():
            with open(place, "xb") as file:
                made.append(place)
                file.write(content)
    except OSError:
        for place in made:  # a page without its pictures would be half of it
            place.unlink(missing_ok=True)
        raise


def _shown(path: Path) -> str:
    """A path as one would type it here."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = os.pardir
    far = near.startswith(os.pardir)
    return one_line((str(path) if far else near).replace(os.sep, "/"))


def table_of(outcomes: list[Outcome]) -> list[str]:
    """The lines of a table of what needs a person, file by file; none where nothing does."""
    needy = [outcome for outcome in outcomes if outcome.asks or outcome.failures]
    rows = [("文件", "写好", "要人看", "没写成的原因")]
    for outcome in needy:
        why = next(iter(outcome.failures), "")
        name = clip(one_line(outcome.file))
        rows.append((name, f"{len(outcome.pages)}篇", f"{outcome.asks}处", clip(why)))
    return columns(rows) if needy else []
