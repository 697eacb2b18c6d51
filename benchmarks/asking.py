"""The addresses whose sizes are known: every list and page whose cost could grow with the archive, with who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from benchmarks.filling import MATTER_STORIES
from editions.models import Listing, PublishedStory
from editions.places import Place
from foundation.models import Command, User
from partners import cursors, keys
from reference.models import Instrument

RARE, COMMON, ABSENT = "000042", "harbour", "zebra"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the table names it, the door it stands at, and addresses of it to ask for in turn."""

    name: str
    door: str
    addresses: list[str]


def pages(random: Random, *, stories: int, addresses: int = 50) -> list[Page]:
    """Return every page with that many addresses over an archive of `stories`; where there is one, it is repeated."""
    some = list(PublishedStory.objects.filter(pk__in=_keys(random, stories, addresses)).order_by("pk"))
    random.shuffle(some)

    def page(door: str, name: str, address: Callable[[PublishedStory], str]) -> Page:
        return Page(name, door, [address(story) for story in some])

    return [*_readers(page), *_partners(page), *_desk(page, stories)]


def clients() -> dict[str, Client]:
    """Return who asks at each door: anybody, a partner with a key, and a superuser at the desk."""
    _, secret = keys.make_key("Benchmark", by=Command("benchmark"))
    person = User.objects.create(username="superuser", is_staff=True, is_superuser=True)
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return {
        "readers": Client(SERVER_NAME="localhost"),
        "partners": Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {secret}"}),
        "desk": desk,
    }


_MakePage = Callable[[str, str, Callable[[PublishedStory], str]], Page]


def _keys(random: Random, stories: int, count: int) -> list[int]:
    """Keys from all over the archive, but none of its oldest fifty: the page after one of those would not be full."""
    return random.sample(range(51, stories + 1), k=min(count, stories - 50))


def _readers(page: _MakePage) -> list[Page]:
    def before(story: PublishedStory) -> str:
        return f"?before={Place(story.updated_at, story.uid).word()}"

    home = reverse("readers:home")
    large, small = (reverse("readers:topic", kwargs={"slug": f"topic-{n}"}) for n in (1, 50))
    return [
        page("readers", "home", lambda story: home),
        page("readers", "home, any later page", lambda story: home + before(story)),
        page("readers", "topic, the largest", lambda story: large),
        page("readers", "topic, the largest, any later page", lambda story: large + before(story)),
        page("readers", "topic, the smallest", lambda story: small),
        page("readers", "feeds", lambda story: reverse("readers:feeds")),
        page("readers", "story", lambda story: story.get_absolute_url()),
        page("readers", "RSS of everything", lambda story: reverse("files:feed")),
        page("readers", "RSS of a topic", lambda story: reverse("files:topic-feed", kwargs={"slug": "topic-1"})),
        page("readers", "sitemap index", lambda story: reverse("files:sitemap")),
        page("readers", "sitemap file", lambda story: reverse("files:sitemap-page", kwargs={"number": 1})),
    ]


def _partners(page: _MakePage) -> list[Page]:
    listed = reverse("partners:stories")
    symbols = {
        str(uid): f"{mic}:{symbol}" for uid, mic, symbol in Instrument.objects.values_list("uid", "mic", "symbol")
    }

    def key(story: PublishedStory, kind: str) -> str:
        """A list of that kind the story stands in, or any other where it stands in none."""
        rows = Listing.objects.filter(kind=kind).order_by("pk")
        row = rows.filter(story=story).first() or rows.first()
        assert row is not None
        return row.key

    def after(story: PublishedStory) -> str:
        place = cursors.write(Place(story.updated_at, story.uid), of=(Listing.Kind.ALL.value, ""))
        return f"{listed}?{urlencode({'cursor': place})}"

    def ticker(story: PublishedStory) -> str:
        return f"{listed}?instrument={symbols[key(story, Listing.Kind.INSTRUMENT)]}"

    return [
        page("partners", "API list of 50", lambda story: listed),
        page("partners", "API list, any later page", after),
        page("partners", "API list of a topic", lambda story: f"{listed}?topic=topic-1"),
        page(
            "partners",
            "API list of a publisher",
            lambda story: f"{listed}?publisher={key(story, Listing.Kind.PUBLISHER)}",
        ),
        page("partners", "API list of a ticker", ticker),
        page("partners", "API list of a language", lambda story: f"{listed}?language=ko"),
        page("partners", "API detail", lambda story: reverse("partners:story", kwargs={"uid": story.uid})),
    ]


def _desk(page: _MakePage, stories: int) -> list[Page]:
    lists = {
        "story list": "stories_story",
        "article list": "stories_article",
        "image list": "media_image",
        "publisher list": "reference_publisher",
        "published stories": "editions_publishedstory",
        "edit log": "foundation_editlog",
    }
    at = {name: reverse(f"admin:{model}_changelist") for name, model in lists.items()}
    wanted = [(name, name, "") for name in lists]
    for name in ("story list", "article list", "image list", "published stories"):
        wanted += [(f"{name}, search {word}", name, f"?q={word}") for word in (RARE, COMMON, ABSENT)]
    deep = max(1, stories // 100)
    wanted += [
        ("story list, deep page", "story list", f"?p={deep}"),
        ("story list, needs attention", "story list", "?summary=attention"),
        ("story list, not published", "story list", "?published=no"),
        ("article list, deep page", "article list", f"?p={deep}"),
        ("edit log, deep page", "edit log", f"?p={deep}"),
        ("edit log, one verb", "edit log", "?verb=publish"),
        ("edit log, search a reason", "edit log", "?q=harbour"),
    ]
    found = [page("desk", name, _fixed(at[which] + query)) for name, which, query in wanted]
    found.append(page("desk", "edit log, search a uid", lambda story: f"{at['edit log']}?q={story.uid}"))
    found += [page("desk", f"search everything, {word}", _search(word)) for word in (RARE, COMMON, ABSENT, "har")]
    found += [page("desk", f"search {kind}, {COMMON}", _search(COMMON, kind=kind)) for kind in ("stories", "articles")]
    front = {"desk front": "", "desk front, only mine": "?whose=mine", "desk front, one kind": "?only=pictures"}
    found += [page("desk", name, _fixed(reverse("admin:index") + query)) for name, query in front.items()]
    tabs = ("change", "articles", "images", "timeline", "summary", "publish", "history")
    return found + [page("desk", f"story, tab {tab}", _tab(tab)) for tab in tabs]


def _search(word: str, **more: str) -> Callable[[PublishedStory], str]:
    return _fixed(f"{reverse('admin:desk_search')}?{urlencode({'q': word, **more})}")


def _fixed(address: str) -> Callable[[PublishedStory], str]:
    return lambda story: address


def _tab(name: str) -> Callable[[PublishedStory], str]:
    """The tab of the story that has the matter's summary."""
    return lambda story: reverse(f"admin:stories_story_{name}", args=[story.pk - (story.pk - 1) % MATTER_STORIES])
