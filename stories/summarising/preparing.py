"""Everything the engine knows about one snapshot, computed once and remembered.

The result depends on text and language alone, never on dates, rights or other articles, so one
cache serves every story. Only the first sentences are read: news says first what matters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from stories.summarising.figures import Figure, figures
from stories.summarising.folding import fold
from stories.summarising.request import SourceArticle
from stories.summarising.sentences import iterate
from stories.summarising.vocabulary import PLACE_OR_BODY, TITLES
from stories.summarising.wording import (
    has_case,
    hedges,
    name_tokens,
    names,
    negations,
    primary_language,
    stems,
    tokens,
    word_count,
)

FIRST_SENTENCES = 40
READ_CHARACTERS = 60_000
SHINGLE_WORDS = 5
SKETCH_SIZE = 64

ENDS_WELL = re.compile(r"""[.!?…。！？؟۔।]["'”’»」』)\]]*$""")
BOILERPLATE = re.compile(
    r"\bsign up\b|\bsubscri(?:be|ption)\b|\bnewsletter|\bcopyright\b|©|\ball rights reserved\b|\bfile photo\b"
    r"|\bphoto(?:graph)? by\b"
    r"|\bcontributed to this (?:report|article|story)\b|\b(?:reporting|editing|writing|compiled) by\b"
    r"|\bread more\b|\bclick here\b"
    r"|\bfollow us\b|\badvertisement\b|\bshare this\b|\bcookies?\b|\bterms of (?:use|service)\b|\bhttps?://"
    r"|\bwww\.|\S@\S+\.\w"
    r"|\bpicture:|\bimage:|\bphoto:|\bthis (?:story|article) (?:was|has been)\b|\bfor immediate release\b"
    r"|\bmedia contact\b"
    r"|무단 ?전재|재배포 ?금지|구독|جميع الحقوق محفوظة|اشترك",
    re.IGNORECASE,
)
HINTS = (
    *(
        "sign up",
        "subscri",
        "newsletter",
        "copyright",
        "©",
        "reserved",
        "photo",
        "contributed",
        "ing by",
        "compiled by",
    ),
    *("read more", "click here", "follow us", "advertisement", "share this", "cookie", "terms of", "http", "www.", "@"),
    *("picture:", "image:", "this story", "this article", "release", "media contact", "written by"),
    *("전재", "금지", "구독", "محفوظة", "اشترك"),
)
"""Every match of BOILERPLATE contains one of these; looking for them is ten times cheaper."""
JUNK_START = re.compile(
    r"^(?:[*•▪█■◆#|>·–—-]|\d+[.)] |By [A-Z][\w.-]+ [A-Z][\w.-]+(?: [A-Z][\w.-]+)?$|\(?(?:Photo|AP|Reuters"
    r"|Yonhap)\b ?[/)])"
)
TABLE = re.compile(r"[█|\t]| {4,}|(?:\b\d+\b[ ,;:-]+){6,}")


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """One usable sentence; ``text`` is the snapshot's text from ``start`` to ``end`` on one line."""

    start: int
    end: int
    text: str
    folded: str
    position: int
    words: int
    terms: tuple[str, ...]
    content: frozenset[str]
    names: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers; offsets count in ``text``. Computed when asked: most sentences are never compared."""
        return _figures(self.text)

    @property
    def name_tokens(self) -> frozenset[str]:
        """The single words of its names, folded for comparison."""
        return _name_tokens(self.names)

    @property
    def negations(self) -> int:
        """How many negating words it has."""
        return _negations(self.folded)

    @property
    def hedges(self) -> frozenset[str]:
        """Its hedging words."""
        return _hedges(self.folded)


_figures = lru_cache(maxsize=8192)(figures)
_name_tokens = lru_cache(maxsize=8192)(name_tokens)
_negations = lru_cache(maxsize=8192)(negations)
_hedges = lru_cache(maxsize=8192)(hedges)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One snapshot. ``surnames`` maps a last name to the full names of persons that bear it here."""

    sentences: tuple[PreparedSentence, ...]
    sketch: frozenset[int]
    surnames: dict[str, frozenset[str]]
    words: int
    has_case: bool


