"""Story files: taken in whole, known again, refused whole with the line and the reason."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as Pillow

from editions.models import Edition, PublishedStory
from foundation.models import Command, EditLog
from media.models import Image
from reference.models import Publisher
from stories.models import Article, Citation, Story, TimelineEntry
from tests.making import HARBOUR
from wire.importing import import_story
from wire.story_file import BadFile, line_of

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    held = io.BytesIO()
    Pillow.linear_gradient("L").convert("RGB").resize((640, 400)).save(held, "JPEG")
    return held.getvalue()


def story_file(**changes) -> dict:
    articles = [
        {
            "url": f"https://paper{n}.example/{n}?utm_source=wire",
            "headline": f"Paper {n} on the strike",
            "publisher": f"Paper {n}",
            "published_at": f"2026-02-{15 + n}T09:00+01:00",
            "licence": "CC BY 4.0",
            "text": text,
        }
        for n, text in enumerate(HARBOUR, start=1)
    ]
    return {
        "story": "vell-strike",
        "headline": "Strike Ends in Vell",
        "topics": [{"name": "Trade"}],
        "tickers": [{"symbol": "LMT", "mic": "XNYS", "name": "Lockheed Martin"}],
        "articles": articles,
        "timeline": [
            {
                "date": "Feb 18, 2026",
                "text": "Dockworkers in Vell voted to end the strike.",
                "articles": [articles[0]["url"]],
            },
            {"date": "Mar 2026 (planned)", "text": "Cruise calls resume."},
        ],
        "images": [{"file": "port.jpg", "caption": "The port", "alt_text": "Cranes", "credit_line": "A. Photographer"}],
        **changes,
    }


def take(data, *, publish=False, **more):
    raw = data if isinstance(data, bytes) else json.dumps(data, indent=1).encode()
    return import_story(raw, by=Command("test"), read_image=lambda name: picture(), publish=publish, **more)


def everything_stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Story, Article, Publisher, Image, TimelineEntry, EditLog))


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


def test_importing_again_adds_nothing_and_overwrites_nothing():
    take(story_file(), publish=True)
    before = everything_stored()
    Publisher.objects.filter(name="Paper 1").update(reuse="none", reuse_basis="They asked.")
    Story.objects.update(headline="An editor's headline")
    take(story_file())
    assert everything_stored() == before
    assert Publisher.objects.get(name="Paper 1").reuse == "none"
    assert Story.objects.get().headline == "An editor's headline"


def test_a_licence_sets_the_reuse_of_a_publisher_nobody_has_judged():
    data = story_file()
    data["articles"][0]["licence"] = "All rights reserved"
    data["articles"][1]["licence"] = "CC BY-ND 4.0"
    del data["articles"][2]["licence"]
    take(data)
    reuse = dict(Publisher.objects.values_list("name", "reuse"))
    assert reuse == {"Paper 1": "quote", "Paper 2": "quote", "Paper 3": "quote", "Paper 4": "licensed"}
    assert Publisher.objects.get(name="Paper 4").reuse_basis == "CC BY 4.0"


def test_each_arrival_is_a_version_of_its_own():
    data = story_file()
    data["articles"][3]["arrives"] = 2
    made = take(data, publish=True)
    assert [edition.number for edition in made.editions] == [1, 2]
    first, second = Edition.objects.order_by("number")
    assert [len(e.content["machine"]["articles"]) for e in (first, second)] == [3, 4]
    assert {a["number"] for a in second.content["machine"]["articles"]} == {1, 2, 3, 4}


def broken(path, value):
    data = story_file()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (json.dumps(story_file(), indent=1).encode()[:900], r"Line \d+: this is not whole JSON"),
        (b"", "Line 1: this is not whole JSON"),
        (b"[" * 200_000, "Line 1"),
        (b'{"story": "x", "articles": "\xff"}', "Line 1: the file is not UTF-8"),
        (b"[]", "Line 1: the file: .* is not of type 'object'"),
        (broken(["articles", 1, "published_at"], "2026-02-30"), r"Line \d+: articles/1: '2026-02-30' is no date"),
        (broken(["articles", 1, "published_at"], "yesterday evening"), "articles/1: .* is no date"),
        (broken(["articles", 2, "text"], ""), "articles/2/text"),
        (broken(["articles", 2, "text"], "a\x00b"), r"articles/2: The text holds a character .*U\+0000"),
        (broken(["articles", 2, "text"], "a\ud800b"), r"articles/2: The text holds .*U\+D800"),
        (broken(["articles", 2, "text"], "word " * 1_000_001), "articles/2: The text is too long"),
        (broken(["articles", 0, "url"], "javascript:alert(1)"), "articles/0: .* is not a web address"),
        (broken(["articles", 1, "url"], "https://paper1.example/1"), r"articles/1/url: The address stands .* twice"),
        (broken(["articles", 0, "kind"], "gossip"), "articles/0/kind"),
        (broken(["timeline", 0, "date"], "Feb 30, 2026"), "timeline/0: February 2026 has 28 days"),
        (broken(["timeline", 0, "articles"], ["https://other.example/"]), "timeline/0/articles: .* is no article"),
        (broken(["images", 0, "article"], "https://other.example/"), "images/0/article: .* is no article"),
        (broken(["headline"], "x" * 300), "headline: The headline is too long"),
        (broken(["unknown"], 1), "unknown"),
    ],
)
def test_a_broken_file_is_refused_whole_with_line_and_reason(data, told):
    before = everything_stored()
    with pytest.raises(BadFile, match=told) as refused:
        take(data, publish=True)
    assert str(refused.value).startswith("Line ")
    assert everything_stored() == before


@pytest.mark.parametrize("raw", [b"no picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:500]])
def test_a_picture_that_is_none_refuses_the_file(raw):
    before = everything_stored()
    with pytest.raises(BadFile, match=r"The picture 'port\.jpg'"):
        import_story(json.dumps(story_file()).encode(), by=Command("test"), read_image=lambda name: raw)
    assert everything_stored() == before


def test_the_line_of_a_place_is_where_its_value_begins():
    text = '{\n "a": [1,\n  {"b":\n   "x"}]\n}'
    assert line_of(text, ["a", 1, "b"]) == 4
    assert line_of(text, ["a", 1]) == 3
    assert line_of(text, ["a", 1, "missing"]) == 3
    assert line_of(text, []) == 1


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
