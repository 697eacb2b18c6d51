"""Neutral labels for sections that no headline of ours fits: terms of the section itself, joined as its language joins.

They claim nothing, so they cannot be wrong; the desk is asked for a better heading all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from stories.summarising.claims import dateline_end
from stories.summarising.counted import NO_THING
from stories.summarising.persons import full_name, person
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vocabulary import MONTH_NAMES, STOP_WORDS, WEEKDAYS, words
from stories.summarising.wording import outside_quotes, primary_language

MOST_WORDS = 9
PERSONS = 0.45
NOUNS = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|its|their|of|for|in|on|to|by|new|more|and|\d[\d,.]*) ((?:[a-z][a-z-]{3,} )?[a-z][a-z-]{3,})\b"
    r"(?! (?:that|which)\b)"
)
NO_NOUN = words(
    "more most less least been being their there these those which where while after before about above below other "
    "first second third last next same such many much several various own able likely late early former former part "
    "number total percentage point member members "
    "time times year years month months week weeks day days hour hours people person percent million "
    "billion thousand hundred response request order fact case cases thing things kind sort both also even ever never "
    "just only very well back down over under into onto from with without within during until since because however "
    "according including against among between through their outside inside around along across near following rest "
    "have has had having will would shall should could might must were what when who whose whom said says"
)
NO_END = re.compile(r"(?:ly|ed|ing|ous|ful|ive|able|ible|less|ish|ary|ical|ern|ian|est|ate|ize|ise)$")
ARABIC_STOPS = words(
    "في من على إلى الى عن أن ان إن التي الذي الذين هذا هذه ذلك تلك كان "
    "كانت قال قالت كما بعد قبل عند مع بين حتى لكن ولكن أو او ثم قد لقد "
    "كل بعض غير سوف هو هي هم أي اي ما لا لم لن ليس إذا اذا "
    "وهي وهو وفق بحسب خلال حول منذ أما اما عام يوم أمس اليوم وقد وكان وقال وقالت "
    "يوميا سنويا ألف مليون ألاف آلاف مليار منها فيه فيها له لها به بها "
    "عليه عليها أنه انه أنها انها نحو أكثر اكثر أول اول ثلاث تقول يقول"
)
KOREAN_PARTICLES = (
    *("에서는", "에서도", "으로는", "으로도", "에게서", "까지는", "부터는", "이라고", "이라는"),
    *(
        "에서",
        "에게",
        "으로",
        "까지",
        "부터",
        "보다",
        "처럼",
        "라고",
        "라는",
        "에는",
        "에도",
        "와의",
        "과의",
        "하고",
        "이나",
    ),
    *("은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "로", "도", "만"),
)
KOREAN_VERB = re.compile(
    r"(?:다|고|며|면|서|지|해|한|할|된|될|됐|했|는데|려고|도록|하게|들어갈|없이|하는|되는|있는|없는|따라|위해|대해|통해|가운데|동안|때문|모두|함께|이미|다시|또한|먼저|올해|지난|오는|이번)$"
)
HAN_RUN = re.compile(r"[\u4e00-\u9fff々]{2,}|[\u30a1-\u30fa\u30fc]{3,}")
LETTERS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
DAYS = frozenset((*WEEKDAYS, *MONTH_NAMES.split("|"))) | words(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Februar März Mai Juni Juli Oktober "
    "Dezember lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche"
)


def neutral_label(
    sentences: Sequence[PreparedSentence], others: Sequence[PreparedSentence], language: str, used: Iterable[str]
) -> str:
    """A label of one or two terms that stand in the section more than elsewhere; a dash where there are none.

    ``others`` are the sentences of the other sections; ``used`` holds headings in lower case that are taken.
    """
    taken = set(used)
    ranked = _ranked(sentences, others, primary_language(language))
    if not ranked:
        return "—"
    for best in ranked[:2]:
        is_whole = len(best.split()) > 1 and primary_language(language) not in ("ar", "ko")
        for label in [best] if is_whole else _pairs(best, ranked, sentences, primary_language(language)):
            if label.lower() not in taken:
                return label
    return next((term for term in ranked if term.lower() not in taken), "—")


def _pairs(best: str, ranked: Sequence[str], sentences: Sequence[PreparedSentence], language: str) -> Iterator[str]:
    """The best term with each other that may stand beside it."""
    for second in ranked:
        if second != best and not _overlap(best, second) and _belong_together(best, second, sentences):
            label = _joined(best, second, language)
            if len(label.split()) <= MOST_WORDS:
                yield label


def _belong_together(first: str, second: str, sentences: Sequence[PreparedSentence]) -> bool:
    """Whether one sentence has both: two terms that never meet make no label."""
    return any(first in sentence.folded and second in sentence.folded for sentence in sentences)


def _overlap(first: str, second: str) -> bool:
    one, two = set(first.lower().split()), set(second.lower().split())
    return bool(one & two) or first in second or second in first


def _ranked(sentences: Sequence[PreparedSentence], others: Sequence[PreparedSentence], language: str) -> list[str]:
    """Terms, the best first: in many sentences of the section and in few of the others; names before nouns."""
    mine = Counter(term for sentence in sentences for term in _terms(sentence, language))
    theirs = Counter(term for sentence in others for term in _terms(sentence, language))
    scores = {
        term: round(count * _weight(term) / (1 + theirs[term] / (1 + len(others))), 6) for term, count in mine.items()
    }
    first = {term: at for at, term in enumerate(dict.fromkeys(t for s in sentences for t in _terms(s, language)))}
    return sorted(scores, key=lambda term: (-scores[term], first[term], term))[:12]


def _weight(term: str) -> float:
    """Two words say more than one, and a name more than a noun; but a section is not about a person."""
    if full_name(person(term)):
        return PERSONS
    return (1.4 if term[:1].isupper() else 1.0) * (1.5 if len(term.split()) > 1 else 1.0)


def _terms(sentence: PreparedSentence, language: str) -> list[str]:
    """What a sentence speaks of, as a label may show it; each once."""
    rest = outside_quotes(sentence.folded)
    rest = " " * dateline_end(rest) + rest[dateline_end(rest) :]
    if language == "ko":
        return list(dict.fromkeys(filter(None, map(_without_particle, LETTERS.findall(rest)))))
    if language in ("ja", "zh"):
        return list(dict.fromkeys(HAN_RUN.findall(rest)))
    if language == "ar":
        found = [shown for word in LETTERS.findall(rest) if (shown := _arabic(word))]
        return list(dict.fromkeys(found))
    names = [_whole(name, rest) for name in map(_shown_name, sentence.names) if name and name in rest]
    nouns = [noun for found in NOUNS.findall(rest) if (noun := _noun(found))] if language == "en" else []
    if language != "en":
        common = (word for word in LETTERS.findall(rest) if len(word) > 5 and word.islower())
        nouns = [word for word in common if word not in STOP_WORDS and word not in NO_THING]
    return list(dict.fromkeys([*names, *nouns]))


def _shown_name(name: str) -> str:
    """A name fit for a label: no day, no lone letter, no office run into a person's name; "" if it is none."""
    core = person(name).replace("_", " ")
    parts = core.split()
    if (
        len(parts) > 1
        and (parts[0].endswith("ing") or parts[0] in ("Republican", "Democratic"))
        and parts[-1] != "Party"
    ):
        parts = parts[1:]  # "Following South Carolina" at the start of a sentence
    if not parts or len(parts) > 3 or DAYS.intersection(parts) or len("".join(parts)) < 3:
        return ""
    if len(parts) == 1 and re.search(r"(?:[ric]can|ese|ish|[^r]ian|raqi|aeli|ic|onal|ical|ive)$", parts[0]):
        return ""
    return "" if parts[-1].endswith("-like") or any(not part[0].isalpha() for part in parts) else " ".join(parts)


