from odoo import api, fields, models


class SmeInterestNext(models.AbstractModel):
    """Says on an interest who does what next: nobody waits without knowing why."""

    _name = "sme.interest.next"
    _description = "Interest: Next Step"

    next_step = fields.Char(compute="_compute_next_step")

    @api.depends("state", "answer_until", "escalated_on", "reason", "expire_on")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_next_step(self):
        for interest in self:
            interest.next_step = interest._describe_next_step()

    def _describe_next_step(self):
        """Return who does what next, in a sentence, or nothing."""
        if self.state not in ("new", "review"):
            return self._describe_end()
        if self.is_owner:
            if self.escalated_on:
                return self.env._(
                    "An answer was expected until %(until)s. Without one the interest "
                    "is over after %(expire)s.",
                    until=self._say_day(self.answer_until),
                    expire=self._say_day(self.expire_on),
                )
            return self.env._(
                "Answer until %(until)s: accept it once the firm agrees to be "
                "introduced, or decline it with a reason.",
                until=self._say_day(self.answer_until),
            )
        if self.escalated_on:
            return self.env._(
                "%(owner)s has not answered in time. Its coordinator was told; "
                "without an answer the interest is over after %(expire)s.",
                owner=self.owner_partner_id.name,
                expire=self._say_day(self.expire_on),
            )
        return self.env._(
            "It waits for an answer of %(owner)s, which is expected until %(until)s.",
            owner=self.owner_partner_id.name,
            until=self._say_day(self.answer_until),
        )

    def _describe_end(self):
        """Return what follows once it was answered; a hook."""
        ended = {
            "declined": self.env._("Tell the firm why, and look for another lead."),
            "expired": self.env._("Tell the firm, or express interest again."),
        }
        return ended.get(self.state, False) if self.is_asking else False
