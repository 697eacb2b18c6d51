"""Two people save the same story: what does not touch stands side by side, what does is refused with both versions."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import BadText, StaleSave
from foundation.models import EditLog, User
from media.library import add_image
from reference.models import Topic
from stories import chronology, curating, deciding, publishing, subediting
from stories.meanwhile import shown
from stories.models import Placement, Sentence, Story, Suggestion, TimelineEntry
from tests.desk.making import picture
from tests.making import HARBOUR, make_chief, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina() -> User:
    return make_chief("mina")


@pytest.fixture
def jo() -> User:
    return make_chief("jo")


@pytest.fixture
def story(mina) -> Story:
    return make_story(*HARBOUR[:2], by=mina)


def now(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def form_of(story: Story) -> dict:
    """Everything that a page of the story's own fields brings back."""
    names = ("headline", "slug", "slugline", "kicker", "standfirst", "language", "desk_note", "is_sensitive")
    plain = {name: getattr(story, name) for name in (*names, "summary_policy")}
    return plain | {"topics": list(story.topics.all()), "instruments": list(story.instruments.all())}


# --- the story's own fields -------------------------------------------------------------------------
def test_two_people_change_different_fields_and_both_stand(story, mina, jo):
    page, saw, seen = form_of(story), shown(story), story.desk_revision
    curating.change_story(story, seen=seen, saw=saw, by=mina, **{**page, "headline": "Mina's headline"})
    curating.change_story(story, seen=seen, saw=saw, by=jo, **{**page, "kicker": "Jo's"})
    assert (now(story).headline, now(story).kicker) == ("Mina's headline", "Jo's")
    assert now(story).desk_revision == seen + 2


def test_two_people_change_the_same_field_and_the_second_sees_both(story, mina, jo):
    page, saw, seen = form_of(story), shown(story), story.desk_revision
    curating.change_story(story, seen=seen, saw=saw, by=mina, **{**page, "headline": "Mina's", "kicker": "Ports"})
    with pytest.raises(StaleSave, match="Mina changed the headline, kicker") as refused:
        curating.change_story(story, seen=seen, saw=saw, by=jo, **{**page, "headline": "Jo's", "desk_note": "Call."})
    assert refused.value.current == {"headline": "Mina's"}
    assert (now(story).headline, now(story).desk_note, now(story).desk_revision) == ("Mina's", "", seen + 1)


def test_the_same_words_by_two_people_are_no_conflict(story, mina, jo):
    page, saw, seen = form_of(story), shown(story), story.desk_revision
    curating.change_story(story, seen=seen, saw=saw, by=mina, **{**page, "headline": "The same"})
    curating.change_story(story, seen=seen, saw=saw, by=jo, **{**page, "headline": "The same", "kicker": "Jo's"})
    assert (now(story).headline, now(story).kicker) == ("The same", "Jo's")


def test_topics_that_two_people_put_on_and_took_off_are_merged(story, mina, jo):
    ports, trade, law = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Ports", "Trade", "Law"))
    story.topics.set([ports])
    page, saw, seen = form_of(story), shown(story), story.desk_revision
    curating.change_story(story, seen=seen, saw=saw, by=mina, **{**page, "topics": [ports, trade]})
    curating.change_story(story, seen=seen, saw=saw, by=jo, **{**page, "topics": [law]})
    assert set(story.topics.all()) == {trade, law}


def test_a_field_of_which_the_page_said_nothing_is_not_overwritten(story, mina, jo):
    seen, saw = story.desk_revision, {"headline": shown(story)["headline"]}
    curating.change_story(story, seen=seen, by=mina, kicker="Mina's")
    with pytest.raises(StaleSave) as refused:
        curating.change_story(story, seen=seen, saw=saw, by=jo, kicker="Jo's")
    assert refused.value.current == {"kicker": "Mina's"}


