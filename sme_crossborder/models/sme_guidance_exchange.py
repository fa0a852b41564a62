from odoo import fields, models


class SmeGuidanceExchange(models.Model):
    """What an organisation asked the firm of a case, and what the firm answered.

    What a firm wrote without being asked stands here too. Written by those acts alone;
    it stays in the organisation of the case, whoever the case is shared with.
    """

    _name = "sme.guidance.exchange"
    _description = "Asked Back and Answered"
    _order = "id desc"
    _rec_name = "case_id"

    case_id = fields.Many2one(
        "sme.guidance.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, index=True, precompute=True
    )
    question = fields.Text(string="We asked")
    date_asked = fields.Datetime(string="Asked on")
    user_id = fields.Many2one("res.users", string="Asked by", ondelete="set null")
    answer = fields.Text(string="The firm wrote")
    date_answered = fields.Datetime(string="Written on")
    person_name = fields.Char(string="Written by")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="set null",
        help="The contact person of the firm who was asked, or wrote.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Files", help="What the firm sent along."
    )
    is_opening = fields.Boolean(
        string="The question itself", help="What the firm opened the case with."
    )
    channel = fields.Selection(
        selection=[("portal", "On the portal"), ("mail", "By e-mail")], string="How"
    )
