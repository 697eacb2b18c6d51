"""Verbs on the summary's sentences and headings: edit, keep, delete, add, vouch.

What a person wrote or kept is theirs: no run changes it. A sentence is marked removed, never deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation import limits
from foundation.errors import BadText, StaleSave
from foundation.models import Actor, User
from foundation.text import clean_line
from stories.curating import log, take_desk
from stories.meanwhile import refuse_touched
from stories.models import Citation, Deletion, Section, Sentence, Snapshot, Story, Writer
from stories.summarising.evidence import best_passages
from stories.summarising.matching import remember
from stories.summarising.request import Evidence
from stories.summarising.support import Verdict, check

QUOTE_CHARS, MOST_PASSAGES = 400, 3  # of what a finding speaks of
_READ_AGAIN = "Nothing was saved: read what stands now, then decide again."
# What `_mark` sets: a person's save writes these and no other column that a run may have changed meanwhile.
_MARKED = [
    "tier",
    "reasons",
    "findings",
    "operations",
    "form",
    "outlet",
    "lost_evidence",
    "desk_changed_at",
    "vouched_by",
    "vouched_at",
]

# What is read of each article: there may be hundreds, and a person waits.
_SNAPSHOT = "article__current_snapshot"
_READ = ["story", _SNAPSHOT, f"{_SNAPSHOT}__text", f"{_SNAPSHOT}__text_hash"]
_READ += [f"article__{name}" for name in ("uid", "published_at", "utc_offset_minutes")]


@dataclass(frozen=True, slots=True)
class Checked:
    """A person's words, what the check says of them, and the passages that they rest on."""

    words: str
    verdict: Verdict
    citations: list[Citation]
    findings: list[dict[str, Any]] = field(default_factory=list)


def edit_sentence(
    sentence: Sentence, *, text: str, seen: int, by: User, is_vouched: bool = False, seen_text: str | None = None
) -> Sentence:
    """Give a sentence a person's wording; from now on no run changes it.

    Its evidence is checked anew: passages that still support it stay cited, better ones are looked for in the
    story's articles. Without any, publishing asks for `is_vouched` ("newsroom reporting: I vouch for this").
    One that a run took out meanwhile comes back, with its section. `seen_text` is the wording that the person saw:
    runs change sentences without raising the desk revision, and with it others may have changed other things since
    `seen`. Raises BadText, StaleSave (with the text that stands now) and NotAllowed.
    """
    checked = checked_words(text, sentence.story, standing_evidence(sentence))
    with transaction.atomic():
        return reword(sentence, checked, seen=seen, by=by, is_vouched=is_vouched, seen_text=seen_text)


def reword(
    sentence: Sentence,
    checked: Checked,
    *,
    seen: int,
    by: User,
    is_vouched: bool = False,
    seen_text: str | None = None,
) -> Sentence:
    """Give a sentence checked words: edit_sentence in two steps. Call it inside a transaction."""
    row = taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    before = row.text
    if row.written_by == Writer.MACHINE:
        row.machine_text = row.text
        remember_deleted(row.text, row.story, by)
    row.text, row.written_by, row.author, row.removed_at = checked.words, Writer.PERSON, by, None
    _mark(row, checked, by=by if is_vouched else None, at=timezone.now())
    row.save(update_fields=[*_MARKED, "text", "written_by", "author", "machine_text", "removed_at"])
    restore_section(row.section_id)
    _recite(row, checked.citations)
    log("edit_sentence", row.story, by=by, before={"text": before}, sentence=str(row.uid), text=checked.words)
    return row


def add_sentence(
    story: Story, section: Section, *, text: str, seen: int, by: User, is_vouched: bool = False
) -> Sentence:
    """Add a person's sentence at the end of a section, with the passages that support it.

    A section that a run took out meanwhile comes back. Raises as edit_sentence; BadText for a section of another story.
    """
    if section.story_id != story.pk:
        raise BadText("This section belongs to another story. Load the page again and add the sentence there.")
    checked = checked_words(text, story)
    with transaction.atomic():
        return add_checked(story, section, checked, seen=seen, by=by, is_vouched=is_vouched)


