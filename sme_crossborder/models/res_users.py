from odoo import models
from odoo.tools import ormcache


class ResUsers(models.Model):
    _inherit = "res.users"

    def _works_in(self, company):
        """Return whether a user works in an organisation, at home there or not.

        :param company: `res.company`; nobody works in an empty one
        """
        # sudo: a user's organisations are not readable to everybody
        return company in self.sudo().company_ids

    @ormcache("self.id")
    def _get_author_id(self):
        """Return the contact a user writes as: views and searches ask each time."""
        # sudo: the user's own contact
        return self.sudo().partner_id.id

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {"partner_id"}
