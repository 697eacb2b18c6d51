"""The cards of the front page and of topics: which tier each stands in, and in which order they are read."""

from __future__ import annotations

import pytest

from reference.models import Topic
from tests.published import publish_content, sample_content
from tests.readers.reading import Element, read
from tests.readers.test_story_page import image

pytestmark = pytest.mark.django_db


def publish_stories(number: int, *, pictured: bool = True) -> None:
    """Publish Story 0, Story 1 and so on, the last one newest."""
    for n in range(number):
        content = sample_content(f"Story {n}")
        if pictured:
            content["desk"].update(images=[image("1")], lead_image=image("1")["uid"])
        publish_content(content)


def tiers(page: Element) -> list[tuple[str, int]]:
    """Each tier of the list with the number of its cards."""
    inside = page.one("div", "cards").inside
    return [
        (tier.attributes["class"], len(tier.all("article", "card"))) for tier in inside if isinstance(tier, Element)
    ]


@pytest.mark.parametrize(
    ("stories", "wanted"),
    [
        (1, [("wide", 1)]),
        (3, [("wide", 1), ("rest", 2)]),
        (4, [("lead", 1), ("side", 3)]),
        (5, [("lead", 1), ("side", 3), ("below", 1)]),
        (9, [("lead", 1), ("side", 3), ("below", 2), ("rest", 3)]),
    ],
)
def test_a_front_is_laid_out_for_as_many_stories_as_it_has(client, stories, wanted):
    Topic.objects.create(slug="trade", name="Trade")
    publish_stories(stories)
    for address in ("/", "/topics/trade/"):
        page = read(client.get(address).content.decode())
        assert tiers(page) == wanted
        assert [card.one("h2").text for card in page.all("article", "card")] == [
            f"Story {n}" for n in reversed(range(stories))
        ]


def test_a_lead_without_a_picture_has_no_stories_beside_it(client):
    publish_stories(6, pictured=False)
    assert tiers(read(client.get("/").content.decode())) == [("wide", 1), ("rest", 5)]


def test_nobody_stands_beside_a_lead_where_the_next_story_has_no_picture_to_fill_its_column(client):
    publish_stories(4)
    publish_stories(1, pictured=False)
    publish_stories(1)
    assert tiers(read(client.get("/").content.decode())) == [("wide", 1), ("rest", 5)]


def test_later_pages_have_no_lead(client):
    publish_stories(26)
    older = read(client.get("/").content.decode()).one("nav", "pages").one("a").attributes["href"]
    page = read(client.get(older).content.decode())
    assert tiers(page) == [("rest", 2)]
    assert "Updated" not in page.one("header", "list-head").text


def test_the_head_of_a_list_says_when_a_story_last_moved(client):
    publish_stories(2)
    head = read(client.get("/").content.decode()).one("header", "list-head")
    assert head.text == "Top Headlines Updated Feb\u00a019,\u00a02026, 14:05"


def test_a_card_has_the_language_of_its_story_and_its_facts_that_of_the_reader(client):
    content = sample_content()
    content["desk"]["language"] = "ar"
    publish_content(content)
    words = read(client.get("/ko/").content.decode()).one("div", "words")
    assert (words.attributes["lang"], words.attributes["dir"]) == ("ar", "rtl")
    facts = words.one("p", "meta")
    assert (facts.attributes["lang"], facts.attributes["dir"]) == ("ko", "ltr")
    assert "기사 7건" in facts.text