def add_checked(
    story: Story, section: Section, checked: Checked, *, seen: int, by: User, is_vouched: bool = False
) -> Sentence:
    """Add checked words: add_sentence in two steps. Call it inside a transaction."""
    take_desk(story, seen=seen, by=by, merges=True)
    last = section.sentences.aggregate(last=Max("position"))["last"] or 0
    row = Sentence(story=story, section=section, text=checked.words, position=last + 1000)
    row.written_by, row.author = Writer.PERSON, by
    _mark(row, checked, by=by if is_vouched else None, at=timezone.now())
    row.save(force_insert=True)
    restore_section(section.pk)
    _recite(row, checked.citations)
    log("add_sentence", story, by=by, sentence=str(row.uid), text=checked.words)
    return row


@transaction.atomic
def keep_wording(sentence: Sentence, *, keep: bool, seen: int, by: User, seen_text: str | None = None) -> None:
    """Keep a machine sentence as it stands through every update, or let the machine have it again.

    Keeping one that a run took out meanwhile brings it back, with its section; the next run says whether the
    articles still carry it. `seen_text` and what is raised: as edit_sentence.
    """
    row = taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    row.is_kept = keep
    if keep and row.removed_at is not None:
        row.removed_at = None
        Story.objects.filter(pk=row.story_id).raise_inputs()
    row.save(update_fields=["is_kept", "removed_at"])
    if keep:
        restore_section(row.section_id)
    log("keep_wording" if keep else "release_wording", row.story, by=by, sentence=str(row.uid), text=row.text)


@transaction.atomic
def delete_sentence(sentence: Sentence, *, seen: int, by: User, seen_text: str | None = None) -> None:
    """Take a sentence out and remember its names, figures and stems, so that it does not come back in other words.

    `seen_text` and what is raised: as edit_sentence.
    """
    row = taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    row.removed_at = row.desk_changed_at = timezone.now()
    row.save(update_fields=["removed_at", "desk_changed_at"])
    remember_deleted(row.text, row.story, by)
    log("delete_sentence", row.story, by=by, before={"text": row.text}, sentence=str(row.uid))


@transaction.atomic
def rename_section(section: Section, *, heading: str, seen: int, by: User, seen_text: str | None = None) -> None:
    """Give a section a person's heading; no run changes it any more. One that a run took out comes back.

    `seen_text` is the heading that the person saw. Raises BadText, StaleSave (with the heading that stands now)
    and NotAllowed.
    """
    words = clean_line(heading, name="The heading", max_chars=120, required=True)
    row = taken_section(section, seen=seen, by=by, seen_text=seen_text)
    before = row.heading
    if row.written_by == Writer.MACHINE:
        row.machine_heading = row.heading
    row.heading, row.written_by, row.needs_heading, row.removed_at = words, Writer.PERSON, False, None
    row.save(update_fields=["heading", "machine_heading", "written_by", "needs_heading", "removed_at"])
    section_uid = str(row.uid)
    log("rename_section", row.story, by=by, before={"heading": before}, section=section_uid, heading=words)


@transaction.atomic
def add_section(story: Story, *, heading: str, seen: int, by: User) -> Section:
    """Add an empty section of a person's at the end; it shows once a sentence stands in it."""
    words = clean_line(heading, name="The heading", max_chars=120, required=True)
    take_desk(story, seen=seen, by=by, merges=True)
    last = story.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(story=story, heading=words, position=last + 1000, written_by=Writer.PERSON)
    log("add_section", story, by=by, heading=words)
    return section


def taken_sentence(
    sentence: Sentence, *, seen: int, by: User, seen_text: str | None, is_removed: bool = False
) -> Sentence:
    """Take the story, and only then read the row: until then a run may move or reword it.

    `is_removed` is for what brings it back: else one that was taken out since is refused.
    """
    story = Story.objects.get(pk=sentence.story_id)
    try:
        is_stale = take_desk(story, seen=seen, by=by, merges=seen_text is not None)
    except StaleSave as stale:
        stale.current = {"text": Sentence.objects.get(pk=sentence.pk).text}
        raise
    row = Sentence.objects.get(pk=sentence.pk)
    row.story, current = story, {"text": row.text}
    if is_stale:
        refuse_touched(story, seen, current=current, sentence=str(row.uid))
    if seen_text is not None and seen_text != row.text:
        told = "The machine reworded this sentence since you opened the page."
        raise StaleSave(f"{told} {_READ_AGAIN}", current=current)
    if is_stale and row.removed_at is not None and not is_removed:
        raise StaleSave(f"This sentence was taken out since you opened the page. {_READ_AGAIN}", current=current)
    return row


