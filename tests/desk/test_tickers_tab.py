"""Tickers at the desk: proposed with evidence, confirmed or denied for good; renamed, delisted, imported."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editions.models import Edition
from foundation.models import EditLog
from reference.models import Instrument
from stories import curating, publishing
from stories.attention import claim_unchecked
from stories.models import Story, TickerSuggestion
from stories.tasks import check_story
from stories.tickers import deciding, renaming
from stories.tickers.looking import look
from tests.desk.making import address, make_article, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
BECOMES = "admin:reference_instrument_becomes"
TOLD = "The yard of Vell Marine Works in Vell will build {n} ferries, its owner said on Wednesday in the port. "


@pytest.fixture
def ticker(db) -> Instrument:
    """A company whose name is two words."""
    return Instrument.objects.create(symbol="VMW", mic="XNYS", name="Vell Marine Works Inc.")


@pytest.fixture
def story(reporter, ticker) -> Story:
    """A reporter's story, two of whose articles name the company."""
    made = make_story(reporter, articles=3)
    for n in (7, 8):
        curating.attach(made, make_article(n, by=reporter, text=TOLD.format(n=n) * 3), by=reporter)
    check_story(made.pk)
    made.refresh_from_db()
    return made


def press(client, story: Story, act: str, row: object) -> object:
    """Press a button of a row on the tab."""
    fresh = Story.objects.get(pk=story.pk)
    data = {"act": act, "row": str(row), "seen": fresh.desk_revision}
    return client.post(address(story, "tickers"), data, follow=True)


def test_what_two_articles_name_is_proposed_with_its_evidence_and_one_alone_is_not(login, reporter, story, ticker):
    page = text_of(login(reporter).get(address(story, "tickers")))
    assert "<mark>Vell Marine Works</mark>" in page
    assert "Named in 2 articles, by its full name." in page
    assert "NYSE:VMW" in page
    one = make_story(reporter, articles=0)
    curating.attach(one, make_article(9, by=reporter, text=TOLD.format(n=9)), by=reporter)
    assert look(one.pk) == 0


def test_a_ticker_that_is_confirmed_stands_in_the_next_version_and_on_its_own_page(
    login, reporter, chief, client, story
):
    row = story.ticker_suggestions.get()
    press(login(reporter), story, "confirm", row.uid)
    story.refresh_from_db()
    assert [one.symbol for one in story.instruments.all()] == ["VMW"]
    assert client.get("/tickers/XNYS:VMW/").status_code == 404
    summarise(story)
    publishing.publish(story, seen=Story.objects.get(pk=story.pk).desk_revision, by=chief)
    page = text_of(client.get("/tickers/XNYS:VMW/"))
    assert story.headline in page
    assert "Vell Marine Works Inc. (NYSE:VMW)" in page
    public = text_of(client.get(Story.objects.get(pk=story.pk).published.get_absolute_url()))
    assert '<a href="/tickers/XNYS:VMW/">' in public
    assert "NYSE:VMW" in public


def test_a_decision_outlasts_every_look_and_only_a_person_takes_it_back(login, reporter, story):
    row, client = story.ticker_suggestions.get(), login(reporter)
    press(client, story, "deny", row.uid)
    curating.attach(story, make_article(10, by=reporter, text=TOLD.format(n=10)), by=reporter)
    summarise(story)
    check_story(story.pk)
    assert TickerSuggestion.objects.get(pk=row.pk).state == "denied"
    assert look(story.pk) == 0
    assert press(client, story, "reopen", row.uid).status_code == 200
    assert look(story.pk) == 1
    press(client, story, "confirm", row.uid)
    press(client, story, "take_off", row.instrument.uid)
    check_story(story.pk)
    assert not story.instruments.exists()
    assert TickerSuggestion.objects.get(pk=row.pk).state == "confirmed"
    verbs = EditLog.objects.filter(subject_uid=story.uid).values_list("verb", flat=True)
    assert {"deny_ticker", "reopen_ticker", "confirm_ticker"} <= set(verbs)


def test_who_decides_second_is_told_and_others_saves_are_left_alone(login, reporter, editor, story):
    row, seen = story.ticker_suggestions.get(), story.desk_revision
    curating.change_story(story, seen=seen, by=editor, kicker="Ports")
    deciding.confirm(row, seen=seen, by=reporter)
    assert Story.objects.get(pk=story.pk).kicker == "Ports"
    answer = press(login(editor), story, "deny", row.uid)
    assert answer.status_code == 409
    assert "decided about this ticker already" in text_of(answer)


def test_a_stranger_neither_sees_nor_decides(login, story):
    from tests.desk.making import make_person

    client = login(make_person("stranger", "reporter"))
    assert client.get(address(story, "tickers")).status_code == 404
    assert press(client, story, "confirm", story.ticker_suggestions.get().uid).status_code == 404


