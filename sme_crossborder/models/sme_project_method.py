from odoo import models

from .dialogs import open_dialog


class SmeProjectMethod(models.AbstractModel):
    """Methods applied to what a project does for its firms."""

    _name = "sme.project.method"
    _description = "Project: Methods"

    def action_apply_method(self):
        """Open the dialog that applies a method to open journeys of the own firms."""
        self.ensure_one()
        return open_dialog(
            self.env._("Apply a method"),
            "sme.method.apply",
            context={"default_project_id": self.id},
        )

    def _get_own_journeys(self):
        """Return open journeys of firms the user's own organisations enrolled."""
        enrolments = self.env["sme.enrolment"].search(
            [
                ("project_id", "in", self.ids),
                ("company_id", "in", self.env.companies.ids),
                ("date_end", "=", False),
            ]
        )
        return self.env["crm.lead"].search(
            [
                ("firm_id", "in", enrolments.firm_id.ids),
                ("won_status", "=", "pending"),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
