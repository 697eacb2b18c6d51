"""Which full names of a story are no person's: a firm, a place, a cable, an office before a surname.

Names are seen by their capitals alone (``persons``), so "Havlink 2" beside "700 MW Havlink" looks like the surname
of somebody called MW, and every sentence that says Havlink would wait for his full name. Here the whole story is
asked: a name with a unit or the word of a body in it is no person's; what stands behind "in", before a number, among
the outlets or in small letters elsewhere is no surname, unless somewhere it speaks, has an age, a title or a
profession. Doubtful names stay persons: 0 wrong persons is the rule. An office that stands before a full name
elsewhere ("Councilman Andre Kessel") is no first name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from stories.summarising.leaning_words import SPEAKS
from stories.summarising.persons import Bearers, Named, full_name, is_person, person, together
from stories.summarising.vocabulary import words

UNITS = words("MW GW TW kW MWh GWh TWh kWh MHz GHz km kg ha cm mm Mbit Gbit Megawatt Gigawatt Hektar Tonnen Meter")
BODIES = words(
    "Airways Aerospace Flight Leasing Mailing Biologics Biotech Aggregates Logistics Cruises Utilities Shipping "
    "Freight Telecom Mobile Software Networks Properties Estates Construction Engineering Mining Minerals "
    "Petroleum Dairy Brewery Distillery Hotels Dispatch Trials Marathon Masters Awards Formation Aquifer Valley "
    "Ville Opéra Mairie Préfecture Conseil Région Département Musée Théâtre Université Hôpital Lycée Collège Gare "
    "Église Cathédrale Orchestre Agence Cour Ministère Assemblée Syndicat Fédération Groupe Société Consejería "
    "Ayuntamiento Junta Gobierno Ministerio Universidad Instituto Laboratorio Avenida Grupo Sociedad Teatro Museo "
    "Estadio Audiencia Comunidad Diputación Partido Sindicato Amtsgericht Landgericht Oberlandesgericht Firma "
    "Kanzlei Gruppe Gewerkschaft Ministerium Verein Verband Stadtwerke Landesamt Niederlassung Sparekasse "
    "Sparkasse Cements Cement Mills Textiles Chemicals Tyres Papers Sugars Ports Airports Stores Supermarkets "
    "Banks Broadcasting Pictures Studios Records Resorts Pharmaceuticals Therapeutics Genomics Robotics Dynamics "
    "Semiconductors Batteries Renewables Packaging Plastics Ceramics Resources Exploration Offshore Marine "
    "Express Coaches Retail Foods Beverages Breweries Elementary Wilderness Hall Grille Inlet Tableland Gap Age "
    "Fabrik Werke"
)
"""One of these in a name: a body or a thing of their own, or one named after somebody."""
PLACE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Àà]|[Ee]n|[Aa]us) ([A-ZÀ-ÖØ-Þ][\w'-]+)(?! [A-ZÀ-ÖØ-Þ])")
NUMBERED = re.compile(r"\b([A-ZÀ-ÖØ-Þ][\w'-]+) \d")
NOUN = re.compile(
    r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Dd]es|[Ii]m|[Aa]m|[Zz]um|[Zz]ur|[Vv]om|[Ee]ine?[rnms]?|[Kk]eine?[rnms]?"
    r"|\d[\d.,]*) ([A-ZÄÖÜ][\wäöüß-]+)"
)
"""A German noun; in German alone every noun has a capital."""
LOWER = re.compile(r"[a-zà-ÿ](?<=\b.)[a-zà-ÿ]+\b")
OFTEN = 2  # uses in small letters that make a word a common one
HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|M|MM|Sra?|[Dd]on|[Dd]oña)\.?"
PROFESSION = r"[a-zà-ÿ]+(?:eur|euse|rice|aire|ante?|iste|ien|ienne|ier|ière|ora?|ista|ero|era|alde|aldesa|cal|ente)"


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of a story: ``bearers`` by each word of their names, and what looks like one and means another.

    ``instead`` maps a full name (first and last word) to the person's, or to "" where there is none.
    """

    bearers: Bearers = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)

    def own(self, bearers: Bearers) -> Bearers:
        """The bearers of one article, of persons only."""
        if not self.instead:
            return bearers
        found = {
            word: frozenset(right for name in names if (right := self._right(name, word)))
            for word, names in bearers.items()
        }
        return {word: names for word, names in found.items() if names}

    def named(self, full: frozenset[str]) -> frozenset[str]:
        """Those of some full names that are persons', as the story knows them."""
        return frozenset(right for name in full if (right := self.instead.get(name, name)))

    def _right(self, name: str, word: str) -> str:
        right = self.instead.get(name, name)
        return right if right == name or word in right.split() else ""


