"""What a dossier tells of a story, as JSON and tables: its editions, evidence, decisions, and whom it reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from editions.content import Content
from editions.models import Change, Edition, OldSlug, PublishedStory, Redaction, Serving
from foundation.models import User
from foundation.zones import instant
from newsroom.dossiers.veil import WITHHELD, Veil, read_by
from partners.models import ApiKey
from stories.models import Correction, RemovalRequest, SharedVersion, Story

Json = dict[str, Any]
Span = tuple[str, str, str, int, int]


@dataclass(slots=True)
class Gathered:
    """What was met on the way through the editions, for the parts that come after.

    `evidence` is each passage under each wording with the versions in which it stood; `snapshots` the texts that are
    cited, by hash, with the spans; `pictures` those that are shown, by uid and version.
    """

    evidence: dict[tuple[Any, ...], list[int]] = field(default_factory=dict)
    snapshots: dict[str, set[tuple[int, int, str]]] = field(default_factory=dict)
    pictures: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Version:
    """One edition, what is left of it (None: kept back whole), and until when it stood ("" where it stands)."""

    edition: Edition
    content: Content | None
    until: str


def versions(public: PublishedStory, veil: Veil, gathered: Gathered) -> Iterator[Version]:
    """Every edition, the oldest first; read one after the other, so that any number of them fits."""
    readable = set(Edition.objects.readable().filter(story=public).values_list("number", flat=True))
    times = dict(Edition.objects.filter(story=public).values_list("number", "published_at"))
    for edition in Edition.objects.filter(story=public).select_related("by_person").order_by("number").iterator(5):
        content = read_by(veil, public, edition, is_readable=edition.number in readable)
        if content is not None:
            _gather(edition.number, content, veil, gathered)
        after = times.get(edition.number + 1)
        yield Version(edition, content, instant(after) if after else "")


def _gather(number: int, content: Content, veil: Veil, gathered: Gathered) -> None:
    articles = {a["uid"]: a for a in content["machine"]["articles"]}
    for kind, place in (("sentence", "sentences"), ("entry", "timeline")):
        for part in (content["desk"], content["machine"]):
            for item in part[place]:
                for cited in item["citations"]:
                    if veil.hides(cited["quote"]):
                        continue
                    span = (cited["start"], cited["end"], cited["quote"])
                    gathered.snapshots.setdefault(cited["snapshot"], set()).add(span)
                    listed = articles.get(cited["article"], {})
                    outlet = listed.get("publisher", {}).get("name", "")
                    source = (cited["number"], outlet, listed.get("url", ""), cited["snapshot"], *span)
                    gathered.evidence.setdefault((kind, item["uid"], item["text"], *source), []).append(number)
    for image in content["desk"]["images"]:
        if "removed_at" not in image:
            gathered.pictures.add((image["uid"], image["version"]))


def edition_json(version: Version, veil: Veil) -> Json:
    """What is known of one edition beside its content."""
    edition = version.edition
    changes = [_change(row, veil) for row in edition.changes] if version.content is not None else WITHHELD
    return {
        "version": edition.number,
        "kind": edition.kind,
        "published_at": instant(edition.published_at),
        "stood_until": version.until,
        "published_by": _name(edition.by_person) or edition.by_words(),
        "by": edition.by_words(),
        "note": WITHHELD if veil.hides(edition.note) else edition.note,
        "schema_version": edition.schema_version,
        "content_digest": edition.content_digest,
        "is_kept_back": version.content is None,
        "changes": changes,
    }


def _change(row: Json, veil: Veil) -> Json:
    is_hidden = any(uid == row.get("uid") for _, uid in veil.items) or veil.hides([row["before"], row["after"]])
    return {**row, "before": WITHHELD, "after": WITHHELD} if is_hidden else row


def story_json(story: Story, veil: Veil) -> Json:
    """Who the story is: its ids, addresses and states now."""
    public = story.published
    told: Json = {
        "uid": str(story.uid),
        "headline": WITHHELD if veil.hides(story.headline) else story.headline,
        "language": story.language,
        "begun_at": instant(story.created_at),
        "owner": _name(story.owner),
        "deleted_at": instant(story.deleted_at) if story.deleted_at else None,
        "legal_hold": _hold(story, veil),
        "published": None,
    }
    if public is None:
        return told
    old = sorted(OldSlug.objects.filter(story=public).values_list("slug", flat=True))
    told["published"] = {
        "state": public.state,
        "address": WITHHELD if veil.hides(public.slug) else public.get_absolute_url(),
        "earlier_addresses": [WITHHELD if veil.hides(slug) else slug for slug in old],
        "first_published_at": instant(public.first_published_at),
        "updated_at": instant(public.updated_at),
        "merged_into": str(public.merged_into.uid) if public.merged_into else None,
        "current_version": public.current_edition.number if public.current_edition else None,
    }
    return told


def _hold(story: Story, veil: Veil) -> Json | None:
    if story.legal_hold_since is None:
        return None
    why = WITHHELD if veil.hides(story.legal_hold_reason) else story.legal_hold_reason
    return {"since": instant(story.legal_hold_since), "by": _name(story.legal_hold_by), "reason": why}


def decisions_json(story: Story, veil: Veil) -> Json:
    """What was corrected, redacted and removed: when, by whom and why."""
    public = story.published
    redactions = Redaction.objects.filter(story=public).select_related("by").order_by("pk") if public else []
    removals = RemovalRequest.objects.filter(story=public).order_by("pk") if public else []
    standing = {(one["what"], one["uid"]) for one in public.redactions} if public else set()
    return {
        "corrections": [
            {"at": instant(row.at), "by": _name(row.by), "text": WITHHELD if veil.hides(row.text) else row.text}
            for row in Correction.objects.filter(story=story).select_related("by").order_by("pk")
        ],
        "redactions": [
            {
                "at": instant(row.at),
                "by": _name(row.by),
                "what": row.what,
                "uid": str(row.target),
                "stands": (row.what, str(row.target)) in standing,
                "reason": WITHHELD if veil.hides(row.reason) else row.reason,
            }
            for row in redactions
        ],
        "removal_requests": [
            {
                "asked_at": instant(row.asked_at),
                "asked_by": _name(row.asked_by),
                "decided_at": instant(row.decided_at) if row.decided_at else None,
                "decided_by": _name(row.decided_by),
                "outcome": row.outcome or "open",
                "reason": WITHHELD if veil.hides(row.reason) else row.reason,
            }
            for row in removals
        ],
        "visible_changes": [
            {"at": instant(row.at), "kind": row.kind, "version": row.edition.number if row.edition else None}
            for row in (Change.objects.filter(story=public).select_related("edition").order_by("pk") if public else [])
        ],
    }


def served_json(story: Story) -> Json:
    """Whom the story reached, as far as it is recorded, and what is not."""
    public = story.published
    keys = ApiKey.objects.none()
    if public is not None:
        keys = ApiKey.objects.filter(Q(revoked_at=None) | Q(revoked_at__gt=public.first_published_at)).order_by("pk")
    return {
        "partners_with_an_open_key_while_it_ran": [
            {
                "partner": key.partner,
                "key": f"{key.prefix}...",
                "made_at": instant(key.made_at),
                "revoked_at": instant(key.revoked_at) if key.revoked_at else None,
                "last_used_on_for_anything": key.last_used_on.isoformat() if key.last_used_on else None,
            }
            for key in keys
        ],
        "versions_fetched_by_partners": [
            {
                "version": row.edition.number,
                "partner": row.partner,
                "key": str(row.key),
                "first_at": instant(row.first_at),
                "last_at": instant(row.last_at),
                "times_whole": row.documents,
                "times_in_lists": row.lines,
            }
            for row in Serving.objects.filter(edition__story=public)
            .select_related("edition")
            .only("edition__number", "partner", "key", "first_at", "last_at", "documents", "lines")
            .order_by("edition__number", "first_at", "pk")
        ]
        if public is not None
        else [],
        "links_to_single_versions": [
            {
                "link": str(row.uid),
                "made_by": _name(row.made_by),
                "made_at": instant(row.made_at),
                "for": row.is_for,
                "opens_until": instant(row.expires_at),
                "taken_back_at": instant(row.revoked_at) if row.revoked_at else None,
                "opened": row.opened_count,
                "last_opened_at": instant(row.last_opened_at) if row.last_opened_at else None,
                "content_digest": row.content_digest,
            }
            for row in SharedVersion.objects.filter(story=story)
            .select_related("made_by")
            .defer("content")
            .order_by("pk")
        ],
        "not_recorded": [
            "What partners fetched before their fetches were noted, each single time between first and last, and the "
            "last seconds of a web process that was killed. Lists give headline and standfirst, not the whole story.",
            "Fetches of pictures, which need no key.",
            "Who read the public pages, feeds, sitemaps and pictures: nobody who reads is identified.",
            "What caches, search engines and other sites kept.",
            "Who received an opened link to a single version from whoever it was given to.",
        ],
    }


def _name(person: User | None) -> str:
    return person.display_name() if person else ""
