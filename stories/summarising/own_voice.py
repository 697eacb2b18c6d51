"""Sentences in which an outlet speaks of itself or to its readers; they are nobody else's to print.

English, and the first person, "exclusive" and "this newspaper" of German, French, Spanish, Arabic, Korean,
Japanese and Chinese (``leaning_words``). In Spanish and Arabic a first person that is only a verb ending
is not seen.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stories.summarising.folding import fold
from stories.summarising.leaning_words import OWN_VOICE as ABROAD
from stories.summarising.persons import Named
from stories.summarising.vocabulary import words
from stories.summarising.wording import outside_quotes

FIRST_PERSON = re.compile(
    r"(?<![\w-])(?:[Ww]e|[Ww]e'\w+|[Oo]urs?|[Oo]urselves|us|[Mm]y|me|myself|[Hh]ere|[Yy]ou|[Yy]our|[Yy]ours"
    r"|[Yy]ou'\w+)(?![\w-])"
    r"|(?<![\w.-])(?<!War )(?<!Part )(?<!Phase )(?<!Article )(?<!Elizabeth )(?<!Charles )(?<!Francis )(?<!Nicholas )"
    r"(?<!Title )(?<!Type )(?<!Division )(?<!Group )(?<!Class )I(?:'m|'ve|'d|'ll)?"
    r"(?= [a-z])(?!(?: (?:and|of|in|on|at|to|for|was|is|as|with|by|from|or)\b))"
    r"|(?<=[a-z,] )I (?=was|am)"
)
OWN = re.compile(
    r"\btold (?:this (?:paper|newspaper|site|reporter|website|magazine|programme|station)|the (?:post|letter|herald"
    r"|times|gazette|paper"
    r"|newspaper|station|magazine|programme)|wikinews|us|our)\b|\bspoke to (?:the (?:letter|post|herald|gazette)"
    r"|this \w+|us|our)\b"
    r"|\bexclusive(?:ly)?\b|\b(?:this|our) (?:newspaper|website|reporter|correspondent|magazine|station|newsroom)\b"
    r"|\b(?:seen|obtained|reviewed|viewed) by (?!police|investigators|doctors|voters|many|some)|\b(?:recalls?"
    r"|as reported) earlier\b"
    r"|\bas (?:we|previously) reported\b|\bin an interview with (?:this|our|the (?:post|herald|gazette"
    r"|letter|paper))\b"
    r"|\b(?:is|are) (?:proud|pleased|delighted|excited|thrilled|honou?red) to\b|\bworld-class\b|\bstate-of-the-art\b"
    r"|\bworth the (?:wait|journey|trip|effort)\b"
    r"|\bbest-in-class\b|\bcent(?:re|er) of excellence\b|\bplease contact\b|\bmedia enquir|\bneed take no action\b"
    r"|\bcommitted to (?:providing|delivering|offering)\b|\bthanks? (?:its|their) (?:loyal"
    r"|valued) (?:customers|fans|members)\b"
    r"|\b(?:stay tuned|read on|more (?:here|below)|see (?:below|above|page))\b|\bour reporters?\b|\bgood (?:morning"
    r"|evening), \b",
)
FIRST_HINTS = (
    *(" we ", " we'", "We ", "We'", " our", "Our", " us ", " us.", " us,", " my ", "My ", " me ", " me.", " me,"),
    *("myself", "here", "Here", "you", "You", "I ", "I'"),
)
OWN_HINTS = (
    *(
        "told",
        "spoke to",
        "exclusive",
        "this ",
        "our ",
        "seen by",
        "obtained by",
        "reviewed by",
        "viewed by",
        "earlier",
    ),
    *(
        "reported",
        "interview",
        "stay tuned",
        "read on",
        "more ",
        "see ",
        "good ",
        " to",
        "world-",
        "worth",
        "-class",
        "of-the-art",
        "of excellence",
        "contact",
        "enquir",
    ),
    *("no action", "committed", "thank"),
)
"""Every match of FIRST_PERSON, and of OWN in lower case, contains one of these; looking for them is cheaper."""
PRAISE = {
    "de": re.compile(
        r"\b(?:ist|sind) (?:stolz|erfreut)\b|\bfreu(?:t|en) sich,|\bweltweit führend\w*|\bhöchster Qualität\b"
    ),
    "es": re.compile(
        r"\b(?:se enorgullece|se complace|agradece a su|orgullos[oa]s? de|tiene el placer"
        r"|extraordinaria afición|con firmeza)\b"
    ),
    "fr": re.compile(r"\b(?:est fi[eè]re?|sont fi[eè]re?s|a le plaisir|ont le plaisir|se réjouit|leader mondial)\b"),
}
"""How press releases praise those who send them."""
BRACKETED = re.compile(r"\s*\([^()]*\)")
MEDIA = words(
    "news daily online radio agency press wire tv television times post herald gazette courier tribune journal "
    "magazine telegraph "
    "mirror express mail guardian observer chronicle dispatch echo messenger letter review today bulletin "
    "broadcasting media"
)


def own_voice(sentence: Named, language: str) -> bool:
    """Whether the sentence speaks in the first person, to the reader, or of its own reporting."""
    rest = outside_quotes(sentence.folded)
    if language != "en":
        abroad, praise = ABROAD.get(language), PRAISE.get(language)
        return bool((abroad and abroad.search(rest)) or (praise and praise.search(rest)))
    if any(hint in rest for hint in FIRST_HINTS) and FIRST_PERSON.search(rest):
        return True
    low = rest.lower()
    return any(hint in low for hint in OWN_HINTS) and OWN.search(low) is not None


def names_its_outlet(folded: str, outlet: str) -> bool:
    """Whether a folded sentence names the outlet that printed it: "Tidewater Radio has asked the hospital"."""
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) for form in _forms(outlet) if form in folded)


@lru_cache(maxsize=2048)
def _forms(outlet: str) -> tuple[str, ...]:
    """The outlet's name, and without its last word where a word of the trade is left: "Tidewater Radio"."""
    name = BRACKETED.sub("", fold(outlet)).strip()
    parts = name.split()
    forms = [name] if len(name) > 2 else []
    if len(parts) > 2 and MEDIA.intersection(word.lower() for word in parts[1:-1]):
        forms.append(" ".join(parts[:-1]))
    return tuple(forms)
