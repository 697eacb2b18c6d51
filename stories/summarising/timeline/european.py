# ruff: noqa: E501 - a form of a language reads better on few lines
"""Times as German, French and Spanish name them."""

from __future__ import annotations

import re

from stories.summarising.timeline.speech import YEAR, Form, Speech, any_of, numbered, titled

_N = r"(?P<n>\d{1,3}|%s)"
_DE_MONTHS = numbered("Januar|Jänner Februar März April Mai Juni Juli August September Oktober November Dezember")
_DE_DAYS = numbered("Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag", 0)
_DE_NUMBERS = numbered(
    "einem|einer|eine|ein zwei|zweiten drei|dritten vier|vierten fünf sechs sieben acht neun zehn elf zwölf"
)
_DE_SEASONS = numbered("Frühjahr|Frühling Sommer Herbst Winter", 21)
_DE_M = titled(_DE_MONTHS)
_DE_LAST, _DE_NEXT = "vergangen letzt vorig", "kommend nächst"
_DE_DIRECTIONS = {
    word + end: step
    for words, step in ((_DE_LAST, -1), ("dies jetzig", 0), (_DE_NEXT, 1))
    for word in words.split()
    for end in ("en", "er", "es", "em", "e")
} | {"vor": -1, "folgenden": 1, "danach": 1, "darauf": 1, "zuvor": -1}  # fmt: skip
_DE_REL = rf"(?P<rel>{any_of({word: step for word, step in _DE_DIRECTIONS.items() if len(word) > 4})})"
_DE_MONTH_WORDS = tuple(word.title() for word in _DE_MONTHS)
_CENTURIES = ("19", "20", "21")
_DE_UNITS = {
    "tag": "day", "tagen": "day", "tage": "day", "woche": "week", "wochen": "week", "wochenende": "weekend",
    "monat": "month", "monaten": "month", "monats": "month", "jahr": "year", "jahren": "year", "jahres": "year",
    "quartal": "quarter",
}  # fmt: skip
_DE_UNIT = r"(?P<unit>Wochenende|Wochen?|Monat(?:en|s)?|Jahr(?:en|es)?|Quartal|Tag(?:en)?)(?!\w)"

