"""What every tab does alike: find the story, hand a POST to one act, show the page, a refusal where it happened."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.db import OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk import drafts, presence
from desk.access import deleted_for, person, stories_for, story_or_404
from desk.flags import flags_of, see
from desk.standing import preview_address, public_address, standing
from desk.team import look, team_of
from desk.wholes import lineage_of
from foundation.errors import BadText, NewsroomError, NotAllowed, StaleSave, TryLater
from stories.curating import may_edit
from stories.meanwhile import acts_since, told
from stories.models import Story

_NAMES = "story articles images timeline summary figures tickers team publish history"
TABS = [(name, name.capitalize()) for name in _NAMES.split()]
# Tabs that a merged story keeps: what was said of it, what may still be done, and who did what.
_STILL_READ = {"team", "publish", "history"}
_UNREADABLE = "\ufffd"
_SEEN_CHARS = 10
# What nobody types: a page brings it back as it showed it.
_NOT_TYPED = {"seen_text", "saw"}


class FormRefused(NewsroomError):
    """A form as a whole was refused; it carries what was typed and the message at each field."""

    def __init__(self, form: BaseForm, cause: NewsroomError | None = None) -> None:
        super().__init__(str(cause) if cause else "Nothing was saved yet: look at the marked fields.")
        self.form = form
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: a sentence for the person, and the row to return to, with the query that opens it."""

    told: str
    anchor: str = ""
    query: str = ""


Act = Callable[[HttpRequest, Story], Done]


@dataclass(frozen=True, slots=True)
class Answer:
    """How the page answers a refused POST: the refusal, and what was typed in which row. Empty on GET.

    A draft that is given back is such an answer too, whose refusal is `Restored`.
    """

    refusal: NewsroomError | None = None
    typed: QueryDict = field(default_factory=QueryDict)

    @property
    def cause(self) -> NewsroomError | None:
        """What was refused, whether of a whole form or of a row."""
        return self.refusal.cause if isinstance(self.refusal, FormRefused) else self.refusal

    @property
    def form(self) -> BaseForm | None:
        """The refused form, where the refusal was of a whole form."""
        return self.refusal.form if isinstance(self.refusal, FormRefused) else None

    @property
    def current(self) -> Mapping[str, str]:
        """What stands now, by field, where somebody else saved meanwhile."""
        return self.cause.current if isinstance(self.cause, StaleSave) else {}

    @property
    def is_restored(self) -> bool:
        """Whether the page gives back what was typed before and not saved."""
        return isinstance(self.refusal, drafts.Restored)

    @property
    def shows_both(self) -> bool:
        """Whether the page shows what stands beside what was typed: the form may then be saved over it."""
        return self.is_restored or isinstance(self.cause, StaleSave)

    @property
    def draft(self) -> str:
        """The uid of the draft that the refused form goes on with, or ""."""
        return str(self.typed.get("draft", "")) if self.refusal is not None else ""

    def holds(self, row: Any, *acts: str) -> bool:
        """Whether one of these acts on this row was refused: its form then holds what was typed."""
        return self.refusal is not None and self.row == str(row.uid) and self.typed.get("act") in acts

    def seen(self, story: Story, *, is_refused: bool) -> int:
        """The revision that a form carries. A refused one keeps its own, unless it shows what stands beside it."""
        typed = str(self.typed.get("seen", ""))
        if is_refused and not self.shows_both and typed.isdecimal() and len(typed) < _SEEN_CHARS:
            return int(typed)
        return story.desk_revision

    @property
    def row(self) -> str:
        """The uid of the row that was being saved, or the name of the act that adds one."""
        return str(self.typed.get("row") or self.typed.get("act") or "")

    @property
    def is_row(self) -> bool:
        """Whether what was refused is no form that holds words: a flag that was to be taken off."""
        return self.typed.get("act") in {"seen", "drop"}

    @property
    def status(self) -> int:
        """The status of the page: 409 when overtaken, 403 when not allowed, 400 for other refusals, else 200."""
        for kind, status in ((StaleSave, 409), (NotAllowed, 403), (TryLater, 503)):
            if isinstance(self.cause, kind):
                return status
        return 200 if self.refusal is None or self.is_restored else 400


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its part of the address, what it shows, and what may be done on it."""

    name: str
    context: Callable[[HttpRequest, Story, Answer], dict[str, Any]]
    acts: Mapping[str, Act]


def tab_address(story: Story, tab: str) -> str:
    """The address of a story's tab; the Story tab is Django's own change page."""
    name = "change" if tab == "story" else tab
    return reverse(f"admin:stories_story_{name}", args=[story.pk])


def view_of(tab: Tab) -> Callable[..., HttpResponse]:
    """The admin view of a tab. Another's story is not found; a refused POST shows the page with what was typed."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, object_id: int) -> HttpResponse:
        story = story_or_404(request, object_id)
        answer = Answer()
        if request.method == "POST":
            look(request, story.published_id, story.published.looked_at if story.published else None)
            act = {"seen": _see, "drop": _drop, **tab.acts}.get(request.POST.get("act", ""))
            if act is None:
                return HttpResponseBadRequest("This page has no such button. Load it again.")
            before = story.desk_revision
            try:
                done = carry_out(act, request, story)
            except (NewsroomError, OperationalError) as refusal:
                answer = Answer(told_to_people(refusal), request.POST)
                story = story_or_404(request, object_id)
            else:
                _tell(request, story, done, before)
                anchor = f"#{done.anchor}" if done.anchor else ""
                return HttpResponseRedirect(tab_address(story, tab.name) + done.query + anchor)
        elif "draft" in request.GET:
            given = drafts.restore(person(request), story, tab.name, request.GET["draft"])
            if given is None:
                messages.warning(request, "What you had typed is not kept any more: it was saved, or thrown away.")
                return HttpResponseRedirect(tab_address(story, tab.name))
            answer = Answer(*given)
        form_seen = answer.seen(story, is_refused=answer.refusal is not None)
        context = {**frame(request, story, tab.name, answer), "form_seen": form_seen, "answer": answer}
        # What was merged is worked on in the survivor: here nothing can be saved, and no form says otherwise.
        if story.merged_into_id is not None and tab.name not in _STILL_READ:
            survivor = stories_for(person(request)).filter(pk=story.merged_into_id).first()
            context |= {"survivor": survivor, "there": tab_address(survivor, tab.name) if survivor else ""}
            context["deleted"] = deleted_for(person(request)).filter(pk=story.merged_into_id).first()
            return TemplateResponse(request, "desk/merged.html", context, status=answer.status)
        context |= tab.context(request, story, answer)
        return TemplateResponse(request, f"desk/{tab.name}.html", context, status=answer.status)

    view.__name__ = f"{tab.name}_tab"
    return view


