"""Random Unicode through folder, splitter, figures and date tagger; and whether their time grows with the length alone.

    python benchmarks/unicode_fuzz.py [--count=50000]

First so many random strings of all planes, each read by all four, offsets checked: the share that fails
must be none. Then hostile texts of one repeated piece, and of random pieces, at a length and at twice
that length: the ratio of the CPU seconds is about 2 where time is linear. The bar is 2.6, for a lone
measurement of some milliseconds is not exact. Strings are those of the tests, the same every time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stories.summarising.figures import figures  # noqa: E402
from stories.summarising.folding import fold_map  # noqa: E402
from stories.summarising.preparing import prepare  # noqa: E402
from stories.summarising.reldates import days_named, resolve, with_brackets  # noqa: E402
from stories.summarising.sentences import split  # noqa: E402
from stories.summarising.wording import names, outside_quotes  # noqa: E402
from tests.summarising.random_text import PIECES, strings  # noqa: E402
from tests.summarising.story import article  # noqa: E402
from tests.summarising.test_unicode_fuzz import assert_read_exactly  # noqa: E402

DAY = date(2026, 3, 1)
LENGTH = 6_000  # characters
LANGUAGES = ("en", "de", "fr", "es", "ar", "ko", "ja", "zh")
BAR = 2.6
ROUNDS = 3
HOSTILE = (
    *PIECES,
    *(
        "a",
        "A ",
        "A. ",
        "1",
        "1,111",
        "1 111 ",
        "1.",
        "-1",
        "$",
        "ten ",
        "a.b",
        "(",
        '"',
        '" ',
        "“",
        "x\u0301",
        "\u0301",
    ),
    *(
        "will past ",
        "said, who ",
        "Kim ",
        "the ",
        "of the ",
        "1st ",
        "12:",
        "March 1 ",
        "last ",
        "in the ",
        "A, ",
        "&#",
    ),
)


def tag(text: str) -> None:
    """Read the days of a folded text in every language that is known."""
    for language in LANGUAGES:
        found = resolve.__wrapped__(text, DAY, language)
        days_named(text, DAY, found or (), language)
        if found is not None and text == fold_map(text).text:
            with_brackets(text, found)


READERS: dict[str, Callable[[str], object]] = {
    "folder": fold_map,
    "splitter": split,
    "figures": figures,
    "date tagger": tag,
    "names": names,
    "quotes": outside_quotes,
    "whole reading": lambda text: prepare(article("a", text)),
}


def texts(length: int) -> dict[str, str]:
    """Hostile texts of this many characters, by what they repeat."""
    found = {repr(piece): (piece * (length // len(piece) + 1))[:length] for piece in HOSTILE}
    mixed = "".join(strings(length // 20, seed=7))
    return found | {"random pieces": (mixed * (length // max(1, len(mixed)) + 1))[:length]}


def seconds(reader: Callable[[str], object], text: str) -> float:
    """The least CPU time of some rounds; every round reads another object, so that nothing is remembered."""
    best = float("inf")
    for number in range(ROUNDS):
        fresh = text + "." * number
        begun = time.process_time()
        reader(fresh)
        best = min(best, time.process_time() - begun)
    return best


def growth() -> Iterator[tuple[str, float, str, float]]:
    """For each reader, as measured: the worst ratio of time at twice the length, its piece, and the seconds there."""
    short, long = texts(LENGTH), texts(2 * LENGTH)
    for name, reader in READERS.items():
        worst = (0.0, "", 0.0)
        for piece in short:
            one, two = seconds(reader, short[piece]), seconds(reader, long[piece])
            # Under a few milliseconds the clock measures itself.
            ratio = two / one if two > 0.01 else 0.0
            worst = max(worst, (ratio, piece, two))
        yield (name, *worst)


def main() -> int:
    """Print both tables. Returns 1 where a string failed or a ratio is over the bar."""
    count = next((int(one.partition("=")[2]) for one in sys.argv[1:] if one.startswith("--count=")), 50_000)
    begun, failed = time.process_time(), 0
    for text in strings(count, seed=count, most=40):
        try:
            assert_read_exactly(text)
        except (AssertionError, ValueError, IndexError, KeyError, ArithmeticError) as error:
            failed += 1
            print(f"FAILED {error!r} on {text!r}")
    print(f"{count:,} random strings read in {time.process_time() - begun:.0f} CPU s: {failed} failed")
    print(f"{'reader':16} {'worst ratio':>12} {'CPU s':>8}  at twice {LENGTH:,} characters of")
    for name, ratio, piece, spent in growth():
        failed += ratio > BAR
        print(f"{name:16} {ratio:12.2f} {spent:8.3f}  {piece} {'MISSED' if ratio > BAR else ''}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
