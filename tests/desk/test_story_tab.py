"""The Story tab: saving, refusals at the field, and two people at once."""

from __future__ import annotations

import pytest

from reference.models import Instrument, Topic
from stories.models import Story
from tests.desk.making import address, make_story, save_all, text_of
from tests.published import publish_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return make_story(chief)


def test_saving_changes_the_fields(login, chief, story):
    changes = {"kicker": "Ports", "desk_note": "Call Ada.", "is_sensitive": "on", "summary_policy": "hold"}
    response = login(chief).post(address(story, "change"), save_all(story, **changes))
    assert response.status_code == 302
    story.refresh_from_db()
    assert (story.kicker, story.desk_note, story.is_sensitive, story.summary_policy) == (
        "Ports",
        "Call Ada.",
        True,
        "hold",
    )


def test_topics_and_tickers_are_added_in_words_and_taken_off_by_their_boxes(login, chief, story):
    trade, ports = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Trade", "Ports"))
    zinc = Instrument.objects.create(symbol="010130", mic="XKRX", name="Korea Zinc")
    story.topics.set([trade])
    typed = save_all(story, more_topics="ports", more_instruments="KRX:010130")
    login(chief).post(address(story, "change"), typed)
    assert list(story.topics.all()) == [ports]
    assert list(story.instruments.all()) == [zinc]


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headline": ""}, "This field is required"),
        ({"headline": "a\x00b"}, "Null characters are not allowed"),
        ({"kicker": "k" * 61}, "at most 60 characters"),
        ({"standfirst": "ring\x07"}, "U+0007"),
        ({"more_instruments": "NOPE"}, "no ticker called “NOPE”"),
        ({"summary_policy": "whim"}, "Select a valid choice"),
        ({"seen": ""}, "without the version you saw"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(login, chief, story, changes, told):
    typed = save_all(story, **{"desk_note": "Typed with care.", **changes})
    response = login(chief).post(address(story, "change"), typed)
    assert response.status_code == 400
    assert told in text_of(response)
    assert "Typed with care." in text_of(response)
    story.refresh_from_db()
    assert (story.desk_revision, story.desk_note) == (1, "")


def test_a_lone_surrogate_is_refused_with_its_position(login, chief, story):
    body = f"act=save&seen={story.desk_revision}&summary_policy=publish&language=en&slugline=kept&headline=ab".encode()
    client = login(chief)
    response = client.post(
        address(story, "change"), body + b"%ED%A0%80cd", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert "U+FFFD at position 3" in text_of(response)
    assert 'value="kept"' in text_of(response)


def test_the_second_of_two_people_sees_both_versions_and_may_save_again(login, chief, editor, story):
    mine = save_all(story, headline="The editor's headline")
    login(chief).post(address(story, "change"), save_all(story, headline="The chief's headline"))
    client = login(editor)
    response = client.post(address(story, "change"), mine)
    page = text_of(response)
    assert response.status_code == 409
    assert "Somebody saved this since you opened it: Mina Park changed the headline" in page
    assert "The editor&#x27;s headline" in page
    assert "The chief&#x27;s headline" in page
    assert 'name="seen" value="2"' in page
    assert client.post(address(story, "change"), {**mine, "seen": "2"}).status_code == 302
    story.refresh_from_db()
    assert story.headline == "The editor's headline"


def test_hostile_words_are_shown_as_words(login, chief, story):
    hostile = '"><script>alert(1)</script>'
    login(chief).post(address(story, "change"), save_all(story, headline=hostile, kicker=hostile))
    for tab in ("change", "articles", "publish", "history"):
        assert "<script>alert" not in text_of(login(chief).get(address(story, tab)))
    assert "&lt;script&gt;alert" in text_of(login(chief).get(address(story, "change")))


def test_an_address_that_another_story_has_is_told_with_the_one_that_comes_of_it(login, chief, story):
    publish_content(slug="port-of-vell")
    browser = login(chief)
    assert "is the address of another story" not in text_of(browser.get(address(story, "change")))
    browser.post(address(story, "change"), save_all(story, slug="port-of-vell"))
    page = text_of(browser.get(address(story, "change")))
    assert "“port-of-vell” is the address of another story, now or once." in page
    assert f"will stand at “port-of-vell-{str(story.uid)[:8]}”" in page
