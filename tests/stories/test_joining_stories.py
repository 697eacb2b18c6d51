"""Merging one story into another, and undoing it: what goes over, what stays, what nobody may do."""

from __future__ import annotations

import pytest
from django.utils import timezone

from editions.models import Change, Edition, PublishedStory
from foundation.errors import BadText, NotAllowed
from foundation.models import EditLog
from stories import chronology, curating, legal_holds, publishing, redacting, sealing, states, subediting
from stories.composing import compose
from stories.curating import MergedStory
from stories.joining_stories import AlreadyUndone, merge, undo_merge
from stories.models import Citation, Comment, Lineage, Sentence, Story, Watch
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def published(*texts: str, by, headline: str) -> Story:
    made = make_story(*texts, by=by, headline=headline)
    publishing.publish(made, seen=made.desk_revision, by=by)
    return fresh(made)


def write(story: Story, text: str, *, by) -> Sentence:
    section = story.sections.filter(removed_at=None).first()
    return subediting.add_sentence(story, section, text=text, seen=fresh(story).desk_revision, by=by, is_vouched=True)


@pytest.fixture
def chief():
    return make_chief("mina")


@pytest.fixture
def pair(chief) -> tuple[Story, Story]:
    """A live story of two articles and the live survivor of two others, both with words of people."""
    gone = published(*HARBOUR[2:], by=chief, headline="Vell Counts the Cost")
    survivor = published(*HARBOUR[:2], by=chief, headline="Vell Dockworkers End Strike")
    write(gone, "The desk watched the harbour all night.", by=chief)
    seen = fresh(gone).desk_revision
    chronology.add_entry(gone, date="Mar 2, 2026 (planned)", text="Cruise calls resume.", seen=seen, by=chief)
    publishing.publish(fresh(gone), seen=fresh(gone).desk_revision, by=chief)
    return fresh(gone), fresh(survivor)


def numbers(story: Story) -> dict[int, str]:
    return dict(story.story_articles.filter(number__isnull=False).values_list("number", "article__headline"))


def words(story: Story) -> set[str]:
    return set(story.sentences.filter(removed_at=None).values_list("text", flat=True))


def test_the_survivor_keeps_its_numbers_and_the_articles_of_the_other_get_the_next(pair, chief):
    gone, survivor = pair
    before, old = numbers(survivor), numbers(gone)
    row = merge(gone, into=survivor, by=chief)
    after, mapped = numbers(survivor), fresh(gone).published.merged_numbers
    assert {number: after[number] for number in before} == before
    assert [after[3], after[4]] == [old[1], old[2]]
    assert mapped == {"1": 3, "2": 4}
    assert numbers(gone) == old
    assert row.record["articles"]["numbers"] == mapped


@pytest.mark.deep
def test_an_article_that_stands_in_both_keeps_the_survivors_number(chief):
    article = make_article(HARBOUR[0])
    gone, survivor = make_story(HARBOUR[3], by=chief), make_story(HARBOUR[1], by=chief)
    for story in (gone, survivor):
        curating.attach(story, article, by=chief)
        update(story)
        publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    merge(fresh(gone), into=fresh(survivor), by=chief)
    old = gone.story_articles.get(article=article).number
    kept = survivor.story_articles.get(article=article).number
    assert fresh(gone).published.merged_numbers[str(old)] == kept
    assert survivor.story_articles.count() == 3


@pytest.mark.deep
def test_all_that_stood_goes_over_with_its_uid_and_its_passages(pair, chief):
    gone, survivor = pair
    said = words(gone)
    uids = set(gone.sentences.filter(removed_at=None).values_list("uid", flat=True))
    cited = Citation.objects.filter(sentence__story=gone).count()
    own = words(survivor)
    merge(gone, into=survivor, by=chief)
    assert words(survivor) == own | said
    assert uids <= set(survivor.sentences.values_list("uid", flat=True))
    assert Citation.objects.filter(sentence__uid__in=uids).count() == cited > 0
    assert survivor.timeline_entries.get().text == "Cruise calls resume."
    assert not gone.sentences.filter(removed_at=None).exists()
    assert {s.section.story_id for s in survivor.sentences.filter(removed_at=None)} == {survivor.pk}


