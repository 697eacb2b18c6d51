"""Vocabulary of numbers: scales, units, months and spelled-out numbers."""

from __future__ import annotations

from decimal import Decimal

from stories.summarising.vocabulary import MONTH_NAMES, words

SCALES = {
    "thousand": 3, "k": 3, "K": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "M": 6, "billion": 9, "bln": 9, "bn": 9,
    "b": 9, "B": 9, "trillion": 12, "tln": 12, "trn": 12, "tn": 12, "hundred": 2, "lakh": 5, "crore": 7,
}  # fmt: skip
"""Powers of ten."""

_UNIT_NAMES = {
    "percent": "percent|per cent|pct|%",
    "points": "percentage points|percentage point|pct points",
    "basis points": "basis points|basis point",
    "USD": "US dollars|U.S. dollars|dollars|dollar|USD",
    "EUR": "euros|euro|EUR",
    "GBP": "pounds sterling|pounds|GBP",
    "KRW": "won|KRW",
    "JPY": "yen|JPY",
    "CNY": "yuan|renminbi|CNY|RMB",
    "INR": "rupees|INR",
    "gigawatt": "GW|gigawatts|gigawatt",
    "megawatt": "MW|megawatts|megawatt",
    "square kilometre": "square kilometres|square kilometers|square kilometre|square kilometer|sq km|km²|km2",
    "square metre": "square metres|square meters|square metre|square meter|sq m|m²|m2",
    "cubic metre": "cubic metres|cubic meters|cubic metre|cubic meter|m³|m3",
    "square mile": "square miles|square mile|sq mi",
    "kilometre": "km|kilometers|kilometres|kilometer|kilometre",
    "mile": "miles|mile",
    "metre": "meters|metres|meter|metre",
    "centimetre": "centimeters|centimetres|centimeter|centimetre|cm",
    "millimetre": "millimeters|millimetres|millimeter|millimetre|mm",
    "foot": "feet|ft",
    "inch": "inches|inch",
    "yard": "yards",
    "litre": "litres|liters|litre|liter",
    "gallon": "gallons|gallon",
    "tonne": "tonnes|tonne|metric tons|metric ton|t",
    "ton": "tons|ton",
    "kilogram": "kg|kilograms|kilogrammes|kilogram",
    "gram": "grams|grammes|gram",
    "barrel": "barrels|barrel",
    "barrel a day": "barrels per day|barrels a day|bpd",
    "hectare": "hectares|hectare|ha",
    "acre": "acres|acre",
    "celsius": "degrees Celsius|degrees centigrade|°C|degrees C",
    "fahrenheit": "degrees Fahrenheit|°F|degrees F",
    "degree": "degrees|°",
    "kilowatt": "kW|kilowatts|kilowatt",
    "kilowatt-hour": "kWh|kilowatt-hours",
    "megawatt-hour": "MWh|megawatt-hours",
    "kmh": "km/h|kph",
    "mph": "mph",
}
UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split("|")}

_MONTHS = MONTH_NAMES.split("|")
MONTH_NUMBERS = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"Sept": 9}
)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
SPELLED = {
    word: value
    for value, word in enumerate(_SMALL.split())
} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip
WORDS = "|".join(sorted(SPELLED, key=len, reverse=True))

NOUN_SKIPS = words(
    "more other new additional further confirmed suspected severe extra total male female young old of the in and "
    "or to at for on by a an other local foreign civilian"
)

MONEY_UNITS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "A$": "AUD", "C$": "CAD", "HK$": "HKD",
    "NZ$": "NZD", "S$": "SGD",
}  # fmt: skip
CJK_SCALES = {"천": 3, "千": 3, "만": 4, "万": 4, "억": 8, "億": 8, "亿": 8, "조": 12, "兆": 12}
SIGNS = {"%": "percent", "％": "percent", "퍼센트": "percent", "원": "KRW", "달러": "USD", "명": "people"}
PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
"""What stands behind a whole number: 2½."""
