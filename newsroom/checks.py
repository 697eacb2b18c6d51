"""What must hold among the settings before work begins; each message names the numbers that contradict each other.

`manage.py check` runs these. A web process and a worker ask `refuse_contradictions` at their start, since neither
web servers nor Celery act on what Django's checks find.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Warning as Doubt
from django.core.exceptions import ImproperlyConfigured

from newsroom import broker
from stories.summarising.engines import ENGINES

# So long a look at a page may take beyond its deadline: what was found is written down.
SETTLING_SECONDS = 25
# When an article is looked at for the last time: wire/scheduling.py, which asks for models that are not there yet.
LAST_LOOK_DAYS = 30


@register("newsroom")
def limits_fit(app_configs: Any, **_: Any) -> list[Error]:
    """Each limit is shorter than the next, so that no story is worked on twice and no message sent too early."""
    return [
        Error(
            f"{shorter} is {less:g} and {longer} is {more:g}: {danger}",
            hint=f"Make {longer} longer than {shorter}.",
            id=f"newsroom.E00{number}",
        )
        for number, ((shorter, less), (longer, more), danger) in enumerate(_pairs(), start=1)
        if less >= more
    ]


def _pairs() -> list[tuple[tuple[str, float], tuple[str, float], str]]:
    """Pairs of a number and one that must be greater, with what goes wrong otherwise."""
    chain: list[tuple[tuple[str, float], tuple[str, float], str]]
    deadline = ("SUMMARY_DEADLINE_SECONDS", settings.SUMMARY_DEADLINE_SECONDS)
    soft = ("TASK_SOFT_LIMIT_SECONDS", settings.CELERY_TASK_SOFT_TIME_LIMIT)
    hard = ("TASK_LIMIT_SECONDS", settings.CELERY_TASK_TIME_LIMIT)
    lease = ("SUMMARY_LEASE_SECONDS", settings.SUMMARY_LEASE_SECONDS)
    chain = [
        (deadline, soft, "a run would be stopped before its own deadline."),
        (soft, hard, "a task would be killed before it is asked to end."),
        (hard, lease, "a second worker would claim a story while the first is still at it."),
    ]
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("visibility_timeout")
    if visibility is not None:
        seen_again = ("BROKER_VISIBILITY_SECONDS", visibility)
        chain.append((hard, seen_again, "the broker would send a running task again."))
    quiet = ("SUMMARY_QUIET_SECONDS", settings.SUMMARY_QUIET_SECONDS)
    stale = ("SUMMARY_STALE_SECONDS", settings.SUMMARY_STALE_SECONDS)
    chain.append((quiet, stale, "a story would never wait for quiet."))
    beat = (f"CLOCK_SECONDS + {settings.HEARTBEAT_SECONDS}", settings.CLOCK_SECONDS + settings.HEARTBEAT_SECONDS)
    late = ("CLOCK_LATE_SECONDS", settings.CLOCK_LATE_SECONDS)
    chain.append((beat, late, "a clock that ticks would be called late."))
    fetch = (f"FETCH_DEADLINE_SECONDS + {SETTLING_SECONDS}", settings.FETCH_DEADLINE_SECONDS + SETTLING_SECONDS)
    again = ("FETCH_LEASE_SECONDS", settings.FETCH_LEASE_SECONDS)
    looked = ("days that an article is looked at again", LAST_LOOK_DAYS)
    kept = ("FETCH_KEPT_DAYS", settings.FETCH_KEPT_DAYS)
    chain.append((looked, kept, "an article would begin its looks again."))
    return [*chain, (fetch, again, "a second worker would fetch a page while the first is still at it.")]


@register("newsroom")
def engine_is_whole(app_configs: Any, **_: Any) -> list[Error]:
    """The summary engine is one there is, and a provider that costs money has an address, prices and caps."""
    if settings.SUMMARY_ENGINE not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        told = f"SUMMARY_ENGINE is {settings.SUMMARY_ENGINE!r}, and the engines are: {known}."
        return [Error(told, hint="Name one of them, or leave it out.", id="newsroom.E020")]
    if settings.SUMMARY_ENGINE != "llm":
        return []
    missing = [name for name in _LLM_NEEDS if getattr(settings, name) in ("", None)]
    found = [
        Error(
            f"SUMMARY_ENGINE is llm, and {name} is not set: {_LLM_NEEDS[name]}.",
            hint=f"Set {name}.",
            id="newsroom.E021",
        )
        for name in missing
    ]
    address = urlsplit(settings.SUMMARY_LLM_URL)
    is_web = address.scheme in {"http", "https"} and bool(address.hostname) and not address.username
    if settings.SUMMARY_LLM_URL and not is_web:
        told = "SUMMARY_LLM_URL is no address of http or https without a name and a password in it."
        found.append(Error(told, hint="Write it like http://127.0.0.1:8080/v1.", id="newsroom.E022"))
    if not (settings.SUMMARY_LLM_KEY.isascii() and settings.SUMMARY_LLM_KEY.isprintable()):
        told = "SUMMARY_LLM_KEY holds a character that no header may hold."
        found.append(Error(told, hint="Copy the key anew.", id="newsroom.E023"))
    return found


_LLM_NEEDS = {
    "SUMMARY_LLM_URL": "nobody could be asked",
    "SUMMARY_LLM_MODEL": "the provider would not know which model is meant",
    "SUMMARY_LLM_PRICE_IN": "no budget could be kept; write 0 where tokens cost nothing",
    "SUMMARY_LLM_PRICE_OUT": "no budget could be kept; write 0 where tokens cost nothing",
    "SUMMARY_LLM_STORY_CAP": "one story could cost any amount",
    "SUMMARY_LLM_DAY_CAP": "a day could cost any amount",
}


@register("newsroom", deploy=True)
def broker_keeps_messages(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A broker that is full refuses; one that evicts would lose messages silently."""
    if not settings.REDIS_URL:
        return []
    try:
        policy = broker.policy(settings.REDIS_URL)
    except broker.Unreachable as away:
        return [Doubt(f"The broker at REDIS_URL cannot be asked: {away}", id="newsroom.W001")]
    if policy == broker.WANTED_POLICY:
        return []
    return [Error(broker.refusal(policy), hint="CONFIG SET maxmemory-policy noeviction", id="newsroom.E010")]


