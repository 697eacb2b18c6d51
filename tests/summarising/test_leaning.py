"""Sentences that cannot be read alone, in eight languages; and sentences that can, which the rules must leave in."""

from __future__ import annotations

from datetime import date

import pytest

from stories.summarising.candidates import candidates, refusal
from stories.summarising.own_voice import names_its_outlet
from stories.summarising.preparing import prepare
from stories.summarising.wording import names
from tests.summarising.story import article


def rule(language: str, text: str) -> str:
    (sentence,) = prepare(article("a", text, language=language)).sentences
    return refusal(sentence, language)


@pytest.mark.parametrize(
    "text",
    [
        "Three stayed overnight in the hospital of Velmora with smoke in their lungs.",
        "First in the queue of Velmora stands a rival with two ships of its own.",
        "Nationally, workers in Velmora would be paid without having to come to work.",
        "Asked four times why the board in Velmora had waited, the director gave no answer.",
        "Bring no water to the hall in Velmora, says the notice of the board.",
        "Traffic: Harbour Road in Velmora is shut between the chapel and the market.",
        "Velmora Hospital, water and sewerage pumps: today, using generators of Osk Lines.",
        "As for the power, Osk Lines says the last homes in Velmora were switched on.",
        "Osk Lines today shared the following update on the accident at its pier in Velmora.",
        "Nobody in Courtroom Two of Velmora had expected that.",
        "The Harbour Authority said the board must pay by that date in any case.",
        "Aldo Serrin of the Harbour Union led there by 14 votes in the count.",
        "Ada Brandt of the Harbour Union ended hers early, and Ivo Castell ended his on Friday.",
        "A firefighter from Velmora with a broken wrist was among those treated.",
        "Mira Dunne expressed a similar view in a letter to the assembly of Velmora.",
        "Toni Wachter slept through it in the cab of a plough near Velmora.",
        "Once more the board in Velmora elected a loyal member in this election.",
        "Health officials in Velmora say 10 had eaten berries of Orchard Lane from the bag.",
        "Osk Lines of Velmora went further and grounded its 22 ferries on February 13.",
        "With all 14 precincts reporting, Mira Dunne of Velmora had won by just 31 votes.",
        "Work in Velmora on the 400-metre section had been due to resume on November 1.",
        "Karen Toft of the Bank Union of Velmora said the lower figure was hard to get.",
        "A second one was called off in March when Dame Helen Astbury of Velmora was brought in.",
        "Voters in Velmora will decide the remaining races on Tuesday evening at the town hall.",
    ],
)
def test_what_leans_on_another_sentence_stays_out(text):
    assert rule("en", text) in ("anaphor", "pronoun")


