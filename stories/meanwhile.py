"""What others saved since a person opened a page: by what it is found, and how it is told.

A page carries what it showed: the desk revision, and for the story's own fields a print of each value. Where the things
that a person changes still stand as the page showed them, the save goes on; where not, it is refused (decision 15).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from foundation.digests import text_digest
from foundation.errors import StaleSave
from foundation.models import EditLog
from stories.models import Story

FIELDS = (
    "headline",
    "slug",
    "slugline",
    "kicker",
    "standfirst",
    "language",
    "phase",
    "desk_note",
    "is_sensitive",
    "summary_policy",
    "lead_image",
)
MANY = ("topics", "instruments")
MOST_TOLD = 5
_PRINT_CHARS = 16
_VERBS = {
    "accept_suggestion": "accepted a suggestion",
    "accept_entry": "accepted a proposed timeline entry",
    "dismiss_entry": "dismissed a proposed timeline entry",
    "draft_outcomes": "wrote outcomes ahead",
    "entry_cancelled": "said that a planned entry was cancelled",
    "entry_happened": "said that a planned entry happened",
    "entry_slipped": "said that a planned entry slipped",
    "import_entries": "imported timeline entries",
    "add_entry": "added a timeline entry",
    "add_section": "added a section",
    "add_sentence": "added a sentence",
    "change_caption": "changed a caption",
    "change_entry": "changed a timeline entry",
    "delete_sentence": "took a sentence out",
    "edit_sentence": "reworded a sentence",
    "keep_wording": "kept a wording",
    "move_entry": "moved a timeline entry",
    "move_section": "moved a section",
    "move_sentence": "moved a sentence",
    "order_images": "put pictures in order",
    "place_image": "placed a picture",
    "put_back_entry": "put a timeline entry back",
    "put_back_sentence": "put a sentence back",
    "reject_suggestion": "rejected a suggestion",
    "release_wording": "let the machine have a sentence",
    "remove_entry": "took a timeline entry out",
    "remove_image": "took a picture out",
    "rename_section": "renamed a section",
}
_NAMES = {"desk_note": "desk note", "is_sensitive": "mark “sensitive”", "instruments": "tickers"}
_NAMES |= {"summary_policy": "policy of updates", "lead_image": "first picture"}
_REFUSED = "Nothing of yours is lost: it is still in the form, beside what stands now."


# --- what a page showed ------------------------------------------------------------------------------
def print_of(value: Any) -> str:
    """Return a short print of one value: equal for equal values, of whatever type a form makes of them."""
    if isinstance(value, Model):
        value = value.pk
    return text_digest("" if value is None else str(value))[:_PRINT_CHARS]


def shown(story: Story) -> dict[str, str]:
    """Return what a page of the story shows, by field: a print of each value; of topics and tickers their ids."""
    plain = {name: print_of(getattr(story, name if name != "lead_image" else "lead_image_id")) for name in FIELDS}
    return plain | {name: _ids(getattr(story, name).all()) for name in MANY}


def _ids(rows: Iterable[Any]) -> str:
    return ",".join(str(pk) for pk in sorted(row.pk for row in rows))


def touched(fields: Mapping[str, Any], saw: Mapping[str, str]) -> dict[str, Any]:
    """Return of what a form brought only what the person changed: what differs from what they saw."""
    return {name: value for name, value in fields.items() if saw.get(name) != print_of(value)}


def overtaken(story: Story, names: Iterable[str], saw: Mapping[str, str]) -> list[str]:
    """Return which of these fields no longer stand as the person saw them."""
    return [name for name in names if saw.get(name) != print_of(getattr(story, name))]


def merged_rows(wanted: Sequence[Any], standing: Iterable[Any], saw: str | None) -> list[Any]:
    """Return the rows that shall stand: what a person took off and put on, applied to what stands now.

    `saw` are the ids that the person saw; None takes their rows as they are.
    """
    if saw is None:
        return list(wanted)
    seen = set(saw.split(",")) - {""}
    rows, chosen = list(standing), {str(row.pk) for row in wanted}
    kept = [row for row in rows if str(row.pk) not in seen or str(row.pk) in chosen]
    here = {row.pk for row in rows}
    return [*kept, *(row for row in wanted if str(row.pk) not in seen and row.pk not in here)]


# --- who changed what --------------------------------------------------------------------------------
def acts_since(story: Story, seen: int, **about: str) -> list[EditLog]:
    """Return what was done to the story's desk part since that revision, oldest first; `about` names one thing of it.

    >>> acts_since(story, 7, sentence=str(sentence.uid))
    """
    named = {f"after__{key}": value for key, value in about.items()}
    rows = EditLog.objects.filter(subject_uid=story.uid, after__desk_revision__gt=seen, **named)
    return list(rows.select_related("person", "policy_of").order_by("pk"))


def told(acts: Sequence[EditLog]) -> str:
    """Return the acts in words, oldest first: "Mina Park changed the headline (14:05), Jo kept a wording (14:06)"."""
    first = [f"{act.actor_name()} {_did(act)} ({timezone.localtime(act.at):%H:%M})" for act in acts[:MOST_TOLD]]
    more = len(acts) - len(first)
    return ", ".join(dict.fromkeys(first)) + (f" and {more} more" if more > 0 else "")


def _did(act: EditLog) -> str:
    if act.verb != "change_story":
        return _VERBS.get(act.verb, act.verb.replace("_", " "))
    names = sorted(_NAMES.get(name, name) for name in act.after if name in FIELDS or name in MANY)
    return f"changed the {', '.join(names)}" if names else "changed the story"


def refusal(story: Story, seen: int, *, current: Mapping[str, str], acts: Sequence[EditLog] = ()) -> StaleSave:
    """Return the refusal of a save that touches what somebody else changed since, saying who and what."""
    words = told(acts or acts_since(story, seen)) or "a newer version stands"
    return StaleSave(f"Somebody saved this since you opened it: {words}. {_REFUSED}", current=dict(current))


def refuse_touched(story: Story, seen: int, *, current: Mapping[str, str], **about: str) -> None:
    """Raise StaleSave where somebody did something to this one thing since; `about` as for acts_since."""
    acts = acts_since(story, seen, **about)
    if acts:
        raise refusal(story, seen, current=current, acts=acts)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same; a browser sends line breaks as CRLF."""
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
