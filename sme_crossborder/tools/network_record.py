"""Profiles of the network as its older service gave them in XML, as profiles of today.

The blocks are those a regional portal read until 2021: company, contact, content,
cooperation, datum, dissemination, keyword, partnerships, program, reference. Persons
of the contact block are not taken over. Files come from elsewhere: a document type is
refused, and with it every entity; nothing is fetched, and what is too deep is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from .errors import RuleError
from .network_profile import Profile, Remark, read

# key of a profile of today -> where it stands in a record, as block/part
_FIELDS = {
    "reference": "reference/external",
    "title": "content/title",
    "shortSummary": "content/summary",
    "description": "content/description",
    "advantagesAndInnovation": "cooperation/plusvalue",
    "stageOfDevelopment": "cooperation/stagedev/stage",
    "iprStatus": "cooperation/ipr/status",
    "iprNotes": "cooperation/ipr/comment",
    "publicationDate": "datum/submit",
    "expirationDate": "datum/deadline",
}
# parts of one text of today
_ROLE = ("cooperation/partner/sought", "cooperation/partner/area")
_ROLE_LAST = "cooperation/partner/task"
# lists of key and label
_LISTS = {
    "marketKeywords": ("keyword/markets", "market"),
    "technologyKeywords": ("keyword/technologies", "technology"),
    "nace": ("keyword/naces", "nace"),
    "typesOfPartnership": ("partnerships", "partnership"),
    "targetedCountries": ("dissemination/preferred", "country"),
}
# what a lead has no field for, and no person in it
_REMARKS = (
    *("reference/internal", "datum/update", "cooperation/stagedev/comment"),
    *("cooperation/exploitation", "company/kind", "company/since"),
    *("company/turnover", "company/experience", "company/transnational"),
    *("company/languages", "company/certifications", "company/country"),
    *("contact/organization", "contact/consortium", "program"),
    "dissemination/export",
)


class InvalidXml(RuleError):
    """The bytes are not XML as it is read here.

    Codes: ``document_type``, ``xml`` (line), ``no_profile``.
    """


def parse(content: bytes) -> Iterator[tuple[str, Profile]]:
    """Return (path, profile) of what is in a file.

    >>> [(path, profile)] = parse(b'''<GetProfiles><profile>
    ...   <reference><external>BOSE20170301001</external><type>Bo</type></reference>
    ...   <content><title>Robot</title><summary>Picks</summary></content>
    ...   <cooperation><partner><task>Sells</task></partner></cooperation>
    ...   <keyword><technologies><technology><key>001</key><label>AI</label>
    ...   </technology></technologies></keyword>
    ...   <contact><fullname>Anna Berg</fullname></contact></profile></GetProfiles>''')
    >>> document = profile.document
    >>> document["profileType"], document["expectedRoleOfThePartner"], profile.lists
    ({'code': 'BO'}, 'Sells', {'technologyKeywords': [['001', 'AI']]})
    >>> path, profile.remarks, profile.faults
    ('/GetProfiles/profile[1]', [], [])

    Paths name elements as they stand.

    >>> [fault.path for fault in next(parse(b"<a><profile/></a>"))[1].faults]
    ['/a/profile[1]/reference', '/a/profile[1]/profileType/code']

    :raises InvalidXml: saying what is wrong with the file
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidXml("xml", line=getattr(error, "lineno", None) or 1) from error
    if root.getroottree().docinfo.doctype:
        raise InvalidXml("document_type")
    records = _find_records(root)
    if (first := next(records, None)) is None:
        raise InvalidXml("no_profile")
    return (
        (path, _read_record(element, path)) for path, element in chain([first], records)
    )


def _find_records(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield (path, element) of profiles, whatever envelope they came in."""
    number = 0
    for element in root.iter():
        if _name(element) == "profile":
            number += 1
            parent = element.getparent()
            where = "" if parent is None else f"/{_name(parent)}"
            yield f"{where}/profile[{number}]", element


def _read_record(element: Any, path: str) -> Profile:
    item: dict[str, Any] = {
        "profileType": {"code": _text(element, "reference/type")},
        **{name: _text(element, where) for name, where in _FIELDS.items()},
        **{name: _list(element, *where) for name, where in _LISTS.items()},
    }
    role = [_text(element, where) for where in (*_ROLE, _ROLE_LAST)]
    item["expectedRoleOfThePartner"] = "\n\n".join(filter(None, role))
    profile = read(item)
    remarks = [
        Remark(where, text)
        for where in _REMARKS
        if (text := _all_text(_find(element, where)))
    ]
    return profile._replace(
        remarks=profile.remarks + remarks,
        faults=[
            fault._replace(path=path + fault.path.removeprefix("$").replace(".", "/"))
            for fault in profile.faults
        ],
    )


# ----------------------------------------------------------------------
# Elements by their local names, in any name space
# ----------------------------------------------------------------------


def _name(element: Any) -> str:
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _find(element: Any, where: str) -> Any:
    for part in where.split("/"):
        element = next((child for child in element if _name(child) == part), None)
        if element is None:
            return None
    return element


def _text(element: Any, where: str) -> str:
    found = _find(element, where)
    return "" if found is None else (found.text or "").strip()


def _all_text(element: Any) -> str:
    if element is None:
        return ""
    return " ".join(" ".join(element.itertext()).split())


def _list(element: Any, where: str, name: str) -> list[Any]:
    """Return entries of key and label, or of text alone."""
    parent = _find(element, where)
    if parent is None:
        return []
    found: list[Any] = []
    for child in parent:
        if _name(child) != name:
            continue
        entry = {part: _text(child, part) for part in ("key", "label")}
        found.append(entry if any(entry.values()) else (child.text or "").strip())
    return found
