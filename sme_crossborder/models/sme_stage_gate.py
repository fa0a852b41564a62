import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

# fields that ask the gates: a gate that asked them would ask itself
ASKED_OF_GATES = {"is_countable", "missing_gates", "missing_earlier"}


class SmeStageGate(models.Model):
    """What must be there for a stage of a journey to count, or to be entered at all.

    The stages are a map, not a rail: a gate that only counts lets the card move and
    says what is missing; one that blocks refuses the move.
    """

    _name = "sme.stage.gate"
    _description = "Stage Gate"
    _inherit = ["mail.thread"]
    _order = "stage_id, sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        tracking=True,
        help="What is asked for, as people read it where it is missing.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    stage_id = fields.Many2one(
        "crm.stage",
        required=True,
        index=True,
        ondelete="cascade",
        domain=lambda self: [
            ("team_ids", "in", self.env["crm.lead"]._journey_team_id())
        ],
    )
    level = fields.Selection(
        selection=[
            ("counts", "Counts: the stage is not countable without it"),
            ("blocks", "Blocks: the stage cannot be entered without it"),
        ],
        default="counts",
        required=True,
        tracking=True,
    )
    kind = fields.Selection(
        selection=[
            ("domain", "A condition on the journey"),
            ("evidence", "A piece of evidence"),
        ],
        default="domain",
        required=True,
        string="Asks for",
        tracking=True,
    )
    domain = fields.Char(string="Condition", default="[]", tracking=True)
    evidence_kind_ids = fields.Many2many(
        "sme.evidence.kind",
        string="Kinds of evidence",
        tracking=True,
        help="One piece of any of these kinds, attached to the journey, is enough.",
    )

    @api.constrains("kind", "domain", "evidence_kind_ids")
    def _check_condition(self):
        for gate in self:
            if gate.kind == "evidence" and not gate.evidence_kind_ids:
                raise ValidationError(
                    self.env._(
                        "Gate %(gate)s asks for evidence: choose at least one kind.",
                        gate=gate.name,
                    )
                )
            try:
                gate._try_domain()
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The condition of gate %(gate)s cannot be read: %(error)s. "
                        "Build it with the editor, or correct it.",
                        gate=gate.name,
                        error=error,
                    )
                ) from error

    @api.constrains("stage_id")
    def _check_stage(self):
        stages = self.env["crm.lead"]._get_journey_stages()
        for gate in self:
            if gate.stage_id not in stages:
                raise ValidationError(
                    self.env._(
                        "Gate %(gate)s: %(stage)s is no stage of journeys.",
                        gate=gate.name,
                        stage=gate.stage_id.name,
                    )
                )

    @api.model
    def _get_active(self, stages=None):
        """Return the gates in use; forms, lists and boards ask for them.

        :param stages: `crm.stage` whose gates are wanted; all where left out
        """
        return self.browse(
            gate_id
            for gate_id, stage_id in self._get_places()
            if stages is None or stage_id in stages._ids
        )

    @api.model
    @ormcache()
    def _get_places(self):
        """The gates in use and their stages, kept until a gate or a stage changes."""
        # sudo: what a stage asks for is the same for everybody
        gates_sudo = self.sudo().search_fetch([("active", "=", True)], ["stage_id"])
        return tuple((gate.id, gate.stage_id.id) for gate in gates_sudo)

    @api.model_create_multi
    def create(self, vals_list):
        gates = super().create(vals_list)
        self.env.registry.clear_cache()
        return gates

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _try_domain(self):
        """Ask the condition of a journey, as boards and searches will.

        A wrong one would keep every organisation from its journeys.

        :raises ValueError: it rests on what gates themselves say, or cannot be asked
        """
        domain = self._get_domain()
        for condition in domain.iter_conditions():
            if condition.field_expr.split(".")[0] in ASKED_OF_GATES:
                raise ValueError(condition.field_expr)
        # sudo: whether it can be asked does not depend on who asks
        Lead = self.env["crm.lead"].sudo()
        Lead.browse(Lead.search(domain, limit=1).ids).filtered_domain(domain)
        Lead.new({"firm_id": False}).filtered_domain(domain)
        Lead.search([("firm_id", "!=", False)], limit=1).filtered_domain(domain)

    @ormcache("self.id")
    def _get_asked(self):
        """Return the condition of the gate, kept until a gate or a stage changes."""
        return self._get_domain()

    def _get_domain(self):
        """Return the condition under which the gate is open, a domain on journeys."""
        self.ensure_one()
        if self.kind == "evidence":
            # a kind put away still is what it was where it was chosen
            kinds = self.with_context(active_test=False).evidence_kind_ids
            return Domain("sme_evidence_ids.kind_id", "in", kinds.ids)
        return Domain(ast.literal_eval(self.domain or "[]"))

    def _filter_closed(self, lead):
        """Return the gates that lack something on one journey, whatever its stage.

        :param lead: `crm.lead` the user may read, or whose history they may read
        """
        # sudo: a gate says the same to every reader, and gives away its own name only
        lead_sudo = lead.sudo()
        self._forget_lists(lead)
        closed = self.filtered(
            lambda gate: not lead_sudo.filtered_domain(gate._get_asked())
        )
        self._forget_lists(lead)
        return closed

    def _forget_lists(self, leads):
        """Read lists that gates look at anew, before they are asked and after.

        What is in memory is the same for the superuser who asks and for the reader. Of
        a journey of another organisation a reader sees fewer services and papers: a
        gate would miss the others, or the reader would be shown what is none of theirs.

        :param leads: `crm.lead`, as the reader has them
        """
        lists = () if leads.env.su else self._get_list_names()
        foreign = lists and leads._origin.filtered(lambda lead: not lead.is_own)
        if foreign:
            foreign.invalidate_recordset(lists, flush=False)

    @ormcache("self._ids")
    def _get_list_names(self):
        """Return the lists of journeys that gates look at; kept until one changes."""
        asked = {
            condition.field_expr.partition(".")[0]
            for gate in self
            for condition in gate._get_asked().iter_conditions()
        }
        known = self.env["crm.lead"]._fields
        return tuple(
            fname for fname in asked if known[fname].type in ("one2many", "many2many")
        )
