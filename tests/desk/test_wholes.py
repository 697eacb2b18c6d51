"""A story as a whole at the desk: duplicate, merge, split, delete, bring back and undo, by pages that say it first."""

from __future__ import annotations

import re
import uuid

import pytest

from foundation.models import EditLog
from media.library import add_image
from stories import curating, deleting, joining_stories, legal_holds, publishing, sealing
from stories.models import Lineage, Story
from tests.desk.making import address, make_person, make_story, picture, summarise, text_of
from tests.desk.test_pages import Inline

pytestmark = pytest.mark.django_db
DELETED = "/admin/stories/story/deleted/"
PAGES = ("duplicate", "merge", "split", "delete")


@pytest.fixture
def story(chief, settings, tmp_path) -> Story:
    settings.MEDIA_ROOT = tmp_path
    made = summarise(make_story(chief))
    image = add_image(picture(), by=chief, caption="A ship", credit_line="Vell", alt_text="A ship")
    curating.place_image(made, image, seen=made.desk_revision, by=chief)
    made.refresh_from_db()
    publishing.publish(made, seen=made.desk_revision, by=chief)
    return fresh(made)


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published").get(pk=story.pk)


def undo_address(page: str) -> str:
    return re.findall(r'href="(/admin/stories/story/\d+/undo/[^"]+)"', page)[0]


@pytest.mark.deep
def test_looking_at_a_page_does_nothing_and_says_what_would_happen(login, chief, story):
    rows, browser = EditLog.objects.count(), login(chief)
    for name in PAGES:
        response = browser.get(address(story, name))
        page = text_of(response)
        inline = Inline(page)
        assert response.status_code == 200
        assert not inline.found
        assert max(inline.fields) <= 200
        assert 'class="note' in page
    assert (EditLog.objects.count(), Story.objects.count()) == (rows, 1)


def test_a_story_is_merged_and_the_merge_undone_by_pages_alone(login, chief, client, story):
    other = summarise(make_story(chief, articles=2, headline="The Cost of the Strike"))
    Story.objects.filter(pk=other.pk).update(summary_policy=Story.SummaryPolicy.HOLD)
    publishing.publish(other, seen=other.desk_revision, by=chief)
    browser = login(chief)
    found = text_of(browser.get(address(story, "merge"), {"q": "cost"}))
    assert f'href="?other={other.pk}"' in found
    asks = text_of(browser.get(address(story, "merge"), {"other": other.pk}))
    assert "<dt>Articles</dt><dd>2</dd>" in asks
    assert "2: they keep the number" in asks
    assert "From then on they wait here too" in asks
    assert fresh(other).published.slug in asks
    answer = browser.post(address(story, "merge"), {"other": other.pk, "reason": "One matter."}, follow=True)
    assert "was merged into this story" in text_of(answer)
    assert client.get(fresh(other).published.get_absolute_url()).status_code == 301
    there = text_of(browser.get(address(other, "change")))
    assert "Merged into" in there
    assert "merged into another" in there
    assert "Nothing of it changes any more" in there
    assert "Copy: merged into another" in text_of(browser.get(address(other, "publish")))
    assert "#people" not in text_of(browser.get(address(other, "team")))
    assert address(other, "merge") not in there
    for tab in ("change", "articles", "images", "timeline", "summary", "figures", "tickers", "team", "publish"):
        shown = text_of(browser.get(address(other, tab)))
        main = shown[shown.index("tab-body") : shown.index("</main>")]
        assert "<form" not in main, tab
        assert tab in {"team", "publish"} or f'href="{address(story, tab)}"' in main
    back = browser.post(undo_address(there), {"reason": ""}, follow=True)
    assert "Undone" in text_of(back)
    assert client.get(fresh(other).published.get_absolute_url()).status_code == 200
    assert browser.post(undo_address(there)).status_code == 400


