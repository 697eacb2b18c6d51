"""Flags on whatever rests on an article that is not what it was, and how they are cleared."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stories.models import Article, Citation, Flag, Placement, Section, Sentence, Story, StoryArticle, TimelineEntry
from stories.urgent import sources_flagged

_SUBJECTS = ("sentence_id", "entry_id", "placement_id", "section_id")


def raise_flags(article: Article, kind: str, *, note: str = "") -> int:
    """Flag every sentence, entry, picture, heading and story that rests on the article. Returns how many are new.

    One that has such a flag already gets the new note instead. Call it inside the verb's transaction.
    """
    return _raise(article, kind, note, list(_resting_on(article)))


def raise_question(article: Article, kind: str, *, note: str) -> int:
    """Flag every story that holds the article, once for each note: what was answered is not asked again."""
    told = Flag.objects.filter(article=article, kind=kind, note=note)
    stories = set(_stories(article)) - set(told.values_list("story_id", flat=True))
    return _raise(article, kind, note, [Flag(story_id=pk) for pk in sorted(stories)])


def flag_lost(article: Article, lost: tuple[int, ...]) -> int:
    """Flag each sentence and entry whose citation was lost, with the words that are gone. Returns how many are new."""
    count = 0
    rows = Citation.objects.filter(pk__in=lost).select_related("sentence", "entry")
    for citation in rows:
        subject = citation.sentence or citation.entry
        if subject is not None and subject.removed_at is None:
            flag = Flag(story_id=subject.story_id, sentence=citation.sentence, entry=citation.entry)
            count += _raise(article, Flag.Kind.CHANGED, citation.quote, [flag])
    return count


def _raise(article: Article, kind: str, note: str, flags: list[Flag]) -> int:
    standing = {_key(flag): flag for flag in Flag.objects.standing().filter(article=article, kind=kind)}
    known = [standing[_key(flag)].pk for flag in flags if _key(flag) in standing]
    Flag.objects.filter(pk__in=known).update(note=note)
    fresh = [flag for flag in flags if _key(flag) not in standing]
    for flag in fresh:
        flag.article, flag.kind, flag.note = article, kind, note
    made = Flag.objects.bulk_create(fresh)
    sources_flagged(made)
    return len(made)


def _key(flag: Flag) -> tuple[int | None, ...]:
    return (flag.story_id, *(getattr(flag, name) for name in _SUBJECTS))


def _stories(article: Article) -> Iterator[int]:
    rows = StoryArticle.objects.attached().filter(article=article, story__deleted_at__isnull=True)
    yield from rows.values_list("story_id", flat=True)


def _resting_on(article: Article) -> Iterator[Flag]:
    """A flag, not saved, for everything that rests on the article, and one for each story as a whole."""
    cited = Citation.objects.filter(article=article, lost_at__isnull=True)
    stories = set(_stories(article))
    for sentence in Sentence.objects.filter(
        Exists(cited.filter(sentence=OuterRef("pk"))), removed_at__isnull=True, story__deleted_at__isnull=True
    ):
        stories.add(sentence.story_id)
        yield Flag(story_id=sentence.story_id, sentence=sentence)
    for entry in TimelineEntry.objects.filter(
        Exists(cited.filter(entry=OuterRef("pk"))), removed_at__isnull=True, story__deleted_at__isnull=True
    ):
        stories.add(entry.story_id)
        yield Flag(story_id=entry.story_id, entry=entry)
    for placement in Placement.objects.filter(
        source_article=article, removed_at__isnull=True, story__deleted_at__isnull=True
    ):
        stories.add(placement.story_id)
        yield Flag(story_id=placement.story_id, placement=placement)
    for section in Section.objects.filter(
        heading_article=article, removed_at__isnull=True, story__deleted_at__isnull=True
    ).exclude(heading=""):
        stories.add(section.story_id)
        yield Flag(story_id=section.story_id, section=section)
    yield from (Flag(story_id=pk) for pk in sorted(stories))


def settle(article: Article) -> int:
    """Clear what a new text has settled: sentences and entries that it still carries. Returns how many."""
    held = Citation.objects.filter(article=article, lost_at__isnull=True, snapshot=article.current_snapshot)
    flags = Flag.objects.standing().filter(article=article, kind__in=[Flag.Kind.CORRECTED, Flag.Kind.CHANGED])
    holds = flags.filter(
        Exists(held.filter(sentence__isnull=False, sentence=OuterRef("sentence")))
        | Exists(held.filter(entry__isnull=False, entry=OuterRef("entry")))
    )
    return holds.update(cleared_at=timezone.now(), outcome=Flag.Outcome.HOLDS)


def settle_story(story: Story) -> int:
    """Clear flags on what rests on its article no more, or was taken out of the story. Returns how many."""
    cited = Citation.objects.filter(article=OuterRef("article"), lost_at__isnull=True)
    flags = Flag.objects.standing().filter(story=story)
    rests_no_more = flags.filter(
        Q(sentence__removed_at__isnull=False)
        | Q(entry__removed_at__isnull=False)
        | Q(placement__removed_at__isnull=False)
        | Q(section__removed_at__isnull=False)
        | (Q(sentence__isnull=False) & ~Exists(cited.filter(sentence=OuterRef("sentence"))) & ~_is_lost("sentence"))
        | (Q(entry__isnull=False) & ~Exists(cited.filter(entry=OuterRef("entry"))) & ~_is_lost("entry"))
    )
    pks = list(rests_no_more.values_list("pk", flat=True))
    return Flag.objects.filter(pk__in=pks).update(cleared_at=timezone.now(), outcome=Flag.Outcome.RESTS_NO_MORE)


def _is_lost(subject: str) -> Exists:
    """Whether the subject still has a citation that was lost: that it says what its source does not is to be seen."""
    lost = Citation.objects.filter(article=OuterRef("article"), lost_at__isnull=False)
    return Exists(lost.filter(**{subject: OuterRef(subject)}))
