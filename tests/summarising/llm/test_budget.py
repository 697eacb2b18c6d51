"""The budget: debited before a call, never passed, by however many runs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from stories.llm_accounts import Account, terms
from stories.models import LlmSpending, SummaryRun
from stories.summarising.updating import update
from tests.making import HARBOUR
from tests.stories.test_at_once import at_once
from tests.summarising.llm import provider as models
from tests.summarising.llm.newsroom import embedded_texts, story_of, texts_of
from tests.summarising.llm.provider import provider, speaking

ROOT = Path(__file__).resolve().parents[3]


def run_of(story) -> SummaryRun:
    return SummaryRun.objects.create(story=story, inputs_revision=1, engine="llm")


def spent(story=None) -> int:
    return sum(LlmSpending.objects.filter(story=story).values_list("debited_micros", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("cap", ["SUMMARY_LLM_STORY_CAP", "SUMMARY_LLM_DAY_CAP"])
def test_a_question_that_could_pass_a_cap_is_not_asked(at, llm, cap):
    setattr(llm, cap, 1_500)
    story = story_of(*HARBOUR)
    with provider(speaking(models.honest)) as made:
        at(made)
        run = update(story)
    run.refresh_from_db()
    assert made.asked == []
    assert spent() == spent(story) == run.cost_micros == 0
    assert "The budget" in next(r["reason"] for r in run.refusals if r["rule"] == "provider")
    assert texts_of(story) == embedded_texts(story)


@pytest.mark.django_db
def test_the_cap_of_one_story_leaves_the_others_theirs(llm):
    llm.SUMMARY_LLM_STORY_CAP, llm.SUMMARY_LLM_DAY_CAP = 100, 250
    first, other = run_of(story_of()), run_of(story_of())
    assert Account(terms(), first).reserve(100)
    assert not Account(terms(), first).reserve(1)
    assert Account(terms(), other).reserve(100)
    assert (spent(), spent(first.story), spent(other.story)) == (200, 100, 100)
    assert not Account(terms(), run_of(story_of())).reserve(51)
    assert spent() == 200


@pytest.mark.django_db
def test_what_was_reserved_and_not_spent_is_given_back_and_a_killed_call_stays_debited(llm):
    run = run_of(story_of())
    account = Account(terms(), run)
    assert account.reserve(900)
    run.refresh_from_db()
    assert spent() == spent(run.story) == run.cost_micros == 900
    account.settle(900, spent=40, tokens_in=100, tokens_out=20)
    run.refresh_from_db()
    assert spent() == spent(run.story) == run.cost_micros == 40
    assert (run.tokens_in, run.tokens_out) == (100, 20)


def pay(account: Account, n: int) -> None:
    """Reserve again and again, and settle a part of it."""
    for _ in range(5):
        if account.reserve(100):
            account.settle(100, spent=30 + n, tokens_in=1, tokens_out=1)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_eight_runs_at_once_never_pass_a_cap(llm):
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")
    llm.SUMMARY_LLM_STORY_CAP, llm.SUMMARY_LLM_DAY_CAP = 10_000, 600
    runs = [run_of(story_of()) for _ in range(8)]
    told: list[bool] = []
    at_once(lambda n: told.append(Account(terms(), runs[n]).reserve(100)))
    assert (told.count(True), spent()) == (6, 600)
    LlmSpending.objects.all().delete()
    outcomes = at_once(lambda n: pay(Account(terms(), runs[n]), n))
    assert outcomes == {"done": 8}
    assert 0 < spent() <= 600
    assert spent() == sum(spent(run.story) for run in runs)


PROGRAM = """
import threading, django
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0)
from stories.llm_accounts import Account, terms
from stories.models import LlmSpending, Story, SummaryRun
runs = [
    SummaryRun.objects.create(story=Story.objects.create(headline=f"Story {n}"), inputs_revision=1, engine="llm")
    for n in range(8)
]
told, barrier = [], threading.Barrier(8)
def act(run):
    barrier.wait()
    account = Account(terms(), run)
    for _ in range(5):
        told.append(account.reserve(100))
    connections.close_all()
threads = [threading.Thread(target=act, args=(run,)) for run in runs]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(told), told.count(True), LlmSpending.objects.get(story=None).debited_micros)
"""


@pytest.mark.deep
def test_eight_threads_on_a_file_of_sqlite_never_pass_a_cap(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={
            **os.environ,
            "VAR_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'budget.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SUMMARY_LLM_STORY_CAP": "400",
            "SUMMARY_LLM_DAY_CAP": "1_250",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["40", "12", "1200"], done.stderr[-2000:]
