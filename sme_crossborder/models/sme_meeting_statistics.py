from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class SmeMeetingStatistics(models.AbstractModel):
    """How the meetings of a workshop went, beside what organisers aim for.

    Source of the targets: figures published by the event software Converve.
    """

    _name = "sme.meeting.statistics"
    _description = "1:1 Meetings: How They Went"

    request_count = fields.Integer(string="Requests", compute="_compute_statistics")
    accepted_share = fields.Float(
        string="Requests accepted",
        compute="_compute_statistics",
        help="Of those that were accepted, declined or lapsed. Good: 40 to 60 %.",
    )
    participant_count = fields.Integer(
        string="Participants", compute="_compute_statistics"
    )
    two_meetings_share = fields.Float(
        string="Participants with two meetings or more",
        compute="_compute_statistics",
        help="Good: everybody has two at least.",
    )
    known_count = fields.Integer(
        compute="_compute_statistics", help="Meetings that were held, or were not."
    )
    kept_share = fields.Float(
        string="Meetings held",
        compute="_compute_statistics",
        help="Of those of which it is known. Good: 80 % or more.",
    )
    second_share = fields.Float(
        string="Second meeting agreed",
        compute="_compute_statistics",
        help="Of the meetings that were held. Good: 20 to 30 %.",
    )

    outcome_share = fields.Float(
        string="Outcomes told",
        compute="_compute_statistics",
        help="Of the two sides of each meeting whose time is over.",
    )
    over_count = fields.Integer(
        compute="_compute_statistics",
        help="Meetings whose time is over, and that did not fall away.",
    )

    @api.depends(
        "request_ids.state",
        "meeting_ids.state",
        "meeting_ids.is_second_agreed",
        "meeting_ids.outcome_state",
        "event_id.registration_ids.state",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_statistics(self):
        answers = self._count_by("sme.meeting.request", ["state"])
        meetings = self._count_by("sme.meeting", ["state", "is_second_agreed"])
        told = self._count_by(
            "sme.meeting",
            ["outcome_state"],
            Domain("state", "!=", "cancelled")
            & Domain("end", "<=", fields.Datetime.now()),
        )
        people = self._count_people()
        for one in self:
            asked = answers.get(one._origin.id, {})
            held = meetings.get(one._origin.id, {})
            accepted = asked.get(("accepted",), 0)
            refused = asked.get(("declined",), 0) + asked.get(("lapsed",), 0)
            second = held.get(("held", True), 0)
            kept = second + held.get(("held", False), 0)
            missed = held.get(("not_held", True), 0) + held.get(("not_held", False), 0)
            everybody, two = people.get(one.event_id._origin.id, (0, 0))
            one.request_count = sum(asked.values())
            one.accepted_share = _share(accepted, accepted + refused)
            one.participant_count = everybody
            one.two_meetings_share = _share(two, everybody)
            one.known_count = kept + missed
            one.kept_share = _share(kept, kept + missed)
            one.second_share = _share(second, kept)
            sides = told.get(one._origin.id, {})
            one.over_count = sum(sides.values())
            one.outcome_share = _share(
                sides.get(("one",), 0) + 2 * sides.get(("both",), 0),
                2 * one.over_count,
            )

    def _count_by(self, model, groups, domain=Domain.TRUE):
        """Return ``{round: {values: count}}`` of what the user may read."""
        found = {}
        rows = self.env[model]._read_group(
            Domain("round_id", "in", self.ids) & domain,
            ["round_id", *groups],
            ["__count"],
        )
        for meetings, *values, count in rows:
            found.setdefault(meetings.id, {})[tuple(values)] = count
        return found

    def _count_people(self):
        """Return ``{event: (participants, those with two meetings)}``."""
        people = self.env["event.registration"]._search(
            [("id", "in", self._get_participants().ids)]
        )
        self.env["sme.meeting"].flush_model(["state"])
        self.env["sme.meeting.participation"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT event_id, COUNT(*), COUNT(*) FILTER (WHERE meetings >= 2)
                  FROM (SELECT person.id, person.event_id, COUNT(meeting.id) AS meetings
                          FROM event_registration AS person
                     LEFT JOIN sme_meeting_participation AS line
                            ON line.registration_id = person.id
                     LEFT JOIN sme_meeting AS meeting ON meeting.id = line.meeting_id
                           AND meeting.state IN ('planned', 'held')
                         WHERE person.id IN %s
                      GROUP BY person.id) AS counted
              GROUP BY event_id
                """,
                people.subselect(),
            )
        )
        return {event: (everybody, two) for event, everybody, two in rows}


def _share(part, whole):
    return part / whole if whole else 0.0