def test_a_merged_save_ends_an_approval_and_publishing_stays_strict(story, mina, jo):
    page, saw, seen = form_of(story), shown(story), story.desk_revision
    curating.change_story(story, seen=seen, saw=saw, by=mina, **{**page, "headline": "Mina's"})
    Story.objects.filter(pk=story.pk).update(editorial_state="approved", approved_digest="x", approved_by=mina)
    curating.change_story(story, seen=seen, saw=saw, by=jo, **{**page, "kicker": "Jo's"})
    assert (now(story).editorial_state, now(story).approved_digest) == ("draft", "")
    with pytest.raises(StaleSave):
        publishing.publish(story, seen=seen + 1, by=mina)


def test_a_page_of_a_later_revision_than_there_is_is_refused(story, jo):
    with pytest.raises(StaleSave):
        curating.change_story(story, seen=story.desk_revision + 5, saw=shown(story), by=jo, kicker="Jo's")
    with pytest.raises(StaleSave):
        chronology.add_entry(story, date="Aug 2025", text="Talks.", seen=story.desk_revision + 5, by=jo)


# --- sentences, entries, pictures -------------------------------------------------------------------
def sentences(story: Story) -> list[Sentence]:
    return list(story.sentences.filter(removed_at=None).order_by("pk"))


SENTENCE_ACTS = {
    "edit": lambda row, **seen: subediting.edit_sentence(row, text="Other words here.", is_vouched=True, **seen),
    "keep": lambda row, **seen: subediting.keep_wording(row, keep=True, **seen),
    "delete": subediting.delete_sentence,
}


@pytest.mark.few(0, 4, 8)
@pytest.mark.parametrize("first", SENTENCE_ACTS)
@pytest.mark.parametrize("second", SENTENCE_ACTS)
def test_two_people_at_one_sentence_are_told_and_at_two_are_not(story, mina, jo, first, second):
    one, other = sentences(story)[:2]
    seen = story.desk_revision
    SENTENCE_ACTS[first](one, seen=seen, seen_text=one.text, by=mina)
    standing = Sentence.objects.values("text", "is_kept", "removed_at").get(pk=one.pk)
    with pytest.raises(StaleSave, match="Mina "):
        SENTENCE_ACTS[second](one, seen=seen, seen_text=one.text, by=jo)
    assert Sentence.objects.values("text", "is_kept", "removed_at").get(pk=one.pk) == standing
    SENTENCE_ACTS[second](other, seen=seen, seen_text=other.text, by=jo)
    assert now(story).desk_revision == seen + 2


def test_a_save_that_does_not_say_what_it_saw_is_refused_whatever_changed(story, mina, jo):
    one, other = sentences(story)[:2]
    seen = story.desk_revision
    subediting.keep_wording(one, keep=True, seen=seen, by=mina)
    with pytest.raises(StaleSave):
        subediting.keep_wording(other, keep=True, seen=seen, by=jo)


def test_a_sentence_that_a_run_took_out_meanwhile_is_told(story, mina, jo):
    one, other = sentences(story)[:2]
    seen = story.desk_revision
    subediting.keep_wording(other, keep=True, seen=seen, seen_text=other.text, by=mina)
    Sentence.objects.filter(pk=one.pk).update(removed_at=story.created_at)
    with pytest.raises(StaleSave, match="was taken out since you opened the page"):
        subediting.edit_sentence(one, text="Mine.", seen=seen, seen_text=one.text, by=jo)


def test_two_people_at_one_heading_are_told(story, mina, jo):
    section, seen = story.sections.all()[0], story.desk_revision
    subediting.rename_section(section, heading="Mina's", seen=seen, seen_text=section.heading, by=mina)
    with pytest.raises(StaleSave, match="Mina renamed a section") as refused:
        subediting.rename_section(section, heading="Jo's", seen=seen, seen_text=section.heading, by=jo)
    assert refused.value.current == {"heading": "Mina's"}


def test_what_two_people_add_stands_beside_each_other(story, mina, jo):
    section, seen = story.sections.all()[0], story.desk_revision
    subediting.add_sentence(story, section, text="Mina's sentence.", seen=seen, by=mina, is_vouched=True)
    subediting.add_sentence(story, section, text="Jo's sentence.", seen=seen, by=jo, is_vouched=True)
    subediting.add_section(story, heading="Jo's section", seen=seen, by=jo)
    chronology.add_entry(story, date="Aug 2025", text="Jo's entry.", seen=seen, by=jo)
    texts = set(story.sentences.values_list("text", flat=True))
    assert {"Mina's sentence.", "Jo's sentence."} <= texts
    assert now(story).desk_revision == seen + 4


