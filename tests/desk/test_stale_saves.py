"""Two people at the pages of one story: what does not touch is saved at once and told, what does shows both."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from media.library import add_image
from reference.models import Topic
from stories import curating
from stories.models import Sentence, Story
from tests.desk.making import address, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def now(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


class Page:
    """A page of the desk that lies open in somebody's browser: its forms as they were when it was opened."""

    def __init__(self, client: Client, story: Story, tab: str, **query: str) -> None:
        self.client, self.where = client, address(story, tab)
        self.read(client.get(self.where, query))

    def read(self, response) -> None:
        self.response, self.page = response, text_of(response)

    def form(self, act: str, row: str = "") -> dict[str, list[str]]:
        """The fields of the form that has this button and row, as a browser would send them."""
        for text in re.findall(r"<form method=\"post\".*?</form>", self.page, re.DOTALL):
            if f'name="act" value="{act}"' in text and (not row or f'name="row" value="{row}"' in text):
                return fields_of(text)
        raise AssertionError(f"There is no form with the button {act}.")

    def press(self, act: str, row: str = "", **typed: str | list[str]):
        """Fill the form in and press its button; the page is then what came back."""
        answer = self.client.post(self.where, {**self.form(act, row), "act": act, **typed})
        status = answer.status_code
        self.read(self.client.get(answer["Location"]) if status == 302 else answer)
        return status


