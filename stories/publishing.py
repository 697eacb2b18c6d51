"""Verbs that publish: what stands at the desk, a correction, an update by its policy.

Each composes and checks outside any transaction, then commits once with a revision check (stories/committing.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When
from django.utils import timezone

from editions import content as edition_content
from editions import restrictions
from editions.causes import Occasion
from editions.changes import compare
from editions.content import Content
from editions.models import Edition, PublishedStory, SealedEdition
from foundation import limits
from foundation.digests import digest
from foundation.errors import NewsroomError, StaleSave
from foundation.models import POLICY, Actor, Command, Engine, User
from foundation.moments import is_beyond
from foundation.text import clean_text, shortened
from foundation.zones import instant
from stories import night_watch, states
from stories.acting import allow, may, moved, published_of, roles_of
from stories.announcing import mismatches
from stories.attributing import occasion_of
from stories.closing import is_closed, why_held
from stories.committing import Act, PicturePulled, commit
from stories.committing import NothingNew as NothingNew  # refused here, so found here: NotPublished likewise
from stories.composing import Composition, compose
from stories.embargoes import refuse_embargoed
from stories.holding import automatic_content, reasons_to_hold, rests_on_withdrawn, withdrawn_since
from stories.legal_holds import HELD
from stories.models import Correction, Story, correction_line
from stories.models.correction import since_line
from stories.pictures.expiring import leave_out_expired
from stories.pictures.permitting import hindrances
from stories.taking_back import NotPublished as NotPublished
from stories.urgent import update_held
from stories.withdrawing import without_withdrawn


class NotReady(NewsroomError):
    """The story cannot be published as it stands; the message lists why."""


class AlreadySealed(NewsroomError):
    """Something is sealed for this story already."""


_NO_ARTICLE = "The story has no article. Attach at least one."
# What an editor reads instead of the sentence of the table, where there is more to say.
_ELSEWHERE: dict[tuple[str, str], tuple[type[NewsroomError], str]] = {
    ("publish", "sealed"): (
        NotReady,
        "This story is sealed. Release what was sealed, or break the seal, before you publish.",
    ),
    ("correct", "none"): (NotPublished, "{} has not run. Mend it and publish; nobody read what was wrong."),
    ("seal", "sealed"): (
        AlreadySealed,
        "This story is sealed already. Break the seal first, then seal what stands now.",
    ),
} | {
    ("seal", state): (NotPublished, "{} has run already, and what readers know cannot be put under an embargo.")
    for state in ("live", "restricted")
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend before publishing. `where` is the tab: story, articles, images, timeline, summary.

    `uid` is the row on that tab, on the story's own the field.
    """

    where: str
    text: str
    uid: str = ""
    is_blocking: bool = True


def problems(story: Story, made: Composition | None = None) -> list[Problem]:
    """Return what stands in the way of publishing (blocking) and what an editor would want to mend."""
    made = made or compose(story)
    machine, desk = made.content["machine"], made.content["desk"]
    found = []
    if not machine["articles"]:
        is_flash = story.is_flash and bool(desk["sentences"])
        told = "No article yet: the summary begins with the first." if is_flash else _NO_ARTICLE
        found.append(Problem("articles", told, is_blocking=not is_flash))
    if not machine["sentences"] and not desk["sentences"]:
        waiting = "" if story.is_summary_current() else "wait until it appears, or "
        found.append(Problem("summary", f"The summary is empty: {waiting}write a sentence yourself."))
    for row in made.unsupported:
        told = f"No article supports “{shortened(row.text)}”. Vouch for it as newsroom reporting, or take it out."
        found.append(Problem("summary", told, str(row.uid)))
    for row in made.failed:
        why = " ".join(row.reasons)[:200]
        told = f"“{shortened(row.text)}” does not match its sources: {why} Mend it or vouch for it."
        found.append(Problem("summary", told, str(row.uid)))
    found += _restricted(made)
    for hindered in hindrances(story, [image["uid"] for image in desk["images"]]):
        found.append(Problem("images", hindered.text, str(hindered.image.uid)))
    for image in desk["images"]:
        for name, words in (("alt text", image["alt_text"]), ("credit line", image["credit_line"])):
            if not words:
                told = f"A picture has no {name}: {image['caption'][:60] or image['uid']}"
                found.append(Problem("images", told, image["uid"], is_blocking=False))
    for unsaid in mismatches(story, made.content):
        found.append(Problem(unsaid.where, f"{unsaid.text}.", unsaid.uid, is_blocking=False))
    if not story.is_summary_current() and machine["sentences"]:
        found.append(Problem("summary", "The summary is being brought up to date.", is_blocking=False))
    return found


