import csv

from odoo import api, fields, models
from odoo.tools.misc import file_open

REFERENCE_FILE = "sme_crossborder/data/ref/nuts2024.csv"


class SmeNuts(models.Model):
    """A region of the EU's statistical classification, levels 0 (country) to 3."""

    _name = "sme.nuts"
    _description = "Region (NUTS)"
    _order = "code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    level = fields.Integer(required=True)
    country_id = fields.Many2one("res.country", index=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "This region code is already in the list."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for region in self:
            region.display_name = f"{region.code} {region.name}"

    @api.model
    def _load_reference(self):
        """Fill the table with the regions of the Baltic Sea countries (NUTS 2024)."""
        regions = self.with_context(active_test=False)
        known = set(regions.search([("code", "!=", False)]).mapped("code"))
        countries = {
            country.code: country.id
            for country in self.env["res.country"].search([("code", "!=", False)])
        }
        with file_open(REFERENCE_FILE) as source:
            self.create(
                [
                    {
                        "code": row["code"],
                        "name": row["label"],
                        "level": int(row["level"]),
                        "country_id": countries.get(row["country"]),
                    }
                    for row in csv.DictReader(source)
                    if row["code"] not in known
                ]
            )
