"""What alerts say: to whoever reads a letter, and in the newsroom's chat.

A headline stands in a mail only where that person may open the story, it is under no embargo or seal and carries no
name that must not be published, and in the chat only where readers know it.
"""

from __future__ import annotations

import re

from django.core import signing
from django.utils import timezone

from desk.front.reading import ALERT_SALT, alert_address
from editions import restrictions
from foundation.models import User
from stories.acting import published_of
from stories.models import Alert, Story
from stories.watching import sees

Kind = Alert.Kind
HEADLINE_CHARS = 120
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
# What calls people, and what makes of two words a link with another address behind it.
_CALLING = re.compile(r"[@#](?=\w)|\](?=[(\[])|(?<=:)/(?=/)")


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
    who = doer(alert)
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


def doer(alert: Alert) -> str:
    """Who did it, by name."""
    return line(alert.by.display_name()) if alert.by else "Somebody"


def headline_for(person: User, story: Story | None) -> str:
    """The story's headline, where it may stand in a mail to this person; else ""."""
    if story is None or not sees(person, story) or story.is_embargoed(timezone.now()):
        return ""
    if published_of(story) == "sealed" or restrictions.standing().carried_by(story.headline):
        return ""
    return line(story.headline)


def public_headline(story: Story | None) -> str:
    """The headline that readers know, where they see the story; else ""."""
    if story is None or story.published is None or not story.published.is_public():
        return ""
    headline = story.published.headline
    return "" if restrictions.standing().carried_by(headline) else line(headline)


def line(text: str) -> str:
    """A headline or a name as a part of a plain line: without signs that turn what follows them round."""
    return " ".join(_TURNING.sub("", text).split())[:HEADLINE_CHARS]


def in_chat(told: str) -> str:
    """The line as Slack, Mattermost and their like show it word for word: it calls nobody and hides no address.

    &, < and > are written as both ask. Neither has a sign that keeps @channel or [words](address) from its meaning, so
    a space of no width stands in them.
    """
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        told = told.replace(sign, written)
    return _CALLING.sub(lambda found: f"{found[0]}\u200b", told)
