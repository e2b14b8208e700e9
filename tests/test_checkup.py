"""Check-up: every code as golden cases, and the laws that hold for whatever stands in a file."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gonghui.checkup import examine
from gonghui.codes import CODES, FAMILIES
from gonghui.corpus import SUMMARIES
from gonghui.problem import Problem
from tests.cases import cases
from tests.conftest import ROOT
from tests.numbers import filled

BOOK: Any = cases("checkup")
CASES, REGISTRY = BOOK["cases"], BOOK["registry"]
USUAL = {"unit": "芙蓉镇总工会", "unit_type": "镇总工会", "period": "2023年上半年"}
A = "docs/summaries/2023/a.md"


def picture(
    kind: str, size: list[int], exif: int = 0, cut: int = 0, said: list[int] | None = None
) -> bytes:
    """A picture file: its size in pixels, its EXIF turning (1 to 8), how many bytes are missing at
    its end, and the size that the header of a PNG lies about."""
    turned = Image.Exif()
    turned[0x0112] = exif
    content = io.BytesIO()
    more: Any = {"exif": turned} if exif else {}
    Image.new("RGB", (size[0], size[1]), "#7d2b28").save(content, kind, **more)
    raw = content.getvalue()
    if said:
        header = b"IHDR" + struct.pack(">II", *said) + raw[24:29]
        raw = raw[:12] + header + struct.pack(">I", zlib.crc32(header)) + raw[33:]
    return raw[: len(raw) - cut]


def put(root: Path, path: str, form: dict[str, Any] | str) -> None:
    """Write one file in one of the forms that tests/cases/checkup.yml explains."""
    form = {"text": form} if isinstance(form, str) else form
    target = root / filled(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if "link" in form:
        target.symlink_to(form["link"])
    elif form.get("folder"):
        target.mkdir()
    elif "picture" in form:
        target.write_bytes(picture(**form["picture"]))
    elif "zeros" in form:
        with target.open("wb") as file:
            file.truncate(form["zeros"])
    elif "hex" in form:
        target.write_bytes(bytes.fromhex(form["hex"]))
    else:
        usual = "".join(f"{key}: {form.get(key, value)}\n" for key, value in USUAL.items())
        front, body = form.get("front", "").rstrip("\n"), form.get("body", "正文。\n")
        text = form.get("text", f"---\n{usual}{front}{front and chr(10)}---\n{body}")
        text = re.sub(r"(?s)⟪(.+?)×(\d+)⟫", lambda match: match[1] * int(match[2]), filled(text))
        text = text.replace("\n", form.get("line_ends", "\n"))
        target.write_bytes(text.encode(form.get("encoding", "utf-8")))


def project_of(case: dict[str, Any], root: Path) -> Path:
    """The project that a case describes: its files below docs/, and the registry."""
    for name, text in (REGISTRY | case.get("data", {})).items():
        if text is not None:
            put(root, f"data/{name}", text)
    for path, form in case.get("files", {A: case}).items():
        put(root, path, form)
    return root


def listed(case: dict[str, Any], key: str) -> list[str]:
    value = case.get(key, [])
    return value.splitlines() if isinstance(value, str) else value


def codes_of(lines: list[str]) -> set[str]:
    return {line.split(": ", 2)[1] for line in lines}


def keep_the_laws(root: Path, problems: list[Problem]) -> None:
    """What holds for every problem: one readable Chinese line that says what to do, at a place that exists."""
    for problem in problems:
        told = problem.message
        assert len(told) <= 400, told
        assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in told), told
        assert re.search("[请应只]|例：|可用|保留的有|已有|是不是", told), told
        assert problem.line >= 1, problem
        assert problem.column >= 1, problem
        try:
            lines = (root / problem.path).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeError):
            continue
        assert problem.line <= len(lines), problem
        assert problem.column <= len(lines[problem.line - 1]) + 1, problem


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_says(case, tmp_path):
    problems = examine(project_of(case, tmp_path)).problems
    keep_the_laws(tmp_path, problems)
    if case.get("problems") != "any":
        assert [str(problem) for problem in problems] == listed(case, "problems")


def test_every_code_has_a_case_and_a_near_miss():
    exact = [case for case in CASES if case.get("problems") != "any"]
    fired = {code for case in exact for code in codes_of(listed(case, "problems"))}
    missed = {code for case in exact for code in listed(case, "near")}
    assert fired == set(CODES)
    assert missed == set(CODES)
    for case in exact:
        assert not set(listed(case, "near")) & codes_of(listed(case, "problems")), case["name"]


@pytest.mark.parametrize("name", CODES)
def test_a_code_explains_itself_in_chinese(name):
    code = CODES[name]
    assert code.family in FAMILIES
    assert re.search("[\u4e00-\u9fff]", code.meaning), code
    assert code.example, code


PAGES = [page.read_text(encoding="utf-8") for page in sorted((ROOT / SUMMARIES).rglob("*.md"))]
TABLES = {table.name: table.read_text(encoding="utf-8") for table in (ROOT / "data").iterdir()}
SNIPPETS = [
    *"：:，、\t\r{}[]\"'&*!|>@`%/\\-_~90万亿余约每年月未\0\ufeff\u2028\v\x7f\u200b😀",
    *("---", "{{", "}}", "{%", "%}", "{#", "#}", "&a ", "*a", "!x ", "- ", "\n", "  ", "\n  "),
    *(
        "00",
        "-1",
        "1/0",
        "未报",
        "2023",
        "至",
        "XX",
        "unit: ",
        "period: ",
        "names: ",
        "id: ",
        "专题",
    ),
    *(
        '{{ latest("青禾县总工会", "会员人数") }}',
        '{{ compare("a", "b", 5) }}',
        "<script>",
        "[a](b:c)",
    ),
]
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 12),
        st.sampled_from(SNIPPETS) | st.text(max_size=4),
    ),
    min_size=1,
    max_size=8,
)


def mangled(text: str, edits: list[tuple[float, int, str]]) -> str:
    """Some characters deleted and others put in their place, mostly in the first lines."""
    for place, deleted, inserted in edits:
        at = int(place * place * len(text))
        text = text[:at] + inserted + text[at + deleted :]
    return text


def examined(path: str, content: bytes) -> None:
    """Examine the repository's own registry beside one file, which may be one of them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in TABLES.items():
            put(root, f"data/{name}", {"text": text})
        put(root, A, {"text": PAGES[-1]})
        put(root, path, {"hex": content.hex()})
        keep_the_laws(root, examine(root).problems)


@given(st.sampled_from(PAGES), EDITS)
def test_a_mangled_summary_gives_problems_never_an_exception(text, edits):
    examined(A, mangled(text, edits).encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(TABLES)), EDITS)
def test_a_mangled_registry_gives_problems_never_an_exception(name, edits):
    examined(f"data/{name}", mangled(TABLES[name], edits).encode("utf-8", "surrogatepass"))


@given(st.sampled_from([A, "docs/guide/a.md", "data/units.yml", "data/settings.yml"]), st.binary())
def test_random_bytes_give_problems_never_an_exception(path, content):
    examined(path, content)
    examined(path, b"---\nunit: " + content + b"\n---\n" + content)
