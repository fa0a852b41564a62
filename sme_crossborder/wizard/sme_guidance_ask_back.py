from odoo import api, fields, models


class SmeGuidanceAskBack(models.TransientModel):
    """Asks the firm of a case for what is missing, on its page and by e-mail."""

    _name = "sme.guidance.ask.back"
    _inherit = ["sme.dialog"]
    _description = "Ask the Firm of a Case"

    case_id = fields.Many2one("sme.guidance.case", required=True, ondelete="cascade")
    question = fields.Text(string="What you need from the firm", required=True)
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_guidance_ask_back_possible_rel",
        string="Persons with an address",
        compute="_compute_possible_person_ids",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Write to",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', possible_person_ids)]",
        help="Gets it by e-mail. Left empty, it stands on the firm's page of the "
        "portal alone.",
    )

    @api.depends("case_id")
    def _compute_possible_person_ids(self):
        for dialog in self:
            persons = dialog.case_id and dialog.case_id._find_persons()
            dialog.possible_person_ids = persons and persons._filtered_access("read")

    @api.depends("case_id")
    def _compute_partner_id(self):
        for dialog in self:
            dialog.partner_id = dialog.possible_person_ids[:1]

    def action_ask(self):
        """Ask the firm; from now on the case waits for it."""
        self.ensure_one()
        self.case_id.ask_back(self.question, self.partner_id & self.possible_person_ids)
        return {"type": "ir.actions.act_window_close"}
