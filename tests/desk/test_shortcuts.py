"""Shortcuts of the keyboard, which a person may do without, and hints of length."""

from __future__ import annotations

import pytest

from foundation.models import EditLog
from tests.desk.making import address, make_story, text_of

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"


def test_shortcuts_are_there_until_a_person_turns_them_off_on_every_device(login, chief, editor):
    client, another = login(chief), login(chief)
    assert "desk/shortcuts.js" in text_of(client.get("/admin/"))
    assert 'dialog id="shortcuts"' in text_of(client.get("/admin/"))
    client.post(ACCOUNT, {"shortcuts": "off"})
    for browser in (client, another):
        page = text_of(browser.get("/admin/"))
        assert "desk/shortcuts.js" not in page
        assert 'dialog id="shortcuts"' not in page
    assert "desk/shortcuts.js" in text_of(login(editor).get("/admin/"))
    another.post(ACCOUNT, {"shortcuts": "on"})
    assert "desk/shortcuts.js" in text_of(client.get("/admin/"))
    rows = EditLog.objects.filter(verb="choose_shortcuts", person=chief).order_by("pk")
    assert [row.after["has_shortcuts"] for row in rows] == [False, True]


def test_the_help_sheet_stands_in_ones_own_account_without_javascript(login, chief):
    page = text_of(login(chief).get(ACCOUNT))
    assert "<kbd>/</kbd>" in page
    assert "Search everything" in page
    assert "Turn them off" in page


def test_nobody_who_is_not_logged_in_is_given_shortcuts(client):
    assert "shortcuts.js" not in text_of(client.get("/admin/login/"))


def test_the_story_tab_shows_a_search_result_and_a_card_and_refuses_no_length(login, chief):
    story, client = make_story(chief), login(chief)
    headline = "The port of Vell reopens after the longest strike that anybody remembers on that coast"
    typed = {
        "act": "save",
        "seen": story.desk_revision,
        "language": "en",
        "summary_policy": "publish",
        "slug": story.slug,
    }
    assert client.post(address(story, "change"), {**typed, "headline": headline}).status_code == 302
    page = text_of(client.get(address(story, "change")))
    assert 'data-length="60"' in page
    assert "The port of Vell reopens after the longest strike that anyb…" in page
    assert page.count("How it looks elsewhere") == 1
