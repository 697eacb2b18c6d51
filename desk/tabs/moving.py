"""What stands on the Publish tab beside publishing: review, the spike, who works on it, phase, embargo, the time."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from desk.access import person
from desk.tabs.page import Answer, Done, seen_by
from desk.typed_dates import read_moment
from editions.models import Edition
from foundation.colleagues import colleague
from foundation.models import User
from stories import closing, curating, embargoes, reviewing, sealing
from stories.acting import may, roles_of
from stories.composing import Composition
from stories.meanwhile import print_of
from stories.models import Story
from stories.states import CHIEF

COLLEAGUES = 50
_VERBS = (
    "send_to_review",
    "send_back",
    "approve",
    "spike",
    "unspike",
    "assign",
    "own",
    "edit",
    "embargo",
    "lift_embargo",
    "reschedule",
)


def send_to_review(request: HttpRequest, story: Story) -> Done:
    """Ask an editor to look."""
    reviewing.send_to_review(story, by=person(request), note=request.POST.get("review_note", ""))
    return Done("Sent to review.", "copy")


def take_back(request: HttpRequest, story: Story) -> Done:
    """Make a draft again of what I sent to review."""
    reviewing.take_back(story, by=person(request), note=request.POST.get("review_note", ""))
    return Done("Taken back: it is a draft again, and nobody is asked to approve it.", "copy")


def send_back(request: HttpRequest, story: Story) -> Done:
    """Make it a draft again, with a note."""
    breaks = request.POST.get("breaks_seal") == "yes"
    reviewing.send_back(story, by=person(request), note=request.POST.get("review_note", ""), breaks_seal=breaks)
    told = " The seal is broken: nothing goes out." if breaks else ""
    return Done(f"Sent back.{told} Your note stands on this page.", "copy")


def approve(request: HttpRequest, story: Story) -> Done:
    """Approve what was seen."""
    reviewing.approve(story, seen=seen_by(request), by=person(request))
    return Done("Approved. An edit after this asks again.", "copy")


def spike(request: HttpRequest, story: Story) -> Done:
    """Drop a story that has not run."""
    reviewing.spike(story, reason=request.POST.get("review_note", ""), by=person(request))
    return Done("Spiked. Nobody changes it until it is taken off the spike.", "copy")


def unspike(request: HttpRequest, story: Story) -> Done:
    """Take it off the spike."""
    reviewing.unspike(story, by=person(request))
    return Done("Taken off the spike: it is a draft again.", "copy")


def assign(request: HttpRequest, story: Story) -> Done:
    """Let somebody else work on it too."""
    to = colleague(request.POST.get("person", ""))
    reviewing.assign(story, to=to, by=person(request), note=request.POST.get("person_note", ""))
    return Done(f"{to.display_name()} works on it too.", "people")


def unassign(request: HttpRequest, story: Story) -> Done:
    """Take it from somebody."""
    who = colleague(request.POST.get("who", ""), among=User.objects.filter(pk__in=story.assigned.all()))
    reviewing.unassign(story, who=who, by=person(request))
    return Done(f"{who.display_name()} no longer works on it.", "people")


def own(request: HttpRequest, story: Story) -> Done:
    """Make somebody the owner."""
    to = colleague(request.POST.get("person", ""))
    reviewing.own(story, owner=to, by=person(request), note=request.POST.get("person_note", ""))
    return Done(f"{to.display_name()} owns it now.", "people")


def set_phase(request: HttpRequest, story: Story) -> Done:
    """Say where the running story stands; readers see it from the next version on."""
    saw = {"phase": print_of(request.POST.get("phase_seen", ""))}
    phase = request.POST.get("phase", "")
    if story.phase == closing.CLOSED and phase != closing.CLOSED and print_of(story.phase) == saw["phase"]:
        return _reopened(closing.reopen(story, by=person(request), phase=phase))
    curating.change_story(story, seen=seen_by(request), saw=saw, by=person(request), phase=phase)
    return Done("Saved. Readers see the phase from the next version on.", "phase")


def reopen(request: HttpRequest, story: Story) -> Done:
    """Open a closed story again, so that updates go out."""
    return _reopened(closing.reopen(story, by=person(request)))


def _reopened(edition: Edition | None) -> Done:
    told = f" Readers are told with version {edition.number}, and what waited goes out." if edition else ""
    return Done(f"Open again.{told}", "phase")


def embargo(request: HttpRequest, story: Story) -> Done:
    """Set an embargo, or give it another end."""
    until = read_moment(request.POST.get("embargo_until", ""))
    embargoes.embargo(story, until=until, reason=request.POST.get("embargo_reason", ""), by=person(request))
    return Done("Under embargo. Nobody outside sees the story before its end.", "embargo")


def lift_embargo(request: HttpRequest, story: Story) -> Done:
    """End the embargo before its time."""
    embargoes.lift_embargo(story, reason=request.POST.get("embargo_reason", ""), by=person(request))
    return Done("The embargo is lifted. Nothing goes out by that.", "embargo")


def reschedule(request: HttpRequest, story: Story) -> Done:
    """Give what is sealed another time."""
    sealing.reschedule(story, until=read_moment(request.POST.get("release_at", "")), by=person(request))
    return Done("Saved. Exactly what was sealed goes out then.", "sealed")


ACTS = {
    act.__name__: act
    for act in (
        send_to_review,
        take_back,
        send_back,
        approve,
        spike,
        unspike,
        assign,
        unassign,
        own,
        set_phase,
        reopen,
        embargo,
        lift_embargo,
        reschedule,
    )
}


def context(request: HttpRequest, story: Story, answer: Answer, made: Composition) -> dict[str, Any]:
    """The states and who works on it, which of the acts may be done now, and what was typed in a refused one."""
    by = person(request)
    allowed = {verb: may(verb, story, by=by) for verb in _VERBS}
    allowed["take_back"] = reviewing.may_take_back(story, by=by)
    # Who may take it back needs no second button that does the same and asks for a note.
    allowed["send_back"] = allowed["send_back"] and not allowed["take_back"]
    allowed["own"] = allowed["own"] and (allowed["assign"] or story.owner_id == by.pk)
    typed = answer.typed if answer.refusal is not None else {}
    is_approved = reviewing.is_approved(story, made)
    allowed["approve"] = allowed["approve"] and not is_approved
    is_closed = closing.is_closed(story)
    names = ("review_note", "person", "person_note", "embargo_until", "embargo_reason", "release_at")
    return {
        "may": allowed,
        "is_approved": is_approved,
        "is_closed": is_closed,
        "may_reopen": is_closed and allowed["edit"] and (story.published is None or roles_of(by) >= {CHIEF}),
        "review_note": reviewing.note_of_review(story),
        **_people(story, may_assign=allowed["assign"]),
        "phases": Story.Phase.choices,
        "is_embargoed": story.is_embargoed(timezone.now()),
        "moved": {name: typed.get(name, "") for name in names},
    }


def _people(story: Story, *, may_assign: bool) -> dict[str, list[User]]:
    """Who works on the story, and for whoever may give it away the colleagues who were here last, in one query."""
    given = Story.assigned.through.objects.filter(story=story, user=OuterRef("pk"))
    rows = User.objects.annotate(works_on_it=Exists(given)).order_by(
        "-works_on_it", F("last_login").desc(nulls_last=True)
    )
    wanted = Q(works_on_it=True) | Q(is_active=True, is_staff=True) if may_assign else Q(works_on_it=True)
    people: list[User] = list(rows.filter(wanted).only("username", "first_name", "last_name")[:COLLEAGUES])
    workers = [one for one in people if getattr(one, "works_on_it", False)]
    colleagues: list[User] = people if may_assign else []
    return {"workers": workers, "colleagues": colleagues}
