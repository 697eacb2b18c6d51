"""The Summary tab's acts: each saves one row through one verb."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk import presence
from desk.access import person, story_or_404
from desk.flags import flags_of
from desk.standing import summary_state
from desk.tabs.page import Answer, Done, Tab, row_id, seen_by, seen_text
from desk.tabs.summary_choice import reading_of
from desk.tabs.summary_page import context, dress, marks_of, sentences_of
from foundation.errors import BadText
from stories import deciding, placing, subediting
from stories.composing import articles_of, numbers_of
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
    return _done("The sentence was saved. No update changes it any more.", row)


def _done(told: str, row: Sentence) -> Done:
    """Back to the sentence, open beside its evidence."""
    return Done(told, f"s-{row.uid}", f"?sentence={row.uid}")


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
    return _done("The sentence was added.", row)


def keep(request: HttpRequest, story: Story) -> Done:
    """Keep a machine sentence as it is worded."""
    row = _sentence(request, story)
    shown = seen_text(request)
    subediting.keep_wording(row, keep=True, seen=seen_by(request), seen_text=shown, by=person(request))
    return _done("This wording stays through every update.", row)


def release(request: HttpRequest, story: Story) -> Done:
    """Let the machine have a sentence again."""
    row = _sentence(request, story)
    shown = seen_text(request)
    subediting.keep_wording(row, keep=False, seen=seen_by(request), seen_text=shown, by=person(request))
    return _done("The machine may change this sentence again.", row)


def delete(request: HttpRequest, story: Story) -> Done:
    """Take a sentence out for good."""
    row, shown = _sentence(request, story), seen_text(request)
    subediting.delete_sentence(row, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done(
        "The sentence was taken out; below you can put it back. No update brings it in other words.", "sections"
    )


def put_back(request: HttpRequest, story: Story) -> Done:
    """Bring back a sentence that a person took out."""
    row = placing.put_back(_sentence(request, story), seen=seen_by(request), by=person(request))
    return _done("The sentence stands where it stood, and its wording is kept.", row)


def move(request: HttpRequest, story: Story) -> Done:
    """Put a sentence into a section (`to`), before another one (`before`) or at its end."""
    row, wanted = _sentence(request, story), request.POST.get("before", "")
    before = _sentence(request, story, uid=wanted) if wanted else None
    to = _section(request, story, uid=request.POST.get("to", ""))
    return _moved(request, row, to, before)


def up(request: HttpRequest, story: Story) -> Done:
    """Move a sentence up by one place."""
    return _step(request, story, -1)


def down(request: HttpRequest, story: Story) -> Done:
    """Move a sentence down by one place."""
    return _step(request, story, 1)


def _step(request: HttpRequest, story: Story, step: placing.Step) -> Done:
    row = _sentence(request, story)
    place = placing.next_place(row, step)
    if place is None:
        return _done(
            "The sentence stands at the end already." if step > 0 else "The sentence stands first already.", row
        )
    return _moved(request, row, *place)


def _moved(request: HttpRequest, row: Sentence, to: Section, before: Sentence | None) -> Done:
    seen, shown = seen_by(request), seen_text(request)
    placing.move_sentence(row, to=to, before=before, seen=seen, seen_text=shown, by=person(request))
    return _done("The sentence was moved. No update moves it back.", row)


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


def section_up(request: HttpRequest, story: Story) -> Done:
    """Move a section up by one place."""
    return _step_section(request, story, -1)


def section_down(request: HttpRequest, story: Story) -> Done:
    """Move a section down by one place."""
    return _step_section(request, story, 1)


def _step_section(request: HttpRequest, story: Story, step: placing.Step) -> Done:
    row = _section(request, story)
    is_there, before = placing.next_place_of_section(row, step)
    if not is_there:
        return Done("The section stands at the end already.", f"h-{row.uid}")
    return _moved_section(request, row, before)


def place_section(request: HttpRequest, story: Story) -> Done:
    """Put a section before another one (`before`), or at the end."""
    wanted = request.POST.get("before", "")
    before = _section(request, story, uid=wanted) if wanted else None
    return _moved_section(request, _section(request, story), before)


def _moved_section(request: HttpRequest, row: Section, before: Section | None) -> Done:
    placing.move_section(row, before=before, seen=seen_by(request), by=person(request))
    return Done("The section was moved. No update moves it back.", f"h-{row.uid}")


def accept(request: HttpRequest, story: Story) -> Done:
    """Accept a suggestion."""
    row = deciding.accept_suggestion(_suggestion(request, story), seen=seen_by(request), by=person(request))
    return _done("The suggestion was accepted.", row) if row else Done("The suggestion was accepted.", "suggestions")


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
def sentence(request: HttpRequest, object_id: int) -> HttpResponse:
    """One sentence (`sentence`) with its buttons and the article at its passage, for the page that stands open."""
    story = story_or_404(request, object_id)
    articles = articles_of(story)
    numbers = numbers_of(articles)
    try:
        rows = sentences_of(story, Q(removed_at=None, uid=uuid.UUID(request.GET.get("sentence", ""))))
    except ValueError:
        rows = []
    if not rows:
        raise Http404("This sentence is no longer in the story.")
    dress(rows[0], articles, numbers, Answer())
    by_article = {row.article_id: numbers[row.pk] for row in articles}
    rows[0].marks = marks_of(rows[0], by_article)
    context = {
        "story": story,
        "row": rows[0],
        "chosen": rows[0],
        "is_chosen_by_hand": True,
        "redact": reverse("admin:stories_story_redact", args=[story.pk]),
        "sections": story.sections.filter(removed_at=None).order_by("position", "pk"),
        "reading": reading_of(request, rows[0], by_article),
        "flags": flags_of(story),
        "answer": Answer(),
        "has_publish_permission": request.user.has_perm("stories.publish_story"),
    }
    response = render(request, "desk/_chosen.html", context)
    response["Cache-Control"] = "no-store"
    return response


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


def _sentence(request: HttpRequest, story: Story, *, uid: str = "") -> Sentence:
    try:
        return story.sentences.select_related("story", "section").get(uid=uuid.UUID(uid or row_id(request)))
    except (Sentence.DoesNotExist, ValueError):
        raise BadText("This sentence is no longer in the story. Load the page again.") from None


def _section(request: HttpRequest, story: Story, *, uid: str | None = None) -> Section:
    try:
        return story.sections.select_related("story").get(uid=uuid.UUID(row_id(request) if uid is None else uid))
    except (Section.DoesNotExist, ValueError):
        raise BadText("This section is no longer in the story. Load the page again.") from None


def _suggestion(request: HttpRequest, story: Story) -> Suggestion:
    try:
        rows = story.suggestions.select_related("story", "sentence__story", "sentence__section", "section__story")
        return rows.get(uid=uuid.UUID(row_id(request)))
    except (Suggestion.DoesNotExist, ValueError):
        raise BadText("This suggestion is gone. Load the page again.") from None


_SENTENCES = (edit, add, keep, release, delete, put_back, move, up, down)
_SECTIONS = (rename, add_section, section_up, section_down, place_section)
_ACTS = (*_SENTENCES, *_SECTIONS, accept, reject, accept_all, reject_all, update)
TAB = Tab("summary", context, {act.__name__: act for act in _ACTS})
