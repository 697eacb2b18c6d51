"""Verbs on names that must not be published: set, change, lift, and bring back what was hidden (docs/decisions/0009).

The law comes before the policy: live stories give up the machine's words that carry a name at once, also sensitive and
held ones; where people's words carry it, the story is hidden until they have changed them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from editions import content as edition_content
from editions.causes import Occasion
from editions.models import Change, Edition, Hidden, PublishedStory, ReportingRestriction
from editions.nameless import carries
from editions.restrictions import Restricted, close_gate
from foundation import limits
from foundation.errors import BadText, NewsroomError, NotAllowed, StaleSave
from foundation.models import Actor, Command, EditLog, Engine, User
from foundation.name_forms import Names
from foundation.text import clean_line, clean_text
from stories import states
from stories.committing import Act, PicturePulled, commit
from stories.models import Story, SummaryRun
from stories.naming import at_the_desk, editions_with, live_with, look_at_addresses, would_say
from stories.summarising.request import RESTRICTED

FORMS_AT_MOST = 50
# After so long nobody works on a sweep any more that was begun with its restriction.
SWEEP_SECONDS = 60
_BY = "automatic, withdrawn"


class StillRestricted(NewsroomError):
    """The restriction stands: nothing that it hides comes back before it is over."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a restriction says, as it was typed: the name, other forms of it, whose order, until when (aware)."""

    name: str
    reason: str
    other_forms: Sequence[str] = ()
    until: datetime | None = None

    def cleaned(self) -> Terms:
        """The same, in stored form. Raises BadText for a name without a letter, and a time that has passed."""
        name = _form(self.name, required=True)
        forms = [form for form in (_form(form, required=False) for form in self.other_forms) if form]
        if len(forms) > FORMS_AT_MOST:
            raise BadText(f"Give at most {FORMS_AT_MOST} other forms of one name.")
        if self.until is not None and self.until <= timezone.now():
            raise BadText("This time has passed. Give one that is still to come, or leave it empty.")
        reason = clean_text(self.reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
        return Terms(name, reason, tuple(dict.fromkeys(forms)), self.until)

    def names(self) -> Names:
        """What is looked for."""
        return Names([self.name, *self.other_forms])


def _form(value: str, *, required: bool) -> str:
    form = clean_line(value, name="The name", max_chars=limits.NAME_CHARS, required=required)
    if form and not Names([form]):
        raise BadText(f"{form!r} has no letter or digit, so it is in no text. Write the name out.")
    return form


def restrict(terms: Terms, *, by: Actor) -> ReportingRestriction:
    """Forbid a name from now on, then take it out of all that is public, the newest first.

    Raises NotAllowed and BadText. It waits for publications in flight, and the next wait for it.
    """
    _require_leave(by)
    terms = terms.cleaned()
    with transaction.atomic():
        close_gate()
        row = ReportingRestriction.objects.create(
            name=terms.name,
            other_forms=list(terms.other_forms),
            reason=terms.reason,
            until=terms.until,
            set_by=by if isinstance(by, User) else None,
        )
        EditLog.objects.record("restrict", row, by=by, after=_logged(row), reason=row.reason)
    _sweep(row)
    return row


def change_restriction(row: ReportingRestriction, terms: Terms, *, seen: int, by: Actor) -> ReportingRestriction:
    """Give a restriction other terms; what they reach more is hidden at once, what they reach less stays hidden.

    Raises StaleSave where somebody changed or lifted it since, NotAllowed and BadText.
    """
    _require_leave(by)
    terms = terms.cleaned()
    before = _logged(row)
    with transaction.atomic():
        close_gate()
        rows = ReportingRestriction.objects.filter(pk=row.pk, revision=seen, lifted_at__isnull=True)
        fields = {"name": terms.name, "other_forms": list(terms.other_forms), "reason": terms.reason}
        fresh = {"until": terms.until, "ended_at": None, "swept_at": None, "revision": F("revision") + 1}
        if not rows.update(**fields, **fresh):
            raise StaleSave("Somebody changed or lifted this restriction since you opened it. Load the page again.")
        row.refresh_from_db()
        row.hidden.filter(shown_at__isnull=True).update(until=row.until)
        EditLog.objects.record("change_restriction", row, by=by, before=before, after=_logged(row), reason=row.reason)
    _sweep(row)
    return row


@transaction.atomic
def lift(row: ReportingRestriction, *, reason: str, by: Actor) -> None:
    """End a restriction now. Old versions are shown again; what else was hidden waits for a person."""
    _require_leave(by)
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
    now = timezone.now()
    rows = ReportingRestriction.objects.filter(pk=row.pk, lifted_at__isnull=True)
    if not rows.update(lifted_at=now, lifted_by=by if isinstance(by, User) else None, revision=F("revision") + 1):
        raise StaleSave("This restriction was lifted before. Load the page again.")
    row.refresh_from_db()
    row.hidden.filter(edition__isnull=False, shown_at__isnull=True).update(shown_at=now)
    EditLog.objects.record("lift_restriction", row, by=by, before={"until": _time(row.until)}, reason=why)
    _end(row, now)


@transaction.atomic
def bring_back(row: ReportingRestriction, *, by: Actor) -> int:
    """Let the topics and old addresses answer again that a restriction hid. Returns how many.

    Stories are shown again one by one, on their Publish tabs. Raises StillRestricted before its end.
    """
    _require_leave(by)
    if row.is_active():
        raise StillRestricted("This restriction stands. Lift it, or wait for its end, before you bring anything back.")
    told = row.hidden.filter(shown_at__isnull=True).exclude(story__state=PublishedStory.State.RESTRICTED)
    count = told.update(shown_at=timezone.now())
    EditLog.objects.record("bring_back", row, by=by, after={"things": count})
    return count


def end_due() -> int:
    """Have stories summarised anew whose restrictions' time has passed: what was refused may stand again."""
    now, ended = timezone.now(), 0
    for row in ReportingRestriction.objects.filter(until__lte=now, ended_at__isnull=True, lifted_at__isnull=True):
        with transaction.atomic():
            if _end(row, now):
                EditLog.objects.record("restriction_ended", row, by=Command("clock"))
                ended += 1
    return ended


def _end(row: ReportingRestriction, now: datetime) -> int:
    ended = ReportingRestriction.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=now)
    if ended:
        Story.objects.at_the_desk().filter(pk__in=_refused_since(row.created_at)).raise_inputs()
    return ended


