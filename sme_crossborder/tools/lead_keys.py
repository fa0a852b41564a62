"""What a partner lead has as a JSON document: one table of its keys.

The schema is built from it, and documents are written and read by it. Names of keys are
near those of the Enterprise Europe Network's own service.
"""

from __future__ import annotations

from typing import NamedTuple

from .lead_fields import MAX_KEYWORDS, NETWORK_CODES

VERSION = "1.0"

TYPES_BY_CODE = {code: lead_type for lead_type, code in NETWORK_CODES.items()}
HOLDER_KINDS = ("firm", "research", "public", "consortium")
STAGES = ("concept", "development", "lab", "demonstration", "market")
RIGHTS = ("none", "secret", "applied", "granted")
STATUSES = {
    "draft": "DRAFT",
    "review": "UNDER_REVIEW",
    "approval": "CLIENT_VALIDATION_PENDING",
    "published": "PUBLISHED",
    "on_hold": "ON_HOLD",
    "expired": "EXPIRED",
    "closed": "CLOSED",
    "archived": "ARCHIVED",
}
"""State of a lead -> word for it in a document, the network's where it has one."""

NOT_RELEVANT = "not-relevant"
SHORT, LONG = 500, 4000


class Key(NamedTuple):
    """One key of the document: which field of a lead it is, and of what kind."""

    name: str
    field: str
    kind: str
    note: str
    most: int = 0
    other: str = ""  # second field, of kinds that hold two


KEYS: tuple[Key, ...] = (
    Key("title", "title", "text", "What is offered or sought, in one line."),
    Key("shortSummary", "summary", "text", "What everybody reads first."),
    Key("description", "description", "text", "The whole story."),
    Key("advantagesAndInnovation", "advantages", "text", "What is better, and how so."),
    Key(
        "technicalSpecificationOrExpertiseSought",
        "specification",
        "text",
        "What it has to do, or what the partner has to know.",
    ),
    Key("stageOfDevelopment", "development_stage", "stage", "How far it is."),
    Key("iprStatus", "ipr_status", "rights", "Intellectual property rights."),
    Key("iprNotes", "ipr_notes", "text", "Notes on these rights.", most=2000),
    Key("expectedRoleOfThePartner", "expected_role", "text", "What the partner does."),
    Key(
        "typesOfPartnership",
        "cooperation_type_ids",
        "codes",
        "Codes of types of cooperation.",
    ),
    Key(
        "typesAndSizes",
        "partner_type_ids",
        "codes",
        "Codes of types and sizes of the partner.",
    ),
    Key(
        "marketKeywords",
        "market_keyword_ids",
        "codes",
        "Codes of market keywords; the English name where one has no code.",
        most=MAX_KEYWORDS,
    ),
    Key(
        "technologyKeywords",
        "technology_keyword_ids",
        "codes",
        "Codes of technology keywords; the English name where one has no code.",
        most=MAX_KEYWORDS,
    ),
    Key(
        "nace",
        "nace_ids",
        "codes",
        "NACE codes, of revision 2.1; those of revision 2 as 62.01 (2.0).",
    ),
    Key(
        "capabilitiesOffered",
        "capability_offered_ids",
        "codes",
        "Codes of what the holder can do; the English name where one has no code.",
    ),
    Key(
        "capabilitiesSought",
        "capability_sought_ids",
        "codes",
        "Codes of what the partner should be able to do.",
    ),
    Key(
        "sdgKeywords",
        "sdg_ids",
        "goals",
        "Numbers of Sustainable Development Goals, or not-relevant alone.",
        other="sdg_none",
    ),
    Key(
        "targetedCountries",
        "target_country_ids",
        "countries",
        "Where partners are looked for, in two letters; none: everywhere but at home.",
    ),
    Key(
        "targetsOwnCountry",
        "target_home_allowed",
        "flag",
        "Whether the holder's own country may be among them.",
    ),
    Key("partnerLanguages", "partner_language_ids", "codes", "ISO 639-1 codes."),
    Key("anonymous", "is_anonymous", "flag", "Whether the holder is not named."),
    Key("frameworkProgram", "framework_programme", "text", "Of the call.", most=SHORT),
    Key(
        "callTitleAndIdentifier",
        "call_title",
        "pair",
        "Of the call. A text is read as title, comma, identifier.",
        other="call_identifier",
    ),
    Key(
        "coordinatorRequired",
        "coordinator_required",
        "yes_no",
        "Whether a coordinator is sought.",
    ),
    Key("deadlineForEoI", "interest_deadline", "date", "Before the call's deadline."),
    Key("deadlineOfTheCall", "call_deadline", "date", "When the call closes."),
    Key(
        "submissionAndEvaluationScheme",
        "evaluation_scheme",
        "text",
        "In one step or two, and how it is judged.",
        most=LONG,
    ),
    Key(
        "anticipatedProjectBudget",
        "budget",
        "budget",
        "Amount and currency; a number alone is in euros.",
        other="currency_id",
    ),
    Key("projectDurationInWeeks", "duration_weeks", "count", "Whole weeks.", most=1000),
    Key("webLinkToTheCall", "call_url", "url", "Web page of the call."),
    Key(
        "projectTitleAndAcronym",
        "project_title",
        "pair",
        "Of the project planned. A text is read as title (acronym).",
        other="project_acronym",
    ),
)
BY_NAME = {key.name: key for key in KEYS}
PAIRS = {
    "callTitleAndIdentifier": ("title", "identifier"),
    "projectTitleAndAcronym": ("title", "acronym"),
}
