"""Tables of the desk as CSV, read as a spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.models import EditLog
from media.models import Image
from stories import chronology, curating
from stories.models import Placement, Story
from tests.desk.making import address, make_story, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/stories/story/export/"
NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\u200b=1"]


def taken(client, where: str, **given: str) -> list[dict[str, str]]:
    """The rows of the table that is handed out."""
    response = client.post(where, given)
    assert response.status_code == 200, text_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_list_is_handed_out_as_it_is_filtered_and_only_what_one_may_open(login, chief, reporter):
    Story.objects.create(headline="Runs", owner=chief, phase="running")
    Story.objects.create(headline="Rests", owner=chief)
    Story.objects.create(headline="Theirs", owner=reporter, phase="running")
    client = login(chief)
    assert {row["headline"] for row in taken(client, LIST)} == {"Runs", "Rests", "Theirs"}
    assert {row["headline"] for row in taken(client, f"{LIST}?phase__exact=running")} == {"Runs", "Theirs"}
    assert {row["headline"] for row in taken(client, f"{LIST}?q=rest")} == {"Rests"}
    assert {row["headline"] for row in taken(login(reporter), f"{LIST}?phase__exact=running")} == {"Theirs"}


def test_more_stories_than_a_page_of_the_list_are_all_handed_out(login, chief):
    Story.objects.bulk_create(Story(headline=f"Story {n}", owner=chief) for n in range(120))
    client = login(chief)
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert len(taken(client, LIST)) == 120
    assert len(queries) <= 20


def test_the_list_tells_times_with_their_zone_and_where_a_story_stands(login, chief):
    story = make_story(chief, articles=2)
    Story.objects.filter(pk=story.pk).update(changed_at=datetime(2026, 2, 19, 14, 5, tzinfo=UTC), is_sensitive=True)
    (row,) = taken(login(chief), LIST)
    assert datetime.fromisoformat(row["changed"]) == datetime(2026, 2, 19, 14, 5, tzinfo=UTC)
    assert row["changed"][19] in "+-"
    assert (row["owner"], row["articles"], row["sensitive"], row["public"]) == (
        "Mina Park",
        "2",
        "yes",
        "not published",
    )


@pytest.mark.parametrize("headline", NASTY)
def test_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe(login, chief, headline):
    story = make_story(chief, articles=0)
    Story.objects.filter(pk=story.pk).update(headline=headline)
    (row,) = taken(login(chief), LIST)
    assert row["headline"] == f"'{headline}"


def test_commas_quotes_lines_and_every_script_come_back_as_they_were(login, chief):
    text = 'A "quote", a comma;\nand a line, 삼성, مرفأ'
    Story.objects.create(headline=text, owner=chief)
    (row,) = taken(login(chief), LIST)
    assert row["headline"] == text


@pytest.mark.parametrize(("given", "begins"), [({"bom": "yes"}, b"\xef\xbb\xbfuid,"), ({}, b"uid,")])
def test_a_byte_order_mark_stands_there_when_it_is_wanted(login, chief, given, begins):
    response = login(chief).post(LIST, given)
    assert b"".join(response.streaming_content).startswith(begins)


def test_articles_timeline_pictures_and_log_of_a_story(login, chief):
    story = make_story(chief, articles=2)
    chronology.add_entry(story, date="Feb 20, 2026", text="=cmd", seen=story.desk_revision, by=chief)
    image = Image.objects.create(sha256="0" * 64, format="JPEG", size_bytes=1, width_px=1, height_px=1)
    Image.objects.filter(pk=image.pk).update(credit_line="Photo: A. Wren", alt_text="A crane")
    Placement.objects.create(story=story, image=image, position=1)
    first = story.story_articles.first()
    curating.detach(story, first.article, by=chief, reason="Twice the same.")
    client, where = login(chief), address(story, "export")
    articles = taken(client, where, table="articles")
    assert [row["publisher"] for row in articles] == ["Paper 1", "Paper 2"]
    assert [bool(row["taken out"]) for row in articles] == [True, False]
    assert [row["text"] for row in taken(client, where, table="timeline")] == ["The vote ends the strike.", "'=cmd"]
    (picture,) = taken(client, where, table="pictures")
    assert (picture["credit line"], picture["alt text"]) == ("Photo: A. Wren", "A crane")
    log = taken(client, where, table="log")
    assert [row["verb"] for row in log[:2]] == ["create_story", "attach"]
    assert {"who": "Mina Park", "why": "Twice the same.", "verb": "detach"}.items() <= next(
        row for row in log if row["verb"] == "detach"
    ).items()


def test_the_log_says_who_took_what(login, chief):
    story, client = make_story(chief), login(chief)
    taken(client, address(story, "export"), table="pictures")
    taken(client, f"{LIST}?kept=legal")
    one, other = EditLog.objects.get(verb="export"), EditLog.objects.get(verb="export_list")
    assert (one.subject_uid, one.person, one.after) == (story.uid, chief, {"table": "pictures"})
    assert (other.person, other.after) == (chief, {"filter": "kept=legal"})
    assert "took a table of the story" in text_of(client.get(address(story, "history")))


def test_looking_at_the_page_takes_nothing(login, chief):
    story, client, rows = make_story(chief), login(chief), EditLog.objects.count()
    assert "Pictures and their credits" in text_of(client.get(address(story, "export")))
    assert "Every story that you may open" in text_of(client.get(LIST))
    assert EditLog.objects.count() == rows


def test_another_reporters_story_is_handed_out_to_nobody(login, chief, reporter, administrator):
    story = make_story(chief)
    for table in ("articles", "timeline", "pictures", "log"):
        assert login(reporter).post(address(story, "export"), {"table": table}).status_code == 404
    assert login(administrator).post(LIST).status_code == 403
    assert not EditLog.objects.filter(verb__startswith="export").exists()


@pytest.mark.parametrize(
    "query", ["evil=1", "password__startswith=a", "owner__password__startswith=a", "phase__exact=%00"]
)
def test_a_made_up_filter_hands_out_nothing_but_the_page(login, chief, query):
    Story.objects.create(headline="One", owner=chief)
    response = login(chief).post(f"{LIST}?{query}")
    assert response.status_code in {200, 400}
    if response.status_code == 200:
        b"".join(response.streaming_content)
    # The list itself leads to the list without the filter, or refuses what names another table.
    assert login(chief).get(f"{LIST.removesuffix('export/')}?{query}").status_code in {302, 400}


def test_a_table_that_there_is_not_is_not_found(login, chief):
    assert login(chief).post(address(make_story(chief), "export"), {"table": "users"}).status_code == 404


def test_the_log_says_in_words_that_a_whole_list_was_taken(login, chief):
    desk = login(chief)
    desk.post("/admin/stories/story/export/")
    page = text_of(desk.get("/admin/foundation/editlog/"))
    assert "none: every story that they may open" in page
