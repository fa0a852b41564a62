from odoo import api, fields, models
from odoo.tools import ormcache

# the parts of a score, as they are shown
PARTS = (
    "capability",
    "market",
    "technology",
    "text",
    "country",
    "cooperation",
    "partner",
    "language",
    "activity",
    "fresh",
)


class SmeMatchingWeight(models.Model):
    """How many points a part of the score gives at most.

    A part that weighs nothing is not looked at. A manager changes them; an upgrade of
    the module leaves what was changed.
    """

    _name = "sme.matching.weight"
    _description = "Weight in Matching"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    points = fields.Integer(
        required=True,
        help="For a full fit. 0: this is not looked at.",
        aggregator=None,
    )
    description = fields.Char(string="What is compared", translate=True)
    is_required = fields.Boolean(
        string="Required",
        help="What does not fit here is not listed at all, whatever else fits.",
    )
    sequence = fields.Integer(default=10)

    _code_uniq = models.UniqueIndex("(code)", "This part has a weight already.")
    _points_check = models.Constraint(
        "CHECK (points BETWEEN 0 AND 100)", "Enter points from 0 to 100."
    )
    _required_check = models.Constraint(
        "CHECK (NOT is_required OR code = 'country')",
        "Only countries can be required: everything else adds points.",
    )

    @api.model
    @ormcache()
    def _get_points(self):
        """Return ``{part: points}`` of every part, and the parts that are required."""
        # sudo: what things weigh is the same for everybody
        parts_sudo = self.sudo()._get_parts()
        points = {row.code: row.points for row in parts_sudo}
        required = parts_sudo.filtered("is_required").mapped("code")
        return dict.fromkeys(PARTS, 0) | points, frozenset(required)

    @api.model
    def _get_parts(self):
        return self.search([("code", "in", PARTS)])

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
