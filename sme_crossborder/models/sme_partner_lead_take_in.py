from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import lead_json
from ..tools.json_schema import Fault
from ..tools.lead_fields import FAMILIES
from ..tools.lead_file import Outcome
from ..tools.lead_keys import TYPES_BY_CODE
from ..tools.strict_json import step

MOST_FOUND = 2  # enough to see that there are several


class SmePartnerLeadTakeIn(models.AbstractModel):
    """A lead comes in from a document or from a profile of the network.

    It comes in as a draft of the user's organisation and under the user's rights. The
    same document again finds its lead by reference; states and days of the life cycle
    are never read.
    """

    _name = "sme.partner.lead.take.in"
    _inherit = ["sme.partner.lead.profile"]
    _description = "Partner Lead: Import"

    source_reference = fields.Char(
        string="Reference where it comes from",
        copy=False,
        help="The reference in the document the lead was imported from. The same "
        "document again finds the lead by it.",
    )

    _source_reference_uniq = models.UniqueIndex(
        "(company_id, source_reference) WHERE source_reference IS NOT NULL",
        "The document with this reference was imported already.",
    )

    @api.model
    def _take_in(self, entry, company, holder, default_holder, words):
        """Import one lead; callers keep it apart by a savepoint.

        :param entry: :class:`~.tools.lead_file.Entry`
        :param company: `res.company` that keeps a lead whose holder has none
        :param holder: `sme.firm` or `res.partner` chosen for this lead, may be empty
        :param default_holder: firm for leads whose holder is not known
        :param dict words: codes of lists, filled as they are needed
        :returns: :class:`Outcome`
        :raises UserError: the lead cannot be written as it is, with the reason
        """
        none = self.browse()
        if entry.faults:
            return Outcome("refused", none, self._say_faults(entry.faults))
        lead = self._find_taken_in(entry, company)
        if entry.profile:
            return self._take_in_profile(
                lead, entry, company, holder or default_holder, words
            )
        document = entry.document
        faults = self._find_code_faults(document, entry.path, words)
        if lead:
            faults += lead._find_holder_faults(document, entry.path)
            holder = lead._get_holder()
        else:
            holder = holder or self._find_holder(document) or default_holder
        faults += self._find_home_faults(lead, document, entry.path, holder)
        where = step(entry.path, "networkReference")
        faults += lead._find_network_faults(document.get("networkReference"), where)
        if faults:
            return Outcome("refused", lead, self._say_faults(faults))
        if lead:
            return lead._take_in_changes(document, words)
        if not holder:
            return Outcome("holder", none, self._say_no_holder(document))
        source = {"source_reference": document["reference"]}
        lead = self._create_taken_in(document, company, holder, words, source)
        return Outcome("new", lead)

    @api.model
    def _try_take_in(self, *args):
        """As :meth:`_take_in`, with what Odoo refuses as an outcome too.

        Whoever loses against another transaction is tried again by Odoo, as always.
        """
        try:
            with self.env.cr.savepoint():
                return self._take_in(*args)
        except UserError as error:
            place = args[0].path
            return Outcome("refused", self.browse(), f"{place}: {error}")

    # ------------------------------------------------------------------
    # Which lead it is
    # ------------------------------------------------------------------

    @api.model
    def _find_taken_in(self, entry, company):
        """Return the own lead a document or profile is about; others' are not seen."""
        own = Domain("company_id", "in", self.env.companies.ids)
        leads = self.with_context(active_test=False)
        if entry.profile:
            known = Domain("network_reference", "=", entry.profile.reference)
            return leads.search(own & known, limit=1).with_env(self.env)
        code = entry.document["reference"]
        found = leads.search(own & Domain("reference", "=", code), limit=1)
        if not found:
            found = leads.search(
                own & Domain("source_reference", "=", code), limit=MOST_FOUND
            )
            if len(found) > 1:  # of two organisations the user works in
                found = found.filtered(lambda lead: lead.company_id == company)
        return found.with_env(self.env)

    @api.model
    def _find_holder(self, document):
        """Return the own firm, or the organisation, a document names."""
        said = document.get("holder") or {}
        name = lead_json.clean_text(said.get("name"))
        is_firm = said.get("kind", "firm") == "firm"
        Holder = self.env["sme.firm" if is_firm else "res.partner"]
        if not name:
            return Holder
        domain = Domain("name", "=", name)
        if is_firm:
            domain &= Domain("company_id", "in", self.env.companies.ids)
        else:
            domain &= Domain("is_company", "=", True)
        if said.get("country"):
            domain &= Domain("country_id.code", "=", said["country"])
        found = Holder.search(domain, limit=MOST_FOUND)
        return found if len(found) == 1 else Holder

    @api.model
    def _say_no_holder(self, document):
        name = (document.get("holder") or {}).get("name")
        if not name:
            return self.env._("Say on whose behalf it is: choose the firm.")
        return self.env._(
            "None of your files, or more than one, is called %(name)s: choose the "
            "firm.",
            name=name,
        )

    # ------------------------------------------------------------------
    # What is wrong with it
    # ------------------------------------------------------------------

    @api.model
    def _find_code_faults(self, document, path, words):
        """Return faults of codes no list has, or the type does not allow."""
        found = []
        for where, fname, code in lead_json.code_paths(document, path):
            entry_id = self._find_code(words, fname, code)
            if entry_id is None:
                kind = {
                    "language_id": "unknown_language",
                    "partner_language_ids": "unknown_language",
                    "target_country_ids": "unknown_country",
                    "currency_id": "unknown_currency",
                }.get(fname, "unknown_code")
                found.append(Fault(where, kind, {"value": code}))
            elif not self._is_fit(fname, entry_id, document):
                kind = document["profileType"]["code"]
                found.append(
                    Fault(where, "unfit_cooperation", {"value": code, "type": kind})
                )
        return found

    @api.model
    def _is_fit(self, fname, entry_id, document):
        if fname != "cooperation_type_ids":
            return True
        lead_type = TYPES_BY_CODE[document["profileType"]["code"]]
        return self.env["sme.cooperation.type"].browse(entry_id)[
            f"for_{FAMILIES[lead_type]}"
        ]

    def _find_holder_faults(self, document, path):
        """A document of another holder is no newer one of this lead."""
        said = document.get("holder") or {}
        name = lead_json.clean_text(said.get("name"))
        where = step(path, "holder")
        if said and said["kind"] != self.holder_kind:
            where = step(where, "kind")
        elif name and name.casefold() != (self.holder_name or "").casefold():
            where = step(where, "name")
        else:
            return []
        return [Fault(where, "other_holder", {"value": self.holder_name})]

    @api.model
    def _find_home_faults(self, lead, document, path, holder):
        allowed = document.get("targetsOwnCountry", lead.target_home_allowed)
        countries = document.get("targetedCountries") or []
        home = holder.country_id.code
        if allowed or home not in countries:
            return []
        where = step(step(path, "targetedCountries"), countries.index(home))
        return [Fault(where, "home_country", {"value": home})]