def test_what_the_copy_names_no_more_is_not_proposed_any_more(reporter, story):
    for row in story.story_articles.filter(article__headline__contains="Paper 8"):
        curating.detach(story, row.article, by=reporter)
    assert look(story.pk) == 0
    assert story.ticker_suggestions.get().state == "gone"


def test_the_same_copy_is_not_read_twice_and_a_new_ticker_is_looked_for(story, django_assert_max_num_queries):
    seen = story.ticker_look.at
    with django_assert_max_num_queries(8):
        look(story.pk)
    story.ticker_look.refresh_from_db()
    assert story.ticker_look.at == seen
    other = Instrument.objects.create(symbol="VMX", mic="XLON", name="Vell Marine Works plc")
    assert look(story.pk) == 2
    doubted = story.ticker_suggestions.get(instrument=other)
    assert doubted.is_doubtful
    assert "is the name of 2 tickers" in doubted.why


def test_nothing_is_looked_for_in_a_deleted_story_or_one_under_legal_hold(story):
    Story.objects.filter(pk=story.pk).update(legal_hold_since=story.created_at)
    assert look(story.pk) == 0


def test_many_proposals_cost_the_page_no_more_queries(login, reporter, story, django_assert_max_num_queries):
    rows = [Instrument(symbol=f"N{n}", mic="XNYS", name=f"Some Name {n}") for n in range(60)]
    for row in Instrument.objects.bulk_create(rows):
        TickerSuggestion.objects.create(story=story, instrument=row, why="Named.", made_at=story.created_at)
    client = login(reporter)
    client.get(address(story, "tickers"))
    with django_assert_max_num_queries(40):
        client.get(address(story, "tickers"))


@pytest.fixture
def ran(story, chief) -> Story:
    """The story, published with its ticker."""
    deciding.confirm(story.ticker_suggestions.get(), seen=story.desk_revision, by=chief)
    summarise(story)
    publishing.publish(story, seen=Story.objects.get(pk=story.pk).desk_revision, by=chief)
    return Story.objects.get(pk=story.pk)


def test_a_renamed_ticker_leads_to_its_new_page_which_lists_the_stories_of_both(login, editor, client, ran, ticker):
    new = {"act": "rename", "symbol": "vlm", "name": "Vell Lines Inc.", "on": "2026-03-01"}
    login(editor).post(reverse(BECOMES, args=[ticker.pk]), new)
    answer = client.get("/tickers/XNYS:VMW/")
    assert (answer.status_code, answer["Location"]) == (302, "/tickers/XNYS:VLM/")
    page = text_of(client.get("/tickers/XNYS:VLM/"))
    assert ran.headline in page
    assert "Formerly Vell Marine Works Inc. (NYSE:VMW)." in page
    edition = Edition.objects.get(story=ran.published)
    assert edition.content["desk"]["tickers"][0]["symbol"] == "VMW"
    later = Instrument.objects.get(symbol="VLM")
    with pytest.raises(renaming.NotRenamed, match="renamed itself"):
        renaming.rename(later, renaming.NewName(symbol="VMW"), on=None, by=editor)
    login(editor).post(reverse(BECOMES, args=[ticker.pk]), {"act": "relist"})
    assert client.get("/tickers/XNYS:VMW/").status_code == 200
    assert client.get("/tickers/XNYS:VLM/").status_code == 404


def test_a_delisted_ticker_keeps_its_page_and_says_so(login, editor, client, ran, ticker):
    login(editor).post(reverse(BECOMES, args=[ticker.pk]), {"act": "delist", "on": "2026-02-20"})
    page = text_of(client.get("/tickers/XNYS:VMW/"))
    assert "No longer listed since" in page
    assert ran.headline in page
    again = login(editor).post(reverse(BECOMES, args=[ticker.pk]), {"act": "delist"})
    assert again.status_code == 400


def test_an_old_name_in_copy_proposes_what_it_is_called_today(editor, story, ticker):
    later = renaming.rename(ticker, renaming.NewName(symbol="VLM", name="Vell Lines Inc."), on=None, by=editor)
    look(story.pk)
    assert story.ticker_suggestions.get(state="open").instrument == later


def test_what_was_denied_is_not_proposed_by_its_new_name_until_somebody_takes_the_no_back(editor, story, ticker):
    deciding.deny(TickerSuggestion.objects.get(), by=editor)
    later = renaming.rename(ticker, renaming.NewName(symbol="VMX"), on=None, by=editor)
    assert look(story.pk) == 0
    deciding.reopen(TickerSuggestion.objects.get(), by=editor)
    curating.attach(Story.objects.get(pk=story.pk), make_article(9, by=editor, text=TOLD.format(n=9) * 3), by=editor)
    assert look(story.pk) == 1
    assert TickerSuggestion.objects.open().get().instrument == later


