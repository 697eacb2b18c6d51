"""A typed line cut into tokens: numbers, dates in figures, words of `foundation.dating.words`, signs."""

from __future__ import annotations

import re

from foundation.dating.folding import fold_word
from foundation.dating.words import WORDS, Token

_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/])(\d{1,2})\2(\d{1,2})|\. ?(\d{1,2})\. ?(\d{1,2})\.?)(?!-?\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})(?:([-/])(\d{1,2})\2|\. ?(\d{1,2})\. ?)(\d{4}|\d{2})(?!\d)", re.ASCII)
_YEAR_TWO = re.compile(r"(\d{4})([-/.])(\d{1,2})(?!\d)", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})\. ?(\d{1,2})\.(?! ?\d)", re.ASCII)
_SHORT_YEAR = re.compile(r"'(\d\d)(?!\d)", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?! ?\d)", re.ASCII)
_LETTERED = re.compile(r"([qths])\.?([0-9])(?!\d)|([0-9])([qths])(?![^\W\d_])", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,2})(?:\.o|\.a|st|nd|rd|th|er|re|ere|eme|e|o|a|te|ten|ter|tes)(?![^\W\d_])", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
_WEEKDAY = re.compile(r"\((?:([월화수목금토일])|([月火水木金土日]))요?[일曜]?[日]?\)")
_RUN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ROMAN = re.compile(r"(x{0,2})(ix|iv|v?i{0,3})(?:e|eme)?")
_ROMAN_UNITS = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
_SIGNS = {
    "-": "-",
    "~": "~",
    "?": "?",
    "/": "/",
    "(": "(",
    ")": ")",
    "&": "+",
    "^": "",
    ",": ",",
    ".": ".",
    "'": "",
    ":": "",
}
_LETTER_KIND = {"q": "q", "t": "q", "h": "h", "s": "h"}
_MOST_WORDS = 3


class Unread(ValueError):
    """A piece of the line that no language we know dates with; its text is the piece."""


def tokens_of(line: str) -> list[Token]:
    """The tokens of a folded line, without those that mean nothing. Raises Unread at the first unknown piece.

    Kinds: y year, m month, d day or other small number, n any other number; N a year and a number beside it
    (value: both), A day and month in figures, in which order is open; the words' kinds are in `words`.
    """
    plain = fold_word(line).replace("،", ",").replace("、", ",").replace("؟", "?")
    found: list[Token] = []
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        pieces, at = _figures(plain, at) or _word(plain, at) or _sign(plain, at)
        found += pieces
    return [token for token in found if token.kind not in {"", ",", "."}]


def _figures(line: str, at: int) -> tuple[list[Token], int] | None:
    weekday = _WEEKDAY.match(line, at)
    if weekday is not None:
        index = "월화수목금토일".find(weekday[1]) if weekday[1] else "月火水木金土日".find(weekday[2])
        return [Token("w", index)], weekday.end()
    lettered = _LETTERED.match(line, at)
    if lettered is not None:
        letter, figure = lettered[1] or lettered[4], lettered[2] or lettered[3]
        return [Token(_LETTER_KIND[letter], int(figure))], lettered.end()
    short = _SHORT_YEAR.match(line, at)
    if short is not None:
        return [Token("'", int(short[1]), short[1])], short.end()
    if not line[at].isdigit():
        return None
    for read in (_year_first, _year_last, _year_month, _year_two, _month_year, _day_month, _ordinal):
        pieces = read(line, at)
        if pieces is not None:
            return pieces
    number = _NUMBER.match(line, at)
    if number is None:
        return None
    kind = {1: "d", 2: "d", 4: "y"}.get(len(number[0]), "n")
    value = int(number[0][:12])
    return [Token(kind, value, number[0])], number.end()


def _year_first(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _YEAR_FIRST.match(line, at)
    if match is None:
        return None
    month, day = match[3] or match[5], match[4] or match[6]
    return [Token("y", int(match[1])), Token("m", int(month)), Token("d", int(day))], match.end()


def _year_last(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _YEAR_LAST.match(line, at)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3] or match[4])
    year = Token("y" if len(match[5]) == 4 else "'", int(match[5]), match[5])
    return [Token("A", first * 100 + second, match[2] or "."), year], match.end()


def _year_two(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _YEAR_TWO.match(line, at)
    if match is None or line[match.end() :].lstrip().startswith(("월", "月")):
        return None
    return [Token("N", int(match[1]) * 100 + int(match[3]), match[2] + match[3])], match.end()


def _year_month(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _YEAR_MONTH.match(line, at)
    return match and ([Token("y", int(match[1])), Token("m", int(match[2]))], match.end())


def _month_year(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _MONTH_YEAR.match(line, at)
    return match and ([Token("m", int(match[1])), Token("y", int(match[2]))], match.end())


def _day_month(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _DAY_MONTH.match(line, at)
    return match and ([Token("A", int(match[1]) * 100 + int(match[2]), ".")], match.end())


def _ordinal(line: str, at: int) -> tuple[list[Token], int] | None:
    match = _ORDINAL.match(line, at)
    return match and ([Token("d", int(match[1]))], match.end())


def _word(line: str, at: int) -> tuple[list[Token], int] | None:
    run = _RUN.match(line, at)
    if run is None:
        return None
    if _is_unspaced(line[at]):
        return _longest(line, at, run.end())
    for end in _ends(line, at, run.end()):
        token = WORDS.get(line[at:end].replace("-", " ").replace("'", " "))
        if token is not None:
            return [token], end
    roman = _ROMAN.fullmatch(run[0])
    if roman is not None and roman[0]:
        return [Token("R", len(roman[1]) * 10 + _ROMAN_UNITS.index(roman[2]))], run.end()
    cut = re.search(r"['-]", run[0])
    if cut is None:
        raise Unread(run[0])
    return _piece(run[0][: cut.start()], at)


def _piece(word: str, at: int) -> tuple[list[Token], int]:
    """A word before a hyphen or an apostrophe, read by itself: "mid" of "mid-March", "d" of "d'août"."""
    token = WORDS.get(word)
    if token is None:
        raise Unread(word)
    return [token], at + len(word)


def _ends(line: str, at: int, end: int) -> list[int]:
    """Where phrases of one to three words end, the longest first."""
    found = [end]
    while len(found) < _MOST_WORDS:
        after = _RUN.match(line, found[-1] + 1)
        if after is None or line[found[-1]] != " ":
            break
        found.append(after.end())
    return found[::-1]


def _longest(line: str, at: int, end: int) -> tuple[list[Token], int]:
    for stop in range(min(end, at + 8), at, -1):
        token = WORDS.get(line[at:stop])
        if token is not None:
            return [token], stop
    raise Unread(line[at:end])


def _is_unspaced(sign: str) -> bool:
    """Whether words of the sign's script are written without spaces between them and what follows."""
    return "\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" or sign == "\u3005"


def _sign(line: str, at: int) -> tuple[list[Token], int]:
    kind = _SIGNS.get(line[at])
    if kind is None:
        raise Unread(line[at])
    return [Token(kind, 0, line[at])], at + 1
