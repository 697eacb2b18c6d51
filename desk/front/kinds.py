"""What may wait for a person, each as the rows of one table that say so: found over a partial index, newest first.

Every arm takes the stories that somebody may see, and gives the same columns (COLUMNS) for reading.py to put together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Left
from django.utils import timezone

from editions.models import PublishedStory, sealed_stories
from media.models import Image
from stories.models import Attention, Flag, Placement, Sentence, Story, Suggestion, TimelineEntry
from stories.models.story import StoryQuerySet
from stories.pictures.expiring import WARNED_BEFORE

COLUMNS = ("kind_", "story_", "headline_", "subject_", "where_", "text_", "at_", "owner_", "first_", "last_")
TEXT_CHARS = 200
NEWEST_PICTURES = 61  # as many as lines are ever shown, and one
NOT_RELEASED = "Not released"
# So long after its end an embargo stands there, where nothing came of it.
STILL_TOLD = timedelta(days=1)
_CLOSED = (PublishedStory.State.KILLED, PublishedStory.State.VANISHED, PublishedStory.State.MERGED)
_ONE = Value("")


@dataclass(frozen=True, slots=True)
class Scope:
    """The stories that are looked at; `is_own` where they are those that one person owns."""

    stories: StoryQuerySet
    is_own: bool = False

    def open(self) -> StoryQuerySet:
        """Those that readers see, may see again or never saw: what was killed, removed or merged waits for nobody."""
        seen = self.stories.filter(Q(published__isnull=True) | ~Q(published__state__in=_CLOSED))
        # Written so that SQLite does not take it for a search by the index of merged stories, which holds nearly all.
        return seen.exclude(merged_into__isnull=False)

    def of(self) -> Exists:
        """The condition that a row's story is one of them.

        Asked of each row: as a join the planner starts from thousands of stories and sorts what it finds.
        """
        return Exists(self.open().filter(pk=OuterRef("story_id")))


Arm = Callable[[Scope], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line: its key, its name, and the arms that find its rows. `is_mine`: of the person who looks."""

    key: str
    name: str
    arms: tuple[Arm, ...]
    is_mine: bool = False


def row_of(
    rows: QuerySet[Any], *, story: str = "story__", at: Any = None, subject: Any = _ONE, where: Any = _ONE, text: Any
) -> QuerySet[Any]:
    """The columns every arm gives; `story` leads from the row to its story."""
    found: QuerySet[Any] = rows.annotate(
        story_=F(f"{story}pk") if story else F("pk"),
        headline_=F(f"{story}headline"),
        subject_=Cast(subject, CharField()),
        where_=Cast(where, CharField()),
        text_=Cast(Left(text, TEXT_CHARS + 1), TextField()),
        at_=Cast(Value(None), DateTimeField()) if at is None else at,
        owner_=F(f"{story}owner__username"),
        first_=F(f"{story}owner__first_name"),
        last_=F(f"{story}owner__last_name"),
    )
    return found


def _not_released(scope: Scope) -> QuerySet[Any]:
    rows = scope.open().filter(needs_attention=True, hold_reason__startswith=NOT_RELEASED)
    return row_of(rows, story="", text=F("hold_reason")).order_by("-pk")


def _failed(scope: Scope) -> QuerySet[Any]:
    rows = scope.open().filter(needs_attention=True).exclude(hold_reason__startswith=NOT_RELEASED)
    return row_of(rows, story="", text=F("last_error"), at=F("stale_since")).order_by("-pk")


def _held(scope: Scope) -> QuerySet[Any]:
    rows = scope.open().filter(needs_attention=False, deleted_at__isnull=True).exclude(hold_reason="")
    return row_of(rows, story="", text=F("hold_reason")).order_by("-pk")


def _lost_by_flag(scope: Scope) -> QuerySet[Any]:
    """What a source says no more: the flag has the words that are gone."""
    rows = Flag.objects.standing().filter(scope.of(), kind=Flag.Kind.CHANGED)
    subject = Coalesce(Cast("sentence__uid", CharField()), Cast("entry__uid", CharField()), _ONE)
    where = Coalesce(Cast("entry_id", CharField()), _ONE)
    return row_of(rows, subject=subject, where=where, text=F("note"), at=F("raised_at")).order_by("-pk")


def _lost(scope: Scope) -> QuerySet[Any]:
    """People's sentences of which the last run found no source that says so, where no flag tells it already."""
    flagged = Flag.objects.standing().filter(kind=Flag.Kind.CHANGED, sentence=OuterRef("pk"))
    rows = Sentence.objects.filter(scope.of(), ~Exists(flagged), lost_evidence=True, removed_at__isnull=True)
    return row_of(rows, subject=F("uid"), text=F("text")).order_by("-pk")


def _sources(scope: Scope) -> QuerySet[Any]:
    """Articles that are not what they were: of each story, article and kind the newest flag."""
    standing = Flag.objects.standing().exclude(kind=Flag.Kind.CHANGED)
    same = {name: OuterRef(name) for name in ("story", "article", "kind")}
    rows = standing.filter(scope.of(), ~Exists(standing.filter(**same, pk__gt=OuterRef("pk"))))
    found = row_of(rows, subject=F("article__uid"), where=F("kind"), text=F("article__headline"), at=F("raised_at"))
    return found.order_by("-pk")


