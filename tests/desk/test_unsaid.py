"""The Summary tab tells what attached articles say that the summary does not, and what rests on one report."""

from __future__ import annotations

import pytest

from stories import curating
from stories.models import Story
from stories.summarising.updating import update
from tests.desk.making import address, make_story, summarise, text_of
from tests.making import make_article, make_publisher

pytestmark = pytest.mark.django_db
LATER = "Ferry crews in Vell said on March 4 that they would vote on a strike of their own next month."


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def test_a_later_article_that_nothing_cites_is_told_with_its_first_words(login, chief, story):
    closed = make_publisher("Facts Only Daily", reuse="facts_only")
    article = make_article(f"{LATER} More will follow.", publisher=closed, hours=900, headline="Ferry Crews To Vote")
    curating.attach(story, article, by=chief)
    update(story)
    page = text_of(login(chief).get(address(story, "summary")))
    later = page.split('id="newer"')[1].split("</section>")[0]
    assert "Ferry Crews To Vote" in later
    assert LATER in later
    assert "More will follow" not in later


def test_comment_and_what_the_summary_says_already_is_nothing_newer(login, chief, story):
    said = story.sentences.filter(removed_at__isnull=True)[0].text
    closed = make_publisher("Facts Only Daily", reuse="facts_only")
    again = make_article(f"{said} More will follow.", publisher=closed, hours=900, headline="Said Again")
    comment = make_article(LATER, hours=901, headline="Why They Should Not", kind="opinion")
    for article in (again, comment):
        curating.attach(story, article, by=chief)
    assert 'id="newer"' not in text_of(login(chief).get(address(story, "summary")))


def test_nothing_is_newer_where_the_newest_article_is_cited(login, chief, story):
    assert 'id="newer"' not in text_of(login(chief).get(address(story, "summary")))


def test_sentences_of_one_original_report_are_counted_and_marked(login, chief, story):
    story.sentences.update(origins=2)
    client = login(chief)
    assert 'id="single"' not in text_of(client.get(address(story, "summary")))
    row = story.sentences.filter(removed_at__isnull=True)[0]
    type(row).objects.filter(pk=row.pk).update(origins=1)
    page = text_of(client.get(address(story, "summary")))
    assert "1 of" in page.split('id="single"')[1].split("</p>")[0]
    assert f'href="#s-{row.uid}"' in page.split('id="single"')[1].split("</p>")[0]
    assert page.count("one original report</span>") == 1