@register("newsroom", deploy=True)
def what_is_beside_us_fits(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Doubts about the servers around: readers would be sent round in circles, or pages crowd out messages."""
    found: list[CheckMessage] = []
    if settings.IS_HTTPS and settings.SECURE_PROXY_SSL_HEADER is None:
        told = "PUBLIC_URL is https and BEHIND_PROXY is 0: behind a proxy, every page redirects to itself for ever."
        found.append(Doubt(told, hint="Set BEHIND_PROXY=1, or let this process speak TLS itself.", id="newsroom.W002"))
    cache, queue = urlsplit(settings.CACHE_URL), urlsplit(settings.REDIS_URL)
    if settings.CACHE_URL and (cache.hostname, cache.port or 6379) == (queue.hostname, queue.port or 6379):
        told = (
            "CACHE_URL and REDIS_URL name the same server: pages would fill the memory of a broker that evicts nothing."
        )
        found.append(Doubt(told, hint="Give the cache a Redis of its own that may evict.", id="newsroom.W003"))
    return found


@register("newsroom", deploy=True)
def second_factor_is_asked(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A desk that others can reach should ask for more than a password; a hint, for not every desk can be reached."""
    if settings.TWO_FACTOR == "required" or settings.DOORS == "public":
        return []
    told = f"TWO_FACTOR is {settings.TWO_FACTOR}: whoever has somebody's password may be at the desk."
    return [Info(told, hint="Set TWO_FACTOR=required where others can reach the desk.", id="newsroom.I001")]


def refuse_contradictions() -> None:
    """Raise ImproperlyConfigured with every contradiction among the settings; nothing is asked of any server."""
    found = [*limits_fit(None), *engine_is_whole(None)]
    if found:
        raise ImproperlyConfigured("\n".join(f"{error.id}: {error.msg} {error.hint}" for error in found))
