"""What the list of stories is asked for, and filters kept under names."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from desk.models import SavedFilter
from reference.models import Topic
from stories import embargoes, legal_holds
from stories.models import Story
from tests.desk.making import make_person, text_of

pytestmark = pytest.mark.django_db
LIST, KEEP = "/admin/stories/story/", "/admin/stories/story/filters/"


def headlines(client, query: str) -> set[str]:
    """The headlines that the list shows."""
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return set(re.findall(r'<th class="field-headline"><a [^>]*>([^<]*)</a>', text_of(response)))


@pytest.mark.few(0, 4, 8)
@pytest.mark.parametrize(
    "query",
    [
        "phase__exact=running",
        "kept=embargo",
        "kept=legal",
        "kept=sensitive",
        "whose=mine",
        "whose=given",
        "whose=nobody",
        "topic=trade",
        "summary_policy__exact=hold",
        "since=2026-02-19&until=2026-02-19",
        "editorial_state__exact=in_review",
    ],
)
def test_each_filter_keeps_the_one_story_that_fits(login, chief, query):
    other = make_person("other", "chief")
    rows = {name: Story.objects.create(headline=name, owner=other) for name in ("fits", "fits not")}
    fits = rows["fits"]
    changes = {
        "phase__exact=running": {"phase": "running"},
        "kept=sensitive": {"is_sensitive": True},
        "whose=mine": {"owner": chief},
        "whose=nobody": {"owner": None},
        "summary_policy__exact=hold": {"summary_policy": "hold"},
        "editorial_state__exact=in_review": {"editorial_state": "in_review"},
    }.get(query, {})
    if query == "kept=embargo":
        embargoes.embargo(fits, until=None, reason="Agreed.", by=chief)
    if query == "kept=legal":
        legal_holds.hold(fits, reason="A court asked.", by=chief)
    if query == "whose=given":
        fits.assigned.add(chief)
    if query == "topic=trade":
        fits.topics.add(Topic.objects.create(name="Trade", slug="trade"))
    # The last minute of that day in the newsroom's zone, and the first of the next.
    last = datetime(2026, 2, 19, 23, 59, tzinfo=timezone.get_current_timezone())
    Story.objects.filter(pk=fits.pk).update(changed_at=last, **changes)
    Story.objects.filter(headline="fits not").update(changed_at=last + timedelta(minutes=1))
    assert headlines(login(chief), query) == {"fits"}


def test_a_colleagues_stories_are_a_filter_too(login, chief, reporter):
    Story.objects.create(headline="Theirs", owner=reporter)
    Story.objects.create(headline="Mine", owner=chief)
    assert headlines(login(chief), f"whose={reporter.pk}") == {"Theirs"}
    assert f'?whose={reporter.pk}">reporter' in text_of(login(chief).get(LIST))


@pytest.mark.few(0, 4, 8)
@pytest.mark.parametrize(
    "query",
    [
        "since=0001-01-01",
        "until=9999-12-31",
        "since=tomorrow",
        "whose=9999999999999999999999",
        "whose=%00",
        "topic=%00",
        "topic=nothing",
        "kept=x",
        "q=%00",
    ],
)
def test_a_made_up_filter_breaks_nothing(login, chief, query):
    Story.objects.create(headline="One", owner=chief, changed_at=datetime(2026, 2, 19, tzinfo=UTC))
    assert login(chief).get(f"{LIST}?{query}", follow=True).status_code == 200


def test_a_filter_is_kept_under_a_name_found_again_and_taken_away(login, chief):
    Story.objects.create(headline="Runs", owner=chief, phase="running")
    Story.objects.create(headline="Rests", owner=chief)
    client = login(chief)
    assert "Keep this filter" not in text_of(client.get(LIST))
    assert 'name="query" value="phase__exact=running' in text_of(client.get(f"{LIST}?phase__exact=running&p=0"))
    kept = client.post(KEEP, {"query": "phase__exact=running&p=3", "name": "What runs"}, follow=True)
    assert "“What runs” is kept for you." in text_of(kept)
    page = text_of(client.get(LIST))
    link = re.search(r'<a href="\?([^"]*)">What runs</a>', page)
    assert link
    assert headlines(client, link[1]) == {"Runs"}
    row = SavedFilter.objects.get()
    client.post(KEEP, {"drop": row.pk})
    assert not SavedFilter.objects.exists()


def test_a_filter_is_ones_own_until_it_is_shown_to_the_desk(login, chief, editor, reporter):
    login(chief).post(KEEP, {"query": "whose=mine", "name": "My own"})
    login(chief).post(KEEP, {"query": "kept=embargo", "name": "Sleeping", "is_shared": "yes"})
    page = text_of(login(reporter).get(LIST))
    assert "Sleeping" in page
    assert "of Mina Park" in page
    assert "My own" not in page
    shared = SavedFilter.objects.get(name="Sleeping")
    told = text_of(login(reporter).post(KEEP, {"drop": shared.pk}, follow=True))
    assert "Only whoever made a filter, or an editor, takes it away." in told
    own = SavedFilter.objects.get(name="My own")
    assert "was taken away before" in text_of(login(editor).post(KEEP, {"drop": own.pk}, follow=True))
    login(editor).post(KEEP, {"drop": shared.pk})
    assert list(SavedFilter.objects.all()) == [own]


def test_a_name_is_kept_once_and_the_same_again_replaces_it(login, chief):
    for query in ("whose=mine", "whose=given"):
        login(chief).post(KEEP, {"query": query, "name": "Mine"})
    assert SavedFilter.objects.get().query == "whose=given"


@pytest.mark.few(0, 4)
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"query": "", "name": "All"}, "this list is the whole one"),
        ({"query": "evil=1&p=2", "name": "All"}, "this list is the whole one"),
        ({"query": "whose=mine", "name": " "}, "The name is empty"),
        ({"query": "whose=mine", "name": "x" * 61}, "too long"),
        ({"query": "whose=mine", "name": "nul\x00"}, "U+0000"),
        ({"query": "q=" + "x" * 2_000, "name": "Long"}, "asks for too much"),
        ({"query": "q=%00", "name": "Nul"}, "asks for too much"),
        ({"drop": "999999"}, "was taken away before"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(login, chief, given, told):
    response = login(chief).post(KEEP, given, follow=True)
    assert told in text_of(response)
    assert not SavedFilter.objects.exists()


def test_whoever_may_open_no_story_keeps_no_filter(login, administrator):
    assert login(administrator).post(KEEP, {"query": "whose=mine", "name": "Mine"}).status_code == 403


def test_kept_filters_are_handed_out_with_a_persons_data(login, chief):
    login(chief).post(KEEP, {"query": "whose=mine", "name": "Mine only"})
    data = b"".join(login(chief).get("/admin/account/data/").streaming_content).decode()
    assert "Mine only" in data
