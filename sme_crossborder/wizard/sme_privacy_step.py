from odoo import fields, models


class SmePrivacyStep(models.TransientModel):
    """One step of a data request, with what is to be said of it."""

    _name = "sme.privacy.step"
    _inherit = ["sme.dialog"]
    _description = "Data Request: Step"

    request_id = fields.Many2one(
        "sme.privacy.request", required=True, readonly=True, ondelete="cascade"
    )
    act = fields.Selection(
        selection=[
            ("check", "Identity checked"),
            ("answer", "Answer"),
            ("refuse", "Refuse"),
            ("extend", "Take longer"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Text(string="In words", required=True)

    def action_do(self):
        """Do the step.

        :raises UserError: nothing is said, or the step does not come now
        """
        self.ensure_one()
        self.request_id._step(self.act, self.text)
        return {"type": "ir.actions.act_window_close"}
