"""The filters of the list of stories: what an editor asks of it. Each looks at few rows, however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from desk.access import person
from desk.recent_values import NEWEST_ROWS
from editions.models import sealed_stories
from foundation.models import User
from reference.models import Topic
from stories.models import Story

# Offered; one that is named in the address is taken however many there are.
MOST_OFFERED = 40
Stories = QuerySet[Story]


class _Choice(admin.SimpleListFilter):
    """A filter that offers few words, each with what it keeps."""

    offered: tuple[tuple[str, str], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The words that are offered."""
        return list(self.offered)

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        """The stories that fit; all, where nothing known was asked for."""
        asked = self.value()
        return self.kept(request, queryset, asked) if asked in dict(self.offered) else queryset

    def kept(self, request: HttpRequest, rows: Stories, asked: Any) -> Stories:
        """The stories that fit this word."""
        raise NotImplementedError


class PublishedFilter(_Choice):
    """Whether readers see the story."""

    title = "published"
    parameter_name = "published"
    offered = (("yes", "Published"), ("no", "Not published"))

    def kept(self, request: HttpRequest, rows: Stories, asked: Any) -> Stories:
        """Stories readers see, or the others."""
        return rows.filter(published__state="live") if asked == "yes" else rows.exclude(published__state="live")


class SummaryFilter(_Choice):
    """What a person has to do about a summary."""

    title = "summary"
    parameter_name = "summary"
    offered = (("attention", "Needs attention"), ("held", "Update ready"), ("waiting", "Being updated"))

    def kept(self, request: HttpRequest, rows: Stories, asked: Any) -> Stories:
        """Stories whose summary stands so."""
        chosen = {
            "attention": Q(needs_attention=True) | ~Q(hold_reason=""),
            "held": ~Q(hold_reason=""),
            "waiting": Q(inputs_revision__gt=F("summarised_revision"), needs_attention=False),
        }
        return rows.filter(chosen[asked])


class KeptBackFilter(_Choice):
    """What keeps a story from going out, or the machine from it."""

    title = "kept back"
    parameter_name = "kept"
    offered = (
        ("embargo", "Under an embargo"),
        ("sealed", "Sealed"),
        ("legal", "Under legal hold"),
        ("sensitive", "Sensitive"),
    )

    def kept(self, request: HttpRequest, rows: Stories, asked: Any) -> Stories:
        """Stories that are kept back so now."""
        if asked == "embargo":
            now = timezone.now()
            return rows.filter(Q(embargo_until=None) | Q(embargo_until__gt=now), embargo_since__isnull=False)
        if asked == "sealed":
            return rows.filter(uid__in=sealed_stories())
        return rows.filter(legal_hold_since__isnull=False) if asked == "legal" else rows.filter(is_sensitive=True)


class WhoseFilter(_Choice):
    """Whose the story is: mine, given to me, nobody's, or a colleague's."""

    title = "owner"
    parameter_name = "whose"
    offered = (("mine", "Mine"), ("given", "Given to me"), ("nobody", "Nobody's"))

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three words, and the owners of the newest stories."""
        newest = model_admin.get_queryset(request).order_by("-pk").values("owner")[:NEWEST_ROWS]
        owners = User.objects.filter(pk__in=newest).order_by("username")[:MOST_OFFERED]
        return [*self.offered, *((str(row.pk), row.display_name()) for row in owners)]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        """The stories of whoever is named."""
        asked, me = self.value() or "", person(request)
        if asked.isdecimal() and len(asked) < 10:
            return queryset.filter(owner=int(asked))
        words = {"mine": Q(owner=me.pk), "nobody": Q(owner=None), "given": Q(assigned=me.pk)}
        return queryset.filter(words[asked]) if asked in words else queryset


class TopicFilter(admin.SimpleListFilter):
    """The topic that a story has."""

    title = "topic"
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The first topics, and the one in the address."""
        rows = list(Topic.objects.all()[:MOST_OFFERED])
        asked = request.GET.get("topic", "")
        if asked and asked not in {row.slug for row in rows}:
            rows += Topic.objects.filter(slug=asked[:100].replace("\0", ""))
        return [(row.slug, row.name) for row in rows]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        """The stories that have it."""
        known = {slug for slug, _ in self.lookup_choices}
        return queryset.filter(topics__slug=self.value()) if self.value() in known else queryset


class ChangedFilter(admin.ListFilter):
    """Between which days, in the newsroom's zone, the story last changed."""

    title = "last change"
    template = "desk/_days_filter.html"
    names = ("since", "until")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: type[Story], model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.names:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        # The form that types the days keeps whatever else is asked for.
        self.others = [(key, value) for key, value in request.GET.items() if key not in (*self.names, "p")]
        self.since, self.until = (self._day(name) for name in self.names)
        self.told = "" if all(self._is_read(name) for name in self.names) else "Write days like 2026-02-19."

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(str(self.used_parameters.get(name, "")))
        except ValueError:
            return None

    def _is_read(self, name: str) -> bool:
        return not self.used_parameters.get(name) or self._day(name) is not None

    def expected_parameters(self) -> list[str | None]:
        """The two names."""
        return list(self.names)

    def has_output(self) -> bool:
        """Always."""
        return True

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Today, a week and a month, beside the days that are typed."""
        today = timezone.localdate()
        for days, words in ((0, "Today"), (7, "The last 7 days"), (30, "The last 30 days")):
            since = f"{today - timedelta(days=days):%Y-%m-%d}"
            query = changelist.get_query_string({"since": since}, ["since", "until"])
            yield {
                "selected": self.until is None and str(self.since) == since,
                "query_string": query,
                "display": words,
            }
        if self.used_parameters:
            query = changelist.get_query_string(remove=list(self.names))
            yield {"selected": False, "query_string": query, "display": "Any day"}

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        """The stories that last changed between these days, both included."""
        if self.since:
            queryset = queryset.filter(changed_at__gte=_midnight(self.since))
        if self.until and self.until < date.max:
            queryset = queryset.filter(changed_at__lt=_midnight(self.until + timedelta(days=1)))
        return queryset


def _midnight(day: date) -> datetime:
    # Years at either end of the calendar have no midnight in UTC.
    day = min(max(day, date(1900, 1, 1)), date(9000, 1, 1))
    return timezone.make_aware(datetime.combine(day, time.min))