def _restricted(made: Composition) -> list[Problem]:
    """What people wrote that carries a name which must not be published, each with its restriction."""
    now = restrictions.standing() if made.carried else restrictions.Standing()
    found = []
    for carried in made.carried:
        named = restrictions.told(now.carried_by(carried.text) or now.rows)
        told = f"{carried.what} carries a name that must not be published: “{shortened(carried.text)}”. {named}"
        found.append(Problem(carried.where, told, carried.uid))
    return found


def publish(story: Story, *, seen: int, by: Actor, note: str = "") -> Edition:
    """Publish what stands at the desk, desk part and machine part, as the story's next edition.

    Raises NotAllowed, StaleSave where the desk part is no longer the one seen, NotReady with what to mend or while
    the story is sealed, NothingNew, and BadContent where the content has not the documented form.
    """
    note = clean_text(note, name="The note", max_chars=limits.NOTE_CHARS)
    story = ready_story(story, seen=seen, by=by)
    refuse_embargoed(story)
    made = ready_composition(story)
    try:
        return commit(_act(story, made.content, made, by, note))
    except NothingNew:
        # What the desk holds is what readers see: a change that was taken back waits for nobody.
        rows = Story.objects.filter(pk=story.pk, published=story.published, desk_revision=story.desk_revision)
        rows.update(published_desk_revision=story.desk_revision)
        raise


def correct(story: Story, *, seen: int, by: Actor, notice: str, since: datetime | None = None) -> Edition:
    """Publish what stands at the desk as a correction: readers see the notice, with its time, from now on.

    The notice says what was wrong; `since` (aware) is when readers first saw it so, and is told with it. Raises as
    `publish` does, BadText for an empty notice, and NotPublished for a story that has not run: what nobody read needs
    no correction.
    """
    text = clean_text(notice, name="The correction", max_chars=limits.NOTE_CHARS, required=True)
    story = ready_story(story, seen=seen, by=by, verb="correct")
    made = ready_composition(story)
    if since is not None:
        text = f"{text} {since_line(since, story.language)}"
    at = timezone.now()
    notices = made.content["machine"]["notices"]
    notices.append({"at": instant(at), "text": correction_line(text, story.language)})
    act = _act(story, made.content, made, by, text, kind=Edition.Kind.CORRECTION)

    def claim(now: datetime) -> int:
        Correction.objects.create(story=story, text=text, at=at, by=by if isinstance(by, User) else None)
        return act.claim(now)

    return commit(replace(act, claim=claim))


def ready_story(story: Story, *, seen: int, by: Actor, verb: str = "publish") -> Story:
    """Return the story anew where this actor may do this with it and nobody changed it since.

    The verb is one of stories/states.py. Raises as `publish` does, and states.NotNow.
    """
    states.require(verb, roles_of(by))
    rows = Story.objects.at_the_desk().select_related("published__current_edition", "lead_image__same_as")
    found = rows.filter(pk=story.pk).first()
    if found is None:
        raise NotPublished(f"“{story.headline}” was deleted. Bring it back before publishing.")
    if closed := found.why_closed():
        raise NotPublished(closed)
    if where := _ELSEWHERE.get((verb, published_of(found))):
        raise where[0](where[1].format(repr(found.headline)))
    allow(verb, found, by=by)
    if found.desk_revision != seen:
        raise StaleSave("Somebody changed this story since you opened it. Load the page, look again, then publish.")
    return found


