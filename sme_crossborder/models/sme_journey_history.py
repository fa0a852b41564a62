from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_journey_drop_out import TAKEN_OVER

MOVING_FIELDS = {"stage_id", "active", "probability", "lost_reason_id"}


class SmeJourneyHistory(models.AbstractModel):
    """Writes the history of a journey's stages, on whatever path it moves."""

    _name = "sme.journey.history"
    _description = "Journey: History of Its Stages"

    stage_log_ids = fields.One2many(
        "sme.journey.stage.log", "lead_id", string="Stages entered"
    )
    stage_history = fields.Html(
        string="Stages so far",
        compute="_compute_stage_history",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends("stage_log_ids")
    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_stage_history(self):
        """A table to look at, for one journey at a time: forms fetch it when asked."""
        for lead in self:
            lines = self.env["sme.journey.stage.log"].search(
                [("lead_id", "=", lead._origin.id)]
            )
            lead.stage_history = lines and self.env["ir.qweb"]._render(
                "sme_crossborder.stage_history", {"lines": lines}
            )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        journeys = leads.filtered("firm_id")
        journeys._check_blocking_gates()
        journeys.filtered("active")._open_stage_log()
        return leads

    def write(self, vals):
        if vals.get("target_country_id"):
            self._correct_market(vals["target_country_id"])
        journeys = self.filtered("firm_id") if MOVING_FIELDS & vals.keys() else None
        if not journeys:
            return super().write(vals)
        before = {lead: (lead.stage_id, lead.active) for lead in journeys}
        result = super().write(vals)
        moved = journeys.filtered(lambda lead: lead.stage_id != before[lead][0])
        moved._check_blocking_gates()
        changed = journeys.filtered(
            lambda lead: (lead.stage_id, lead.active) != before[lead]
        )
        if changed:
            changed._close_stage_log()
            changed.filtered("active")._open_stage_log()
        elif "lost_reason_id" in vals:
            journeys._note_lost_reason()
        return result

    def _correct_market(self, country_id):
        """A market chosen by mistake was never aimed at: history says the right one.

        :raises UserError: the journey has ended
        """
        for lead in self.filtered("firm_id"):
            if lead.target_country_id.id == country_id:
                continue
            if not lead.active or lead.won_status != "pending":
                raise UserError(
                    self.env._(
                        "%(journey)s has ended, so its market stays. Begin another "
                        "journey from the firm.",
                        journey=lead.name,
                    )
                )
            # sudo: the log is nobody's to write; the change itself is checked
            lead.check_access("write")
            lead.stage_log_ids.sudo().target_country_id = country_id

    @api.private
    def write_history(self, steps, left=False):
        """Replace the history of one journey by what is known from elsewhere.

        For data taken over from another system, which knows the days of moves that
        this database has not seen. No screen leads here.

        :param steps: list of ``(stage id, datetime entered in UTC)``, oldest first; the
            journey is put in the last one, whose gates hold as ever
        :param left: datetime in UTC a journey that dropped out left its last stage
        :raises UserError: the last stage asks for something that is missing
        """
        self.ensure_one()
        taken_over = self.with_context(_sme_taken_over=TAKEN_OVER)
        taken_over.write({"stage_id": steps[-1][0]})
        ended = left or (self.stage_id.is_won and steps[-1][1])
        # sudo: dates a journey works out, known from elsewhere this once
        self.sudo().write(
            {"date_last_stage_update": steps[-1][1], "date_closed": ended}
        )
        reason = self.stage_log_ids[:1].lost_reason_id
        self.stage_log_ids.unlink()
        ends = [entered for _stage, entered in steps[1:]] + [left]
        self.env["sme.journey.stage.log"].create(
            [
                self._prepare_stage_log()
                | {
                    "stage_id": stage_id,
                    "date_entered": entered,
                    "date_left": end,
                    "user_id": self.user_id.id,
                }
                for (stage_id, entered), end in zip(steps, ends, strict=True)
            ]
        )
        if reason:
            self._last_stage_log().lost_reason_id = reason

    def _close_stage_log(self):
        # sudo: the log is nobody's to write; the move itself was allowed
        lines_sudo = self.env["sme.journey.stage.log"].sudo()
        lines_sudo = lines_sudo.search(
            [("lead_id", "in", self.ids), ("date_left", "=", False)]
        )
        now = fields.Datetime.now()
        for reason, lines in lines_sudo.grouped(
            lambda line: line.lead_id.lost_reason_id
        ).items():
            dropped = lines.filtered(lambda line: not line.lead_id.active)
            dropped.write({"date_left": now, "lost_reason_id": reason.id})
            (lines - dropped).write({"date_left": now})
        lines_sudo.flush_recordset()  # one open line at a time, says an index

    def _open_stage_log(self):
        # sudo: the log is nobody's to write; the move itself was allowed
        self.env["sme.journey.stage.log"].sudo().create(
            [lead._prepare_stage_log() for lead in self]
        )

    def _prepare_stage_log(self):
        """Return the values of a line that begins now."""
        self.ensure_one()
        return {
            "lead_id": self.id,
            "firm_id": self.firm_id.id,
            "company_id": self.company_id.id,
            "target_country_id": self.target_country_id.id,
            "stage_id": self.stage_id.id,
            "date_entered": fields.Datetime.now(),
            "user_id": self.env.uid,
        }

    def _note_lost_reason(self):
        """Stock archives first and writes the reason in a second step."""
        for lead in self.filtered(lambda lead: not lead.active):
            lead._last_stage_log().write({"lost_reason_id": lead.lost_reason_id.id})

    def _note_override(self, reason):
        self._last_stage_log().write({"override_reason": reason})

    def _last_stage_log(self):
        self.ensure_one()
        # sudo: the newest line of a journey the user has just moved
        lines_sudo = self.env["sme.journey.stage.log"].sudo()
        return lines_sudo.search([("lead_id", "=", self.id)], limit=1)