def test_nothing_of_people_is_public_before_somebody_publishes_and_then_it_is(pair, chief):
    gone, survivor = pair
    merge(gone, into=survivor, by=chief)
    assert fresh(survivor).published.current_edition_id == survivor.published.current_edition_id
    update(fresh(survivor))
    Story.objects.filter(pk=survivor.pk).update(edition_due_at=fresh(survivor).changed_at)
    automatic = publishing.publish_automatically(survivor.pk)
    assert automatic is not None
    assert "The desk watched" not in str(automatic.content["desk"])
    assert {a["number"] for a in automatic.content["machine"]["articles"]} == {1, 2, 3, 4}
    edition = publishing.publish(fresh(survivor), seen=fresh(survivor).desk_revision, by=chief)
    assert "The desk watched the harbour all night." in str(edition.content["desk"])
    assert "Cruise calls resume." in str(edition.content)


def test_the_old_address_leads_to_the_survivor_and_partners_are_told_the_numbers(pair, chief, client):
    gone, survivor = pair
    merge(gone, into=survivor, by=chief)
    answer = client.get(gone.published.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, survivor.published.get_absolute_url())
    assert Change.objects.filter(story=gone.published).latest("pk").kind == "merged"
    assert Edition.objects.filter(story=gone.published).count() == 2


def test_undoing_brings_both_back_as_they_were(pair, chief, client):
    gone, survivor = pair
    comment = Comment.objects.create(story=gone, text="Who checks this?", by=chief, at=timezone.now())
    Watch.objects.create(story=gone, person=chief, since=timezone.now())
    before = [(words(s), numbers(s), s.timeline_entries.filter(removed_at=None).count()) for s in pair]
    digests = [compose(s).content for s in pair]
    row = merge(gone, into=survivor, by=chief)
    assert list(Comment.objects.of_story(survivor.pk)) == [comment]
    assert survivor.watches.get().person == chief
    undo_merge(row, by=chief)
    assert list(Comment.objects.of_story(gone.pk)) == [comment]
    assert not survivor.watches.exists()
    for story, stood, content in zip(pair, before, digests, strict=True):
        assert (words(story), numbers(story), story.timeline_entries.filter(removed_at=None).count()) == stood
        assert compose(fresh(story)).content == content
    assert not fresh(survivor).has_unpublished_changes()
    assert client.get(gone.published.get_absolute_url()).status_code == 200
    assert fresh(gone).published.merged_numbers == {}
    assert fresh(survivor).joined == []
    logged = EditLog.objects.filter(verb="undo_merge").values_list("subject_uid", flat=True)
    assert set(logged) == {gone.uid, survivor.uid}


def test_a_survivor_is_as_careful_as_both_until_the_merge_is_undone(pair, chief):
    gone, survivor = pair
    Story.objects.filter(pk=gone.pk).update(summary_policy="hold", is_sensitive=True)
    row = merge(fresh(gone), into=survivor, by=chief)
    assert (fresh(survivor).summary_policy, fresh(survivor).is_sensitive) == ("hold", True)
    undo_merge(row, by=chief)
    assert (fresh(survivor).summary_policy, fresh(survivor).is_sensitive) == ("publish", False)
    row = merge(fresh(gone), into=fresh(survivor), by=chief)
    Story.objects.filter(pk=survivor.pk).update(is_sensitive=False)  # somebody decided so since
    undo_merge(row, by=chief)
    assert (fresh(survivor).summary_policy, fresh(survivor).is_sensitive) == ("hold", False)


def test_after_runs_and_publications_undoing_keeps_what_came_since_and_leaves_the_numbers_taken(pair, chief):
    gone, survivor = pair
    row = merge(gone, into=survivor, by=chief)
    late = make_article(HARBOUR[0].replace("812", "813"), hours=9)
    curating.attach(survivor, late, by=chief)
    update(fresh(survivor))
    mine = write(survivor, "The desk wrote this after the merge.", by=chief)
    guest = gone.sections.model.objects.get(pk=row.record["sections"][0][0])
    here = subediting.add_sentence(
        fresh(survivor), guest, text="And this beside what came.", seen=fresh(survivor).desk_revision, by=chief,
        is_vouched=True,
    )  # fmt: skip
    publishing.publish(fresh(survivor), seen=fresh(survivor).desk_revision, by=chief)
    said = words(gone) | {"The desk watched the harbour all night."}
    undo_merge(row, by=chief)
    update(fresh(survivor))
    update(fresh(gone))
    assert {mine.text, here.text} <= words(survivor)
    assert said <= words(gone)
    assert Sentence.objects.get(pk=here.pk).section.story_id == survivor.pk
    standing = {r.number for r in survivor.story_articles.attached()}
    assert standing == {1, 2, 5}
    edition = publishing.publish(fresh(survivor), seen=fresh(survivor).desk_revision, by=chief)
    assert {stone["number"] for stone in edition.content["machine"]["tombstones"]} == {3, 4}
    again = merge(fresh(gone), into=fresh(survivor), by=chief)
    assert again.record["articles"]["numbers"] == {"1": 3, "2": 4}


