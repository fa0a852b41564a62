from odoo import fields, models
from odoo.tools import ormcache


class ResUsers(models.Model):
    _inherit = "res.users"

    sme_match_digest = fields.Boolean(
        string="Weekly mail on matching leads",
        help="Once a week one mail with published leads that fit your own leads and "
        "firms and that you were not told of yet. No mail where nothing is new.",
    )
    sme_match_digest_date = fields.Datetime(
        string="Last mail on matching leads", readonly=True, copy=False
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "sme_match_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "sme_match_digest"]

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
