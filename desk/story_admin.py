"""Stories at the desk: the list, the form that begins one, and the addresses of the tabs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from desk import drafts, presence, team_urls
from desk.access import person, require, stories_for
from desk.deed_page import deed_page, redact_page
from desk.flash_page import flash_page
from desk.frozen import KeptAdmin
from desk.recent_values import RecentValuesFilter
from desk.restore_page import restore_page
from desk.share_page import share_page
from desk.standing import public_state, summary_state
from desk.tabs import articles, fetches, figures, history, images, publish, summary, timeline
from desk.tabs import story as story_tab
from desk.tabs.page import tab_address, view_of
from desk.whole_urls import whole_urls
from foundation.errors import NewsroomError
from stories import curating
from stories.models import Story, StoryArticle
from stories.sealing import with_seals

TABS = (articles.TAB, images.TAB, timeline.TAB, summary.TAB, figures.TAB, publish.TAB, history.TAB)


class PublishedFilter(admin.SimpleListFilter):
    """Whether readers see the story."""

    title = "published"
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two choices."""
        return [("yes", "Published"), ("no", "Not published")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """Stories readers see, or the others."""
        if self.value() == "yes":
            return queryset.filter(published__state="live")
        if self.value() == "no":
            return queryset.exclude(published__state="live")
        return queryset


class SummaryFilter(admin.SimpleListFilter):
    """What a person has to do about a summary."""

    title = "summary"
    parameter_name = "summary"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three choices."""
        return [("attention", "Needs attention"), ("held", "Update ready"), ("waiting", "Being updated")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """Stories whose summary stands so."""
        chosen = {
            "attention": Q(needs_attention=True) | ~Q(hold_reason=""),
            "held": ~Q(hold_reason=""),
            "waiting": Q(inputs_revision__gt=F("summarised_revision"), needs_attention=False),
        }
        return queryset.filter(chosen[self.value()]) if self.value() in chosen else queryset  # type: ignore[index]


@admin.register(Story)
class StoryAdmin(KeptAdmin[Story]):
    list_display = ("headline", "copy_state", "public", "summary", "articles", "owner_name", "changed")
    list_filter = ("editorial_state", PublishedFilter, SummaryFilter, ("language", RecentValuesFilter))
    search_fields = ("headline", "slugline")
    list_select_related = ("owner", "published")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """The stories this person may open, with the number of articles that stand in each."""
        attached = StoryArticle.objects.attached().filter(story=OuterRef("pk")).order_by().values("story")
        # Counted for the rows of the page alone: a join would group the whole archive before it takes the first fifty.
        count = Coalesce(Subquery(attached.annotate(count=Count("pk")).values("count")), 0)
        return with_seals(stories_for(request.user)).annotate(article_count=count).order_by("-changed_at", "-pk")

    @admin.display(description="copy", ordering="editorial_state")
    def copy_state(self, story: Story) -> str:
        """Draft, in review, approved, spiked, or merged into another story."""
        return "merged" if story.merged_into_id is not None else story.get_editorial_state_display()

    @admin.display(description="published", ordering="published__first_published_at")
    def public(self, story: Story) -> str:
        """Since when readers see it, or why not."""
        if story.published is None or story.published.state != "live":
            return public_state(story)[1]
        return f"since {story.published.first_published_at:%Y-%m-%d}"

    @admin.display(description="summary")
    def summary(self, story: Story) -> str:
        """Current, updating, needs attention or held."""
        return summary_state(story)[1]

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
        return f"{timezone.localtime(story.changed_at):%Y-%m-%d %H:%M}"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list of stories, under its own name."""
        return super().changelist_view(request, {"title": "Stories", **(extra_context or {})})

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
            path("<int:object_id>/typed/", site.admin_view(drafts.keep_typed), name="stories_story_typed"),
            path("<int:object_id>/here/", site.admin_view(presence.here), name="stories_story_here"),
            path("<int:object_id>/change/", site.admin_view(view_of(story_tab.TAB)), name="stories_story_change"),
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


# Of Django's own addresses: deleting is a state, and change and history are tabs.
_KEPT = {"stories_story_changelist", "stories_story_add"}
