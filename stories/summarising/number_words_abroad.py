"""What German, French and Spanish call numbers, scales and units: words for ``numbers_abroad``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_GERMAN = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_GERMAN_ONES = "ein zwei drei vier fünf sechs sieben acht neun"
_FRENCH = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_SPANISH = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
    "veintinueve"
)
_SPANISH_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"


def _german() -> Iterator[tuple[str, int]]:
    yield from zip([*_GERMAN.split(), "achtzehn", "neunzehn"], range(2, 20), strict=True)
    for ten, word in zip(range(20, 100, 10), _GERMAN_TENS.split(), strict=True):
        yield word, ten
        yield from ((f"{one}und{word}", ten + more) for more, one in enumerate(_GERMAN_ONES.split(), 1))
    yield from ((f"{one}hundert", 100 * times) for times, one in enumerate(_GERMAN_ONES.split(), 1))
    yield from ((f"{one}tausend", 1000 * times) for times, one in enumerate(_GERMAN_ONES.split(), 1))
    yield from (("zehntausend", 10_000), ("hunderttausend", 100_000), ("zwo", 2))


def _french() -> Iterator[tuple[str, int]]:
    small = dict(zip(range(2, 17), _FRENCH.split(), strict=True)) | {17: "dix-sept", 18: "dix-huit", 19: "dix-neuf"}
    yield from ((word, value) for value, word in small.items())
    for ten, word in _FRENCH_TENS.items():
        yield word, ten
        for one in ("et un", "et une", "et-un", "et-une"):
            yield (f"{word} {one}" if " " in one else f"{word}-{one}"), ten + 1
        yield from ((f"{word}-{small[one]}", ten + one) for one in range(2, 20 if ten == 60 else 10))
    yield from (("soixante et onze", 71), ("quatre-vingts", 80), ("quatre-vingt-un", 81), ("quatre-vingt-une", 81))
    yield from ((f"quatre-vingt-{small[one]}", 80 + one) for one in range(2, 20))
    yield from ((f"{small[one]} cents", 100 * one) for one in range(2, 10))
    yield "cent", 100


def _spanish() -> Iterator[tuple[str, int]]:
    words = _SPANISH.split()
    yield from ((word, value) for value, word in enumerate(words, 2))
    for ten, word in zip(range(30, 100, 10), _SPANISH_TENS.split(), strict=True):
        yield word, ten
        yield from ((f"{word} y {one}", ten + more) for more, one in enumerate(["un", *words[:8]], 1))
    hundreds = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
    yield from ((f"{stem}{end}", 100 * times) for times, stem in enumerate(hundreds.split(), 2) for end in ("os", "as"))
    yield from (("cien", 100), ("mil", 1000), ("veintiuna", 21), ("veintiún", 21))


SPELLED: Mapping[str, Mapping[str, int]] = {"de": dict(_german()), "fr": dict(_french()), "es": dict(_spanish())}
"""Number words in lower case; "one" is left out, for it is an article as well."""
SCALES: Mapping[str, Mapping[str, int]] = {
    "de": {"Tausend": 3, "tausend": 3, "Million": 6, "Millionen": 6, "Mio": 6, "Milliarde": 9, "Milliarden": 9,
           "Mrd": 9, "Billion": 12, "Billionen": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    "es": {"mil": 3, "millón": 6, "millones": 6, "mil millones": 9, "billón": 12, "billones": 12},
}  # fmt: skip
"""Powers of ten."""
UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "de": {
        "percent": "Prozent", "points": "Prozentpunkte|Prozentpunkten|Prozentpunkt", "EUR": "Euro|Euros",
        "USD": "Dollar|US-Dollar", "GBP": "Pfund", "CHF": "Franken|Schweizer Franken",
        "kilometre": "Kilometer|Kilometern", "metre": "Meter|Metern", "centimetre": "Zentimeter|Zentimetern",
        "millimetre": "Millimeter|Millimetern", "square kilometre": "Quadratkilometer|Quadratkilometern",
        "square metre": "Quadratmeter|Quadratmetern", "cubic metre": "Kubikmeter|Kubikmetern",
        "hectare": "Hektar", "litre": "Liter|Litern", "tonne": "Tonnen|Tonne", "kilogram": "Kilogramm|Kilo",
        "gram": "Gramm", "megawatt": "Megawatt", "gigawatt": "Gigawatt", "kilowatt": "Kilowatt",
        "kilowatt-hour": "Kilowattstunden", "kmh": "Stundenkilometer|Kilometer pro Stunde|km/h",
        "degree": "Grad", "celsius": "Grad Celsius",
    },
    "fr": {
        "percent": "pour cent|p. cent", "points": "points de pourcentage|point de pourcentage", "EUR": "euros|euro",
        "USD": "dollars|dollar", "GBP": "livres sterling", "CHF": "francs suisses",
        "kilometre": "kilomètres|kilomètre", "metre": "mètres|mètre", "centimetre": "centimètres",
        "millimetre": "millimètres", "square kilometre": "kilomètres carrés", "square metre": "mètres carrés",
        "cubic metre": "mètres cubes", "hectare": "hectares|hectare", "litre": "litres|litre",
        "tonne": "tonnes|tonne", "kilogram": "kilos|kilogrammes|kilo", "gram": "grammes", "megawatt": "mégawatts",
        "gigawatt": "gigawatts", "kilowatt": "kilowatts", "kilowatt-hour": "kilowattheures", "kmh": "km/h",
        "degree": "degrés|degré",
    },
    "es": {
        "percent": "por ciento|por cien", "points": "puntos porcentuales|punto porcentual", "EUR": "euros|euro",
        "USD": "dólares|dólar", "GBP": "libras esterlinas|libras", "CHF": "francos suizos",
        "kilometre": "kilómetros|kilómetro", "metre": "metros|metro", "centimetre": "centímetros",
        "millimetre": "milímetros", "square kilometre": "kilómetros cuadrados", "square metre": "metros cuadrados",
        "cubic metre": "metros cúbicos", "hectare": "hectáreas|hectárea", "litre": "litros|litro",
        "tonne": "toneladas|tonelada", "kilogram": "kilos|kilogramos|kilo", "gram": "gramos", "megawatt": "megavatios",
        "gigawatt": "gigavatios", "kilowatt": "kilovatios", "kilowatt-hour": "kilovatios hora", "kmh": "km/h",
        "degree": "grados|grado",
    },
}  # fmt: skip
TIMES: Mapping[str, str] = {
    form: time
    for time, forms in {
        "second": "sekunde sekunden seconde segundo",
        "minute": "minute minuten minuto",
        "hour": "stunde stunden heure hora",
        "day": "tag tage tagen jour día",
        "week": "woche wochen semaine semana",
        "month": "monat monate monaten moi mois mese mes meses",
        "year": "jahr jahre jahren an année año",
        "decade": "jahrzehnt jahrzehnte jahrzehnten décennie década",
        "century": "jahrhundert jahrhunderte jahrhunderten siècle siglo",
    }.items()
    for form in forms.split()
}
"""Measures of time as ``Figure.noun`` has them (small letters, no s at the end)."""
