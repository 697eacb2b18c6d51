"""The Summary tab's acts: each saves one row through one verb."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_safe

from desk import presence
from desk.access import person, story_or_404
from desk.standing import summary_state
from desk.tabs.page import Done, Tab, row_id, seen_by, seen_text
from desk.tabs.summary_page import context
from foundation.errors import BadText
from stories import deciding, subediting
from stories.models import Section, Sentence, Story, Suggestion
from stories.summarising.updating import ask_again


def edit(request: HttpRequest, story: Story) -> Done:
    """Give a sentence a person's wording."""
    row = subediting.edit_sentence(
        _sentence(request, story),
        text=request.POST.get("text", ""),
        seen=seen_by(request),
        seen_text=seen_text(request),
        by=person(request),
        is_vouched="is_vouched" in request.POST,
    )
    return Done("The sentence was saved. No update changes it any more.", f"s-{row.uid}")


def add(request: HttpRequest, story: Story) -> Done:
    """Add a person's sentence to a section."""
    row = subediting.add_sentence(
        story,
        _section(request, story),
        text=request.POST.get("text", ""),
        seen=seen_by(request),
        by=person(request),
        is_vouched="is_vouched" in request.POST,
    )
    return Done("The sentence was added.", f"s-{row.uid}")


def keep(request: HttpRequest, story: Story) -> Done:
    """Keep a machine sentence as it is worded."""
    row = _sentence(request, story)
    shown = seen_text(request)
    subediting.keep_wording(row, keep=True, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("This wording stays through every update.", f"s-{row.uid}")


def release(request: HttpRequest, story: Story) -> Done:
    """Let the machine have a sentence again."""
    row = _sentence(request, story)
    shown = seen_text(request)
    subediting.keep_wording(row, keep=False, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("The machine may change this sentence again.", f"s-{row.uid}")


def delete(request: HttpRequest, story: Story) -> Done:
    """Take a sentence out for good."""
    row, shown = _sentence(request, story), seen_text(request)
    subediting.delete_sentence(row, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("The sentence was taken out. It does not come back in other words.", "sections")


def rename(request: HttpRequest, story: Story) -> Done:
    """Give a section a heading."""
    section = _section(request, story)
    heading, shown = request.POST.get("heading", ""), seen_text(request)
    subediting.rename_section(section, heading=heading, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("The heading was saved. No update changes it any more.", f"h-{section.uid}")


def add_section(request: HttpRequest, story: Story) -> Done:
    """Add a section."""
    heading = request.POST.get("heading", "")
    section = subediting.add_section(story, heading=heading, seen=seen_by(request), by=person(request))
    return Done("The section was added. It shows once a sentence stands in it.", f"h-{section.uid}")


def accept(request: HttpRequest, story: Story) -> Done:
    """Accept a suggestion."""
    row = deciding.accept_suggestion(_suggestion(request, story), seen=seen_by(request), by=person(request))
    return Done("The suggestion was accepted.", f"s-{row.uid}" if row else "suggestions")


def reject(request: HttpRequest, story: Story) -> Done:
    """Reject a suggestion."""
    deciding.reject_suggestion(_suggestion(request, story), seen=seen_by(request), by=person(request))
    return Done("The suggestion was rejected.", "suggestions")


def accept_all(request: HttpRequest, story: Story) -> Done:
    """Accept every suggestion on the page."""
    shown = _shown(request)
    count = deciding.accept_all(story, seen=seen_by(request), shown=shown, by=person(request))
    return Done(f"{count} suggestion{pluralize(count)} accepted.", "sections")


def reject_all(request: HttpRequest, story: Story) -> Done:
    """Reject every suggestion on the page."""
    shown = _shown(request)
    count = deciding.reject_all(story, seen=seen_by(request), shown=shown, by=person(request))
    return Done(f"{count} suggestion{pluralize(count)} rejected.", "sections")


def update(request: HttpRequest, story: Story) -> Done:
    """Ask for the summary to be made anew."""
    ask_again(story, by=person(request))
    return Done("The summary will be brought up to date.", "run")


@require_safe
def state(request: HttpRequest, object_id: int) -> JsonResponse:
    """Where the summary stands, for the page that asks: state, words, step, per cent and the revision it rests on.

    Asked with `here`, it also writes down that this person has the tab open and tells who else has the story open.
    """
    story = story_or_404(request, object_id)
    key, words = summary_state(story)
    run = story.runs.values("step", "percent").first() if key == "updating" else None
    values: dict[str, Any] = {"state": key, "words": words, "step": "", "percent": 0, **(run or {})}
    values["revision"] = story.summarised_revision
    if "here" in request.GET:
        values["here"] = presence.come(person(request), story.pk, "summary")
    response = JsonResponse(values)
    response["Cache-Control"] = "no-store"
    return response


def _shown(request: HttpRequest) -> set[str]:
    """Uids of the suggestions that the person's page showed. Raises BadText for what is none."""
    try:
        return {str(uuid.UUID(uid)) for uid in request.POST.getlist("shown")}
    except ValueError:
        raise BadText("The form came without its suggestions. Load the page again.") from None


def _sentence(request: HttpRequest, story: Story) -> Sentence:
    try:
        return story.sentences.select_related("story", "section").get(uid=uuid.UUID(row_id(request)))
    except (Sentence.DoesNotExist, ValueError):
        raise BadText("This sentence is no longer in the story. Load the page again.") from None


def _section(request: HttpRequest, story: Story) -> Section:
    try:
        return story.sections.select_related("story").get(uid=uuid.UUID(row_id(request)))
    except (Section.DoesNotExist, ValueError):
        raise BadText("This section is no longer in the story. Load the page again.") from None


def _suggestion(request: HttpRequest, story: Story) -> Suggestion:
    try:
        rows = story.suggestions.select_related("story", "sentence__story", "sentence__section", "section__story")
        return rows.get(uid=uuid.UUID(row_id(request)))
    except (Suggestion.DoesNotExist, ValueError):
        raise BadText("This suggestion is gone. Load the page again.") from None


TAB = Tab(
    "summary",
    context,
    {
        "edit": edit,
        "add": add,
        "keep": keep,
        "release": release,
        "delete": delete,
        "rename": rename,
        "add_section": add_section,
        "accept": accept,
        "reject": reject,
        "accept_all": accept_all,
        "reject_all": reject_all,
        "update": update,
    },
)
