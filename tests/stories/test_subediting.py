"""Sentences and headings that runs change while people look at them: nobody acts on words they never saw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import Command
from media.library import add_image
from stories import chronology, curating, deciding, receiving, subediting
from stories.models import Article, Placement, Section, Sentence, Story, StoryArticle, Suggestion, TimelineEntry
from stories.summarising.updating import update
from tests.desk.making import picture
from tests.making import HARBOUR, NOON, make_article, make_chief, make_publisher, make_story, make_user

pytestmark = pytest.mark.django_db
RUN_WROTE = "A run wrote other words here."


def shown(story: Story) -> Sentence:
    return story.sentences.filter(removed_at__isnull=True).select_related("section", "story")[0]


def reword_by_run(sentence: Sentence) -> None:
    """What a run does to a sentence: it rewords it and raises no desk revision."""
    Sentence.objects.filter(pk=sentence.pk).update(text=RUN_WROTE)


def take_out_by_run(story: Story) -> list[Article]:
    """Detach every article and let the engine take its sentences out."""
    articles = [row.article for row in StoryArticle.objects.filter(story=story)]
    for article in articles:
        curating.detach(story, article, by=make_chief())
    update(Story.objects.get(pk=story.pk))
    return articles


ACTS = {
    "edit": lambda row, **seen: subediting.edit_sentence(row, text="Mine.", is_vouched=True, **seen),
    "keep": lambda row, **seen: subediting.keep_wording(row, keep=True, **seen),
    "release": lambda row, **seen: subediting.keep_wording(row, keep=False, **seen),
    "delete": lambda row, **seen: subediting.delete_sentence(row, **seen),
}


@pytest.mark.few(0, 2)
@pytest.mark.parametrize("act", ACTS)
def test_a_sentence_that_a_run_reworded_meanwhile_is_not_touched(act):
    story = make_story(*HARBOUR[:2])
    sentence = shown(story)
    reword_by_run(sentence)
    fresh = Sentence.objects.get(pk=sentence.pk)
    with pytest.raises(StaleSave, match="The machine reworded this sentence") as refused:
        ACTS[act](fresh, seen=story.desk_revision, by=make_chief(), seen_text=sentence.text)
    assert refused.value.current == {"text": RUN_WROTE}
    fresh.refresh_from_db()
    assert (fresh.text, fresh.written_by, fresh.is_kept, fresh.removed_at) == (RUN_WROTE, "machine", False, None)
    assert Story.objects.get().desk_revision == story.desk_revision
    assert not story.deletions.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_sentence_that_stands_as_it_was_seen_is_changed(act):
    story = make_story(*HARBOUR[:2])
    sentence = shown(story)
    ACTS[act](sentence, seen=story.desk_revision, by=make_chief(), seen_text=sentence.text)
    assert Story.objects.get().desk_revision == story.desk_revision + 1


def test_a_heading_that_a_run_changed_meanwhile_is_not_renamed():
    story = make_story(*HARBOUR[:2])
    section = shown(story).section
    Section.objects.filter(pk=section.pk).update(heading="A run's heading")
    with pytest.raises(StaleSave, match="another heading") as refused:
        subediting.rename_section(
            section, heading="Mine", seen=story.desk_revision, by=make_chief(), seen_text=section.heading
        )
    assert refused.value.current == {"heading": "A run's heading"}
    section.refresh_from_db()
    assert section.heading == "A run's heading"


def test_an_edit_writes_only_what_a_person_changes(monkeypatch):
    story = make_story(*HARBOUR[:2])
    sentence, other = shown(story), Section.objects.create(story=story, heading="Moved here", position=9000)
    take = subediting.take_desk

    def take_after_a_run(*args, **kwargs):
        Sentence.objects.filter(pk=sentence.pk).update(section=other, position=7, origins=3)
        return take(*args, **kwargs)

    monkeypatch.setattr(subediting, "take_desk", take_after_a_run)
    subediting.edit_sentence(sentence, text="Mine.", seen=story.desk_revision, by=make_chief(), is_vouched=True)
    sentence.refresh_from_db()
    assert (sentence.section, sentence.position, sentence.origins) == (other, 7, 3)
    assert (sentence.text, sentence.written_by) == ("Mine.", "person")


def test_what_a_person_edits_comes_back_with_its_section():
    story = make_story(*HARBOUR)
    sentence, seen = shown(story), story.desk_revision
    articles = take_out_by_run(story)
    sentence.section.refresh_from_db()
    assert sentence.section.removed_at is not None
    subediting.edit_sentence(sentence, text="My own words about Vell.", seen=seen, by=make_chief(), is_vouched=True)
    curating.attach(story, articles[0], by=make_chief())
    update(Story.objects.get(pk=story.pk))
    sentence.refresh_from_db()
    assert (sentence.text, sentence.removed_at, sentence.section.removed_at) == ("My own words about Vell.", None, None)


@pytest.mark.few(0)
@pytest.mark.parametrize("act", ["keep", "rename", "add"])
def test_what_a_person_keeps_renames_or_adds_to_comes_back(act):
    story = make_story(*HARBOUR)
    sentence, by = shown(story), make_chief()
    take_out_by_run(story)
    story.refresh_from_db()
    if act == "keep":
        subediting.keep_wording(sentence, keep=True, seen=story.desk_revision, by=by, seen_text=sentence.text)
        sentence.refresh_from_db()
        assert (sentence.is_kept, sentence.removed_at) == (True, None)
    elif act == "rename":
        subediting.rename_section(sentence.section, heading="Mine", seen=story.desk_revision, by=by)
    else:
        subediting.add_sentence(story, sentence.section, text="Mine.", seen=story.desk_revision, by=by, is_vouched=True)
    assert Section.objects.get(pk=sentence.section_id).removed_at is None


def test_a_sentence_is_not_added_to_a_section_of_another_story():
    story, other = make_story(*HARBOUR[:2]), make_story(*HARBOUR[:2])
    count = Sentence.objects.count()
    with pytest.raises(BadText, match="belongs to another story"):
        subediting.add_sentence(story, other.sections.all()[0], text="Mine.", seen=0, by=make_chief(), is_vouched=True)
    assert Sentence.objects.count() == count


def _suggest(story: Story) -> Suggestion:
    run = story.runs.all()[0]
    return Suggestion.objects.create(story=story, sentence=shown(story), run=run, text="Dockworkers voted.", why="")


def test_a_suggestion_is_checked_before_the_story_is_taken(monkeypatch):
    story = make_story(*HARBOUR)
    outside, during = len(connection.savepoint_ids), []
    find = subediting.best_passages
    monkeypatch.setattr(
        subediting, "best_passages", lambda *a, **k: (during.append(len(connection.savepoint_ids)), find(*a, **k))[1]
    )
    deciding.accept_suggestion(_suggest(story), seen=story.desk_revision, by=make_chief())
    assert during == [outside]


def test_a_suggestion_that_is_refused_stays_open_and_is_accepted_once():
    story, by = make_story(*HARBOUR), make_chief()
    suggestion = _suggest(story)
    with pytest.raises(StaleSave):
        deciding.accept_suggestion(suggestion, seen=story.desk_revision + 1, by=by)
    suggestion.refresh_from_db()
    assert suggestion.state == "open"
    deciding.accept_suggestion(suggestion, seen=story.desk_revision, by=by)
    with pytest.raises(deciding.AlreadyDecided):
        deciding.accept_suggestion(suggestion, seen=story.desk_revision + 1, by=by)
    assert Story.objects.get().desk_revision == story.desk_revision + 1


# --- rows that were taken out meanwhile -------------------------------------------------------------
ENTRY_ACTS = {
    "change": lambda entry, **seen: chronology.change_entry(entry, date="Sep 2025", text="Other words.", **seen),
    "remove": chronology.remove_entry,
}


@pytest.mark.parametrize("act", ENTRY_ACTS)
def test_an_entry_that_was_taken_out_is_not_changed(act):
    story, by = make_story(HARBOUR[0]), make_chief()
    entry = chronology.add_entry(story, date="Aug 2025", text="Talks begin.", seen=0, by=by)
    chronology.remove_entry(entry, seen=1, by=by)
    removed_at = TimelineEntry.objects.get().removed_at
    with pytest.raises(BadText, match="was taken out meanwhile"):
        ENTRY_ACTS[act](entry, seen=2, by=by)
    standing = TimelineEntry.objects.get()
    assert (standing.text, standing.date, standing.removed_at) == ("Talks begin.", "2025-08", removed_at)


def test_an_entry_changed_meanwhile_is_refused_with_what_stands_now():
    story, by = make_story(HARBOUR[0]), make_chief()
    entry = chronology.add_entry(story, date="Aug 2025", text="Talks begin.", seen=0, by=by)
    chronology.change_entry(entry, date="Sep 2025", text="Talks began.", seen=1, by=by)
    with pytest.raises(StaleSave) as refused:
        chronology.change_entry(entry, date="Oct 2025", text="Mine.", seen=1, by=by)
    assert refused.value.current == {"date": "Sep 2025", "text": "Talks began."}


def test_a_picture_that_was_taken_out_is_not_captioned():
    story, by = make_story(HARBOUR[0]), make_chief()
    image = add_image(picture(), by=by)
    placement = curating.place_image(story, image, seen=0, by=by)
    curating.remove_image(placement, seen=1, by=by)
    with pytest.raises(BadText, match="was taken out meanwhile"):
        curating.change_placement(placement, seen=2, by=by, caption_override="Lost words")
    assert Placement.objects.get().caption_override == ""


# --- deleted stories, retractions, what is received -------------------------------------------------
def test_a_deleted_story_is_not_changed():
    story, by = make_story(*HARBOUR[:2]), make_chief()
    sentence, article, late = shown(story), StoryArticle.objects.all()[0].article, make_article(HARBOUR[2])
    Story.objects.update(deleted_at=timezone.now())
    before = Story.objects.values().get()
    for act in (
        lambda: curating.change_story(story, seen=0, by=by, kicker="Port"),
        lambda: curating.attach(story, late, by=by),
        lambda: curating.detach(story, article, by=by),
        lambda: subediting.delete_sentence(sentence, seen=0, by=by),
        lambda: chronology.add_entry(story, date="Aug 2025", text="Talks.", seen=0, by=Command("import")),
    ):
        with pytest.raises(curating.DeletedStory, match="was deleted meanwhile"):
            act()
    assert Story.objects.values().get() == before
    assert StoryArticle.objects.attached().count() == 2


def test_a_retraction_is_recorded_once_by_an_editor_or_a_command():
    story = make_story(*HARBOUR[:2])
    article = StoryArticle.objects.filter(story=story)[0].article
    with pytest.raises(NotAllowed, match="Ask an editor"):
        curating.retract(article, by=make_user("change_story", "change_article"), reason="They said so.")
    assert curating.retract(article, by=Command("wire"), reason="They said so.") == 1
    first = Article.objects.get(pk=article.pk).retracted_at
    with pytest.raises(curating.AlreadyRetracted, match="withdrawn before"):
        curating.retract(article, by=make_chief(), reason="Again.")
    assert Article.objects.get(pk=article.pk).retracted_at == first


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"published_at": datetime(2999, 12, 31, tzinfo=UTC)}, "cannot be right"),
        ({"published_at": datetime(1599, 12, 31, tzinfo=UTC)}, "cannot be right"),
        ({"precision": "century"}, "is no precision"),
        ({"language": "../.."}, "is no language tag"),
        ({"language": "e n"}, "is no language tag"),
    ],
)
def test_an_article_with_a_time_or_language_that_cannot_be_is_refused(changes, told):
    fields = {"headline": "H", "text": HARBOUR[0], "publisher": make_publisher(), "published_at": NOON, **changes}
    with pytest.raises(BadText, match=told):
        receiving.receive(receiving.Copy(url="https://q.example/1", **fields), by=make_chief())
    assert not Article.objects.exists()


def test_an_article_may_be_dated_a_day_ahead_and_not_three():
    fields = {"headline": "H", "text": HARBOUR[0], "publisher": make_publisher(), "url": "https://q.example/1"}
    ahead = receiving.Copy(published_at=timezone.now() + timedelta(days=1), **fields)
    far = receiving.Copy(published_at=timezone.now() + timedelta(days=3), **fields)
    with pytest.raises(BadText, match="cannot be right"):
        receiving.receive(far, by=make_chief())
    assert receiving.receive(ahead, by=make_chief()).is_new


@pytest.mark.few(0, 4)
@pytest.mark.parametrize("language", ["", "e", "<x>", "e n", "\U0001f642", "en_US", "zzzzzzzzzzzzz", "-en"])
def test_a_story_has_a_language_that_readers_programs_know(language):
    story = make_story(HARBOUR[0])
    with pytest.raises(BadText, match="language"):
        curating.change_story(story, seen=0, by=make_chief(), language=language)
    assert Story.objects.get().language == "en"


@pytest.mark.parametrize("language", ["ko", "pt-BR", "zh-Hant-TW"])
def test_language_tags_with_script_and_region_are_taken(language):
    story = make_story(HARBOUR[0])
    assert curating.change_story(story, seen=0, by=make_chief(), language=language).language == language
