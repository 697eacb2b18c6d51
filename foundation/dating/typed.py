"""Reading a date as people type it: one meaning, or a refusal that says what to write, or both meanings to choose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NoReturn

from foundation.dating.folding import fold_line
from foundation.dating.grammar import Side, Unshaped, kinds, rewritten, side_of
from foundation.dating.lexing import Unread, tokens_of
from foundation.dating.meaning import EXAMPLES, Choices, Refused, in_words, span_of, spans_of
from foundation.dating.notation import read_edtf
from foundation.dating.points import Gap, Span
from foundation.dating.ranges import half_open, splits
from foundation.dating.words import Token

Status = Literal["happened", "planned", "slipped", "cancelled"]

MAX_CHARS = 100
_STATUSES: tuple[Status, ...] = ("planned", "slipped", "cancelled")  # in the order of the words
_LAST_OF_THIS_CENTURY = 50  # of a year in two digits that is asked back
_STATE = re.compile(r"(?P<date>.*?) ?\((?P<state>[^()]*)\)")
_NOTATION = re.compile(r"[-0-9TXYZ:.?~%/+]+", re.ASCII)


class DateRefused(ValueError):
    """The typed text is no date, or means two. str(refusal) is a sentence an editor can act on."""


@dataclass(frozen=True)
class TypedDate:
    """What was typed, read: its EDTF, its state, its first and last day, and the text itself without outer space."""

    edtf: str
    status: Status
    sort_from: date
    sort_to: date
    as_typed: str


class DateAsked(DateRefused):
    """The typed text means two things; `choices` are both, each with a text (`as_typed`) that means only one."""

    def __init__(self, sentence: str, choices: tuple[TypedDate, ...]) -> None:
        super().__init__(sentence)
        self.choices = choices


def parse_typed(text: str, *, today: date, language: str = "en") -> TypedDate:
    """Read a date or a range as people write it in any language we know, or as EDTF, with an optional state.

    "Aug 2025", "5-6 January 2026", "early 2026", "Q3 2025", "2025년 8월", "2026-01-05/2026-01-06",
    "Mar 2026 (planned)"; any dash, any white space, either case. `language` is that of the story: it says whether
    03/04/2026 begins with the day. Without a state it is planned when it begins after `today` and has happened
    otherwise. Raises DateAsked for what means two things and DateRefused for what is no date; it never guesses.
    """
    as_typed = text.strip()
    if len(as_typed) > MAX_CHARS:
        raise DateRefused(f"A date has at most {MAX_CHARS} characters; this has {len(as_typed):,}. {EXAMPLES}")
    line = fold_line(as_typed)
    if not line:
        raise DateRefused(f"The date is empty. {EXAMPLES}")
    try:
        span, state = _read(line, as_typed, language, today)
    except (Choices, Refused) as refusal:
        _ask(refusal, line, today)
    return _typed(span, state, as_typed, today)


def _typed(span: Span, state: Status | None, as_typed: str, today: date) -> TypedDate:
    has_begun = isinstance(span.start, Gap) or span.first <= today
    status = state or ("happened" if has_begun else "planned")
    return TypedDate(span.edtf, status, span.first, span.last, as_typed)


def _ask(refusal: Choices | Refused, line: str, today: date) -> NoReturn:
    """Hand the refusal on, with its readings where it has some, each with the state that was typed."""
    state = _take_bracket(line)[1]
    ending = "" if state is None else f" ({state})"
    readings = tuple(parse_typed(text + ending, today=today) for text in refusal.texts)
    if readings:
        raise DateAsked(str(refusal), readings) from refusal
    raise DateRefused(str(refusal)) from refusal


def _read(line: str, as_typed: str, language: str, today: date) -> tuple[Span, Status | None]:
    noted, state = _take_bracket(line)
    if _NOTATION.fullmatch(noted.upper()):
        span = _notation(noted.upper())
        if span is not None:
            return span, state
    try:
        tokens, worded = _take_state(tokens_of(line))
        tokens = rewritten(tokens)
    except Unshaped:
        raise Refused(f"'{as_typed}' names two months. {EXAMPLES}") from None
    except Unread as unread:
        _refuse_bracket(line, str(unread))
        raise Refused(f"'{as_typed}' is not a date we can read. {EXAMPLES}") from unread
    return _span(tokens, as_typed, language, today), worded


def _notation(line: str) -> Span | None:
    """The date in EDTF; None where it is none, or where people may mean a pair of years ("2023-24") by it."""
    pair = re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", line, re.ASCII)
    if pair is not None and int(pair[3]) == int(pair[2]) + 1 and int(pair[3]) > 12:
        return None
    try:
        return read_edtf(line)
    except ValueError:
        return None


def _take_bracket(line: str) -> tuple[str, Status | None]:
    match = _STATE.fullmatch(line)
    if match is None:
        return line, None
    try:
        found = [token for token in tokens_of(match["state"]) if token.kind == "t"]
    except Unread:
        return line, None
    return (match["date"], _STATUSES[found[0].value]) if len(found) == 1 else (line, None)


def _take_state(tokens: Sequence[Token]) -> tuple[list[Token], Status | None]:
    """The tokens without the word of a state and its brackets. Two states are none."""
    found = [place for place, token in enumerate(tokens) if token.kind == "t"]
    if len(found) > 1:
        raise Unread(tokens[found[1]].text)
    if not found:
        return list(tokens), None
    place = found[0]
    is_bracketed = kinds(tokens[max(place - 1, 0) : place + 2]) == "(t)"
    left, right = (place - 1, place + 2) if is_bracketed else (place, place + 1)
    return [*tokens[:left], *tokens[right:]], _STATUSES[tokens[place].value]


def _refuse_bracket(line: str, unread: str) -> None:
    match = _STATE.fullmatch(line)
    if match is not None and unread in fold_line(match["state"]):
        raise Refused(
            f"'({match['state']})' is not a state we know. Write (planned), (slipped) or (cancelled), or leave it out."
        )


def _span(tokens: list[Token], as_typed: str, language: str, today: date) -> Span:
    ended = half_open(tokens, as_typed, language)
    if ended is not None:
        return ended
    whole = side_of(tokens)
    if whole is not None:
        _refuse_partial(whole, as_typed, language, today)
        return span_of(whole, as_typed, language)
    for left, right, is_joined in splits(tokens):
        return spans_of(left, right, as_typed, language, is_joined=is_joined)
    _refuse_numbers(tokens, as_typed, language)
    if "m" in kinds(tokens) and not set("yNA'k") & set(kinds(tokens)):
        raise Refused(f"'{as_typed}' has no year. {EXAMPLES}")
    raise Refused(f"'{as_typed}' is not a date we can read. {EXAMPLES}")


def _refuse_partial(side: Side, as_typed: str, language: str, today: date) -> None:
    is_whole = side.year is not None and (side.month is not None or side.day is None)
    if is_whole or side.unit == "c":
        return
    if side.year is None and (side.month or side.unit or side.figures):
        raise Refused(f"'{as_typed}' has no year. {EXAMPLES}", _nearest(side, as_typed, language, today))
    raise Refused(f"'{as_typed}' is not a date we can read. {EXAMPLES}")


def _nearest(side: Side, as_typed: str, language: str, today: date) -> list[str]:
    """The last such date that has begun and the next one to come, in words; none of those the calendar lacks."""
    begun: list[str] = []
    coming: list[str] = []
    for year in range(today.year - 1, today.year + 2):
        try:
            span = span_of(replace(side, year=year), as_typed, language)
        except (Refused, Choices):
            continue
        (begun if span.first <= today else coming).append(in_words(span))
    return [*begun[-1:], *coming[:1]]


def _refuse_numbers(tokens: Sequence[Token], as_typed: str, language: str) -> None:
    """A year of two, three or five digits is told as such; two digits with the years they may mean."""
    for token in tokens:
        if token.kind == "n":
            raise Refused(f"The year {token.value} is outside 1000 to 2999. Write the year with four digits.")
    short = [*tokens[:-1], tokens[-1]._replace(kind="'")] if kinds(tokens) in {"mdd", "dmd"} else list(tokens)
    last = next((token for token in short if token.kind == "'"), None)
    if last is None:
        return
    year = last.value + (1900 if last.value > _LAST_OF_THIS_CENTURY else 2000)
    side = side_of([Token("y", year) if token is last else token for token in short])
    texts = () if side is None else _readings(side, as_typed, language)
    if "A" in kinds(tokens):
        raise Refused(f"'{as_typed}' can be read in several ways. Write the year with four digits. {EXAMPLES}", texts)
    raise Refused(f"Write the year with four digits, not '{last.text}', for example Dec 14, 2025.", texts)


def _readings(side: Side, as_typed: str, language: str) -> tuple[str, ...]:
    """Each date that the side may mean, in words."""
    try:
        return (in_words(span_of(side, as_typed, language)),)
    except (Refused, Choices) as refusal:
        return refusal.texts
