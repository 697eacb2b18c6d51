"""Random strings of all of Unicode but surrogates, with pieces of news among them, the same for a seed every time."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache

PIECES = (
    *("Mr. ", "Dr. Kim ", "U.S. ", "Feb. 17", " on Tuesday", "yesterday ", "last month", "$1.5bn", "US$350‑billion"),
    *(
        "3 pct",
        "5:30 p.m. ",
        "twenty-four ",
        "1\u202f051\u00a0635",
        "“Will ",
        "he?” she ",
        "said. ",
        "&nbsp;",
        "&#8217;",
    ),
    *("&amp;amp;", "gestern ", "am Montag ", "25일 ", "어제는 ", "昨日", "3月3日", "去年", "أمس ", "3 مارس", "ayer "),
    *("l'an dernier ", "will ", "due ", "2019-nCoV ", "10² ", "5½ ", " (", ") ", "[", "]", '"', "«", "»", "「", "」"),
    *("\n\n", "\n", ". ", "! ", "؟ ", "。", "।", "—", "…", "\u00ad", "\u200b", "\u202e", "\u2069"),
)
RANGES = (
    *((0x0590, 0x06FF), (0x0900, 0x0D7F), (0x0300, 0x036F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)),
    *((0x1F300, 0x1FAFF), (0x2000, 0x206F), (0xFB50, 0xFDFF), (0xFF00, 0xFFEF), (0xE0000, 0xE01EF), (0x1100, 0x11FF)),
    *((0x0020, 0x007E), (0x00A0, 0x024F)),
)


@cache
def digits() -> str:
    """Every character that counts as a digit or number in some script."""
    every = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    return "".join(character for character in every if unicodedata.category(character) in ("Nd", "Nl", "No"))


def strings(count: int, *, seed: int = 4, most: int = 60) -> Iterator[str]:
    """This many strings of up to ``most`` pieces, characters or runs of one character."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(_part(chance) for _ in range(chance.randint(0, most)))


def _part(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(PIECES)
    if kind < 0.4:
        return chance.choice(digits()) * chance.choice((1, 1, 2, 5))
    if kind < 0.8:
        return chr(chance.randint(*chance.choice(RANGES)))
    code = chance.randint(0, sys.maxunicode)
    return chr(code if not 0xD800 <= code <= 0xDFFF else 0xE000) * chance.choice((1, 1, 1, 3, 40))
