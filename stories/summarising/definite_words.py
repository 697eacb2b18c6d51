"""Words for ``definites``: nouns that are one of their kind, adjectives, and what ends a noun phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stories.summarising.vocabulary import SPEECH, words

UNIQUE = words(
    "sun moon sky earth world planet globe universe sea ocean air ground weather climate wind rain public "
    "police army "
    "military navy government parliament economy market markets stock media press internet web law constitution "
    "north south east west northeast northwest southeast southwest left right past future present time day night "
    "morning afternoon evening week month year weekend century decade spring summer autumn winter end "
    "beginning start "
    "middle top bottom side back front hands poor rich elderly homeless truth fact way same kind sort hour moment "
    "opposition crown euro dollar pound yen yuan won franc telephone radio television environment population people "
    "authorities coastguard cold heat dark snow ice tide virus coronavirus pandemic aftermath wake face course basis "
    "form field sense half quarter fall possibility chance rest public's government's "
)
"""Nouns that no sentence has to bring in, in this meaning or at least often."""
PLACES = words(
    "state country nation city town village region area capital centre center coast shore beach water street streets "
    "road roads land harbour port river lake mountain island quay hospital school door table hall steps use case "
    "context light process risk need role outbreak disease infection nomination "
    "presidency majority minority season province county valley parish"
)
"""Nouns that are known well enough further inside a sentence."""
KINDS_OF_NAMED = words(
    "company firm group bank team club party ministry museum institute country island city town village ship vessel "
    "ferry boat airline operator carrier maker retailer producer university school hospital station airport port "
    "harbour river lake mountain valley region province district state league union organisation organization agency "
    "authority minister president mayor governor senator chairman director coach captain player rider candidate "
    "author writer singer actor artist leader building bridge tower temple church paper newspaper network stage race "
    "festival storm hurricane election primary caucuses caucus primaries"
)
"""What a name before it in the sentence may be: "Osk Lines said the company"."""
BODIES = (
    "Panel|Council|Board|Court|Committee|Commission|Authority|Ministry|Bank|Trust|Fund|Union|Party|Group|Company|Agency"
    "|Office|Institute|Association|Federation|Foundation|Club|Society|Bureau|Department|Tribunal|Chamber|Assembly"
    "|Minister|Mayor|Judge|Chairman|Director|Governor|Commissioner|Chancellor|Service|Inspectorate|Guild|Alliance"
    "|Academy|Observatory|University|College|Corporation|Ombudsman|Regulator|Registry|Laboratory|Cooperative|Syndicate"
)
BODIES_LOWER = words(
    "company firm group team club party ministry museum institute union league trust "
    "organisation organization agency authority council board panel committee commission court tribunal association "
    "federation operator regulator office department"
)
"""Bodies: no person named before one says which is meant."""
OFFICES = words(
    "minister president mayor governor senator chairman director coach captain player candidate author writer leader"
)
"""Offices and parts: every article has its own."""
KINDS_ABROAD: Mapping[str, frozenset[str]] = {
    "de": words(
        "Verein Klub Club Unternehmen Firma Konzern Bank Partei Fraktion Gewerkschaft Verband Gericht "
        "Ministerium Minister "
        "Ministerin Präsident Präsidentin Trainer Trainerin Sprecher Sprecherin Chef Chefin Bürgermeister "
        "Bürgermeisterin"
    ),
    "es": words(
        "club equipo empresa compañía banco partido sindicato federación asociación tribunal ministerio "
        "ministro ministra "
        "presidente presidenta alcalde alcaldesa jugador jugadora delantero director directora entrenador entrenadora"
    ),
    "fr": words(
        "club équipe entreprise société banque parti syndicat fédération association tribunal ministère "
        "ministre président "
        "présidente maire joueur joueuse directeur directrice entraîneur entraîneuse"
    ),
}
EVENTS_ABROAD: Mapping[str, frozenset[str]] = {
    "es": words(
        "noticia decisión anuncio medida propuesta incidente suceso accidente documento acuerdo sentencia caso papeles"
    ),
    "fr": words("nouvelle décision annonce mesure proposition incident accident document accord jugement affaire"),
}
"""Events and papers: some sentence must have told which."""
ADJECTIVES = words(
    "new old big small large great high low main early late former current recent local national federal "
    "central private "
    "outgoing incoming previous original final initial overall ten-year total combined proposed planned alleged "
    "affected damaged injured so-called united armed limited related expected reported "
    "other two three four five six seven eight nine ten dozen hundred thousand few many several second "
    "third fourth fifth "
    "long short full open free red white black green blue northern southern eastern western upper lower "
    "inner outer big "
    "major minor key top chief senior junior deputy general public military social economic political legal "
    "financial "
    "medical technical foreign domestic internal external daily weekly monthly annual early surrounding nearby "
    "first next last deciding following remaining existing missing wrong right real true own"
)
BREAKS = words(
    "needs wants lies lie stands stand costs runs run holds hold falls fell rose began begins ended ends "
    "starts started "
    "takes took gives gave comes came goes went leads led leaves left killed shows showed makes made meets met keeps "
    "kept lost won saw sees found puts put sets let cut hit hits broke spoke fled flew drew threw grew knew "
    "became become "
    "becomes sank sent spent built bought brought caught taught thought sold told held read paid laid met felt dealt "
    "heard drove rode wrote chose froze shook stole swore wore tore bore beat ate sang rang swam ran sat "
    "stood understood "
    "opened closed reached expects expect allows allow requires require includes include provides provide remains "
    "remain seems seem appears appear wins win loses lose rises rise helps help follows estimates doubts "
    "must may might "
    "can cannot could would should will shall did does do is are was were be been being has have had having who whom "
    "whose which that than then when where while because although though if unless until since after before during "
    "without within against between behind below above under over into onto out off up down away back again "
    "still yet "
    "also too not never no nor and or but as at by for from in of on to with about around through along across near "
    "one's later earlier today yesterday tomorrow now here there later soon says say thinks works play plays called "
    "getting going making taking saying having being coming"
) | frozenset(SPEECH.replace("?", "").split("|"))
UNIQUE_ABROAD: Mapping[str, frozenset[str]] = {
    "de": words(
        "Polizei Feuerwehr Regierung Bundesregierung Landesregierung Welt Erde Sonne Mond Himmel Meer See "
        "Wetter Natur "
        "Menschen Leute Bürger Öffentlichkeit Wirtschaft Politik Medien Presse Land Staat Stadt Gemeinde Hauptstadt "
        "Bundestag Landtag Bundesrat Parlament Opposition Koalition Justiz Staatsanwaltschaft Behörden "
        "Küste Norden Süden "
        "Osten Westen Tag Woche Monat Jahr Zeit Zukunft Vergangenheit Gegenwart Euro Kosten Preise Zahl "
        "Hälfte Mehrheit "
        "Rest Ende Anfang Mitte Fall Weg Grund Bundesliga Armee Bundeswehr Union Linke Grünen SPD CDU CSU FDP AfD "
        "Europäische Vereinten Deutsche Deutschen Freie Grüne Verkehr Straße Wasser Luft Boden Recht Gesetz "
        "Markt Börse"
    ),
    "es": words(
        "policía gobierno mundo tierra sol luna cielo mar tiempo clima naturaleza gente personas público "
        "economía política "
        "prensa país estado ciudad capital parlamento congreso senado oposición justicia fiscalía "
        "autoridades costa norte "
        "sur este oeste día noche mañana tarde semana mes año hora horas futuro pasado presente euro dólar "
        "precio precios "
        "número mitad mayoría resto final fin principio inicio bolsa mercado liga que cual cuales más primera primer "
        "primero segunda segundo tercera tercer última último próximo próxima mayor mejor peor menor misma "
        "mismo única único "
        "vida salud agua calle carretera ley constitución ejército población opinión"
    ),
    "fr": words(
        "police gouvernement monde terre soleil lune ciel mer temps climat nature gens public économie "
        "politique presse "
        "pays état ville capitale parlement assemblée sénat opposition justice parquet autorités côte nord "
        "sud est ouest "
        "jour nuit matin soir semaine mois année heure avenir passé présent euro dollar prix nombre moitié "
        "majorité reste "
        "fin début cas bourse marché ligue plus première premier deuxième troisième dernière dernier "
        "prochain prochaine même "
        "seule seul vie santé eau rue route loi constitution armée population opinion"
    ),
}
"""Nouns that are one of their kind, and words that follow an article without being its noun."""
OFFICES_ABROAD: Mapping[str, frozenset[str]] = {
    "es": words(
        "presidente presidenta alcalde alcaldesa entrenador entrenadora director directora capitán portavoz gerente"
    ),
    "fr": words("président présidente maire entraîneur entraîneuse directeur directrice capitaine gérant gérante"),
}
"""Offices that say little without the place or body they belong to, even before a name."""
GERMAN_BODY = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß-]{3,}(?:union|partei|fraktion|bund|verband|liga|bank|bahn|werke|amt|ministerium"
    r"|gericht|ausschuss"
    r"|rat|polizei|feuerwehr|leitung|behörde|regierung|kommission|kammer|gewerkschaft|verein|klub|stiftung"
    r"|versicherung)"
)
"""Bodies whose names are one word and say which they are."""
