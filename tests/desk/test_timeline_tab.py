"""The Timeline tab: dates as people type them."""

from __future__ import annotations

import pytest

from stories.models import Story, TimelineEntry
from tests.desk.making import address, make_story, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return make_story(chief)


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "timeline"), {"act": act, "seen": story.desk_revision, **typed})


@pytest.mark.few(0, 2)
@pytest.mark.parametrize(
    ("typed", "edtf", "shown"),
    [
        ("Aug 2025", "2025-08", "Aug\u00a02025"),
        ("Dec 14, 2025", "2025-12-14", "Dec\u00a014,\u00a02025"),
        ("Jan 5-6, 2026", "2026-01-05/2026-01-06", "Jan\u00a05–6,\u00a02026"),
        ("Mar 2026 (planned)", "2026-03", "Mar\u00a02026 (planned)"),
    ],
)
def test_a_date_as_typed_is_kept_as_edtf_and_shown_as_readers_see_it(login, chief, story, typed, edtf, shown):
    response = _post(login(chief), story, "add", date=typed, text="A thing happens.")
    assert response.status_code == 302
    assert TimelineEntry.objects.get(text="A thing happens.").date == edtf
    assert shown in text_of(login(chief).get(address(story, "timeline")))


@pytest.mark.few(0, 3)
@pytest.mark.parametrize("typed", ["Feb 30, 2026", "03/04/2026", "soon", "", "2026-13-01"])
def test_a_date_that_is_none_is_refused_at_its_field_and_the_text_stays(login, chief, story, typed):
    response = _post(login(chief), story, "add", date=typed, text="Typed with care.")
    page = text_of(response)
    assert response.status_code == 400
    assert 'class="told" id="d-new-told"' in page
    assert ">Typed with care.</textarea>" in page
    assert f'value="{typed}"' in page
    assert story.timeline_entries.count() == 1


def test_an_empty_text_is_refused_at_the_text(login, chief, story):
    response = _post(login(chief), story, "add", date="Aug 2025", text=" ")
    assert "The entry is empty" in text_of(response)
    assert 'value="Aug 2025"' in text_of(response)


def test_an_entry_cites_the_passage_of_the_chosen_articles(login, chief, story):
    chosen = story.story_articles.all()[0].article
    text = "Dockworkers in Vell voted to accept a 4.5% pay rise."
    _post(login(chief), story, "add", date="Feb 18, 2026", text=text, articles=[chosen.pk])
    entry = TimelineEntry.objects.get(text=text)
    assert [citation.article for citation in entry.citations.all()] == [chosen]
    assert "1 passage cited" in text_of(login(chief).get(address(story, "timeline")))


def test_an_entry_is_edited_in_place_and_taken_out(login, chief, story):
    entry = story.timeline_entries.get()
    client, row = login(chief), str(entry.uid)
    page = text_of(client.get(address(story, "timeline"), {"edit": row}))
    assert 'value="Feb 18, 2026"' in page
    _post(client, story, "change", row=row, date="Feb 19, 2026", text="Changed.")
    entry.refresh_from_db()
    assert (entry.date, entry.text) == ("2026-02-19", "Changed.")
    _post(client, story, "remove", row=row)
    assert not story.timeline_entries.filter(removed_at__isnull=True).exists()


def test_an_entry_saved_over_somebody_elses_shows_both(login, chief, editor, story):
    entry = story.timeline_entries.get()
    story.refresh_from_db()
    stale = {"act": "change", "seen": story.desk_revision, "row": str(entry.uid), "date": "Aug 2025", "text": "Mine."}
    _post(login(chief), story, "change", row=str(entry.uid), date="Feb 18, 2026", text="Theirs.")
    response = login(editor).post(address(story, "timeline"), stale)
    assert response.status_code == 409
    assert ">Mine.</textarea>" in text_of(response)
    assert "<ins>Mine</ins>" in text_of(response)
    assert "<del>Theirs</del>" in text_of(response)


def test_an_entry_that_is_gone_leaves_its_words_in_the_form_for_a_new_one(login, chief, story):
    typed = {"row": "0d6e7f5e-0000-4000-8000-000000000000", "date": "Aug 2025", "text": "Still here."}
    response = _post(login(chief), story, "change", **typed)
    assert response.status_code == 400
    assert ">Still here.</textarea>" in text_of(response)


def test_hostile_words_are_shown_as_words(login, chief, story):
    _post(login(chief), story, "add", date="Aug 2025", text="<img src=x onerror=alert(1)>")
    page = text_of(login(chief).get(address(story, "timeline")))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
