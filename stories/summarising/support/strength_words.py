"""Words that make a statement weaker, stronger or its opposite. English; negating words of other languages too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from stories.summarising.vocabulary import words
from stories.summarising.wording import stem

WEAKENERS: Mapping[str, frozenset[str]] = {
    "possibility": words("may might could can possible possibly potential potentially perhaps maybe cannot"),
    "likelihood": words(
        "likely probable probably expected apparently apparent appears appeared appear seems seemed seem believed "
        "thought understood presumably suggests suggested expects expect"
    ),
    "unlikelihood": words("unlikely improbable"),
    "allegation": words(
        "alleged allegedly reportedly purported purportedly claimed claims suspected accused rumored rumoured "
        "unconfirmed claim unverified"
    ),
    "plan": words(
        "planned plans plan planning proposed proposes propose considering considers consider intends intended aims "
        "scheduled slated upcoming prepares preparing seeks seeking hopes hoped hope wants wanted pledged promised "
        "vowed agreed"
    ),
    "obligation": words("must should ought shall"),
    "future": words("will would shall"),
    "condition": words("if unless provided pending"),
    "limit": words("only solely merely"),
    "rank": words("former acting interim deputy vice retired outgoing incoming ex-"),
    "part": words("some several partly partially partial most mostly many few often sometimes usually half"),
}
"""Kinds of words that weaken a statement; what stands in the article may not be dropped."""

CARRIED_BY: Mapping[str, frozenset[str]] = {
    "future": frozenset({"future", "plan", "likelihood", "possibility", "obligation"}),
    "likelihood": frozenset({"likelihood", "possibility", "allegation"}),
    "plan": frozenset({"plan", "possibility", "likelihood"}),
    "obligation": frozenset({"obligation"}),
}
"""What may stand instead: a word that weakens no less. A kind not listed is carried by itself alone."""

STRENGTHENERS = words(
    "former acting interim deputy must forced ordered required certainly definitely undoubtedly proved proven "
    "guaranteed always every all entirely"
)
"""What may not be put into a sentence whose source does not say it."""

INFINITIVE = re.compile(
    r"\b(?:is|are|was|were) (?:to|set to|due to|about to)\b|\bset to\b|\bplans? to\b|\bto be \w+ed\b"
)
INDIRECT_NO = words(
    "fail fails failed refuse refuses refused reject rejects rejected deny denies denied decline declines declined "
    "lack lacks lacked unable avoid avoided prevent prevents prevented stop stopped without absent rule ruled"
)

_PAIRS = words("""
rose/fell rise/fall rises/falls rising/falling risen/fallen rose/dropped rise/drop rises/drops rose/declined
rise/decline rising/declining gained/lost gain/loss gains/losses gain/lose gained/fell increased/decreased
increase/decrease increases/decreases increasing/decreasing increased/fell increased/reduced increase/reduce up/down
grew/shrank grow/shrink growth/decline growing/shrinking climbed/fell climbed/dropped jumped/plunged jumped/fell
surged/plunged surged/fell surge/plunge soared/plunged soared/fell soared/slumped higher/lower highest/lowest
high/low more/less more/fewer most/least above/below over/under before/after earlier/later first/last
accepted/rejected accept/reject accepts/rejects acceptance/rejection approved/rejected approve/reject
approves/rejects approval/rejection approved/blocked passed/failed pass/fail passes/fails passed/rejected
agreed/refused agree/refuse agrees/refuses agreed/disagreed agree/disagree allowed/banned allow/ban allows/bans
allowed/barred allowed/prohibited permitted/prohibited permitted/banned allow/forbid confirmed/denied confirm/deny
confirms/denies admitted/denied admit/deny admits/denies supported/opposed support/oppose supports/opposes
supporting/opposing backed/opposed back/oppose backs/opposes favour/against favor/against for/against
praised/criticised praised/criticized praise/criticise praise/criticize praises/criticises praises/criticizes
welcomed/condemned welcome/condemn welcomes/condemns won/lost win/lose wins/loses winning/losing winner/loser
victory/defeat won/defeated opened/closed open/close opens/closes opening/closing reopened/closed
started/ended start/end starts/ends began/ended begin/end begins/ends beginning/end launched/ended started/stopped
start/stop starts/stops began/stopped joined/left join/leave joins/leaves arrived/left arrived/departed arrive/depart
entered/left enter/leave entering/leaving bought/sold buy/sell buys/sells buying/selling hired/fired hire/fire
appointed/dismissed appoint/dismiss appointed/sacked elected/ousted arrested/released arrest/release
detained/released jailed/freed freed/detained imprisoned/released convicted/acquitted convict/acquit
conviction/acquittal guilty/innocent upheld/overturned uphold/overturn upholds/overturns success/failure
succeeded/failed succeed/fail succeeds/fails successful/unsuccessful legal/illegal lawful/unlawful safe/unsafe
safe/dangerous strong/weak stronger/weaker strengthened/weakened strengthen/weaken strengthens/weakens
improved/worsened improve/worsen improves/worsens improvement/deterioration better/worse best/worst good/bad
positive/negative profit/loss profits/losses surplus/deficit imports/exports import/export imported/exported
expanded/cut expand/cut expanded/contracted expand/contract expansion/contraction raised/lowered raise/lower
raises/lowers raising/lowering raised/cut raise/cut raises/cuts raising/cutting added/cut added/removed add/remove
lifted/imposed lift/impose lifts/imposes lifting/imposing extended/shortened extend/shorten accelerated/slowed
accelerate/slow faster/slower fast/slow quickly/slowly larger/smaller large/small largest/smallest big/small
bigger/smaller long/short longer/shorter longest/shortest old/new older/younger oldest/youngest young/old rich/poor
survived/died survive/die survives/dies alive/dead killed/survived killed/rescued found/lost saved/lost
injured/unharmed hurt/unhurt majority/minority all/none all/some every/some everyone/nobody always/never
many/few inside/outside north/south east/west northern/southern eastern/western northeast/southwest
northwest/southeast left/right public/private domestic/foreign male/female men/women man/woman boys/girls boy/girl
husband/wife father/mother son/daughter brother/sister day/night morning/evening same/different temporary/permanent
temporarily/permanently voluntary/mandatory optional/mandatory true/false correct/incorrect with/without
include/exclude included/excluded includes/excludes including/excluding present/absent continued/stopped
continue/stop continues/stops resumed/suspended resume/suspend resumes/suspends restored/cut delayed/advanced
attacked/defended attack/defend attacks/defends advanced/retreated advance/retreat withdrew/deployed
withdraw/deploy remain/leave remained/left remains/leaves stay/leave stayed/left stays/leaves kept/dropped
keep/drop encouraged/discouraged encourage/discourage hopeful/pessimistic optimistic/pessimistic
confident/doubtful calm/violent peaceful/violent ally/enemy allies/enemies friend/enemy protect/endanger built/destroyed
build/destroy building/destroying repaired/damaged created/destroyed create/destroy create/cut created/cut known/unknown
likely/unlikely able/unable possible/impossible necessary/unnecessary certain/uncertain clear/unclear fair/unfair
""")


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, two in pairs:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


_SPLIT = [(one, two) for one, _, two in (pair.partition("/") for pair in _PAIRS)]
OPPOSITES: Mapping[str, frozenset[str]] = _both_ways(_SPLIT)
OPPOSITE_STEMS: Mapping[str, frozenset[str]] = _both_ways((stem(one, "en"), stem(two, "en")) for one, two in _SPLIT)
"""The same by stems, so that "accepts" stands against "rejected"."""
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de")

BOUNDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{forms})(?: an?| the)?\s*[$€£¥₩]?(?:US\$)?$", re.IGNORECASE))
    for name, forms in (
        ("below", "less than|fewer than|under|below|at most|no more than|up to|as many as|not more than|as much as"),
        ("above", "at least|more than|over|above|exceeding|no fewer than|no less than|not less than|a minimum of"),
        ("nearly", "nearly|almost|close to|just under"),
        ("about", "about|around|some|roughly|approximately|an estimated|estimated|approx"),
    )
)
AFTER_BOUNDS = re.compile(r"^ (?:or (?P<above>more|higher|above)|or (?P<below>less|fewer|lower|below))\b")
ATTRIBUTING = re.compile(
    r"\b(?:said|says|say|saying|told|tells|according to|claimed|claims|claiming|alleged|alleges|alleging|stated|states"
    r"|reported|reports|announced|announces|announcing|warned|warns|warning|argued|argues|denied|denies|insisted"
    r"|insists|confirmed|confirms|added|adds|wrote|writes|acknowledged|admitted|testified|asserted|estimated"
    r"|estimates|citing|believes?|quoted|tweeted|described|accused|accuses|suggested|suggests|cited|posted)\b",
    re.IGNORECASE,
)
ANY_ATTRIBUTION = re.compile(rf"{ATTRIBUTING.pattern}|\bin the words of\b|\bas per\b", re.IGNORECASE)
