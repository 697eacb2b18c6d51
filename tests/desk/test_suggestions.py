"""What the machine would change in people's words: told word by word with evidence, accepted or rejected."""

from __future__ import annotations

import pytest

from reference.models import Publisher
from stories import curating, deciding, publishing, subediting
from stories.models import Sentence, Story, Suggestion
from stories.summarising.updating import update
from tests.desk.making import address, make_person, make_story, summarise, text_of
from tests.making import make_article, make_publisher

pytestmark = pytest.mark.django_db
NEWER = "The port authority of Vell put the cost of the stoppage at $38 million on Feb. 21, {n} days after the ballot."


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def _standing(story: Story) -> list[Sentence]:
    return list(story.sentences.filter(removed_at__isnull=True).order_by("section__position", "position"))


def _keep(sentence: Sentence, chief) -> None:
    story = Story.objects.get(pk=sentence.story_id)
    subediting.keep_wording(sentence, keep=True, seen=story.desk_revision, by=chief)


def _make(story: Story, kind: str, text: str, **fields) -> Suggestion:
    return Suggestion.objects.create(story=story, run=story.runs.all()[0], kind=kind, text=text, **fields)


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "summary"), {"act": act, "seen": story.desk_revision, **typed})


def test_a_kept_sentence_whose_sources_left_is_offered_to_be_taken_out(login, chief, story):
    kept = min(_standing(story), key=lambda s: s.citations.count())
    _keep(kept, chief)
    for citation in kept.citations.all():
        curating.detach(story, citation.article, by=chief)
    update(story)
    offer = Suggestion.objects.get(sentence=kept, state="open", kind="remove")
    client = login(chief)
    page = text_of(client.get(address(story, "summary")))
    assert f"<del>{kept.text}</del>" in page
    assert "no source says this any more" in page
    assert _post(client, story, "accept", row=str(offer.uid)).status_code == 302
    kept.refresh_from_db()
    assert kept.removed_at is not None
    assert not Suggestion.objects.filter(state="open", sentence=kept).exists()


def test_what_was_rejected_is_not_suggested_again(chief, story):
    kept = min(_standing(story), key=lambda s: s.citations.count())
    _keep(kept, chief)
    for citation in kept.citations.all():
        curating.detach(story, citation.article, by=chief)
    update(story)
    story.refresh_from_db()
    deciding.reject_suggestion(Suggestion.objects.get(sentence=kept, state="open"), seen=story.desk_revision, by=chief)
    Story.objects.filter(pk=story.pk).raise_inputs()
    curating.attach(story, make_article(NEWER.format(n=4), hours=90), by=chief)
    update(story)
    assert not Suggestion.objects.filter(sentence=kept, state="open", kind="remove").exists()


def test_a_rewording_is_shown_word_by_word_with_its_passage(login, chief, story):
    sentence = _standing(story)[0]
    article = make_article(NEWER.format(n=4), hours=90)
    snapshot = article.current_snapshot
    quote = snapshot.text
    span = {"article": str(article.uid), "snapshot": snapshot.text_hash, "start": 0, "end": len(quote), "quote": quote}
    _make(story, "reword", f"{sentence.text[:-1]} again.", sentence=sentence, evidence=[span], why="because")
    page = text_of(login(chief).get(address(story, "summary")))
    assert "<ins> again</ins>" in page
    assert f"<mark>{quote}</mark>" in page
    assert f"{article.publisher.name}" in page


def test_a_heading_and_a_sentence_are_accepted_where_they_belong(login, chief, story):
    section = story.sections.filter(removed_at__isnull=True)[0]
    client = login(chief)
    heading = _make(story, "heading", "Port Opens Again", section=section)
    _post(client, story, "accept", row=str(heading.uid))
    section.refresh_from_db()
    assert (section.heading, section.written_by) == ("Port Opens Again", "person")
    added = _make(story, "add", "The port authority put the cost of the stoppage at $36 million.", section=section)
    _post(client, story, "accept", row=str(added.uid))
    new = Sentence.objects.get(text=added.text, section=section)
    assert (new.written_by, new.author) == ("person", chief)
    assert new.citations.exists()


def test_all_are_accepted_or_none(login, chief, story):
    first, second = _standing(story)[:2]
    client = login(chief)
    offers = [
        _make(story, "remove", first.text, sentence=first),
        _make(story, "reword", "Ships need a fortnight to clear the queue outside the breakwater.", sentence=second),
    ]
    later = _make(story, "heading", "Later", section=first.section)
    shown = [str(offer.uid) for offer in offers]
    story.refresh_from_db()
    stale = client.post(
        address(story, "summary"), {"act": "accept_all", "seen": story.desk_revision + 1, "shown": shown}
    )
    assert stale.status_code == 409
    first.refresh_from_db()
    assert first.removed_at is None
    assert _post(client, story, "accept_all", shown=shown).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.removed_at is not None
    assert second.text.startswith("Ships need a fortnight")
    later.refresh_from_db()
    assert later.state == "open"
    assert _post(client, story, "reject_all", shown=[str(later.uid)]).status_code == 302
    later.refresh_from_db()
    assert later.state == "rejected"
    assert _post(client, story, "accept_all", shown=["no uid"]).status_code == 400


def test_a_reporter_decides_nothing_on_anothers_story(login, chief, story):
    offer = _make(story, "remove", _standing(story)[0].text, sentence=_standing(story)[0])
    reporter = make_person("rita", "reporter")
    assert _post(login(reporter), story, "accept_all", shown=[str(offer.uid)]).status_code == 404
    offer.refresh_from_db()
    assert offer.state == "open"


def test_words_of_a_publisher_to_be_quoted_stay_a_quotation_when_accepted(chief, story):
    publisher = make_publisher("Quoted Times", reuse=Publisher.Reuse.QUOTE)
    words = "The harbour master of Vell counted 23 vessels at anchor outside the breakwater on Feb. 21."
    article = make_article(words, publisher=publisher, hours=90)
    curating.attach(story, article, by=chief)
    section = story.sections.filter(removed_at__isnull=True)[0]
    span = {"article": str(article.uid), "snapshot": article.current_snapshot.text_hash, "start": 0}
    offer = _make(story, "add", words, section=section, evidence=[{**span, "end": len(words), "quote": words}])
    story.refresh_from_db()
    row = deciding.accept_suggestion(offer, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    edition = publishing.publish(story, seen=story.desk_revision, by=chief)
    [shown] = [s for s in edition.content["desk"]["sentences"] if s["uid"] == str(row.uid)]
    assert (shown["form"], shown["outlet"]) == ("quotation", "Quoted Times")