def ready_composition(story: Story) -> Composition:
    """Compose the story. Raises NotReady with what must be mended first, and BadContent."""
    made = compose(story)
    blocking = [problem.text for problem in problems(story, made) if problem.is_blocking]
    if blocking:
        raise NotReady("This story is not ready. " + " ".join(blocking))
    edition_content.check(made.content)
    return made


def publish_automatically(story_id: int) -> Edition | None:
    """Publish an update by the story's policy: the machine part anew, the desk part of the current edition as it is.

    None where the story waits (too soon after the last, then the clock comes back; a withdrawn source does not wait),
    is held (the reason is written on the story), was changed meanwhile or would say nothing new. A held story gives up
    no more than the words that may not be shown any more. The first publication is never automatic.
    """
    found = Story.objects.at_the_desk().filter(pk=story_id, edition_due_at__isnull=False)
    story = found.select_related("published__current_edition", "policy_set_by", "lead_image__same_as").first()
    if story is None or story.published is None or story.published.current_edition is None:
        return None
    current = story.published.current_edition
    if not may("publish_update", story, by=_policy(story.policy_set_by)) or story.is_held_legally():
        _hold(story, [HELD if story.is_held_legally() else "The story is not live."])
        return None
    standing = edition_content.upgrade(current.content, current.schema_version)
    if not rests_on_withdrawn(story, standing) and _is_put_off(story, story.published):
        return None
    made = compose(story)
    content = automatic_content(story, standing, made)
    # An update that says nothing new waits for nobody.
    is_update = bool(compare(standing, content)) or bool(withdrawn_since(standing))
    why = (*night_watch.reasons(), *why_held(story, standing), *reasons_to_hold(story, standing, made))
    reasons = list(why) if is_update else []
    if reasons:
        return _withdraw(story, standing, reasons)
    act = _act(story, content, made, None)
    act = leave_out_expired(act) if is_update else act
    try:
        edition_content.check(act.content)
        return commit(act)
    except NothingNew:
        _hold(story, [])
        return None
    except (edition_content.BadContent, restrictions.Restricted, PicturePulled) as refusal:
        if leave_out_expired(act) is not act:
            return None  # A picture's time ended in this very moment: the clock comes back.
        return _withdraw(story, standing, [str(refusal)])
    except StaleSave:
        return None


def _withdraw(story: Story, standing: Content, reasons: list[str]) -> Edition | None:
    """Hold the update, but take out at once what may not be shown any more."""
    withdrawn = withdrawn_since(standing)
    content = without_withdrawn(story, standing) if withdrawn else standing
    told = f"automatic, withdrawn: {', '.join(withdrawn)}"[: limits.NAME_CHARS]

    def claim(now: datetime) -> int:
        rows = Story.objects.filter(pk=story.pk, published=story.published, edition_due_at=story.edition_due_at)
        held = rows.filter(legal_hold_since=None).update(edition_due_at=None, hold_reason=" ".join(reasons))
        _tell_held(story, reasons if held else [])
        return held

    try:
        edition_content.check(content)
        cause, engine = Occasion(withdrawn=tuple(withdrawn)), Engine(name=told)
        return commit(Act(story, content, {}, by=engine, by_text=told, occasion=cause, claim=claim, takes_out=True))
    except (NothingNew, edition_content.BadContent, restrictions.Restricted, PicturePulled) as refusal:
        _hold(story, [*reasons, *([str(refusal)] if withdrawn else [])])
    except StaleSave:
        pass  # the clock comes back
    return None


def _is_put_off(story: Story, published: PublishedStory) -> bool:
    """Whether the last automatic edition is too recent; then the update is due when it no longer is."""
    last = published.editions.filter(by_person__isnull=True, number__gt=1).order_by("-number").first()
    gap = timedelta(seconds=settings.AUTOMATIC_EDITION_SECONDS)
    now = timezone.now()
    if last is None or last.published_at + gap <= now or is_beyond(last.published_at, now):
        return False
    Story.objects.filter(pk=story.pk, edition_due_at=story.edition_due_at).update(
        edition_due_at=last.published_at + gap
    )
    return True


