"""What a story file refers to: publishers and their rights, topics, securities. What stands already is never changed,
but for the rights of a publisher that nobody has judged.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from editions.restrictions import standing
from foundation.addresses import slug_for
from foundation.models import Actor
from reference.models import Instrument, Publisher, Topic
from stories import curating, receiving
from wire import story_file
from wire.licences import reuse_of


def check_domains(raw: bytes, data: dict[str, Any]) -> None:
    """Raise BadFile where a publisher that is new claims the domain of one that stands."""
    for place, item in enumerate(data.get("publishers", [])):
        if item.get("domain") and _known(item["name"]) is None:
            owner = Publisher.objects.filter(domain=item["domain"]).first()
            if owner is not None:
                told = f"The domain {item['domain']} belongs to {owner.name} already."
                raise story_file.refusal(raw, ["publishers", place, "domain"], told)


@transaction.atomic
def take_publishers(data: dict[str, Any], *, by: Actor) -> None:
    """Make the publishers that are new, and let licences judge those that nobody has judged.

    Of several licences of one publisher's articles the least counts.
    """
    for item in data.get("publishers", []):
        if _known(item["name"]) is None:
            _make(item)
    licences: dict[int, list[str]] = {}
    for article in data["articles"]:
        publisher = receiving.publisher_of(article["url"], name=article["publisher"])
        if article.get("licence") and _is_unjudged(publisher):
            licences.setdefault(publisher.pk, []).append(article["licence"])
    for publisher in Publisher.objects.filter(pk__in=licences):
        named = licences[publisher.pk]
        reuse = reuse_of(named)
        # The basis is a licence that gives this right, which need not be the first.
        basis = next(licence for licence in named if reuse_of([licence]) == reuse)
        curating.change_publisher_rights(publisher, reuse=reuse, basis=basis, by=by)


def topic(item: dict[str, Any]) -> Topic:
    """Return the topic with the item's slug (made from its name where it has none); a new one where none stands.

    Raises Restricted where it tells a name that must not be published: a topic has a page at once.
    """
    slug = slug_for(item.get("slug") or item["name"], fallback="topic")
    defaults = {"name": item["name"], "description": item.get("description", "")}
    standing().refuse([slug, *defaults.values()], what="A topic")
    return Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]


def instrument(item: dict[str, Any]) -> Instrument:
    """Return the security with the item's symbol at its exchange; a new one where none stands."""
    defaults = {"name": item["name"], "isin": item.get("isin", ""), "aliases": item.get("aliases", [])}
    return Instrument.objects.get_or_create(symbol=item["symbol"], mic=item["mic"], defaults=defaults)[0]


def _known(name: str) -> Publisher | None:
    return Publisher.objects.filter(name__iexact=name).first()


def _make(item: dict[str, Any]) -> None:
    """Make a publisher as the file says it; rights that the file names are judged with it."""
    fields = {name: item[name] for name in ("home_page", "language", "country", "reuse", "reuse_basis") if name in item}
    since = timezone.localdate() if "reuse" in item else None
    Publisher.objects.create(name=item["name"], domain=item.get("domain") or None, reuse_since=since, **fields)


def _is_unjudged(publisher: Publisher) -> bool:
    """Whether nobody has said what we may do. A basis, or another right than every publisher begins with, was said."""
    return publisher.reuse_since is None and not publisher.reuse_basis and publisher.reuse == Publisher.Reuse.QUOTE
