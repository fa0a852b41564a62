from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, formatLang

from ..tools.aid_window import years_earlier
from .dates import refuse_impossible
from .sme_aid_ceiling import BASES, DE_MINIMIS, GBER

YEARS_KEPT = 10


class SmeAid(models.Model):
    """An amount of State aid to a firm: granted by us, declared by it, or registered.

    What is granted stays as it was; a mistake is withdrawn, with the reason.
    """

    _name = "sme.aid"
    _description = "State Aid"
    _inherit = [
        "sme.aid.border",  # before what it guards
        "sme.aid.granting",
        "sme.aid.room",
        "sme.aid.register",
        "sme.aid.letter",
        "sme.noted",
        "sme.activity",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Purpose",
        help="What the aid is for: a market study, taking part in a fair, advice on "
        "entering a market.",
    )
    user_id = fields.Many2one(string="Adviser", tracking=True)
    source = fields.Selection(
        selection=[
            ("ours", "Granted by us"),
            ("declared", "Declared by the firm"),
            ("register", "Found in the register"),
            ("succession", "Taken over on a merger or split"),
        ],
        string="Known from",
        default="ours",
        required=True,
        index=True,
        tracking=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("granted", "Granted"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        copy=False,
        index=True,
        tracking=True,
    )
    project_id = fields.Many2one(
        "sme.project", index="btree_not_null", ondelete="restrict", tracking=True
    )
    granting_country_id = fields.Many2one(
        "res.country",
        string="Granting state",
        required=True,
        compute="_compute_from_project",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        tracking=True,
        help="The Member State whose ceiling the aid counts against: that of the "
        "project, not the country of the firm.",
    )
    authority = fields.Char(
        string="Granting authority",
        compute="_compute_from_project",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    basis = fields.Selection(
        BASES,
        required=True,
        compute="_compute_basis",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    is_de_minimis = fields.Boolean(compute="_compute_is_de_minimis")
    date = fields.Date(
        string="Right arose on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="The day the firm got the legal right to the aid, whenever it is paid.",
    )
    instrument = fields.Selection(
        selection=[
            ("service", "Service below its price"),
            ("grant", "Direct grant"),
            ("loan", "Loan"),
            ("guarantee", "Guarantee"),
            ("tax", "Tax advantage"),
            ("other", "Other"),
        ],
        default="service",
        required=True,
        tracking=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env["ir.model.data"]._xmlid_to_res_id("base.EUR"),
    )
    is_euro = fields.Boolean(compute="_compute_is_euro")
    amount = fields.Monetary(
        required=True,
        tracking=True,
        help="Gross grant equivalent: what the aid is worth before tax.",
    )
    rate = fields.Float(
        string="Units for one euro",
        digits=(16, 6),
        tracking=True,
        help="Reference rate of the European Central Bank of the day the right arose. "
        "Type it: it is not fetched.",
    )
    amount_eur = fields.Float(
        string="Amount (EUR)",
        digits=(16, 2),
        compute="_compute_amount_eur",
        store=True,
        tracking=True,
    )
    line_ids = fields.One2many("sme.aid.line", "aid_id", string="Given with")
    note = fields.Html()
    withdraw_reason = fields.Char(string="Why it was withdrawn", copy=False)
    date_withdrawn = fields.Date(string="Withdrawn on", copy=False)
    date_retention = fields.Date(
        string="Kept until",
        compute="_compute_date_retention",
        store=True,
        help="Ten years from the day of the grant, Regulation (EU) 2023/2831, Article "
        "6; under GBER from that of the last aid of the project. Until then neither it "
        "nor the firm's file is deleted.",
    )
    # as it was on the day of the grant
    beneficiary = fields.Char(copy=False)
    beneficiary_number = fields.Char(string="Number of the firm", copy=False)
    sector = fields.Char(string="Sector (NACE)", copy=False)
    counterpart_id = fields.Many2one(
        "sme.aid",
        string="Against",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        help="The entry it was taken over from.",
    )

    _amount_check = models.Constraint(
        "CHECK (amount > 0 OR source = 'succession')",
        "Enter what the aid is worth, more than nothing.",
    )
    _counted_idx = models.Index(
        "(firm_id, granting_country_id, date) WHERE state = 'granted'"
    )

    # ------------------------------------------------------------------
    # What follows from what
    # ------------------------------------------------------------------

    @api.depends("project_id")
    def _compute_from_project(self):
        for aid in self:
            project = aid.project_id
            aid.granting_country_id = (
                project.granting_country_id or aid.granting_country_id
            )
            aid.authority = project.granting_authority or aid.authority

    @api.depends("project_id", "date")
    def _compute_basis(self):
        """That of the project; what somebody chose for itself stays on its day."""
        for aid in self:
            project = aid.project_id
            regime = project.state_aid_regime
            if regime in (False, "none"):
                kept = aid.basis not in DE_MINIMIS[:2] and aid.basis
                regime = "de_minimis"
            else:
                kept = regime == "de_minimis" and aid.basis == DE_MINIMIS[2]
            aid.basis = aid.basis if kept else project._get_aid_basis(regime, aid.date)

    @api.depends("basis")
    def _compute_is_de_minimis(self):
        for aid in self:
            aid.is_de_minimis = aid.basis in DE_MINIMIS

    @api.depends("currency_id")
    def _compute_is_euro(self):
        euro = self.env["ir.model.data"]._xmlid_to_res_id("base.EUR")
        for aid in self:
            aid.is_euro = aid.currency_id.id == euro

    @api.depends("amount", "rate", "currency_id")
    def _compute_amount_eur(self):
        for aid in self:
            rate = 1 if aid.is_euro else aid.rate
            aid.amount_eur = round(aid.amount / rate, 2) if rate else 0

    @api.depends("date", "basis", "project_id.date_aid_retention")
    def _compute_date_retention(self):
        for aid in self:
            until = aid.date and years_earlier(aid.date, -YEARS_KEPT)
            if until and aid.basis in GBER:
                # a scheme is kept as a whole: ten years from its last aid
                until = max(until, aid.project_id.date_aid_retention or until)
            aid.date_retention = until

    @api.depends("firm_id", "date", "amount_eur")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for aid in self:
            aid.display_name = bool(aid.firm_id) and self.env._(
                "%(firm)s, EUR %(amount)s, %(date)s",
                firm=aid.firm_id.display_name or "",
                amount=formatLang(self.env, aid.amount_eur, digits=2),
                date=format_date(self.env, aid.date) if aid.date else "",
            )

    @api.onchange("source")
    def _onchange_source(self):
        """What others granted is of none of our projects."""
        if self.source in ("declared", "register") and self.project_id:
            self.project_id = self.authority = False

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        """What was taken out of the receipt is not granted."""
        if self.line_ids:
            self.amount = round(sum(self.line_ids.mapped("amount")), 2)

    # ------------------------------------------------------------------
    # What must be so
    # ------------------------------------------------------------------

    @api.constrains("currency_id", "rate", "amount")
    def _check_rate(self):
        for aid in self:
            if not aid.is_euro and aid.rate <= 0:
                raise ValidationError(
                    self.env._(
                        "The aid to %(firm)s is in %(currency)s. Type how many "
                        "%(currency)s one euro was on %(date)s, by the reference rate "
                        "of the European Central Bank.",
                        firm=aid.firm_id.name,
                        currency=aid.currency_id.name,
                        date=format_date(self.env, aid.date),
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        for aid in self.filtered(lambda aid: aid.state != "draft"):
            refuse_impossible(
                aid, "date", self.env._("Grant it when the day has come.")
            )

    @api.constrains("project_id", "granting_country_id", "source")
    def _check_granting_state(self):
        for aid in self.filtered(lambda aid: aid.source == "ours"):
            state = aid.project_id.granting_country_id
            if state and aid.granting_country_id != state:
                raise ValidationError(
                    self.env._(
                        "Aid of project %(project)s is granted by %(state)s, whatever "
                        "the country of the firm. Leave the granting state as the "
                        "project says.",
                        project=aid.project_id.acronym,
                        state=state.name,
                    )
                )
