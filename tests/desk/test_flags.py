"""What rests on an article that was corrected, changed or withdrawn is flagged, on every tab, until somebody saw it."""

from __future__ import annotations

import pytest
from django.db.models import Count

from foundation.models import Command
from stories import curating, publishing, receiving, sources
from stories.models import Article, Citation, Flag, Section, Sentence, Story
from stories.summarising.updating import update
from stories.tasks import update_summary
from tests.desk.making import TABS, address, make_story, summarise
from tests.making import HARBOUR
from tests.making import make_story as make_varied_story

pytestmark = pytest.mark.django_db
WIRE = Command("wire")
NOTICE = "Correction: the rise is 4.2%, not 4.5%."


@pytest.fixture
def story(chief):
    made = make_story(chief)
    summarise(made)
    made.refresh_from_db()
    return made


def cited(story) -> Article:
    """The article that the first machine sentence rests on."""
    return Citation.objects.filter(sentence__story=story, position=0).order_by("pk").first().article


def receive_again(article: Article, text: str) -> None:
    receiving.receive(
        receiving.Copy(
            headline=article.headline,
            text=text,
            publisher=article.publisher,
            published_at=article.published_at,
            url=article.canonical_url,
        ),
        by=WIRE,
    )
    article.refresh_from_db()


def test_a_correction_is_told_on_every_tab_with_its_notice_until_somebody_saw_it(login, chief, story):
    article, desk = cited(story), login(chief)
    assert sources.correct(article, notice=NOTICE, by=WIRE)
    for tab in TABS:
        assert "the rise is 4.2%, not 4.5%." in desk.get(address(story, tab)).content.decode(), tab
    flags = Flag.objects.standing()
    assert {flag.subject() for flag in flags} >= {"story", "sentence"}
    desk.post(address(story, "history"), {"act": "seen", "row": str(article.uid)})
    assert not Flag.objects.standing().exists()
    assert {flag.cleared_by for flag in Flag.objects.all()} == {chief}
    assert "the rise is 4.2%" not in desk.get(address(story, "summary")).content.decode()


def test_the_flag_stands_at_the_sentence_and_is_taken_off_there(login, chief, story):
    article, desk = cited(story), login(chief)
    sources.correct(article, notice=NOTICE, by=WIRE)
    flag = Flag.objects.standing().filter(sentence__isnull=False).first()
    page = desk.get(address(story, "summary")).content.decode()
    at_sentence = page[page.index(f'id="s-{flag.sentence.uid}"') :]
    assert str(flag.uid) in at_sentence
    desk.post(address(story, "summary"), {"act": "seen", "row": str(flag.uid)})
    flag.refresh_from_db()
    assert (flag.outcome, flag.cleared_by) == ("seen", chief)
    assert Flag.objects.standing().exists()


def test_every_story_that_holds_the_article_is_flagged(chief, story):
    article, other = cited(story), curating.create_story(by=chief, headline="Another matter")
    curating.attach(other, article, by=chief)
    sources.correct(article, notice=NOTICE, by=WIRE)
    assert set(Flag.objects.standing().values_list("story", flat=True)) == {story.pk, other.pk}


def test_the_same_notice_again_flags_nothing_again(chief, story):
    article = cited(story)
    sources.correct(article, notice=NOTICE, by=WIRE)
    Flag.objects.update(cleared_at="2026-02-19T00:00Z", outcome="seen")
    article.refresh_from_db()
    assert not sources.correct(article, notice=NOTICE, by=WIRE)
    assert not Flag.objects.standing().exists()


def test_citations_move_to_the_new_text_where_it_still_holds_them_in_any_typography(story):
    article = cited(story)
    before = list(Citation.objects.filter(article=article).values_list("pk", "quote"))
    receive_again(
        article, "A new lede.\n\n" + article.current_snapshot.text.replace(" ", "\u00a0", 3).replace("-", "‑")
    )
    for pk, quote in before:
        citation = Citation.objects.get(pk=pk)
        assert citation.snapshot == article.current_snapshot
        assert citation.has_its_words()
        assert citation.quote.replace("\u00a0", " ").replace("‑", "-") == quote
    assert not Flag.objects.exists()