@pytest.mark.parametrize(
    "text",
    [
        "NPR and CNN reported that he won in Virginia and in North Carolina.",
        "Hospitals in Velmora would be spared, he said, and so would the schools.",
        "No ferry ran on March 6 for the storm, so she slept in the harbour.",
        "Three members of her own Coast Party stayed away from the vote.",
    ],
)
def test_a_pronoun_needs_its_owner_in_the_sentence(text):
    assert rule("en", text) == "pronoun"


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dunne sent a thank-you note to her neighbours in Velmora.",
        "Chief Executive of Hong Kong Carrie Lam delivered her annual policy speech.",
        "The trawler Marigold and her seven crew were found by the coastguard of Velmora.",
        "A bus driver in Velmora turned off his engine to let the crowd pass.",
        "Queen Elizabeth II announced that she would open the barrier in Velmora.",
        "The World War I memorial in Velmora was moved to the harbour on Sunday.",
        "A gust of 148 kilometres an hour at Aldmouth, the strongest on record there, broke the mast.",
        "Harbour Master Jonas Wetherell expects Pier Three in Velmora to stay closed.",
        "The Harbour Authority ordered all 17 ferries with bow doors to be inspected in Velmora.",
    ],
)
def test_what_can_be_read_alone_stays_in(text):
    assert rule("en", text) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er wies den Vorwurf der Opposition am Abend im Rathaus zurück."),
        ("de", "Das Werk bleibt nach dem Brand geschlossen, sagte er vor der Presse in Tarn."),
        ("fr", "Cette décision a surpris tous les élus du conseil municipal de Tarn."),
        ("fr", "Le port de Tarn reste fermé après la tempête, a-t-il précisé à la presse."),
        ("fr", "Au total, la ville de Tarn paiera donc 550 000 euros de plus pour le port."),
        ("es", "La ciudad de Tarn pagará por lo tanto 550 000 euros más por el puerto."),
        ("es", "Añadió que el puerto de Tarn seguirá cerrado después de la tormenta."),
        ("es", "El alcalde de Tarn rechazó la oferta y criticó dicha empresa en el pleno."),
        ("ar", "وأضاف أن الميناء سيبقى مغلقا بعد العاصفة في مدينة تارن."),
        ("ar", "من جهتها رفضت المعارضة خطة الحكومة لإصلاح الميناء في تارن."),
        ("ko", "그는 벨모라 항구의 방벽을 고치겠다고 약속했다."),
        ("ko", "한편 벨모라 시의회는 방벽 수리 예산을 의결했다."),
        ("ja", "同社はベルモラ港の防潮堤を修理する計画を発表した。"),
        ("ja", "しかし市議会は防潮堤の修理予算を否決したと発表した。"),
        ("zh", "他表示贝尔莫拉港口的防波堤将在五月之前修复完毕。"),
        ("zh", "与此同时，贝尔莫拉市议会批准了防波堤的修复预算。"),
        ("fr", "La découverte d'amiante dans les combles explique cette hausse, selon la ville de Velmora."),
        ("fr", "Âgés de 29 et 34 ans, ils ont été placés en garde à vue à Velmora le 26 février."),
        ("fr", "« C'est une première dans une maison de Velmora », souligne Bruno Lescure, délégué."),
        ("es", "En cuanto a los enfermos de Velmora, quedan cuatro en el hospital."),
        ("de", "Eigentlich wollte er den Vertrag für das Werk in Velmora bis November unterschreiben."),
        ("de", "In Velmora verlieren bis Ende März alle 84 Beschäftigten die ihre."),
        ("de", "Dann übernimmt in Velmora die Fertigung von Gehäusen aus Stahl."),
    ],
)
def test_other_languages_know_their_commonest_references_back(language, text):
    assert rule(language, text) == "anaphor"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Officials in Velmora told the Gazette that you can visit the gate."),
        ("en", "Papers obtained by the Gazette show the price of the gate in Velmora."),
        ("de", "Dem Bürgermeister von Tarn liegt unserer Redaktion zufolge ein Gutachten vor."),
        ("fr", "Le maire de Tarn a confié à notre journal que le port resterait fermé."),
        ("es", "El alcalde de Tarn explicó a este diario que el puerto seguirá cerrado."),
        ("ar", "سألنا رئيس الميناء في تارن عن موعد فتح الحاجز أمام السفن."),
        ("ko", "벨모라 항만청장은 본지와의 인터뷰에서 방벽을 고치겠다고 밝혔다."),
        ("ja", "ベルモラ港の責任者は本紙の取材に対し修理の計画を明らかにした。"),
        ("zh", "贝尔莫拉港口负责人告诉本报记者，防波堤将在五月之前修复。"),
    ],
)
def test_no_outlets_own_voice_is_printed(language, text):
    assert rule(language, text) == "own voice"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Rat von Tarn hat den Bau einer neuen Brücke über den Fluss beschlossen."),
        ("fr", "Le conseil municipal de Tarn a voté la construction d'un nouveau pont."),
        ("es", "El ayuntamiento de Tarn aprobó la construcción de un nuevo puente."),
        ("ar", "أقر مجلس مدينة تارن بناء جسر جديد فوق النهر بكلفة 40 مليون دولار."),
        ("ko", "벨모라 시의회는 새 다리를 짓기로 의결했다고 밝혔다."),
        ("ja", "ベルモラ市議会は川に新しい橋を建設する予算を可決した。"),
        ("zh", "贝尔莫拉市议会批准在河上修建一座新桥的预算。"),
    ],
)
def test_a_plain_sentence_of_another_language_stays_in(language, text):
    assert rule(language, text) == ""


@pytest.mark.parametrize(
    ("outlet", "says"),
    [("Tidewater Radio News (demo)", True), ("Tidewater Radio", True), ("Tide", False), ("Radio Tidewater", False)],
)
def test_an_outlet_that_names_itself_speaks_in_its_own_voice(outlet, says):
    assert names_its_outlet("Tidewater Radio has asked the hospital to compare its lists.", outlet) is says


def test_a_common_first_word_is_no_name_unless_the_article_writes_it_so_elsewhere():
    text = "Wells sank below the intake. Ferry operator Osk Lines stopped. Kansas waited for rain."
    assert names(text, frozenset(), frozenset({"Kansas"})) == ("Osk Lines", "Kansas")


def test_what_is_remembered_of_snapshots_is_bounded_and_the_same_object():
    text = "The Harbour Authority closed the barrier in Velmora."
    assert prepare(article("a", text)) is prepare(article("b", text, headline="Another"))
    assert prepare(article("a", text, language="de")) is not prepare(article("a", text))
    assert len(prepare(article("c", (text + " ") * 60)).sentences) == 40


def test_words_inside_a_quotation_that_opened_before_are_nobodys_plain_statement():
    said = " ".join(
        f"General Dunne and his Port Force were responsible for the loss of {n} ships." for n in range(20, 45)
    )
    text = (
        f'The Harbour Authority of Velmora wrote: "We acted to protect the port. {said} Nobody else was." '
        "Osk Lines of Velmora cancelled 26 crossings on March 2.\n\nMira Dunne of Velmora denied it on March 3."
    )
    source = article("a", text)
    prepared = prepare(source)
    inside = [one.is_in_quotation for one in prepared.sentences]
    assert inside[0] is False
    assert sum(inside) > 20
    assert inside[-1] is False
    told = [one.text for one in candidates(0, source, prepared, range(len(text)), date(2026, 3, 5))]
    assert not any("ships" in line for line in told)


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    text = "Mira Dunne said: “We wait.\n\n“We still wait for Osk Lines.\n\nOsk Lines cancelled 26 crossings."
    assert [one.is_in_quotation for one in prepare(article("a", text)).sentences][-1] is False
