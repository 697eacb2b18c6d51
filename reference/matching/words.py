"""Words and legal forms, folded so that "Gap, Inc." and "GAP INCORPORATED" are the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

# Letters of the scripts that put spaces between words: a Latin name before a Korean particle is a word of its own.
_LETTERS = (
    r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u037d\u037f-\u0386\u0388-\u055a\u0560-\u0588"
    r"\u0591-\u05bd\u05d0-\u0605\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u1fff"
)
# "S.p.A." and "N.V." are one word; an ampersand is one as well.
_WORD = re.compile(rf"(?:[A-Za-z]\.){{2,}}[A-Za-z]?(?![{_LETTERS}])|[{_LETTERS}]+|&")

# Legal forms by what they are folded to: of one-word names only the same form will do.
_FORMS = {
    "inc": "inc incorporated",
    "corp": "corp corporation corporate",
    "co": "co company cos companies",
    "ltd": "ltd limited ltda pty",
    "plc": "plc",
    "llc": "llc lp llp",
    "sa": "sa sab",
    "ag": "ag kgaa gmbh",
    "se": "se",
    "nv": "nv bv",
    "spa": "spa",
    "ab": "ab asa oyj",
    "as": "as",
    "kk": "kk",
    "bhd": "bhd berhad tbk",
}
FORM_OF = MappingProxyType({word: form for form, words in _FORMS.items() for word in words.split()})
# Of these two letters the sentence is full in other languages: they are a legal form in capitals alone.
SHORT_FORMS = frozenset({"as", "se", "sa", "ab", "co", "ag"})
_SMALL = "of and the de du des da do del la le les for in on to y und et von van der e"
CONNECTIVES = frozenset(_SMALL.split())


class Word(NamedTuple):
    """A word of a text: folded, as it stands, and where (half-open, code points)."""

    key: str
    text: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    for match in _WORD.finditer(text):
        found = match[0]
        yield Word(fold(found), found, match.start(), match.end())


def fold(word: str) -> str:
    """Return the word without case, accents and stops; "&" is "and"."""
    if word.isascii():
        lower = word.lower()
        return "and" if lower == "&" else lower.replace(".", "") if "." in lower else lower
    plain = unicodedata.normalize("NFKD", word).casefold().replace(".", "")
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def is_cjk(text: str) -> bool:
    """Whether the text has signs of Chinese, Japanese or Korean, whose names are found as they stand."""
    return any("\u2e80" <= sign <= "\ud7ff" or "\uf900" <= sign <= "\ufaff" for sign in text)


class Name(NamedTuple):
    """A company's name: its words without article and legal form, and the forms it had, folded."""

    core: tuple[str, ...]
    forms: frozenset[str]


def name_of(name: str) -> Name:
    """Split a full name: "The Gap, Inc." and "GAP INC /DE/" are ("gap",) with the form "inc"."""
    bare = re.sub(r"[/\\][A-Za-z ]{2,12}[/\\]?\s*$|\([Tt]he\)\s*$", "", name)
    keys = [word.key for word in words_of(bare)]
    if len(keys) > 1 and keys[0] == "the":
        keys = keys[1:]
    forms: set[str] = set()
    while len(keys) > 1 and (keys[-1] in FORM_OF or _is_left_over(keys, forms)):
        form = FORM_OF.get(keys.pop())
        forms |= {form} if form else set()
    return Name(tuple(keys), frozenset(forms))


def _is_left_over(keys: Sequence[str], forms: set[str]) -> bool:
    """Whether a last "and" is what "Deere & Co" leaves."""
    return bool(forms) and keys[-1] == "and"
