"""Removing without trace a story that was merged or split: the page names its kin, and one form asks for them too."""

from __future__ import annotations

import pytest

from editions.models import PublishedStory
from stories import legal_holds, publishing
from stories.joining_stories import merge
from stories.models import RemovalRequest, Story
from stories.splitting_stories import Parts, split
from tests.desk.making import address, make_person, make_story, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(db):
    return make_person("second", "chief", first_name="Ada", last_name="Wren")


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def publish(story: Story, by) -> Story:
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=by)
    return fresh(story)


def published(by, headline: str) -> Story:
    return publish(summarise(make_story(by, headline=headline)), by)


def merged(by) -> tuple[Story, Story]:
    """A story that ran, and the one that it was merged into and whose newest version holds its words."""
    gone, survivor = published(by, "Vell Counts the Cost"), published(by, "The Survivor")
    merge(gone, into=survivor, by=by)
    publish(survivor, by)
    return fresh(gone), fresh(survivor)


def parted(by) -> tuple[Story, Story]:
    """A live story, and the live one that a sentence of it was split off into."""
    old = published(by, "Vell Counts the Cost")
    uid = old.sentences.filter(removed_at=None).first().uid
    new = split(old, Parts(sentences=[uid]), headline="Split Off", by=by).target
    return fresh(old), publish(new, by)


def states(*stories: Story) -> list[str]:
    return [PublishedStory.objects.get(uid=story.uid).state for story in stories]


@pytest.mark.parametrize("make", [merged, parted])
def test_the_page_names_the_kin_and_two_people_remove_them_in_one_form(login, client, chief, second, make):
    story, kin = make(chief)
    asked, confirmed = address(story, "act/ask-removal"), address(story, "act/confirm-removal")
    page = text_of(login(chief).get(asked))
    said = {row["text"] for row in story.published.current_edition.content["machine"]["sentences"]}
    shared = [
        row["text"] for row in kin.published.current_edition.content["machine"]["sentences"] if row["text"] in said
    ]
    assert shared
    for told in (kin.headline, "What is not ticked stays", "readers see the story", shared[0]):
        assert told in page
    assert f'value="{kin.uid}">' in page
    assert login(chief).post(asked, {"reason": "A settlement.", "kin": [str(kin.uid)]}).status_code == 302
    assert RemovalRequest.objects.filter(decided_at=None).count() == 2
    assert "vanished" not in states(story, kin)
    other = login(second)
    page = text_of(other.get(confirmed))
    assert kin.headline in page
    assert shared[0] in page
    assert f'value="{kin.uid}" checked>' in page
    assert other.post(confirmed, {"kin": [str(kin.uid)]}).status_code == 302
    assert states(story, kin) == ["vanished", "vanished"]
    for one in (story, kin):
        assert client.get(one.published.get_absolute_url()).status_code == 404


@pytest.mark.few(1)
@pytest.mark.parametrize("make", [merged, parted])
def test_what_is_not_ticked_stays_as_the_second_person_was_told(login, client, chief, second, make):
    story, kin = make(chief)
    login(chief).post(address(story, "act/ask-removal"), {"reason": "A settlement."})
    other = login(second)
    page = text_of(other.get(address(story, "act/confirm-removal")))
    assert kin.headline in page
    assert "Nobody asked that it be removed: it stays." in page
    assert 'name="kin"' not in page
    assert other.post(address(story, "act/confirm-removal"), {"kin": [str(kin.uid)]}).status_code == 400
    assert "vanished" not in states(story, kin)
    assert other.post(address(story, "act/confirm-removal")).status_code == 302
    assert states(story, kin)[0] == "vanished"
    assert client.get(kin.published.get_absolute_url()).status_code == 200


@pytest.mark.deep
def test_all_or_none_is_asked_and_the_person_who_asked_confirms_neither(login, chief, second):
    story, kin = merged(chief)
    legal_holds.hold(kin, reason="Case 12/26.", by=chief)
    browser, asked = login(chief), address(story, "act/ask-removal")
    assert "It is under legal hold" in text_of(browser.get(asked))
    assert browser.post(asked, {"reason": "A settlement.", "kin": [str(kin.uid)]}).status_code == 400
    stranger = published(chief, "Another matter")
    assert browser.post(asked, {"reason": "A settlement.", "kin": [str(stranger.uid)]}).status_code == 400
    assert not RemovalRequest.objects.exists()
    legal_holds.lift(fresh(kin), reason="Over.", by=chief)
    browser.post(address(kin, "act/ask-removal"), {"reason": "A settlement."})
    login(second).post(asked, {"reason": "A settlement."})
    assert "You asked for its removal yourself" in text_of(login(chief).get(address(story, "act/confirm-removal")))
    response = login(chief).post(address(story, "act/confirm-removal"), {"kin": [str(kin.uid)]})
    assert response.status_code == 403
    assert "vanished" not in states(story, kin)


@pytest.mark.deep
def test_words_that_wait_at_the_desk_of_a_draft_are_told_and_a_request_is_dropped_for_both(login, chief):
    old = published(chief, "Vell Counts the Cost")
    uid = old.sentences.filter(removed_at=None).first().uid
    draft = split(old, Parts(sentences=[uid]), headline="Split Off", by=chief).target
    page = text_of(login(chief).get(address(old, "act/ask-removal")))
    assert draft.headline in page
    assert "1 sentence or entry of this story stands at its desk" in page
    assert "Delete it at the desk" in page
    kin = publish(draft, chief)
    login(chief).post(address(old, "act/ask-removal"), {"reason": "A settlement.", "kin": [str(kin.uid)]})
    dropped = {"reason": "No settlement.", "kin": [str(kin.uid)]}
    assert login(chief).post(address(old, "act/drop-removal"), dropped).status_code == 302
    assert not RemovalRequest.objects.filter(decided_at=None).exists()


def test_a_story_that_was_never_merged_or_split_is_told_of_no_kin(login, chief):
    story = published(chief, "Vell Counts the Cost")
    published(chief, "Another matter")
    assert 'id="kin"' not in text_of(login(chief).get(address(story, "act/ask-removal")))
