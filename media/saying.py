"""What the library says of a picture: cleaned as it comes in, filled from its file, a person's word before that."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict, Unpack

from django.utils import timezone

from foundation import limits
from foundation.addresses import canonical_url
from foundation.errors import BadText
from foundation.text import clean_line, clean_text
from media import wording
from media.models import Image

Values = dict[str, Any]

_LINES = {
    "alt_text": ("The alt text", limits.ALT_TEXT_CHARS),
    "credit_line": ("The credit line", limits.CREDIT_CHARS),
    "usage_terms": ("The usage terms", 500),
    "creator": ("The creator", limits.CREDIT_CHARS),
    "copyright_notice": ("The copyright notice", 500),
    "image_supplier": ("The supplier", limits.CREDIT_CHARS),
    "digital_source_type": ("The digital source type", 60),
    "place": ("The place", 300),
}
_URLS = {"source_url", "licence_url"}
# Files say 9999 where they mean that it never ends, and the last day of the calendar has no day after it.
_LAST_DAY = date(9000, 12, 31)


class Said(TypedDict, total=False):
    """What may be said of a picture. `expires_at` is aware; `rights_basis` one of Image.RightsBasis."""

    caption: str
    alt_text: str
    credit_line: str
    usage_terms: str
    source_url: str
    creator: str
    copyright_notice: str
    image_supplier: str
    licence_url: str
    date_created: date | None
    digital_source_type: str
    place: str
    is_file_photo: bool
    rights_basis: str
    expires_at: datetime | None


def cleaned(**said: Unpack[Said]) -> Values:
    """Return the fields in stored form. Raises BadText."""
    return {name: _clean(name, value) for name, value in said.items()}


def _clean(name: str, value: Any) -> Any:
    if name == "caption":
        return clean_text(value, name="The caption", max_chars=limits.CAPTION_CHARS)
    if name in _URLS:
        return canonical_url(value) if value.strip() else ""
    if name in _LINES:
        label, max_chars = _LINES[name]
        return clean_line(value, name=label, max_chars=max_chars)
    if name == "rights_basis" and value not in Image.RightsBasis.values:
        raise BadText("Choose by what right the picture may be shown.")
    return value


def fill(image: Image, typed: Values, said: dict[str, str], *, is_person: bool) -> None:
    """Give a new picture what was typed, and where that is blank what its file says. It is not saved."""
    given = {name: value for name, value in typed.items() if value}
    said_here = parted(given, image)
    for name, value in said_here.items():
        setattr(image, name, value)
    if is_person:
        image.said_by_person = sorted(said_here)
    for name, value in prefilled(said).items():
        if not getattr(image, name):
            setattr(image, name, value)


def prefilled(said: dict[str, str]) -> Values:
    """The fields of the library from what a file says (metadata.read); what cannot be stored is left out."""
    values: Values = {}
    for name, word in said.items():
        if name == "date_created":
            values[name] = date.fromisoformat(word)
        elif name == "expires":
            values["expires_at"] = end_of(date.fromisoformat(word))
        else:
            try:
                values[name] = _clean(name, word)
            except BadText:
                continue
    return parted(values, Image())


def parted(values: Values, standing: Image) -> Values:
    """Take credit, terms and the mark of an old picture out of a caption that is new, into the fields they belong to.

    A credit line that says something else stays, and so does the caption then.
    """
    caption = values.get("caption", "")
    if caption and caption != standing.caption:
        values = _from_caption(values, standing, wording.parted(caption))
    day = wording.last_day_of_use(values.get("usage_terms") or "")
    if day and not (values.get("expires_at") or standing.expires_at):
        values = {**values, "expires_at": end_of(date.fromisoformat(day))}
    return values


def _from_caption(values: Values, standing: Image, found: wording.Parted) -> Values:
    credit = values.get("credit_line") or standing.credit_line
    terms = values["usage_terms"] if values.get("usage_terms") is not None else standing.usage_terms
    made = dict(values)
    if not found.credit_line or not credit or found.credit_line.casefold() in credit.casefold():
        made["caption"] = found.caption
        if found.credit_line and not credit:
            made["credit_line"] = found.credit_line[: limits.CREDIT_CHARS]
    if found.usage_terms and found.usage_terms.casefold() not in terms.casefold():
        made["usage_terms"] = "; ".join(filter(None, (terms, found.usage_terms)))[:500]
    if found.is_file_photo and not values.get("is_file_photo") and not standing.is_file_photo:
        made["is_file_photo"] = True
    if found.day and not (values.get("date_created") or standing.date_created):
        made["date_created"] = date.fromisoformat(found.day)
    return made


def end_of(day: date) -> datetime:
    """The moment at which the newsroom's day ends: what may be used until a day may be used on it.

    No day later than the last of the year 9000.
    """
    return timezone.make_aware(datetime.combine(min(day, _LAST_DAY) + timedelta(days=1), time()))


def as_json(values: Values) -> Values:
    """The same for the log: days and moments as ISO 8601."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
