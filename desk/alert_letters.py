"""The words of alerts, and how they leave: by mail to a person, as a line to the newsroom's chat.

What leaves the house is read by mail servers and whoever sits in a channel. So no word of a story is in it but its
headline, in a mail only where that person may open the story, it is under no embargo or seal and carries no name that
must not be published, and in the chat only where readers know it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from desk.front.reading import ALERT_SALT, alert_address
from desk.letters import desk_link
from editions import restrictions
from foundation import outbound
from foundation.hosts import NotPublic
from foundation.models import User
from reference.site import current
from stories import posting
from stories.acting import published_of
from stories.models import Alert, Letter, Story
from stories.watching import sees

logger = logging.getLogger(__name__)
Kind = Alert.Kind
HEADLINE_CHARS = 120
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
# What calls people, and what makes of two words a link with another address behind it.
_CALLING = re.compile(r"[@#](?=\w)|\](?=[(\[])|(?<=:)/(?=/)")
_ANSWERED = "Somebody answered before it left."
CHAT_DEADLINE_SECONDS = 10.0
CHAT_MAX_BYTES = 64 * 1024


class NotTaken(Exception):
    """The chat's server answered that it does not take the line."""


def uid_in(token: str) -> str:
    """The uid of the alert whose address it is; "" for a word that is none of ours."""
    try:
        return str(signing.loads(token, salt=ALERT_SALT))
    except signing.BadSignature:
        return ""


def alert_path(alert: Alert) -> str:
    """The address of the alert's page at the desk. It lets nobody in who may not log in and open the story."""
    return alert_address(str(alert.uid))


def words(alert: Alert, headline: str, *, you: str = "you") -> str:
    """What happened, in one sentence. `headline` is empty where it may not be told to whoever reads this.

    `you` is what the one whom it concerns is called: in the chat, where others read it, by name.
    """
    who = _line(alert.by.display_name()) if alert.by else "Somebody"
    story = f"“{headline}”" if headline else "a story"
    detail = f" ({alert.detail})" if alert.detail else ""
    return {
        Kind.MENTION: f"{who} mentions {you} in a comment on {story}.",
        Kind.HANDOVER: f"{who} handed {story} over to {you}.",
        Kind.TAKEN: f"{who} gave {story}, owned by {you} so far, to another owner.",
        Kind.ASSIGN: f"{who} gave {story} to {you} to work on.",
        Kind.RELEASE: f"The release of {story} did not go as set{detail}.",
        Kind.FAILED: f"The update of {story} failed several times.",
        Kind.SOURCE: f"A source of {story} is not what it was{detail}.",
        Kind.HELD: f"An update of {story} waits for somebody{detail}.",
        Kind.NIGHT: "Nobody answered an alert for hours: nothing goes out by itself until somebody does.",
        Kind.REVIEW: f"{who} sent {story} to review: it waits for your approval.",
        Kind.COMMENT: f"{who} commented on {story}.",
        Kind.PUBLIC: f"What readers see of {story} changed{detail}.",
    }[Kind(alert.kind)]


def headline_for(person: User, story: Story | None) -> str:
    """The story's headline, where it may stand in a mail to this person; else ""."""
    if story is None or not sees(person, story) or story.is_embargoed(timezone.now()):
        return ""
    if published_of(story) == "sealed" or restrictions.standing().carried_by(story.headline):
        return ""
    return _line(story.headline)


def public_headline(story: Story | None) -> str:
    """The headline that readers know, where they see the story; else ""."""
    if story is None or story.published is None or not story.published.is_public():
        return ""
    headline = story.published.headline
    return "" if restrictions.standing().carried_by(headline) else _line(headline)


def _line(text: str) -> str:
    """A headline or a name as a part of a plain line: without signs that turn what follows them round."""
    return " ".join(_TURNING.sub("", text).split())[:HEADLINE_CHARS]


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
    if alert is None:
        lines = _lines(letter, person)
        if not lines and letter.digest_day is None:
            return "None of the stories waits for review any more."
        subject, body = _digest(letter, lines)
    elif alert.needs_answer and alert.answered_at:
        return _ANSWERED
    elif alert.story is not None and not sees(person, alert.story):
        return "The person may not open the story any more."
    elif alert.kind == Kind.REVIEW and alert.story is not None and not _is_in_review(alert.story):
        return "The story was approved, sent back or edited out of review before it left."
    else:
        subject, body = _single(alert, person)
    headers = {"Message-ID": f"<{letter.uid}@{_host()}>", "Auto-Submitted": "auto-generated"}
    _hand_in(letter, EmailMessage(subject, body, None, [person.email], headers=headers))
    return ""


def _is_in_review(story: Story) -> bool:
    return story.editorial_state == Story.EditorialState.IN_REVIEW and story.merged_into_id is None


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
    lines += ["", f"What you are told, and how: {desk_link(reverse('admin:told'))}"]
    return f"{current().name}: {told}", "\n".join(lines) + "\n"


def _lines(letter: Letter, person: User) -> list[str]:
    """What of a letter of several this person may read, two lines each; of what waits for review, what still does."""
    lines = []
    for line in posting.lines_of(letter):
        alert = line.alert
        if alert is None or (alert.story is not None and not sees(person, alert.story)):
            continue
        if letter.digest_day is None and alert.story is not None and not _is_in_review(alert.story):
            continue
        told = words(alert, headline_for(person, alert.story))
        at = timezone.localtime(alert.raised_at)
        lines += [f"{at:%a %H:%M}  {told}", f"           {desk_link(alert_path(alert))}"]
    return lines


def _digest(letter: Letter, lines: list[str]) -> tuple[str, str]:
    """A letter of several: what happened on a day, or what one act on many stories sent to review."""
    subject = "what happened to your stories"
    if letter.digest_day is None:
        count = len(lines) // 2
        subject = f"{count} stories wait for your approval" if count > 1 else "a story waits for your approval"
    body = lines or ["Nothing of it is yours to read any more."]
    body = [*body, "", f"What you are told, and how: {desk_link(reverse('admin:told'))}"]
    return f"{current().name}: {subject}", "\n".join(body) + "\n"


def _chat(letter: Letter) -> str:
    """Write a line to the chat, and return ""; or why it is not written at all. Raises NotTaken."""
    alert = letter.alert
    if alert is None or not settings.ALERT_WEBHOOK_URL:
        return "No chat is set any more."
    if alert.needs_answer and alert.answered_at:
        return _ANSWERED
    you = _line(alert.told.display_name()) if alert.told else ""
    told = words(alert, public_headline(alert.story), you=you)
    answer = outbound.fetch(
        settings.ALERT_WEBHOOK_URL,
        deadline_seconds=CHAT_DEADLINE_SECONDS,
        max_bytes=CHAT_MAX_BYTES,
        method="POST",
        headers={"content-type": "application/json", "idempotency-key": str(letter.uid)},
        body=json.dumps({"text": f"{in_chat(told)} {desk_link(alert_path(alert))}"}).encode(),
        allow_private=True,
    )
    if not 200 <= answer.status < 300:
        raise NotTaken(f"The chat answered {answer.status}.")
    posting.sent(letter)
    return ""


def in_chat(line: str) -> str:
    """The line as Slack, Mattermost and their like show it word for word: it calls nobody and hides no address.

    &, < and > are written as both ask. Neither has a sign that keeps @channel or [words](address) from its meaning, so
    a space of no width stands in them.
    """
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        line = line.replace(sign, written)
    return _CALLING.sub(lambda found: f"{found[0]}\u200b", line)


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "newsroom"
