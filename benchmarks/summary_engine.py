"""CPU seconds and peak memory of a summary of 7, 50 and 500 articles, and of one article more with a warm cache.

    python benchmarks/summary_engine.py

The articles are benchmarks/news_copy.py: about 750 words each, no two alike. Every size is measured in a process of
its own, because memory and caches of an earlier one would flatter the next; there the summary is drafted, and then
drafted again with one more article and what stands as incumbents. The floor is splitting and tokenising the same
texts with the same functions and nothing else, in the same run.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.news_copy import make_articles  # noqa: E402
from stories.summarising.engines.extract import draft  # noqa: E402
from stories.summarising.request import Draft, Incumbent, Request, SourceArticle, Span  # noqa: E402
from stories.summarising.sentences import split  # noqa: E402
from stories.summarising.wording import tokens  # noqa: E402

SIZES = (7, 50, 500)
BARS_SECONDS = {7: 0.3, 50: 1.0, 500: 3.0}
BARS_WARM_SECONDS = {7: 0.1, 50: 0.3, 500: 0.6}
BAR_MEGABYTES = 250


def measure(what: str, count: int) -> dict[str, float]:
    """In this process: CPU seconds of the work alone, cold and for one article more, and its peak megabytes."""
    articles = make_articles(count + 1)
    if what == "floor":
        return {"seconds": _seconds(lambda: _read(articles[:count])), "warm": _seconds(lambda: _read(articles[-1:]))}
    drafts: list[Draft] = []
    cold = _seconds(lambda: drafts.append(draft(Request("en", articles[:count]))))
    assert drafts[0].sections
    again = Request("en", articles, incumbents=_standing(drafts[0]))
    warm = _seconds(lambda: drafts.append(draft(again)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": cold, "warm": warm, "megabytes": peak}


def _seconds(work: Any) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _read(articles: Iterable[SourceArticle]) -> None:
    for article in articles:
        for start, end in split(article.text):
            tokens(article.text[start:end])


def _standing(made: Draft) -> tuple[Incumbent, ...]:
    drafted = [sentence for section in made.sections for sentence in section.sentences]
    return tuple(
        Incumbent(str(n), one.text, tuple(Span(e.article, e.snapshot, e.start, e.end) for e in one.evidence))
        for n, one in enumerate(drafted)
    )


def rows() -> list[dict[str, Any]]:
    """One row for each size: seconds, floor, ratio, megabytes, bars and whether they hold."""
    return [row for count in SIZES for row in _rows(count)]


def _rows(count: int) -> list[dict[str, Any]]:
    engine = _in_fresh_process("engine", count)
    floor = _in_fresh_process("floor", count)
    megabytes = engine["megabytes"]
    cold = _row(f"summary of {count} articles", engine["seconds"], floor["seconds"], BARS_SECONDS[count], megabytes)
    warm = _row("  and with one more", engine["warm"], floor["warm"], BARS_WARM_SECONDS[count], megabytes)
    return [cold, warm]


def _row(what: str, seconds: float, floor: float, bar: float, megabytes: float) -> dict[str, Any]:
    return {
        "what": what,
        "seconds": round(seconds, 3),
        "floor_seconds": round(floor, 4),
        "ratio": round(seconds / max(floor, 1e-4), 1),
        "megabytes": round(megabytes),
        "bar_seconds": bar,
        "bar_megabytes": BAR_MEGABYTES,
        "holds": seconds < bar and megabytes < BAR_MEGABYTES,
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
    print(f"{'what':26} {'CPU s':>8} {'bar':>6} {'floor':>8} {'ratio':>6} {'MB':>5} {'bar':>5}")
    for row in rows():
        print(
            f"{row['what']:26} {row['seconds']:8.3f} {row['bar_seconds']:6.1f} {row['floor_seconds']:8.4f} "
            f"{row['ratio']:6.1f} {row['megabytes']:5.0f} {row['bar_megabytes']:5} {'' if row['holds'] else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
