"""How many dates that a second hand wrote down are read right, asked back, or read wrong, for each language.

    python -m benchmarks.dates            the figures
    python -m benchmarks.dates --misses   each date that is not right, with what became of it

The gold (tests/dating/gold_typed.csv) was written by somebody who did not know the parser, on 2026-02-20 as today.
Right is the day span and the certainty that the gold has (2026-40 and 2026-01/2026-06 are the same six months) with
its state, or a question or a refusal where the gold wants one. Asked is a question or refusal where the gold has a
date. Wrong, which is to be nought, is another date than the gold's, or a date where it wants none.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foundation.dating import DateAsked, DateRefused, TypedDate, parse_typed
from foundation.dating.notation import read_edtf
from foundation.dating.points import Point

GOLD = Path(__file__).parent.parent / "tests" / "dating" / "gold_typed.csv"
TODAY = date(2026, 2, 20)
KINDS = ("right", "asked", "wrong")


class Verdict(NamedTuple):
    """One row of the gold and what became of it: `kind` is one of KINDS."""

    language: str
    typed: str
    expected: str
    kind: str
    got: str


def verdicts() -> Iterator[Verdict]:
    """Judge every row of the gold, in its order."""
    with GOLD.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            kind, got = _judge(row)
            expected = f"{row['expected']} {row['status']}".strip()
            yield Verdict(row["language"], row["typed"], expected, kind, got)


def _judge(row: dict[str, str]) -> tuple[str, str]:
    expected = row["expected"].strip()
    try:
        typed = parse_typed(row["typed"], today=TODAY, language=row["language"])
    except DateAsked as asked:
        return ("right" if expected == "ask" else "asked"), f"ask: {asked}"
    except DateRefused as refusal:
        return ("right" if expected == "refuse" else "asked"), f"refuse: {refusal}"
    got = f"{typed.edtf} {typed.status}"
    if expected in {"ask", "refuse"}:
        return "wrong", got
    return ("right" if _is_same(typed, expected, row["status"].strip()) else "wrong"), got


def _is_same(typed: TypedDate, expected: str, status: str) -> bool:
    if (status or typed.status) != typed.status:
        return False
    return typed.edtf == expected or _meaning(typed.edtf) == _meaning(expected)


def _meaning(edtf: str) -> tuple[date, date, set[str]]:
    """First and last day, and the certainty of the ends."""
    span = read_edtf(edtf)
    return span.first, span.last, {end.mark if isinstance(end, Point) else end.value for end in span}


def main() -> None:
    """Print a line for each language and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    wants_misses = parser.parse_args().misses
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts():
        for name in (verdict.language, "all"):
            counts.setdefault(name, Counter())[verdict.kind] += 1
        if wants_misses and verdict.kind != "right":
            print(f"{verdict.kind:6} {verdict.language} {verdict.typed!r}: {verdict.expected} | {verdict.got}")
    for name, count in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        total = sum(count.values())
        print(
            f"{name:4} " + "  ".join(f"{kind} {count[kind]}" for kind in KINDS) + f"  of {total} "
            f"({count['right'] / total:.1%} right)"
        )


if __name__ == "__main__":
    main()