def fields_of(form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        is_off = re.search(r'type="(checkbox|radio)"', tag) and "checked" not in tag
        if name and not is_off and 'type="file"' not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [html.unescape(value).removeprefix("\n")]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        found[name] = re.findall(r'<option value="([^"]*)" selected', options)
    found.pop("act", None)
    return found


def test_two_people_save_different_fields_of_one_page_and_are_told(login, chief, editor, story):
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    assert theirs.press("save", headline="The chief's headline") == 302
    assert mine.press("save", kicker="Ports") == 302
    assert (now(story).headline, now(story).kicker) == ("The chief's headline", "Ports")
    assert "Since you opened the page: Mina Park changed the headline" in mine.page
    assert "Since you opened" not in theirs.page


def test_the_same_field_shows_both_and_mine_is_taken(login, chief, editor, story):
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    theirs.press("save", headline="Chief words", standfirst="By the chief.")
    assert mine.press("save", headline="Editor words", desk_note="Call Ada.") == 409
    assert "Somebody saved this since you opened it: Mina Park changed the headline, standfirst" in mine.page
    assert "<del>Chief</del>" in mine.page
    assert "<ins>Editor</ins>" in mine.page
    assert "By the chief.</textarea>" in mine.page
    assert now(story).desk_note == ""
    assert mine.press("save") == 302
    assert (now(story).headline, now(story).desk_note) == ("Editor words", "Call Ada.")
    assert now(story).standfirst == "By the chief."


def test_theirs_is_taken_of_one_field_and_mine_edited_further_of_another(login, chief, editor, story):
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    theirs.press("save", headline="Chief words", kicker="Chief")
    assert mine.press("save", headline="Editor words", kicker="Editor") == 409
    answer = {"take-headline": "theirs", "take-kicker": "mine", "kicker": "Both"}
    assert mine.press("save", **answer) == 302
    assert (now(story).headline, now(story).kicker) == ("Chief words", "Both")


@pytest.mark.deep
def test_a_third_save_between_the_two_versions_and_the_choice_is_told_again(login, chief, editor, story):
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    theirs.press("save", headline="Chief words")
    assert mine.press("save", headline="Editor words") == 409
    theirs.press("save", headline="Chief words again")
    assert mine.press("save") == 409
    assert "<ins>Editor</ins>" in mine.page
    assert now(story).headline == "Chief words again"


@pytest.mark.deep
def test_a_form_refused_for_its_own_sake_does_not_forget_what_it_saw(login, chief, editor, story):
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    theirs.press("save", headline="Chief words")
    assert mine.press("save", headline="Editor words", kicker="k" * 61) == 400
    assert mine.press("save", kicker="Short") == 409
    assert now(story).headline == "Chief words"


@pytest.mark.deep
def test_boxes_that_two_people_ticked_are_both_ticked(login, chief, editor, story):
    ports, trade, law = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Ports", "Trade", "Law"))
    story.topics.set([ports])
    mine, theirs = Page(login(editor), story, "change"), Page(login(chief), story, "change")
    theirs.press("save", more_topics="Trade", headline="Chief words")
    assert mine.press("save", more_topics="Law", topics=[], headline="Editor words") == 409
    assert set(now(story).topics.all()) == {ports, trade}
    assert mine.press("save") == 302
    assert set(now(story).topics.all()) == {trade, law}


def test_two_people_at_two_sentences_and_then_at_one(login, chief, editor, story):
    one, other = (str(row.uid) for row in story.sentences.filter(removed_at=None)[:2])
    mine, theirs = Page(login(editor), story, "summary", sentence=other), Page(login(chief), story, "summary")
    stale = Page(login(editor), story, "summary", sentence=one).form("edit", one)
    assert theirs.press("edit", one, text="Chief wording.", is_vouched="on") == 302
    assert mine.press("edit", other, text="Editor wording.", is_vouched="on") == 302
    assert "Since you opened the page: Mina Park reworded a sentence" in mine.page
    answer = mine.client.post(mine.where, {**stale, "act": "edit", "text": "Editor words too."})
    mine.read(answer)
    assert answer.status_code == 409
    assert "<del>Chief</del>" in mine.page
    assert "Take theirs" in mine.page
    assert mine.press("edit", one) == 302
    assert Sentence.objects.get(uid=one).text == "Editor words too."


@pytest.mark.deep
def test_a_sentence_that_somebody_took_out_shows_what_was_typed_and_comes_back_with_it(login, chief, editor, story):
    one = str(story.sentences.filter(removed_at=None)[0].uid)
    mine, theirs = Page(login(editor), story, "summary"), Page(login(chief), story, "summary")
    assert theirs.press("delete", one) == 302
    assert mine.press("edit", one, text="Editor wording.", is_vouched="on") == 409
    assert "Mina Park took a sentence out" in mine.page
    assert ">Editor wording.</textarea>" in mine.page
    assert mine.press("edit", one) == 302
    row = Sentence.objects.get(uid=one)
    assert (row.text, row.removed_at) == ("Editor wording.", None)


@pytest.mark.deep
def test_keeping_a_sentence_that_is_refused_leaves_the_half_typed_wording_in_its_form(login, chief, editor, story):
    one = str(story.sentences.filter(removed_at=None)[0].uid)
    mine, theirs = Page(login(editor), story, "summary"), Page(login(chief), story, "summary")
    theirs.press("edit", one, text="Chief wording.", is_vouched="on")
    assert mine.press("keep", one, text="Half a wording") == 409
    assert ">Half a wording</textarea>" in mine.page


@pytest.mark.deep
def test_two_people_at_one_entry_and_a_third_entry_beside_it(login, chief, editor, story):
    entry = str(story.timeline_entries.get().uid)
    mine = Page(login(editor), story, "timeline", edit=entry)
    theirs = Page(login(chief), story, "timeline", edit=entry)
    assert theirs.press("add", date="Aug 2025", text="Talks begin.") == 302
    assert theirs.client.post(theirs.where, {**mine.form("change", entry), "act": "change", "text": "Chief's."})
    assert mine.press("change", entry, text="Editor's.") == 409
    assert "<ins>Editor</ins>" in mine.page
    assert mine.press("change", entry) == 302
    assert set(story.timeline_entries.values_list("text", flat=True)) == {"Talks begin.", "Editor's."}


@pytest.mark.deep
def test_pictures_are_captioned_moved_and_led_by_two_people(login, chief, editor, story):
    for colour in ("#aa2222", "#22aa22"):
        image = add_image(picture(colour), by=chief)
        curating.place_image(story, image, seen=now(story).desk_revision, by=chief)
    one, other = (str(row.image.uid) for row in story.placements.order_by("position"))
    mine, theirs = Page(login(editor), story, "images"), Page(login(chief), story, "images")
    stale = mine.form("caption", one)
    assert theirs.press("caption", one, caption_override="Chief's") == 302
    assert theirs.press("lead", other) == 302
    assert mine.press("caption", other, caption_override="Editor's") == 302
    assert "Mina Park changed a caption" in mine.page
    answer = mine.client.post(mine.where, {**stale, "act": "caption", "caption_override": "Editor's too"})
    assert answer.status_code == 409
    assert "<del>Chief</del>" in text_of(answer)
    for act in ("lead", "remove"):
        assert mine.client.post(mine.where, {**stale, "act": act}).status_code == 409
    assert mine.client.post(mine.where, {**stale, "act": "down"}).status_code == 302
    assert set(story.placements.values_list("caption_override", flat=True)) == {"Chief's", "Editor's"}


def test_publishing_is_refused_where_anything_changed_and_stays_so_after_another_refusal(login, chief, editor, story):
    mine, theirs = Page(login(chief), story, "publish"), Page(login(editor), story, "change")
    theirs.press("save", kicker="Ports")
    assert mine.press("publish", note="n" * 5000) in {400, 409}
    assert now(story).published is None
