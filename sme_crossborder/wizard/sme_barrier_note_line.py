from odoo import api, fields, models
from odoo.tools import format_date


class SmeBarrierNoteLine(models.TransientModel):
    """A firm that a barrier heard may have stopped, and on which journey."""

    _name = "sme.barrier.note.line"
    _description = "Barrier Heard, Firm"

    note_id = fields.Many2one("sme.barrier.note", required=True, ondelete="cascade")
    is_stopped = fields.Boolean(string="Stopped")
    firm_id = fields.Many2one(
        "sme.firm", required=True, readonly=True, ondelete="cascade"
    )
    has_attended = fields.Boolean(string="Attended", readonly=True)
    possible_lead_ids = fields.Many2many(
        "crm.lead",
        "sme_barrier_note_line_possible_rel",
        string="Journeys that may be worked on",
        compute="_compute_possible_lead_ids",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        ondelete="cascade",
        compute="_compute_lead_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', possible_lead_ids)]",
    )
    market_id = fields.Many2one(
        "res.country", string="Target market", compute="_compute_market_id"
    )
    noted = fields.Char(
        string="Noted already",
        compute="_compute_noted",
        help="The firm has this known barrier and it is not closed: the workshop "
        "remembers it, and it is counted once.",
    )

    @api.depends("firm_id")
    def _compute_possible_lead_ids(self):
        by_firm = self.firm_id._find_workable_journeys().grouped("firm_id")
        for line in self:
            line.possible_lead_ids = by_firm.get(line.firm_id._origin)

    @api.depends("firm_id", "note_id.target_country_id", "note_id.market_ids")
    def _compute_lead_id(self):
        """The journey toward a market of the workshop, if it is one; no guess."""
        for line in self:
            note = line.note_id
            markets = (note.target_country_id or note.market_ids)._origin
            leads = line.possible_lead_ids._origin
            chosen = line.lead_id._origin
            if chosen in leads and (not markets or chosen.target_country_id in markets):
                continue
            if markets:
                leads = leads.filtered_domain(
                    [("target_country_id", "in", markets.ids)]
                )
            line.lead_id = leads if len(leads) == 1 else False

    @api.depends("lead_id", "note_id.target_country_id", "note_id.market_ids")
    def _compute_market_id(self):
        for line in self:
            note = line.note_id
            abroad = note.market_ids._origin - line.firm_id.country_id
            line.market_id = (
                line.lead_id.target_country_id
                or note.target_country_id
                or (abroad if len(abroad) == 1 else False)
            )

    @api.depends("firm_id", "lead_id", "note_id.barrier_id")
    def _compute_noted(self):
        """Say where the firm has it already: then it is not noted a second time."""
        by_barrier = self.grouped(lambda line: line.note_id.barrier_id._origin)
        for barrier, lines in by_barrier.items():
            places = {
                line: (line.firm_id._origin, line.lead_id._origin) for line in lines
            }
            noted = self.env["sme.barrier.encounter"]._find_noted(
                barrier.id, places.values()
            )
            for line in lines:
                met = noted.get(places[line])
                line.noted = met and self.env._(
                    "Since %(date)s", date=format_date(self.env, met.date)
                )
