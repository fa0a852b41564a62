from odoo import api, fields, models

VALUE_BANDS = [
    ("untold", "Not told"),
    ("10k", "Up to 10,000 euro"),
    ("50k", "10,000 to 50,000 euro"),
    ("250k", "50,000 to 250,000 euro"),
    ("1m", "250,000 euro to 1 million"),
    ("more", "More than 1 million euro"),
]


class SmeCooperation(models.Model):
    """An agreement between firms or organisations that met through a partner lead.

    Read by every organisation that has a part in it, and written by what they record
    of an interest alone. Several journeys may share one: each party names its own.
    """

    _name = "sme.cooperation"
    _description = "Cooperation"
    _inherit = ["sme.cooperation.board"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    cooperation_type_id = fields.Many2one(
        "sme.cooperation.type", string="Type", required=True, ondelete="restrict"
    )
    date = fields.Date(string="Agreed on", required=True, index=True)
    country_ids = fields.Many2many("res.country", string="Countries")
    value_band = fields.Selection(VALUE_BANDS, string="Value", default="untold")
    reference = fields.Char(string="Partner lead")
    party_ids = fields.One2many("sme.cooperation.party", "cooperation_id")
    interest_ids = fields.One2many("sme.partner.lead.interest", "cooperation_id")
    is_to_confirm = fields.Boolean(
        string="To be confirmed by us",
        compute="_compute_is_to_confirm",
        search="_search_is_to_confirm",
    )

    @api.depends("party_ids.firm_name", "party_ids.partner_id.name")
    def _compute_name(self):
        for cooperation in self:
            parties = cooperation.party_ids.sorted("id")
            cooperation.name = ", ".join(
                party.firm_name or party.partner_id.name or "" for party in parties
            )

    @api.depends("party_ids.confirmed_on")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_to_confirm(self):
        for cooperation in self:
            cooperation.is_to_confirm = bool(cooperation._get_unconfirmed())

    @api.model
    def _search_is_to_confirm(self, operator, value):
        if operator != "in" or value - {True} or not value:
            return NotImplemented
        waiting = [
            ("company_id", "in", self.env.companies.ids),
            ("confirmed_on", "=", False),
        ]
        return [("party_ids", "any", waiting)]

    def _get_unconfirmed(self):
        """Return the parties of the user's organisations that are not confirmed."""
        return self.party_ids.filtered(
            lambda party: (
                not party.confirmed_on and party.company_id in self.env.companies
            )
        )

    def action_confirm(self):
        """Say for one's own organisation that the agreement is so.

        From then on it is counted for the organisation: once, whatever number of its
        firms take part.
        """
        for cooperation in self:
            cooperation.check_access("read")
            cooperation._get_unconfirmed()._confirm()
