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
    company_id = fields.Many2one(
        "res.company", string="Organisation", required=True, index=True
    )
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
    missing_gates = fields.Text(
        string="Not countable, missing",
        compute="_compute_journey_facts",
        help="What this stage asks for and the journey does not have today.",
    )
    is_entry = fields.Boolean(compute="_compute_journey_facts")
    market_entry_mode = fields.Char(
        string="Mode of entry", compute="_compute_journey_facts"
    )
    market_entry_date = fields.Date(
        string="Date of entry", compute="_compute_journey_facts"
    )
    market_entry_product = fields.Char(
        string="Product or service sold", compute="_compute_journey_facts"
    )
    market_entry_value = fields.Monetary(
        string="First-year value",
        currency_field="market_entry_currency_id",
        compute="_compute_journey_facts",
    )
    market_entry_currency_id = fields.Many2one(
        "res.currency", compute="_compute_journey_facts"
    )
    evidence_ids = fields.Many2many(
        "sme.evidence",
        string="Evidence on the journey",
        compute="_compute_evidence_ids",
        compute_sudo=False,
    )

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

    @api.depends("lead_id", "stage_id")
    @api.depends_context("lang")
    def _compute_journey_facts(self):
        """What a reader of the line needs of a journey that may not be open to them."""
        Lead = self.env["crm.lead"]
        modes = dict(Lead._fields["market_entry_mode"]._description_selection(self.env))
        for line in self:
            # sudo: facts of the journey whose history the user may read
            lead = line.lead_id.sudo()
            missing = Lead._get_gates(line.stage_id)._filter_closed(lead)
            line.missing_gates = "\n".join(missing.mapped("name")) or False
            line.is_entry = line.stage_id.is_won
            line.market_entry_mode = modes.get(lead.market_entry_mode)
            line.market_entry_date = lead.market_entry_date
            line.market_entry_product = lead.market_entry_product_id.name
            line.market_entry_value = lead.market_entry_value
            line.market_entry_currency_id = lead.market_entry_currency_id

    @api.depends("lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_evidence_ids(self):
        """Under the reader's own rules."""
        found = self.env["sme.evidence"].search([("lead_id", "in", self.lead_id.ids)])
        by_lead = found.grouped("lead_id")
        for line in self:
            line.evidence_ids = by_lead.get(line.lead_id, found.browse())

    @api.depends("stage_id", "lead_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.firm_id.name or ''}: {line.stage_id.name or ''}"
