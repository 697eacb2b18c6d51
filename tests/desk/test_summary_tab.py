"""The Summary tab: sentences beside their evidence, people's words, suggestions, progress."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stories import curating
from stories.models import Sentence, Story, Suggestion, SummaryRun
from tests.desk.making import TEXT, address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "summary"), {"act": act, "seen": story.desk_revision, **typed})


def _sentence(story: Story) -> Sentence:
    return story.sentences.filter(removed_at__isnull=True).all()[0]


def test_the_chosen_sentence_stands_beside_its_passage_in_the_article(login, chief, story):
    page = text_of(login(chief).get(address(story, "summary")))
    citation = _sentence(story).citations.all()[0]
    assert f'<mark id="passage">{citation.quote}</mark>{TEXT.split(citation.quote)[1][:30]}' in page
    assert "Paper 1 [1]" in page
    assert "from sources" in page


def test_a_persons_wording_is_kept_and_vouched_for_by_name(login, chief, story):
    row = _sentence(story)
    _post(login(chief), story, "edit", row=str(row.uid), text="Nobody else saw this.", is_vouched="on")
    row.refresh_from_db()
    assert (row.text, row.written_by, row.vouched_by) == ("Nobody else saw this.", "person", chief)
    assert "newsroom reporting, vouched for by Mina Park" in text_of(login(chief).get(address(story, "summary")))


def test_a_wording_that_no_source_supports_says_what_is_wrong(login, chief, story):
    _post(login(chief), story, "edit", row=str(_sentence(story).uid), text="The strike cost $99 million.")
    page = text_of(login(chief).get(address(story, "summary")))
    assert "needs a source" in page
    assert "$99 million" in page.split("needs a source")[1]


@pytest.mark.few(0)
@pytest.mark.parametrize(
    ("text", "told"), [("", "The sentence is empty"), ("x" * 1201, "too long"), ("a\x07", "U+0007")]
)
def test_a_refused_wording_is_told_at_its_sentence_and_stays_in_the_form(login, chief, story, text, told):
    response = _post(login(chief), story, "edit", row=str(_sentence(story).uid), text=text, is_vouched="on")
    page = text_of(response)
    assert response.status_code == 400
    assert told in page
    assert f"{text}</textarea>" in page
    assert 'name="is_vouched" checked' in page


@pytest.mark.deep
def test_a_wording_saved_over_somebody_elses_shows_both(login, chief, editor, story):
    row = _sentence(story)
    stale = {"act": "edit", "seen": story.desk_revision, "row": str(row.uid), "text": "Mine."}
    _post(login(chief), story, "edit", row=str(row.uid), text="Theirs.")
    response = login(editor).post(address(story, "summary"), stale)
    assert response.status_code == 409
    assert ">Mine.</textarea>" in text_of(response)
    assert '<p dir="auto"><del>Theirs</del>.</p>' in text_of(response)


def test_the_form_of_a_wording_has_one_press_and_that_saves_it(login, chief, story):
    """Enter in its box and Control+S press what a form has first: that must never be to keep, move or delete."""
    page = text_of(login(chief).get(address(story, "summary")))
    inside = page[: page.index('name="is_vouched"')].rpartition("<form")[2] + page.partition('name="is_vouched"')[2]
    form = inside[: inside.index("</form>")]
    assert 'name="text"' in form
    assert re.findall(r'<button[^>]*value="(\w+)"', form) == ["edit"]


def test_keeping_and_releasing_a_wording(login, chief, story):
    row = _sentence(story)
    _post(login(chief), story, "keep", row=str(row.uid))
    assert "Let the machine have it" in text_of(login(chief).get(address(story, "summary")))
    _post(login(chief), story, "release", row=str(row.uid))
    row.refresh_from_db()
    assert not row.is_kept


def test_a_deleted_sentence_leaves_the_page(login, chief, story):
    row = _sentence(story)
    _post(login(chief), story, "delete", row=str(row.uid))
    assert f'id="s-{row.uid}"' not in text_of(login(chief).get(address(story, "summary")))


def test_sections_are_added_and_renamed_and_get_sentences(login, chief, story):
    client = login(chief)
    _post(client, story, "add_section", heading="What We Saw")
    section = story.sections.get(heading="What We Saw")
    _post(client, story, "add", row=str(section.uid), text="Eleven ships lay at anchor.", is_vouched="on")
    _post(client, story, "rename", row=str(section.uid), heading="What We Saw There")
    page = text_of(client.get(address(story, "summary")))
    assert "What We Saw There" in page
    assert "Eleven ships lay at anchor." in page


@pytest.mark.few(0)
@pytest.mark.parametrize(
    ("act", "typed"), [("add_section", {"heading": "h" * 121}), ("rename", {"heading": " "}), ("add", {"text": " "})]
)
def test_a_refused_heading_or_sentence_is_told_where_it_was_typed(login, chief, story, act, typed):
    section = story.sections.all()[0]
    response = _post(login(chief), story, act, row="" if act == "add_section" else str(section.uid), **typed)
    assert response.status_code == 400
    assert text_of(response).count('id="refused"') == 1
    assert next(iter(typed.values())) in text_of(response)


def test_suggestions_are_accepted_and_rejected_one_by_one(login, chief, story):
    row, run, client = _sentence(story), story.runs.all()[0], login(chief)
    make = {"story": story, "sentence": row, "run": run}
    accepted = Suggestion.objects.create(text="Ships will need two weeks to clear the queue.", **make)
    rejected = Suggestion.objects.create(text="Ships need a fortnight.", **make)
    assert "Ships need a fortnight." in text_of(client.get(address(story, "summary")))
    _post(client, story, "accept", row=str(accepted.uid))
    _post(client, story, "reject", row=str(rejected.uid))
    row.refresh_from_db()
    assert row.text == accepted.text
    assert "was decided before" in text_of(_post(client, story, "reject", row=str(rejected.uid)))


@pytest.mark.few(0, 3)
@pytest.mark.parametrize("act", ["edit", "keep", "delete", "add", "rename", "accept", "reject"])
def test_a_row_that_is_gone_is_told_in_words(login, chief, story, act):
    response = _post(login(chief), story, act, row="0d6e7f5e-0000-4000-8000-000000000000", text="t", heading="h")
    assert response.status_code == 400
    assert "Load the page again" in text_of(response)


def test_a_row_of_another_story_is_not_touched(login, chief, story):
    other = summarise(make_story(chief, headline="Another matter"))
    row = _sentence(other)
    assert _post(login(chief), story, "delete", row=str(row.uid)).status_code == 400
    row.refresh_from_db()
    assert row.removed_at is None


def test_asking_for_an_update_makes_the_summary_wait_and_the_page_ask(login, chief, story):
    client = login(chief)
    _post(client, story, "update")
    page = text_of(client.get(address(story, "summary")))
    assert f'data-poll="{address(story, "summary")}state/"' in page
    assert "<p data-progress>" in page
    assert client.get(f"{address(story, 'summary')}state/").json()["state"] == "waiting"


def test_the_progress_of_a_run_is_told_as_json(login, chief, story):
    Story.objects.filter(pk=story.pk).update(claimed_until=timezone.now() + timedelta(seconds=60))
    SummaryRun.objects.create(story=story, inputs_revision=9, engine="extract", step="choosing", percent=40)
    answer = login(chief).get(f"{address(story, 'summary')}state/")
    told = {"state": "updating", "words": "updating", "step": "choosing", "percent": 40}
    assert answer.json() == {**told, "revision": story.summarised_revision}
    assert "no-store" in answer["Cache-Control"]


def test_a_story_that_needs_attention_says_the_last_error(login, chief, story):
    Story.objects.filter(pk=story.pk).update(needs_attention=True, last_error="The engine <b>stopped</b>.")
    page = text_of(login(chief).get(address(story, "summary")))
    assert "needs attention" in page
    assert "The engine &lt;b&gt;stopped&lt;/b&gt;." in page


def test_figures_that_differ_are_listed_with_both_outlets(login, chief, story):
    first, second = (row.article for row in story.story_articles.order_by("pk")[:2])
    sides = [
        {"article": str(article.uid), "snapshot": "", "start": 0, "end": 5, "quote": f"It cost {value}."}
        for article, value in ((first, "$36 million"), (second, "$41 million"))
    ]
    conflict = {"unit": "$", "first_value": "$36m", "second_value": "$41m", "first": sides[0], "second": sides[1]}
    story.runs.update(conflicts=[conflict])
    page = text_of(login(chief).get(address(story, "summary")))
    assert "Figures differ" in page
    assert "$36m" in page
    assert "It cost $41 million." in page


def test_an_empty_story_says_what_to_do(login, chief):
    page = text_of(login(chief).get(address(curating.create_story(by=chief, headline="H"), "summary")))
    assert "attach an article" in page


@pytest.mark.few(0)
@pytest.mark.parametrize("act", ["edit", "keep", "delete"])
def test_words_that_a_run_wrote_after_the_page_was_opened_are_shown_and_not_acted_on(login, chief, story, act):
    row = _sentence(story)
    assert f'name="seen_text" value="{row.text}"' in text_of(login(chief).get(address(story, "summary")))
    Sentence.objects.filter(pk=row.pk).update(text="A run wrote this \ufffd here.")
    typed = {"row": str(row.uid), "seen_text": row.text, "text": "Mine."}
    response = _post(login(chief), story, act, **typed)
    assert response.status_code == 409
    assert "The machine reworded this sentence" in text_of(response)
    assert "A run wrote this" in text_of(response)
    now = Sentence.objects.get(pk=row.pk)
    assert (now.is_kept, now.removed_at, now.written_by) == (False, None, "machine")
    assert _post(login(chief), story, act, **{**typed, "seen_text": now.text}).status_code == 302


@pytest.mark.deep
def test_a_heading_that_a_run_changed_after_the_page_was_opened_is_shown(login, chief, story):
    section = story.sections.all()[0]
    story.sections.filter(pk=section.pk).update(heading="A run's")
    response = _post(login(chief), story, "rename", row=str(section.uid), heading="Mine", seen_text=section.heading)
    assert response.status_code == 409
    assert "<del>A run&#x27;s</del>" in text_of(response)
    assert 'value="Mine"' in text_of(response)