def test_two_people_at_one_entry_are_told_and_at_two_are_not(story, mina, jo):
    entries = [
        chronology.add_entry(story, date="Aug 2025", text=text, seen=story.desk_revision, by=mina)
        for text in ("Talks\nbegin.", "Talks end.")
    ]
    seen = now(story).desk_revision
    chronology.change_entry(entries[0], date="Sep 2025", text="Talks\nbegin.", seen=seen, by=mina)
    saw = [entry.text.replace("\n", "\r\n") for entry in entries]
    with pytest.raises(StaleSave, match="Mina changed a timeline entry") as refused:
        chronology.change_entry(entries[0], date="Oct 2025", text="Jo's.", seen=seen, seen_text=saw[0], by=jo)
    assert refused.value.current == {"date": "Sep 2025", "text": "Talks\nbegin."}
    with pytest.raises(StaleSave):
        chronology.remove_entry(entries[0], seen=seen, seen_text=saw[0], by=jo)
    chronology.remove_entry(entries[1], seen=seen, seen_text=saw[1], by=jo)
    with pytest.raises(BadText, match="taken out meanwhile"):
        chronology.change_entry(entries[1], date="Oct 2025", text="M.", seen=seen, seen_text=saw[1], by=mina)


def placed(story: Story, by: User, *colours: str) -> list[Placement]:
    for colour in colours:
        image = add_image(picture(colour), by=by)
        curating.place_image(story, image, seen=now(story).desk_revision, by=by)
    return list(story.placements.filter(removed_at=None).order_by("position"))


def test_two_people_at_one_picture_are_told_and_at_two_are_not(story, mina, jo):
    one, other = placed(story, mina, "#aa2222", "#22aa22")
    seen = now(story).desk_revision
    curating.change_placement(one, seen=seen, seen_text="", by=mina, caption_override="Mina's")
    with pytest.raises(StaleSave, match="Mina changed a caption") as refused:
        curating.change_placement(one, seen=seen, seen_text="", by=jo, caption_override="Jo's")
    assert refused.value.current == {"caption_override": "Mina's"}
    with pytest.raises(StaleSave):
        curating.remove_image(one, seen=seen, seen_text="", by=jo)
    curating.change_placement(other, seen=seen, seen_text="", by=jo, caption_override="Jo's")
    assert set(story.placements.values_list("caption_override", flat=True)) == {"Mina's", "Jo's"}


def test_a_picture_that_somebody_placed_meanwhile_keeps_its_caption(story, mina, jo):
    image, seen = add_image(picture(), by=mina), story.desk_revision
    curating.place_image(story, image, seen=seen, by=mina, caption_override="Mina's")
    with pytest.raises(StaleSave, match="Mina placed a picture"):
        curating.place_image(story, image, seen=seen, by=jo)
    assert story.placements.get().caption_override == "Mina's"


def test_an_order_takes_in_what_others_placed_and_is_refused_where_they_ordered(story, mina, jo):
    first, second = placed(story, mina, "#aa2222", "#22aa22")
    seen = now(story).desk_revision
    third = placed(story, mina, "#2222aa")[2]
    curating.order_images(story, [second.pk, first.pk], seen=seen, by=jo, merges=True)
    assert list(story.placements.order_by("position")) == [second, first, third]
    with pytest.raises(StaleSave, match="Jo put pictures in order"):
        curating.order_images(story, [first.pk, second.pk, third.pk], seen=seen, by=mina, merges=True)


