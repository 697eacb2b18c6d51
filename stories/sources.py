"""What becomes known of an article after it was taken in: corrected, perhaps withdrawn, gone, there again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from foundation import limits
from foundation.models import Actor, EditLog, User
from foundation.text import clean_text
from stories.curating import may_edit
from stories.flagging import flag_lost, raise_flags, raise_question, settle
from stories.models import Article, Citation, Flag, Story
from stories.rechecking import recheck


@transaction.atomic
def correct(article: Article, *, notice: str, by: Actor) -> bool:
    """Record that its publisher says what was wrong in the article, and flag what rests on it.

    False where that very notice is known. A withdrawn article stays withdrawn. Raises BadText without a notice.
    """
    words = clean_text(notice, name="The notice", max_chars=limits.NOTE_CHARS, required=True)
    standing = Article.objects.filter(pk=article.pk).exclude(status=Article.Status.CORRECTED, notice=words)
    standing = standing.exclude(status=Article.Status.RETRACTED)
    if not standing.update(status=Article.Status.CORRECTED, notice=words, corrected_at=timezone.now()):
        return False
    before = {"status": article.status, "notice": article.notice}
    article.refresh_from_db(fields=["status", "notice", "corrected_at"])
    EditLog.objects.record("source_corrected", article, by=by, before=before, after={"notice": words})
    raise_flags(article, Flag.Kind.CORRECTED, note=words)
    return True


@transaction.atomic
def ask_whether_retracted(article: Article, *, notice: str, by: Actor) -> int:
    """Put a notice of retraction to the desk of every story that holds the article; withdraw nothing by itself.

    Returns how many stories are asked now: one that was asked about these very words is not asked again.
    """
    if article.status == Article.Status.RETRACTED:
        return 0
    words = clean_text(notice, name="The notice", max_chars=limits.NOTE_CHARS, required=True)
    count = raise_question(article, Flag.Kind.QUESTION, note=words)
    if count:
        EditLog.objects.record("ask_whether_retracted", article, by=by, after={"notice": words})
    return count


@transaction.atomic
def note_gone(article: Article, *, by: Actor) -> bool:
    """Record that nothing stands at the article's address any more. False where that is known."""
    if not Article.objects.filter(pk=article.pk, gone_at__isnull=True).update(gone_at=timezone.now()):
        return False
    EditLog.objects.record("source_gone", article, by=by, after={"url": article.canonical_url or ""})
    raise_question(article, Flag.Kind.GONE, note=f"Since {timezone.localtime():%Y-%m-%d %H:%M}.")
    return True


@transaction.atomic
def note_back(article: Article, *, by: Actor) -> bool:
    """Record that the article stands at its address again. False where it was not gone."""
    if not Article.objects.filter(pk=article.pk, gone_at__isnull=False).update(gone_at=None):
        return False
    EditLog.objects.record("source_back", article, by=by, after={"url": article.canonical_url or ""})
    gone = Flag.objects.standing().filter(article=article, kind=Flag.Kind.GONE)
    gone.update(cleared_at=timezone.now(), outcome=Flag.Outcome.HOLDS)
    return True


def recheck_story(story: Story) -> int:
    """Bring what the story cites to the texts of today. Returns how many articles that were.

    `receive` did so when each text came; what a person or a run saved at that very moment still cites the text before.
    """
    of_story = Q(sentence__story=story, sentence__removed_at__isnull=True)
    of_story |= Q(entry__story=story, entry__removed_at__isnull=True)
    stale = Citation.objects.filter(of_story, lost_at__isnull=True).exclude(snapshot=F("article__current_snapshot"))
    articles = Article.objects.filter(pk__in=stale.values("article")).select_related("current_snapshot")
    for article in articles:
        with transaction.atomic():
            flag_lost(article, recheck(article).lost)
            settle(article)
    return len(articles)


@transaction.atomic
def clear_flags(story: Story, article: Article, *, by: User) -> int:
    """Say that a person has seen to everything of the story that was flagged for this article. Returns how many.

    Raises NotAllowed where they may not edit the story.
    """
    may_edit(story, by)
    standing = Flag.objects.standing().filter(story=story, article=article)
    count = standing.update(cleared_at=timezone.now(), cleared_by=by, outcome=Flag.Outcome.SEEN)
    if count:
        EditLog.objects.record("clear_flags", story, by=by, after={"article": str(article.uid), "flags": count})
    return count


@transaction.atomic
def clear_flag(flag: Flag, *, by: User) -> None:
    """Say that a person has seen to one flag. Doing it twice is harmless. Raises NotAllowed."""
    may_edit(flag.story, by)
    standing = Flag.objects.standing().filter(pk=flag.pk)
    if standing.update(cleared_at=timezone.now(), cleared_by=by, outcome=Flag.Outcome.SEEN):
        after = {"article": str(flag.article.uid), "flags": 1, "kind": flag.kind}
        EditLog.objects.record("clear_flags", flag.story, by=by, after=after)
