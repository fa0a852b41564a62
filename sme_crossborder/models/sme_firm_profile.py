from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .sme_firm_import_check import EARLIEST_YEAR


class SmeFirmProfile(models.AbstractModel):
    """What a firm is, what it can and where it wants to go."""

    _name = "sme.firm.profile"
    _description = "Firm File: Profile"

    # register facts
    legal_form = fields.Char(string="Legal form")
    nuts_id = fields.Many2one(
        "sme.nuts",
        string="Region",
        index="btree_not_null",
        domain="[('level', '=', 3), ('country_id', '=', country_id)]",
        tracking=True,
    )
    founding_year = fields.Integer(string="Founding year", aggregator=None)
    nace_id = fields.Many2one(
        "sme.nace", string="Main activity", index="btree_not_null", tracking=True
    )
    is_ict = fields.Boolean(related="nace_id.is_ict", string="ICT", store=True)

    # what it says of itself
    description = fields.Html()
    capability_offered_ids = fields.Many2many(
        "sme.capability",
        "sme_firm_capability_offered_rel",
        string="Capabilities offered",
    )
    capability_sought_ids = fields.Many2many(
        "sme.capability",
        "sme_firm_capability_sought_rel",
        string="Capabilities sought",
    )
    language_ids = fields.Many2many("sme.language", string="Working languages")
    certificate_ids = fields.Many2many("sme.certificate", string="Certificates")
    export_experience = fields.Selection(
        string="Export experience",
        selection=[
            ("none", "None yet"),
            ("request", "Answered requests from abroad"),
            ("occasional", "Sells abroad now and then"),
            ("regular", "Sells abroad regularly"),
            ("established", "Has an office or partner abroad"),
        ],
        tracking=True,
    )
    market_present_ids = fields.Many2many(
        "res.country", "sme_firm_market_present_rel", string="Present markets"
    )
    market_wanted_ids = fields.Many2many(
        "res.country", "sme_firm_market_wanted_rel", string="Wanted markets"
    )
    product_ids = fields.One2many("sme.product", "firm_id", string="Products")

    @api.constrains("founding_year")
    def _check_founding_year(self):
        this_year = fields.Date.context_today(self).year
        for firm in self.filtered("founding_year"):
            if not EARLIEST_YEAR <= firm.founding_year <= this_year:
                raise ValidationError(
                    self.env._(
                        "The founding year of %(firm)s, %(year)s, cannot be right. "
                        "Write it with four digits, or leave it empty.",
                        firm=firm.name,
                        year=firm.founding_year,
                    )
                )
