"""Find the one colleague whom somebody typed: by log-in name with or without @, mail address or full name."""

from __future__ import annotations

import unicodedata

from django.db.models import QuerySet

from foundation.errors import BadText
from foundation.models import User

TOLD_CHARS = 60
_NAME_WORDS = 8
_STOPS = " ,:;.-"


def colleague(typed: str, *, among: QuerySet[User] | None = None) -> User:
    """Return whom the words name: of `among`, else of everybody who may log in to the desk.

    A log-in name comes before an address, and an address before a full name. Case and spaces do not count. Raises
    BadText where it is nobody, and where several are called so.
    """
    people = User.objects.filter(is_active=True, is_staff=True) if among is None else among
    return _the_one(typed, list(people.order_by("pk")))


def _the_one(typed: str, people: list[User]) -> User:
    found = _called(typed, people)
    if len(found) == 1:
        return found[0]
    shown = " ".join(typed.split())[:TOLD_CHARS]
    if found:
        names = ", ".join(sorted(f"@{one.username}" for one in found)[:5])
        raise BadText(f"Several people are called “{shown}”: {names}. Write the log-in name.")
    raise BadText(f"Nobody here is called “{shown}”. Write the log-in name, mail address or full name of a colleague.")


def colleague_first(line: str) -> tuple[User, str] | None:
    """Return whom the first words of a line name, as many of them as make a name, and the rest of the line.

    None where they name nobody. Raises BadText where several people are called so.
    """
    people = list(User.objects.filter(is_active=True, is_staff=True).order_by("pk"))
    words = line.split(maxsplit=_NAME_WORDS)[:_NAME_WORDS]
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        for form in dict.fromkeys((name, name.rstrip(_STOPS))):
            if _called(form, people):
                rest = line.split(maxsplit=count)[count:]
                return _the_one(form, people), "".join(rest).strip().lstrip(_STOPS)
    return None


def _called(typed: str, people: list[User]) -> list[User]:
    """Everybody who is called so, in the first of the ways in which anybody is; a log-in name as it is written first.

    Names are few beside stories; comparing them here finds them whatever their script.
    """
    name = _folded(typed)
    ways: tuple[list[User], ...] = ([], [], [], [])
    for person in people if name else []:
        own = (_folded(person.username), _folded(person.email), _folded(person.get_full_name()))
        for way, same in zip(ways, (person.username == typed, *(one == name for one in own)), strict=True):
            if same:
                way.append(person)
    return next((way for way in ways if way), [])


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(typed.split()).removeprefix("@")).casefold()