def prepare(article: SourceArticle) -> Prepared:
    """What the engine knows about the article's text."""
    return _prepare(article.text, primary_language(article.language))


@lru_cache(maxsize=640)
def _prepare(text: str, language: str) -> Prepared:
    spans = []
    for start, end in iterate(text[:READ_CHARACTERS]):
        if not is_boilerplate(text[start:end]):
            spans.append((start, end))
        if len(spans) == FIRST_SENTENCES:
            break
    shown = [" ".join(text[start:end].split()) for start, end in spans]
    folded = [fold(line) for line in shown]
    common = _lower_words(folded)
    cased = has_case(text[:150])
    sentences = tuple(
        _sentence(span, line, matching, position, language, common if cased else None)
        for position, (span, line, matching) in enumerate(zip(spans, shown, folded, strict=True))
    )
    words = word_count(text[:READ_CHARACTERS])
    return Prepared(sentences, _sketch(folded), _surnames(sentences), words, cased)


def _sentence(
    span: tuple[int, int],
    shown: str,
    folded: str,
    position: int,
    language: str,
    common: frozenset[str] | None,
) -> PreparedSentence:
    terms = stems(folded, language)
    found = names(folded, common) if common is not None else ()
    return PreparedSentence(
        start=span[0],
        end=span[1],
        text=shown,
        folded=folded,
        position=position,
        words=word_count(folded),
        terms=terms,
        content=frozenset(terms),
        names=found,
    )


def is_boilerplate(passage: str) -> bool:
    """Whether a passage is no sentence of the report: a label, table line, caption, notice or byline."""
    shown = passage.strip()
    if not ENDS_WELL.search(shown[-12:]) or JUNK_START.search(shown) or TABLE.search(shown):
        return True
    low = shown.lower()
    return any(hint in low for hint in HINTS) and BOILERPLATE.search(shown) is not None


def _lower_words(folded: list[str]) -> frozenset[str]:
    return frozenset(word for line in folded for word in re.findall(r"\b[a-zà-ÿ]+\b", line))


def _sketch(folded: list[str]) -> frozenset[int]:
    """The smallest hashes of the text's word shingles: two sketches estimate how much is the same."""
    read = [token for line in folded for token in tokens(line)]
    last = max(1, len(read) - SHINGLE_WORDS + 1)
    hashes = {crc32(" ".join(read[at : at + SHINGLE_WORDS]).encode()) for at in range(last)} if read else set()
    return frozenset(sorted(hashes)[:SKETCH_SIZE])


def _surnames(sentences: tuple[PreparedSentence, ...]) -> dict[str, frozenset[str]]:
    """Persons of the article: names of two or three words whose last (or first) word also stands alone."""
    alone: set[str] = set()
    full: dict[str, set[str]] = {}
    for sentence in sentences:
        for name in sentence.names:
            core = person(name)
            if " " not in core:
                alone.add(core)
            else:
                for word in {core.split()[0], core.split()[-1]}:
                    full.setdefault(word, set()).add(core)
    return {word: frozenset(bearers) for word, bearers in full.items() if word in alone}


@lru_cache(maxsize=16384)
def person(name: str) -> str:
    """A name without leading titles and offices: "Howard Lutnick" of "U.S. Commerce Secretary Howard Lutnick".

    Names of places and bodies come back as one token, joined by underscores.
    """
    parts = name.split()
    for at in range(len(parts) - 1, -1, -1):
        if parts[at] in TITLES:
            parts = parts[at + 1 :]
            if len(parts) > 3 and parts[0] == "of":
                parts = parts[-2:]  # President of the United States Joe Biden
            break
    if len(parts) > 1 and (len(parts) > 3 or any(part in PLACE_OR_BODY or part.isupper() for part in parts)):
        return "_".join(parts)
    return " ".join(parts)
