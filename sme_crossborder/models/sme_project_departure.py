from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeProjectDeparture(models.AbstractModel):
    """The project's side of an organisation that leaves it."""

    _name = "sme.project.departure"
    _description = "Project: Who Leaves"

    can_leave = fields.Boolean(compute="_compute_can_leave")

    @api.depends("member_ids.role", "member_ids.date_end")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_leave(self):
        for project in self:
            project.can_leave = any(project.member_ids.mapped("can_leave"))

    def action_leave(self):
        """Open the dialog that takes the user's organisation out of the project.

        :raises UserError: it leads the project, or is no member today
        """
        self.ensure_one()
        members = self.member_ids.filtered("can_leave")
        if not members:
            raise UserError(
                self.env._(
                    "Your organisation is no member of %(project)s today, or leads it. "
                    "A lead makes another member the lead first.",
                    project=self.acronym,
                )
            )
        return members[:1].action_leave()
