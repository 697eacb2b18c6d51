"""Summary runs at the desk: the queue as it moves, every run with its account, and what it refused and why."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from desk.access import stories_for
from desk.frozen import ReadOnlyAdmin
from desk.recent_values import RecentValuesFilter
from desk.summary_queue import queue_of
from stories.models import Article, SummaryRun


@admin.register(SummaryRun)
class SummaryRunAdmin(ReadOnlyAdmin[SummaryRun]):
    """The list, newest first, below the queue; a person sees the runs of the stories that the person may open."""

    change_list_template = "desk/runs.html"
    list_display = ("started", "story", "outcome", "told_counts", "seconds", "engine", "cost")
    list_select_related = ("story",)
    list_filter = ("outcome", "trigger", ("engine", RecentValuesFilter))
    search_fields = ("story__headline",)
    ordering = ("-pk",)

    def has_view_permission(self, request: HttpRequest, obj: SummaryRun | None = None) -> bool:
        """Whoever may open a story."""
        return request.user.has_perm("stories.change_story") or request.user.has_perm("stories.edit_any_story")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As the list."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SummaryRun]:
        """The runs of the stories that this person may open; of all, where all may be opened."""
        rows = super().get_queryset(request)
        if request.user.has_perm("stories.edit_any_story"):
            return rows
        return rows.filter(story__in=stories_for(request.user))

    @admin.display(description="started", ordering="started_at")
    def started(self, run: SummaryRun) -> str:
        """When it began, in the newsroom's zone."""
        return f"{timezone.localtime(run.started_at):%d %b %H:%M:%S}"

    @admin.display(description="seconds")
    def seconds(self, run: SummaryRun) -> str:
        """How long it took, or has taken so far."""
        return f"{run.seconds():.1f}"

    @admin.display(description="sentences")
    def told_counts(self, run: SummaryRun) -> str:
        """What it did, in words: "8 kept, 1 added, 2 refused"."""
        return ", ".join(f"{count} {name}" for name, count in run.counts.items() if count) or "-"

    @admin.display(description="cost")
    def cost(self, run: SummaryRun) -> str:
        """What a language model cost, in the currency of its prices; "-" where none was asked."""
        return f"{run.cost_micros / 1_000_000:.4f}" if run.tokens_in or run.cost_micros else "-"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list with the queue above it."""
        queue = queue_of(stories_for(request.user))
        return super().changelist_view(request, {"title": "Summary runs", "queue": queue, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """The list is Django's; the page of a run and the queue that moves are ours."""
        site = self.admin_site
        kept = [url for url in super().get_urls() if url.name == "stories_summaryrun_changelist"]
        return [
            *kept,
            path("queue/", site.admin_view(never_cache(self.queue)), name="stories_summaryrun_queue"),
            path("<int:object_id>/change/", site.admin_view(self.page), name="stories_summaryrun_change"),
        ]

    def queue(self, request: HttpRequest) -> HttpResponse:
        """The queue alone, for the page that shows it and asks again."""
        return TemplateResponse(request, "desk/_queue.html", {"queue": queue_of(stories_for(request.user))})

    def page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """One run: its account, what it refused and why."""
        run = get_object_or_404(self.get_queryset(request).select_related("story"), pk=object_id)
        uids = {refusal["article"] for refusal in run.refusals if refusal["article"]}
        articles = Article.objects.filter(uid__in=uids).select_related("publisher")
        by_uid = {str(article.uid): article for article in articles}
        context = {
            **self.admin_site.each_context(request),
            "title": f"Run of {run.story.headline}",
            "opts": SummaryRun._meta,
            "run": run,
            "told_counts": self.told_counts(run),
            "cost": self.cost(run),
            "refusals": [(refusal, by_uid.get(refusal["article"])) for refusal in run.refusals],
        }
        return TemplateResponse(request, "desk/run.html", context)
