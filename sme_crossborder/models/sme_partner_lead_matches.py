from odoo import models


class SmePartnerLeadMatches(models.AbstractModel):
    """The way from a lead to what answers it."""

    _name = "sme.partner.lead.matches"
    _description = "Partner Lead: Matches"

    def action_view_matches(self):
        """List published leads that answer this one, the best first.

        :raises AccessError: the lead is of another organisation: what answers it is its
            owner's to look for
        """
        self.ensure_one()
        return self.env["sme.match"]._find_for_lead(self)