GERMAN = Speech(
    forms=(
        Form("day", rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?: ?(?:bis|und|[-–]) ?(?:zum )?(?P<d2>\d{{1,2}})\.)? ?"
             rf"(?P<month>{_DE_M})(?!\w)(?: (?P<y>{YEAR}))?", _DE_MONTH_WORDS),
        Form("day", rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{YEAR})(?!\d)", _CENTURIES),
        Form("month", rf"\b(?:(?P<part>[Aa]nfang|[Mm]itte|[Ee]nde) )?(?P<month>{_DE_M}) (?P<y>{YEAR})(?!\w)",
             _DE_MONTH_WORDS),
        Form("month", rf"\b(?P<part>[Aa]nfang|[Mm]itte|[Ee]nde) (?P<month>{_DE_M})(?!\w)", _DE_MONTH_WORDS),
        Form("month", rf"\b{_DE_REL} (?P<month>{_DE_M})(?!\w)", _DE_MONTH_WORDS),
        Form("month", rf"\b(?:[Ii]m|[Ss]eit|(?P<ahead>[Aa]b|[Bb]is(?: zum)?|für)) (?P<month>{_DE_M})(?!\w| \d)", _DE_MONTH_WORDS),
        Form("quarter", rf"\b(?P<q>[Ee]rsten?s?|zweiten?s?|dritten?s?|vierten?s?|[1-4]\.) Quartal(?: (?P<y>{YEAR})"
             rf"|s? (?:des )?{_DE_REL} Jahres)?(?!\w)", ("Quartal",)),
        Form("half", rf"\b(?P<h>ersten?s?|zweiten?s?|[12]\.) (?:Halbjahr|Jahreshälfte)(?: (?P<y>{YEAR}))?(?!\w)",
             ("Halbjahr", "Jahreshälfte")),
        Form("season", rf"\b(?:(?:[Ii]m|[Zz]um|[Bb]is|[Ss]eit) (?:{_DE_REL} )?|{_DE_REL.replace('<rel>', '<rel2>')} )"
             rf"(?P<s>Frühjahr|Frühling|Sommer|Herbst|Winter)(?: (?P<y>{YEAR}))?(?!\w)",
             ("Frühjahr", "Frühling", "Sommer", "Herbst", "Winter")),
        Form("year", rf"\b(?P<part>[Aa]nfang|[Mm]itte|[Ee]nde) (?:des Jahres )?(?P<y>{YEAR})(?![\w.]\d|\w)", _CENTURIES),
        Form("year", rf"\b(?:[Ii]m Jahr|[Jj]ahre?|[Ss]eit|[Bb]is|[Aa]b|von|[Vv]or|[Nn]ach) (?P<y>{YEAR})(?![\w.]\d|\w)"
             r"(?! [A-ZÄÖÜ][a-zäöü]+(?:en|er|e|n)\b)", _CENTURIES),
        Form("near", r"\b(?P<word>[Vv]orgestern|[Gg]estern|[Hh]eute|[Üü]bermorgen|(?<!heute )(?<!gestern )morgen)(?!\w)",
             ("gestern", "heute", "morgen")),
        Form("unit", rf"\b{_DE_REL} {_DE_UNIT}", ("Woche", "Monat", "Jahr", "Quartal")),
        Form("unit", r"\b(?:[Ii]m|[Gg]egenüber dem) (?P<rel>[Vv]or)(?P<unit>jahr|monat)(?!\w)", ("orjahr", "ormonat")),
        Form("unit", r"\b[Aa]m (?P<unit>Wochenende)(?!\w)", ("Wochenende",), False),
        Form("ago", rf"\b[Vv]or {_N % any_of(_DE_NUMBERS)} {_DE_UNIT}", ("Tag", "Woche", "Monat", "Jahr")),
        Form("ahead", rf"\b[Ii]n {_N % any_of(_DE_NUMBERS)} {_DE_UNIT}", ("Tag", "Woche", "Monat", "Jahr")),
        Form("follow", r"\b[Aa]m (?:(?P<dir>folgenden|nächsten) (?P<unit>Tag)|(?P<unit2>Tag) (?P<dir2>danach|darauf|zuvor))"
             r"\b", ("Tag",)),
        Form("weekday", rf"\b(?:(?:{_DE_REL}|(?P<bound>[Bb]is(?: zum| kommenden)?)) )?(?P<wd>{titled(_DE_DAYS)})"
             r"(?:morgen|vormittag|mittag|nachmittag|abend|nacht)?(?!\w)", tuple(word.title() for word in _DE_DAYS)),
    ),
    months=_DE_MONTHS,
    weekdays=_DE_DAYS,
    numbers=_DE_NUMBERS | {f"{word}{end}": number for number, word in enumerate(
        ("erst", "zweit", "dritt", "viert"), 1) for end in ("e", "en", "es")} | {f"{n}.": n for n in range(1, 5)},
    parts={"anfang": "early", "mitte": "mid", "ende": "late"},
    directions=_DE_DIRECTIONS,
    units=_DE_UNITS,
    seasons=_DE_SEASONS,
    near={"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    future=re.compile(
        r"\b(?:wird|werden|soll|sollen|will|wollen|plant|planen|geplant|vorgesehen|dürfte|dürften|tritt|treten|beginnt"
        r"|beginnen|startet|starten|endet|enden|entscheidet|tagt|findet|finden|eröffnet die|steht|stehen|muss|müssen|kann"
        r"|können|möchte|erwartet|läuft|rechnet|ab|bis)\b"
    ),
    past=re.compile(
        r"\b(?:hat|haben|hatte|hatten|wurden?|waren?|ist|sind|sagten?|teilten?|gab|kam|kamen|ging|fiel|stieg|begann|trat"
        r"|fand|fanden|starb|schrieb|beschloss|[a-zäöü]{3,}(?:te|ten))\b"
    ),
    closing=re.compile(r"[^,;.]{0,60}\b(?:geplant|vorgesehen|angesetzt|anberaumt|terminiert|erwartet)\b"),
    no_date=re.compile(r"(?:[Jj]ede[nrs]?|[Aa]n einem|(?<=[a-zäöüß] )[A-ZÄÖÜ][a-zäöüß]+) $"),
)  # fmt: skip

_FR_MONTHS = numbered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_FR_DAYS = numbered("lundi mardi mercredi jeudi vendredi samedi dimanche", 0)
_FR_NUMBERS = numbered("un|une deux trois quatre cinq six sept huit neuf dix onze douze") | {"quinze": 15}
_FR_M = "|".join(_FR_MONTHS)
_FR_REL = r"(?P<rel>derni(?:er|ère)|passée?|prochaine?)"
_FR_UNIT = r"(?P<unit>jours?|semaines?|mois|années?|ans?|week-end|trimestre)(?!\w)"
_FR_MONTH_WORDS = tuple(_FR_MONTHS)
_FR_DATED = rf"(?: (?P<y>{YEAR}))?(?!\w)"