def test_a_no_that_is_taken_back_is_looked_at_anew_and_no_former_name_is_confirmed(login, editor, story, ticker):
    denied = TickerSuggestion.objects.get()
    deciding.deny(denied, by=editor)
    later = renaming.rename(ticker, renaming.NewName(symbol="VMX"), on=None, by=editor)
    look(story.pk)
    client, path = login(editor), address(story, "tickers")
    client.post(path, {"act": "reopen", "row": str(denied.uid)})
    seen = Story.objects.get(pk=story.pk).desk_revision
    refused = client.post(path, {"act": "confirm", "row": str(denied.uid), "seen": seen})
    assert refused.status_code == 409
    assert "is Vell Marine Works Inc. (NYSE:VMX) by now" in text_of(refused)
    assert story.pk in claim_unchecked()
    check_story(story.pk)
    assert TickerSuggestion.objects.open().get().instrument == later
    assert not Story.objects.get(pk=story.pk).instruments.exists()


@pytest.mark.parametrize(
    ("new", "told"),
    [({"symbol": "V M/ü"}, "“V M/Ü” is no symbol"), ({"symbol": "A/../B"}, "no symbol"), ({"mic": "XNÝS"}, "no MIC")],
)
def test_a_ticker_gets_no_name_that_could_have_no_page(login, editor, ticker, new, told):
    answer = login(editor).post(reverse(BECOMES, args=[ticker.pk]), {"act": "rename", **new})
    assert (answer.status_code, told in text_of(answer)) == (400, True)
    assert Instrument.objects.get().status == "listed"


def test_a_symbol_with_a_slash_has_a_page_and_another_with_a_stop_its_own(login, editor, chief, client, ran, ticker):
    answer = login(editor).post(reverse(BECOMES, args=[ticker.pk]), {"act": "rename", "symbol": "brk/b"})
    assert answer.status_code == 302
    assert client.get("/tickers/XNYS:VMW/")["Location"] == "/tickers/XNYS:BRK/B/"
    assert ran.headline in text_of(client.get("/tickers/XNYS:BRK/B/"))
    assert ran.headline in text_of(client.get("/tickers/XNYS:BRK%2FB/"))
    later = Instrument.objects.get(symbol="BRK/B")
    curating.change_story(ran, seen=ran.desk_revision, by=editor, instruments=[later])
    publishing.publish(ran, seen=Story.objects.get(pk=ran.pk).desk_revision, by=chief)
    assert 'href="/tickers/XNYS:BRK/B/"' in client.get(ran.published.get_absolute_url()).content.decode()
    for absent in ("XNYS:BRK.B/", "XNYS:BRK//B/", f"XNYS:{'A' * 21}/", f"XNYS:{'A/' * 11}B/"):
        assert client.get(f"/tickers/{absent}").status_code == 404


def test_a_list_is_tried_and_taken_in_at_the_desk(login, editor, reporter):
    def send(act: str) -> str:
        file = SimpleUploadedFile("list.csv", b"symbol,name,mic\nLMT,Lockheed Martin,XNYS\n!,Bad,XNYS\n")
        data = {"file": file, "kind": "tickers", "mic": "", "act": act}
        return text_of(login(editor).post(reverse("admin:reference_instrument_import"), data))

    tried = send("try")
    assert "Nothing was saved" in tried
    assert "Line 3" in tried
    assert not Instrument.objects.exists()
    assert "1 added" in send("take")
    assert "1 unchanged" in send("take")
    assert login(reporter).get(reverse("admin:reference_instrument_import")).status_code == 403


def test_the_form_of_a_ticker_checks_its_isin_and_reads_the_rules_of_its_aliases(login, editor):
    client, add = login(editor), reverse("admin:reference_instrument_add")
    typed = {"symbol": "aapl", "mic": "xnas", "name": "Apple Inc.", "isin": "US0378331006", "aliases": "Apple"}
    assert "last figure does not fit" in text_of(client.post(add, typed))
    assert client.post(add, {**typed, "isin": "US0378331005"}).status_code == 302
    row = Instrument.objects.get()
    assert (row.symbol, row.mic) == ("AAPL", "XNAS")
    assert row.aliases == [{"text": "Apple", "needs_context": True, "language": ""}]
    change = reverse("admin:reference_instrument_change", args=[row.pk])
    assert "Apple | context" in text_of(client.get(change))
    client.post(change, {"name": "Apple Inc.", "isin": "", "aliases": "Apple | plain | en", "symbol": "X"})
    row.refresh_from_db()
    assert (row.symbol, row.aliases[0]["needs_context"]) == ("AAPL", False)
