from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.identifiers import InvalidIdentifier, parse_registry_number

MASK = "•"  # what stands for the digits of a person's number
LENGTHS = {"firm_name": 200, "firm_number": 80}


class SmePortalDraftFirm(models.AbstractModel):
    """The firm an organisation writes a lead for, as it is named on the form."""

    _name = "sme.portal.draft.firm"
    _description = "Portal Draft: For a Firm"

    # ------------------------------------------------------------------
    # Firms that follow what is published for them
    # ------------------------------------------------------------------

    @api.model
    def _list_held(self):
        """Return what a firm follows of leads its organisation wrote for it.

        From the day it is asked to agree; what it wrote itself is among its drafts.

        :returns: list of dicts of texts
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        # sudo: leads held by the firms the user speaks for, and no other
        leads_sudo = self.env["sme.partner.lead"].sudo()
        leads_sudo = leads_sudo.search(
            Domain("firm_id", "in", mine_sudo.firm_id.ids)
            & Domain("state", "not in", ("draft", "review"))
        )
        leads_sudo -= self.env["sme.portal.draft"]._find_mine().lead_id
        by_lead = self.env["sme.portal.firm.lead"]._count_interested(leads_sudo)
        return [
            {
                "title": lead.title,
                "reference": lead.reference,
                "firm": lead.firm_id.name,
                "standing": self._say_lead(lead, lead.company_id.name),
                "interested": by_lead.get(lead, 0),
            }
            for lead in leads_sudo
        ]

    def _is_for_firm(self):
        """Whether an organisation writes it for a firm it names."""
        return (self.typed or {}).get("holder_kind") == "firm" and (
            self._get_identity().kind == "organisation"
        )

    def _get_home(self):
        """Return the country of whom it is for."""
        # sudo: which country was chosen
        countries_sudo = self.env["res.country"].sudo()
        if self._is_for_firm():
            chosen = self.typed.get("firm_country_id") or []
            countries_sudo = countries_sudo.browse(chosen).exists()
        return countries_sudo or self.partner_id.country_id

    def _prepare_firm(self):
        """Return the firm it is for, as its name and number were typed.

        :raises UserError: the number is none
        """
        typed = self.typed or {}
        interests = self.env["sme.partner.lead.interest"]
        return interests._prepare_named_firm(
            typed.get("firm_name"), typed.get("firm_number"), self._get_home()
        )

    def _find_firm_problems(self):
        """Return ``{field: text}`` of what is missing or wrong with a named firm."""
        if not self._is_for_firm():
            return {}
        typed = self.typed
        if not typed.get("firm_name"):
            return {"firm_name": self._say_problem("firm_name", "missing")}
        long = self._find_long_firm(typed)
        if not self._get_home():
            long["firm_country_id"] = self._say_problem("firm_country_id", "missing")
        if long:
            return long
        if MASK in (typed.get("firm_number") or ""):
            return {
                "firm_number": self.env._(
                    "It is the number of a person, which is not kept here. Leave it "
                    "empty."
                )
            }
        try:
            self._prepare_firm()
        except UserError as error:
            return {"firm_number": str(error)}
        return {}

    def _find_long_firm(self, typed):
        """Return ``{field: text}`` of what is too long of a named firm."""
        if not self._is_for_firm():
            return {}
        return {
            name: self._say_long(typed[name], most)
            for name, most in LENGTHS.items()
            if len(typed.get(name) or "") > most
        }

    @api.model
    def _mask_number(self, typed, country):
        """Return what is kept of a registry number: none of a person.

        :param dict typed: of the form
        :param country: `res.country` of the firm
        """
        try:
            number = parse_registry_number(
                country.code or "", typed.get("firm_number") or ""
            )
        except InvalidIdentifier:
            return typed
        if not number.is_personal:
            return typed
        return {**typed, "firm_number": number.masked}
