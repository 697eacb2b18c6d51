"""Read lines of every kind in one query, each kind no further than it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.db import connection
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from desk.front.kinds import COLUMNS, TEXT_CHARS, Kind, Scope
from desk.told_times import when
from foundation.dating.labels import label
from foundation.text import shortened
from stories.models import Alert, Attention, Flag, Story

ALERT_SALT = "desk.alert"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: which story, what it says, and the address where it is mended; since when, where that is known."""

    kind: str
    story: int
    headline: str
    text: str
    address: str
    owner: str = ""
    at: datetime | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, newest first; `has_more` where there are more than these."""

    kind: str
    name: str
    lines: list[Line]
    has_more: bool = False
    is_mine: bool = False


def read(kinds: Sequence[Kind], scope: Scope, *, most: int) -> list[Group]:
    """Return a group for each kind that has lines, in the order given, with at most that many lines each. One query."""
    arms = [(number, arm(scope)[: most + 1]) for number, kind in enumerate(kinds) for arm in kind.arms]
    found: list[list[Line]] = [[] for _ in kinds]
    for row in _rows(arms):
        found[row[0]].append(_line(kinds[row[0]].key, *row[1:]))
    return [_group(kind, lines, most) for kind, lines in zip(kinds, found, strict=True) if lines]


def _group(kind: Kind, lines: list[Line], most: int) -> Group:
    if len(kind.arms) > 1:
        lines = sorted(lines, key=lambda line: line.at or datetime.min.replace(tzinfo=UTC), reverse=True)
    return Group(kind.key, kind.name, lines[:most], len(lines) > most, kind.is_mine)


def _rows(arms: Iterable[tuple[int, Any]]) -> list[tuple[Any, ...]]:
    """The rows of all arms, put together by hand: SQLite takes a limit in an arm only inside a query of its own."""
    parts: list[str] = []
    given: list[Any] = []
    for number, arm in arms:
        sql, params = arm.annotate(kind_=Value(number)).values_list(*COLUMNS).query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS arm_{len(parts)}")  # noqa: S608 - Django's own SQL, parameters apart
        given += params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        return list(cursor.fetchall())


def _line(
    kind: str, story: int, headline: str, subject: str, where: str, text: str, at: Any, username: Any, *names: Any
) -> Line:
    # The statement gives one sign more than is shown, where there is more.
    told = shortened(text, TEXT_CHARS) if text else text
    made = Line(kind, story, headline, told, "", owner=" ".join(filter(None, names)) or username or "", at=_moment(at))
    return _PLACED[kind](made, subject if kind in Attention.Kind.values else _uid(subject), where or "")


def _moment(value: Any) -> datetime | None:
    """SQLite gives a time as the text it keeps, which is UTC."""
    found: Any = parse_datetime(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _uid(value: str | None) -> str:
    """SQLite keeps a uid without dashes."""
    return str(uuid.UUID(value)) if value else ""


def tab(story: int, name: str, anchor: str = "") -> str:
    """The address of a story's tab and a place on it."""
    page = reverse(f"admin:stories_story_{'change' if name == 'story' else name}", args=[story])
    return f"{page}#{anchor}" if anchor else page


def alert_address(uid: str) -> str:
    """The address of an alert's page: a signed word, as letters have it."""
    return reverse("admin:desk_alert", args=[signing.dumps(uid, salt=ALERT_SALT)])


def _publish(line: Line, subject: str, where: str) -> Line:
    anchor = "update-ready" if line.kind == "held" else "checks-title"
    return replace(line, address=tab(line.story, "publish", anchor))


def _summary(line: Line, subject: str, where: str) -> Line:
    return replace(line, address=tab(line.story, "summary", {"figures": "differences", "failed": "run"}[line.kind]))


def _lost(line: Line, subject: str, where: str) -> Line:
    address = tab(line.story, "timeline", f"e-{subject}") if where else tab(line.story, "summary", f"s-{subject}")
    return replace(line, address=address)


def _source(line: Line, subject: str, where: str) -> Line:
    text = f"{Flag.Kind(where).label}: {line.text}"
    return replace(line, text=text, address=tab(line.story, "articles", f"a-{subject}"), article=subject)


def _headline(line: Line, subject: str, where: str) -> Line:
    anchor = f"i-{subject}" if where == "images" else f"id_{subject}"
    return replace(line, address=tab(line.story, where, anchor))


def _entry(line: Line, subject: str, where: str) -> Line:
    day = label(where, "planned")
    return replace(line, text=f"{day}: {line.text}", address=tab(line.story, "timeline", f"e-{subject}"))


def _expiring(line: Line, subject: str, where: str) -> Line:
    until = timezone.localtime(line.at).strftime("%-d %b, %H:%M") if line.at else ""
    return replace(line, text=f"Until {until}: {line.text}", address=tab(line.story, "images", f"i-{subject}"), at=None)


def _picture(line: Line, subject: str, where: str) -> Line:
    text = f"No {where}: {line.text}" if line.text else f"No {where}"
    return replace(line, text=text, address=tab(line.story, "images", f"i-{subject}"))


def _suggested(line: Line, subject: str, where: str) -> Line:
    told = "1 suggestion is open" if where == "1" else f"{where} suggestions are open"
    return replace(line, text=f"{told}, such as “{line.text}”", address=tab(line.story, "summary", "suggestions"))


def _alert(line: Line, subject: str, where: str) -> Line:
    told = Alert.Kind(where).label
    text = f"{told[:1].upper()}{told[1:]}{f': {line.text}' if line.text else ''}"
    return replace(line, text=text, address=alert_address(subject))


def _mention(line: Line, subject: str, where: str) -> Line:
    return replace(line, address=f"{tab(line.story, 'team')}?thread={subject}#c-{subject}")


def _approve(line: Line, subject: str, where: str) -> Line:
    return replace(line, text=line.text or "Sent to review", address=tab(line.story, "publish", "copy"))


def _due(line: Line, subject: str, where: str) -> Line:
    told = "Was due" if line.at and line.at < timezone.now() else "Due"
    return replace(line, text=f"{told} {when(line.at)}" if line.at else told, address=tab(line.story, "story"), at=None)


def _given(line: Line, subject: str, where: str) -> Line:
    words = Story.EditorialState(line.text).label
    return replace(line, text=f"Given to you, {words}", address=tab(line.story, "story"))


def _embargo(line: Line, subject: str, where: str) -> Line:
    assert line.at is not None
    ends = "Ended" if line.at <= timezone.now() else "Ends"
    text = f"{ends} {when(line.at)}, and nothing is sealed to go out."
    return replace(line, text=text, at=None, address=tab(line.story, "publish", "embargo"))


_PLACED = {
    "alert": _alert,
    "mention": _mention,
    "approve": _approve,
    "due": _due,
    "given": _given,
    "release": _publish,
    "embargo": _embargo,
    "failed": _summary,
    "held": _publish,
    "lost": _lost,
    "source": _source,
    "figures": _summary,
    "headline": _headline,
    "passed": _entry,
    "promised": _entry,
    "pictures": _picture,
    "expiring": _expiring,
    "suggested": _suggested,
}
