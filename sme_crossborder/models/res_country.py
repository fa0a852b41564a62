from odoo import models

# the European Economic Area beside the Union
_EEA_BESIDE_EU = ("IS", "LI", "NO")


class ResCountry(models.Model):
    _inherit = "res.country"

    def _is_outside_eea(self):
        """Whether persons' data sent there leaves the European Economic Area."""
        # by id: looking whether the group is there costs a query for each organisation
        union_id = self.env["ir.model.data"]._xmlid_to_res_id("base.europe")
        union = self.env["res.country.group"].browse(union_id).country_ids
        return bool(self - union) and self.code not in _EEA_BESIDE_EU
