"""Play a story's past arrivals again under a policy, and tell what would have gone out, been held and been refused.

What came in is read from the story: articles attached and taken out, texts received again, reports withdrawn. It is
played with the verbs that the newsroom itself uses, in a database of its own (the command replay_story makes one). What
people wrote in the summary is not played; headline, standfirst and kicker are those of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import timezone

from editions.content import Content
from editions.models import Edition, ReportingRestriction
from editions.restrictions import standing
from foundation.errors import NewsroomError
from foundation.models import Command, User
from foundation.zones import instant
from reference.models import Publisher
from stories import curating, publishing, receiving, restricting
from stories.composing import compose
from stories.models import Article, Snapshot, Story, SummaryRun
from stories.summarising.request import RESTRICTED
from stories.summarising.updating import update

Event = dict[str, Any]
NO_HEADING = "(no heading)"  # as the desk has it
_ORDER = {"attach": 0, "text": 1, "retract": 2, "detach": 3}


@dataclass(slots=True)
class Outcome:
    """What became of one group of arrivals: `verdict` is published, held, unchanged or failed, with the reasons.

    `refused` are the machine's sentences that were not written; `restricted` is what a reporting restriction stopped,
    which stands in no other list.
    """

    at: str
    arrivals: list[str]
    verdict: str
    version: int = 0
    reasons: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    restricted: list[str] = field(default_factory=list)
    seconds: float = 0.0


def past_of(story: Story) -> dict[str, Any]:
    """Return the story's past as plain values: its fields, articles with every text, and events in their order."""
    rows = story.story_articles.select_related("article__publisher", "attached_by").order_by("attached_at", "pk")
    articles: dict[str, Any] = {}
    events: list[Event] = []
    for row in rows:
        article = row.article
        texts = list(article.snapshots.order_by("received_at", "pk"))
        if not texts:
            continue
        articles[str(article.uid)] = _article(article, texts)
        events += _events_of(article, texts, row.attached_at, row.removed_at, _may_publish(row.attached_by))
    events.sort(key=lambda event: (event["at"], _ORDER[event["act"]], event["article"]))
    return {
        "story": {name: getattr(story, name) for name in ("headline", "kicker", "standfirst", "language")},
        "articles": articles,
        "events": events,
        "first_published_at": instant(story.published.first_published_at) if story.published else "",
        "restrictions": [[row.forms(), row.reason] for row in ReportingRestriction.objects.active().order_by("pk")],
    }


def _may_publish(person: User | None) -> bool:
    return person is None or person.has_perm("stories.publish_story")


def _article(article: Article, texts: list[Snapshot]) -> dict[str, Any]:
    names = ("headline", "byline", "kind", "language", "precision", "reference", "seen_by")
    publisher = article.publisher
    return {
        **{name: getattr(article, name) for name in names},
        "url": article.canonical_url or "",
        "published_at": article.published_at.isoformat(),
        "publisher": {"name": publisher.name, "reuse": publisher.reuse, "language": publisher.language},
        "texts": [snapshot.text for snapshot in texts],
    }


def _events_of(
    article: Article, texts: list[Snapshot], attached_at: datetime, removed_at: datetime | None, may_publish: bool
) -> Iterator[Event]:
    """The events of one article, in a story that has it from `attached_at` on; texts of before are there already."""
    uid = str(article.uid)
    first = max((n for n, snapshot in enumerate(texts) if snapshot.received_at <= attached_at), default=0)
    yield {"at": instant(attached_at), "act": "attach", "article": uid, "text": first, "may_publish": may_publish}
    for number, snapshot in enumerate(texts[first + 1 :], start=first + 1):
        yield {"at": instant(snapshot.received_at), "act": "text", "article": uid, "text": number}
    if article.retracted_at is not None:
        yield {"at": instant(max(article.retracted_at, attached_at)), "act": "retract", "article": uid}
    if removed_at is not None:
        yield {"at": instant(removed_at), "act": "detach", "article": uid}


def groups(past: dict[str, Any]) -> Iterator[list[Event]]:
    """The events that one run would have taken together: quiet for as long as the clock waits ends a group."""
    gap = timedelta(seconds=settings.SUMMARY_QUIET_SECONDS)
    group: list[Event] = []
    for event in past["events"]:
        if group and _time(event) - _time(group[-1]) > gap:
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def _time(event: Event) -> datetime:
    return datetime.fromisoformat(event["at"])


def play(past: dict[str, Any], *, policy: str, is_sensitive: bool = False) -> Iterator[Outcome]:
    """Play the past in the default database, which must be one made for it; yields what became of each group.

    A chief publishes the first version with the first group at or after which the story was first published, or the
    first group of a story that never ran. Raises BadText for a policy that is none.
    """
    chief, reporter = _person("chief", may_publish=True), _person("reporter", may_publish=False)
    for forms, reason in past.get("restrictions", ()):
        terms = restricting.Terms(forms[0], reason, forms[1:])
        restricting.restrict(terms, by=Command("replay"))
    story = curating.create_story(by=chief, **past["story"], summary_policy=policy, is_sensitive=is_sensitive)
    known: dict[str, Article] = {}
    for group in groups(past):
        started = timezone.now()
        for event in group:
            _do(event, past["articles"], known, story, chief if event.get("may_publish", True) else reporter)
        outcome = Outcome(group[0]["at"], [_told(event, past["articles"]) for event in group], "unchanged")
        _publish(story, outcome, chief, is_first=_is_first(past, group))
        outcome.seconds = (timezone.now() - started).total_seconds()
        yield outcome


