from odoo import models

# the European Economic Area beside the Union
_EEA_BESIDE_EU = ("IS", "LI", "NO")


class ResCountry(models.Model):
    _inherit = "res.country"

    def _is_outside_eea(self):
        """Whether persons' data sent there leaves the European Economic Area."""
        union = self.env.ref("base.europe").country_ids
        return bool(self - union) and self.code not in _EEA_BESIDE_EU
