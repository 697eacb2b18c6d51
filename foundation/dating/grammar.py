"""From tokens to dates: what one side of a range names, and how two sides complete each other.

A line of tokens is rewritten, rule by rule, over the string of its kinds: "third quarter of 2025" is "OQy", then "qy".
Whatever no rule takes is refused: nothing that was typed is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from foundation.dating.words import Token

# In the day's place of `figures`: the other number stands beside a year ("2025/08", "2024-25").
BESIDE_YEAR = -1
_POSTPOSED = {"부터", "から"}
Rule = tuple[re.Pattern[str], Callable[[list[Token]], list[Token]]]


class Unshaped(ValueError):
    """The tokens are known but make no date."""


@dataclass(frozen=True)
class Side:
    """What one side of a range, or the whole of a date, names; None where it does not.

    `unit` is "" for years, months and days, s season, q quarter, h half, k decade, c century; `number` is which one.
    `part` is 0 early, 1 mid, 2 late. `figures` are day and month whose order is open, `joint` the sign between them.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: str = ""
    number: int = 0
    part: int | None = None
    mark: str = ""
    weekday: int | None = None
    figures: tuple[int, int] | None = None
    joint: str = ""
    is_year_first: bool = False


def kinds(tokens: Sequence[Token]) -> str:
    """The kinds of the tokens, a letter each."""
    return "".join(token.kind for token in tokens)


def _keep(*places: int) -> Callable[[list[Token]], list[Token]]:
    return lambda tokens: [tokens[place] for place in places]


def _as(kind: str, place: int) -> Callable[[list[Token]], list[Token]]:
    return lambda tokens: [Token(kind, tokens[place].value, tokens[place].text)]


def _decade(place: int) -> Callable[[list[Token]], list[Token]]:
    return lambda tokens: [Token("k", tokens[place].value)]


def _same_month(tokens: list[Token]) -> list[Token]:
    months = [token for token in tokens if token.kind == "m"]
    if months[0].value != months[1].value:
        raise Unshaped
    return months[:1]


def _tuesday(tokens: list[Token]) -> list[Token]:
    """French and Spanish cut Tuesday as they cut March; before a day and a month it is the day of the week."""
    is_march = tokens[0].text != "mar"
    return tokens if is_march else [Token("w", 1), *tokens[1:]]


def _wednesday(tokens: list[Token]) -> list[Token]:
    return [Token("w", 2), *tokens[1:]] if tokens[0].text == "mi" else tokens


def _of(tokens: list[Token]) -> list[Token]:
    """Several languages write "from" for "of" too: "5 de enero del 2026"."""
    return tokens if tokens[1].text in _POSTPOSED else [tokens[0], *tokens[2:]]


def _hyphen(tokens: list[Token]) -> list[Token]:
    """The sign of "mid-March"; a word there ("early to ...") still parts two sides."""
    return tokens[:1] if tokens[1].text == "-" else tokens


def _rules(*pairs: tuple[str, Callable[[list[Token]], list[Token]]]) -> list[Rule]:
    return [(re.compile(pattern), rewrite) for pattern, rewrite in pairs]


RULES = _rules(
    (r"\([wt~?G]\)", _keep(1)),
    (r"m\(m\)|m/m(?=y)", _same_month),
    (r"[qQhHOdmps]F[mysqh]", _of),
    (r"mdm", _tuesday),
    (r"pdm|pd(?=A)", _wednesday),
    (r"OQ", _as("q", 0)),
    (r"QO", _as("q", 1)),
    (r"dQ", _as("q", 0)),
    (r"Qd", _as("q", 1)),
    (r"OH", _as("h", 0)),
    (r"HO", _as("h", 1)),
    (r"dH", _as("h", 0)),
    (r"Hd", _as("h", 1)),
    (r"[dRO]C", _as("c", 0)),
    (r"C[dR]", _as("c", 1)),
    (r"Ec", lambda tokens: [Token("k", (tokens[1].value - 1) * 100 + tokens[0].value)]),
    (r"O(?=m)", _as("d", 0)),
    (r"DD", _keep(0)),
    (r"yY?DY?", _decade(0)),
    (r"DY?y", lambda tokens: [Token("k", tokens[-1].value)]),
    (r"[yN]Y", _keep(0)),
    (r"Yy", _keep(1)),
    (r"dM", _as("m", 0)),
    (r"dT", _keep(0)),
    (r"[qh][-/](?=y)", _keep(0)),
    (r"y[-/](?=[qh]$)", _keep(0)),
    (r"p-(?=[mysdqk])", _hyphen),
    (r"^-(?=[spq])", lambda tokens: [] if tokens[0].text in {"au", "a"} else tokens),
)


def _tilde(token: Token) -> Token:
    """A tilde between two dates is a dash, as Korean writes it; at either end it says "about"."""
    return Token("-", 0, "-") if token.text == "~" else token


def rewritten(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every rule applied from left to right. Raises Unshaped where two months disagree."""
    line = [*tokens[:1], *(_tilde(token) for token in tokens[1:-1]), *tokens[1:][-1:]]
    for pattern, rewrite in RULES:
        at = 0
        while (match := pattern.search(kinds(line), at)) is not None:
            new = rewrite(line[match.start() : match.end()])
            line[match.start() : match.end()] = new
            at = match.start() + max(len(new), 1) if len(new) >= match.end() - match.start() else match.start()
    return line


# The forms of a side: its kinds without weekday and marks.
_YEAR_FIRST = {"ymd", "ym", "ymp"}
_FORMS = {
    *(
        "y",
        "ym",
        "my",
        "mdy",
        "dmy",
        "ymd",
        "ys",
        "sy",
        "syG",
        "ysG",
        "yq",
        "qy",
        "yh",
        "hy",
        "py",
        "yp",
        "pmy",
        "ymp",
        "mpy",
    ),
    *(
        "k",
        "kp",
        "pk",
        "c",
        "pc",
        "cp",
        "Ay",
        "N",
        "dy",
        "sN",
        "Ns",
        "d",
        "m",
        "md",
        "dm",
        "s",
        "q",
        "h",
        "A",
        "pm",
        "mp",
        "p",
    ),
}


def side_of(tokens: Sequence[Token]) -> Side | None:
    """What these tokens name, or None where they are no date and no part of one."""
    form, mark, weekday = [], "", None
    for token in tokens:
        if token.kind in {"~", "?"}:
            mark = token.kind if mark in {"", token.kind} else "%"
        elif token.kind == "w":
            if weekday is not None:
                return None
            weekday = token.value
        else:
            form.append(token)
    if kinds(form) not in _FORMS:
        return None
    return replace(_named(form), mark=mark, weekday=weekday, is_year_first=kinds(form) in _YEAR_FIRST)


def _named(form: Sequence[Token]) -> Side:
    side = Side()
    for token in form:
        match token.kind:
            case "y":
                side = replace(side, year=token.value)
            case "m":
                side = replace(side, month=token.value)
            case "d":
                side = replace(side, day=token.value)
            case "p":
                side = replace(side, part=token.value)
            case "A":
                side = replace(side, figures=divmod(token.value, 100), joint=token.text)
            case "N":
                side = replace(
                    side, year=token.value // 100, figures=(BESIDE_YEAR, token.value % 100), joint=token.text
                )
            case "G":
                side = replace(side, number=side.number + 4 + 4 * token.value)
            case "k":
                side = replace(side, year=token.value, unit="k")
            case unit:
                side = replace(side, unit=unit, number=token.value)
    return side
