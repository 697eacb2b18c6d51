"""Neutral labels for sections that no headline of ours fits, taken from the section itself.

They claim nothing, so they cannot be wrong; where none is good there is none. The desk is asked for a better heading
all the same. In scripts without capitals a label is one or two terms, joined as the language joins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from stories.summarising.claims import dateline_end
from stories.summarising.phrases import nouns, phrases, whole_names
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vocabulary import words
from stories.summarising.wording import outside_quotes, primary_language

MOST_WORDS = 9
UNCASED = ("ar", "ko", "ja", "zh")
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


def neutral_label(
    sentences: Sequence[PreparedSentence], others: Sequence[PreparedSentence], language: str, used: Iterable[str]
) -> str:
    """A label for the section, taken whole from it; "" where nothing there would be a label that a desk prints.

    ``others`` are the sentences of the other sections; ``used`` holds headings in lower case that are taken.
    """
    taken = set(used)
    primary = primary_language(language)
    if primary in UNCASED:
        return _two_terms(sentences, others, primary, taken)
    found = [*phrases(sentences, primary), *whole_names(sentences, primary), *nouns(sentences, primary)]
    mine = [label for label in dict.fromkeys(found) if label.lower() not in taken]
    theirs = Counter(label for label in mine for sentence in others if label in sentence.folded)
    return min(mine, key=lambda label: (theirs[label] > len(others) / 2, mine.index(label)), default="")


def _two_terms(
    sentences: Sequence[PreparedSentence], others: Sequence[PreparedSentence], language: str, taken: set[str]
) -> str:
    """One or two terms that stand in the section more than elsewhere, joined as the language joins."""
    ranked = _ranked(sentences, others, language)
    for best in ranked[:2]:
        for label in _pairs(best, ranked, sentences, language):
            if label.lower() not in taken:
                return label
    return next((term for term in ranked if term.lower() not in taken), "")


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
    """Terms, the best first: in many sentences of the section and in few of the others."""
    mine = Counter(term for sentence in sentences for term in _terms(sentence, language))
    theirs = Counter(term for sentence in others for term in _terms(sentence, language))
    scores = {term: round(count / (1 + theirs[term] / (1 + len(others))), 6) for term, count in mine.items()}
    first = {term: at for at, term in enumerate(dict.fromkeys(t for s in sentences for t in _terms(s, language)))}
    return sorted(scores, key=lambda term: (-scores[term], first[term], term))[:12]


def _terms(sentence: PreparedSentence, language: str) -> list[str]:
    """What a sentence speaks of, as a label may show it; each once."""
    rest = outside_quotes(sentence.folded)
    rest = " " * dateline_end(rest) + rest[dateline_end(rest) :]
    if language == "ko":
        return list(dict.fromkeys(filter(None, map(_without_particle, LETTERS.findall(rest)))))
    if language == "ar":
        return list(dict.fromkeys(filter(None, map(_arabic, LETTERS.findall(rest)))))
    return list(dict.fromkeys(HAN_RUN.findall(rest)))


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
    return f"{first} و{second}"
