from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.meeting_outcome import is_agreed, state_said


class SmeMeetingResult(models.AbstractModel):
    """What both sides say of a meeting, and what organisers see of it.

    The state of the meeting follows from it, unless somebody at the desk noted whether
    it was held: that stands, and what contradicts it is to be cleared.
    """

    _name = "sme.meeting.result"
    _description = "1:1 Meeting: What the Sides Say"

    outcome_ids = fields.One2many("sme.meeting.outcome", "meeting_id", readonly=True)
    outcome_state = fields.Selection(
        selection=[
            ("none", "Nobody yet"),
            ("one", "One side"),
            ("both", "Both sides"),
        ],
        string="Outcome told by",
        compute="_compute_outcome_state",
        store=True,
    )
    is_contradicted = fields.Boolean(
        string="To be cleared",
        readonly=True,
        copy=False,
        help="What is said of the meeting does not fit together: one side says it did "
        "not take place, or it is noted otherwise. Press Held or Not held.",
    )
    is_noted = fields.Boolean(
        string="Noted by the organisers",
        readonly=True,
        copy=False,
        help="Whether it was held stays as noted, whatever the two sides say.",
    )
    agreed_on = fields.Datetime(
        string="Both agreed on",
        readonly=True,
        copy=False,
        help="When both sides first agreed on a next step.",
    )

    @api.depends("outcome_ids")
    def _compute_outcome_state(self):
        for meeting in self:
            said = min(len(meeting.outcome_ids), 2)
            meeting.outcome_state = ("none", "one", "both")[said]

    def _queue_outcome(self):
        """Wait for whoever says something of the same meeting at the moment.

        A row that is written, not only locked: who waited is refused by the database,
        begins anew, and sees what the first said.
        """
        self.env.cr.execute(
            SQL("UPDATE sme_meeting SET version = version WHERE id IN %s", self._ids)
        )
        self.invalidate_recordset()

    def _is_agreed(self):
        return is_agreed(self.outcome_ids.mapped("choice"))

    def _follow_outcomes(self, was_agreed=False):
        """Let state and second meeting follow from what was said.

        :param bool was_agreed: both had agreed before something was said anew
        """
        now = fields.Datetime.now()
        for meeting in self:
            choices = meeting.outcome_ids.mapped("choice")
            said = state_said(choices, is_over=meeting.end <= now)
            values = {"is_contradicted": said == "contradicted"}
            if meeting.is_noted:
                values["is_contradicted"] = said not in ("planned", meeting.state)
            elif said != "contradicted":
                values["state"] = said
            agreed = is_agreed(choices)
            if agreed != was_agreed:
                values["is_second_agreed"] = agreed
                meeting.outcome_ids._feed_agreement(agreed)
                if agreed and not meeting.agreed_on:
                    values["agreed_on"] = now
                    meeting.outcome_ids._feed_interests()
            meeting.write(values)

    @api.model
    def _settle_missed(self):
        """Meetings one side missed, and of which the other says nothing, were not held.

        Looked at once their time is over.
        """
        self.search(
            [
                ("state", "=", "planned"),
                ("is_noted", "=", False),
                ("end", "<=", fields.Datetime.now()),
                ("outcome_state", "=", "one"),
                ("outcome_ids.choice", "=", "not_held"),
            ]
        )._follow_outcomes()

    # ------------------------------------------------------------------
    # What organisers begin from it
    # ------------------------------------------------------------------

    def action_start_lead(self):
        """Open a draft for the own firm that met; ask which, if it is not one.

        :raises UserError: none of the user's own firms is registered
        """
        self.ensure_one()
        firms = self._find_own_sides().firm_id
        if len(firms) != 1:
            return self.event_id.action_start_lead()
        return self.event_id._open_started("lead", firms)

    def action_leads_of_others(self):
        """Open what firms of the other side's country offer and seek.

        Of which firm a lead is, is for its owner to tell.
        """
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_teaser_action"
        )
        ours = self._find_own_sides()
        others = self.participation_ids.registration_id - ours
        countries = (others or ours).firm_country_id
        return action | {
            "domain": [("country_id", "in", countries.ids)] if countries else [],
        }

    def _find_own_sides(self):
        """Return who comes from a firm of the user's own organisations."""
        people = self.participation_ids.registration_id
        return people.filtered(
            lambda person: person.firm_id._filtered_access("read").is_own
        )
