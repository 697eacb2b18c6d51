"""Rule V3: which names of a sentence a passage does not carry.

A name counts as carried when all its words stand in the passage, or when the passage uses a shorter
form of it and the article has the full one ("Trump" where it wrote "Donald Trump" before). Another
bearer of the same surname does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from stories.summarising.folding import squash
from stories.summarising.preparing import person
from stories.summarising.wording import ALIASES, has_case, names, primary_language, stems

NEAR = 60  # characters between a title and the name
LOWER_WORD = re.compile(r"\b[a-zà-ÿ]+\b")
WORD = re.compile(r"[\w.&'-]+")


def missing_names(text: str, passage: str, article: str, language: str = "en") -> set[str]:
    """Names of ``text`` that stand neither in ``passage`` nor, in a longer form, behind a name in it.

    German writes every noun as a name: one word stands there in any of its cases.
    """
    if not has_case(text):
        return set()
    wanted = names(squash(text), _lower_words(article))
    if not wanted:
        return set()
    folded, present, bearers = _named(passage, article)
    missing = {name for name in wanted if not _carried(name, present, bearers, article)}
    if not missing or primary_language(language) != "de":
        return missing
    nouns = frozenset(stems(folded, language))
    return {name for name in missing if len(name.split()) > 1 or not nouns.issuperset(stems(name, language))}


@lru_cache(maxsize=4096)
def _named(passage: str, article: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """The passage for comparing, its words, and the persons and things that it names."""
    folded = squash(passage)
    return folded, _words(folded), tuple(person(name) for name in names(folded, _lower_words(article)))


def _carried(name: str, present: frozenset[str], bearers: Sequence[str], article: str) -> bool:
    if _words(name) <= present:
        return True
    core = person(name)
    if "_" in core or " " not in core or core.lower() not in _squashed(article):
        return False
    office = name[: len(name) - len(core)].split()
    if not all(_stands_near(word.lower(), core.split()[-1].lower(), article) for word in office):
        return False
    forms = [bearer for bearer in bearers if set(bearer.split()) & set(core.split())]
    return bool(forms) and all(set(form.split()) <= set(core.split()) for form in forms)


def _stands_near(office: str, surname: str, article: str) -> bool:
    """Whether the article uses a title within a few words of the name."""
    one, other = re.escape(office.strip(".")), re.escape(surname)
    return (
        re.search(rf"\b{one}\b.{{0,{NEAR}}}\b{other}\b|\b{other}\b.{{0,{NEAR}}}\b{one}\b", _squashed(article))
        is not None
    )


def _words(text: str) -> frozenset[str]:
    joined = text.lower().replace("united states", "us").replace("united kingdom", "uk")
    bare = (word.removesuffix("'s").strip(".'&-") for word in WORD.findall(joined))
    found = {ALIASES.get(word, word) for word in bare if word}
    return frozenset(found.union(*(word.split("-") for word in found)))


@lru_cache(maxsize=512)
def _lower_words(article: str) -> frozenset[str]:
    return frozenset(LOWER_WORD.findall(article))


@lru_cache(maxsize=512)
def _squashed(article: str) -> str:
    return squash(article).lower()
