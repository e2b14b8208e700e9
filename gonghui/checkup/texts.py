"""Texts: what a commit would publish or keep beside the summaries, as text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..attachment import MAX_ATTACHMENT
from ..corpus import SUMMARIES, Corpus
from ..reading.source import words_of
from ..registry.files import FOLDER
from .files import looked_at

_TEXTS = (".md", ".markdown", ".csv", ".txt", ".svg")


def other_texts(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The texts below docs/ and data/ that are no summaries, whatever their encoding."""
    summaries, root = f"{SUMMARIES}/", corpus.root
    for shown, is_file in looked_at(corpus):
        suffix = os.path.splitext(shown)[1].lower()
        if not is_file or suffix not in _TEXTS:
            continue
        if not (suffix == ".md" and shown.startswith(summaries)):
            yield from _text_of(root, shown)
    for path in sorted((root / FOLDER).glob("*.y*ml")):
        yield from _text_of(root, f"{FOLDER}/{path.name}")


def _text_of(root: Path, shown: str) -> Iterator[tuple[str, str]]:
    path = root / shown
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_ATTACHMENT:
            return
        raw = path.read_bytes()
    except OSError:  # told by the checks of files and registries
        return
    text = words_of(raw) or ""  # what is no text is told by the check of files
    yield shown, text.replace("\r\n", "\n").replace("\r", "\n")
