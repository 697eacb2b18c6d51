"""Words that say one thing: papers write "killed" over those who died, and "began" of what started."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stories.summarising.wording import primary_language, stem

_SAME = (
    "win won wins winning victory|lose lost loses losing loss"
    "|rise rose risen rises climb climbed climbs jump jumped grow grew|"
    "fall fell fallen falls drop dropped drops decline declined slide slid slip slipped sink sank sunk sinks sinking|"
    "cut cuts cutting reduce reduced reduces lower lowered lowers slash slashed|"
    "die died dies dead death deaths kill killed kills fatal|find found finds finding|"
    "begin began begun begins start started starts open opened opens launch launched|"
    "end ended ends ending finish finished|ban banned bans suspend suspended|"
    "clear cleared clears approve approved approves approval consent|"
    "resign resigned resigns resignation quit quits|oppose opposed opposes vote voted votes|"
    "arrest arrested arrests detain detained|injure injured injures hurt wounded|leave left leaves leaving|"
    "hold held holds|shoot shot shoots|build built builds|meet met meets|sign signed signs|ring rang rung rings|"
    "reach reached reaches|halt halted halting halts stop stopped stops stopping|choose chose chosen chooses|"
    "flee fled flees|overturn overturned|plan planned plans|send sent sends|sell sold sells|buy bought buys|"
    "pay paid pays|bring brought brings|teach taught|catch caught|keep kept keeps|lead led leads|draw drew drawn|"
    "drive drove driven|strike strikes struck|seek sought seeks|steal stole stolen|break broke broken breaks|"
    "ask asked asks demand demanded demands|merge merged merger merges|appeal appealed appeals|"
    "return returned returns|refuse refused refuses reject rejected rejects|sue sued lawsuit|spread spread spreads|"
    "shift shifted shifts move moved moves moving relocate relocated|aircraft plane planes airliner jet|"
    "raise raised raises|test tested tests testing positive|quarantine quarantined quarantines"
)  # fmt: skip
FORM = {word: group.split()[0] for group in _SAME.split("|") for word in group.split()}
"""Words in lower case to the first word of their group."""
_ALIKE = {
    "en": (
        "lead led leads leading ahead|find found finds finding discover discovered discovers|"
        "clear cleared clears approve approved approves approval consent adopt adopted adopts|"
        "buy bought buys acquire acquired acquires acquisition takeover purchase purchased|"
        "strike strikes struck walkout stoppage|"
        "announce announced announces announcement unveil unveiled reveal revealed disclose disclosed|"
        "fire blaze fires blazes|crash crashed crashes collision collide collided|"
        "explosion explode exploded blast|storm storms cyclone hurricane typhoon|flood flooded floods flooding|"
        "evacuate evacuated evacuation|employee employees worker workers staff|"
        "company companies firm firms business|chief boss head chief executive|child children pupil pupils|"
        "house houses home homes|ship vessel vessels ships boat boats|car cars vehicle vehicles|"
        "road roads street streets highway|price prices cost costs|fine fined fines penalty penalised penalized|"
        "outage outages failure fail failed fails|inquiry investigation investigate investigated probe probed|"
        "trial trials court tried|judge judges justice|convict convicted guilty conviction|"
        "jail jailed prison imprisoned sentenced|postpone postponed delay delayed delays|"
        "cancel cancelled canceled cancels scrap scrapped|replace replaced replaces replacement|"
        "repair repaired repairs fix fixed|damage damaged damages|destroy destroyed destroys|"
        "collapse collapsed collapses|help helped helps aid assistance|join joined joins|"
        "win award awarded awards prize|agree agreed agrees agreement deal|"
        "talks negotiation negotiations negotiate negotiated|choose pick picked picks select selected|"
        "name named names appoint appointed appoints|elect elected elects|election poll polls|"
        "doctor doctors physician physicians|ill sick illness sickness disease infected contracted infection|"
        "recall recalled recalls withdraw withdrew withdrawn|sell sold sells sale sales|merger takeover acquisition|"
        "estimate estimated estimates|"
        "power electricity|lorry truck lorries trucks|film films movie movies|holiday holidays vacation"
    ),
    "de": (
        "sterben starb starben gestorben tot tote toten tod töten getötet|"
        "verletzt verletzte verletzten verletzungen|"
        "beginnen begann begonnen starten startete gestartet beginn start|enden endete beenden beendet ende|"
        "steigen stieg gestiegen erhöhen erhöht|sinken sank gesunken fallen fiel gefallen|"
        "beschließen beschloss beschlossen beschluss|zustimmen zugestimmt zustimmung gebilligt billigte|"
        "ablehnen abgelehnt ablehnung lehnte|verkaufen verkauft verkaufte verkauf|"
        "kaufen gekauft kauf übernehmen übernommen übernahme|"
        "schließen geschlossen schließung sperren gesperrt sperrung|"
        "streik streiken streikten arbeitsniederlegung niedergelegt|brand feuer|unfall unglück|"
        "firma unternehmen konzern|beschäftigte mitarbeiter arbeitnehmer|urteil verurteilt verurteilte|"
        "festnehmen festgenommen festnahme|ankündigen angekündigt ankündigung mitgeteilt mitteilte|"
        "zahlen gezahlt bezahlen bezahlt|finden gefunden fanden entdecken entdeckt entdeckten|"
        "fordern forderte forderten verlangen verlangte verlangten|kosten kostete"
    ),
    "fr": (
        "mourir mort morts morte mortes décès décédé tuer tué tués|blessé blessés blessée blesser|"
        "commencer commencé débuter débuté début|terminer terminé finir fini fin|augmenter augmenté hausse|"
        "baisser baissé baisse diminuer diminué recul|"
        "approuver approuvé approuve adopter adopté adopte voté voter|refuser refusé rejeter rejeté|"
        "condamner condamné condamnée condamnation|arrêter arrêté arrêtés interpeller interpellé interpellés|"
        "annoncer annoncé annonce déclarer déclaré|reporter reporté repousser repoussé|"
        "fermer fermé fermée fermeture|rouvrir réouverture|grève débrayage|incendie feu|"
        "entreprise société groupe|salarié salariés employé employés|amende sanction|"
        "découvrir découvert trouver trouvé|voler volé vol|vendre vendu vente|"
        "racheter racheté rachat acquérir acquis|payer payé verser versé|élu élus conseiller conseillers"
    ),
    "es": (
        "morir murió muertos muerto muerta muerte fallecer falleció fallecidos|herido heridos herida|"
        "empezar empezó comenzar comenzó inicio|terminar terminó acabar acabó fin|"
        "subir subió aumentar aumentó aumento|bajar bajó descender descendió caída cayó|"
        "aprobar aprobó aprobado aprobación|rechazar rechazó rechazado|condenar condenó condenado condena|"
        "detener detuvo detenido detenidos arrestado|anunciar anunció anunciado comunicar comunicó comunicado|"
        "aplazar aplazó aplazado retrasar retrasó|cerrar cerró cerrado cierre|reabrir reabrió|huelga paro|"
        "incendio fuego|empresa compañía sociedad firma|trabajador trabajadores empleado empleados plantilla|"
        "multa sanción|hallar halló encontrar encontró descubrir descubrió|vender vendió venta|"
        "comprar compró compra adquirir adquirió|pagar pagó abonar abonó|retirar retiró retirada"
    ),
}  # fmt: skip
"""Words that papers write for one another, by language: wider than forms, for a claim has more words than one."""


def _of_stems() -> dict[str, dict[str, frozenset[str]]]:
    """By language, the groups that a stem belongs to."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for language, listed in _ALIKE.items():
        known = found.setdefault(language, {})
        for group in (listed if language != "en" else f"{_SAME}|{listed}").split("|"):
            for one in {stem(word, language) for word in group.split()}:
                known[one] = known.get(one, frozenset()) | {group}
    return found


_OF_STEM = _of_stems()


def said_of(wanted: frozenset[str], content: frozenset[str], language: str) -> float:
    """The share of these stems that stand among ``content``, by themselves or as another word for it; 1 of none."""
    if not wanted:
        return 1.0
    missing, known = wanted - content, _OF_STEM.get(primary_language(language))
    if missing and known:
        there = groups_of(content, primary_language(language))
        missing = frozenset(one for one in missing if not known.get(one, frozenset()) & there)
    return 1.0 - len(missing) / len(wanted)


@lru_cache(maxsize=16384)
def groups_of(content: Iterable[str], language: str) -> frozenset[str]:
    """The groups that stems belong to."""
    known = _OF_STEM.get(language, {})
    return frozenset[str]().union(*(known[one] for one in content if one in known))
