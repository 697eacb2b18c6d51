"""Which addresses belong to one site. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

# Forms in which one site serves one page: for telephones, for a search engine's cache, for an edition.
_FORMS = ("www.", "m.", "mobile.", "amp.", "edition.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses, both of the web, are of one site: the same host and port, but for the form it serves."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        if not {first.scheme.lower(), second.scheme.lower()} <= {"http", "https"}:
            return False
        hosts = _plain(first.hostname), _plain(second.hostname)
        return bool(hosts[0]) and hosts[0] == hosts[1] and _port(first.port) == _port(second.port)
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The server that an address names, with its port: what is asked by one worker at a time."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _plain(host: str | None) -> str:
    plain = (host or "").removesuffix(".")
    return next((plain.removeprefix(form) for form in _FORMS if plain.startswith(form)), plain)


def _port(port: int | None) -> int | None:
    return None if port in {80, 443} else port