def test_a_story_is_split_from_list_to_list_and_the_split_undone(login, chief, client, story):
    browser, here = login(chief), address(story, "split")
    article = story.story_articles.get(number=1).article
    entry, image = story.timeline_entries.get(), story.placements.get().image
    first = {
        "kind": "articles",
        "listed": str(article.uid),
        "tick": [str(article.uid)],
        "act": "along",
        "show": "entries",
    }
    page = text_of(browser.post(here, first))
    kept = dict(re.findall(r'name="(kept-\w+)" value="([^"]*)"', page))
    assert kept["kept-articles"] == str(article.uid)
    assert str(entry.uid) in page
    second = {**kept, "kind": "entries", "listed": str(entry.uid), "tick": [str(entry.uid)], "show": "images"}
    page = text_of(browser.post(here, second))
    kept = dict(re.findall(r'name="(kept-\w+)" value="([^"]*)"', page))
    last = {**kept, "kind": "images", "listed": str(image.uid), "tick": [str(image.uid)], "act": "split"}
    refused = browser.post(here, last)
    assert refused.status_code == 400
    assert "The headline is empty" in text_of(refused)
    assert f'value="{image.uid}" checked' in text_of(refused)
    done = browser.post(here, {**last, "headline": "The vote"}, follow=True)
    assert "Split from" in text_of(done)
    new = Story.objects.get(headline="The vote")
    assert [row.article for row in new.story_articles.all()] == [article]
    assert new.timeline_entries.get() == entry
    assert new.placements.get().image == image
    there = text_of(browser.get(address(story, "publish")))
    assert "Split off:" in there
    undone = browser.post(undo_address(there), {"reason": "By mistake."}, follow=True)
    assert "Undone. What went into the new story is here again." in text_of(undone)
    assert story.timeline_entries.get() == entry
    not_there = browser.get(address(new, "change"))
    assert not_there.status_code == 404
    assert f'href="{DELETED}"' in text_of(not_there)
    # An outsider's page of the same words for every address tells nothing of the desk.
    assert "Nothing is published at this address." in text_of(client.get("/stories/not-there/"))
    assert DELETED not in text_of(client.get("/admin/preview/not-there/"))


@pytest.mark.deep
def test_a_story_that_cannot_be_merged_now_says_why_before_anybody_presses(login, chief, story):
    sealed = summarise(make_story(chief, articles=1, headline="For next week"))
    sealing.seal(sealed, seen=sealed.desk_revision, by=chief, until=None)
    browser = login(chief)
    page = text_of(browser.get(address(story, "merge"), {"other": sealed.pk}))
    assert "“For next week”: This story is sealed" in page
    assert 'name="other"' not in page
    assert "This story is sealed" in text_of(browser.post(address(story, "merge"), {"other": sealed.pk}))


@pytest.mark.deep
def test_nonsense_in_a_split_is_refused_in_words(login, chief, story):
    browser, here = login(chief), address(story, "split")
    for ticks in (["x"], ["\x00"], [str(uuid.uuid4())], ["9" * 500], []):
        sent = {"kind": "sentences", "listed": "", "tick": ticks, "act": "split", "headline": "The vote"}
        assert browser.post(here, sent).status_code == 400
    for sent in ({"show": "users", "page": "-1"}, {"page": "99999", "kind": "articles", "show": "articles"}):
        assert browser.post(here, sent).status_code == 200
    assert Story.objects.count() == 1


@pytest.mark.deep
def test_invented_stories_and_searches_are_answered_in_words(login, chief, story):
    browser, here = login(chief), address(story, "merge")
    for other in ("0", "x", "-1", "9" * 18, "9" * 40, str(story.pk), ""):
        assert browser.post(here, {"other": other}).status_code == 400
        assert browser.get(here, {"other": other}).status_code == 200
    for q in ("\x00", "%", "'\"", "x" * 10_000, "أخبار 항구"):
        assert browser.get(here, {"q": q}).status_code == 200
    for uid in (uuid.uuid4(), story.uid):
        assert browser.get(address(story, f"undo/{uid}")).status_code == 404
    assert not Lineage.objects.exists()


@pytest.mark.deep
def test_a_copy_is_made_by_its_page(login, editor, story):
    done = login(editor).post(address(story, "duplicate"), {"headline": "The port, again"}, follow=True)
    assert "A copy of" in text_of(done)
    assert Story.objects.get(headline="The port, again").owner == editor


def test_a_story_is_deleted_found_on_its_page_and_brought_back(login, chief, editor):
    draft, browser = make_story(chief, headline="A <draft>"), login(editor)
    answer = browser.post(address(draft, "delete"), {"reason": "Twice."}, follow=True)
    page = text_of(answer)
    assert answer.request["PATH_INFO"] == DELETED
    assert "A &lt;draft&gt;" in page
    assert "30 days left" in page
    assert browser.get(address(draft, "change")).status_code == 404
    assert "A &lt;draft&gt;" not in text_of(browser.get("/admin/stories/story/"))
    assert DELETED in text_of(browser.get("/admin/stories/story/"))
    assert browser.post(DELETED, {"story": draft.pk}, follow=True).status_code == 200
    assert browser.get(address(draft, "change")).status_code == 200
    for pk in (draft.pk, "0", "x", "9" * 40):
        assert browser.post(DELETED, {"story": pk}).status_code == 404


