"""Sentences in the model's own words: off by default, and with the judge's word where the newsroom has it so."""

from __future__ import annotations

import pytest

from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.updating import update
from tests.making import HARBOUR
from tests.summarising.llm import provider as models
from tests.summarising.llm.newsroom import page_of, story_of
from tests.summarising.llm.provider import BREAKING, provider, speaking

pytestmark = pytest.mark.django_db

OWN = {
    "Shipping agents counted 23 vessels": "On Feb. 17, shipping agents counted 23 vessels at anchor outside Vell.",
    "Fruit importers in Vell threw": "During the stoppage fruit importers in Vell threw away 400 tonnes of bananas, "
    "their association said.",
}


def rewording(asked, *, supported=True):
    """Says two things in words of its own, and judges them all alike."""
    if asked.claims:
        return {"verdicts": [{"number": claim["number"], "supported": supported} for claim in asked.claims]}
    return models.each(
        asked, lambda key, text: (next((new for old, new in OWN.items() if text.startswith(old)), text), [key])
    )


def written(story) -> list[str]:
    rows = story.sentences.filter(removed_at__isnull=True)
    return [row.text for row in rows if row.text in OWN.values()]


def test_without_the_setting_they_are_replaced_by_the_sources_words(at):
    story = story_of(*HARBOUR)
    with provider(speaking(rewording)) as made:
        at(made)
        update(story)
    assert not any(one.claims for one in made.asked)
    assert written(story) == []
    assert "Shipping agents counted 23 vessels at anchor outside the Vell breakwater" in page_of(story)


def test_with_it_they_stand_as_edited_where_the_judge_finds_them_said(at, llm):
    llm.SUMMARY_LLM_JUDGED = True
    story = story_of(*HARBOUR)
    with provider(speaking(rewording)) as made:
        at(made)
        run = update(story)
    assert {claim["sentence"] for one in made.asked for claim in one.claims} <= set(OWN.values())
    assert written(story)
    assert {row.tier for row in story.sentences.filter(text__in=OWN.values())} == {"C"}
    page = page_of(story)
    assert all(text.rstrip(".").rsplit(" ", 1)[0] in page for text in written(story))
    assert "names, figures, dates and quotes match" in page
    run.refresh_from_db()
    assert run.engine == f"llm 1.1.{ExtractEngine.version} stub-1 judged"


def test_switched_off_again_they_leave_with_the_next_edition(at, llm):
    llm.SUMMARY_LLM_JUDGED = True
    story = story_of(*HARBOUR)
    with provider(speaking(rewording)) as made:
        at(made)
        update(story)
    assert written(story)
    llm.SUMMARY_LLM_JUDGED = False
    assert not [text for text in written(story) if text.rstrip(".") in page_of(story)]


@pytest.mark.parametrize(
    "judge",
    [
        lambda asked: rewording(asked, supported=False),
        lambda asked: {"verdicts": [{"number": 1, "supported": "yes"}]} if asked.claims else rewording(asked),
        lambda asked: "supported: true" if asked.claims else rewording(asked),
        lambda asked: {"verdicts": [{"number": 99, "supported": True}]} if asked.claims else rewording(asked),
    ],
    ids=["says no", "says something else", "says it otherwise", "judges another"],
)
def test_without_a_plain_yes_they_do_not_stand(at, llm, judge):
    llm.SUMMARY_LLM_JUDGED = True
    story = story_of(*HARBOUR)
    with provider(speaking(judge)) as made:
        at(made)
        update(story)
    assert any(one.claims for one in made.asked)
    assert written(story) == []


@pytest.mark.parametrize(
    "model",
    [
        models.obedient,
        *(
            pytest.param(model, marks=pytest.mark.deep)
            for model in (models.denying, models.lying_about_numbers, models.lying_about_names, models.turning_round)
        ),
    ],
)
def test_a_judge_that_says_yes_to_everything_lets_no_wrong_name_figure_or_denial_through(at, llm, model):
    llm.SUMMARY_LLM_JUDGED = True
    story = story_of(*HARBOUR)
    with provider(speaking(model)) as made:
        at(made)
        update(story)
    page = page_of(story)
    for word in (BREAKING[:8], "fled", "Zorlander", "never s", "never v"):
        assert word not in page
    figures = {"4.5%", "812", "1,140", "23 vessels", "$36 million", "400 tonnes", "March 2"}
    told = [figure for figure in figures if figure in page]
    assert len(told) >= 3
