"""What the support check found about a sentence, as an editor reads it: the reason, and the passages it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stories.models import Sentence, StoryArticle
from stories.summarising.support.citations import NONE_LEFT


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a finding speaks of, with its outlet and number in the story."""

    outlet: str
    number: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Told:
    """One finding; `is_note` where nothing is wrong and an editor should know it all the same."""

    reason: str
    is_note: bool
    passages: tuple[FoundPassage, ...]


def findings_of(sentence: Sentence, articles: Iterable[StoryArticle], numbers: Mapping[int, int]) -> tuple[Told, ...]:
    """The findings of a person's sentence; an earlier version kept the reasons alone.

    That no passage is cited is no finding where somebody vouches, unless a source said it before.
    """
    is_vouched = sentence.vouched_at is not None and not sentence.lost_evidence
    kept = sentence.findings or [{"reason": reason, "is_note": False, "passages": []} for reason in sentence.reasons]
    by_uid = {str(row.article.uid): row for row in articles} if kept else {}
    return tuple(
        Told(
            finding["reason"],
            finding["is_note"],
            tuple(_passage(by_uid.get(one["article"]), one["quote"], numbers) for one in finding["passages"]),
        )
        for finding in kept
        if not (is_vouched and finding["reason"] == NONE_LEFT)
    )


def _passage(row: StoryArticle | None, quote: str, numbers: Mapping[int, int]) -> FoundPassage:
    if row is None:
        return FoundPassage("", None, quote)
    return FoundPassage(row.article.publisher.name, numbers.get(row.pk), quote)
