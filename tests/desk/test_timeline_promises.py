"""The Timeline tab: proposals by one press, promises answered, outcomes published, files read and written."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml.html import fromstring

from foundation.models import EditLog
from stories import chronology, publishing, restricting
from stories.models import EntryProposal, Outcome, Story, TimelineEntry
from stories.restricting import Terms
from stories.summarising.updating import update
from tests.desk.making import address, make_person, text_of
from tests.making import HARBOUR, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour(chief):
    return make_story(*HARBOUR, by=chief)


def press(client, story: Story, act: str, **fields: str | list[str]):
    story.refresh_from_db()
    return client.post(address(story, "timeline"), {"act": act, "seen": str(story.desk_revision), **fields})


def test_a_proposal_is_accepted_edited_or_dismissed_by_one_press(login, chief, harbour):
    client = login(chief)
    first, second, *_ = EntryProposal.objects.filter(state="open")
    shown = text_of(client.get(address(harbour, "timeline")))
    assert first.evidence[0]["quote"][:40] in shown
    assert press(client, harbour, "accept", row=str(first.uid)).status_code == 302
    assert press(client, harbour, "dismiss", row=str(second.uid)).status_code == 302
    update(Story.objects.get(pk=harbour.pk))
    assert {one.state for one in EntryProposal.objects.filter(pk__in=[first.pk, second.pk])} == {
        "accepted",
        "dismissed",
    }
    assert press(client, harbour, "accept", row=str(second.uid)).status_code == 400
    third = EntryProposal.objects.filter(state="open").first()
    if third is not None:
        assert (
            press(client, harbour, "accept", row=str(third.uid), date="Feb 2026", text="In my words.").status_code
            == 302
        )
        assert TimelineEntry.objects.get(text="In my words.").date == "2026-02"


def test_the_tab_takes_at_most_forty_queries(login, chief, harbour, django_assert_max_num_queries):
    client = login(chief)
    for number in range(30):
        harbour.refresh_from_db()
        chronology.add_entry(
            harbour, date="2030 (planned)", text=f"Plan {number}.", seen=harbour.desk_revision, by=chief
        )
    client.get(address(harbour, "timeline"))
    with django_assert_max_num_queries(40):
        assert client.get(address(harbour, "timeline")).status_code == 200


def test_a_promise_whose_date_passed_is_on_the_front_and_answered_on_the_tab(login, chief, harbour):
    client = login(chief)
    entry = chronology.add_entry(
        harbour, date="Mar 2026 (planned)", text="The bill is voted on.", seen=harbour.desk_revision, by=chief
    )
    front = text_of(client.get(reverse("admin:index")))
    assert "Planned date passed" in front
    assert f'{address(harbour, "timeline")}#e-{entry.uid}"' in front
    assert "Its date has passed" in text_of(client.get(address(harbour, "timeline")))
    press(client, harbour, "slipped", row=str(entry.uid), seen_text=entry.text, on="May 2099")
    entry.refresh_from_db()
    assert (entry.date, entry.status, entry.promised) == ("2099-05", "planned", ["2026-03"])
    press(client, harbour, "cancelled", row=str(entry.uid), seen_text=entry.text)
    entry.refresh_from_db()
    assert (entry.status, entry.promised) == ("cancelled", ["2026-03", "2099-05"])


def test_what_was_typed_of_a_promise_comes_back_in_its_own_form(login, chief, harbour):
    client = login(chief)
    entry = chronology.add_entry(
        harbour, date="March 2026 (planned)", text="The pier opens.", seen=harbour.desk_revision, by=chief
    )
    refused = press(client, harbour, "slipped", row=str(entry.uid), seen_text=entry.text, on="Feb 30, 2027")
    page = fromstring(refused.content)
    (form,) = page.xpath("//form[@id='refused']")
    assert refused.status_code == 400
    assert "February 2027 has 28 days." in form.text_content()
    assert form.fields["on"] == "Feb 30, 2027"
    assert not page.xpath(f"//*[@id='t-{entry.uid}']")


def test_outcomes_that_are_kept_stand_in_their_form_and_so_does_what_was_refused(login, chief, harbour):
    client = login(chief)
    entry = chronology.add_entry(harbour, date="2030 (planned)", text="A pier.", seen=harbour.desk_revision, by=chief)
    texts = {
        "label": ["It opens", "Never"],
        "status": ["happened", "cancelled"],
        "outcome": ["It is open.", "It is off."],
    }
    assert press(client, harbour, "outcomes", row=str(entry.uid), **texts).status_code == 302

    def form(page):
        inputs = fromstring(page.content).xpath("//form[.//button[@value='outcomes']]")[0]
        names = [one.get("value") for one in inputs.xpath(".//input[@name='label']")]
        chosen = [one.value for one in inputs.xpath(".//select")]
        return names, chosen, [one.text for one in inputs.xpath(".//textarea")]

    assert form(client.get(address(harbour, "timeline"))) == tuple(texts.values())
    longer = {**texts, "label": ["x" * 200, "Never"]}
    refused = press(client, harbour, "outcomes", row=str(entry.uid), **longer)
    assert refused.status_code == 400
    assert form(refused) == tuple(longer.values())
    assert form(client.get(address(harbour, "timeline"))) == tuple(texts.values())


def test_an_edited_proposal_that_is_refused_comes_back_as_it_was_typed(login, chief, harbour):
    client = login(chief)
    first = EntryProposal.objects.filter(state="open").first()
    refused = press(client, harbour, "accept", row=str(first.uid), date="Feb 30, 2026", text="In my own words.")
    (form,) = fromstring(refused.content).xpath("//form[@id='refused']")
    assert (form.fields["date"], form.fields["text"]) == ("Feb 30, 2026", "In my own words.")
    assert "February 2026 has 28 days." in form.text_content()
    assert EntryProposal.objects.get(pk=first.pk).state == "open"


def test_one_outcome_is_published_by_one_press_and_the_other_is_gone(login, chief, harbour, client):
    desk = login(chief)
    entry = chronology.add_entry(
        harbour, date="2030 (planned)", text="The bill is voted on.", seen=harbour.desk_revision, by=chief
    )
    typed = {"label": ["It passes", "It fails"], "status": ["happened", "cancelled"], "outcome": ["Zebra.", "Giraffe."]}
    assert press(desk, harbour, "outcomes", row=str(entry.uid), **typed).status_code == 302
    passes = Outcome.objects.get(text="Zebra.")
    assert press(desk, harbour, "choose", outcome=str(passes.uid), publish="1").status_code == 302
    entry.refresh_from_db()
    assert (entry.text, entry.status) == ("Zebra.", "happened")
    assert not Outcome.objects.exists()


def test_where_publishing_is_refused_no_outcome_is_chosen_and_both_are_kept(login, chief, harbour):
    entry = chronology.add_entry(
        harbour, date="2030 (planned)", text="The bill is voted on.", seen=harbour.desk_revision, by=chief
    )
    harbour.refresh_from_db()
    publishing.publish(harbour, seen=harbour.desk_revision, by=chief)
    desk = login(chief)
    typed = {"label": ["It passes", "It fails"], "status": ["happened", "cancelled"], "outcome": ["Zebra.", "Giraffe."]}
    press(desk, harbour, "outcomes", row=str(entry.uid), **typed)
    order = restricting.restrict(Terms("Zebra", "Order 12/26."), by=chief)
    passes = Outcome.objects.get(text="Zebra.")
    refused = press(desk, harbour, "choose", outcome=str(passes.uid), publish="1")
    assert refused.status_code == 400
    assert "carries a name that must not be published" in text_of(refused)
    entry.refresh_from_db()
    assert (entry.text, entry.status, Outcome.objects.count()) == ("The bill is voted on.", "planned", 2)
    assert not EditLog.objects.filter(verb="entry_happened").exists()
    restricting.lift(order, reason="The order was quashed.", by=chief)
    assert press(desk, harbour, "choose", outcome=str(passes.uid), publish="1").status_code == 302
    edition = Story.objects.get(pk=harbour.pk).published.current_edition
    assert "Zebra." in {one["text"] for one in edition.content["desk"]["timeline"]}
    assert not Outcome.objects.exists()


FILE = (
    "date;status;text;planned before\n"
    "Feb 18, 2026;happened;The strike ends.;\n"
    "03/04/2026;;Nobody knows which day.;\n"
    "Feb 30, 2026;;There is no such day.;\n"
    "2099-05;planned;The bill is voted on.;2026-03;x\n"
    ";;;\n"
)


def test_a_file_is_previewed_line_by_line_and_read_once(login, chief, harbour):
    client, path = login(chief), f"{address(harbour, 'timeline')}import/"
    shown = text_of(client.post(path, {"act": "preview", "csv": FILE}))
    assert "2 new, 0 in the timeline already, 2 refused" in shown
    assert "Mend it, or take another" in shown
    assert not TimelineEntry.objects.filter(text="The strike ends.").exists()
    for told in ("2 new, 0 in the timeline", "0 new, 2 in the timeline"):
        harbour.refresh_from_db()
        answer = client.post(path, {"act": "import", "csv": FILE, "seen": harbour.desk_revision}, follow=True)
        assert told in text_of(answer)
    assert TimelineEntry.objects.get(text="The bill is voted on.").promised == ["2026-03"]
    refused = client.post(path, {"act": "preview", "csv": "when,what\n1,2\n"})
    assert refused.status_code == 400
    assert fromstring(refused.content).xpath("//textarea[@id='csv']")[0].value.strip() == "when,what\n1,2"


def test_what_is_exported_comes_back_as_it_was(login, chief, harbour):
    client = login(chief)
    first = EntryProposal.objects.filter(state="open").first()
    press(client, harbour, "accept", row=str(first.uid))
    for date, text in (
        ("early 2026", "=SUM(1) is no formula."),
        ("Mar 2030 (planned)", "A comma, a “quote”\nand a line."),
    ):
        harbour.refresh_from_db()
        chronology.add_entry(harbour, date=date, text=text, seen=harbour.desk_revision, by=chief)
    file = b"".join(client.post(address(harbour, "export"), {"table": "timeline"}).streaming_content)
    other = make_story(*HARBOUR, by=chief)
    path = f"{address(other, 'timeline')}import/"
    fields = {"act": "import", "csv": _for_another(file.decode(), harbour, other), "seen": other.desk_revision}
    assert "3 new, 0 in the timeline already, 0 refused" in (
        shown := text_of(client.post(path, fields, follow=True))
    ), shown
    assert _told(other) == _told(harbour)


def _for_another(file: str, story: Story, other: Story) -> str:
    """The file with the other story's articles in place of the same texts of the first."""
    by_text = {row.article.current_snapshot.text: str(row.article.uid) for row in other.story_articles.all()}
    for row in story.story_articles.all():
        file = file.replace(str(row.article.uid), by_text[row.article.current_snapshot.text])
    return file


def _told(story: Story):
    rows = chronology.standing_entries(story).prefetch_related("citations")
    return [
        (row.date, row.as_typed, row.status, row.text, row.promised, sorted(c.quote for c in row.citations.all()))
        for row in rows
    ]


def test_a_reporter_may_not_touch_the_timeline_of_another(login, harbour):
    client = login(make_person("other", "reporter"))
    row = EntryProposal.objects.filter(state="open").first()
    assert press(client, harbour, "accept", row=str(row.uid)).status_code == 404
    assert client.get(f"{address(harbour, 'timeline')}import/").status_code == 404
