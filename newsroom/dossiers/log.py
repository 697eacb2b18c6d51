"""The story's rows of the edit log as a dossier holds them, each with its link of the hash chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from foundation.log_chain import START, link_new, told_by
from foundation.models import EditLog, LogLink
from newsroom.dossiers.names import names_in, uids_in
from newsroom.dossiers.veil import Veil
from stories.dossiers import VERBS
from stories.models import Story

Json = dict[str, Any]
_STEP = 1_000
_APPROVING = (
    "send_to_review",
    "take_back",
    "send_back",
    "approve",
    "seal",
    "break_seal",
    "release",
    "lift_embargo",
    "publish",
    "share_version",
)


def rows_of(story: Story) -> QuerySet[EditLog]:
    """What was done to the story, its articles and its pictures, but not the making of dossiers."""
    subjects: list[UUID] = [story.uid]
    subjects += story.story_articles.values_list("article__uid", flat=True)
    subjects += story.placements.values_list("image__uid", flat=True)
    return EditLog.objects.filter(subject_uid__in=subjects).exclude(verb__in=VERBS)


def link_everything() -> None:
    """Link the rows that the clock has not come to yet, so that none stands here without its proof."""
    while link_new():
        pass


def told(story: Story, veil: Veil) -> Iterator[Json]:
    """Each row with its link and what its uids are called, the oldest first. One that is withheld keeps its place."""
    rows, after = rows_of(story).select_related("person", "policy_of").order_by("pk"), 0
    while page := list(rows.filter(pk__gt=after)[:_STEP]):
        links = {link.row_id: link for link in LogLink.objects.filter(row__in=[row.pk for row in page])}
        places = [link.position - 1 for link in links.values()]
        before = dict(LogLink.objects.filter(position__in=places).values_list("position", "hash"))
        names = names_in(page, veil)
        for row in page:
            yield _line(row, links.get(row.pk), before, names, veil)
        after = page[-1].pk


def _line(
    row: EditLog, link: LogLink | None, before: dict[int, str], names: dict[str, dict[str, str]], veil: Veil
) -> Json:
    proof: Json = {"position": None, "before": None, "hash": None}
    if link is not None:
        proof = {
            "position": link.position,
            "before": before.get(link.position - 1, START if link.position == 1 else None),
            "hash": link.hash,
        }
    if veil.hides_row(row):
        return {**proof, "at": _at(row), "verb": row.verb, "by": row.actor_name(), "withheld": True}
    called = {uid: names[uid] for uid in uids_in(row) if uid in names}
    return {**proof, "by": row.actor_name(), "row": told_by(row), "names": called}


def _at(row: EditLog) -> str:
    return row.at.astimezone(UTC).isoformat(timespec="microseconds")


def approvals(story: Story, veil: Veil) -> list[Json]:
    """Who read, approved, sealed and let out what, in the order of time."""
    rows = EditLog.objects.filter(subject_uid=story.uid, verb__in=_APPROVING).order_by("pk")
    return [
        {
            "at": _at(row),
            "act": row.verb,
            "by": row.actor_name(),
            "version": row.after.get("version"),
            "reason": "[withheld]" if veil.hides(row.reason) else row.reason,
        }
        for row in rows.select_related("person", "policy_of")
    ]
