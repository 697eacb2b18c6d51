"""Words of a text: tokens, stems, names, quotes, negations and hedges.

Stems are Snowball's where the language has a stemmer, else the folded word. Runs of Han, kana or
Hangul become overlapping pairs of characters, so that particles do not hide a shared word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from stories.summarising.vocabulary import HEDGES, NEGATING_PARTS, NEGATORS, STOP_WORDS, STOP_WORDS_ABROAD, words

LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""Primary language subtags that have a Snowball stemmer."""

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
MAY = re.compile(r"\bMay(?=[,.]? \d)|(?<=\d )May\b")
PAIRED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
NAME_RUN = re.compile(
    r"[A-ZÀ-ÖØ-Þa](?<!\w.)(?:(?<!a)[\w.’'&-]*|(?<=a)l-[A-Z]\w+)"  # its first character first: faster to find
    r"(?: (?:(?:of the|of|de|da|del|van|von|bin|al|der|the) )?(?:[A-ZÀ-ÖØ-Þ][\w.’'&-]*|al-[A-Z]\w+|I{1,3}V?\b))*"
)
ELIDED = re.compile(r"^(?:[LDJNSMTC]|Qu|Dell|All|Nell|Sull|Un)['’](?=[a-zà-ÿ])")  # "L'entreprise" opens with no name
LONG_STOP = re.compile(r"([^\W\d_.]{5,})\. ")
QUOTE = re.compile(r'"([^"]*)"|「([^」]*)」|『([^』]*)』')
NOT_NAMES = words(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozens hundreds thousands"
)
ALIASES = {
    "us": "united-states",
    "usa": "united-states",
    "u.s": "united-states",
    "u.s.": "united-states",
    "america": "united-states",
    "uk": "united-kingdom",
    "u.k": "united-kingdom",
    "britain": "united-kingdom",
    "u.n": "un",
    "u.n.": "un",
    "e.u": "eu",
    "e.u.": "eu",
}


@lru_cache(maxsize=256)
def primary_language(tag: str) -> str:
    """The primary subtag in lower case: "en" of "en-GB"."""
    return tag.replace("_", "-").split("-")[0].strip().lower()


def tokens(text: str) -> list[str]:
    """Words of a folded text in lower case, without possessive 's."""
    return list(_tokens(text))


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[str, ...]:
    """Remembered for one article's reading, which asks for the words of each sentence twice."""
    found = TOKEN.findall(text.lower())
    return tuple([token.removesuffix("'s") for token in found] if "'s" in text or "'S" in text else found)


def stems(text: str, language: str) -> tuple[str, ...]:
    """Content stems of a folded text, in order; stop words and lone letters are left out."""
    abroad = STOP_WORDS_ABROAD.get(primary_language(language), frozenset[str]())
    read = [token for token in _tokens(text) if token not in STOP_WORDS and token not in abroad]
    if text.isascii() or not PAIRED.search(text):
        return tuple([stem(token, language) for token in read if len(token) > 1 or token.isdigit()])
    found: list[str] = []
    for token in read:
        if PAIRED.search(token):
            found.extend(_pairs(token))
        elif len(token) > 1 or token.isdigit():
            found.append(stem(token, language))
    return tuple(found)


def _pairs(token: str) -> list[str]:
    pairs: list[str] = []
    for run in PAIRED.findall(token):
        pairs.extend([run] if len(run) < 2 else (run[at : at + 2] for at in range(len(run) - 1)))
    return pairs


STAYS = re.compile(
    r"[a-z]+(?:[abfhjkopquvwxz]|[^e]d|[^n]g|[^i]ng|[^o]n|[^i]on|[^eo]r|[^t]or|[^nst]t|[^ae]nt|[^i]st|tt|[^s]m|[^i]c"
    r"|[eio]l|[^f]ul|[aeou]y|[^e]ss|[^n]ess)|[0-9]+"
)
"""Words with an ending that no rule of Snowball's English stemmer takes off: half of all, and stemming is slow."""
PLURAL = re.compile(r"(?!(?:new|univer)s$)[a-z]*[aeiou][a-z]*(?:[bcfhjklmnpqrtvwxz]|[^e]d)(?<=...)s")
"""Words of which it takes the s, and then stems them as if there had been none."""


@lru_cache(maxsize=32768)
def stem(token: str, language: str) -> str:
    """The stem of one lower-case word; the word itself where the language has no stemmer."""
    algorithm = LANGUAGES.get(primary_language(language))
    if not algorithm or (algorithm == "english" and STAYS.fullmatch(token)):
        return token
    if algorithm == "english" and PLURAL.fullmatch(token):
        return stem(token[:-1], language)
    # A Snowball stemmer works on its own state: two threads in one would give stems of each other's words.
    with _stemming:
        return str(_stemmer(algorithm).stemWord(token))


