from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _works_in(self, company):
        """Return whether a user works in an organisation, at home there or not.

        :param company: `res.company`; nobody works in an empty one
        """
        # sudo: a user's organisations are not readable to everybody
        return company in self.sudo().company_ids
