"""The matching form of a text, with an index back to the raw offsets.

Two texts that a reader takes for the same (other hyphens, no-break spaces, curly quotes, soft
hyphens, ligatures, HTML entities) fold to the same string. Fractions and superscript digits stay as they are:
NFKC would turn "5½" into "51/2" and "10²" into "102".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
REPLACED = (
    dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("‘’‚‛‹›`´", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("\u00a0\u1680\u202f\u2007\u2009\u200a\u2028\u2029\u0085\t\r\u000b\u000c", " ")
)
KEPT = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⁰¹²³⁴⁵⁶⁷⁸⁹")

PLAIN_RUN = re.compile(
    r"[\n\x20-\x25\x27-\x5f\x61-\x7eÀ-ÖØ-öø-ÿ–—]+"
    r"|[\uac00-\ud7a3\u0621-\u063a\u0641-\u064a\u0410-\u044f\u3041-\u3096\u30a1-\u30fa\u3001\u3002\u4e00-\u9fff]+"
)
"""Characters that are their own matching form, so that whole runs of them are copied."""
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BREAKING_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")

INDIC = "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
JOINING = frozenset([*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3)), *INDIC])
"""What NFC joins to the letter before though its combining class is 0: Hangul vowels and finals, Indic vowel signs."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i of it comes from raw offsets ``starts[i]`` to ``ends[i]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw half-open offsets of folded characters start to end. Needs start < end."""
        return self.starts[start], self.ends[end - 1]

    def folded_offset(self, raw: int) -> int:
        """The first folded character that begins at or after this raw offset."""
        return bisect_left(self.starts, raw)


def fold_map(text: str) -> Folded:
    """Fold a text and keep the way back. Linear; never fails on any string."""
    if _is_folded(text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        run = PLAIN_RUN.match(text, at)
        stop = run.end() if run else at
        if run and stop < len(text) and _joins(text[stop]):
            stop -= 1  # the last character belongs to the cluster that follows
        if stop > at:
            pieces.append(text[at:stop])
            starts.extend(range(at, stop))
            ends.extend(range(at + 1, stop + 1))
        else:
            stop, piece = _next_piece(text, at)
            pieces.append(piece)
            starts.extend([at] * len(piece))
            ends.extend([stop] * len(piece))
        at = stop
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def _next_piece(text: str, at: int) -> tuple[int, str]:
    """The end of the entity or cluster that begins at ``at``, and its matching form."""
    entity = ENTITY.match(text, at) if text[at] == "&" else None
    meant = unescape(entity.group()) if entity else ""
    if entity and meant != entity.group():
        return entity.end(), "".join(map(_fold_cluster, meant))
    stop = _cluster_end(text, at)
    return stop, _fold_cluster(text[at:stop])


def fold(text: str) -> str:
    """The matching form alone."""
    return text if _is_folded(text) else fold_map(text).text


_UNPLAIN = re.compile(r"[`\t\r\x0b\x0c&]")


def _is_folded(text: str) -> bool:
    """Whether a text is its own matching form."""
    return text.isascii() and not _UNPLAIN.search(text)


def readable(text: str) -> str:
    """The passage as a page shows it: on one line, entities as their characters, no hidden break points."""
    if "&" in text:
        text = ENTITY.sub(lambda entity: unescape(entity.group()), text)
    return " ".join(BREAKING_NOTHING.sub("", text).split())


def squash(text: str) -> str:
    """The matching form with every run of white space as one space: for comparing passages."""
    return " ".join(fold(text).split())


def _cluster_end(text: str, at: int) -> int:
    """The end of the character at ``at`` with the combining marks that follow it."""
    end = at + 1
    while end < len(text) and end - at < 16 and _joins(text[end]):
        end += 1
    return end


def _joins(character: str) -> bool:
    """Whether it may become one character with what stands before it."""
    return unicodedata.combining(character) != 0 or character in JOINING


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    if cluster in INVISIBLE:
        return ""
    if cluster in KEPT:
        return cluster
    if cluster in REPLACED:
        return REPLACED[cluster]
    folded = unicodedata.normalize("NFKC", cluster)
    return "".join(REPLACED.get(character, character) for character in folded if character not in INVISIBLE)
