"""A short clause clipped from a sentence of the section itself, where no headline fits: second best, and marked so.

The clause is the beginning of a main clause, cut where a time, a reason or an aside begins. What the cut takes away
must not say who says so, or that it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.summarising.vocabulary import MONTH_NAMES, SPEECH, WEEKDAYS, words
from stories.summarising.wording import hedges, negations, primary_language, tokens

FEWEST_WORDS, MOST_WORDS = 4, 9
_DAY = rf"(?:the (?:night|evening|morning) of )?(?:{'|'.join(WEEKDAYS)}|{MONTH_NAMES}|\d)"
BORDER = re.compile(
    rf" (?=on {_DAY})| (?=(?:after|because|when|while|so that|although|since|before|as) )|, (?=[a-z])|; | - | – | — "
    r"| (?=from \d)| (?=at \d)| (?=by (?:dawn|noon|midnight|the end))| (?=in (?:the (?:early|late) )?(?:19|20)\d\d)"
    r"| (?=for (?:the first time|\w+ing |[\w-]+ (?:hours|days|weeks|months|years)))| (?=despite |amid |ahead of )"
    r"| (?=this (?:week|month|year))"
)
SAYS = re.compile(
    rf"\b(?:{SPEECH}|reported|according|estimates?d?|believes?|thinks?|fears?|showed|shows)\b", re.IGNORECASE
)
UNSURE = re.compile(
    r"\b(?:if|unless|until|may|might|could|would|should|reportedly|allegedly|planned|but|not|no longer|instead"
    r"|rather)\b",
    re.IGNORECASE,
)
UNFIT = re.compile(
    r"[\[\]\"“”«»:?!()]|\b(?:he|she|they|it|him|her|this|that|these|those|there|which|who|whose|also|here|where)\b|, "
    rf"|\b(?:{'|'.join(WEEKDAYS)})\b",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"^(?:is|are|was|were|has|have|had|will|won|lost|rose|fell|found|began|held|shot|built|met|rang|fled|sent|sold"
    r"|bought|paid|"
    r"brought|kept|led|drew|drove|struck|sought|broke|took|gave|made|went|came|left|said|saw|put|set|cut|hit|sank"
    r"|became|"
    r"got|told|ran|spread|beat|[a-z]{3,}ed)$"
)
DANGLING = words(
    "a an the of in on at to for by with from and or but as into over after before due set more less than about "
    "around up "
    "down off out is are was were has have had will be been not their its his her"
)
OPENING = re.compile(r"(?:In|On|At|For|By|From|With|After|Before|During|Under|Of|To|As|When|While|If)\b|[^ ]+ing\b")
AUXILIARIES = words("is are was were has have had will be been")
NEXT_CLAUSE = re.compile(r", | and ")
ARTICLE = re.compile(r"^(?:The|A|An) (?=\w)")


def clause_of(text: str, language: str) -> str:
    """The longest clause that the sentence begins with and that may head a section; "" if none, or not English."""
    return next(_clauses(text), "") if primary_language(language) == "en" else ""


def _clauses(text: str) -> Iterator[str]:
    whole = text.rstrip(".")
    ends = [len(whole), *(border.start() for border in reversed(list(BORDER.finditer(whole))))]
    for end in ends:
        shown, cut = ARTICLE.sub("", whole[:end]).strip(" ,;-–—"), whole[end:]
        size = len(shown.split())
        if size < FEWEST_WORDS:
            return
        if size <= MOST_WORDS and _stands(shown, cut):
            yield shown


def _stands(shown: str, cut: str) -> bool:
    near = NEXT_CLAUSE.split(cut.lstrip(" ,;"), maxsplit=1)[0]  # what may change the sense; a clause behind it does not
    if any(found.search(shown) for found in (UNFIT, SAYS, UNSURE)) or SAYS.search(cut) or UNSURE.search(near):
        return False
    if (
        negations(near)
        or hedges(near)
        or shown.split()[-1].lower() in DANGLING
        or not shown[:1].isalpha()
        or OPENING.match(shown)
    ):
        return False
    read = tokens(shown)
    verbs = [at for at, word in enumerate(read) if at and FINITE.match(word) and read[at - 1] not in AUXILIARIES]
    # "The phone found at Pelham was bought" has two, and which of them is done is not for patterns to tell.
    return len(verbs) == 1 and verbs[0] < len(read) - 1
