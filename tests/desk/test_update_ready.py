"""An update that waits is seen in the list, on the tabs and in the queue; a chief lets it out with one press."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editions.models import Edition
from stories import curating, publishing
from stories.models import Story
from stories.summarising.updating import update
from tests.desk.making import address, fill_summary, make_article, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/stories/story/"
NEW = "Crane drivers in Vell said on Feb. 20 that 14 of 31 cranes at the port stood still."


@pytest.fixture
def story(chief) -> Story:
    """A sensitive story on which an eighth article came in."""
    made = summarise(make_story(chief))
    made = curating.change_story(made, seen=made.desk_revision, by=chief, is_sensitive=True)
    publishing.publish(made, seen=made.desk_revision, by=chief)
    arrives(made, chief, 8, NEW)
    return Story.objects.get(pk=made.pk)


def arrives(story: Story, chief, n: int, text: str) -> None:
    curating.attach(story, make_article(n, by=chief, text=text), by=chief)
    update(Story.objects.get(pk=story.pk))
    assert publishing.publish_automatically(story.pk) is None


def form_of(page: str) -> dict[str, str]:
    """What the form of the update sends."""
    values = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("shown", "marks")}
    return {"act": "publish_update", **values}


def test_a_chief_sees_what_would_change_and_lets_exactly_that_out(login, chief, story, client):
    browser, public = login(chief), story.published.get_absolute_url()
    assert NEW not in text_of(client.get(public))
    assert "update ready" in text_of(browser.get(LIST))
    for kind in ("held", "attention"):
        assert story.headline in text_of(browser.get(f"{LIST}?summary={kind}"))
    for tab in ("summary", "publish"):
        page = text_of(browser.get(address(story, tab)))
        assert "Update ready" in page
        assert "The story is marked sensitive." in page
        assert f"<ins>{NEW}</ins>" in page
        assert f"<q>{NEW}</q>" in page
    done = browser.post(address(story, "publish"), form_of(page))
    assert done.status_code == 302
    assert NEW in text_of(client.get(public))
    after = text_of(browser.get(address(story, "publish")))
    assert "Update ready" not in after
    assert "Mina Park" in after


@pytest.mark.deep
def test_what_changed_since_is_told_with_the_new_difference(login, chief, story):
    browser = login(chief)
    form = form_of(text_of(browser.get(address(story, "publish"))))
    later = "Harbour pilots in Vell said on Feb. 21 that 9 of the 23 vessels had left the roads of the port."
    arrives(story, chief, 9, later)
    refused = browser.post(address(story, "publish"), form)
    assert refused.status_code == 409
    assert "The update changed since it was shown" in text_of(refused)
    assert Edition.objects.count() == 1
    assert browser.post(address(story, "publish"), form_of(text_of(refused))).status_code == 302
    assert Edition.objects.count() == 2


@pytest.mark.deep
def test_an_editor_sees_it_and_has_no_button(login, chief, editor, story):
    page = text_of(login(editor).get(address(story, "publish")))
    assert "Update ready" in page
    assert "Publish this update" not in page
    form = form_of(text_of(login(chief).get(address(story, "publish"))))
    assert login(editor).post(address(story, "publish"), form).status_code == 403
    assert Edition.objects.count() == 1


def test_a_long_story_with_an_update_ready_opens_with_few_queries(login, chief):
    story = make_story(chief, articles=20)
    fill_summary(story, 50)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    fill_summary(story, 10)
    Story.objects.filter(pk=story.pk).update(hold_reason="The story is marked sensitive.", is_sensitive=True)
    browser = login(chief)
    for tab in ("publish", "summary"):
        browser.get(address(story, tab))  # the first request writes that the person is here
        with CaptureQueriesContext(connection) as queries:
            page = text_of(browser.get(address(story, tab)))
        assert "Publish this update" in page
        assert len(queries) <= 40
