"""Verbs on the summary's sentences: edit, keep, delete, add, vouch, and decide on the machine's suggestions.

What a person wrote or kept is theirs: no run changes it. A sentence is marked removed, never deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation import limits
from foundation.errors import BadText, NewsroomError
from foundation.models import Actor, User
from foundation.text import clean_line
from stories.curating import log, take_desk
from stories.models import Citation, Deletion, Section, Sentence, Snapshot, Story, Suggestion, Writer
from stories.summarising.evidence import best_passages
from stories.summarising.matching import remember
from stories.summarising.request import Evidence
from stories.summarising.support import Verdict, check


class AlreadyDecided(NewsroomError):
    """The suggestion was accepted or rejected before, or a newer one replaced it."""


def edit_sentence(sentence: Sentence, *, text: str, seen: int, by: User, is_vouched: bool = False) -> Sentence:
    """Give a sentence a person's wording; from now on no run changes it.

    Its evidence is checked anew: passages that still support it stay cited, better ones are looked for in the
    story's articles. Without any, publishing asks for `is_vouched` ("newsroom reporting: I vouch for this").
    Raises BadText, StaleSave (with the text that stands now) and NotAllowed.
    """
    words = _cleaned(text)
    standing = _standing(sentence)
    verdict, evidence = _checked(words, sentence.story, standing)
    with transaction.atomic():
        row = Sentence.objects.select_related("story").get(pk=sentence.pk)
        take_desk(row.story, seen=seen, by=by, current={"text": row.text})
        before, now = row.text, timezone.now()
        if row.written_by == Writer.MACHINE:
            row.machine_text = row.text
            _remember(row.text, row.story, by)
        row.text, row.written_by, row.author = words, Writer.PERSON, by
        _mark(row, verdict, by=by if is_vouched else None, at=now)
        row.removed_at = None
        row.save()
        _recite(row, evidence)
        log("edit_sentence", row.story, by=by, before={"text": before}, sentence=str(row.uid), text=words)
    return row


def add_sentence(
    story: Story, section: Section, *, text: str, seen: int, by: User, is_vouched: bool = False
) -> Sentence:
    """Add a person's sentence at the end of a section, with the passages that support it. Raises as edit_sentence."""
    words = _cleaned(text)
    verdict, evidence = _checked(words, story, [])
    with transaction.atomic():
        take_desk(story, seen=seen, by=by)
        last = section.sentences.aggregate(last=Max("position"))["last"] or 0
        row = Sentence(story=story, section=section, text=words, position=last + 1000)
        row.written_by, row.author = Writer.PERSON, by
        _mark(row, verdict, by=by if is_vouched else None, at=timezone.now())
        row.save(force_insert=True)
        _recite(row, evidence)
        log("add_sentence", story, by=by, sentence=str(row.uid), text=words)
    return row


@transaction.atomic
def keep_wording(sentence: Sentence, *, keep: bool, seen: int, by: User) -> None:
    """Keep a machine sentence as it stands through every update, or let the machine have it again."""
    take_desk(sentence.story, seen=seen, by=by)
    Sentence.objects.filter(pk=sentence.pk).update(is_kept=keep)
    log("keep_wording" if keep else "release_wording", sentence.story, by=by, sentence=str(sentence.uid))


@transaction.atomic
def delete_sentence(sentence: Sentence, *, seen: int, by: User) -> None:
    """Take a sentence out and remember its names, figures and stems, so that it does not come back in other words."""
    story = sentence.story
    take_desk(story, seen=seen, by=by, current={"text": sentence.text})
    now = timezone.now()
    Sentence.objects.filter(pk=sentence.pk).update(removed_at=now, desk_changed_at=now)
    _remember(sentence.text, story, by)
    log("delete_sentence", story, by=by, before={"text": sentence.text}, sentence=str(sentence.uid))


@transaction.atomic
def rename_section(section: Section, *, heading: str, seen: int, by: User) -> None:
    """Give a section a person's heading; no run changes it any more."""
    words = clean_line(heading, name="The heading", max_chars=120, required=True)
    take_desk(section.story, seen=seen, by=by, current={"heading": section.heading})
    Section.objects.filter(pk=section.pk).update(heading=words, written_by=Writer.PERSON, needs_heading=False)
    log("rename_section", section.story, by=by, before={"heading": section.heading}, heading=words)


