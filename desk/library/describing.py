"""Many pictures described at once: each alone, through the verb of a single one, and a report of every answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, transaction

from desk.library.choosing import MOST
from desk.tabs.page import told_to_people
from foundation.errors import BadText, NewsroomError, StaleSave
from foundation.models import User
from media import library
from media.models import Image


@dataclass(frozen=True, slots=True)
class AltText:
    """What was typed for one picture, and what stood there when the page was opened."""

    seen: str
    typed: str

    def is_new(self) -> bool:
        """Whether something else was typed than what stood there; spaces alone are nothing."""
        return self.typed != " ".join(self.seen.split())


@dataclass(slots=True)
class Report:
    """What was changed, what was refused and why, what says so already; and how many are not there any more."""

    done: list[Image] = field(default_factory=list)
    refused: list[tuple[Image, str]] = field(default_factory=list)
    same: list[Image] = field(default_factory=list)
    not_found: int = 0


def describe_all(pks: Iterable[int], words: Mapping[str, Any], alt_texts: Mapping[int, AltText], *, by: User) -> Report:
    """Say `words` of each picture, and its own alt text; each in a transaction and with a row in the log of its own.

    `words` are as in media.saying.Said. Raises BadText for more than 200.
    """
    wanted = list(dict.fromkeys(pks))
    if len(wanted) > MOST:
        raise BadText(f"That is {len(wanted):,} pictures. At most {MOST} are described at once: choose fewer.")
    report = Report()
    for pk in wanted:
        image = Image.objects.filter(pk=pk).first()
        if image is None:
            report.not_found += 1
            continue
        try:
            is_changed = _describe(image, words, alt_texts.get(pk), by)
        except (NewsroomError, OperationalError) as refusal:
            report.refused.append((image, str(told_to_people(refusal))))
        else:
            (report.done if is_changed else report.same).append(image)
    return report


@transaction.atomic
def _describe(image: Image, words: Mapping[str, Any], alt: AltText | None, by: User) -> bool:
    """Whether it says anything new. Raises StaleSave where another alt text stands by now, and as describe."""
    standing = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
    said = dict(words)
    if alt is not None and alt.is_new():
        if standing.alt_text not in (alt.seen, alt.typed):
            raise StaleSave(
                f"Somebody changed its alt text meanwhile: “{standing.alt_text}”. Nothing of it was saved. "
                f"You typed: “{alt.typed}”."
            )
        said["alt_text"] = alt.typed
    if not said:
        return False
    before = {name: getattr(standing, name) for name in said}
    now = library.describe(image, by=by, **said)
    return any(getattr(now, name) != value for name, value in before.items())
