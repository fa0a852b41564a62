from odoo import fields, models

from .sme_audience_reader import RIGHTS


class SmeDisclosure(models.Model):
    """Who was given or refused what, by whom, when and why.

    Written by the acts themselves, read by the organisation that owns the record and by
    the one it was given to. Nobody changes it.
    """

    _name = "sme.disclosure"
    _description = "Disclosure"
    _order = "id desc"
    _rec_name = "record_name"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    record_name = fields.Char(string="What", required=True)
    company_id = fields.Many2one(
        "res.company", string="Owner", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", index=True, ondelete="set null"
    )
    reader_company_id = fields.Many2one(
        "res.company", string="Reader", index=True, ondelete="set null"
    )
    project_id = fields.Many2one("sme.project", ondelete="set null")
    act = fields.Selection(
        selection=[
            ("granted", "Given"),
            ("withdrawn", "Withdrawn"),
            ("asked", "Asked for"),
            ("refused", "Refused"),
            ("handed", "Handed over"),
        ],
        required=True,
    )
    scope = fields.Selection(
        selection=[
            ("selected", "Chosen organisation"),
            ("project", "Members of the project"),
            ("network", "Every organisation"),
        ],
        default="selected",
        required=True,
    )
    right = fields.Selection(selection=RIGHTS, default="read", required=True)
    date_end = fields.Date(string="Last day")
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user, required=True
    )
    reason = fields.Char()

    _record_idx = models.Index("(res_model, res_id)")
