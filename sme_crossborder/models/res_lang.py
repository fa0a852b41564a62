from odoo import models


class ResLang(models.Model):
    _inherit = "res.lang"

    def write(self, vals):
        """Bring the published NACE labels along with a language."""
        activated = self.browse()
        if vals.get("active"):
            activated = self.filtered(lambda lang: not lang.active)
        result = super().write(vals)
        if activated:
            # sudo: reference data nobody may edit by hand
            self.env["sme.nace"].sudo()._load_labels(activated.mapped("code"))
        return result
