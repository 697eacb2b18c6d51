"""A provider that works: what gets through, what it costs, how it is asked, and when it is not asked at all."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stories import curating
from stories.models import LlmProvider, LlmSpending, SummaryRun
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.updating import ask_again, update
from tests.making import HARBOUR, make_article, make_chief
from tests.summarising.llm import provider as models
from tests.summarising.llm.newsroom import embedded_texts, page_of, story_of, texts_of
from tests.summarising.llm.provider import completion, provider, speaking, summary, with_status

pytestmark = pytest.mark.django_db

LONG = (
    "Mayor Oskar Lind, a pilot of the harbour, told the city council that cruise calls at Vell would resume on "
    "March 2. The chamber of commerce in Vell (a private body) asked the port authority of Vell for a new crane."
)


def in_turn(*answers):
    """One answer after the other, the last one for ever."""
    waiting = list(answers)
    return lambda asked, caller: (waiting.pop(0) if len(waiting) > 1 else waiting[0])(asked, caller)


def reversed_order(asked):
    keys = list(asked.sources)[::-1][:6]
    return summary(*([(asked.sources[key], [key]) for key in keys[at : at + 3]] for at in (0, 3)))


def test_the_models_choice_and_order_stand_on_the_page_with_its_name_on_the_run(at):
    story = story_of(*HARBOUR)
    with provider(speaking(reversed_order)) as made:
        at(made)
        run = update(story)
    wanted = [one.rstrip(".") for one in list(made.asked[0].sources.values())[::-1][:6]]
    shown = texts_of(story)
    assert len(shown) >= 4
    assert [text.rstrip(".") for text in shown] == [text for text in wanted if any(s.startswith(text) for s in shown)]
    assert shown != embedded_texts(story)
    page = page_of(story)
    assert all(text.rstrip(".").rsplit(" ", 1)[0] in page for text in shown)
    run.refresh_from_db()
    assert (run.model, run.engine) == ("stub-1", f"llm 1.1.{ExtractEngine.version} stub-1")
    assert not [refusal for refusal in run.refusals if refusal["rule"] == "provider"]


def test_allowed_parts_that_the_model_leaves_out_are_left_out_and_recorded(at):
    def trimming(asked):
        return models.each(
            asked,
            lambda key, text: (
                text.replace(", a pilot of the harbour,", "").replace(" (a private body)", ""),
                [key],
            ),
        )

    story = story_of(LONG, *HARBOUR)
    with provider(speaking(trimming)) as made:
        at(made)
        update(story)
    cut = [s for s in story.sentences.filter(removed_at__isnull=True) if any(o["op"] == "cut" for o in s.operations)]
    assert cut
    for sentence in cut:
        assert sentence.tier == "B"
        assert "pilot of" not in sentence.text
        assert "private body" not in sentence.text
        assert sentence.text.rsplit(" ", 2)[0] in page_of(story)


def test_tokens_and_cost_stand_on_the_run_in_the_day_and_in_the_story(at):
    story = story_of(*HARBOUR)
    with provider(speaking(models.honest, usage={"prompt_tokens": 2000, "completion_tokens": 301})) as made:
        at(made)
        run = update(story)
    run.refresh_from_db()
    cost = 301 + -(-301 * 600_000 // 1_000_000) - 301 + 300  # 2,000 tokens at 0.15 and 301 at 0.60 a million
    assert len(made.asked) == 1
    assert (run.tokens_in, run.tokens_out, run.cost_micros) == (2000, 301, cost)
    for row in LlmSpending.objects.all():
        assert (row.debited_micros, row.tokens_in, row.tokens_out, row.calls) == (cost, 2000, 301, 1)
    assert set(LlmSpending.objects.values_list("story", flat=True)) == {None, story.pk}


@pytest.mark.parametrize(
    "usage", [None, {"prompt_tokens": 10**15, "completion_tokens": 10**15}, {"prompt_tokens": "2"}]
)
def test_a_count_that_is_missing_or_absurd_costs_the_worst_case_and_no_more(at, usage):
    story = story_of(*HARBOUR)
    with provider(speaking(models.honest, usage=usage)) as made:
        at(made)
        run = update(story)
    run.refresh_from_db()
    size = len(str(made.asked[0].request).encode())
    assert 1_200 < run.cost_micros < (size * 1.3 + 200) * 0.15 + 1_201
    assert LlmSpending.objects.get(story=None).debited_micros == run.cost_micros


@pytest.mark.parametrize("first", ["429 Too Many Requests", "503 Busy"])
def test_a_passing_fault_is_asked_once_more_and_costs_nothing(at, first):
    story = story_of(*HARBOUR)
    with provider(in_turn(with_status(first), speaking(models.honest))) as made:
        at(made)
        run = update(story)
    run.refresh_from_db()
    assert len(made.asked) == 2
    assert run.tokens_in == 1500
    assert not [refusal for refusal in run.refusals if refusal["rule"] == "provider"]


def test_what_is_refused_is_asked_for_once_more_with_the_reasons(at):
    def careless(asked):
        return models.honest(asked) if asked.refused else models.lying_about_numbers(asked)

    story = story_of(*HARBOUR)
    with provider(speaking(careless)) as made:
        at(made)
        update(story)
    assert len(made.asked) == 2
    refused = made.asked[1].refused
    assert refused
    assert any("the sentence says" in reason for one in refused for reason in one["reasons"])
    assert set(made.asked[1].sources) <= {key for one in refused for key in one["evidence"]}


def simple(rung):
    """A provider that knows structured output only from this rung down."""
    kinds = ["json_schema", "json_object+schema", "json_object", "none"]

    def answer(asked, caller):
        if kinds.index(asked.rung) < rung:
            with_status("400 Bad Request", b'{"error": {"message": "response_format is unknown"}}')(asked, caller)
            return
        text = models.honest(asked)
        shown = f"<think>{{}}</think>Sure:\n```json\n{completion_text(text)}\n```" if rung == 3 else text
        caller.answer(completion(shown), kind="application/json")

    return answer


def completion_text(value):
    import json

    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("rung", [1, 3, *(pytest.param(rung, marks=pytest.mark.deep) for rung in (0, 2))])
def test_the_ladder_is_probed_once_and_remembered(at, rung):
    story, other = story_of(*HARBOUR), story_of(*HARBOUR[:3])
    with provider(simple(rung)) as made:
        at(made)
        run = update(story)
        assert len(made.asked) == rung + 1
        update(other)
        assert len(made.asked) == rung + 2
    run.refresh_from_db()
    assert LlmProvider.objects.get().dialect["rung"] == rung
    assert not [refusal for refusal in run.refusals if refusal["rule"] == "provider"]


def test_newer_names_of_parameters_are_learned_from_the_refusal(at):
    def picky(asked, caller):
        for name, instead in (("max_tokens", "use max_completion_tokens"), ("temperature", "temperature must be 1")):
            if name in asked.request:
                with_status("400 Bad Request", instead.encode())(asked, caller)
                return
        speaking(models.honest)(asked, caller)

    with provider(picky) as made:
        at(made)
        update(story_of(*HARBOUR))
    assert [one.rung for one in made.asked] == ["json_schema"] * 3
    assert made.asked[-1].request["max_completion_tokens"] == 2000


def test_the_ids_that_were_shown_are_the_only_ones_the_schema_allows(at):
    with provider(speaking(models.honest)) as made:
        at(made)
        update(story_of(*HARBOUR))
    text = completion_text(made.asked[0].request["response_format"])
    assert completion_text(list(made.asked[0].sources)) in text
    assert made.asked[0].request["response_format"]["json_schema"]["strict"] is True


def test_what_was_asked_in_the_same_words_is_not_paid_for_twice(at):
    with provider(speaking(models.honest)) as made:
        at(made)
        story = story_of(*HARBOUR)
        update(story)
        twin = curating.create_story(by=make_chief(), headline="The same again")
        for row in story.story_articles.order_by("pk"):
            curating.attach(twin, row.article, by=make_chief())
        run = update(twin)
    assert len(made.asked) == 1
    assert texts_of(twin) == texts_of(story)
    run.refresh_from_db()
    assert (run.cost_micros, run.tokens_in) == (0, 0)


def test_another_model_makes_a_new_run_and_the_same_one_none(at, llm):
    story, chief = story_of(*HARBOUR), make_chief()
    with provider(speaking(models.honest)) as made:
        at(made)
        update(story)
        for model, runs in (("stub-1", 1), ("stub-2", 2), ("x" * 90, 3), ("x" * 89 + "y", 4)):
            llm.SUMMARY_LLM_MODEL = model
            ask_again(story, by=chief)
            update(story)
            assert story.runs.count() == runs
    assert {run.model for run in story.runs.all()} == {"stub-1", "stub-2", "x" * 90, "x" * 89 + "y"}


def test_update_summary_asks_again_a_provider_that_had_failed(at):
    story = story_of(*HARBOUR)
    with provider(in_turn(with_status("401 Unauthorized"), speaking(reversed_order))) as made:
        at(made)
        first = update(story)
        assert texts_of(story) == embedded_texts(story)
        ask_again(story, by=make_chief())
        second = update(story)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [refusal["reason"] for refusal in first.refusals if refusal["rule"] == "provider"] == [
        "The provider answered with status 401."
    ]
    assert not [refusal for refusal in second.refusals if refusal["rule"] == "provider"]
    assert len(made.asked) == 2


def test_a_provider_that_fails_again_and_again_is_left_alone_and_then_probed(at, llm):
    llm.SUMMARY_LLM_FAILURES = 2
    story, chief = story_of(*HARBOUR), make_chief()
    with provider(in_turn(*[with_status("401 Unauthorized")] * 3, speaking(models.honest))) as made:
        at(made)
        for asked in (1, 2, 2, 2):
            ask_again(story, by=chief)
            update(story)
            assert len(made.asked) == asked
        LlmProvider.objects.update(open_until=timezone.now())
        for asked in (3, 3):  # the probe fails, and the breaker is open again
            ask_again(story, by=chief)
            update(story)
            assert len(made.asked) == asked
        LlmProvider.objects.update(open_until=timezone.now())
        ask_again(story, by=chief)
        update(story)
    assert len(made.asked) == 4
    row = LlmProvider.objects.get()
    assert (row.failures, row.open_until) == (0, None)


def test_an_address_where_nobody_listens_costs_nothing(llm):
    llm.SUMMARY_LLM_URL = "http://127.0.0.1:9/v1"
    story = story_of(*HARBOUR)
    run = update(story)
    run.refresh_from_db()
    assert run.cost_micros == LlmSpending.objects.get(story=None).debited_micros == 0
    assert texts_of(story) == embedded_texts(story)


def test_one_more_article_with_a_stable_model_keeps_what_stands(at):
    story = story_of(*HARBOUR[:3])
    with provider(speaking(models.honest)) as made:
        at(made)
        update(story)
        before = texts_of(story)
        curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
        run = update(story)
    assert made.asked[1].request["messages"][1]["content"].count('"standing": ["E')
    assert len(set(before) & set(texts_of(story))) >= len(before) - 2
    assert run.trigger == SummaryRun.Trigger.ARTICLES
