"""The figures board: what the desk watches, "Dead: 40, was 31, was 12", with passages; and figures that differ."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from stories import board, curating
from stories.models import BoardValue, Story
from stories.summarising.counted import FATES
from stories.summarising.reading import sources_of
from stories.summarising.tallying import LABELS
from stories.summarising.updating import update
from tests.desk.making import address, make_person, text_of
from tests.making import make_article, make_publisher, make_story

pytestmark = pytest.mark.django_db
FERRY = [
    "A ferry sank off the coast of Ostrava Bay on Feb. 18, killing 12 people, the coast guard of Norland said. "
    "Rescuers pulled 61 people from the water near the Ostrava Bay lighthouse, the coast guard said.",
    "The ferry that sank off the coast of Ostrava Bay killed 31 people, the coast guard of Norland said on Feb. 19. "
    "Transport minister Ada Wren told reporters that the ferry Selma carried 140 passengers that evening.",
]
NEWEST = (
    "The sinking of the ferry off Ostrava Bay killed 40 people, the coast guard of Norland said on Feb. 21. "
    "Divers ended their search of the wreck of the ferry Selma, the coast guard said."
)


@pytest.fixture
def story(chief) -> Story:
    story = make_story(FERRY[0], by=chief, headline="Ferry Sinks Off Ostrava Bay")
    return Story.objects.get(pk=story.pk)


def _attach(story: Story, text: str, hours: int, chief) -> None:
    curating.attach(story, make_article(text, hours=hours), by=chief)
    update(story)


def _post(client, story: Story, act: str, **typed):
    return client.post(address(story, "figures"), {"act": act, **typed})


def _lines(page: str) -> list[str]:
    found = re.findall(r'<p class="line"[^>]*>(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in found]


@pytest.mark.deep
def test_a_toll_is_watched_through_its_story(login, chief, story):
    client = login(chief)
    proposed = BoardValue.objects.get(line__story=story, line__label="Dead")
    assert (proposed.value, proposed.state) == ("12", "proposed")
    assert "killing 12 people" in proposed.quote
    assert _post(client, story, "accept", row=str(proposed.uid)).status_code == 302
    for hours, text in ((24, FERRY[1]), (72, NEWEST)):
        _attach(story, text, hours, chief)
        newer = BoardValue.objects.get(line__story=story, line__label="Dead", state="proposed")
        assert "is newer" in text_of(client.get(address(story, "figures")))
        _post(client, story, "accept", row=str(newer.uid))
    page = text_of(client.get(address(story, "figures")))
    assert "Dead: 40, was 31, was 12" in _lines(page)
    assert "killed 40 people" in page
    curating.attach(story, make_article(NEWEST.replace("ended", "stopped"), hours=90), by=chief)
    update(story)
    assert not BoardValue.objects.filter(line__label="Dead", state="proposed").exists()


def test_a_proposal_of_an_earlier_time_is_not_called_newer(login, chief, story):
    client = login(chief)
    proposed = BoardValue.objects.get(line__story=story, line__label="Dead")
    later = proposed.as_of + timedelta(days=2)
    _post(client, story, "add", row=str(proposed.line.uid), value="40", as_of=f"{later:%Y-%m-%dT%H:%M}")
    assert "is older than what stands" in text_of(client.get(address(story, "figures")))
    BoardValue.objects.filter(pk=proposed.pk).update(as_of=later + timedelta(days=1))
    assert "is newer" in text_of(client.get(address(story, "figures")))


def test_a_figure_that_is_only_proposed_shows_its_value_and_counts_none(login, chief, story):
    page = text_of(login(chief).get(address(story, "figures")))
    assert "Dead: 12 proposed" in _lines(page)
    assert "No value accepted yet" in page
    assert "0 value" not in page


def test_what_was_refused_is_not_proposed_again(login, chief, story):
    client = login(chief)
    proposed = BoardValue.objects.get(line__story=story, line__label="Dead")
    _post(client, story, "reject", row=str(proposed.uid))
    assert _post(client, story, "accept", row=str(proposed.uid)).status_code == 400
    Story.objects.filter(pk=story.pk).raise_inputs()
    curating.attach(story, make_article(FERRY[0].replace("pulled", "took"), hours=1), by=chief)
    update(story)
    assert not BoardValue.objects.filter(line__label="Dead", state="proposed").exists()


def test_an_editor_watches_a_figure_and_its_passage_is_found(login, chief, story):
    client = login(chief)
    assert _post(client, story, "add", label="Rescued", value="61").status_code == 302
    value = BoardValue.objects.get(line__label="Rescued", state="standing")
    assert "pulled 61 people from the water" in value.quote
    assert value.as_of == value.article.published_at
    again = _post(client, story, "add", label="rescued", value="62")
    assert again.status_code == 400
    assert "has a line" in text_of(again)
    assert 'value="62"' in text_of(again)
    assert "is not one figure" in text_of(_post(client, story, "add", label="Cost", value="many"))
    assert "is not one figure" in text_of(_post(client, story, "add", label="Cost", value="3 or 4"))
    _post(client, story, "add", label="Cost", value="$36 million", as_of="2026-02-20T10:00")
    own = BoardValue.objects.get(line__label="Cost")
    assert (own.article, own.unit, own.amount) == (None, "USD", 36_000_000)
    assert "stands at $36 million already" in text_of(_post(client, story, "add", row=str(own.line.uid), value="$36m"))
    _post(client, story, "add", row=str(own.line.uid), value="$38 million")
    assert "Cost: $38 million, was $36 million" in _lines(text_of(client.get(address(story, "figures"))))
    _post(client, story, "remove_line", row=str(own.line.uid))
    assert "Cost:" not in text_of(client.get(address(story, "figures")))
    assert _post(client, story, "add", row=str(own.line.uid), value="7").status_code == 400


def test_figures_of_another_story_and_of_nobody_are_out_of_reach(login, chief, story):
    other = make_story(FERRY[1], by=chief, headline="Another")
    value = BoardValue.objects.filter(line__story=other).first()
    assert _post(login(chief), story, "accept", row=str(value.uid)).status_code == 400
    assert _post(login(chief), story, "accept", row="none").status_code == 400
    assert _post(login(make_person("rita", "reporter")), story, "add", label="A", value="1").status_code == 404
    value.refresh_from_db()
    assert value.state == "proposed"


def test_only_words_that_may_be_shown_are_read(chief):
    closed = make_publisher("Closed Times", reuse="link_only")
    story = make_story(FERRY[0], by=chief)
    curating.attach(story, make_article(NEWEST, publisher=closed, hours=72), by=chief)
    update(story)
    assert not BoardValue.objects.filter(line__story=story, value="40").exists()
    assert {source.outlet for source in sources_of(story)} != {"Closed Times"}
    assert board.board_of(story)


def test_two_papers_that_differ_stand_side_by_side_with_passage_and_time(login, chief):
    story = make_story(FERRY[1], FERRY[1].replace("killed 31", "killed 35").replace("carried", "had"), by=chief)
    page = text_of(login(chief).get(address(story, "figures")))
    assert "<strong>31" in page
    assert "<strong>35" in page
    assert "19 Feb 2026, " in page


def test_every_fate_that_is_told_apart_has_a_label():
    assert set(LABELS) == set(FATES)
