"""Which words of a headline that the summary does not carry an attached article bears out all the same.

Somebody wrote them from the articles, and the summary merely tells other things: nobody need be called for that. A
figure that an article has is borne out only if no newer article has what the summary says in its place: an
outdated toll stays an alarm. A small number in words, in whose place the summary has none, counts as borne out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from stories.announcing import FIELDS, Mismatch, mismatches
from stories.composing import compose
from stories.models import Story, StoryArticle
from stories.summarising.sentences import split
from stories.summarising.support.display import display_findings, has_figure, tells_figure

COUNTED = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
"""Small numbers in words: whoever writes counts parties and stages that no source counts."""
Told = tuple[datetime, str]
"""When a sentence of an article was published, and the sentence."""


def unbacked(story: Story) -> list[Mismatch]:
    """Return what the display texts say that neither summary nor articles do, or that newer articles say otherwise."""
    content = compose(story).content
    found = mismatches(story, content)
    if not found:
        return []
    texts = {field: content["desk"][field] for field, _ in FIELDS}
    own = story.placements.filter(removed_at__isnull=True).values_list("image__uid", "caption_override")
    texts |= {str(uid): caption for uid, caption in own}
    told = _told(story)
    return [one for one in found if not _is_backed(one, texts[one.uid], told, story.language)]


def _told(story: Story) -> list[Told]:
    rows = StoryArticle.objects.attached().filter(story=story).select_related("article__current_snapshot")
    articles = [(row.article.published_at, row.article.current_snapshot) for row in rows]
    return [
        (at, snapshot.text[start:end]) for at, snapshot in articles if snapshot for start, end in split(snapshot.text)
    ]


def _is_backed(one: Mismatch, text: str, told: Sequence[Told], language: str) -> bool:
    if one.rule == "V1":
        if not one.instead and one.said.lower() in COUNTED:
            return True
        when = max((at for at, line in told if tells_figure(one.said, text, line, language)), default=None)
        if when is None or not one.instead:
            return when is not None
        return not any(at > when for at, line in told if has_figure(one.instead, line, language))
    if one.rule not in ("V2", "V3", "V4"):
        return False
    left = display_findings("", text, [line for _, line in told], on=timezone.localdate(), language=language)
    return all((finding.rule, finding.said) != (one.rule, one.said) for finding in left)
