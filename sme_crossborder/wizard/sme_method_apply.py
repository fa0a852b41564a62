from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class SmeMethodApply(models.TransientModel):
    """Apply a method to one journey, or to those of a project, in one act."""

    _name = "sme.method.apply"
    _inherit = ["sme.dialog"]
    _description = "Apply a Method"

    project_id = fields.Many2one("sme.project", readonly=True, ondelete="cascade")
    method_id = fields.Many2one(
        "sme.method",
        domain="[('is_unwritten', '=', False)]",
        ondelete="cascade",
    )
    part_ids = fields.One2many(
        "sme.method.apply.part",
        "apply_id",
        string="What is begun",
        compute="_compute_part_ids",
        store=True,
        readonly=False,
    )
    line_ids = fields.One2many("sme.method.apply.line", "apply_id", string="Journeys")

    @api.model
    def default_get(self, fields):
        """List the journeys the dialog was opened for."""
        values = super().default_get(fields)
        project = self.env["sme.project"].browse(values.get("project_id"))
        if project:
            leads = project._get_own_journeys()
        else:
            leads = self.env["crm.lead"].browse(
                self.env.context.get("default_lead_ids", [])
            )
        values["line_ids"] = [
            Command.create(
                {
                    "lead_id": lead.id,
                    "product_id": lead.firm_id._get_only_product().id,
                }
            )
            for lead in leads._filtered_access("write")
        ]
        return values

    @api.depends("method_id")
    def _compute_part_ids(self):
        for wizard in self:
            method = wizard.method_id
            wizard.part_ids = [Command.clear()] + [
                Command.create(
                    {
                        "fname": fname,
                        "name": method._fields[fname]._description_string(self.env),
                        "with_name": method[fname].display_name,
                    }
                )
                for fname in method._get_begun_parts()
                if method[fname]
            ]

    def action_apply(self):
        """Begin the method on every journey listed, or on none.

        :raises UserError: nothing is chosen, or one journey does not take it
        """
        self.ensure_one()
        if not self.method_id:
            raise UserError(self.env._("Choose the method that is to be applied."))
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "No journey is listed. Add those %(method)s is to be applied to.",
                    method=self.method_id.display_name,
                )
            )
        parts = self.part_ids.filtered("is_begun").mapped("fname")
        for line in self.line_ids:
            self.method_id.apply_to(line.lead_id, parts=parts, product=line.product_id)
        # the project remembers it, where the user keeps the project
        self.project_id._filtered_access("write").method_ids |= self.method_id
        leads = self.line_ids.lead_id
        if leads.ids == self.env.context.get("default_lead_ids"):
            # the journey is on the screen already, and is read again there
            return {"type": "ir.actions.act_window_close"}
        if len(leads) == 1:
            return leads.get_formview_action()
        return self.method_id.action_view_uses()


class SmeMethodApplyPart(models.TransientModel):
    """One part of the method: begun, or left out this time."""

    _name = "sme.method.apply.part"
    _description = "Apply a Method: Part"

    apply_id = fields.Many2one("sme.method.apply", required=True, ondelete="cascade")
    fname = fields.Char(string="Part of the method", required=True, readonly=True)
    name = fields.Char(string="Part", readonly=True)
    with_name = fields.Char(string="With", readonly=True)
    is_begun = fields.Boolean(string="Begin this part", default=True)


class SmeMethodApplyLine(models.TransientModel):
    """A journey the method is applied to."""

    _name = "sme.method.apply.line"
    _description = "Apply a Method: Journey"

    apply_id = fields.Many2one("sme.method.apply", required=True, ondelete="cascade")
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        required=True,
        ondelete="cascade",
        domain="[('firm_id', '!=', False), ('won_status', '=', 'pending')]",
    )
    firm_id = fields.Many2one(related="lead_id.firm_id")
    product_id = fields.Many2one(
        "sme.product",
        string="Product or service",
        domain="[('firm_id', '=', firm_id)]",
        ondelete="cascade",
        help="What studies and adaptations are about.",
    )
