from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFirmGuidance(models.AbstractModel):
    """Questions the firm of a file asked."""

    _name = "sme.firm.guidance"
    _description = "Firm File: Guidance Cases"

    case_ids = fields.One2many(
        "sme.guidance.case",
        "firm_id",
        string="Guidance cases",
        groups="sme_crossborder.group_sme_adviser",
    )
    case_count = fields.Integer(
        string="Number of cases",
        compute="_compute_counts",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.model
    def _attached_models(self):
        return super()._attached_models() | {
            "case_count": ("sme.guidance.case", "firm_id")
        }

    def action_view_cases(self):
        """Open the cases of the firm; where there is none, a new one."""
        action = self._action_view_attached("sme_crossborder.sme_guidance_case_action")
        action["context"]["default_lead_id"] = self._get_only_journey().id
        if not self.case_count:
            action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    @api.ondelete(at_uninstall=False)
    def _unlink_except_case(self):
        # sudo: a case counts whoever may read it; only their number is said
        for firm in self.sudo():
            if firm.case_ids:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: it asked for guidance "
                        "%(count)s times. Archive the file instead.",
                        firm=firm.name,
                        count=len(firm.case_ids),
                    )
                )
