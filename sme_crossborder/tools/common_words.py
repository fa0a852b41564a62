"""Words that many firms' names consist of, and any text may hold.

A firm called "Data" or "Smart Cloud Solutions" is not given away by these words alone.
Stems without accents, in English and the languages of the region; the list is from
knowledge and may grow. A word too many misses a name written in small letters, a word
too few asks the adviser once more.
"""

from __future__ import annotations

_STEMS = """
ai analy app application arc automat base big bit block blue board book box bridge
business byte care center centre chain city class clean clear client cloud code coder
coding commerce company computer connect consult control cool core craft create creat
cyber data deep design develop device digital direct dot drive drone earth east easy
eco edge edu educat electr engine energy enterpris europ event exact exampl exempl
expert express factor farm fast fiber fibre field file finance fintech fire first flow
focus forest form free fresh future game gate geo global go good graph great green
grid group grow hand health heart help high home host house hub human idea image
inform innov inside insight inspir integrat intel interact interface internet invest
iot job key kid lab lake land learn level life light line link live local logic logist
machine mail main maker manage map mark market master matter media medic mesh meter
micro mind mobil model modern monitor motion multi music nano national nature net
network new next node north note nova ocean office one online open optic orange page
park partner pass patient pay people perfect phone photo pilot pixel place planet
platform play plus point port portal power prime print pro process product program
project proof protect public pulse pure quality quantum quick radar radio rail real
red remote report research robot rock room safe sale school science scope sea search
secur see sense sensor serv share ship shop sign simple simulat site sky smart social
soft software solar solution sound source south space spark speed sport spot stack
star start station step storm story stream street strong studio success summit sun
super supply support sure swift switch system table talk target task team tech
technolog tele test text think time tool top touch tour trace track trade traffic
train transport travel tree true trust tune unit universal urban use vector video view
virtual vision visit visual voice water wave way wear weather web well west white wild
wind wire wireless wise wood word work world zone aasta andme andmed arendus ari
asutus digi eesti ettevot haldus haridus ilm infotehnoloog keskus kliin kool koostoo
linn maa mets meri nutik pilv pood raha rakendus riik tarkvara teenus teadus tervis
tooted uuring vesi vork attistib bankas bizness datne datu dati digital drosib ekonom
imene informacij izglitib izstrad kods kodol kompan kvalitat lauks lietotn majas maja
makon mezs nozar piemer pakalpojum pasaul pilseta platform plusm programm programmatur
projekt risinajum sabiedrib sapn sistem skol tehnik tehnolog tikl tirg udens uznemum
vesel zeme zin debes duomen duomenys imone inovacij istaig lietuv misk mokykl paslaug
program programin sistem sprendim sveikat technolog tinkl vanden vers bolag bygg dator
energi fjarr forskning framtid granssnitt halsa hav it kod konsult kund kunskap
larande losning losningar marknad miljo mjukvar molnet moln natverk natur norr plats
produkt programvar sakerhet samhall service sjuk skog skola sol stad staden styr
support svensk sverige teknik tjanst tjanster utveckl vag vatten verk vind vard ala
data elama hyvinvointi itsepalvelu koodi koulu kunta laite liike luonto metsa ohjelma
ohjelmisto palvel pilvi ratkaisu sovellus suomi suomen taito teknologi terveys tiedon
tieto turva tyo verkko vesi yhtio ymparisto yritys baltic baltija baltijas baltijos
balt scandinav nordic nord northern eastern europe europa european eiropa eiropas
euroopa eurooppa sweden swedish sverige finland finnish estonia estonian latvia
latvian latvij latvijas lithuania lithuanian lietuva lietuvos poland polish polska
norway norwegian norge denmark danish danmark german germany deutschland russia
iceland aland stockholm goteborg gothenburg malmo uppsala umea lulea helsinki tampere
turku oulu espoo tallinn tartu parnu narva riga rigas liepaja daugavpils ventspils
jelgava vilnius vilniaus kaunas kauno klaipeda warsaw warszawa gdansk oslo bergen
copenhagen hamburg berlin rostock
"""

STEMS: frozenset[str] = frozenset(_STEMS.split())
"""Folded beginnings; what may follow them is an ending of `lead_identity`."""
