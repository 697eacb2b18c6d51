"""Addresses: one canonical form per page, and slugs that any language can have."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.text import slugify
from w3lib.url import canonicalize_url

from foundation.errors import BadText
from foundation.limits import URL_CHARS
from foundation.text import clean_line

# Parameters that say how a reader came, not which page it is; so do all that begin with utm_.
_TRACKING = {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "cmpid"}
# A host name as DNS has it, after IDNA: labels of 1 to 63 characters, at least two of them.
_HOST = re.compile(r"(?=.{4,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+")
_HYPHENS = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2212]")


def canonical_url(value: str) -> str:
    """Return the one form of a web address: lower-case host, sorted query, no fragment, no tracking parameters.

    The canonical form of a canonical form is itself. Raises BadText where the value is not an http or https
    address with a host of the public kind, holds a user name or password, or is too long.
    """
    text = clean_line(value, name="The address", max_chars=URL_CHARS, required=True)
    not_an_address = BadText(f"{text[:80]!r} is not a web address. Write it like https://example.org/page.")
    try:
        parts = urlsplit(text)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise not_an_address from None
    if "@" in parts.netloc:
        raise BadText("The address holds a user name or password. Take it out and save again.")
    # A browser reads a backslash as a slash, so that the host would be another.
    if not is_web or "\\" in parts.netloc or re.search(r"\s", text):
        raise not_an_address
    whole = urlsplit(canonicalize_url(parts._replace(query=_without_tracking(parts.query)).geturl()))
    host = (whole.hostname or "").removesuffix(".")
    if not _HOST.fullmatch(host):
        raise not_an_address
    port = "" if whole.port in {None, {"http": 80, "https": 443}[whole.scheme]} else f":{whole.port}"
    canonical = whole._replace(netloc=host + port).geturl()
    if len(canonical) > URL_CHARS:
        raise BadText(f"The address is too long: {len(canonical):,} characters, and {URL_CHARS:,} are allowed.")
    return canonical


def _without_tracking(query: str) -> str:
    names = {pair: pair.partition("=")[0].lower() for pair in query.split("&")}
    return "&".join(p for p in query.split("&") if names[p] not in _TRACKING and not names[p].startswith("utm_"))


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
