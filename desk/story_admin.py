"""Stories at the desk: the list, the form that begins one, and the addresses of the tabs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from desk import drafts, presence, saved_filters, team_urls
from desk.access import person, require, stories_for
from desk.bulk import Bulk, offered_to
from desk.bulk_page import choose
from desk.date_meaning import date_meaning
from desk.deed_page import deed_page, redact_page
from desk.export_page import list_export
from desk.flash_page import flash_page
from desk.found_by_words import FoundByWords
from desk.frozen import KeptAdmin
from desk.recent_values import RecentValuesFilter
from desk.restore_page import restore_page
from desk.share_page import share_page
from desk.standing import public_state, summary_state
from desk.story_filters import ChangedFilter, KeptBackFilter, PublishedFilter, SummaryFilter, TopicFilter, WhoseFilter
from desk.tabs import articles, fetches, figures, history, images, publish, summary, tickers, timeline
from desk.tabs import story as story_tab
from desk.tabs.page import tab_address, view_of
from desk.timeline_import import import_page
from desk.told_times import day, when
from desk.whole_urls import whole_urls
from foundation.errors import NewsroomError
from stories import curating
from stories.models import Story, StoryArticle
from stories.sealing import with_seals

TABS = (articles.TAB, images.TAB, timeline.TAB, summary.TAB, figures.TAB, tickers.TAB, publish.TAB, history.TAB)


@admin.register(Story)
class StoryAdmin(FoundByWords, KeptAdmin[Story]):
    list_display = ("headline", "copy_state", "public", "summary", "articles", "owner_name", "changed")
    list_filter = (
        "editorial_state",
        WhoseFilter,
        PublishedFilter,
        SummaryFilter,
        "phase",
        KeptBackFilter,
        ChangedFilter,
        TopicFilter,
        "summary_policy",
        ("language", RecentValuesFilter),
    )
    search_fields = ("headline", "slugline", "slug", "kicker", "standfirst", "desk_note")
    words_table = "stories_story"
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("owner", "published")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """The stories this person may open, with the number of articles that stand in each."""
        attached = StoryArticle.objects.attached().filter(story=OuterRef("pk")).order_by().values("story")
        # Counted for the rows of the page alone: a join would group the whole archive before it takes the first fifty.
        count = Coalesce(Subquery(attached.annotate(count=Count("pk")).values("count")), 0)
        return with_seals(stories_for(request.user)).annotate(article_count=count).order_by("-changed_at", "-pk")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The acts on many stories that this person may do to some."""
        if IS_POPUP_VAR in request.GET:
            return {}
        return {bulk.name: (_chosen(bulk), bulk.name, bulk.label) for bulk in offered_to(request.user)}

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list as the address filters it; a NUL, which PostgreSQL takes in no value, is no filter."""
        if any("\x00" in value for _, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def listed(self, request: HttpRequest) -> QuerySet[Story]:
        """The stories of the list as the address filters it, all pages. Raises BadRequest for what no filter knows."""
        try:
            rows: QuerySet[Story] = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as wrong:
            raise BadRequest from wrong
        return rows

    @admin.display(description="copy", ordering="editorial_state")
    def copy_state(self, story: Story) -> str:
        """Draft, in review, approved, spiked, or merged into another story."""
        return "merged" if story.merged_into_id is not None else story.get_editorial_state_display()

    @admin.display(description="published", ordering="published__first_published_at")
    def public(self, story: Story) -> str:
        """Since when readers see it, or why not."""
        if story.published is None or story.published.state != "live":
            return public_state(story)[1]
        return f"since {day(story.published.first_published_at)}"

    @admin.display(description="summary")
    def summary(self, story: Story) -> str:
        """Current, updating, needs attention, held, or none without an article."""
        return summary_state(story, articles=self.articles(story))[1]

    @admin.display(description="articles", ordering="article_count")
    def articles(self, story: Story) -> int:
        """How many stand in it."""
        return int(getattr(story, "article_count", 0))

    @admin.display(description="owner", ordering="owner__username")
    def owner_name(self, story: Story) -> str:
        """Whose it is."""
        return story.owner.display_name() if story.owner else ""

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, story: Story) -> str:
        """When it last changed, in the newsroom's zone."""
        return when(story.changed_at)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list of stories, under its own name."""
        asked = saved_filters.asked_in(request.META.get("QUERY_STRING", ""))
        shown = {"title": "Stories", "asked": asked, "saved": saved_filters.shown_to(person(request), asked)}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """A page for each tab; the Story tab stands at Django's own change address."""
        site = self.admin_site
        pages = [
            path(f"<int:object_id>/{tab.name}/", site.admin_view(view_of(tab)), name=f"stories_story_{tab.name}")
            for tab in TABS
        ]
        return [
            *pages,
            path("flash/", site.admin_view(flash_page), name="stories_story_flash"),
            path("<int:object_id>/summary/state/", site.admin_view(summary.state), name="stories_story_state"),
            path("<int:object_id>/summary/sentence/", site.admin_view(summary.sentence), name="stories_story_sentence"),
            path("<int:object_id>/articles/state/", site.admin_view(fetches.state), name="stories_story_fetches"),
            path("<int:object_id>/act/<slug:name>/", site.admin_view(deed_page), name="stories_story_act"),
            path("<int:object_id>/redact/", site.admin_view(redact_page), name="stories_story_redact"),
            path("<int:object_id>/share/", site.admin_view(share_page), name="stories_story_share"),
            path("<int:object_id>/restore/", site.admin_view(restore_page), name="stories_story_restore"),
            path("<int:object_id>/timeline/date/", site.admin_view(date_meaning), name="stories_story_date"),
            path("<int:object_id>/timeline/import/", site.admin_view(import_page), name="stories_story_import"),
            path("<int:object_id>/typed/", site.admin_view(drafts.keep_typed), name="stories_story_typed"),
            path("<int:object_id>/here/", site.admin_view(presence.here), name="stories_story_here"),
            path("<int:object_id>/change/", site.admin_view(view_of(story_tab.TAB)), name="stories_story_change"),
            path("export/", site.admin_view(list_export(self.listed)), name="stories_story_export_list"),
            *whole_urls(site),
            *team_urls.story_urls(site),
            *(url for url in super().get_urls() if url.name in _KEPT),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Begin a story and go on to its articles."""
        require(request, "stories.add_story")
        language = {"language": settings.LANGUAGE_CODE}
        form = story_tab.NewStoryForm(request.POST if request.method == "POST" else None, initial=language)
        if request.method == "POST" and form.is_valid():
            try:
                story = curating.create_story(by=person(request), **form.changes())
            except NewsroomError as refusal:
                form.place(refusal)
            else:
                messages.success(request, f"“{story.headline}” is begun. Attach its articles.")
                return HttpResponseRedirect(tab_address(story, "articles"))
        context = {**self.admin_site.each_context(request), "title": "New story", "form": form, "opts": Story._meta}
        status = 400 if form.errors else 200
        return TemplateResponse(request, "desk/new_story.html", context, status=status)


def _chosen(bulk: Bulk) -> Any:
    """What Django's list calls with the ticked stories."""
    return lambda _admin, request, rows: choose(request, bulk, rows)


# Of Django's own addresses: deleting is a state, and change and history are tabs.
_KEPT = {"stories_story_changelist", "stories_story_add"}
