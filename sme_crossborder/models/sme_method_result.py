from odoo import fields, models
from odoo.tools import SQL


class SmeMethodResult(models.Model):
    """What came of journeys a method was applied to: one row for each.

    Only what happened from the day it was applied counts as its result. The rows are
    those of the user's own organisations, as the journeys are.
    """

    _name = "sme.method.result"
    _auto = False
    _description = "Results of a Method"
    _order = "date desc, id desc"
    _rec_name = "lead_id"
    _depends = {
        "sme.method.use": ["method_id", "lead_id", "company_id", "date"],
        "crm.lead": [
            "active",
            "firm_id",
            "market_entry_date",
            "stage_id",
            "target_country_id",
            "won_status",
        ],
        "sme.service": ["date", "lead_id", "minutes"],
        "sme.barrier.encounter": ["date_closed", "lead_id", "state"],
    }

    method_id = fields.Many2one("sme.method", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Journey", readonly=True)
    firm_id = fields.Many2one("sme.firm", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    target_country_id = fields.Many2one(
        "res.country", string="Target market", readonly=True
    )
    stage_id = fields.Many2one("crm.stage", readonly=True)
    date = fields.Date(string="Applied on", readonly=True)
    outcome = fields.Selection(
        selection=[
            ("open", "Under way"),
            ("entered", "Market entered"),
            ("dropped", "Dropped out"),
        ],
        readonly=True,
    )
    entered_share = fields.Float(
        string="Market entered (%)", readonly=True, aggregator="avg", digits=(5, 0)
    )
    days_to_entry = fields.Integer(
        string="Days to market entry",
        readonly=True,
        aggregator="avg",
        help="From the day the method was applied.",
    )
    service_minutes = fields.Integer(string="Minutes of services", readonly=True)
    overcome_count = fields.Integer(string="Barriers overcome", readonly=True)

    @property
    def _table_query(self):
        """One row for each use, with its number; each figure looked up for that row."""
        return SQL(
            """
            SELECT use.id, use.method_id, use.lead_id, use.company_id, use.date,
                   lead.firm_id, lead.target_country_id, lead.stage_id,
                   CASE WHEN lead.won_status = 'won' THEN 'entered'
                        WHEN lead.won_status = 'lost' OR NOT lead.active
                        THEN 'dropped' ELSE 'open' END AS outcome,
                   CASE WHEN lead.won_status = 'won' THEN 100.0 ELSE 0.0 END
                       AS entered_share,
                   CASE WHEN lead.won_status = 'won'
                        THEN lead.market_entry_date - use.date END AS days_to_entry,
                   services.minutes AS service_minutes,
                   barriers.overcome AS overcome_count
              FROM sme_method_use AS use
              JOIN crm_lead AS lead ON lead.id = use.lead_id
         LEFT JOIN LATERAL (
                    SELECT COALESCE(SUM(minutes), 0) AS minutes
                      FROM sme_service
                     WHERE lead_id = lead.id AND date >= use.date
                   ) AS services ON TRUE
         LEFT JOIN LATERAL (
                    SELECT COUNT(*) AS overcome
                      FROM sme_barrier_encounter
                     WHERE lead_id = lead.id AND state = 'overcome'
                       AND date_closed >= use.date
                   ) AS barriers ON TRUE
            """
        )

    def action_open_journey(self):
        """Open the journey of the row."""
        self.ensure_one()
        return self.lead_id.get_formview_action()
