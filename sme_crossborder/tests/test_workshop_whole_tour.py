"""A workshop from its plan to the journeys it leads to, as everybody concerned.

It is held in the night in which the clocks change, by organisations of two countries
in two time zones.
"""

import io
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pypdf
from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase, tagged

from .workshop_case import WorkshopCase

STOCKHOLM, RIGA = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/Riga")
UTC = ZoneInfo("UTC")


def find_night(after):
    """Return the first Sunday after a day on which the clocks of Europe change."""
    day = after
    while True:
        day += timedelta(days=1)
        begins, ends = (
            datetime.combine(day + timedelta(days=n), time(), STOCKHOLM) for n in (0, 1)
        )
        if begins.utcoffset() != ends.utcoffset():
            return day


@tagged("post_install", "-at_install")
class TestWorkshopWholeTour(WorkshopCase, HttpCase):
    browser_size = "1366x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        night = find_night(date.today() + timedelta(days=40))
        # half past midnight to five o'clock; the clocks change in between
        cls.begin, cls.end = (
            datetime.combine(night, hour, STOCKHOLM) for hour in (time(0, 30), time(5))
        )
        cls.workshop.write(
            {
                "date_begin": cls._to_stored(cls.begin),
                "date_end": cls._to_stored(cls.end),
                "event_mail_ids": False,
            }
        )
        (cls.adviser_a | cls.coordinator_a).tz = "Europe/Stockholm"
        (cls.adviser_b | cls.coordinator_b).tz = "Europe/Riga"
        cls.firm = cls._create_firm(
            cls.company_a, "Fjordkod AB", user_id=cls.adviser_a.id
        )
        cls.firm_b = cls._create_firm(
            cls.company_b, "Baltkods SIA", user_id=cls.adviser_b.id
        )
        cls.journey_b = cls._create_journey(cls.firm_b, cls.country_se)
        cls.journey_b.user_id = cls.adviser_b

    @staticmethod
    def _to_stored(moment):
        return fields.Datetime.to_string(moment.astimezone(UTC))

    def _go(self, attendee, tour, path="", size="375x667"):
        """Let an attendee do something on the own pages, on a phone."""
        link = attendee._get_participant_link(path)
        self.browser_size = size
        self.start_tour(link.removeprefix(attendee.get_base_url()), tour)
        self.browser_size = "1366x768"

    def _do(self, user, tour, record=None):
        record = record or self.workshop
        app = "workshops" if record == self.workshop else "journeys"
        self.start_tour(f"/odoo/{app}/{record.id}", tour, login=user.login)

    def test_from_plan_to_journey(self):
        self._invite_b()
        self._arrange()
        self._do(self.coordinator_a, "workshop_whole_plan_tour")
        meetings = self.workshop.meeting_round_ids
        self._check_slots(meetings.slot_ids)

        anna = self._register("Anna Asp", company_name="Fjordkod", firm_id=self.firm.id)
        self._do(self.adviser_b, "workshop_whole_register_tour")
        ilze = self.workshop.registration_ids - anna
        self.assertEqual(ilze.firm_id, self.firm_b)
        self._do(self.coordinator_a, "workshop_whole_open_tour")
        self.assertEqual(meetings.state, "open")

        self._go(anna, "workshop_whole_ask_tour")
        self._go(ilze, "workshop_whole_answer_tour")
        request = meetings.request_ids
        self.assertEqual(request.from_registration_id, anna)
        self.assertEqual(request.state, "accepted")

        self._do(self.coordinator_a, "workshop_whole_publish_tour")
        meeting = meetings.meeting_ids
        self.assertEqual(meeting.state, "planned")
        self.assertEqual(meetings.conflict_count, 0)
        self._check_printed(meeting)
        self._check_calendar(meeting, ilze)

        with freeze_time(meeting.begin + timedelta(minutes=5)):
            self._go(anna, "workshop_whole_outcome_tour", "/agenda")
            self._go(ilze, "workshop_whole_outcome_tour", "/agenda")
        self.env.invalidate_all()
        self.assertEqual(meeting.state, "held")
        self.assertTrue(meeting.is_second_agreed)
        self._check_journeys(anna)

    def _check_slots(self, slots):
        """As many as fit into the hours that pass; 20 minutes each, 5 between."""
        hours = (self.end.astimezone(UTC) - self.begin.astimezone(UTC)) / timedelta(
            hours=1
        )
        self.assertIn(hours, (3.5, 5.5))  # 4.5 on the clock
        self.assertEqual(len(slots), int((hours * 60 + 5) // 25))
        begins = slots.sorted("begin").mapped("begin")
        steps = {later - earlier for earlier, later in pairwise(begins)}
        self.assertEqual(steps, {timedelta(minutes=25)})
        self.assertTrue(slots[0].name.endswith(self.begin.tzname()))
        self.assertTrue(slots[-1].name.endswith(self.end.tzname()))

    def _check_printed(self, meeting):
        """The agendas and the table plan name the hour and the zone of the place."""
        self.authenticate(self.coordinator_a.login, self.coordinator_a.login)
        local = meeting.begin.replace(tzinfo=UTC).astimezone(STOCKHOLM)
        for report in ("report_meeting_agendas", "report_meeting_tables"):
            page = self.url_open(
                f"/report/pdf/sme_crossborder.{report}/{meeting.round_id.id}"
            )
            self.assertEqual(page.status_code, 200, report)
            text = "\n".join(
                sheet.extract_text()
                for sheet in pypdf.PdfReader(io.BytesIO(page.content)).pages
            )
            self.assertIn(f"{local:%H:%M}", text)
            self.assertIn(local.tzname(), text)
            self.assertIn("Baltkods", text)

    def _check_calendar(self, meeting, attendee):
        """Wherever the calendar is read, it is the same moment."""
        link = attendee._get_participant_link("/meetings.ics")
        self.authenticate(None, None)
        page = self.url_open(link.removeprefix(attendee.get_base_url()))
        [event] = icalendar.Calendar.from_ical(page.content).walk("VEVENT")
        begin = event.decoded("DTSTART")
        self.assertEqual(begin, meeting.begin.replace(tzinfo=UTC))
        in_riga, in_stockholm = begin.astimezone(RIGA), begin.astimezone(STOCKHOLM)
        self.assertEqual(
            in_riga.utcoffset() - in_stockholm.utcoffset(), timedelta(hours=1)
        )

    def _check_journeys(self, anna):
        """Each house has its step; of the other's journey it learns nothing."""
        self._do(self.adviser_b, "workshop_whole_journey_tour", self.journey_b)
        journey_a = anna.journey_id
        self.assertEqual(journey_a.firm_id, self.firm)
        self.assertEqual(journey_a.target_country_id, self.country_lv)
        self.assertEqual(journey_a.stage_id.name, "First contact")
        for journey, user, other in (
            (journey_a, self.adviser_a, self.adviser_b),
            (self.journey_b, self.adviser_b, self.adviser_a),
        ):
            self.assertEqual(journey.activity_ids.user_id, user)
            Lead = self.env["crm.lead"]
            mine = Lead.with_user(user).search([("id", "=", journey.id)])
            self.assertEqual(mine, journey)
            self.assertFalse(Lead.with_user(other).search([("id", "=", journey.id)]))
