import json

from odoo import models

from odoo.addons.spreadsheet.utils.validate_data import fields_in_spreadsheet


class SpreadsheetDashboard(models.Model):
    _inherit = "spreadsheet.dashboard"

    def _reads_sme_records(self):
        """Whether something in it reads a model of ours, whoever made the dashboard."""
        self.ensure_one()
        found = fields_in_spreadsheet(json.loads(self.spreadsheet_data or "{}"))
        return any(model.startswith("sme.") for model in found)
