"""All names of all securities, laid out so that a text is read once however many there are.

Names of scripts with spaces stand in a tree by their folded words; Chinese, Japanese and Korean ones by their first two
signs; symbols by exchange. Building it for 10,000 securities takes a part of a second, so whoever looks often keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference.matching.aliases import Alias
from reference.matching.exchange_labels import labels_of
from reference.matching.words import CONNECTIVES, is_cjk, name_of, words_of

# Where a name ends in the tree: no word is empty.
HERE = ""
FULL, ALIAS = "full name", "alias"


@dataclass(frozen=True, slots=True)
class Security:
    """One security: `key` is the caller's own. `former` are names it had before: they count as its full name did."""

    key: int
    symbol: str
    mic: str
    name: str
    aliases: tuple[Alias, ...] = ()
    former: tuple[str, ...] = ()
    former_symbols: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What a name in the tree stands for. With `forms` alone it counts only before one of these legal forms."""

    security: Security
    kind: str
    needs_context: bool
    spelled: tuple[str, ...]
    forms: frozenset[str] = frozenset()
    needs_form: bool = False
    language: str = ""

    def holds_in(self, language: str) -> bool:
        """Whether the name counts in a text of this language; in one of unknown language every name does."""
        return not self.language or not language or language.split("-")[0].casefold() == self.language


Node = dict[str, Any]


@dataclass(slots=True)
class Index:
    """The names, ready to be found. Made by `build`."""

    tree: Node = field(default_factory=dict)
    cjk: dict[str, list[tuple[str, Target]]] = field(default_factory=dict)
    symbols: dict[tuple[str, str], Security] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    lower_first: set[str] = field(default_factory=set)


def build(securities: Iterable[Security], *, exchange_names: Mapping[str, str] | None = None) -> Index:
    """Lay out the names of these securities. `exchange_names`: short names by MIC beside those we know."""
    index = Index(labels=labels_of(exchange_names or {}))
    for one in securities:
        for mic, symbol in ((one.mic, one.symbol), *one.former_symbols):
            index.symbols.setdefault((mic, plain_symbol(symbol)), one)
        for name in (one.name, *one.former):
            _add_name(index, one, name)
        for alias in one.aliases:
            _add_alias(index, one, alias)
    for names in index.cjk.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return index


def plain_symbol(symbol: str) -> str:
    """The symbol as it is compared: BRK.B and BRK-B are one."""
    return symbol.upper().replace("-", ".").replace("/", ".")


def _add_name(index: Index, one: Security, full: str) -> None:
    if is_cjk(full):
        _add_cjk(index, Target(one, FULL, False, (full,)), full)
        return
    name = name_of(full)
    if not name.core:
        return
    # One word alone is never enough of a name that has more, be the rest "Inc" alone.
    is_word = sum(key not in CONNECTIVES for key in name.core) < 2
    spelled = tuple(word.text for word in words_of(full))
    # One word is a name of other things too; an editor who lets a word of the name count in context alone means both.
    is_alone = (
        is_word
        and not name.forms
        and not any(not alias.needs_context and _keys(alias.text) == name.core for alias in one.aliases)
    )
    needs_context = is_alone or any(alias.needs_context and _keys(alias.text) == name.core for alias in one.aliases)
    _add(index, name.core, Target(one, FULL, needs_context, spelled, name.forms, is_word and bool(name.forms)))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(text))


def _add_alias(index: Index, one: Security, alias: Alias) -> None:
    name = name_of(one.name)
    words = tuple(words_of(alias.text))
    target = Target(
        one,
        ALIAS,
        alias.needs_context,
        (alias.text,) if is_cjk(alias.text) else tuple(word.text for word in words),
        name.forms,
        language=alias.language,
    )
    if is_cjk(alias.text):
        _add_cjk(index, target, alias.text)
    elif words:
        _add(index, tuple(word.key for word in words), target)


def _add(index: Index, keys: tuple[str, ...], target: Target) -> None:
    node = index.tree
    for key in keys:
        node = node.setdefault(key, {})
    targets = node.setdefault(HERE, [])
    if all((known.security.key, known.kind) != (target.security.key, target.kind) for known in targets):
        targets.append(target)
    if target.spelled and target.spelled[0][:1].islower():
        index.lower_first.add(keys[0])


def _add_cjk(index: Index, target: Target, name: str) -> None:
    index.cjk.setdefault(name[:2], []).append((name, target))
