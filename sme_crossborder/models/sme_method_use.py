from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeMethodUse(models.Model):
    """A method applied to a journey: what results are compared by."""

    _name = "sme.method.use"
    _description = "Method Applied to a Journey"
    _inherit = ["sme.boundary"]
    _order = "date desc, id desc"
    _rec_name = "method_id"

    method_id = fields.Many2one(
        "sme.method", required=True, readonly=True, index=True, ondelete="restrict"
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="lead_id.company_id", store=True, index=True, precompute=True
    )
    date = fields.Date(
        string="Applied on",
        required=True,
        readonly=True,
        default=fields.Date.context_today,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Applied by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _once = models.UniqueIndex(
        "(method_id, lead_id)", "This method has been applied to the journey already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Apply each method once, to a journey of the user's own organisation.

        :raises UserError: the method is still to be written, it was applied before, or
            the journey is of somebody else
        """
        Lead, Method = self.env["crm.lead"], self.env["sme.method"]
        for vals in vals_list:
            Method.browse(vals["method_id"])._refuse_applying()
            self._refuse_journey(Lead.browse(vals["lead_id"]))
        rows = self._read_group(
            [("lead_id", "in", [vals["lead_id"] for vals in vals_list])],
            ["method_id", "lead_id"],
        )
        taken = {(method.id, lead.id) for method, lead in rows}
        for vals in vals_list:
            key = vals["method_id"], vals["lead_id"]
            if key in taken:
                raise UserError(
                    self.env._(
                        "%(method)s has been applied to %(journey)s already.",
                        method=Method.browse(key[0]).display_name,
                        journey=Lead.browse(key[1]).name,
                    )
                )
            taken.add(key)
        return super().create(vals_list)

    def _refuse_journey(self, lead):
        lead.check_access("write")
        if not lead.firm_id or not (lead.is_own or self.env.su):
            raise UserError(
                self.env._(
                    "%(journey)s is not a journey of your own organisation. Whose it "
                    "is chooses the method.",
                    journey=lead.name,
                )
            )
        if not lead.active or lead.won_status != "pending":
            raise UserError(
                self.env._(
                    "%(journey)s has ended, so no method is applied to it any more.",
                    journey=lead.name,
                )
            )
