from odoo import fields, models


class SmeMatchTold(models.Model):
    """A lead a user was told of by the weekly mail: nobody is told twice."""

    _name = "sme.match.told"
    _description = "Match Told"
    _rec_name = "teaser_id"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    teaser_id = fields.Many2one(
        "sme.partner.lead.teaser", required=True, index=True, ondelete="cascade"
    )

    _user_teaser_uniq = models.UniqueIndex("(user_id, teaser_id)")
