"""Any earlier working text comes back by a new save of the ordinary kind, and nothing that stood between is erased."""

from __future__ import annotations

import re
from html import unescape

import pytest

from foundation.models import EditLog, Engine
from stories import chronology, curating, publishing, redacting, subediting
from stories.deciding import accept_suggestion
from stories.models import Placement, Story, Suggestion
from tests.desk.making import address, fill_summary, make_person, make_story, summarise, text_of
from tests.leaks.world import make_picture

pytestmark = pytest.mark.django_db


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


@pytest.fixture
def story(chief) -> Story:
    return fresh(summarise(make_story(chief)))


def ways_back(browser, story: Story, **asked: str) -> dict[str, str]:
    """Words and address of every way back on the page of the history; of two alike the newest."""
    page = text_of(browser.get(address(story, "history"), asked))
    found = re.findall(r'<a href="(/admin/[^"]*/restore/[^"]*)"(?: aria-label="[^"]*")?>([^<]*)</a>', page)
    return {unescape(words): unescape(where) for where, words in reversed(found)}


def bring_back(browser, where: str, story: Story, **typed: str):
    """Press the button of that page."""
    return browser.post(where, {"seen": str(fresh(story).desk_revision), **typed})


def test_a_headline_comes_back_as_a_save_that_is_logged_and_can_itself_be_undone(login, chief, story):
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Second Headline")
    browser, rows = login(chief), EditLog.objects.count()
    where = ways_back(browser, story)["headline as it was before"]
    page = text_of(browser.get(where))
    assert "<del>Second</del>" in page
    assert EditLog.objects.count() == rows
    assert bring_back(browser, where, story).status_code == 302
    standing = fresh(story)
    assert standing.headline == "Port of Vell Reopens"
    last = EditLog.objects.order_by("-pk")[0]
    assert (last.verb, last.before["headline"], last.person) == ("change_story", "Second Headline", chief)
    assert last.after["desk_revision"] == standing.desk_revision
    assert EditLog.objects.count() == rows + 1
    bring_back(browser, ways_back(browser, story)["headline as it was before"], story)
    assert fresh(story).headline == "Second Headline"


def test_a_sentence_comes_back_reworded_or_taken_out_with_its_evidence(login, chief, story):
    sentence, browser = story.sentences.all()[0], login(chief)
    first = sentence.text
    subediting.edit_sentence(sentence, text="Something else was said.", seen=story.desk_revision, by=chief)
    bring_back(browser, ways_back(browser, story)["sentence as it was before"], story)
    sentence.refresh_from_db()
    assert sentence.text == first
    assert sentence.citations.exists()
    subediting.delete_sentence(sentence, seen=fresh(story).desk_revision, by=chief)
    where = ways_back(browser, story)["sentence as it was before"]
    assert "It was taken out of the story" in text_of(browser.get(where))
    bring_back(browser, where, story)
    sentence.refresh_from_db()
    assert (sentence.text, sentence.removed_at) == (first, None)


@pytest.mark.deep
def test_a_heading_an_entry_and_a_caption_come_back_too(login, chief, story):
    browser = login(chief)
    section, entry = story.sections.filter(removed_at=None)[0], story.timeline_entries.get()
    before = section.heading
    subediting.rename_section(section, heading="Renamed", seen=story.desk_revision, by=chief)
    seen = fresh(story).desk_revision
    chronology.change_entry(entry, date="Feb 19, 2026", text="Another day.", seen=seen, by=chief)
    image = make_picture(1, by=chief)
    curating.place_image(fresh(story), image, seen=seen + 1, by=chief, caption_override="First words")
    placed = Placement.objects.select_related("story", "image").get()
    curating.change_placement(placed, seen=seen + 2, by=chief, caption_override="Other words")
    ways = ways_back(browser, story)
    assert bool(before) == ("heading as it was before" in ways)
    for words in ("heading as it was before", "timeline entry as it was before", "caption as it was before"):
        if words in ways:
            assert bring_back(browser, ways[words], story).status_code == 302
    entry.refresh_from_db()
    placed.refresh_from_db()
    section.refresh_from_db()
    assert (entry.date, entry.text) == ("2026-02-18", "The vote ends the strike.")
    assert placed.caption_override == "First words"
    assert section.heading == (before or "Renamed")
    chronology.remove_entry(entry, seen=fresh(story).desk_revision, by=chief)
    bring_back(browser, ways_back(browser, story)["timeline entry as it was saved"], story)
    entry.refresh_from_db()
    assert entry.removed_at is None
    curating.remove_image(placed, seen=fresh(story).desk_revision, by=chief)
    bring_back(browser, ways_back(browser, story)["caption as it was saved"], story)
    placed.refresh_from_db()
    assert placed.removed_at is None
    assert placed.caption_override == "First words"


