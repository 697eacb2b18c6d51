"""What the check finds about a person's sentence, at the desk, from the first save to the published mark."""

from __future__ import annotations

import pytest

from stories import curating, publishing
from stories.models import Sentence, Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db

PASSAGE = "Dockworkers in Vell voted on Wednesday to accept a 4.5% pay rise and end a ten-day strike."
WRONG = PASSAGE.replace("4.5%", "5.4%")


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


@pytest.fixture
def save(login, chief, story):
    """Save a wording over the first sentence, and give the row back."""
    row = story.sentences.filter(removed_at__isnull=True).all()[0]

    def saved(text: str, **typed: str) -> Sentence:
        story.refresh_from_db()
        values = {"act": "edit", "seen": story.desk_revision, "row": str(row.uid), "text": text, **typed}
        login(chief).post(address(story, "summary"), values)
        row.refresh_from_db()
        return row

    return saved


def _publish(story: Story, chief):
    story.refresh_from_db()
    return publishing.publish(story, seen=story.desk_revision, by=chief)


def test_a_failed_rule_is_told_with_the_passage_it_speaks_of_and_stops_publication(login, chief, story, save):
    row = save(WRONG)
    assert (row.tier, row.vouched_at) == ("F", None)
    page = text_of(login(chief).get(address(story, "summary")))
    assert "the article says 4.5%, the sentence says 5.4%" in page
    assert f'<q dir="auto">{PASSAGE}</q>' in page
    assert "cannot be published as it is" in page
    with pytest.raises(publishing.NotReady, match=r"5\.4%"):
        _publish(story, chief)


def test_a_vouch_lets_it_out_by_name_and_time_and_holds_for_one_save(chief, story, save):
    row = save(WRONG, is_vouched="on")
    assert row.vouched_by == chief
    (shown,) = [s for s in _publish(story, chief).content["desk"]["sentences"] if s["uid"] == str(row.uid)]
    assert (shown["mark"], shown["author"]) == ("newsroom_reporting", chief.display_name())
    assert shown["vouched_at"]
    assert save(WRONG.replace("ten-day", "10-day")).vouched_at is None
    with pytest.raises(publishing.NotReady):
        _publish(story, chief)


@pytest.mark.few(0, 2)
@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (PASSAGE, "from_sources"),
        (PASSAGE.replace("ten-day", "10-day").replace("4.5%", "4.5 percent"), "from_sources"),
        (
            "On Feb 18 dockworkers in Vell voted to accept a 4.5% pay rise and end a ten-day strike.",
            "edited",
        ),
        ("In February dockworkers in Vell voted to accept a 4.5% pay rise and end a ten-day strike.", "edited"),
    ],
)
def test_the_published_mark_says_whose_words_they_are(chief, story, save, text, mark):
    row = save(text)
    (shown,) = [s for s in _publish(story, chief).content["desk"]["sentences"] if s["uid"] == str(row.uid)]
    assert shown["mark"] == mark


def test_a_date_that_is_not_the_articles_fails(save):
    row = save(PASSAGE.replace("Wednesday", "Feb 17"))
    assert row.tier == "F"
    assert "the article says Wednesday, the sentence says Feb 17" in row.reasons


def test_the_publish_tab_leads_from_a_headline_that_the_summary_contradicts_to_its_field(login, chief, story):
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Vell dockworkers win 9.9% pay rise")
    page = text_of(login(chief).get(address(story, "publish")))
    assert "Headline says 9.9%, the summary says 4.5%." in page
    assert f'href="{address(story, "change")}#id_headline"' in page
    assert 'id="id_headline"' in text_of(login(chief).get(address(story, "change")))
