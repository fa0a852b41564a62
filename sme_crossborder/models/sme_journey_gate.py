from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_OVERRIDE = object()  # an object cannot travel over RPC


class SmeJourneyGate(models.AbstractModel):
    """Gates of a journey: what keeps its stage from counting, what refuses a move."""

    _name = "sme.journey.gate"
    _description = "Journey: Gates"

    missing_gates = fields.Text(
        string="Not yet countable",
        compute="_compute_missing_gates",
        compute_sudo=False,
        help="What the stage asks for and the journey does not have yet.",
    )
    missing_earlier = fields.Text(
        string="Missing for earlier stages",
        compute="_compute_missing_earlier",
        compute_sudo=False,
        help="What stages it has left asked for and it still does not have.",
    )
    is_countable = fields.Boolean(
        string="Countable",
        compute="_compute_missing_gates",
        compute_sudo=False,
        search="_search_is_countable",
        help="The journey has everything its stage asks for.",
    )

    @api.depends("stage_id", "sme_evidence_ids.kind_id", "firm_id")
    @api.depends_context("lang")
    def _compute_missing_gates(self):
        missing = self._get_missing_gates()
        for lead in self:
            gates = missing.get(lead)
            lead.missing_gates = "\n".join(gates.mapped("name")) if gates else False
            lead.is_countable = bool(lead.firm_id) and not gates

    @api.depends("stage_id", "stage_log_ids", "sme_evidence_ids.kind_id", "firm_id")
    @api.depends_context("lang")
    def _compute_missing_earlier(self):
        """Moving on does not make a stage countable that was left without its papers.

        Stages that were skipped ask for nothing.
        """
        for lead in self:
            # sudo: the stages of a journey the user may read
            passed = lead.sudo().stage_log_ids.stage_id - lead.stage_id
            names = self._get_gates(passed)._filter_closed(lead).mapped("name")
            lead.missing_earlier = "\n".join(names) or False

    def _search_is_countable(self, operator, value):
        if operator != "in":
            return NotImplemented
        closed = Domain.OR(
            Domain("stage_id", "=", gate.stage_id.id) & ~gate._get_asked()
            for gate in self._get_gates()
        )
        countable = Domain("firm_id", "!=", False) & ~closed
        return countable if True in value else ~countable

    @api.model
    def _get_gates(self, stages=None):
        # sudo: what a stage asks for is the same for everybody who sees a journey
        return self.env["sme.stage.gate"].sudo()._get_active(stages)

    def _get_missing_gates(self):
        """Return ``{journey: gates}``: what the stage of each asks for and is missing.

        A bounded number of queries, however many journeys.
        """
        missing = {}
        # sudo: a gate says the same to every reader of the journey, and gives away no
        # more than its own name
        journeys_sudo = self.filtered("firm_id").sudo()
        gates = self._get_gates(journeys_sudo.stage_id)
        gates._forget_lists(self)
        for stage, journeys in journeys_sudo.grouped("stage_id").items():
            for gate in self._get_gates(stage):
                closed = journeys - journeys.filtered_domain(gate._get_asked())
                for lead in closed:
                    lead = lead.sudo(self.env.su)
                    missing[lead] = missing.get(lead, gate.browse()) | gate
        gates._forget_lists(self)
        return missing

    def _check_blocking_gates(self):
        """Refuse what has just entered a stage that asks for more.

        :raises UserError: listing what is missing on every journey
        """
        if self.env.context.get("_sme_override") is _OVERRIDE:
            return
        refusals = []
        for lead, gates in self._get_missing_gates().items():
            blocking = gates.filtered(lambda gate: gate.level == "blocks")
            if blocking:
                refusals.append(
                    self.env._(
                        "%(journey)s cannot enter %(stage)s yet. Missing:\n%(missing)s",
                        journey=lead.name,
                        stage=lead.stage_id.name,
                        missing="\n".join(f"- {gate.name}" for gate in blocking),
                    )
                )
        if refusals:
            advice = self.env._(
                "Add what is missing and move it again, or ask a coordinator to let it "
                "pass with a reason."
            )
            raise UserError("\n\n".join([*refusals, advice]))

    def _get_blocking_gates(self, stage):
        """Return the gates that would refuse this journey under way at a stage."""
        self.ensure_one()
        Gate = self.env["sme.stage.gate"]
        if not self.active or self.won_status != "pending" or stage == self.stage_id:
            return Gate
        blocking = self._get_gates(stage).filtered(lambda gate: gate.level == "blocks")
        return blocking._filter_closed(self)

    def _override_gates(self, stage, reason):
        """Move one journey to a stage in spite of its gates, and say why for good.

        :param stage: `crm.stage` of journeys
        :param str reason: why the stage is entered without what it asks for
        :raises UserError: the user is no coordinator, gives no reason, or nothing
            keeps the journey from moving by itself
        """
        self.ensure_one()
        if not self.env.user.has_group("sme_crossborder.group_sme_coordinator"):
            raise UserError(
                self.env._("Only a coordinator can let a journey pass its gates.")
            )
        if not self._get_blocking_gates(stage):
            raise UserError(
                self.env._(
                    "Nothing keeps %(journey)s from entering %(stage)s: move it there. "
                    "If it has dropped out, restart it first.",
                    journey=self.name,
                    stage=stage.name,
                )
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why %(journey)s may enter %(stage)s without what is missing.",
                    journey=self.name,
                    stage=stage.name,
                )
            )
        overriding = self.with_context(_sme_override=_OVERRIDE)
        overriding.write({"stage_id": stage.id})
        missing = self._get_missing_gates().get(self)
        self._note_override(reason.strip())
        self._message_log(
            body=self.env._(
                "Moved to %(stage)s in spite of its gates. Missing: %(missing)s. "
                "Reason: %(reason)s",
                stage=stage.name,
                missing=", ".join(missing.mapped("name")) if missing else "-",
                reason=reason.strip(),
            )
        )
