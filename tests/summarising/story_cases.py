"""Forty stories from story_cases.txt as articles of several outlets, each with one more that brings something new."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from stories.summarising.request import SourceArticle
from stories.summarising.vocabulary import WEEKDAYS
from tests.summarising.story import article

LISTED = Path(__file__).with_name("story_cases.txt")
BEGIN = datetime(2026, 3, 2, 7, tzinfo=UTC)
OUTLETS = (
    "Tarn Courier",
    "Coast Wire",
    "Osk Gazette",
    "Northern Ledger",
    "Harbour Daily",
    "Blue Channel",
    "Market Post",
)
SIZES = (3, 4, 5, 6, 7, 8, 10, 14)
VAST = {"trial": 120, "dam": 30}
TAILS = (
    "",
    ", officials said",
    ", records show",
    ", a spokeswoman confirmed",
    ", according to people who were there",
    ", the local radio reported",
)
ASIDES = (
    "Reporters waited near {name} until the lamps went out in the street.",
    "Letters to the editor praised the calm of everybody around {name}.",
    "Shops with a view of {name} sold umbrellas and hot soup.",
    "Bus drivers on the way to {name} told passengers what they had heard.",
    "Teachers used {name} as an example in lessons on civic duty.",
    "Neighbours lit candles in their windows for all who were touched by {name}.",
    "Painters set up easels on a hill from which {name} can be seen.",
    "Grandparents remember quieter times around {name} and tell of them at dinner.",
    "Bakers named a sweet roll after {name} and gave it away in the square.",
    "Taxi drivers took strangers to {name} without asking for the fare.",
    "Choirs moved their rehearsals because of {name} to a barn.",
)
STRAY = article(
    "stray",
    "Gardeners in Nareth grew the heaviest pumpkin ever weighed at the autumn fair. Judges praised the patience of "
    "Rhea Kolb with compost, worms and rainwater during a dry summer. The government gave 200 people a prize.",
    headline="Pumpkin record falls",
    outlet="Garden Weekly",
    published_at=BEGIN + timedelta(days=20),
)
"""An article of another subject, newer than all."""


@dataclass(frozen=True)
class Case:
    """One story: what was known, and the article that comes last with its own facts."""

    name: str
    before: tuple[SourceArticle, ...]
    new: SourceArticle
    development: tuple[str, ...]


def cases() -> list[Case]:
    """All forty, the same ones every time."""
    blocks = re.findall(r"^== (.+?)\n(.*?)(?=\n== |\Z)", LISTED.read_text(), flags=re.MULTILINE | re.DOTALL)
    return [_case(number, *block) for number, block in enumerate(blocks)]


def _case(number: int, title: str, body: str) -> Case:
    name, headline = title.split(" | ")
    known, later = body.strip().split("\n-- ")
    facts, (new_headline, *development) = known.splitlines(), later.splitlines()
    count = VAST.get(name, SIZES[number % len(SIZES)])
    common = Counter(re.findall(r"(?<!^)(?:(?<=[a-z] )|(?<=the ))[A-Z][a-z]+(?: [A-Z][a-z]+)?", "\n".join(facts)))
    subject = common.most_common(1)[0][0]
    before = tuple(_article(Random(f"{name} {at}"), name, at, headline, facts, subject) for at in range(count))
    text = " ".join(development) + "\n\n" + " ".join(facts[:2])
    last = article(
        f"{name}-new",
        text,
        headline=new_headline,
        outlet=OUTLETS[count % len(OUTLETS)],
        published_at=_evening(BEGIN + timedelta(hours=9 * count), development),
    )
    return Case(name, before, last, tuple(development))


def _evening(after: datetime, development: list[str]) -> datetime:
    """The evening of the weekday that the development names, the first one behind this time."""
    day = next((name for name in WEEKDAYS if f"on {name}" in " ".join(development)), WEEKDAYS[after.weekday()])
    return next(
        evening
        for ahead in range(9)
        if (evening := (after + timedelta(days=ahead)).replace(hour=20)) > after and WEEKDAYS[evening.weekday()] == day
    )


def _article(chance: Random, name: str, at: int, headline: str, facts: list[str], subject: str) -> SourceArticle:
    told = [facts[(at + step) % len(facts)] for step in (0, 1, 3)]
    lines = [fact[:-1] + chance.choice(TAILS) + "." for fact in told]
    lines += [aside.format(name=subject) for aside in (ASIDES[at % len(ASIDES)],)]
    return article(
        f"{name}-{at:03d}",
        " ".join(lines[:3]) + "\n\n" + " ".join(lines[3:]),
        headline=headline if at % 2 == 0 else f"{headline} again",
        outlet=OUTLETS[at % len(OUTLETS)],
        published_at=BEGIN + timedelta(hours=9 * at),
    )
