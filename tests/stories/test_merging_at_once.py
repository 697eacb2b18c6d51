"""Many people save one story in the same moment, with real threads on PostgreSQL: no saved word is lost unseen."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import connection, connections

from foundation.errors import StaleSave
from foundation.models import EditLog, User
from stories import chronology, curating, subediting
from stories.meanwhile import shown
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.stories.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]

FIELDS = ("headline", "kicker", "standfirst", "desk_note", "slugline")


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


def test_five_people_save_five_fields_of_the_same_page_and_all_stand():
    story, chief = make_story(HARBOUR[0]), make_chief()
    saw, seen = shown(story), story.desk_revision
    outcomes = at_once(
        lambda n: curating.change_story(story, seen=seen, saw=saw, by=chief, **{FIELDS[n]: f"Words {n}"}), times=5
    )
    assert outcomes == {"done": 5}
    assert [getattr(Story.objects.get(), name) for name in FIELDS] == [f"Words {n}" for n in range(5)]
    assert Story.objects.get().desk_revision == seen + 5


def test_of_eight_who_save_the_same_field_of_the_same_page_one_wins():
    story, chief = make_story(HARBOUR[0]), make_chief()
    saw, seen = shown(story), story.desk_revision
    outcomes = at_once(lambda n: curating.change_story(story, seen=seen, saw=saw, by=chief, headline=f"Headline {n}"))
    assert outcomes == {"done": 1, StaleSave.__name__: 7}


def test_sentences_and_entries_saved_at_once_stand_beside_each_other():
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    rows = list(story.sentences.filter(removed_at=None).order_by("pk"))[:4]
    seen = story.desk_revision

    def act(n: int) -> None:
        if n < len(rows):
            row = rows[n]
            subediting.edit_sentence(row, text=f"Words {n}.", seen=seen, seen_text=row.text, by=chief, is_vouched=True)
        else:
            chronology.add_entry(Story.objects.get(), date="Aug 2025", text=f"Entry {n}.", seen=seen, by=chief)

    assert at_once(act, times=len(rows) + 3) == {"done": len(rows) + 3}
    assert sum(text.startswith("Words ") for text in story.sentences.values_list("text", flat=True)) == len(rows)
    assert story.timeline_entries.count() == 3


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(2, 22))])
def test_random_histories_of_four_people_lose_no_saved_word(seed):
    story = make_story(HARBOUR[0])
    saved: list[tuple[str, str, str]] = []
    people = [make_chief(f"person{n}") for n in range(4)]
    threads = [threading.Thread(target=_work, args=(story.pk, by, seed, saved)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    standing = Story.objects.get()
    first = {name: getattr(story, name) for name in FIELDS}
    for name in FIELDS:
        chain = {before: after for field, before, after in saved if field == name}
        mine = [after for field, _, after in saved if field == name]
        # Each save replaced words that its writer's page showed, and no two replaced the same ones.
        assert len(chain) == len(mine)
        walked, words = [], first[name]
        while words in chain:
            words = chain[words]
            walked.append(words)
        assert sorted(walked) == sorted(mine)
        assert getattr(standing, name) == words
    rows = EditLog.objects.filter(subject_uid=story.uid, verb="change_story").values_list("after", flat=True)
    assert {after for _, _, after in saved} <= {value for row in rows for value in map(str, row.values())}
    assert len(saved) >= 10


def _work(pk: int, by: User, seed: int, saved: list[tuple[str, str, str]]) -> None:
    """Open the page, change a field or two of it, save; some pages lie open for a while."""
    dice = random.Random(f"{seed} {by.username}")
    page = Story.objects.get(pk=pk)
    saw = shown(page)
    for n in range(12):
        if dice.random() < 0.7:
            page = Story.objects.get(pk=pk)
            saw = shown(page)
        name, words = dice.choice(FIELDS), f"{by.username} {n}"
        form = {field: getattr(page, field) for field in FIELDS} | {name: words}
        try:
            curating.change_story(page, seen=page.desk_revision, saw=saw, by=by, **form)
        except StaleSave:
            continue
        saved.append((name, getattr(page, name), words))
    connections.close_all()
