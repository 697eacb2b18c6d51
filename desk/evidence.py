"""A sentence's evidence as an editor reads it: the article open at the passage, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stories.models import Citation, Sentence, Snapshot, Writer

AROUND = 90  # code points on either side of a passage that a suggestion rests on
SHOWN = 8000  # of an article that is open beside a sentence: nearly every one whole


@dataclass(frozen=True, slots=True)
class Passage:
    """One cited passage; `is_true` where the span holds its words, `is_old` where it is of an earlier text."""

    number: int | None
    citation: Citation
    is_true: bool
    is_old: bool

    @property
    def outlet(self) -> str:
        """Who published the article."""
        return self.citation.article.publisher.name

    @property
    def headline(self) -> str:
        """What the article is headed."""
        return self.citation.article.headline


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of an article's text; `kind` is "" for what is not cited, "mark" for a passage, "here" for the chosen."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article open at a passage of a sentence. Each of `before` and `after` says whether text was left out there."""

    passage: Passage
    at: int
    of: int
    pieces: tuple[Piece, ...]
    before: bool
    after: bool


def passages(citations: Iterable[Citation], texts: Mapping[int, str], numbers: Mapping[int, int]) -> list[Passage]:
    """The passages of a sentence in the order of their numbers. texts by snapshot id, numbers by article id."""
    made = [
        Passage(
            number=numbers.get(citation.article_id),
            citation=citation,
            is_true=texts[citation.snapshot_id][citation.start : citation.end] == citation.quote,
            is_old=citation.article.current_snapshot_id != citation.snapshot_id,
        )
        for citation in citations
    ]
    return sorted(made, key=lambda one: (one.number is None, one.number or 0, one.citation.start))


def reading(found: Sequence[Passage], texts: Mapping[int, str], at: int) -> Reading | None:
    """The article of one of these passages, all of them that it holds marked; None where there is no passage."""
    if not found:
        return None
    at = min(max(at, 0), len(found) - 1)
    chosen = found[at]
    text = texts[chosen.citation.snapshot_id]
    first, last = max(chosen.citation.start - SHOWN, 0), min(chosen.citation.end + SHOWN, len(text))
    pieces, done = [], first
    for one in (one for one in found if one is chosen or _stands_apart(one.citation, chosen.citation)):
        start, end = max(one.citation.start, done), min(one.citation.end, last)
        if start < end:
            pieces += [Piece(text[done:start]), Piece(text[start:end], "here" if one is chosen else "mark")]
            done = end
    pieces.append(Piece(text[done:last]))
    return Reading(chosen, at, len(found), tuple(one for one in pieces if one.text), first > 0, last < len(text))


def _stands_apart(one: Citation, chosen: Citation) -> bool:
    """Whether it is a passage of the same text that shares nothing with the chosen one."""
    is_beside = one.end <= chosen.start or chosen.end <= one.start
    return one.snapshot_id == chosen.snapshot_id and is_beside


def tail(text: str) -> str:
    """The last words of what stands before a passage."""
    if len(text) <= AROUND:
        return text
    return "… " + text[-AROUND:].split(" ", 1)[-1]


def head(text: str) -> str:
    """The first words of what stands after a passage."""
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rsplit(" ", 1)[0] + " …"


def texts_of(citations: Iterable[Citation]) -> dict[int, str]:
    """The texts of the cited snapshots by id, each fetched once however many sentences cite it."""
    ids = {citation.snapshot_id for citation in citations}
    return dict(Snapshot.objects.filter(pk__in=ids).values_list("pk", "text"))


def support_words(sentence: Sentence) -> tuple[str, str]:
    """How a sentence is supported, as a key and in plain words."""
    if sentence.lost_evidence:
        return "lost", "source no longer says this"
    if sentence.vouched_at is not None:
        who = sentence.vouched_by.display_name() if sentence.vouched_by else "the newsroom"
        return "vouched", f"newsroom reporting, vouched for by {who}"
    if sentence.tier in {"A", "B"}:
        return "sources", "from sources"
    if sentence.tier == "C" or (sentence.written_by == Writer.PERSON and sentence.tier != "F"):
        return "edited", "edited: names, figures, dates and quotes match"
    return "unsupported", "needs a source"
