"""Addresses: one canonical form per page, and slugs that any language can have."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.text import slugify
from w3lib.url import canonicalize_url, url_query_cleaner

from foundation.errors import BadText
from foundation.limits import URL_CHARS
from foundation.text import clean_line

# Parameters that say how a reader came, not which page it is.
_TRACKING = [
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "utm_id",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "cmpid",
]
_HYPHENS = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2212]")


def canonical_url(value: str) -> str:
    """Return the one form of a web address: lower-case host, sorted query, no fragment, no tracking parameters.

    Raises BadText where it is not an http or https address with a host.
    """
    text = clean_line(value, name="The address", max_chars=URL_CHARS, required=True)
    try:
        parts = urlsplit(text)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or re.search(r"\s", text) or "." not in (parts.hostname or ""):
        raise BadText(f"{text[:80]!r} is not a web address. Write it like https://example.org/page.")
    if parts.username or parts.password:
        raise BadText("The address holds a user name or password. Take it out and save again.")
    default_port = {"http": ":80", "https": ":443"}[parts.scheme.lower()]
    cleaned: str = url_query_cleaner(text, _TRACKING, remove=True, unique=False)
    canonical: str = canonicalize_url(cleaned, keep_fragments=False)
    whole = urlsplit(canonical)
    return whole._replace(netloc=whole.netloc.removesuffix(default_port)).geturl()


def domain_of(url: str) -> str:
    """Return the host of a web address without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def slug_for(headline: str, *, fallback: str, max_chars: int = 80) -> str:
    """Return the URL part made from a headline: folded, Unicode kept, cut at a word.

    The fallback where nothing is left.
    """
    folded = _HYPHENS.sub("-", unicodedata.normalize("NFKC", headline))
    slug = slugify(folded, allow_unicode=True)
    if len(slug) > max_chars:
        slug = slug[: max_chars + 1].rsplit("-", 1)[0] if "-" in slug[: max_chars + 1] else slug[:max_chars]
    return slug.strip("-_") or fallback
