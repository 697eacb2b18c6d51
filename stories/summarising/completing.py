"""Full names in brackets behind a surname or an office alone: "Dunne [Mira Dunne]", "the minister [Ada Brandt]".

Done only when the article names exactly one bearer before the sentence, treats that name as a person's,
and no article of the story names another: 0 wrong persons is the rule, so everything doubtful stays as
it is and waits for the full name earlier in its section. Each bracket cites the passage that gives the name.
English; other languages complete nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stories.summarising.folding import fold_map
from stories.summarising.persons import (
    Bearers,
    full_form,
    full_name,
    is_person,
    office_alone,
    office_holders,
    surname_place,
)
from stories.summarising.preparing import Prepared, PreparedSentence
from stories.summarising.request import SourceArticle
from stories.summarising.trims import Operation
from stories.summarising.wording import primary_language, stems

Completed = tuple[str, tuple[Operation, ...], frozenset[str]]
"""Text, operations, and the stems of the offices that lean on nothing any more."""


def completed(
    text: str,
    operations: Sequence[Operation],
    shown: PreparedSentence,
    article: SourceArticle,
    prepared: Prepared,
    own: Bearers,
    story: Bearers,
    needs: Mapping[str, frozenset[str]],
) -> Completed | None:
    """The sentence with every name it needs in brackets; None when there is none, or one cannot be given safely."""
    if primary_language(article.language) != "en":
        return None
    office = office_alone(shown.folded)
    wanted = [(word, next(iter(full))) for word, full in needs.items()]
    if office and shown.folded[: office.start()].count('"') % 2 == 0:
        holders = office_holders(prepared.sentences[: shown.position], office.group(1))
        if len(holders) == 1:
            wanted.append((office.group(1).split()[-1], next(iter(holders))))
    if not wanted:
        return None
    made, done = text, list(operations)
    for word, full in wanted:
        bracket = _bracket(made, word, full, article, prepared, own, story)
        if bracket is None:
            return None
        made, done = _inserted(made, done, *bracket)
    offices = (
        frozenset(stems(office.group(1), article.language)) if office and len(wanted) > len(needs) else frozenset()
    )
    return made, tuple(sorted(done, key=lambda operation: int(operation["at"]))), offices


def _bracket(
    text: str, word: str, full: str, article: SourceArticle, prepared: Prepared, own: Bearers, story: Bearers
) -> tuple[int, Operation] | None:
    """Where the bracket goes and its operation without ``at``; None when it is not safe."""
    is_surname = word in full.split()
    if is_surname and (own.get(word) != frozenset({full}) or story.get(word, frozenset()) - {full}):
        return None
    form = full_form(prepared.sentences, full)
    place = _place(text, word)
    if form is None or place < 0 or not is_person(prepared.sentences, full):
        return None
    passage = prepared.sentences[form[0]]
    if full_name(form[1]) != full or passage.text in text:
        return None
    return place, {
        "op": "resolve_name",
        "inserted": f"[{form[1]}]",
        "article": article.key,
        "snapshot": article.snapshot,
        "start": passage.start,
        "end": passage.end,
    }


def _place(text: str, word: str) -> int:
    """The raw offset behind the word, where a bracket may stand; -1 for none."""
    folded = fold_map(text)
    at = surname_place(folded.text, word)
    return -1 if at < 0 else folded.ends[at - 1]


def _inserted(
    text: str, operations: Sequence[Operation], place: int, bracket: Operation
) -> tuple[str, list[Operation]]:
    """Put a bracket in behind a word; what was recorded further right moves along."""
    inserted = str(bracket["inserted"])
    length = len(inserted) + 1
    moved = [
        {**operation, "at": int(operation["at"]) + (length if int(operation["at"]) >= place else 0)}
        for operation in operations
    ]
    return text[:place] + " " + inserted + text[place:], [*moved, {**bracket, "at": place + 1}]
