from odoo import api, fields, models


class SmeJourneyStageLog(models.Model):
    """When a journey entered and left each stage: what figures and timelines use.

    Written by the journey itself on every path; nobody edits it. What a reader of the
    log must see stands on the line, so that the journey need not be open to them.
    """

    _name = "sme.journey.stage.log"
    _description = "Stage of a Journey"
    _order = "date_entered desc, id desc"

    lead_id = fields.Many2one(
        "crm.lead", string="Journey", required=True, index=True, ondelete="cascade"
    )
    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    target_country_id = fields.Many2one(
        "res.country", string="Target market", required=True
    )
    stage_id = fields.Many2one("crm.stage", required=True, ondelete="restrict")
    date_entered = fields.Datetime(string="Entered", required=True)
    date_left = fields.Datetime(string="Left")
    user_id = fields.Many2one("res.users", string="Moved by")
    override_reason = fields.Char(
        string="Let pass because",
        help="Why a gate was passed without what it asks for.",
    )
    lost_reason_id = fields.Many2one("crm.lost.reason", string="Dropped out because")
    days = fields.Float(compute="_compute_days")

    _open_uniq = models.UniqueIndex("(lead_id) WHERE date_left IS NULL")
    _dates_check = models.Constraint(
        "CHECK (date_left IS NULL OR date_left >= date_entered)",
        "A stage cannot be left before it was entered.",
    )

    @api.depends("date_entered", "date_left")
    def _compute_days(self):
        now = fields.Datetime.now()
        for line in self:
            spent = (line.date_left or now) - (line.date_entered or now)
            line.days = spent.total_seconds() / 86400

    @api.depends("stage_id", "lead_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.firm_id.name or ''}: {line.stage_id.name or ''}"
