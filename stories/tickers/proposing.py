"""Which securities a story's copy names well enough to be proposed, and by which spans. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reference.matching.finding import Mention, mentions
from reference.matching.index import Index
from reference.matching.judging import APPROVED, FINANCE, FORM, KIND, NAME, SHARES, SYMBOL

SUMMARY, TIMELINE, ARTICLE = "summary", "timeline", "article"
# In so many articles a security has to be named where neither summary nor timeline names it.
ENOUGH_ARTICLES = 2
MOST_EVIDENCE = 6
_AROUND = 100
_CUES = {
    NAME: "its full name",
    APPROVED: "an approved name",
    FORM: "the name with its legal form",
    SYMBOL: "its symbol",
    SHARES: "its shares",
    KIND: "a word that says what kind of company it is",
    FINANCE: "a word of finance near the name",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the story: where it stands, the uid of what holds it, and how people know it."""

    where: str
    uid: str
    told: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One security, by the key of its row, why it is proposed in plain words, and the spans (see TickerSuggestion)."""

    key: int
    why: str
    is_doubtful: bool
    evidence: list[dict[str, Any]]


def propose(texts: Iterable[Text], index: Index) -> list[Proposal]:
    """Return what the texts name in the summary, in the timeline or in two articles; the surest first."""
    found: dict[int, list[tuple[Text, Mention]]] = {}
    for text in texts:
        for mention in mentions(text.text, index, language=text.language):
            for security in mention.securities:
                found.setdefault(security.key, []).append((text, mention))
    made = [_proposal(key, spans) for key, spans in found.items() if _is_enough(spans)]
    return sorted(made, key=lambda one: (one.is_doubtful, -len(one.evidence), one.key))


def _is_enough(spans: Sequence[tuple[Text, Mention]]) -> bool:
    articles = {text.uid for text, _ in spans if text.where == ARTICLE}
    return len(articles) >= ENOUGH_ARTICLES or any(text.where != ARTICLE for text, _ in spans)


def _proposal(key: int, spans: list[tuple[Text, Mention]]) -> Proposal:
    order = (SUMMARY, TIMELINE, ARTICLE)
    spans = sorted(spans, key=lambda span: (span[1].is_doubtful, order.index(span[0].where)))
    is_doubtful = spans[0][1].is_doubtful
    articles = len({text.uid for text, _ in spans if text.where == ARTICLE})
    wheres = [name for name in (SUMMARY, TIMELINE) if any(text.where == name for text, _ in spans)]
    told = [f"the {name}" for name in wheres] + ([f"{articles} article{'s'[: articles > 1]}"] if articles else [])
    why = f"Named in {' and '.join(told)}, by {_CUES[spans[0][1].cue.kind]}."
    if is_doubtful:
        why += f" {_doubt(*spans[0])}"
    return Proposal(key, why[:300], is_doubtful, _evidence(spans))


def _doubt(text: Text, mention: Mention) -> str:
    """Why a person should look twice."""
    name = text.text[mention.start : mention.end]
    others = len(mention.securities) - 1
    if others:
        return f"“{name}” is the name of {others + 1} tickers."
    near = text.text[mention.cue.start : mention.cue.end].strip()
    return f"“{name}” may mean something else: it counts because “{near}” stands near."


def _evidence(spans: Sequence[tuple[Text, Mention]]) -> list[dict[str, Any]]:
    """The surest spans, one of each text."""
    shown: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for text, mention in spans:
        if (text.where, text.uid) not in seen and len(shown) < MOST_EVIDENCE:
            seen.add((text.where, text.uid))
            shown.append(_span(text, mention))
    return shown


def _span(text: Text, mention: Mention) -> dict[str, Any]:
    start = max(mention.start - _AROUND, text.text.rfind("\n", 0, mention.start) + 1, 0)
    line = text.text.find("\n", mention.end)
    end = min(mention.end + _AROUND, line if line >= 0 else len(text.text))
    return {
        "where": text.where,
        "uid": text.uid,
        "told": text.told,
        "start": mention.start,
        "end": mention.end,
        "before": _from_word(text.text, start, mention.start),
        "name": text.text[mention.start : mention.end],
        "after": _to_word(text.text, mention.end, end),
        "cue": _CUES[mention.cue.kind],
    }


def _from_word(text: str, start: int, end: int) -> str:
    """The words before a span; where they begin in the middle of a line, from a whole word on."""
    shown = text[start:end]
    if start == 0 or text[start - 1] == "\n":
        return shown
    return "… " + (shown.partition(" ")[2] if " " in shown else shown)


def _to_word(text: str, start: int, end: int) -> str:
    """The words after a span, to the last whole one where the line goes on."""
    shown = text[start:end]
    if text[end : end + 1] in {"", "\n"}:
        return shown
    return (shown.rpartition(" ")[0] if " " in shown else shown) + " …"
