"""Privacy: numbers of persons and marks of secrecy, wherever they would be published or kept; names
beside a hardship in summaries.

Read are the summaries as they were written, front matter and comments included, the site's own pages,
the registries, text files among the attachments, and every name of a file. What stands within
pictures, PDF and office files is not.
"""

from __future__ import annotations

import os

from ..corpus import Corpus
from ..privacy import KIND_NAMES, Kind, Leak, leaks_in, marks_in, names_in, surname_of
from ..reading.markdown import Lines
from .files import below
from .findings import Findings
from .texts import other_texts

MOST = 20  # findings of one kind told of one file
_GONE = "已经提交过的，只改这里还不够，见指南“检查代码”一页。"
_INSTEAD = {
    Kind.IDENTITY_CARD: "请删去；要说到人，写姓和“某某”。例：职工张某某",
    Kind.BANK_CARD: "请删去；公布资金只写用途和金额。例：发放慰问金500元",
    Kind.MOBILE: "请删去；要留联系方式，写单位的办公电话。例：县总工会办公室",
}


def check_privacy(corpus: Corpus, findings: Findings) -> None:
    """Look through everything that a commit would publish."""
    for path, text in corpus.texts.items():
        _check_text(path, text, findings)
        if path in corpus.by_path:
            _check_names(path, text, findings)
    for path, text in other_texts(corpus.root):
        _check_text(path, text, findings)
    for shown, _ in below(corpus.root):
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


def _check_names(path: str, text: str, findings: Findings) -> None:
    """Of a name the family name alone is told: the place says which."""
    lines, found = Lines(text), list(names_in(text))
    for start, end in found[:MOST]:
        surname = surname_of(text[start:end])
        findings.tell(
            path,
            lines.place(start),
            "personal-name",
            f"“{surname}{'某' * (end - start - len(surname))}”像是真名，写在困难、疾病、单亲或残疾的旁边。"
            "请写成姓加“某某”；本人同意公布的，在 accept 里写明。"
            "例：accept: [{code: personal-name, reason: 本人书面同意}]",
        )
    if not found:
        findings.tell(path, (1, 1), "personal-name", "")


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
