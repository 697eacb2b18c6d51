"""Words as the desk's search looks for them: cut into grams that an index can hold, alike in Python and in SQL. Pure.

Text is taken in lower case with every run of signs and spaces as one space. Its grams are every three characters
in a row (the first may be the space before a word), the first letter of each word with that space, and, in scripts that
put no space between words, every single character and every two. The same is written in SQL in desk/migrations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORDS = 8
# ASCII's signs, and the spaces, quotation marks and stops of others. Capitals of ASCII are none any more.
SIGNS = "\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\xa0\xab\xbb\u2000-\u206f\u3000-\u3003\u3008-\u301f"
_SIGNS = re.compile(f"[{SIGNS}]+")
# Thai to Myanmar, Khmer, and everything from the CJK radicals on, Hangul with them: as Unicode's blocks lie.
_DENSE = ((0x0E00, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x10FFFF))


def is_dense(character: str) -> bool:
    """Whether it belongs to a script in which one or two characters are a word of their own."""
    return any(first <= ord(character) <= last for first, last in _DENSE)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text.lower())


def grams(text: str) -> set[str]:
    """Every gram of a text: the twin of the function in the database."""
    line = " " + _plain(text)
    found = set()
    for place, first in enumerate(line):
        two, three = line[place : place + 2], line[place : place + 3]
        if len(three) == 3 and " " not in three[1:]:
            found.add(three)
        if len(two) == 2 and two[1] != " " and (first == " " or is_dense(first) or is_dense(two[1])):
            found.add(two)
        if is_dense(first):
            found.add(first)
    return found


def parts_of(word: str) -> list[str]:
    """The parts of a word between signs, in its own letters: "Vell's" is "Vell" and "s"."""
    return [part for part in _SIGNS.sub(" ", word).split(" ") if part]


def is_beginning(part: str) -> bool:
    """Whether it is so short that only words which begin with it are found."""
    return len(part) < 3 and not any(is_dense(character) for character in part)


def wanted(part: str) -> set[str]:
    """The grams that a text which holds the part (in lower case) must have."""
    if is_beginning(part):
        return {f" {part}"}
    if len(part) < 3:
        return {part}
    return {part[place : place + 3] for place in range(len(part) - 2)}


def spellings(word: str) -> Iterator[str]:
    """The word as databases that know only ASCII's small and capital letters may hold it, each once."""
    yield from dict.fromkeys(_ascii_lower(one) for one in (word.lower(), word.capitalize(), word.title(), word.upper()))


def _ascii_lower(word: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in word)
