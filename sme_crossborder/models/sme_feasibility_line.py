from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFeasibilityLine(models.AbstractModel):
    """A line of a study: it is open to change while the study is, and no longer."""

    _name = "sme.feasibility.line"
    _inherit = ["sme.boundary"]
    _description = "Line of a Feasibility Study"

    study_id = fields.Many2one(
        "sme.feasibility.study", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="study_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.study_id._refuse_closed()
        return lines

    def write(self, vals):
        if vals.keys() - self._get_later_fields():
            self.study_id._refuse_closed()
        moved = self.browse()
        if "study_id" in vals:
            moved = self.filtered(lambda line: line.study_id.id != vals["study_id"])
        if moved:
            raise UserError(
                self.env._(
                    "%(line)s stays with its study. Enter it in the other one as well.",
                    line=moved[:1].display_name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.study_id._refuse_closed()

    @api.model
    def _get_later_fields(self):
        """Return the fields that change after the study is signed; a hook."""
        return set()
