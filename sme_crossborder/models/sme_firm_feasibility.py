from odoo import api, models
from odoo.exceptions import UserError


class SmeFirmFeasibility(models.AbstractModel):
    """What feasibility studies ask of a firm's file."""

    _name = "sme.firm.feasibility"
    _description = "Firm File: Feasibility Studies"

    def _get_only_product(self):
        """Return the firm's product, if it has one only that the user may read."""
        products = self.env["sme.product"].search(
            [("firm_id", "in", self.ids)], limit=2
        )
        return products if len(products) == 1 else products.browse()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_study(self):
        # sudo: a study counts whoever may read it; only their number is said
        studies_sudo = self.env["sme.feasibility.study"].sudo()
        for firm in self:
            count = studies_sudo.with_context(active_test=False).search_count(
                [("firm_id", "=", firm.id)]
            )
            if count:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: it has %(count)s feasibility "
                        "studies. Archive the file instead.",
                        firm=firm.name,
                        count=count,
                    )
                )
