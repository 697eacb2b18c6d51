"""What Prometheus scrapes at /metrics: requests of this process, and the condition of the whole newsroom.

Requests are counted in each process, so give every web process a target of its own. What waits is read from the
database at each scrape; a process of the public door, whose database role sees no desk, leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from newsroom import condition

_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

REGISTRY = CollectorRegistry()
_SECONDS = Histogram(
    "newsroom_request_seconds", "Time to answer a request.", ["view"], buckets=_BUCKETS, registry=REGISTRY
)
_REQUESTS = Counter("newsroom_requests", "Requests answered.", ["view", "method", "status"], registry=REGISTRY)
_GAUGES = {
    "clock_age": ("newsroom_clock_age_seconds", "Seconds since the clock last ticked."),
    "queue_age": ("newsroom_queue_age_seconds", "How long the summary that is due the longest has been due."),
    "queue_length": ("newsroom_queue_length", "Summaries that are due."),
    "stale_age": ("newsroom_stale_age_seconds", "Age of the oldest change that no summary rests on yet."),
    "stale_count": ("newsroom_stale_stories", "Stories whose summary is not up to date."),
    "attention_count": ("newsroom_attention_stories", "Stories whose updates failed too often."),
    "edition_age": ("newsroom_edition_age_seconds", "How long the automatic edition that waits the longest is due."),
    "release_age": ("newsroom_release_late_seconds", "How late the latest release is."),
    "picture_age": ("newsroom_picture_age_seconds", "How long the renditions that wait the longest have been due."),
    "unplaced_changes": ("newsroom_unplaced_changes", "Visible changes without a position in the feed of changes."),
    "live_stories": ("newsroom_live_stories", "Published stories that readers can see."),
}


def count_request(view: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request. Views and methods are few, so that no visitor can make up new series."""
    _SECONDS.labels(view).observe(seconds)
    _REQUESTS.labels(view, method if method in _METHODS else "other", str(status)).inc()


class _ConditionCollector(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge for each figure; `newsroom_database_up` says whether they could be read."""
        up = GaugeMetricFamily("newsroom_database_up", "1 where the database answered this scrape.")
        try:
            found = condition.look()
        except Error:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        for name, (series, told) in _GAUGES.items():
            value = getattr(found, name)
            if value is not None:
                yield GaugeMetricFamily(series, told, value=value)


def exposition() -> bytes:
    """Return all series in Prometheus' text format."""
    return generate_latest(REGISTRY)


if settings.DOORS != "public":
    REGISTRY.register(_ConditionCollector())
