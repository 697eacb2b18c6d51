"""What the uids in rows of the log stand for, in words, beside the rows as the chain covers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from foundation.models import EditLog, User
from media.models import Image
from newsroom.dossiers.veil import WITHHELD, Veil
from stories.models import Article, Section, Sentence, TimelineEntry

LONGEST = 120
_UID_CHARS = 36
Words = dict[UUID, str]


def _sentences(uids: set[UUID]) -> Words:
    return dict(Sentence.objects.filter(uid__in=uids).values_list("uid", "text"))


def _entries(uids: set[UUID]) -> Words:
    return dict(TimelineEntry.objects.filter(uid__in=uids).values_list("uid", "text"))


def _sections(uids: set[UUID]) -> Words:
    return dict(Section.objects.filter(uid__in=uids).values_list("uid", "heading"))


def _images(uids: set[UUID]) -> Words:
    rows = Image.objects.filter(uid__in=uids).values_list("uid", "caption", "alt_text")
    return {uid: caption or alt_text for uid, caption, alt_text in rows}


def _articles(uids: set[UUID]) -> Words:
    return dict(Article.objects.filter(uid__in=uids).values_list("uid", "headline"))


def _people(uids: set[UUID]) -> Words:
    return {row.uid: row.display_name() for row in User.objects.filter(uid__in=uids)}


# By the names under which the veil knows them, where it does.
_CALLED: tuple[tuple[str, Callable[[set[UUID]], Words]], ...] = (
    ("sentence", _sentences),
    ("entry", _entries),
    ("section", _sections),
    ("image", _images),
    ("article", _articles),
    ("person", _people),
)


def names_in(rows: Iterable[EditLog], veil: Veil) -> dict[str, dict[str, str]]:
    """What each uid in these rows is and is called now, shortened, by uid; in one query for each kind.

    What the veil hides is called "[withheld]"; what is no longer there, or has no words, is not named.
    """
    uids = {uid for row in rows for uid in uids_in(row)}
    found: dict[str, dict[str, str]] = {}
    for kind, called in _CALLED if uids else ():
        for uid, words in called({UUID(uid) for uid in uids - found.keys()}).items():
            is_hidden = (kind, str(uid)) in veil.items or veil.hides(words)
            if shown := WITHHELD if is_hidden else _short(words):
                found[str(uid)] = {"is": kind, "words": shown}
    return found


def uids_in(row: EditLog) -> list[str]:
    """The uids that a row tells, its subject's first."""
    values = [str(row.subject_uid), *_texts(row.before), *_texts(row.after)]
    return list(dict.fromkeys(value for value in values if _is_uid(value)))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _is_uid(value: str) -> bool:
    try:
        return len(value) == _UID_CHARS and str(UUID(value)) == value
    except ValueError:
        return False


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