def test_a_suggestion_on_a_sentence_that_somebody_changed_meanwhile_is_not_accepted(story, mina, jo):
    one, other = sentences(story)[:2]
    run, seen = story.runs.all()[0], story.desk_revision
    make = {"story": story, "run": run, "text": "Dockworkers voted.", "why": "", "kind": "reword"}
    offers = [Suggestion.objects.create(sentence=row, **make) for row in (one, other)]
    subediting.keep_wording(one, keep=True, seen=seen, by=mina)
    with pytest.raises(StaleSave, match="Mina kept a wording"):
        deciding.accept_suggestion(offers[0], seen=seen, by=jo)
    deciding.accept_suggestion(offers[1], seen=seen, by=jo)
    assert Sentence.objects.get(pk=other.pk).text == "Dockworkers voted."


# --- any interleaving -------------------------------------------------------------------------------
THINGS = ("headline", "kicker", "standfirst", "desk_note", "sentence", "entry")
SERIAL = itertools.count(1)
STEPS = st.lists(
    st.tuples(st.sampled_from(("mina", "jo")), st.sampled_from(("open", "save")), st.sampled_from(THINGS)), max_size=14
)


class Page:
    """What one person's page showed when it was opened."""

    def __init__(self, story: Story) -> None:
        self.story = now(story)
        self.form, self.saw, self.seen = form_of(self.story), shown(self.story), self.story.desk_revision
        self.sentence = sentences(story)[0]
        self.entry = TimelineEntry.objects.get(story=story)

    def showed(self, thing: str) -> str:
        return getattr(self, thing).text if thing in {"sentence", "entry"} else self.form[thing]

    def save(self, thing: str, words: str, by: User) -> None:
        row = {"seen": self.seen, "by": by}
        if thing == "sentence":
            shown_text = self.sentence.text
            subediting.edit_sentence(self.sentence, text=words, seen_text=shown_text, is_vouched=True, **row)
        elif thing == "entry":
            chronology.change_entry(
                self.entry, date="Aug 2025", text=words, articles=[], seen_text=self.entry.text, **row
            )
        else:
            curating.change_story(self.story, saw=self.saw, **row, **{**self.form, thing: words})


def standing(story: Story, thing: str) -> str:
    return Page(story).showed(thing)


def refusal_of(page: Page, thing: str, words: str, by: User) -> StaleSave | None:
    try:
        page.save(thing, words, by)
    except StaleSave as refusal:
        return refusal
    return None


def play(story: Story, people: dict[str, User], steps: list[tuple[str, str, str]]) -> None:
    """Any two people in any order: what is replaced was shown to whoever replaced it, what is refused is told."""
    pages = {name: Page(story) for name in people}
    words = {thing: standing(story, thing) for thing in THINGS}
    saved: list[str] = []
    for name, act, thing in steps:
        if act == "open":
            pages[name] = Page(story)
            continue
        new = f"Words number {next(SERIAL)}."
        refused = refusal_of(pages[name], thing, new, people[name])
        if refused is not None:
            assert refused.current[thing if thing in pages[name].form else "text"] == words[thing]
            continue
        assert pages[name].showed(thing) == words[thing], "words were replaced that the person never saw"
        words[thing] = new
        saved.append(new)
    assert {thing: standing(story, thing) for thing in THINGS} == words
    logged = str(list(EditLog.objects.filter(subject_uid=story.uid).values_list("after", flat=True)))
    assert [text for text in saved if text not in logged] == []


QUIET = {"suppress_health_check": list(HealthCheck), "deadline": None}


@settings(max_examples=8, **QUIET)
@given(steps=STEPS)
def test_no_saved_word_is_lost_in_any_order_of_two_people(story, mina, jo, steps):
    _play_in(story, {"mina": mina, "jo": jo}, steps)


@pytest.mark.deep
@settings(max_examples=300, **QUIET)
@given(steps=STEPS)
def test_no_saved_word_is_lost_in_many_orders_of_two_people(story, mina, jo, steps):
    _play_in(story, {"mina": mina, "jo": jo}, steps)


def _play_in(story: Story, people: dict[str, User], steps: list[tuple[str, str, str]]) -> None:
    if not story.timeline_entries.exists():
        chronology.add_entry(story, date="Aug 2025", text="Talks.", seen=now(story).desk_revision, by=people["mina"])
    play(now(story), people, steps)