@pytest.mark.deep
def test_what_a_version_said_comes_back_from_there(login, chief, story):
    publishing.publish(story, seen=story.desk_revision, by=chief)
    browser, now = login(chief), fresh(story)
    curating.change_story(now, seen=now.desk_revision, by=chief, headline="Later", kicker="Port")
    bring_back(browser, ways_back(browser, story, version="1")["Bring back"], story)
    assert fresh(story).headline == "Port of Vell Reopens"
    assert fresh(story).kicker == "Port"


def test_what_was_redacted_does_not_come_back_from_anywhere(login, chief, story):
    browser = login(chief)
    sentence = story.sentences.filter(removed_at=None)[1]
    first = sentence.text
    subediting.edit_sentence(sentence, text=f"{first[:-1]} on Wednesday.", seen=story.desk_revision, by=chief)
    where = ways_back(browser, story)["sentence as it was before"]
    subediting.edit_sentence(sentence, text=first, seen=fresh(story).desk_revision, by=chief)
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    redacting.redact(fresh(story), "sentence", str(sentence.uid), reason="A court.", by=chief)
    assert not [words for words in ways_back(browser, story) if words.startswith("sentence")]
    assert str(sentence.uid) not in str(ways_back(browser, story, version="1"))
    answer = bring_back(browser, where, story)
    assert answer.status_code == 400
    assert "its words do not come back" in text_of(answer)
    sentence.refresh_from_db()
    assert sentence.removed_at is not None


def test_a_save_of_somebody_else_meanwhile_is_not_overwritten(login, chief, editor, story):
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Second Headline")
    browser = login(chief)
    where, seen = ways_back(browser, story)["headline as it was before"], fresh(story).desk_revision
    curating.change_story(fresh(story), seen=seen, by=editor, headline="Third Headline")
    answer = browser.post(where, {"seen": str(seen)})
    assert answer.status_code == 409
    assert "Third" in text_of(answer)
    assert fresh(story).headline == "Third Headline"
    again = re.search(r'name="seen" value="(\d+)"', text_of(answer))[1]
    assert browser.post(where, {"seen": again}).status_code == 302
    assert fresh(story).headline == "Port of Vell Reopens"


@pytest.mark.deep
def test_an_address_that_names_anothers_text_or_none_is_not_found(login, chief, reporter, story):
    other = make_story(chief, headline="Other", articles=1)
    curating.change_story(other, seen=other.desk_revision, by=chief, headline="Other Two")
    row = EditLog.objects.filter(subject_uid=other.uid, verb="change_story").latest("pk")
    browser = login(chief)
    here = f"/admin/stories/story/{story.pk}/restore/"
    mine = EditLog.objects.filter(subject_uid=story.uid, verb="create_story").get()
    for asked in (
        {"log": row.pk, "what": "field", "of": "headline"},
        {"log": mine.pk, "what": "field", "of": "desk_revision", "side": "after"},
        {"log": mine.pk, "what": "field", "of": "headline", "side": "x"},
        {"log": "9" * 40, "what": "field", "of": "headline"},
        {"version": "1", "what": "field", "of": "headline"},
        {"version": "x"},
        {},
    ):
        assert browser.get(here, asked).status_code == 404, asked
        assert browser.post(here, asked).status_code == 404, asked
    right = {"log": mine.pk, "what": "field", "of": "headline", "side": "after"}
    assert browser.get(here, right).status_code == 200
    assert login(reporter).get(here, right).status_code == 404
    assert login(make_person("none")).get(here, right).status_code == 404


