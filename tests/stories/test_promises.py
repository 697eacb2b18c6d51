"""From articles to proposed entries, to a person's, to readers; and what becomes of what was promised."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from desk.exports import cell
from editions.models import Edition, PublishedStory
from foundation.errors import BadText
from foundation.models import EditLog
from stories import chronology, curating, publishing, redacting
from stories.models import EntryProposal, Outcome, Story, TimelineEntry
from stories.summarising.updating import update
from stories.tasks import update_summary
from stories.timelines import importing, promises, proposals
from tests.making import HARBOUR, make_article, make_chief, make_story

pytestmark = pytest.mark.django_db
State = EntryProposal.State


@pytest.fixture
def chief():
    return make_chief()


@pytest.fixture
def story(chief):
    return make_story(*HARBOUR, by=chief)


def fresh(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def publish(story: Story, by) -> str:
    edition = publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=by)
    return f"/stories/{edition.story.slug}/"


def page(client, path: str) -> str:
    caches["pages"].clear()
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def again(story: Story, by) -> None:
    """Another article comes in, so that there is a run."""
    curating.attach(
        fresh(story), make_article("The quay of Vell was quiet, an onlooker at the port said.", hours=9), by=by
    )
    update(fresh(story))


def planned(story: Story, by, when: str = "Mar 2026 (planned)", text: str = "Parliament votes on the port bill."):
    return chronology.add_entry(fresh(story), date=when, text=text, seen=fresh(story).desk_revision, by=by)


def seen(story: Story) -> int:
    return fresh(story).desk_revision


def test_articles_give_dated_proposals_and_nobody_outside_sees_one(story, chief, client):
    found = proposals.open_proposals(story)
    dates = {row.date: row for row in found}
    assert "2026-02-18" in dates
    assert dates["2026-02-18"].status == "happened"
    for row in found:
        for passage in row.passages:
            assert passage.has_its_words()
    path = publish(story, chief)
    shown = page(client, path)
    assert "timeline" not in [part for part in shown.split('class="') if part.startswith("block timeline")]
    assert 'class="block timeline"' not in shown


def test_an_accepted_proposal_is_a_persons_and_reaches_page_and_interface(story, chief, client):
    row = next(one for one in proposals.open_proposals(story) if one.date == "2026-02-18")
    entry = proposals.accept_proposal(row, seen=seen(story), by=chief)
    assert (entry.written_by, entry.author) == ("person", chief)
    assert entry.citations.count() >= 1
    path = publish(story, chief)
    assert row.text.rstrip(".")[:40] in page(client, path)
    again(story, chief)
    assert not fresh(story).entry_proposals.filter(state=State.OPEN, date="2026-02-18").exists()


def test_a_dismissed_proposal_does_not_come_back_in_other_words(story, chief):
    row = next(one for one in proposals.open_proposals(story) if one.date == "2026-02-18")
    proposals.dismiss_proposal(row, seen=seen(story), by=chief)
    told = (
        "A ten-day strike ended in Vell on Feb. 18 as dockworkers voted to accept a pay rise of 4.5%, the union said."
    )
    curating.attach(fresh(story), make_article(told, hours=9), by=chief)
    update(fresh(story))
    for one in fresh(story).entry_proposals.filter(state=State.OPEN):
        assert "pay rise" not in one.text
    with pytest.raises(proposals.ProposalDecided):
        proposals.accept_proposal(row, seen=seen(story), by=chief)


def test_what_a_person_wrote_is_not_proposed(chief):
    story = make_story(by=chief)
    text = "Dockworkers in Vell accept a 4.5% pay rise and end the ten-day strike."
    chronology.add_entry(story, date="Feb 18, 2026", text=text, seen=0, by=chief)
    for hours, words in enumerate(HARBOUR):
        curating.attach(fresh(story), make_article(words, hours=hours), by=chief)
    update(fresh(story))
    assert not [one for one in proposals.open_proposals(fresh(story)) if "pay rise" in one.text]


def test_a_retracted_source_takes_its_proposals_along(story, chief):
    row = proposals.open_proposals(story)[0]
    for article in [passage.article for passage in row.passages]:
        curating.retract(article, reason="Withdrawn.", by=chief)
    assert row.uid not in {one.uid for one in proposals.open_proposals(story)}
    with pytest.raises(proposals.ProposalDecided):
        proposals.accept_proposal(row, seen=seen(story), by=chief)


def test_the_machines_own_entries_stand_only_where_the_newsroom_has_it_so_and_leave_with_their_source(
    chief, client, settings
):
    settings.TIMELINE_BY_ITSELF = True
    story = make_story(*HARBOUR, by=chief)
    entries = fresh(story).timeline_entries.filter(written_by="machine", removed_at=None)
    assert entries.count() >= 1
    path = publish(story, chief)
    assert 'class="block timeline"' in page(client, path)
    (entry,) = entries.filter(date="2026-02-18")
    for citation in entry.citations.select_related("article"):
        curating.retract(citation.article, reason="Withdrawn.", by=chief)
    came = entries.count()
    update_summary(story.pk)
    assert f't-{entry.uid}"' not in page(client, path)
    assert not entries.filter(pk=entry.pk).exists()
    last, first = fresh(story).runs.all()
    assert first.counts["entries added"] == came
    assert last.counts["entries removed"] >= 1
    client.force_login(chief)
    shown = client.get(reverse("admin:stories_summaryrun_change", args=[last.pk])).content.decode()
    assert f"{last.counts['entries removed']} entries removed" in shown
    told = fresh(story).published.current_edition.changes
    (gone,) = (row for row in told if (row["what"], row["uid"]) == ("entry", str(entry.uid)))
    assert (gone["act"], gone["cause"]["kind"]) == ("removed", "article_retracted")


def test_what_is_past_and_unanswered_is_told_as_not_confirmed(story, chief, client):
    day = timezone.localdate() - timedelta(days=40)
    planned(story, chief, when=f"{day.isoformat()} (planned)")
    shown = page(client, publish(story, chief))
    assert "; not yet confirmed" in shown
    assert "Planned for" in shown


def test_a_promise_keeps_its_history_for_readers(story, chief, client):
    entry = planned(story, chief)
    coming = timezone.localdate() + timedelta(days=60)
    promises.slipped(entry, to=coming.isoformat(), seen=seen(story), by=chief)
    path = publish(story, chief)
    assert "Planned for Mar\u00a02026, then for " in page(client, path)
    promises.happened(entry, on="May 3, 2026", seen=seen(story), by=chief)
    publish(story, chief)
    shown = page(client, path)
    assert "; happened May\u00a03,\u00a02026" in shown
    assert "not yet confirmed" not in shown
    with pytest.raises(promises.NotPlanned):
        promises.cancelled(entry, seen=seen(story), by=chief)


def test_an_answer_must_fit_the_calendar(story, chief):
    entry = planned(story, chief)
    with pytest.raises(BadText, match="lies ahead"):
        promises.happened(entry, on="2099", seen=seen(story), by=chief)
    with pytest.raises(BadText, match="is over"):
        promises.slipped(entry, to="Jan 3, 2026", seen=seen(story), by=chief)
    assert TimelineEntry.objects.get(pk=entry.pk).promised == []
    ahead = planned(story, chief, when="Mar 2099 (planned)", text="The bridge of Vell opens to trains.")
    with pytest.raises(BadText, match="lies ahead"):
        promises.happened(ahead, on="", seen=seen(story), by=chief)


def test_outcomes_end_when_somebody_writes_that_it_happened_and_none_of_old_can_be_chosen(story, chief):
    entry = planned(story, chief)
    old, new = ("It passes", "happened", "Parliament passes the zebra bill."), ("It passes", "happened", "It passes.")
    [first] = promises.draft_outcomes(entry, [old], seen=seen(story), by=chief)
    promises.draft_outcomes(entry, [new], seen=seen(story), by=chief)
    with pytest.raises(promises.NotPlanned):
        promises.choose_outcome(first, seen=seen(story), by=chief)
    chronology.change_entry(entry, date="Mar 3, 2026", text="Parliament voted.", seen=seen(story), by=chief)
    assert not Outcome.objects.exists()


def test_the_same_file_by_two_people_at_once_is_in_the_timeline_once(story, chief):
    file, others, came = b"date,text\n2026-03-03,Parliament voted on the port bill.\n", [chief], []

    def with_another(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and others:  # somebody else's save comes in just before ours
            came.append(importing.import_rows(fresh(story), file, seen=seen(story), by=others.pop()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(with_another):
        rows = importing.import_rows(fresh(story), file, seen=seen(story), by=chief)
    assert [importing.told(came[0]), importing.told(rows)] == [
        "1 new, 0 in the timeline already, 0 refused",
        "0 new, 1 in the timeline already, 0 refused",
    ]
    assert story.timeline_entries.count() == 1


@pytest.mark.parametrize("text", ["－ a point of the plan", "=1+1", "＝A"])
def test_what_an_export_guards_comes_back_as_it_was(story, chief, text):
    planned(story, chief, text=text)
    file = f"date,status,text\n2026-03,planned,{cell(text)}\n".encode()
    assert [row.is_known for row in importing.read_rows(fresh(story), file)] == [True]


def test_one_outcome_is_published_and_the_other_never_leaves(story, chief, client):
    entry = planned(story, chief)
    passes, fails = (
        ("It passes", "happened", "Parliament passes the zebra bill."),
        (
            "It fails",
            "cancelled",
            "Parliament throws out the giraffe bill.",
        ),
    )
    first, _ = promises.draft_outcomes(entry, [passes, fails], seen=seen(story), by=chief)
    path = publish(story, chief)
    shown = page(client, path) + client.get(f"{path}planned.ics").content.decode()
    assert "zebra" not in shown
    assert "giraffe" not in shown
    promises.choose_outcome(first, seen=seen(story), by=chief)
    publish(story, chief)
    assert "zebra" in page(client, path)
    logged = json.dumps(list(EditLog.objects.values("before", "after", "reason")), default=str)
    assert "giraffe" not in logged
    assert "It fails" not in logged
    assert not Outcome.objects.exists()
    editions = Edition.objects.filter(story=fresh(story).published)
    assert "giraffe" not in json.dumps([one.content for one in editions], ensure_ascii=False)


def unfolded(file: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_what_is_planned_and_moves_and_ends_with_it(story, chief, client):
    long = "Parliament votes on the port bill; the mayor, the union and the court of Vell speak before it, " * 2
    entry = planned(story, chief, when="Mar 5-6, 2030 (planned)", text=long.strip(", "))
    planned(story, chief, when="Feb 3, 2026", text="The strike begins.")
    path = f"{publish(story, chief)}planned.ics"
    lines = unfolded(client.get(path).content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == 1
    assert {"DTSTART;VALUE=DATE:20300305", "DTEND;VALUE=DATE:20300307", "SEQUENCE:1", "STATUS:TENTATIVE"} <= set(lines)
    (uid,) = (line for line in lines if line.startswith("UID:"))
    assert uid.startswith(f"UID:{entry.uid}@")
    (summary,) = (line for line in lines if line.startswith("SUMMARY:"))
    assert "port bill\\; the mayor\\, the union" in summary
    promises.slipped(entry, to="Apr 1, 2031", seen=seen(story), by=chief)
    publish(story, chief)
    lines = unfolded(client.get(path).content)
    assert {uid, "DTSTART;VALUE=DATE:20310401", "SEQUENCE:2"} <= set(lines)
    promises.cancelled(entry, seen=seen(story), by=chief)
    publish(story, chief)
    lines = unfolded(client.get(path).content)
    assert {uid, "SEQUENCE:3", "STATUS:CANCELLED"} <= set(lines)
    redacting.redact(fresh(story), "entry", str(entry.uid), reason="Order.", by=chief)
    assert b"BEGIN:VEVENT" not in client.get(path).content


def test_a_page_of_plans_says_that_it_may_change_at_midnight(story, chief, client):
    planned(story, chief, when="2030 (planned)")
    path = publish(story, chief)
    PublishedStory.objects.update(modified_at=timezone.now() - timedelta(days=9))
    assert parsedate_to_datetime(client.get(path)["Last-Modified"]).date() >= timezone.now().date() - timedelta(days=1)
