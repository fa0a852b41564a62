from odoo import models


class CrmStage(models.Model):
    """Stages of journeys have gates, which are kept in memory in their order."""

    _inherit = "crm.stage"

    def write(self, vals):
        result = super().write(vals)
        if "sequence" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()  # its gates go with it
        self.env.registry.clear_cache()
        return result
