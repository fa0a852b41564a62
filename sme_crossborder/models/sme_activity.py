from odoo import fields, models

from .groups import ADVISER
from .sme_inside import activities_inside


class SmeActivity(models.AbstractModel):
    """Activities that only those who work with the record see.

    Stock shows their summaries to every internal user who may read the record: an
    auditor would read what advisers note for themselves.
    """

    _name = "sme.activity"
    _inherit = ["mail.activity.mixin"]
    _description = "Activities of Those Who Work"

    activity_ids = fields.One2many(groups=ADVISER, domain=activities_inside)
    activity_state = fields.Selection(groups=ADVISER)
    activity_user_id = fields.Many2one(groups=ADVISER)
    activity_type_id = fields.Many2one(groups=ADVISER)
    activity_type_icon = fields.Char(groups=ADVISER)
    activity_date_deadline = fields.Date(groups=ADVISER)
    my_activity_date_deadline = fields.Date(groups=ADVISER)
    activity_summary = fields.Char(groups=ADVISER)
    activity_exception_decoration = fields.Selection(groups=ADVISER)
    activity_exception_icon = fields.Char(groups=ADVISER)