def taken_section(section: Section, *, seen: int, by: User, seen_text: str | None) -> Section:
    """The same for a section and its heading."""
    story = Story.objects.get(pk=section.story_id)
    try:
        is_stale = take_desk(story, seen=seen, by=by, merges=seen_text is not None)
    except StaleSave as stale:
        stale.current = {"heading": Section.objects.get(pk=section.pk).heading}
        raise
    row = Section.objects.get(pk=section.pk)
    row.story, current = story, {"heading": row.heading}
    if is_stale:
        refuse_touched(story, seen, current=current, section=str(row.uid))
    if seen_text is not None and seen_text != row.heading:
        told = "The machine gave this section another heading since you opened the page."
        raise StaleSave(f"{told} {_READ_AGAIN}", current=current)
    return row


def restore_section(pk: int) -> None:
    """Bring a section back that a run took out, since something of a person's stands in it now."""
    Section.objects.filter(pk=pk, removed_at__isnull=False).update(removed_at=None)


def remember_deleted(text: str, story: Story, by: Actor) -> None:
    """Keep what a person took out or corrected, so that the machine does not bring it back in other words."""
    if not isinstance(by, User):
        return
    taken = remember(text)
    Deletion.objects.create(
        story=story,
        text=text,
        names=list(taken.names),
        numbers=list(taken.numbers),
        stems=list(taken.stems),
        deleted_by=by,
    )


def standing_evidence(sentence: Sentence) -> list[Evidence]:
    """The passages that a sentence cites, the primary first."""
    return [
        Evidence(str(c.article.uid), c.snapshot.text_hash, c.start, c.end, c.quote, c.score)
        for c in sentence.citations.filter(lost_at__isnull=True)
        .select_related("article", "snapshot")
        .order_by("position", "pk")
    ]


def checked_words(text: str, story: Story, standing: Sequence[Evidence] = ()) -> Checked:
    """The verdict on a person's text, and its citations: standing ones that still support it, then the best found.

    Raises BadText. Reads every attached article; call it outside any transaction.
    """
    text = clean_line(text, name="The sentence", max_chars=limits.SENTENCE_CHARS, required=True)
    rows = story.story_articles.attached().select_related(_SNAPSHOT).only(*_READ)
    articles = {str(row.article.uid): row.article for row in rows if row.article.current_snapshot}
    current = {uid: article.current_snapshot for uid, article in articles.items() if article.current_snapshot}
    snapshots = {(uid, snapshot.text_hash): snapshot for uid, snapshot in current.items()}
    found = best_passages(text, [(uid, snapshot.text_hash, snapshot.text) for uid, snapshot in current.items()])
    older = Snapshot.objects.filter(text_hash__in={e.snapshot for e in standing}).select_related("article")
    snapshots |= {(str(snapshot.article.uid), snapshot.text_hash): snapshot for snapshot in older}
    held = [e for e in standing if e.article in articles and (e.article, e.snapshot) in snapshots]
    candidates = {(e.article, e.snapshot, e.start, e.end): e for e in [*held, *found]}
    texts = {text_hash: snapshot.text for (_, text_hash), snapshot in snapshots.items()}
    published = {uid: article.published_by_its_clock() for uid, article in articles.items()}
    verdict = check(text, list(candidates.values()), texts, published, language=story.language, now=timezone.now())
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
    return Checked(text, verdict, citations, _told(verdict, texts))


def _told(verdict: Verdict, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """What an editor should read of a verdict, each finding once with the passages it speaks of."""
    told: dict[str, dict[str, Any]] = {}
    for finding in verdict.findings:
        if finding.passed and finding.rule != "V8":
            continue
        passages = [
            {"article": span.article, "quote": texts[span.snapshot][span.start : span.end][:QUOTE_CHARS]}
            for span in finding.spans[:MOST_PASSAGES]
            if span.snapshot in texts
        ]
        made = {"reason": finding.reason, "is_note": finding.passed, "passages": passages}
        told.setdefault(finding.reason, made)
    return list(told.values())


def _mark(row: Sentence, checked: Checked, *, by: User | None, at: datetime) -> None:
    row.tier = checked.verdict.tier
    row.reasons = list(dict.fromkeys(finding.reason for finding in checked.verdict.failed()))
    row.findings = checked.findings
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
