"""The Publish and History tabs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from editions.models import Edition
from foundation.models import EditLog
from stories import curating
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.now().year + 1
ASKED_TWICE = {"withhold", "restore", "kill", "release", "break_seal"}


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    page = f"act/{act.replace('_', '-')}" if act in ASKED_TWICE else "publish"
    return client.post(address(story, page), {"act": act, "seen": story.desk_revision, **typed})


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
    assert "People changed nothing at the desk since the last version." in text_of(
        client.get(address(story, "publish"))
    )


def test_a_chief_hides_shows_and_kills_with_a_reason(login, chief, story):
    client = login(chief)
    _post(client, story, "publish")
    for act, state in (("withhold", "withheld"), ("restore", "live"), ("kill", "killed")):
        assert _post(client, story, act, reason=f"To {act}.").status_code == 302
        story.refresh_from_db()
        assert story.published.state == state
    assert "To kill." in text_of(client.get(address(story, "history")))


@pytest.mark.few(0)
@pytest.mark.parametrize(
    ("act", "told"),
    [("withhold", "Show it again before publishing."), ("kill", "What is still to be told needs a story of its own.")],
)
def test_the_tab_of_a_story_taken_back_says_so_and_offers_no_publishing(login, chief, story, act, told):
    client = login(chief)
    _post(client, story, "publish")
    _post(client, story, act, reason="The witness withdrew.")
    page = text_of(client.get(address(story, "publish")))
    assert told in page
    assert "The witness withdrew." in page
    assert "Nothing stands in the way" not in page
    assert 'value="publish"' not in page
    assert 'value="correct"' not in page
    refused = _post(client, story, "publish")
    assert refused.status_code == 400
    assert told in text_of(refused)
    for tab in ("change", "articles", "images", "timeline", "summary", "figures", "tickers", "team", "history"):
        page = text_of(client.get(address(story, tab)))
        assert f"{told} What is changed here reaches no reader." in page, tab
    page = text_of(client.get(address(story, "share")))
    assert "While it is, no link of it opens." in page
    assert 'value="share"' not in page


@pytest.mark.few(1)
@pytest.mark.parametrize("act", ["withhold", "kill"])
def test_taking_back_without_a_reason_is_refused(login, chief, story, act):
    client = login(chief)
    _post(client, story, "publish")
    response = _post(client, story, act, reason=" ")
    assert response.status_code == 400
    assert "The reason is empty" in text_of(response)


@pytest.mark.few(0)
@pytest.mark.parametrize("act", ["withhold", "restore", "kill"])
def test_what_never_ran_cannot_be_taken_back(login, chief, story, act):
    response = _post(login(chief), story, act, reason="Because.")
    assert response.status_code == 400
    assert "has not run" in text_of(response)


@pytest.mark.few(1)
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
    assert "Mina Park" in page
    assert "Harbour" in page


def test_the_history_goes_on_after_fifty_rows(login, chief, story):
    for n in range(60):
        EditLog.objects.record("note", story, by=chief, after={"n": f"row-{n}"})
    client = login(chief)
    first = client.get(address(story, "history"))
    older = client.get(f"{address(story, 'history')}?{first.context['older']}")
    assert sum(len(one.acts) for one in first.context["milestones"]) == 50
    assert "row-59" in text_of(first)
    assert "row-59" not in text_of(older)
    assert sum(len(one.acts) for one in older.context["milestones"]) >= 10


def test_a_chief_seals_a_story_and_releases_it_early(login, chief, story, client):
    response = _post(login(chief), story, "seal", until=f"{NEXT_YEAR}-12-01T09:00")
    assert response.status_code == 302
    page = text_of(login(chief).get(address(story, "publish")))
    assert f"Goes out on 1 Dec {NEXT_YEAR}, 09:00 (UTC)" in page
    assert "Publish later" not in page
    assert not Edition.objects.exists()
    assert _post(login(chief), story, "release").status_code == 302
    assert Edition.objects.get().number == 1


@pytest.mark.deep
def test_an_embargo_without_a_time_says_that_it_waits_for_a_chief_and_can_be_broken(login, chief, story):
    _post(login(chief), story, "seal", until="")
    assert "Goes out when a chief releases it" in text_of(login(chief).get(address(story, "publish")))
    _post(login(chief), story, "break_seal")
    assert "Publish later: seal what stands here" in text_of(login(chief).get(address(story, "publish")))


@pytest.mark.few(0, 2)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2020-01-01T09:00", "has passed"),
        ("soon", "is no time"),
        ("2099-12-01", "has no time of day"),
        ("2099-03-29T02:30", "never was in Europe/Berlin"),
        ("2099-10-25T02:30", "came twice in Europe/Berlin"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words_and_stays_in_the_form(login, chief, story, settings, typed, told):
    settings.TIME_ZONE = "Europe/Berlin"
    response = _post(login(chief), story, "seal", until=typed)
    assert response.status_code == 400
    assert told in text_of(response)
    assert f'value="{typed}"' in response.content.decode()


def test_an_editor_can_neither_seal_nor_release(login, editor, chief, story):
    client = login(editor)
    assert _post(client, story, "seal", until=f"{NEXT_YEAR}-12-01T09:00").status_code == 403
    _post(login(chief), story, "seal", until=f"{NEXT_YEAR}-12-01T09:00")
    page = text_of(login(editor).get(address(story, "publish")))
    assert "Goes out on" in page
    assert "Release now" not in page
    assert _post(login(editor), story, "release").status_code == 403


def test_a_correction_asks_for_its_notice_and_stands_on_the_public_page(login, chief, story):
    client = login(chief)
    _post(client, story, "publish")
    refused = _post(client, story, "correct", correction=" ", since="1")
    assert refused.status_code == 400
    assert "The correction" in text_of(refused)
    undated = _post(client, story, "correct", correction="We had the wrong date.", since="")
    assert "Say since when it was wrong" in text_of(undated)
    assert "We had the wrong date." in text_of(undated)
    assert _post(client, story, "correct", correction="We had the wrong date.", since="1").status_code == 302
    story.refresh_from_db()
    public = client.get(story.published.get_absolute_url()).content.decode()
    since = timezone.localtime(Edition.objects.get(number=1).published_at)
    assert "We had the wrong date. It stood so since " in public
    assert f", {since:%H:%M}." in public
    assert "correction" in text_of(client.get(address(story, "publish")))
