"""Words that carry no meaning of their own: *which*, *with*, and their like.

In a large collection they weigh nothing, as nearly every text has them; among a few
leads they would count like any other. Only words that join or point are here, of
English and the languages of the region; nothing a firm could offer. Without accents,
four letters and more; the list is from knowledge and may grow. A word that is a thing
in another of these languages is left out (*visa*, *vara*).
"""

from __future__ import annotations

_ENGLISH = """
about above across after again against almost along already also although always among
another anybody anyone anything around because been before behind being below beside
besides between beyond both cannot could does doing done down during each either else
enough even ever every everybody everyone everything from further furthermore have
having hence here hers herself himself however into itself just least less like many
maybe might more moreover most much must myself near nearly neither never next nobody
none nothing often once only onto other others otherwise ours ourselves over perhaps
quite rather same several shall should since some somebody someone something such than
that their theirs them themselves then there therefore these they this those though
through throughout thus till together toward towards under unless until upon very well
were what whatever when whenever where whereas wherever whether which while whoever
whole whom whose will with within without would your yours yourself
"""
_SWEDISH = """
alla allt andra annan annars annat annu aren ater aven avsett bada bade bland blev blir
borde denna denne deras dess dessa detta dina dock efter eftersom eller emellan emot
enligt finns fore forr fran genom hade hela heller henne hennes honom igen inga ingen
inget innan inom inte istallet kunde kunna langs manga maste medan mellan mera mest
minst mitt mycket nagon nagot nagra nastan oavsett ocksa ofta olika over redan sadan
sadana sadant samma samt sedan sina sitt sjalv skulle till tills trots under utan
utanfor utom varfor varje varken vars vart vilka vilken vilket vore
"""
_ESTONIAN = """
alates enam enda endale enne igal iganes ilma isegi jaoks jarel jargi jooksul juba just
kaudu keda kelle kellel kogu kohta koige koigi koigil koik koos korval kuid kuidas kuigi
kull kuna kuni labi lisaks meie meil mida midagi miks mille millega millel millele
millest mingi mitte mitu mone moned moni muud nagu need neid neil neile nende nendega
niimoodi ning oleks olema olid olla olnud omal parast peale pigem pole sama samuti seal
seda seega selle sellega sellel sellele selles sellest selline siia siin siis siiski
sinna teie teine teise teised tema uhes uhtlasi ulal umber vaga vahel vaid vastu veel
voib voiks voivad
"""
_LATVIAN = """
apkart arpus bija butu caur cita citam citas citi citiem citos cits citu daudz dazadi
dazi diezgan esam esat gandriz ikviens jebkura jebkurs joprojam jusu kada kadas kads
kadu kamer katra katram katras katrs katru kopa kops kura kuram kuras kuri kuriem kuru
kurus lidz lidzi mums musu nebus neka nekas nevar nevis pasi pati pats pirms pret sada
sadas sadi sads saja sava savai savam savas savi saviem savs savu savus starp tacu tadi
tads tadu tagad tapec tatad tiek tika tikai tomer vairak vairs viena viens vienu vina
vinai vinam vini vinu visam visas visi visiem viss visu
"""
_LITHUANIAN = """
apie arba buti buvo greta jeigu jiems juos kada kaip kita kitas kiti kitu kitus kuri
kuria kurias kurie kuriems kurio kurioje kurios kuris kuriu kuriuos labai musu negu nera
nors paciu pagal pati pats patys prie pries savo siame siuo siuos taciau taigi taip tarp
tiems tikrai todel toje tokia tokie tokiu toks vien visas visi viso visos visu visus
"""
_FINNISH = """
aina ainakin ehka ennen etta ettei ilman itse jalkeen joiden joissa joista joita joka
jokainen joko jolla jolle jolloin jonka joskus jossa josta jota jotka jotta juuri
kaikille kaikki kaikkien kanssa kautta koko koska koskaan kuin kuinka kuitenkin kuten
kylla lapi lisaksi mika mikaan minka missa mista mita mitaan monet muiden mukaan mukana
mutta muut myos naiden nain nalla nama niiden niihin niin niissa niista niita noin
olemme oleva olisi olla ollut ovat paljon pitkin samaan samalla saman seka sellainen
sellaisen siella siina siis siita siksi silla sille sita siten sitten tama taman tassa
tasta tata vaan vaikka vain viela voidaan voivat yhta ympari
"""

FILLERS: frozenset[str] = frozenset(
    word
    for words in (_ENGLISH, _SWEDISH, _ESTONIAN, _LATVIAN, _LITHUANIAN, _FINNISH)
    for word in words.split()
)
"""Without accents, in small letters."""

WISHES: frozenset[str] = frozenset(
    [
        "find",
        "finding",
        "finds",
        "look",
        "looking",
        "looks",
        "need",
        "needs",
        "offer",
        "offered",
        "offering",
        "offers",
        "partner",
        "partners",
        "provide",
        "provides",
        "providing",
        "seek",
        "seeking",
        "seeks",
        "sought",
        "want",
        "wanted",
        "wanting",
        "wants",
        "wish",
        "wishes",
        "behover",
        "erbjuda",
        "erbjuder",
        "erbjuds",
        "letar",
        "onskar",
        "onskas",
        "partners",
        "samarbetspartner",
        "samarbetspartners",
        "soker",
        "sokes",
        "otsib",
        "otsime",
        "otsin",
        "otsitakse",
        "pakub",
        "pakume",
        "pakun",
        "pakutakse",
        "partner",
        "partnerid",
        "partnereid",
        "partnerit",
        "soovib",
        "soovime",
        "vajab",
        "vajame",
        "mekle",
        "meklejam",
        "partneri",
        "partneris",
        "partneru",
        "partnerus",
        "piedava",
        "piedavajam",
        "nepieciesami",
        "nepieciesams",
        "velamies",
        "velas",
        "ieskau",
        "ieskoma",
        "ieskome",
        "ieskota",
        "norime",
        "partneriai",
        "partneriu",
        "partnerius",
        "partnerio",
        "partneris",
        "reikia",
        "siulo",
        "siulome",
        "etsii",
        "etsimme",
        "etsitaan",
        "haluamme",
        "haluavat",
        "kumppani",
        "kumppaneita",
        "kumppanin",
        "tarjoaa",
        "tarjoamme",
        "tarvitsee",
        "tarvitsemme",
    ]
)
"""How one says that something is offered or sought, in the same languages.

In the few texts of one event such words would count like what is offered; in a large
collection they do not.
"""