FRENCH = Speech(
    forms=(
        Form("day", r"(?<![\d.,])(?P<d>\d{1,2})(?:er)?(?:(?: au | et | ?[-–] ?)(?P<d2>\d{1,2}))? "
             rf"(?P<month>{_FR_M})(?!\w)(?: (?P<y>{YEAR}))?", _FR_MONTH_WORDS),
        Form("month", rf"\b(?P<part>[Dd]ébut|[Mm]i|[Ff]in)[ -](?P<month>{_FR_M}){_FR_DATED}", _FR_MONTH_WORDS),
        Form("month", rf"(?<!\w)(?P<month>{_FR_M}) {_FR_REL}(?!\w)", _FR_MONTH_WORDS),
        Form("month", rf"\b(?:[Ee]n|de|[Dd]epuis|[Dd]ès|jusqu'en|[Dd]'ici|au mois de|[Aa]vant|pour) (?P<month>{_FR_M})"
             rf"{_FR_DATED}|\bd'(?P<month2x>août|avril|octobre){_FR_DATED.replace('<y>', '<y2x>')}", _FR_MONTH_WORDS),
        Form("month", rf"(?<!\w)(?P<month>{_FR_M}) (?P<y>{YEAR})(?!\w)", _FR_MONTH_WORDS),
        Form("quarter", r"\b(?P<q>premier|deuxième|second|troisième|quatrième|[1-4](?:er?|ème)) trimestre"
             rf"(?: (?:de )?(?P<y>{YEAR})| de l'(?:année|an) (?P<rel>dernière|prochaine))?(?!\w)", ("trimestre",)),
        Form("half", rf"\b(?P<h>premier|deuxième|second) semestre(?: (?:de )?(?P<y>{YEAR}))?(?!\w)", ("semestre",)),
        Form("season", rf"\b(?:au |l'|cet |cette |de l'|d')(?P<s>printemps|été|automne|hiver)(?: {_FR_REL})?"
             rf"(?: (?P<y>{YEAR}))?(?!\w)", ("printemps", "été", "automne", "hiver")),
        Form("year", rf"\b(?P<part>[Dd]ébut|[Mm]i|[Ff]in)[ -](?P<y>{YEAR})(?!\w)", _CENTURIES),
        Form("year", rf"\b(?:[Ee]n|[Dd]epuis|[Dd]'ici(?: à| fin)?|[Aa]vant|[Dd]ès|de|jusqu'en|pour|l'année) (?P<y>{YEAR})"
             r"(?!\w|[.,]\d| [a-zéè]+s\b)", _CENTURIES),
        Form("near", r"(?<![\w-])(?P<word>[Aa]vant-hier|[Hh]ier|[Aa]ujourd'hui|[Aa]près-demain|[Dd]emain|[Cc]e matin|[Cc]e"
             r" soir|[Cc]et après-midi)(?!\w)", ("hier", "ujourd'hui", "demain", "ce matin", "ce soir", "cet après")),
        Form("unit", rf"\b(?:[Ll]a |[Ll]e |[Ll]'|[Cc]ette |[Aa]u |[Dd]u ){_FR_UNIT} {_FR_REL}(?!\w)",
             ("semaine", "mois", "année", "an ", "week-end", "trimestre")),
        Form("unit", rf"\b(?P<rel>[Cc]e|[Cc]ette) {_FR_UNIT}", ("semaine", "mois", "année", "week-end", "trimestre")),
        Form("ago", rf"\b[Ii]l y a {_N % any_of(_FR_NUMBERS)} {_FR_UNIT}", ("il y a",)),
        Form("ahead", rf"\b[Dd]ans {_N % any_of(_FR_NUMBERS)} {_FR_UNIT}", ("jour", "semaine", "mois", "an")),
        Form("follow", r"\b(?P<dir>[Ll]e lendemain|[Ll]a veille)\b", ("le lendemain", "la veille")),
        Form("weekday", rf"\b(?:(?P<bound>d'ici(?: à)?|[Jj]usqu'à|avant) )?(?P<wd>{any_of(_FR_DAYS)})"
             rf"(?: {_FR_REL})?(?!\w)", tuple(_FR_DAYS)),
    ),
    months=_FR_MONTHS,
    weekdays=_FR_DAYS,
    numbers=_FR_NUMBERS | numbered("premier|1er deuxième|second|2e|2ème troisième|3e|3ème quatrième|4e|4ème"),
    parts={"début": "early", "mi": "mid", "fin": "late"},
    directions={"dernier": -1, "dernière": -1, "passé": -1, "passée": -1, "ce": 0, "cette": 0, "prochain": 1,
                "prochaine": 1, "le lendemain": 1, "la veille": -1},
    units={"jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year",
           "ans": "year", "année": "year", "années": "year", "week-end": "weekend", "trimestre": "quarter"},
    seasons=numbered("printemps été automne hiver", 21),
    near={"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "ce matin": 0, "ce soir": 0, "cet après-midi": 0, "demain": 1,
          "après-demain": 2},
    future=re.compile(
        r"\b(?:va|vont|doit|doivent|devrait|devraient|pourrait|pourraient|prévue?s?|prévoit|prévoient|attendue?s?|souhaite"
        r"|espère|compte|entend|aura lieu|auront|sera|seront|fixée?s?|appelés|se réunit|débute|commence|s'ouvre|entre en"
        r"|\w{3,}(?:era|eront|ira|iront|dra|dront|tra|tront|cevra))\b|\bd'ici\b|\bjusqu'(?:à|en)\b|\bà partir\b|\bavant la?\b"
    ),
    past=re.compile(
        r"\b(?:a|ont|avait|avaient|est|sont|était|étaient|fut|furent|s'est|se sont|\w+èrent|\w{3,}ait|\w{3,}aient)\b"
    ),
    no_date=re.compile(r"(?:[Cc]haque|[Tt]ous les|[Ll]e premier) $"),
)  # fmt: skip

