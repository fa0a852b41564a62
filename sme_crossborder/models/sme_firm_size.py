from typing import NamedTuple

from odoo import api, fields, models

from ..tools import size_class as size_rules
from .selections import SIZE_CLASSES


class Headcounts(NamedTuple):
    """Staff of one year, by the names of the fields that keep it."""

    headcount_year: int = 0
    headcount: float = 0.0
    headcount_heads: int = 0
    group_headcount: float = 0.0
    group_heads: float = 0.0


class SmeFirmSize(models.AbstractModel):
    """Yearly figures of a firm, its EU size class and its single undertaking."""

    _name = "sme.firm.size"
    _inherit = ["sme.firm.size.reason"]
    _description = "Firm File: Size"

    year_ids = fields.One2many("sme.firm.year", "firm_id", string="Yearly figures")
    link_ids = fields.One2many("sme.firm.link", "firm_id", string="Ties")
    is_taken_over = fields.Boolean(
        string="Taken over or merged",
        help="After a take-over the two-year rule does not apply: the class follows "
        "the last year at once.",
    )
    size_class = fields.Selection(
        selection=SIZE_CLASSES,
        string="EU size class",
        compute="_compute_size",
        store=True,
        help="Recommendation 2003/361/EC, with partner and linked enterprises.",
    )
    size_year = fields.Integer(
        string="Figures of", compute="_compute_size", store=True, aggregator=None
    )
    headcount = fields.Float(
        string="Headcount (AWU)",
        compute="_compute_size",
        store=True,
        digits=(16, 2),
        help="The firm alone, last year known.",
    )
    headcount_heads = fields.Integer(
        string="Heads", compute="_compute_size", store=True
    )
    headcount_year = fields.Integer(
        string="Headcount of", compute="_compute_size", store=True, aggregator=None
    )
    group_headcount = fields.Float(
        string="Headcount with group",
        compute="_compute_size",
        store=True,
        digits=(16, 2),
        help="Partner enterprises pro rata, linked ones in full.",
    )
    group_heads = fields.Float(
        string="Heads with group",
        compute="_compute_size",
        store=True,
        digits=(16, 2),
        help="The firm's heads and what its group adds, which is known in AWU only.",
    )
    size_reason = fields.Text(compute="_compute_size_reason", string="Why this class")

    @api.depends(
        "is_taken_over",
        "year_ids.year",
        "year_ids.headcount",
        "year_ids.headcount_heads",
        "year_ids.is_headcount_known",
        "year_ids.turnover_eur",
        "year_ids.balance_sheet_eur",
        "year_ids.source",
        "link_ids.relation",
        "link_ids.is_public_body",
        "link_ids.capital_percent",
        "link_ids.votes_percent",
        "link_ids.headcount",
        "link_ids.turnover_eur",
        "link_ids.balance_sheet_eur",
        "link_ids.year",
    )
    def _compute_size(self):
        for firm in self:
            size = firm._get_size()
            firm.size_class = size.size_class
            firm.size_year = size.year or 0
            counts = firm._get_headcounts()
            for fname, value in counts._asdict().items():
                firm[fname] = value

    @api.depends("size_class", "year_ids", "link_ids")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_size_reason(self):
        """Give the reasons as far as the reader is shown what they rest on."""
        for firm in self:
            sentences = []
            if firm.shows_lines:
                sentences += firm._size_reason_texts(firm._get_size().reasons)
            if not firm.shows_whole:
                sentences.append(firm._size_kept_text())
            firm.size_reason = "\n".join(sentences)

    def _get_size(self, before_year=None):
        """Determine the EU size class from the figures on file.

        :param int before_year: only years before it, as on a day in that year
        :returns: :class:`..tools.size_class.SizeResult`
        """
        self.ensure_one()
        return size_rules.size_class(
            [self._year_figures(year) for year in self._usable_years(before_year)],
            links=self._size_links(),
            taken_over=self.is_taken_over,
            public_control=self._is_publicly_controlled(),
        )

    def _get_headcounts(self, before_year=None):
        """Return the staff of the last year known.

        :param int before_year: only years before it, as on a day in that year
        :returns: :class:`Headcounts`; its year is 0 where nothing is known
        """
        self.ensure_one()
        latest = self._usable_years(before_year).sorted("year")[-1:]
        if not latest:
            return Headcounts()
        figures = self._year_figures(latest)
        total = size_rules.consolidate(figures, self._size_links()).headcount
        own, heads = float(figures.headcount), latest.headcount_heads
        group = own if total is None else float(total)
        return Headcounts(latest.year, own, heads, group, heads + group - own)

    def _usable_years(self, before_year=None):
        known = self.year_ids.filtered("is_headcount_known")
        if not before_year:
            return known
        closed = known.filtered(lambda year: year.year < before_year)
        # a firm founded that year has only its estimate of the current one
        return closed or known.filtered(lambda year: year.year == before_year)

    def _size_links(self):
        return [
            link._size_link()
            for link in self.link_ids
            if link.relation in ("partner", "linked")
        ]

    @api.model
    def _year_figures(self, year):
        """A zero is a figure in accounts and registers, elsewhere it was left out.

        A negative one is on its way to be refused when the file is saved.
        """
        is_exact = year.source in ("accounts", "register")
        return size_rules.Figures(
            year=year.year,
            headcount=max(year.headcount or float(year.headcount_heads), 0),
            turnover_eur=max(year.turnover_eur, 0) or (0 if is_exact else None),
            balance_sheet_eur=max(year.balance_sheet_eur, 0)
            or (0 if is_exact else None),
        )

    def _is_publicly_controlled(self):
        """25 % or more held by public bodies together, exempt holders apart."""
        holders = self.link_ids.filtered(
            lambda link: (
                link.is_public_body
                and link.direction == "up"
                and not link.exempt_holder
            )
        )
        return sum(max(h.capital_percent, h.votes_percent) for h in holders) >= 25
