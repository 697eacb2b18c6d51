"""What time overtakes: plans whose day has passed, and undated states of an article that newer ones follow.

"Is to meet on May 5" in an article of May 2 leaves on May 6; "is expected to", "has yet to", "are still missing" and
"has restored power to 8,200" without a day leave two days after their article, for a reader takes them for today's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from stories.summarising.reldates import ABSOLUTE, FUTURE, Resolution, absolute_days, has_future_cue, has_past_verb
from stories.summarising.wording import outside_quotes, primary_language

STALE_PLAN_DAYS = 7
STALE_STATE_DAYS = 2
FORESEEN = re.compile(
    r"\b(?:is|are) (?:expected|forecast|likely|due|set|scheduled|slated|planned|about|poised) to\b"
    r"|\bper ?cent contained\b"
    r"|\b(?:said|says|told|warned|warns|believes?|thinks?|expects?|estimat\w+|suggest\w*"
    r"|found)\b[^;]{0,100} (?:may|might) (?!have\b|not\b)[a-z]+"
)
"""What lay ahead: no day of the past beside it keeps it true."""
LASTING = re.compile(
    r"(?<!to )(?<!which )(?<!who )(?<!that )\b(?:has|have) (?:(?!been\b)\w+ )?\w+ed\b(?!.*\b(?:since"
    r"|for \w+ years)\b)"
)
STALE_PERFECT_DAYS = 14
STATE = re.compile(
    r"\b(?:(?:was|were|is|are) (?:on (?:his|her|its|their) way|heading (?:to|for))\b|(?:has|have"
    r"|had) (?:yet|still|until)\b|(?:has|have) to (?:approve|decide|rule|answer|agree|vote|ratify)\b"
    r"|(?:is|are|remains?) (?:now |still |being )(?:\w+)|still (?:is|are|being|missing|running|burning"
    r"|waiting|searching)\b"
    r"|(?:is|are) (?:waiting|missing|evacuated|stranded|closed|cut off|contained|under way|in hospital"
    r"|homeless|trapped|working"
    r"|searching|fighting|considering)\b|(?:not|n't) (?:yet )?been able to\b|\bthe mood\b|searched for\b"
    r"|(?:was|were) considering\b|feared (?:for|that|losing)\b|still (?:awaits|awaited|awaiting|needs"
    r"|needed|has to|have to|had to|faces|waits?|unclear|unknown)\b"
    r"|(?:has|have) stood at\b|declared \w+ days? of\b|(?:is|are) among the\b|waited (?:in|at|outside|for)"
    r"|(?:was|were) (?:closed|evacuated|cut off"
    r"|without power|stranded|blocked|shut)\b|(?:hopes?|wants?|plans?|intends?|aims?) to\b|(?:do"
    r"|does) not (?:plan|intend|want)\b"
    r"|(?:was|were) bound for\b|no (?:name|cause|motive) (?:was|has)\b)"
)
"""A state of things that passes."""
TALLY = re.compile(
    r"\b(?:has|have) (?:already |now |so far |already been )?(?:restored|counted|recovered|rescued|killed"
    r"|infected|offered|raised"
    r"|registered|confirmed|identified|evacuated|arrested|injured|found|contained|burned|burnt|destroyed)\b[^.;]*\d"
    r"|\bat least (?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens of"
    r"|a dozen) (?:more )?"
    r"(?!per\b|square|cubic|kilo|met|miles|million|billion|votes|delegates|hours?|days?|weeks?|months?"
    r"|years?|times|countries|seats)"
    r"[a-z]{4,}"
    r"|\b(?:had|has|have) (?:\w+ )?\d[\d,.]* (?:pledged )?(?:delegates|seats|points|votes|goals|medals|wins)\b"
    r"|\d[\d,]* [a-z ]{1,24} (?:has|have) (?:now |already )?been [a-z]+ed\b|\b\d+ per ?cent contained\b",
    re.IGNORECASE,
)
"""A count that goes on."""
COUNTED_AFTER = re.compile(r"\b(?:[Aa]fter|[Ff]ollowing|[Bb]y the end of|when|before|once|needed|required)\b")
STATE_ABROAD = {
    "de": re.compile(
        r"\b(?:wird|werden|soll|sollen|sollte|sollten|könnte|könnten|dürfte|dürften|verlangt|fordert"
        r"|kündig\w+|rechnet|bleibt vorerst|noch"
        r"|weiterhin|nun|derzeit|braucht|käme|hätte)\b"
    ),
    "es": re.compile(
        r"\b(?:sigue|siguen|continúa|continúan|todavía|aún|podría|podrían|recurrirá|defenderá|exige|exigen"
        r"|espera|esperan|quiere"
        r"|quieren|planea|prevé)\b"
    ),
    "fr": re.compile(
        r"\b(?:reste|restent|encore|toujours|pourrait|pourraient|devrait|devraient|exige|exigent|espère"
        r"|espèrent|veut|veulent"
        r"|prévoit)\b"
    ),
}
PAST_ABROAD = {
    "de": re.compile(
        r"\b(?:wurden?|waren?|hat|haben|hatten?|[a-zäöüß]+(?:te|ten)|gab|kam|fiel|stieg|nahm|ging|trat"
        r"|beschloss|wies|lag|stand"
        r"|sprach|fand|verlor|gewann|verschob|zog|hielt|ließ|rief|schrieb|starb|begann)\b"
    ),
    "es": re.compile(
        r"\w+(?:ó|aron|ieron|aba|aban|ía|ían)\b|\b(?:fue|fueron|dijo|hizo|ha|han|hubo|tuvo|puso|vino|pidió)\b"
    ),
    "fr": re.compile(r"\b(?:a|ont|est|sont|\w+ait|\w+aient|\w+èrent|fut|furent)\b"),
}
PART_OF_DAY = re.compile(
    r"\b(?:after|before|at|until|by|since) (?:dark|dawn|dusk|nightfall|sunset|sunrise|daybreak|first light"
    r"|lunchtime)\b"
    r"|\b(?:through|throughout|during|in|by|before) the (?:night|morning|afternoon|evening|day)\b(?! of\b)"
    r"|\ball (?:night|day)"
    r"(?: long)?\b|\b(?:at|until|by|before|after|shortly after|just after) (?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven"
    r"|twelve)(?=[.,;]| (?:that|and|when|in the|after|before|on)\b)"
)
HOUR_ABROAD = {
    "de": re.compile(
        r"\b(?:um|ab|bis|gegen|seit) \d{1,2}(?:[.:]\d\d)? Uhr\b|\bam (?:späten |frühen )?(?:Abend|Morgen"
        r"|Nachmittag|Vormittag)\b"
    ),
    "es": re.compile(r"\ba las? \d{1,2}(?:[.:]\d\d)?\b(?! [a-z]+as\b)|\bpor la (?:mañana|tarde|noche)\b"),
    "fr": re.compile(r"\b(?:[àÀ]|[Vv]ers|[Dd]ès) \d{1,2} ?h(?:eures)?\b|\b[Dd]ans la (?:matinée|soirée|nuit)\b"),
}
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
HABIT = re.compile(r"\b(?:every|each|daily|nightly|usually|always|often|days? a week|a day|will|can)\b", re.IGNORECASE)
PLAN = re.compile(r"\b(?:(?:is|are) (?:to|scheduled|due|slated|set to|expected to|planned)|will)\b")


def has_passed(
    folded: str,
    language: str,
    published: date,
    newest: date,
    resolutions: Sequence[Resolution],
    days: Sequence[date],
) -> bool:
    """Whether the sentence speaks of a plan whose day is over by the story's newest article."""
    rest = outside_quotes(folded)
    if any(found.is_future and (found.until or found.day) < newest for found in resolutions):
        return True
    if any(published < day < newest for day in days) and not _tells_of_past(rest, primary_language(language)):
        return True  # "the term ends on May 5": a plan without a word of planning
    if has_future_cue(rest, language) and published < newest:
        planned_today = _is_planned_for(published, rest, language, published, resolutions, days)
        if planned_today or any(published < day < newest for day in days):
            return True
    age = (newest - published).days
    if age >= (1 if days else STALE_STATE_DAYS) and _is_foreseen(rest) and not any(day >= newest for day in days):
        return True
    if days or age < STALE_STATE_DAYS:
        return False
    if age >= STALE_PLAN_DAYS and PLAN.search(rest):
        return True
    if resolutions or YEAR.search(rest):
        return False
    return _is_passing(rest, primary_language(language)) or (age >= STALE_PERFECT_DAYS and _is_lasting(rest))


