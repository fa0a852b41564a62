from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .dates import refuse_impossible

CLOSED = ("overcome", "accepted")


class SmeBarrierEncounter(models.Model):
    """A barrier met: this firm, on this way, was stopped or slowed by that barrier."""

    _name = "sme.barrier.encounter"
    _description = "Barrier Met"
    _inherit = [
        "sme.counts.for",
        "sme.noted.shared",
        "sme.shared.mixin",
        "sme.noted.abroad",
        "sme.barrier.heat.map",
        "sme.full.text",
        "sme.activity",
    ]
    _counted_as = "barrier"
    _order = "date desc, id desc"
    _full_text_fields = ("name", "lesson", "action_taken")
    _check_company_auto = True

    name = fields.Char(string="What stood in the way")
    user_id = fields.Many2one(string="Noted by")
    barrier_id = fields.Many2one(
        "sme.barrier",
        string="Known barrier",
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Leave it empty to start a new one from what stood in the way.",
    )
    type_id = fields.Many2one(
        "sme.barrier.type",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_type_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    stage_id = fields.Many2one(
        "crm.stage",
        string="Stage it was met in",
        compute="_compute_stage_id",
        store=True,
        precompute=True,
        ondelete="set null",
    )
    date = fields.Date(default=fields.Date.context_today, required=True, index=True)
    date_closed = fields.Date(string="Closed", copy=False, tracking=True)
    severity = fields.Selection(
        selection=[
            ("1", "1: a nuisance"),
            ("2", "2: costs some time"),
            ("3", "3: slows the firm down"),
            ("4", "4: endangers the way to the market"),
            ("5", "5: stops it"),
        ],
        default="3",
        required=True,
        tracking=True,
    )
    days_lost = fields.Integer(string="Days lost", tracking=True)
    money_lost = fields.Monetary(string="Money lost")
    currency_id = fields.Many2one(
        "res.currency",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("treatment", "In treatment"),
            ("overcome", "Overcome"),
            ("accepted", "Accepted"),
            ("blocking", "Blocking"),
        ],
        default="open",
        required=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    action_taken = fields.Text(string="What was done")
    lesson = fields.Char(
        string="What helps the next firm",
        help="One sentence, asked for when the barrier is overcome or accepted.",
    )
    evidence_ids = fields.One2many(
        "sme.evidence",
        "encounter_id",
        groups="sme_crossborder.group_sme_adviser",
    )
    quotable = fields.Boolean(
        string="May be quoted",
        compute="_compute_quotable",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="Somebody has read what was done and what helps the next firm, and found "
        "nothing that tells who the firm or a person is. Studies quote nothing else. "
        "Taken back by itself when one of the two texts changes.",
    )
    _days_lost_check = models.Constraint(
        "CHECK (days_lost >= 0)", "Days lost cannot be negative."
    )
    _money_lost_check = models.Constraint(
        "CHECK (money_lost IS NULL OR money_lost >= 0)",
        "Money lost cannot be negative.",
    )
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")
    # lessons of a country pair are looked for first, see `sme.barrier.suggest`
    _lesson_idx = models.Index(
        "(home_country_id, target_country_id) WHERE state IN ('overcome', 'accepted')"
    )

    @api.depends("barrier_id")
    def _compute_type_id(self):
        for encounter in self:
            encounter.type_id = encounter.barrier_id.type_id or encounter.type_id

    @api.depends("barrier_id")
    def _compute_target_country_id(self):
        """Else that of the known barrier."""
        result = super()._compute_target_country_id()
        for encounter in self:
            encounter.target_country_id = (
                encounter.target_country_id or encounter.barrier_id.target_country_id
            )
        return result

    @api.depends("lead_id")
    def _compute_stage_id(self):
        """Where the journey stood when it was noted; moving on changes nothing."""
        for encounter in self:
            encounter.stage_id = encounter.lead_id.stage_id

    @api.depends("action_taken", "lesson")
    def _compute_quotable(self):
        """Whoever ticked it has not read the new words."""
        self.quotable = False

    @api.constrains("quotable")
    def _check_quotable(self):
        for encounter in self.filtered("quotable"):
            if not encounter._has_quote():
                raise ValidationError(
                    self.env._(
                        "%(barrier)s has nothing to quote. Say what was done, or what "
                        "helps the next firm, before you tick May be quoted.",
                        barrier=encounter.name,
                    )
                )

    def _refuse_foreign_tick(self):
        """What leaves a house is that house's to say, whoever may work on it.

        :raises UserError: naming who can say it
        """
        for encounter in self.filtered(lambda met: met.quotable and not met.is_own):
            raise UserError(
                self.env._(
                    "Only %(company)s can say whether %(barrier)s may be quoted. "
                    "Ask them, or leave it unticked.",
                    company=encounter.company_id.sudo().name,
                    barrier=encounter.name,
                )
            )

    def _has_quote(self):
        self.ensure_one()
        return any((text or "").strip() for text in (self.action_taken, self.lesson))

    @api.constrains("date")
    def _check_date(self):
        for encounter in self:
            refuse_impossible(
                encounter, "date", self.env._("Enter the day the firm met it.")
            )

    @api.constrains("date", "date_closed", "state")
    def _check_date_closed(self):
        for encounter in self:
            refuse_impossible(
                encounter, "date_closed", self.env._("Enter the day it was over.")
            )
            closed = encounter.date_closed
            if closed and encounter.state not in CLOSED:
                raise ValidationError(
                    self.env._(
                        "%(barrier)s is not overcome or accepted, so it has no day it "
                        "was closed.",
                        barrier=encounter.name,
                    )
                )
            if closed and closed < encounter.date:
                raise ValidationError(
                    self.env._(
                        "%(barrier)s was closed before it was met. Correct one of the "
                        "two dates.",
                        barrier=encounter.name,
                    )
                )

    @api.constrains("state", "lesson")
    def _check_lesson(self):
        for encounter in self:
            if encounter.state in CLOSED and not (encounter.lesson or "").strip():
                raise ValidationError(
                    self.env._(
                        "Before %(barrier)s is closed, say in one sentence what helps "
                        "the next firm.",
                        barrier=encounter.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A barrier met joins a known one, or starts one of its own."""
        encounters = super().create(vals_list)
        if not self.env.su:
            encounters._refuse_foreign_tick()
        for encounter in encounters.filtered(lambda met: not met.barrier_id):
            # sudo: whoever works on a shared journey starts it for the journey's owner
            barrier_sudo = self.env["sme.barrier"].sudo()
            barrier_sudo = barrier_sudo.create(
                {
                    "name": encounter.name,
                    "type_id": encounter.type_id.id,
                    "company_id": encounter.company_id.id,
                    "home_country_id": encounter.home_country_id.id,
                    "target_country_id": encounter.target_country_id.id,
                }
            )
            encounter.sudo().barrier_id = barrier_sudo
            barrier_sudo._share_by_default(encounter)
        encounters.filtered(lambda met: met.state in CLOSED)._note_closing()
        return encounters

    def write(self, vals):
        if "barrier_id" in vals and not vals["barrier_id"]:
            raise UserError(
                self.env._("A barrier met belongs to a known barrier: choose one.")
            )
        if vals.get("state", "overcome") not in CLOSED:
            vals = vals | {"date_closed": False}  # reopened, or still open
        result = super().write(vals)
        if vals.get("quotable") and not self.env.su:
            self._refuse_foreign_tick()
        if "state" in vals:
            self.filtered(lambda met: met.state in CLOSED)._note_closing()
        return result

    def _note_closing(self):
        """It ended today, unless another day is given."""
        for encounter in self.filtered(lambda met: not met.date_closed):
            encounter.date_closed = fields.Date.context_today(encounter)

    def _get_carriers(self):
        """Whoever reads a journey reads the barriers met on it."""
        return self.lead_id

    @api.onchange("barrier_id", "lead_id")
    def _onchange_noted_already(self):
        """A barrier noted twice on one journey would be counted twice."""
        if not (self.barrier_id and self.lead_id) or self._origin:
            return None
        place = (self.firm_id._origin, self.lead_id._origin)
        noted = self._find_noted(self.barrier_id._origin.id, [place]).get(place)
        if not noted:
            return None
        return {
            "warning": {
                "title": self.env._("Noted already"),
                "message": self.env._(
                    "%(barrier)s was noted on this journey on %(date)s and is not "
                    "closed. Write there what is new, unless the firm met it again.",
                    barrier=noted.name,
                    date=format_date(self.env, noted.date),
                ),
            }
        }

    @api.model
    def _find_noted(self, barrier_id, places):
        """Return what is noted of a known barrier at some places and not closed.

        :param places: list that begins with ``firm, journey`` each; the latter may be
            an empty record
        :returns: dict ``{(firm, journey): sme.barrier.encounter}``
        """
        if not barrier_id:
            return {}
        wanted = {place[:2] for place in places}
        found = self.search(
            [
                ("barrier_id", "=", barrier_id),
                ("firm_id", "in", [firm.id for firm, _lead in wanted]),
                ("state", "not in", CLOSED),
            ]
        )
        noted = {(met.firm_id, met.lead_id): met for met in found}
        return {place: noted[place] for place in wanted & noted.keys()}

    def _join(self, barrier):
        """Move to another known barrier; the line about it is on the two barriers."""
        self.with_context(tracking_disable=True).barrier_id = barrier
