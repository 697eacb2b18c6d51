"""What the next edition of a story would say to whoever reads it, composed unsaved. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from editions import content as edition_content
from editions.changes import compare, moves_facts
from editions.content import Content
from editions.redactions import redacted, without_redacted
from editions.restrictions import standing
from stories.composing import compose
from stories.models import Story
from stories.recording import free_slug
from stories.sealing import sealed_content
from stories.weighing import weight_of_rewording


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A version to come: the content as an edition holds it, and as pages read it (`shown`); its number and slug.

    `moves_facts` tells whether readers are told "updated" with its time. `is_sealed`: it is what was sealed. `names`:
    words of people's carry a name that must not be published, so that it cannot go out as it is.
    """

    content: Content
    shown: Content
    version: int
    slug: str
    moves_facts: bool
    is_sealed: bool = False
    carries_names: bool = False


def upcoming(story: Story, *, desk_part: bool = False) -> Upcoming:
    """Return what would go out next: what was sealed, else what stands at the desk (always with `desk_part`)."""
    sealed = None if desk_part else sealed_content(story)
    content = sealed if sealed is not None else compose(story).content
    public = story.published
    old = public.current_edition if public else None
    number = (old.number if old else 0) + 1
    before = None
    if old is not None and public is not None:
        before = without_redacted(edition_content.upgrade(old.content, old.schema_version), public.redactions)
    rows = compare(before, content, weigh=weight_of_rewording)
    return Upcoming(
        content=content,
        shown=redacted(content, public.redactions, version=number) if public else content,
        version=number,
        slug=slug_to_come(story, content["desk"]["slug"]),
        moves_facts=before is None or moves_facts(rows),
        is_sealed=sealed is not None,
        carries_names=bool(standing().carried_by(content)),
    )


def slug_to_come(story: Story, wanted: str) -> str:
    """The end of the address that the story would have with its next version (stories/recording.py).

    It is another than the wanted one where that was given to another story.
    """
    public = story.published
    if public is not None and (
        public.slug == wanted or public.slug.startswith(f"{wanted[:100]}-{str(public.uid)[:8]}")
    ):
        return public.slug
    if public is not None and public.old_slugs.filter(slug=wanted).exists():
        return wanted  # its own old address becomes its address again
    return free_slug(wanted, str(story.uid))
