from odoo import models
from odoo.fields import Domain


class IrAttachment(models.Model):
    """Files of a note stay where the note stays; others follow their record."""

    _name = "ir.attachment"
    _inherit = ["sme.inside", "ir.attachment"]

    def _inside_domain(self):
        return super()._inside_domain() | Domain("create_uid", "=", self.env.uid)

    def _is_inside(self, operation):
        return self.create_uid.id == self.env.uid or super()._is_inside(operation)
