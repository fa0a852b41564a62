from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import lead_json
from ..tools.lead_keys import KEYS, STATUSES


class SmePartnerLeadJson(models.AbstractModel):
    """A lead as a JSON document others can read."""

    _name = "sme.partner.lead.json"
    _inherit = ["sme.partner.lead.codes"]
    _description = "Partner Lead: JSON"

    def action_export_json(self):
        """Download the leads as JSON: one as a document, several as an archive."""
        self._check_export()
        return self._export_address("")

    def action_export_json_full(self):
        """As :meth:`action_export_json`, with the name of the holder."""
        self._check_export()
        return self._export_address("&holder=1")

    def _export_address(self, more):
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/sme_crossborder/partner-leads.json?ids={ids}{more}",
            "target": "download",
        }

    def _check_export(self):
        """See whether the user may take these leads out.

        :raises AccessError: a lead the user cannot read, or several without the right
            to export
        :raises UserError: none is chosen
        """
        if not self:
            raise UserError(self.env._("Choose the leads to export first."))
        self.check_access("read")
        if len(self) > 1 and not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You have no right to export lists. Open one lead and export it, "
                    "or ask a project manager to export several."
                )
            )

    @api.private
    def get_json_document(self, with_holder=False):
        """Return the lead as a document of ``docs/schema/partner-lead-1.0.json``.

        :param bool with_holder: the holder by name too
        """
        self.ensure_one()
        return lead_json.write(
            self._get_json_values(), self._get_json_head(with_holder)
        )

    def _get_json_values(self):
        found = {
            "lead_type": self.lead_type,
            "language_id": self._get_written_code(self.language_id),
        }
        for key in KEYS:
            for fname in filter(None, (key.field, key.other)):
                found[fname] = self._get_json_value(fname)
        return found

    def _get_json_value(self, fname):
        field = self._fields[fname]
        if field.type == "many2many":
            return self._get_written_codes(fname)
        if field.type == "many2one":
            return self[fname] and self._get_written_code(self[fname])
        return self[fname]

    def _get_json_head(self, with_holder):
        holder = {"kind": self.holder_kind, "country": self.country_id.code or None}
        if with_holder:
            holder["name"] = self.holder_name or None

        def day(value):
            return fields.Date.to_string(value) or None

        return {
            "reference": self.reference,
            "networkReference": self.network_reference or None,
            "profileStatus": {"name": STATUSES[self.state]},
            "publicationDate": day(self.date_published),
            "expirationDate": day(self.date_expiry),
            "holder": holder,
            "translations": [
                {
                    "language": self._get_written_code(line.language_id),
                    "title": line.title,
                    "shortSummary": line.summary or None,
                    "state": line.state,
                }
                for line in self.translation_ids.sorted("language_id")
            ],
        }
