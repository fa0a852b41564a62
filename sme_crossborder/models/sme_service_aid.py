from odoo import api, models
from odoo.exceptions import UserError


class SmeServiceAid(models.AbstractModel):
    """A service that was valued as aid is the receipt of it."""

    _name = "sme.service.aid"
    _description = "Service: Valued as Aid"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_valued(self):
        lines = self.env["sme.aid.line"].search([("service_id", "in", self.ids)])
        for line in lines:
            raise UserError(
                self.env._(
                    "%(service)s cannot be deleted: it was valued as aid "
                    "(%(aid)s). Take it out of the draft first; of aid that was "
                    "granted it is the receipt.",
                    service=line.service_id.name,
                    aid=line.aid_id.display_name,
                )
            )