@transaction.atomic
def add_section(story: Story, *, heading: str, seen: int, by: User) -> Section:
    """Add an empty section of a person's at the end; it shows once a sentence stands in it."""
    words = clean_line(heading, name="The heading", max_chars=120, required=True)
    take_desk(story, seen=seen, by=by)
    last = story.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(story=story, heading=words, position=last + 1000, written_by=Writer.PERSON)
    log("add_section", story, by=by, heading=words)
    return section


def accept_suggestion(suggestion: Suggestion, *, seen: int, by: User) -> Sentence | None:
    """Put the machine's wording in place of what stands; the sentence stays a person's, who accepted it."""
    if suggestion.sentence is None:
        raise BadText("This suggestion belongs to no sentence. Add a sentence with its words instead.")
    with transaction.atomic():
        _decide(suggestion, Suggestion.State.ACCEPTED, by=by)
        return edit_sentence(suggestion.sentence, text=suggestion.text, seen=seen, by=by)


@transaction.atomic
def reject_suggestion(suggestion: Suggestion, *, seen: int, by: User) -> None:
    """Leave what stands as it is; the same suggestion is not made again."""
    take_desk(suggestion.story, seen=seen, by=by)
    _decide(suggestion, Suggestion.State.REJECTED, by=by)
    log("reject_suggestion", suggestion.story, by=by, text=suggestion.text)


def _decide(suggestion: Suggestion, state: str, *, by: Actor) -> None:
    open_one = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN)
    if not open_one.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise AlreadyDecided("This suggestion was decided before. Load the page again.")


def _remember(text: str, story: Story, by: User) -> None:
    """Keep what a person took out or corrected, so that the machine does not bring it back in other words."""
    taken = remember(text)
    Deletion.objects.create(
        story=story,
        text=text,
        names=list(taken.names),
        numbers=list(taken.numbers),
        stems=list(taken.stems),
        deleted_by=by,
    )


def _cleaned(text: str) -> str:
    return clean_line(text, name="The sentence", max_chars=limits.SENTENCE_CHARS, required=True)


def _standing(sentence: Sentence) -> list[Evidence]:
    return [
        Evidence(str(c.article.uid), c.snapshot.text_hash, c.start, c.end, c.quote, c.score)
        for c in sentence.citations.select_related("article", "snapshot").order_by("position", "pk")
    ]


def _checked(text: str, story: Story, standing: Sequence[Evidence]) -> tuple[Verdict, list[Citation]]:
    """The verdict on a person's text, and its citations: standing ones that still support it, then the best found."""
    rows = story.story_articles.attached().select_related("article__current_snapshot")
    snapshots = {
        row.article.current_snapshot.text_hash: row.article.current_snapshot
        for row in rows
        if row.article.current_snapshot
    }
    articles = {str(row.article.uid): row.article for row in rows}
    bodies = [
        (str(row.article.uid), row.article.current_snapshot.text_hash, row.article.current_snapshot.text)
        for row in rows
        if row.article.current_snapshot
    ]
    found = best_passages(text, bodies)
    for snapshot in Snapshot.objects.filter(text_hash__in={e.snapshot for e in standing} - set(snapshots)):
        snapshots[snapshot.text_hash] = snapshot
    held = [e for e in standing if e.article in articles and e.snapshot in snapshots]
    candidates = {(e.snapshot, e.start, e.end): e for e in [*held, *found]}
    texts = {key: snapshot.text for key, snapshot in snapshots.items()}
    verdict = check(text, list(candidates.values()), texts, language=story.language)
    citations = [
        Citation(
            article=articles[e.article],
            snapshot=snapshots[e.snapshot],
            start=e.start,
            end=e.end,
            quote=e.quote,
            position=position,
            score=e.score,
        )
        for position, e in enumerate(verdict.evidence)
    ]
    return verdict, citations


def _mark(row: Sentence, verdict: Verdict, *, by: User | None, at: datetime) -> None:
    row.tier = verdict.tier
    row.reasons = [finding.reason for finding in verdict.findings if not finding.passed]
    row.operations = []
    row.form, row.outlet = Sentence.Form.PLAIN, ""
    row.lost_evidence = False
    row.desk_changed_at = at
    row.vouched_by, row.vouched_at = by, at if by else None


def _recite(row: Sentence, citations: Sequence[Citation]) -> None:
    row.citations.all().delete()
    for citation in citations:
        citation.sentence = row
    Citation.objects.bulk_create(citations)