@lru_cache(maxsize=16384)
def _is_foreseen(rest: str) -> bool:
    return FORESEEN.search(rest) is not None


@lru_cache(maxsize=16384)
def _is_lasting(rest: str) -> bool:
    return LASTING.search(rest) is not None


@lru_cache(maxsize=16384)
def _is_passing(rest: str, language: str) -> bool:
    if language != "en":
        state = STATE_ABROAD.get(language)
        return state is not None and state.search(rest) is not None
    return bool(STATE.search(rest) or (TALLY.search(rest) and not COUNTED_AFTER.search(rest)))


def _tells_of_past(rest: str, language: str) -> bool:
    past = PAST_ABROAD.get(language)
    return has_past_verb(rest) if language == "en" else past is None or past.search(rest) is not None


def has_open_hour(folded: str, language: str, days: Sequence[date]) -> bool:
    """Whether a sentence tells the time of a day that it does not name: "after dark", "at eight"."""
    return not days and _names_hour(folded, primary_language(language))


@lru_cache(maxsize=16384)
def _names_hour(folded: str, language: str) -> bool:
    rest = outside_quotes(folded)
    if language != "en":
        hour = HOUR_ABROAD.get(language)
        return hour is not None and hour.search(rest) is not None
    return PART_OF_DAY.search(rest) is not None and not HABIT.search(rest) and not WEEKDAY.search(rest)


def _is_planned_for(
    wanted: date, rest: str, language: str, published: date, resolutions: Sequence[Resolution], days: Sequence[date]
) -> bool:
    """Whether an English sentence foresees something for this day: its first cue stands before the day.

    Without any past verb the order does not matter: "On May 5 the council will meet".
    """
    if primary_language(language) != "en" or wanted not in days:
        return False
    if not has_past_verb(rest):
        return True
    cue = FUTURE.search(rest)
    places = [(found.day, found.at) for found in resolutions if found.is_day]
    named = list(zip(absolute_days(rest, published), ABSOLUTE.finditer(rest), strict=False))
    places += [(day, found.start()) for day, found in named]
    return cue is not None and any(day == wanted and cue.end() <= at for day, at in places)
