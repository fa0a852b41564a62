from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .sme_meeting_person import OPEN
from .sme_meeting_unplaced import NOT_COMING, ONE_FIRM


class SmeMeetingRequest(models.Model):
    """Somebody at a workshop asks somebody else for a meeting.

    Of an attendee, or of anybody from the firm of one: colleagues are those with one
    firm (`event.registration._get_meeting_firm`).
    """

    _name = "sme.meeting.request"
    _inherit = ["sme.meeting.part", "sme.meeting.unplaced"]
    _description = "Request for a 1:1 Meeting"
    _order = "round_id, id"

    round_id = fields.Many2one(
        compute="_compute_round_id", store=True, precompute=True, readonly=True
    )
    from_registration_id = fields.Many2one(
        "event.registration",
        string="Asked by",
        required=True,
        index=True,
        ondelete="restrict",
    )
    to_registration_id = fields.Many2one(
        "event.registration",
        string="Wants to meet",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_from_firm = fields.Boolean(
        string="Or a colleague",
        help="Any colleague of who asks may hold the meeting.",
    )
    is_to_firm = fields.Boolean(
        string="Or anybody of that firm",
        help="Any colleague of who is asked may hold the meeting.",
    )
    priority = fields.Selection(
        selection=[("1", "Would be nice"), ("2", "Wanted"), ("3", "Most wanted")],
        default="2",
        required=True,
    )
    sentence = fields.Char(
        string="Why", size=300, help="A sentence to who is asked: what to talk about."
    )
    state = fields.Selection(
        selection=[
            ("asked", "Not answered"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("lapsed", "Lapsed"),
            ("withdrawn", "Withdrawn"),
        ],
        default="asked",
        required=True,
        copy=False,
    )
    answered_on = fields.Datetime(readonly=True, copy=False)
    reminded_on = fields.Date(string="Reminder sent on", readonly=True, copy=False)
    told_on = fields.Date(string="Told on", readonly=True, copy=False)
    is_mutual = fields.Boolean(
        string="Mutual",
        readonly=True,
        copy=False,
        help="Each asked for the other; the first of the two requests is planned.",
    )
    meeting_ids = fields.One2many("sme.meeting", "request_id")

    _other_person = models.Constraint(
        "CHECK(from_registration_id <> to_registration_id)",
        "Nobody asks for a meeting with themselves.",
    )
    _open_uniq = models.UniqueIndex(
        "(from_registration_id, to_registration_id) "
        "WHERE state IN ('asked', 'accepted')",
        "This person has asked the other for a meeting already.",
    )

    @api.depends("from_registration_id", "to_registration_id")
    def _compute_display_name(self):
        for request in self:
            if not request.from_registration_id or not request.to_registration_id:
                request.display_name = self.env._("New request")
                continue
            request.display_name = self.env._(
                "%(asker)s with %(asked)s",
                asker=request.from_registration_id._say_meeting_name(),
                asked=request.to_registration_id._say_meeting_name(),
            )

    @api.depends("from_registration_id.event_id")
    def _compute_round_id(self):
        events = self.from_registration_id.event_id
        # sudo: the meetings of the workshop; record rules then look at the request
        rounds_sudo = self.env["sme.meeting.round"].sudo()
        found = rounds_sudo.search([("event_id", "in", events.ids)])
        by_event = {meetings.event_id.id: meetings.id for meetings in found}
        for request in self:
            request.round_id = by_event.get(request.from_registration_id.event_id.id)

    @api.constrains("from_registration_id", "to_registration_id")
    def _check_persons(self):
        for request in self:
            asker, asked = request.from_registration_id, request.to_registration_id
            if asker.event_id != asked.event_id:
                raise ValidationError(
                    self.env._(
                        "%(asker)s and %(asked)s are not at the same workshop.",
                        asker=asker._say_meeting_name(),
                        asked=asked._say_meeting_name(),
                    )
                )
            for person in (asker, asked):
                if person.state == "cancel" or not person.in_meetings:
                    raise ValidationError(
                        self.env._(
                            "%(person)s takes part in no 1:1 meetings.",
                            person=person._say_meeting_name(),
                        )
                    )
            if asker._get_meeting_firm() == asked._get_meeting_firm():
                raise ValidationError(
                    self.env._(
                        "%(asker)s and %(asked)s are of one firm.",
                        asker=asker._say_meeting_name(),
                        asked=asked._say_meeting_name(),
                    )
                )
            request._check_borders()

    def _check_borders(self):
        country = self.from_registration_id.firm_country_id
        if (
            self.round_id.is_across_borders
            and country
            and country == self.to_registration_id.firm_country_id
        ):
            raise ValidationError(
                self.env._(
                    "%(asker)s and %(asked)s are both from %(country)s: at this "
                    "workshop meetings are across borders.",
                    asker=self.from_registration_id._say_meeting_name(),
                    asked=self.to_registration_id._say_meeting_name(),
                    country=country.name,
                )
            )

    # ------------------------------------------------------------------
    # Asking and answering
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Ask; where the other has asked before, both have agreed.

        :raises UserError: who asks has as many open requests as allowed
        """
        self.flush_model(["state"])  # one that was just closed is not in the way
        requests = super().create(vals_list)
        requests._check_request_cap()
        for request in requests:
            request._join_mutual()
        return requests

    def write(self, vals):
        """A request that is open no longer has no meeting to come."""
        if vals.get("state", "asked") in OPEN:
            return super().write(vals)
        ending = self.filtered(lambda request: request.state in OPEN)
        result = super().write(vals)
        to_come = ending.meeting_ids.filtered(lambda m: m.state == "planned")
        to_come._cancel()
        return result

    def _check_request_cap(self):
        askers = self.from_registration_id
        # Of two requests of one person at the same moment the second waits here, and
        # is then tried again with the first one counted.
        self.env.cr.execute(
            SQL(
                """UPDATE event_registration SET meeting_asked_on = %s
                    WHERE id = ANY(%s)""",
                fields.Datetime.now(),
                askers.ids,
            )
        )
        askers.invalidate_recordset(["meeting_asked_on"], flush=False)
        counts = dict(
            self._read_group(
                [("from_registration_id", "in", askers.ids), ("state", "in", OPEN)],
                ["from_registration_id"],
                ["__count"],
            )
        )
        for asker, count in counts.items():
            cap = self.filtered(
                lambda request, asker=asker: request.from_registration_id == asker
            ).round_id.request_cap
            if cap and count > cap:
                raise UserError(
                    self.env._(
                        "%(person)s has %(cap)s open requests, and more are not "
                        "allowed at this workshop. Withdraw one first.",
                        person=asker._say_meeting_name(),
                        cap=cap,
                    )
                )

    @api.model
    def _find_open(self, asker, asked):
        """Return the open request of one person for another, or none."""
        return self.search(
            [
                ("from_registration_id", "=", asker.id),
                ("to_registration_id", "=", asked.id),
                ("state", "in", OPEN),
            ]
        )

    def _find_opposite(self):
        """Return the open request of the other for who asks here."""
        self.ensure_one()
        return self._find_open(self.to_registration_id, self.from_registration_id)

    def _get_other(self, person):
        """Return whom one of the two persons has to do with here."""
        asker = self.from_registration_id
        return self.to_registration_id if asker == person else asker

    def _join_mutual(self):
        opposite = self._find_opposite()
        if opposite and self.state in OPEN:
            (self | opposite)._accept()
            (self | opposite).is_mutual = True

    def _require_open(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for request in self:
            if request.state not in OPEN:
                raise UserError(
                    self.env._(
                        "The request of %(request)s is %(state)s: ask anew.",
                        request=request.display_name,
                        state=labels[request.state],
                    )
                )

    def _answer(self, state):
        self._require_open()
        changed = self.filtered(lambda request: request.state != state)
        changed.write({"state": state, "answered_on": fields.Datetime.now()})

    def _accept(self):
        self._answer("accepted")

    def _decline(self):
        self._answer("declined")

    def _withdraw(self):
        self._answer("withdrawn")

    def action_accept(self):
        """Note that who was asked agrees."""
        self._accept()

    def action_decline(self):
        """Note that who was asked does not want to."""
        self._decline()

    def action_withdraw(self):
        """Note that who asked does not want to any longer."""
        self._withdraw()

    # ------------------------------------------------------------------
    # Who may hold the meeting
    # ------------------------------------------------------------------

    def _get_sides(self, colleagues):
        """Return the registrations that may hold it, of either side.

        :param colleagues: dict of registrations who come, by their firm
        """
        self.ensure_one()
        sides = []
        for person, is_firm in (
            (self.from_registration_id, self.is_from_firm),
            (self.to_registration_id, self.is_to_firm),
        ):
            coming = colleagues.get(person._get_meeting_firm(), person.browse())
            sides.append(coming if is_firm else coming & person)
        return sides

    def _find_impossible(self, a, b):
        """Return why nobody need be asked to plan it, or nothing."""
        self.ensure_one()
        persons = [
            person.id
            for side, person in (
                (a, self.from_registration_id),
                (b, self.to_registration_id),
            )
            if not side
        ]
        if persons:
            return {"code": NOT_COMING, "persons": persons}
        if a[0]._get_meeting_firm() == b[0]._get_meeting_firm():
            return {"code": ONE_FIRM}
        return None
