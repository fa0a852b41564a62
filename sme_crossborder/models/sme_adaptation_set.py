from odoo import fields, models

from .selections import MARKET_SECTORS


class SmeAdaptationSet(models.Model):
    """Which requirements an adaptation of one kind of product begins with."""

    _name = "sme.adaptation.set"
    _description = "Set of Requirements"
    _inherit = ["sme.list"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    field_ids = fields.Many2many(
        "sme.requirement.field",
        string="Fields",
        help="Leave it empty for all fields.",
    )
    sector = fields.Selection(
        selection=MARKET_SECTORS, string="Sold to", default="any", required=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    def _start_for(self, lead, product=None, **values):
        """Begin an adaptation for a journey, with the requirements that apply.

        :param lead: `crm.lead`, the journey
        :param product: `sme.product` of the firm, if one is known
        :param values: of the `sme.adaptation`
        :returns: `sme.adaptation`
        """
        self.ensure_one()
        adaptation = self.env["sme.adaptation"].create(
            {
                "lead_id": lead.id,
                "product_id": product.id if product else False,
                "set_id": self.id,
                **values,
            }
        )
        adaptation.action_add_requirements()
        return adaptation
