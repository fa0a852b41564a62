from odoo import api, fields, models


class SmeKeyword(models.Model):
    """A market or technology keyword of partner leads.

    The code is text: leading zeros matter, and other lists have the same label under
    another code.
    """

    _name = "sme.keyword"
    _description = "Keyword"
    _inherit = ["sme.list"]
    _order = "kind, sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        selection=[("market", "Market"), ("technology", "Technology")],
        default="technology",
        required=True,
        index=True,
    )
    code = fields.Char(
        help="The network's own code, where there is one. It is kept as text."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(kind, code) WHERE code IS NOT NULL",
        "This code is already in the list.",
    )

    @api.depends("name", "code")
    @api.depends_context("lang", "sme_keyword_code")
    def _compute_display_name(self):
        """The code stands beside the name where a form of the network is filled."""
        with_code = self.env.context.get("sme_keyword_code")
        for keyword in self:
            name = keyword.name or ""
            shown = with_code and keyword.code
            keyword.display_name = f"{name} ({keyword.code})" if shown else name
