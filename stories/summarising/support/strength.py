"""Rule V5: a sentence is neither stronger nor weaker than its source, nor its opposite.

Negation, hedges, modals, plans and conditions, bounds on figures ("at least"), opposites ("rose", "fell") and
attribution ("police said") are compared with the source sentence that covers most of it, clause by clause: what is
left out with its whole clause is not missed. The lists (``strength_words``) are English; negation is seen in the
languages of ``vocabulary.NEGATORS`` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stories.summarising.figures import figures
from stories.summarising.folding import squash
from stories.summarising.request import Evidence
from stories.summarising.support.numbers import equals
from stories.summarising.support.strength_words import (
    AFTER_BOUNDS,
    ANY_ATTRIBUTION,
    ATTRIBUTING,
    BOUNDS,
    CARRIED_BY,
    INDIRECT_NO,
    INFINITIVE,
    OPPOSITE_STEMS,
    PREFIXES,
    STRENGTHENERS,
    WEAKENERS,
)
from stories.summarising.support.verdict import Finding, spans_of
from stories.summarising.vocabulary import NEGATORS
from stories.summarising.wording import TOKEN, negations, outside_quotes, primary_language, stem, stems

CLAUSE = re.compile(
    r"[,;:()]| [-–—] |\b(?:and|but|while|although|though|because|after|before|when|which|who|whereas|that)\b"
)
KEPT = 0.5  # of a clause's content words: from there on the sentence tells the clause
TAG = 3  # content words of a clause that only says who speaks
BEFORE_FIGURE = 30
MANY = 100  # figures of one sentence that are looked at


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    content: frozenset[str]
    kinds: frozenset[str]


def strength_findings(
    text: str, lines: Sequence[str], evidence: Sequence[Evidence], language: str = "en"
) -> list[Finding]:
    """V5 for a text against the folded source sentences ``lines``; the findings speak of the evidence."""
    shown, spans = squash(text), spans_of(evidence)
    source = nearest(shown, lines, language)
    reasons = [*_negated(shown, source, language), *opposites(shown, source)]
    if primary_language(language) == "en":
        reasons += [*_weakeners(shown, source), *_bounds(shown, source), *_attribution(shown, source)]
    findings = [Finding("V5", False, reason, spans) for reason in dict.fromkeys(reasons)]
    return findings or [Finding("V5", True, "it says no more and no less than the article")]


def nearest(shown: str, lines: Sequence[str], language: str) -> str:
    """The source sentence that has most of the words; all of them where no single one has six tenths."""
    wanted = frozenset(stems(shown, language))
    shares = [len(wanted & frozenset(stems(line, language))) / max(len(wanted), 1) for line in lines]
    best = max(shares, default=0.0)
    return lines[shares.index(best)] if best >= 0.6 else " ".join(lines)


@lru_cache(maxsize=2048)
def _clauses(line: str, language: str) -> tuple[_Clause, ...]:
    rest = outside_quotes(line)
    parts: list[str] = []
    at = 0
    for border in (*CLAUSE.finditer(rest), None):
        stop = len(rest) if border is None else border.start()
        parts.append(rest[at:stop])
        at = stop if border is None else border.end()
    return tuple(_Clause(part, _content(part, language), _kinds(part)) for part in parts if part.strip())


def _content(part: str, language: str) -> frozenset[str]:
    strong = NEGATORS.union(*WEAKENERS.values())
    plain = " ".join(word for word in TOKEN.findall(part.lower()) if word not in strong)
    return frozenset(stems(plain, language))


def _kinds(part: str) -> frozenset[str]:
    """The kinds of weakeners of a clause; "May" is a month, so capitals do not count."""
    found = TOKEN.findall(part)
    kinds = {kind for kind, listed in WEAKENERS.items() if any(word in listed for word in found)}
    return frozenset(kinds | ({"plan"} if INFINITIVE.search(part) else set()))


def _kept(shown: str, source: str, language: str) -> list[_Clause]:
    """The clauses of the source that the text tells."""
    told = _content(outside_quotes(shown), language)
    clauses = _clauses(source, language)
    return [c for c in clauses if c.content and len(c.content & told) >= KEPT * len(c.content)]


def _negated(shown: str, source: str, language: str) -> list[str]:
    """Negation has the same parity; a verb that says no ("failed to") may make up for one word."""
    own = outside_quotes(shown)
    here = negations(own)
    whole = negations(outside_quotes(source))
    there = sum(negations(clause.text) for clause in _kept(shown, source, language))
    if (here - there) % 2 == 0 or (here and here <= whole and (here - whole) % 2 == 0):
        return []
    if _indirect(own) != _indirect(outside_quotes(source)):
        return []
    if here > there:
        return ["the sentence says no where the article does not"]
    return ["the article says no here (“not”, “never”, “without”), the sentence leaves it out"]


def _indirect(text: str) -> int:
    return sum(word in INDIRECT_NO for word in TOKEN.findall(text.lower()))


def opposites(shown: str, source: str) -> list[str]:
    """Words that the source has not, while it has their opposite and the text has not; both are folded lines."""
    here, there = _words(shown), _words(source)
    stems_here, stems_there = {stem(word, "en") for word in here}, {stem(word, "en"): word for word in there}
    found = []
    for word in sorted(word for word in here - there if stem(word, "en") not in stems_there):
        against = OPPOSITE_STEMS.get(stem(word, "en"), frozenset()) & stems_there.keys() - stems_here
        for other in sorted({stems_there[one] for one in against} | (_prefixed(word, there) - here)):
            found.append(f"the article says “{other}”, the sentence says “{word}”")
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(TOKEN.findall(outside_quotes(text).lower()))


def _prefixed(word: str, there: frozenset[str]) -> frozenset[str]:
    longer = {prefix + word for prefix in PREFIXES} if len(word) > 3 else set()
    shorter = {word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix) and len(word) > 6}
    return frozenset((longer | shorter) & there)


def _weakeners(shown: str, source: str) -> list[str]:
    """A kind of weakener that a told clause has stands in the text, or one that weakens no less."""
    here = _kinds(outside_quotes(shown))
    found = []
    for clause in _kept(shown, source, "en"):
        for kind in sorted(clause.kinds):
            if not CARRIED_BY.get(kind, frozenset({kind})) & here:
                said = [word for word in TOKEN.findall(clause.text) if word in WEAKENERS[kind]]
                word = said[0] if said else "to"
                found.append(f"the article says “{word}”, the sentence leaves it out")
    added = sorted((_words(shown) & STRENGTHENERS) - _words(source))
    return found + [f"the sentence says “{word}”, the article does not" for word in added]


def _bounds(shown: str, source: str) -> list[str]:
    """What limits a figure there ("at least") limits it here; a bare one may be called about so."""
    given = [(figure, _bound(source, figure.start, figure.end)) for figure in figures(source)[:MANY]]
    found = []
    for figure in figures(shown)[:MANY]:
        own = _bound(shown, figure.start, figure.end)
        there = {bound for other, bound in given if equals(figure, other)}
        if there and own not in there and not (own == "about" and there & {"nearly", ""}):
            said, number = sorted(there)[-1], shown[figure.start : figure.end]
            found.append(f"the article says {_PHRASES[said]}{number}, the sentence says {_PHRASES[own]}{number}")
    return found


_PHRASES = {"": "", "below": "less than ", "above": "more than or at least ", "nearly": "nearly ", "about": "about "}


def _bound(line: str, start: int, end: int) -> str:
    before = line[max(0, start - BEFORE_FIGURE) : start]
    after = AFTER_BOUNDS.match(line, end)
    if after:
        return "above" if after["above"] else "below"
    return next((name for name, form in BOUNDS if form.search(before)), "")


def _attribution(shown: str, source: str) -> list[str]:
    """Who said it may not be dropped: neither the tag ("police said") nor the verb that opens the sentence."""
    rest = outside_quotes(source)
    if ANY_ATTRIBUTION.search(outside_quotes(shown)) or '"' in shown:
        return []
    told = _content(shown, "en")
    for verb in ATTRIBUTING.finditer(rest):
        around = _governed(rest, verb)
        content = _content(around, "en")
        if content and len(content & told) >= KEPT * len(content):
            return [f"the article gives this as what somebody said (“{verb.group()}”), the sentence leaves that out"]
    return []


def _governed(rest: str, verb: re.Match[str]) -> str:
    """What somebody said: what follows the verb, or what stands before its clause where that is only a tag."""
    begin = max((border.end() for border in re.finditer(r"[,;]", rest[: verb.start()])), default=0)
    after = rest[verb.end() :]
    is_tag = begin > 0 and len(_content(after.split(",")[0], "en")) <= TAG
    return rest[:begin] if is_tag else after


def coverage(text: str, lines: Iterable[str], language: str) -> float:
    """The share of the text's content words that these source sentences hold, 0 to 1."""
    wanted = frozenset(stems(squash(text), language))
    given = frozenset(stem for line in lines for stem in stems(line, language))
    return len(wanted & given) / len(wanted) if wanted else 0.0
