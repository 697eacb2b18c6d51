"""The words that people date with, in English, German, French, Spanish, Korean, Japanese, Chinese and Arabic.

Each word becomes a kind (a letter, as the grammar in `foundation.dating.grammar` writes them) and a value. Words are
held folded: lower case, without accents. A word that two languages read differently stands here only where the
grammar can tell.
"""

from __future__ import annotations

from typing import NamedTuple

from foundation.dating.folding import fold_word


class Token(NamedTuple):
    """One piece of a typed date: its kind, its value and how it was written."""

    kind: str
    value: int = 0
    text: str = ""


_MONTHS = """
jan january januar janner jannuar jaenner janv janvier ene enero يناير كانون_الثاني جانفي 一月
feb february februar febr feber fev fevr fevrier febrero فبراير شباط فيفري 二月
mar march marz maerz mrz mars marzo مارس آذار اذار 三月
apr april avr avril abr abril ابريل نيسان افريل 四月
may mai mayo مايو ايار ماي أيار 五月
jun june juni juno juin junio يونيو حزيران جوان 六月
jul july juli juil juillet julei julio يوليو تموز جويلية 七月
aug august aout ago agosto اغسطس آب اب اوت غشت 八月
sep sept september septembre septiembre setiembre سبتمبر ايلول شتنبر 九月
oct october okt oktober octobre octubre اكتوبر تشرين_الاول 十月
nov november novembre noviembre نوفمبر تشرين_الثاني نونبر 十一月
dec december dez dezember decembre dic diciembre ديسمبر كانون_الاول دجنبر 十二月
"""
_WEEKDAYS = """
monday mon montag mo lundi lun lunes 월요일 月曜日 月曜 星期一 周一 الاثنين
tuesday tue tues dienstag di mardi martes 화요일 火曜日 火曜 星期二 周二 الثلاثاء
wednesday wed mittwoch mi mercredi mer miercoles mie 수요일 水曜日 水曜 星期三 周三 الاربعاء
thursday thu thur thurs donnerstag do jeudi jeu jueves jue 목요일 木曜日 木曜 星期四 周四 الخميس
friday fri freitag fr vendredi ven viernes vie 금요일 金曜日 金曜 星期五 周五 الجمعة
saturday sat samstag sonnabend sa samedi sam sabado sab 토요일 土曜日 土曜 星期六 周六 السبت
sunday sun sonntag so dimanche dim domingo dom 일요일 日曜日 日曜 星期日 星期天 周日 周天 الاحد
"""
_SEASONS = """
spring springtime fruhling fruhjahr printemps primavera 봄 春 春季 春天 الربيع ربيع
summer summertime sommer ete verano estio 여름 夏 夏季 夏天 الصيف صيف
autumn fall herbst spatjahr automne otono 가을 秋 秋季 秋天 الخريف خريف
winter wintertime winters hiver invierno 겨울 冬 冬季 冬天 الشتاء شتاء
"""
_PARTS = """
early beginning start anfang beginn fruh debut commencement principios comienzos inicios principio \
comienzo inicio 초 초순 초반 연초 年初 初 初め 上旬 اوائل مطلع بداية
mid middle midway mitte mi milieu mediados 중순 중반 中旬 半ば 年中 中 اواسط منتصف وسط
late end ende spat fin finales finals fines final 말 하순 후반 연말 말경 年末 年底 末 底 下旬 اواخر نهاية
"""
_ORDINALS = """
first 1st erste erstes ersten erster premier premiere \
1er primer primero primera 第一 一 الاول الاولى
second 2nd zweite zweites zweiten zweiter deuxieme seconde segundo segunda 第二 二 الثاني الثانية
third 3rd dritte drittes dritten dritter troisieme tercer tercero tercera 第三 三 الثالث الثالثة
fourth 4th vierte viertes vierten vierter quatrieme cuarto cuarta 第四 四 الرابع الرابعة
"""
_CENTURIES = """
16 sixteenth sechzehnten sechzehntes seizieme السادس_عشر
17 seventeenth siebzehnten siebzehntes dix_septieme السابع_عشر
18 eighteenth achtzehnten achtzehntes dix_huitieme الثامن_عشر
19 nineteenth neunzehnten neunzehntes dix_neuvieme التاسع_عشر
20 twentieth zwanzigsten zwanzigstes vingtieme العشرين العشرون
21 twenty_first einundzwanzigsten \
einundzwanzigstes vingt_et_unieme الحادي_والعشرين الحادي_والعشرون
"""
# Arabic names the decades of a century: "nineties of the twentieth century".
_TENS = "عشرينيات ثلاثينيات اربعينيات خمسينيات ستينيات سبعينيات ثمانينيات تسعينيات"
_HALVES = "상반기 上半年 上半期 前半\n하반기 下半年 下半期 後半"
_HEMISPHERES = """
northern_hemisphere 북반구 北半球 نصف_الكرة_الشمالي nordhalbkugel hemisphere_nord hemisferio_norte
southern_hemisphere 남반구 南半球 نصف_الكرة_الجنوبي sudhalbkugel hemisphere_sud hemisferio_sur
"""
_STATES = """
planned geplant vorgesehen prevu prevue previsto prevista planeado planeada \
예정 예정됨 予定 计划 計画 مقرر مقررة مخطط مخططا مزمع
slipped verschoben reporte reportee aplazado aplazada pospuesto 연기 연기됨 延期 推迟 مؤجل مؤجلة
cancelled canceled abgesagt annule annulee cancelado cancelada 취소 취소됨 中止 取消 ملغى ملغي ملغاة
"""
# Kinds that carry no value, each with its words.
_PLAIN = {
    "~": "about around circa ca c approx approximately roughly etwa ungefahr zirka rund "
    "gegen um vers environ "
    "aux_alentours_de aux_alentours_du aux_environs_de aux_environs_du autour_de autour_du "
    "environ_le env aprox ungef autour hacia alrededor aproximadamente cerca 약 경 쯤 무렵 경에 頃 "
    "ころ 約 约 大约 左右 "
    "حوالي نحو تقريبا قرابة",
    "?": "possibly perhaps probably vermutlich vielleicht wahrscheinlich peut_etre "
    "probablement probablemente "
    "quizas quiza 아마 おそらく 可能 大概 ربما",
    "-": "to until till through thru bis au aux a al hasta jusqu_au jusqu_a jusqu_en 까지 まで 至 到 الى حتى",
    "S": "since a_partir_de a_partir_du a_compter_de a_compter_du ابتداء_من seit depuis 이후 以来 以降 起 منذ",
    "F": "from between von vom ab zwischen du des desde del entre 부터 から من بين 自 从 從",
    "+": "and und et y e & 및 と 和 و",
    "P": "now present today ongoing heute jetzt aujourd_hui present hoy ahora presente "
    "actualidad 현재 지금 現在 现在 今 الان اليوم",
    "Q": "q quarter quarters qtr quartal quartals t trimestre trim trimestres 분기 四半期 季度 季 الربع ربع_السنة",
    "H": "h half semester halbjahr halfte moitie semestre semestres 반기 半期 النصف",
    "C": "century centuries jahrhundert jahrhunderts jh jhd siecle siecles siglo siglos 세기 世紀 世纪 القرن",
    "D": "s er ers erjahre erjahren decade decades 년대 年代 années annees ann decada decadas anos العقد عقد",
    "Y": "년 年 년도 年度 year jahr jahres jahre annee ano سنة عام",
    "M": "월 月 month",
    "T": "일 日 号 號",
    "": "of for para pour fur zum zur the in on de d le la l el los las der den dem das im "
    "am des_jahres del_ano de_l_annee anno "
    "에 의 の 第 제 من_عام من_سنة لعام يوم في شهر للعام days day tag dia jour monat mois mes e_de",
}


