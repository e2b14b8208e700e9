"""Whatever is edited, a build that takes what it can from the last one gives the bytes of a clean
build; and so does one of several processes."""

from __future__ import annotations

import random
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gonghui.adapters.building import Built, build
from gonghui.adapters.options import Options
from gonghui.adapters.outputs import KEPT
from gonghui.adapters.turn import in_turn
from gonghui.crew import Lost, Shard


@pytest.fixture(autouse=True)
def everything_is_kept(monkeypatch):
    """As of a large project; of one day, whenever the test is run."""
    monkeypatch.setattr("gonghui.checkup.reading.PART", 2)
    for module in ("archive", "checkup", "adapters.plugin", "adapters.rendering"):
        monkeypatch.setattr(f"gonghui.{module}.FEW", 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def built(root: Path, name: str, jobs: int = 2) -> Built:
    """A build that must go well."""
    done = build(root, root / name, Options(jobs=jobs, site=root / name))
    assert done.ok, (done.problems, done.complaints)
    return done


def clean(root: Path) -> tuple[Built, dict[str, bytes]]:
    """A build in which nothing is known of the one before."""
    kept, aside = root / KEPT, root / "aside"
    kept.rename(aside)
    done = built(root, "clean", jobs=1)
    shutil.rmtree(kept)
    aside.rename(kept)
    return done, contents(root / "clean")


def as_told(done: Built) -> list[str]:
    return [str(problem) for problem in done.problems]


# Edits, as people make them. Each is given the project and its own chance.


def summaries(root: Path) -> list[Path]:
    return sorted((root / "docs" / "summaries").rglob("*.md"))


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(root: Path, chance: random.Random) -> None:
    unit = chance.choice(["芙蓉镇总工会", "柳湾镇总工会"])
    year = chance.randrange(2000, 2018)
    text = (
        f"---\nunit: {unit}\nunit_type: 镇总工会\nperiod: {year}年\nstatus: 签发\nmetrics:\n"
        f"  文体活动: {chance.randint(1, 9)}场次\n  会员人数: 约{chance.randint(2, 90)}0人\n---\n"
        f"## 一、文体活动\n\n举办文体活动，共{chance.randint(1, 9)}场次。\n"
    )
    path = root / "docs" / "summaries" / f"{year}" / f"added-{chance.randrange(10**9)}.md"
    if any(f"period: {year}年" in p.read_text(encoding="utf-8") and unit in p.read_text(encoding="utf-8")
           for p in summaries(root)):  # fmt: skip
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def correct(root: Path, chance: random.Random) -> None:
    for path in chance.sample(summaries(root), len(summaries(root))):
        text = path.read_text(encoding="utf-8")
        if "文体活动: 1场次" in text:
            return replaced(path, "文体活动: 1场次", f"文体活动: {chance.randint(2, 9)}场次")
    return write(root, chance)


def write(root: Path, chance: random.Random) -> None:
    path = chance.choice(summaries(root))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n\n补记第{chance.randrange(10**6)}段。\n", encoding="utf-8")


def delete(root: Path, chance: random.Random) -> None:
    added = [path for path in summaries(root) if path.name.startswith("added-")]
    if added:
        chance.choice(added).unlink()


def move(root: Path, chance: random.Random) -> None:
    """The name of a file means nothing."""
    path = chance.choice(summaries(root))
    path.rename(path.with_name(f"added-{chance.randrange(10**9)}.md"))


def rename(root: Path, chance: random.Random) -> None:
    path = root / "data" / "units.yml"
    text = path.read_text(encoding="utf-8")
    name = (
        f"names: [{{name: 芙蓉{chance.choice('东南西北')}乡总工会, to: 2005-05-31}}, {{name: 芙蓉乡"
    )
    path.write_text(re.sub(r"names: \[.*\{name: 芙蓉乡", name, text), encoding="utf-8")


def restyle(root: Path, chance: random.Random) -> None:
    path = root / "overrides" / "main.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("检索[0-9]*</span>", f"检索{chance.randrange(10**6)}</span>", text))


def setting(root: Path, chance: random.Random) -> None:
    path = root / "data" / "settings.yml"
    old, new = ("decimals: 2", "decimals: 1") if "decimals: 2" in path.read_text("utf-8") else ("decimals: 1", "decimals: 2")  # fmt: skip
    replaced(path, old, new)


def redefine(root: Path, chance: random.Random) -> None:
    path = root / "data" / "metrics.yml"
    text, alias = path.read_text(encoding="utf-8"), f"文体{chance.randrange(10**6)}活动"
    new = re.sub(
        r"aliases: \[(文体[0-9]+活动, )?文体活动场次", f"aliases: [{alias}, 文体活动场次", text
    )
    assert new != text
    path.write_text(new, encoding="utf-8")


def title(root: Path, chance: random.Random) -> None:
    path = root / "docs" / "guide" / "reading.md"
    replaced(path, "# ", f"# 再{chance.randrange(9)}")


def damage(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((root / KEPT).rglob("*.kept")))
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def foreign(root: Path, chance: random.Random) -> None:
    """An entry under the name of another."""
    one, other = chance.sample(sorted((root / KEPT / "units").glob("*.kept")), 2)
    shutil.copy(one, root / KEPT / "units" / "0.kept")
    other.write_bytes(b"")


def meddle(root: Path, chance: random.Random) -> None:
    """Somebody writes into the site itself."""
    page = chance.choice(sorted((root / "site" / "summaries").rglob("*.html")))
    page.write_bytes(page.read_bytes().replace(b"<p>", b"<b>", 1))
    chance.choice(sorted((root / "site" / "units").rglob("*.csv"))).unlink()
    (root / "site" / "units" / "mine").mkdir(exist_ok=True)
    (root / "site" / "units" / "mine" / "note.txt").write_text("x")
    folder = root / "site" / "data" / "beside"
    shutil.rmtree(folder)
    folder.write_text("a file in the place of a folder")
    file = root / "site" / "feed.xml"
    file.unlink(missing_ok=True)
    file.mkdir(exist_ok=True)
    (file / "inside.txt").write_text("a folder in the place of a file")


def nothing(root: Path, chance: random.Random) -> None:
    pass


Edit = Callable[[Path, random.Random], None]
EDITS: tuple[Edit, ...] = (
    add, correct, write, delete, move, rename, restyle, setting, redefine, title, damage, foreign, meddle, nothing,
)  # fmt: skip
EVERYTHING = (rename, restyle, setting, redefine, title)  # what every page shows


def hold(root: Path, edits: Iterator[Edit], chance: random.Random) -> int:
    """Edit, build, compare; how many pages the first build found made."""
    reused, told = built(root, "site").reused, list[str]()
    for edit in edits:
        edit(root, chance)
        told.append(edit.__name__)
        done = built(root, "site")
        again, expected = clean(root)
        found = contents(root / "site")
        differing = [
            at for at in found.keys() | expected.keys() if found.get(at) != expected.get(at)
        ]
        assert differing == [], told
        assert as_told(done) == as_told(again), told
        assert done.reused == 0 if edit in EVERYTHING else done.reused > 0, told
        assert again.reused == 0
    return reused


def test_what_is_kept_gives_the_bytes_of_a_clean_build(small_project):
    chance = random.Random(7)

    def several(root: Path, chance: random.Random) -> None:
        for edit in (correct, move, damage, meddle):
            edit(root, chance)

    half = build(small_project, small_project / "site", Options(shard=Shard(1, 2)))
    assert (half.ok, (small_project / "site").exists()) == (True, False)
    assert 0 < hold(small_project, iter((add, several)), chance) < half.pages * 2


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited(project, seed):
    chance = random.Random(seed)
    hold(project, (chance.choice(EDITS) for _ in range(25)), chance)


def test_a_killed_process_publishes_nothing(small_project, monkeypatch):
    def lost(*_):
        raise Lost("SIGKILL")

    (small_project / "site").mkdir()
    (small_project / "site" / "old.html").write_text("旧")
    monkeypatch.setattr("gonghui.adapters.rendering.crew.run", lost)
    done = build(small_project, small_project / "site", Options(jobs=2))
    assert (done.ok, done.complaints) == (False, [
        "生成网站的一个进程中途被停止（SIGKILL），多半是内存不够。"
        "请关掉别的程序再生成一次，或者少用几个进程，例：gonghui build --jobs 1"
    ])  # fmt: skip
    assert contents(small_project / "site") == {"old.html": "旧".encode()}


def test_of_two_builds_into_one_folder_the_second_waits(tmp_path):
    """Both deleted what the other wrote, and said that all went well."""
    begun = threading.Event()

    def other() -> None:
        with in_turn(tmp_path / "turns", tmp_path / "a" / ".." / "site"):
            begun.set()

    with in_turn(tmp_path / "turns", tmp_path / "site"):
        second = threading.Thread(target=other)
        second.start()
        with in_turn(tmp_path / "turns", tmp_path / "elsewhere"):
            assert not begun.wait(0.2)
    assert begun.wait(10)
    second.join()
