"""What people typed and did not save yet: kept on the server while they type, given back when they return.

Only its writer ever sees a draft, it changes nothing of the story, and it ends when its form is saved, when it is
thrown away, or after a month. Each page keeps drafts of its own: one window never writes over what another one kept.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk.access import person, stories_for
from desk.models import Draft
from desk.told_times import day as day_of
from foundation.errors import NewsroomError
from foundation.models import User
from stories.models import Story

MOST_BYTES = 200_000
MOST_DRAFTS = 100
MOST_OFFERED = 6
WORDS_CHARS = 300
KEPT = timedelta(days=30)
# After these nothing is left of the row, whichever form of it held unsaved words.
_ENDING = {"delete", "remove"}
_NAME = re.compile(r"[a-z_]{1,20}")


class NotKept(NewsroomError):
    """What was typed is not kept on the server."""


class Restored(NewsroomError):
    """Not a refusal: says of a form that it holds what was typed before. What it speaks of was not saved."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page sends: the form by tab, act and row, its fields, and the beginning of what was changed in it."""

    uid: uuid.UUID
    tab: str
    act: str
    row: str
    values: dict[str, list[str]]
    words: str


@require_POST
def keep_typed(request: HttpRequest, object_id: int) -> JsonResponse:
    """Keep what is typed in one form of the story, in two queries beside those that tell who asks.

    400 where it cannot be kept, with why under `told`; 409 where somebody else is logged in by now; 404 for a
    story that this person may not open. Without fields the draft is thrown away: the form is as it was.
    """
    try:
        sent = _read(request)
        if sent.pop("person", None) != str(person(request).uid):
            return JsonResponse({"told": "Somebody else is logged in here by now."}, status=409)
        kept_at = keep(person(request), object_id, _typed(sent))
    except NotKept as refusal:
        return JsonResponse({"told": str(refusal)}, status=400)
    response = JsonResponse({"kept_at": f"{timezone.localtime(kept_at):%H:%M}"})
    response["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES or len(request.body) > MOST_BYTES:
        raise NotKept(f"This form holds more than {MOST_BYTES // 1000} kB: it is not kept until you save it.")
    try:
        sent = json.loads(request.body)
    except ValueError:
        raise NotKept("What was sent could not be read. Load the page again.") from None
    if not isinstance(sent, dict):
        raise NotKept("What was sent could not be read. Load the page again.")
    return sent


def _typed(sent: dict[str, Any]) -> Typed:
    """The draft in stored form. Raises NotKept for what no page of ours sends."""
    try:
        uid, values = uuid.UUID(str(sent["uid"])), dict(sent["values"])
        tab, act, row, words = (str(sent.get(name, "")) for name in ("tab", "act", "row", "words"))
    except (KeyError, TypeError, ValueError):
        raise NotKept("What was sent could not be read. Load the page again.") from None
    if not (_NAME.fullmatch(tab) and _NAME.fullmatch(act)) or len(row) > len(str(uid)):
        raise NotKept("This form is none that is kept. Load the page again.")
    kept = {
        _storable(str(name)): [_storable(str(value)) for value in (found if isinstance(found, list) else [found])]
        for name, found in values.items()
        if name not in {"csrfmiddlewaretoken", "act", "draft"}
    }
    return Typed(uid, tab, act, _storable(row), kept, _storable(words)[:WORDS_CHARS])


def _storable(text: str) -> str:
    """The text without what no database takes: it is refused by name when the form is saved."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def keep(by: User, story_id: int, typed: Typed) -> datetime:
    """Keep a draft, or go on with it; returns when. Raises NotKept, Http404 for a story this person may not open."""
    mine = Draft.objects.filter(person=by).order_by().values("person").annotate(count=Count("pk")).values("count")
    there = Draft.objects.filter(uid=typed.uid).values("person")[:1]
    story = stories_for(by).filter(pk=story_id).order_by()
    found = (
        story.annotate(whose=Subquery(there), count=Coalesce(Subquery(mine), 0)).values_list("whose", "count").first()
    )
    if found is None:
        raise Http404
    whose, count = found
    now = timezone.now()
    rows = Draft.objects.filter(uid=typed.uid, person=by, story_id=story_id)
    fields = {"values": typed.values, "words": typed.words, "saved_at": now}
    if not typed.values:
        rows.delete()
    elif whose == by.pk:
        if not rows.update(**fields):
            raise NotKept("This draft belongs to another story. Load the page again.")
    elif whose is not None:
        raise NotKept("This form is not kept. Load the page again.")
    elif count >= MOST_DRAFTS:
        raise NotKept(
            f"You have {MOST_DRAFTS} unsaved forms already: save them or throw some away. This one is not kept."
        )
    else:
        _begin(by, story_id, typed, fields)
    return now


def _begin(by: User, story_id: int, typed: Typed, fields: dict[str, Any]) -> None:
    form = {"tab": typed.tab, "act": typed.act, "row": typed.row}
    try:
        Draft.objects.create(uid=typed.uid, person=by, story_id=story_id, **form, **fields)
    except IntegrityError:
        raise NotKept("This form is being kept in this very moment. It is tried again.") from None


# --- giving back -------------------------------------------------------------------------------------
def offered(by: User, story: Story, *, but: str = "") -> list[Draft]:
    """Return the person's drafts of a story, the newest first, without their fields; `but` is the one being shown."""
    rows = Draft.objects.filter(person=by, story=story, saved_at__gt=timezone.now() - KEPT).defer("values")
    return [row for row in rows.order_by("-saved_at")[: MOST_OFFERED + 1] if str(row.uid) != but][:MOST_OFFERED]


def restore(by: User, story: Story, tab: str, uid: str) -> tuple[Restored, QueryDict] | None:
    """Return what a page says of the draft and the form as it was typed; None where it is not there any more."""
    try:
        row = Draft.objects.get(uid=uuid.UUID(uid), person=by, story=story, tab=tab)
    except (Draft.DoesNotExist, ValueError):
        return None
    form = QueryDict(mutable=True)
    for name, values in row.values.items():
        form.setlist(name, values)
    form["act"], form["draft"] = row.act, str(row.uid)
    if row.row:
        form["row"] = row.row
    at = timezone.localtime(row.saved_at)
    day = "" if at.date() == timezone.localdate() else f" on {day_of(at)}"
    return Restored(f"You typed this{day} at {at:%H:%M} and did not save it. It is not in the story yet."), form


# --- ends --------------------------------------------------------------------------------------------
def forget(by: User, uid: str, *, act: str = "") -> int:
    """Delete a draft of the person; after an act only where it saved that form, or ended its row. Returns how many."""
    try:
        rows = Draft.objects.filter(uid=uuid.UUID(uid), person=by)
    except ValueError:
        return 0
    return (rows if not act or act in _ENDING else rows.filter(act=act)).delete()[0]


def forget_person(user: User) -> int:
    """Delete everything that somebody typed and did not save. Returns how many."""
    return user.drafts.all().delete()[0]


def of_person(user: User) -> list[dict[str, Any]]:
    """Everything that somebody typed and did not save, as JSON, for the file of what is kept of them."""
    rows = Draft.objects.filter(person=user).select_related("story")
    kept = [(row, {"story": str(row.story.uid), "tab": row.tab, "values": row.values}) for row in rows]
    return [{"saved_at": row.saved_at.isoformat(), **told} for row, told in kept]


def forget_old(now: datetime) -> int:
    """Delete what nobody came back for within a month. Returns how many."""
    return Draft.objects.filter(saved_at__lt=now - KEPT).delete()[0]
