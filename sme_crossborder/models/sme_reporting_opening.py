from odoo import fields, models
from odoo.exceptions import UserError

from .dialogs import entitle


class SmeReportingOpening(models.AbstractModel):
    """Opens what stands behind a contribution."""

    _name = "sme.reporting.opening"
    _description = "Reporting: What Stands Behind It"

    finding_count = fields.Integer(
        string="Number of findings",
        compute="_compute_finding_count",
        compute_sudo=False,
    )
    open_finding_count = fields.Integer(
        string="Findings not closed",
        compute="_compute_finding_count",
        compute_sudo=False,
    )

    def _compute_finding_count(self):
        """Count what the reader may read."""
        counts, not_closed = {}, {}
        for contribution, state, number in self.env["sme.control.finding"]._read_group(
            [("contribution_id", "in", self.ids)],
            ["contribution_id", "state"],
            ["__count"],
        ):
            counts[contribution] = counts.get(contribution, 0) + number
            if state != "closed":
                not_closed[contribution] = not_closed.get(contribution, 0) + number
        for contribution in self:
            contribution.finding_count = counts.get(contribution._origin, 0)
            contribution.open_finding_count = not_closed.get(contribution._origin, 0)

    def action_view_findings(self):
        """Show what was found, closed or not."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_control_finding_action"
        )
        return action | {
            "domain": [("contribution_id", "=", self.id)],
            "context": {"default_contribution_id": self.id},
        }

    def action_draw_sample(self):
        """Open a new sample of the contribution.

        :raises UserError: nothing is counted in it
        """
        self.ensure_one()
        counted = self.env["sme.reporting.copies"]._get_receipt_domain(self)
        if not self.env["sme.indicator.receipt"].search_count(counted, limit=1):
            raise UserError(self.env["sme.control.sample"]._say_nothing_to_draw(self))
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_control_sample_action"
        )
        return action | {
            "views": [(False, "form")],
            "context": {"default_contribution_id": self.id},
        }

    def action_view_receipts(self):
        """Show what is counted for the member in the period, and what is left out."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receipts of %(report)s", report=self.display_name),
            "res_model": "sme.indicator.receipt",
            "view_mode": "list,form",
            "views": [
                (
                    self.env.ref(
                        "sme_crossborder.sme_indicator_receipt_view_list_contribution"
                    ).id,
                    "list",
                ),
                (False, "form"),
            ],
            "domain": [
                ("period_id", "=", self.period_id.id),
                ("member_id", "=", self.member_id.id),
            ],
        }

    def action_view_documents(self):
        """Show the papers, with size and checksum."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_reporting_document_action"
        )
        return action | {"domain": [("contribution_id", "=", self.id)], "context": {}}

    def action_new_finding(self):
        """Open a new finding on the contribution."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_control_finding_action"
        )
        return entitle(action, self.env._("Write a finding")) | {
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_contribution_id": self.id},
        }
