from odoo import api, fields, models


class SmeProjectAreaException(models.Model):
    """A region that is in or out of a project's area against the general rule."""

    _name = "sme.project.area.exception"
    _description = "Exception to the Eligible Area"
    _inherit = ["sme.boundary"]
    _order = "project_id, nuts_id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="cascade"
    )
    nuts_id = fields.Many2one(
        "sme.nuts", string="Region", required=True, ondelete="restrict"
    )
    effect = fields.Selection(
        selection=[("include", "Counts as inside"), ("exclude", "Counts as outside")],
        default="include",
        required=True,
    )
    reason = fields.Char(
        required=True,
        help="Who allowed it and where it is written, for instance a decision of the "
        "monitoring committee.",
    )

    _project_nuts_uniq = models.UniqueIndex(
        "(project_id, nuts_id)",
        "There is already an exception for this region in the project.",
    )

    @api.depends("nuts_id", "effect")
    def _compute_display_name(self):
        for exception in self:
            exception.display_name = exception.nuts_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        exceptions = super().create(vals_list)
        exceptions.project_id._recompute_eligibility()
        return exceptions

    def write(self, vals):
        result = super().write(vals)
        self.project_id._recompute_eligibility()
        return result

    def unlink(self):
        projects = self.project_id
        result = super().unlink()
        projects._recompute_eligibility()
        return result
