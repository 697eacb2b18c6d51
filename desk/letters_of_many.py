"""What a letter of several says: all that happened on a day, or what one act did with many stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone

from desk.alert_words import alert_path, doer, headline_for, line, words
from desk.letters import desk_link
from foundation.models import User
from stories import posting
from stories.models import Alert, Letter, Story
from stories.watching import sees

Kind = Alert.Kind
MOST_NAMED = 20
# What one act did with several stories, and the list of the desk on which whoever it concerns finds all of them.
_ACTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        Kind.ASSIGN: ("{who} gave {count} stories to {you} to work on.", "?whose=given"),
        Kind.HANDOVER: ("{who} handed {count} stories over to {you}.", "?whose=mine"),
        Kind.TAKEN: ("{who} gave {count} stories, owned by {you} so far, to another owner.", "?whose=given"),
        Kind.REVIEW: ("{who} sent {count} stories to review.", "?editorial_state__exact=in_review"),
    }
)


def still_told(letter: Letter, person: User) -> list[Alert]:
    """What of the letter this person may read: of what was sent to review, what waits for review still. In order."""
    alerts = (row.alert for row in posting.lines_of(letter) if row.alert is not None)
    return [alert for alert in alerts if _is_told(alert, person) and (letter.digest_day or is_open(alert))]


def is_open(alert: Alert) -> bool:
    """Whether what was sent to review waits there still; anything else is as it was."""
    story = alert.story
    if alert.kind != Kind.REVIEW or story is None:
        return True
    return story.editorial_state == Story.EditorialState.IN_REVIEW and story.merged_into_id is None


def of_a_day(alerts: list[Alert], person: User) -> tuple[str, list[str]]:
    """The subject and the lines of what happened on a day."""
    lines = []
    for alert in alerts:
        at = timezone.localtime(alert.raised_at)
        lines += [f"{at:%a %H:%M}  {words(alert, headline_for(person, alert.story))}"]
        lines += [f"           {desk_link(alert_path(alert))}"]
    return "what happened to your stories", lines or ["Nothing of it is yours to read any more."]


def of_an_act(alerts: list[Alert], person: User) -> tuple[str, list[str]]:
    """The subject and the lines of what one act did with several stories: the first of them by name, how many more."""
    told, address = _act(alerts, "you")
    subject = f"{len(alerts)} stories wait for your approval" if alerts[0].kind == Kind.REVIEW else told
    lines = [told, "", *(text for alert in alerts[:MOST_NAMED] for text in _named(alert, person))]
    left = len(alerts) - MOST_NAMED
    return subject, [*lines, *([f"and {left} more: {address}"] if left > 0 else [])]


def in_the_chat(letter: Letter) -> tuple[str, str]:
    """The line that the chat has of such an act, without headlines, and the address of the list.

    Both are "" where none of the stories is left.
    """
    alerts = [row.alert for row in posting.lines_of(letter) if row.alert is not None]
    if not alerts:
        return "", ""
    told = alerts[0].told
    return _act(alerts, line(told.display_name()) if told else "somebody")


def _act(alerts: list[Alert], you: str) -> tuple[str, str]:
    act, where = _ACTS[alerts[0].kind]
    told = act.format(who=doer(alerts[0]), count=len(alerts), you=you)
    return told, desk_link(reverse("admin:stories_story_changelist") + where)


def _named(alert: Alert, person: User) -> Iterator[str]:
    headline = headline_for(person, alert.story)
    yield f"“{headline}”" if headline else "A story whose headline may not stand in a mail"
    yield f"    {desk_link(alert_path(alert))}"


def _is_told(alert: Alert, person: User) -> bool:
    return alert.story is None or sees(person, alert.story)
