"""What is on one person: alerts they should answer, where they are named, what is due soon, what they were given."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from desk.front.kinds import Kind, Scope, row_of
from foundation.models import User
from stories.models import Alert, Duty, Letter, Mention, Story

KEYS = ("alert", "mention", "approve", "due", "given")
_AT_WORK = (Story.EditorialState.DRAFT, Story.EditorialState.IN_REVIEW)


def on_me(user: User) -> list[Kind]:
    """The kinds of lines that are on this person, as the front reads them together with all others."""

    def alerts(scope: Scope) -> QuerySet[Alert]:
        told = Letter.objects.filter(alert=OuterRef("pk"), person=user)
        on_duty = Duty.objects.at(timezone.now()).order_by().filter(person=user)
        is_mine = Q(story__owner=user) | Exists(told) | Exists(on_duty)
        rows = Alert.objects.unanswered().filter(is_mine, scope.of())
        return row_of(rows, subject=F("uid"), where=F("kind"), text=F("detail"), at=F("raised_at")).order_by("-pk")

    def mentions(scope: Scope) -> QuerySet[Mention]:
        here = Exists(scope.open().filter(pk=OuterRef("comment__story_id")))
        rows = Mention.objects.waiting().filter(here, person=user)
        subject = Coalesce("comment__parent__uid", "comment__uid")
        found = row_of(rows, story="comment__story__", subject=subject, text=F("comment__text"), at=F("comment__at"))
        return found.order_by("-pk")

    def approve(scope: Scope) -> QuerySet[Story]:
        """What is in review and was sent there by somebody else, for whoever may approve."""
        rows = scope.open().filter(editorial_state=Story.EditorialState.IN_REVIEW, deleted_at__isnull=True)
        sent = Alert.objects.filter(kind=Alert.Kind.REVIEW, story=OuterRef("pk")).order_by("-pk")
        found = rows.annotate(sent_by=Subquery(sent.values("by")[:1]), sent_at=Subquery(sent.values("raised_at")[:1]))
        theirs = found.filter(Q(sent_by__isnull=True) | ~Q(sent_by=user.pk))
        return row_of(theirs, story="", text=Value("Sent to review"), at=F("sent_at")).order_by("-pk")

    def due(scope: Scope) -> QuerySet[Story]:
        soon = timezone.now() + timedelta(hours=settings.SHIFT_HOURS)
        rows = scope.open().filter(_is_given(user) | Q(owner=user), due_at__lte=soon)
        return row_of(rows, story="", text=Value(""), at=F("due_at")).order_by("due_at", "pk")

    def given(scope: Scope) -> QuerySet[Story]:
        rows = scope.open().filter(_is_given(user), editorial_state__in=_AT_WORK, published=None)
        return row_of(rows.exclude(owner=user), story="", text=F("editorial_state")).order_by("-pk")

    may_approve = user.has_perm("stories.approve_story")
    return [
        Kind("alert", "Waiting for your answer", (alerts,), is_mine=True),
        Kind("mention", "Mentions you", (mentions,), is_mine=True),
        *([Kind("approve", "Waiting for your approval", (approve,), is_mine=True)] if may_approve else []),
        Kind("due", "Due soon", (due,), is_mine=True),
        Kind("given", "Given to you", (given,), is_mine=True),
    ]


def _is_given(user: User) -> Q:
    """As a list of ids, few for one person: asked of each story, it would be asked of the whole archive."""
    return Q(pk__in=Story.assigned.through.objects.filter(user=user.pk).values("story"))
