"""Which securities a text names: the traps of a second hand, and each rule in the texts that show it."""

from __future__ import annotations

import pytest

from benchmarks.tickers import PRECISION_BAR, totals, verdicts
from reference.matching.aliases import Alias, BadAlias, read_line, read_stored
from reference.matching.finding import mentions
from reference.matching.index import Security, build

SECURITIES = (
    Security(1, "AAPL", "XNAS", "Apple Inc.", (Alias("Apple", True),)),
    Security(2, "GAP", "XNYS", "The Gap, Inc.", (Alias("Gap", True),)),
    Security(3, "TGT", "XNYS", "TARGET CORP", (Alias("Target", True),)),
    Security(4, "BAC", "XNYS", "BANK OF AMERICA CORP /DE/"),
    Security(5, "HAYW", "XNYS", "Hayward Holdings, Inc.", (Alias("Hayward", True),)),
    Security(6, "005930", "XKRX", "삼성전자", (Alias("Samsung Electronics", False), Alias("삼성", True, "ko"))),
    Security(7, "SHEL", "XLON", "Shell plc", (Alias("Shell", True),)),
    Security(8, "META", "XNAS", "Meta Platforms, Inc.", former=("Facebook, Inc.",), former_symbols=(("XNAS", "FB"),)),
    Security(9, "GOOG", "XNAS", "Alphabet Inc."),
    Security(10, "GOOGL", "XNAS", "Alphabet Inc."),
    Security(11, "BKNG", "XNAS", "Booking Holdings", (Alias("Booking", True),)),
    Security(12, "APPL", "XTKS", "アップル", ()),
    Security(13, "NKE", "XNYS", "Nike"),
)
INDEX = build(SECURITIES)


def named(text: str, **options: str) -> set[str]:
    """The symbols that the text names."""
    return {one.symbol for mention in mentions(text, INDEX, **options) for one in mention.securities}


def test_the_traps_of_a_second_hand_are_linked_with_the_precision_that_was_asked_for():
    total = totals(list(verdicts()))
    assert total.precision >= PRECISION_BAR
    assert total.recall >= 0.9


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Apple Inc. said so.", {"AAPL"}),
        ("Apple Incorporated said so.", {"AAPL"}),
        ("Apple Corp Ltd, the label, said so.", set()),
        ("Shell plc will sell a refinery.", {"SHEL"}),
        ("Gap, Inc. (NYSE: GAP) rose.", {"GAP"}),
        ("The chipmaker (Nasdaq: AAPL) fell.", {"AAPL"}),
        ("Target (ASX: TGX) dug for ore as shares fell.", set()),
        ("Bank of America said so.", {"BAC"}),
        ("The Bank of America Stadium was full.", set()),
        ("A banker at bank of america street said so.", set()),
        ("Shares of Gap fell.", {"GAP"}),
        ("Target's quarterly shares rose.", {"TGT"}),
        ("Last year Target beat what analysts had expected.", {"TGT"}),
        ("Target beat what analysts had expected.", set()),
        ("Retailer Target will close its shop.", {"TGT"}),
        ("The retailer Gap will close its shop.", {"GAP"}),
        ("The retailer, Target of many jokes, will close.", set()),
        ("Retailer Target Practice will close its shop.", set()),
        ("The retailer Hayward, Calif., has long had.", set()),
        ("They missed the Target by a mile, and profit fell.", set()),
        ("Last year Target Practice, a film, made a profit.", set()),
        ("Tony Hayward's shares fell, and Hayward told investors so.", set()),
        ("A home in Hayward, Calif., for investors.", set()),
        ("Investors asked Mr. Hayward about dividends.", set()),
        ("Facebook, Inc. is called otherwise today.", {"META"}),
        ("Once (NASDAQ: FB) it was.", {"META"}),
        ("Alphabet Inc. said so.", {"GOOG", "GOOGL"}),
        ("Alphabet Inc. (NASDAQ: GOOG) said so.", {"GOOG"}),
        ("삼성전자는 실적을 냈다.", {"005930"}),
        ("삼성전자서비스는 실적을 냈다.", set()),
        ("삼성 주가가 올랐다.", {"005930"}),
        ("삼성 라이온즈가 이겼다.", set()),
        ("アップルが発表した。", {"APPL"}),
        ("アップルパイを焼いた。", set()),
        ("Samsung Electronics는 커졌다.", {"005930"}),
        ("It was Nike who won.", set()),
        ("The maker sued Nike over a shoe.", set()),
    ],
)
def test_a_name_counts_where_it_means_the_company_and_nowhere_else(text, symbols):
    assert named(text) == symbols


def test_every_mention_has_its_span_and_why_it_counts():
    text = "On Monday Gap reported earnings."
    (mention,) = mentions(text, INDEX)
    assert text[mention.start : mention.end] == "Gap"
    assert text[mention.cue.start : mention.cue.end] == "earnings"
    assert mention.is_doubtful


def test_an_alias_of_one_language_counts_in_it_alone():
    assert named("삼성 주가", language="ko-KR") == {"005930"}
    assert named("삼성 주가", language="en") == set()


def test_an_alias_reads_back_as_it_was_written():
    for line in ("Target | context", "Nvidia | plain", "삼성 | context | ko"):
        assert read_line(line).line() == line
    assert read_line("Target").needs_context
    assert not read_line("Lockheed Martin").needs_context
    assert [one.needs_context for one in read_stored(["Target", "Lockheed Martin"])] == [True, False]
    for wrong in ("", "| context", "Target | perhaps", "Target | context | plain"):
        with pytest.raises(BadAlias):
            read_line(wrong)
