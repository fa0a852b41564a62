"""Workshops beside each other: the numbers of each, for who sees it."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_sme_meeting_outcome import OutcomeCase
from .test_sme_workshop_feedback import OVER, FeedbackCase


@tagged("post_install", "-at_install", "security")
class TestWorkshopComparison(OutcomeCase, FeedbackCase):
    def _row(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["sme.workshop.comparison"].with_user(user or self.adviser_a)
        return rows.search([("event_id", "=", self.workshop.id)])

    def test_the_figures(self):
        """Ten registered, four attended; two of three meetings held, one to go on."""
        with freeze_time(OVER):
            self.env["event.registration"].sudo()._cron_ask_feedback()
        for attendee, points in zip(self.attendees[:2], (5, 4), strict=True):
            self._answer(attendee, points)
        self.assertFalse(self._usefulness(), "two answers would tell who said what")
        self._answer(self.attendees[2], 3)
        second = self._meet(self.berg, self.liepa, table=1)
        third = self._meet(self.carlsson, self.ozols, slot=1)
        for person in (self.asp, self.kalns):
            self._say(person, "next_step")
        self._say(self.berg, "maybe", meeting=second)
        third.action_not_held()
        row = self._row()
        self.assertEqual((row.participant_count, row.attended_count), (10, 4))
        self.assertEqual(row.firm_count, 6)
        self.assertEqual((row.feedback_asked, row.feedback_answered), (4, 3))
        self.assertAlmostEqual(row.response_share, 100 * 3 / 4)
        self.assertAlmostEqual(row.usefulness, self.workshop.feedback_usefulness)
        self.assertEqual((row.held_count, row.known_count), (2, 3))
        self.assertAlmostEqual(row.held_share, 100 * 2 / 3)
        self.assertAlmostEqual(row.second_share, 100 * 1 / 2)
        action = row.action_open_workshop()
        self.assertEqual(action["res_id"], self.workshop.id)

    def _usefulness(self):
        """Return usefulness as a pivot shows it: nothing is no average of 0."""
        rows = self.env["sme.workshop.comparison"].with_user(self.adviser_a)
        self.env.flush_all()
        [(usefulness,)] = rows._read_group(
            [("event_id", "=", self.workshop.id)], [], ["usefulness:avg"]
        )
        return usefulness

    def test_for_who_sees_the_workshop(self):
        self.assertTrue(self._row())
        self.assertFalse(self._row(self.adviser_b))
        self._invite_b()
        self.assertTrue(self._row(self.adviser_b))
        with self.assertRaises(AccessError):
            self._row(self.employee)

    def test_a_number_of_queries_that_does_not_grow(self):
        rows = self.env["sme.workshop.comparison"].with_user(self.adviser_a)
        fnames = ["event_id", "firm_count", "usefulness", "held_share"]

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.search_read([("company_id", "=", self.company_a.id)], fnames)
            return self.env.cr.sql_log_count - before

        count()  # what is looked up once
        few = count()
        for number in range(20):
            self._create_workshop(name=f"Workshop {number}")
        self.assertEqual(count(), few)
