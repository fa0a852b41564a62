from odoo import api, models
from odoo.exceptions import UserError


class SmeProjectMemberReporting(models.Model):
    """A member contributes to the report on each period it is there in."""

    _inherit = "sme.project.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.project_id.period_ids._add_contributions()
        return members

    def write(self, vals):
        result = super().write(vals)
        if {"date_start", "date_end"} & vals.keys():
            self.project_id.period_ids._add_contributions()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reporting(self):
        """A member that reported stays; what it only was asked for goes with it."""
        # sudo: a contribution stands whoever may read it; only that it does is said
        contributions_sudo = (
            self.env["sme.reporting.contribution"]
            .sudo()
            .search([("member_id", "in", self.ids)])
        )
        for contribution in contributions_sudo:
            if contribution.state != "open":
                raise UserError(
                    self.env._(
                        "%(member)s reported on %(period)s, so it stays a member. "
                        "Enter the day it left instead.",
                        member=contribution.member_id.partner_id.name,
                        period=contribution.period_id.display_name,
                    )
                )
        values_sudo = self.env["sme.indicator.value"].sudo()
        values_sudo.search([("member_id", "in", self.ids)]).unlink()
        contributions_sudo.unlink()