@pytest.mark.deep
def test_a_live_and_a_held_story_are_not_deleted_and_the_page_says_why(login, chief, story):
    browser = login(chief)
    assert address(story, "delete") not in text_of(browser.get(address(story, "change")))
    refused = browser.post(address(story, "delete"), {"reason": "No."})
    assert refused.status_code == 400
    assert "Hide it or kill it first" in text_of(refused)
    draft = make_story(chief, headline="A draft")
    legal_holds.hold(draft, reason="A court asked.", by=chief)
    assert "under legal hold" in text_of(browser.post(address(draft, "delete"), {"reason": "No."}))
    for one, told in ((story, "Hide it or kill it first"), (draft, "under legal hold")):
        page = text_of(browser.get(address(one, "delete")))
        assert (told in page, 'name="reason"' in page) == (True, False)


def test_a_story_under_legal_hold_is_not_duplicated_and_the_page_says_so_before(login, chief):
    held, browser = make_story(chief), login(chief)
    legal_holds.hold(held, reason="A court asked.", by=chief)
    page = text_of(browser.get(address(held, "duplicate")))
    assert ("It cannot be duplicated. Lift the hold" in page, 'name="headline"' in page) == (True, False)
    assert browser.post(address(held, "duplicate"), {"headline": "A copy"}).status_code == 400
    assert not Story.objects.filter(headline="A copy").exists()


def test_a_reporter_finds_merges_and_brings_back_only_what_is_theirs(login, chief, reporter, story):
    mine = make_story(reporter, articles=1, headline="A story of mine")
    browser = login(reporter)
    for name in PAGES:
        assert browser.get(address(story, name)).status_code == 404
        assert browser.post(address(story, name), {"reason": "x", "headline": "x"}).status_code == 404
    assert story.headline not in text_of(browser.get(address(mine, "merge"), {"q": "port"}))
    assert browser.post(address(mine, "merge"), {"other": story.pk}).status_code == 400
    hidden = make_story(chief, articles=1, headline="Secret of the chief")
    login(chief).post(address(hidden, "delete"), {})
    assert "Secret" not in text_of(browser.get(DELETED))
    assert browser.post(DELETED, {"story": hidden.pk}).status_code == 404
    login(chief).post(address(story, "merge"), {"other": mine.pk})
    page = text_of(browser.get(address(mine, "change")))
    assert "a story that is not yours" in page
    assert story.headline not in page
    uid = Lineage.objects.get().uid
    assert browser.post(address(mine, f"undo/{uid}"), {}).status_code == 403


@pytest.mark.deep
def test_an_administrator_opens_none_of_these_pages(login, administrator, story):
    browser = login(administrator)
    assert browser.get(DELETED).status_code == 403
    for name in PAGES:
        assert browser.get(address(story, name)).status_code in {403, 404}


@pytest.mark.deep
def test_the_pages_of_a_long_story_stay_small(login, chief, django_assert_max_num_queries):
    from tests.desk.making import fill_summary

    big = make_story(make_person("zoe", "chief"), articles=12)
    fill_summary(big, 250, cited=1)
    browser = login(chief)
    with django_assert_max_num_queries(40):
        page = text_of(browser.post(address(big, "split"), {"show": "sentences"}))
    assert max(Inline(page).fields) <= 200
    assert "Page 3" in page
    assert len(page) < 100_000


def test_where_the_story_it_was_merged_into_was_deleted_the_way_leads_to_the_deleted_ones(login, chief, reporter):
    survivor, gone = (Story.objects.create(headline=f"Vell Port {name}", owner=chief) for name in ("Stays", "Goes"))
    joining_stories.merge(gone, into=survivor, by=chief, reason="One matter.")
    deleting.delete(fresh(survivor), by=chief, reason="Typed twice.")
    page = text_of(login(chief).get(address(gone, "summary")))
    assert "stood in <bdi>Vell Port Stays</bdi>, which was deleted. Bring that one back first" in page
    assert 'href="/admin/stories/story/deleted/"' in page
    Story.objects.filter(pk=gone.pk).update(owner=reporter)
    page = text_of(login(reporter).get(address(gone, "summary")))
    assert "Vell Port Stays" not in page
    assert "a story that is not yours, or was deleted" in page
