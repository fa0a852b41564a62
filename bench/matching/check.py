"""Check the shape of the labelled leads: ``python bench/matching/check.py [FOLDER]``.

Prints every fault found, or counts when there is none. It opens the sealed half to
check it, and shows nothing of it but counts.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from labelled import (
    HALVES,
    HERE,
    Label,
    Lead,
    draw,
    fits_country,
    fits_size,
    groups,
    is_offer,
    read_labels,
    read_leads,
    sector,
)

MODULE = HERE.parents[1] / "sme_crossborder"
SECTORS = ("egov", "fintech", "health", "industry", "learning", "mobility")
ENGLISH = "en"

LEADS_AT_LEAST = 300
LEADS_OF_A_SECTOR_AT_LEAST = 50
QUERIES_OF_A_HALF_AT_LEAST = 60
OTHER_LANGUAGES = (0.12, 0.20)  # share of leads written in another language
NEAR_MISSES_AT_LEAST = 3
KEYWORDS_AT_MOST = 5
LONG_SENTENCE = 45  # characters: the same in two leads would be a template

LENGTHS = {
    "title": (15, 256),
    "shortSummary": (120, 500),
    "description": (150, 4000),
    "advantagesAndInnovation": (20, 2000),
    "technicalSpecificationOrExpertiseSought": (20, 2000),
    "expectedRoleOfThePartner": (15, 4000),
}
SENTENCES = (2, 6)

COMMON = {
    *("schema", "id", "reference", "profileType", "holder", "title", "shortSummary"),
    *("language", "description", "expectedRoleOfThePartner", "typesOfPartnership"),
    *("typesAndSizes", "marketKeywords", "technologyKeywords", "nace", "sdgKeywords"),
    *("capabilitiesOffered", "capabilitiesSought", "targetedCountries"),
    "partnerLanguages",
}
OFFERED = {"advantagesAndInnovation", "stageOfDevelopment", "iprStatus"}
SOUGHT = {"technicalSpecificationOrExpertiseSought"}
CALL = {
    *("frameworkProgram", "callTitleAndIdentifier", "coordinatorRequired"),
    *("deadlineForEoI", "deadlineOfTheCall", "anticipatedProjectBudget"),
    *("projectDurationInWeeks", "projectTitleAndAcronym"),
}
FIELDS = {
    "BO": COMMON | OFFERED,
    "BR": COMMON | SOUGHT,
    "TO": COMMON | OFFERED,
    "TR": COMMON | SOUGHT,
    "RDR": COMMON | SOUGHT | CALL,
}
OPTIONAL = {"translations"}
AGREEMENTS = {
    **dict.fromkeys(("BO", "BR"), "business"),
    **dict.fromkeys(("TO", "TR"), "technology"),
    "RDR": "research",
}
# Where the values of a field come from in codes.json.
LISTS = {
    "typesAndSizes": "sizes",
    "capabilitiesOffered": "capabilities",
    "capabilitiesSought": "capabilities",
    "marketKeywords": "marketKeywords",
    "technologyKeywords": "technologyKeywords",
    "targetedCountries": "countries",
    "partnerLanguages": "languages",
    "sdgKeywords": "sdgKeywords",
}
MAY_BE_EMPTY = {"capabilitiesOffered", "capabilitiesSought"}
GIVES_THE_FIRM_AWAY = {
    "legal form": (
        r"\b(?:AB|AS|ApS|A/S|Oyj?|OÜ|MTÜ|SIA|UAB|MB|GmbH|Sp\.? z ?o\.? ?o|Ltd|Inc|LLC"
        r"|B\.?V)\b"
    ),
    "web address": r"https?://|www\.|\b\w[\w-]+\.(?:com|eu|org|net|se|ee|lv|lt|fi|pl)\b",
    "e-mail": r"\S@\S",
    "phone": r"\+\d|\b\d{3}[ -]\d{2,3}[ -]\d{2,3}\b(?! (?:EUR|euro))",
    "registry number": r"\b\d{8,}\b",
}
NACE = frozenset(
    line.split(",", 1)[0]
    for line in (MODULE / "data" / "ref" / "nace_rev21.csv").read_text().splitlines()
)
REFERENCE = re.compile(r"SX-(BO|BR|TO|TR|RR)([A-Z]{2})(\d{8})(\d{3})")

Found = Iterator[str]


def check(folder: Path) -> list[str]:
    """Every fault of the labelled leads in a folder, in words."""
    codes = json.loads((folder / "codes.json").read_text())
    leads = read_leads(folder)
    halves = {half: read_labels(folder, half) for half in HALVES}
    return [
        *capability_codes(codes),
        *(fault for lead in leads for fault in one_lead(lead, codes)),
        *all_leads(leads),
        *all_labels({lead["id"]: lead for lead in leads}, halves),
        *seal(folder),
    ]


# -- leads


def capability_codes(codes: dict[str, Any]) -> Found:
    data = (MODULE / "data" / "sme_capability_data.xml").read_text()
    known = set(re.findall(r'id="sme_capability_(\w+)"', data))
    if known != set(codes["capabilities"]):
        odd = sorted(known ^ set(codes["capabilities"]))
        yield f"codes.json: capabilities differ from the module's: {odd}"


def one_lead(lead: Lead, codes: dict[str, Any]) -> Found:
    name = lead.get("id", "?")
    kind = lead.get("profileType", {}).get("code")
    if kind not in codes["profileTypes"]:
        yield f"{name}: unknown profile type {kind}"
        return
    missing = FIELDS[kind] - lead.keys()
    extra = lead.keys() - FIELDS[kind] - OPTIONAL
    if missing or extra:
        yield f"{name}: missing {sorted(missing)}, not expected {sorted(extra)}"
        return
    parts = chain(
        holder_and_reference(lead, codes),
        texts_of(lead),
        listed_values(lead, codes),
        call(lead, codes) if kind == "RDR" else (),
    )
    yield from (f"{name}: {fault}" for fault in parts)


def holder_and_reference(lead: Lead, codes: dict[str, Any]) -> Found:
    holder = lead["holder"]
    if holder.keys() != {"kind", "country", "size"}:
        yield f"holder has {sorted(holder)}"
        return
    for key, values in (
        ("kind", "holderKinds"),
        ("country", "countries"),
        ("size", "sizes"),
    ):
        if holder[key] not in codes[values]:
            yield f"unknown {key} of the holder: {holder[key]}"
    match = REFERENCE.fullmatch(lead["reference"])
    kind = lead["profileType"]["code"].replace("RDR", "RR")
    if not match or match.group(1, 2) != (kind, holder["country"]):
        yield f"reference {lead['reference']} does not fit type and country"
    if holder["country"] in lead["targetedCountries"]:
        yield "the holder's own country is a target"


def texts_of(lead: Lead) -> Found:
    for field, (least, most) in LENGTHS.items():
        if field in lead and not least <= len(lead[field]) <= most:
            yield f"{field} has {len(lead[field])} characters"
    count = len(sentences(lead["description"]))
    if not SENTENCES[0] <= count <= SENTENCES[1]:
        yield f"the description has {count} sentences"
    for what, pattern in GIVES_THE_FIRM_AWAY.items():
        for match in re.finditer(pattern, all_text(lead)):
            yield f"{what} in the text: {match[0]}"


def all_text(lead: Lead) -> str:
    translated = lead.get("translations", [])
    return "\n".join(
        [lead[field] for field in LENGTHS if field in lead]
        + [row[field] for row in translated for field in ("title", "shortSummary")]
    )


def sentences(text: str) -> list[str]:
    """
    >>> sentences("It reads 1.4 million images. Normal ones wait!")
    ['It reads 1.4 million images.', 'Normal ones wait!']
    """
    return re.split(r"(?<=[.!?])\s+", text.strip())


def listed_values(lead: Lead, codes: dict[str, Any]) -> Found:
    agreements = codes["typesOfPartnership"][AGREEMENTS[lead["profileType"]["code"]]]
    allowed = {field: codes[values] for field, values in LISTS.items()}
    allowed |= {"typesOfPartnership": agreements, "nace": NACE}
    for field, known in allowed.items():
        values = lead[field]
        if not values and field not in MAY_BE_EMPTY:
            yield f"{field} is empty"
        if len(values) != len(set(values)) or not set(values) <= set(known):
            yield f"{field} repeats a value or has an unknown one: {values}"
        if field.endswith("Keywords") and len(values) > KEYWORDS_AT_MOST:
            yield f"{field} has more than {KEYWORDS_AT_MOST} values"
    for field, values in (
        ("stageOfDevelopment", "stages"),
        ("iprStatus", "iprStatuses"),
    ):
        if field in lead and lead[field] not in codes[values]:
            yield f"{field} is {lead[field]}"


def call(lead: Lead, codes: dict[str, Any]) -> Found:
    if lead["frameworkProgram"] not in codes["frameworkPrograms"]:
        yield f"unknown programme {lead['frameworkProgram']}"
    interest = date.fromisoformat(lead["deadlineForEoI"])
    if not interest < date.fromisoformat(lead["deadlineOfTheCall"]):
        yield "interest may be expressed after the call has closed"


def all_leads(leads: list[Lead]) -> Found:
    for what in ("id", "reference", "title"):
        yield from repeated(what, [lead[what] for lead in leads])
    long_ones = (
        sentence
        for lead in leads
        for sentence in set(sentences(all_text(lead)))
        if len(sentence) >= LONG_SENTENCE
    )
    yield from repeated("sentence", list(long_ones))
    if len(leads) < LEADS_AT_LEAST:
        yield f"only {len(leads)} leads"
    per_sector = Counter(sector(lead["id"]) for lead in leads)
    if sorted(per_sector) != list(SECTORS):
        yield f"sectors are {sorted(per_sector)}"
    for name, count in per_sector.items():
        if count < LEADS_OF_A_SECTOR_AT_LEAST:
            yield f"only {count} leads in {name}"
    other = sum(lead["language"] != ENGLISH for lead in leads) / len(leads)
    if not OTHER_LANGUAGES[0] <= other <= OTHER_LANGUAGES[1]:
        yield f"{other:.0%} of the leads are not in English"


def repeated(what: str, values: list[str]) -> Found:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{what} more than once: {value}"


# -- labels


def all_labels(leads: dict[str, Lead], halves: dict[str, list[Label]]) -> Found:
    labels = [label for half in halves.values() for label in half]
    unknown = list(unknown_leads(leads, labels))
    yield from unknown
    if unknown:
        return
    yield from repeated("query", [label.query for label in labels])
    for label in labels:
        yield from (f"{label.query}: {fault}" for fault in one_label(label, leads))
    yield from both_ways(labels)
    yield from divided(halves)


def unknown_leads(leads: dict[str, Lead], labels: list[Label]) -> Found:
    for label in labels:
        for lead_id in {label.query, *label.relevant, *label.near_misses} - set(leads):
            yield f"{label.query}: no such lead: {lead_id}"


def one_label(label: Label, leads: dict[str, Lead]) -> Found:
    query = leads[label.query]
    if not label.relevant:
        yield "nothing is relevant"
    if len(set(label.near_misses)) < NEAR_MISSES_AT_LEAST:
        yield f"fewer than {NEAR_MISSES_AT_LEAST} near-misses"
    if both := {label.query, *label.relevant} & set(label.near_misses):
        yield f"relevant and a near-miss: {sorted(both)}"
    if not label.why.endswith("."):
        yield "no sentence says why"
    for lead_id, grade in label.relevant.items():
        other = leads[lead_id]
        if grade not in (1, 2):
            yield f"{lead_id} has grade {grade}"
        if is_offer(query) == is_offer(other):
            yield f"{lead_id}: two offers or two requests"
        if not fits_country(query, other):
            yield f"{lead_id}: one does not look in the other's country"
        if grade == 2 and not fits_size(query, other):
            yield f"{lead_id}: one does not want a partner of the other's size"


def both_ways(labels: list[Label]) -> Found:
    """What fits A and is a query itself names A with the same grade."""
    relevant = {label.query: label.relevant for label in labels}
    for query, answers in relevant.items():
        for other, grade in answers.items():
            if other in relevant and relevant[other].get(query) != grade:
                yield f"{query} and {other} do not name each other with the same grade"


def divided(halves: dict[str, list[Label]]) -> Found:
    for half, labels in halves.items():
        if len(labels) < QUERIES_OF_A_HALF_AT_LEAST:
            yield f"only {len(labels)} queries in the {half} half"
    drawn = draw(chain.from_iterable(halves.values()))
    for half, labels in halves.items():
        for label in labels:
            if drawn[label.query] != half:
                yield f"{label.query} was drawn for the {drawn[label.query]} half"
    for one, other in combinations(halves.values(), 2):
        shared = members(one) & members(other)
        if shared:
            yield f"both halves have answers of one group: {sorted(shared)}"


def members(labels: list[Label]) -> set[str]:
    return {lead for label in labels for lead in (label.query, *label.relevant)}


def seal(folder: Path) -> Found:
    noted, name = (folder / "labels" / "sealed.sha256").read_text().split()
    if hashlib.sha256((folder / "labels" / name).read_bytes()).hexdigest() != noted:
        yield f"{name} is not the file that was sealed"


# -- counts


def report(folder: Path) -> Iterator[str]:
    leads = read_leads(folder)
    yield f"{len(leads)} leads"
    for what, values in {
        "sector": (sector(lead["id"]) for lead in leads),
        "type": (lead["profileType"]["code"] for lead in leads),
        "language": (lead["language"] for lead in leads),
        "country": (lead["holder"]["country"] for lead in leads),
    }.items():
        yield f"  by {what}: {counts(values)}"
    for half in HALVES:
        labels = read_labels(folder, half)
        grades = Counter(chain.from_iterable(row.relevant.values() for row in labels))
        yield (
            f"{half} half: {len(labels)} queries in {len(groups(labels))} groups, "
            f"{grades[2]} answers of grade 2 and {grades[1]} of grade 1, "
            f"{sum(len(row.near_misses) for row in labels)} near-misses"
        )
        yield f"  by sector: {counts(sector(row.query) for row in labels)}"


def counts(values: Iterator[str]) -> str:
    found = Counter(values).most_common()
    return ", ".join(f"{value} {count}" for value, count in found)


def main(folder: Path = HERE) -> int:
    faults = check(folder)
    print("\n".join(faults or report(folder)))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
