"""What changed between editions is data: each line has its cause and its weight."""

from __future__ import annotations

from typing import Any

import pytest

from editions.models import Edition
from stories import curating, publishing, receiving, subediting
from stories.models import Article, Story, SummaryRun
from stories.tasks import update_summary
from stories.weighing import weight_of_rewording
from tests.making import HARBOUR, make_article, make_chief, make_story

Row = dict[str, Any]


def _published(story: Story) -> Edition:
    story.refresh_from_db()
    return publishing.publish(story, seen=story.desk_revision, by=make_chief())


def _current(story: Story) -> Edition:
    update_summary(story.pk)
    edition = Story.objects.get(pk=story.pk).published.current_edition
    assert edition is not None
    return edition


def _causes(edition: Edition, what: str) -> list[Row]:
    return [row["cause"] for row in edition.changes if row["what"] == what]


@pytest.mark.django_db
def test_the_first_edition_is_its_publishers_act():
    chief = make_chief()
    story = make_story(*HARBOUR[:3], by=chief)
    edition = publishing.publish(story, seen=story.desk_revision, by=chief)
    assert {str(row["cause"]) for row in edition.changes} == {str({"kind": "first", "editor": str(chief.uid)})}


@pytest.mark.django_db
def test_what_an_attached_article_brings_names_its_number():
    story = make_story(*HARBOUR[:3])
    _published(story)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    edition = _current(story)
    assert {"sentence", "article"} <= {row["what"] for row in edition.changes}
    assert {str(row["cause"]) for row in edition.changes} == {str({"kind": "article_attached", "articles": [4]})}


@pytest.mark.django_db
def test_an_editors_words_are_the_editors_change_and_a_correction_is_one():
    chief = make_chief()
    story = make_story(*HARBOUR[:3], by=chief)
    _published(story)
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Vell Dockers End Strike")
    story.refresh_from_db()
    edition = publishing.publish(story, seen=story.desk_revision, by=chief)
    assert _causes(edition, "headline") == [{"kind": "editor", "editor": str(chief.uid)}]
    taken = story.sentences.filter(removed_at__isnull=True).first()
    story.refresh_from_db()
    subediting.delete_sentence(taken, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    edition = publishing.correct(story, seen=story.desk_revision, by=chief, notice="The cost was wrong.")
    removed = [row for row in edition.changes if row["uid"] == str(taken.uid)]
    assert [(row["act"], row["cause"]["kind"]) for row in removed] == [("removed", "correction")]
    assert _causes(edition, "notice") == [{"kind": "correction", "editor": str(chief.uid)}]


@pytest.mark.django_db
def test_a_source_that_is_withdrawn_taken_out_or_changed_is_the_cause_of_what_leaves_with_it():
    story = make_story(*HARBOUR)
    _published(story)
    rows = list(story.story_articles.order_by("number"))
    curating.retract(rows[0].article, reason="They took it back.", by=make_chief())
    edition = _current(story)
    left = [row for row in edition.changes if row["what"] == "sentence" and row["act"] == "removed"]
    assert left
    assert {str(row["cause"]) for row in left} == {str({"kind": "article_retracted", "articles": [1]})}
    curating.detach(story, rows[1].article, by=make_chief())
    assert {"kind": "article_removed", "articles": [2]} in [row["cause"] for row in _current(story).changes]
    other = Article.objects.get(pk=rows[2].article_id)
    _receive_again(other, "The mayor of Vell said on Feb. 20 that the harbour council would meet again in April.")
    assert {"kind": "article_changed", "articles": [3]} in [row["cause"] for row in _current(story).changes]


def _receive_again(article: Article, text: str) -> None:
    copy = receiving.Copy(
        headline=article.headline,
        text=text,
        publisher=article.publisher,
        published_at=article.published_at,
        url=article.canonical_url or "",
    )
    receiving.receive(copy, by=make_chief())


@pytest.mark.django_db
def test_a_sentence_that_only_the_new_engine_writes_is_the_upgrades_change():
    story = make_story(*HARBOUR[:3])
    SummaryRun.objects.filter(story=story).update(engine="extract 0", digest="")
    found = story.sentences.filter(removed_at__isnull=True).last()
    found.citations.all().delete()
    _published(story)
    Story.objects.filter(pk=story.pk).raise_inputs()
    edition = _current(story)
    [row] = [row for row in edition.changes if row["uid"] == str(found.uid)]
    assert row["act"] == "added"
    assert row["cause"] == {"kind": "engine_upgrade", "from": "extract 0", "to": story.runs.first().engine}


@pytest.mark.django_db
def test_a_run_that_changes_nothing_makes_no_edition():
    story = make_story(*HARBOUR[:3])
    first = _published(story)
    article = story.story_articles.first().article
    _receive_again(article, f"{article.current_snapshot.text} ")
    assert _current(story) == first
    _receive_again(article, f"{article.current_snapshot.text}\n\nRead more in our harbour pages.")
    assert _current(story).number - first.number <= 1
    Story.objects.filter(pk=story.pk).raise_inputs()
    assert _current(story) == _current(story)


@pytest.mark.django_db
def test_a_change_that_was_taken_back_waits_for_nobody():
    story = make_story(*HARBOUR[:3])
    _published(story)
    for headline in ("Something Else", story.headline):
        story.refresh_from_db()
        curating.change_story(story, seen=story.desk_revision, by=make_chief(), headline=headline)
    story.refresh_from_db()
    assert story.has_unpublished_changes()
    with pytest.raises(publishing.NothingNew):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())
    story.refresh_from_db()
    assert not story.has_unpublished_changes()


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        ("The toll is 31.", "The toll is 40.", "major"),
        ("The toll is $36 million.", "The toll is $36 billion.", "major"),
        ("The mayor signed it.", "The mayor did not sign it.", "major"),
        ("Ines Varga signed it.", "Petra Amsel signed it.", "major"),
        ("He may sign it.", "He will sign it.", "major"),
        ("The mayor signed the deal.", "The mayor signed the long deal.", "minor"),
        ("The “deal” — signed.", 'The "deal" - signed.', "cosmetic"),
        ("The cost was $36\u202fmillion.", "The cost was $36 million.", "cosmetic"),
        ("합의는 금요일에 끝났다.", "합의는 월요일에 끝났다.", "minor"),
        ("", "The mayor signed it.", "minor"),
    ],
)
def test_a_rewording_weighs_by_what_it_moves(before, after, weight):
    assert weight_of_rewording(before, after) == weight
