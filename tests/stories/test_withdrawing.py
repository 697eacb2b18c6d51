"""What may not be shown any more leaves the public page, also of a story whose updates wait; nothing else moves."""

from __future__ import annotations

import pytest

from editions.models import Edition
from media import library
from stories import curating, publishing, subediting
from stories.models import Story
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_publisher, make_story, make_user
from tests.media.conftest import encoded, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief()


def held(chief, **how) -> Story:
    """A published story whose updates wait for an editor."""
    story = make_story(*HARBOUR, by=chief)
    story = curating.change_story(story, seen=story.desk_revision, by=chief, **(how or {"summary_policy": "hold"}))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    return Story.objects.get(pk=story.pk)


def clock_comes(story: Story) -> Edition | None:
    update(Story.objects.get(pk=story.pk))
    return publishing.publish_automatically(story.pk)


def source_of(story: Story):
    """An article that a machine sentence of the page rests on."""
    content = story.published.current_edition.content
    uid = content["machine"]["sentences"][0]["citations"][0]["article"]
    return story.story_articles.select_related("article__publisher").get(article__uid=uid).article


@pytest.mark.few(0, 3)
@pytest.mark.parametrize("how", [{"summary_policy": "hold"}, {"is_sensitive": True}])
@pytest.mark.parametrize("act", ["opt_out", "link_only", "retract"])
def test_words_that_were_withdrawn_leave_a_held_story_at_once(client, chief, how, act):
    story = held(chief, **how)
    source = source_of(story)
    quotes = [
        sentence["text"]
        for sentence in story.published.current_edition.content["machine"]["sentences"]
        if {c["article"] for c in sentence["citations"]} == {str(source.uid)}
    ]
    assert quotes
    if act == "retract":
        curating.retract(source, reason="They took it back.", by=chief)
    else:
        reuse = {"opt_out": "none", "link_only": "link_only"}[act]
        curating.change_publisher_rights(source.publisher, reuse=reuse, basis="Their letter.", by=chief)
    edition = clock_comes(story)
    page = client.get(story.published.get_absolute_url()).content.decode()
    assert not [quote for quote in quotes if quote in page]
    assert (source.headline in page) == (act != "opt_out")
    assert edition.by_text == f"automatic, withdrawn: {source.publisher.name}"
    kinds = {row["cause"]["kind"] for row in edition.changes}
    assert kinds == ({"article_retracted"} if act == "retract" else {"rights"})
    story.refresh_from_db()
    assert story.hold_reason


def test_words_that_were_withdrawn_leave_although_a_picture_has_lost_its_right(client, chief, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    story = make_story(*HARBOUR, by=chief)
    image = library.add_image(encoded(scene(1, 400, 300)), by=chief)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    library.describe(image, by=chief, rights_basis="unknown")
    source = source_of(story)
    curating.retract(source, reason="They took it back.", by=chief)
    edition = clock_comes(story)
    cited = [c["article"] for s in edition.content["machine"]["sentences"] for c in s["citations"]]
    assert str(source.uid) not in cited
    story.refresh_from_db()
    assert "rights in picture" in story.hold_reason


def test_nothing_new_comes_in_with_it(client, chief):
    story = held(chief)
    before = story.published.current_edition.content
    curating.attach(
        story, make_article("A whole new report from Vell says 900 cranes stood still on Feb. 20."), by=chief
    )
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Half typed")
    source = source_of(story)
    curating.change_publisher_rights(source.publisher, reuse="none", basis="Their letter.", by=chief)
    after = clock_comes(story).content
    assert after["desk"] == before["desk"]
    kept = {s["uid"]: s["text"] for s in before["machine"]["sentences"]}
    assert all(kept[s["uid"]] == s["text"] for s in after["machine"]["sentences"])
    assert len(after["machine"]["articles"]) == len(before["machine"]["articles"]) - 1
    assert [stone["outlet"] for stone in after["machine"]["tombstones"]] == [source.publisher.name]


@pytest.mark.deep
def test_a_second_look_makes_no_further_version(chief):
    story = held(chief)
    curating.change_publisher_rights(source_of(story).publisher, reuse="none", basis="Their letter.", by=chief)
    assert clock_comes(story)
    Story.objects.filter(pk=story.pk).raise_inputs()
    assert clock_comes(story) is None
    assert Edition.objects.count() == 2


def test_an_article_that_a_reporter_took_out_stays_until_a_chief_publishes(chief):
    story = held(chief, summary_policy="publish")
    reporter = make_user("change_story", "edit_any_story")
    curating.detach(story, source_of(story), by=reporter, reason="Off the point.")
    assert clock_comes(story) is None
    assert Edition.objects.count() == 1


def test_words_that_may_only_be_quoted_by_now_become_a_quotation(chief):
    story = held(chief)
    source = source_of(story)
    curating.change_publisher_rights(source.publisher, reuse="quote", basis="Their letter.", by=chief)
    machine = clock_comes(story).content["machine"]
    alone = [s for s in machine["sentences"] if {c["article"] for c in s["citations"]} == {str(source.uid)}]
    assert {(s["form"], s["outlet"]) for s in alone} == {("quotation", source.publisher.name)}


@pytest.mark.parametrize("is_vouched", [True, False])
def test_a_persons_sentence_stays_only_where_somebody_vouches_for_it(chief, is_vouched):
    story = make_story(*HARBOUR[:2], by=chief)
    other = make_article("Divers in Vell found 12 anchors below the pier on Feb. 20.", publisher=make_publisher())
    curating.attach(story, other, by=chief)
    update(story)
    story.refresh_from_db()
    row = story.sentences.filter(citations__article=other, removed_at=None).first()
    text = "Divers in Vell found 12 anchors on Feb. 20."
    subediting.edit_sentence(row, text=text, is_vouched=is_vouched, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    story = curating.change_story(story, seen=story.desk_revision, by=chief, summary_policy="hold")
    publishing.publish(story, seen=story.desk_revision, by=chief)
    curating.retract(other, reason="Wrong pier.", by=chief)
    content = clock_comes(Story.objects.get(pk=story.pk)).content
    stand = [(s["mark"], s["citations"]) for s in content["desk"]["sentences"] if s["text"] == text]
    assert stand == ([("newsroom_reporting", [])] if is_vouched else [])
