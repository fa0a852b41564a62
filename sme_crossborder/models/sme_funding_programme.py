from odoo import fields, models


class SmeFundingProgramme(models.Model):
    """Who pays: the funding programme that finances projects (Central Baltic, ...)."""

    _name = "sme.funding.programme"
    _description = "Funding Programme"
    _inherit = ["sme.list"]
    _order = "date_start desc, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char()
    date_start = fields.Date(string="Period starts")
    date_end = fields.Date(string="Period ends")
    nuts_ids = fields.Many2many(
        "sme.nuts",
        string="Programme area",
        help="Copied to new projects as their eligible area.",
    )
    cofunding_statement = fields.Text(
        string="Co-funding statement",
        translate=True,
        help="Copied to new projects: the sentence every printed or published paper "
        "must carry.",
    )
    emblem = fields.Image(max_width=1024, max_height=1024)
    project_ids = fields.One2many("sme.project", "funding_programme_id")
    active = fields.Boolean(default=True)

    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "The period of a funding programme cannot end before it starts.",
    )
