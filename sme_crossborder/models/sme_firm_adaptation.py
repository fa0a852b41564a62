from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFirmAdaptation(models.AbstractModel):
    """Products of the firm of a file that are adapted to other markets."""

    _name = "sme.firm.adaptation"
    _description = "Firm File: Adaptations"

    adaptation_ids = fields.One2many(
        "sme.adaptation",
        "firm_id",
        string="Adaptations",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_adaptation(self):
        # sudo: an adaptation counts whoever may read it; only their number is said
        for firm in self.sudo():
            if firm.adaptation_ids:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: %(count)s adaptations were begun "
                        "for it. Archive the file instead.",
                        firm=firm.name,
                        count=len(firm.adaptation_ids),
                    )
                )
