from odoo import fields, models
from odoo.tools import SQL

from ..tools.small_cells import SMALLEST
from .selections import WORKSHOP_KINDS
from .sme_workshop_feedback import select_feedback


class SmeWorkshopComparison(models.Model):
    """How workshops went, beside each other: numbers alone, one row for each.

    Whoever sees a workshop reads its row. A figure of which nothing is known is empty:
    it is in no average. Usefulness stays empty below three answers, as on the workshop.
    """

    _name = "sme.workshop.comparison"
    _auto = False
    _description = "Comparison of Workshops"
    _order = "date_begin desc, id desc"
    _rec_name = "event_id"
    _depends = {
        "event.event": [
            "active",
            "company_id",
            "date_begin",
            "is_workshop",
            "workshop_kind",
            "workshop_project_id",
        ],
        "event.registration": [
            "active",
            "company_name",
            "event_id",
            "feedback_input_id",
            "firm_id",
            "firm_name_key",
            "has_no_firm",
            "state",
        ],
        "sme.meeting": ["event_id", "is_second_agreed", "state"],
        "survey.question": ["scale_max", "scale_min", "sme_measures"],
        "survey.user_input": ["state"],
        "survey.user_input.line": [
            "answer_type",
            "question_id",
            "skipped",
            "user_input_id",
            "value_scale",
        ],
    }

    event_id = fields.Many2one("event.event", string="Workshop", readonly=True)
    company_id = fields.Many2one("res.company", string="Organised by", readonly=True)
    date_begin = fields.Datetime(string="Starts", readonly=True)
    workshop_kind = fields.Selection(
        selection=WORKSHOP_KINDS, string="Kind", readonly=True
    )
    project_id = fields.Many2one("sme.project", readonly=True)
    participant_count = fields.Integer(string="Participants", readonly=True)
    attended_count = fields.Integer(string="Attended", readonly=True)
    firm_count = fields.Integer(string="Firms", readonly=True)
    feedback_asked = fields.Integer(string="Asked for feedback", readonly=True)
    feedback_answered = fields.Integer(string="Gave feedback", readonly=True)
    response_share = fields.Float(
        string="Response rate (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 0),
        help="How many of those asked for feedback answered.",
    )
    rated_count = fields.Integer(readonly=True)
    usefulness = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(5, 0),
        help="From 0 to 100 on average, from three answers up.",
    )
    known_count = fields.Integer(string="Meetings held or not held", readonly=True)
    held_count = fields.Integer(string="Meetings held", readonly=True)
    held_share = fields.Float(
        string="Held (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 0),
        help="Of the meetings of which it is known. Good: 80 % or more.",
    )
    second_share = fields.Float(
        string="Meet again (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 0),
        help="Of the meetings held: second meeting agreed. Good: 20 to 30 %.",
    )

    @property
    def _table_query(self):
        """One row for each workshop, with its number; what is counted is counted once.

        What is counted for one workshop is looked up for the rows that are read alone.
        """
        return SQL(
            """
            SELECT event.id,
                   event.id AS event_id,
                   event.company_id,
                   event.date_begin,
                   event.workshop_kind,
                   event.workshop_project_id AS project_id,
                   people.participants AS participant_count,
                   people.attended AS attended_count,
                   COALESCE(firms.number, 0) AS firm_count,
                   feedback.asked AS feedback_asked,
                   feedback.answered AS feedback_answered,
                   100.0 * feedback.answered / NULLIF(feedback.asked, 0)
                       AS response_share,
                   CASE WHEN feedback.rated >= %(smallest)s
                        THEN feedback.rated ELSE 0 END AS rated_count,
                   CASE WHEN feedback.rated >= %(smallest)s
                        THEN feedback.usefulness END AS usefulness,
                   meetings.known AS known_count,
                   meetings.held AS held_count,
                   100.0 * meetings.held / NULLIF(meetings.known, 0) AS held_share,
                   100.0 * meetings.second / NULLIF(meetings.held, 0) AS second_share
              FROM event_event AS event
         LEFT JOIN LATERAL (
                    SELECT COUNT(*) AS participants,
                           COUNT(*) FILTER (WHERE state = 'done') AS attended
                      FROM event_registration
                     WHERE event_id = event.id AND active
                       AND state IN ('open', 'done')
                   ) AS people ON TRUE
         LEFT JOIN (SELECT event_id, COUNT(*) AS number
                      FROM (%(firms)s) AS firm
                  GROUP BY event_id) AS firms ON firms.event_id = event.id
         LEFT JOIN LATERAL (
                    SELECT COUNT(*) FILTER (WHERE state = 'held') AS held,
                           COUNT(*) FILTER (WHERE state IN ('held', 'not_held'))
                               AS known,
                           COUNT(*) FILTER (WHERE state = 'held' AND is_second_agreed)
                               AS second
                      FROM sme_meeting
                     WHERE event_id = event.id
                   ) AS meetings ON TRUE
         LEFT JOIN LATERAL (%(feedback)s) AS feedback ON TRUE
             WHERE event.is_workshop AND event.active
            """,
            smallest=SMALLEST,
            firms=self.env["sme.workshop.firm"]._table_query,
            feedback=select_feedback(SQL("attendee.event_id = event.id")),
        )

    def action_open_workshop(self):
        """Open the workshop of the row."""
        self.ensure_one()
        return self.event_id.get_formview_action()
