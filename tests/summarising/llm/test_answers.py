"""What comes back: forgiving about form, and never about an end that is missing."""

from __future__ import annotations

import json

import pytest

from stories.summarising.engines.llm.answers import (
    BadAnswer,
    Dialect,
    content_of,
    objects_in,
    read_repairs,
    read_summary,
    read_verdicts,
    usage_of,
)
from stories.summarising.engines.llm.spending import Usage, believed, cost, most_tokens
from stories.summarising.engines.llm.terms import Terms
from tests.summarising.llm.provider import completion, summary

WHOLE = summary([("One.", ["E1"]), ("Two.", ["e2", "[E3]", "E3"])], [("Three.", ["E4"])])
SAID = [(0, "One.", ("E1",)), (0, "Two.", ("E2", "E3")), (1, "Three.", ("E4",))]


def read(content: str):
    for value in objects_in(content):
        try:
            return [(one.place, one.text, one.ids) for one in read_summary(value)]
        except BadAnswer:
            continue
    return None


@pytest.mark.parametrize(
    "shown",
    [
        "{}",
        "```json\n{}\n```",
        'Here is the summary {{"as": "asked"}}:\n{}\nHope this helps!',
        "<think>\nI could say {{}} or {{'x': 1}}.\n</think>\n{}",
    ],
)
def test_an_answer_is_found_among_other_words(shown):
    assert read(shown.format(json.dumps(WHOLE))) == SAID


def test_thoughts_that_never_end_are_read_in_no_time():
    assert read("<think>x" * 125_000 + json.dumps(WHOLE)) == SAID
    assert read("<THINK>a<thinking>b</think>" + json.dumps(WHOLE) + "<think>c</thinking>") == SAID


def test_what_no_column_holds_is_left_out_wherever_it_is_spelled():
    content = (
        '{"sections": [{"sentences": [{"text": "A\\u0000 b\\ud800.", "evidence": ["E1", "\\ud800", "E\\u0000"]}]}]}'
    )
    assert read(content) == [(0, "A b.", ("E1",))]
    with pytest.raises(BadAnswer, match="no reason that can be read"):
        content_of(completion("x", finish="\ud800\x00"))
    assert content_of(completion("x\ud800\x00y")) == "xy"


def test_a_list_of_sections_and_a_wrapped_summary_are_taken():
    assert read(json.dumps(WHOLE["sections"])) == SAID
    assert read(json.dumps({"summary": WHOLE})) == SAID


def test_an_answer_that_is_cut_off_anywhere_is_none():
    whole = json.dumps(WHOLE)
    assert [cut for cut in range(1, len(whole)) if read(whole[:-cut]) is not None] == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [5]}',
        b'{"choices": [{"message": "hello"}]}',
        b'{"error": {"message": "overloaded"}}',
        b"[" * 200_000,
        completion("   "),
        completion(None),
        completion("x", finish="length"),
        completion("x", finish="content_filter"),
        completion("x", finish="tool_calls"),
        completion("x", refusal="no"),
    ],
    ids=range(14),
)
def test_no_completion_a_refusal_a_stop_and_an_empty_answer_are_failures(body):
    with pytest.raises(BadAnswer):
        content_of(body)


def test_an_answer_in_parts_is_read():
    parts = {"choices": [{"message": {"content": [{"text": "a"}, {"text": "b"}]}, "finish_reason": "stop"}]}
    assert content_of(json.dumps(parts).encode()) == "ab"


ODD = (
    None, 5, "text", [], {}, [[]], [None], {"sections": 5}, {"sections": {"sections": None}}, {"sections": [5]},
    {"sections": [{"sentences": [None]}]}, {"sections": [{"sentences": [{"text": "x", "evidence": "E1"}]}]},
    {"sections": [{"sentences": [{"text": ["x"], "evidence": []}]}]}, {"sentences": [{"number": True, "text": 1}]},
    {"sentences": [{"number": 1}]}, {"verdicts": {"number": 1}}, {"verdicts": 1}, {"summary": [{"sections": []}]},
)  # fmt: skip


@pytest.mark.parametrize("reader", [read_summary, read_repairs, read_verdicts])
def test_any_other_form_is_refused_or_holds_nothing(reader):
    for value in ODD:
        try:
            assert not reader(value)
        except BadAnswer:
            continue


def test_only_a_plain_true_said_of_every_mention_is_a_yes():
    told = [(1, True), (2, "true"), (3, 1), (4, True), (4, False), (5, None)]
    value = {"verdicts": [{"number": number, "supported": said} for number, said in told]}
    assert read_verdicts(value) == {1}


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 5}, {"prompt_tokens": -1, "completion_tokens": 2}, [1]])
def test_a_count_that_cannot_be_read_is_none(usage):
    assert usage_of(completion("x", usage=usage)) is None


def test_what_a_call_may_cost_is_never_less_than_what_it_costs():
    terms = Terms("http://x", "m", price_in=150_000, price_out=600_000, out_tokens=2000)
    most = most_tokens(terms, b"x" * 10_000)
    assert cost(terms, most) == 1_530 + 1_200
    assert believed(Usage(10**12, 10**12), most) == most
    assert believed(None, most) == most
    assert cost(terms, Usage(1, 0)) == 1  # rounded up


def test_the_ladder_ends():
    rungs = []
    following: Dialect | None = Dialect()
    while following is not None:
        rungs.append(following.parameters({}, 5).get("response_format", {}).get("type"))
        following = following.after_refusal(b"bad request")
    assert rungs == ["json_schema", "json_object", "json_object", None]
