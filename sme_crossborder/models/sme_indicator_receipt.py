from odoo import api, fields, models
from odoo.fields import Domain

# why a record was counted or not; the sentence is made where it is read, in the
# reader's language and for the reader's eyes
REASONS = [
    ("counted", "Counted"),
    ("already", "Already counted"),
    ("not_enrolled", "The firm is not enrolled in the project"),
    ("not_countable", "The enrolment is not countable"),
    ("no_evidence", "The evidence is missing"),
    ("no_attendance", "The attendance list is missing"),
    ("one_country", "Organisations of one country only"),
    ("other_indicator", "Counts for another indicator"),
    ("late", "Not finished by the project's end"),
    ("no_number", "No registry number"),
    ("below", "Below the project's threshold"),
    ("not_member", "Outside the organisation's membership"),
    ("condition", "A condition of the rule is not met"),
    ("above", "More than the indicator it is part of"),
    ("gone", "Reported before, and does not count any more"),
]


class SmeIndicatorReceipt(models.Model):
    """One record behind a figure: counted, or left out and why.

    Rows hang on the value of the member they are credited to; the value of the project
    shows those of all members. What tells who a firm is stands in columns nobody reads:
    the fields that show it ask who is reading.
    """

    _name = "sme.indicator.receipt"
    _description = "Receipt"
    _inherit = ["sme.indicator.receipt.shown"]
    _order = "value_id, position"
    _rec_name = "reference"

    value_id = fields.Many2one(
        "sme.indicator.value",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    figure_id = fields.Many2one(
        "sme.indicator.value",
        store=False,
        search="_search_figure_id",
        exportable=False,
        help="Finds the receipts of a figure; for the project's figure, "
        "those of all members.",
    )
    # as on the value, for rules and filters that look at millions
    project_id = fields.Many2one("sme.project", readonly=True, ondelete="cascade")
    period_id = fields.Many2one("sme.reporting.period", readonly=True)
    indicator_id = fields.Many2one("sme.indicator", readonly=True)
    member_id = fields.Many2one(
        "sme.project.member", string="Organisation", readonly=True
    )
    position = fields.Integer(readonly=True, aggregator=None)
    res_model = fields.Char(string="Kind of record", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True, aggregator=None
    )
    reference = fields.Char(
        readonly=True, help="Names the record without naming the firm."
    )
    date = fields.Date(string="Counted on", readonly=True)
    is_counted = fields.Boolean(string="Counted", readonly=True)
    reason = fields.Selection(REASONS, readonly=True)
    is_correction = fields.Boolean(
        string="Correction",
        readonly=True,
        help="Of a period that was reported before; counted in this one.",
    )
    amount = fields.Float(
        readonly=True,
        help="What the record adds: 1, heads, hours, euro, days; negative where "
        "something reported before does not count any more.",
    )
    weight = fields.Integer(
        readonly=True,
        aggregator=None,
        help="1: one more record, -1: one that does not count any more, 0: another "
        "amount of one that was reported, or left out.",
    )
    other_member_id = fields.Many2one(
        "sme.project.member",
        string="Counted through",
        readonly=True,
        groups=fields.NO_ACCESS,
    )
    other_period_id = fields.Many2one(
        "sme.reporting.period", string="Counted in", readonly=True
    )
    entity_key = fields.Char(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Country and number by which a firm is counted once.",
    )
    firm_name = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    is_enrolled = fields.Boolean(
        string="Enrolled firm",
        readonly=True,
        help="The firm is enrolled, and was told that lead and controller read it.",
    )

    _value_position_idx = models.UniqueIndex("(value_id, position)")
    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _search_figure_id(self, operator, value):
        """Find what a figure is made of, so that a link to it holds."""
        if operator != "in":
            return NotImplemented
        figures = self.env["sme.indicator.value"].search([("id", "in", list(value))])
        return Domain("value_id", "in", figures._get_credited().ids)

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Turn pages of a figure in constant time, however many receipts it has."""
        if limit and order in (None, "", self._order):
            page = self._get_page_domain(domain, offset or 0, limit)
            if page is not None:
                domain, offset = page, 0
        return super()._search(
            domain, offset=offset, limit=limit, order=order, **kwargs
        )

    @api.model
    def _get_page_domain(self, domain, offset, limit):
        """Return the positions of a page, where a domain names figures and no more.

        Receipts of a figure are read all or none, and numbered from 1.
        """
        conditions = list(Domain(domain).iter_conditions())
        if len(conditions) != 1:
            return None
        name = conditions[0].field_expr
        operator, wanted = conditions[0].operator, conditions[0].value
        if name not in ("value_id", "figure_id"):
            return None
        if operator not in ("=", "in") or isinstance(wanted, (str, bool)):
            return None
        ids = [wanted] if isinstance(wanted, int) else list(wanted)
        values = self.env["sme.indicator.value"].search([("id", "in", ids)])
        if name == "figure_id":
            values = values._get_credited()
        page = []
        for value in values:
            number = value.counted_number + value.left_out_number
            first, last = offset + 1, min(offset + limit, number)
            offset = max(offset - number, 0)
            if first <= last:
                limit -= last - first + 1
                page.append(
                    Domain("value_id", "=", value.id)
                    & Domain("position", ">=", first)
                    & Domain("position", "<=", last)
                )
            if not limit:
                break
        return Domain.OR(page) if page else Domain.FALSE
