"""The page that splits a story: what is to go into the new one is chosen kind by kind, then it is made.

One form carries the whole choice from list to list, the lists that are not shown as one field each, so that a story of
any size fits; without scripts too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from desk.access import person, story_or_404
from desk.tabs.page import tab_address
from desk.whole_pages import Went, act_page
from foundation.errors import BadText
from stories import splitting_stories
from stories.models import Story, StoryArticle
from stories.splitting_stories import Parts

PAGE = 100
KINDS = {"articles": "Articles", "sentences": "Sentences", "entries": "Timeline", "images": "Pictures"}
_TOLD = (
    "What you choose goes into a new story, a draft of yours. This story keeps its address and its numbers: an article "
    "that goes leaves its number behind. What the chosen words cite goes along, and stays here too unless you choose "
    "it. It can be undone in one step until somebody works on the new story."
)
_MOST_CHARS = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be chosen."""

    uid: str
    words: str
    about: str = ""
    is_picture: bool = False
    is_chosen: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def split_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show a list to choose from, carrying what was chosen; the button of the form splits the story."""
    story = story_or_404(request, object_id)
    chosen = _chosen(request)

    def act(request: HttpRequest, story: Story) -> Went:
        made = splitting_stories.split(
            story,
            Parts(**{kind: _uids(words) for kind, words in chosen.items()}),
            headline=request.POST.get("headline", ""),
            by=person(request),
            reason=request.POST.get("reason", ""),
        )
        return Went("Split. This is the new story: a draft of yours.", address=tab_address(made.target, "story"))

    if request.POST.get("act") == "along":
        _add_what_rests_on(story, chosen)
    shown = request.POST.get("show") or request.POST.get("kind", "articles")
    shown = shown if shown in KINDS else "articles"
    given = {"told": _TOLD, **_lists(story, shown, _page_of(request, shown), chosen)}
    given |= {"new_headline": request.POST.get("headline", ""), "why": request.POST.get("reason", "")}
    # A press that only looks at another list changes nothing.
    is_asked = request.POST.get("act") == "split"
    return act_page(request, story, act, given, "desk/split.html", is_asked=is_asked)


def _chosen(request: HttpRequest) -> dict[str, set[str]]:
    """What was chosen so far: what the form carries, and the ticks of the list that it showed."""
    post = request.POST
    found = {kind: set(post.get(f"kept-{kind}", "")[:_MOST_CHARS].split()) for kind in KINDS}
    kind = post.get("kind", "")
    if kind in KINDS:
        found[kind] = (found[kind] - set(post.get("listed", "")[:_MOST_CHARS].split())) | set(post.getlist("tick"))
    return found


def _uids(words: Collection[str]) -> list[UUID]:
    """The public ids. Raises BadText for what is none."""
    try:
        return [UUID(word) for word in words]
    except ValueError as nonsense:
        raise BadText("Something that is chosen does not stand in this story. Load the page and choose again.") from (
            nonsense
        )


def _page_of(request: HttpRequest, shown: str) -> int:
    """The page of the list, from 0: another list begins at its first."""
    turned = request.POST.get("page", "")
    is_same = request.POST.get("kind") == shown
    return int(turned) if is_same and turned.isdecimal() and len(turned) < 6 else 0


def _lists(story: Story, shown: str, page: int, chosen: dict[str, set[str]]) -> dict[str, Any]:
    rows = [Row(*row, is_chosen=row[0] in chosen[shown]) for row in _rows(story, shown)]
    part = rows[page * PAGE : (page + 1) * PAGE] or rows[:PAGE]
    listed = {row.uid for row in part}
    kept = {kind: " ".join(sorted(uids - listed if kind == shown else uids)) for kind, uids in chosen.items()}
    return {
        "kinds": [(kind, label, len(chosen[kind])) for kind, label in KINDS.items()],
        "shown": shown,
        "shown_label": KINDS[shown],
        "rows": part,
        "listed": " ".join(sorted(listed)),
        "kept": kept.items(),
        "pages": range((len(rows) + PAGE - 1) // PAGE) if len(rows) > PAGE else (),
        "page": page,
        "count": sum(map(len, chosen.values())),
    }


def _rows(story: Story, kind: str) -> list[tuple[str, str, str, bool]]:
    """What stands in the story of a kind: uid, words, what else helps to know it, and whether it is a picture."""
    standing = {"removed_at": None}
    if kind == "articles":
        places = story.story_articles.filter(**standing).select_related("article__publisher").order_by("number", "pk")
        return [(str(p.article.uid), p.article.headline, _numbered(p), False) for p in places]
    if kind == "sentences":
        rows = story.sentences.filter(**standing).select_related("section")
        return [(str(s.uid), s.text, s.section.heading, False) for s in rows]
    if kind == "entries":
        return [(str(e.uid), e.text, e.as_typed or e.date, False) for e in story.timeline_entries.filter(**standing)]
    placed = story.placements.filter(**standing).select_related("image").order_by("position", "pk")
    return [(str(p.image.uid), p.caption() or "(no caption)", p.image.credit_line, True) for p in placed]


def _numbered(place: StoryArticle) -> str:
    outlet = place.article.publisher.name
    return f"[{place.number}] {outlet}" if place.number is not None else outlet


def _add_what_rests_on(story: Story, chosen: dict[str, set[str]]) -> None:
    """Choose the sentences and entries whose every passage is from a chosen article."""
    for kind, rows in (("sentences", story.sentences), ("entries", story.timeline_entries)):
        cited: dict[str, set[str]] = {}
        for uid, article in rows.filter(removed_at=None, citations__isnull=False).values_list(
            "uid", "citations__article__uid"
        ):
            cited.setdefault(str(uid), set()).add(str(article))
        chosen[kind] |= {uid for uid, articles in cited.items() if articles <= chosen["articles"]}
