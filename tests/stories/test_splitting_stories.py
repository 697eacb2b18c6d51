"""Splitting a story, copying one, and undoing: what goes, what stays, what is remembered."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.errors import BadText, NotAllowed
from media.library import add_image
from stories import chronology, curating, legal_holds, publishing, redacting, removing, sealing, states
from stories.composing import compose
from stories.deleting import undelete
from stories.duplicating import duplicate
from stories.joining_stories import AlreadyUndone, merge
from stories.models import Lineage, Story
from stories.splitting_stories import Parts, split, undo_split
from stories.summarising.updating import update
from tests.desk.making import picture
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user
from tests.stories.test_joining_stories import fresh, numbers, words, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief("mina")


@pytest.fixture
def story(chief, settings, tmp_path) -> Story:
    """A live story of four articles with a sentence, an entry and two pictures of people's."""
    settings.MEDIA_ROOT = tmp_path
    made = make_story(*HARBOUR, by=chief)
    write(made, "The desk watched the harbour all night.", by=chief)
    for colour in ("#803020", "#208060"):
        image = add_image(picture(colour), by=chief, caption=f"A ship {colour}", credit_line="Vell", alt_text="A ship")
        curating.place_image(made, image, seen=fresh(made).desk_revision, by=chief)
    chronology.add_entry(made, date="Feb 18, 2026", text="The vote.", seen=fresh(made).desk_revision, by=chief)
    publishing.publish(fresh(made), seen=fresh(made).desk_revision, by=chief)
    return fresh(made)


def chosen(story: Story) -> Parts:
    """The newest article, the desk's sentence, its entry and the picture that leads."""
    return Parts(
        articles=[story.story_articles.get(number=1).article.uid],
        sentences=[story.sentences.get(text="The desk watched the harbour all night.").uid],
        entries=[story.timeline_entries.get().uid],
        images=[story.placements.order_by("position")[0].image.uid],
    )


def standing(story: Story) -> tuple[Any, ...]:
    images = story.placements.filter(removed_at=None).order_by("position")
    return (
        words(story),
        {row.number: row.removed_at is None for row in story.story_articles.all()},
        sorted(story.timeline_entries.filter(removed_at=None).values_list("text", flat=True)),
        [row.image_id for row in images],
        fresh(story).lead_image_id,
    )


def test_what_was_chosen_goes_into_a_draft_and_the_old_story_keeps_address_and_numbers(story, chief, client):
    parts, before = chosen(story), numbers(story)
    pictures = [row.image for row in story.placements.order_by("position")]
    new = split(story, parts, headline="The watch", by=chief).target
    assert words(new) == {"The desk watched the harbour all night."}
    assert [row.article.uid for row in new.story_articles.all()] == parts.articles
    assert new.timeline_entries.get().text == "The vote."
    assert fresh(new).lead_image == pictures[0]
    assert numbers(story) == before
    assert not story.story_articles.attached().filter(number=1).exists()
    assert fresh(story).lead_image == pictures[1]
    assert fresh(new).published is None
    assert client.get(story.published.get_absolute_url()).status_code == 200
    update(fresh(story))
    edition = publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    assert [stone["number"] for stone in edition.content["machine"]["tombstones"]] == [1]
    update(fresh(new))
    first = publishing.publish(fresh(new), seen=fresh(new).desk_revision, by=chief)
    assert first.content["machine"]["articles"][0]["number"] == 1
    assert fresh(new).published.slug == "the-watch"


@pytest.mark.deep
def test_what_the_chosen_words_cite_goes_along_and_stays_and_the_machine_does_not_write_them_again(story, chief):
    sentence = story.sentences.filter(written_by="machine", removed_at=None).first()
    cited = set(sentence.citations.values_list("article__uid", flat=True))
    new = split(story, Parts(sentences=[sentence.uid]), headline="One sentence", by=chief).target
    assert {row.article.uid for row in new.story_articles.attached()} == cited
    assert story.story_articles.attached().count() == 4
    update(fresh(story))
    update(fresh(new))
    assert sentence.text not in words(story)
    assert sentence.text in words(new)


