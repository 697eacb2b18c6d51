"""The row of every public address: what is asked there. A new address without one fails test_nothing_leaks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape

from media.addresses import Size, rendition_url
from tests.leaks.asking import Ask, answer
from tests.leaks.world import Hidden, World

NEVER_SLUG, NEVER_UID = "never-was", "6b1f0a52-7c0e-4d7e-9f0e-0d6f7b1f6f11"
API = "/api/v1"
LONG_AGO, LATER = "Thu, 01 Jan 2026 00:00:00 GMT", "Fri, 01 Jan 2038 00:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked at one address.

    `public` gives paths that anybody may know. `hidden` gives the paths that hidden things would have, and `never` the
    path of a thing of that kind that never was: those must answer alike. At a `keyed` one a partner asks as well.
    """

    public: Callable[[World], Iterable[str]]
    hidden: Callable[[Hidden], Iterable[str]] = lambda hidden: ()
    never: str = ""
    is_keyed: bool = False


def fixed(*paths: str) -> Row:
    """A row of paths that are the same whatever there is."""
    return Row(lambda world: paths)


def languages(path: str) -> list[str]:
    """The path in each language of the interface."""
    return [path, f"/ko{path}", f"/ar{path}"]


def _home(world: World) -> Iterable[str]:
    older = _next_page("/")
    return [*languages("/"), *languages(older), _next_page(older), "/?before=0-0", "/?before=x", "/?x=1"]


def _topic(world: World) -> Iterable[str]:
    path = world.topic.get_absolute_url()
    return [*languages(path), _next_page(path), f"{path}?before=x", "/topics/none/"]


def _ticker(world: World) -> Iterable[str]:
    path = f"/tickers/{world.instrument.mic}:{world.instrument.symbol}/"
    return [*languages(path), f"{path}?before=x", "/tickers/XNYS:NONE/", "/tickers/none/"]


def _next_page(path: str) -> str:
    found = re.search(r'href="([^"]*\?before=[^"]+)"', answer(Ask(path)).body.decode())
    return unescape(found[1]) if found else path


def _stories(world: World) -> Iterable[str]:
    for path in [story.get_absolute_url() for story in world.stories.values()]:
        yield from languages(path)
    yield from ("/stories/dockworkers-vote-in-vell/", "/stories/filler-3/", "/stories/filler-3", "/stories/a.b/")


def _api_list(world: World) -> Iterable[str]:
    path = f"{API}/stories/"
    yield path
    filters = [f"publisher={world.publisher.uid}", f"publisher={NEVER_UID}", "topic=trade", "topic=none"]
    filters += [f"instrument={world.instrument.uid}", "instrument=XNYS:LMT", "instrument=XNYS:NONE"]
    filters += [
        "language=en",
        "language=ko",
        "updated_since=2026-02-19T10:00:00Z",
        "updated_since=2037-01-01T00:00:00Z",
    ]
    wrong = ["limit=0", "cursor=x", "x=1", "topic=trade&language=en", "publisher=x", "updated_since=now"]
    for query in ("limit=1", "limit=100", *filters, *wrong):
        yield f"{path}?{query}"
    following = f"{path}?limit=7"
    while following:
        yield following
        body = answer(Ask(following, headers=(bearer(world),))).body
        following = (json.loads(body)["next"] or "").removeprefix("http://localhost:8000")


def _api_story(world: World) -> Iterable[str]:
    for story in world.stories.values():
        yield f"{API}/stories/{story.uid}/"
    yield f"{API}/stories/{world.stories['twice'].uid}/?version=1"
    yield f"{API}/stories/{world.stories['twice'].uid}"


def _pictures(world: World) -> Iterable[str]:
    for picture in world.pictures.values():
        for version, width, form in ((1, 400, "jpeg"), (1, 360, "webp"), (1, 720, "webp"), (2, 400, "jpeg")):
            yield rendition_url(picture.uid, version, width, form)
        yield rendition_url(picture.uid, 1, Size(400, "x210-50-40"), "jpeg")
    yield rendition_url(world.pictures["both"].uid, 1, 400, "png")


def bearer(world: World) -> tuple[str, str]:
    """The header of a partner."""
    return "authorization", f"Bearer {world.key}"


