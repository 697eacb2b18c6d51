"""Moving sentences and sections, and putting back what was taken out: what stands, what runs do, what readers see."""

from __future__ import annotations

import pytest

from foundation.errors import BadText, StaleSave
from foundation.models import EditLog
from stories import placing, publishing, redacting, subediting
from stories.curating import attach
from stories.models import Sentence, Story
from tests.desk.making import fill_summary, make_article, make_person, make_story, summarise

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_person("chief", "chief")


@pytest.fixture
def story(chief) -> Story:
    """Five sections of two sentences each, every one with its evidence."""
    story = make_story(chief)
    fill_summary(story, 10, cited=1)
    Story.objects.filter(pk=story.pk).update(summarised_revision=story.inputs_revision)
    story.refresh_from_db()
    return story


def _order(story: Story) -> list[list[str]]:
    rows = story.sections.filter(removed_at=None).order_by("position", "pk")
    return [
        [row.text.split()[2] for row in section.sentences.filter(removed_at=None).order_by("position", "pk")]
        for section in rows
    ]


def _row(story: Story, n: int) -> Sentence:
    return story.sentences.get(text__startswith=f"Sentence number {n} ")


def _seen(story: Story) -> int:
    return Story.objects.get(pk=story.pk).desk_revision


def test_a_sentence_is_put_before_another_one_in_any_section(story, chief):
    assert _order(story)[:2] == [["0", "5"], ["1", "6"]]
    row = _row(story, 5)
    placing.move_sentence(row, to=_row(story, 6).section, before=_row(story, 6), seen=_seen(story), by=chief)
    assert _order(story)[:2] == [["0"], ["1", "5", "6"]]
    placing.move_sentence(row, to=_row(story, 0).section, before=None, seen=_seen(story), by=chief)
    assert _order(story)[:2] == [["0", "5"], ["1", "6"]]
    log = EditLog.objects.filter(verb="move_sentence").order_by("pk")[0]
    assert (log.before["place"], log.after["place"], log.after["sentence"]) == (2, 2, str(row.uid))


def test_steps_go_over_the_borders_of_sections_and_end_at_the_ends(story):
    def step(n: int, by):
        found = placing.next_place(_row(story, n), by)
        return found and (found[0].heading, found[1].text.split()[2] if found[1] else None)

    assert step(0, 1) == ("Part 0", None)
    assert step(5, -1) == ("Part 0", "0")
    assert step(5, 1) == ("Part 1", "1")
    assert step(1, -1) == ("Part 0", None)
    assert step(0, -1) is None
    assert step(9, 1) is None


def test_many_moves_to_one_place_never_run_out_of_places(story, chief):
    home = _row(story, 0).section
    for n in [1, 2, 3, 4, 5, 6, 7, 8, 9] * 2:
        placing.move_sentence(_row(story, n), to=home, before=_row(story, 0), seen=_seen(story), by=chief)
    assert _order(story)[0] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]


def test_sections_are_put_before_others(story, chief):
    rows = list(story.sections.order_by("position"))
    placing.move_section(rows[4], before=rows[0], seen=_seen(story), by=chief)
    placing.move_section(rows[0], before=None, seen=_seen(story), by=chief)
    assert [row.heading[-1] for row in story.sections.order_by("position")] == ["4", "1", "2", "3", "0"]
    assert placing.next_place_of_section(rows[4], -1) == (False, None)
    assert placing.next_place_of_section(rows[1], -1) == (True, rows[4])


def test_a_place_that_is_gone_is_told_and_nothing_moves(story, chief):
    other = make_story(chief, headline="Another matter")
    fill_summary(other, 5, cited=1)
    foreign = other.sentences.all()[0]
    with pytest.raises(BadText, match="section is gone"):
        placing.move_sentence(_row(story, 0), to=foreign.section, before=None, seen=_seen(story), by=chief)
    with pytest.raises(BadText, match="put it before is gone"):
        placing.move_sentence(_row(story, 0), to=_row(story, 1).section, before=foreign, seen=_seen(story), by=chief)
    assert _order(story)[0] == ["0", "5"]


def test_a_move_of_what_somebody_else_moved_meanwhile_is_refused(story, chief):
    seen, row, to = _seen(story), _row(story, 0), _row(story, 1).section
    placing.move_sentence(row, to=to, before=None, seen=seen, by=chief)
    with pytest.raises(StaleSave, match="moved a sentence"):
        placing.move_sentence(row, to=to, before=None, seen=seen, by=make_person("jo", "editor"), seen_text=row.text)


def test_what_was_taken_out_is_put_back_where_it_stood_and_stays(story, chief):
    row = _row(story, 5)
    subediting.delete_sentence(row, seen=_seen(story), by=chief)
    assert _order(story)[0] == ["0"]
    placing.put_back(row, seen=_seen(story), by=chief)
    assert _order(story)[0] == ["0", "5"]
    assert Sentence.objects.get(pk=row.pk).is_kept
    assert not story.deletions.filter(undone_at=None).exists()


def _published(story: Story, chief):
    story.refresh_from_db()
    return publishing.publish(story, seen=story.desk_revision, by=chief)


def test_what_was_redacted_is_not_put_back(chief):
    story = summarise(make_story(chief))
    _published(story, chief)
    story.refresh_from_db()
    row = story.sentences.filter(removed_at=None)[0]
    redacting.redact(story, what="sentence", uid=str(row.uid), reason="A court's order.", by=chief)
    story.refresh_from_db()
    row.refresh_from_db()
    with pytest.raises(BadText, match="redacted"):
        placing.put_back(row, seen=story.desk_revision, by=chief)


def _texts(edition) -> list[str]:
    machine = edition.content["machine"]
    places = {section["uid"]: section["position"] for section in machine["sections"]}
    rows = sorted(machine["sentences"], key=lambda one: (places[one["section"]], one["position"]))
    return [one["text"] for one in rows]


def test_runs_keep_a_persons_order_and_readers_see_it_when_a_person_publishes(chief):
    story = summarise(make_story(chief))
    first = _published(story, chief)
    rows = list(story.sentences.filter(removed_at=None).order_by("section__position", "position"))
    assert len(rows) > 1
    placing.move_sentence(rows[-1], to=rows[0].section, before=rows[0], seen=_seen(story), by=chief)

    attach(
        story,
        make_article(9, by=chief, text="Tugs left the port of Vell. The ferries to Orr sail again on Friday."),
        by=chief,
    )
    summarise(story)
    assert story.sentences.filter(removed_at=None).order_by("section__position", "position")[0] == rows[-1]
    update = publishing.publish_automatically(story.pk)
    assert update is not None
    stood = [text for text in _texts(update) if text in _texts(first)]
    assert stood == [text for text in _texts(first) if text in stood]
    assert _texts(_published(story, chief))[0] == rows[-1].text
