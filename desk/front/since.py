"""What happened since somebody's last shift: what others changed, what is promised for the next one, what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from desk.front.reading import tab
from desk.log_words import verb_words
from foundation.models import EditLog, User
from stories.models import Story
from stories.models.story import StoryQuerySet

MOST_ACTS = 300
MOST_STORIES = 20
EDITED_WITHIN = timedelta(days=30)
_VERSIONS = 3
_VERBS = 6


@dataclass(frozen=True, slots=True)
class Changed:
    """One story that others changed: the new versions and the desk's acts, in words, with where to look at each."""

    story: Story
    at: datetime
    versions: list[tuple[str, str]]
    acts: list[str]
    address: str


def changed(stories: StoryQuerySet, person: User, since: datetime, *, only_mine: bool) -> tuple[list[Changed], bool]:
    """Return what others did to these stories, the newest first, and whether there is more; in two queries.

    Only mine: the stories that the person owns, or edited within a month.
    """
    rows = EditLog.objects.filter(at__gt=since, subject_kind__in=["Story", "PublishedStory"])
    rows = rows.exclude(person=person).select_related("person").defer("before").order_by("-at", "-pk")
    if only_mine:
        # Asked from the person's side: of a week's acts of a whole newsroom few are in these stories.
        edited = EditLog.objects.filter(person=person, at__gt=since - EDITED_WITHIN).values("subject_uid")
        owned = stories.filter(owner=person).order_by().values("uid")
        rows = rows.filter(Q(subject_uid__in=owned) | Q(subject_uid__in=edited))
    acts = list(rows.filter(Exists(stories.filter(uid=OuterRef("subject_uid"))))[:MOST_ACTS])
    by_story: dict[UUID, list[EditLog]] = {}
    for act in acts:
        by_story.setdefault(act.subject_uid, []).append(act)
    chosen = list(by_story)[:MOST_STORIES]
    known = {story.uid: story for story in stories.filter(uid__in=chosen).select_related("owner")}
    told = [_told(known[uid], by_story[uid]) for uid in chosen if uid in known]
    return told, len(by_story) > len(chosen) or len(acts) == MOST_ACTS


def _told(story: Story, acts: list[EditLog]) -> Changed:
    page = tab(story.pk, "history")
    editions = [act for act in acts if act.verb == "publish"]
    versions = [
        (f"version {act.after['version']} by {act.actor_name()}", f"{page}?version={act.after['version']}")
        for act in editions[:_VERSIONS]
    ]
    others = [act for act in acts if act.verb != "publish"]
    return Changed(story, acts[0].at, versions, _by_person(others), page)


def _by_person(acts: Iterable[EditLog]) -> list[str]:
    """What each did, in words: "Jo Lee: edited a sentence (3 times), changed the story"."""
    people: dict[str, dict[str, int]] = {}
    for act in acts:
        verbs = people.setdefault(act.actor_name(), {})
        verb = verb_words(act.verb)
        verbs[verb] = verbs.get(verb, 0) + 1
    told = []
    for name, verbs in people.items():
        words = [verb if count == 1 else f"{verb} ({count} times)" for verb, count in list(verbs.items())[:_VERBS]]
        told.append(f"{name}: {', '.join(words)}{' and more' if len(verbs) > _VERBS else ''}")
    return told
