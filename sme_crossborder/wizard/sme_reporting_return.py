from odoo import fields, models
from odoo.exceptions import UserError


class SmeReportingReturn(models.TransientModel):
    """Returns contributions, or the report, with what is to be changed."""

    _name = "sme.reporting.return"
    _inherit = ["sme.dialog"]
    _description = "Return a Contribution or a Report"

    period_id = fields.Many2one(
        "sme.reporting.period", string="Report", readonly=True, ondelete="cascade"
    )
    contribution_ids = fields.Many2many(
        "sme.reporting.contribution",
        "sme_reporting_return_contribution_rel",
        string="Returned to",
        domain="[('period_id', '=', period_id), ('state', '=', 'controlled')]",
        help="Whose figures are counted again.",
    )
    comment = fields.Text(string="What is to be changed", required=True)

    def action_return(self):
        """Return what was chosen.

        :raises UserError: nothing is said
        """
        self.ensure_one()
        comment = (self.comment or "").strip()
        if not comment:
            raise UserError(self.env._("Say what is to be changed."))
        if self.period_id:
            self.period_id._return_report(comment, self.contribution_ids)
        else:
            self.contribution_ids._return(comment)
        return {"type": "ir.actions.act_window_close"}