def _whole(name: str, text: str) -> str:
    """A name with the "New" that opens its sentence: "New Hampshire held"."""
    return f"New {name}" if text.startswith(f"New {name}") else name


def _noun(found: str) -> str:
    """The noun of "the (adjective) noun", alone where the word before it is no modifier; "" if it looks like none."""
    *before, last = found.split()
    if last in STOP_WORDS or last in NO_NOUN or NO_END.search(last):
        return ""
    fits = (
        before
        and before[0] not in STOP_WORDS
        and before[0] not in NO_NOUN
        and not before[0].endswith(("ly", "ed", "s"))
    )
    return f"{before[0]} {last}" if fits else last


def _without_particle(word: str) -> str:
    """A Korean noun without its particle; "" for what looks like a verb or is too short."""
    for particle in KOREAN_PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            word = word[: -len(particle)]
            break
    return "" if len(word) < 3 or KOREAN_VERB.search(word) else word


def _arabic(word: str) -> str:
    """An Arabic noun without what is written together with it before the article; "" for stop words."""
    if word in ARABIC_STOPS or len(word) < 4:
        return ""
    if word.startswith("لل") and len(word) > 4:
        word = "ال" + word[2:]
    for joined in ("وال", "فال", "بال", "كال"):
        if word.startswith(joined) and len(word) > len(joined) + 2:
            word = word[1:]
            break
    return word if word.startswith("ال") and len(word) > 4 and word not in ARABIC_STOPS else ""


def _joined(first: str, second: str, language: str) -> str:
    """Two terms as one label, joined as the language joins."""
    if language == "ko":
        last = ord(first[-1]) - 0xAC00
        return f"{first}{'과' if 0 <= last < 11172 and last % 28 else '와'} {second}"
    if language == "ja":
        return f"{first}と{second}"
    if language == "zh":
        return f"{first}、{second}"
    if language == "ar":
        return f"{first} و{second}"
    if language != "en":
        return f"{first}, {second}"
    if first[:1].isupper() == second[:1].isupper():
        return f"{first} and {second}"
    name, noun = (first, second) if first[:1].isupper() else (second, first)
    return f"{name}: {noun}"
