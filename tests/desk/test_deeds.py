"""Acts on what is public ask twice: a page says what each will touch, and only there it is done."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from desk.deeds import DEEDS
from editions.models import Edition, PublishedStory, Redaction
from foundation.models import Command, EditLog
from media.library import add_image
from media.models import Image
from partners import keys, noting
from stories import curating, legal_holds, publishing
from stories.models import RemovalRequest, Story
from tests.desk.making import TABS, address, make_person, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief, settings, tmp_path) -> Story:
    settings.MEDIA_ROOT = tmp_path
    made = summarise(make_story(chief))
    publishing.publish(made, seen=made.desk_revision, by=chief)
    return Story.objects.get(pk=made.pk)


@pytest.fixture
def second(db):
    return make_person("second", "chief", first_name="Ada", last_name="Wren")


def state(story: Story) -> str:
    return PublishedStory.objects.get(uid=story.uid).state


def links(page: str) -> set[str]:
    return set(re.findall(r'href="(/admin/[^"?]*)', page))


@pytest.mark.deep
def test_looking_at_the_page_of_an_act_does_nothing_and_every_page_opens(login, chief, story):
    rows, browser = EditLog.objects.count(), login(chief)
    for name, deed in DEEDS.items():
        response = browser.get(address(story, f"act/{name}"))
        assert response.status_code == 200
        assert deed.told.replace("'", "&#x27;") in text_of(response)
    assert (state(story), EditLog.objects.count()) == ("live", rows)


def test_only_a_chief_opens_them_and_another_reporters_story_is_not_found(login, editor, reporter, story):
    for person, status in ((editor, 403), (reporter, 404)):
        browser = login(person)
        for name in [*(f"act/{name}" for name in DEEDS), "redact"]:
            assert browser.get(address(story, name)).status_code == status
            assert browser.post(address(story, name), {"reason": "Because."}).status_code == status
    assert state(story) == "live"


def test_an_act_that_is_none_is_not_found(login, chief, story):
    assert login(chief).get(address(story, "act/explode")).status_code == 404


@pytest.mark.deep
def test_no_button_of_the_publish_tab_takes_anything_back_at_one_press(login, chief, story):
    browser = login(chief)
    page = text_of(browser.get(address(story, "publish")))
    assert address(story, "act/kill") in links(page)
    for act in ("kill", "withhold", "restore", "release", "break_seal"):
        assert f'value="{act}"' not in page
        assert browser.post(address(story, "publish"), {"act": act, "reason": "Because."}).status_code == 400
    assert state(story) == "live"


def test_the_page_counts_stories_versions_sentences_addresses_and_partners(login, chief, story):
    keys.make_key("Vell Partner", by=Command("test"))
    keys.make_key("Second Partner", by=Command("test"))
    page = text_of(login(chief).get(address(story, "act/kill")))
    count = len(story.published.current_edition.content["machine"]["sentences"])
    assert f"<dt>Sentences</dt><dd>{count}</dd>" in page
    assert "<dt>Versions</dt><dd>1</dd>" in page
    assert story.published.slug in page
    assert "2: Vell Partner, Second Partner" in page
    assert "<dt>Partners served</dt><dd>no fetch was noted</dd>" in page


def test_every_act_says_beforehand_which_partners_were_served_which_version(login, chief, story):
    secret = keys.make_key("Vell Partner", by=Command("test"))[1]
    keys.make_key("Never Asked", by=Command("test"))
    partner = Client(headers={"authorization": f"Bearer {secret}"})
    assert partner.get(f"/api/v1/stories/{story.uid}/").status_code == 200
    noting.NOTEBOOK.write()
    sentence = story.published.current_edition.content["machine"]["sentences"][0]["uid"]
    browser = login(chief)
    for name in ("act/kill", "act/withhold", "act/ask-removal", "redact", "publish"):
        chosen = {"what": "sentence", "uid": sentence} if name == "redact" else {}
        page = text_of(browser.get(address(story, name), chosen))
        assert "1 partner fetched version 1, last on " in page
        assert page.count("<bdi>Vell Partner</bdi>") == 1


def test_a_partner_whose_key_ended_before_the_story_ran_is_not_counted(login, chief, settings, tmp_path):
    key, _ = keys.make_key("Former Partner", by=Command("test"))
    keys.revoke(key, by=Command("test"))
    made = summarise(make_story(chief))
    publishing.publish(made, seen=made.desk_revision, by=chief)
    assert "none had a key while it ran" in text_of(login(chief).get(address(made, "act/kill")))


@pytest.mark.deep
def test_a_refusal_keeps_the_reason_that_was_typed(login, chief, story):
    PublishedStory.objects.update(state="killed")
    response = login(chief).post(address(story, "act/kill"), {"reason": "Typed with care."})
    assert response.status_code == 400
    assert "cannot be done now" in text_of(response)
    assert "Typed with care." in text_of(response)


def test_removing_without_trace_takes_two_chiefs_at_the_desk(login, chief, second, story):
    assert login(chief).post(address(story, "act/ask-removal"), {"reason": "A settlement."}).status_code == 302
    page = text_of(login(chief).get(address(story, "publish")))
    assert "Another chief has to confirm it." in page
    assert address(story, "act/confirm-removal") not in links(page)
    assert login(chief).post(address(story, "act/confirm-removal")).status_code == 403
    assert state(story) == "live"
    other = login(second)
    assert address(story, "act/confirm-removal") in links(text_of(other.get(address(story, "publish"))))
    assert "A settlement." in text_of(other.get(address(story, "act/confirm-removal")))
    assert other.post(address(story, "act/confirm-removal")).status_code == 302
    assert state(story) == "vanished"
    page = text_of(other.get(address(story, "publish")))
    assert "Removed without trace" in page
    assert "A settlement." in page


@pytest.mark.deep
def test_a_removal_that_was_asked_for_can_be_dropped(login, chief, second, story):
    login(chief).post(address(story, "act/ask-removal"), {"reason": "A settlement."})
    assert login(second).post(address(story, "act/drop-removal"), {"reason": "No."}).status_code == 302
    assert RemovalRequest.objects.get().outcome == "dropped"
    assert login(second).post(address(story, "act/confirm-removal")).status_code == 400
    assert state(story) == "live"


def test_a_legal_hold_stands_on_every_page_of_the_story(login, chief, story):
    browser = login(chief)
    assert browser.post(address(story, "act/legal-hold"), {"reason": "Case 12/26."}).status_code == 302
    for page in [*TABS, "redact", "act/kill"]:
        told = text_of(browser.get(address(story, page)))
        assert "<strong>Legal hold</strong>" in told, page
        assert "Case 12/26." in told, page
    publish = links(text_of(browser.get(address(story, "publish"))))
    assert address(story, "act/lift-hold") in publish
    assert address(story, "act/ask-removal") not in publish
    update = browser.post(address(story, "summary"), {"act": "update"})
    assert update.status_code == 400
    assert "under legal hold" in text_of(update)
    assert browser.post(address(story, "act/lift-hold"), {"reason": "Settled."}).status_code == 302
    assert "<strong>Legal hold</strong>" not in text_of(browser.get(address(story, "summary")))


def test_a_sentence_is_redacted_in_three_actions(login, chief, story):
    """Press Redact beside it, type why, press Redact everywhere."""
    browser = login(chief)
    uid = story.published.current_edition.content["machine"]["sentences"][0]["uid"]
    first = f"{address(story, 'redact')}?what=sentence&amp;uid={uid}"
    assert first in text_of(browser.get(address(story, "summary")))
    page = text_of(browser.get(first.replace("&amp;", "&")))
    assert story.sentences.get(uid=uid).text.replace("'", "&#x27;") in page
    assert "<dt>Versions</dt><dd>1</dd>" in page
    done = browser.post(address(story, "redact"), {"what": "sentence", "uid": uid, "reason": "An order."})
    assert done.status_code == 302
    assert str(Redaction.objects.get().target) == uid
    assert f'id="s-{uid}"' not in text_of(browser.get(address(story, "summary")))


@pytest.mark.deep
def test_entries_and_pictures_have_the_button_too_and_what_never_ran_has_none(login, chief, editor, story):
    image = add_image(picture(), by=chief, caption="A crane")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    entry = story.timeline_entries.get()
    browser = login(chief)
    assert f"what=entry&amp;uid={entry.uid}" in text_of(browser.get(address(story, "timeline")))
    assert f"what=image&amp;uid={image.uid}" in text_of(browser.get(address(story, "images")))
    draft = summarise(make_story(chief, headline="Draft"))
    for tab in ("summary", "timeline", "images"):
        assert "/redact/" not in text_of(browser.get(address(draft, tab)))
        assert "/redact/" not in text_of(login(editor).get(address(story, tab)))


def test_the_page_lists_all_that_readers_see_also_what_the_desk_no_longer_holds(login, chief, story):
    row = story.sentences.filter(removed_at=None).first()
    row.removed_at = story.created_at
    row.save()
    page = text_of(login(chief).get(address(story, "redact")))
    assert f"what=sentence&amp;uid={row.uid}" in page
    asked = {"what": "sentence", "uid": str(row.uid), "reason": "An order."}
    assert login(chief).post(address(story, "redact"), asked).status_code == 302
    assert f"uid={row.uid}" not in text_of(login(chief).get(address(story, "redact")))


@pytest.mark.deep
def test_nonsense_is_refused_in_words(login, chief, story):
    browser = login(chief)
    for asked in ({"what": "sentence", "uid": "no uid"}, {"what": "x", "uid": ""}, {}, {"what": "image"}):
        assert browser.get(address(story, "redact"), asked).status_code == 200
        assert browser.post(address(story, "redact"), {"reason": "x", **asked}).status_code == 400
    assert not Redaction.objects.exists()


def test_a_picture_is_pulled_and_replaced_in_one_form(login, chief, story):
    """Press Pull it everywhere, choose another, type why, press: four actions."""
    image, other = (add_image(picture(colour), by=chief, caption=colour) for colour in ("#336699", "#99aa33"))
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    publishing.publish(story, seen=Story.objects.get(pk=story.pk).desk_revision, by=chief)
    browser, page = login(chief), f"/admin/media/image/{image.pk}/pull/"
    assert page in links(text_of(browser.get(f"/admin/media/image/{image.pk}/change/")))
    shown = text_of(browser.get(page))
    assert "Port of Vell Reopens" in shown
    assert f'name="replacement" value="{other.pk}"' in shown
    assert f'name="replacement" value="{image.pk}"' not in shown
    refused = browser.post(page, {"replacement": str(other.pk), "reason": " "})
    assert refused.status_code == 400
    assert not Image.objects.pulled().exists()
    done = browser.post(page, {"replacement": str(other.pk), "reason": "No release."}, follow=True)
    assert "1 story gave it up; 1 version with the replacement went out" in text_of(done)
    edition = Edition.objects.get(number=3)
    assert ([one["uid"] for one in edition.content["desk"]["images"]], edition.note) == (
        [str(other.uid)],
        "No release.",
    )
    assert "It was pulled already" in text_of(browser.get(page))
    assert browser.post(page, {"reason": "Again."}).status_code == 400


def test_looking_for_a_replacement_keeps_what_is_chosen_and_typed_and_pulls_nothing(login, chief):
    image, chosen, *others = (
        add_image(picture(f"#3366{number:02}"), by=chief, caption=f"Crane {number}") for number in range(10, 40)
    )
    browser, page = login(chief), f"/admin/media/image/{image.pk}/pull/"
    typed = {"replacement": str(chosen.pk), "reason": "The agency asked.", "q": "Crane 15"}
    found = text_of(browser.post(page, {**typed, "look": "1"}))
    assert "The agency asked." in found
    assert f'value="{chosen.pk}" checked' in found
    assert f'value="{others[3].pk}"' in found
    assert f'value="{others[4].pk}"' not in found
    assert 'name="q" value="Crane 15"' in found
    first = browser.post(page, {**typed, "q": "", "look": "1", "after": "nonsense"})
    after = re.search(r'name="after" value="([^"]+)"', text_of(first))
    more = text_of(browser.post(page, {**typed, "q": "", "after": after.group(1)}))
    assert "The agency asked." in more
    assert f'value="{chosen.pk}" checked' in more
    assert browser.get(page, {"look": "1", "q": "Crane 15"}).status_code == 200
    hostile = (
        {"after": "nonsense"},
        {"look": "1", "q": "\0" * 9},
        {"look": "1", "q": "é" * 20_000},
        {"look": ["1", "2"]},
    )
    for asked in hostile:
        told = browser.post(page, {"replacement": "9" * 30, "reason": "Kept.", **asked})
        assert told.status_code == 200
        assert "Kept." in text_of(told)
        assert 'name="replacement" value="" checked' in text_of(told)
    assert not Image.objects.pulled().exists()


def test_only_a_chief_pulls(login, editor, reporter, chief, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = add_image(picture(), by=chief)
    for person in (editor, reporter):
        assert login(person).get(f"/admin/media/image/{image.pk}/pull/").status_code == 403
        assert login(person).post(f"/admin/media/image/{image.pk}/pull/", {"reason": "x"}).status_code == 403
        assert "/pull/" not in text_of(login(person).get(f"/admin/media/image/{image.pk}/change/"))
    assert not Image.objects.pulled().exists()


@pytest.mark.deep
def test_a_pulled_picture_is_marked_in_the_library_and_cannot_be_placed(login, chief, story):
    image = add_image(picture(), by=chief, caption="A crane")
    Image.objects.update(pulled_at=story.created_at)
    browser = login(chief)
    found = text_of(browser.get(address(story, "images"), {"q": "crane"}))
    assert '<span class="tag bad">pulled</span>' in found
    seen = Story.objects.get(pk=story.pk).desk_revision
    refused = browser.post(address(story, "images"), {"act": "place", "row": str(image.uid), "seen": seen})
    assert refused.status_code == 400
    assert "was pulled from every story" in text_of(refused)


def test_a_hold_cannot_be_forged_by_an_editor(login, editor, story):
    assert login(editor).post(address(story, "act/legal-hold"), {"reason": "x"}).status_code == 403
    assert not Story.objects.get(pk=story.pk).is_held_legally()
    assert legal_holds.HELD not in text_of(login(editor).get(address(story, "publish")))
