"""What the edit log says, in words: acts as people tell them, fields by their labels, values as differences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils.timezone import localtime

from desk.differences import Piece, pieces

# Only verbs whose words are not the verb itself with spaces, or where those would say too little.
VERBS = {
    "import_exchanges": "imported exchanges",
    "import_tickers": "imported tickers",
    "relist_ticker": "took back what became of a ticker",
    "delist_ticker": "said that a ticker is traded no more",
    "rename_ticker": "gave a ticker its new name",
    "reopen_ticker": "took back the no to a ticker",
    "deny_ticker": "denied a ticker",
    "confirm_ticker": "confirmed a ticker",
    "look_for_tickers": "looked through the copy for tickers",
    "accept_figure": "accepted a figure",
    "accept_entry": "accepted a proposed timeline entry",
    "dismiss_entry": "dismissed a proposed timeline entry",
    "draft_outcomes": "wrote outcomes ahead",
    "entry_cancelled": "said that a planned entry was cancelled",
    "entry_happened": "said that a planned entry happened",
    "entry_slipped": "said that a planned entry slipped",
    "import_entries": "imported timeline entries",
    "accept_invitation": "accepted an invitation and made this account",
    "accept_suggestion": "accepted a suggestion",
    "add_apikey": "made a key",
    "add_entry": "added a timeline entry",
    "add_figure": "added a figure",
    "add_image": "added a picture",
    "add_section": "added a section",
    "add_sentence": "added a sentence",
    "add_user": "made an account",
    "answer_alert": "answered an alert",
    "approve": "approved the copy",
    "ask_for_page": "asked for a page",
    "ask_for_picture": "asked for a picture by its address",
    "pass_over_terms": "passed over a picture's usage terms",
    "heed_terms": "took back that a picture's usage terms are passed over",
    "ask_removal": "asked for a removal without trace",
    "ask_whether_retracted": "asked whether a source was withdrawn",
    "ask_dossier": "asked for a dossier",
    "assign": "gave the story to somebody too",
    "attach": "attached an article",
    "break_seal": "broke the seal",
    "bring_back": "brought back what a restriction hid",
    "change_caption": "changed a caption",
    "change_entry": "changed a timeline entry",
    "change_restriction": "changed a name that must not be published",
    "change_rights": "changed what may be done with a publisher's words",
    "change_story": "changed the story",
    "change_user": "changed an account",
    "change_password": "changed their password",
    "choose_shortcuts": "turned shortcuts on or off",
    "clear_flags": "cleared flags",
    "clear": "cleared a story that was deleted long ago",
    "comment": "commented",
    "create_story": "began the story",
    "crop_image": "cropped a picture",
    "delete": "deleted the story",
    "delete_sentence": "took out a sentence",
    "describe_image": "described a picture",
    "detach": "took out an article",
    "drop_filter": "took a kept filter away",
    "drop_removal": "dropped a removal without trace",
    "duplicate": "copied the story",
    "edit_sentence": "edited a sentence",
    "embargo": "put the story under an embargo",
    "end_sessions": "logged out everywhere else",
    "erase_person": "erased a person",
    "focus_image": "set a picture's focal point",
    "export": "took a table of the story",
    "export_list": "took a table of the list of stories",
    "hand_out_data": "handed out a person's data",
    "hand_out_dossier": "handed out a dossier",
    "invite": "invited a colleague",
    "keep_filter": "kept a filter",
    "keep_wording": "kept a wording",
    "killed": "killed (a notice stays)",
    "legal_hold": "set a legal hold",
    "lift_embargo": "lifted the embargo",
    "lift_legal_hold": "lifted a legal hold",
    "lift_night_hold": "let updates go out again",
    "lift_restriction": "lifted a restriction",
    "live": "brought back",
    "look_now": "had a page looked at",
    "make_key": "made a partner's key",
    "move_entry": "moved a timeline entry",
    "move_section": "moved a section",
    "move_sentence": "moved a sentence",
    "merge": "merged two stories",
    "night_hold": "held everything, as nobody answered",
    "order_images": "put pictures in order",
    "own": "named another owner",
    "place_image": "placed a picture",
    "publish": "published",
    "pull_picture": "pulled a picture everywhere",
    "put_back_entry": "put a timeline entry back",
    "put_back_sentence": "put a sentence back",
    "put_on_duty": "put somebody on duty",
    "put_out_of_sight": "put a fetch out of sight",
    "receive": "took in an article",
    "redact": "redacted",
    "reject_figure": "rejected a figure",
    "reject_suggestion": "rejected a suggestion",
    "remove_entry": "took out a timeline entry",
    "remove_figure": "took out a figure",
    "remove_image": "took out a picture",
    "rename_section": "renamed a section",
    "renew_recovery_codes": "made new recovery codes",
    "reopen_comment": "opened a thread again",
    "reschedule": "set another time for the release",
    "reset_password": "set a new password by mail",
    "reset_second_factor": "took a second factor away",
    "resolve_comment": "resolved a thread",
    "restrict": "set a name that must not be published",
    "restricted": "hidden by a restriction",
    "restriction_ended": "a restriction ended",
    "retract": "marked an article as withdrawn",
    "revoke_invitation": "revoked an invitation",
    "revoke_key": "revoked a partner's key",
    "revoke_shared": "closed a link to a version",
    "seal": "sealed for a time",
    "set_due": "set when the copy is wanted",
    "share_version": "made a link to this version for somebody outside",
    "send_back": "sent the copy back",
    "send_to_review": "sent the copy to review",
    "source_back": "found a source again",
    "source_corrected": "found a source corrected",
    "source_gone": "found a source gone",
    "split": "split the story",
    "spike": "spiked the story",
    "take_back": "took the copy back from review",
    "take_off_duty": "took somebody off duty",
    "turn_off_second_factor": "turned their second factor off",
    "turn_on_second_factor": "turned their second factor on",
    "undelete": "brought the story back",
    "undo_merge": "undid a merge",
    "undo_split": "undid a split",
    "unassign": "took the story from somebody",
    "unspike": "took the story off the spike",
    "unwatch": "stopped watching",
    "update_summary": "asked for an update of the summary",
    "vanished": "removed without trace",
    "watch": "began to watch",
    "withheld": "hid for now",
}
# Where an act was done, as people look for it: the label, and the acts.
PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "story": ("Story: headline and fields", ("create_story", "change_story")),
    "articles": (
        "Articles",
        (
            "attach",
            "detach",
            "ask_for_page",
            "put_out_of_sight",
            "look_now",
            "receive",
            "retract",
            "change_rights",
            "ask_whether_retracted",
            "source_back",
            "source_corrected",
            "source_gone",
            "clear_flags",
        ),
    ),
    "images": (
        "Images",
        (
            "add_image",
            "change_image",
            "describe_image",
            "focus_image",
            "crop_image",
            "join_images",
            "part_image",
            "place_image",
            "ask_for_picture",
            "pass_over_terms",
            "heed_terms",
            "change_caption",
            "order_images",
            "remove_image",
            "pull_picture",
        ),
    ),
    "timeline": (
        "Timeline",
        (
            "add_entry",
            "change_entry",
            "remove_entry",
            "move_entry",
            "put_back_entry",
            *("accept_entry", "dismiss_entry", "entry_happened", "entry_slipped", "entry_cancelled"),
            *("draft_outcomes", "import_entries"),
        ),
    ),
    "summary": (
        "Summary",
        (
            "add_section",
            "rename_section",
            "move_section",
            "add_sentence",
            "edit_sentence",
            "delete_sentence",
            "move_sentence",
            "put_back_sentence",
            "keep_wording",
            "release_wording",
            "accept_suggestion",
            "reject_suggestion",
            "update_summary",
        ),
    ),
    "figures": ("Figures", ("add_figure", "accept_figure", "reject_figure", "remove_figure")),
    "publish": (
        "What readers see",
        (
            "publish",
            "seal",
            "break_seal",
            "redact",
            "undo_redaction",
            "withheld",
            "live",
            "killed",
            "ask_removal",
            "drop_removal",
            "vanished",
            "restricted",
        ),
    ),
    "whole": (
        "The story as a whole",
        ("duplicate", "merge", "undo_merge", "split", "undo_split", "delete", "undelete", "clear"),
    ),
    "team": (
        "Team: comments, owner, duty",
        (
            "comment",
            "resolve_comment",
            "reopen_comment",
            "own",
            "assign",
            "unassign",
            "watch",
            "unwatch",
            "set_due",
            "answer_alert",
            "put_on_duty",
            "take_off_duty",
            "night_hold",
            "lift_night_hold",
        ),
    ),
    "outside": (
        "Shared, held and handed out",
        ("share_version", "revoke_shared", "legal_hold", "lift_legal_hold", "ask_dossier", "hand_out_dossier"),
    ),
    "restrictions": (
        "Names that must not be published",
        ("restrict", "change_restriction", "lift_restriction", "bring_back", "restriction_ended"),
    ),
}
FIELDS = {
    "alt_text": "alt text",
    "also": "changed too",
    "credit_line": "credit line",
    "desk_note": "desk note",
    "embargo_until": "embargo until",
    "groups": "roles",
    "is_active": "may log in",
    "is_sensitive": "sensitive",
    "is_staff": "staff",
    "is_superuser": "superuser",
    "summary_policy": "when the summary changes",
    "usage_terms": "usage terms",
}
KINDS = {
    "SavedFilter": "kept filter",
    "ApiKey": "key",
    "Image": "picture",
    "PublishedStory": "story",
    "ReportingRestriction": "name that must not be published",
    "SummaryRun": "run of a summary",
    "TimelineEntry": "timeline entry",
    "SimpleLazyObject": "account",  # as rows of before name whoever acted on themselves
    "User": "account",
}
_STATES = {
    "in_review": "in review",
    "withheld": "hidden for now",
    "vanished": "removed without trace",
}
# What it means that one of these is empty; of others an empty row says nothing and is left out.
_EMPTY = {"filter": "none: every story that they may open"}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_COUNTERS = {"desk_revision", "digest"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act: its label, and what went, came and stayed of its words."""

    label: str
    pieces: tuple[Piece, ...]