_stemming = Lock()


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)


def word_count(text: str) -> int:
    """Length in words; two ideographs or kana count as one word."""
    if text.isascii():
        return len(text.split())
    ideographs = len(IDEOGRAPH.findall(text))
    return len(IDEOGRAPH.sub(" ", text).split()) + (ideographs + 1) // 2


COMMON_FORM = re.compile(r"[A-Z][a-z]+(?:s|ing|ed|ly|tion|sion|ment|ness|ity|age|ure|ance|ence|ism|ship|hood)")


OF_AN_OFFICE = re.compile(r" [a-z]+(?:or|er|ist|man|woman|head|chief|member|president|giant|firm|group) [A-Z]")
"""What follows the first word of "Ferry operator Osk Lines"."""


def names(text: str, common: frozenset[str] = frozenset(), known: frozenset[str] | None = None) -> tuple[str, ...]:
    """Runs of capitalised words of a folded text: "Kim Jung-kwan", "United States Department of Defense".

    A run at the start of a sentence or quotation loses its first word when that word is a stop word
    or stands in ``common``, the words that the article also writes in lower case. With ``known``, the words
    that it writes with a capital inside sentences, a lone first word that looks like a common noun ("Wells")
    is no name unless it stands there.
    """
    found: list[str] = []
    for run in NAME_RUN.finditer(text):
        parts = ELIDED.sub("", run.group().rstrip("'&-")).split()
        parts[-1] = parts[-1] if "." in parts[-1][:-1] else parts[-1].rstrip(".")
        if _opens_sentence(text, run.start()) and (parts[0].lower() in STOP_WORDS or parts[0].lower() in common):
            parts = parts[1:]
        elif known is not None and len(parts) == 1 and parts[0] not in known and _opens_sentence(text, run.start()):
            is_common = COMMON_FORM.fullmatch(parts[0]) or OF_AN_OFFICE.match(text, run.end())
            parts = [] if is_common else parts
        while parts and (parts[0].islower() or parts[0].lower() in NOT_NAMES or parts[0] == "The"):
            parts = parts[1:]
        found.extend(_owners(parts))
    return tuple(found)


def _owners(parts: list[str]) -> list[str]:
    """Split a run behind possessives and full stops: "Democratic Party's South Carolina" is two names."""
    if len(parts) < 2:
        return [parts[0].removesuffix("'s")] if parts and len(parts[0]) > 1 else []
    whole = " ".join(parts).replace("'s ", "'s\n")
    if ". " in whole:
        whole = LONG_STOP.sub(r"\1\n", whole)
    return [name.removesuffix("'s") for name in whole.split("\n") if len(name) > 1]


def _opens_sentence(text: str, at: int) -> bool:
    while at and text[at - 1] in " \"'([":
        at -= 1
    return not at or text[at - 1] in ".!?:\n"


def name_tokens(found: tuple[str, ...]) -> frozenset[str]:
    """The single words of names, folded for comparison, with aliases of common states resolved."""
    singles: set[str] = set()
    for name in found:
        joined = name.lower().replace("united states", "us").replace("united kingdom", "uk")
        singles.update(ALIASES.get(part, part) for part in joined.split() if part not in STOP_WORDS or part == "us")
    return frozenset(singles)


@lru_cache(maxsize=8192)
def has_case(text: str) -> bool:
    """Whether the script tells capital letters apart; names can be seen only there."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.lower() != character.upper() for character in letters) * 2 > len(letters)


def quotes(text: str) -> tuple[tuple[int, int, str], ...]:
    """Quoted passages of a folded text: start and end of the whole with its marks, and the words inside."""
    return tuple((found.start(), found.end(), found.group().strip('"「」『』')) for found in QUOTE.finditer(text))


def quotes_balance(text: str) -> bool:
    """Whether every quotation mark and bracket of a folded text has its partner."""
    pairs = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in pairs)


@lru_cache(maxsize=4096)
def outside_quotes(text: str) -> str:
    """A folded text with what stands between quotation marks blanked; offsets stay."""
    if not any(mark in text for mark in '"」』'):
        return text
    return QUOTE.sub(lambda found: " " * len(found.group()), text)


def negations(text: str) -> int:
    """How many negating words stand in a folded text."""
    low = text.lower()
    return sum(token in NEGATORS for token in tokens(low)) + sum(low.count(part) for part in NEGATING_PARTS)


def hedges(text: str) -> frozenset[str]:
    """The hedging words of a folded text; the month of May is none."""
    return HEDGES.intersection(tokens(MAY.sub(" ", text) if "May" in text else text))
