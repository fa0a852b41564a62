from odoo import api, fields, models


class SmeErasureLine(models.Model):
    """How many records of a kind an erasure deletes, writes over or keeps."""

    _name = "sme.erasure.line"
    _description = "Erasure, Kind of Record"
    _inherit = ["sme.boundary"]
    _order = "erasure_id, act, id"
    _rec_name = "label"

    erasure_id = fields.Many2one(
        "sme.erasure", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="erasure_id.company_id", store=True, index=True, precompute=True
    )
    act = fields.Selection(
        selection=[
            ("deleted", "Deleted"),
            ("anonymised", "Anonymised"),
            ("kept", "Kept by law, locked away"),
        ],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    label = fields.Char(string="What", compute="_compute_label", compute_sudo=False)
    count = fields.Integer(string="Records", readonly=True)
    law = fields.Selection(
        selection=[
            ("aid", "State aid: Regulation (EU) 2023/2831, Article 6"),
            ("project", "Papers of a project: Regulation (EU) 2021/1060, Article 82"),
        ],
        readonly=True,
    )
    date_until = fields.Date(
        string="Kept until",
        readonly=True,
        help="Empty: until the project knows its last payment.",
    )

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_label(self):
        privacy = self.env["sme.portal.privacy"]
        for line in self:
            line.label = privacy._say_model(line.res_model) if line.res_model else ""
