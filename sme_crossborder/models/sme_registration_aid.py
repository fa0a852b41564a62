from odoo import api, models
from odoo.exceptions import UserError


class SmeRegistrationAid(models.AbstractModel):
    """An attendance that was valued as aid is the receipt of it."""

    _name = "sme.registration.aid"
    _description = "Registration: Valued as Aid"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_valued(self):
        # sudo: a receipt is kept whoever may read it; others are not told whose
        lines_sudo = self.env["sme.aid.line"].sudo()
        for line in lines_sudo.search([("registration_id", "in", self.ids)], limit=1):
            attendance = line.registration_id.sudo(False)
            named = {
                "person": attendance._say_meeting_name(),
                "workshop": attendance.event_id.sudo().name,
            }
            aid = line.aid_id.sudo(False)
            if not aid.has_access("read"):
                raise UserError(
                    self.env._(
                        "The registration of %(person)s for %(workshop)s cannot be "
                        "deleted: it is kept as a receipt. Cancel it instead.",
                        **named,
                    )
                )
            raise UserError(
                self.env._(
                    "The registration of %(person)s for %(workshop)s cannot be "
                    "deleted: it was valued as aid (%(aid)s). Take it out of the draft "
                    "first; of aid that was granted it is the receipt, and stays.",
                    aid=aid.display_name,
                    **named,
                )
            )
