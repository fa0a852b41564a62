from odoo import fields, models


class SmeMeetingTable(models.Model):
    """A table or a room in which one meeting at a time is held."""

    _name = "sme.meeting.table"
    _inherit = ["sme.meeting.part"]
    _description = "Table of 1:1 Meetings"
    _order = "sequence, id"

    name = fields.Char(required=True, size=40)
    sequence = fields.Integer(default=10, help="Tables in front are taken first.")

    _name_uniq = models.Constraint(
        "UNIQUE(round_id, name)", "There is a table of this name already."
    )
