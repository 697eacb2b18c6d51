"""How each language writes the dates of a timeline: its months, its order, its words for what is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Forms:
    """One language's words and templates; `=` stands for a no-break space. y, m, d: first end; y2, m2, d2: last.

    `parts` take a year, or a month with its year, as x; `about`, `unsure`, `since`, `until` take a whole label;
    `quarter` and `half` have n for their number, `decade` y for its first year, `century` n, `before` y (BC).
    """

    months: tuple[str, ...]
    year: str
    month: str
    day: str
    days: str  # within one month
    days_across: str  # across months of one year
    months_across: str  # months of one year
    years: str
    join: str  # between two ends written in full
    seasons: tuple[str, ...]
    season: str
    parts: tuple[str, str, str]
    states: dict[str, str]
    quarter: str
    halves: tuple[str, str]
    decade: str
    century: str
    about: str
    since: str
    starting: str  # since, of what is still to come
    until: str
    before: str = "{y}=BC"
    bracket: str = " ({})"
    hemispheres: tuple[str, str] = ("northern hemisphere", "southern hemisphere")


def _names(line: str) -> tuple[str, ...]:
    return tuple(line.split())


def _states(planned: str, slipped: str, cancelled: str) -> dict[str, str]:
    return {"planned": planned, "slipped": slipped, "cancelled": cancelled}


def _cjk(y: str, m: str, d: str, dash: str) -> dict[str, Any]:
    """The templates of the languages that write the year first, each part with its sign."""
    gap = "=" if y == "년" else ""
    return {
        "year": f"{{y}}{y}",
        "month": f"{{y}}{y}{gap}{{m}}",
        "day": f"{{y}}{y}{gap}{{m}}{gap}{{d}}{d}",
        "days": f"{{y}}{y}{gap}{{m}}{gap}{{d}}{dash}{{d2}}{d}",
        "days_across": f"{{y}}{y}{gap}{{m}}{gap}{{d}}{d}{dash}{{m2}}{gap}{{d2}}{d}",
        "months_across": f"{{y}}{y}{gap}{{m}}{dash}{{m2}}",
        "years": f"{{y}}{dash}{{y2}}{y}",
        "join": f"={dash} ",
    }


def _day_first(day: str) -> dict[str, Any]:
    return {
        "year": "{y}",
        "month": "{m}={y}",
        "day": f"{{d}}{day}={{m}}={{y}}",
        "days": f"{{d}}{day}–{{d2}}{day}={{m}}={{y}}",
        "days_across": f"{{d}}{day}={{m}}=– {{d2}}{day}={{m2}}={{y}}",
        "months_across": "{m}=– {m2}={y}",
        "years": "{y}–{y2}",
        "join": "=– ",
    }


def _month_first() -> dict[str, Any]:
    return _day_first("") | {
        "day": "{m}={d},={y}",
        "days": "{m}={d}–{d2},={y}",
        "days_across": "{m}={d}=– {m2}={d2},={y}",
    }


# Months are cut where each language's press cuts them: English and French keep Jun/juin and Jul/juil. apart.
FORMS = {
    "en": Forms(
        months=_names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        **_month_first(),
        seasons=_names("Spring Summer Fall Winter"),
        season="{s}={y}",
        parts=("Early={x}", "Mid-{x}", "Late={x}"),
        states=_states("planned", "slipped", "cancelled"),
        quarter="Q{n}={y}",
        halves=("First=half=of={y}", "Second=half=of={y}"),
        decade="{y}s",
        century="{n}=century",
        about="About={x}",
        since="Since={x}",
        starting="From={x}",
        until="Until={x}",
    ),
    "ko": Forms(
        months=tuple(f"{month}월" for month in range(1, 13)),
        **_cjk("년", "월", "일", "~"),
        seasons=_names("봄 여름 가을 겨울"),
        season="{y}년={s}",
        parts=("{x}=초", "{x}=중반", "{x}=말"),
        states=_states("예정", "연기", "취소"),
        quarter="{y}년={n}분기",
        halves=("{y}년=상반기", "{y}년=하반기"),
        decade="{y}년대",
        century="{n}세기",
        about="{x}=무렵",
        since="{x}부터",
        starting="{x}부터",
        until="{x}까지",
        before="기원전={y}년",
        hemispheres=("북반구", "남반구"),
    ),
    "ja": Forms(
        months=tuple(f"{month}月" for month in range(1, 13)),
        **_cjk("年", "月", "日", "–"),
        seasons=_names("春 夏 秋 冬"),
        season="{y}年{s}",
        parts=("{x}初", "{x}半ば", "{x}末"),
        states=_states("予定", "延期", "中止"),
        quarter="{y}年第{n}四半期",
        halves=("{y}年上半期", "{y}年下半期"),
        decade="{y}年代",
        century="{n}世紀",
        about="{x}頃",
        since="{x}以降",
        starting="{x}から",
        until="{x}まで",
        before="紀元前{y}年",
        bracket="({})",
        hemispheres=("北半球", "南半球"),
    ),
    "zh": Forms(
        months=tuple(f"{month}月" for month in range(1, 13)),
        **_cjk("年", "月", "日", "–"),
        seasons=_names("春季 夏季 秋季 冬季"),
        season="{y}年{s}",
        parts=("{x}初", "{x}中", "{x}底"),
        states=_states("计划", "推迟", "取消"),
        quarter="{y}年第{n}季度",
        halves=("{y}年上半年", "{y}年下半年"),
        decade="{y}年代",
        century="{n}世纪",
        about="{x}左右",
        since="{x}以来",
        starting="{x}起",
        until="至{x}",
        before="公元前{y}年",
        bracket="({})",
        hemispheres=("北半球", "南半球"),
    ),
    "ar": Forms(
        months=_names("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
        **_day_first(""),
        seasons=_names("ربيع صيف خريف شتاء"),
        season="{s}={y}",
        parts=("أوائل={x}", "منتصف={x}", "أواخر={x}"),
        states=_states("مقرر", "مؤجل", "ملغى"),
        quarter="الربع={n}={y}",
        halves=("النصف=الأول={y}", "النصف=الثاني={y}"),
        decade="عقد={y}",
        century="القرن={n}",
        about="نحو={x}",
        since="منذ={x}",
        starting="ابتداء=من={x}",
        until="حتى={x}",
        before="{y}=ق.م.",
        hemispheres=("نصف الكرة الشمالي", "نصف الكرة الجنوبي"),
    ),
    "de": Forms(
        months=_names("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        **_day_first("."),
        seasons=_names("Frühjahr Sommer Herbst Winter"),
        season="{s}={y}",
        parts=("Anfang={x}", "Mitte={x}", "Ende={x}"),
        states=_states("geplant", "verschoben", "abgesagt"),
        quarter="{n}.=Quartal={y}",
        halves=("1.=Halbjahr={y}", "2.=Halbjahr={y}"),
        decade="{y}er=Jahre",
        century="{n}.=Jahrhundert",
        about="Etwa={x}",
        since="Seit={x}",
        starting="Ab={x}",
        until="Bis={x}",
        before="{y}=v.=Chr.",
        hemispheres=("Nordhalbkugel", "Südhalbkugel"),
    ),
    "fr": Forms(
        months=_names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        **_day_first(""),
        seasons=_names("Printemps Été Automne Hiver"),
        season="{s}={y}",
        parts=("Début={x}", "Mi-{x}", "Fin={x}"),
        states=_states("prévu", "reporté", "annulé"),
        quarter="T{n}={y}",
        halves=("1er=semestre={y}", "2e=semestre={y}"),
        decade="Années={y}",
        century="{n}e=siècle",
        about="Vers={x}",
        since="Depuis={x}",
        starting="À=partir=de={x}",
        until="Jusqu’à={x}",
        before="{y}=av.=J.-C.",
        hemispheres=("hémisphère nord", "hémisphère sud"),
    ),
    "es": Forms(
        months=_names("ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."),
        **_day_first(""),
        seasons=_names("Primavera Verano Otoño Invierno"),
        season="{s}={y}",
        parts=("Principios=de={x}", "Mediados=de={x}", "Finales=de={x}"),
        states=_states("previsto", "aplazado", "cancelado"),
        quarter="{n}T={y}",
        halves=("Primer=semestre=de={y}", "Segundo=semestre=de={y}"),
        decade="Años={y}",
        century="Siglo={n}",
        about="Hacia={x}",
        since="Desde={x}",
        starting="A=partir=de={x}",
        until="Hasta={x}",
        before="{y}=a.=C.",
        hemispheres=("hemisferio norte", "hemisferio sur"),
    ),
}
