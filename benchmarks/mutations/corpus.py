"""True sentences to mutate: each with its article, its place in it and the article's date."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.mutations.written import ARTICLES
from stories.summarising.sentences import split

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "newsroom" / "demo" / "stories"
BLIND = ROOT / "tests" / "summarising" / "blind"
REAL = ROOT.parent / "shared" / "real-news"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mutant:
    """An edited sentence with the passages it would cite: half-open offsets into ``article``.

    ``operations`` are those of an edit the engine recorded; empty for all that is built here.
    """

    text: str
    original: str
    article: str
    spans: tuple[Span, ...]
    published: datetime
    operations: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A true sentence: ``article[start:end]``. ``others`` are the article's other sentences."""

    article: str
    start: int
    end: int
    published: datetime
    others: tuple[Span, ...] = field(default=())

    @property
    def sentence(self) -> str:
        """The sentence as the article has it."""
        return self.article[self.start : self.end]

    def other_texts(self) -> list[str]:
        """The article's other sentences, as text."""
        return [self.article[start:end] for start, end in self.others]

    def mutant(self, text: str, *more: Span) -> Mutant:
        """This sentence edited to ``text``, citing itself and ``more`` passages."""
        return Mutant(text, self.sentence, self.article, ((self.start, self.end), *more), self.published)

    def in_article(self, source: str, text: str, *more: Span) -> Mutant:
        """The same case with ``source`` in place of the sentence in its article, told as ``text``."""
        article = self.article[: self.start] + source + self.article[self.end :]
        longer = len(source) - (self.end - self.start)
        moved = tuple((a + longer, b + longer) if a >= self.end else (a, b) for a, b in more)
        return Mutant(text, source, article, ((self.start, self.start + len(source)), *moved), self.published)


def cases() -> list[Case]:
    """Every usable English sentence, in a fixed order; the written ones first."""
    found: list[Case] = []
    for text, published in _articles():
        spans = list(split(text))
        for start, end in spans:
            if _is_usable(text[start:end]):
                others = tuple(span for span in spans if span != (start, end))
                found.append(Case(text, start, end, published, others))
    return found


def _articles() -> Iterator[tuple[str, datetime]]:
    for published, text in ARTICLES:
        yield text, datetime.fromisoformat(published)
    for path in [path for folder in (DEMO, BLIND, REAL) for path in sorted(folder.glob("*.json"))]:
        story = json.loads(path.read_text(encoding="utf-8"))
        for article in story["articles"]:
            if (article.get("language") or story.get("language") or "en") == "en":
                yield unicodedata.normalize("NFC", article["text"]), _time(article["published_at"])


def _time(told: str) -> datetime:
    time = datetime.fromisoformat(told)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _is_usable(sentence: str) -> bool:
    """Whole declarative sentences of 6 to 50 words with balanced marks."""
    words = sentence.split()
    return (
        6 <= len(words) <= 50
        and sentence[0].isupper() | (sentence[0] in '"“')
        and re.search(r"[.!][\"”’']?$", sentence) is not None
        and sentence.count('"') % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("(") == sentence.count(")")
    )


def plain(text: str) -> str:
    """A form in which equal words are equal: NFKC, one kind of space, quote and dash, no case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("[\u00ad\u200b\u2060\ufeff]", "", folded)
    folded = re.sub("[‐‑‒–—−]", "-", folded)
    folded = re.sub("[‘’‚′]", "'", re.sub("[“”„″«»]", '"', folded))
    return " ".join(folded.split()).strip(" .!\"'")
