"""Acts on what is public that ask twice: each has a page that says what it will touch, and a button there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from desk.access import person
from editions.models import PublishedStory
from foundation.errors import BadText
from stories import legal_holds, removing, sealing, states, taking_back
from stories.acting import published_of
from stories.models import RemovalRequest, Story

State = PublishedStory.State


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: its name in the address, its button, what will happen in words, and what carries it out.

    `carry` returns a sentence about what was done. Without `asks_why` no reason is asked for. With `tells_kin` the page
    names the stories that hold the same words, and the act may be done for each of them too.
    """

    name: str
    label: str
    told: str
    carry: Callable[[HttpRequest, Story], str]
    asks_why: bool = True
    is_danger: bool = False
    takes_words: bool = True
    tells_kin: bool = False


def _withhold(request: HttpRequest, story: Story) -> str:
    taking_back.withhold(_published(story), reason=_reason(request), by=person(request))
    return "Readers no longer see this story."


def _restore(request: HttpRequest, story: Story) -> str:
    taking_back.restore(_published(story), reason=_reason(request), by=person(request))
    return "Readers see this story again."


def _kill(request: HttpRequest, story: Story) -> str:
    taking_back.kill(_published(story), reason=_reason(request), by=person(request))
    return "The story is killed. Its notice stays, and partners are told."


def _ask_removal(request: HttpRequest, story: Story) -> str:
    count = removing.ask_removals(_published(story), _ticked(request), reason=_reason(request), by=person(request))
    if count > 1:
        return f"Asked for {count} stories. They stay as they are until another chief confirms on this page."
    return "Asked. The story stays as it is until another chief confirms on this page."


def _confirm_removal(request: HttpRequest, story: Story) -> str:
    count = removing.confirm_removals(_request(story), _ticked(request), by=person(request))
    if count > 1:
        return f"{count} stories are removed without trace. Partners are told that they are gone."
    return "The story is removed without trace. Partners are told that it is gone."


def _drop_removal(request: HttpRequest, story: Story) -> str:
    count = removing.drop_removals(_request(story), _ticked(request), reason=_reason(request), by=person(request))
    return f"{count} stories stay as they are." if count > 1 else "The story stays as it is."


def _hold(request: HttpRequest, story: Story) -> str:
    legal_holds.hold(story, reason=_reason(request), by=person(request))
    return "The story is under legal hold."


def _lift(request: HttpRequest, story: Story) -> str:
    legal_holds.lift(story, reason=_reason(request), by=person(request))
    return "The legal hold is lifted. What the machine missed is due."


def _release(request: HttpRequest, story: Story) -> str:
    return f"Released: version {sealing.release(story, by=person(request)).number}."


def _break_seal(request: HttpRequest, story: Story) -> str:
    sealing.break_seal(story, by=person(request))
    return "The seal is broken: nothing goes out."


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _ticked(request: HttpRequest) -> list[str]:
    """The uids of the kin that the act is done for too."""
    return request.POST.getlist("kin")


def _published(story: Story) -> PublishedStory:
    if story.published is None:
        raise taking_back.NotPublished(f"“{story.headline}” has not run.")
    return story.published


def _request(story: Story) -> RemovalRequest:
    found = removing.open_request(story.published)
    if found is None:
        raise BadText("Nobody asks for this any more. Load the Publish tab and look at what stands.")
    return found


_GONE = "Its address, lists, feeds, sitemap, pictures and the partners' documents answer as if it had never been"
WITHHOLD = Deed("withhold", "Hide for now", f"{_GONE}, until somebody shows it again.", _withhold)
RESTORE = Deed("restore", "Show again", "Readers see the story again as it last stood.", _restore, takes_words=False)
KILL = Deed(
    "kill",
    "Kill (notice stays)",
    "Its address says for good that the story was withdrawn, and nothing of what it said. Partners are told to take it "
    "out of what they publish. Nobody brings it back.",
    _kill,
    is_danger=True,
)
ASK = Deed(
    "ask-removal",
    "Remove without trace",
    f"Nothing happens yet: another chief has to confirm. Then {_GONE[0].lower()}{_GONE[1:]}, partners are told that it "
    "is gone and nothing else, and nobody brings it back. The record and the log stay in the house.",
    _ask_removal,
    is_danger=True,
    tells_kin=True,
)
CONFIRM = Deed(
    "confirm-removal",
    "Confirm: remove without trace",
    f"{_GONE}. Partners are told that it is gone and nothing else. Nobody brings it back.",
    _confirm_removal,
    asks_why=False,
    is_danger=True,
    tells_kin=True,
)
DROP = Deed(
    "drop-removal",
    "Do not remove it",
    "The story stays as it is.",
    _drop_removal,
    takes_words=False,
    tells_kin=True,
)
HOLD = Deed(
    "legal-hold",
    "Legal hold",
    "No machine changes the story, no version goes out by itself, and nobody deletes, merges or removes it without "
    "trace. People may still mend, publish, correct, redact, hide and kill it: the record keeps every word.",
    _hold,
    takes_words=False,
)
LIFT = Deed("lift-hold", "Lift the legal hold", "The machine may change the story again.", _lift, takes_words=False)
RELEASE = Deed(
    "release",
    "Release now",
    "Exactly what was sealed goes out in this moment, to readers and partners.",
    _release,
    asks_why=False,
    takes_words=False,
)
BREAK = Deed(
    "break-seal",
    "Break the seal",
    "What was approved is thrown away, and nothing goes out at its time.",
    _break_seal,
    asks_why=False,
    takes_words=False,
)
DEEDS: Mapping[str, Deed] = {
    deed.name: deed for deed in (WITHHOLD, RESTORE, KILL, ASK, CONFIRM, DROP, HOLD, LIFT, RELEASE, BREAK)
}
_TAKING_BACK = {"withhold": WITHHOLD, "restore": RESTORE, "kill": KILL, "ask_removal": ASK}


def deeds_for(story: Story, removal: RemovalRequest | None) -> list[Deed]:
    """The acts that make sense now, but for those of a seal and of a removal that was asked for."""
    is_held = story.is_held_legally()
    state, roles = published_of(story), [states.CHIEF]
    found = [deed for verb, deed in _TAKING_BACK.items() if states.allows(states.PUBLISHED, state, verb, roles)]
    if is_held or removal is not None:
        found = [deed for deed in found if deed is not ASK]
    return [*found, LIFT if is_held else HOLD]
