"""Word lists of the trade, most of them English; other languages say what they have."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a space-separated list."""
    return frozenset(listed.split())


STOP_WORDS = words(
    "although though since until because despite amid whether per unlike former yes "
    "a an the and or but nor so yet of in on at by for from with to into onto over under about above "
    "after before between through during against among within without across behind beyond near off out "
    "up down as if when while where who whom whose which what that this these those there here then than "
    "too very just also only even still again once is are was were be been being am do does did doing "
    "done have has had having will would shall should can could may might must i me my we us our you your "
    "he him his she her hers it its they them their theirs himself herself itself themselves not no all "
    "any both each few more most other some such own same s t don now say says said told tell according "
    "added including per one two new last next week month year today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mr mrs ms dr"
)
STOP_WORDS_ABROAD = {
    "de": words(
        "der die das den dem des ein eine einen einem einer eines und oder aber auch als an am auf aus bei "
        "beim bis da damit dann dass denn deren dessen dies diese diesem diesen dieser dieses doch dort durch "
        "er es für gegen hat hatte hatten haben hin her ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins "
        "ist ja je jede jedem jeden jeder jedes kann kein keine keinen können man mehr mit nach nicht noch nun "
        "nur ob ohne sehr sei seien sein seine seinem seinen seiner seit sich sie sind so sollen soll sowie "
        "über um unter vom von vor war waren wegen weil wenn werde werden wie wieder wir wird wo worden wurde "
        "wurden während zu zum zur zwischen"
    ),
    "fr": words(
        "le la les un une des du de au aux et ou mais donc or ni car que qui quoi dont où ce cet cette ces se "
        "sa son ses leur leurs il elle ils elles on nous vous lui en par pour sur sous dans avec sans entre "
        "vers chez plus moins très est sont était étaient été être sera seront serait avait avaient avoir ont "
        "aura ne pas si comme aussi après avant depuis pendant lors ainsi alors encore même tout tous toute "
        "toutes fait y à"
    ),
    "es": words(
        "el la los las un una unos unas de del al y o u e pero que quien quienes cual donde cuando como si no "
        "ni se su sus lo le les él ella ellos ellas en por para con sin sobre entre hacia hasta desde ante "
        "tras durante más menos muy es son era eran fue fueron ser sido está están estaba ha han había habían "
        "haber este esta estos estas ese esa esos esas aquel también ya porque según a"
    ),
    "it": words(
        "il lo la gli le un uno una di del dello della dei degli delle al allo alla ai agli alle da dal dalla "
        "in nel nella con su sul sulla per tra fra e o ma che chi cui dove quando come se non si suo sua suoi "
        "loro è sono era erano stato stata stati essere ha hanno aveva avevano avere questo questa questi "
        "queste quello più meno anche già"
    ),
    "pt": words(
        "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre "
        "até e ou mas que quem onde quando como se não seu sua seus suas ele ela eles elas é são era eram foi "
        "foram ser sido está estão tem têm tinha este esta esse essa mais menos também já"
    ),
}
"""Words of other languages that say nothing of the matter."""

NEGATORS = words(
    "not no never none neither nor without cannot nobody nothing hardly لا لم لن ليس ليست nicht kein "
    "keine nie pas non ne"
)
NEGATING_PARTS = ("n't", "않", "못하", "못했", "없")

HEDGES = words(
    "may might could allegedly alleged reportedly possible possibly likely unlikely potential potentially "
    "suspected apparently apparent purported claimed claim claims rumored rumoured unconfirmed expected "
    "planned plans proposed considering considers understood believed appears seems would should"
)

SPEECH = (
    r"said|says|say|told|tells|adds?|added|according to|wrote|writes|stated|states|announced|announces|"
    r"called|calls|argued|argues|claimed|claims|insisted|warned|warns|noted|notes|commented|replied|asked|"
    r"described|declared|tweeted|posted|explained|continued|reads?|read in part|concluded|quoted|"
    r"testified|acknowledged|admitted|vowed|urged|labell?ed|saying|announcing|adding|calling|blaming|"
    r"citing|chanted|shouting|known as|dubbed|so-called|praised|found|expressed"
)

TITLES = words(
    "President Prime Minister Premier Chancellor Secretary Senator Sen. Rep. Representative Congressman "
    "Congresswoman Governor Gov. Mayor Judge Justice General Gen. Colonel Col. Captain Capt. Lieutenant "
    "Major Admiral Sergeant King Queen Prince Princess Pope Lord Lady Sir Dame Mr Mr. Mrs Mrs. Ms Ms. Dr "
    "Dr. Prof. Professor Chairman Chairwoman Chair Director Commissioner Ambassador Speaker Leader Chief "
    "Officer Superintendent Inspector Detective Sheriff Attorney Ayatollah Sheikh Archbishop Bishop "
    "Cardinal Executive Reverend Rev. Coach Manager Captain Spokesman Spokeswoman Spokesperson Vice-President"
)

