from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .dialogs import entitle
from .plans import start_plan
from .sme_guidance_clock import ENDED


class SmeGuidanceCase(models.Model):
    """A question of a firm about the other country, until it is answered."""

    _name = "sme.guidance.case"
    _description = "Guidance Case"
    _inherit = [
        "sme.counts.for",
        "sme.guidance.hosted",
        "sme.guidance.mail",
        "sme.guidance.intake",
        "sme.guidance.satisfaction",
        "sme.guidance.todo",
        "sme.guidance.clock",
        "sme.guidance.barrier",
        "sme.started.at",
        "sme.noted.shared",
        "sme.shared.mixin",
        "sme.noted.abroad",
        "sme.activity",
    ]
    _counted_as = "case"
    _order = "date_asked desc, id desc"
    _check_company_auto = True
    _started_field = "started_case_ids"

    name = fields.Char(string="In short")
    user_id = fields.Many2one(string="Adviser", tracking=True)
    topic_id = fields.Many2one(
        "sme.guidance.topic",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    question = fields.Text(help="In the words of the firm, as it asked.")
    summary = fields.Text(
        string="Answer in a few sentences",
        copy=False,
        help="Asked for when the case is closed.",
    )
    drop_reason = fields.Char(string="Why it was dropped", copy=False, tracking=True)
    service_ids = fields.One2many("sme.service", "case_id", string="Sessions")
    service_count = fields.Integer(
        string="Number of sessions", compute="_compute_service_totals"
    )
    service_minutes = fields.Integer(
        string="Minutes of sessions", compute="_compute_service_totals"
    )
    has_checklist = fields.Boolean(compute="_compute_has_checklist")
    is_planned = fields.Boolean(
        string="Checklist planned",
        readonly=True,
        copy=False,
        help="The checklist of the topic is among the activities.",
    )
    _company_date_idx = models.Index("(company_id, date_asked DESC, id DESC)")
    _due_idx = models.Index("(date_due) WHERE date_started IS NOT NULL")

    @api.depends("service_ids.minutes")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_service_totals(self):
        rows = self.env["sme.service"]._read_group(
            [("case_id", "in", self.ids)], ["case_id"], ["__count", "minutes:sum"]
        )
        totals = {case.id: (count, minutes) for case, count, minutes in rows}
        for case in self:
            count, minutes = totals.get(case._origin.id, (0, 0))
            case.service_count, case.service_minutes = count, minutes

    @api.depends("topic_id", "lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_has_checklist(self):
        for case in self:
            case.has_checklist = bool(case._get_checklist())

    def _get_checklist(self):
        """Return the plan of the method of its journey, or else of its topic."""
        method = self.lead_id._get_method()
        return method.case_plan_id or self.topic_id._get_plan()

    @api.constrains("state", "summary", "drop_reason")
    def _check_ending(self):
        for case in self:
            if case.state == "closed" and not (case.summary or "").strip():
                raise ValidationError(
                    self.env._(
                        "Before %(case)s is closed, say in a few sentences what the "
                        "answer was: the button Close asks for it.",
                        case=case.display_name,
                    )
                )
            if case.state == "dropped" and not (case.drop_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Before %(case)s is dropped, say why: the button Close asks "
                        "for it.",
                        case=case.display_name,
                    )
                )

    @api.constrains("firm_id")
    def _check_firm(self):
        for case in self:
            # sudo: sessions are the owner's; which firm they are of
            other_sudo = case.sudo().service_ids.firm_id - case.sudo().firm_id
            if other_sudo:
                raise ValidationError(
                    self.env._(
                        "%(case)s has sessions of %(firm)s, so it stays with that "
                        "firm. Open another case for the other one.",
                        case=case.name,
                        firm=other_sudo[:1].name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_sessions(self):
        # sudo: figures rest on sessions, whoever may read them
        for case in self.sudo().filtered("service_ids"):
            raise UserError(
                self.env._(
                    "%(case)s cannot be deleted: %(count)s sessions were noted in it. "
                    "Drop it with a reason instead.",
                    case=case.name,
                    count=len(case.service_ids),
                )
            )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_work(self):
        """Take the case up, or take it up again."""
        self.write({"state": "work"})
        return True

    def _begin_work(self):
        """Whoever notes something in a new case has taken it up."""
        ours = self._filtered_access("write")
        ours.filtered(lambda case: case.state == "new").action_work()

    def action_wait(self):
        """Wait for something from the firm; meanwhile the clock stands."""
        self.write({"state": "waiting"})
        return True

    def action_plan_checklist(self):
        """Plan the steps of the topic's checklist.

        :raises UserError: the topic has none, or it is planned already
        """
        for case in self:
            plan = case._get_checklist()
            if not plan or case.is_planned:
                raise UserError(
                    self.env._(
                        "The checklist of %(case)s is planned already: see its "
                        "activities.",
                        case=case.name,
                    )
                    if plan
                    else self.env._(
                        "%(topic)s has no checklist. A project manager can choose one "
                        "for the topic.",
                        topic=case.topic_id.display_name,
                    )
                )
            start_plan(case, plan)
            case.is_planned = True
        return True

    def action_note_service(self):
        """Open the short form to note a session."""
        action = self._get_noted_action("sme_crossborder.sme_service_action_new")
        return entitle(action, self.env._("Note a session"))

    def action_view_services(self):
        action = self._get_noted_action("sme_crossborder.sme_service_action")
        return entitle(action, self.env._("Sessions"))

    def _get_noted_action(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return action | {
            "domain": [("case_id", "=", self.id)],
            "context": {
                "default_case_id": self.id,
                "default_firm_id": self.firm_id.id,
                "default_lead_id": self.lead_id.id,
            },
        }

    def _follow_adviser(self, adviser):
        """What is not ended goes on with whoever advises the firm from now on."""
        going_on = self.filtered(lambda case: case.state not in ENDED)
        going_on.write({"user_id": adviser.id})
