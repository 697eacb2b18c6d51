"""The Publish and History tabs."""

from __future__ import annotations

import pytest

from editions.models import Edition
from foundation.models import EditLog
from stories import curating
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "publish"), {"act": act, "seen": story.desk_revision, **typed})


def test_a_chief_publishes_and_the_version_is_listed(login, chief, story):
    response = _post(login(chief), story, "publish", note="First of many.")
    assert response.status_code == 302
    page = text_of(login(chief).get(address(story, "publish")))
    assert "Mina Park" in page
    assert "First of many." in page
    assert "Public page" in page
    assert Edition.objects.get().number == 1


def test_an_editor_has_no_button_and_a_forged_form_is_refused_in_words(login, editor, story):
    client = login(editor)
    assert 'value="publish"' not in text_of(client.get(address(story, "publish")))
    response = _post(client, story, "publish")
    assert response.status_code == 403
    assert "Only a chief may publish" in text_of(response)
    assert not Edition.objects.exists()


def test_a_story_without_articles_says_what_to_mend_and_links_to_it(login, chief):
    story = curating.create_story(by=chief, headline="Nothing yet")
    response = _post(login(chief), story, "publish", note="Typed with care.")
    page = text_of(response)
    assert response.status_code == 400
    assert "Attach at least one" in page
    assert f'href="{address(story, "articles")}"' in page
    assert "Typed with care." in page


def test_publishing_what_somebody_changed_meanwhile_is_refused(login, chief, story):
    response = login(chief).post(
        address(story, "publish"), {"act": "publish", "seen": story.desk_revision - 1, "note": "Typed with care."}
    )
    assert response.status_code == 409
    assert "Typed with care." in text_of(response)


def test_publishing_the_same_again_makes_no_version(login, chief, story):
    client = login(chief)
    _post(client, story, "publish")
    response = _post(client, story, "publish")
    assert "Nothing changed since the last version" in text_of(response)
    assert Edition.objects.count() == 1


def test_a_chief_hides_shows_and_kills_with_a_reason(login, chief, story):
    client = login(chief)
    _post(client, story, "publish")
    for act, state in (("withhold", "withheld"), ("restore", "live"), ("kill", "killed")):
        assert _post(client, story, act, reason=f"To {act}.").status_code == 302
        story.refresh_from_db()
        assert story.published.state == state
    assert "To kill." in text_of(client.get(address(story, "history")))


@pytest.mark.parametrize("act", ["withhold", "kill"])
def test_taking_back_without_a_reason_is_refused(login, chief, story, act):
    client = login(chief)
    _post(client, story, "publish")
    response = _post(client, story, act, reason=" ")
    assert response.status_code == 400
    assert "The reason is empty" in text_of(response)


@pytest.mark.parametrize("act", ["withhold", "restore", "kill"])
def test_what_never_ran_cannot_be_taken_back(login, chief, story, act):
    response = _post(login(chief), story, act, reason="Because.")
    assert response.status_code == 400
    assert "has not run" in text_of(response)


@pytest.mark.parametrize("act", ["withhold", "kill"])
def test_an_editor_takes_nothing_back(login, chief, editor, story, act):
    _post(login(chief), story, "publish")
    assert _post(login(editor), story, act, reason="Because.").status_code == 403
    story.refresh_from_db()
    assert story.published.state == "live"


def test_a_held_update_and_the_policy_are_told(login, chief, story):
    _post(login(chief), story, "publish")
    Story.objects.filter(pk=story.pk).update(hold_reason="The story is marked sensitive.")
    page = text_of(login(chief).get(address(story, "publish")))
    assert "The story is marked sensitive." in page
    assert "automatic, policy set by Mina Park" in page


def test_the_history_names_who_did_what_with_before_and_after(login, chief, story):
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Harbour")
    page = text_of(login(chief).get(address(story, "history")))
    assert "<strong>Mina Park</strong> change story" in page
    assert "Harbour" in page


def test_the_history_goes_on_after_fifty_rows(login, chief, story):
    for n in range(60):
        EditLog.objects.record("note", story, by=chief, after={"n": f"row-{n}"})
    client = login(chief)
    first = client.get(address(story, "history"))
    older = client.get(address(story, "history"), {"before": first.context["older_than"]})
    assert len(first.context["rows"]) == 50
    assert "row-59" in text_of(first)
    assert "row-59" not in text_of(older)
    assert "create story" in text_of(older)
