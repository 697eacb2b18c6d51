"""Sentences that lean on another one: anaphors, pronouns without an owner, "the vote", "three stayed".

English is judged in full. For German, French, Spanish, Arabic, Korean, Japanese and Chinese the commonest
openings and references back are known (``leaning_words``); in other languages nothing is, and a sentence
counts as standing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from stories.summarising.definite_words import BODIES_LOWER
from stories.summarising.definites import pointing_back
from stories.summarising.leaning_words import INSIDE, LEADING
from stories.summarising.persons import Named, full_name, office_alone, person
from stories.summarising.pronouns import A_PERSON
from stories.summarising.vocabulary import EVENT_NOUNS, SPEECH
from stories.summarising.wording import outside_quotes, quotes, stems, word_count

OPENING = re.compile(
    r"^[\"'(]*(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Its|Our|My|Your|Both|Such|There|Here"
    r"|Another|Others?|Some|Many|Most|None|All|Neither|Either|Each|Few|(?:Everybody|Everyone|Somebody"
    r"|Someone)(?! in | on | at | from )|Nobody else"
    r"|Footage|Video footage|Videos?(?= show)|Images(?= show)|[A-Z][a-z]+ when (?:full|empty|open)"
    r"|A (?:second|third|fourth) one"
    r"|Whoever|Whatever|What|Why|How|Who|One of (?:them|the|these|those)|Two of|Several|Half of (?:them|these|those)"
    r"|The (?:two|latter|former|same|other|others|move|decision|announcement|incident|statement|news|milestone"
    r"|report said"
    r"|result|change|comments?|remarks?|pair|group|event|latest|new status|rest|following|summary|video|majority"
    r"|name|goal"
    r"|aim|plan|office|duo|trio|ruling|study|project|measure|answer|reason|question|figures?|timing)"
    r"|Meanwhile|But|And|Or|So|Yet|However|Also|Additionally|Moreover|Furthermore|Nevertheless|Nonetheless|Still"
    r"|Instead"
    r"|Rather|Then|Later|Earlier|Afterwards?|Thus|Therefore|Hence|Similarly|Likewise|Besides|Otherwise|Indeed|Finally"
    r"|Previously|Subsequently|Specifically|Consequently|Accordingly|Notably|Importantly|Ultimately|Eventually"
    r"|Initially"
    r"|Nationally|Generally|Locally|First in the|Asked (?:again|once|twice|\w+ times|why|whether|how|if|when|about)"
    r"|Elsewhere|Overall|Separately|Again|Too|Perhaps|Maybe|Please|Whether|Because|Though|For (?:it|now|that|this)"
    r"|(?:Between|Behind|Beside|Unlike|Like) (?:the two|them|these|those|both)|At the other (?:end|side)"
    r"|Among (?:them|those|the|these|others)|In (?:addition|contrast|response|turn|this|that|his|her|their|its|these"
    r"|those"
    r"|the subsequent|other|fact|short|particular|general|conclusion|return|other words|both|all|the (?:meantime"
    r"|same|other))"
    r"|As (?:for|such|a result|a consequence|well)|At (?:the same|that|this|least one of)|By (?:contrast|way of"
    r"|comparison|then|this|that)"
    r"|For (?:example|instance|context|his|her|its|their|this|that|these|those)|On (?:the (?:other|same|contrary)"
    r"|top of (?:that|this))"
    r"|After (?:this|that|which|all)|Before (?:this|that)|Despite (?:this|that|these|his|her|its|their)"
    r"|Because of (?:this|that)"
    r"|During (?:this|that|these|the)|Since (?:then|that|its|his|her|their)|Following (?:this|that|the|these)"
    r"|According to (?:his|her|its|their|the|him|them)|Of (?:these|those|them|the)|Per the|With (?:this|that|his|her"
    r"|its|their)"
    r"|From (?:there|then|his|her|its|their)|If|Reportedly|Officially|Over \d+%|Results|That year|Unlike|Even|Only"
    r"|Now|Currently"
    r"|To (?:that|this) end|Under (?:this|that|these|his|her|its|their)|Like (?:his|her|its|their|this|that)"
    r"|Not only)\b"
)
IMPERATIVE = re.compile(
    r"^(?:Do not|Don't|Please|Bring|Sow|Keep|Avoid|Call|Check|Ask|Take|Use|Read|See|Visit|Follow|Click|Note|Remember"
    r"|Watch|Listen"
    r"|Stay|Send|Tell|Join|Turn|Wash|Write|Look|Let|Imagine|Consider|Think|Expect|Picture) (?!by\b|of\b|is\b|was\b"
    r"|are\b|were\b|to (?:the|a)\b)"
)
LABEL = re.compile(
    r"^[^\W\d_]+(?: [^\W\d_]+)?: "
    r"|^(?![^:]*\b(?:is|are|was|were|has|have|had|will|would|may|must|can|could|do|did|does|[a-z]+ed|[a-z]+ing)\b)"
    r"(?![^:]*\b(?:said|says|told|found|put|set|made|gave|came|saw|lists?|names?|shows?|makes?|gives?)\b)"
    r"[^:\"]{3,90}: [a-z]"
)
"""A line of a list: a label, or a phrase without a verb, and what belongs to it."""
COUNT_ALONE = re.compile(
    r"^(?:At least |About |Some |More than |Nearly |Another |Only )?(?:\d[\d,]*|One|Two|Three|Four|Five|Six|Seven"
    r"|Eight|Nine|Ten"
    r"|Eleven|Twelve|Dozens|Hundreds|Thousands)(?: more| others?)? (?:were|was|are|is|had|have|has|will|would|could"
    r"|did|went|came|died"
    r"|expect|want|prefer|preferred|favou?r|need|hope|think|believe|see|voted|oppose|support"
    r"|left|said|say|fled|fell|lost|won|took|got|went|remain(?:s|ed)?|stayed|who|of (?:them|those|these)|[a-z]+ed)\b"
)
REFERS_BACK = re.compile(
    r"\b(?:the same (?:day|time|place|person|man|woman)|that day|that time|the time being|as such"
    r"|the former(?! [a-z])|the latter"
    r"|the following (?:update|statement|message|information|details|measures)|as follows"
    r"|the above|below:|in question|of that kind|such an?|so (?:wide|large|small|long|high|low|many|few) an?"
    r"|the aforementioned"
    r"|(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands) of (?:them|these|those)"
    r"|(?:say|says|said|that) (?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)(?: more| others?)? (?:had|have"
    r"|were|are)|(?:went|goes|gone) further|all (?:the )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)"
    r" [a-z]+(?! (?:of|in|on|at|with|who|that|which|from|between|aboard|under|to|[a-z]+ (?:of|in|on|at|with|who))\b)"
    r"|[Tt]he \d[\d,.]*-[a-z]+ [a-z]+(?! (?:of|in|on|at|between|from|that|which|who|near|to)\b)"
    r"|[Tt]he (?:lower|higher|earlier|later|previous|original|revised|final|first|second|third) (?:figure|number|price"
    r"|offer|sum|amount|total|tally|plan|proposal|date|estimate|target|version|mission|attempt|vote|count|bid)"
    r"(?! (?:of|for|in|to|on|by|that|from)\b)|[Tt]he remaining [a-z]+"
    r"|an earlier|(?:added|continued)(?=,|:| that)"
    r"|similar (?:views?|statements?|remarks?|measures?|concerns?|sentiments?|comments?|steps?|results?)"
    r"|(?:his|hers|theirs|its) (?=(?:on|in|at|by|when|after|before) )|the (?:latter|former)'s|in (?:his|her"
    r"|their) (?:place|stead)"
    r"|respectively(?=,? (?:he|she|they))|followed suit|likewise|vice versa|among (?:those|them|these)"
    r"|one of (?:them|those|these)"
    r"|all of (?:them|those|these)|(?:some|many|most|half|none|each|both|few) of (?:them|those|these"
    r"|whom he|whom she)"
    r"|[Tt]he (?:others|largest|smallest|biggest|latest|older|younger)(?=[.,;]| (?:after"
    r"|was|were|is|are|had|has|have|will|would|said|and|but|because|when|until|went|came)\b)"
    r"|(?:has|have|had) since (?=[a-z])(?!the\b|an?\b|before\b|at\b|about\b|it\b|they\b)"
    r"|(?:had|has|have|with|got|bought|needs?|wants?|wanted|owns?) (?:only )?(?:one|two|three|four|another"
    r"|some|none|several)"
    r"(?= (?:that|which|who|more|left)\b|[.,;])"
    r"|(?:was|is|were|are) (?:himself|herself|themselves|itself)|none would|no decision had"
    r"|(?:shown|showed|expressed|have|has|had) (?:(?:strong|great|no|some|an|little) )?interest(?! (?:in|rates?)\b)"
    r"|(?:issued|gave|delivered|announced|published|handed down|released) (?:an?|its|their|his|her) "
    r"(?:ruling|decision|verdict|judgment|judgement|findings|results)(?! (?:that|to|allowing|ordering"
    r"|saying|in favou?r"
    r"|against|finding|not|declaring|banning|overturning|rejecting|upholding))"
    r"|no \w+ in it|doing so|did so|does so|do so|done so|the (?:two|three|four|pair|duo|trio) (?:are|were"
    r"|had|have|said|met"
    r"|agreed|will|would))\b"
)
POINTING = re.compile(
    r"\b(?:this|these) (?!(?:morning|afternoon|evening|week|month|year|weekend|spring|summer|autumn|fall|winter"
    r"|quarter|season"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b)[a-z]"
    r"|\b(?:of|by|for|in|to|from|with|on|at|after|before|until|under|about|into|against|over|since|than) (?:that"
    r"|those) "
    r"(?!the\b|an?\b|who\b|whose\b|which\b|he\b|she\b|it\b|they\b|is\b|was\b|in\b|on\b|of\b|from\b|with\b|without\b"
    r"|living\b|at\b|by\b"
    r"|under\b|affected\b|killed\b|injured\b|involved\b|responsible\b)[a-z]+"
    r"|\b(?:called|calls|calling|denied|denies|denying|rejected|rejects|described|welcomed|ignored|condemned|said"
    r"|did|made|confirmed|expected|wanted|knew|known|heard|believed"
    r"|doubts?|disputed?) (?:that|this|these|those)(?= (?:on|as|at|an?|when|after|last|too|in)\b|[.,;]| [a-z]+ing\b)"
    r"|\b(?:to|of|by|with|about|for|at|from|on|like) (?:this|these|that|those)(?=[.,;])"
    r"|^(?:At|In|By|For|With|On) [^,]{1,40} (?:that|this) (?:is|was|would|will|means|makes?)\b"
    r"|\bthat (?:loss|decision|vote|plan|idea|claim|figure|sum|price|amount|night|meeting|deal|bill|fund|case|report"
    r"|ruling|move|offer"
    r"|request|letter|question|sentence|number|proposal|result|project|law|rule|limit|step|change|view|stance"
    r"|position|role)\b"
    r"(?! (?:is|was|are|were|has|had|will|would|could|of|and|makers?|to|in)\b)"
)
PLACE_THERE = re.compile(
    r"\b(?:there|here)(?! (?:is|was|are|were|will|has|have|had|would|could|may|might|should|can|must|be|being"
    r"|remains?|remained"
    r"|came|stood|and back|appears?|appeared|seems?|seemed|to be|exists?|existed)\b)(?!'s|fore|by)\b",
    re.IGNORECASE,
)
NAMED_PLACE = re.compile(r"\b(?:at|in|near|from|to|off|around|outside|reached|left) (?:[a-z]+ )?[A-Z]")
LEANS_AT_HEAD = re.compile(
    r"(?:\S+ ){0,8}also\b|In (?:\w+ place|first|second|third|fourth|last)\b|The \d"
    r"|(?:In|On|At|From|For|By|As|To|With|After|Under|Before|Near|Behind|Since) [^,]{1,90}, (?:it|this|they|he|she"
    r"|these|both)\b"
    r"|(?:In|On|At|From|For|By|As|To|With|After|Under|Before|Near|Behind|Since) (?:[\w'-]+ ){1,6}(?:they|he|she|it) "
    r"(?:is|was|has|had|have|were|are|will|would|said)\b"
    r"|\S+ (?:\S+ ){0,2}told (?:him|her|them|it)\b"
    r"|[A-Z][\w' ]{0,40} (?:took|called|saw|found|made|knew|did|got|gave|built|left|opened|closed|sold"
    r"|bought) (?:it|them|him"
    r"|her)\b(?! (?:too|worth|clear|possible|hard|easy|difficult))"
)
LEANS = re.compile(
    r"\bhowever\b|\btoo[.,]|\bas well[.,]"
    r"|\b[a-z]+s (?:said|say|confirmed|announced|found|believe|reported) (?:that )?(?:it|this)\b"
    r"|\bthis (?:is|was|has|will|would|came|comes|means|follows)\b"
)
NOBODY_THERE = re.compile(
    r"\b(?:nobody|people|everyone|anyone|those|officials|residents|workers|life) there\b", re.IGNORECASE
)
LEANS_HINTS = (
    *(
        "also",
        "place",
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "however",
        "The ",
        "too",
        "well",
        " it ",
        " it,",
        " it.",
    ),
    *(" this", " he ", " she ", " they ", " these ", " both ", " him", " her", " them"),
)
"""Every match of LEANS and LEANS_AT_HEAD contains one of these; looking for them is cheaper."""
THE_EVENT = re.compile(
    r"\b[Tt]he (?:[A-Z][a-z]+(?:ese|ian|ish|an|i|ch) )?([a-z]+)\b(?! (?:of|on|in|at|by|that|which|who|against"
    r"|between)\b)"
)

SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]ers?|[Tt]hey|[Tt]hem|[Tt]heirs?)\b")
PLURAL_NOUN = re.compile(r"\b(?:people|men|women|children|police|[a-z]{3,}s)\b")


def anaphor(sentence: Named, language: str) -> bool:
    """A sentence that leans on the one before it."""
    folded = sentence.folded
    rest = outside_quotes(folded)
    if language != "en":
        opens, inside = LEADING.get(language), INSIDE.get(language)
        return bool((opens and opens.search(folded)) or (inside and inside.search(rest)))
    return bool(
        OPENING.match(folded)
        or IMPERATIVE.match(folded)
        or (":" in folded and LABEL.match(folded))
        or COUNT_ALONE.match(folded)
        or REFERS_BACK.search(rest)
        or (any(hint in rest for hint in ("this", "these", "that", "those")) and POINTING.search(rest))
        or _elsewhere(rest)
        or _leans_in_quotes(folded)
        or (any(hint in rest for hint in LEANS_HINTS) and (LEANS_AT_HEAD.match(rest) or LEANS.search(rest)))
    )


def _leans_in_quotes(folded: str) -> bool:
    """Whether quoted words speak of him, her or them without a person among them: their speaker is somebody else."""
    if '"' not in folded:
        return False
    for _, _, inside in quotes(folded):
        found = SOMEBODY.search(inside)
        if found is None or word_count(inside) < 4 or A_PERSON.search(inside):
            continue
        is_plural = found.group().lower().startswith("the")
        if not (is_plural and PLURAL_NOUN.search(inside, 0, found.start())):
            return not re.search(r"[a-z,] [A-Z][a-z]", inside[: found.start()])
    return False


def _elsewhere(rest: str) -> bool:
    """Whether "there" means a place that the sentence does not name before it."""
    if "here" not in rest:
        return False
    if NOBODY_THERE.search(rest):
        return True
    found = PLACE_THERE.search(rest)
    return found is not None and NAMED_PLACE.search(rest, 0, found.start()) is None


def antecedents(
    sentence: Named, language: str, told: Set[str] = frozenset(), *, is_lead: bool = False
) -> tuple[frozenset[str], frozenset[str]]:
    """What "the vote" leans on: stems any sentence may bring, and stems the same article must bring.

    ``told`` are the stems of the article before the sentence. Languages that ``definites`` knows; events and offices
    in English.
    """
    leans, kinds = pointing_back(sentence, language, told, is_lead=is_lead)
    leans |= _office_of_nothing(sentence, language)
    if language != "en":
        return leans, kinds
    return leans, kinds | _events_and_offices(sentence)


@lru_cache(maxsize=8192)
def _events_and_offices(sentence: Named) -> frozenset[str]:
    """Stems of what an English sentence takes as known: "the vote", "the minister"."""
    rest = outside_quotes(sentence.folded)
    own = frozenset(
        term
        for found in THE_EVENT.finditer(rest)
        if found.group(1) in EVENT_NOUNS and not _is_named_before(sentence, rest[: found.start()], found.group(1))
        for term in stems(found.group(1), "en")
        if term not in stems(rest[: found.start()], "en")
    )
    office = office_alone(rest)
    if office and not any(
        name.split()[-1] in rest[: office.start()] for name in sentence.names if full_name(person(name))
    ):
        own |= frozenset(stems(office.group(1), "en"))
    return own


def _is_named_before(sentence: Named, before: str, kind: str) -> bool:
    """Whether a body was named that "the company" is."""
    return kind in BODIES_LOWER and any(name in before for name in sentence.names if not full_name(person(name)))


OFFICE_FIRST = {
    "en": re.compile(
        r"^(?!The )(?:[A-Z][a-z]+ )??(?:[a-z]+ )?(?P<office>[Mm]ayor|[Cc]ommissioner|[Cc]ouncillor"
        r"|[Mm]anager|[Dd]irector|[Cc]hairman"
        r"|[Cc]hairwoman|[Cc]oach|[Hh]eadteacher|[Pp]rincipal|[Ss]pokesman|[Ss]pokeswoman|[Ff]oreman|[Cc]aretaker) "
        r"(?P<name>[A-Z][\w'-]+ [A-Z][\w'-]+)"
    ),
    "de": re.compile(
        r"^(?P<office>(?:Präsident|Bürgermeister|Oberbürgermeister|Trainer|Sprecher|Vorsitzender?|Direktor|Leiter"
        r"|Geschäftsführer|Schulleiter|Werksleiter)(?:in)?) (?P<name>[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+)(?! (?:von|vom"
        r"|des|der) )"
    ),
}
"""A sentence that opens with an office of some place or body, and with its holder's name."""


def _office_of_nothing(sentence: Named, language: str) -> frozenset[str]:
    """The office that opens a sentence which names no place or body: mayor of what? An earlier sentence must tell."""
    pattern = OFFICE_FIRST.get(language)
    found = pattern.match(sentence.folded) if pattern else None
    if found is None or (language == "en" and re.search(r"(?<=[a-z,] )[A-Z][a-z]", sentence.folded[found.end() :])):
        return frozenset()
    return frozenset(stems(found["office"].lower(), language))


SPEAKER = re.compile(rf"\b(?:{SPEECH})\b")
