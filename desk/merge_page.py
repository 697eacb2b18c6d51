"""The page that merges another story into this one: choose it, look at what that touches, and do it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from desk.access import person, stories_for, story_or_404
from desk.tabs.page import tab_address
from desk.whole_pages import Went, act_page
from foundation.errors import BadText
from foundation.text import clean_line
from stories.joining_stories import merge, why_not
from stories.models import Story
from stories.reaching import reach_of_story

FOUND = 20
_TOLD = (
    "This story keeps its address and its numbers. What stands in the other comes here: its articles with the next "
    "numbers, its words, pictures, timeline and figures. Where readers know it, its address leads here from now on, "
    "and partners are told. Nothing is published by it: what people made goes out when somebody presses Publish. It "
    "can be undone in one step."
)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Look for the other story, show what merging it touches; a POST merges it into this one."""
    story = story_or_404(request, object_id)
    given = request.POST if request.method == "POST" else request.GET
    other = _chosen(request, given.get("other", ""))

    def act(request: HttpRequest, story: Story) -> Went:
        if other is None:
            raise BadText("Choose the story that is to be merged into this one.")
        merge(other, into=story, by=person(request), reason=request.POST.get("reason", ""))
        told = f"“{other.headline}” was merged into this story. Look at what came, then publish."
        return Went(told, address=tab_address(story, "publish"))

    label = "Merge it into this story" if other else "Merge another story into this one"
    context: dict[str, Any] = {"label": label, "told": _TOLD, "other": other, "q": request.GET.get("q", "")}
    if other is None or other.pk == story.pk:
        context["found"], context["search_told"] = _search(request, story, context["q"])
    else:
        context |= {"parts": _parts(other), "reach": reach_of_story(other.published) if other.published else None}
        context["held"] = _becomes_held(story, other)
        context |= {"both": _in_both(story, other), "hindrance": why_not(other, into=story, by=person(request))}
    return act_page(request, story, act, context, "desk/merge.html")


def _chosen(request: HttpRequest, pk: str) -> Story | None:
    """The story that was chosen, where this person may open it."""
    if not pk.isdecimal() or len(pk) >= 19:
        return None
    return stories_for(request.user).select_related("published").filter(pk=int(pk)).first()


def _search(request: HttpRequest, story: Story, q: str) -> tuple[list[Story], str]:
    """Stories that hold the words in headline or slugline, the newest changed first; and what is wrong with q."""
    try:
        line = clean_line(q, name="The search", max_chars=200)
    except BadText as refusal:
        return [], str(refusal)
    rows = stories_for(request.user).filter(merged_into=None).exclude(pk=story.pk)
    for word in line.split()[:8]:
        rows = rows.filter(Q(headline__icontains=word) | Q(slugline__icontains=word))
    return list(rows.select_related("published", "owner").order_by("-changed_at", "-pk")[:FOUND]), ""


def _becomes_held(story: Story, other: Story) -> bool:
    """Whether updates wait for an editor from then on only because those of the other do."""

    def is_held(one: Story) -> bool:
        return one.is_sensitive or one.summary_policy == Story.SummaryPolicy.HOLD

    return is_held(other) and not is_held(story)


def _parts(other: Story) -> list[tuple[str, int]]:
    """How much of each kind comes over."""
    standing = {"removed_at": None}
    rows = (
        ("Articles", other.story_articles.filter(**standing)),
        ("Sentences", other.sentences.filter(**standing)),
        ("Timeline entries", other.timeline_entries.filter(**standing)),
        ("Pictures", other.placements.filter(**standing)),
        ("Figures", other.board_lines.filter(**standing)),
    )
    return [(name, found.count()) for name, found in rows]


def _in_both(story: Story, other: Story) -> int:
    """How many articles stand in both: these keep the number that they have here."""
    here = story.story_articles.filter(removed_at=None).values("article")
    found = other.story_articles.filter(removed_at=None, article__in=here)
    return int(found.aggregate(count=Count("pk"))["count"])
