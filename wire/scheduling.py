"""When an article is looked at again: 1 h, 6 h, 1, 3, 7 and 30 days after it was attached to a story.

The next look is a row that waits for its time. An article stands in the schedule once, however many stories hold it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.errors import NewsroomError
from foundation.models import EditLog, User
from stories.models import Article, StoryArticle
from wire.models import Fetch
from wire.sites import host_of

LOOKS = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 3 * 24, 7 * 24, 30 * 24))
# An address that was missing is looked for once more before it is believed.
ONCE_MORE = timedelta(hours=1)
# Nothing stands at these names (RFC 2606): made-up articles have them.
_MADE_UP = (".example", ".invalid", ".test", ".localhost")
_SWEEP = timedelta(hours=2)


class NothingToLookAt(NewsroomError):
    """The article has no address, or nobody holds it any more."""


def schedule(article: Article, *, since: datetime) -> bool:
    """Put the first look that is still to come into the schedule. False where one waits already, or none is due."""
    if not settings.FETCH_AGAIN or not _may_look(article):
        return False
    now = timezone.now()
    ahead = [(step, since + pause) for step, pause in enumerate(LOOKS) if since + pause > now]
    if not ahead:
        return False
    step, due_at = ahead[0]
    return _put(article, due_at=due_at, step=step, since=since)


def _may_look(article: Article) -> bool:
    url = article.canonical_url or ""
    return bool(url) and not host_of(url).rpartition(":")[0].endswith(_MADE_UP)


def _put(article: Article, *, due_at: datetime, step: int, since: datetime) -> bool:
    """Write the next look of an article. False where one waits already."""
    url = article.canonical_url or ""
    try:
        with transaction.atomic():
            Fetch.objects.create(
                purpose=Fetch.Purpose.AGAIN,
                article=article,
                url=url,
                host=host_of(url),
                due_at=due_at,
                step=step,
                since=since,
            )
    except IntegrityError:
        return False
    return True


def go_on(fetch: Fetch) -> None:
    """After a look ended, write the next one, while some story holds the article and it was not withdrawn."""
    article = fetch.article
    if fetch.purpose != Fetch.Purpose.AGAIN or article is None or not settings.FETCH_AGAIN:
        return
    if article.status == Article.Status.RETRACTED or not is_held(article):
        return
    now = timezone.now()
    since = fetch.since or now
    for step in range(fetch.step + 1, len(LOOKS)):
        if since + LOOKS[step] > now:
            _put(article, due_at=since + LOOKS[step], step=step, since=since)
            return


def look_once_more(fetch: Fetch) -> None:
    """Look for a page again that was missing: the same look, a little later."""
    assert fetch.article is not None
    if is_held(fetch.article):
        _put(
            fetch.article,
            due_at=timezone.now() + ONCE_MORE,
            step=fetch.step,
            since=fetch.since or timezone.now(),
        )


def is_held(article: Article) -> bool:
    """Whether some story at the desk holds the article."""
    return _held().filter(article=article).exists()


def _held() -> QuerySet[StoryArticle]:
    return StoryArticle.objects.attached().filter(story__deleted_at__isnull=True)


def last_seen(article_id: int) -> Fetch | None:
    """The last look that saw the article's page and read it."""
    over = Fetch.objects.filter(article=article_id, state=Fetch.State.DONE, status__in=[200, 304])
    return over.exclude(text_hash="").order_by("-finished_at", "-pk").first()


def was_missing(article: Article) -> bool:
    """Whether the look before found nothing at the address either."""
    over = Fetch.objects.filter(article=article, purpose=Fetch.Purpose.AGAIN).over()
    last = over.exclude(state=Fetch.State.FAILED).order_by("-finished_at", "-pk").first()
    return last is not None and last.result in {Fetch.Result.MISSING, Fetch.Result.GONE}


@transaction.atomic
def look_now(article: Article, *, by: User) -> None:
    """Look at an article's page at once, ahead of its time. Raises NothingToLookAt."""
    if not _has_page(article):
        raise NothingToLookAt(f"“{article.headline}” has no address at which one could look.")
    now = timezone.now()
    waiting = Fetch.objects.filter(article=article, purpose=Fetch.Purpose.AGAIN, state=Fetch.State.WAITING)
    if not waiting.update(due_at=now, asked_by=by) and not Fetch.objects.open().filter(article=article).exists():
        _put(article, due_at=now, step=len(LOOKS), since=now)
        Fetch.objects.filter(article=article, state=Fetch.State.WAITING).update(asked_by=by)
    EditLog.objects.record("look_now", article, by=by)


def _has_page(article: Article) -> bool:
    return bool(article.canonical_url)


def sweep(*, everything: bool = False) -> int:
    """Schedule articles that were attached lately by whatever door and that nobody looks at. Returns how many.

    With `everything` lately is as long as the schedule: for the first sweep of a process, which may have been away.
    """
    if not settings.FETCH_AGAIN:
        return 0
    now = timezone.now()
    lately = LOOKS[-1] if everything else _SWEEP
    looked_at = Fetch.objects.filter(article=OuterRef("article"), purpose=Fetch.Purpose.AGAIN)
    rows = _held().filter(
        ~Exists(looked_at.filter(Q(state__in=["waiting", "fetching"]) | Q(since__gte=OuterRef("attached_at")))),
        attached_at__gt=now - lately,
        article__canonical_url__isnull=False,
    )
    rows = rows.exclude(article__status=Article.Status.RETRACTED).select_related("article")
    return sum(schedule(row.article, since=row.attached_at) for row in rows.order_by("attached_at")[:500])
