from odoo import fields, models
from odoo.exceptions import UserError

from .dialogs import entitle


class SmeControlSampleLine(models.Model):
    """A receipt that was drawn; in words too, should it be counted anew."""

    _name = "sme.control.sample.line"
    _description = "Receipt of a Sample"
    _order = "sample_id, position"
    _rec_name = "reference"

    sample_id = fields.Many2one(
        "sme.control.sample", required=True, index=True, ondelete="cascade"
    )
    contribution_id = fields.Many2one(
        related="sample_id.contribution_id", store=True, index=True
    )
    company_id = fields.Many2one(related="sample_id.company_id", store=True, index=True)
    position = fields.Integer(string="No.", aggregator=None)
    receipt_id = fields.Many2one(
        "sme.indicator.receipt",
        index="btree_not_null",
        ondelete="set null",
    )
    indicator_code = fields.Char(string="Indicator")
    reference = fields.Char(help="Names the record without naming the firm.")
    res_model = fields.Char(string="Kind of record")
    res_id = fields.Integer(string="Number of the record", aggregator=None)
    date = fields.Date(string="Counted on")
    amount = fields.Float()
    finding_count = fields.Integer(
        string="Findings", compute="_compute_finding_count", compute_sudo=False
    )

    def _compute_finding_count(self):
        counts = dict(
            self.env["sme.control.finding"]._read_group(
                [("line_id", "in", self.ids)], ["line_id"], ["__count"]
            )
        )
        for line in self:
            line.finding_count = counts.get(line._origin, 0)

    def action_open_record(self):
        """Open the record that was drawn, as its receipt does.

        :raises UserError: there is no receipt of it any more, or it cannot be read
        """
        self.ensure_one()
        self.check_access("read")
        # counted anew since it was drawn, it has another receipt
        receipt = self.receipt_id or self.env["sme.indicator.receipt"].search(
            [("res_model", "=", self.res_model), ("res_id", "=", self.res_id)], limit=1
        )
        if not receipt:
            raise UserError(
                self.env._(
                    "%(reference)s has no receipt any more: it was deleted, or counts "
                    "for nothing since %(contribution)s was returned. Draw another "
                    "sample.",
                    reference=self.reference,
                    contribution=self.contribution_id.display_name,
                )
            )
        return receipt.action_open_record()

    def action_find(self):
        """Open a new finding on the receipt."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_control_finding_action"
        )
        return entitle(action, self.env._("Write a finding")) | {
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_contribution_id": self.contribution_id.id,
                "default_line_id": self.id,
            },
        }