def persons_of(articles: Iterable[tuple[Sequence[Named], Bearers]], outlets: Iterable[str], language: str) -> Persons:
    """The persons of a story, from the sentences and bearers of each of its articles and the names of its outlets."""
    read = list(articles)
    everyone = together(bearers for _, bearers in read)
    fulls = frozenset().union(*everyone.values()) if everyone else frozenset()
    if not fulls:
        return Persons()
    story = _Story([tuple(sentences) for sentences, _ in read], outlets, language)
    instead = story.offices(fulls)
    instead |= {full: "" for full in fulls if full not in instead and story.is_thing(full)}
    return Persons(Persons({}, instead).own(everyone), instead)


class _Story:
    """What a story's sentences tell about words with a capital."""

    def __init__(self, articles: Sequence[tuple[Named, ...]], outlets: Iterable[str], language: str) -> None:
        self.language = language
        self.sentences = [sentence for sentences in articles for sentence in sentences]
        seen = [_seen(sentences, language == "de") for sentences in articles]
        self.things = frozenset().union(*(one.things for one in seen))
        self.places = frozenset().union(*(one.places for one in seen))
        self.lower: Counter[str] = Counter()
        for one in seen:
            self.lower.update(one.lower)
        self.of_outlets = frozenset(word for outlet in outlets for word in outlet.split())

    def offices(self, fulls: frozenset[str]) -> dict[str, str]:
        """ "Councilman Kessel" where a "Councilman Andre Kessel" stands beside an "Andre Kessel", and whom it means."""
        cores = {core for sentence in self.sentences for core in map(person, sentence.names) if core.count(" ") > 1}
        found: dict[str, str] = {}
        titles: set[str] = set()
        for core in sorted(cores):
            first, rest = core.split(" ", 1)
            if full_name(rest) in fulls and full_name(core) != full_name(rest):
                found[full_name(core)] = full_name(rest)
                titles.add(first)
        for full in fulls - found.keys():
            first, last = full.split()
            if first in titles:
                meant = {right for wrong, right in found.items() if right.split()[1] == last}
                found[full] = meant.pop() if len(meant) == 1 else full
        return {wrong: right for wrong, right in found.items() if wrong and wrong != right}

    def is_thing(self, full: str) -> bool:
        """Whether the story uses one of the words as no person's name, and nothing speaks for a person."""
        first, last = full.split()
        if first in UNITS or first in BODIES or last in BODIES:
            return True
        is_common = self.language != "de" and any(self.lower[word.lower()] >= OFTEN for word in (first, last))
        is_elsewhere = last in self.things or not {first, last}.isdisjoint(self.places | self.of_outlets)
        return (is_common or is_elsewhere) and not self._acts(first, last)

    def _acts(self, first: str, last: str) -> bool:
        """Whether it has a title, an age or a profession, or speaks."""
        near = [sentence for sentence in self.sentences if last in sentence.folded]
        if is_person(near, f"{first} {last}"):
            return True
        signs = [
            rf"\b{HONORIFIC} (?:{re.escape(first)} )?{re.escape(last)}\b",
            rf"\b{re.escape(last)}(?:,| \() ?(?:de )?\d\d\b",
            rf"\b{PROFESSION},? {re.escape(first)} ",
        ]
        if self.language in SPEAKS:
            speaks = SPEAKS[self.language].pattern
            signs += [
                rf"(?:{speaks}) (?:{re.escape(first)} )?{re.escape(last)}\b",
                rf"\b{re.escape(last)},? (?:{speaks})",
            ]
        pattern = re.compile("|".join(signs))
        return any(pattern.search(sentence.folded) for sentence in near)


@dataclass(frozen=True, slots=True)
class _Seen:
    things: frozenset[str]  # before a number
    places: frozenset[str]  # behind "in"; German nouns too
    lower: Counter[str]


@lru_cache(maxsize=2048)
def _seen(sentences: tuple[Named, ...], is_german: bool) -> _Seen:
    """What one article shows, remembered: it depends on its text alone."""
    text = "\n".join(sentence.folded for sentence in sentences)
    places = {*PLACE.findall(text), *(NOUN.findall(text) if is_german else ())}
    return _Seen(frozenset(NUMBERED.findall(text)), frozenset(places), Counter(LOWER.findall(text)))
