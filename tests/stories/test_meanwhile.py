"""What happens between composing and committing, between hiding and showing: nothing slips out, nothing is lost."""

from __future__ import annotations

import pytest

from editions.models import PublishedStory
from foundation.errors import NotAllowed
from stories import curating, publishing, receiving, subediting, taking_back
from stories.models import Story, StoryArticle
from stories.summarising.updating import update
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_publisher, make_story, make_user

pytestmark = pytest.mark.django_db


def published_story(*texts: str) -> Story:
    story = make_story(*(texts or HARBOUR[:3]))
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    story.refresh_from_db()
    return story


def record(story: Story) -> PublishedStory:
    return PublishedStory.objects.get(uid=story.uid)


@pytest.fixture
def while_composing(monkeypatch):
    """Let something happen once, right after the next composition."""
    compose = publishing.compose

    def register(happening):
        left = [happening]

        def composed(story):
            made = compose(story)
            while left:
                left.pop()()
            return made

        monkeypatch.setattr(publishing, "compose", composed)

    return register


def with_an_update(story: Story, text: str = HARBOUR[3]) -> None:
    curating.attach(story, make_article(text, hours=9), by=make_chief())
    update(story)


def test_a_kill_wins_over_an_edition_in_flight(while_composing):
    story = published_story()
    with_an_update(story)
    while_composing(lambda: taking_back.kill(record(story), reason="Wrong.", by=make_chief()))
    assert publishing.publish_automatically(story.pk) is None
    assert record(story).state == "killed"


def test_a_kill_wins_over_a_person_who_publishes(while_composing):
    story, chief = published_story(), make_chief()
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Ports")
    story.refresh_from_db()
    while_composing(lambda: taking_back.kill(record(story), reason="Wrong.", by=chief))
    with pytest.raises(publishing.StaleSave):
        publishing.publish(story, seen=story.desk_revision, by=chief)
    assert record(story).state == "killed"


@pytest.mark.few(0)
@pytest.mark.parametrize("change", [{"is_sensitive": True}, {"summary_policy": "hold"}])
def test_a_story_marked_while_its_edition_is_in_flight_holds(while_composing, change):
    story = published_story()
    with_an_update(story)

    def mark():
        fresh = Story.objects.get(pk=story.pk)
        curating.change_story(fresh, seen=fresh.desk_revision, by=make_chief(), **change)

    while_composing(mark)
    assert publishing.publish_automatically(story.pk) is None
    assert record(story).current_edition.number == 1


def test_an_update_saved_while_another_goes_out_goes_out_next(while_composing):
    story = published_story(*HARBOUR[:2])
    with_an_update(story, HARBOUR[2])
    while_composing(lambda: with_an_update(story, HARBOUR[3]))
    publishing.publish_automatically(story.pk)
    publishing.publish_automatically(story.pk)
    assert len(record(story).current_edition.content["machine"]["articles"]) == 4


def test_an_update_saved_while_a_person_publishes_goes_out_next(while_composing):
    story, chief = make_story(*HARBOUR[:3]), make_chief()
    while_composing(lambda: with_an_update(story))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert publishing.publish_automatically(story.pk).number == 2
    assert len(record(story).current_edition.content["machine"]["articles"]) == 4


def test_what_a_hidden_story_missed_goes_out_when_it_is_shown_again():
    story, chief = published_story(), make_chief()
    taking_back.withhold(record(story), reason="Checking.", by=chief)
    gone = StoryArticle.objects.get(story=story, number=1).article
    curating.retract(gone, by=chief, reason="Withdrawn.")
    update_summary(story.pk)
    taking_back.restore(record(story), reason="Checked.", by=chief)
    assert publishing.publish_automatically(story.pk) is not None
    cited = {c["number"] for s in record(story).current_edition.content["machine"]["sentences"] for c in s["citations"]}
    assert 1 not in cited


@pytest.mark.deep
def test_an_update_held_by_policy_goes_out_when_the_policy_is_relaxed():
    story = published_story()
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), summary_policy="hold")
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    assert record(story).current_edition.number == 1
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), summary_policy="publish")
    update_summary(story.pk)
    assert record(story).current_edition.number == 2


def test_a_retraction_does_not_wait_for_its_minute(settings):
    settings.AUTOMATIC_EDITION_SECONDS = 60
    story = published_story()
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update_summary(story.pk)
    gone = StoryArticle.objects.get(story=story, number=1).article
    curating.retract(gone, by=make_chief(), reason="Withdrawn.")
    update_summary(story.pk)
    assert record(story).current_edition.number == 3


@pytest.mark.deep
def test_a_removed_article_that_a_reporter_attaches_again_waits():
    story, chief = published_story(), make_chief()
    article = StoryArticle.objects.get(story=story, number=2).article
    curating.detach(story, article, by=chief)
    update_summary(story.pk)
    editor = make_user("edit_any_story", "change_story", name="mina")
    curating.attach(story, article, by=editor)
    update_summary(story.pk)
    story.refresh_from_db()
    assert "Mina changed the articles" in story.hold_reason


def test_the_same_words_from_two_publishers_outlive_one_of_them():
    story = make_story(HARBOUR[0])
    curating.attach(story, make_article(HARBOUR[0], publisher=make_publisher("Copyist"), hours=2), by=make_chief())
    update(story)
    for row in StoryArticle.objects.filter(story=story).order_by("pk")[:1]:
        curating.detach(story, row.article, by=make_chief())
    update(story)
    standing = story.sentences.filter(removed_at__isnull=True).count()
    shown = publishing.compose(Story.objects.get(pk=story.pk)).content["machine"]["sentences"]
    assert len(shown) == standing > 0


