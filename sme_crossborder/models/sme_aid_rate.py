from odoo import fields, models


class SmeAidRate(models.Model):
    """What a kind of service is worth to a firm, and on which rule it is aid."""

    _name = "sme.aid.rate"
    _description = "Value of a Service as Aid"
    _inherit = ["sme.boundary"]
    _order = "project_id, applies_to, kind_id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    applies_to = fields.Selection(
        selection=[("service", "Services"), ("workshop", "Attendance at a workshop")],
        default="service",
        required=True,
        string="Applies to",
    )
    kind_id = fields.Many2one(
        "sme.service.kind",
        string="Kind of service",
        ondelete="restrict",
        help="Empty: every kind that has no line of its own.",
    )
    regime = fields.Selection(
        selection=lambda self: self.env["sme.project"]._get_aid_regimes(),
        help="Empty: that of the project. No aid: not valued.",
    )
    unit = fields.Selection(
        selection=[("hour", "An hour"), ("unit", "A service or an attendee")],
        string="Value of",
        default="hour",
        required=True,
    )
    amount = fields.Float(string="Value (EUR)", digits=(16, 2), required=True)

    _amount_check = models.Constraint("CHECK (amount >= 0)", "A value is not negative.")
    _kind_uniq = models.UniqueIndex(
        "(project_id, applies_to, COALESCE(kind_id, 0))",
        "The project has a value for this kind already: change that one.",
    )

    def _value(self, minutes):
        """Return the euros something is worth, to the cent.

        :param int minutes: it took; of no matter where the value is of the whole
        """
        self.ensure_one()
        if self.unit == "hour":
            return round(self.amount * minutes / 60, 2)
        return self.amount
