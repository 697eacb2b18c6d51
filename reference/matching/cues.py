"""Words that tell a company from what else is called so: of finance, of people, of places, of titles. Data alone."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# How far from a name a word of finance may stand (code points).
NEAR = 90

FINANCE = re.compile(
    r"\b(?:shares?|stocks?|share price|shareholders?|stockholders?|investors?|earnings|revenues?|profits?|net income|"
    r"dividends?|analysts?|buybacks?|market (?:value|cap(?:itali[sz]ation)?)|Wall Street|IPO|initial public offering|"
    r"quarterly|fiscal|EPS|per share|guidance|S&P 500|Dow Jones|Nasdaq|NASDAQ|NYSE|ticker|stock market|stock exchange|"
    r"premarket|pre-market|after-hours trading|same-store sales|comparable sales|net sales|operating (?:profit|income|"
    r"margin)|short sellers?|bondholders?|takeover (?:bid|offer)|SEC filing|"
    r"Aktien?|Aktienkurs|Börse|Quartals?\w*|Dividenden?|Anleger|Umsatz|Gewinn|Aktionäre|"
    r"actionnaires?|bourse|chiffre d['’]affaires|dividendes?|bénéfices?|investisseurs?|"
    r"acciones|accionistas?|bolsa|dividendos?|ingresos|beneficios?|inversores|"
    r"azioni|borsa|ricavi|utili)\b",
)
FINANCE_CJK = re.compile(
    r"주가|주식|증시|코스피|코스닥|실적|영업이익|매출|배당|상장|시가총액|株価|株式|株主|決算|営業利益|売上高|上場|"
    r"时价|股价|股票|股份|股东|营收|净利|财报|上市|市值|股價|股東|營收|淨利|財報"
)
# "Ford's shares", "Ford shares", "Shell-Aktie"; not the shares that a person has in something.
_OF_COMPANY = r"(?:shares|stock|share price|stock price|market value|market cap(?:itali[sz]ation)?|dividend|earnings)"
SHARES_AFTER = re.compile(
    rf"(?:['’]s?(?:\s+[a-z][\w-]*){{0,2}}?)?\s+{_OF_COMPANY}\b(?!\s+(?:in|of|to)\b)|-Aktien?\b|\s+Aktien?\b"
)
SHARES_BEFORE = re.compile(
    r"\b(?:[Ss]hares|[Ss]tock|[Ss]takes?|[Ss]hareholders|[Ii]nvestors|[Hh]olders|[Pp]osition|[Hh]olding|[Bb]onds|"
    r"Aktien?|Anteile)\s+(?:of|in|von|der|an)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}$"
)

HONORIFICS = _set(
    "mr mrs ms miss dr prof sir dame lord lady sen senator rep gov governor president judge justice coach captain capt "
    "sgt lt col gen general rev father sister brother king queen prince princess mayor officer detective herr frau "
    "monsieur madame señor señora don"
)
# Right before a name these say that it is a company, at the beginning of a sentence as well: "Steelmaker Nucor".
KINDS = _set(
    "automaker carmaker chipmaker drugmaker planemaker steelmaker toymaker shipbuilder retailer conglomerate airline "
    "insurer"
)
# Before a name these are no part of it, though they begin a sentence or a title with a capital.
BEFORE = _set(
    "a an the in on at of for from by with to and or but as if when while after before since until like unlike even "
    "also both only now then today yesterday meanwhile however separately elsewhere moreover still yet so because "
    "although though despite following according against among between including through under over about around "
    "that this these those its his her their our your my it he she they we you who what which is are was were has had "
    "will would could may might says said why how where can should does did do not no "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december "
    "retailer automaker carmaker chipmaker drugmaker planemaker steelmaker toymaker brewer lender insurer miner "
    "giant rival rivals company group operator maker bank airline conglomerate shipbuilder refiner supplier owner "
    "parent subsidiary unit shares stocks stock investors analysts tech technology oil energy retail payments auto "
    "british american german french japanese korean dutch swiss chinese u.s. us uk eu"
)
# After a name these are no part of it: titles of its people, days, and what a headline goes on with.
AFTER = _set(
    "chief ceo cfo coo cto president chairman chairwoman chair executive executives spokesman spokeswoman "
    "spokesperson director vice senior co-founder founder analyst shares stock stocks monday tuesday wednesday "
    "thursday friday saturday sunday january february march april june july august september october november "
    "december i in on at and or to of for as is are was has had will says said reports posts cuts raises q1 q2 q3 q4 "
    "nyse nasdaq"
)
# What a place is in: "Hayward, Calif."
PLACES = _set(
    "ala alabama alaska ariz arizona ark arkansas calif california ca colo colorado conn connecticut del delaware fla "
    "florida ga georgia hawaii idaho ill illinois ind indiana iowa kan kansas ky kentucky la louisiana maine md "
    "maryland mass massachusetts mich michigan minn minnesota miss mississippi mo missouri mont montana neb nebraska "
    "nev nevada ohio okla oklahoma ore oregon pa pennsylvania tenn tennessee tex texas utah vt vermont va virginia "
    "wash washington wis wisconsin wyo wyoming france england scotland wales ireland germany italy spain canada "
    "australia"
)
# A company is said to be in none of these ways: who stands in it, lives near it, is asked by it.
AT_A_PLACE = _set("in near around outside across throughout within")
INVESTED = _set(
    "stake stakes share shares stock stocks invest invested investing investor investors investment investments "
    "position holding holdings interest shareholder shareholders confidence trading"
)
SAYING = _set("said says asked told added recalled replied wrote testified explained continued")
ARTICLES = _set("a an the this that each every any another no")

# What follows a name in Korean and is no part of a longer one.
PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|과|와|의|도|만|에게|에서|에|으로|로|까지|부터|처럼|보다|이나|나|측|주가|주식|그리고|등|"
    r"이라고|라고|이며|며|인|이다|였다|이랑|랑)*(?![\uac00-\ud7a3])"
)
