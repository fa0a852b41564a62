from odoo import fields, models


class SmeMethod(models.Model):
    """A methodology: a way of working that a project wrote down and others reuse."""

    _name = "sme.method"
    _description = "Method"
    _inherit = ["sme.list"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    version = fields.Char(help="For instance 2, or the month it was agreed.")
    project_id = fields.Many2one(
        "sme.project",
        string="From the project",
        index="btree_not_null",
        ondelete="restrict",
        help="The project that worked it out.",
    )
    description = fields.Html(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
