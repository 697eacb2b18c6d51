"""What every tab does alike: find the story, hand a POST to one act, show the page, a refusal where it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.db import OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk.access import person, story_or_404
from desk.flags import flags_of, see
from desk.standing import preview_address, public_address, standing
from foundation.errors import BadText, NewsroomError, NotAllowed, StaleSave, TryLater
from stories.curating import may_edit
from stories.models import Story

TABS = [
    (name, name.capitalize())
    for name in ("story", "articles", "images", "timeline", "summary", "figures", "publish", "history")
]
_UNREADABLE = "\ufffd"


class FormRefused(NewsroomError):
    """A form as a whole was refused; it carries what was typed and the message at each field."""

    def __init__(self, form: BaseForm, cause: NewsroomError | None = None) -> None:
        super().__init__(str(cause) if cause else "Nothing was saved yet: look at the marked fields.")
        self.form = form
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: a sentence for the person, and the row to return to."""

    told: str
    anchor: str = ""


Act = Callable[[HttpRequest, Story], Done]


@dataclass(frozen=True, slots=True)
class Answer:
    """How the page answers a refused POST: the refusal, and what was typed in which row. Empty on GET."""

    refusal: NewsroomError | None = None
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> BaseForm | None:
        """The refused form, where the refusal was of a whole form."""
        return self.refusal.form if isinstance(self.refusal, FormRefused) else None

    @property
    def current(self) -> Mapping[str, str]:
        """What stands now, by field, where somebody else saved meanwhile."""
        cause = self.refusal.cause if isinstance(self.refusal, FormRefused) else self.refusal
        return cause.current if isinstance(cause, StaleSave) else {}

    @property
    def row(self) -> str:
        """The uid of the row that was being saved, or the name of the act that adds one."""
        return str(self.typed.get("row") or self.typed.get("act") or "")

    @property
    def status(self) -> int:
        """The status of the page: 409 when overtaken, 403 when not allowed, 400 for other refusals, else 200."""
        cause = self.refusal.cause if isinstance(self.refusal, FormRefused) else self.refusal
        if isinstance(cause, StaleSave):
            return 409
        if isinstance(cause, NotAllowed):
            return 403
        if isinstance(cause, TryLater):
            return 503
        return 200 if self.refusal is None else 400


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
            act = {"seen": _see, **tab.acts}.get(request.POST.get("act", ""))
            if act is None:
                return HttpResponseBadRequest("This page has no such button. Load it again.")
            try:
                done = carry_out(act, request, story)
            except (NewsroomError, OperationalError) as refusal:
                answer = Answer(told_to_people(refusal), request.POST)
                story = story_or_404(request, object_id)
            else:
                messages.success(request, done.told)
                anchor = f"#{done.anchor}" if done.anchor else ""
                return HttpResponseRedirect(tab_address(story, tab.name) + anchor)
        context = {**frame(request, story, tab.name), **tab.context(request, story, answer), "answer": answer}
        return TemplateResponse(request, f"desk/{tab.name}.html", context, status=answer.status)

    view.__name__ = f"{tab.name}_tab"
    return view


def _see(request: HttpRequest, story: Story) -> Done:
    """Take a flag off, or all for one article: on every tab alike."""
    return Done(see(request, story), "flags")


def told_to_people(refusal: NewsroomError | OperationalError) -> NewsroomError:
    """The refusal as people read it; a database that was locked or away too long is one, and nothing typed is lost."""
    if isinstance(refusal, NewsroomError):
        return refusal
    return TryLater("The database was busy, and nothing was saved. What you typed is still here: save it again.")


def carry_out(act: Act, request: HttpRequest, story: Story) -> Done:
    """Let the act do what the form asks for. Raises NotAllowed, BadText for unreadable signs, and as the act does."""
    may_edit(story, person(request))
    for name, value in request.POST.items():
        if name != "seen_text" and isinstance(value, str) and _UNREADABLE in value:
            raise BadText(
                f"What was typed under {name.replace('_', ' ')} holds a character that could not be read (U+FFFD at "
                f"position {value.index(_UNREADABLE) + 1}). Take it out and save again."
            )
    return act(request, story)


def seen_by(request: HttpRequest) -> int:
    """The desk revision that the person saw when the form was made. Raises BadText where the form lost it."""
    value = request.POST.get("seen", "")
    if not value.isdecimal() or len(value) > 9:
        raise BadText("The form came without the version you saw. Look at what stands, then save again.")
    return int(value)


def seen_text(request: HttpRequest) -> str | None:
    """The words of the row as the page showed them, which nobody typed; None where the form has none."""
    return request.POST.get("seen_text")


def row_id(request: HttpRequest) -> str:
    """The uid of the row that a row's form names, as text; one that is none matches no row."""
    return request.POST.get("row", "")


def frame(request: HttpRequest, story: Story, tab: str) -> dict[str, Any]:
    """What every page of a story shows around its own; `tab` is the one that it belongs to."""
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
        "has_publish_permission": request.user.has_perm("stories.publish_story"),
    }
