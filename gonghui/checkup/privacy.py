"""Privacy: numbers of persons and marks of secrecy, wherever they would be published or kept; names
beside a hardship in summaries.

Read are the summaries as they were written, front matter and comments included, the site's own pages,
the registries, text files among the attachments, and every name of a file. What stands within
pictures, PDF and office files is not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from ..corpus import Corpus
from ..privacy import KIND_NAMES, Kind, Leak, is_name, leaks_in, marks_in, names_in, veiled_name
from ..reading.markdown import Lines
from ..summary import Summary
from .files import looked_at
from .findings import Findings
from .texts import other_texts

MOST = 20  # findings of one kind told of one file
_GONE = "已经提交过的，只改这里还不够，见指南“检查代码”一页。"
_NO_GIVEN = re.compile("[费金款额物率数券卡奖班会课赛]$")  # 安家费
_INSTEAD = {
    Kind.IDENTITY_CARD: "请删去；要说到人，写姓和“某某”。例：职工张某某",
    Kind.BANK_CARD: "请删去；公布资金只写用途和金额。例：发放慰问金500元",
    Kind.MOBILE: "请删去；要留联系方式，写单位的办公电话。例：县总工会办公室",
}


def check_privacy(corpus: Corpus, findings: Findings, summaries: Iterable[Summary]) -> None:
    """Look through these summaries."""
    for summary in summaries:
        text = corpus.texts[summary.path]
        _check_text(summary.path, text, findings)
        _check_names(summary, text, findings)


def check_privacy_elsewhere(corpus: Corpus, findings: Findings) -> None:
    """Look through everything else that a commit would publish."""
    for path, text in corpus.texts.items():
        if path not in corpus.by_path:
            _check_text(path, text, findings)
    for path, text in other_texts(corpus):
        _check_text(path, text, findings)
    for shown, _ in looked_at(corpus):
        _check_name(shown, findings)


def _check_text(path: str, text: str, findings: Findings) -> None:
    lines = Lines(text)
    leaks = leaks_in(text)
    told: dict[str, list[tuple[int, str]]] = {str(kind): [] for kind in Kind}
    for leak in leaks:
        told[leak.kind].append((leak.start, _fault(leak)))
    told["secret-mark"] = [
        (
            start,
            f"这里有密级或内部资料的标志“{' '.join(text[start:end].split())}”。涉密和内部的内容不能上网，"
            f"请撤下这份材料，先交保密审查；只是提到这件事的，请换个写法。例：涉密文件。{_GONE}",
        )
        for start, end in marks_in(text)
    ]
    for code, found in told.items():
        for start, message in found[:MOST]:
            findings.tell(path, lines.place(start), code, message)
        if len(found) > MOST:
            start, message = found[MOST]
            more = f"这样的还有{len(found) - MOST}处，不再一一列出。{message}"
            findings.tell(path, lines.place(start), code, more)
        if not found:
            findings.tell(path, (1, 1), code, "")


def _fault(leak: Leak) -> str:
    name = KIND_NAMES[leak.kind]
    return f"这里像是{name}（{leak.veiled}），不能公布。{_INSTEAD[leak.kind]}。{_GONE}"


def _check_names(summary: Summary, text: str, findings: Findings) -> None:
    """Of a name the family name alone is told: the place says which."""
    path, lines = summary.path, Lines(text)
    found = [
        (lines.place(a), text[a:b], "写在困难、疾病、单亲或残疾的旁边") for a, b in names_in(text)
    ]
    keys = [(*key, "写成了 local 里的一项，后面是钱数") for key in _named_keys(summary, text)]
    for (line, column), name, where in [*found, *keys][:MOST]:
        findings.tell(
            path,
            (line, column),
            "personal-name",
            f"第{column}个字起，“{veiled_name(name)}”像是真名，{where}；检查的输出会留在日志里，这里不写全名。"
            "请写成姓加“某某”；本人同意公布的，在 accept 里写明。"
            "例：accept: [{code: personal-name, reason: 写明原因}]",
        )
    if not found and not keys:
        findings.tell(path, (1, 1), "personal-name", "")


def _named_keys(summary: Summary, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The names of persons that stand as figures' names before an amount: 王小明: 3000."""
    lines = text.split("\n")
    for entry in summary.local:
        name, unit = entry.name, entry.figure.unit
        amount = entry.figure.is_number and unit in ("", "元", "万元")
        if amount and is_name(name) and not _NO_GIVEN.search(name):
            line = entry.line
            yield (line, lines[line - 1].find(name) + 1), name


def _check_name(shown: str, findings: Findings) -> None:
    """The name of one file or folder."""
    name = os.path.basename(shown)
    for leak in leaks_in(os.path.splitext(name)[0]):
        what = KIND_NAMES[leak.kind]
        findings.tell(
            shown,
            (1, 1),
            leak.kind,
            f"文件名里像是有{what}（{leak.veiled}），文件名也会公布。请改名。例：夜校海报.png。{_GONE}",
        )
