from odoo import api, fields, models
from odoo.exceptions import ValidationError

# how a figure is made from the amounts of what is counted
MEASURES = [
    ("records", "Number of records"),
    ("entities", "Distinct firms or organisations, by registry number"),
    ("heads", "Heads"),
    ("hours", "Hours"),
    ("money", "Money (euro)"),
    ("share", "Share (%)"),
    ("average", "Average"),
    ("median_days", "Median of days"),
]
ADDITIVE = ("records", "entities", "heads", "hours", "money")


class SmeIndicator(models.Model):
    """What a funder is told in figures, and the rule by which it is counted.

    A shipped indicator belongs to nobody and is changed by nobody: organisations that
    share a project count by one rule. Whoever wants another rule duplicates it.
    """

    _name = "sme.indicator"
    _description = "Indicator"
    _inherit = [
        "sme.read.only",
        "sme.indicator.rule",
        "sme.indicator.query",
        "sme.indicator.preview",
        "sme.indicator.verdict",
    ]
    _order = "sequence, code, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, index=True)
    name = fields.Char(string="Title", required=True, translate=True)
    unit = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Kept by",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: shipped with the product, the same for everybody.",
    )
    kind = fields.Selection(
        selection=[
            ("output", "Output"),
            ("result", "Result"),
            ("working", "Working indicator"),
        ],
        default="working",
        required=True,
    )
    measure = fields.Selection(MEASURES, default="records", required=True)
    is_unverified = fields.Boolean(
        string="Rule unverified",
        help="The rule is given from memory: check it with your programme.",
    )
    rule = fields.Text(
        string="Counting rule",
        translate=True,
        help="In words, with its source: what is counted, by which day, and with what "
        "evidence.",
    )

    _company_code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), lower(code)) WHERE active",
        "There is an indicator with this code already.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for indicator in self:
            # of a new one neither is typed yet
            words = filter(None, (indicator.code, indicator.name))
            indicator.display_name = " ".join(words)

    @api.constrains("code")
    def _check_code(self):
        for indicator in self:
            if not indicator.code.strip():
                raise ValidationError(self.env._("An indicator needs a code."))

    @api.model_create_multi
    def create(self, vals_list):
        """What a user makes is their organisation's."""
        if not self.env.su:
            vals_list = [{"company_id": self.env.company.id} | v for v in vals_list]
        return super().create(vals_list)

    def copy_data(self, default=None):
        """A duplicate belongs to the organisation of whoever makes it."""
        return super().copy_data(
            {"company_id": self.env.company.id} | dict(default or {})
        )

    def _is_additive(self):
        """Whether figures of organisations and periods add up."""
        self.ensure_one()
        return self.measure in ADDITIVE

    def _sorted_for_counting(self):
        """Those others are part of come first."""
        return self.sorted(lambda one: (bool(one.not_above_id), one.sequence, one.id))
