"""Lists of tickers and exchanges from files: what is taken, what is refused, and that twice is once."""

from __future__ import annotations

import gzip
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import resolve

from foundation.models import Command, EditLog
from foundation.name_forms import Names
from readers.links import ticker_path
from reference import exchanges
from reference.importing.isin import why_no_isin
from reference.importing.reading import MOST_BYTES, BadFile
from reference.importing.saving import import_exchanges, import_tickers
from reference.models import Instrument

pytestmark = pytest.mark.django_db
BY, NONE = Command("a test"), Names()
LIST = b"Symbol,Security,Exchange,ISIN\nAAPL,Apple Inc.,Nasdaq,US0378331005\nLMT,Lockheed Martin,NYSE,\n"


def test_a_list_is_added_once_and_the_same_list_changes_nothing():
    assert import_tickers(LIST, by=BY, forbidden=NONE).told() == "2 added, 0 changed, 0 unchanged, 0 refused."
    assert (
        import_tickers(gzip.compress(LIST), by=BY, forbidden=NONE).told()
        == "0 added, 0 changed, 2 unchanged, 0 refused."
    )
    assert EditLog.objects.filter(verb="import_tickers").count() == 1
    assert str(Instrument.objects.get(symbol="AAPL")) == "Apple Inc. (NASDAQ:AAPL)"


def test_a_new_name_is_taken_and_the_aliases_of_editors_stay():
    import_tickers(LIST, by=BY, forbidden=NONE)
    Instrument.objects.filter(symbol="LMT").update(aliases=[{"text": "Lockheed", "needs_context": False}])
    made = import_tickers(LIST.replace(b"Lockheed Martin", b"Lockheed Martin Corp"), by=BY, forbidden=NONE)
    row = Instrument.objects.get(symbol="LMT")
    assert (row.name, row.aliases[0]["text"]) == ("Lockheed Martin Corp", "Lockheed")
    assert made.changed == ["XNYS:LMT: Lockheed Martin  → Lockheed Martin Corp"]


def test_a_try_saves_nothing_and_says_what_it_would_do():
    assert import_tickers(LIST, by=BY, forbidden=NONE, dry_run=True).added == 2
    assert not Instrument.objects.exists()
    assert not EditLog.objects.filter(verb="import_tickers").exists()


def test_a_name_of_one_word_from_a_file_needs_context_until_an_editor_says_otherwise():
    import_tickers(b"code;name\nTGT;Target\n", by=BY, forbidden=NONE, mic="XNYS")
    assert Instrument.objects.get().aliases == [{"text": "Target", "needs_context": True, "language": ""}]


def test_whatever_symbol_a_list_brings_in_stands_in_an_address():
    symbols = ["BRK/B", "AB/C/D", "RDS.A", "^GSPC", "BF/", "A//B", "A/.B", "/A", "ES=F", "M&M", "A" * 20, "A" * 21]
    import_tickers(
        "\n".join(["code;name", *(f"{s};Some Co" for s in symbols)]).encode(), by=BY, forbidden=NONE, mic="XNYS"
    )
    taken = set(Instrument.objects.values_list("symbol", flat=True))
    assert taken == {"BRK/B", "AB/C/D", "RDS.A", "ES=F", "M&M", "A" * 20}
    for symbol in taken:
        found = resolve(unquote(ticker_path("XNYS", symbol)))
        assert (found.url_name, found.kwargs) == ("ticker", {"key": f"XNYS:{symbol}"})


def test_lines_are_refused_by_number_and_reason_and_the_others_taken():
    lines = [
        "ticker\tcompany name\tmic\tisin", "OK\tFine Co\tXNYS\t", "!!\tBad\tXNYS\t", "A\t\tXNYS\t", "B\tB Co\tMoon\t",
        "C\tC Co\tXNYS\tUS0378331006", "", "OK\tOther Co\tXNYS\t", "OK\tFine Co\tXNYS\t",
    ]  # fmt: skip
    made = import_tickers("\n".join(lines).encode(), by=BY, forbidden=NONE)
    assert made.added == 1
    assert [line.line for line in made.refused] == [3, 4, 5, 6, 8]
    assert [
        said in line.why
        for said, line in zip(("no symbol", "name", "no exchange", "last figure", "line 2"), made.refused, strict=True)
    ] == [True] * 5


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        ("Symbol,Name\nA,Caf\u00e9\n".encode("latin-1"), "Line 2 is not UTF-8"),
        ("Symbol,Name\nA,B\n".encode("utf-16"), "not UTF-8"),
        (b"Symbol,Name\0\n", "NUL"),
        (b"price,volume\n1,2\n", "no column for the symbol"),
        (b"Symbol,Name\nA,B Co\n", "Say which exchange"),
        (b"\x1f\x8b\x08\x00broken", "damaged"),
        (gzip.compress(b"a" * (MOST_BYTES + 1)), "more than 30 MB"),
        (b"a" * (MOST_BYTES + 1), "more than 30 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_whole_and_says_why(raw, told):
    with pytest.raises(BadFile, match=told):
        import_tickers(raw, by=BY, forbidden=NONE)


def test_exchanges_come_from_a_file_and_give_tickers_their_short_name():
    raw = b"MIC,MARKET NAME-INSTITUTION DESCRIPTION,ACRONYM\nXWAR,Warsaw Stock Exchange,GPW\nXBAD1,Nowhere,\n"
    made = import_exchanges(raw, by=BY)
    assert (made.added, [line.line for line in made.refused]) == (1, [3])
    exchanges.forget()
    import_tickers(b"symbol,name,exchange\nPKO,PKO Bank Polski,GPW\n", by=BY, forbidden=NONE)
    assert str(Instrument.objects.get()) == "PKO Bank Polski (GPW:PKO)"


def test_isins_are_checked_by_their_last_figure():
    assert [why_no_isin(one) for one in ("US0378331005", "KR7005930003", "GB00BP6MXD84")] == ["", "", ""]
    assert "last figure" in why_no_isin("US0378331006")
    assert "is no ISIN" in why_no_isin("US037")


def test_the_command_tells_what_it_did_and_refuses_clearly(tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    call_command("import_tickers", str(path), "--dry-run")
    assert "Nothing was saved" in capsys.readouterr().out
    call_command("import_tickers", str(path))
    assert "2 added" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_tickers", str(tmp_path / "none.csv"))


def test_the_us_lists_beside_the_project_are_taken(shared):
    made = import_tickers(
        (shared / "data/tickers/sec_company_tickers.csv.gz").read_bytes(), by=BY, forbidden=NONE, dry_run=True
    )
    assert made.added > 10_000
    assert all(line.why == "The line names no exchange." for line in made.refused)
