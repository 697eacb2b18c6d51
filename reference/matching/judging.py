"""Whether a name that stands in a text means the security. Unsure is no: a wrong ticker is worse than a missing one.

A full name of several words counts unless a capitalised word beside it makes it another's. A name that means something
else too needs "(NYSE: X)", its legal form, "'s shares" or "shares of", "carmaker" and the like right before it, or a
word of finance within NEAR; the last of these only inside a sentence, beside no capitalised word, and where nobody and
no place of that name is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reference.matching import cues
from reference.matching.index import Index, Target, plain_symbol
from reference.matching.surroundings import Surroundings
from reference.matching.words import FORM_OF

_QUOTED = re.compile(r"\s?[\(\[]\s?(?:([A-Za-z][\w .-]{1,24}?)\s?:\s?)?([A-Z0-9]{1,7}(?:[.\-/][A-Z]{1,3})?)\s?[\)\],;]")
FORM, SYMBOL, SHARES, FINANCE, NAME, APPROVED = "legal form", "symbol", "shares", "finance", "full name", "approved"
KIND = "kind of company"


@dataclass(frozen=True, slots=True)
class Cue:
    """Why a name counts, and where that stands (half-open; the name itself for a full or an approved name)."""

    kind: str
    start: int
    end: int

    @property
    def is_doubtful(self) -> bool:
        """Whether it counts only by a word that stands near."""
        return self.kind == FINANCE


@dataclass(frozen=True, slots=True)
class Place:
    """A name found: the words from `first` to `last`, both in it."""

    around: Surroundings
    first: int
    last: int
    named_otherwise: frozenset[str]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.around.words[self.first].start

    @property
    def end(self) -> int:
        """Where it ends, half-open."""
        return self.around.words[self.last].end

    @property
    def key(self) -> str:
        """Its words, folded."""
        return " ".join(word.key for word in self.around.words[self.first : self.last + 1])


def judge(place: Place, target: Target, index: Index) -> Cue | None:
    """Return why the name means this security here, or None where it need not."""
    form = place.around.form_after(place.last)
    symbol = _symbol(place, target, index, form.end + 1 if form and place.around.text[form.end :][:1] == "." else 0)
    if symbol is not None:
        return symbol if symbol.kind == SYMBOL else None
    is_own_form = form is not None and (not target.forms or FORM_OF[form.key] in target.forms)
    if target.needs_form:
        return _form(place, form.start, form.end) if form and is_own_form else None
    if target.needs_context:
        if form is not None:
            return _form(place, form.start, form.end) if is_own_form else None
        return _in_context(place)
    if target.kind == "alias":
        return Cue(APPROVED, place.start, place.end)
    return _full(place, has_form=form is not None)


def _form(place: Place, start: int, end: int) -> Cue | None:
    """The legal form as a cue; not where another word begins the name: "Big Apple Inc"."""
    return None if place.around.cap_before(place.first) else Cue(FORM, start, end)


def _full(place: Place, *, has_form: bool) -> Cue | None:
    """A full name of several words: not a part of a longer one, "Citizens First Bancorp", "Wells Fargo Center"."""
    is_bare_word = place.first == place.last and not has_form
    if place.around.cap_before(place.first):
        return None
    if is_bare_word and (place.key in place.named_otherwise or _is_person(place)):
        return None
    after = place.around.after(place.last)
    if not has_form and after and after.text[0].isupper() and after.key not in cues.AFTER:
        return None
    return Cue(NAME, place.start, place.end)


def _symbol(place: Place, target: Target, index: Index, form_end: int) -> Cue | None:
    """The cue of its own symbol in brackets; one of kind "" where the brackets name another security."""
    text = place.around.text
    form = place.around.form_after(place.last)
    at = max(place.end, form_end, form.end if form else 0)
    found = _QUOTED.match(text, at)
    if found is None:
        return None
    label, symbol = (found[1] or "").casefold(), plain_symbol(found[2])
    own = {plain_symbol(target.security.symbol), *(plain_symbol(s) for _, s in target.security.former_symbols)}
    bare = symbol.split(".")[0] if symbol.split(".")[0].isdigit() else symbol
    if bare in own or symbol in own:
        return Cue(SYMBOL, found.start(), found.end())
    mic = index.labels.get(label)
    is_another = mic == target.security.mic or (mic is not None and (target.needs_context or target.needs_form))
    return Cue("", found.start(), found.end()) if is_another else None


def _in_context(place: Place) -> Cue | None:
    """A name that means something else too, without legal form or symbol right after it."""
    around = place.around
    after = around.after(place.last)
    is_beside_a_name = around.cap_before(place.first) or (
        after is not None and after.text[0].isupper() and after.key not in {"aktie", "aktien"}
    )
    if is_beside_a_name or place.key in place.named_otherwise:
        return None
    return _shares(place) or _kind(place) or _finance(place)


def _shares(place: Place) -> Cue | None:
    text = place.around.text
    after = cues.SHARES_AFTER.match(text, place.end)
    if after:
        return Cue(SHARES, after.start(), after.end())
    before = cues.SHARES_BEFORE.search(text, max(place.start - 60, 0), place.start)
    return Cue(SHARES, before.start(), before.end()) if before and not _is_place(place) else None


def _kind(place: Place) -> Cue | None:
    before = place.around.before(place.first)
    if before is None or before.key not in cues.KINDS or _is_person(place) or _is_place(place):
        return None
    return Cue(KIND, before.start, before.end)


def _finance(place: Place) -> Cue | None:
    """The nearest word of finance on the same line, where nothing speaks against a company."""
    around, text = place.around, place.around.text
    if around.begins_sentence(place.first) or around.is_joined(place.first, place.last) or _is_something_else(place):
        return None
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - cues.NEAR)
    line_end = text.find("\n", place.end)
    end = min(line_end if line_end >= 0 else len(text), place.end + cues.NEAR)
    found = [m for m in cues.FINANCE.finditer(text, start, end) if m.end() <= place.start or m.start() >= place.end]
    if not found:
        return None
    nearest = min(found, key=lambda m: max(place.start - m.end(), m.start() - place.end))
    return Cue(FINANCE, nearest.start(), nearest.end())


def _is_something_else(place: Place) -> bool:
    """Whether a person, a place, a thing with an article or a word in capitals stands there."""
    around, shown = place.around, place.around.text[place.start : place.end]
    before = around.words[place.first - 1] if place.first else None
    if before is not None and around.text[before.end : place.start].strip() == "":
        if before.key in cues.ARTICLES or before.key in cues.SAYING:
            return True
        earlier = around.words[place.first - 2].key if place.first > 1 else ""
        if before.key in cues.AT_A_PLACE and earlier not in cues.INVESTED:
            return True
    is_shouted = len(shown) > 3 and shown.isupper()
    return is_shouted or _is_person(place) or _is_place(place)


def _is_person(place: Place) -> bool:
    """Whether it goes on as of a person: "Ford, 62,", "Ford, who"."""
    tail = place.around.text[place.end : place.end + 12]
    return re.match(r", (?:\d\d\b|who\b)| (?:who|himself|herself)\b", tail) is not None


def _is_place(place: Place) -> bool:
    """Whether a state or country follows: "Hayward, Calif."."""
    words, last = place.around.words, place.last
    if last + 1 >= len(words):
        return False
    gap = place.around.text[place.end : words[last + 1].start]
    return gap.strip() == "," and words[last + 1].key in cues.PLACES and words[last + 1].text[0].isupper()
