from odoo import fields, models


class SmeProduct(models.Model):
    """A product or service of a firm, with how far it has come."""

    _name = "sme.product"
    _description = "Product or Service"
    _inherit = ["sme.boundary"]
    _order = "firm_id, sequence, name"

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="firm_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    kind = fields.Selection(
        selection=[("product", "Product"), ("service", "Service")],
        default="product",
        required=True,
    )
    is_new = fields.Boolean(
        string="New to the firm",
        help="Introduced during the support; new to the firm is enough, it need not be "
        "new to the market.",
    )
    stage = fields.Selection(
        selection=[
            ("concept", "Concept stage"),
            ("development", "Under development"),
            ("lab", "Lab tested"),
            ("demonstration", "Available for demonstration"),
            ("market", "Already on the market"),
        ],
        string="Stage of development",
    )
    description = fields.Text()
    active = fields.Boolean(default=True)
