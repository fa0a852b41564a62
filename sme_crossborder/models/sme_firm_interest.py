from odoo import api, models
from odoo.exceptions import UserError


class SmeFirmInterest(models.AbstractModel):
    """Interests in leads of others that were expressed for the firm of a file."""

    _name = "sme.firm.interest"
    _description = "Firm File: Interests in Leads"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_interested(self):
        # sudo: an interest counts whoever may read it; only their number is said
        interests_sudo = self.env["sme.partner.lead.interest"].sudo()
        rows = interests_sudo._read_group(
            [("firm_id", "in", self.ids)], ["firm_id"], ["__count"]
        )
        for firm, count in rows:
            raise UserError(
                self.env._(
                    "%(firm)s cannot be deleted: interest in %(count)s partner leads "
                    "was expressed for it. Archive the file instead.",
                    firm=firm.name,
                    count=count,
                )
            )
