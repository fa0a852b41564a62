from odoo import api, models

from ..tools import portal_form
from ..tools.lead_fields import FAMILIES, RESEARCH_REQUEST
from .sme_firm_search import COUNTRIES

HOLDER_KINDS = ("firm", "research", "public", "consortium")
# the lists the form chooses from, and by which fields of the form
CHOSEN_FROM = {
    "language_id": "sme.language",
    "firm_country_id": "res.country",
    "sdg_ids": "sme.sdg",
    "cooperation_type_ids": "sme.cooperation.type",
    "partner_type_ids": "sme.partner.type",
    "market_keyword_ids": "sme.keyword",
    "technology_keyword_ids": "sme.keyword",
    "capability_offered_ids": "sme.capability",
    "capability_sought_ids": "sme.capability",
    "target_country_ids": "res.country",
    "partner_language_ids": "sme.language",
}


class SmePortalDraftChoices(models.AbstractModel):
    """What the form of a draft offers to choose from."""

    _name = "sme.portal.draft.choices"
    _description = "Portal Draft: Choices"

    def _get_options(self, name, lead_type):
        """Return ``[(value, label)]`` of what a field offers."""
        if name in CHOSEN_FROM:
            return [
                (record.id, record.display_name)
                for record in self._find_options(name, lead_type)
            ]
        if self._get_kind(name) != "choice":
            return []
        labels = dict(self._labels_of_lead(name))
        if name == "holder_kind":
            kinds = HOLDER_KINDS if lead_type == RESEARCH_REQUEST else HOLDER_KINDS[:3]
            labels = {kind: labels[kind] for kind in kinds}
            own = self.env._(
                "%(organisation)s, as a research organisation",
                organisation=self.partner_id.name,
            )
            public = self.env._(
                "%(organisation)s, as a public organisation",
                organisation=self.partner_id.name,
            )
            labels |= {
                "firm": self.env._("A firm, named below"),
                "research": own,
                "public": public,
            }
        return list(labels.items())

    @api.model
    def _find_first(self, name):
        """Return the ids of what most choose from a list: countries around here."""
        if name != "target_country_ids":
            return set()
        # sudo: which countries have a code
        countries_sudo = self.env["res.country"].sudo()
        return set(countries_sudo.search([("code", "in", COUNTRIES)]).ids)

    def _find_options(self, name, lead_type):
        """Return the entries of a short list a lead may choose from, as superuser."""
        # sudo: short lists, the same for everybody
        records_sudo = self.env[CHOSEN_FROM[name]].sudo()
        if name == "firm_country_id":
            return records_sudo.search([("code", "!=", False)])
        if name == "target_country_ids":
            # partners of the own country are a member organisation's to allow
            home = self._get_home()
            return records_sudo.search([("code", "!=", False)]) - home
        domain = [("active", "=", True)]
        if name == "cooperation_type_ids":
            domain.append((f"for_{FAMILIES[lead_type]}", "=", True))
        if name in portal_form.KEYWORDS:
            domain.append(("kind", "=", name.partition("_")[0]))
        return records_sudo.search(domain)

    def _is_offered(self, name, value):
        """Whether a value can be chosen; what is typed freely always can."""
        if not value:
            return True
        if name == "holder_kind" and self._get_identity().kind == "firm":
            return value == "firm"
        if name not in CHOSEN_FROM and self._get_kind(name) != "choice":
            return True
        offered = {key for key, _label in self._get_options(name, self.lead_type)}
        return offered.issuperset(value if isinstance(value, list) else [value])
