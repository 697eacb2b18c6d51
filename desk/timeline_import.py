"""Timeline entries from a CSV file: a preview that tells what becomes of each line, then one press to add them."""

from __future__ import annotations

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from desk.access import person, story_or_404
from desk.tabs.page import Answer, Done, carry_out, frame, seen_by, tab_address, told_to_people
from foundation.dating import label
from foundation.errors import BadText, NewsroomError
from stories.models import Story
from stories.timelines import importing


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the form; a POST with a file shows what would be done, a POST with its text does it."""
    story = story_or_404(request, object_id)
    answer, rows, text = Answer(), [], ""
    if request.method == "POST":
        try:
            data = _data(request)
            if request.POST.get("act") == "import":
                done = carry_out(_take, request, story)
                messages.success(request, done.told)
                return HttpResponseRedirect(tab_address(story, "timeline"))
            rows, text = importing.read_rows(story, data), data.decode("utf-8-sig")
        except (NewsroomError, OperationalError) as refusal:
            answer, text = Answer(told_to_people(refusal), request.POST), request.POST.get("csv", "")
            story = story_or_404(request, object_id)
    context = {
        **frame(request, story, "timeline", answer),
        "answer": answer,
        "rows": [(row, label(row.date.edtf, row.date.status) if row.date else "") for row in rows],
        "told": importing.told(rows) if rows else "",
        "new": sum(row.is_new for row in rows),
        "text": text,
        "most_rows": importing.MOST_ROWS,
    }
    return TemplateResponse(request, "desk/timeline_import.html", context, status=answer.status)


def _data(request: HttpRequest) -> bytes:
    """The bytes of the file, or of its text that the preview carries."""
    file = request.FILES.get("file")
    if file is not None:
        if (file.size or 0) > importing.MOST_BYTES:
            raise BadText(f"The file has {file.size:,} bytes; at most {importing.MOST_BYTES:,} are read.")
        return bytes(file.read())
    text = request.POST.get("csv", "")
    if not text.strip():
        raise BadText("Choose a CSV file, or paste its lines.")
    return text.encode()


def _take(request: HttpRequest, story: Story) -> Done:
    rows = importing.import_rows(story, _data(request), seen=seen_by(request), by=person(request))
    return Done(f"The file was imported: {importing.told(rows)}.")
