"""Read lists of tickers and of exchanges as people have them: CSV of any usual shape, plain or gzip. Pure.

Nothing is guessed silently: a line that cannot be taken is refused with its number and why, and the others are read.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foundation.errors import BadText, NewsroomError
from foundation.limits import NAME_CHARS
from foundation.text import clean_line
from reference.importing.isin import why_no_isin
from reference.matching.exchange_labels import labels_of
from reference.symbols import why_no_mic, why_no_symbol

MOST_BYTES = 30_000_000
EXCHANGE_CHARS = 60
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "symbol": ("symbol", "ticker", "tickersymbol", "code", "stockcode", "securitycode", "actsymbol"),
    "name": (
        "name", "security", "securityname", "company", "companyname", "title", "issuer", "issuername", "longname",
        "shortname", "marketnameinstitutiondescription",
    ),
    "mic": ("mic", "exchange", "market", "exchangemic", "operatingmic", "exch", "listingexchange", "primaryexchange"),
    "isin": ("isin", "isincode"),
}  # fmt: skip


class BadFile(NewsroomError):
    """The file as a whole cannot be read; nothing was taken from it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of tickers."""

    line: int
    symbol: str
    mic: str
    name: str
    isin: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    why: str


def read_tickers(
    raw: bytes, *, mic: str = "", exchange_names: Mapping[str, str] | None = None
) -> Iterator[Listed | Refused]:
    """Yield the lines of a list in order, the first line being 1. `mic`: of lines that name no exchange.

    Raises BadFile where the file is too large, no text, or has no columns for symbol and name.
    """
    labels = labels_of(exchange_names or {})
    rows = _rows(raw)
    header = next(rows, (1, []))[1]
    places = _places(header, needed=("symbol", "name"))
    if mic and (why := why_no_mic(mic)):
        raise BadFile(why)
    if "mic" not in places and not mic:
        raise BadFile("The file has no column for the exchange. Say which exchange all its lines are of, like XNYS.")
    seen: dict[tuple[str, str], Listed] = {}
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        try:
            read = _listed(line, cells, labels, mic)
            known = seen.setdefault((read.mic, read.symbol), read)
            if known is not read:
                if (known.name, known.isin) == (read.name, read.isin):
                    continue
                raise BadText(
                    f"{read.mic}:{read.symbol} stands on line {known.line} already, with another name or ISIN."
                )
        except BadText as refusal:
            yield Refused(line, str(refusal))
        else:
            yield read


def read_exchanges(raw: bytes) -> Iterator[tuple[str, str] | Refused]:
    """Yield MIC and short name of each line; the file is as ISO 10383 has it, or has the columns mic and name.

    Raises BadFile. A line without an acronym has its name.
    """
    rows = _rows(raw)
    header = [_plain(cell) for cell in next(rows, (1, []))[1]]
    short = [at for at, cell in enumerate(header) if cell in {"shortname", "acronym"}]
    places = _places(header, needed=("mic", "name"))
    for line, row in rows:
        mic = row[places["mic"]].strip().upper() if places["mic"] < len(row) else ""
        wanted = [*short, places["name"]]
        name = next((row[at].strip() for at in wanted if at < len(row) and row[at].strip()), "")
        if not any(cell.strip() for cell in row):
            continue
        if why := why_no_mic(mic):
            yield Refused(line, why)
            continue
        try:
            yield mic, clean_line(name, name="The name", max_chars=EXCHANGE_CHARS, required=True)
        except BadText as refusal:
            yield Refused(line, str(refusal))


def _listed(line: int, cells: Mapping[str, str], labels: Mapping[str, str], mic: str) -> Listed:
    symbol = cells["symbol"].upper()
    if why := why_no_symbol(symbol):
        raise BadText(why)
    said = cells.get("mic", "")
    found = said if not why_no_mic(said) and said.casefold() not in labels else labels.get(said.casefold(), "")
    if said and not found:
        raise BadText(f"“{said[:40]}” is no exchange we know. Write its MIC, or load it with the exchanges first.")
    if not (found or mic):
        raise BadText("The line names no exchange.")
    isin = cells.get("isin", "").upper()
    if isin and (why := why_no_isin(isin)):
        raise BadText(why)
    name = clean_line(cells["name"], name="The name", max_chars=NAME_CHARS, required=True)
    return Listed(line, symbol, found or mic, name, isin)


def _places(header: list[str], *, needed: tuple[str, ...]) -> dict[str, int]:
    """Where each column is. Raises BadFile for one that is missing."""
    plain = [_plain(cell) for cell in header]
    found = {
        name: next(plain.index(word) for word in words if word in plain)
        for name, words in _HEADERS.items()
        if any(word in plain for word in words)
    }
    missing = [name for name in needed if name not in found]
    if missing:
        told = ", ".join(cell.strip()[:30] for cell in header[:12]) or "nothing"
        raise BadFile(f"The first line names no column for the {missing[0]}. It has: {told}.")
    return found


def _plain(cell: str) -> str:
    return re.sub(r"[^a-z]", "", cell.casefold())


def _rows(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their lines."""
    text = _text(_unpacked(raw))
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise BadFile(f"Line {reader.line_num + 1} cannot be read as CSV ({error}).") from error


def _unpacked(raw: bytes) -> bytes:
    """The bytes, unpacked where they are gzip, never more than may be read."""
    if raw[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise BadFile("The file says it is gzip, and cannot be unpacked: it is damaged or cut off.") from error
    refuse_large(len(raw))
    return raw


def refuse_large(size_bytes: int) -> None:
    """Raise BadFile for more bytes than a list of tickers may have."""
    if size_bytes > MOST_BYTES:
        raise BadFile(f"The file has more than {MOST_BYTES // 1_000_000} MB, unpacked. Split it, or leave columns out.")


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadFile(f"Line {line} is not UTF-8 (byte 0x{raw[error.start]:02x}). Save the file as UTF-8.") from error
    if "\0" in text:
        raise BadFile("The file holds NUL characters: it is no CSV, or UTF-16. Save it as CSV in UTF-8.")
    if not text.strip():
        raise BadFile("The file is empty.")
    return text
