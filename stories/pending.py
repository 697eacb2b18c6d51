"""An update that waits for a person: what it would change, and publishing exactly that with one press.

It is the automatic edition that was held: the machine part anew, the desk part of the current edition as it is. What
people changed at the desk since goes out with a publication of theirs (stories/publishing.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from editions import content as edition_content
from editions.causes import explain
from editions.changes import compare
from editions.content import Content
from editions.models import Edition
from foundation.digests import digest
from foundation.errors import StaleSave
from foundation.models import User
from foundation.text import shortened
from stories import states
from stories.acting import allow, roles_of
from stories.attributing import occasion_of
from stories.committing import Act, NothingNew, commit
from stories.composing import Composition, compose, is_citable
from stories.holding import automatic_content
from stories.models import Story
from stories.publishing import NotReady
from stories.weighing import weight_of_rewording

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that is ready and waits. `reason` is in words, `changes` are as `compare` and `explain` make them.

    `digest` names what is shown, against which version. `hindrance` says why it cannot go out as it is; else "".
    """

    story: Story
    content: Content
    numbers: dict[int, int]
    reason: str
    changes: list[Row]
    digest: str
    hindrance: str = ""

    def marks(self) -> list[str]:
        """A short digest of each line, by which a later look tells what came and what went."""
        return [_mark(row) for row in self.changes]


def pending_update(story: Story, made: Composition | None = None) -> Pending | None:
    """Return what waits, composed now; None where nothing does: nothing was held, or it would change nothing.

    `made` is what the story composes to, where the caller has it already.
    """
    rows = Story.objects.at_the_desk().select_related(
        "published__current_edition", "policy_set_by", "lead_image__same_as"
    )
    found = rows.filter(pk=story.pk).exclude(hold_reason="").first()
    if found is None or found.published is None or not found.published.is_public():
        return None
    edition = found.published.current_edition
    assert edition is not None
    standing = edition_content.upgrade(edition.content, edition.schema_version)
    made = made or compose(found)
    content = automatic_content(found, standing, made)
    changes = explain(
        compare(standing, content, weigh=weight_of_rewording), standing, content, occasion_of(found, None, standing)
    )
    if not changes:
        return None
    named = digest([edition.number, digest(content)])
    citable = {str(row.article.uid) for row in made.rows if is_citable(row)}
    return Pending(found, content, made.numbers, found.hold_reason, changes, named, _hindrance(content, citable))


def publish_pending(story: Story, *, shown: str, marks: Sequence[str] = (), by: User, note: str = "") -> Edition:
    """Publish exactly the update that was shown: the one of this digest.

    Raises NotAllowed, NothingNew where nothing waits any more, StaleSave with what came and went since it was shown,
    NotReady where people's words rest on what may not be shown, and what `commit` raises.
    """
    states.require("publish_update", roles_of(by))
    pending = pending_update(story)
    if pending is None:
        raise NothingNew("No update waits any more. Load the page and look at what stands.")
    if pending.digest != shown:
        raise StaleSave(_moved(pending, set(marks)))
    allow("publish_update", pending.story, by=by)
    if pending.hindrance:
        raise NotReady(pending.hindrance)
    edition_content.check(pending.content)
    return commit(_act(pending, by, note))


def _act(pending: Pending, by: User, note: str) -> Act:
    story = pending.story
    assert story.published is not None
    current = story.published.current_edition
    assert current is not None

    def claim(now: datetime) -> int:
        rows = Story.objects.filter(pk=story.pk, published=story.published, deleted_at=None)
        same = rows.filter(desk_revision=story.desk_revision, summary_version=story.summary_version)
        return same.update(edition_due_at=None, hold_reason="", changed_at=now)

    standing = edition_content.upgrade(current.content, current.schema_version)
    occasion = replace(occasion_of(story, None, standing), editor=str(by.uid))
    return Act(
        story=story,
        content=pending.content,
        numbers=pending.numbers,
        by=by,
        by_text=by.display_name(),
        occasion=occasion,
        note=note,
        claim=claim,
    )


def _hindrance(content: Content, citable: set[str]) -> str:
    """Why people's words keep this update back: it copies them as they stand, and they rest on what is gone."""
    desk = content["desk"]
    cited = [(item, c) for item in [*desk["sentences"], *desk["timeline"]] for c in item["citations"]]
    gone = next((item["text"] for item, citation in cited if citation["article"] not in citable), "")
    told = "rests on an article that left the story or may not be shown any more"
    return f"“{shortened(gone)}” {told}. Mend it on its tab, then publish the story as a whole." if gone else ""


def _words(row: Row) -> str:
    """The words of the line; none where it tells a field and its value."""
    return "" if row["act"] == "changed" else f" “{shortened(row['after'] or row['before'])}”"


def _moved(pending: Pending, marks: set[str]) -> str:
    fresh = [row for row in pending.changes if _mark(row) not in marks]
    gone = len(marks - set(pending.marks()))
    told = [f"new in it: {row['what']} {row['act']}{_words(row)}" for row in fresh[:3]]
    told += [f"{len(fresh) - 3} further lines"] if len(fresh) > 3 else []
    told += [f"no longer in it: {gone} line{'s' if gone > 1 else ''}"] if gone else []
    return f"The update changed since it was shown ({'; '.join(told) or 'another version stands'}). Look again."


def _mark(row: Row) -> str:
    return digest([row["what"], row["uid"], row["act"], row["before"], row["after"]])[:10]
