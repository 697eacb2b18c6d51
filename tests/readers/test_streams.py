"""The statement behind the front page lists what PublishedStory says is public, and holds what its rows hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from editions.models import PublishedStory
from editions.places import Place
from readers import streams
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_edition", [True, False])
@pytest.mark.parametrize("state", [state for state in PublishedStory.State.values if state != "merged"])
def test_the_statement_and_the_queryset_agree_on_what_is_public(state, has_edition):
    publish_content(state=state)
    if not has_edition:
        PublishedStory.objects.update(current_edition=None)
    publish_content(slug="other", at=NEWEST - timedelta(hours=1))
    public = list(streams.newest("all", "").values_list("uid", flat=True))
    assert [row.uid for row in streams.page("all", "").rows] == public
    assert len(public) == 1 + (state == "live" and has_edition)


def test_a_row_holds_what_the_story_holds():
    content = sample_content("Ten‑Day Strike 항구 «مرفأ»")
    story = publish_content(content, at=NEWEST + timedelta(seconds=1.25), slug="파업-끝")
    image = {"uid": "00000000-0000-4000-8000-000000000001", "version": 2, "alt_text": "배", "width_px": 9}
    PublishedStory.objects.update(lead_image=image)
    story.refresh_from_db()
    (row,) = streams.page("topic", "trade").rows
    for name in set(row._fields) - {"sort_at"}:
        assert getattr(row, name) == getattr(story, name), name
    assert row.sort_at == NEWEST + timedelta(seconds=1.25)
    assert row.sort_at.utcoffset() == timedelta(0)


def test_each_list_has_its_own_stories_and_no_picture_is_none():
    publish_content()
    assert streams.page("all", "").rows[0].lead_image is None
    assert len(streams.page("topic", "trade").rows) == len(streams.page("language", "en").rows) == 1
    assert streams.page("topic", "weather").rows == streams.page("language", "ko").rows == []


def test_stories_of_one_moment_are_each_listed_once_across_pages():
    for number in range(streams.PAGE_STORIES * 2 + 1):
        publish_content(slug=f"s{number}")
    seen, before = [], None
    for _ in range(3):
        page = streams.page("all", "", before=before)
        seen += [row.uid for row in page.rows]
        before = page.older
    assert before is None
    assert seen == list(PublishedStory.objects.order_by("-pk").values_list("uid", flat=True))
    assert len(seen) == streams.PAGE_STORIES * 2 + 1


def test_a_cursor_before_everything_finds_an_empty_page():
    story = publish_content()
    assert streams.page("all", "", before=Place(NEWEST - timedelta(days=9), story.uid)) == streams.Page([], None)


def test_a_list_goes_on_after_a_story_that_was_hidden_while_it_was_read():
    for number in range(streams.PAGE_STORIES * 2):
        publish_content(slug=f"s{number}", at=NEWEST - timedelta(hours=number))
    first = streams.page("all", "")
    PublishedStory.objects.filter(uid=first.older.uid).update(state="withheld")
    second = streams.page("all", "", before=first.older)
    assert [row.slug for row in second.rows] == [f"s{n}" for n in range(streams.PAGE_STORIES, streams.PAGE_STORIES * 2)]
