"""The front of the desk: each kind of line appears when it should, leads to its place, and goes when it is mended."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.front.kinds import NEEDED, Scope
from desk.front.mine import on_me
from editions.models import SealedEdition
from foundation.models import EditLog
from media.library import add_image, describe
from stories import attention, chronology, curating, publishing, sealing, subediting, taking_back
from stories.models import Attention, Flag, Placement, Sentence, Story, TimelineEntry
from tests.desk.making import address, make_story, picture, summarise, text_of
from tests.making import make_chief as make_editor
from tests.making import make_story as make_desk_story
from tests.media.conftest import encoded, scene

pytestmark = pytest.mark.django_db
FRONT, DAY = "/admin/", "2026-02-18"


def part(response, name):
    """The part of the page with this id, up to the next one of its kind; "" where it is not there."""
    end = '<div class="front-group"|<section|' if name.startswith("kind-") else "<section|<nav id=|"
    found = re.search(rf'<\w+[^>]* id="{name}".*?(?={end}\Z)', text_of(response), re.DOTALL)
    return found.group() if found else ""


def kind(client, key):
    """The lines of this kind."""
    return part(client.get(FRONT), f"kind-{key}")


def test_a_failed_update_stands_there_until_it_is_asked_for_again(login, chief):
    story = summarise(make_story(chief))
    Story.objects.filter(pk=story.pk).update(needs_attention=True, last_error="EngineDown: no answer")
    client = login(chief)
    lines = kind(client, "failed")
    assert "EngineDown: no answer" in lines
    assert f'href="{address(story, "summary")}#run"' in lines
    client.post(address(story, "summary"), {"act": "update"})
    assert not kind(client, "failed")


def test_a_held_update_leads_to_what_waits_and_goes_with_its_publication(login, chief):
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    Story.objects.filter(pk=story.pk).update(hold_reason="The story is marked sensitive.")
    client = login(chief)
    lines = kind(client, "held")
    assert "The story is marked sensitive." in lines
    assert f'href="{address(story, "publish")}#update-ready"' in lines
    Story.objects.filter(pk=story.pk).update(hold_reason="A source no longer says this. " * 9)
    assert "this. A source no longer …</a>" in kind(client, "held")
    story.refresh_from_db()
    subediting.add_sentence(
        story, story.sections.first(), text="A new one.", seen=story.desk_revision, by=chief, is_vouched=True
    )
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert not kind(client, "held")


@pytest.mark.deep
def test_a_refused_release_is_no_failed_update(login, chief):
    story = make_story(chief)
    Story.objects.filter(pk=story.pk).update(needs_attention=True, hold_reason="Not released: a source is gone.")
    client = login(chief)
    assert "a source is gone" in kind(client, "release")
    assert not kind(client, "failed")
    assert not kind(client, "held")


def test_a_sentence_whose_source_says_it_no_more_leads_to_the_sentence_once(login, chief):
    story = summarise(make_story(chief))
    sentence = story.sentences.filter(removed_at__isnull=True)[0]
    Sentence.objects.filter(pk=sentence.pk).update(lost_evidence=True)
    client = login(chief)
    there = f'href="{address(story, "summary")}#s-{sentence.uid}"'
    assert kind(client, "lost").count(there) == 1
    cited = sentence.citations.all()[0]
    Flag.objects.create(
        article=cited.article, story=story, kind=Flag.Kind.CHANGED, sentence=sentence, note="the words that are gone"
    )
    lines = kind(client, "lost")
    assert lines.count(there) == 1
    assert "the words that are gone" in lines
    subediting.delete_sentence(sentence, seen=story.desk_revision, by=chief)
    Flag.objects.update(cleared_at=timezone.now(), outcome="rests_no_more")
    assert not kind(client, "lost")


def test_an_entry_whose_source_says_it_no_more_leads_to_the_timeline(login, chief):
    story = make_story(chief)
    entry, article = story.timeline_entries.get(), story.story_articles.all()[0].article
    Flag.objects.create(article=article, story=story, kind=Flag.Kind.CHANGED, entry=entry, note="on Wednesday")
    assert f'href="{address(story, "timeline")}#e-{entry.uid}"' in kind(login(chief), "lost")


@pytest.mark.deep
def test_a_withdrawn_article_stands_there_once_for_each_story_until_somebody_has_seen_to_it(login, chief, editor):
    story = summarise(make_story(chief))
    article = story.sentences.filter(removed_at__isnull=True)[0].citations.all()[0].article
    curating.retract(article, by=chief, reason="The paper took it back.")
    assert Flag.objects.standing().filter(story=story).count() > 1
    client = login(editor)
    lines = kind(client, "source")
    there = f'href="{address(story, "articles")}#a-{article.uid}"'
    assert lines.count(there) == 1
    assert "withdrawn by its publisher" in lines
    told = client.post(FRONT, {"act": "seen", "story": story.pk, "article": str(article.uid)}, follow=True)
    assert "Seen: " in text_of(told)
    assert not kind(client, "source")
    assert not Flag.objects.standing().filter(story=story).exists()


def test_nobody_sees_to_flags_of_a_story_that_is_not_theirs(login, chief, reporter):
    story = make_story(chief)
    article = story.story_articles.all()[0].article
    Flag.objects.create(article=article, story=story, kind=Flag.Kind.GONE)
    posted = {"act": "seen", "story": story.pk, "article": str(article.uid)}
    assert login(reporter).post(FRONT, posted).status_code == 404
    assert Flag.objects.standing().filter(kind="gone").count() == 1
    assert login(chief).post(FRONT, {**posted, "article": "no uid"}).status_code == 404
    assert login(chief).post(FRONT, {**posted, "act": "explode"}).status_code == 400


def test_figures_that_differ_and_a_headline_that_says_more_lead_to_where_they_are_mended(login, chief):
    story = summarise(make_story(chief))
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Port of Vell reopens after 99 days")
    Attention.objects.create(
        story=story, kind="figures", where="summary", text="40 against 31", opened_at=timezone.now()
    )
    attention.check(story.pk)
    client = login(chief)
    lines = kind(client, "headline")
    assert f'href="{address(story, "change")}#id_headline"' in lines
    assert "99" in lines
    assert not kind(client, "figures")
    Attention.objects.create(
        story=story, kind="figures", where="summary", text="40 against 31", opened_at=timezone.now()
    )
    assert f'href="{address(story, "summary")}#differences"' in kind(client, "figures")
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Dockworkers accept a pay rise")
    attention.check(story.pk)
    assert not kind(client, "headline")


@pytest.mark.deep
def test_a_planned_day_stands_there_once_it_has_passed_and_before_it_is_promised(login, chief):
    story = make_story(chief)
    today = timezone.localdate()
    for days, text in ((-1, "The gates open."), (0, "The ship sails."), (9, "The court rules.")):
        story.refresh_from_db()
        chronology.add_entry(
            story,
            date=f"{today + timedelta(days=days):%Y-%m-%d} (planned)",
            text=text,
            seen=story.desk_revision,
            by=chief,
        )
    client = login(chief)
    passed, entry = kind(client, "passed"), story.timeline_entries.get(text="The gates open.")
    assert "The gates open." in passed
    assert f'href="{address(story, "timeline")}#e-{entry.uid}"' in passed
    assert "The ship sails." not in passed
    promised = part(client.get(FRONT), "promised").split('id="owed"')[0]
    assert "The ship sails." in promised
    assert "The gates open." not in promised
    assert "The court rules." not in promised
    story.refresh_from_db()
    chronology.remove_entry(entry, seen=story.desk_revision, by=chief)
    assert not kind(client, "passed")


def test_a_placed_picture_stands_there_until_it_has_both_alt_text_and_credit(login, chief):
    image, loose = (add_image(picture(colour), by=chief) for colour in ("#336699", "#993366"))
    story = make_story(chief)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    client = login(chief)
    lines = kind(client, "pictures")
    assert "No alt text" in lines
    assert f'href="{address(story, "images")}#i-{image.uid}"' in lines
    assert str(loose.uid) not in lines
    describe(image, by=chief, alt_text="Ships in the harbour")
    assert "No credit line" in kind(client, "pictures")
    describe(image, by=chief, credit_line="A. Wren")
    assert not kind(client, "pictures")


@pytest.mark.deep
def test_a_picture_that_was_taken_out_or_whose_story_was_killed_waits_for_nobody(login, chief):
    story = summarise(make_story(chief))
    image = add_image(picture(), by=chief)
    placement = curating.place_image(story, image, seen=story.desk_revision, by=chief)
    client = login(chief)
    story.refresh_from_db()
    curating.remove_image(placement, seen=story.desk_revision, by=chief)
    assert not kind(client, "pictures")
    story.refresh_from_db()
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert kind(client, "pictures")
    story.refresh_from_db()
    taking_back.kill(story.published, reason="Wrong harbour.", by=chief)
    assert not kind(client, "pictures")


@pytest.mark.deep
def test_a_seal_is_scheduled_then_soon_then_late_and_gone_once_it_is_out(login, chief):
    story = summarise(make_story(chief))
    sealing.seal(story, seen=story.desk_revision, by=chief, until=timezone.now() + timedelta(hours=20))
    client = login(chief)
    page = client.get(FRONT)
    assert f'href="{address(story, "publish")}#sealed"' in part(page, "scheduled")
    assert not part(page, "kind-soon")
    assert "Goes out" not in part(page, "since")
    SealedEdition.objects.update(release_at=timezone.now() + timedelta(hours=1))
    page = client.get(FRONT)
    assert f'href="{address(story, "publish")}#sealed"' in part(page, "kind-soon")
    assert "Goes out" in part(page, "since")
    SealedEdition.objects.update(release_at=timezone.now() - timedelta(minutes=5))
    page = client.get(FRONT)
    assert f'href="{address(story, "publish")}#sealed"' in part(page, "kind-late")
    assert not part(page, "kind-soon")
    sealing.release_due()
    page = client.get(FRONT)
    assert not part(page, "kind-late")
    assert "Nothing is sealed for later." in part(page, "scheduled")
    assert story.headline in part(page, "live")


@pytest.mark.deep
def test_an_open_ended_embargo_is_scheduled_and_neither_soon_nor_late(login, chief):
    story = summarise(make_story(chief))
    sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
    page = login(chief).get(FRONT)
    assert "until a chief releases it" in part(page, "scheduled")
    assert not part(page, "kind-soon") + part(page, "kind-late")


def test_what_is_live_stands_there_with_its_age_the_newest_first(login, chief):
    stories = [summarise(make_story(chief, headline=headline)) for headline in ("The older", "The newer")]
    for hours, story in zip((5, 0), stories, strict=True):
        publishing.publish(story, seen=story.desk_revision, by=chief)
        story.refresh_from_db()
        at = timezone.now() - timedelta(hours=hours, minutes=3)
        type(story.published).objects.filter(pk=story.published_id).update(updated_at=at)
    make_story(chief, headline="A draft")
    live = part(login(chief).get(FRONT), "live")
    assert live.index("The newer") < live.index("The older")
    assert re.search(r"data-age>3 min<", live)
    assert re.search(r"data-age>5 h<", live)
    assert "A draft" not in live
    taking_back.withhold(stories[1].published, reason="Wait.", by=chief)
    assert "The newer" not in part(login(chief).get(FRONT), "live")


def busy(story, by):
    """A story that something of every kind waits in."""
    article = story.story_articles.all()[0].article
    now = timezone.now()
    Story.objects.filter(pk=story.pk).update(hold_reason="Held for the test.")
    Flag.objects.create(article=article, story=story, kind=Flag.Kind.GONE)
    entry = story.timeline_entries.all()[0]
    Flag.objects.create(article=article, story=story, kind=Flag.Kind.CHANGED, entry=entry, note="gone words")
    Attention.objects.create(story=story, kind="headline", where="story", subject="kicker", text="More.", opened_at=now)
    Attention.objects.create(story=story, kind="figures", where="summary", text="40 against 31", opened_at=now)
    story.timeline_entries.update(status="planned", sort_from=DAY, sort_to=DAY)


def test_a_reporter_reads_of_their_own_stories_alone(login, chief, reporter):
    theirs, mine = make_story(chief, headline="The chief's story"), make_story(reporter, headline="My own story")
    for story in (theirs, mine):
        busy(story, chief)
    page = text_of(login(reporter).get(FRONT))
    assert page.count("My own story") >= 6
    assert "The chief&#x27;s story" not in page
    only = text_of(login(reporter).get(f"{FRONT}?only=held"))
    assert "My own story" in only
    assert "The chief&#x27;s story" not in only


def test_an_editor_reads_of_all_and_may_ask_for_their_own(login, chief, editor):
    busy(make_story(chief, headline="The chief's story"), chief)
    page = login(editor).get(FRONT)
    assert "The chief&#x27;s story" in part(page, "attention")
    assert "The chief&#x27;s story" in part(page, "since")
    mine = login(editor).get(f"{FRONT}?whose=mine")
    assert "The chief&#x27;s story" in part(mine, "attention")
    assert "The chief&#x27;s story" not in part(mine, "since")


def test_an_administrator_has_the_rooms_alone(login, administrator, chief):
    busy(make_story(chief), chief)
    page = text_of(login(administrator).get(FRONT))
    assert 'id="attention"' not in page
    assert 'id="since"' not in page
    assert "/admin/foundation/user/" in page


def test_a_reporter_is_told_of_their_own_stories_and_not_of_all(login, chief, reporter):
    busy(make_story(chief), chief)
    page = login(reporter).get(FRONT)
    assert "Nothing waits in your stories." in part(page, "attention")
    assert "Readers see no story of yours yet." in part(page, "live")


def test_a_deleted_story_waits_for_nobody(login, chief):
    story = make_story(chief)
    busy(story, chief)
    Story.objects.filter(pk=story.pk).update(deleted_at=timezone.now())
    assert "Nothing waits for anybody." in part(login(chief).get(FRONT), "attention")


def many(by, image, other, count):
    """So many stories of this person with lines of several kinds each, and an act of somebody else in each."""
    now = timezone.now()
    made = [Story(headline=f"Held {n}", hold_reason="Wait.", owner=by) for n in range(count)]
    stories = Story.objects.bulk_create(made)
    planned = {"status": "planned", "date": DAY, "sort_from": DAY, "sort_to": DAY, "text": "It ends."}
    TimelineEntry.objects.bulk_create(TimelineEntry(story=story, **planned) for story in stories)
    differ = {"kind": "figures", "where": "summary", "text": "40 against 31", "opened_at": now}
    Attention.objects.bulk_create(Attention(story=story, **differ) for story in stories)
    Placement.objects.bulk_create(Placement(story=story, image=image) for story in stories)
    act = {"verb": "change_story", "subject_kind": "Story", "person": other}
    EditLog.objects.bulk_create(EditLog(subject_uid=story.uid, **act) for story in stories)


@pytest.mark.parametrize("role", ["editor", pytest.param("reporter", marks=pytest.mark.deep)])
def test_the_front_takes_as_many_queries_over_a_thousand_stories_as_over_ten(login, request, chief, role):
    person, client = request.getfixturevalue(role), login(request.getfixturevalue(role))
    image, counts = add_image(picture(), by=chief), []
    for more in (10, 990):
        many(person, image, chief, more)
        for query in ("", "?whose=mine", "?only=pictures"):
            client.get(FRONT + query)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(FRONT + query)
            counts.append(len(queries))
            assert len(response.content) < 100_000
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12


def test_a_kind_with_many_lines_shows_the_newest_and_leads_to_all(login, chief):
    for n in range(12):
        Story.objects.create(headline=f"Held {n:02}", hold_reason="Wait.", owner=chief)
    client = login(chief)
    lines = kind(client, "held")
    assert lines.count("<li>") == 6
    assert "Held 11" in lines
    assert "6+" in lines
    assert 'href="?only=held"' in lines
    alone = text_of(client.get(f"{FRONT}?only=held"))
    assert all(f"Held {n:02}" in alone for n in range(12))
    assert client.get(f"{FRONT}?only=zebra").status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are.")
@pytest.mark.parametrize(
    ("key", "index"),
    [("approve", "story_in_review"), ("held", "story_update_ready"), ("failed", "story_needs_attention")],
)
def test_what_waits_is_found_by_the_index_of_the_few_that_wait(chief, key, index):
    kinds = {kind.key: kind for kind in (*on_me(chief), *NEEDED.values())}
    (arm,) = kinds[key].arms
    assert f"USING INDEX {index}" in arm(Scope(Story.objects.at_the_desk()))[:7].explain()


def test_a_picture_whose_time_ends_within_a_week_stands_on_the_front(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    chief = make_editor()
    story = make_desk_story(by=chief)
    ends = timezone.now() + timedelta(days=3)
    image = add_image(encoded(scene(1, 200, 150)), by=chief, caption="The port", alt_text="A", credit_line="B")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    client.force_login(chief)
    assert "time ends soon" not in client.get("/admin/").content.decode()
    describe(image, by=chief, expires_at=ends)
    page = client.get("/admin/").content.decode()
    assert "time ends soon" in page
    assert f"Until {timezone.localtime(ends):%-d %b, %H:%M}: The port" in page