def test_undoing_a_split_brings_everything_back_and_deletes_the_new_story(story, chief):
    before, content = standing(story), compose(story).content
    row = split(story, chosen(story), headline="The watch", by=chief)
    undo_split(row, by=chief)
    assert standing(story) == before
    assert compose(fresh(story)).content == content
    assert fresh(row.target).deleted_at is not None
    assert not story.deletions.filter(undone_at=None).exists()
    with pytest.raises(AlreadyUndone):
        undo_split(row, by=chief)
    assert undelete(fresh(row.target), by=chief).deleted_at is None


def test_once_people_worked_on_the_new_story_it_is_merged_back_instead_and_nothing_is_lost(story, chief):
    before = standing(story)
    row = split(story, chosen(story), headline="The watch", by=chief)
    new = fresh(row.target)
    curating.change_story(new, seen=new.desk_revision, by=chief, kicker="Harbour")
    with pytest.raises(states.NotNow, match="Merge it into this story instead"):
        undo_split(row, by=chief)
    assert not Lineage.objects.filter(undone_at__isnull=False).exists()
    merge(fresh(new), into=fresh(story), by=chief)
    after = standing(story)
    assert after[:3] == before[:3]
    assert set(after[3]) == set(before[3])


@pytest.mark.deep
def test_nothing_things_of_others_and_invented_ones_are_refused(story, chief):
    other = make_story(HARBOUR[0], by=chief, headline="Another")
    strange = (
        Parts(),
        Parts(articles=[uuid.uuid4()]),
        Parts(sentences=[other.sentences.first().uid]),
        Parts(entries=[uuid.uuid4(), story.timeline_entries.get().uid]),
    )
    for parts in strange:
        with pytest.raises(BadText):
            split(story, parts, headline="The watch", by=chief)
    with pytest.raises(BadText, match="The headline is empty"):
        split(story, chosen(story), headline=" ", by=chief)
    assert Story.objects.count() == 2


@pytest.mark.deep
def test_a_held_a_sealed_and_anothers_story_is_not_split(story, chief):
    with pytest.raises(NotAllowed):
        split(story, chosen(story), headline="The watch", by=make_user("change_story", "add_story"))
    legal_holds.hold(story, reason="A court asked.", by=chief)
    with pytest.raises(legal_holds.UnderLegalHold):
        split(story, chosen(story), headline="The watch", by=chief)
    draft = make_story(HARBOUR[0], by=chief)
    sealing.seal(draft, seen=draft.desk_revision, by=chief, until=None)
    parts = Parts(sentences=[draft.sentences.first().uid])
    with pytest.raises(states.NotNow):
        split(fresh(draft), parts, headline="The watch", by=chief)


@pytest.mark.deep
def test_what_is_redacted_in_the_old_story_goes_from_the_new_one_too(story, chief, client):
    parts = chosen(story)
    new = split(story, parts, headline="The watch", by=chief).target
    update(fresh(new))
    publishing.publish(fresh(new), seen=fresh(new).desk_revision, by=chief)
    redacting.redact(fresh(story), "sentence", str(parts.sentences[0]), reason="An order.", by=chief)
    for one in (story, new):
        assert "The desk watched" not in client.get(fresh(one).published.get_absolute_url()).content.decode()


