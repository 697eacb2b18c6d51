"""From attached articles to a published, cited edition, and on to automatic ones."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from editions.models import Change, Edition, Listing, PublishedStory
from foundation.errors import NotAllowed, StaleSave
from foundation.models import EditLog
from media.library import add_image
from stories import chronology, curating, dispatching, publishing, subediting, taking_back
from stories.composing import compose
from stories.models import Citation, Story, StoryArticle
from stories.summarising.updating import update
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db


def published(story: Story) -> Edition:
    found = PublishedStory.objects.get(uid=story.uid).current_edition
    assert found is not None
    return found


def picture() -> bytes:
    held = io.BytesIO()
    Pillow.linear_gradient("L").convert("RGB").resize((640, 400)).save(held, "JPEG")
    return held.getvalue()


def publish(story: Story) -> Edition:
    story.refresh_from_db()
    return publishing.publish(story, seen=story.desk_revision, by=make_chief())


def test_every_sentence_of_an_edition_rests_on_words_of_a_snapshot():
    story = make_story(*HARBOUR)
    edition = publish(story)
    sentences = edition.content["machine"]["sentences"]
    assert len(sentences) >= 4
    for sentence in sentences:
        assert sentence["citations"]
    for citation in Citation.objects.filter(sentence__story=story).select_related("snapshot"):
        assert citation.has_its_words()


def test_a_fact_in_two_papers_cites_both():
    story = make_story(*HARBOUR)
    edition = publish(story)
    assert any(len({c["number"] for c in s["citations"]}) > 1 for s in edition.content["machine"]["sentences"])


def test_numbers_are_given_newest_first_and_later_ones_by_arrival():
    story = make_story(*HARBOUR[:3])
    publish(story)
    rows = StoryArticle.objects.filter(story=story).order_by("-article__published_at")
    assert [row.number for row in rows] == [1, 2, 3]
    old = make_article(HARBOUR[3], hours=-50)
    curating.attach(story, old, by=make_chief())
    update_summary(story.pk)
    assert StoryArticle.objects.get(article=old).number == 4
    curating.detach(story, old, by=make_chief())
    update_summary(story.pk)
    newest = make_article("Vell opened a second berth for fruit ships on Feb. 20, the port authority said.", hours=60)
    curating.attach(story, newest, by=make_chief())
    update_summary(story.pk)
    assert StoryArticle.objects.get(article=newest).number == 5
    machine = published(story).content["machine"]
    assert [a["number"] for a in machine["articles"]] == [1, 2, 3, 5]
    assert machine["tombstones"] == [{"number": 4, "outlet": old.publisher.name}]


def test_attaching_an_article_publishes_an_edition_by_itself():
    story = make_story(*HARBOUR[:3])
    first = publish(story)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    second = published(story)
    assert (second.number, second.kind, second.by_person) == (first.number + 1, "update", None)
    assert second.by_text.startswith("automatic, policy set by")
    assert len(second.content["machine"]["articles"]) == 4
    assert second.content["desk"] == first.content["desk"]
    assert {change["what"] for change in second.changes} >= {"article"}
    assert second.changes[0]["cause"] == {"kind": "article_attached", "articles": [4]}
    assert Change.objects.filter(story__uid=story.uid).count() == 2


def test_a_half_typed_headline_stays_unseen():
    story = make_story(*HARBOUR[:3])
    publish(story)
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), headline="Vell Dockw")
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    edition = published(story)
    assert edition.number == 2
    assert edition.content["desk"]["headline"] == "Vell Dockworkers End Ten-Day Strike"
    assert PublishedStory.objects.get().headline == "Vell Dockworkers End Ten-Day Strike"


def test_an_unpublished_edit_of_a_sentence_stays_unseen_and_its_published_words_stay():
    story = make_story(*HARBOUR[:3])
    first = publish(story)
    told = first.content["machine"]["sentences"][0]
    sentence = story.sentences.get(uid=told["uid"])
    story.refresh_from_db()
    subediting.edit_sentence(sentence, text="SECRET WORDS of an editor", seen=story.desk_revision, by=make_chief())
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    edition = published(story)
    assert edition.number == 2
    assert "SECRET" not in str(edition.content)
    assert told["text"] in [s["text"] for s in edition.content["machine"]["sentences"]]


def test_a_draft_timeline_entry_stays_unseen_until_a_person_publishes():
    story = make_story(*HARBOUR[:3])
    publish(story)
    story.refresh_from_db()
    chronology.add_entry(story, date="Aug 2025", text="DRAFT ENTRY", seen=story.desk_revision, by=make_chief())
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    assert published(story).number == 2
    assert "DRAFT ENTRY" not in str(published(story).content)
    publish(story)
    assert [entry["date"] for entry in published(story).content["desk"]["timeline"]] == ["2025-08"]


def test_what_a_person_wrote_survives_every_update_byte_for_byte():
    story = make_story(*HARBOUR[:2])
    sentence = story.sentences.filter(removed_at__isnull=True).first()
    words = "The strike at Vell, the port's longest since 1974, is over."
    subediting.edit_sentence(sentence, text=words, seen=story.desk_revision, by=make_chief(), is_vouched=True)
    for hours, text in enumerate(HARBOUR[2:], start=5):
        curating.attach(story, make_article(text, hours=hours), by=make_chief())
        update(story)
    sentence.refresh_from_db()
    assert (sentence.text, sentence.removed_at, sentence.written_by) == (words, None, "person")
    assert words in [s["text"] for s in publish(story).content["desk"]["sentences"]]


def test_a_sentence_that_was_taken_out_does_not_come_back():
    story = make_story(*HARBOUR)
    sentence = story.sentences.filter(removed_at__isnull=True).first()
    subediting.delete_sentence(sentence, seen=story.desk_revision, by=make_chief())
    curating.attach(
        story, make_article("Vell will host a boat race on Feb. 28, its harbour club said."), by=make_chief()
    )
    update(story)
    assert sentence.text not in story.sentences.filter(removed_at__isnull=True).values_list("text", flat=True)


def test_the_same_inputs_make_no_second_run_and_no_second_edition():
    story = make_story(*HARBOUR)
    publish(story)
    runs = story.runs.count()
    Story.objects.filter(pk=story.pk).raise_inputs()
    update_summary(story.pk)
    update_summary(story.pk)
    assert story.runs.count() == runs
    assert Edition.objects.count() == 1
    story.refresh_from_db()
    assert story.is_summary_current()
    with pytest.raises(publishing.NothingNew):
        publish(story)


def test_an_edit_nobody_vouched_for_and_no_source_supports_blocks_publishing():
    story = make_story(*HARBOUR[:2])
    sentence = story.sentences.filter(removed_at__isnull=True).first()
    text = "Zebras graze quietly in distant savannas."
    subediting.edit_sentence(sentence, text=text, seen=story.desk_revision, by=make_chief())
    with pytest.raises(publishing.NotReady, match="Vouch for it"):
        publish(story)
    story.refresh_from_db()
    subediting.edit_sentence(sentence, text=text, seen=story.desk_revision, by=make_chief(), is_vouched=True)
    sentences = publish(story).content["desk"]["sentences"]
    assert [(s["mark"], s["citations"]) for s in sentences] == [("newsroom_reporting", [])]


def test_a_story_without_articles_cannot_be_published():
    chief = make_chief()
    story = curating.create_story(by=chief, headline="Nothing yet")
    with pytest.raises(publishing.NotReady, match="Attach at least one"):
        publishing.publish(story, seen=0, by=chief)
    assert not PublishedStory.objects.exists()


def test_a_retracted_article_takes_its_words_with_it():
    story = make_story(*HARBOUR[:3])
    publish(story)
    gone = StoryArticle.objects.get(story=story, number=1).article
    curating.retract(gone, by=make_chief(), reason="The paper withdrew it.")
    update_summary(story.pk)
    machine = published(story).content["machine"]
    cited = {c["number"] for s in machine["sentences"] for c in s["citations"]}
    assert 1 not in cited
    assert machine["notices"][0]["text"] == f"{gone.publisher.name} withdrew its report."


def test_only_who_may_publish_publishes():
    story = make_story(*HARBOUR)
    with pytest.raises(NotAllowed, match="chief"):
        publishing.publish(story, seen=story.desk_revision, by=make_user("change_story"))


def test_an_article_attached_by_somebody_who_may_not_publish_waits():
    story = make_story(*HARBOUR[:3])
    publish(story)
    editor = make_user("edit_any_story", "change_story", name="mina")
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=editor)
    update_summary(story.pk)
    story.refresh_from_db()
    assert "Mina changed the articles" in story.hold_reason
    assert published(story).number == 1


@pytest.mark.parametrize("field", ["is_sensitive", "summary_policy"])
def test_a_story_that_holds_never_publishes_by_itself(field):
    story = make_story(*HARBOUR[:3])
    publish(story)
    Story.objects.filter(pk=story.pk).update(**{field: True if field == "is_sensitive" else "hold"})
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    assert published(story).number == 1


def test_two_people_saving_the_same_story_lose_nothing():
    story = make_story(*HARBOUR[:2])
    seen = story.desk_revision
    curating.change_story(story, seen=seen, by=make_chief("mina"), headline="Mina's headline")
    with pytest.raises(StaleSave, match="Mina changed the headline") as refused:
        curating.change_story(story, seen=seen, by=make_chief(), headline="The other's headline")
    assert refused.value.current == {"headline": "Mina's headline"}
    with pytest.raises(StaleSave):
        publishing.publish(story, seen=seen, by=make_chief())


@pytest.mark.deep
def test_automatic_editions_keep_their_distance(settings):
    settings.AUTOMATIC_EDITION_SECONDS = 60
    story = make_story(*HARBOUR[:2])
    publish(story)
    curating.attach(story, make_article(HARBOUR[2], hours=5), by=make_chief())
    update_summary(story.pk)
    curating.attach(story, make_article(HARBOUR[3], hours=6), by=make_chief())
    update_summary(story.pk)
    assert published(story).number == 2
    story.refresh_from_db()
    assert story.edition_due_at is not None
    settings.AUTOMATIC_EDITION_SECONDS = 0
    assert publishing.publish_automatically(story.pk).number == 3


def test_hiding_showing_and_killing_are_logged_and_end_what_is_public():
    story = make_story(*HARBOUR)
    publish(story)
    record, chief = PublishedStory.objects.get(), make_chief()
    taking_back.withhold(record, reason="Checking a name.", by=chief)
    assert not PublishedStory.objects.public().exists()
    with pytest.raises(publishing.NotPublished):
        taking_back.withhold(record, reason="Again.", by=chief)
    taking_back.restore(record, reason="The name is right.", by=chief)
    record.refresh_from_db()
    taking_back.kill(record, reason="The story was wrong.", by=chief)
    record.refresh_from_db()
    assert record.state == "killed"
    with pytest.raises(publishing.NotPublished):
        taking_back.restore(record, reason="No.", by=chief)
    assert list(EditLog.objects.filter(subject_uid=record.uid).order_by("pk").values_list("verb", flat=True))[-3:] == [
        "withheld",
        "live",
        "killed",
    ]


def test_a_published_story_stands_in_its_lists():
    story = make_story(*HARBOUR[:2])
    publish(story)
    kinds = sorted(Listing.objects.values_list("kind", flat=True))
    assert kinds == ["all", "language", "publisher", "publisher"]


def test_publishing_costs_at_most_sixty_queries(django_assert_max_num_queries):
    story, chief = make_story(*HARBOUR), make_chief()
    story.refresh_from_db()
    with django_assert_max_num_queries(60):
        publishing.publish(story, seen=story.desk_revision, by=chief)


def test_an_unpublished_heading_and_picture_stay_unseen():
    story, chief = make_story(*HARBOUR[:3]), make_chief()
    publish(story)
    story.refresh_from_db()
    section = story.sections.filter(removed_at__isnull=True).first()
    told = section.heading
    subediting.rename_section(section, heading="SECRET HEADING", seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    secret = add_image(picture(), by=chief, caption="SECRET PICTURE")
    curating.place_image(story, secret, seen=story.desk_revision, by=chief)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)
    update_summary(story.pk)
    edition = published(story)
    assert edition.number == 2
    assert "SECRET" not in str(edition.content)
    headings = {s["uid"]: s["heading"] for s in edition.content["machine"]["sections"]}
    assert headings.get(str(section.uid), told) == told
    assert not PublishedStory.objects.get().images.exists()
    publish(story)
    assert "SECRET HEADING" in str(published(story).content)
    assert list(PublishedStory.objects.get().images.all()) == [secret]


def test_a_heading_clipped_from_a_headline_goes_with_the_right_to_its_words():
    story = make_story(*HARBOUR)
    section = story.sections.filter(removed_at__isnull=True).first()
    article = StoryArticle.objects.filter(story=story).first().article
    story.sections.filter(pk=section.pk).update(heading="Clipped From Its Headline", heading_article=article)
    assert "Clipped" in str(compose(story).content["machine"]["sections"])
    curating.change_publisher_rights(article.publisher, reuse="quote", basis="They asked.", by=make_chief())
    assert "Clipped" not in str(compose(story).content["machine"]["sections"])


def test_a_failing_update_never_stands_before_the_others():
    first, second = make_story(*HARBOUR), make_story(*HARBOUR)
    for story in (first, second):
        publish(story)
    now = timezone.now()
    Story.objects.update(edition_due_at=now - timedelta(seconds=5))
    assert len(dispatching.claim_due_editions(limit=1)) == 1
    assert len(dispatching.claim_due_editions(limit=1)) == 1
    assert dispatching.claim_due_editions(limit=1) == []
