"""CPU seconds and peak memory of a summary of 7, 50 and 500 articles, beside the floor of reading them.

    python benchmarks/summary_engine.py

The articles are generated here, from templates and a seeded shuffle of invented names, so every run
measures the same text: about 22 sentences and 450 words each, a third of them shared matter. They
are more alike than real news, so the dense steps have more to do. Every measurement is a fresh
process, because memory and caches of an earlier one would flatter the next. The floor is splitting
and tokenising the same texts with the same functions and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stories.summarising.engines.extract import draft  # noqa: E402
from stories.summarising.request import Request, Reuse, SourceArticle  # noqa: E402
from stories.summarising.sentences import split  # noqa: E402
from stories.summarising.wording import tokens  # noqa: E402

SIZES = (7, 50, 500)
BARS_SECONDS = {7: 0.3, 50: 1.0, 500: 3.0}
BAR_MEGABYTES = 250
SENTENCES = 22

PLACES = [
    "Tarn",
    "Velmora",
    "Osk",
    "Brindle",
    "Harrow",
    "Kesten",
    "Lindau",
    "Morva",
    "Nareth",
    "Quill",
    "Rostow",
    "Sable",
    "Toren",
    "Umber",
    "Wick",
]
PEOPLE = [
    "Ada Brandt",
    "Ivo Castell",
    "Mira Dunne",
    "Oskar Fell",
    "Lena Groot",
    "Tomas Hale",
    "Rhea Kolb",
    "Jonas Marr",
]
BODIES = ["Harbour Board", "River Authority", "Port Union", "City Assembly", "Rescue Service", "Weather Office"]
THINGS = [
    "barrier",
    "ferry",
    "tunnel",
    "levee",
    "crane",
    "warehouse",
    "pipeline",
    "station",
    "market",
    "bridge",
    "quay",
    "depot",
]
VERBS = [
    "inspected",
    "repaired",
    "closed",
    "reopened",
    "flooded",
    "insured",
    "surveyed",
    "guarded",
    "cleared",
    "abandoned",
]
LATER = ["before the tide turned", "after a night of rain", "despite warnings", "while crews waited", "as prices rose"]
SHARED = (
    "The {body} closed the {place} barrier after water rose {number} centimetres above the old mark.",
    "{person}, head of the {body}, said about {number} families had left their homes in {place}.",
    "Engineers {verb} the {thing} near {place} on Monday and found {number} cracks in its eastern wall.",
    "Insurers put the damage in {place} at ${number} million, according to the {body}.",
)
OWN = (
    "In {place}, workers {verb} {number} {thing}s {later}, the {body} reported.",
    "{person} told the {body} that the {thing} in {place} had been {verb} {number} times {later}.",
    "A {thing} owned by the {body} was {verb} in {place} {later}, and {number} people watched from the quay.",
    "Residents of {place} asked {person} why the {thing} cost {number} million crowns {later}.",
)


def make_articles(count: int) -> tuple[SourceArticle, ...]:
    """Generate this many articles, the same ones every time."""
    return tuple(_article(number) for number in range(count))


def _article(number: int) -> SourceArticle:
    chance = random.Random(number)
    lines = [_line(chance, SHARED if place % 3 == 0 else OWN) for place in range(SENTENCES)]
    text = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, SENTENCES, 3))
    outlet = f"Outlet {number % 40}"
    return SourceArticle(
        key=f"article-{number:04d}",
        snapshot=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        headline=f"{chance.choice(BODIES)} closes {chance.choice(PLACES)} {chance.choice(THINGS)} as water rises",
        outlet=outlet,
        publisher=outlet,
        language="en",
        kind="news",
        published_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=number),
        reuse=Reuse.LICENSED if number % 2 else Reuse.QUOTE,
    )


def _line(chance: random.Random, templates: tuple[str, ...]) -> str:
    return chance.choice(templates).format(
        body=chance.choice(BODIES),
        place=chance.choice(PLACES),
        person=chance.choice(PEOPLE),
        number=chance.randint(3, 90),
        verb=chance.choice(VERBS),
        thing=chance.choice(THINGS),
        later=chance.choice(LATER),
    )


def measure(what: str, count: int) -> dict[str, float]:
    """In this process: CPU seconds of the work alone, peak megabytes of the whole process."""
    articles = make_articles(count)
    begun = time.process_time()
    if what == "floor":
        for article in articles:
            for start, end in split(article.text):
                tokens(article.text[start:end])
    else:
        assert draft(Request("en", articles)).sections
    seconds = time.process_time() - begun
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def rows() -> list[dict[str, Any]]:
    """One row for each size: seconds, floor, ratio, megabytes, bars and whether they hold."""
    return [_row(count) for count in SIZES]


def _row(count: int) -> dict[str, Any]:
    engine, floor = _in_fresh_process("engine", count), _in_fresh_process("floor", count)
    return {
        "what": f"summary of {count} articles",
        "seconds": round(engine["seconds"], 3),
        "floor_seconds": round(floor["seconds"], 3),
        "ratio": round(engine["seconds"] / max(floor["seconds"], 1e-4), 1),
        "megabytes": round(engine["megabytes"]),
        "bar_seconds": BARS_SECONDS[count],
        "bar_megabytes": BAR_MEGABYTES,
        "holds": engine["seconds"] < BARS_SECONDS[count] and engine["megabytes"] < BAR_MEGABYTES,
    }


def _in_fresh_process(what: str, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, str(count)], check=True, capture_output=True, text=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main() -> None:
    """Print the table, or, in a child process, one measurement as JSON."""
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
        return
    print(f"{'what':26} {'CPU s':>8} {'bar':>6} {'floor':>7} {'ratio':>6} {'MB':>5} {'bar':>5}")
    for row in rows():
        print(
            f"{row['what']:26} {row['seconds']:8.3f} {row['bar_seconds']:6.1f} {row['floor_seconds']:7.3f} "
            f"{row['ratio']:6.1f} {row['megabytes']:5.0f} {row['bar_megabytes']:5} {'' if row['holds'] else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