_ES_MONTHS = numbered(
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre"
)
_ES_DAYS = numbered("lunes martes miércoles jueves viernes sábado domingo", 0)
_ES_NUMBERS = numbered("un|una|uno dos tres cuatro cinco seis siete ocho nueve diez once doce") | {"quince": 15}
_ES_M = "|".join(_ES_MONTHS)
_ES_REL = r"(?P<rel>pasad[oa]|últim[oa]|próxim[oa]|que viene)"
_ES_REL2 = _ES_REL.replace("<rel>", "<rel2>")
_ES_UNIT = r"(?P<unit>días?|semanas?|mes(?:es)?|años?|fin de semana|trimestre)(?!\w)"
_ES_Y = rf"(?: (?:de|del) (?:año )?(?P<y>{YEAR}))?(?!\w)"
_ES_MONTH_WORDS = tuple(_ES_MONTHS)
_ES_UNIT_WORDS = ("día", "semana", "mes", "año", "trimestre")

SPANISH = Speech(
    forms=(
        Form("day", r"(?<![\d.,])(?P<d>\d{1,2})º?(?:(?: al | y | ?[-–] ?)(?P<d2>\d{1,2}))? de "
             rf"(?P<month>{_ES_M})(?!\w)(?:,? (?:de|del) (?P<y>{YEAR}))?", _ES_MONTH_WORDS),
        Form("month", r"\b(?P<part>[Pp]rincipios|[Cc]omienzos|[Ii]nicios|[Mm]ediados|[Ff]inales|[Ff]ines) de "
             rf"(?P<month>{_ES_M}){_ES_Y}", _ES_MONTH_WORDS),
        Form("month", rf"(?<!\w)(?P<month>{_ES_M}) {_ES_REL}(?!\w)|\b{_ES_REL2} (?:mes de )?(?P<month2x>{_ES_M})(?!\w)",
             _ES_MONTH_WORDS),
        Form("month", r"\b(?:[Ee]n|[Dd]esde|[Hh]asta|[Pp]ara|[Aa]ntes de|mes de|a partir de) (?:el mes de )?"
             rf"(?P<month>{_ES_M}){_ES_Y}", _ES_MONTH_WORDS),
        Form("month", rf"(?<!\w)(?P<month>{_ES_M}) (?:de|del) (?P<y>{YEAR})(?!\w)", _ES_MONTH_WORDS),
        Form("quarter", rf"\b(?P<q>primer|segundo|tercer|cuarto|último) trimestre(?: (?:de|del) (?P<y>{YEAR})"
             rf"| del? (?P<rel>este|próximo|pasado) año| del año)?(?!\w)", ("trimestre",)),
        Form("half", rf"\b(?P<h>primer|segundo) semestre(?: (?:de|del) (?P<y>{YEAR})| del? (?P<rel>este|próximo|pasado) "
             r"año| del año)?(?!\w)", ("semestre",)),
        Form("season", rf"\b(?:{_ES_REL} |en (?:la |el )?|est[ea] |de la |del )(?P<s>primavera|verano|otoño|invierno)"
             rf"(?: {_ES_REL2})?{_ES_Y}", ("primavera", "verano", "otoño", "invierno")),
        Form("year", r"\b(?P<part>[Pp]rincipios|[Cc]omienzos|[Ii]nicios|[Mm]ediados|[Ff]inales|[Ff]ines) de "
             rf"(?P<y>{YEAR})(?!\w)", _CENTURIES),
        Form("year", rf"\b(?:[Ee]n|[Dd]esde|[Hh]asta|[Pp]ara|[Aa]ntes de|de|año|del) (?P<y>{YEAR})"
             r"(?!\w|[.,]\d| [a-zñáéíóú]+s\b)", _CENTURIES),
        Form("near", r"(?<!\w)(?P<word>[Aa]nteayer|[Aa]yer|[Hh]oy|[Aa]noche|[Ee]sta (?:mañana|tarde|noche)|[Pp]asado mañana"
             r"|(?<!la )(?<!esta )(?<!pasado )[Mm]añana)(?!\w)", ("ayer", "hoy", "anoche", "esta ", "mañana")),
        Form("unit", rf"\b(?:(?:[Ll]a|[Ee]l|[Aa]l|[Dd]el) )?(?P<rel>[Pp]asad[oa]|[Úú]ltim[oa]|[Pp]róxim[oa]) {_ES_UNIT}",
             _ES_UNIT_WORDS),
        Form("unit", rf"\b(?:[Ll]a|[Ee]l|[Aa]l|[Dd]el) {_ES_UNIT} {_ES_REL}(?!\w)", _ES_UNIT_WORDS),
        Form("unit", rf"\b(?P<rel>[Ee]ste|[Ee]sta) {_ES_UNIT}", _ES_UNIT_WORDS),
        Form("ago", rf"\b[Hh]ace {_N % any_of(_ES_NUMBERS)} {_ES_UNIT}", ("hace",)),
        Form("ahead", rf"\b(?:[Dd]entro de|[Ee]n) {_N % any_of(_ES_NUMBERS)} {_ES_UNIT}", _ES_UNIT_WORDS),
        Form("follow", r"\b(?P<dir>[Aa]l día siguiente|[Ll]a víspera)\b", ("día siguiente", "la víspera")),
        Form("weekday", rf"\b(?:[Ee]l|[Ee]ste|[Dd]el|[Aa]l|(?P<bound>[Hh]asta el|[Aa]ntes del)) (?:{_ES_REL} )?"
             rf"(?P<wd>{any_of(_ES_DAYS)})(?: {_ES_REL2})?(?!\w)", tuple(_ES_DAYS)),
    ),
    months=_ES_MONTHS,
    weekdays=_ES_DAYS,
    numbers=_ES_NUMBERS | numbered("primer segundo tercer cuarto|último"),
    parts={"principios": "early", "comienzos": "early", "inicios": "early", "mediados": "mid", "finales": "late",
           "fines": "late"},
    directions={"pasado": -1, "pasada": -1, "último": -1, "última": -1, "este": 0, "esta": 0, "próximo": 1, "próxima": 1,
                "que viene": 1, "al día siguiente": 1, "la víspera": -1},
    units={"día": "day", "días": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month",
           "año": "year", "años": "year", "fin de semana": "weekend", "trimestre": "quarter"},
    seasons=numbered("primavera verano otoño invierno", 21),
    near={"anteayer": -2, "ayer": -1, "anoche": -1, "hoy": 0, "esta mañana": 0, "esta tarde": 0, "esta noche": 0,
          "mañana": 1, "pasado mañana": 2},
    future=re.compile(
        r"\b(?:va|van|debe|deben|debería|podría|podrían|previst[oa]s?|prevé|prevén|planea|planean|espera|esperan|tendrá"
        r"|celebra|comienza|empieza|arranca|entra|vence|cita|convocad[oa]s?|fijad[oa]s?|\w{2,}(?:rá|rán|remos))\b"
        r"|\bantes del?\b|\ba partir del?\b"
    ),
    past=re.compile(
        r"\w+(?:ó|aron|ieron|aba|aban|ía|ían)\b|\b(?:fue|fueron|dijo|dijeron|hizo|ha|han|hubo|tuvo|puso|vino|pidió|murió)\b"
    ),
    no_date=re.compile(r"(?:[Cc]ada|[Tt]odos los) $"),
)  # fmt: skip
