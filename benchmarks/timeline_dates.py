"""How many times in sentences that a second hand wrote are read right on the day of their article, and how fast.

    python -m benchmarks.timeline_dates            the figures
    python -m benchmarks.timeline_dates --misses   each sentence that is not read right

The gold (tests/dating/gold_relative.csv) was written by somebody who did not know the tagger. Right is the same first
and last day with the same word on whether it is planned; or no time at all where the gold has none. Missed is no time
where the gold has one; wrong, another time.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from foundation.dating import bounds  # noqa: E402
from stories.summarising.folding import fold, fold_map  # noqa: E402
from stories.summarising.sentences import iterate  # noqa: E402
from stories.summarising.timeline.tagging import Tag, tag  # noqa: E402

GOLD = ROOT / "tests" / "dating" / "gold_relative.csv"
KINDS = ("right", "missed", "wrong")
ROUNDS = 5


class Verdict(NamedTuple):
    """One row of the gold and what became of it: `kind` is one of KINDS, `form` the kind of time that was read."""

    language: str
    sentence: str
    expected: str
    kind: str
    got: str
    form: str


def verdicts() -> Iterator[Verdict]:
    """Judge every row of the gold, in its order."""
    with GOLD.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield _judge(row)


def _judge(row: dict[str, str]) -> Verdict:
    sentence, expected = row["sentence"], row["expected"].strip()
    anchor = datetime.fromisoformat(row["anchor"]).date()
    found = _meant(row, anchor)
    wanted = f"{expected} {'planned' if row['planned'] == 'yes' else ''}".strip()
    got = f"{found.edtf} {'planned' if found.is_planned else ''}".strip() if found else "none"
    if found is None:
        kind = "right" if expected == "none" else "missed"
    elif expected == "none":
        kind = "wrong"
    else:
        same = bounds(found.edtf) == bounds(expected) and found.is_planned == (row["planned"] == "yes")
        kind = "right" if same else "wrong"
    return Verdict(row["language"], sentence, wanted, kind, got, found.kind if found else "none")


def _meant(row: dict[str, str], anchor: date) -> Tag | None:
    """The time at the gold's mention; of a sentence without one, any."""
    folded = fold_map(row["sentence"])
    tags = tag(folded.text, anchor, row["language"])
    if not row["mention"]:
        return tags[0] if tags else None
    start = row["sentence"].index(row["mention"])
    low, high = folded.folded_offset(start), folded.folded_offset(start + len(row["mention"]))
    return next((one for one in tags if one.start < high and one.end > low), None)


def speed() -> float:
    """Thousands of characters a second of CPU that the tagger reads, in the articles at hand."""
    texts = [*_articles(ROOT / "newsroom" / "demo" / "stories"), *_articles(ROOT.parent / "shared" / "real-news")]
    began = time.process_time()
    for _ in range(ROUNDS):
        for language, sentences in texts:
            for sentence in sentences:
                tag(sentence, date(2026, 2, 19), language)
    spent = time.process_time() - began
    return ROUNDS * sum(len(sentence) for _, sentences in texts for sentence in sentences) / spent / 1000


def _articles(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(folder.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            text = article["text"]
            yield article.get("language", "en"), [fold(text[start:end]) for start, end in iterate(text)]


def main(arguments: list[str]) -> int:
    """Print a line for each language and kind of time, one for all, and the speed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timeline_dates")
    parser.add_argument("--misses", action="store_true")
    wants_misses = parser.parse_args(arguments).misses
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts():
        for name in (verdict.language, f"read as {verdict.form}", "all"):
            counts.setdefault(name, Counter())[verdict.kind] += 1
        if wants_misses and verdict.kind != "right":
            print(f"{verdict.kind:6} {verdict.language} {verdict.expected} | {verdict.got}: {verdict.sentence}")
    for name, count in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        total = sum(count.values())
        told = "  ".join(f"{kind} {count[kind]}" for kind in KINDS)
        print(f"{name:16} {told}  of {total} ({count['right'] / total:.1%} right)")
    print(f"tagger: {speed():,.0f} kchar/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
