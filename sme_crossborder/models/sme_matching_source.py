from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

from ..tools.lead_fields import OFFERS, TYPES
from .sme_partner_lead_shown import LISTED

REQUESTS = frozenset(TYPES) - OFFERS
# types and sizes of partner (by code) that a holder of a kind can be
FIRM_TYPES = ("sme_10", "sme_49", "sme_249", "large")
HOLDER_TYPES = {
    "firm": FIRM_TYPES,
    "research": ("research", "university"),
    "public": ("other",),
    "consortium": (*FIRM_TYPES, "research", "university", "other"),
}
# the most people of a firm of each type
SIZES = ((10, "sme_10"), (49, "sme_49"), (249, "sme_249"))


class Source(NamedTuple):
    """What something to be matched says, as ids; empty lists say nothing."""

    is_offer: bool
    lead_types: tuple  # of what may answer it
    own_lead_ids: list  # its own leads, which never answer it
    own_firm_id: int  # the firm it is for, where the user may know
    partner_id: int  # the organisation it belongs to
    barred_ids: list  # organisations it is never shown to
    country_id: int
    target_ids: list  # countries it looks at; none: all but its own
    offered_ids: list
    sought_ids: list
    market_ids: list
    technology_ids: list
    cooperation_ids: list
    language_ids: list
    type_ids: list  # types of partner it is one of
    wanted_types: tuple  # codes of the types of partner it looks for
    holder_kinds: tuple  # kinds of holder these are; none: any
    divisions: tuple  # codes of the activities
    texts: tuple


class SmeMatchingSource(models.AbstractModel):
    """Reads from a lead or a firm what the other side is compared with.

    Of one's own lead all that its teaser says, published or not, and the size of the
    firm, which the teaser leaves out. Of leads of others nothing but the teaser.
    """

    _name = "sme.matching.source"
    _description = "Matching: What Is Compared"

    @api.model
    def _source_of_lead(self, lead):
        """Return what answers to an own lead are compared with.

        :raises AccessError: the lead is not of the user's own organisations
        """
        self._check_own(lead)
        others = REQUESTS if lead.lead_type in OFFERS else OFFERS
        siblings = lead.firm_id.partner_lead_ids | lead if lead.firm_id else lead
        return Source(
            is_offer=lead.lead_type in OFFERS,
            lead_types=tuple(sorted(others)),
            own_firm_id=lead.firm_id.id,
            own_lead_ids=siblings.ids,
            partner_id=self._get_partner_id(lead),
            barred_ids=lead.excluded_partner_ids.ids,
            country_id=lead.country_id.id,
            type_ids=self._types_of_holder(lead.holder_kind, lead.firm_id),
            divisions=(),
            **self._traits(lead),
            texts=(
                lead.title,
                lead.summary,
                *lead.translation_ids.mapped("title"),
                *lead.translation_ids.mapped("summary"),
            ),
        )

    @api.model
    def _source_of_firm(self, firm):
        """Return what leads are compared with for an own firm: its file, its leads.

        :raises AccessError: the file is not of the user's own organisations
        """
        self._check_own(firm)
        leads = firm.partner_lead_ids
        return Source(
            is_offer=False,
            lead_types=TYPES,
            own_firm_id=firm.id,
            own_lead_ids=leads.ids,
            partner_id=self._get_partner_id(firm),
            barred_ids=leads.excluded_partner_ids.ids,
            country_id=firm.country_id.id,
            target_ids=firm.market_wanted_ids.ids,
            offered_ids=firm.capability_offered_ids.ids,
            sought_ids=firm.capability_sought_ids.ids,
            market_ids=leads.market_keyword_ids.ids,
            technology_ids=leads.technology_keyword_ids.ids,
            cooperation_ids=leads.cooperation_type_ids.ids,
            language_ids=firm.language_ids.ids,
            type_ids=self._types_of_holder("firm", firm),
            wanted_types=(),
            holder_kinds=(),
            divisions=self._divisions(firm.nace_id),
            texts=(
                html2plaintext(firm.description or ""),
                *firm.product_ids.mapped("name"),
                *leads.mapped("title"),
                *leads.mapped("summary"),
            ),
        )

    @api.model
    def _source_of_teaser(self, teaser):
        """Return what own firms are compared with for a published lead.

        :raises AccessError: the user may not read the teaser
        """
        teaser.check_access("read")
        # sudo: whose lead it is and whom it is never shown to; neither is said
        lead_sudo = teaser.sudo().lead_id
        return Source(
            is_offer=teaser.lead_type in OFFERS,
            lead_types=(),
            own_lead_ids=[],
            own_firm_id=lead_sudo.firm_id.id,
            partner_id=teaser.partner_id.id,
            barred_ids=lead_sudo.exclusion_ids.partner_id.ids,
            country_id=teaser.country_id.id,
            type_ids=[],
            divisions=self._divisions(teaser.nace_ids),
            **self._traits(teaser),
            texts=(
                teaser.title,
                teaser.summary,
                *(text.get("title") for text in teaser.translations or []),
                *(text.get("summary") for text in teaser.translations or []),
            ),
        )

    @api.model
    def _divisions(self, activities):
        return tuple(
            sorted({row.code[:2] for row in activities if row.code[:2].isdigit()})
        )

    @api.model
    def _get_partner_id(self, record):
        # sudo: the contact of an organisation, to look it up in lists of exclusion
        return record.company_id.sudo().partner_id.id

    @api.model
    def _check_own(self, record):
        """What answers a record is its owner's to look for, whoever reads it too."""
        record.check_access("read")
        if record.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "%(record)s belongs to another organisation, which looks for what "
                    "fits it. Look for own firms that fit instead.",
                    record=record.display_name,
                )
            )

    @api.model
    def _traits(self, record):
        """Return what a lead and a teaser say under the same names."""
        # what was archived since still says what it said
        record = record.with_context(active_test=False)
        wanted = set(filter(None, record.partner_type_ids.mapped("code")))
        ids = {name: record[name].ids for name in LISTED}
        return {
            "target_ids": ids["target_country_ids"],
            "offered_ids": ids["capability_offered_ids"],
            "sought_ids": ids["capability_sought_ids"],
            "market_ids": ids["market_keyword_ids"],
            "technology_ids": ids["technology_keyword_ids"],
            "cooperation_ids": ids["cooperation_type_ids"],
            "language_ids": ids["partner_language_ids"],
            "wanted_types": tuple(sorted(wanted)),
            "holder_kinds": tuple(
                kind for kind, codes in HOLDER_TYPES.items() if wanted & set(codes)
            ),
        }

    @api.model
    def _types_of_holder(self, kind, firm):
        """Return the ids of the types of partner that a holder is one of."""
        codes = HOLDER_TYPES[kind]
        heads = (firm.group_heads or firm.headcount_heads) if kind == "firm" else 0
        if heads:
            codes = [code for most, code in SIZES if heads <= most][:1] or ["large"]
        found = self.env["sme.partner.type"].with_context(active_test=False)
        return found.search([("code", "in", codes)]).ids
