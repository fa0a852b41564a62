"""What the jobs of the night say, each reads in their own language.

The jobs run as the system, which has no language: what they wrote without asking whom
for would be English.
"""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import SmeCase
from .feasibility_case import FeasibilityCase
from .interest_case import InterestCase
from .matching_case import MatchingCase
from .night_case import NightCase
from .sharing_case import SharingCase
from .test_sme_follow_up import HALF, FollowUpCase
from .test_sme_interest_accepting import AcceptCase
from .test_sme_meeting_papers import PapersCase
from .test_sme_partner_lead_validity import ValidityCase
from .test_sme_portal_interest import PortalInterestCase
from .test_sme_privacy_request import RequestCase
from .test_sme_workshop_feedback import OVER, FeedbackCase

# jobs that say nothing to anybody, and what they do instead
SILENT = {
    "ir_cron_firm_retention": "writes a day on files",
    "ir_cron_indicator_recount": "counts",
    "ir_cron_lead_terms": "counts words",
}
# tested where the whole of it is
ELSEWHERE = {"ir_cron_sample": "TestSmeSample"}


@tagged("post_install", "-at_install")
class TestNightDisclosures(NightCase, SharingCase):
    JOB = "ir_cron_log_expired"

    def test_what_ended_on_its_last_day(self):
        self._share(self.lead, "work", date.today() + timedelta(days=1))
        self.env["mail.activity"].search([]).unlink()
        self._check_night(datetime.now() + timedelta(days=3), steps=1)


@tagged("post_install", "-at_install")
class TestNightLeads(NightCase, ValidityCase):
    JOB = "ir_cron_partner_lead_validity"

    def test_it_ends_soon(self):
        self._published("2026-03-28 10:00:00")
        self._check_night("2027-03-14 10:00:00", steps=1, lines=1)

    def test_it_is_over(self):
        self._published("2026-03-28 10:00:00")
        self._check_night("2027-03-29 10:00:00", steps=1, lines=1)

    def test_it_is_put_away(self):
        self._published("2026-03-28 10:00:00")
        with freeze_time("2027-03-29 10:00:00"):
            self.env["sme.partner.lead"]._cron_follow_validity()
        self._check_night("2028-04-10 10:00:00", lines=1)

    def test_its_owner_left_the_project(self):
        project = self._create_project(self.company_b, self.company_a)
        with freeze_time("2026-12-01 10:00:00"):
            self._to_published(scope="project", project_id=project.id)
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_a)
        member.date_end = "2027-01-31"
        self._check_night("2027-02-01 10:00:00", steps=1, lines=1)


@tagged("post_install", "-at_install")
class TestNightLeadsAsked(NightCase, InterestCase):
    """Who waits for an answer is told what becomes of the lead."""

    JOB = "ir_cron_partner_lead_validity"

    def test_it_is_over_while_an_interest_waits(self):
        self.lead._act({"date_published": "2026-01-01", "date_expiry": "2026-12-31"})
        with freeze_time("2026-12-28 10:00:00"):
            self._express()
        # the notice that it ends was given before
        self.lead._act({"date_noticed": "2026-12-17"})
        self._check_night("2027-01-02 10:00:00", steps=1, lines=2)

    def test_it_is_put_away_while_an_interest_waits(self):
        self.lead._act({"date_published": "2025-01-01", "date_expiry": "2026-12-31"})
        with freeze_time("2026-12-28 10:00:00"):
            self._express()
        self.lead._act({"state": "expired"})
        self._check_night("2027-01-05 10:00:00", steps=1, lines=2)


@tagged("post_install", "-at_install")
class TestNightOutcomes(NightCase, AcceptCase):
    JOB = "ir_cron_partner_lead_interest"

    def test_what_came_of_it(self):
        with freeze_time("2025-11-30 12:00:00"):
            self._accept(self._express())
        self._check_night("2026-03-01 12:00:00", steps=2)


@tagged("post_install", "-at_install")
class TestNightInterests(NightCase, InterestCase):
    JOB = "ir_cron_partner_lead_interest"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.partner_id.tz = "Europe/Stockholm"
        cls.lead._act({"date_published": "2026-01-01", "date_expiry": "2026-12-31"})
        with freeze_time("2026-03-18 10:00:00"):
            cls.interest = cls._express()

    def test_reminded_put_before_the_coordinator_and_over(self):
        for day, steps, lines in (
            ("2026-03-30", 1, 1),
            ("2026-04-02", 2, 1),
            ("2026-04-16", 1, 1),
        ):
            with self.subTest(day=day):
                self._check_night(f"{day} 12:00:00", steps=steps, lines=lines)
            self._pass_days(day)

    def test_the_lead_was_closed_meanwhile(self):
        self.teaser.state = "closed"
        self._check_night("2026-03-19 12:00:00", steps=1, lines=1)


@tagged("post_install", "-at_install")
class TestNightPortalInterests(NightCase, PortalInterestCase):
    """Who speaks on the portal is told by mail."""

    JOB = "ir_cron_partner_lead_interest"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.partner_id.tz = "Europe/Stockholm"

    def test_reminded_put_before_the_coordinator_and_over(self):
        interest = self._express()
        for day in (
            interest.remind_on,
            interest.answer_until + timedelta(days=1),
            interest.expire_on + timedelta(days=1),
        ):
            with self.subTest(day=day):
                self._check_night(f"{day} 12:00:00", mails=1, lines=1)
            with freeze_time(f"{day} 12:00:00"):
                self.env["sme.partner.lead.interest"]._cron_follow_interests()