PLACE_OR_BODY = words(
    "North South East West Northern Southern Eastern Western Central New Old United Great Saint San Santa "
    "Los Las El Al Hong Kong University College Institute School Hospital Party Court House Council "
    "Ministry Department City State States County District Republic Kingdom Union Nations Bank Group "
    "Company Corporation Corp Inc Ltd Force Forces Guard Army Navy Air Airport International National "
    "Federal Global World Health Organization Organisation Association Agency Administration Commission "
    "Committee Assembly Parliament Congress Senate Office Bureau Center Centre Embassy Street Road Park "
    "Square Station Tower Bridge River Lake Sea Ocean Island Islands Mountain Valley Bay Port Times Post "
    "Press Journal News Daily Telegraph Guardian Review Act Bill Law Treaty Agreement Deal Order Rights "
    "Human Civil Democratic Republican Conservative Labour Liberal National Green Super Tuesday Monday "
    "Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December Supreme High Royal European African American Asian British Chinese Korean "
    "Japanese German French Russian Iranian Iraqi Israeli Ukrainian Scottish Islamic Christian Jewish "
    "Muslim Time Game Games Cup League Festival Line Rail Railway Railways Bridge Harbour Harbor "
    "Transport Airlines Energy Power Steel Elections Election Primary Debate White Downing Wall "
    "Reservoir Warehouse Storage Lines Ferries Creek Hills Hill Mill Mills Gate Quay Pier Dam Weir Canal Tunnel "
    "Barrier "
    "Stadium Arena Theatre Theater Museum Gallery Library Church Cathedral Abbey Temple Mosque Castle Palace Garden "
    "Gardens Farm Farms Village Town Borough Province Region Territory Peninsula Cape Coast Beach Forest Desert "
    "Plateau "
    "Seamount Mount Volcano Glacier Peak Pass Ridge Storm Hurricane Cyclone Typhoon Growers Holdings "
    "Industries Motors "
    "Foods Pharma Systems Technologies Technology Labs Capital Partners Ventures Fund Trust Foundation Society Club "
    "Team "
    "Championship Series Open Prix Tour Institute Laboratory Academy Authority Board Union Assembly Chamber Tribunal "
    "Police Fire Rescue Service Services Weather Water Lane Avenue Drive Boulevard Plaza Field Fields Shore Sound "
    "Strait "
    "Gulf Channel Lodge Hotel Inn Prison Jail Barracks Base Fort Camp Zone Village Upper Lower Great Minor "
    "Grand Royal "
    "Report Study Survey Index Exchange Stock Market Securities Insurance Group Brothers Sons Data Media "
    "Television TV "
    "Panel Masters Mutual Savings Arbitration Radio Network Channel Magazine Tribune Herald Gazette "
    "Chronicle Echo Wire Star Sun Harbour Harbor League Front "
    "Alliance "
    "Coalition Movement Bloc Brotherhood Crescent Cross Corps Brigade Division Battalion Command Fleet Squadron"
)
"""A name that holds one of these is no person's."""
STATES = frozenset(
    name.replace("_", " ")
    for name in words(
        "United_States United_Kingdom U.S. US U.K. UK America Britain England Scotland Wales Ireland France Germany "
        "Italy Spain Portugal Poland Ukraine Russia China Japan South_Korea North_Korea Korea India Pakistan Iran "
        "Iraq Israel Turkey Egypt Syria Lebanon Saudi_Arabia Canada Mexico Brazil Argentina Chile Australia "
        "New_Zealand South_Africa Nigeria Kenya Hong_Kong Taiwan Vietnam Thailand Indonesia Malaysia Singapore "
        "Philippines Netherlands Belgium Sweden Norway Denmark Finland Greece Hungary Austria Switzerland Alabama "
        "Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
        "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
        "Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio "
        "Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia "
        "Washington West_Virginia Wisconsin Wyoming"
    )
)
"""States and provinces that stand before a person's name without a comma."""
NAMED_PLACES = STATES | words(
    "Jordan Chad Paris London Sydney Lincoln Jackson Houston Madison Austin Dallas Charlotte Florence Sofia Victoria "
    "Alexandria Berlin Moscow Tokyo Beijing Seoul Tehran Baghdad Kyiv Kiev Warsaw Rome Milan Vienna Geneva Brussels "
    "Darwin Wellington Adelaide Perth Melbourne Hamilton Kingston Boston Denver Phoenix Cleveland Lima "
    "Santiago Panama "
    "Cuba Kent Essex York Lancaster Chester Orlando Dublin Belfast Edinburgh"
)
"""Places that are persons' names too: such a word alone is read as the place."""

EVENT_NOUNS = words(
    "attack strike airstrike raid incident accident crash collision shooting blast explosion fire ruling "
    "decision verdict "
    "judgment vote move deal agreement pact announcement statement study meeting talks victim victims suspect "
    "suspects man "
    "woman boy girl couple minister president leader official spokesman spokeswoman spokesperson company firm "
    "court judge "
    "author authors researchers team group body case plan bill law proposal motion resolution march rally speech "
    "video "
    "protest procession demonstration stampede funeral "
    "document letter accusation allegation claim request order ban sale offer delay closure name"
)
"""Nouns that lean on an earlier sentence of the same article when "the" stands before them."""

SMALL_WORDS = words("a an the and or nor but of in on at to for by with from as vs via per over than into")

MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
