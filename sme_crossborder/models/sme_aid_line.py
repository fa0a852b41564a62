from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SmeAidLine(models.Model):
    """What aid was given with: a service or an attendance, as it was valued."""

    _name = "sme.aid.line"
    _description = "Valued as Aid"
    _inherit = ["sme.boundary"]
    _order = "date, id"
    _check_company_auto = True

    aid_id = fields.Many2one("sme.aid", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="aid_id.company_id", store=True, index=True)
    name = fields.Char(string="What", required=True)
    date = fields.Date(required=True)
    service_id = fields.Many2one(
        "sme.service", index="btree_not_null", ondelete="restrict", check_company=True
    )
    registration_id = fields.Many2one(
        "event.registration",
        string="Attendance",
        index="btree_not_null",
        ondelete="restrict",
    )
    minutes = fields.Integer()
    value = fields.Float(string="Value (EUR)", digits=(16, 2))
    unit = fields.Selection(
        selection=lambda self: (
            self.env["sme.aid.rate"]._fields["unit"]._description_selection(self.env)
        ),
        string="Value of",
    )
    amount = fields.Float(string="Amount (EUR)", digits=(16, 2), required=True)
    is_live = fields.Boolean(
        compute="_compute_is_live",
        store=True,
        help="The aid is not withdrawn: what it was given with is not valued again.",
    )

    _service_uniq = models.UniqueIndex(
        "(service_id) WHERE is_live AND service_id IS NOT NULL",
        "A service is valued once, and this one is in another entry already.",
    )
    _registration_uniq = models.UniqueIndex(
        "(registration_id) WHERE is_live AND registration_id IS NOT NULL",
        "An attendance is valued once, and this one is in another entry already.",
    )

    @api.depends("aid_id.state")
    def _compute_is_live(self):
        for line in self:
            line.is_live = line.aid_id.state != "withdrawn"

    @api.constrains("service_id", "aid_id")
    def _check_service(self):
        for line in self:
            if line.service_id and line.service_id.firm_id != line.aid_id.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(service)s was not done for %(firm)s, to which the aid is.",
                        service=line.service_id.name,
                        firm=line.aid_id.firm_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_where_granted()
        return lines

    def write(self, vals):
        self._refuse_where_granted()
        result = super().write(vals)
        self._refuse_where_granted()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_granted(self):
        self._refuse_where_granted()

    def _refuse_where_granted(self):
        """:raises UserError: the aid is granted, and its receipt stays as it was"""
        for line in self:
            if line.aid_id.state != "draft":
                raise UserError(
                    self.env._(
                        "%(aid)s is granted: what it was given with stays as it was. "
                        "Withdraw the aid and make a new draft.",
                        aid=line.aid_id.display_name,
                    )
                )