def verb_words(verb: str) -> str:
    """The act in words; a verb that is new here is told by itself."""
    return VERBS.get(verb, verb.replace("_", " "))


def kind_words(kind: str) -> str:
    """What the act was done to, in words."""
    return KINDS.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def fields(before: Mapping[str, Any], after: Mapping[str, Any], called: Mapping[str, str] = _NOTHING) -> list[Field]:
    """The fields of an act, each as the difference of its wordings.

    Counters are left out; a uid is told by what it is called (desk/log_names.py), and else only where nothing else
    says what it was. What another field says in the same words is told once.
    """
    names = [name for name in dict.fromkeys([*before, *after]) if name not in _COUNTERS]
    every = [(name, _value(before.get(name)), _value(after.get(name))) for name in names]
    words = [(name, was, now or _EMPTY.get(name, "")) for name, was, now in every if was or now or name in _EMPTY]
    told = [(name, *(_called(name, one, called) for one in pair)) for name, *pair in words]
    named = {name for name, was, now in words if _UID.fullmatch(now or was)}
    said = {row[1:] for row in told if row[0] not in named}
    plain = [row for row in told if not (_UID.fullmatch(row[2] or row[1]) or (row[0] in named and row[1:] in said))]
    plain = plain or told
    return [Field(FIELDS.get(name, name.replace("_", " ")), _difference(was, now)) for name, was, now in plain]


def _called(name: str, value: str, called: Mapping[str, str]) -> str:
    return (_STATES if name == "state" else called).get(value, value)


def _difference(was: str, now: str) -> tuple[Piece, ...]:
    """Word by word where there was something before; what is only told has no difference to show."""
    found = pieces(was, now) if was else [Piece("same", now)]
    if [piece.kind for piece in found] == ["gone", "new"]:
        found.insert(1, Piece("same", " "))  # one word for another, not both in one
    return tuple(found)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value in {"True", "False"}:
        return "yes" if value == "True" else "no"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return f"{localtime(datetime.fromisoformat(value)):%d %b %Y, %H:%M}".removeprefix("0")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {_value(one)}" for name, one in value.items())
    return str(value)
