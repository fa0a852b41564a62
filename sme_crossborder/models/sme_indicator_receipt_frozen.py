from odoo import api, models
from odoo.exceptions import UserError

from .reporting_lock import RECEIPT, RECEIPT_COLUMNS, keep_reported


class SmeIndicatorReceiptFrozen(models.Model):
    """The receipts of a figure that was submitted stay with it."""

    _inherit = "sme.indicator.receipt"

    def init(self):  # pylint: disable=missing-return
        super().init()
        keep_reported(self.env.cr, RECEIPT)

    @api.model_create_multi
    def create(self, vals_list):
        ids = [vals["value_id"] for vals in vals_list if vals.get("value_id")]
        self._refuse_reported(self.env["sme.indicator.value"].browse(ids))
        return super().create(vals_list)

    def write(self, vals):
        if {*RECEIPT_COLUMNS} & vals.keys():
            self._refuse_reported(self.value_id)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._refuse_reported(self.value_id)

    @api.model
    def _refuse_reported(self, values):
        """:raises UserError: naming the first of the figures that was reported"""
        for value in values.filtered("is_frozen"):
            raise UserError(value._say_reported())