@tagged("post_install", "-at_install")
class TestNightMatches(NightCase, MatchingCase):
    JOB = "ir_cron_match_digest"

    def test_leads_that_fit(self):
        self._to_published(capability_offered_ids=[Command.set(self.health.ids)])
        self._publish_b(
            **self._request_values(capability_sought_ids=[Command.set(self.health.ids)])
        )
        for user in self.adviser_a | self.adviser_b:
            user.write({"email": f"{user.login}@x.example", "sme_match_digest": True})
        self._check_night(datetime.now(), mails=2)


@tagged("post_install", "-at_install")
class TestNightPrivacy(NightCase, RequestCase):
    JOB = "ir_cron_privacy_request"

    def test_a_week_is_left(self):
        self._create_user("manager_a2", "manager", self.company_a)
        self._note(date_received="2026-03-05")
        self._check_night("2026-03-29 10:00:00", steps=1)


@tagged("post_install", "-at_install")
class TestNightReporting(NightCase, FollowUpCase):
    JOB = "ir_cron_reporting_reminders"

    def test_contributions_are_due(self):
        self._check_night("2026-01-24 10:00:00", steps=2)

    def test_control_and_report_are_due(self):
        self._submit_both()
        self._check_night("2026-05-24 10:00:00", steps=1, mails=2)

    def test_the_approval_is_expected(self):
        self._report()
        self._check_night("2026-07-20 10:00:00", steps=1)


@tagged("post_install", "-at_install")
class TestNightFollowUp(NightCase, FollowUpCase):
    JOB = "ir_cron_follow_up"

    def _settle_guests(self):
        self.firm_a.partner_id.lang = "sv_SE"

    def test_asked_half_a_year_after_the_end(self):
        self._check_night(f"{HALF} 06:15:00", mails=3)

    def test_reminded(self):
        self._settle()
        self._run(HALF)
        self._check_night("2028-07-20 06:15:00", mails=3)


@tagged("post_install", "-at_install")
class TestNightFeedback(NightCase, FeedbackCase):
    JOB = "ir_cron_workshop_feedback"

    def test_asked_what_it_was_worth(self):
        """Whoever registered on the public page is known by the page's language."""
        for attendee, lang in zip(
            self.attendees, ("sv_SE", "lv_LV", "sv_SE", "lv_LV"), strict=True
        ):
            attendee.own_lang = lang
        self._check_night(OVER, mails=4)


class RoundCase(NightCase, PapersCase):
    """Participants of the public page: no contact, but the language of the page."""

    def _settle_guests(self):
        for person in self.people:
            swedish = person in self.asp | self.berg | self.carlsson
            person.own_lang = "sv_SE" if swedish else "lv_LV"


@tagged("post_install", "-at_install")
class TestNightMeetingRequests(RoundCase):
    JOB = "ir_cron_meeting_requests"

    def test_new_requests(self):
        self._ask(self.carlsson, self.kalns, "asked", sentence="Sensors?")
        self._ask(self.ozols, self.carlsson, "asked")
        self.round.state = "open"
        self._check_night("2030-02-01 06:00:00", mails=2)


@tagged("post_install", "-at_install")
class TestNightMeetingRounds(RoundCase):
    JOB = "ir_cron_meeting_round"

    def test_reminded_and_closed(self):
        self._ask(self.carlsson, self.kalns, "asked", sentence="Sensors?")
        self._ask(self.ozols, self.carlsson, "asked")
        self.round.state = "open"
        self._check_night("2030-02-23 06:00:00", mails=2)
        self._check_night("2030-02-25 18:00:00", lines=1)


@tagged("post_install", "-at_install")
class TestNightMeetingChanges(RoundCase):
    JOB = "ir_cron_meeting_changes"

    def test_moved_and_fallen_away(self):
        """The calendar file speaks to whom it is sent, too."""
        with freeze_time("2030-03-01 09:00:00"):
            self._publish()
            self.first.slot_id = self.slots[1]
            self.second._cancel()
        self._check_night("2030-03-02 06:00:00", mails=3)


@tagged("post_install", "-at_install")
class TestNightForecast(NightCase, FeasibilityCase):
    JOB = "ir_cron_feasibility_forecast"

    def test_was_the_study_right(self):
        study = self._signed()
        self._check_night(f"{study.date_check} 06:00:00", steps=1)


@tagged("post_install", "-at_install")
class TestNightAll(SmeCase):
    def test_every_job_is_known(self):
        """A job added later is run above, or says nothing to anybody."""
        jobs = self.env["ir.model.data"].search(
            [("module", "=", "sme_crossborder"), ("model", "=", "ir.cron")]
        )
        heard = {case.JOB for case in self._list_cases(NightCase)} - {""}
        self.assertEqual(
            set(jobs.mapped("name")), heard | SILENT.keys() | ELSEWHERE.keys()
        )

    def _list_cases(self, case):
        for one in case.__subclasses__():
            yield one
            yield from self._list_cases(one)
