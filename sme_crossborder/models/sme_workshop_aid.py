from odoo import fields, models


class SmeWorkshopAid(models.AbstractModel):
    """On which rule taking part in a workshop is aid to a firm, and of what worth."""

    _name = "sme.workshop.aid"
    _description = "Workshop: State Aid"

    aid_regime = fields.Selection(
        selection=lambda self: self.env["sme.project"]._get_aid_regimes(),
        string="State aid",
        tracking=True,
        help="Empty: that of the project. No aid: a workshop open to everybody, for "
        "instance, favours no firm.",
    )
    aid_value = fields.Float(
        string="Worth to an attendee (EUR)",
        digits=(16, 2),
        tracking=True,
        help="Empty: what the project says.",
    )
