"""How long a page keeps, and how a reader's program asks whether it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language

from editions.content import SCHEMA_VERSION
from reference.site import current

# A changed story is to be seen within 5 seconds, and a name that must not be published any more is gone by then:
# so nothing that tells words of a story keeps for longer, feeds and sitemaps among them.
PAGE_SECONDS = 5


@cache
def release() -> tuple[str, datetime]:
    """Digest of the files and settings that make pages what they are, and the files' newest change."""
    base = Path(settings.BASE_DIR)
    patterns = ("templates/readers/**/*", "static/readers/*", "readers/*.py", "locale/*/LC_MESSAGES/*.mo")
    files = sorted(path for pattern in patterns for path in base.glob(pattern) if path.is_file())
    said = (settings.SITE_NAME, settings.PUBLIC_URL, settings.TIME_ZONE, settings.LANGUAGE_CODE, str(SCHEMA_VERSION))
    whole = hashlib.sha256("\n".join(said).encode())
    for path in files:
        whole.update(path.read_bytes())
    newest = max((path.stat().st_mtime for path in files), default=0)
    return whole.hexdigest()[:12], datetime.fromtimestamp(newest, UTC)


def tag(content: str, *, now: datetime) -> str:
    """An ETag (without quotes) of a page: content first, then all else that its bytes depend on.

    The day belongs to it: "Updated 14:05" names its day from midnight on. `live.js` reads the part before the dot.
    """
    return f"{content[:24]}.{release()[0]}{current().digest}.{get_language()}.{localtime(now):%Y%m%d}"


def digest_of(parts: Iterable[object]) -> str:
    """A short digest of what a list shows, for its tag."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24]


def changed_at(newest_change: datetime | None, *, now: datetime) -> datetime:
    """When the bytes of a page last became what they are: by a change, by a release, or by the day's end."""
    midnight = _midnight(localtime(now).date())
    candidates = [release()[1], *filter(None, [current().changed_at])]
    if newest_change is not None:
        candidates.append(newest_change)
        if newest_change < midnight:
            candidates.append(_midnight(localtime(newest_change).date() + timedelta(days=1)))
    return max(candidates)


def answer(
    request: HttpRequest,
    *,
    etag: str,
    last_modified: datetime | None,
    body: Callable[[], HttpResponseBase],
    seconds: int = PAGE_SECONDS,
) -> HttpResponseBase:
    """Answer 304 where the reader has it already, else what `body` makes; both public for that many seconds.

    Without a time of the last change the tag alone tells.
    """
    quoted = f'"{etag}"'
    stamp = None if last_modified is None else int(last_modified.timestamp())
    response: HttpResponseBase = get_conditional_response(request, quoted, stamp) or body()
    response["ETag"] = quoted
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    keep(response, seconds=seconds)
    return response


def keep(response: HttpResponseBase, *, seconds: int) -> None:
    """Let everybody between us and the reader keep the response for that long."""
    response["Cache-Control"] = f"public, max-age={seconds}"


def since_midnight(now: datetime) -> datetime:
    """When the newsroom's day began."""
    return _midnight(localtime(now).date())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
