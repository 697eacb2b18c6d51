"""Story files: taken in whole, known again, refused whole with the line and the reason."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from editions.models import Edition, PublishedStory
from stories.models import Citation, Story
from tests.wire.filing import picture, story_file, take

pytestmark = pytest.mark.django_db


def test_a_whole_file_becomes_a_published_cited_story():
    made = take(story_file(), publish=True)
    assert (made.new_articles, made.new_entries, made.new_images) == (4, 2, 1)
    content = Edition.objects.get().content
    assert content["desk"]["headline"] == "Strike Ends in Vell"
    assert [entry["date"] for entry in content["desk"]["timeline"]] == ["2026-02-18", "2026-03"]
    assert content["desk"]["timeline"][0]["citations"][0]["quote"].startswith("Dockworkers in Vell voted")
    assert content["desk"]["tickers"][0]["exchange"] == "NYSE"
    assert content["desk"]["images"][0]["credit_line"] == "A. Photographer"
    assert content["machine"]["sentences"]


def test_each_arrival_is_a_version_of_its_own():
    data = story_file()
    data["articles"][3]["arrives"] = 2
    made = take(data, publish=True)
    assert [edition.number for edition in made.editions] == [1, 2]
    first, second = Edition.objects.order_by("number")
    assert [len(e.content["machine"]["articles"]) for e in (first, second)] == [3, 4]
    assert {a["number"] for a in second.content["machine"]["articles"]} == {1, 2, 3, 4}


def test_the_command_tells_what_it_did_and_fails_loudly(tmp_path, capsys):
    path = tmp_path / "story.json"
    (tmp_path / "port.jpg").write_bytes(picture())
    path.write_text(json.dumps(story_file()))
    call_command("import_story", "--publish", str(path))
    assert "4 new articles, 2 entries, 1 pictures; published as version 1" in capsys.readouterr().out
    call_command("check_citations")
    assert "all hold" in capsys.readouterr().out
    (tmp_path / "half.json").write_text(path.read_text()[:300])
    with pytest.raises(CommandError, match="Line 1"):
        call_command("import_story", str(tmp_path / "half.json"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_story", str(tmp_path / "absent.json"))


def test_check_citations_finds_a_span_that_no_longer_holds(capsys):
    take(story_file(), publish=True)
    edition = Edition.objects.get()
    edition.pk, edition.number = None, 2
    edition.content["machine"]["sentences"][0]["citations"][0]["start"] += 1
    edition.save(force_insert=True)
    PublishedStory.objects.update(current_edition=edition)
    with pytest.raises(CommandError, match="1 broken"):
        call_command("check_citations")
    assert "says something else there" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    ["covid-19-first-months", "hong-kong-protests", "iran-us-january-2020", "uk-prorogation", "us-primaries-2020"],
)
def test_real_running_stories_import_summarise_publish_and_render(shared, client, name, capsys):
    call_command("import_story", "--publish", str(shared / "real-news" / f"{name}.json"))
    story = PublishedStory.objects.get()
    page = client.get(story.get_absolute_url())
    assert page.status_code == 200
    assert f"({story.article_count} articles)" in page.content.decode()
    for citation in Citation.objects.filter(sentence__story__uid=story.uid).select_related("snapshot"):
        assert citation.has_its_words()
    call_command("check_citations")


def test_a_picture_outside_the_files_own_folder_is_not_read(tmp_path, capsys):
    folder, elsewhere = tmp_path / "story", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "secret.jpg").write_bytes(picture())
    (folder / "port.jpg").symlink_to(elsewhere / "secret.jpg")
    (folder / "story.json").write_text(json.dumps(story_file()))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_story", str(folder / "story.json"))
    assert not Story.objects.exists()