def test_a_kept_sentence_that_lost_its_source_heals_when_the_source_comes_back():
    story, chief = published_story(), make_chief()
    sentence = story.sentences.filter(removed_at__isnull=True, citations__position=0).first()
    subediting.keep_wording(sentence, keep=True, seen=story.desk_revision, by=chief)
    articles = {citation.article for citation in sentence.citations.select_related("article")}
    for article in articles:
        curating.detach(story, article, by=chief)
    update(story)
    sentence.refresh_from_db()
    assert sentence.lost_evidence
    for article in articles:
        curating.attach(story, article, by=chief)
    update(story)
    sentence.refresh_from_db()
    assert not sentence.lost_evidence
    assert sentence.citations.exists()


@pytest.mark.deep
def test_a_clipped_heading_beside_a_persons_sentence_goes_with_its_right():
    story, chief = make_story(*HARBOUR), make_chief()
    section = story.sections.filter(removed_at__isnull=True).first()
    article = StoryArticle.objects.filter(story=story).first().article
    story.sections.filter(pk=section.pk).update(heading="Clipped From Its Headline", heading_article=article)
    subediting.add_sentence(story, section, text="Our own words.", seen=story.desk_revision, by=chief, is_vouched=True)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert "Clipped" in str(record(story).current_edition.content)
    curating.change_publisher_rights(article.publisher, reuse="quote", basis="They asked.", by=chief)
    update_summary(story.pk)
    assert "Clipped" not in str(record(story).current_edition.content)
    assert "Our own words." in str(record(story).current_edition.content)


def test_a_deleted_story_is_not_published():
    story = make_story(*HARBOUR)
    Story.objects.filter(pk=story.pk).update(deleted_at=story.created_at)
    with pytest.raises(publishing.NotPublished, match="deleted"):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())


def test_a_new_text_from_somebody_who_may_not_publish_waits():
    story = published_story()
    article = StoryArticle.objects.get(story=story, number=1).article
    reporter = make_user("add_article", name="rita")
    copy = receiving.Copy(
        article.headline, HARBOUR[3], article.publisher, article.published_at, url=article.canonical_url or ""
    )
    receiving.receive(copy, by=reporter)
    update_summary(story.pk)
    story.refresh_from_db()
    assert "Rita changed the articles" in story.hold_reason
    assert record(story).current_edition.number == 1


@pytest.mark.deep
def test_an_older_text_brought_back_by_somebody_who_may_not_publish_waits():
    chief, reporter = make_chief(), make_user("add_article", name="rita")
    story = make_story(*HARBOUR[:2])
    article = StoryArticle.objects.filter(story=story).first().article

    def receive(text, by):
        url = article.canonical_url or ""
        receiving.receive(
            receiving.Copy(article.headline, text, article.publisher, article.published_at, url=url), by=by
        )

    receive(HARBOUR[2], chief)
    update(story)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    receive(HARBOUR[0], reporter)
    update_summary(story.pk)
    story.refresh_from_db()
    assert "Rita changed the articles" in story.hold_reason
    assert record(story).current_edition.number == 1


@pytest.mark.deep
def test_an_article_taken_out_by_somebody_who_may_not_publish_waits():
    story = published_story()
    editor = make_user("edit_any_story", "change_story", name="mina")
    curating.detach(story, StoryArticle.objects.get(story=story, number=2).article, by=editor)
    update_summary(story.pk)
    story.refresh_from_db()
    assert "Mina changed the articles" in story.hold_reason


@pytest.mark.parametrize("change", [{"is_sensitive": False}, {"summary_policy": "publish"}])
def test_only_who_may_publish_lets_updates_of_a_published_story_out(change):
    story = published_story()
    Story.objects.filter(pk=story.pk).update(is_sensitive=True, summary_policy="hold")
    editor = make_user("edit_any_story", "change_story")
    with pytest.raises(NotAllowed, match="Only a chief"):
        curating.change_story(story, seen=story.desk_revision, by=editor, **change)
    curating.change_story(story, seen=story.desk_revision, by=editor, kicker="Ports")


def test_words_that_may_only_be_quoted_by_now_stand_as_quotations():
    story, chief = published_story(), make_chief()
    told = story.sentences.filter(removed_at__isnull=True, citations__position=0).first()
    subediting.delete_sentence(told, seen=story.desk_revision, by=chief)
    publishers = [row.article.publisher for row in StoryArticle.objects.filter(story=story)]
    for publisher in publishers:
        curating.change_publisher_rights(publisher, reuse="quote", basis="They asked.", by=chief)
    at_once = publishing.compose(Story.objects.get(pk=story.pk)).content["machine"]["sentences"]
    assert at_once
    assert all(sentence["form"] == "quotation" and sentence["outlet"] for sentence in at_once)
    update_summary(story.pk)
    edition = record(story).current_edition
    assert edition.number == 2
    names = {publisher.name for publisher in publishers}
    shown = {s["uid"]: s for s in edition.content["machine"]["sentences"]}
    assert all(s["form"] == "quotation" and s["outlet"] in names for s in shown.values())
    assert str(told.uid) in shown, "the deletion is not published yet, so the sentence stands, as a quotation"
    rows = story.sentences.filter(removed_at__isnull=True)
    assert set(rows.values_list("form", flat=True)) == {"quotation"}
