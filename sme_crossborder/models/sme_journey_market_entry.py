from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .dates import refuse_impossible


class SmeJourneyMarketEntry(models.AbstractModel):
    """What came of a journey: how and with what the firm entered the market."""

    _name = "sme.journey.market.entry"
    _description = "Journey: Market Entry"

    market_entry_mode = fields.Selection(
        selection=[
            ("direct", "Direct sales"),
            ("agent", "Agent"),
            ("distributor", "Distributor"),
            ("joint_venture", "Joint venture"),
            ("licence", "Licence"),
            ("subsidiary", "Subsidiary"),
            ("tender", "Public tender"),
        ],
        string="Mode of entry",
        tracking=True,
    )
    market_entry_product_id = fields.Many2one(
        "sme.product",
        string="Product or service sold",
        domain="[('firm_id', '=', firm_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    market_entry_date = fields.Date(string="Date of entry", tracking=True)
    market_entry_value = fields.Monetary(
        string="First-year value",
        currency_field="market_entry_currency_id",
        tracking=True,
        help="Sales, or the value of the contract, in the first twelve months.",
    )
    market_entry_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of first-year value",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )

    @api.constrains("market_entry_product_id", "firm_id")
    def _check_market_entry_product(self):
        for lead in self:
            product = lead.market_entry_product_id
            if product and product.firm_id != lead.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is no product of %(firm)s. Choose one of the "
                        "firm's own, or add it to the firm's file first.",
                        product=product.name,
                        firm=lead.firm_id.name,
                    )
                )

    @api.constrains("market_entry_date", "firm_id")
    def _check_market_entry_date(self):
        for lead in self:
            refuse_impossible(
                lead,
                "market_entry_date",
                self.env._(
                    "Enter the day of the first sale, contract or registration."
                ),
            )