@pytest.mark.deep
def test_a_sentence_loses_a_passage_that_the_new_text_no_longer_holds(story):
    article = cited(story)
    citation = Citation.objects.filter(article=article, sentence__removed_at__isnull=True).first()
    sentence, old = citation.sentence, citation.snapshot
    receive_again(article, article.current_snapshot.text.replace(citation.quote, "This was wrong and was taken out."))
    flag = Flag.objects.standing().get(sentence=sentence)
    assert (flag.kind, flag.note) == ("changed", citation.quote)
    citation.refresh_from_db()
    assert citation.lost_at is not None
    assert (citation.snapshot, citation.has_its_words()) == (old, True)
    update_summary(story.pk)
    assert not sentence.citations.filter(article=article, quote=citation.quote).exists()
    flag.refresh_from_db()
    assert flag.outcome == "rests_no_more"


def test_a_text_that_comes_back_brings_back_what_was_lost(story, chief):
    article = cited(story)
    text = article.current_snapshot.text
    citation = Citation.objects.filter(article=article).first()
    receive_again(article, "All of it was taken out, and something else stands here now.")
    receive_again(article, text)
    citation.refresh_from_db()
    assert citation.lost_at is None
    assert Flag.objects.filter(outcome="holds").exists()
    assert not Flag.objects.standing().exists()


def test_what_a_person_wrote_stays_and_says_that_its_source_no_longer_says_this(login, chief, story):
    article = cited(story)
    citation = Citation.objects.filter(article=article, sentence__removed_at__isnull=True).first()
    Sentence.objects.filter(pk=citation.sentence_id).update(is_kept=True)
    Citation.objects.filter(sentence=citation.sentence).exclude(pk=citation.pk).delete()
    receive_again(article, "All of it was taken out, and something else stands here now.")
    update(Story.objects.get(pk=story.pk))
    page = login(chief).get(address(story, "summary")).content.decode()
    assert citation.sentence.text in page
    assert "source no longer says this" in page


def alone_in(content, article) -> list[str]:
    """Machine sentences of an edition that rest on this article and no other."""
    rows = content["machine"]["sentences"]
    return [s["text"] for s in rows if {c["article"] for c in s["citations"]} == {str(article.uid)}]


@pytest.mark.few(0)
@pytest.mark.parametrize("policy", [{}, {"summary_policy": "hold"}, {"is_sensitive": True}])
def test_a_retraction_hides_what_rests_on_it_alone_whatever_the_policy_and_says_so(client, chief, policy):
    story = make_varied_story(*HARBOUR, by=chief)
    alone = story.sentences.annotate(count=Count("citations")).filter(removed_at__isnull=True, count=1).first()
    article = alone.citations.get().article
    Section.objects.filter(pk=alone.section_id).update(heading="Clipped from it", heading_article=article)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    before = story.published.current_edition.content
    assert "Clipped from it" in f"{before}"
    gone = alone_in(before, article)
    assert gone
    Story.objects.filter(pk=story.pk).update(**policy)
    curating.retract(article, by=chief, reason="The publisher withdrew it.")
    update_summary(story.pk)
    story = Story.objects.get(pk=story.pk)
    shown = f"{story.published.current_edition.content['machine']['sentences']}"
    assert [text for text in gone if text in shown] == []
    page = client.get(story.published.get_absolute_url()).content.decode()
    assert [text for text in gone if text in page] == []
    assert "Clipped from it" not in page
    assert [
        n for n in story.published.current_edition.content["machine"]["notices"] if article.publisher.name in f"{n}"
    ]
    assert "retracted" in page or "withdrew" in page or "withdrawn" in page
    assert Flag.objects.filter(story=story, kind="retracted", section__isnull=True).exists()


def test_anothers_story_and_nonsense_take_no_flag_off(login, reporter, chief, story):
    sources.correct(cited(story), notice=NOTICE, by=WIRE)
    uid = str(Flag.objects.standing().first().uid)
    assert login(reporter).post(address(story, "summary"), {"act": "seen", "row": uid}).status_code == 404
    assert login(chief).post(address(story, "summary"), {"act": "seen", "row": "x"}).status_code == 400
    assert Flag.objects.standing().exists()
