"""Relative days of other languages than English: resolved where that is certain, no candidate where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from stories.summarising.folding import fold
from stories.summarising.reldates import days_named, resolve, with_brackets

FRIDAY = date(2026, 8, 28)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Der Minister ist gestern gegangen.", "Der Minister ist gestern [27. August] gegangen."),
        ("de", "Sie hat am Mittwoch drei Männer gefasst.", "Sie hat am Mittwoch [26. August] drei Männer gefasst."),
        ("de", "Am Montag hat der Rat getagt.", "Am Montag [24. August] hat der Rat getagt."),
        ("fr", "Le maire a fermé mercredi le port.", "Le maire a fermé mercredi [26 août] le port."),
        ("fr", "Le port a fermé le mois dernier.", "Le port a fermé le mois dernier [juillet 2026]."),
        ("es", "El puerto cerró el miércoles.", "El puerto cerró el miércoles [26 de agosto]."),
        ("fr", "Le conseil a voté lundi 15 décembre.", "Le conseil a voté lundi 15 décembre."),
        ("de", "Der Rat hat am Montag, 3. August, getagt.", "Der Rat hat am Montag, 3. August, getagt."),
        ("es", "El consejo votó el lunes 3 de agosto.", "El consejo votó el lunes 3 de agosto."),
        ("es", "Ayer cerró el puerto.", "Ayer [27 de agosto] cerró el puerto."),
        ("ar", "اجتمع المجلس أمس في المدينة.", "اجتمع المجلس أمس [27 أغسطس] في المدينة."),
        ("ar", "ينتج المصنع 120 طنا يوميا.", "ينتج المصنع 120 طنا يوميا."),
        ("ko", "위원회는 어제 회의를 열었다.", "위원회는 어제 [8월 27일] 회의를 열었다."),
        ("ko", "산업부는 25일 계획을 밝혔다.", "산업부는 25일 [8월 25일] 계획을 밝혔다."),
        ("ko", "회의는 3일 동안 열렸다.", "회의는 3일 동안 열렸다."),
        ("ko", "3월 21일과 22일 시장을 연다.", "3월 21일과 22일 시장을 연다."),
        ("ja", "首相は30日、辞任した。", "首相は30日 [7月30日]、辞任した。"),
        ("ja", "会議は3日間続いた。", "会議は3日間続いた。"),
        ("zh", "市长昨天辞职。", "市长昨天 [8月27日]辞职。"),
    ],
)  # fmt: skip
def test_a_relative_day_is_shown_as_readers_of_the_language_write_it(language, text, wanted):
    found = resolve(fold(text), FRIDAY, language)
    assert found is not None
    assert with_brackets(text, found)[0] == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am Montag beginnt der Prozess."),
        ("de", "Der Rat will am Mittwoch entscheiden."),
        ("de", "Vor drei Tagen sank das Schiff."),
        ("fr", "Le procès s'ouvre lundi."),
        ("fr", "Le lendemain, le port a fermé."),
        ("es", "La reforma se aprobará el miércoles."),
        ("ar", "وصل الوزير الأربعاء إلى المدينة."),
        ("ar", "وقال إن المصنع يعمل اليوم."),
        ("ko", "장터는 오는 30일 문을 연다."),
        ("ko", "이날 사무실 문은 닫혀 있었다."),
        ("ko", "시장은 29일 회의를 열었다."),
        ("ja", "同日、首相は辞任した。"),
        ("zh", "市长周三辞职。"),
        ("ko", "그는 “어제 들었다”고 말했다."),
    ],
)
def test_a_day_that_may_mean_two_days_keeps_the_sentence_out(language, text):
    assert resolve(fold(text), FRIDAY, language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das war am 3. März 2025."),
        ("fr", "C'était le 3 mars 2025."),
        ("es", "Fue el 3 de marzo de 2025."),
        ("ar", "كان ذلك في 3 مارس 2025."),
        ("ko", "2025년 3월 3일이었다."),
        ("ja", "2025年3月3日だった。"),
        ("zh", "那是2025年3月3日。"),
    ],
)
def test_a_day_named_with_its_month_is_known(language, text):
    assert days_named(fold(text), FRIDAY, (), language) == (date(2025, 3, 3),)
