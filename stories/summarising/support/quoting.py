"""Rule V4: quoted words are one stretch of the source's words, and its speaker stands beside them there.

Marks of quotation are read as ``wording.quotes`` does, in any language; who speaks is seen by English verbs of
speech. Two quotations joined to one, or words of the reporter put between marks, do not pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from stories.summarising.folding import fold, squash
from stories.summarising.request import Evidence
from stories.summarising.support.passages import sentences_of
from stories.summarising.support.verdict import Finding, spans_of
from stories.summarising.vocabulary import SPEECH, STOP_WORDS
from stories.summarising.wording import NAME_RUN, NOT_NAMES, outside_quotes, quotes

SPEAKS = re.compile(rf"\b(?:{SPEECH})\b")
BESIDE = 60  # characters between a speaker and the verb
MOST = 20  # quotations of one sentence
OFFICE = 90  # characters of what a speaker is, between two commas before the verb
SHORT = 3  # words: a title or a term in marks needs no speaker


def quote_findings(text: str, evidence: Sequence[Evidence], texts: Mapping[str, str]) -> list[Finding]:
    """V4: quoted words stand in a cited passage letter by letter, apart from typography, by their speaker."""
    folded = fold(text)
    spoken = [(" ".join(inside.split()).rstrip(".,;:!?")) for _, _, inside in quotes(folded)]
    spoken = [words for words in spoken if words]
    if not spoken:
        return [Finding("V4", True, "quoted words are as in the article")]
    who = speakers(squash(text))
    passages = [(cited, squash(cited.quote)) for cited in evidence]
    findings = []
    for words in spoken[:MOST]:
        reason = _problem(words, who, passages, texts)
        if reason:
            findings.append(Finding("V4", False, reason, spans_of(evidence)))
    if len(spoken) > MOST:
        findings.append(Finding("V4", False, "these are too many quotations for one sentence", spans_of(evidence)))
    return findings or [Finding("V4", True, "quoted words are as in the article")]


def _problem(
    words: str, who: frozenset[str], passages: Sequence[tuple[Evidence, str]], texts: Mapping[str, str]
) -> str:
    forms = (words, words[0].lower() + words[1:])  # the words of a sentence's middle may open a quotation
    words = next((form for form in forms if any(form in passage for _, passage in passages)), words)
    holding = [(cited, passage) for cited, passage in passages if words in passage]
    if not holding:
        return f"the quoted words “{words}” do not stand in the cited passage"
    if not any(_is_quoted(words, passage) for _, passage in holding):
        return f"the article does not put “{words}” between quotation marks"
    if len(words.split()) <= SHORT or not who:
        return ""
    if any(_may_be_by(who, words, cited, texts) for cited, _ in holding):
        return ""
    return f"the article does not give the words “{words}” to {' or '.join(sorted(who))}"


def _is_quoted(words: str, passage: str) -> bool:
    """Whether one quotation of the passage holds the words; a quotation may run over its ends."""
    if passage.count('"') % 2 or not quotes(passage):
        return '"' in passage or "「" in passage or "『" in passage or "'" in passage
    if any(words in inside for _, _, inside in quotes(passage)):
        return True
    return f"'{words}" in passage or f"{words}'" in passage


def _may_be_by(who: frozenset[str], words: str, cited: Evidence, texts: Mapping[str, str]) -> bool:
    """Whether the speaker stands in the sentence of the words or the one before; another's words there are not his."""
    lines = sentences_of(cited, texts, before=1)
    for place, line in enumerate(lines):
        if words not in line:
            continue
        own = speakers(line)
        if own:
            return bool(who & own)
        near = " ".join(lines[max(0, place - 1) : place + 1])
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", near) for name in who)
    return any(name in " ".join(lines) for name in who)


def speakers(line: str) -> frozenset[str]:
    """Last words of the names beside a verb of speech outside quotation marks of a folded line."""
    rest = outside_quotes(line)
    names = [match for match in NAME_RUN.finditer(rest) if _is_name(match.group())]
    found: set[str] = set()
    ends, starts = [name.end() for name in names], [name.start() for name in names]
    for verb in SPEAKS.finditer(rest):
        before = names[bisect_left(ends, verb.start() - BESIDE) : bisect_right(ends, verb.start())]
        after = names[bisect_left(starts, verb.end()) : bisect_right(starts, verb.end() + 2)]
        chosen = after[:1] if after and not (before and verb.start() - before[-1].end() <= 2) else before[-1:]
        opening = _apposition(rest, verb.start())
        chosen += [name for name in names[bisect_left(ends, opening) : bisect_right(ends, opening)] if opening]
        found.update(name.group().rstrip(".'&-").removesuffix("'s").split()[-1] for name in chosen)
    return frozenset(found)


def _apposition(line: str, verb: int) -> int:
    """Where the commas open that tell what a speaker is ("Ada Holm, head of the IHO, said"); 0 where none do."""
    before = line[:verb].rstrip()
    if not before.endswith(","):
        return 0
    opening = before.rfind(",", 0, len(before) - 1)
    return opening if len(before) - opening <= OFFICE else 0


def _is_name(run: str) -> bool:
    words = run.lower().rstrip(".'").split()
    return any(word not in STOP_WORDS and word not in NOT_NAMES for word in words)