@pytest.mark.deep
def test_what_a_person_took_out_of_the_survivor_stays_out_and_what_they_edited_goes_back_edited(pair, chief):
    gone, survivor = pair
    row = merge(gone, into=survivor, by=chief)
    out, other = survivor.sentences.filter(pk__in=[s[0] for s in row.record["sentences"]]).order_by("pk")[:2]
    subediting.delete_sentence(out, seen=fresh(survivor).desk_revision, by=chief)
    subediting.edit_sentence(
        other, text="Reworded since.", seen=fresh(survivor).desk_revision, by=chief, is_vouched=True
    )
    undo_merge(row, by=chief)
    assert out.text not in words(gone)
    assert "Reworded since." in words(gone)
    assert fresh(gone).has_unpublished_changes()


@pytest.mark.deep
def test_nobody_changes_a_story_that_was_merged_and_no_run_touches_it(pair, chief):
    gone, survivor = pair
    merge(gone, into=survivor, by=chief)
    for act in (
        lambda: curating.attach(gone, make_article("A late report from Vell."), by=chief),
        lambda: curating.change_story(fresh(gone), seen=fresh(gone).desk_revision, by=chief, headline="New"),
        lambda: curating.detach(gone, gone.story_articles.first().article, by=chief),
    ):
        with pytest.raises(MergedStory, match="was merged into “Vell Dockworkers End Strike”"):
            act()
    with pytest.raises(publishing.NotPublished):
        publishing.publish(fresh(gone), seen=fresh(gone).desk_revision, by=chief)
    assert not Story.objects.open().filter(pk=gone.pk).exists()


@pytest.mark.deep
def test_who_may_not_publish_merges_drafts_of_their_own_and_nothing_that_readers_see(pair, chief):
    gone, survivor = pair
    reporter, editor = make_user("change_story", "add_story"), make_user("edit_any_story", "change_story", "add_story")
    with pytest.raises(NotAllowed):
        merge(gone, into=survivor, by=editor)
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        merge(gone, into=survivor, by=reporter)
    draft = make_story(HARBOUR[0], by=reporter)
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        merge(draft, into=survivor, by=reporter)
    other = make_story(HARBOUR[1], by=reporter, headline="Another of mine")
    merge(draft, into=other, by=reporter)
    assert fresh(draft).merged_into == other


@pytest.mark.deep
def test_what_an_editor_merges_into_a_live_story_waits_for_a_chief(pair, chief):
    _, survivor = pair
    editor = make_user("edit_any_story", "change_story", "add_story", name="jo")
    draft = make_story(HARBOUR[3], by=editor, headline="A draft")
    merge(draft, into=survivor, by=editor)
    update(fresh(survivor))
    assert publishing.publish_automatically(survivor.pk) is None
    assert "Jo changed the articles and may not publish" in fresh(survivor).hold_reason


@pytest.mark.deep
def test_a_sensitive_or_held_draft_makes_the_survivor_so(pair, chief):
    _, survivor = pair
    draft = make_story(HARBOUR[3], by=chief)
    curating.change_story(draft, seen=fresh(draft).desk_revision, by=chief, is_sensitive=True, summary_policy="hold")
    row = merge(draft, into=survivor, by=chief)
    update(fresh(survivor))
    assert publishing.publish_automatically(survivor.pk) is None
    undo_merge(row, by=chief)
    assert (fresh(survivor).is_sensitive, fresh(survivor).summary_policy) == (False, "publish")


@pytest.mark.deep
def test_what_readers_know_goes_into_nothing_that_they_do_not_know(pair, chief):
    gone, _ = pair
    draft = make_story(HARBOUR[0], by=chief)
    with pytest.raises(states.NotNow, match="Merge the other way round"):
        merge(gone, into=draft, by=chief)
    assert PublishedStory.objects.get(pk=gone.published_id).is_public()


