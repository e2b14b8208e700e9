"""Tasks in processes of their own give what they would give here, and fail as they would fail here."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from gonghui.crew import Ahead, Lost, Shard, cores, run
from gonghui.shelf import Shelf


def children() -> set[str]:
    """The processes that this one has started and not yet waited for, the browser's among them."""
    threads = Path("/proc/self/task").glob("*/children")
    return {id_ for thread in threads for id_ in thread.read_text("ascii").split()}


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def refuse() -> None:
    raise ValueError(f"不行，在{os.getpid()}")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def long() -> None:
    signal.pause()


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once(jobs):
    done = dict(run([partial(square, number) for number in range(7)], jobs))
    assert {number: result for number, (result, _) in done.items()} == {n: n * n for n in range(7)}
    here = {process == os.getpid() for _, process in done.values()}
    assert here == {jobs == 1}


def test_no_tasks():
    assert list(run([], 3)) == []


def test_a_long_answer_comes_whole():
    ((_, text),) = run([lambda: "总结" * 1_000_000], 2)
    assert text == "总结" * 1_000_000


def test_what_raises_in_a_process_raises_here():
    others = children()
    with pytest.raises(ValueError, match=f"不行，在{os.getpid()}"):
        list(run([partial(square, 2), refuse, long], 2))
    with pytest.raises(ValueError, match=f"不行，在{os.getpid()}"):  # with something done before
        list(run([partial(square, 2), partial(square, 3), refuse], 2))
    assert children() == others  # nobody is left behind


def test_a_process_that_is_killed_is_told():
    others = children()
    with pytest.raises(Lost, match="SIGKILL"):
        list(run([long, die], 2))
    with pytest.raises(Lost, match="SIGKILL"):  # with something done before
        list(run([partial(square, 1), partial(square, 2), die], 2))
    assert children() == others


def test_nobody_works_on_when_the_process_that_shares_out_is_killed(tmp_path):
    """Else its locks would be held by those that work for nobody."""

    def begun() -> None:
        (tmp_path / str(os.getpid())).touch()
        signal.pause()

    ours = os.fork()
    if ours == 0:
        try:
            list(run([begun, begun, square], 2))
        finally:
            os._exit(1)
    end = time.monotonic() + 10
    while len(workers := list(tmp_path.iterdir())) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    os.kill(ours, signal.SIGKILL)
    os.waitpid(ours, 0)
    while (left := [path.name for path in workers if alive(path.name)]) and time.monotonic() < end:
        time.sleep(0.01)
    for process in left:
        os.kill(int(process), signal.SIGKILL)
    assert left == []


def alive(process: str) -> bool:
    """Whether a process is still at work; what has ended may be listed until somebody asks for it."""
    try:
        return (
            Path("/proc", process, "stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
        )
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_is_begun_before_it_is_asked_for(tmp_path, jobs):
    with Ahead(lambda: ((tmp_path / "begun").touch(), os.getpid())[1], jobs) as ahead:
        end = time.monotonic() + 10
        while jobs > 1 and not (tmp_path / "begun").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        assert (ahead.result() == os.getpid()) is (jobs == 1)


def test_what_nobody_asks_for_any_more_ends():
    others = children()
    with pytest.raises(ValueError, match="不行"), Ahead(long, 2):
        refuse()
    assert children() == others


def test_shards_are_all_there_is():
    every = list(range(10))
    parts = [Shard(number, 3).part(every) for number in (1, 2, 3)]
    assert parts == [[0, 3, 6, 9], [1, 4, 7], [2, 5, 8]]


def test_there_is_a_processor():
    assert cores() >= 1


@pytest.mark.parametrize("level", [0, 1])
def test_a_shelf_gives_back_what_it_was_given(level, tmp_path):
    shelf = Shelf(tmp_path / "new", level)
    contents = {"a/b.html": b"\n\x00", "": b"", "总": b"x" * 9999}
    assert shelf.get("one") is None
    shelf.put("one", contents)
    assert shelf.get("one") == Shelf(shelf.folder, 1 - level).get("one") == contents
    shelf.put("two", {})
    shelf.tidy({"two"})
    assert (shelf.get("one"), shelf.get("two")) == (None, {})
    assert Shelf(None).get("two") is None
