"""The History tab: what people did, newest first, the machine's acts apart; the versions, and earlier texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from desk.changes_told import Told, told
from desk.log_names import names_in
from desk.log_page import Act, StoryFilterForm, filtered, told_act
from desk.restore_page import address_of, name_of
from desk.tabs.page import Answer, Tab
from editions import content as edition_content
from editions.changes import compare
from editions.content import Content
from editions.models import Edition, PublishedStory
from editions.redactions import redacted
from foundation.models import EditLog
from stories import restoring
from stories.models import Story
from stories.restoring import Earlier, Standing
from stories.weighing import weight_of_rewording

PAGE = 50
VERSIONS = 30
# So many changes of a version are shown at first: a first version of 300 sentences has as many.
CHANGES = 60
_SIDES = {"people": ("What people did", Q(person__isnull=False)), "machine": ("What the machine did", Q(person=None))}
Stands = dict[tuple[str, str], Standing]


@dataclass(frozen=True, slots=True)
class Milestone:
    """One save of a person's, or one act of the machine: its rows of the log, the last first, and the ways back."""

    acts: list[Act]
    ways_back: list[tuple[str, str]]

    @property
    def row(self) -> EditLog:
        """The row that tells its time."""
        return self.acts[0].row


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """A page of the log before the row named by ?before, filtered; the version named by ?version, with ?against."""
    form = StoryFilterForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    side = request.GET.get("by", "people")
    side = "machine" if asked.get("who", "").strip().lower() == "machine" else side if side in _SIDES else "people"
    rows = filtered(EditLog.objects.filter(subject_uid=story.uid), asked)
    found = _page(rows.filter(_SIDES[side][1]), request.GET.get("before", ""))
    stands = restoring.standing(story)
    kept = {name: value for name, value in request.GET.items() if value and name != "before"}
    last = found[PAGE - 1].pk if len(found) > PAGE else None
    return {
        **_version(request, story, stands),
        "form": form,
        "side": side,
        "sides": [(name, label, f"?{urlencode({**kept, 'by': name})}") for name, (label, _) in _SIDES.items()],
        "is_filtered": any(asked.values()),
        "milestones": _milestones(story, found[:PAGE], stands),
        "older": urlencode({**kept, "before": last}) if last else "",
        "versions": list(_editions(story.published)[:VERSIONS]) if story.published else [],
        "may_make_dossier": request.user.has_perm("stories.make_dossier"),
    }


def _page(rows: QuerySet[EditLog], before: str) -> list[EditLog]:
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    return list(rows.select_related("person", "policy_of").order_by("-pk")[: PAGE + 1])


def _milestones(story: Story, rows: Sequence[EditLog], stands: Stands) -> list[Milestone]:
    """One entry for each save: rows of one person that made one revision are one."""
    found: list[Milestone] = []
    called = names_in(rows)
    for row in rows:
        act = replace(told_act(row, called), subject="")
        ways = _ways_back(story, restoring.earlier_in(row), stands, log=row.pk)
        if found and _is_same_save(found[-1].acts[-1].row, row):
            found[-1].acts.append(act)
            found[-1].ways_back.extend(way for way in ways if way[0] not in {told for told, _ in found[-1].ways_back})
        else:
            found.append(Milestone([act], ways))
    return found


def _is_same_save(one: EditLog, other: EditLog) -> bool:
    made = one.after.get("desk_revision")
    return bool(made) and made == other.after.get("desk_revision") and one.person_id == other.person_id


def _ways_back(story: Story, texts: Iterable[Earlier], stands: Stands, **source: int) -> list[tuple[str, str]]:
    """Words and address for each text that does not stand now."""
    words = {"before": "as it was before", "after": "as it was saved"} if "log" in source else {"before": ""}
    return [
        (f"{name_of(one)} {words[one.side]}".strip(), address_of(story, one, **source))
        for one in texts
        if restoring.can_return(story, one, stands)
    ]


# --- versions ---------------------------------------------------------------------------------------
def _editions(published: PublishedStory) -> QuerySet[Edition]:
    return (
        Edition.objects.filter(story=published)
        .select_related("by_person")
        .defer("content", "changes")
        .order_by("-number")
    )


def _number(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 9 else None


def _version(request: HttpRequest, story: Story, stands: Stands) -> dict[str, Any]:
    number = _number(request.GET.get("version", ""))
    if story.published is None or number is None:
        return {}
    edition = Edition.objects.filter(story=story.published, number=number).first()
    if edition is None:
        return {"missing_version": number}
    around = Edition.objects.filter(story=story.published, number__in=[number - 1, number + 1])
    beside = {one.number: one for one in around.defer("changes")}
    against = _number(request.GET.get("against", ""))
    other = Edition.objects.filter(story=story.published, number=against).first() if against else None
    texts = restoring.earlier_in_version(story, number)
    contents = [_content(story.published, one) for one in (beside.get(number - 1), edition) if one is not None]
    changes = _between(story.published, other, edition) if other else told(edition.changes, *contents)
    shown = changes if "all" in request.GET else changes[:CHANGES]
    return {
        "version": edition,
        "against": other,
        "changes": shown,
        "change_count": len(changes),
        "all_address": f"?{urlencode({**request.GET.dict(), 'all': 1})}" if len(shown) < len(changes) else "",
        "version_before": number - 1 if number - 1 in beside else None,
        "version_after": number + 1 if number + 1 in beside else None,
        "earlier": [(one, *way) for one in texts for way in _ways_back(story, [one], stands, version=number)],
    }


def _between(story: PublishedStory, old: Edition, new: Edition) -> list[Told]:
    """What changed from one version to another, sentence by sentence, without what was redacted."""
    contents = _content(story, old), _content(story, new)
    rows = compare(*contents, weigh=weight_of_rewording)
    return [replace(line, cause=f"since version {old.number}") for line in told(rows, *contents)]


def _content(story: PublishedStory, edition: Edition) -> Content:
    whole = edition_content.upgrade(edition.content, edition.schema_version)
    return redacted(whole, story.redactions, version=edition.number)


TAB = Tab("history", context, {})
