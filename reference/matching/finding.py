"""Read a text once and return every mention of a security, with its span and why it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reference.matching import cues
from reference.matching.index import HERE, Index, Security, Target, plain_symbol
from reference.matching.judging import APPROVED, FINANCE, NAME, SYMBOL, Cue, Place, judge
from reference.matching.surroundings import Surroundings, is_small
from reference.matching.words import FORM_OF, Word, is_cjk, words_of

_LISTED = re.compile(
    r"(?<![\w.])([A-Za-z][A-Za-z0-9]{1,9}(?: (?:American|Arca|MKT|Paris|Amsterdam|Brussels|Venture))?)\s?:\s?"
    r"([A-Z0-9]{1,7}(?:[.\-/][A-Z]{1,3})?)(?![\w])"
)
_BETWEEN = re.compile(r"[ \t\u00a0\u202f.'’\-‐‑/]{0,3}")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text (half-open, code points) that names one security, or several that share the name."""

    start: int
    end: int
    securities: tuple[Security, ...]
    cue: Cue

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look twice: it counts by a word that stands near, or several have the name."""
        return self.cue.is_doubtful or len(self.securities) > 1


def mentions(text: str, index: Index, *, language: str = "") -> list[Mention]:
    """Return the mentions in reading order; none overlap but a symbol in brackets and the name before it.

    `language` is the text's tag, or "" where it is unknown: then aliases of every language count.
    """
    listed = list(_listed(text, index))
    found = [*listed, *_spelled(text, index, language)]
    if is_cjk(text):
        found += _cjk(text, index, language)
    told = {one.key for mention in listed for one in mention.securities}
    return sorted((_narrowed(one, told) for one in found), key=lambda one: (one.start, one.end))


def _narrowed(mention: Mention, told: set[int]) -> Mention:
    """A name that several share means those whose symbol the text gives, where it gives any."""
    own = tuple(one for one in mention.securities if one.key in told)
    return Mention(mention.start, mention.end, own, mention.cue) if own else mention


def _listed(text: str, index: Index) -> Iterator[Mention]:
    """Symbols that stand behind their exchange: "NASDAQ: AAPL"."""
    for match in _LISTED.finditer(text):
        mic = index.labels.get(match[1].casefold())
        one = index.symbols.get((mic, plain_symbol(match[2]))) if mic else None
        if one is not None:
            yield Mention(match.start(), match.end(), (one,), Cue(SYMBOL, match.start(), match.end()))


def _spelled(text: str, index: Index, language: str) -> Iterator[Mention]:
    around = Surroundings(text, list(words_of(text)))
    spots = [(at, ends) for at, ends in _candidates(around, index)]
    otherwise = frozenset(_named_otherwise(around, spots)) if spots else frozenset()
    taken = -1
    for first, ends in spots:
        if first <= taken:
            continue
        for last, targets in reversed(ends):
            found = _judged(Place(around, first, last, otherwise), targets, index, language)
            if found is not None:
                taken = last
                yield found
                break


Ends = list[tuple[int, list[Target]]]


def _candidates(around: Surroundings, index: Index) -> Iterator[tuple[int, Ends]]:
    """Where a name of the tree begins, and each word it may end with, the shortest first."""
    tree, words, lower = index.tree, around.words, index.lower_first
    for first, word in enumerate(words):
        node = tree.get(word.key)
        if node is None or (word.text[0].islower() and word.key not in lower):
            continue
        ends: Ends = []
        last = first
        while node is not None:
            if HERE in node:
                ends.append((last, node[HERE]))
            last += 1
            follows = last < len(words) and _continues(around, last)
            node = node.get(words[last].key) if follows else None
        if ends:
            yield first, ends


def _continues(around: Surroundings, at: int) -> bool:
    """Whether this word may go on with the name of the word before: nothing but a space or a mark between."""
    before, word = around.words[at - 1], around.words[at]
    gap = around.text[before.end : word.start]
    if gap == ".":  # "Amazon.com"
        return True
    if not _BETWEEN.fullmatch(gap) or ("." in gap and len(before.text) > 3):
        return False
    return not word.text[0].islower() or is_small(word) or word.key in FORM_OF


def _named_otherwise(around: Surroundings, spots: Iterable[tuple[int, Ends]]) -> Iterator[str]:
    """Last words of longer names of people: where "Tony Hayward" stands, "Hayward" alone is him."""
    for first, ends in spots:
        before = around.cap_before(first)
        if before is None or (before.key in FORM_OF and before.key != "co"):
            continue
        last = ends[0][0]
        after = around.after(last)
        if after is None or not after.text[0].isupper():
            yield " ".join(word.key for word in around.words[first : last + 1])


def _judged(place: Place, targets: list[Target], index: Index, language: str) -> Mention | None:
    """The mention at this place: the securities that it may mean, by the surest of the cues."""
    found = [
        (target, cue)
        for target in targets
        if target.holds_in(language) and _is_written_so(place, target) and (cue := judge(place, target, index))
    ]
    if not found:
        return None
    own = [pair for pair in found if pair[1].kind == SYMBOL] or found
    securities = {target.security.key: target.security for target, _ in own}
    cue = min((cue for _, cue in own), key=lambda cue: (cue.is_doubtful, cue.start))
    return Mention(place.start, place.end, tuple(securities.values()), cue)


def _is_written_so(place: Place, target: Target) -> bool:
    """Whether capitals stand where the name has them: "IBM" is not "Ibm", nor "Gap" the word "GAP" of a headline."""
    words = place.around.words[place.first : place.last + 1]
    if target.kind == "alias" and len(words) == 1 and len(target.spelled) == 1:
        spelled, shown = target.spelled[0], words[0].text
        if spelled.isupper() and len(spelled) <= 5:
            return shown == spelled
    return all(_is_capital(word, at, target) for at, word in enumerate(words))


def _is_capital(word: Word, at: int, target: Target) -> bool:
    if not word.text[0].islower() or any(sign.isupper() for sign in word.text):
        return True
    return is_small(word) or (at < len(target.spelled) and target.spelled[at] == word.text)


def _cjk(text: str, index: Index, language: str) -> Iterator[Mention]:
    """Names in Chinese, Japanese and Korean as they stand, the longest first."""
    at = 0
    while at < len(text) - 1:
        names = index.cjk.get(text[at : at + 2], ())
        fits = [(name, one) for name, one in names if text.startswith(name, at) and one.holds_in(language)]
        longest = len(fits[0][0]) if fits else 0
        found = [(one, cue) for name, one in fits if len(name) == longest and (cue := _cjk_cue(text, at, name, one))]
        if found:
            securities = {one.security.key: one.security for one, _ in found}
            yield Mention(at, at + longest, tuple(securities.values()), found[0][1])
        at += max(longest, 1)


def _cjk_cue(text: str, at: int, name: str, target: Target) -> Cue | None:
    end = at + len(name)
    if _is_part(text, at, end, name):
        return None
    if not target.needs_context:
        return Cue(NAME if target.kind != "alias" else APPROVED, at, end)
    near = cues.FINANCE_CJK.search(text, max(at - cues.NEAR, 0), min(end + cues.NEAR, len(text)))
    return Cue(FINANCE, near.start(), near.end()) if near else None


def _is_part(text: str, at: int, end: int, name: str) -> bool:
    """Whether it is a part of a longer word, where the script shows it: 삼성전자서비스, アップルパイ."""
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if "\uac00" <= name[0] <= "\ud7a3" and "\uac00" <= before <= "\ud7a3":
        return True
    if "\uac00" <= name[-1] <= "\ud7a3" and not cues.PARTICLE.match(text, end):
        return True
    if _KATAKANA.fullmatch(name):
        return bool(_KATAKANA.fullmatch(before) or _KATAKANA.fullmatch(after)) and before != "・" and after != "・"
    return False
