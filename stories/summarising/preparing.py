"""Everything the engine knows about one snapshot, computed once and remembered.

The result depends on text and language alone, never on dates, rights or other articles, so one
cache serves every story: bounded, keyed by the text itself in this version of the code (a process
runs one), and safe in threads: what is remembered never changes. Only the first sentences are read:
news says first what matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np

from stories.summarising.figures import Figure, figures
from stories.summarising.folding import fold, readable
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.persons import bearers_of
from stories.summarising.persons import person as person
from stories.summarising.request import SourceArticle
from stories.summarising.sentences import iterate
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
MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number near 2^64 / golden ratio spreads what it multiplies

ENDS_WELL = re.compile(r"""[.!?…。！？؟۔।]["'”’»」』)\]]*$""")
BOILERPLATE = re.compile(
    r"\bsign up\b|\bsubscri(?:be|ption)\b|\bnewsletter|\bcopyright\b|©|\ball rights reserved\b|\bfile photo\b"
    r"|\bphoto(?:graph)? by\b"
    r"|\bcontributed to this (?:report|article|story)\b|\b(?:reporting|editing|writing|compiled) by\b"
    r"|\bread more\b|\bclick here\b"
    r"|\bfollow us\b|\badvertisement\b|\bshare this\b|\bcookies?\b|\bterms of (?:use|service)\b|\bhttps?://"
    r"|\bwww\.|\S@\S+\.\w"
    r"|\bpicture:|\bimage:|\bphoto:|\bcaption:|\bgetty images\b|\bimage credit|\bphoto credit|\bpictured (?:here"
    r"|above|left"
    r"|right|below)\b|\((?:photo|image|picture|file)\b|\bseen in this\b|\bafp via\b|\bhandout\b.{0,20}/|\ball times are"
    r"|\bfoto:|\bphoto :|사진 ?[=:]|写真[=:は]|图片来源|图为|图源|\bthis (?:story|article) (?:was|has been)\b"
    r"|\bfor immediate release\b"
    r"|\bmedia contact\b"
    r"|무단 ?전재|재배포 ?금지|구독|جميع الحقوق محفوظة|اشترك|\balle rechte vorbehalten|\btous droits réservés"
    r"|\btodos los derechos reservados|無断転載|版权所有|未经授权|责任编辑|编辑[:：]|\babonnieren\b|\bs'abonner\b"
    r"|\babonnez|\bsuscríb",
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
    *(
        "caption",
        "getty",
        "credit",
        "pictured",
        "(image",
        "(picture",
        "(file",
        "seen in this",
        "afp via",
        "handout",
        "all times",
    ),
    *(
        "전재",
        "금지",
        "구독",
        "محفوظة",
        "اشترك",
        "foto:",
        "사진",
        "写真",
        "图",
        "vorbehalten",
        "réservés",
        "reservados",
    ),
    *("転載", "版权", "授权", "编辑", "abonn", "suscríb"),
)
"""Every match of BOILERPLATE contains one of these; looking for them is ten times cheaper."""
QUOTATION_MARKS = re.compile(r"[\"“”„«»]")
JUNK_START = re.compile(
    r"^(?:[*•▪█■◆#|>·–—-]|\d+[.)] |By [A-Z][\w.-]+ [A-Z][\w.-]+(?: [A-Z][\w.-]+)?$|\(?(?:Photo|AP|Reuters"
    r"|Yonhap)\b ?[/)])"
)
TABLE = re.compile(r"[█|\t \d](?:(?<=[█|\t])|(?<= ) {3}|(?<=\b\d)\d*\b[ ,;:-]+(?:\b\d+\b[ ,;:-]+){5})")

# These look back behind their first character: a pattern that begins with characters is found much faster.
LOWER_WORD = re.compile(r"[a-zà-ÿ](?<=\b.)[a-zà-ÿ]*\b")
INNER_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[a-z,;0-9] .)[\w-]*")


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
    language: str = "en"
    is_in_quotation: bool = False  # it begins inside quotation marks that opened before: somebody else's words

    def __hash__(self) -> int:
        """What is remembered by sentence is looked up often; place and text tell almost all of them apart."""
        return hash((self.start, self.text))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers; offsets count in ``text``. Computed when asked: most sentences are never compared."""
        return figures(self.text) if self.language == "en" else figures_in(self.text, self.language)

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


_name_tokens = lru_cache(maxsize=8192)(name_tokens)
_negations = lru_cache(maxsize=8192)(negations)
_hedges = lru_cache(maxsize=8192)(hedges)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One snapshot. ``bearers`` maps each word of a person's full name to the full names that hold it."""

    sentences: tuple[PreparedSentence, ...]
    sketch: frozenset[int]
    bearers: dict[str, frozenset[str]]
    words: int
    has_case: bool


