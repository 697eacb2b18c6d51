"""What an act on the public record would touch, as the desk is told of it beforehand. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery

from editions.content import upgrade
from editions.models import Edition, OldSlug, PublishedStory, Redaction
from editions.redactions import items_of, shows_picture, without_redacted
from editions.serving import ServedVersion, served
from foundation.models import EditLog
from media.models import Image
from stories.kinship import public_kin
from stories.models import Placement, Story
from stories.redacting import editions_of, held_in
from stories.sealing import sealed_showing

SHOWN = 100


@dataclass(slots=True)
class Reach:
    """What is touched now: public stories by headline, versions, addresses, words, and partners who may hold it.

    `served` are the versions that partners were given, as far as it was noted; `desk` are stories at the desk that give
    it up; `again` says where the same words stand elsewhere in the story and stay; `sealed` are headlines of what will
    not be released.
    """

    stories: list[str] = field(default_factory=list)
    versions: int = 0
    sentences: int = 0
    pictures: int = 0
    entries: int = 0
    addresses: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    served: list[ServedVersion] = field(default_factory=list)
    desk: list[Story] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)


def reach_of_story(story: PublishedStory) -> Reach:
    """What hiding, killing or removing the whole story takes off the site."""
    return reach_of_stories([story])


def reach_of_stories(stories: Collection[PublishedStory]) -> Reach:
    """What hiding all of these takes off the site. As many queries for one as for many."""
    pks = [story.pk for story in stories]
    found = Reach(stories=[story.headline for story in stories], partners=_partners(stories), served=served(stories))
    found.versions = Edition.objects.filter(story__in=pks).count()
    found.addresses = [story.slug for story in stories]
    found.addresses += OldSlug.objects.filter(story__in=pks).values_list("slug", flat=True)
    found.addresses += PublishedStory.objects.filter(merged_into__in=pks).values_list("slug", flat=True)
    redactions = {story.pk: story.redactions for story in stories}
    newest = Edition.objects.filter(story=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows = Edition.objects.filter(pk__in=PublishedStory.objects.filter(pk__in=pks).values(newest=Subquery(newest)))
    for pk, written, version in rows.values_list("story", "content", "schema_version"):
        content = upgrade(written, version)
        kinds = [what for what, _ in items_of(without_redacted(content, redactions[pk]))]
        found.sentences += kinds.count(Redaction.What.SENTENCE)
        found.entries += kinds.count(Redaction.What.ENTRY)
        found.pictures += len(content["desk"]["images"])
    return found


def reach_of_redaction(story: PublishedStory, what: str, uid: str) -> Reach:
    """What redacting a sentence, entry or picture takes out; empty where no version holds it."""
    family = public_kin(story)
    found_in = {one: held_in(one, what, uid) for one in family}
    held = {key: item for one in reversed(family) for key, item in found_in[one].items()}
    if not held:
        return Reach()
    holding = [one for one in family if one == story or found_in[one]]
    found = Reach(stories=[one.headline for one in holding], partners=_partners(holding))
    versions: set[tuple[int, int]] = set()
    for one in holding[1:]:
        for number, content in editions_of(one):
            if any(kind == what and item["uid"] in held for kind, item in items_of(content)):
                versions.add((one.pk, number))
    found.words = [item.get("text") or item.get("caption") or "(a picture without a caption)" for item in held.values()]
    quotes = {c["quote"] for item in held.values() for c in item.get("citations", ())}
    again: dict[str, None] = {}
    for place, (number, content) in enumerate(editions_of(story)):
        items = list(items_of(content))
        if any(kind == what and item["uid"] in held for kind, item in items):
            versions.add((story.pk, number))
        if place == 0:
            told = [(k, i) for k, i in items if i["uid"] not in held]
            again |= dict.fromkeys(i["text"] for k, i in told if k != Redaction.What.IMAGE and _repeats(i, quotes))
            lines = [content["desk"]["headline"], content["desk"]["standfirst"]]
            again |= dict.fromkeys(line for line in lines if line and line in found.words)
    found.again, found.versions, found.served = list(again), len(versions), served(holding, versions)
    found.sentences = len(held) if what == Redaction.What.SENTENCE else 0
    found.entries = len(held) if what == Redaction.What.ENTRY else 0
    found.pictures = len(held) if what == Redaction.What.IMAGE else 0
    return found


def _repeats(item: dict[str, object], quotes: set[str]) -> bool:
    cited = item["citations"]
    assert isinstance(cited, list)
    return any(citation["quote"] in quotes for citation in cited)


def photograph(image: Image) -> list[Image]:
    """The picture with all its look-alikes, the first of them first."""
    root = image.same_as_id or image.pk
    return list(Image.objects.filter(Q(pk=root) | Q(same_as=root)).order_by("pk"))


def reach_of_pull(image: Image) -> Reach:
    """What pulling a picture and its look-alikes takes out: live stories, their versions, the desk, what is sealed."""
    group = photograph(image)
    uids = {str(one.uid) for one in group}
    found = Reach(pictures=len(group))
    touched, versions = [], set()
    for story in published_with(group):
        held = {(story.pk, number) for number, content in editions_of(story) if shows_picture(content, uids)}
        versions |= held
        if held:
            touched.append(story)
    found.stories = [story.headline for story in touched]
    found.partners, found.versions, found.served = _partners(touched), len(versions), served(touched, versions)
    placed = Placement.objects.filter(image__in=group, removed_at=None).values("story")
    found.desk = list(Story.objects.at_the_desk().filter(pk__in=placed).order_by("-changed_at")[:SHOWN])
    found.sealed = sealed_showing(uids)
    return found


def published_with(group: Iterable[Image]) -> list[PublishedStory]:
    """Stories that ran and show one of the pictures now, or whose desk ever placed one: an old version may show it."""
    placed = Placement.objects.filter(image__in=group, story__published__isnull=False).values("story__published")
    shown = PublishedStory.objects.filter(images__in=group).values("pk")
    return list(PublishedStory.objects.filter(Q(pk__in=placed) | Q(pk__in=shown)).order_by("pk"))


def _partners(stories: Iterable[PublishedStory]) -> list[str]:
    """Partners whose key was open at any time since the first of these stories ran: they may hold it."""
    first = min((story.first_published_at for story in stories), default=None)
    return partners_since(first) if first else []


def partners_since(moment: datetime) -> list[str]:
    """Names of partners who held a key at any time since then, as the edit log has them."""
    ended = EditLog.objects.filter(verb="revoke_key", at__lt=moment).values("subject_uid")
    made = EditLog.objects.filter(verb="make_key").exclude(subject_uid__in=ended).order_by("pk")
    return list(dict.fromkeys(str(row["partner"]) for row in made.values_list("after", flat=True) if "partner" in row))