def _kept(kind: Attention.Kind) -> Arm:
    def arm(scope: Scope) -> QuerySet[Any]:
        rows = Attention.objects.standing().filter(scope.of(), kind=kind)
        return row_of(rows, subject=F("subject"), where=F("where"), text=F("text"), at=F("opened_at")).order_by("-pk")

    return arm


def _passed(scope: Scope) -> QuerySet[Any]:
    rows = _planned(scope).filter(sort_to__lt=timezone.localdate())
    return _entries(rows).order_by("-sort_to", "-pk")


def _next_days(scope: Scope) -> QuerySet[Any]:
    until: date = timezone.localdate(timezone.now() + timedelta(hours=settings.SHIFT_HOURS))
    rows = _planned(scope).filter(sort_to__gte=timezone.localdate(), sort_from__lte=until)
    return _entries(rows).order_by("-sort_to", "-pk")


def _planned(scope: Scope) -> QuerySet[TimelineEntry]:
    planned = TimelineEntry.Status.PLANNED
    return TimelineEntry.objects.filter(scope.of(), status=planned, removed_at__isnull=True)


def _entries(rows: QuerySet[TimelineEntry]) -> QuerySet[Any]:
    return row_of(rows, subject=F("uid"), where=F("date"), text=F("text"))


def _pictures(scope: Scope) -> QuerySet[Any]:
    """The newest pictures first. Of one person's stories it is asked from the stories, of all from the few indexed."""
    is_lacking = Q(image__alt_text="") | Q(image__credit_line="")
    if scope.is_own:
        rows = Placement.objects.filter(is_lacking, story__in=scope.open().order_by(), removed_at__isnull=True)
    else:
        placed = Placement.objects.filter(scope.of(), removed_at__isnull=True)
        lacking = Image.objects.filter(Q(alt_text="") | Q(credit_line=""), Exists(placed.filter(image=OuterRef("pk"))))
        rows = placed.filter(image__in=lacking.order_by("-pk").values("pk")[:NEWEST_PICTURES])
    lacks = Case(When(image__alt_text="", then=Value("alt text")), default=Value("credit line"))
    found = row_of(rows, subject=F("image__uid"), where=lacks, text=F("image__caption"), at=F("image__uploaded_at"))
    return found.order_by("-image_id", "-pk")


def _expiring(scope: Scope) -> QuerySet[Any]:
    """Pictures that stories give up within the next days, the first to go first."""
    now = timezone.now()
    ending = Image.objects.filter(expires_at__gt=now, expires_at__lte=now + WARNED_BEFORE).order_by()
    rows = Placement.objects.filter(scope.of(), removed_at__isnull=True, image__in=ending.values("pk"))
    found = row_of(rows, subject=F("image__uid"), text=F("image__caption"), at=F("image__expires_at"))
    return found.order_by("image__expires_at", "-pk")


def _suggested(scope: Scope) -> QuerySet[Any]:
    """How many suggestions are open, a line for each story."""
    standing = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    of_story = standing.filter(story=OuterRef("story")).order_by().values("story")
    count = Subquery(of_story.annotate(count=Count("pk")).values("count"))
    newest = ~Exists(standing.filter(story=OuterRef("story"), pk__gt=OuterRef("pk")))
    found = row_of(standing.filter(scope.of(), newest), where=count, text=F("text"), at=F("run__started_at"))
    return found.order_by("-pk")


def _embargoed(scope: Scope) -> QuerySet[Any]:
    """Stories whose embargo ends soon or ended today while nothing of them is sealed: nothing would go out."""
    now = timezone.now()
    ends = (now - STILL_TOLD, now + timedelta(hours=settings.EMBARGO_SOON_HOURS))
    # "Not published" written as merged is above: by its index SQLite would read all drafts.
    rows = scope.open().filter(embargo_until__range=ends).exclude(published__isnull=False)
    rows = (
        rows.filter(deleted_at=None)
        .exclude(editorial_state=Story.EditorialState.SPIKED)
        .exclude(uid__in=sealed_stories())
    )
    return row_of(rows, story="", text=Value(""), at=F("embargo_until")).order_by("embargo_until", "-pk")


NEEDED: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("release", "Release refused", (_not_released,)),
        Kind("embargo", "Embargo ends, nothing sealed", (_embargoed,)),
        Kind("failed", "Update failed", (_failed,)),
        Kind("held", "Update ready, waits for somebody", (_held,)),
        Kind("lost", "Source no longer says this", (_lost_by_flag, _lost)),
        Kind("source", "Article withdrawn, corrected or gone", (_sources,)),
        Kind("figures", "Figures differ", (_kept(Attention.Kind.FIGURES),)),
        Kind("headline", "Headline against text", (_kept(Attention.Kind.HEADLINE),)),
        Kind("passed", "Planned date passed", (_passed,)),
        Kind("expiring", "Picture’s time ends soon", (_expiring,)),
        Kind("pictures", "Picture without alt text or credit", (_pictures,)),
    )
}
PROMISED = Kind("promised", "Planned", (_next_days,))
SUGGESTED = Kind("suggested", "Suggestions open", (_suggested,))
