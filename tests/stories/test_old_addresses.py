"""Addresses that a story had lead to today's, for ever: through changes, chains, merges, and whoever wants them."""

from __future__ import annotations

import pytest

from stories import curating, publishing
from stories.joining_stories import merge
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.stories.test_joining_stories import fresh, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief("mina")


def rename(story: Story, slug: str, *, by) -> None:
    curating.change_story(fresh(story), seen=fresh(story).desk_revision, by=by, slug=slug)


def move(story: Story, slug: str, *, by) -> Story:
    rename(story, slug, by=by)
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=by)
    return fresh(story)


def led_to(client, slug: str) -> tuple[int, str]:
    answer = client.get(f"/stories/{slug}/")
    return answer.status_code, answer.headers.get("Location", "")


def test_every_address_of_a_chain_leads_to_the_last_in_one_step(client, chief):
    story = published(*HARBOUR[:2], by=chief, headline="Strike")
    for slug in ("vell-strike", "vell-strike-ends", "مضراب-vell"):
        story = move(story, slug, by=chief)
    today = story.published.get_absolute_url()
    for slug in ("strike", "vell-strike", "vell-strike-ends"):
        assert led_to(client, slug) == (301, today)
    assert client.get(today).status_code == 200
    korean = client.get("/ko/stories/strike/")
    assert (korean.status_code, korean["Location"]) == (301, f"/ko{today}")


def test_an_address_that_changed_at_the_desk_alone_tells_nobody(client, chief):
    story = published(*HARBOUR[:2], by=chief, headline="Strike")
    rename(story, "minister-resigns", by=chief)
    assert led_to(client, "minister-resigns") == (404, "")
    page = client.get("/stories/strike/")
    assert page.status_code == 200
    assert "minister-resigns" not in page.content.decode()


def test_who_wants_an_address_that_another_story_had_gets_one_beside_it(client, chief):
    story = move(published(*HARBOUR[:2], by=chief, headline="Budget"), "budget-of-spring", by=chief)
    other = published(HARBOUR[2], by=chief, headline="Budget")
    assert other.published.slug == f"budget-{str(other.uid)[:8]}"
    assert led_to(client, "budget") == (301, story.published.get_absolute_url())
    rename(make_story(HARBOUR[3], by=chief), "budget", by=chief)
    assert led_to(client, "budget") == (301, story.published.get_absolute_url())


@pytest.mark.deep
def test_a_story_comes_back_to_an_address_that_it_had_and_is_read_there(client, chief):
    story = move(published(*HARBOUR[:2], by=chief, headline="Strike"), "harbour", by=chief)
    story = move(story, "strike", by=chief)
    assert client.get("/stories/strike/").status_code == 200
    assert led_to(client, "harbour") == (301, story.published.get_absolute_url())


@pytest.mark.deep
def test_old_addresses_of_a_merged_story_lead_to_the_survivors_of_today(client, chief):
    gone = move(published(*HARBOUR[2:], by=chief, headline="Cost"), "cost-of-strike", by=chief)
    survivor = published(*HARBOUR[:2], by=chief, headline="Strike")
    merge(gone, into=survivor, by=chief)
    survivor = move(survivor, "strike-and-cost", by=chief)
    for slug in ("cost", "cost-of-strike", "strike"):
        assert led_to(client, slug) == (301, survivor.published.get_absolute_url())
