"""Where a story stands, in words that every page of the desk uses alike."""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from desk.told_times import when
from stories.acting import summary_of
from stories.models import Story, StoryArticle

_SUMMARY = {
    "attention": "needs attention",
    "updating": "updating",
    "waiting": "waiting to be updated",
    "held": "update ready",
    "current": "current",
    "none": "no summary yet: no articles",
}


def summary_state(story: Story, *, articles: int | bool | None = None) -> tuple[str, str]:
    """The state of the summary, as a key and in words: current, updating, waiting, attention, held, or none.

    None where there is nothing to summarise; `articles` says whether any stands, else the story as desk.access read it.
    """
    state = summary_of(story)
    if articles is None:
        articles = getattr(story, "has_articles", None)
    if state == "current" and not (
        StoryArticle.objects.attached().filter(story=story).exists() if articles is None else articles
    ):
        state = "none"
    return state, _SUMMARY[state]


def public_state(story: Story) -> tuple[str, str]:
    """Whether readers see the story, as a key and in words; of one read `with_seals` also until when they wait."""
    if story.published is None and getattr(story, "sealed_since", None) is not None:
        until = getattr(story, "sealed_until", None)
        return "sealed", f"sealed until {when(until)}" if until else "sealed"
    if story.published is None:
        return "none", "not published"
    return story.published.state, story.published.get_state_display()


def standing(story: Story) -> list[tuple[str, str, str]]:
    """The three states of a story's header: label, key and words."""
    copy = (story.editorial_state, story.get_editorial_state_display())
    return [
        ("Copy", *(("merged", "merged into another") if story.merged_into_id is not None else copy)),
        ("Public", *public_state(story)),
        ("Summary", *summary_state(story)),
    ]


def public_address(story: Story) -> str:
    """The address of the public page, or "" where readers see none or this process serves no public pages."""
    if story.published is None or not story.published.is_public() or settings.DOORS == "desk":
        return ""
    return story.published.get_absolute_url()


def preview_address(story: Story) -> str:
    """The address of the preview, or "" in a process that serves none."""
    try:
        return reverse("preview", args=[story.uid])
    except NoReverseMatch:
        return ""
