from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .sme_hand_over_token import HAND_OVER
from .sme_inside import activities_inside, messages_inside

TEAM = "sme_crossborder.crm_team_journey"
# A journey keeps these from its firm file; changing hands is an act of its own.
OWNED_FIELDS = ("firm_id", "company_id", "team_id", "partner_id", "type")


class CrmLead(models.Model):
    """A cross-border journey is an opportunity of a firm toward one target country.

    A lead without a firm is none of ours and stays as stock CRM has it.
    """

    _name = "crm.lead"
    # ours first: they stand before stock's methods
    _inherit = [
        "sme.counts.for",
        "sme.journey.start",
        "sme.journey.barrier",
        "sme.journey.border",
        "sme.journey.drop.out",
        "sme.journey.service",
        "sme.journey.history",
        "sme.journey.gate",
        "sme.journey.culture",  # the last rows of what prepares a firm
        "sme.journey.method",
        "sme.journey.adaptation",
        "sme.journey.feasibility",
        "sme.journey.readiness",
        "sme.journey.guidance",
        "sme.journey.preparation",
        "sme.journey.market.entry",
        "sme.journey.outcome",
        "sme.journey.stock",
        "sme.journey.search",
        "sme.journey.workshop",
        "sme.journey.board",
        "sme.shared.mixin",
        "crm.lead",
    ]

    _counted_as = "journey"

    message_ids = fields.One2many(domain=messages_inside)
    activity_ids = fields.One2many(domain=activities_inside)
    firm_id = fields.Many2one(
        "sme.firm",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The firm file this journey belongs to.",
    )
    target_country_id = fields.Many2one(
        "res.country",
        string="Target market",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    home_country_id = fields.Many2one(
        related="firm_id.country_id", string="Home country", store=True
    )
    home_flag = fields.Char(compute="_compute_flags")
    target_flag = fields.Char(compute="_compute_flags")
    days_in_stage = fields.Integer(
        string="Days in stage", compute="_compute_days_in_stage"
    )
    sme_evidence_ids = fields.One2many("sme.evidence", "lead_id", string="Evidence")

    _journey_company_check = models.Constraint(
        "CHECK (firm_id IS NULL OR company_id IS NOT NULL)",
        "A journey belongs to the organisation that keeps the firm's file.",
    )
    _journey_target_check = models.Constraint(
        "CHECK (firm_id IS NULL OR target_country_id IS NOT NULL)",
        "A journey leads to a market: choose its target market.",
    )
    _journey_open_uniq = models.UniqueIndex(
        "(firm_id, target_country_id)"
        " WHERE firm_id IS NOT NULL AND active AND won_status = 'pending'",
        "The firm already has an open journey to this market. Open that one instead.",
    )
    _market_entry_value_check = models.Constraint(
        "CHECK (market_entry_value IS NULL OR market_entry_value >= 0)",
        "The first-year value cannot be negative.",
    )
    # The board and the list of one organisation: its journeys in stock's order.
    # `IS TRUE` as the ORM writes it, or the index is not considered; the columns
    # included are those of the record rules and of *Stalled*, so that counting reads
    # the index alone.
    _journey_order_idx = models.Index(
        "(company_id, priority DESC, id DESC) INCLUDE (user_id, firm_id)"
        " WHERE firm_id IS NOT NULL AND active IS TRUE"
    )
    _journey_stage_idx = models.Index(
        "(company_id, stage_id, priority DESC, id DESC)"
        " INCLUDE (user_id, firm_id, won_status, date_last_stage_update)"
        " WHERE firm_id IS NOT NULL AND active IS TRUE"
    )

    # What is shared, by who reads it, for counting and finding a page
    _journey_audience_idx = models.Index(
        "(audience_id, stage_id) INCLUDE (company_id, user_id, firm_id, priority, id)"
        " WHERE firm_id IS NOT NULL AND active IS TRUE AND audience_id IS NOT NULL"
    )

    @api.depends("home_country_id.image_url", "target_country_id.image_url")
    def _compute_flags(self):
        countries = self.home_country_id | self.target_country_id
        flags = {country: country.image_url for country in countries}
        for lead in self:
            lead.home_flag = flags.get(lead.home_country_id)
            lead.target_flag = flags.get(lead.target_country_id)

    @api.depends("date_last_stage_update", "won_status", "date_closed")
    def _compute_days_in_stage(self):
        """Days until now, or until the journey ended."""
        now = fields.Datetime.now()
        for lead in self:
            entered = lead.date_last_stage_update or lead.create_date or now
            end = now if lead.won_status == "pending" else lead.date_closed or now
            lead.days_in_stage = max((end - entered).days, 0)

    @api.depends("firm_id", "target_country_id")
    def _compute_name(self):
        journeys = self.filtered("firm_id")
        for lead in journeys.filtered("target_country_id"):
            # another market, another name, unless somebody chose one of their own
            given = lead._get_journey_name(lead.firm_id, self.env["res.country"])
            if not lead.name or lead.name.startswith(given):
                lead.name = lead._get_journey_name(lead.firm_id, lead.target_country_id)
        return super(CrmLead, self - journeys)._compute_name()

    @api.model
    def _get_journey_name(self, firm, country):
        return f"{firm.name or ''} → {country.name or ''}"

    # ------------------------------------------------------------------
    # What a journey must be
    # ------------------------------------------------------------------

    @api.constrains("firm_id", "target_country_id")
    def _check_journey_market(self):
        for lead in self.filtered("firm_id"):
            if lead.target_country_id == lead.home_country_id:
                raise ValidationError(
                    self.env._(
                        "%(firm)s is at home in %(country)s: choose another country as "
                        "the target market.",
                        firm=lead.firm_id.name,
                        country=lead.target_country_id.name,
                    )
                )

    @api.constrains("firm_id", "user_id", "company_id")
    def _check_journey_adviser(self):
        """Another organisation's user would move or empty the owner (stock CRM)."""
        for lead in self.filtered("firm_id"):
            if lead.user_id and not lead.user_id._works_in(lead.company_id):
                raise ValidationError(
                    self.env._(
                        "The adviser of %(journey)s must be a user who works in "
                        "%(company)s. Choose one from the list.",
                        journey=lead.name,
                        company=lead.company_id.name,
                    )
                )

    @api.constrains("firm_id", "team_id")
    def _check_journey_firm(self):
        team = self._journey_team_id()
        for lead in self.filtered(lambda lead: lead.team_id.id == team):
            if not lead.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s has no firm, so it cannot be a cross-border journey. "
                        "Choose its firm, or another sales team.",
                        lead=lead.name,
                    )
                )

    @api.constrains("firm_id", "stage_id")
    def _check_journey_stage(self):
        journeys = self.filtered("firm_id")
        stages = self._get_journey_stages() if journeys else None
        for lead in journeys:
            if lead.stage_id not in stages:
                raise ValidationError(
                    self.env._(
                        "%(journey)s cannot be put in %(stage)s: that is no stage of "
                        "cross-border journeys. Choose one of these: %(stages)s.",
                        journey=lead.name,
                        stage=lead.stage_id.name or "-",
                        stages=", ".join(stages.mapped("name")),
                    )
                )

    @api.model
    def _journey_team_id(self):
        return self.env["ir.model.data"]._xmlid_to_res_id(TEAM)

    @api.model
    def _get_journey_stages(self):
        """The stages of cross-border journeys, in their order."""
        # sudo: stages are the same for everybody who sees a journey
        stages_sudo = self.env["crm.stage"].sudo()
        stages_sudo = stages_sudo.search([("team_ids", "in", self._journey_team_id())])
        return stages_sudo.with_env(self.env)

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    def write(self, vals):
        journeys = self.filtered("firm_id")
        if journeys or vals.get("firm_id"):
            vals = self._without_owned(vals)
            journeys.check_access("write")
            journeys._refuse_typed(vals)
        former = {}
        if journeys and "user_id" in vals:
            former = {lead: lead.user_id for lead in journeys}
        if journeys and {"active", "stage_id", "target_country_id"} & vals.keys():
            journeys._check_reopening(vals)
        result = super().write(vals)
        self._hand_over_steps(former)
        return result

    def _without_owned(self, vals):
        """Drop what a journey keeps from its firm, if it is the same; refuse others.

        :raises UserError: naming the field that cannot be changed
        """
        kept = dict(vals)
        if self.env.context.get("_sme_hand_over") is HAND_OVER:
            return kept
        for fname in OWNED_FIELDS:
            if fname not in kept:
                continue
            value = kept.pop(fname)
            value = getattr(value, "id", value)
            for lead in self:
                current = lead[fname]
                if (getattr(current, "id", current) or False) != (value or False):
                    raise UserError(
                        self.env._(
                            "%(field)s of %(journey)s cannot be changed: a journey "
                            "stays with its firm and the organisation that keeps its "
                            "file. Start another journey from the firm instead.",
                            field=lead._fields[fname]._description_string(self.env),
                            journey=lead.name,
                        )
                    )
        return kept

    def copy_data(self, default=None):
        """A journey is not copied: a firm has one open journey to a market."""
        for lead in self.filtered("firm_id"):
            raise UserError(
                self.env._(
                    "%(journey)s cannot be duplicated. Start another journey from the "
                    "firm instead.",
                    journey=lead.name,
                )
            )
        return super().copy_data(default)