def prepare(article: SourceArticle) -> Prepared:
    """What the engine knows about the article's text."""
    return _prepare(article.text, primary_language(article.language))


REMEMBERED = 640  # snapshots: the largest story, and the usual ones beside it


@lru_cache(maxsize=REMEMBERED)
def _prepare(text: str, language: str) -> Prepared:
    spans = []
    read = text[:READ_CHARACTERS]
    low = read.lower()
    may_hold = any(hint in low for hint in HINTS)
    for start, end in iterate(read):
        if not is_boilerplate(read[start:end], may_hold):
            spans.append((start, end))
        if len(spans) == FIRST_SENTENCES:
            break
    shown = [readable(text[start:end]) for start, end in spans]
    folded = [fold(line) for line in shown]
    common = _lower_words(folded)
    cased = has_case(text[:150])
    known = _inner_capitals(folded) if cased else frozenset()
    sentences = tuple(
        _sentence(span, line, matching, position, language, (common, known) if cased else None, is_quoted)
        for position, (span, line, matching, is_quoted) in enumerate(
            zip(spans, shown, folded, _inside_quotations(read, spans), strict=True)
        )
    )
    words = word_count(read)
    return Prepared(sentences, _sketch(folded), bearers_of(sentences), words, cased)


def _sentence(
    span: tuple[int, int],
    shown: str,
    folded: str,
    position: int,
    language: str,
    seen: tuple[frozenset[str], frozenset[str]] | None,
    is_in_quotation: bool,
) -> PreparedSentence:
    terms = stems(folded, language)
    found = names(folded, *seen) if seen is not None else ()
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
        language=language,
        is_in_quotation=is_in_quotation,
    )


def _inside_quotations(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each sentence whether it begins inside a quotation: an odd number of marks before it in its paragraph."""
    found, done, is_open = [], 0, False
    for start, end in spans:
        passed = text[done:start]
        if "\n\n" in passed:  # a quotation that goes on is opened anew in each paragraph
            is_open, passed = False, passed.rsplit("\n\n", 1)[1]
        is_open ^= len(QUOTATION_MARKS.findall(passed)) % 2 == 1
        found.append(is_open)
        is_open ^= len(QUOTATION_MARKS.findall(text, start, end)) % 2 == 1
        done = end
    return found


def is_boilerplate(passage: str, may_hold: bool = True) -> bool:
    """Whether a passage is no sentence of the report: a label, table line, caption, notice or byline.

    ``may_hold`` false says that the whole text has none of HINTS.
    """
    shown = passage.strip()
    if not ENDS_WELL.search(shown[-12:]) or JUNK_START.match(shown) or TABLE.search(shown):
        return True
    if not may_hold:
        return False
    low = shown.lower()
    return any(hint in low for hint in HINTS) and BOILERPLATE.search(shown) is not None


def _lower_words(folded: list[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(LOWER_WORD.findall, folded)))


def _inner_capitals(folded: list[str]) -> frozenset[str]:
    """Words that stand with a capital inside a sentence somewhere: names, or parts of names."""
    return frozenset(chain.from_iterable(map(INNER_CAPITAL.findall, folded)))


def _sketch(folded: list[str]) -> frozenset[int]:
    """The smallest hashes of the text's word shingles: two sketches estimate how much is the same."""
    read = [token for line in folded for token in tokens(line)]
    if not read:
        return frozenset()
    hashes = np.array([crc32(token.encode()) for token in read], dtype=np.uint64)
    last = max(1, len(read) - SHINGLE_WORDS + 1)
    shingles = np.zeros(last, dtype=np.uint64)
    for place in range(min(SHINGLE_WORDS, len(read))):
        shingles = shingles * MIX + hashes[place : place + last]
    shingles.sort()
    is_new = np.append(True, shingles[1:] != shingles[:-1])
    return frozenset(shingles[is_new][:SKETCH_SIZE].tolist())
