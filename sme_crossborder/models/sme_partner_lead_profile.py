from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools import lead_json, network_profile
from ..tools.json_schema import Fault
from ..tools.lead_file import Outcome
from ..tools.lead_keys import BY_NAME
from ..tools.strict_json import step


class SmePartnerLeadProfile(models.AbstractModel):
    """A profile of the network becomes a lead, with a note of what has no field."""

    _name = "sme.partner.lead.profile"
    _inherit = ["sme.partner.lead.document", "sme.partner.lead.fault"]
    _description = "Partner Lead: Profiles of the Network"

    @api.model
    def _take_in_profile(self, lead, entry, company, holder, words):
        """Import a profile once; a lead that is there already is left as it is."""
        profile = entry.profile
        if lead:
            return Outcome("unchanged", lead)
        document, remarks = self._settle_profile(profile, holder, words)
        where = step(entry.path, "reference")
        faults = lead_json.faults(document, entry.path) + lead._find_network_faults(
            profile.reference, where
        )
        if faults:
            return Outcome("refused", lead, self._say_faults(faults))
        said = self._say_remarks(remarks)
        if not holder:
            return Outcome("holder", lead, self._say_no_holder(document), said)
        lead = self._create_taken_in(document, company, holder, words, {})
        lead._note_remarks(profile.reference, remarks)
        return Outcome("new", lead, remarks=said)

    def _find_network_faults(self, code, path):
        """Whether the network's reference stands on another lead already."""
        try:
            self._refuse_known_network_reference([code], besides=self)
        except ValidationError as error:
            return [Fault(path, "said", {"value": str(error)})]
        return []

    @api.model
    def _settle_profile(self, profile, holder, words):
        """Return the document of a profile, and what our lists do not have."""
        document = profile.document

        def find(fname, said):
            for word in said:
                entry_id = self._find_code(words, fname, word)
                if entry_id and self._is_fit(fname, entry_id, document):
                    entry = self.env[self._fields[fname].comodel_name].browse(entry_id)
                    return self._get_written_code(entry)
            return None

        return network_profile.settle(profile, find, holder.country_id.code)

    @api.model
    def _say_remarks(self, remarks):
        return "; ".join(
            f"{self._get_remark_label(remark.name)}: {remark.text}"
            for remark in remarks
        )

    def _note_remarks(self, reference, remarks):
        """Keep with the lead what it has no field for."""
        if not remarks:
            return
        lines = Markup().join(
            Markup("<li>%s: %s</li>")
            % (self._get_remark_label(remark.name), remark.text)
            for remark in remarks
        )
        heading = self.env._(
            "In the profile %(reference)s of the network, and not in a field here:",
            reference=reference,
        )
        self._note(Markup("<p>%s</p><ul>%s</ul>") % (heading, lines))

    @api.model
    def _get_remark_label(self, name):
        """Return the words for a field of a profile, ours or the network's."""
        if key := BY_NAME.get(name):
            return self._fields[key.field]._description_string(self.env)
        known = {
            "profileStatus": self.env._("State in the network"),
            "publicationDate": self.env._("Published there"),
            "expirationDate": self.env._("Until"),
            "publicURL": self.env._("Web page there"),
            "partnerOrganisationCountry": self.env._("Country of its author"),
            "openForEOI": self.env._("Open for interest"),
            "sectorGroupsInvolved": self.env._("Sector groups"),
            "videoPitch": self.env._("Video"),
            "attachments": self.env._("Attachments"),
            "reference/internal": self.env._("Internal code"),
            "datum/update": self.env._("Last changed there"),
            "cooperation/stagedev/comment": self.env._("On the stage of development"),
            "cooperation/exploitation": self.env._("Exploitation"),
            "company/kind": self.env._("Kind of firm"),
            "company/since": self.env._("Firm since"),
            "company/turnover": self.env._("Turnover of the firm"),
            "company/experience": self.env._("Experience of the firm"),
            "company/transnational": self.env._("Works across borders"),
            "company/languages": self.env._("Languages of the firm"),
            "company/certifications": self.env._("Certificates of the firm"),
            "company/country": self.env._("Country of the firm"),
            "contact/organization": self.env._("Author"),
            "contact/consortium": self.env._("Consortium of the author"),
            "program": self.env._("Programme"),
            "dissemination/export": self.env._("May be exported"),
        }
        return known.get(name, name)
