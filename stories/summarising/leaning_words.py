"""Openings that lean on the sentence before, for other languages than English.

The commonest only: pronouns, demonstratives, connectives, and speech verbs whose speaker is left out.
What a definite noun, a Romance or Arabic verb ending or an Arabic possessive suffix leans on cannot be
judged here, and where a pronoun stands later in a sentence no owner is looked for (in German, right behind the
first verb, it counts as having none).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_GERMAN = (
    "Er|Sie|Es|Ihm|Ihn|Ihnen|Ihre?[rnms]?|Seine?[rnms]?|Diese[rnms]?|Dies|Das(?= "
    "(?:ist|war|wäre|sei|habe|hat|hatte|haben|hatten|sagte|sagten|teilte|teilten|gilt|galt|wird|würde|wurde|sind|soll"
    "|kann|könnte|will|geht|geschah|bestätigte|erklärte|berichtete|beschloss|entschied|kündigte|gab|führte|ergab|zeigte"
    "|zeigt|betonte|schrieb|meldete|forderte|bedeutet|heißt|hieß|lehnte|wies|kam|kommt|reicht|reichte|macht|machte|gelang)\\b)"
    "|(?:Ursache|Anlass|Grund|Hintergrund|Ziel|Voraussetzung|Bedingung|Folge|Auslöser|Thema|Streitpunkt|Strittig|Umstritten"
    "|Unklar|Offen|Zusammen|Betroffen|Geplant|Vorgesehen|Hinzu|Nötig|Schuld)(?= "
    "(?:sind|ist|war|waren|sei|seien|bleibt"
    "|dafür|hierfür|hätten|haben|hat|kommen|kommt|wurde|wird)\\b)|(?:Gelingt|Gelingen|Geschieht|Klappt|Scheitert|Scheitern)"
    "|Jene[rnms]?|Solche[rn]?|Beide[rn]?|Wir|Ich|Man|Dort|Dabei|Damit|Dafür|Dagegen|Daher|Darauf|Daran|Darin|Darüber"
    "|Darunter"
    "|Davon|Davor|Dazu|Danach|Daraufhin|Doch|Aber|Und|Oder|Denn|Auch|Zudem|Außerdem|Allerdings|Jedoch|Dennoch"
    "|Trotzdem|Deshalb"
    "|Deswegen|Somit|Zuvor|Inzwischen|Mittlerweile|Gleichzeitig|Unterdessen|Hingegen|Hier|Ebenso|Ebenfalls|Nun|Jetzt"
    "|Anschließend"
    "|Währenddessen|Dann|Ferner|Weiterhin|Später|Schließlich|Einer von ihnen|Eine von ihnen|So(?= "
    "(?:sei|habe|hat|werde|soll|wurde)\\b)"
    "|Wie berichtet|Bis dahin|An (?:ihrer|seiner|deren|dessen) Stelle|Letztere[rnms]?|Erstere[rnms]?"
    "|Nur(?= (?:stand|standen|war|waren|ist|sind|hat|haben|hatte|noch|so)\\b)"
    "|Andere|Viele|Einige|Manche|Insbesondere|Seitdem|Damals|Demnach"
)
_FRENCH = (
    "Il|Elle|Ils|Elles|On|Ce|Cela|Ça|Cet|Cette|Ces|Celui-ci|Celle-ci|Ceux-ci|Celles-ci|Celui|Celle|Ceux|Celles|Son"
    "|Sa|Ses|Leurs?"
    "|Mais|Et|Ou|Or|Donc|Car|Cependant|Toutefois|Pourtant|Néanmoins|Par ailleurs|En outre|De plus|De son côté|De "
    "leur côté"
    "|Pour sa part|Pour leur part|Ainsi|Alors|Ensuite|Puis|Enfin|Aussi|Là|Ici|Nous|Je|D'autres|Les deux|Selon (?:lui"
    "|elle|eux)"
    "|En effet|En revanche|Au même moment|Dans le même temps|Depuis(?= lors|,)|Parmi (?:eux|elles)|Tous deux|Toutes "
    "deux|Plus tard"
    "|Quant (?:à|aux?)|Pour une part"
    "|La nouvelle(?= (?:est|a|avait)\\b)|Certains|Certaines"
    "|Beaucoup|Plusieurs d'entre|En conséquence|C'est pourquoi|À ce sujet|À cette occasion|Ce "
    "dernier|Cette dernière"
)
_SPANISH = (
    "Él|Ella|Ellos|Ellas|Ello|Esto|Esta|Este|Estos|Estas|Eso|Esa|Ese|Esos|Esas|Aquel|Aquella|Aquellos|Aquellas|Sus?"
    "|Pero|Y|O|Además"
    "|También|Sin embargo|No obstante|Por otra parte|Por otro lado|Por su parte|Asimismo|Mientras tanto|Entonces|Así"
    "|Allí|Aquí"
    "|Luego|Después|Tras (?:ello|esto|eso)|Por (?:ello|eso|tanto|esto)|Nosotros|Yo|Ambos|Ambas|Otros|Otras|Algunos"
    "|Algunas|Muchos"
    "|Según (?:él|ella|ellos)|(?:Añadió|Agregó|Dijo|Explicó|Señaló|Indicó|Aseguró|Afirmó|Destacó|Recordó|Insistió"
    "|Sostuvo) (?:que|en)"
    "|En cuanto a|Los datos de (?:hoy|ayer)"
    "|De hecho|En cambio|Al mismo tiempo|Incluso|En este sentido|Desde entonces|El primero|El "
    "segundo|L[oa]s dos(?! [a-z]+ (?:de|del|que)\\b)|L[oa]s tres(?! [a-z]+ (?:de|del|que)\\b)|Ninguno "
    "de|Ninguna de|Uno de (?:ellos|los dos)"
    "|En (?:caso contrario|tal caso|ese "
    "caso|concreto|total|consecuencia)|Lleva|Llevaba|Llevan|Tiene|Tenía|Tienen|Quiere"
    "|Es|Era|Está|Estaba|Son|Ha|Había|Han|Fue(?= (?:el|la|un|una|su)\\b)|Lo|Le|Les|Se(?= l[aeo]s?\\b)"
    "|(?:La causa|El motivo|La razón|El objetivo|La consecuencia|El resultado|El plan|La idea|El "
    "problema|La cuestión)"
    "(?= (?:es|fue|era|son)\\b)|El otro|La otra|L[oa]s (?:otros|otras|demás)"
)
_ARABIC = (
    r"(?:و|ف)?(?:هو|هي|هم|هما|هذا|هذه|هذان|ذلك|تلك|هؤلاء|أولئك|هناك|هنا|كما|لكن|لكنه|لكنها|غير أن|إلا أن|أما|كذلك"
    r"|أيضا|أيضاً|ثم|بدوره|بدورها"
    r"|من جهته|من جهتها|من جانبه|من جانبها|في المقابل|في الوقت نفسه|في غضون ذلك|إلى ذلك|من ناحية أخرى|في أخبار أخرى"
    r"|بعد ذلك|قبل ذلك"
    r"|لذلك|لهذا|بالتالي|مع ذلك|رغم ذلك|حينها|عندها|بعضهم|معظمهم|أحدهم|كلاهما|نحن|أنا)(?!\w)"
    r"|(?:و|ف)?(?:أضاف|أضافت|تابع|تابعت|أوضح|أوضحت|أكد|أكدت|قال|قالت|أشار|أشارت|ذكر|ذكرت|لفت|لفتت|شدد|شددت|بين|بينت"
    r"|أردف|استطرد)"
    "(?: (?:أن|إن|إلى أن|على أن|أنه|أنها|إنه|إنها)|:)"
)
_KOREAN = (
    "그(?:는|가|의|를|도)(?= )|그녀|그들|이들|이(?:는|에|를|와|로|후|어)(?=[ ,])|이번 |이(?: (?:같은|밖에|때문"
    "|가운데|중|후|날|씨))|그러나|하지만|그런데|그래서|그리고"
    "|그러면서|그마저|그중"
    "|그 (?:결과|뒤|후|중|가운데|이유|때|다음)|또(?:한| |,)|한편|반면|이어|이에|앞서|아울러|특히|다만|따라서|당시"
    "|해당 |같은 |(?:결과|이유|배경|문제|관건|목표)는 |여기|거기|나머지|우리|저는|나는|제 "
    "|둘(?:은|이| 다)|두 사람|양측|양국|이것|그것|저것|이런|그런|이처럼|그럼에도|게다가|결국|이와|이날"
)
_JAPANESE = (
    "これ|それ|あれ|この|その|あの|ここ|そこ|彼|彼女|同氏|同社|同省|同庁|同(?:日|じ)|両(?:者|国|氏|社)|一方|しかし"
    "|また|さらに|そして|だが|ただ|このため|こうした"
    "|そうした|なお|当時|私|我々|われわれ|とはいえ|それでも|ところが|つまり|ちなみに|なぜなら|他方|あわせて|次いで"
    "|その後|うち"
)
_CHINESE = (
    "他|她|它|这|那|此(?!次)|该|其(?!他国)|但|然而|不过|而(?!今)|并|且|此外|另外|同时|与此同时|因此|所以|于是|随后"
    "|之后|当时|我|咱|双方|两人|两国|对此|据此|为此|同样"
    "|例如|比如|尽管如此|也就是说|前者|后者|上述|另一方面|与之相比|相比之下"
)
LEADING: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        rf"^[\"'(]*(?:{_GERMAN})(?!\w)|^(?:Der|Die|Das) (?:letzte|erste|zweite|dritte|andere|größte|neue"
        rf"|nächste|beiden)[nrs]? [a-zäöü]"
        r"|^(?:[\w.]+ )?[Ww]eitere[rnms]? "
        r"|^(?:(?:Rund|Etwa|Mehr als|Fast) )?\d[\d.]* [\w-]+(?: und [\w-]+)? (?:haben|hatten|sind|waren"
        r"|wurden|warten)(?: [\w-]+){1,4}\.$"
    ),
    "fr": re.compile(rf"^[\"'( ]*(?:{_FRENCH}|[JC]'\w+)(?!\w)|^[^,\"]{{1,60}}, (?:ils?|elles?) (?!y a\b)"),
    "es": re.compile(
        rf"^[\"'(¿¡ ]*(?:{_SPANISH})(?!\w)|^(?:(?:Unos|Unas|Más de|Cerca de"
        rf"|Casi) )?\d[\d.]* [a-zñáéíóú]+ [a-zñáéíóú]+(?: [a-zñáéíóú]+){{1,7}}\.$"
    ),
    "ar": re.compile(rf"^[\"'(]*(?:{_ARABIC})"),
    "ko": re.compile(rf"^[\"'(]*(?:{_KOREAN})"),
    "ja": re.compile(rf"^[\"'(「]*(?:{_JAPANESE})"),
    "zh": re.compile(rf"^[\"'(「]*(?:{_CHINESE})"),
}
"""How a sentence opens that cannot be read alone."""
INSIDE: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:sagte|sagt|erklärte|betonte|meinte|so|fügte|schrieb|teilte) (?:er|sie|es)\b"
        r"|\b(?:die|das|den|der) (?:ihr|sein|unser)e[nmrs]?(?=[.,;])"
        r"|^(?:[\w-]+ ){1,5}?[a-zäöüß]+(?:te|ten|t|n|ar|urde|at) "
        r"(?:er|sie)\b|\b(?:ebenfalls|außerdem"
        r"|jedoch|hingegen)\b"
        r"|(?<!, )\b(?:damit|dadurch|dafür|dagegen|daran|darauf|davon|dazu|darüber|darin|daraus|dabei|daneben)\b"
        r"(?!,| (?:bei\w*|zu)\b)|\b(?:zudem|kurz (?:darauf|danach|zuvor)|wenig später|ebenso|dort|einander"
        r"|bis dahin|unterdessen"
        r"|wiederum|stattdessen|beide[rnms]?|letztere[rnms]?)\b"
        r"|\b(?:das|dies) (?:sagte|teilte|zurück|ab|mit)\b"
        r"|\b(?:wären|sind|waren|wurden|werden|bleiben) es\b|\b(?:gibt|gab|geben|gaben) (?:das|die|den|ihr"
        r"|ihre) .* bekannt\.$"
        r"|\b(?:deren|dessen|derselbe|dieselbe|desselben)\b|\bdies(?:e|er|es|em|en)?\b"
    ),
    "fr": re.compile(
        r"\b(?:donc|par conséquent|peu (?:après|avant)(?=[.,;]|$| [a-z]+é)|plus tard|en outre|par ailleurs|en revanche"
        r"|de son côté|les (?:deux|autres)(?=[.,;]| (?:ont|sont|se)\b))"
        r"|-t-(?:il|elle|on)\b|\b(?:dit|dit-|selon|affirme|ajoute)[ -](?:il|elle|lui)\b|\b(?:également|celui-ci"
        r"|celle-ci|ceux-ci)\b"
        r"|\bce(?:t|tte|s)? (?!(?:jour|soir|matin|semaine|mois|année|week-end|nuit|été|hiver|printemps|automne|lundi"
        r"|mardi|mercredi|jeudi|vendredi|samedi|dimanche|qui|que|dont|à|n|sera|seront|serait|sont|fut|n'est)\b)\w+"
    ),
    "es": re.compile(
        r"\b\w+(?:ar|er|ir)(?:lo|los|las|le|les)\b|\b(?:lo|los|las|le|les) (?:ha|han|había|habían|haya"
        r"|hayan|logran?|hizo"
        r"|hará|fijará|dijo|hará|hicieron|tiene|tienen)\b|\bl[oa]s? (?:otros?|otras?|demás|mismos?"
        r"|mismas?)(?=[.,;]|$)"
        r"|\b(?:(?:poco|horas|días|semanas|meses) (?:después|antes)(?! de)|además|por su parte|en cambio"
        r"|por (?:lo )?tanto|sin embargo|l[oa]s dos(?=[.,;]| (?:lo|la|se|ha|han)\b))"
        r"|\b(?:según|dijo|agregó|añadió|afirmó|explicó) (?:él|ella)\b|\b(?:también|asimismo|dicho|dicha|dichos"
        r"|dichas|mismo día)\b"
        r"|\b(?:este|esta|estos|estas|ese|esa|esos|esas) (?!año|mes|semana|lunes|martes|miércoles|jueves|viernes"
        r"|sábado|domingo)\w+"
    ),
    "ar": re.compile(
        r"(?<!\w)(?:المذكور|المذكورة|نفسه|نفسها|هذا|هذه|ذلك|تلك|أيضا|أيضاً|الأخير|الأخيرة"
        r"|السالف)(?!\w)"
    ),
    "ko": re.compile(
        r"(?<![가-힣])그(?:는|가|녀는|들은) |(?<![가-힣])(?:이 같은|이러한|그러한|해당|이들|동 사) |것이다\.$"
        r"|[은는] (?:반기면서|환영하면서)"
        r"|(?<![가-힣])(?![전현새부주각양])[가-힣] "
        r"(?:대통령|총리|장관|이사장|대표|교수|의원|회장|위원장|시장|지사|총장|사장|차관|대변인)(?=[은는이가의도 ])"
        r"|때문이다\.$"
    ),
    "ja": re.compile("同氏|同社|同省|同日|前述|この(?!ほど)|その(?!他)|これら|こうした|彼(?!岸)|ためだ。$|からだ。$"),
    "zh": re.compile(
        "上述|该(?:国|公司|市|省|名|案|法|组织|部|机构|集团)|这(?!里的)|他(?!们国)说|她说|对此|此(?:举|案|事|前|人)"
    ),
}
"""What leans on an earlier sentence wherever it stands outside quotes."""
SPEAKS: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:sag(?:t|te|ten)|erklär(?:t|te|ten)|teilte|teilten|beton(?:t|te)|so|laut|mein(?:t|te)|kritisier\w+"
        r"|forder\w+|warn\w+|hieß"
        r"|nann\w+|bezeichne\w+|sprach|sprachen|schrieb\w*|berichte\w+|kündigte\w*|versprach\w*|zitier\w+)\b"
    ),
    "fr": re.compile(
        r"\b(?:déclar\w+|dit|dite|affirm\w+|selon|estim\w+|expliqu\w+|indiqu\w+|assur\w+|précis\w+|ajout\w+"
        r"|annonc\w+|écrit|lancé|soulign\w+"
        r"|dénonc\w+|promis|qualifi\w+|appel\w+|martel\w+|répond\w*)\b"
    ),
    "es": re.compile(
        r"\b(?:dij\w+|dice\w*|afirm\w+|según|declar\w+|asegur\w+|señal\w+|explic\w+|indic\w+|anunci\w+|añad\w+"
        r"|agreg\w+|calific\w+|escrib\w+"
        r"|denunci\w+|prometi\w+|coment\w+|respond\w+|sostuv\w+|advirti\w+|manifest\w+)\b"
    ),
    "ar": re.compile(
        r"(?:قال|قالت|قالوا|يقول|تقول|أكد|أكدت|أضاف|أضافت|صرح|صرحت|أعلن|أعلنت|ذكر|ذكرت|وفق|بحسب|حسب|أوضح|أوضحت|كتب"
        r"|كتبت|وصف|وصفت|أشار|أشارت)"
    ),
    "ko": re.compile(
        "말했|밝혔|전했|설명|강조|덧붙|주장|약속|내다봤|라고|다고|냐고|자고|며 |라며|했다|말한다|지적|비판|호소|토로"
        "|적었|썼다|웃었"
    ),
    "ja": re.compile(
        "と述べ|と話|と語|と言|とした|と説明|によると|と強調|と発表|という|と主張|と訴|と指摘|と批判|と呼"
    ),
    "zh": re.compile("说|表示|称|指出|强调|认为|宣布|告诉|写道|据|呼吁|警告|回应|形容|批评|透露"),
}
"""A verb of speech, or words that give a source, beside quoted words."""
OWN_VOICE: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:wir|uns|unser(?:e[rnms]?)?|ich|mich|mir|mein(?:e[rnms]?)?|exklusiv|dieser Zeitung|unserer Zeitung"
        r"|dieser Redaktion|liegt \w+ vor)\b"
    ),
    "fr": re.compile(
        r"\b(?:nous|notre|nos|je|moi|mon|mes|vous|votre|exclusivité|à notre journal|notre correspondant\w*"
        r"|nos confrères)\b|\b[jJ]'"
    ),
    "es": re.compile(
        r"\b(?:nosotros|nos|nuestr[oa]s?|yo|mi|mis|en exclusiva|este (?:diario|periódico|medio)|a este (?:diario"
        r"|periódico|medio)|usted(?:es)?)\b"
    ),
    "ar": re.compile(
        r"(?<!\w)(?:و|ف|ل|ب)?(?:سألنا|لنا|مراسلنا|مراسلتنا|صحيفتنا|لصحيفتنا|لهذه الصحيفة|نحن|أنا|أبي|أمي|قلنا|رأينا"
        r"|علمنا|زرنا|التقينا|اطلعت عليها"
        r"|اطلعنا|حصري|حصريا|موقعنا|إذاعتنا|قناتنا|معنا)(?!\w)"
    ),
    "ko": re.compile(
        r"(?<![가-힣])(?:본지|본보|우리(?! ?은행|나라|금융)|저희|나는|저는|제가|내가|기자가|기자에게|단독|필자|독자)"
    ),
    "ja": re.compile(
        "本紙|本誌|弊社|小紙|私(?!立|学|的|鉄|服|有|邸)|我々|われわれ|わたし|当社|独自に入手|本社の取材|取材班|記者に"
    ),
    "zh": re.compile("本报|本刊|本网|本台|我们|我(?!国|省|市)|咱们|独家|笔者|记者(?:了解到|获悉|从|在)|你们?|您"),
}
"""An outlet or a person speaking of themselves, or to the reader."""
