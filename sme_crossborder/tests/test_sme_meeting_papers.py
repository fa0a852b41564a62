"""What participants get of their meetings: mails, calendar files, agendas on paper."""

from datetime import datetime, timedelta, timezone

import icalendar

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .meeting_case import MeetingCase
from .paper_case import DrawsPapers


class PapersCase(DrawsPapers, MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)

    def setUp(self):
        super().setUp()
        self.first = self._meet(self.asp, self.kalns, slot=0, table=0)
        self.second = self._meet(self.asp, self.liepa, slot=2, table=1)
        self.other = self._meet(self.berg, self.ozols, slot=0, table=1)

    def _publish(self):
        self.round.write({"state": "closed", "planned_on": "2030-03-01 08:00:00"})
        self.round.with_user(self.coordinator_a).action_publish()

    def _mails(self, person):
        return self.env["mail.mail"].search(
            [
                ("model", "=", "event.registration"),
                ("res_id", "=", person.id),
                ("subject", "like", "our meetings at"),
            ],
            order="id",
        )

    def _events(self, mail):
        """Return the meetings in a mail's calendar file, as another parser reads it."""
        file = mail.attachment_ids
        self.assertEqual((file.name, file.mimetype), ("meetings.ics", "text/calendar"))
        read = icalendar.Calendar.from_ical(file.raw)
        self.assertEqual(read["method"], "PUBLISH")
        self.assertFalse(read.errors)
        return {str(event["uid"]): event for event in read.walk("VEVENT")}


@tagged("post_install", "-at_install")
class TestMeetingNotices(PapersCase):
    def test_one_mail_each_when_published(self):
        self.assertFalse(self._mails(self.asp))
        self._publish()
        for person in (self.asp, self.berg, self.kalns, self.liepa, self.ozols):
            self.assertEqual(len(self._mails(person)), 1, person.name)
        self.assertFalse(self._mails(self.carlsson))  # has no meeting
        body = self._mails(self.asp).body_html
        self.assertIn("Tue 5 Mar 09:00–09:20 CET", body)
        self.assertIn("Kalns", body)
        self.assertNotIn("Ozols", body)  # somebody else's
        self.round._cron_tell_changes()
        self.assertEqual(len(self._mails(self.asp)), 1)

    def test_a_change_is_told_to_whom_it_concerns(self):
        """Once, however often it was moved before the job runs."""
        self._publish()
        for slot in (1, 3):
            self.first.slot_id = self.slots[slot]
        self.assertEqual(self.round.untold_count, 2)
        self.round._cron_tell_changes()
        self.round._cron_tell_changes()
        self.assertEqual(self.round.untold_count, 0)
        for person, mails in (
            (self.asp, 2),
            (self.kalns, 2),
            (self.liepa, 1),
            (self.berg, 1),
        ):
            self.assertEqual(len(self._mails(person)), mails, person.name)
        self.assertEqual(
            self._mails(self.kalns)[-1].subject,
            "Changed: your meetings at Data spaces in practice",
        )
        before, after = (self._events(mail) for mail in self._mails(self.kalns))
        ((uid, was),) = before.items()
        now = after[uid]  # the same meeting for the calendar
        self.assertEqual(was.decoded("dtstart"), datetime(2030, 3, 5, 8, tzinfo=utc))
        # the fourth slot: 3 x (20 + 5) minutes after the first
        self.assertEqual(now.decoded("dtstart") - was.decoded("dtstart"), MINUTES_75)
        self.assertGreater(now["sequence"], was["sequence"])

    def test_one_that_falls_away_leaves_the_calendar(self):
        self._publish()
        self.first._cancel()
        self.round._cron_tell_changes()
        before, after = (self._events(mail) for mail in self._mails(self.kalns))
        self.assertEqual(before.keys(), after.keys())
        ((uid, gone),) = after.items()
        self.assertEqual(gone["status"], "CANCELLED")
        self.assertGreater(gone["sequence"], before[uid]["sequence"])
        self.assertIn("no meetings any more", self._mails(self.kalns)[-1].body_html)
        statuses = {
            event["status"]
            for event in self._events(self._mails(self.asp)[-1]).values()
        }
        self.assertEqual(statuses, {"CONFIRMED", "CANCELLED"})

    def test_a_calendar_of_two_zones_and_a_night(self):
        """UTC in the file, whatever zone: 8:00 UTC is 9:00 in Stockholm, 10:00 in Riga.

        The night to 31 March 2030 lets 01:00 UTC be 3:00 in Stockholm; an hour before
        it is 1:00.
        """
        self._publish()
        for event in self._events(self._mails(self.asp)).values():
            self.assertEqual(event.decoded("dtstart").utcoffset(), timedelta(0))
        self.slots[0].write(
            {
                "begin": datetime(2030, 3, 31, 0, 50),
                "end": datetime(2030, 3, 31, 1, 10),
            }
        )
        agenda = self.kalns.get_agenda()
        self.assertEqual(agenda[0]["when"], "Sun 31 Mar 01:50–03:10 CEST")
        file = icalendar.Calendar.from_ical(self.kalns.get_meeting_file())
        (event,) = file.walk("VEVENT")
        self.assertEqual(
            event.decoded("dtend") - event.decoded("dtstart"), timedelta(minutes=20)
        )

    def test_nobody_reads_what_others_were_told(self):
        self._publish()
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            with self.assertRaises(AccessError):
                self.asp.with_user(user).read(["meeting_told"])

    def test_without_an_address_nothing_is_sent(self):
        self.kalns.email = False
        self._publish()
        self.assertFalse(self._mails(self.kalns))
        self.assertEqual(self.round.untold_count, 0)

    def test_staff_that_sees_no_attendees_tells_nobody(self):
        self._invite_b()
        with self.assertRaises(AccessError):
            self.round.with_user(self.coordinator_b).action_tell()


