"""Legal forms of firms around the Baltic Sea, as they stand in names.

Keys are folded tokens (no accents, no case, no dots), values the usual
abbreviation. Written from knowledge of the registers, not from an official list;
a missing form costs a missed warning, never a wrong number.
"""

from __future__ import annotations

# form: spellings, comma separated. "Leading" forms also stand before the name.
_LEADING = {
    "AB": "ab, aktiebolag, aktiebolaget",
    "HB": "hb, handelsbolag, handelsbolaget",
    "KB": "kb, kommanditbolag, kommanditbolaget",
    "Ek. för.": "ek for, ekonomisk forening, ekonomiska foreningen",
    "Ideell förening": "ideell forening, ideella foreningen",
    "Stiftelse": "stiftelsen",
    "Oy": "oy, oy ab, ab oy, oy ltd, oy ab ltd, ltd oy, ltd ab oy, osakeyhtio",
    "Oyj": "oyj, oyj abp, abp, julkinen osakeyhtio",
    "Ky": "ky, kommandiittiyhtio",
    "Ay": "avoin yhtio",
    "Tmi": "tmi, toiminimi",
    "Osk": "osk, osuuskunta, andelslag",
    "OÜ": "ou, osauhing",
    "AS": (
        "as, a s, aktsiaselts, aktieselskab, aksjeselskap, akciju sabiedriba, vas, "
        "valsts akciju sabiedriba, pasvaldibas akciju sabiedriba"
    ),
    "MTÜ": "mtu, mittetulundusuhing",
    "SA": "sa, sihtasutus",
    "FIE": "fie, fuusilisest isikust ettevotja",
    "TÜ": "taisuhing",
    "UÜ": "usaldusuhing",
    "TulÜ": "tulundusuhistu",
    "SIA": (
        "sia, sabiedriba ar ierobezotu atbildibu, vsia, valsts sia, pasvaldibas sia, "
        "valsts sabiedriba ar ierobezotu atbildibu, "
        "pasvaldibas sabiedriba ar ierobezotu atbildibu"
    ),
    "IK": "ik, individualais komersants, individualais uznemums",
    "PS": "pilnsabiedriba",
    "KS": "komanditsabiedriba",
    "ZS": "zemnieku saimnieciba",
    "Biedrība": "biedriba",
    "Nodibinājums": "nodibinajums",
    "UAB": "uab, uzdaroji akcine bendrove",
    "AB (LT)": "akcine bendrove",
    "MB": "mb, mazoji bendrija",
    "VšĮ": "vsi, viesoji istaiga",
    "IĮ": "ii, individuali imone",
}
_TRAILING = {
    "Ab": "ab publ",
    "Ky": "kb ky, ky kb",
    "ry": "ry, rekisteroity yhdistys",
    "Sp. z o.o.": (
        "sp z oo, sp z o o, spzoo, sp zoo, spolka z oo, spolka z o o, "
        "spolka z ograniczona odpowiedzialnoscia"
    ),
    "S.A.": "s a, spolka akcyjna",
    "Sp. k.": "sp k, spolka komandytowa",
    "Sp. j.": "sp j, spolka jawna",
    "P.S.A.": "psa, prosta spolka akcyjna",
    "GmbH": "gmbh, ggmbh, mbh, gesellschaft mit beschrankter haftung",
    "GmbH & Co. KG": "gmbh and co kg, gmbh co kg",
    "AG": "ag, aktiengesellschaft",
    "KG": "kg, kommanditgesellschaft",
    "KGaA": "kgaa",
    "OHG": "ohg",
    "UG": (
        "ug, ug haftungsbeschrankt, unternehmergesellschaft, "
        "unternehmergesellschaft haftungsbeschrankt"
    ),
    "e.V.": "ev, eingetragener verein",
    "e.G.": "eg, eingetragene genossenschaft",
    "e.K.": "ek",
    "ApS": "aps, anpartsselskab",
    "I/S": "interessentskab",
    "K/S": "kommanditselskab",
    "P/S": "partnerselskab",
    "A.M.B.A.": "amba",
    "ASA": "asa, allmennaksjeselskap",
    "ANS": "ans",
    "ENK": "enk, enkeltpersonforetak",
    "Ltd": "ltd, limited, ltd liability company",
    "PLC": "plc",
    "LLC": "llc",
    "Inc.": "inc, incorporated",
    "SE": "se",
    "B.V.": "bv",
}


def _tokens_of(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(spelling.split()): form
        for form, spellings in table.items()
        for spelling in spellings.split(", ")
    }


LEADING: dict[tuple[str, ...], str] = _tokens_of(_LEADING)
"""Forms that stand at either end of a name: folded tokens -> abbreviation."""

TRAILING: dict[tuple[str, ...], str] = {**_tokens_of(_TRAILING), **LEADING}
"""Forms that stand at the end; short German and Danish ones would otherwise eat
the first word of a name ("AG Solutions")."""

MAX_TOKENS: int = max(map(len, TRAILING))
