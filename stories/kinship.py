"""Which stories hold the same words: one that was merged and its survivor, one that was split and what came of it.

A sentence carries its uid from one to the other, so what is redacted in one has to go from all of them.
"""

from __future__ import annotations

from django.db.models import Q

from editions.models import PublishedStory
from foundation.models import Actor
from stories import states
from stories.acting import allow, roles_of
from stories.curating import MergedStory, may_edit
from stories.models import Lineage, Story

_KINDS = (Lineage.Kind.MERGE, Lineage.Kind.SPLIT)


def kin_of(story: Story) -> list[Story]:
    """The story and all that were ever merged with it or split from it, near and far, by id; a copy is none of them."""
    found, fresh = {story.pk}, {story.pk}
    while fresh:
        rows = Lineage.objects.filter(Q(source__in=fresh) | Q(target__in=fresh), kind__in=_KINDS)
        fresh = {pk for pair in rows.values_list("source", "target") for pk in pair} - found
        found |= fresh
    if found == {story.pk}:
        return [story]
    others = Story.objects.select_related("published").filter(pk__in=found - {story.pk})
    return sorted([story, *others], key=lambda one: one.pk)


def living(story: Story) -> Story:
    """The story that this one lives on in: itself, or the last one that it was merged into."""
    row = Story.objects.get(pk=story.pk)
    while row.merged_into is not None:  # a ring cannot be: only a story that was not merged takes one in
        row = row.merged_into
    return row


def refuse_merged(story: Story, then: str = "Change that story instead.") -> None:
    """Raise MergedStory, naming the story that it lives on in and saying what then, where it was merged."""
    survivor = living(story)
    if survivor.pk != story.pk:
        raise MergedStory(f"“{story.headline}” was merged into “{survivor.headline}”. {then}")


def refuse_shut(story: Story, verb: str, *, by: Actor) -> None:
    """Refuse a verb on what was spiked, merged or deleted, saying what to do first.

    Raises NotAllowed, MergedStory and states.NotNow; else what stories/states.py says of the verb.
    """
    standing = Story.objects.select_related("published").get(pk=story.pk)
    may_edit(standing, by)
    states.require(verb, roles_of(by))
    refuse_merged(standing, "Go on there instead, or undo the merge.")
    if standing.deleted_at is None and standing.editorial_state == Story.EditorialState.SPIKED:
        raise states.NotNow(f"“{standing.headline}” is spiked. Take it off the spike first. Nothing was done.")
    allow(verb, standing, by=by)


def public_kin(published: PublishedStory) -> list[PublishedStory]:
    """The public rows of the same, this one first."""
    story = Story.objects.filter(published=published).first()
    others = [one.published for one in kin_of(story) if one.published is not None] if story else []
    return [published, *(one for one in others if one.pk != published.pk)]
