"""Words whose exchange or loss changes what a sentence claims."""

from __future__ import annotations

_OPPOSITES = """
rose fell|increased decreased|rise fall|rising falling|gained lost|higher lower|approved rejected|approve reject
accepted refused|agreed refused|supported opposed|support oppose|supporters opponents|won lost|opened closed|open closed
began ended|begin end|started stopped|allowed banned|allow forbid|confirmed denied|arrested released|praised criticised
strengthened weakened|improved worsened|expanded shrank|success failure|succeeded failed|passed failed|legal illegal
possible impossible|safe dangerous|guilty innocent|convicted acquitted|public secret|hired dismissed|imports exports
import export|north south|northern southern|east west|eastern western|buy sell|bought sold|lent borrowed|survived died
raised cut|raise cut|lifted imposed|joined left|arrived departed|accused cleared|advanced retreated|attack defend
attacked defended|victory defeat|present absent|male female|men women|boys girls|old new|full empty|early late
upheld overturned|granted withdrew|welcomed condemned|positive negative|asked ordered|urged forbade|inside outside
lawful unlawful|maximum minimum|shut opened|destroyed repaired|injured killed|widened narrowed|ahead behind|entered left
majority minority|profit loss|strong weak|hot cold|long short|large small|up down|demand supply|winner loser
""".replace("\n", "|")
OPPOSITES = {
    side: other
    for pair in _OPPOSITES.split("|")
    if pair.strip()
    for side, other in [tuple(pair.split()), tuple(reversed(pair.split()))]
}

HEDGES = (
    "allegedly", "reportedly", "apparently", "possibly", "probably", "perhaps", "presumably", "potentially",
    "at least", "at most", "about", "around", "roughly", "approximately", "an estimated", "nearly", "almost",
    "more than", "less than", "fewer than", "up to", "as many as", "over", "under", "alleged", "suspected",
    "possible", "potential", "planned", "proposed", "expected", "likely", "preliminary", "provisional",
    "provisionally", "so far", "partly", "mostly", "largely", "mainly", "some of", "part of", "half of", "most of",
)  # fmt: skip
BEFORE_FIGURE = frozenset(
    {"about", "around", "over", "under", "roughly", "nearly", "almost", "approximately", "up to", "at least"}
)

MODALS = {
    "may": "will", "might": "will", "could": "will", "can": "must", "should": "must", "would": "will",
    "is expected to": "will", "are expected to": "will", "was expected to": "did", "is likely to": "will",
    "are likely to": "will", "plans to": "will", "plan to": "will", "planned to": "did", "hopes to": "will",
    "hope to": "will", "aims to": "will", "intends to": "will", "wants to": "will", "want to": "will",
    "seeks to": "will", "seems to": "is certain to", "appears to": "is certain to", "appeared to": "was certain to",
    "believed": "knew", "suspects": "knows", "suggested": "proved", "suggests": "proves",
    "considering": "completing", "considered": "decided", "tried to": "managed to", "sought to": "managed to",
    "offered to": "was made to", "threatened to": "went on to", "urged": "forced", "asked": "forced",
    "called on": "forced", "recommended": "ordered", "recommends": "orders", "proposed": "ordered", "fears": "knows",
    "expects": "guarantees", "estimated": "proved", "will": "must", "likely": "certainly", "thinks": "knows",
    "believes": "knows", "claimed": "proved",
}  # fmt: skip
DONE = {
    "will be": "was", "will have": "had", "is to be": "was", "are to be": "were", "would be": "was", "may be": "was",
    "could be": "was", "can be": "was", "plans to": "has begun to", "is due to": "has begun to", "was to": "did",
    "is to": "did", "must be": "has been", "should be": "was", "is expected to be": "was",
    "wants to": "has begun to", "will": "did",
}  # fmt: skip

COMPARATIVES = {
    "more than": "less than", "less than": "more than", "fewer than": "more than", "at least": "at most",
    "at most": "at least", "up to": "at least", "as many as": "at least", "over": "under", "above": "below",
    "below": "above", "higher": "lower", "lower": "higher", "more": "fewer", "fewer": "more", "less": "more",
    "larger": "smaller", "smaller": "larger", "largest": "smallest", "biggest": "smallest", "highest": "lowest",
    "lowest": "highest", "most": "least", "best": "worst", "worst": "best", "first": "last", "last": "first",
    "earlier": "later", "later": "earlier", "oldest": "youngest", "longer": "shorter", "shorter": "longer",
    "longest": "shortest", "faster": "slower", "better": "worse", "worse": "better", "before": "after",
    "after": "before", "younger": "older", "older": "younger", "nearly": "well over", "almost": "well over",
    "greater": "smaller", "minimum": "maximum", "since": "until", "until": "since", "within": "after",
    "second": "third", "third": "fourth", "twice": "three times", "double": "triple",
}  # fmt: skip
QUANTIFIERS = {
    "some": "all", "some of": "all of", "most": "all", "most of": "all of", "many": "all", "many of": "all of",
    "several": "all", "several of": "all of", "a few": "many", "few": "many", "all": "some", "all of": "some of",
    "every": "almost no", "each": "one", "both": "neither of", "none of": "some of", "no": "some", "half": "most",
    "half of": "most of", "a third of": "half of", "a quarter of": "half of", "part of": "all of",
    "only": "not only", "any": "every", "a majority of": "all", "much of": "all of", "a number of": "all",
    "two of": "all of", "one of": "two of", "other": "all other", "a fifth of": "half of", "often": "always",
    "sometimes": "always", "usually": "always", "rarely": "often", "always": "sometimes", "mostly": "always",
}  # fmt: skip
QUALIFIERS = (
    "former", "deputy", "acting", "interim", "vice", "assistant", "draft", "attempted", "partial", "partially",
    "unofficial", "temporary", "temporarily", "voluntary", "conditional", "conditionally", "under-age",
    "unconfirmed", "false", "fake", "would-be", "rarely", "seldom", "only", "non-binding", "retired", "ex-",
    "shadow", "rival", "mock", "failed", "disputed", "designate",
)  # fmt: skip
PLANTED_QUALIFIERS = ("former", "deputy", "acting", "interim", "retired", "would-be", "self-styled", "rival", "shadow")
PLANTED_HEDGES = (
    "allegedly", "reportedly", "apparently", "possibly", "probably", "almost", "nearly", "partly", "supposedly",
    "perhaps",
)  # fmt: skip
NEGATIONS = {
    "did not": "did", "does not": "does", "do not": "do", "is not": "is", "are not": "are", "was not": "was",
    "were not": "were", "has not": "has", "have not": "have", "had not": "had", "will not": "will",
    "would not": "would", "cannot": "can", "can not": "can", "could not": "could", "should not": "should",
    "must not": "must", "may not": "may", "didn't": "did", "doesn't": "does", "don't": "do", "isn't": "is",
    "aren't": "are", "wasn't": "was", "weren't": "were", "hasn't": "has", "haven't": "have", "hadn't": "had",
    "won't": "will", "wouldn't": "would", "can't": "can", "couldn't": "could", "never": "", "not": "", "no": "",
    "no longer": "", "without": "with", "nobody": "somebody", "no one": "someone", "nothing": "something",
    "none of": "all of", "neither": "both", "nor": "and", "refused to": "agreed to", "failed to": "managed to",
    "unable to": "able to", "denied": "admitted", "hardly": "", "barely": "", "ruled out": "planned",
}  # fmt: skip
"""What stands for a negation once it is removed."""
