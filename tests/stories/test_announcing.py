"""Headline, kicker, standfirst and captions against the live summary: told to people, and held where nobody looks."""

from __future__ import annotations

import pytest

from editions.models import Edition
from media.library import add_image
from stories import board, curating, publishing
from stories.models import Story
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story
from tests.stories.test_main_job import picture

pytestmark = pytest.mark.django_db

HEADLINE = "Vell dockworkers win 4.5% pay rise"


@pytest.fixture
def chief():
    return make_chief()


@pytest.fixture
def story(chief) -> Story:
    return make_story(*HARBOUR, by=chief, headline=HEADLINE)


def told(story: Story) -> dict[tuple[str, str], str]:
    story.refresh_from_db()
    found = [problem for problem in publishing.problems(story) if not problem.is_blocking]
    return {(problem.where, problem.uid): problem.text for problem in found}


def say(story: Story, chief, **fields: str) -> None:
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, **fields)


def publish(story: Story, chief) -> Edition:
    story.refresh_from_db()
    return publishing.publish(story, seen=story.desk_revision, by=chief)


def held(story: Story) -> str:
    story.refresh_from_db()
    return story.hold_reason


def test_a_headline_that_the_summary_carries_is_told_nothing(story):
    assert told(story) == {}


@pytest.mark.few(0, 2)
@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("headline", "Vell dockworkers win 6.5% pay rise", "Headline says 6.5%, the summary says 4.5%."),
        ("standfirst", "The strike cost $63 million.", "Standfirst says $63 million, the summary says $36 million."),
        ("kicker", "March 9", "Kicker says March 9; no sentence of the summary does."),
        (
            "headline",
            "Dockworkers led by Lena Groot win",
            "Headline names Lena Groot; no sentence of the summary does.",
        ),
    ],
)
def test_a_person_is_told_and_may_publish_all_the_same(story, chief, field, text, reason):
    say(story, chief, **{field: text})
    ((place, said),) = told(story).items()
    assert place == ("story", field)
    assert said.startswith(reason)
    assert publish(story, chief).number == 1


def test_only_a_caption_written_for_this_story_is_compared(story, chief):
    image = add_image(picture(), by=chief, caption="Ghent, 1911", credit_line="Lena Groot", alt_text="A harbour")
    story.refresh_from_db()
    placement = curating.place_image(story, image, seen=story.desk_revision, by=chief)
    assert told(story) == {}
    story.refresh_from_db()
    caption = "The 45 ships off Vell"
    curating.change_placement(placement, seen=story.desk_revision, by=chief, caption_override=caption)
    assert "A caption says 45" in told(story)["images", str(image.uid)]


def test_a_figure_on_the_board_carries_the_headline(story, chief):
    say(story, chief, headline="Vell strike leaves 37 crews stranded")
    assert "Headline says 37" in told(story)["story", "headline"]
    board.add_line(story, label="Crews stranded", value="37", by=chief)
    assert told(story) == {}


def test_an_automatic_update_waits_when_no_sentence_carries_the_headlines_figure_any_more(story, chief):
    say(story, chief, headline="Strike costs Vell $36 million")
    assert told(story) == {}
    assert publish(story, chief).number == 1
    for row in story.story_articles.select_related("article__current_snapshot"):
        if "$36 million" in row.article.current_snapshot.text:
            curating.detach(story, row.article, by=chief)
    update_summary(story.pk)
    assert "Headline says $36 million; no sentence of the summary does." in held(story)


def test_an_update_under_a_headline_that_still_holds_goes_out_by_itself(story, chief):
    publish(story, chief)
    curating.attach(
        story, make_article("Vell port will be dredged in April, director Ines Varga said.", hours=5), by=chief
    )
    update_summary(story.pk)
    assert held(story) == ""
