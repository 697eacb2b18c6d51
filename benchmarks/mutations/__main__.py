"""Print which share of wrong and of harmless edits the support check flags, kind by kind.

    python -m benchmarks.mutations                     # the tables
    python -m benchmarks.mutations --show "hedge dropped"   # 20 examples it misjudges

``--limit N`` takes at most N of each kind (200), ``--seed TEXT`` others.
Flagged means: would not be published by itself (no tier A or B).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.mutations.corpus import Case, cases
from benchmarks.mutations.measuring import (
    HARMLESS,
    TRIMS,
    WRONG,
    Judged,
    Kind,
    flagged_share,
    mean,
    measured,
    overall_share,
)

BAR_WRONG, BAR_HARMLESS = 0.97, 0.03


def main(arguments: list[str]) -> int:
    """Print the tables, or examples of one kind. Returns 1 for a kind that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations")
    parser.add_argument("--show", metavar="KIND", help="print 20 of a kind that are misjudged")
    parser.add_argument("--limit", type=int, default=200, help="at most so many of each kind")
    parser.add_argument("--seed", default="", help="take other sentences, words and figures")
    chosen = parser.parse_args(arguments)
    found = cases()
    if chosen.show:
        return _show(chosen.show, found, chosen)
    begun = time.process_time()
    print(f"{len(found)} true sentences of {len({case.article for case in found})} articles")
    wrong = _table("wrong edits", WRONG, found, chosen)
    print(f"bar: at least {BAR_WRONG:.0%} in the mean over kinds {'' if wrong >= BAR_WRONG else 'MISSED'}")
    harmless = _table("harmless edits", HARMLESS, found, chosen)
    print(f"bar: at most {BAR_HARMLESS:.0%} in the mean over kinds {'' if harmless <= BAR_HARMLESS else 'MISSED'}")
    _table("trims and brackets", TRIMS, found, chosen)
    print(f"\n{time.process_time() - begun:.1f} s CPU")
    return 0


def _table(title: str, kinds: Mapping[str, Kind], found: list[Case], chosen: argparse.Namespace) -> float:
    """Print one table; return the mean over its kinds."""
    results = measured(kinds, found, chosen.limit, chosen.seed)
    print(f"\n{title:28} {'n':>5} {'flagged':>7}")
    for name, judged in results.items():
        print(f"{name:28} {len(judged):5} {flagged_share(judged):7.1%}", flush=True)
    print(f"{'mean over kinds':28} {'':5} {mean(results):7.1%}")
    print(f"{'of all edits':28} {sum(map(len, results.values())):5} {overall_share(results):7.1%}")
    return mean(results)


def _show(name: str, found: list[Case], chosen: argparse.Namespace) -> int:
    kinds = {**WRONG, **HARMLESS, **TRIMS}
    if name not in kinds:
        print(f"There is no kind {name!r}. There are: {', '.join(kinds)}.")
        return 1
    judged = measured({name: kinds[name]}, found, chosen.limit, chosen.seed)[name]
    missed = [one for one in judged if one.is_flagged != (name in WRONG)]
    print(f"{name}: {len(missed)} of {len(judged)} misjudged")
    for one in missed[:20]:
        _print_one(one)
    return 0


def _print_one(judged: Judged) -> None:
    print(f"\n  told    {judged.mutant.text}")
    for start, end in judged.mutant.spans:
        print(f"  source  {judged.mutant.article[start:end]}")
    print(f"  tier {judged.tier}  {'; '.join(judged.reasons)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
