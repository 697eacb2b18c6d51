"""How alerts leave: by mail to a person, as a line to the newsroom's chat. What they say: desk/alert_words.py.

What leaves the house is read by mail servers and whoever sits in a channel: no word of a story is in it but its
headline.
"""

from __future__ import annotations

import contextlib
import json
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from desk import letters_of_many
from desk.alert_words import alert_path, headline_for, in_chat, line, public_headline, words
from desk.letters import desk_link
from foundation import outbound
from foundation.hosts import NotPublic
from foundation.models import User
from reference.site import current
from stories import posting
from stories.models import Alert, Letter
from stories.watching import sees

logger = logging.getLogger(__name__)
_ANSWERED = "Somebody answered before it left."
CHAT_DEADLINE_SECONDS = 10.0
CHAT_MAX_BYTES = 64 * 1024


class NotTaken(Exception):
    """The chat's server answered that it does not take the line."""


def send(letter_id: int) -> bool:
    """Send one letter. False where it left before, another worker has it, or it did not leave: then it is due again."""
    letter = posting.take(letter_id)
    if letter is None:
        return False
    try:
        refused = _chat(letter) if letter.channel == Letter.Channel.CHAT else _mail(letter)
    except (
        OSError,
        ValueError,
        outbound.Unreachable,
        NotPublic,
        NotTaken,
    ) as fault:
        # ValueError: what a person is called or an address is cannot stand in a header.
        logger.warning("An alert did not leave: %s", type(fault).__name__)
        posting.failed(letter, _told(fault))
        return False
    if refused:
        posting.drop(letter, refused)
        return False
    return True


def _told(fault: Exception) -> str:
    """The fault without what a server may have said, which can hold the address of a webhook or of a person."""
    return str(fault) if isinstance(fault, NotTaken) else type(fault).__name__


def _mail(letter: Letter) -> str:
    """Send a mail, and return ""; or why it is not sent at all."""
    person = letter.person
    if person is None or not person.is_active or not person.email:
        return "The person has no account or no address any more."
    alert = letter.alert
    several = [] if alert else letters_of_many.still_told(letter, person)
    if alert is None and letter.digest_day is None:
        if not several:
            return "None of the stories waits for this person any more."
        # One that is left is told as if it had been the only one.
        alert = several[0] if len(several) == 1 else None
    if alert is None:
        subject, body = _of_several(letter, several, person)
    elif alert.needs_answer and alert.answered_at:
        return _ANSWERED
    elif alert.story is not None and not sees(person, alert.story):
        return "The person may not open the story any more."
    elif not letters_of_many.is_open(alert):
        return "The story was approved, sent back or edited out of review before it left."
    else:
        subject, body = _single(alert, person)
    headers = {"Message-ID": f"<{letter.uid}@{_host()}>", "Auto-Submitted": "auto-generated"}
    _hand_in(letter, EmailMessage(subject, body, None, [person.email], headers=headers))
    return ""


def _hand_in(letter: Letter, message: EmailMessage) -> None:
    """Give the message to the mail server, and write down its yes before anything else: what follows it may fail."""
    connection = get_connection()
    connection.open()
    try:
        connection.send_messages([message])
        posting.sent(letter)
    finally:
        with contextlib.suppress(OSError):  # the letter is with the server, whatever its good-bye
            connection.close()


def _single(alert: Alert, person: User) -> tuple[str, str]:
    told = words(alert, headline_for(person, alert.story))
    at = date_format(timezone.localtime(alert.raised_at), "M j, Y, H:i")
    lines = [told, f"{at} ({settings.TIME_ZONE})", ""]
    if alert.needs_answer:
        lines += ["Look at it, and say that you are on it:", desk_link(alert_path(alert)), ""]
        lines += ["Until somebody says so it goes on: to the next on duty, at last to the chiefs."]
    else:
        lines += [desk_link(alert_path(alert))]
    return _framed(told, lines)


def _of_several(letter: Letter, alerts: list[Alert], person: User) -> tuple[str, str]:
    if letter.digest_day is None:
        return _framed(*letters_of_many.of_an_act(alerts, person))
    return _framed(*letters_of_many.of_a_day(alerts, person))


def _framed(subject: str, lines: list[str]) -> tuple[str, str]:
    """The subject behind the name of the site, the lines over the way to choose what one is told."""
    body = [*lines, "", f"What you are told, and how: {desk_link(reverse('admin:told'))}"]
    return f"{current().name}: {subject}", "\n".join(body) + "\n"


def _chat(letter: Letter) -> str:
    """Write a line to the chat, and return ""; or why it is not written at all. Raises NotTaken."""
    if not settings.ALERT_WEBHOOK_URL:
        return "No chat is set any more."
    alert = letter.alert
    if alert is None:
        told, address = letters_of_many.in_the_chat(letter)
        if not told:
            return "None of the stories is there any more."
    elif alert.needs_answer and alert.answered_at:
        return _ANSWERED
    else:
        you = line(alert.told.display_name()) if alert.told else ""
        told, address = words(alert, public_headline(alert.story), you=you), desk_link(alert_path(alert))
    answer = outbound.fetch(
        settings.ALERT_WEBHOOK_URL,
        deadline_seconds=CHAT_DEADLINE_SECONDS,
        max_bytes=CHAT_MAX_BYTES,
        method="POST",
        headers={"content-type": "application/json", "idempotency-key": str(letter.uid)},
        body=json.dumps({"text": f"{in_chat(told)} {address}"}).encode(),
        allow_private=True,
    )
    if not 200 <= answer.status < 300:
        raise NotTaken(f"The chat answered {answer.status}.")
    posting.sent(letter)
    return ""


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "newsroom"
