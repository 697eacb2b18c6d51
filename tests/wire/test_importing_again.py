"""Importing a story again: what is new is added, what people did meanwhile stays."""

from __future__ import annotations

import json
import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection

from editions.models import Edition, PublishedStory
from reference.models import Publisher
from stories import chronology, curating
from stories.models import Article, Story, TimelineEntry
from tests.making import make_chief
from tests.wire.filing import everything_stored, picture, story_file, take

pytestmark = pytest.mark.django_db


def first_three() -> dict:
    data = story_file()
    return data | {"articles": data["articles"][:3]}


def edit_headline(story: Story) -> None:
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), headline="HALF TY")


def test_importing_again_adds_nothing_and_overwrites_nothing():
    take(story_file(), publish=True)
    before = everything_stored()
    Publisher.objects.filter(name="Paper 1").update(reuse="none", reuse_basis="They asked.")
    Story.objects.update(headline="An editor's headline")
    take(story_file())
    assert everything_stored() == before
    assert Publisher.objects.get(name="Paper 1").reuse == "none"
    assert Story.objects.get().headline == "An editor's headline"


def test_an_entry_is_known_again_in_any_form_of_unicode():
    data = story_file(timeline=[{"date": "Aug 2025", "text": unicodedata.normalize("NFD", " The café opens ")}])
    take(data)
    assert take(data).new_entries == 0
    assert TimelineEntry.objects.get().text == "The café opens"


def test_an_entry_that_a_person_reworded_does_not_come_back():
    story = take(story_file()).story
    entry = TimelineEntry.objects.earliest("pk")
    chronology.change_entry(
        entry, date="Feb 19, 2026", text="Voted: the strike ends.", seen=story.desk_revision, by=make_chief()
    )
    assert take(story_file()).new_entries == 0
    assert set(TimelineEntry.objects.values_list("text", flat=True)) == {
        "Voted: the strike ends.",
        "Cruise calls resume.",
    }


def test_an_entry_that_a_person_removed_does_not_come_back():
    story = take(story_file()).story
    chronology.remove_entry(TimelineEntry.objects.earliest("pk"), seen=story.desk_revision, by=make_chief())
    assert take(story_file()).new_entries == 0
    assert TimelineEntry.objects.get(removed_at=None).text == "Cruise calls resume."


def test_the_same_entry_twice_in_a_file_is_one():
    entry = {"date": "Aug 2025", "text": "The port opened."}
    assert take(story_file(timeline=[entry, entry])).new_entries == 1


def test_an_update_goes_out_without_an_editors_half_typed_headline():
    edit_headline(take(first_three(), publish=True).story)
    made = take(story_file(), publish=True)
    assert made.has_waiting_edits
    published = PublishedStory.objects.get()
    assert published.headline == "Strike Ends in Vell"
    assert len(Edition.objects.get(number=2).content["machine"]["articles"]) == 4
    assert Story.objects.get().headline == "HALF TY"
    assert Story.objects.get().has_unpublished_changes()


def test_nothing_goes_out_where_the_update_must_wait_for_the_editor_too():
    story = take(first_three(), publish=True).story
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), summary_policy="hold")
    made = take(story_file(), publish=True)
    assert made.editions == []
    assert "hold updates" in made.story.hold_reason


def test_a_first_publication_does_not_take_an_editors_half_typed_headline():
    edit_headline(take(first_three()).story)
    assert take(story_file(), publish=True).editions == []
    assert not PublishedStory.objects.exists()


def test_what_imports_themselves_changed_is_published():
    data = first_three()
    take(data | {"timeline": []}, publish=True)
    take(data)
    made = take(data, publish=True)
    assert not made.has_waiting_edits
    assert len(Edition.objects.get(number=2).content["desk"]["timeline"]) == 2


def test_the_command_says_that_an_editors_changes_wait(tmp_path, capsys):
    path = tmp_path / "story.json"
    (tmp_path / "port.jpg").write_bytes(picture())
    path.write_text(json.dumps(first_three()))
    call_command("import_story", "--publish", str(path))
    edit_headline(Story.objects.get())
    path.write_text(json.dumps(story_file()))
    call_command("import_story", "--publish", str(path))
    out = capsys.readouterr().out
    assert "published as version 2" in out
    assert "without them; an editor's unpublished changes wait at the desk" in out
    Story.objects.update(is_sensitive=True)
    data = story_file()
    data["articles"][0]["text"] += " The mayor of Vell thanked 14 mediators for their work on Feb. 20."
    path.write_text(json.dumps(data))
    call_command("import_story", "--publish", str(path))
    assert "held: The story is marked sensitive" in capsys.readouterr().out


def cut_off_at_the_first_entry(execute, sql, params, many, context):
    if sql.startswith("INSERT") and "timelineentry" in sql:
        raise KeyboardInterrupt
    return execute(sql, params, many, context)


def test_an_import_that_was_cut_off_keeps_its_articles_and_is_completed_by_doing_it_again():
    with connection.execute_wrapper(cut_off_at_the_first_entry), pytest.raises(KeyboardInterrupt):
        take(story_file())
    assert Article.objects.count() == 4
    made = take(story_file(), publish=True)
    assert (made.new_articles, made.new_entries, made.new_images) == (0, 2, 1)
    assert len(made.editions) == 1


def test_a_story_without_articles_keeps_its_language():
    assert take({"story": "seoul", "headline": "서울", "language": "ko", "articles": []}).story.language == "ko"
    assert take({"story": "none", "articles": []}).story.language == "en"
