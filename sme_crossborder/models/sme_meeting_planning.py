from odoo import Command, api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from ..tools import meeting_event
from ..tools.meeting_plan import plan
from .sme_meeting_person import COMING

SECONDS = 30  # in which a request of the browser is answered all the same
FIRSTS = (3, 1)  # what a firm's first and second meeting count beyond the wish
ANY_LANGUAGE = "*"  # of who said none, where the workshop says none either


class SmeMeetingPlanning(models.AbstractModel):
    """Plans the meetings of a workshop: from records to the planner and back."""

    _name = "sme.meeting.planning"
    _description = "1:1 Meetings: Planning"

    planned_on = fields.Datetime(string="Last planned", readonly=True, copy=False)
    plan_worth = fields.Float(readonly=True, copy=False)
    plan_bound = fields.Float(readonly=True, copy=False)
    plan_share = fields.Float(
        string="Reached of what is possible",
        compute="_compute_plan_share",
        help="What the plan is worth, of what no plan can exceed: wishes by priority, "
        "mutual interest and first meetings of each firm.",
    )
    plan_moved = fields.Integer(
        string="Moved last time",
        readonly=True,
        copy=False,
        help="Meetings that were given another slot, table or person by the last run.",
    )
    plan_dropped = fields.Integer(
        string="Fell away last time", readonly=True, copy=False
    )
    is_plan_cut_short = fields.Boolean(
        string="Out of time",
        readonly=True,
        copy=False,
        help="Time ran out while a better plan was looked for: plan again for more.",
    )
    placed_count = fields.Integer(string="Meetings", compute="_compute_placed_count")
    unplaced_count = fields.Integer(
        string="Requests not placed", compute="_compute_placed_count"
    )
    conflict_count = fields.Integer(
        string="Conflicts",
        compute="_compute_conflict_count",
        help="Asked of the database when this is shown: persons or tables taken twice "
        "in a slot or in overlapping ones, meetings without two persons, persons in "
        "another slot than their meeting, both sides of one firm.",
    )

    @api.depends("plan_worth", "plan_bound")
    def _compute_plan_share(self):
        for meetings in self:
            bound = meetings.plan_bound
            meetings.plan_share = meetings.plan_worth / bound if bound else 1.0

    @api.depends("meeting_ids.state", "request_ids.state", "request_ids.unplaced")
    def _compute_placed_count(self):
        ours = [("round_id", "in", self.ids)]
        Meeting, Request = self.env["sme.meeting"], self.env["sme.meeting.request"]
        placed = Meeting._read_group(
            [*ours, ("state", "!=", "cancelled")], ["round_id"], ["__count"]
        )
        unplaced = Request._read_group(
            [*ours, ("state", "=", "accepted"), ("unplaced", "!=", False)],
            ["round_id"],
            ["__count"],
        )
        placed, unplaced = dict(placed), dict(unplaced)
        for meetings in self:
            meetings.placed_count = placed.get(meetings._origin, 0)
            meetings.unplaced_count = unplaced.get(meetings._origin, 0)

    @api.depends("meeting_ids.slot_id", "meeting_ids.table_id")
    def _compute_conflict_count(self):
        counts = self._count_conflicts()
        for meetings in self:
            meetings.conflict_count = counts.get(meetings._origin.id, 0)

    def _count_conflicts(self):
        """Return how many conflicts there are, by round, asked of the tables alone."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH held AS (
                    SELECT person.id, person.round_id, person.registration_id,
                           person.meeting_id, person.side, person.slot_id,
                           meeting.slot_id AS meeting_slot_id, meeting.table_id,
                           tsrange(slot.begin, slot."end") AS hours,
                           attendee.meeting_firm_key AS firm
                      FROM sme_meeting_participation AS person
                      JOIN sme_meeting AS meeting ON meeting.id = person.meeting_id
                      JOIN sme_meeting_slot AS slot ON slot.id = meeting.slot_id
                      JOIN event_registration AS attendee
                        ON attendee.id = person.registration_id
                     WHERE person.round_id = ANY(%(rounds)s)
                ), found AS (
                    SELECT a.round_id FROM held AS a JOIN held AS b
                        ON a.id < b.id AND a.hours && b.hours
                       AND a.registration_id = b.registration_id
                 UNION ALL
                    SELECT a.round_id FROM held AS a JOIN held AS b
                        ON a.meeting_id < b.meeting_id AND a.hours && b.hours
                       AND a.table_id = b.table_id
                       AND a.side = 'a' AND b.side = 'a'
                 UNION ALL
                    SELECT round_id FROM held WHERE slot_id <> meeting_slot_id
                 UNION ALL
                    SELECT a.round_id FROM held AS a JOIN held AS b
                        ON a.meeting_id = b.meeting_id AND a.id < b.id
                       AND a.firm = b.firm
                 UNION ALL
                    SELECT meeting.round_id FROM sme_meeting AS meeting
                 LEFT JOIN sme_meeting_participation AS person
                        ON person.meeting_id = meeting.id
                     WHERE meeting.round_id = ANY(%(rounds)s)
                       AND meeting.state <> 'cancelled'
                  GROUP BY meeting.id
                    HAVING COUNT(person.id) <> 2
                )
                SELECT round_id, COUNT(*) FROM found GROUP BY round_id
                """,
                rounds=self.ids,
            )
        )
        return dict(rows)

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    def action_plan(self):
        """Plan all accepted requests, or plan again moving as few as possible.

        Held meetings, fixed ones and those whose slot has begun stay as they are.

        :raises UserError: requests are still open, or somebody else is planning
        """
        self.ensure_one()
        self.check_access("write")
        self._require_state("closed", "published")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is planning this now. Wait a moment.")
            ) from error
        now = fields.Datetime.now()
        asks, unplaced = self._prepare_asks(now)
        event = self._prepare_event(asks, now)
        found = plan(event, SECONDS)
        # sudo: meetings are made by planning alone; the round may be changed
        lost = self.sudo()._write_plan(asks, found.placements)
        unplaced |= {
            request: self._prepare_unplaced(reason)
            for request, reason in found.unplaced.items()
        }
        self._write_unplaced(unplaced)
        self.write(
            {
                "planned_on": now,
                "plan_worth": found.worth,
                "plan_bound": found.bound,
                "plan_moved": len(found.moved),
                "plan_dropped": len(lost),
                "is_plan_cut_short": found.is_cut_short,
            }
        )
        self._tell(self._say_plan())
        return True

    def _say_plan(self):
        return self.env._(
            "1:1 meetings planned: %(placed)s meetings, %(unplaced)s requests not "
            "placed, %(moved)s moved, %(dropped)s fell away. Reached: %(share)s of "
            "what is possible. Conflicts: %(conflicts)s.",
            placed=self.placed_count,
            unplaced=self.unplaced_count,
            moved=self.plan_moved,
            dropped=self.plan_dropped,
            share=f"{self.plan_share:.1%}",
            conflicts=self.conflict_count,
        )

    def _get_coming(self):
        """Return who can be given meetings, by firm."""
        people = self.env["event.registration"].search(
            [
                ("event_id", "=", self.event_id.id),
                ("in_meetings", "=", True),
                ("state", "in", COMING),
            ],
            order="id",
        )
        # sudo: which of them are colleagues
        people.sudo().fetch(["meeting_firm_key"])
        return people.grouped(lambda person: person._get_meeting_firm())

    def _prepare_asks(self, now):
        """Return what the planner is asked, by request, and what it need not be asked.

        Of two who asked each other the first request stands for both.

        :returns: ``({id: dict}, {id: reason})``
        """
        requests = self.env["sme.meeting.request"].search(
            [("round_id", "=", self.id), ("state", "=", "accepted")], order="id"
        )
        meetings = self.env["sme.meeting"].search([("round_id", "=", self.id)])
        meetings.participation_ids.fetch(["registration_id", "side"])
        meeting_of = {meeting.request_id: meeting for meeting in meetings}
        twins = requests.grouped(
            lambda request: frozenset(
                (request.from_registration_id, request.to_registration_id)
            )
        )
        colleagues = self._get_coming()
        asks, unplaced = {}, {}
        for pair in twins.values():
            request = next((r for r in pair if meeting_of.get(r)), pair[0])
            meeting = meeting_of.get(request, meetings.browse())
            ask = {
                "meeting": meeting,
                "weight": max(int(priority) for priority in pair.mapped("priority"))
                + self.mutual_bonus * (len(pair) > 1),
                "is_new": bool(
                    self.planned_on
                    and request.answered_on
                    and request.answered_on > self.planned_on
                ),
                "is_fixed": meeting._is_settled(now),
            }
            if ask["is_fixed"]:
                sides = meeting.a_registration_id, meeting.b_registration_id
            else:
                sides = request._get_sides(colleagues)
            ask["a"], ask["b"] = sides
            reason = request._find_impossible(*sides)
            if reason:
                unplaced[request.id] = reason
                ask["is_out"] = True
            asks[request.id] = ask
        return asks, unplaced

    def _prepare_event(self, asks, now):
        """Return the rows of the planner."""
        asked = {key: ask for key, ask in asks.items() if not ask.get("is_out")}
        rules = meeting_event.Rules(
            languages_matter=self.needs_language,
            across_borders=self.is_across_borders,
            firsts=FIRSTS if self.is_first_preferred else (),
        )
        people = self.env["event.registration"].union(
            *(ask[side] for ask in asked.values() for side in ("a", "b"))
        )
        firms = {person: person._get_meeting_firm() for person in people}
        return meeting_event.Event(
            slots=tuple(
                meeting_event.Slot(
                    slot.id,
                    slot.session_id.id,
                    tuple(slot._get_tables().ids),
                    slot.is_online,
                )
                for slot in self.slot_ids
            ),
            persons=self._prepare_persons(people.sorted("id"), firms, now),
            asks=tuple(
                self._prepare_ask(key, ask) for key, ask in sorted(asked.items())
            ),
            firms=tuple(
                meeting_event.Firm(
                    firm, self.firm_cap or None, self.firm_session_cap or None
                )
                for firm in dict.fromkeys(firms.values())
            ),
            rules=rules,
        )

    def _prepare_persons(self, people, firms, now):
        to_come = {slot.id for slot in self.slot_ids if slot.begin > now}
        spoken = self.event_id.working_language_ids
        default = frozenset(map(str, spoken.ids)) or frozenset(
            (ANY_LANGUAGE, *map(str, people.meeting_language_ids.ids))
        )
        return tuple(
            meeting_event.Person(
                id=person.id,
                firm=firms[person],
                free=frozenset(to_come - set(person.meeting_absent_slot_ids.ids))
                if person.state in COMING
                else frozenset(),
                cap=person.meeting_cap or self.person_cap or None,
                session_cap=self.person_session_cap or None,
                languages=frozenset(map(str, person.meeting_language_ids.ids))
                or default,
                country=str(person.firm_country_id.id or f"of {person.id}"),
                remote=person.is_meeting_remote,
            )
            for person in people
        )

    def _prepare_ask(self, key, ask):
        meeting = ask["meeting"]
        place = None
        if meeting.slot_id:
            place = meeting_event.Placement(
                meeting.slot_id.id,
                meeting.table_id.id or meeting_event.ONLINE,
                meeting.a_registration_id.id,
                meeting.b_registration_id.id,
            )
        return meeting_event.Ask(
            id=key,
            a=tuple(ask["a"].ids),
            b=tuple(ask["b"].ids),
            weight=ask["weight"],
            fixed=place if ask["is_fixed"] else None,
            current=None if ask["is_fixed"] else place,
            is_new=ask["is_new"],
        )

    def _write_plan(self, asks, placements):
        """Write what is different; double bookings are looked for at the end.

        :returns: the meetings that fall away
        """
        Meeting, Slot = self.env["sme.meeting"], self.env["sme.meeting.slot"]
        Table, Person = self.env["sme.meeting.table"], self.env["event.registration"]
        created = []
        with Meeting._all_at_once(self.slot_ids):
            lost = Meeting.union(
                *(ask["meeting"] for key, ask in asks.items() if key not in placements)
            ).with_env(self.env)
            lost = lost.filtered(lambda meeting: meeting.state == "planned")
            lost._cancel()
            for key, place in placements.items():
                meeting = asks[key]["meeting"].with_env(self.env)
                if meeting:
                    place_of = (
                        meeting.slot_id.id,
                        meeting.table_id.id or None,
                        meeting.a_registration_id.id,
                        meeting.b_registration_id.id,
                    )
                    if place_of != (place.slot, place.table, place.a, place.b):
                        meeting._place(
                            Slot.browse(place.slot),
                            Table.browse(place.table or ()),
                            Person.browse(place.a),
                            Person.browse(place.b),
                        )
                else:
                    created.append(self._prepare_meeting(key, place))
            Meeting.create(created)
        return lost

    @api.model
    def _prepare_meeting(self, request_id, place):
        return {
            "request_id": request_id,
            "slot_id": place.slot,
            "table_id": place.table or False,
            "participation_ids": [
                Command.create({"side": side, "registration_id": person})
                for side, person in (("a", place.a), ("b", place.b))
            ],
        }

    def _prepare_unplaced(self, reason):
        """Return what is kept of a reason; a firm is told by its first attendee."""
        persons = list(reason.persons)
        if reason.firms:
            # sudo: which of them are colleagues
            people_sudo = (
                self.env["event.registration"]
                .sudo()
                .search([("event_id", "=", self.event_id.id)], order="id")
            )
            by_firm = people_sudo.grouped(lambda person: person._get_meeting_firm())
            persons += [by_firm[firm][0].id for firm in reason.firms]
        return {
            "code": reason.code,
            "requests": list(reason.asks),
            "slots": list(reason.slots),
            "persons": persons,
        }

    def _write_unplaced(self, unplaced):
        """Keep for each request why it was not placed, or that it was."""
        requests = self.env["sme.meeting.request"].search([("round_id", "=", self.id)])
        for request in requests:
            facts = unplaced.get(request.id, False)
            if (request.unplaced or False) != facts:
                request.unplaced = facts

    # ------------------------------------------------------------------
    # Publishing
    # ------------------------------------------------------------------

    def action_publish(self):
        """Show the plan to participants.

        :raises UserError: there is no plan, or the database finds a conflict in it
        """
        for meetings in self:
            meetings._require_state("closed")
            if not meetings.planned_on:
                raise UserError(self.env._("Plan the meetings first."))
            if meetings.conflict_count:
                raise UserError(
                    self.env._(
                        "There are %(count)s conflicts in the plan. Plan again.",
                        count=meetings.conflict_count,
                    )
                )
            meetings.state = "published"
            meetings._tell(self.env._("The plan of the 1:1 meetings is published."))
        return True