def test_sealed_embargoed_hidden_held_deleted_and_merged_ones_refuse(pair, chief):
    gone, survivor = pair
    sealed = make_story(HARBOUR[0], by=chief, headline="Sealed")
    sealing.seal(sealed, seen=sealed.desk_revision, by=chief, until=None)
    embargoed = make_story(HARBOUR[0], by=chief, headline="Embargoed")
    Story.objects.filter(pk=embargoed.pk).update(embargo_since=embargoed.created_at)
    deleted = make_story(HARBOUR[0], by=chief, headline="Deleted")
    Story.objects.filter(pk=deleted.pk).update(deleted_at=deleted.created_at)
    for story in (sealed, embargoed, deleted):
        with pytest.raises(states.NotNow):
            merge(story, into=survivor, by=chief)
        with pytest.raises(states.NotNow):
            merge(make_story(HARBOUR[0], by=chief), into=story, by=chief)
    legal_holds.hold(survivor, reason="A court asked.", by=chief)
    with pytest.raises(legal_holds.UnderLegalHold, match="It cannot be merged"):
        merge(gone, into=survivor, by=chief)
    legal_holds.lift(fresh(survivor), reason="Over.", by=chief)
    PublishedStory.objects.filter(pk=survivor.published_id).update(state="withheld")
    for a, b in (pair, pair[::-1]):
        with pytest.raises(states.NotNow):
            merge(a, into=b, by=chief)
    with pytest.raises(BadText, match="this story itself"):
        merge(gone, into=gone, by=chief)
    assert not Lineage.objects.exists()


def test_undoing_is_refused_where_it_would_show_what_may_not_be_shown(pair, chief):
    gone, survivor = pair
    row = merge(gone, into=survivor, by=chief)
    PublishedStory.objects.filter(pk=survivor.published_id).update(state="killed")
    with pytest.raises(states.NotNow, match="is not live"):
        undo_merge(row, by=chief)
    PublishedStory.objects.filter(pk=survivor.published_id).update(state="live")
    legal_holds.hold(gone, reason="A court asked.", by=chief)
    with pytest.raises(legal_holds.UnderLegalHold):
        undo_merge(row, by=chief)
    legal_holds.lift(fresh(gone), reason="Over.", by=chief)
    with pytest.raises(NotAllowed):
        undo_merge(row, by=make_user("edit_any_story", "change_story"))
    undo_merge(row, by=chief)
    with pytest.raises(AlreadyUndone):
        undo_merge(row, by=chief)


def test_what_was_redacted_in_the_survivor_does_not_come_back_by_undoing(pair, chief, client):
    gone, survivor = pair
    sentence = gone.sentences.get(text="The desk watched the harbour all night.")
    row = merge(gone, into=survivor, by=chief)
    redacting.redact(fresh(survivor), "sentence", str(sentence.uid), reason="An order.", by=chief)
    undo_merge(row, by=chief)
    page = client.get(gone.published.get_absolute_url()).content.decode()
    assert "The desk watched the harbour" not in page
    assert sentence.text not in words(gone)


@pytest.mark.deep
def test_public_lines_of_corrections_live_on_in_the_survivor_through_two_merges(pair, chief):
    gone, survivor = pair
    write(gone, "The vote was on Feb. 18, not 17.", by=chief)
    publishing.correct(fresh(gone), seen=fresh(gone).desk_revision, by=chief, notice="The day was wrong.")
    last = published(HARBOUR[0], by=chief, headline="The last one")
    merge(fresh(gone), into=fresh(survivor), by=chief)
    merge(fresh(survivor), into=fresh(last), by=chief)
    notices = compose(fresh(last)).content["machine"]["notices"]
    assert [n["text"] for n in notices] == ["Correction: The day was wrong."]


@pytest.mark.deep
def test_a_chain_of_merges_leads_to_the_last_and_is_undone_from_its_end(pair, chief, client):
    gone, survivor = pair
    last = published(HARBOUR[0], by=chief, headline="The last one")
    first, second = merge(gone, into=survivor, by=chief), merge(fresh(survivor), into=last, by=chief)
    assert client.get(gone.published.get_absolute_url())["Location"] == last.published.get_absolute_url()
    with pytest.raises(states.NotNow):
        undo_merge(first, by=chief)
    undo_merge(second, by=chief)
    undo_merge(first, by=chief)
    for story in (gone, survivor, last):
        assert client.get(story.published.get_absolute_url()).status_code == 200
