"""Rows for tests of the desk and the doors: people, publishers, articles and stories, made through the verbs."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import Permission

from foundation.models import User
from reference.models import Publisher
from stories import curating, receiving
from stories.models import Article, Story
from stories.summarising.updating import update

_serial = itertools.count(1)
NOON = datetime(2026, 2, 19, 12, 0, tzinfo=UTC)

# Four desks on one matter: same facts in other words, so that evidence can be found in several.
HARBOUR = [
    "Dockworkers in Vell voted on Feb. 18 to accept a 4.5% pay rise and end a strike that lasted ten days. "
    "The union said 812 of its 1,140 members took part in the ballot at the fish hall. "
    "Port director Ines Varga said the first container ship would enter the harbour at 6 a.m. on Feb. 19.",
    "Members of the dockworkers' union in Vell accepted a 4.5% pay rise on Feb. 18, ending a ten-day strike. "
    "Shipping agents counted 23 vessels at anchor outside the Vell breakwater on Feb. 17. "
    "The port authority of Vell put the cost of the stoppage at $36 million.",
    "The Vell port authority said the strike cost $36 million in lost fees and fines. "
    "Mayor Oskar Lind told the city council that cruise calls at Vell would resume on March 2. "
    "Fruit importers in Vell threw away 400 tonnes of bananas during the stoppage, their association said.",
    "The union in Vell and the employers signed the new contract at the ministry on Feb. 19. "
    "Labour minister Petra Amsel said the contract for Vell runs for three years. "
    "Port director Ines Varga said ships would need two weeks to clear the queue outside Vell.",
]


def make_user(*permissions: str, name: str = "") -> User:
    """A member of staff with these permissions of `stories` (codenames)."""
    name = name or f"user{next(_serial)}"
    user = User.objects.create_user(name, password="correct horse", is_staff=True, first_name=name.title())
    # set() would ask what a new user has: a tenth of the time in which a story is made.
    held, ids = User.user_permissions.through, Permission.objects.filter(codename__in=permissions).values_list("pk")
    held.objects.bulk_create(held(user=user, permission_id=pk) for (pk,) in ids)
    return User.objects.get(pk=user.pk)


def make_chief(name: str = "") -> User:
    """Somebody who may do everything to stories."""
    return make_user(
        "publish_story", "approve_story", "edit_any_story", "change_story", "add_story", "view_story", name=name
    )


def make_publisher(name: str = "", *, reuse: str = Publisher.Reuse.LICENSED) -> Publisher:
    """A publisher whose words may stand as prose unless told otherwise."""
    name = name or f"Paper {next(_serial)}"
    return Publisher.objects.get_or_create(name=name, defaults={"reuse": reuse, "language": "en"})[0]


def make_article(
    text: str, *, publisher: Publisher | None = None, hours: int = 0, by: User | None = None, **fields: str
) -> Article:
    """An article received at NOON plus hours."""
    n = next(_serial)
    copy = receiving.Copy(
        headline=fields.pop("headline", f"Report {n} from the port"),
        text=text,
        publisher=publisher or make_publisher(),
        published_at=NOON + timedelta(hours=hours),
        url=fields.pop("url", f"https://paper{n}.example/{n}"),
        **fields,
    )
    return receiving.receive(copy, by=by or make_chief()).article


def make_story(*texts: str, by: User | None = None, headline: str = "Vell Dockworkers End Ten-Day Strike") -> Story:
    """A story of a chief's that holds an article for each text, its summary up to date."""
    chief = by or make_chief()
    story = curating.create_story(by=chief, headline=headline)
    for hours, text in enumerate(texts):
        curating.attach(story, make_article(text, hours=hours, by=chief), by=chief)
    update(story)
    story.refresh_from_db()
    return story
