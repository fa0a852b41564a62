from odoo import api, fields, models

from .dialogs import open_dialog


class SmePartnerLeadTeaserAnswers(models.AbstractModel):
    """From what others read of a lead first to an interest in it."""

    _name = "sme.partner.lead.teaser.answers"
    _description = "Partner Lead of Others: Interests in It"

    can_express = fields.Boolean(compute="_compute_can_express")
    interest_count = fields.Integer(
        string="Our interests", compute="_compute_interest_count"
    )

    @api.depends("state", "company_id")
    @api.depends_context("allowed_company_ids")
    def _compute_can_express(self):
        for teaser in self:
            others = self.env.companies - teaser.company_id
            teaser.can_express = teaser.state == "published" and bool(others)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_interest_count(self):
        rows = self.env["sme.partner.lead.interest"]._read_group(
            [("teaser_id", "in", self._origin.ids)], ["teaser_id"], ["__count"]
        )
        counts = {teaser.id: count for teaser, count in rows}
        for teaser in self:
            teaser.interest_count = counts.get(teaser._origin.id, 0)

    def action_express_interest(self):
        """Open the dialog that asks for which firm, and why."""
        self.ensure_one()
        self.check_access("read")
        return open_dialog(
            self.env._("Express interest"),
            "sme.interest.express",
            context={"default_teaser_id": self.id},
        )

    def action_view_interests(self):
        """Open the interests in this lead that the user reads."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_interest_action_sent"
        )
        action |= {"domain": [("teaser_id", "=", self.id)], "context": {}}
        interests = self.env["sme.partner.lead.interest"].search(action["domain"])
        if len(interests) == 1:
            return action | {
                "res_id": interests.id,
                "views": [view for view in action["views"] if view[1] == "form"],
            }
        return action
