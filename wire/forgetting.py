"""Forgetting old looks at pages: an article leaves seven of them behind, and most say that nothing has changed.

What stays for good: the newest of each article and address (by it a page is known again that led to another), the one
that the next look compares its page with, and the one that says whether the page was missing before; the first that
saw a text which citations point at; how a picture came to us; what stands open before an editor; and everything of
stories under legal hold.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from stories.models import Citation, StoryArticle
from wire.models import Fetch, FetchQuerySet

AT_ONCE = 5_000


def forget_old(now: datetime, *, after: int = 0) -> tuple[int, int]:
    """Delete of the next AT_ONCE looks that ended more than FETCH_KEPT_DAYS ago those that nothing needs.

    Returns how many went, and the id to go on after: 0 at the end, so that the next call begins again.
    """
    until = now - timedelta(days=settings.FETCH_KEPT_DAYS)
    ended = Coalesce("finished_at", "asked_at")
    old = Fetch.objects.over().alias(ended=ended).filter(ended__lt=until, pk__gt=after).order_by("pk")
    pks = list(old.values_list("pk", flat=True)[:AT_ONCE])
    if not pks:
        return 0, 0
    going = _needed_by_nothing(Fetch.objects.over().filter(pk__in=pks))
    # Whoever is kept is kept for a row of the same article: in one statement no two go for each other's sake.
    gone = Fetch.objects.filter(pk__in=list(going.values_list("pk", flat=True))).over().delete()[0]
    return gone, pks[-1] if len(pks) == AT_ONCE else 0


def _needed_by_nothing(rows: FetchQuerySet) -> FetchQuerySet:
    of_it = Fetch.objects.over().filter(article=OuterRef("article"))
    later = of_it.filter(pk__gt=OuterRef("pk"))
    seen = Q(state=Fetch.State.DONE, status__in=[200, 304]) & ~Q(text_hash="")
    answered = Q(purpose=Fetch.Purpose.AGAIN, state__in=[Fetch.State.DONE, Fetch.State.REFUSED])
    is_newest = Q(article__isnull=False) & ~Exists(later.filter(url=OuterRef("url")))
    is_compared = Q(article__isnull=False) & seen & ~Exists(later.filter(seen))
    is_answer = Q(article__isnull=False) & answered & ~Exists(later.filter(answered))
    return rows.exclude(is_newest | is_compared | is_answer | _is_evidence() | _is_open()).exclude(_is_held())


def _is_evidence() -> Q:
    """The first look that saw a text which citations point at; how a picture came to us."""
    sooner = Fetch.objects.filter(article=OuterRef("article"), text_hash=OuterRef("text_hash"), pk__lt=OuterRef("pk"))
    cited = Citation.objects.filter(article=OuterRef("article"), snapshot__text_hash=OuterRef("text_hash"))
    is_first = ~Q(text_hash="") & ~Exists(sooner) & Exists(cited)
    return is_first | Q(purpose=Fetch.Purpose.PICTURE, state=Fetch.State.DONE)


def _is_open() -> Q:
    """What came to nothing and nobody put out of sight: it waits at the desk, with what was found."""
    failed = Q(state__in=[Fetch.State.FAILED, Fetch.State.REFUSED], hidden_at__isnull=True)
    return failed & ~Q(purpose=Fetch.Purpose.AGAIN)


def _is_held() -> Q:
    """Of a story under legal hold, or of an article that ever stood in one."""
    stood = StoryArticle.objects.filter(article=OuterRef("article"), story__legal_hold_since__isnull=False)
    return Q(story__legal_hold_since__isnull=False) | Q(Exists(stood))
