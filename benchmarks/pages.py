"""Pages that search is measured on: the sample's, those of texts of one's own, and generated ones."""

from __future__ import annotations

import gzip
import json
import random
from html import escape
from pathlib import Path

import markdown

from benchmarks.corpus import generate
from gonghui.corpus import Corpus, read_corpus
from gonghui.problem import Problems
from gonghui.registry import Registry
from gonghui.search import Document, blocks_of, normal


class Pages:
    """Pages to be searched: documents, and the truth about them."""

    def __init__(self, name: str, corpus: Corpus, documents: list[Document]) -> None:
        self.name, self.corpus, self.documents = name, corpus, documents
        self.blocks = {d.address: [normal(b.text) for b in d.blocks] for d in documents}

    def truth(self, query: str) -> set[str]:
        """The addresses of the pages that hold the query in one block."""
        form = normal(query)
        return {at for at, blocks in self.blocks.items() if any(form in block for block in blocks)}

    def strings(self, count: int, seed: int = 1) -> list[str]:
        """Random pieces of one to eight characters of any sort, without white space; none that
        nobody sees, as the zero-width spaces that some texts hold."""
        draw, found = random.Random(seed), []
        texts = [block.text for d in self.documents for block in d.blocks]
        while len(found) < count:
            text, size = draw.choice(texts), draw.randint(1, 8)
            at = draw.randrange(max(1, len(text) - size + 1))
            piece = text[at : at + size]
            if piece.split() == [piece] and normal(piece):
                found.append(piece)
        return found

    def paragraphs(self, count: int, seed: int = 1) -> list[str]:
        """Random blocks of at least forty characters, as they are pasted, without white space."""
        long = [b.text for d in self.documents for b in d.blocks if len(b.text) >= 40]
        return ["".join(text.split()) for text in random.Random(seed).sample(long, count)]


def sample(site: Path) -> Pages:
    """The pages of the repository's own site, as its index has them."""
    documents = []
    for path in sorted(site.rglob("index.html")):
        at = f"{path.parent.relative_to(site)}/".replace("./", "")
        if at.split("/")[0] in ("summaries", "units", "metrics", "guide"):
            html = path.read_text(encoding="utf-8")
            article = html.split("<article", 1)[-1].split(">", 1)[-1].split("</article>")[0]
            documents.append(Document(at, at, "工作总结", tuple(blocks_of(article)), year="2024"))
    return Pages("sample", Corpus(Path(), Registry()), documents)


def texts(path: Path) -> Pages:
    """A page for each line of a JSONL file, packed with gzip or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    documents = []
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            entry = json.loads(line)
            paragraphs = "".join(f"<p>{escape(p)}</p>" for p in entry["text"].splitlines())
            html = f"<h1>{escape(str(entry.get('title', number)))}</h1>{paragraphs}"
            at, year = f"pages/{number}/", str(entry.get("year", ""))
            title = str(entry.get("title", number))
            documents.append(Document(at, title, "工作总结", tuple(blocks_of(html)), year=year))
    documents.sort(key=lambda d: d.year, reverse=True)
    return Pages(path.name, Corpus(Path(), Registry()), documents)


def generated(count: int, folder: Path) -> Pages:
    """Generated summaries, rendered from their Markdown as plain pages."""
    project = generate(folder / "project", count)
    corpus = read_corpus(project, Problems())
    documents = []
    for period, summaries in corpus.by_period.items():
        for summary in summaries:
            html = f"<h1>{escape(summary.title)}</h1>" + markdown.markdown(
                summary.body, extensions=["tables", "toc"]
            )
            documents.append(
                Document(
                    summary.address, summary.title, "工作总结", tuple(blocks_of(html)),
                    unit=summary.unit.id, period=period.id, year=str(period.last_year), status="核定",
                )
            )  # fmt: skip
    return Pages(f"{count} generated", corpus, documents)
