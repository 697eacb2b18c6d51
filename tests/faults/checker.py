"""What must hold once a fault is over. `wrongs` looks at the whole newsroom and names each thing that does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from editions.models import PublishedStory
from foundation.models import EditLog
from stories.models import Story, StoryArticle, SummaryRun


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the newsroom said it had saved: articles as (story's row, uid), kickers as (story's row, words)."""

    articles: Iterable[tuple[int, str]] = ()
    kickers: Iterable[tuple[int, str]] = ()


def wrongs(acknowledged: Acknowledged) -> list[str]:
    """Return every breach in plain words; empty where all holds. Ask once work has come to rest."""
    return [
        *_lost(acknowledged),
        *_not_current(),
        *_not_on_the_page(),
        *_run_twice(),
        *_half_saved(),
    ]


def unrest() -> dict[str, Any]:
    """How much is still to do: stories to summarise, editions to publish; and who needs attention."""
    at_the_desk = Story.objects.at_the_desk()
    stale = at_the_desk.filter(inputs_revision__gt=F("summarised_revision"), needs_attention=False)
    return {
        "stale": stale.count(),
        "due": at_the_desk.filter(edition_due_at__isnull=False).count(),
        "running": SummaryRun.objects.filter(outcome=SummaryRun.Outcome.RUNNING).count(),
        "attention": list(at_the_desk.filter(needs_attention=True).values_list("pk", flat=True)),
        "reasons": list(
            at_the_desk.exclude(hold_reason="", last_error="").values_list("pk", "hold_reason", "last_error")[:5]
        ),
    }


def _lost(acknowledged: Acknowledged) -> Iterator[str]:
    for story, article in acknowledged.articles:
        if not StoryArticle.objects.attached().filter(story=story, article__uid=article).exists():
            yield f"Lost: article {article} of story {story}, whose save was acknowledged."
    for story, words in acknowledged.kickers:
        uid = Story.objects.get(pk=story).uid
        if not EditLog.objects.filter(subject_uid=uid, verb="change_story", after__kicker=words).exists():
            yield f"Lost: kicker {words!r} of story {story}, whose save was acknowledged."


def _not_current() -> Iterator[str]:
    rows = Story.objects.at_the_desk().filter(needs_attention=False)
    for story in rows.filter(Q(inputs_revision__gt=F("summarised_revision")) | Q(edition_due_at__isnull=False)):
        yield (
            f"Not current: story {story.pk} has inputs {story.inputs_revision}, summarised "
            f"{story.summarised_revision}, an edition due at {story.edition_due_at}, is claimed until "
            f"{story.claimed_until}, and asks nobody for help."
        )


def _not_on_the_page() -> Iterator[str]:
    """Where the policy publishes, the live edition lists every article that is attached."""
    live = Story.objects.at_the_desk().filter(published__state=PublishedStory.State.LIVE, needs_attention=False)
    publishing = live.filter(summary_policy=Story.SummaryPolicy.PUBLISH, is_sensitive=False, hold_reason="")
    for story in publishing.select_related("published__current_edition"):
        listed = {article["uid"] for article in story.published.current_edition.content["machine"]["articles"]}
        rows = StoryArticle.objects.attached().filter(story=story)
        for uid in rows.values_list("article__uid", flat=True):
            if str(uid) not in listed:
                yield f"Not on the page: article {uid} of story {story.pk}."


def _run_twice() -> Iterator[str]:
    ended = SummaryRun.objects.filter(outcome__in=["changed", "unchanged"]).order_by()
    for row in ended.values("story", "digest").annotate(times=Count("pk")).filter(times__gt=1):
        yield f"Run {row['times']} times for one digest: story {row['story']}."
    for pk in SummaryRun.objects.filter(outcome="running").values_list("story", flat=True):
        yield f"Said to be running, and nobody works on it: story {pk}."


def _half_saved() -> Iterator[str]:
    """A save is a row of the log and the fields it names, both or neither."""
    for story in Story.objects.at_the_desk():
        log = EditLog.objects.filter(subject_uid=story.uid, after__has_key="desk_revision").order_by("-at", "-pk")
        last = log.first()
        if last is not None and last.after["desk_revision"] != story.desk_revision:
            yield f"Half saved: story {story.pk} is at {story.desk_revision}, its log at {last.after['desk_revision']}."
        worded = log.filter(after__has_key="kicker").first()
        if worded is not None and worded.after["kicker"] != story.kicker:
            yield f"Half saved: story {story.pk} has the kicker {story.kicker!r}, its log {worded.after['kicker']!r}."
