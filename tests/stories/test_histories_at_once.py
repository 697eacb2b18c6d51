"""Two editors, a scheduler, a clock and a worker on one story at once, with real threads on PostgreSQL.

Each history is drawn from its seed. Afterwards no saved word is lost, nothing is public that nobody approved, and the
log is a chain without a gap.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from editions.models import Edition, SealedEdition
from foundation.digests import digest
from foundation.errors import NewsroomError
from foundation.log_chain import Verified, link_new, verify
from foundation.models import EditLog, User
from stories import chronology, curating, embargoes, publishing, reviewing, sealing, subediting
from stories.meanwhile import shown
from stories.models import Section, Sentence, Story, TimelineEntry
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
FIELDS = ("headline", "kicker", "standfirst", "desk_note")
STEPS = 12


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


class History:
    """One story, who works on it, and what each of them saved and approved."""

    def __init__(self, seed: int, steps: int) -> None:
        self.seed, self.steps, self.chief = seed, steps, make_chief("chief")
        rights = ("edit_any_story", "change_story", "approve_story")
        self.editors = [make_user(*rights, name=f"editor{n}") for n in range(2)]
        self.story = make_story(*HARBOUR[:2], by=self.chief)
        self.articles = [make_article(text, hours=9 + n) for n, text in enumerate(HARBOUR[2:])]
        self.saved: list[tuple[str, str, str]] = []
        self.written: list[str] = []
        # How many acts were done, and how many refused by what.
        self.came: Counter[str] = Counter()
        self.bugs: list[BaseException] = []

    def run(self) -> None:
        """Let them all work until each has done its steps."""
        work = [*((self._edit, one) for one in self.editors), (self._schedule, None), (self._tick, None)]
        threads = [threading.Thread(target=self._safely, args=given) for given in [*work, (self._summarise, None)]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(180)
        assert not any(thread.is_alive() for thread in threads)

    def _safely(self, work, by) -> None:
        dice = random.Random(f"{self.seed} {work.__name__} {by}")
        try:
            for n in range(self.steps):
                try:
                    work(dice, n, by)
                    self.came["done"] += 1
                except NewsroomError as refusal:
                    self.came[type(refusal).__name__] += 1
                time.sleep(dice.random() / 100)
        except BaseException as bug:
            self.bugs.append(bug)
        finally:
            connections.close_all()

    def _edit(self, dice: random.Random, n: int, by: User) -> None:
        """Change a field, a sentence or an entry; attach an article; send to review or approve."""
        page = Story.objects.get(pk=self.story.pk)
        saw, words = shown(page), f"{by.username} writes {n}."
        time.sleep(dice.random() / 100)
        act = dice.choice(("field", "field", "field", "sentence", "entry", "attach", "approve", "review", "back"))
        if act == "field":
            name = dice.choice(FIELDS)
            before = getattr(page, name)
            curating.change_story(page, seen=page.desk_revision, saw=saw, by=by, **{name: words})
            self.saved.append((name, before, words))
        elif act == "sentence":
            section = Section.objects.filter(story=page, removed_at=None)[0]
            subediting.add_sentence(page, section, text=words, seen=page.desk_revision, by=by, is_vouched=True)
            self.written.append(words)
        elif act == "entry":
            chronology.add_entry(page, date="Aug 2025", text=words, seen=page.desk_revision, by=by)
            self.written.append(words)
        elif act == "attach":
            curating.attach(page, dice.choice(self.articles), by=by)
        elif act == "approve":
            reviewing.approve(page, seen=page.desk_revision, by=by)
        elif act == "review":
            reviewing.send_to_review(page, by=by)
        else:
            reviewing.send_back(page, by=by, note="Again.")

    def _schedule(self, dice: random.Random, n: int, _: object) -> None:
        """Seal what stands for the next moment, move or break the seal, set and lift embargoes, publish, correct."""
        page = Story.objects.select_related("published").get(pk=self.story.pk)
        acts = ("seal", "seal", "move", "break", "embargo", "lift", "publish", "correct")
        act = dice.choice(acts if n < self.steps - 2 else ("publish",))
        soon = timezone.now() + timedelta(milliseconds=dice.randrange(60, 200))
        if act == "seal":
            sealing.seal(page, seen=page.desk_revision, by=self.chief, until=soon)
        elif act == "move":
            sealing.reschedule(page, until=soon, by=self.chief)
        elif act == "break":
            sealing.break_seal(page, by=self.chief)
        elif act == "embargo":
            embargoes.embargo(page, until=soon, reason="Theirs.", by=self.chief)
        elif act == "lift":
            embargoes.lift_embargo(page, reason="Now.", by=self.chief)
        elif act == "publish":
            publishing.publish(page, seen=page.desk_revision, by=self.chief)
        else:
            publishing.correct(page, seen=page.desk_revision, by=self.chief, notice=f"It was wrong, {n}.")

    def _tick(self, dice: random.Random, n: int, _: object) -> None:
        sealing.release_due()
        link_new()
        time.sleep(0.03)

    def _summarise(self, dice: random.Random, n: int, _: object) -> None:
        update_summary(self.story.pk)
        time.sleep(0.01)


def desk_parts(history: History) -> list[tuple[int, str, bool]]:
    """Of each edition its number, the digest of its desk part, and whether a person let it out."""
    rows = Edition.objects.order_by("number")
    return [(one.number, digest(one.content["desk"]), one.by_person_id is not None) for one in rows]


def check_words(history: History) -> None:
    """Each save replaced words that its writer saw, and what was written last stands; what was added stands."""
    standing = Story.objects.get(pk=history.story.pk)
    for name in FIELDS:
        steps = [(before, after) for field, before, after in history.saved if field == name]
        chain, words = dict(steps), getattr(history.story, name)
        assert len(chain) == len(steps), f"two saves replaced the same {name}"
        count = 0
        while words in chain:
            words, count = chain[words], count + 1
        assert (count, getattr(standing, name)) == (len(steps), words)
    sentences = Sentence.objects.filter(story=standing, removed_at=None).values_list("text", flat=True)
    entries = TimelineEntry.objects.filter(story=standing, removed_at=None).values_list("text", flat=True)
    assert set(history.written) <= {*sentences, *entries}


def check_public(history: History) -> None:
    """A desk part is let out by a person alone: an automatic edition has that of the edition before it, whole.

    What a chief let out was whole as somebody approved it: the words of each field belong to one moment of the log.
    """
    before = ""
    for number, desk, is_persons in desk_parts(history):
        assert is_persons or desk == before, f"version {number} has a desk part that nobody approved"
        before = desk
    rows = EditLog.objects.filter(verb="change_story", subject_uid=history.story.uid).order_by("pk")
    states, fields = [], {name: getattr(history.story, name) for name in FIELDS}
    for row in [None, *rows]:
        fields = fields | {name: row.after[name] for name in FIELDS if row is not None and name in row.after}
        states.append(tuple(fields[name] for name in FIELDS[:3]))
    for edition in Edition.objects.all():
        shown_words = tuple(edition.content["desk"][name] for name in FIELDS[:3])
        assert shown_words in states, f"version {edition.number} mixes words of different moments"


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(50))
def test_a_random_history_loses_no_word_shows_nothing_unapproved_and_leaves_the_log_whole(seed):
    play(seed)


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_three_short_random_histories(seed):
    play(seed, steps=6)


def play(seed: int, steps: int = STEPS) -> History:
    """Run one history and look at what it left."""
    history = History(seed, steps)
    history.run()
    assert history.bugs == []
    check_words(history)
    check_public(history)
    if Story.objects.get().published_id is None:
        assert not Edition.objects.exists()
    assert not SealedEdition.objects.exists() or Story.objects.get().published_id is None
    link_new(everything=True)
    counted = Verified()
    assert list(verify(counted)) == []
    assert (counted.rows, counted.waiting) == (EditLog.objects.count(), 0)
    assert history.came["done"] >= steps
    return history
