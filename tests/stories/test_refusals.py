"""Bad input at the verbs: one clear sentence each, and nothing stored, changed or lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from editions.models import PublishedStory
from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import EditLog
from reference.models import Publisher
from stories import chronology, curating, deciding, publishing, receiving, subediting, taking_back
from stories.models import Article, Citation, Sentence, Snapshot, Story, StoryArticle, Suggestion, TimelineEntry
from stories.summarising.updating import update
from tests.making import HARBOUR, NOON, make_article, make_chief, make_publisher, make_story, make_user

pytestmark = pytest.mark.django_db


def receive(**changes):
    fields = {
        "headline": "A report",
        "text": HARBOUR[0],
        "publisher": make_publisher("Courier"),
        "published_at": NOON,
        "url": "https://courier.example/1",
        **changes,
    }
    return receiving.receive(receiving.Copy(**fields), by=make_chief())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": ""}, "The text is empty"),
        ({"text": " \n\t\u00a0"}, "The text is empty"),
        ({"text": "x" * 5_000_000}, "The text is too long"),
        ({"text": "한" * 900_000}, "bytes long, and 2,000,000 are allowed"),
        ({"text": "a\x00b"}, r"U\+0000 at position 2"),
        ({"text": "a\udc00b"}, r"U\+DC00 at position 2"),
        ({"headline": ""}, "The headline is empty"),
        ({"headline": "x" * 251}, "251 characters, and 250 are allowed"),
        ({"url": "ftp://courier.example/1"}, "is not a web address"),
        ({"url": "https://user:secret@courier.example/1"}, "user name or password"),
        ({"url": "javascript:alert(1)"}, "is not a web address"),
        ({"url": ""}, "needs a reference"),
        ({"published_at": datetime(2026, 2, 19)}, "has no time zone"),  # noqa: DTZ001 the refusal is about that
        ({"published_at": NOON.replace(year=26)}, "cannot be right"),
        ({"kind": "gossip"}, "no kind of article"),
    ],
)
def test_an_article_that_cannot_be_stored_is_refused(changes, told):
    with pytest.raises(BadText, match=told):
        receive(**changes)
    assert not Article.objects.exists()
    assert not Snapshot.objects.exists()


def test_the_same_address_in_another_spelling_is_the_same_article():
    first = receive()
    again = receive(url="HTTPS://Courier.Example:443/1?utm_source=mail#top")
    assert (again.article, again.is_new, again.has_new_text) == (first.article, False, False)
    assert Article.objects.count() == 1


def test_another_text_at_a_known_address_is_a_further_snapshot_and_stales_its_stories():
    first = receive()
    story = curating.create_story(by=make_chief(), headline="Strike")
    curating.attach(story, first.article, by=make_chief())
    update(story)
    again = receive(text=HARBOUR[1], headline="Another headline")
    story.refresh_from_db()
    assert not story.is_summary_current()
    assert again.article.snapshots.count() == 2
    assert again.article.headline == "A report"
    assert Citation.objects.filter(sentence__story=story).first().has_its_words()


def test_an_article_without_address_says_what_it_is_and_who_saw_it():
    made = receive(url="", reference="Letter to the port", seen_by="Mina Park")
    assert made.article.canonical_url is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=made.article.pk).update(seen_by="")


def test_an_article_is_attached_once():
    story, article = make_story(), make_article(HARBOUR[0])
    curating.attach(story, article, by=make_chief())
    with pytest.raises(curating.AlreadyAttached, match="stands in this story already"):
        curating.attach(story, article, by=make_chief())
    curating.detach(story, article, by=make_chief())
    with pytest.raises(curating.NotAttached):
        curating.detach(story, article, by=make_chief())
    curating.attach(story, article, by=make_chief())
    assert StoryArticle.objects.count() == 1


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("Feb 30, 2026", "February 2026 has 28 days"),
        ("03/04/2026", "as a word"),
        ("soonish", "is not a date we can read"),
        ("", "empty"),
        ("x" * 200, "too long"),
        ("Feb\x003", r"U\+0000"),
    ],
)
def test_a_date_that_is_none_is_refused_with_what_to_write(date, told):
    story = make_story(HARBOUR[0])
    with pytest.raises(BadText, match=told):
        chronology.add_entry(story, date=date, text="Something.", seen=story.desk_revision, by=make_chief())
    assert not TimelineEntry.objects.exists()
    story.refresh_from_db()
    assert story.desk_revision == 0


@pytest.mark.parametrize(
    ("typed", "edtf", "status"),
    [
        ("Aug 2025", "2025-08", "happened"),
        ("Dec 14, 2025", "2025-12-14", "happened"),
        ("Jan 5-6, 2026", "2026-01-05/2026-01-06", "happened"),
        ("Mar 2036 (planned)", "2036-03", "planned"),
    ],
)
def test_dates_are_stored_as_edtf_beside_what_was_typed(typed, edtf, status):
    story = make_story(HARBOUR[0])
    entry = chronology.add_entry(story, date=typed, text="Something.", seen=story.desk_revision, by=make_chief())
    assert (entry.date, entry.status, entry.as_typed) == (edtf, status, typed)


def test_an_entry_cites_the_passage_of_the_chosen_article_that_supports_it():
    story = make_story(*HARBOUR)
    article = Article.objects.get(snapshots__text=HARBOUR[0])
    entry = chronology.add_entry(
        story,
        date="Feb 18, 2026",
        text="Dockworkers accept a 4.5% rise.",
        articles=[article],
        seen=story.desk_revision,
        by=make_chief(),
    )
    citation = entry.citations.get()
    assert citation.quote.startswith("Dockworkers in Vell voted on Feb. 18 to accept a 4.5% pay rise")
    assert citation.has_its_words()


def test_a_sentence_keeps_the_machines_words_beside_the_editors_and_says_what_does_not_match():
    story = make_story(*HARBOUR[:2])
    sentence = Sentence.objects.filter(story=story, text__contains="4.5%").first()
    told = sentence.text
    edited = subediting.edit_sentence(
        sentence, text=told.replace("4.5%", "9.5%"), seen=story.desk_revision, by=make_chief()
    )
    assert edited.machine_text == told
    assert edited.tier in {"D", "F"}
    assert any("9.5" in reason for reason in edited.reasons)


def test_a_sentence_edited_meanwhile_is_refused_with_what_stands_now():
    story = make_story(*HARBOUR[:2])
    sentence, seen = story.sentences.first(), story.desk_revision
    subediting.edit_sentence(sentence, text="Mina's words.", seen=seen, by=make_chief("mina"))
    with pytest.raises(StaleSave) as refused:
        subediting.edit_sentence(sentence, text="Other words.", seen=seen, by=make_chief())
    assert refused.value.current == {"text": "Mina's words."}
    sentence.refresh_from_db()
    assert sentence.text == "Mina's words."


def test_a_kept_wording_stays_and_a_suggestion_says_what_the_machine_would_write():
    story = make_story(HARBOUR[0])
    sentence = story.sentences.filter(text__contains="voted").get()
    subediting.keep_wording(sentence, keep=True, seen=story.desk_revision, by=make_chief())
    receive_url = Article.objects.get().canonical_url
    changed = HARBOUR[0].replace("4.5% pay rise and end a strike", "6% pay rise and end a strike")
    receiving.receive(
        receiving.Copy("A report", changed, Publisher.objects.first(), NOON, url=receive_url), by=make_chief()
    )
    update(story)
    sentence.refresh_from_db()
    assert ("4.5%" in sentence.text, sentence.removed_at) == (True, None)
    suggestion = Suggestion.objects.get(state="open", sentence=sentence)
    assert "6%" in suggestion.text
    story.refresh_from_db()
    accepted = deciding.accept_suggestion(suggestion, seen=story.desk_revision, by=make_chief())
    assert "6%" in accepted.text
    story.refresh_from_db()
    with pytest.raises(deciding.AlreadyDecided):
        deciding.reject_suggestion(suggestion, seen=story.desk_revision, by=make_chief())


def test_changing_what_we_may_do_with_a_publishers_words_takes_them_out_of_the_summary():
    story = make_story(*HARBOUR[:2])
    publisher = Article.objects.get(snapshots__text=HARBOUR[0]).publisher
    assert curating.change_publisher_rights(publisher, reuse="link_only", basis="They asked.", by=make_chief()) == 1
    update(story)
    cited = Citation.objects.filter(sentence__story=story, sentence__removed_at__isnull=True)
    assert publisher.pk not in cited.values_list("article__publisher", flat=True)
    with pytest.raises(BadText, match="no right of reuse"):
        curating.change_publisher_rights(publisher, reuse="steal", basis="", by=make_chief())


def test_words_of_a_publisher_we_may_only_quote_stand_as_a_quotation():
    story = curating.create_story(by=make_chief(), headline="Strike")
    for n, text in enumerate(HARBOUR):
        publisher = make_publisher(f"Quoted {n}", reuse="quote")
        curating.attach(story, make_article(text, publisher=publisher, hours=n), by=make_chief())
    update(story)
    rows = list(story.sentences.filter(removed_at__isnull=True))
    assert rows
    for row in rows:
        assert (row.form, row.outlet) == ("quotation", row.citations.get(position=0).article.publisher.name)


def test_a_reporter_changes_only_their_own_stories():
    reporter = make_user("change_story", "add_story")
    own, others = make_story(by=reporter), make_story()
    curating.change_story(own, seen=0, by=reporter, headline="Mine")
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        curating.change_story(others, seen=0, by=reporter, headline="Mine too")
    with pytest.raises(NotAllowed):
        curating.attach(others, make_article(HARBOUR[0]), by=reporter)


def test_a_killed_story_is_not_published_again_by_mistake():
    story = make_story(*HARBOUR)
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    record = PublishedStory.objects.get()
    taking_back.kill(record, reason="Wrong.", by=make_chief())
    curating.attach(story, make_article("The port of Vell opened a museum on Feb. 20."), by=make_chief())
    update(story)
    assert publishing.publish_automatically(story.pk) is None
    with pytest.raises(publishing.NotPublished):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())
    record.refresh_from_db()
    assert record.state == "killed"


def test_a_slug_that_changed_leaves_its_old_address_behind():
    story, chief = make_story(*HARBOUR), make_chief()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    old = PublishedStory.objects.get().slug
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, slug="A New‑Address")
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    record = PublishedStory.objects.get()
    assert (record.slug, record.old_slugs.get().slug) == ("a-new-address", old)


def test_two_stories_of_one_headline_have_two_addresses():
    for _ in range(2):
        story = make_story(*HARBOUR)
        publishing.publish(story, seen=story.desk_revision, by=make_chief())
    slugs = set(PublishedStory.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert "vell-dockworkers-end-ten-day-strike" in slugs


def test_every_desk_verb_leaves_a_row_in_the_log_with_its_actor():
    chief = make_chief("mina")
    story = make_story(HARBOUR[0], by=chief)
    curating.change_story(story, seen=0, by=chief, standfirst="Both sides signed.")
    row = EditLog.objects.filter(verb="change_story").get()
    assert (row.person, row.before, row.after["standfirst"]) == (chief, {"standfirst": ""}, "Both sides signed.")
    assert set(EditLog.objects.values_list("verb", flat=True)) >= {"create_story", "receive", "attach", "change_story"}


def test_saving_a_story_unchanged_changes_nothing():
    story, chief = make_story(HARBOUR[0]), make_chief()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline=story.headline)
    story.refresh_from_db()
    assert story.desk_revision == 0
    assert Story.objects.get().headline == story.headline


def test_an_entry_cites_no_passage_that_shares_but_a_word_or_two():
    story = make_story(*HARBOUR)
    article = Article.objects.get(snapshots__text=HARBOUR[0])
    entry = chronology.add_entry(
        story,
        date="Mar 2036 (planned)",
        text="Union picnic begins",
        articles=[article],
        seen=story.desk_revision,
        by=make_chief(),
    )
    assert not entry.citations.exists()
