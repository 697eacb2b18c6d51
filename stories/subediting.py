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
from foundation.errors import BadText, NewsroomError, StaleSave
from foundation.models import Actor, User
from foundation.text import clean_line
from stories.curating import log, take_desk
from stories.models import Citation, Deletion, Section, Sentence, Snapshot, Story, Suggestion, Writer
from stories.summarising.evidence import best_passages
from stories.summarising.matching import remember
from stories.summarising.request import Evidence
from stories.summarising.support import Verdict, check

_READ_AGAIN = "Nothing was saved: read what stands now, then decide again."
# What `_mark` sets: a person's save writes these and no other column that a run may have changed meanwhile.
_MARKED = [
    "tier",
    "reasons",
    "operations",
    "form",
    "outlet",
    "lost_evidence",
    "desk_changed_at",
    "vouched_by",
    "vouched_at",
]


class AlreadyDecided(NewsroomError):
    """The suggestion was accepted or rejected before, or a newer one replaced it."""


def edit_sentence(
    sentence: Sentence, *, text: str, seen: int, by: User, is_vouched: bool = False, seen_text: str | None = None
) -> Sentence:
    """Give a sentence a person's wording; from now on no run changes it.

    Its evidence is checked anew: passages that still support it stay cited, better ones are looked for in the
    story's articles. Without any, publishing asks for `is_vouched` ("newsroom reporting: I vouch for this").
    One that a run took out meanwhile comes back, with its section. `seen_text` is the wording that the person saw:
    runs change sentences without raising the desk revision. Raises BadText, StaleSave (with the text that stands
    now) and NotAllowed.
    """
    words = _cleaned(text)
    checked = _checked(words, sentence.story, _standing(sentence))
    with transaction.atomic():
        return _reword(sentence, words, checked, seen=seen, by=by, is_vouched=is_vouched, seen_text=seen_text)


def _reword(
    sentence: Sentence,
    words: str,
    checked: tuple[Verdict, list[Citation]],
    *,
    seen: int,
    by: User,
    is_vouched: bool = False,
    seen_text: str | None = None,
) -> Sentence:
    row = _taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    verdict, evidence = checked
    before = row.text
    if row.written_by == Writer.MACHINE:
        row.machine_text = row.text
        _remember(row.text, row.story, by)
    row.text, row.written_by, row.author, row.removed_at = words, Writer.PERSON, by, None
    _mark(row, verdict, by=by if is_vouched else None, at=timezone.now())
    row.save(update_fields=[*_MARKED, "text", "written_by", "author", "machine_text", "removed_at"])
    _restore_section(row.section_id)
    _recite(row, evidence)
    log("edit_sentence", row.story, by=by, before={"text": before}, sentence=str(row.uid), text=words)
    return row


def add_sentence(
    story: Story, section: Section, *, text: str, seen: int, by: User, is_vouched: bool = False
) -> Sentence:
    """Add a person's sentence at the end of a section, with the passages that support it.

    A section that a run took out meanwhile comes back. Raises as edit_sentence; BadText for a section of another story.
    """
    words = _cleaned(text)
    if section.story_id != story.pk:
        raise BadText("This section belongs to another story. Load the page again and add the sentence there.")
    verdict, evidence = _checked(words, story, [])
    with transaction.atomic():
        take_desk(story, seen=seen, by=by)
        last = section.sentences.aggregate(last=Max("position"))["last"] or 0
        row = Sentence(story=story, section=section, text=words, position=last + 1000)
        row.written_by, row.author = Writer.PERSON, by
        _mark(row, verdict, by=by if is_vouched else None, at=timezone.now())
        row.save(force_insert=True)
        _restore_section(section.pk)
        _recite(row, evidence)
        log("add_sentence", story, by=by, sentence=str(row.uid), text=words)
    return row


@transaction.atomic
def keep_wording(sentence: Sentence, *, keep: bool, seen: int, by: User, seen_text: str | None = None) -> None:
    """Keep a machine sentence as it stands through every update, or let the machine have it again.

    Keeping one that a run took out meanwhile brings it back, with its section; the next run says whether the
    articles still carry it. `seen_text` and what is raised: as edit_sentence.
    """
    row = _taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    row.is_kept = keep
    if keep and row.removed_at is not None:
        row.removed_at = None
        Story.objects.filter(pk=row.story_id).raise_inputs()
    row.save(update_fields=["is_kept", "removed_at"])
    if keep:
        _restore_section(row.section_id)
    log("keep_wording" if keep else "release_wording", row.story, by=by, sentence=str(row.uid), text=row.text)