def test_a_history_tells_one_entry_for_each_save_and_the_machines_acts_apart(login, chief, story):
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Two", kicker="K", standfirst="S")
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    browser = login(chief)
    browser.post(address(story, "typed"), {"tab": "change", "form": "story", "headline": "Half a wo"})
    people = text_of(browser.get(address(story, "history")))
    assert people.partition("<ol")[2].count("changed the story") == 1
    EditLog.objects.record("publish", story.published or fresh(story).published, by=Engine("automatic"))
    assert text_of(browser.get(address(story, "history"))).count('class="when"') == people.count('class="when"')
    machine = text_of(browser.get(address(story, "history"), {"by": "machine"}))
    assert "<strong>automatic</strong> published" in machine
    assert "Mina Park</strong>" not in machine


@pytest.mark.deep
def test_an_accepted_suggestion_is_one_entry(login, chief, story):
    sentence = story.sentences.filter(removed_at=None)[0]
    words = "Dockworkers in Vell voted on Wednesday to accept a 4.5% pay rise."
    offer = Suggestion.objects.create(story=story, run=story.runs.first(), kind="reword", sentence=sentence, text=words)
    browser = login(chief)
    before = text_of(browser.get(address(story, "history"))).count('<li id="h-')
    accept_suggestion(offer, seen=story.desk_revision, by=chief)
    page = text_of(browser.get(address(story, "history")))
    assert page.count('<li id="h-') == before + 1
    assert "accepted a suggestion" in page.split("<ol")[1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"where": "timeline"}, {"added a timeline entry"}),
        ({"where": "articles"}, {"attached an article"}),
        ({"verb": "create_story"}, {"began the story"}),
        ({"who": "park", "where": "story"}, {"began the story"}),
        ({"who": "nobody"}, set()),
        ({"since": "2031-01-01"}, set()),
        ({"until": "2001-01-01"}, set()),
    ],
)
@pytest.mark.deep
def test_the_history_is_filtered_by_person_act_place_and_day(login, chief, story, asked, expected):
    page = text_of(login(chief).get(address(story, "history"), asked)).partition("<ol")[2]
    found = {words.strip() for words in re.findall(r"</strong> ([^<]*)</p>", page)}
    assert found == expected


@pytest.mark.deep
def test_two_versions_are_compared_sentence_by_sentence(login, chief, story):
    publishing.publish(story, seen=story.desk_revision, by=chief)
    for n, words in enumerate(("Port of Vell Opens Again", "Port of Vell Opens"), start=2):
        now = fresh(story)
        curating.change_story(now, seen=now.desk_revision, by=chief, headline=words)
        publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
        assert fresh(story).published.current_edition.number == n
    browser = login(chief)
    page = text_of(browser.get(address(story, "history"), {"version": "3", "against": "1"}))
    assert "from version 1 to 3" in page
    assert "<del>Reopens</del><ins>Opens</ins>" in page
    assert "?version=3&amp;against=1" in text_of(browser.get(address(story, "history"), {"version": "3"}))
    assert "no version 9" in text_of(browser.get(address(story, "history"), {"version": "9", "against": "1"}))


@pytest.mark.deep
def test_a_version_with_many_changes_shows_the_weightiest_and_all_for_the_asking(login, chief, story):
    fill_summary(story, 90)
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    browser = login(chief)
    few = text_of(browser.get(address(story, "history"), {"version": "1"}))
    count = int(re.search(r"with version 1 <span class=\"count\">(\d+)</span>", few)[1])
    assert count > 90
    assert few.count('<p class="line difference"') == 60
    assert f"Show all {count}" in few
    everything = text_of(browser.get(address(story, "history"), {"version": "1", "all": "1"}))
    assert everything.count('<p class="line difference"') == count