def _see(request: HttpRequest, story: Story) -> Done:
    """Take a flag off, or all for one article: on every tab alike."""
    return Done(see(request, story), "flags")


def _drop(request: HttpRequest, story: Story) -> Done:
    """Throw away what was typed in a form: on every tab alike. What stands in the story stays."""
    drafts.forget(person(request), request.POST.get("draft", ""))
    return Done("What stands was kept; what you had typed is thrown away.", request.POST.get("anchor", ""))


def _tell(request: HttpRequest, story: Story, done: Done, before: int) -> None:
    """Say what was done, and what others saved since the page was opened; the draft of what is saved ends.

    `before` is the revision that stood before the act: what this person did since then is the act itself.
    """
    by, act = person(request), request.POST.get("act", "")
    if "draft" in request.POST:
        drafts.forget(by, request.POST["draft"], act=act)
    messages.success(request, done.told)
    seen = request.POST.get("seen", "")
    if not seen.isdecimal() or len(seen) >= _SEEN_CHARS or act == "drop":
        return
    acts = acts_since(story, int(seen))
    others = [row for row in acts if row.person_id != by.pk or row.after["desk_revision"] <= before]
    if others:
        messages.info(request, f"Since you opened the page: {told(others)}. That stands beside yours.")


def told_to_people(refusal: NewsroomError | OperationalError) -> NewsroomError:
    """The refusal as people read it; a database that was locked or away too long is one, and nothing typed is lost."""
    if isinstance(refusal, NewsroomError):
        return refusal
    return TryLater("The database was busy, and nothing was saved. What you typed is still here: save it again.")


def carry_out(act: Act, request: HttpRequest, story: Story) -> Done:
    """Let the act do what the form asks for. Raises NotAllowed, BadText for unreadable signs, and as the act does."""
    may_edit(story, person(request))
    for name, value in request.POST.items():
        if name not in _NOT_TYPED and isinstance(value, str) and _UNREADABLE in value:
            raise BadText(
                f"What was typed under {name.replace('_', ' ')} holds a character that could not be read (U+FFFD at "
                f"position {value.index(_UNREADABLE) + 1}). Take it out and save again."
            )
    return act(request, story)


def seen_by(request: HttpRequest) -> int:
    """The desk revision that the person saw when the form was made. Raises BadText where the form lost it."""
    value = request.POST.get("seen", "")
    if not value.isdecimal() or len(value) >= _SEEN_CHARS:
        raise BadText("The form came without the version you saw. Look at what stands, then save again.")
    return int(value)


def seen_text(request: HttpRequest) -> str | None:
    """The words of the row as the page showed them, which nobody typed; None where the form has none."""
    return request.POST.get("seen_text")


def saw(request: HttpRequest) -> dict[str, str] | None:
    """What the page showed in the story's own fields, by field (meanwhile.shown); None where the form does not say."""
    return saw_in(request.POST.get("saw", ""))


def saw_in(value: str) -> dict[str, str] | None:
    """The same as a form carries it, in JSON."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None


def row_id(request: HttpRequest) -> str:
    """The uid of the row that a row's form names, as text; one that is none matches no row."""
    return request.POST.get("row", "")


def frame(request: HttpRequest, story: Story, tab: str, answer: Answer | None = None) -> dict[str, Any]:
    """What every page of a story shows around its own; `tab` is the one that it belongs to."""
    by, shown = person(request), answer.draft if answer else ""
    return {
        **admin.site.each_context(request),
        "title": story.headline,
        "subtitle": tab.capitalize(),
        "opts": Story._meta,
        "story": story,
        "tab": tab,
        "standing": standing(story),
        "public_address": public_address(story),
        "preview_address": preview_address(story),
        "tabs": [(name, label, tab_address(story, name)) for name, label in TABS],
        "flags": flags_of(story),
        "lineage": lineage_of(story, by),
        "why_closed": "" if story.merged_into_id else story.why_closed(),
        "team": team_of(story, by),
        "here": presence.others(by, story.pk),
        "drafts": [(row, tab_address(story, row.tab)) for row in drafts.offered(by, story, but=shown)],
        "has_publish_permission": request.user.has_perm("stories.publish_story"),
    }
