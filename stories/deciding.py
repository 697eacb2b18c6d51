"""Verbs on the machine's suggestions: accept or reject one, or all of them.

What is accepted is a person's from then on: the person who accepted it.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from foundation.errors import BadText, NewsroomError
from foundation.models import User
from stories import subediting
from stories.curating import log, take_desk
from stories.models import Section, Sentence, Story, Suggestion
from stories.summarising.request import Evidence

Kind = Suggestion.Kind
_DECIDED = "This suggestion was decided before. Load the page again."


class AlreadyDecided(NewsroomError):
    """The suggestion was accepted or rejected before, or a newer one replaced it."""


def accept_suggestion(suggestion: Suggestion, *, seen: int, by: User) -> Sentence | None:
    """Do what the machine suggests; returns the sentence that it is about, None for a heading.

    Others may have changed other things since `seen`. Raises AlreadyDecided, BadText where its section is gone, and as
    the verb that it stands for: edit_sentence, add_sentence, delete_sentence or rename_section.
    """
    checked = _checked(suggestion)
    with transaction.atomic():
        if not Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN).exists():
            raise AlreadyDecided(_DECIDED)
        sentence = _do(suggestion, checked, seen=seen, by=by)
        _decide(suggestion, Suggestion.State.ACCEPTED, by=by)
        # Of the same save as the verb's own row: a history tells both as one act.
        suggestion.story.refresh_from_db(fields=["desk_revision"])
        log("accept_suggestion", suggestion.story, by=by, text=suggestion.text, suggested=suggestion.kind)
    return sentence


def reject_suggestion(suggestion: Suggestion, *, seen: int, by: User) -> None:
    """Leave what stands as it is; the same suggestion is not made again. Raises AlreadyDecided, StaleSave."""
    with transaction.atomic():
        take_desk(suggestion.story, seen=seen, by=by, merges=True)
        _decide(suggestion, Suggestion.State.REJECTED, by=by)
        log("reject_suggestion", suggestion.story, by=by, text=suggestion.text, suggested=suggestion.kind)


def accept_all(story: Story, *, seen: int, shown: set[str], by: User) -> int:
    """Accept every open suggestion that the person saw, all of them or none; returns how many.

    `shown` are the uids on the person's page: what came later waits to be read. Raises as accept_suggestion.
    """
    with transaction.atomic():
        found = _open(story, shown)
        for number, suggestion in enumerate(found):
            accept_suggestion(suggestion, seen=seen + number, by=by)
    return len(found)


def reject_all(story: Story, *, seen: int, shown: set[str], by: User) -> int:
    """Reject every open suggestion that the person saw; returns how many. Raises StaleSave, NotAllowed."""
    with transaction.atomic():
        found = _open(story, shown)
        for number, suggestion in enumerate(found):
            reject_suggestion(suggestion, seen=seen + number, by=by)
    return len(found)


def _open(story: Story, shown: set[str]) -> list[Suggestion]:
    rows = story.suggestions.filter(state=Suggestion.State.OPEN, uid__in=shown).order_by("pk")
    return list(rows.select_related("story", "sentence__story", "sentence__section", "section__story"))


def _checked(suggestion: Suggestion) -> subediting.Checked | None:
    """Its words with the engine's own evidence first; None for what adds no words to the text."""
    if suggestion.kind not in {Kind.REWORD, Kind.ADD}:
        return None
    drafted = [Evidence(**span) for span in suggestion.evidence]
    standing = subediting.standing_evidence(suggestion.sentence) if suggestion.sentence else []
    return subediting.checked_words(suggestion.text, suggestion.story, [*drafted, *standing])


def _do(suggestion: Suggestion, checked: subediting.Checked | None, *, seen: int, by: User) -> Sentence | None:
    sentence, section = suggestion.sentence, suggestion.section
    if suggestion.kind == Kind.HEADING and section is not None:
        subediting.rename_section(section, heading=suggestion.text, seen=seen, by=by, seen_text=section.heading)
        return None
    if suggestion.kind == Kind.REMOVE and sentence is not None:
        subediting.delete_sentence(sentence, seen=seen, by=by, seen_text=sentence.text)
        return sentence
    if checked is None:
        raise BadText("What this suggestion is about is gone. Load the page again.")
    if suggestion.kind == Kind.REWORD and sentence is not None:
        return subediting.reword(sentence, checked, seen=seen, by=by, seen_text=sentence.text)
    home = section or _last_section(suggestion.story)
    return subediting.add_checked(suggestion.story, home, checked, seen=seen, by=by)


def _last_section(story: Story) -> Section:
    """Where a sentence goes whose section is not known: the last one that shows."""
    section = story.sections.filter(removed_at__isnull=True).order_by("-position", "-pk").first()
    if section is None:
        raise BadText("The summary has no section yet. Add one, then accept the sentence.")
    return section


def _decide(suggestion: Suggestion, state: str, *, by: User) -> None:
    open_one = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN)
    if not open_one.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise AlreadyDecided(_DECIDED)
