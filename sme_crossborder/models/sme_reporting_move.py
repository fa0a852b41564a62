from odoo import api, models
from odoo.tools import SQL


class SmeReportingMove(models.AbstractModel):
    """Of what was reported, nothing is re-pointed when two records become one.

    The receipt goes on naming the record that was counted then, though there is none of
    that number any more.
    """

    _inherit = "sme.reference.move"

    @api.model
    def _update_column(self, field, where, target):
        if field.model_name == "sme.indicator.receipt":
            where = SQL(
                "%s AND value_id NOT IN"
                " (SELECT id FROM sme_indicator_value WHERE is_frozen)",
                where,
            )
        return super()._update_column(field, where, target)
