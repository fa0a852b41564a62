from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeFirmYear(models.Model):
    """Figures of one closed accounting year, as the EU SME definition asks for them."""

    _name = "sme.firm.year"
    _description = "Yearly Figures"
    _inherit = ["sme.boundary"]
    _order = "firm_id, year desc"

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="firm_id.company_id", store=True, index=True)
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year - 1,
    )
    headcount = fields.Float(
        string="Headcount (AWU)",
        digits=(16, 2),
        help="Annual work units: a full-time person for the whole year is 1, part-time "
        "and seasonal work count in fractions.",
    )
    headcount_heads = fields.Integer(
        string="Heads",
        compute="_compute_headcount_heads",
        store=True,
        readonly=False,
        precompute=True,
        help="Persons employed at the end of the year, whatever their hours.",
    )
    is_headcount_known = fields.Boolean(
        compute="_compute_is_headcount_known",
        store=True,
        readonly=False,
        precompute=True,
        string="Headcount known",
        help="Tick it for a firm that really had no staff that year.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        # the id from the cache: ref() asks the database, for each line of an import
        default=lambda self: self.env["ir.model.data"]._xmlid_to_res_id("base.EUR"),
    )
    turnover = fields.Monetary(help="Annual turnover without VAT.")
    balance_sheet = fields.Monetary(string="Balance sheet total")
    units_per_euro = fields.Float(
        string="Units per euro",
        digits=(16, 6),
        compute="_compute_units_per_euro",
        store=True,
        readonly=False,
        precompute=True,
        help="How many units of the currency one euro was at the end of the year. "
        "Taken from Odoo's rates where they reach that far; check it.",
    )
    turnover_eur = fields.Float(
        string="Turnover (EUR)", compute="_compute_eur", store=True, digits=(16, 2)
    )
    balance_sheet_eur = fields.Float(
        string="Balance sheet (EUR)", compute="_compute_eur", store=True, digits=(16, 2)
    )
    source = fields.Selection(
        selection=[
            ("accounts", "Approved accounts"),
            ("register", "Public register"),
            ("declaration", "Firm's declaration"),
            ("estimate", "Estimate of a new firm"),
        ],
        default="declaration",
        required=True,
    )

    _firm_year_uniq = models.UniqueIndex(
        "(firm_id, year)", "The firm already has figures for this year."
    )
    _amounts_check = models.Constraint(
        "CHECK (headcount >= 0 AND headcount_heads >= 0 AND turnover >= 0"
        " AND balance_sheet >= 0)",
        "Headcount, turnover and balance sheet cannot be negative.",
    )

    @api.depends("headcount")
    def _compute_headcount_heads(self):
        for record in self:
            record.headcount_heads = record.headcount_heads or round(record.headcount)

    @api.depends("headcount", "headcount_heads")
    def _compute_is_headcount_known(self):
        for record in self:
            record.is_headcount_known = bool(
                record.is_headcount_known or record.headcount or record.headcount_heads
            )

    @api.depends("currency_id", "year")
    def _compute_units_per_euro(self):
        euro = self.env.ref("base.EUR")
        for record in self:
            if not record.currency_id or record.currency_id == euro:
                record.units_per_euro = 1.0
                continue
            company = record.company_id or self.env.company
            record.units_per_euro = euro._get_conversion_rate(
                euro,
                record.currency_id,
                company,
                fields.Date.to_date(f"{record.year or 2000}-12-31"),
            )

    @api.depends("turnover", "balance_sheet", "units_per_euro")
    def _compute_eur(self):
        for record in self:
            rate = record.units_per_euro or 1.0
            record.turnover_eur = record.turnover / rate
            record.balance_sheet_eur = record.balance_sheet / rate

    @api.depends("firm_id", "year")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.firm_id.name or ''} {record.year}"

    @api.constrains("year")
    def _check_year(self):
        this_year = fields.Date.context_today(self).year
        for record in self:
            if not 1900 <= record.year <= this_year:
                raise ValidationError(
                    self.env._(
                        "%(year)s is not a closed accounting year of %(firm)s. Use a "
                        "year between 1900 and %(now)s.",
                        year=record.year,
                        firm=record.firm_id.name,
                        now=this_year,
                    )
                )
