"""What people get wrong in our forms: where, what they type, and what is told."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """A form that is sent as it cannot be taken.

    :param name: what is wrong, in words
    :param page: its path, or how that of a mailed link begins; then what the links
        contain that lead on from there
    :param typed: by control; of a choice the words
    :param wrong: the controls that are told to be wrong, beside what stands on top
    :param login: a sample user; empty for the public
    :param press: the button
    """

    name: str
    page: str | tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    login: str = ""
    press: str = "form[method=post] button[type=submit]"


NO, YES = "button[value=no]", "button[value=yes]"
FIRM = "portal.fjallvinge"
PARTNER = "portal.harju"

MISTAKES = (
    Mistake(
        "a first contact that says nothing",
        "/first-contact",
        wrong=(
            "name",
            "country_id",
            "target_country_id",
            "words",
            "person_name",
            "email",
        ),
    ),
    Mistake(
        "a wrong registry number and address",
        "/first-contact",
        {
            "name": "Proovikood OÜ",
            "country_id": "Estonia",
            "registry_number": "12345677",
            "target_country_id": "Latvia",
            "words": "Where do we begin?",
            "person_name": "Liis",
            "email": "liis.example",
        },
        wrong=("registry_number", "email"),
    ),
    Mistake(
        "no address for news", "/news", wrong=("email", "country_id", "purpose_ids")
    ),
    Mistake(
        "an attendee without an address",
        ("/workshops", "/workshops/"),
        {"name": "Liis"},
        wrong=("email", "country_id"),
    ),
    Mistake(
        "a correction that is not told",
        "/privacy/request",
        {"kind": "Correction", "name": "Liis"},
        wrong=("company_id", "email", "words"),
    ),
    Mistake("nothing to add", "/first-contact/continue/", {"text": " "}, ("text",)),
    Mistake(
        "no answer of a host",
        "/guidance/",
        {"text": " ", "name": "Mari"},
        ("text",),
        press=YES,
    ),
    Mistake(
        "no name for an approval",
        "/partner-lead/",
        {"person": " ", "note": "Fine."},
        ("person",),
        press=YES,
    ),
    Mistake(
        "no word of what is to change",
        "/story/",
        {"person": "Liis", "note": " "},
        ("note",),
        press=NO,
    ),
    Mistake(
        "no word of what is different",
        "/outcome/",
        {"person": "Astrid", "note": " "},
        ("note",),
        press=NO,
    ),
    Mistake(
        "a founding year long ago",
        ("/my/firm", "/profile"),
        {"founding_year": "1066", "website": "fjallvinge.example"},
        wrong=("founding_year",),
        login=FIRM,
    ),
    Mistake(
        "an amount that can be read in two ways",
        ("/my/firm", "/profile", "/figures", "/figures/"),
        {"headcount": "7", "turnover": "1,000"},
        wrong=("turnover",),
        login=FIRM,
    ),
    Mistake(
        "a barrier without a name",
        ("/my/firm", "/barriers"),
        {"name": " ", "text": "The bank wants us to come in person."},
        wrong=("name",),
        login=FIRM,
    ),
    Mistake(
        "a question without words",
        "/my/questions/new",
        {"name": " ", "question": "Until when?"},
        wrong=("name",),
        login=FIRM,
    ),
    Mistake(
        "a correction that is not told on the portal",
        "/my/privacy",
        {"kind": "Correction"},
        press="form[action$='/ask'] button",
        login=FIRM,
    ),
    Mistake(
        "a lead sent unfinished",
        ("/my/partner-leads/drafts", "/partner-leads/drafts/"),
        {"title": "We look for a partner that knows hospitals"},
        (
            "advantages",
            "cooperation_type_ids",
            "description",
            "expected_role",
            "holder_kind",
            "language_id",
            "market_keyword_ids",
            "partner_type_ids",
            "sdg_ids",
            "summary",
        ),
        press="button[value=send]",
        login=PARTNER,
    ),
)
