from odoo import api, models
from odoo.exceptions import UserError


class SpreadsheetDashboardShare(models.Model):
    """No link for everybody to what is read under rules."""

    _inherit = "spreadsheet.dashboard.share"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a public copy of a dashboard that reads records of ours.

        :raises UserError: the dashboard reads some
        """
        ids = [vals.get("dashboard_id") for vals in vals_list]
        for dashboard in self.env["spreadsheet.dashboard"].browse(filter(None, ids)):
            if dashboard._reads_sme_records():
                raise UserError(
                    self.env._(
                        "%(dashboard)s is not shared by a link: whoever had it would "
                        "read what only members and auditors of the project may. Give "
                        "people a user of their own, or send them the project's "
                        "report.",
                        dashboard=dashboard.name,
                    )
                )
        return super().create(vals_list)