@tagged("post_install", "-at_install")
class TestMeetingPapers(PapersCase):
    def _print(self, report, user=None):
        return self._draw_paper(
            f"sme_crossborder.report_meeting_{report}",
            self.round,
            user or self.adviser_a,
        )

    def test_agendas_have_a_page_each(self):
        pages = self._pages(self._print("agendas"))
        self.assertEqual(
            [page.partition(" AB")[0].split()[-2] for page in pages],
            ["Asp", "Berg", "Kalns", "Liepa", "Ozols"],
        )
        asp = pages[0]
        for words in (
            "Līdzfinansē Eiropas Savienība",
            "(Europe/Stockholm)",
            "Tue 5 Mar 09:00–09:20 CET",
            "Tue 5 Mar 09:50–10:10 CET",
            "Kalns AB, Latvia",
            "Draft: the meetings are not published yet.",
        ):
            self.assertIn(words, asp)
        self.assertNotIn("Ozols", asp)
        self._publish()
        self.assertNotIn("Draft", self._pages(self._print("agendas"))[0])

    def test_table_plan(self):
        (page,) = self._pages(self._print("tables"))
        for words in (
            "Tue 5 Mar 09:00–09:20 CET",
            "Asp (Asp AB) Kalns (Kalns AB)",
            "Berg (Berg AB) Ozols (Ozols AB)",
        ):
            self.assertIn(words, page)
        self.assertLess(page.index("Kalns"), page.index("Ozols"))  # by table
        self.assertLess(page.index("Ozols"), page.index("Liepa"))  # by slot

    def test_nothing_to_print(self):
        (self.first | self.second | self.other)._cancel()
        for report in ("agendas", "tables"):
            with self.assertRaisesRegex(UserError, "Plan the meetings first"):
                self._print(report)

    def test_who_sees_no_attendees_prints_none(self):
        self._invite_b()
        for report in ("agendas", "tables"):
            with self.assertRaises(AccessError):
                self._print(report, self.adviser_b)


utc = timezone.utc
MINUTES_75 = timedelta(minutes=75)