def as_values(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain values."""
    return asdict(outcome)


def _is_first(past: dict[str, Any], group: list[Event]) -> bool:
    return (
        not past["first_published_at"]
        or group[-1]["at"] >= past["first_published_at"]
        or group[-1] == past["events"][-1]
    )


def _person(name: str, *, may_publish: bool) -> User:
    """Somebody of the scratch newsroom; the reporter may edit every story too, so that only publishing differs."""
    person = User.objects.create_user(f"replay {name}", is_staff=True)
    wanted = [
        "change_story",
        "add_story",
        "edit_any_story",
        *(["publish_story", "approve_story"] if may_publish else []),
    ]
    person.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return User.objects.get(pk=person.pk)


def _do(event: Event, articles: dict[str, Any], known: dict[str, Article], story: Story, by: User) -> None:
    uid = event["article"]
    if event["act"] in {"attach", "text"}:
        known[uid] = _receive(articles[uid], event["text"], by)
    if event["act"] == "attach":
        curating.attach(story, known[uid], by=by)
    elif event["act"] == "retract":
        curating.retract(known[uid], by=by, reason="Withdrawn, replayed.")
    elif event["act"] == "detach":
        curating.detach(story, known[uid], by=by)


def _receive(article: dict[str, Any], text: int, by: User) -> Article:
    publisher, _ = Publisher.objects.get_or_create(
        name=article["publisher"]["name"],
        defaults={"reuse": article["publisher"]["reuse"], "language": article["publisher"]["language"]},
    )
    names = ("headline", "byline", "kind", "language", "precision", "reference", "seen_by", "url")
    copy = receiving.Copy(
        **{name: article[name] for name in names},
        text=article["texts"][text],
        publisher=publisher,
        published_at=datetime.fromisoformat(article["published_at"]),
    )
    return receiving.receive(copy, by=by).article


def _told(event: Event, articles: dict[str, Any]) -> str:
    words = {"attach": "", "text": "another text of ", "retract": "withdrawn: ", "detach": "taken out: "}
    article = articles[event["article"]]
    return f"{words[event['act']]}{article['publisher']['name']}: {article['headline']}"


def _publish(story: Story, outcome: Outcome, chief: User, *, is_first: bool) -> None:
    try:
        run = update(Story.objects.get(pk=story.pk))
        # The row is written by an UPDATE: the run in the hand does not have what was refused.
        for row in SummaryRun.objects.get(pk=run.pk).refusals if run else ():
            _tell_refusal(outcome, row)
        edition = _edition(Story.objects.get(pk=story.pk), chief, is_first=is_first)
    except NewsroomError as refusal:
        outcome.verdict, outcome.reasons = "failed", [str(refusal)]
        outcome.restricted += _carried(story)
        return
    now = Story.objects.get(pk=story.pk)
    if edition is not None:
        outcome.verdict, outcome.version = "published", edition.number
        outcome.changes = [_line_of(row, _words(edition.content)) for row in edition.changes]
    if now.hold_reason:
        outcome.verdict, outcome.reasons = "held", [now.hold_reason]


def _tell_refusal(outcome: Outcome, row: dict[str, Any]) -> None:
    if row["rule"] != RESTRICTED:
        outcome.refused.append(f"{row['rule']} {row['reason']}: {row['text']}")
        return
    named = ", ".join(one.name for one in standing().carried_by(row["text"])) or "an article's own lines"
    outcome.restricted.append(f"{named}: {row['text']}")


def _carried(story: Story) -> list[str]:
    """What people wrote that keeps the whole story from going out."""
    made, now = compose(Story.objects.get(pk=story.pk)), standing()
    return [
        f"{', '.join(row.name for row in now.carried_by(one.text))}: {one.what}, “{one.text}”" for one in made.carried
    ]


def _edition(story: Story, chief: User, *, is_first: bool) -> Edition | None:
    if story.published is not None:
        return publishing.publish_automatically(story.pk)
    if not is_first:
        return None
    return publishing.publish(story, seen=story.desk_revision, by=chief)


def _words(content: Content) -> dict[str, str]:
    """The words of sentences, headings and articles by their uids."""
    items = [
        item
        for part in (content["machine"], content["desk"])
        for name in ("sections", "sentences", "timeline", "articles")
        for item in part.get(name, [])
    ]
    return {item["uid"]: item.get("text") or item.get("headline") or item.get("heading") or "" for item in items}


def _line_of(change: dict[str, Any], words: dict[str, str]) -> str:
    """One change of an edition as a line, without ids and names of fields."""
    act, what = change["act"], change["what"]
    told = change["after"] or change["before"]
    if act == "moved":
        return f"{what}s in another order"
    if act == "changed":
        field, _, value = told.partition(": ")
        about = words.get(change["uid"], "")
        if field == "section":
            return f"moved {what} to the section {words.get(value) or NO_HEADING}: {about}"
        value = {"true": "yes", "false": "no"}.get(value, value)
        named = "used in the summary" if field == "is_used" else field.replace("_", " ")
        return f"changed {what}{f' {about}' if about else ''}: {named}: {value}"
    return f"{act} {what}: {told or (NO_HEADING if what == 'section' else '')}"
