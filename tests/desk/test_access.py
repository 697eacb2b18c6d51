"""Who may open which page of the desk, by link or by a guessed address."""

from __future__ import annotations

import pytest
from django.test import Client

from foundation.models import EditLog
from stories.models import Story, StoryArticle
from tests.desk.making import TABS, address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db

PAGES = (
    "/admin/",
    "/admin/stories/story/",
    "/admin/stories/story/add/",
    "/admin/stories/article/",
    "/admin/media/image/",
    "/admin/reference/publisher/",
    "/admin/foundation/user/",
    "/admin/foundation/editlog/",
    "/admin/partners/apikey/",
    "/admin/partners/apikey/add/",
    "/admin/editions/publishedstory/",
)


@pytest.mark.parametrize("page", PAGES)
def test_an_anonymous_visitor_is_sent_to_the_login(client, page):
    response = client.get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.few(0, 4)
@pytest.mark.parametrize("tab", [*TABS, "summary/state"])
def test_an_anonymous_visitor_sees_no_tab(client, chief, tab):
    response = client.get(address(make_story(chief), tab))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.few(0, 4, 7)
@pytest.mark.parametrize("tab", [*TABS, "summary/state"])
def test_another_reporters_story_is_not_found_under_any_address(login, chief, reporter, tab):
    assert login(reporter).get(address(make_story(chief), tab)).status_code == 404


@pytest.mark.few(0, 4, 7)
@pytest.mark.parametrize("tab", TABS)
def test_another_reporters_story_cannot_be_changed_by_any_form(login, chief, reporter, tab):
    story = summarise(make_story(chief))
    rows = EditLog.objects.count()
    sentence = str(story.sentences.all()[0].uid)
    row = {"row": sentence, "seen": story.desk_revision, "headline": "Mine now", "text": "Mine", "reason": "because"}
    for act in ("save", "attach", "detach", "paste", "upload", "add", "edit", "delete", "update", "publish"):
        assert login(reporter).post(address(story, tab), {"act": act, **row}).status_code == 404
    assert EditLog.objects.count() == rows
    assert Story.objects.get(pk=story.pk).headline == story.headline


@pytest.mark.few(0, 4, 7)
@pytest.mark.parametrize("tab", TABS)
def test_a_reporter_opens_every_tab_of_their_own_story(login, reporter, tab):
    assert login(reporter).get(address(make_story(reporter), tab)).status_code == 200


@pytest.mark.deep
@pytest.mark.parametrize("tab", TABS)
def test_an_editor_opens_every_tab_of_anybodys_story(login, editor, reporter, tab):
    assert login(editor).get(address(make_story(reporter), tab)).status_code == 200


def test_an_administrator_of_accounts_sees_no_story(login, administrator, chief):
    story = make_story(chief)
    client = login(administrator)
    assert client.get(address(story, "change")).status_code == 404
    assert story.headline not in text_of(client.get("/admin/"))


@pytest.mark.parametrize(
    "page", ["/admin/foundation/user/", "/admin/foundation/editlog/", "/admin/partners/apikey/", "/admin/auth/group/"]
)
@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_accounts_keys_and_the_log_are_closed_to_reporters_and_editors(login, request, page, role):
    refused = login(request.getfixturevalue(role)).get(page)
    assert refused.status_code == 403
    assert '<a href="/admin/">Back to the desk</a>' in text_of(refused)


def test_a_story_deleted_at_the_desk_is_found_by_nobody(login, chief):
    story = make_story(chief)
    Story.objects.filter(pk=story.pk).update(deleted_at=story.created_at)
    assert login(chief).get(address(story, "change")).status_code == 404


def test_looking_at_the_page_that_deletes_a_story_deletes_nothing_and_no_other_address_does(login, chief):
    story, browser = make_story(chief), login(chief)
    assert browser.get(address(story, "delete")).status_code == 200
    assert browser.post(address(story, "history/../delete")).status_code == 404
    browser.post("/admin/stories/story/", {"action": "delete_selected", "_selected_action": str(story.pk)})
    assert Story.objects.at_the_desk().contains(story)


def test_a_form_without_its_token_is_refused(chief, reporter):

    story = make_story(chief)
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    article = story.story_articles.all()[0].article
    assert client.post(address(story, "articles"), {"act": "detach", "row": str(article.uid)}).status_code == 403
    assert StoryArticle.objects.attached().filter(story=story).count() == 3


def test_a_button_that_does_not_exist_is_refused_in_words(login, chief):
    response = login(chief).post(address(make_story(chief), "articles"), {"act": "explode"})
    assert response.status_code == 400
    assert "no such button" in text_of(response)


def test_somebody_who_is_locked_out_is_told_for_how_long_on_a_page_of_ours(client, chief, settings):
    settings.SITE_NAME = "The Harbour Post"
    for _ in range(9):
        response = client.post("/admin/login/", {"username": "chief", "password": "wrong"})
    assert "Locked for a while" in text_of(response)
    assert "The Harbour Post desk" in text_of(response)
    assert "desk/desk.css" in text_of(response)
