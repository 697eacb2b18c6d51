"""How a sentence may stand, by what its source's publisher allows now."""

from __future__ import annotations

from stories.models import Sentence, Writer


def form_of(row: Sentence) -> tuple[str, str]:
    """Return a sentence's form and the outlet it names: words of a *quote* publisher stand as a quotation.

    Whoever put them there: a machine, or a person who took over its sentence letter by letter (tier A). Read with the
    citations in order, primary first: whose words they are.
    """
    primary = next(iter(row.citations.all()), None)
    is_theirs = row.written_by == Writer.MACHINE or row.tier == "A"
    if is_theirs and primary is not None and primary.article.publisher.must_be_quoted():
        return Sentence.Form.QUOTATION, primary.article.publisher.name
    return row.form, row.outlet
