from odoo import Command, api, fields, models


class SmePartnerLeadLetPass(models.TransientModel):
    """Asks a coordinator which findings are right as they are, and why."""

    _name = "sme.partner.lead.let.pass"
    _inherit = ["sme.dialog"]
    _description = "Findings Let Pass"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.One2many(
        "sme.partner.lead.let.pass.line",
        "dialog_id",
        string="Findings",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    reason = fields.Char(required=True)

    @api.depends("lead_id")
    def _compute_line_ids(self):
        for dialog in self:
            dialog.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "code": finding.code,
                            "field_name": finding.field,
                            "quote": finding.key[2],
                            "part": finding.part,
                            "finding": dialog.lead_id._sentence(finding),
                        }
                    )
                    for finding in dialog.lead_id._get_overrulable()
                ),
            ]

    def action_apply(self):
        """Let the chosen findings pass."""
        self.ensure_one()
        chosen = self.line_ids.filtered("chosen")
        self.lead_id.overrule(
            [
                (line.code, line.field_name, line.quote or "", line.part or "")
                for line in chosen
            ],
            self.reason,
        )
        return {"type": "ir.actions.act_window_close"}


class SmePartnerLeadLetPassLine(models.TransientModel):
    _name = "sme.partner.lead.let.pass.line"
    _description = "Finding to Let Pass"

    dialog_id = fields.Many2one(
        "sme.partner.lead.let.pass", required=True, ondelete="cascade"
    )
    chosen = fields.Boolean(string="Right as it is")
    finding = fields.Char(readonly=True)
    code = fields.Char()
    field_name = fields.Char()
    quote = fields.Char()
    part = fields.Char()