def _lines(block: str) -> list[list[str]]:
    return [line.split() for line in block.strip().splitlines()]


def _vocabulary() -> dict[str, Token]:
    """Every word, folded, with its token. What stands first wins: months before weekdays "
    "before the rest."""
    rows = [
        *((word, Token("m", n, "")) for n, words in enumerate(_lines(_MONTHS), 1) for word in words),
        *((word, Token("s", n, "")) for n, words in enumerate(_lines(_SEASONS), 21) for word in words),
        *((word, Token("p", n, "")) for n, words in enumerate(_lines(_PARTS)) for word in words),
        *((word, Token("O", n, "")) for n, words in enumerate(_lines(_ORDINALS), 1) for word in words),
        *((word, Token("R", int(n), "")) for n, *words in _lines(_CENTURIES) for word in words),
        *((word, Token("E", n, "")) for n, word in zip(range(20, 100, 10), _TENS.split(), strict=True)),
        *((word, Token("h", n, "")) for n, words in enumerate(_lines(_HALVES), 1) for word in words),
        *((word, Token("G", n, "")) for n, words in enumerate(_lines(_HEMISPHERES)) for word in words),
        *((word, Token("t", n, "")) for n, words in enumerate(_lines(_STATES)) for word in words),
        *((word, Token(kind, 0, "")) for kind, words in _PLAIN.items() for word in words.split()),
        *((word, Token("w", n, "")) for n, words in enumerate(_lines(_WEEKDAYS)) for word in words),
    ]
    found: dict[str, Token] = {}
    for word, token in rows:
        folded = fold_word(word.replace("_", " "))
        found.setdefault(folded, token._replace(text=folded))
    return found


WORDS = _vocabulary()