def _refused_since(moment: datetime) -> set[int]:
    """Stories of which a run since then refused words for a restriction."""
    runs = SummaryRun.objects.filter(started_at__gte=moment).exclude(refusals=[])
    rows = runs.values_list("story_id", "refusals").iterator(200)
    return {story for story, refusals in rows if any(refusal["rule"] == RESTRICTED for refusal in refusals)}


def sweep_due() -> int:
    """Sweep again for restrictions whose sweep was stopped in the middle. Returns how many."""
    late = timezone.now() - timedelta(seconds=SWEEP_SECONDS)
    rows = list(ReportingRestriction.objects.active().filter(swept_at__isnull=True, created_at__lte=late))
    for row in rows:
        _sweep(row)
    return len(rows)


def _sweep(row: ReportingRestriction) -> None:
    """Hide or rewrite all that carries the name: nothing that comes out meanwhile does. Doing it twice is harmless."""
    names = Names(row.forms())
    told = look_at_addresses(names)
    with transaction.atomic():
        _hide(row, topic_slug=told.topics)
        _hide(row, ticker_uid=told.tickers)
        _hide(row, story_id=told.closed)
        _hide(row, old_slug_id=told.old_slugs)
    for pks in live_with(names):
        for story in PublishedStory.objects.public().select_related("current_edition").filter(pk__in=pks):
            # A version that came out since the restriction stands is without the name.
            if carries([story.slug, story.current_edition and story.current_edition.content], names):
                with transaction.atomic():
                    if not _rewrite(story, names):
                        _hide_story(story, row)
    for pks in editions_with(names):
        _hide(row, edition_id=pks)
    Story.objects.filter(pk__in=list(at_the_desk(names))).raise_inputs()
    ReportingRestriction.objects.filter(pk=row.pk, revision=row.revision).update(swept_at=timezone.now())


def _hide(row: ReportingRestriction, **things: Iterable[int | str | UUID]) -> None:
    for name, keys in things.items():
        hidden = [Hidden(restriction=row, until=row.until, **{name: key}) for key in keys]
        Hidden.objects.bulk_create(hidden, ignore_conflicts=True)
        row.hidden.filter(**{f"{name}__in": [getattr(one, name) for one in hidden]}).update(
            until=row.until, shown_at=None
        )


def _rewrite(published: PublishedStory, names: Names) -> Edition | None:
    """Publish what the story says without the name; None where that is not for a machine to do."""
    content = would_say(published, names)
    story = Story.objects.select_related("published__current_edition").filter(published=published).first()
    if content is None or story is None:
        return None

    def claim(now: datetime) -> int:
        # Under a legal hold no machine writes a version: the story is hidden instead.
        rows = Story.objects.filter(pk=story.pk, published=published, legal_hold_since=None)
        return rows.update(changed_at=now)

    act = Act(story, content, {}, by=Engine(name=_BY), by_text=_BY, occasion=Occasion(), claim=claim, takes_out=True)
    try:
        edition_content.check(content)
        return commit(act)
    except (StaleSave, Restricted, PicturePulled, edition_content.BadContent):
        return None


def _hide_story(story: PublishedStory, row: ReportingRestriction) -> None:
    """Take the whole story off the site. What partners are told is what they are told of any hidden one."""
    now, moves = timezone.now(), states.states_for(states.PUBLISHED, "restrict", [states.MACHINE])
    rows = PublishedStory.objects.filter(pk=story.pk, current_edition=story.current_edition_id)
    if not any(rows.filter(state=was).update(state=to, modified_at=now) for was, to in moves.items()):
        return
    _hide(row, story_id=[story.pk])
    Change.objects.create(story=story, kind=PublishedStory.State.WITHHELD, at=now)
    EditLog.objects.record("restricted", story, by=Engine(name=_BY), after={"restriction": str(row.uid)})


def _require_leave(by: Actor) -> None:
    if isinstance(by, User) and not by.has_perm("editions.restrict_names"):
        raise NotAllowed("Only a chief may set, change or lift a reporting restriction.")


def _logged(row: ReportingRestriction) -> dict[str, object]:
    return {"name": row.name, "other_forms": row.other_forms, "until": _time(row.until), "revision": row.revision}


def _time(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