def _hold(story: Story, reasons: list[str]) -> None:
    """Write why the update did not go out; no reasons where there was nothing to say. A newer run is due again."""
    due = Story.objects.filter(pk=story.pk, edition_due_at=story.edition_due_at, summary_version=story.summary_version)
    with transaction.atomic():
        held = due.update(edition_due_at=None, hold_reason=" ".join(reasons))
        _tell_held(story, reasons if held else [])


def _tell_held(story: Story, reasons: list[str]) -> None:
    """Raise the alert of an update that waits; not while all do, and urgently where nobody wanted it so."""
    wanted = is_closed(story) + story.is_sensitive + (story.summary_policy == Story.SummaryPolicy.HOLD)
    if reasons and night_watch.REASON not in reasons and not story.is_held_legally():
        update_held(story, is_by_choice=len(reasons) == wanted)


def _by_text(story: Story, by: Actor | None) -> str:
    if isinstance(by, User):
        return by.display_name()
    if by is not None:
        return f"command {by.name}"
    return f"{POLICY} {story.policy_set_by.display_name() if story.policy_set_by else 'the newsroom'}"


def _policy(setter: User | None) -> Engine:
    """The policy as the one who acts; whose it is stands as an id, so that a person can be erased."""
    return Engine(POLICY, policy_of=setter) if setter else Engine(f"{POLICY} the newsroom")


def _act(story: Story, content: Content, made: Composition, by: Actor | None, note: str = "", kind: str = "") -> Act:
    """The publication of this content as an act of the person, command or policy."""

    def claim(now: datetime) -> int:
        return _claim_for_policy(story) if by is None else _claim_for_person(story, now, signed(story, content, by))

    return Act(
        story=story,
        content=content,
        numbers=made.numbers,
        by=by or _policy(story.policy_set_by),
        by_text=_by_text(story, by),
        occasion=occasion_of(story, by, _current(story), is_correction=kind == Edition.Kind.CORRECTION),
        note=note,
        kind=kind,
        claim=claim,
    )


def _current(story: Story) -> Content | None:
    edition = story.published.current_edition if story.published else None
    return edition_content.upgrade(edition.content, edition.schema_version) if edition else None


def _claim_for_policy(story: Story) -> int:
    """Take the desk's row for an automatic edition, which is of the policy and the run that it was composed from."""
    rows = Story.objects.filter(
        pk=story.pk,
        published=story.published,
        edition_due_at=story.edition_due_at,
        summary_version=story.summary_version,
        is_sensitive=False,
        legal_hold_since=None,
        summary_policy=Story.SummaryPolicy.PUBLISH,
    )
    return rows.exclude(phase=Story.Phase.CLOSED).update(edition_due_at=None, hold_reason="")


def signed(story: Story, content: Content, by: Actor) -> dict[str, Any]:
    """The columns of an approval of this desk part: of whoever approved it before, or else of this person now."""
    told = digest(content["desk"])
    if story.approved_digest == told and story.approved_by_id is not None:
        return {}
    return {"approved_digest": told, "approved_by": by if isinstance(by, User) else None}


def _claim_for_person(story: Story, now: datetime, approval: Mapping[str, Any]) -> int:
    """Take the desk's row for a person, whose edition is of the desk part that was seen; not where it was sealed.

    A run that was saved meanwhile is due after it.
    """
    standing, to = moved("publish", by=Command("publish"))
    is_of_this_run = When(summary_version=story.summary_version, then=Value(None))
    rows = Story.objects.open().filter(pk=story.pk, published=story.published, desk_revision=story.desk_revision)
    if story.published is None:
        rows = rows.not_embargoed(now)
    found = rows.filter(editorial_state__in=standing).update(
        **approval,
        published_desk_revision=story.desk_revision,
        editorial_state=to,
        edition_due_at=Case(is_of_this_run, default=Value(now), output_field=DateTimeField()),
        hold_reason="",
        changed_at=now,
    )
    # Sealing raises no revision, but takes this row first: asked after we have it, a seal set meanwhile is seen.
    return 0 if SealedEdition.objects.filter(story_uid=story.uid).exists() else found
