"""What a licence's name lets us do. Only a whole name counts: words that merely begin like one give nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reference.models import Publisher

# NC and ND are two-letter codes of countries too, so that "4.0 NC" must not pass for a licence ported to one.
_VERSION = r"( v?\d(\.\d)?( (international|unported|generic|universal|(?!n[cd])[a-z]{2}))?)?"
_OPEN = re.compile(
    rf"cc ?by( sa)?{_VERSION}"
    rf"|creative commons attribution( share ?alike)?{_VERSION}"
    rf"|(cc ?0|cc ?zero|pddl|odc ?by){_VERSION}"
    r"|public domain( mark( 1\.0)?| dedication)?"
    r"|https?://creativecommons\.org/(licenses/by( sa)?|publicdomain/(zero|mark))/\d\.\d(/[a-z]{2})?(/deed[a-z. ]*)?/?",
    re.ASCII,
)


def is_open(licence: str) -> bool:
    """Whether whole sentences under this licence may stand as our prose with credit.

    So it is for CC BY and CC BY-SA of any version, CC0, PDDL, ODC-By and the public domain, and for nothing else:
    not where NC or ND is added, and not for "licensed" or "own", which say nothing of us.
    """
    return _OPEN.fullmatch(re.sub(r"[\s_-]+", " ", licence.strip().lower())) is not None


def reuse_of(licences: Iterable[str]) -> str:
    """Return the right of reuse that these licences of one publisher's articles leave: the least of them."""
    return Publisher.Reuse.LICENSED if all(is_open(licence) for licence in licences) else Publisher.Reuse.QUOTE
