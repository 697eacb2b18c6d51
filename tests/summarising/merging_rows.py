"""Sentences, sections and drafts for tests of merging."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from stories.summarising.merging import (
    Merged,
    Standing,
    StandingSection,
    StandingSentence,
    merge,
)
from stories.summarising.request import Deleted, Draft, DraftSection, DraftSentence, Evidence

DEAL = "Korea Zinc signed the smelter deal with Tennessee officials."
VOTE = "Shareholders approved the new share plan after a long meeting."
SUIT = "MBK Partners asked a Seoul court to stop the issue of stock."
RAIN = "Heavy rain closed three roads near the construction site."


def cite(article: str, start: int = 0, end: int = 100) -> Evidence:
    return Evidence(article, f"snapshot-{article}", start, end, f"{article}[{start}:{end}]")


def standing(uid: str, text: str, *evidence: Evidence, section: str = "S1", position: int = 1000, **changes):
    sentence = StandingSentence(uid, section, position, text, "plain", "", "A", evidence, (), 1, False, text)
    return replace(sentence, **changes)


def section(uid: str = "S1", heading: str = "Deal Signed", position: int = 1000, **changes) -> StandingSection:
    return replace(StandingSection(uid, heading, False, "", False, position), **changes)


def drafted(text: str, *evidence: Evidence, tier: str = "A") -> DraftSentence:
    return DraftSentence(text, "plain", "", tier, (), evidence)


def draft(*sentences: DraftSentence, heading: str = "Deal Signed") -> Draft:
    return Draft((DraftSection(heading, False, sentences),))


def merged(mine: Standing, theirs: Draft, *, gone: frozenset[str] | set[str] = frozenset(), **options) -> Merged:
    uids = (f"new-{number}" for number in count(1))
    options.setdefault("new_uid", lambda: next(uids))
    return merge(mine, theirs, valid=lambda evidence: evidence.article not in gone, **options)


def sentences(result: Merged) -> list[StandingSentence]:
    return [one for found in result.sections for one in found.sentences]


def texts(result: Merged) -> list[str]:
    return [one.text for one in sentences(result)]


def stand_in(result: Merged, deleted: tuple[Deleted, ...] = (), placed: frozenset[str] = frozenset()) -> Standing:
    """What the working copy holds after a merge was saved; `placed` are uids of sections that people moved."""
    return Standing(
        tuple(
            section(
                s.uid,
                s.heading,
                s.position,
                needs_heading=s.needs_heading,
                heading_article=s.heading_article,
                is_persons=s.is_persons,
                is_placed=s.uid in placed,
            )
            for s in result.sections
        ),
        tuple(sentences(result)),
        deleted,
    )