@transaction.atomic
def delete_sentence(sentence: Sentence, *, seen: int, by: User, seen_text: str | None = None) -> None:
    """Take a sentence out and remember its names, figures and stems, so that it does not come back in other words.

    `seen_text` and what is raised: as edit_sentence.
    """
    row = _taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    row.removed_at = row.desk_changed_at = timezone.now()
    row.save(update_fields=["removed_at", "desk_changed_at"])
    _remember(row.text, row.story, by)
    log("delete_sentence", row.story, by=by, before={"text": row.text}, sentence=str(row.uid))


@transaction.atomic
def rename_section(section: Section, *, heading: str, seen: int, by: User, seen_text: str | None = None) -> None:
    """Give a section a person's heading; no run changes it any more. One that a run took out comes back.

    `seen_text` is the heading that the person saw. Raises BadText, StaleSave (with the heading that stands now)
    and NotAllowed.
    """
    words = clean_line(heading, name="The heading", max_chars=120, required=True)
    row = _taken_section(section, seen=seen, by=by, seen_text=seen_text)
    before = row.heading
    row.heading, row.written_by, row.needs_heading, row.removed_at = words, Writer.PERSON, False, None
    row.save(update_fields=["heading", "written_by", "needs_heading", "removed_at"])
    log("rename_section", row.story, by=by, before={"heading": before}, heading=words)


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
    """Put the machine's wording in place of what stands; the sentence stays a person's, who accepted it.

    Raises as edit_sentence, and AlreadyDecided.
    """
    sentence = suggestion.sentence
    if sentence is None:
        raise BadText("This suggestion belongs to no sentence. Add a sentence with its words instead.")
    words = _cleaned(suggestion.text)
    checked = _checked(words, sentence.story, _standing(sentence))
    with transaction.atomic():
        row = _reword(sentence, words, checked, seen=seen, by=by)
        _decide(suggestion, Suggestion.State.ACCEPTED, by=by)
    return row


@transaction.atomic
def reject_suggestion(suggestion: Suggestion, *, seen: int, by: User) -> None:
    """Leave what stands as it is; the same suggestion is not made again."""
    take_desk(suggestion.story, seen=seen, by=by)
    _decide(suggestion, Suggestion.State.REJECTED, by=by)
    log("reject_suggestion", suggestion.story, by=by, text=suggestion.text)


def _taken_sentence(sentence: Sentence, *, seen: int, by: User, seen_text: str | None) -> Sentence:
    """Take the story, and only then read the row: until then a run may move or reword it."""
    story = Story.objects.get(pk=sentence.story_id)
    try:
        take_desk(story, seen=seen, by=by)
    except StaleSave as stale:
        stale.current = {"text": Sentence.objects.get(pk=sentence.pk).text}
        raise
    row = Sentence.objects.get(pk=sentence.pk)
    row.story = story
    if seen_text is not None and seen_text != row.text:
        told = "The machine reworded this sentence since you opened the page."
        raise StaleSave(f"{told} {_READ_AGAIN}", current={"text": row.text})
    return row


def _taken_section(section: Section, *, seen: int, by: User, seen_text: str | None) -> Section:
    story = Story.objects.get(pk=section.story_id)
    try:
        take_desk(story, seen=seen, by=by)
    except StaleSave as stale:
        stale.current = {"heading": Section.objects.get(pk=section.pk).heading}
        raise
    row = Section.objects.get(pk=section.pk)
    row.story = story
    if seen_text is not None and seen_text != row.heading:
        told = "The machine gave this section another heading since you opened the page."
        raise StaleSave(f"{told} {_READ_AGAIN}", current={"heading": row.heading})
    return row


def _restore_section(pk: int) -> None:
    Section.objects.filter(pk=pk, removed_at__isnull=False).update(removed_at=None)


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
    articles = {str(row.article.uid): row.article for row in rows if row.article.current_snapshot}
    current = {uid: article.current_snapshot for uid, article in articles.items() if article.current_snapshot}
    snapshots = {(uid, snapshot.text_hash): snapshot for uid, snapshot in current.items()}
    found = best_passages(text, [(uid, snapshot.text_hash, snapshot.text) for uid, snapshot in current.items()])
    older = Snapshot.objects.filter(text_hash__in={e.snapshot for e in standing}).select_related("article")
    snapshots |= {(str(snapshot.article.uid), snapshot.text_hash): snapshot for snapshot in older}
    held = [e for e in standing if e.article in articles and (e.article, e.snapshot) in snapshots]
    candidates = {(e.article, e.snapshot, e.start, e.end): e for e in [*held, *found]}
    texts = {text_hash: snapshot.text for (_, text_hash), snapshot in snapshots.items()}
    verdict = check(text, list(candidates.values()), texts, language=story.language)
    citations = [
        Citation(
            article=articles[e.article],
            snapshot=snapshots[e.article, e.snapshot],
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
