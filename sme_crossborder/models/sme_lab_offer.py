from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selections import MARKET_SECTORS


class SmeLabOffer(models.Model):
    """A testbed or laboratory of a member, in which firms can try their product.

    An organisation writes its own; advisers of all organisations read them.
    """

    _name = "sme.lab.offer"
    _description = "Testbed or Lab"
    _inherit = ["sme.boundary", "mail.thread"]
    _order = "country_id, name, id"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    country_id = fields.Many2one(
        "res.country",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company.country_id,
    )
    field_ids = fields.Many2many(
        "sme.requirement.field",
        string="Fields",
        help="What can be tried out there. Leave it empty for anything.",
    )
    sector = fields.Selection(
        selection=MARKET_SECTORS, string="For products sold to", default="any"
    )
    description = fields.Text(
        string="What it offers", help="Equipment, people, test users, terms."
    )
    contact = fields.Char(
        string="How to ask", help="An address or a telephone number that may be known."
    )
    url = fields.Char(string="Page")
    active = fields.Boolean(default=True)

    @api.constrains("url")
    def _check_url(self):
        for offer in self:
            if offer.url and not offer.url.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "The page of %(offer)s is no address of a web page: it begins "
                        "with https://.",
                        offer=offer.name,
                    )
                )
