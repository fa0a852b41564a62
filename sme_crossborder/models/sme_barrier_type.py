from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeBarrierType(models.Model):
    """The typology of barriers: a tree of two levels that managers may extend."""

    _name = "sme.barrier.type"
    _description = "Type of Barrier"
    _inherit = ["sme.list"]
    _order = "parent_path"
    _parent_store = True

    name = fields.Char(required=True, translate=True)
    parent_id = fields.Many2one(
        "sme.barrier.type", string="Belongs to", index=True, ondelete="restrict"
    )
    child_ids = fields.One2many("sme.barrier.type", "parent_id", string="Types")
    parent_path = fields.Char(index=True)
    description = fields.Text(translate=True)
    source = fields.Char(
        help="Where the barrier is named: a study, a list, a policy paper."
    )
    active = fields.Boolean(default=True)

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for kind in self:
            names = filter(None, (kind.parent_id.name, kind.name))
            kind.display_name = " / ".join(names)

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A type of barrier cannot belong to itself.")
            )