def test_a_copy_is_a_draft_with_all_that_people_made_and_says_where_it_came_from(story, chief):
    reader = make_user("change_story", "add_story", "edit_any_story", name="jo")
    old = standing(story)
    row = duplicate(story, by=reader)
    new = fresh(row.target)
    assert (new.headline, new.published, new.owner) == (f"Copy of {story.headline}", None, reader)
    assert new.uid != story.uid
    assert new.slug != story.slug
    assert words(new) == {"The desk watched the harbour all night."}
    assert [row.text for row in new.timeline_entries.all()] == ["The vote."]
    assert [row.image_id for row in new.placements.order_by("position")] == old[3]
    assert set(new.story_articles.values_list("article", "number")) == {
        (row.article_id, None) for row in story.story_articles.all()
    }
    assert standing(story) == old
    assert (row.kind, row.source) == ("duplicate", story)
    update(new)
    assert len(words(new)) > 1
    publishing.publish(fresh(new), seen=fresh(new).desk_revision, by=chief)


def test_a_copy_of_what_is_sealed_or_embargoed_is_under_an_embargo(chief):
    draft = make_story(HARBOUR[0], by=chief)
    sealing.seal(draft, seen=draft.desk_revision, by=chief, until=None)
    copy = fresh(duplicate(fresh(draft), by=chief, headline="By another name").target)
    assert copy.is_embargoed(copy.created_at)
    assert copy.published is None


def test_words_that_are_to_be_removed_without_trace_go_into_no_other_story(story, chief):
    other = make_story(HARBOUR[0], by=chief, headline="Another")
    publishing.publish(other, seen=other.desk_revision, by=chief)
    request = removing.ask_removal(fresh(story).published, reason="A court.", by=chief)
    entry = story.timeline_entries.get().uid
    for act in (
        lambda: merge(fresh(story), into=fresh(other), by=chief),
        lambda: merge(fresh(other), into=fresh(story), by=chief),
        lambda: split(fresh(story), Parts(entries=[entry]), headline="Away", by=chief),
    ):
        with pytest.raises(states.NotNow, match="removed without trace"):
            act()
    removing.drop_removal(request, reason="It stays.", by=chief)
    assert split(fresh(story), Parts(entries=[entry]), headline="Away", by=chief)


@pytest.mark.parametrize(("embargo_days", "seal_days", "ends_in_days"), [(-1, 3, 3), (1, 3, 3), (1, None, None)])
def test_a_copy_is_kept_as_long_as_what_is_sealed_whatever_embargo_it_had(chief, embargo_days, seal_days, ends_in_days):
    draft, now = make_story(HARBOUR[0], by=chief), timezone.now()
    until = now + timedelta(days=embargo_days)
    Story.objects.filter(pk=draft.pk).update(embargo_since=now - timedelta(days=2), embargo_until=until)
    released = now + timedelta(days=seal_days) if seal_days else None
    sealing.seal(fresh(draft), seen=draft.desk_revision, by=chief, until=released)
    copy = fresh(duplicate(fresh(draft), by=chief).target)
    assert copy.is_embargoed(now + timedelta(days=2))
    assert copy.embargo_until == (now + timedelta(days=ends_in_days) if ends_in_days else None)


@pytest.mark.deep
def test_another_reporters_story_is_not_copied(story):
    with pytest.raises(NotAllowed):
        duplicate(story, by=make_user("change_story", "add_story"))


@pytest.mark.deep
def test_redacted_words_are_in_no_copy(story, chief):
    sentence = story.sentences.get(text="The desk watched the harbour all night.")
    redacting.redact(story, "sentence", str(sentence.uid), reason="An order.", by=chief)
    copy = fresh(duplicate(fresh(story), by=chief).target)
    assert words(copy) == set()
    assert copy.deletions.filter(text=sentence.text).exists()


@pytest.mark.deep
def test_a_copy_holds_the_same_article_only_once_however_often_it_is_made(story, chief):
    extra = make_article("Vell lighthouse keeper Ana Roos said on Feb. 20 the light was out.")
    curating.attach(story, extra, by=chief)
    first, second = (fresh(duplicate(fresh(story), by=chief).target) for _ in range(2))
    assert first.story_articles.count() == second.story_articles.count() == 5
    assert Lineage.objects.filter(source=story).count() == 2