ROWS: dict[str, Row] = {
    "healthz": fixed("/healthz"),
    "readyz": fixed("/readyz"),
    "metrics": fixed("/metrics"),
    "logo/<slug:digest>.webp": fixed("/logo/none.webp", f"/logo/{'0' * 64}.webp"),
    "favicon.ico": fixed("/favicon.ico"),
    "robots.txt": fixed("/robots.txt"),
    "sitemap.xml": fixed("/sitemap.xml"),
    "sitemap-<int:number>.xml": fixed("/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-2.xml"),
    "feed.xml": fixed("/feed.xml"),
    "topics/<uslug:slug>/feed.xml": Row(
        lambda world: ["/topics/trade/feed.xml"],
        hidden=lambda hidden: [f"/topics/{slug}/feed.xml" for slug in hidden.slugs[:2]],
        never=f"/topics/{NEVER_SLUG}/feed.xml",
    ),
    "planned.ics": fixed("/planned.ics"),
    "stories/<uslug:slug>/planned.ics": Row(
        lambda world: [f"{story.get_absolute_url()}planned.ics" for story in world.stories.values()],
        hidden=lambda hidden: [f"/stories/{word}/planned.ics" for word in (*hidden.slugs, *hidden.uids)],
        never=f"/stories/{NEVER_SLUG}/planned.ics",
    ),
    "pictures/<uuid:uid>/<int:version>/<size:size>.<slug:format>": Row(
        _pictures,
        hidden=lambda hidden: [
            rendition_url(picture.uid, 1, size, "jpeg")
            for picture in hidden.pictures
            for size in (400, Size(400, "x210-50-40"))
        ],
        never=rendition_url(NEVER_UID, 1, 400, "jpeg"),
    ),
    "<language>/": Row(_home),
    "<language>/feeds/": Row(lambda world: languages("/feeds/")),
    "<language>/about/<slug:slug>/": fixed(*languages("/about/never-was/")),
    "<language>/topics/<uslug:slug>/": Row(
        _topic,
        hidden=lambda hidden: [f"/topics/{slug}/" for slug in hidden.slugs[:2]],
        never=f"/topics/{NEVER_SLUG}/",
    ),
    "<language>/tickers/<ticker:key>/": Row(
        _ticker,
        hidden=lambda hidden: [f"/tickers/XNYS:{slug[:8].upper()}/" for slug in hidden.slugs[:1]],
        never="/tickers/XNYS:NEVERWAS/",
    ),
    "<language>/stories/<uslug:slug>/": Row(
        _stories,
        hidden=lambda hidden: [f"/stories/{word}/" for word in (*hidden.slugs, *hidden.uids)],
        never=f"/stories/{NEVER_SLUG}/",
    ),
    "api/v1/stories/": Row(_api_list, is_keyed=True),
    "api/v1/stories/<uuid:uid>/": Row(
        _api_story,
        hidden=lambda hidden: [f"{API}/stories/{uid}/" for uid in hidden.uids],
        never=f"{API}/stories/{NEVER_UID}/",
        is_keyed=True,
    ),
    "api/v1/openapi.json": fixed(f"{API}/openapi.json"),
    "api/v1/docs/": fixed(f"{API}/docs/"),
    "api/v1/": Row(
        lambda world: [f"{API}/", f"{API}/stories", f"{API}/none"],
        hidden=lambda hidden: [f"{API}/stories/{uid}/editions/" for uid in hidden.uids[:2]],
        never=f"{API}/stories/{NEVER_UID}/editions/",
        is_keyed=True,
    ),
}

# Addresses of no pattern: other doors and files, which a public process has not.
NOWHERE = Row(
    lambda world: ["/nothing/", "/ko/nothing/", "/stories/", "/admin/", "/media/", "/pictures/"],
    hidden=lambda hidden: [
        *(f"/admin/preview/{uid}/" for uid in hidden.uids[:2]),
        *(f"/admin/shared/{uid}/" for uid in hidden.uids[:2]),
    ],
    never=f"/admin/preview/{NEVER_UID}/",
)
MEDIA = Row(
    lambda world: [f"/media/{picture.original.name}" for picture in world.pictures.values()],
    hidden=lambda hidden: [f"/media/{picture.original.name}" for picture in hidden.pictures],
    never=f"/media/originals/6b/{NEVER_UID}.jpeg",
)


def rows() -> list[Row]:
    """Every row, and those of addresses that are none."""
    return [*ROWS.values(), NOWHERE, MEDIA]


def asks_at(path: str, world: World, *, is_keyed: bool, is_brief: bool) -> list[Ask]:
    """The requests to one path: every method, conditions, languages; with a key, without, and with a wrong one."""
    plain = [Ask(path), Ask(path, "HEAD"), Ask(path, headers=(("if-none-match", "*"),))]
    if not is_brief:
        plain += [Ask(path, method) for method in ("POST", "PUT", "DELETE", "OPTIONS")]
        plain += [Ask(path, headers=(header,)) for header in _HEADERS]
    if not is_keyed:
        return plain
    wrong = ("authorization", "Bearer nrk_" + "x" * 43)
    keyed = [Ask(one.path, one.method, (bearer(world), *one.headers)) for one in plain]
    return keyed if is_brief else [*keyed, Ask(path), Ask(path, "POST"), Ask(path, headers=(wrong,))]


_HEADERS = (
    ("if-none-match", '"made-up"'),
    ("authorization", "Bearer wrong"),
    ("if-modified-since", LONG_AGO),
    ("if-modified-since", LATER),
    ("accept-language", "ko"),
    ("range", "bytes=0-9"),
)
