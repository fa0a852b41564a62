from odoo import api, fields, models


class SmePartnerLeadNext(models.AbstractModel):
    """Says on the lead who does what next: nobody waits without knowing why."""

    _name = "sme.partner.lead.next"
    _description = "Partner Lead: Next Step"

    next_step = fields.Char(compute="_compute_next_step")

    @api.depends(
        "state", "can_review", "is_alone", "to_solve", "approval_date", "can_extend"
    )
    @api.depends_context("uid", "lang")
    def _compute_next_step(self):
        """Who does what next, in a sentence."""
        for lead in self:
            lead.next_step = lead._describe_next_step()

    def _describe_next_step(self):
        describe = {
            "draft": self._after_draft,
            "review": self._after_review_asked,
            "approval": self._after_approval_asked,
            "published": self._after_published,
            "expired": self._after_expired,
        }.get(self.state)
        return describe() if describe else False

    def _after_draft(self):
        if self.to_solve:
            return self.env._("Solve what the quality check lists.")
        if self.is_alone:
            return self.env._("Nobody else works here: go on to the firm, and say why.")
        return self.env._("Ask a second person to read it.")

    def _after_review_asked(self):
        if self.can_review:
            return self.env._("Read it: accept it, or return it with comments.")
        return self.env._(
            "It waits to be read by %(reviewer)s.",
            reviewer=self._name_reviewers(self._get_reviewers()),
        )

    def _after_approval_asked(self):
        if self.approval_date:
            return self.env._("The firm agreed. Publish it.")
        if self.approval_asked_date:
            return self.env._(
                "It waits for %(person)s, who was sent a link on %(day)s.",
                person=self.approval_partner_id.name,
                day=self._say_day(self.approval_asked_date),
            )
        return self.env._("Ask the firm, or record how it agreed.")

    def _after_published(self):
        if not self.can_extend:
            return False
        return self.env._(
            "It is published until %(day)s, and can be extended.",
            day=self._say_day(self.date_expiry),
        )

    def _after_expired(self):
        if self.can_extend:
            return self.env._("Its time is over. Extend it, or close it.")
        return self.env._("Its time is over. Close it, or make a copy.")
