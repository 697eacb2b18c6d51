"""Rule V8: what an editor should know of a sentence that is supported all the same. Notes never fail a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from stories.summarising.figures import Figure, figures
from stories.summarising.request import Evidence
from stories.summarising.support.verdict import Finding, span_of, spans_of

OLD = timedelta(days=30)


def note_findings(
    text: str,
    evidence: Sequence[Evidence],
    published: Mapping[str, datetime],
    *,
    origins: int | None = None,
    now: datetime | None = None,
    old: timedelta = OLD,
) -> list[Finding]:
    """V8: one origin only, sources that differ, sources that are old; each passes, with its words.

    ``origins`` counts original reports among the citations where the caller knows them; else articles are counted.
    """
    reports = len({cited.article for cited in evidence}) if origins is None else origins
    notes = [Finding("V8", True, "it rests on one original report only", spans_of(evidence))] if reports == 1 else []
    notes.extend(_differing(text, evidence))
    times = [when for cited in evidence if (when := published.get(cited.article) or published.get(cited.snapshot))]
    if now is not None and times and now - max(times) > old:
        days = (now - max(times)).days
        notes.append(Finding("V8", True, f"its newest source is {days} days old", spans_of(evidence)))
    return notes


def _differing(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Passages that give another value, and not the same, for what the sentence counts."""
    counted = {_thing(figure): figure for figure in figures(text) if _thing(figure)}
    found = []
    for cited in evidence:
        told: dict[str, list[Figure]] = {}
        for other in figures(cited.quote) if counted else ():
            told.setdefault(_thing(other), []).append(other)
        for thing in counted.keys() & told.keys():
            figure, others = counted[thing], told[thing]
            if all(other.value != figure.value for other in others):
                said, shown = cited.quote[others[0].start : others[0].end], text[figure.start : figure.end]
                reason = f"sources differ: one says {said} where the sentence says {shown}"
                found.append(Finding("V8", True, reason, (span_of(cited),)))
    return found


def _thing(figure: Figure) -> str:
    return (figure.unit or figure.noun) if figure.kind == "quantity" else ""
