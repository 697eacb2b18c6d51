"""One sentence, entry or picture that was redacted: no reading tells it, no edition to come holds it."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction

from editions.models import Change, Edition, PublishedStory, Redaction
from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import Command, EditLog
from stories import chronology, curating, publishing, redacting, subediting, taking_back
from stories.models import Deletion, Sentence, Story
from stories.pending import pending_update
from stories.redacting import AlreadyRedacted
from stories.summarising.updating import update
from stories.taking_back import NotPublished
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user
from tests.media.conftest import encoded, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    made, chief = make_story(*HARBOUR[:3]), make_chief()
    chronology.add_entry(made, date="2026-02-18", text="The vote ends the strike.", seen=0, by=chief)
    return publish(made)


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def publish(story: Story) -> Story:
    story = fresh(story)
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    return fresh(story)


def page(client, story: Story) -> str:
    return unescape(client.get(fresh(story).published.get_absolute_url()).content.decode())


def a_sentence(story: Story) -> dict:
    """One that says nothing of the headline: without one of those, updates wait for a person."""
    sentences = fresh(story).published.current_edition.content["machine"]["sentences"]
    return next(s for s in sentences if "strike" not in s["text"] and "Dockworkers" not in s["text"])


def redact(story: Story, what: str, uid: str) -> None:
    redacting.redact(fresh(story), what, uid, reason="An order of the court.", by=make_chief())


def words(text: str) -> str:
    """The middle of a sentence, which no mark or stop divides on the page."""
    return text[10:50]


def test_a_redacted_sentence_leaves_the_page_and_the_day_stands_in_its_place(client, story):
    sentence = a_sentence(story)
    assert words(sentence["text"]) in page(client, story)
    redact(story, "sentence", sentence["uid"])
    after = page(client, story)
    assert words(sentence["text"]) not in after
    assert not [c for c in sentence["citations"] if c["quote"][:40] in after and c["quote"] == sentence["text"]]
    assert f'<span class="removed" id="s-{sentence["uid"]}"' in after
    assert "[Removed, " in after
    assert Edition.objects.count() == 1


def test_its_text_in_an_old_version_is_gone_too_at_any_reading(story):
    sentence = a_sentence(story)
    row = Sentence.objects.get(uid=sentence["uid"])
    story = fresh(story)
    subediting.edit_sentence(row, text="Nobody was hurt.", seen=story.desk_revision, by=make_chief(), is_vouched=True)
    story = publish(story)
    redact(story, "sentence", sentence["uid"])
    published = fresh(story).published
    for edition in published.editions.all():
        left = json.dumps(redacting.redacted(edition.content, published.redactions, version=edition.number))
        assert sentence["text"] not in left
        assert "Nobody was hurt." not in left


def test_partners_are_told_what_to_take_out_and_nothing_of_what_it_said(story):
    from partners.documents import story_document

    sentence = a_sentence(story)
    redact(story, "sentence", sentence["uid"])
    published = PublishedStory.objects.for_reading().get()
    document = story_document(published)
    told = next(s for section in document["sections"] for s in section["sentences"] if s["uid"] == sentence["uid"])
    assert told["text"].startswith("[removed, ")
    assert told["evidence"] == []
    assert told["mark"] == "removed"
    assert [(one["what"], one["uid"]) for one in document["removed"]] == [("sentence", sentence["uid"])]
    assert sentence["text"] not in json.dumps(document)


def test_a_redacted_entry_loses_its_date_as_well(client, story):
    (entry,) = fresh(story).published.current_edition.content["desk"]["timeline"]
    assert "Feb\xa018,\xa02026" in page(client, story)
    redact(story, "entry", entry["uid"])
    after = page(client, story)
    assert "The vote ends the strike" not in after
    assert "Feb\xa018,\xa02026" not in after.partition('<section class="block timeline">')[2].partition("</section>")[0]
    assert f'<li class="removed" id="t-{entry["uid"]}"' in after


def test_editions_to_come_do_not_hold_it_and_still_say_that_it_was_removed(client, story):
    sentence = a_sentence(story)
    redact(story, "sentence", sentence["uid"])
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    edition = fresh(story).published.current_edition
    assert edition.number == 2
    told = json.dumps([edition.content, edition.changes], ensure_ascii=False)
    assert sentence["text"] not in told
    assert sentence["uid"] not in told
    assert f'id="s-{sentence["uid"]}"' in page(client, story)
    assert words(sentence["text"]) not in page(client, story)


def test_the_machine_does_not_bring_a_redacted_sentence_back(story):
    sentence = a_sentence(story)
    redact(story, "sentence", sentence["uid"])
    assert Deletion.objects.filter(text=sentence["text"]).exists()
    Story.objects.filter(pk=story.pk).raise_inputs()
    update(fresh(story))
    standing = story.sentences.filter(removed_at=None).values_list("text", flat=True)
    assert sentence["text"] not in standing


def test_nothing_waits_to_be_published_because_of_a_redaction(story):
    redact(story, "sentence", a_sentence(story)["uid"])
    story = fresh(story)
    assert not story.has_unpublished_changes()
    assert pending_update(story) is None
    with pytest.raises(publishing.NothingNew):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())


def test_what_people_changed_and_did_not_publish_still_waits(story):
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), kicker="Ports")
    redact(story, "sentence", a_sentence(story)["uid"])
    assert fresh(story).has_unpublished_changes()
    assert publish(story).published.current_edition.content["desk"]["kicker"] == "Ports"


def test_an_editor_who_saves_at_that_moment_is_told_and_nothing_of_the_sentence_goes_out(story):
    sentence = a_sentence(story)
    seen = story.desk_revision
    redact(story, "sentence", sentence["uid"])
    with pytest.raises(StaleSave):
        curating.change_story(fresh(story), seen=seen, by=make_chief(), kicker="Ports")


@pytest.mark.few(0)
@pytest.mark.parametrize("is_automatic", [True, False])
def test_an_edition_in_flight_cannot_bring_it_back(story, monkeypatch, is_automatic):
    sentence, chief = a_sentence(story), make_chief()
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)
    update(fresh(story))
    compose, left = publishing.compose, [lambda: redact(story, "sentence", sentence["uid"])]

    def redacted_meanwhile(composed):
        made = compose(composed)
        while left:
            left.pop()()
        return made

    monkeypatch.setattr(publishing, "compose", redacted_meanwhile)
    found = fresh(story)
    if is_automatic:
        assert publishing.publish_automatically(story.pk) is None
    else:
        with pytest.raises(StaleSave):
            publishing.publish(found, seen=found.desk_revision, by=chief)
    assert Edition.objects.count() == 1
    # The next one goes out without it.
    publishing.publish_automatically(story.pk)
    publish(story) if Edition.objects.count() == 1 else None
    assert sentence["uid"] not in json.dumps(list(Edition.objects.get(number=2).content["machine"]["sentences"]))


def test_it_works_from_every_public_state(story):
    sentences = story.published.current_edition.content["machine"]["sentences"]
    for state, sentence in zip(["withheld", "killed", "vanished"], sentences, strict=False):
        PublishedStory.objects.update(state=state)
        redact(story, "sentence", sentence["uid"])
        published = PublishedStory.objects.get()
        assert published.state == state
        assert published.redactions[-1]["uid"] == sentence["uid"]


def test_a_hidden_story_that_is_shown_again_comes_back_without_it(client, story):
    sentence = a_sentence(story)
    taking_back.withhold(fresh(story).published, reason="A letter.", by=make_chief())
    redact(story, "sentence", sentence["uid"])
    taking_back.restore(fresh(story).published, reason="Done.", by=make_chief())
    assert words(sentence["text"]) not in page(client, story)


def add_picture(story: Story, seed: int, caption: str):
    from media.library import add_image
    from media.making import make_renditions

    image = add_image(encoded(scene(seed, 400, 300)), by=make_chief(), caption=caption, credit_line="S", alt_text="A")
    make_renditions(image)
    story = fresh(story)
    curating.place_image(story, image, seen=story.desk_revision, by=make_chief())
    return image


def test_a_redacted_picture_leaves_page_card_preview_and_file_and_the_next_one_leads(client, story, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    first, second = add_picture(story, 1, "The witness"), add_picture(story, 2, "The harbour")
    story = publish(story)
    address = f"/pictures/{first.uid}/1/400.jpeg"
    assert client.get(address).status_code == 200
    redact(story, "image", str(first.uid))
    assert client.get(address).status_code == 404
    after = page(client, story) + client.get("/").content.decode()
    assert str(first.uid) not in after
    assert "The witness" not in after
    assert "[Picture removed, " in after
    assert f"/pictures/{second.uid}/" in after.partition('property="og:image"')[2][:200]
    assert fresh(story).published.lead_image["uid"] == str(second.uid)
    assert client.get(f"/pictures/{second.uid}/1/400.jpeg").status_code == 200


def test_the_record_says_who_and_why_and_repeats_none_of_the_words(story):
    sentence = a_sentence(story)
    redact(story, "sentence", sentence["uid"])
    row = Redaction.objects.get()
    assert (str(row.target), row.reason) == (sentence["uid"], "An order of the court.")
    log = EditLog.objects.get(verb="redact")
    assert log.reason == "An order of the court."
    assert sentence["text"] not in json.dumps([log.before, log.after, PublishedStory.objects.get().redactions])
    assert Change.objects.filter(kind="redacted", story=story.published).count() == 1
    for statement in ("UPDATE editions_redaction SET reason = 'x'", "DELETE FROM editions_redaction"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_refusals_change_nothing(story):
    sentence, chief = a_sentence(story), make_chief()
    editor = make_user("edit_any_story", "change_story")
    given = {"reason": "An order.", "by": chief}
    with pytest.raises(NotAllowed):
        redacting.redact(story, "sentence", sentence["uid"], reason="An order.", by=editor)
    with pytest.raises(BadText):
        redacting.redact(story, "sentence", sentence["uid"], reason="  ", by=chief)
    with pytest.raises(NotPublished, match="No version"):
        redacting.redact(story, "entry", sentence["uid"], **given)
    draft = make_story(HARBOUR[0])
    with pytest.raises(NotPublished, match="has not run"):
        redacting.redact(draft, "sentence", str(draft.sentences.all()[0].uid), **given)
    assert not Redaction.objects.exists()
    redacting.redact(story, "sentence", sentence["uid"], **given)
    with pytest.raises(AlreadyRedacted):
        redacting.redact(fresh(story), "sentence", sentence["uid"], **given)
    assert Redaction.objects.count() == 1


def test_a_command_may_redact_too(story):
    redacting.redact(story, "sentence", a_sentence(story)["uid"], reason="An order.", by=Command("court"))
    assert Redaction.objects.get().by is None
    assert EditLog.objects.get(verb="redact").command == "court"
