"""What German, French, Spanish, Arabic, Korean, Japanese and Chinese say about days: words for ``days_abroad``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Language:
    """What a language says about days. Alternatives of regular expressions throughout."""

    months: tuple[str, ...]
    near: Mapping[str, int]  # words for a day: days from the article's
    periods: Mapping[str, tuple[str, int]]  # words for a month or year: steps from the article's
    blocked: str
    future: str
    day: str  # how a day is written: {d}, {m}, {month}, {y}
    day_and_year: str
    month: str
    year: str
    absolute: str  # groups d and m or month, y
    tail: str = ""  # what may stick to a word before the bracket
    before: str = r"(?<!\w)"
    after: str = r"(?!\w)"
    weekdays: tuple[str, ...] = field(default=())
    past_before: str = ""  # what must stand before a weekday that is over,
    past_after: str = "$^"  # or behind one that opens the sentence
    bare_day: str = ""  # a day of the month without its month


def _months(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


GERMAN = Language(
    months=_months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    near={"vorgestern": -2, "gestern": -1, "heute": 0, "übermorgen": 2},
    periods={
        "vergangenes Jahr|voriges Jahr|letztes Jahr|im vergangenen Jahr|im vorigen Jahr|im letzten Jahr": ("year", -1),
        "dieses Jahr|in diesem Jahr": ("year", 0),
        "nächstes Jahr|im nächsten Jahr|im kommenden Jahr": ("year", 1),
        "im vergangenen Monat|im letzten Monat|im Vormonat": ("month", -1),
        "in diesem Monat": ("month", 0),
        "im nächsten Monat|im kommenden Monat": ("month", 1),
    },
    blocked=(
        "morgen|jetzt|derzeit|zurzeit|momentan|aktuell|kürzlich|neulich|bald|soeben|bisher|zuletzt|jüngst|demnächst"
        r"|\w+ Woche|Wochenende|Vortag|Folgetag|(?:am )?(?:selben|gleichen|nächsten|folgenden) (?:Tag|Abend|Morgen)"
        r"|vor \w+ (?:Tagen|Wochen|Monaten|Jahren|Stunden)|in \w+ (?:Tagen|Wochen|Monaten)|seitdem|damals"
        r"|Nacht (?:auf|zum)"
        r"|(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)\w*"
    ),
    future=(
        r"\b(?:wird|werden|soll|sollen|will|wollen|könnte|könnten|dürfte|plant|planen|geplant|vorgesehen|würde)\b"
    ),
    day="{d}. {month}", day_and_year="{d}. {month} {y}", month="{month} {y}", year="{y}",
    absolute=r"(?<!\d)(?P<d>\d{1,2})\. (?P<month>MONTHS)(?: (?P<y>\d{4}))?",
    tail=r"(?: (?:Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht))?",
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    past_before=(
        r"(?:\b(?:hat|haben|hatte|hatten|wurde|wurden|war|waren|sagte|sagten|erklärte|teilte|gab|kam|kamen|ging|fiel"
        r"|stieg)"
        r"(?: \w+){0,3} (?:am )?|\b(?:hat|haben|hatte|hatten|wurde|wurden|ist|sind) [^,;:.\"]{0,130}am )$"
    ),
    past_after=r" (?:hat|haben|hatte|hatten|wurde|wurden|war|waren|kam|kamen|ging|fiel|stieg|starb|gab)\b",
)  # fmt: skip
FRENCH = Language(
    months=_months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    near={"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2},
    periods={
        "l'an dernier|l'année dernière|l'an passé": ("year", -1),
        "cette année": ("year", 0),
        "l'an prochain|l'année prochaine": ("year", 1),
        "le mois dernier": ("month", -1), "ce mois-ci": ("month", 0), "le mois prochain": ("month", 1),
    },
    blocked=(
        r"actuellement|maintenant|récemment|bientôt|désormais|jusqu'ici|jusqu'à présent|pour l'instant|semaine|week-end"
        r"|la veille|le lendemain|le surlendemain|le même jour|ce jour-là|il y a \w+|d'ici|depuis lors|cette nuit"
        r"|la nuit dernière|ces derniers? \w+|ces dernières \w+|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    ),
    future=(
        r"\b(?:va|vont|doit|doivent|devrait|devraient|pourrait|pourraient|prévu\w*|prévoit|\w+(?:era|eront|ira"
        r"|iront))\b"
    ),
    day="{d} {month}", day_and_year="{d} {month} {y}", month="{month} {y}", year="{y}",
    absolute=r"(?<!\d)(?P<d>\d{1,2})(?:er)? (?P<month>MONTHS)(?: (?P<y>\d{4}))?",
    tail=r"(?: (?:matin|midi|après-midi|soir))?",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    past_before=(
        r"\b(?:a|ont|avait|avaient|été|est|sont) (?:\w+ ){0,2}\w+(?:é|ée|és|ées|i|is|it|u|us|ert|int)(?: \w+){0,3} $"
    ),
)  # fmt: skip
SPANISH = Language(
    months=_months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    near={"anteayer": -2, "ayer": -1, "hoy": 0, "pasado mañana": 2},
    periods={
        "el año pasado": ("year", -1), "este año": ("year", 0), "el próximo año|el año que viene": ("year", 1),
        "el mes pasado": ("month", -1), "este mes": ("month", 0), "el próximo mes|el mes que viene": ("month", 1),
    },
    blocked=(
        "mañana|actualmente|ahora|recientemente|pronto|próximamente|hasta ahora|por el momento|de momento|anoche|semana"
        r"|fin de semana|la víspera|al día siguiente|ese mismo día|el mismo día|hace \w+|dentro de \w+|últimos? \w+"
        "|últimas \\w+|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    ),
    future=(
        r"\b(?:va|van|debe|deben|debería|podría|podrían|previsto|prevista|prevé|planea|\w+(?:ará|erá|irá|arán|erán"
        r"|irán))\b"
    ),
    day="{d} de {month}", day_and_year="{d} de {month} de {y}", month="{month} de {y}", year="{y}",
    absolute=r"(?<!\d)(?P<d>\d{1,2}) de (?P<month>MONTHS)(?: (?:de|del) (?P<y>\d{4}))?",
    tail=r"(?: por la (?:mañana|tarde|noche))?",
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    past_before=(
        r"\b(?:\w+(?:ó|aron|ieron)|fue|fueron|dijo|hizo|murió|hubo|vino|pidió)(?: \w+){0,3} (?:el|este) $"
    ),
)  # fmt: skip
ARABIC = Language(
    months=_months("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    near={"أول أمس": -2, "أمس": -1, "غدا|غداً": 1},
    periods={
        "العام الماضي|السنة الماضية": ("year", -1), "هذا العام|العام الحالي|العام الجاري": ("year", 0),
        "العام المقبل|العام القادم": ("year", 1), "الشهر الماضي": ("month", -1),
        "هذا الشهر|الشهر الحالي|الشهر الجاري": ("month", 0), "الشهر المقبل|الشهر القادم": ("month", 1),
    },
    blocked=(
        r"اليوم|الليلة|البارحة|الآن|حاليا|حالياً|مؤخرا|مؤخراً|قريبا|قريباً|حتى الآن|الأسبوع|الأيام (?:الماضية"
        r"|المقبلة)|قبل يومين"
        r"|قبل أيام|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|بعد غد"
    ),
    future=(
        r"(?<!\w)(?:و|ف)?(?:سوف|من المقرر|من المتوقع|المقرر|يعتزم|تعتزم|ست\w{3,}|سي\w{3,})(?!\w)"
    ),
    day="{d} {month}", day_and_year="{d} {month} {y}", month="{month} {y}", year="{y}",
    absolute=r"(?<!\d)(?P<d>\d{1,2}) (?P<month>MONTHS)(?!\w)(?: (?P<y>\d{4}))?",
    before=r"(?<!\w)(?:و|ف|ب|ل|يوم )?",
)  # fmt: skip
KOREAN = Language(
    months=(),
    near={"그저께|그제": -2, "어제": -1, "오늘(?!날)": 0, "내일": 1, "모레": 2},
    periods={
        "지난해|작년": ("year", -1), "올해": ("year", 0), "내년": ("year", 1),
        "지난달": ("month", -1), "이달|이번 달": ("month", 0), "다음 달|내달": ("month", 1),
    },
    blocked=(
        r"이날|같은 날|다음 날|다음날|전날|이튿날|지난주|이번 주|다음 주|주말|현재|최근|조만간|곧 (?!\d)|지금|그동안"
        "|당시|[월화수목금토일]요일"
        "|간밤|지난밤|며칠|방금|앞서"
    ),
    future="예정|계획이|오는 |앞두고|전망|할 것|될 것|방침|기로 했",
    day="{m}월 {d}일", day_and_year="{y}년 {m}월 {d}일", month="{y}년 {m}월", year="{y}년",
    absolute=r"(?:(?P<y>\d{4})년 )?(?<!\d)(?P<m>\d{1,2})월 (?P<d>\d{1,2})일",
    tail=(
        "(?: ?(?:오전|오후|저녁|밤|새벽|아침|낮))?(?:에는|에도|까지|부터|에|은|는|도|의|이|가)?"
    ),
    after="",
    bare_day=(
        r"(?<![\d월.,~∼-])(?<!월 )(?P<d>\d{1,2})일(?!\d|\s?(?:간|째|치|동안|이내|만에|안에|전|후|뒤|이상|이하|씩|새"
        r"|정도|가량|분|차|[~∼-]))"
    ),
)  # fmt: skip
JAPANESE = Language(
    months=(),
    near={"一昨日|おととい": -2, "昨日|昨夜": -1, "今日(?!的)|本日": 0, "明日": 1, "明後日": 2},
    periods={
        "昨年|去年": ("year", -1), "今年": ("year", 0), "来年": ("year", 1),
        "先月": ("month", -1), "今月": ("month", 0), "来月": ("month", 1),
    },
    blocked=(
        "同日|翌日|前日|当日|先週|今週|来週|週末|現在|最近|近く|間もなく|まもなく|これまで|当時|今回|今夜|未明"
        "|[月火水木金土日]曜"
    ),
    future="予定|方針|見通し|計画|見込み|だろう",
    day="{m}月{d}日", day_and_year="{y}年{m}月{d}日", month="{y}年{m}月", year="{y}年",
    absolute=r"(?:(?P<y>\d{4})年)?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
    tail="(?:午前|午後|夜|朝|夕方)?(?:には|にも|から|まで|に|は|も|の)?",
    before="", after="",
    bare_day=(
        r"(?<![\d月.,~〜-])(?P<d>\d{1,2})日(?!\d|間|目|分|連続|以内|ぶり|前|後|以上|ほど|程度|[~〜-])"
    ),
)  # fmt: skip
CHINESE = Language(
    months=(),
    near={"前天": -2, "昨天|昨日|昨晚": -1, "今天|今日|今晚|今早": 0, "明天|明日": 1, "后天": 2},
    periods={
        "去年": ("year", -1), "今年": ("year", 0), "明年": ("year", 1),
        "上个月|上月": ("month", -1), "本月|这个月": ("month", 0), "下个月|下月": ("month", 1),
    },
    blocked=(
        "当天|当日|同日|次日|翌日|前一天|上周|本周|下周|这周|周末|目前|现在|最近|近日|日前|即将|近期|此前|当时"
        "|星期[一二三四五六日天]|周[一二三四五六日]|礼拜"
    ),
    future="将|计划|预计|拟|即将|会在|打算",
    day="{m}月{d}日", day_and_year="{y}年{m}月{d}日", month="{y}年{m}月", year="{y}年",
    absolute=r"(?:(?P<y>\d{4})年)?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]",
    tail="(?:上午|下午|晚上|早上|凌晨|晚间)?",
    before="", after="",
    bare_day=r"(?<![\d月.,~-])(?P<d>\d{1,2})日(?!\d|内|后|前|起|游|[~-])",
)  # fmt: skip
LANGUAGES = {
    "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ar": ARABIC, "ko": KOREAN, "ja": JAPANESE, "zh": CHINESE,
}  # fmt: skip
