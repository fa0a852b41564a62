from odoo import models

from .groups import COORDINATOR


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_coordinators(self):
        """Return the coordinators who work in these organisations, as superuser.

        At home or not: whoever is in several may act for each.
        """
        # sudo: whom to ask or tell; users of other organisations are not readable
        users_sudo = self.env["res.users"].sudo()
        if not self:
            return users_sudo
        return users_sudo.search(
            [
                ("company_ids", "in", self.ids),
                ("all_group_ids", "in", self.env.ref(COORDINATOR).ids),
                ("share", "=", False),
            ]
        )
