"""How many tickers a second hand's traps are linked to rightly, and how long 10,000 securities take over 500 articles.

    python -m benchmarks.tickers            the figures
    python -m benchmarks.tickers --misses   and each link that is wrong or missing

The gold (tests/reference/gold_tickers.csv, its securities beside it) was written by somebody who did not know the
matcher: names that are words, places and people, half of the texts about no security at all. A link is right where the
gold has it; precision is the right among all that were made, recall the right among all of the gold.

The articles of the measure are benchmarks/news_copy.py, five securities named in each. The floor is splitting the same
texts into words and looking each up in a dictionary, in the same run; laying out the index is counted to the work.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.news_copy import make_articles  # noqa: E402
from reference.matching.aliases import Alias  # noqa: E402
from reference.matching.finding import mentions  # noqa: E402
from reference.matching.index import Index, Security, build  # noqa: E402

GOLD = ROOT / "tests" / "reference"
PRECISION_BAR, SECONDS_BAR = 0.98, 2.0
SECURITIES, ARTICLES = 10_000, 500


class Verdict(NamedTuple):
    """One text of the gold: the links it wants and those it got, as MIC:SYMBOL."""

    text: str
    wanted: frozenset[str]
    got: frozenset[str]


class Totals(NamedTuple):
    """Links over the whole gold."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float:
        """The right links among those made."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The right links among those of the gold."""
        return self.right / max(self.right + self.missing, 1)


def gold_index() -> Index:
    """The securities of the gold, whose ambiguous aliases need context."""
    with (GOLD / "gold_instruments.csv").open(encoding="utf-8", newline="") as rows:
        return build(_security(key, row) for key, row in enumerate(csv.DictReader(rows)))


def _security(key: int, row: dict[str, str]) -> Security:
    ambiguous = set(row["ambiguous"].split(";"))
    names = [name for name in row["aliases"].split(";") if name]
    aliases = tuple(Alias(name, name in ambiguous) for name in names)
    return Security(key, row["symbol"], row["mic"], row["name"], aliases)


def verdicts() -> Iterator[Verdict]:
    """Judge every text of the gold, in its order."""
    index = gold_index()
    with (GOLD / "gold_tickers.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found = {f"{one.mic}:{one.symbol}" for m in mentions(row["text"], index) for one in m.securities}
            wanted = {one.strip() for one in row["expected"].split(";") if one.strip()}
            yield Verdict(row["text"], frozenset(wanted), frozenset(found))


def totals(judged: Sequence[Verdict]) -> Totals:
    """Add up the links of all texts."""
    right = sum(len(one.wanted & one.got) for one in judged)
    return Totals(
        right, sum(len(one.got - one.wanted) for one in judged), sum(len(one.wanted - one.got) for one in judged)
    )


def _securities(chance: random.Random) -> list[Security]:
    """Securities with names of two or three words that copy shares, some with an alias that needs context."""
    words = sorted({word for one in make_articles(60) for word in re.findall(r"[a-z]{4,}", one.text)})
    chance.shuffle(words)
    made = []
    for key in range(SECURITIES):
        name = " ".join(word.title() for word in chance.sample(words, chance.choice((1, 2, 2, 3))))
        aliases = (Alias(name.split()[0], True),) if key % 3 == 0 else ()
        made.append(
            Security(key, f"S{key}", "XNYS", f"{name} {chance.choice(('Inc.', 'Corp', 'plc', 'Ltd'))}", aliases)
        )
    return made


def _copy(securities: Sequence[Security], chance: random.Random) -> list[str]:
    texts = []
    for article in make_articles(ARTICLES):
        named = chance.sample(list(securities), 5)
        told = [f"The {chance.randint(2, 90)} investors of {one.name} (NYSE: {one.symbol}) met." for one in named]
        texts.append(f"{article.text}\n{' '.join(told)}")
    return texts


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def speed() -> tuple[float, float, int]:
    """CPU seconds of the work and of the floor, and how many mentions were found."""
    chance = random.Random(7)
    securities = _securities(chance)
    texts, found = _copy(securities, chance), 0

    def work() -> None:
        nonlocal found
        index = build(securities)
        found = sum(len(mentions(text, index)) for text in texts)

    first = {one.name.split()[0].lower() for one in securities}
    floor = _seconds(lambda: [[m[0].lower() in first for m in re.finditer(r"\w+", text)] for text in texts])
    return _seconds(work), floor, found


def main() -> int:
    """Print both tables. Returns 1 where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--misses", action="store_true", help="each link that is wrong or missing")
    judged = list(verdicts())
    if options.parse_args().misses:
        for one in judged:
            for kind, links in (("wrong", one.got - one.wanted), ("missing", one.wanted - one.got)):
                if links:
                    print(f"{kind:8} {' '.join(sorted(links)):12} {one.text}")
    total = totals(judged)
    print(f"{len(judged)} texts: {total.right} links right, {total.wrong} wrong, {total.missing} missing")
    print(f"precision {total.precision:.3f} (bar {PRECISION_BAR}), recall {total.recall:.3f}")
    seconds, floor, found = speed()
    print(f"{SECURITIES} securities, {ARTICLES} articles: {seconds:.2f} s CPU (bar {SECONDS_BAR}), floor {floor:.2f} s")
    print(f"{found} mentions found")
    return int(total.precision < PRECISION_BAR or seconds > SECONDS_BAR)


if __name__ == "__main__":
    sys.exit(main())
