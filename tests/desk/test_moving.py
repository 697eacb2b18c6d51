"""Review, approval, the spike, people, phase and embargo on the Publish tab; and the form of a flash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from desk import alert_letters
from editions.models import Edition, PublishedStory, SealedEdition
from foundation.models import EditLog, User
from stories import curating, publishing, reviewing
from stories.models import Letter, Placement, Story
from tests.desk.making import address, make_person, make_story, summarise, text_of
from wire.models import Fetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter) -> Story:
    return summarise(make_story(reporter, articles=2))


def act(client, story: Story, name: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "publish"), {"act": name, "seen": story.desk_revision, **typed})


def now(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def page(client, story: Story) -> str:
    return text_of(client.get(address(story, "publish")))


def test_a_story_goes_to_review_comes_back_with_a_note_and_is_approved(login, reporter, editor, story):
    writes, edits = login(reporter), login(editor)
    assert act(writes, story, "send_to_review", review_note="Ready, I think.").status_code == 302
    assert "Ready, I think." in page(edits, story)
    assert ["Waiting for your approval" in text_of(who.get("/admin/")) for who in (writes, edits)] == [False, True]
    assert 'value="approve"' not in page(writes, story)
    assert act(edits, story, "send_back", review_note="  ").status_code == 400
    assert act(edits, story, "send_back", review_note="Where is the second source?").status_code == 302
    assert now(story).editorial_state == "draft"
    assert "Where is the second source?" in page(writes, story)
    assert act(writes, story, "approve").status_code == 403
    assert act(edits, story, "approve").status_code == 302
    assert "exactly what stands here" in page(writes, story)
    assert 'value="approve"' not in page(edits, story)
    assert "Waiting for your approval" not in text_of(edits.get("/admin/"))
    assert now(story).approved_by == editor
    verbs = EditLog.objects.filter(subject_uid=story.uid, person__isnull=False).order_by("-pk")[:3]
    assert [row.verb for row in verbs] == ["approve", "send_back", "send_to_review"]


def test_who_sent_a_story_to_review_takes_it_back_until_it_is_approved_and_nobody_else_does(
    login, reporter, editor, story
):
    writes, edits, other = login(reporter), login(editor), make_person("aide", "reporter")
    story.assigned.add(other)
    act(writes, story, "send_to_review", review_note="Ready.")
    assert 'value="take_back"' not in page(login(other), story) + page(edits, story)
    assert act(login(other), story, "take_back").status_code == 403
    assert act(edits, story, "take_back").status_code == 403
    assert now(story).editorial_state == "in_review"
    assert 'value="take_back"' in page(writes, story)
    assert act(writes, story, "take_back", review_note="One figure is wrong.").status_code == 302
    assert now(story).editorial_state == "draft"
    told = page(edits, story)
    assert "Taken back" in told
    assert "One figure is wrong." in told
    assert "Waiting for your approval" not in text_of(edits.get("/admin/"))
    assert EditLog.objects.filter(subject_uid=story.uid).latest("pk").verb == "take_back"
    # Who was given the story and sent it takes it back as well; once approved nobody does.
    act(login(other), story, "send_to_review")
    assert act(login(other), story, "take_back").status_code == 302
    act(writes, story, "send_to_review")
    act(edits, story, "approve")
    refused = act(writes, story, "take_back")
    assert refused.status_code == 400
    assert "is approved: it cannot be taken back from review now" in text_of(refused)
    assert now(story).editorial_state == "approved"


def test_a_letter_of_what_was_taken_back_from_review_does_not_leave(reporter, editor, story, settings, mailoutbox):
    User.objects.filter(pk=editor.pk).update(email="editor@paper.example")
    reviewing.send_to_review(now(story), by=reporter)
    letter = Letter.objects.get(alert__kind="review")
    reviewing.take_back(now(story), by=reporter)
    assert not alert_letters.send(letter.pk)
    assert not mailoutbox


@pytest.mark.parametrize("act_name", ["kill", pytest.param("withhold", marks=pytest.mark.deep)])
def test_a_story_that_is_taken_back_offers_what_may_still_be_done_and_its_checks_do_not_nag(
    login, chief, story, act_name
):
    client = login(chief)
    act(client, story, "publish")
    curating.change_story(
        now(story), seen=now(story).desk_revision, by=chief, headline="Nine hundred thousand people fled"
    )
    assert "worth mending" in page(client, story)
    client.post(address(story, f"act/{act_name}"), {"act": act_name, "reason": "It was wrong."})
    told = page(client, story)
    if act_name == "kill":
        assert not [one for one in ("send_back", "send_to_review", "approve", "set_phase") if f'"{one}"' in told]
        assert not [one for one in ("worth mending", "Publish the next version", "not public yet") if one in told]
        assert act(client, story, "send_back", review_note="Mend it.").status_code == 400
        assert "Remove without trace" in told
    else:
        assert "What a next version would need" in told
        assert "Show again" in told
    assert "Redact a part" in told


def test_an_edit_ends_the_approval_and_one_of_a_moment_ago_is_not_approved(login, chief, editor, story):
    client = login(editor)
    old = now(story).desk_revision
    act(client, story, "approve")
    curating.change_story(now(story), seen=now(story).desk_revision, by=chief, kicker="Harbour")
    assert (now(story).editorial_state, now(story).approved_digest) == ("draft", "")
    stale = client.post(address(story, "publish"), {"act": "approve", "seen": old})
    assert stale.status_code == 409
    assert now(story).editorial_state == "draft"


def test_an_approval_is_of_the_words_that_were_seen_also_those_of_pictures_and_topics(login, editor, chief, story):
    from media import library
    from tests.desk.making import picture

    image = library.add_image(picture(), by=chief, caption="The port", alt_text="A port", credit_line="Agency")
    curating.place_image(now(story), image, seen=now(story).desk_revision, by=chief)
    act(login(editor), story, "approve")
    assert "exactly what stands here" in page(login(editor), story)
    type(image).objects.filter(pk=image.pk).update(caption="Another caption")
    assert Placement.objects.filter(story=story, removed_at=None).exists()
    assert "no longer what" in page(login(editor), story)
    assert act(login(editor), story, "approve").status_code == 302
    assert "exactly what stands here" in page(login(editor), story)


def test_publishing_keeps_who_approved_and_names_the_chief_where_nobody_did(login, editor, chief, story):
    act(login(editor), story, "approve")
    act(login(chief), story, "publish")
    assert now(story).approved_by == editor
    curating.change_story(now(story), seen=now(story).desk_revision, by=chief, kicker="Harbour")
    publishing.publish(now(story), seen=now(story).desk_revision, by=chief)
    assert now(story).approved_by == chief


def test_a_spiked_story_is_changed_by_nobody_until_it_is_taken_off(login, reporter, story):
    client = login(reporter)
    assert act(client, story, "spike", review_note="").status_code == 400
    assert act(client, story, "spike", review_note="Nothing in it.").status_code == 302
    told = page(client, story)
    assert "Nothing in it." in told
    assert 'value="send_to_review"' not in told
    refused = client.post(
        address(story, "change"), {"act": "save", "seen": now(story).desk_revision, "headline": "New"}
    )
    assert refused.status_code == 400
    assert now(story).headline != "New"
    sentence = story.sentences.all()[0]
    client.post(address(story, "summary"), {"act": "keep", "row": str(sentence.uid), "seen": now(story).desk_revision})
    article = story.story_articles.all()[0].article
    client.post(address(story, "articles"), {"act": "detach", "row": str(article.uid)})
    assert story.story_articles.filter(removed_at=None).count() == 2
    assert act(client, story, "unspike").status_code == 302
    assert now(story).editorial_state == "draft"


def test_what_has_run_is_not_spiked(login, chief, story):
    act(login(chief), story, "publish")
    assert 'value="spike"' not in page(login(chief), story)
    assert act(login(chief), story, "spike", review_note="Gone.").status_code == 400
    assert now(story).editorial_state == "approved"


def test_a_story_given_to_a_reporter_is_theirs_to_see_and_change_until_it_is_taken_back(login, editor, story):
    jo = make_person("jo", "reporter")
    client = login(jo)
    assert client.get(address(story, "change")).status_code == 404
    assert act(login(editor), story, "assign", person="jo", person_note="The union, please.").status_code == 302
    assert client.get(address(story, "change")).status_code == 200
    assert story.headline in text_of(client.get("/admin/stories/story/"))
    curating.change_story(now(story), seen=now(story).desk_revision, by=jo, kicker="Union")
    assert act(login(editor), story, "assign", person="jo").status_code == 400
    assert act(login(editor), story, "unassign", who="jo").status_code == 302
    assert client.get(address(story, "change")).status_code == 404


@pytest.mark.few(0)
@pytest.mark.parametrize("name", ["nobody-of-this-name", "administrator", "gone"])
def test_a_story_is_given_to_nobody_who_may_not_write(login, editor, administrator, story, name):
    make_person("gone", "reporter")
    type(editor).objects.filter(username="gone").update(is_active=False)
    assert act(login(editor), story, "assign", person=name).status_code == 400
    assert not story.assigned.exists()


def test_an_owner_hands_over_and_keeps_the_story_among_those_given(login, reporter, story):
    jo = make_person("jo", "reporter")
    assert act(login(jo), story, "own", person="jo").status_code == 404
    assert act(login(reporter), story, "own", person="jo", person_note="My shift ends.").status_code == 302
    assert now(story).owner == jo
    assert list(story.assigned.all()) == [reporter]
    # Given, not owned: they hand it on no further.
    assert act(login(reporter), story, "own", person="reporter").status_code == 403
    assert EditLog.objects.filter(verb="own").latest("pk").reason == "My shift ends."


@pytest.mark.deep
def test_the_phase_is_saved_beside_what_others_save_and_public_with_the_next_version(login, chief, story, client):
    desk, seen = login(chief), now(story).desk_revision
    curating.change_story(now(story), seen=seen, by=chief, kicker="Harbour")
    typed = {"act": "set_phase", "seen": seen, "phase": "developing", "phase_seen": ""}
    assert desk.post(address(story, "publish"), typed).status_code == 302
    assert now(story).phase == "developing"
    stale = desk.post(address(story, "publish"), {**typed, "phase": "quiet"})
    assert (stale.status_code, now(story).phase) == (409, "developing")
    assert (
        desk.post(address(story, "publish"), {**typed, "phase": "over", "phase_seen": "developing"}).status_code == 400
    )
    act(desk, story, "publish")
    assert "Developing story" in client.get(now(story).published.get_absolute_url()).content.decode()


def test_an_embargo_is_typed_in_the_newsrooms_zone_and_only_a_chief_lifts_it(login, editor, chief, story, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    year = timezone.now().year + 1
    edits = login(editor)
    refused = act(edits, story, "embargo", embargo_until=f"{year}-06-01T09:00", embargo_reason="")
    assert refused.status_code == 400
    assert f"{year}-06-01T09:00" in text_of(refused)
    act(edits, story, "embargo", embargo_until=f"{year}-06-01T09:00", embargo_reason="The ministry's.")
    assert now(story).embargo_until.isoformat() == f"{year}-06-01T07:00:00+00:00"
    told = page(edits, story)
    assert 'value="lift_embargo"' not in told
    assert "Nothing stands in the way" not in told
    assert act(edits, story, "lift_embargo", embargo_reason="Now.").status_code == 403
    assert act(login(chief), story, "publish").status_code == 400
    assert act(login(chief), story, "lift_embargo", embargo_reason="They spoke early.").status_code == 302
    assert not now(story).is_embargoed(timezone.now())


@pytest.mark.deep
def test_a_time_that_never_was_or_came_twice_is_asked_back(login, chief, story, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    desk = login(chief)
    for verb, field in (("seal", "until"), ("embargo", "embargo_until"), ("reschedule", "release_at")):
        if verb == "reschedule":
            act(desk, story, "seal", until="")
        for typed, told in (("2027-03-28T02:30", "never was"), ("2027-10-31T02:30", "came twice")):
            answer = act(desk, story, verb, **{field: typed, "embargo_reason": "Theirs."})
            assert (answer.status_code, told in text_of(answer)) == (400, True), verb
    assert (now(story).embargo_since, now(story).release_at) == (None, None)


@pytest.mark.deep
def test_what_is_sealed_gets_another_time_by_a_chief_alone(login, chief, editor, story):
    act(login(chief), story, "seal", until="")
    content = SealedEdition.objects.get().content
    later = f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert act(login(editor), story, "reschedule", release_at=later).status_code == 403
    assert act(login(chief), story, "reschedule", release_at=later).status_code == 302
    sealed = SealedEdition.objects.get()
    assert (sealed.content, f"{timezone.localtime(sealed.release_at):%Y-%m-%dT%H:%M}") == (content, later)


FLASH = "/admin/stories/story/flash/"
TYPED = {
    "headline": "Port Reopens",
    "paragraph": "Ships enter Vell again.",
    "source": "Harbour master",
    "language": "en",
}


def test_a_flash_is_public_with_one_form_and_its_page_is_asked_for(login, chief, client):
    answer = login(chief).post(FLASH, {**TYPED, "address": "https://paper1.example/port"})
    assert answer.status_code == 302
    assert "Source: Harbour" in client.get("/stories/port-reopens/").content.decode()
    assert Fetch.objects.get().url == "https://paper1.example/port"
    told = text_of(login(chief).get(address(Story.objects.get(), "summary")))
    assert "no citation is left" not in told, "who vouches for a sentence is not asked for a passage"
    assert told.count("vouched for by Mina Park") == 2


def test_an_address_that_is_none_does_not_hold_up_a_flash(login, chief):
    desk = login(chief)
    answer = desk.post(FLASH, {**TYPED, "address": "not an address"}, follow=True)
    assert "The page was not asked for" in text_of(answer)
    assert PublishedStory.objects.public().count() == 1


def test_a_reporters_flash_goes_to_review_and_a_bad_one_stays_in_the_form(login, reporter):
    desk = login(reporter)
    assert "only a chief may publish it" in text_of(desk.get(FLASH))
    refused = desk.post(FLASH, {**TYPED, "source": ""})
    assert refused.status_code == 400
    assert "Ships enter Vell again." in text_of(refused)
    assert not Story.objects.exists()
    assert desk.post(FLASH, TYPED).status_code == 302
    assert Story.objects.get().editorial_state == "in_review"
    assert not Edition.objects.exists()


def test_a_chief_who_sends_back_a_sealed_story_is_told_beforehand_that_it_breaks_the_seal(
    login, chief, reporter, editor, story
):
    act(login(chief), story, "seal", until="2031-03-01T08:00")
    curating.change_story(now(story), seen=now(story).desk_revision, by=reporter, headline="Port of Vell Stays Shut")
    reviewing.send_to_review(now(story), by=reporter)
    assert "Only a chief sends back a story that is sealed" in page(login(editor), story)
    assert act(login(editor), story, "send_back", review_note="Which port?").status_code == 403
    assert "what was sealed for 1 Mar 2031, 08:00 does not go out" in page(login(chief), story)
    # A form from before the seal does not break it.
    assert act(login(chief), story, "send_back", review_note="Which port?").status_code == 400
    assert SealedEdition.objects.exists()
    assert act(login(chief), story, "send_back", review_note="Which port?", breaks_seal="yes").status_code == 302
    assert not SealedEdition.objects.exists()
    assert (now(story).editorial_state, now(story).release_at) == ("draft", None)
    rows = EditLog.objects.filter(subject_uid=story.uid, person=chief).order_by("-pk")[:2]
    assert [(row.verb, row.reason) for row in rows] == [("break_seal", "Which port?"), ("send_back", "Which port?")]
