"""How long a lead is offered: days are those where its owner works."""

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .lead_case import LeadCase


class ValidityCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.partner_id.tz = "Europe/Stockholm"
        cls.company_b.partner_id.tz = "Europe/Tallinn"

    def _published(self, moment, **values):
        with freeze_time(moment):
            return self._to_published(**values)

    def _run_daily(self, moment):
        """Run the job as the scheduler does, and return how many lines it left."""
        before = self.env["mail.message"].search_count([])
        with freeze_time(moment):
            self.env["sme.partner.lead"]._cron_follow_validity()
        self.env.flush_all()
        return self.env["mail.message"].search_count([]) - before


@tagged("post_install", "-at_install")
class TestSmePartnerLeadValidity(ValidityCase):
    def test_published_for_a_year(self):
        """28 March 2026 and 365 days is 28 March 2027: no 29 February lies between.

        Clocks go forward on 29 March 2026 and on 28 March 2027, the last day itself.
        """
        lead = self._published("2026-03-28 10:00:00")
        self.assertEqual(lead.date_published, date(2026, 3, 28))
        self.assertEqual(lead.date_expiry, date(2027, 3, 28))
        # 29 February 2028 lies between: a day less of the calendar
        lead = self._published("2027-11-28 10:00:00")
        self.assertEqual(lead.date_expiry, date(2028, 11, 27))

    def test_both_sides_of_midnight(self):
        """22:30 UTC on 27 March 2026: 23:30 in Stockholm, 00:30 of the 28th in Tallinn.

        A night later, after the change of clocks on 29 March at 01:00 UTC, 22:30 UTC is
        00:30 of the next day in Stockholm too.
        """
        self.company_b.country_id = self.country_ee
        ours = self._published("2026-03-27 22:30:00")
        self.assertEqual(ours.date_published, date(2026, 3, 27))
        self.assertEqual(ours.date_expiry, date(2027, 3, 27))
        with freeze_time("2026-03-27 22:30:00"):
            theirs = self._create_lead(self.adviser_b, firm_id=self.firm_b.id)
            theirs.action_ask_review()
            theirs.with_user(self.coordinator_b).action_accept_review()
            self._approve(theirs)
            theirs.action_publish()
        self.assertEqual(theirs.date_published, date(2026, 3, 28))
        self.assertEqual(theirs.date_expiry, date(2027, 3, 28))
        after = self._published("2026-03-29 22:30:00")
        self.assertEqual(after.date_published, date(2026, 3, 30))

    def test_it_is_offered_on_its_last_day_still(self):
        """Last day 28 March 2027, when clocks go forward: it ends at 22:00 UTC."""
        lead = self._published("2026-03-28 10:00:00")
        self._run_daily("2027-03-28 21:59:00")
        self.assertEqual(lead.state, "published")
        self._run_daily("2027-03-28 22:01:00")
        self.assertEqual(lead.state, "expired")

    def test_the_day_of_one_owner_is_not_that_of_another(self):
        """Last day of both: 28 October 2026, winter time since the 25th.

        22:30 UTC is 23:30 in Stockholm and 00:30 of the 29th in Tallinn.
        """
        ours = self._published("2025-10-28 10:00:00")
        with freeze_time("2025-10-28 10:00:00"):
            theirs = self._create_lead(self.adviser_b, firm_id=self.firm_b.id)
            theirs.action_ask_review()
            theirs.with_user(self.coordinator_b).action_accept_review()
            theirs.record_approval("oral", date(2025, 10, 28), "Ilze")
            theirs.action_publish()
        self.assertEqual(ours.date_expiry, date(2026, 10, 28))
        self.assertEqual(theirs.date_expiry, date(2026, 10, 28))
        self._run_daily("2026-10-28 22:30:00")
        self.assertEqual(ours.state, "published")
        self.assertEqual(theirs.state, "expired")

    def test_a_notice_a_fortnight_before(self):
        """28 March 2027 less 14 days is 14 March."""
        lead = self._published("2026-03-28 10:00:00")
        self.assertEqual(self._run_daily("2027-03-13 10:00:00"), 0)
        self.assertFalse(self._steps(lead))
        self._run_daily("2027-03-14 10:00:00")
        step = lead.sudo().activity_ids
        self.assertEqual(step.user_id, self.adviser_a)
        self.assertEqual(step.date_deadline, date(2027, 3, 28))
        self.assertEqual(lead.date_noticed, date(2027, 3, 14))
        self.assertIn("Its last day is", self._notes(lead)[0])
        self.assertEqual(lead.state, "published")

    def test_running_it_again_changes_nothing(self):
        leads = {
            "noticed": self._published("2026-03-28 10:00:00"),
            "expired": self._published("2026-03-10 10:00:00"),
            "archived": self._published("2025-03-10 10:00:00", network_reference="A"),
        }
        leads["archived"]._act({"state": "expired"})
        for lead in leads.values():
            lead.sudo().message_ids.unlink()
        moment = "2027-03-20 10:00:00"
        # a line for each act: one notice, one end, one put away
        self.assertEqual(self._run_daily(moment), 3)
        states = {name: lead.state for name, lead in leads.items()}
        self.assertEqual(
            states,
            {"noticed": "published", "expired": "expired", "archived": "archived"},
        )
        steps = {name: len(lead.sudo().activity_ids) for name, lead in leads.items()}
        self.assertEqual(steps, {"noticed": 1, "expired": 1, "archived": 0})
        written = {name: lead.write_date for name, lead in leads.items()}
        for again in (moment, "2027-03-20 23:00:00", "2027-03-21 10:00:00"):
            self.assertEqual(self._run_daily(again), 0)
        for name, lead in leads.items():
            self.assertEqual(lead.write_date, written[name], name)
            self.assertEqual(len(lead.sudo().activity_ids), steps[name], name)

    def test_after_a_gap_all_is_made_good(self):
        """The job stood still for a month: nothing is lost, and nothing said twice."""
        lead = self._published("2026-03-28 10:00:00")
        self._run_daily("2027-04-28 10:00:00")
        self.assertEqual(lead.state, "expired")
        self.assertFalse(lead.date_noticed)
        self.assertEqual(len(lead.sudo().activity_ids), 1)

    def test_what_is_on_hold_ends_too(self):
        lead = self._published("2026-03-28 10:00:00")
        lead.put_on_hold("The firm moves")
        self._run_daily("2027-03-29 10:00:00")
        self.assertEqual(lead.state, "expired")
        self.assertFalse(lead.hold_reason)

    def test_drafts_never_end(self):
        lead = self._create_lead()
        self._run_daily("2036-03-29 10:00:00")
        self.assertEqual(lead.state, "draft")

    def test_a_research_request_follows_its_call(self):
        lead = self._published(
            "2026-03-28 10:00:00",
            lead_type="research_request",
            advantages=False,
            specification="Experience with patient data, and with the law of two of "
            "the countries.",
            cooperation_type_ids=[
                fields.Command.set(self._ref("cooperation_type_research").ids)
            ],
            framework_programme="Horizon Europe",
            call_title="Care at home",
            call_identifier="HLTH-2026-01",
            coordinator_required="no",
            interest_deadline="2026-05-31",
            call_deadline="2026-09-15",
        )
        self.assertEqual(lead.date_expiry, date(2026, 5, 31))
        with freeze_time("2026-05-20"), self.assertRefused("follows its call"):
            lead.extend()
        self._run_daily("2026-06-01 10:00:00")
        self.assertEqual(lead.state, "expired")
        with freeze_time("2026-06-01 12:00:00"):
            late = lead.copy()
        late.interest_deadline = "2026-05-31"
        with freeze_time("2026-06-02 10:00:00"):
            late.action_ask_review()
            late.with_user(self.coordinator_a).action_accept_review()
            self._approve(late)
            with self.assertRefused("its last day was"):
                late.action_publish()

    # ------------------------------------------------------------------
    # Extension
    # ------------------------------------------------------------------

    def test_extended_once_from_the_day_it_would_have_ended(self):
        """Opens 30 days before 28 March 2027: on 26 February.

        The new last day is 365 days after 28 March 2027, whatever day it is extended:
        27 March 2028, as 29 February lies between.
        """
        for moment, allowed in (
            ("2027-02-25 10:00:00", False),
            ("2027-02-26 10:00:00", True),
            ("2027-03-28 10:00:00", True),
        ):
            with self.subTest(moment):
                lead = self._published("2026-03-28 10:00:00")
                with freeze_time(moment):
                    lead.invalidate_recordset()
                    self.assertEqual(lead.can_extend, allowed)
                    if not allowed:
                        with self.assertRefused("can be extended from"):
                            lead.extend()
                        continue
                    lead.extend()
                    self.assertEqual(lead.date_expiry, date(2028, 3, 27))
                    with self.assertRefused("was extended on"):
                        lead.extend()

    def test_an_expired_one_within_a_year(self):
        """Last day 28 March 2027: extended until 27 March 2028, 365 days on."""
        lead = self._published("2026-03-28 10:00:00")
        self._run_daily("2027-03-29 10:00:00")
        with freeze_time("2027-12-01 10:00:00"):
            for day, regex in (
                ("2027-11-30", "can be extended to a day from"),
                ("2028-03-28", "can be extended to a day from"),
            ):
                with self.assertRefused(regex):
                    lead.extend(day)
            lead.extend("2028-01-31")
        self.assertEqual(lead.state, "published")
        self.assertEqual(lead.date_expiry, date(2028, 1, 31))
        other = self._published("2026-03-28 10:00:00")
        self._run_daily("2027-03-29 10:00:00")
        with (
            freeze_time("2028-03-28 10:00:00"),
            self.assertRefused("could be extended"),
        ):
            other.extend()

    def test_never_past_two_years(self):
        """Published on 1 June 2026 for 500 days: 213 to the end of 2026, then 287.

        That is 14 October 2027. 730 days end on 31 May 2028, 29 February among them:
        230 days after that one, not 365.
        """
        self._set("validity", 500)
        lead = self._published("2026-06-01 10:00:00")
        self.assertEqual(lead.date_expiry, date(2027, 10, 14))
        with freeze_time("2027-10-01 10:00:00"):
            lead.extend()
        self.assertEqual(lead.date_expiry, date(2028, 5, 31))
        self._run_daily("2028-05-31 10:00:00")
        self.assertEqual(lead.state, "published")
        self._run_daily("2028-06-01 10:00:00")
        # over, and as old as any lead may be
        self.assertEqual(lead.state, "archived")
        self.assertFalse(lead.active)

    def test_a_second_notice_after_an_extension(self):
        lead = self._published("2026-03-28 10:00:00")
        self._run_daily("2027-03-14 10:00:00")
        with freeze_time("2027-03-20 10:00:00"):
            lead.extend()
        self.assertFalse(self._steps(lead), "the reminder is done by it")
        self.assertEqual(self._run_daily("2027-03-29 10:00:00"), 0)
        self._run_daily("2028-03-13 10:00:00")  # 27 March 2028 less 14 days
        self.assertEqual(self._steps(lead), self.adviser_a)

    def _set(self, name, days):
        self.env["ir.config_parameter"].set_param(
            f"sme_crossborder.lead_{name}_days", str(days)
        )

    def test_all_periods_are_settings(self):
        """Published for 10 days, told 3 before, put away after 20.

        Extended by 5, from 2 days before its end to 4 after it.
        """
        for name, days in (
            ("validity", 10),
            ("notice", 3),
            ("extension", 5),
            ("extension_opens", 2),
            ("extension_grace", 4),
            ("life", 20),
        ):
            self._set(name, days)
        lead = self._published("2026-06-01 10:00:00")
        self.assertEqual(lead.date_expiry, date(2026, 6, 11))
        self.assertEqual(self._run_daily("2026-06-07 10:00:00"), 0)
        self._run_daily("2026-06-08 10:00:00")
        self.assertEqual(lead.date_noticed, date(2026, 6, 8))
        with freeze_time("2026-06-08 10:00:00"), self.assertRefused("from"):
            lead.extend()
        self._run_daily("2026-06-12 10:00:00")
        with freeze_time("2026-06-16 10:00:00"), self.assertRefused("could be"):
            lead.extend()
        with freeze_time("2026-06-15 10:00:00"):
            lead.extend()
        self.assertEqual(lead.date_expiry, date(2026, 6, 16))
        self._run_daily("2026-06-17 10:00:00")
        self.assertEqual(lead.state, "expired")
        self._run_daily("2026-06-21 10:00:00")
        self.assertEqual(lead.state, "expired")
        self._run_daily("2026-06-22 10:00:00")
        self.assertEqual(lead.state, "archived")

    def test_settings_are_numbers_from_one(self):
        Settings = self.env["res.config.settings"]
        settings = Settings.create({"sme_lead_validity_days": 200})
        settings.execute()
        self.assertEqual(self.env["sme.partner.lead"]._get_periods().validity, 200)
        with self.assertRefused("from 1 up"):
            Settings.create({"sme_lead_life_days": 0})
        for nonsense in ("", "0", "-3", "many", "1.5"):
            self._set("notice", nonsense)
            self.assertEqual(self.env["sme.partner.lead"]._get_periods().notice, 14)

    # ------------------------------------------------------------------
    # On hold, revised, closed, archived
    # ------------------------------------------------------------------

    def test_on_hold_and_back(self):
        lead = self._published("2026-03-28 10:00:00")
        with self.assertRefused("Say why"):
            lead.put_on_hold(" ")
        lead.put_on_hold("The firm is on holiday")
        self.assertEqual(
            (lead.state, lead.hold_reason), ("on_hold", "The firm is on holiday")
        )
        with self.assertRefused("is at On hold"):
            lead.put_on_hold("Again")
        lead.action_resume()
        self.assertEqual((lead.state, lead.hold_reason), ("published", False))
        self.assertEqual(lead.date_expiry, date(2027, 3, 28))

    def test_revised_it_keeps_its_days(self):
        lead = self._published("2026-03-28 10:00:00")
        for values in ({"title": "Another title for this lead"}, {"scope": "public"}):
            with self.assertRefused("Press Revise first"):
                lead.write(values)
        lead.action_revise()
        self.assertEqual(lead.state, "draft")
        self.assertFalse(lead.approval_date)
        lead.title = "Swedish firm offers heart software for hospitals"
        with freeze_time("2026-08-01 10:00:00"):
            lead.action_ask_review()
            lead.with_user(self.coordinator_a).action_accept_review()
            with self.assertRefused("has not approved"):
                lead.action_publish()
            self._approve(lead)
            lead.action_publish()
        self.assertEqual(lead.date_published, date(2026, 3, 28))
        self.assertEqual(lead.date_expiry, date(2027, 3, 28))

    def test_revised_too_long_it_is_extended_first(self):
        lead = self._published("2026-03-28 10:00:00")
        lead.action_revise()
        lead.action_ask_review()
        lead.with_user(self.coordinator_a).action_accept_review()
        self._approve(lead)
        with freeze_time("2027-04-10 10:00:00"):
            with self.assertRefused("its last day was"):
                lead.action_publish()
            lead.extend()
            self.assertEqual(lead.state, "approval")
            lead.action_publish()
        self.assertEqual(lead.date_expiry, date(2028, 3, 27))

    def test_closed_with_a_reason_from_anywhere_and_opened_again(self):
        for make in (
            self._create_lead,
            self._to_review,
            self._to_approval,
            lambda: self._published("2026-11-01 10:00:00"),
        ):
            lead = make()
            was = lead.state
            with self.subTest(was):
                for reason, note in ((None, None), ("unknown", "x"), ("other", " ")):
                    with self.assertRefused("Say why"):
                        lead.close(reason, note)
                with freeze_time("2026-11-28 10:00:00"):
                    lead.close("no_answer")
                self.assertEqual(lead.date_closed, date(2026, 11, 28))
                self.assertFalse(self._steps(lead))
                with self.assertRefused("is at Closed"):
                    lead.close("gone")
                with freeze_time("2026-11-29 10:00:00"):
                    lead.action_reopen()
                expected = "published" if was == "published" else "draft"
                self.assertEqual(lead.state, expected)
                self.assertFalse(lead.close_reason)

    def test_opened_again_after_its_time_it_is_expired(self):
        lead = self._published("2026-03-28 10:00:00")
        lead.close("partner")
        with freeze_time("2027-03-29 10:00:00"):
            lead.action_reopen()
        self.assertEqual(lead.state, "expired")

    def test_archived_by_the_action_menu_as_by_the_button(self):
        lead = self._published("2026-03-28 10:00:00")
        with self.assertRefused("is at Published"):
            lead.action_archive()
        with self.assertRefused("cannot be typed"):
            lead.write({"active": False})
        lead.close("gone")
        lead.action_archive()
        self.assertFalse(lead.active)
        with self.assertRefused("Make a copy"):
            lead.action_unarchive()
        draft = self._create_lead()
        draft.action_archive()
        draft.action_unarchive()
        self.assertEqual((draft.state, draft.active), ("draft", True))

    def test_a_copy_begins_anew(self):
        lead = self._published("2026-03-28 10:00:00")
        copy = lead.copy()
        self.assertEqual(copy.state, "draft")
        for fname in ("date_published", "date_expiry", "approval_date", "review_date"):
            self.assertFalse(copy[fname], fname)
        self.assertNotEqual(copy.reference, lead.reference)
        self.assertEqual(copy.cooperation_type_ids, lead.cooperation_type_ids)

    def test_others_take_no_step(self):
        lead = self._published("2026-11-01 10:00:00")
        for user in (self.adviser_b, self.coordinator_b, self.auditor, self.employee):
            other = lead.with_user(user)
            for act in (
                lambda other=other: other.put_on_hold("x"),
                lambda other=other: other.close("gone"),
                other.action_revise,
                other.extend,
            ):
                with self.assertRaises(AccessError):
                    act()

    def test_the_members_of_the_project_of_today(self):
        project = self._create_project(self.company_b, self.company_a)
        lead = self._to_approval(scope="project", project_id=project.id)
        self._approve(lead)
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_a)
        member.date_end = "2026-01-31"
        with self.assertRefused("none today"):
            lead.action_publish()
        member.date_end = False
        lead.action_publish()
        self.assertEqual(lead.state, "published")

    def test_who_leaves_the_project_shows_its_members_nothing(self):
        """The last day of the membership is 31 January 2027; the day after, on hold."""
        project = self._create_project(self.company_b, self.company_a)
        with freeze_time("2026-12-01 10:00:00"):
            lead = self._to_published(scope="project", project_id=project.id)
            wide = self._to_published()
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_a)
        member.date_end = "2027-01-31"
        self._run_daily("2027-01-31 10:00:00")
        self.assertEqual(lead.state, "published")
        self._run_daily("2027-02-01 10:00:00")
        self.assertEqual(lead.state, "on_hold")
        self.assertEqual(lead.hold_reason, "Organisation A is no member of OSS.")
        self.assertEqual(self._steps(lead), self.adviser_a)
        self.assertEqual(wide.state, "published")
        self.assertEqual(self._run_daily("2027-02-01 11:00:00"), 0)
        with freeze_time("2027-02-02 10:00:00"), self.assertRefused("none today"):
            lead.action_resume()

    def test_an_adviser_who_left_is_told_nothing(self):
        """The notice goes to a coordinator of the house instead."""
        lead = self._published("2026-03-28 10:00:00")
        self.adviser_a.active = False
        self._run_daily("2027-03-14 10:00:00")
        self.assertIn(self._steps(lead), self.coordinator_a | self.manager_a)

    def test_it_sends_no_mail(self):
        self._published("2026-03-28 10:00:00")
        before = self.env["mail.mail"].search_count([])
        for moment in ("2027-03-14 10:00:00", "2027-03-29 10:00:00"):
            self._run_daily(moment)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_the_scheduler_runs_it(self):
        lead = self._published("2026-03-28 10:00:00")
        cron = self.env.ref("sme_crossborder.ir_cron_partner_lead_validity")
        with freeze_time("2027-03-29 10:00:00"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        lead.invalidate_recordset()
        self.assertEqual(lead.state, "expired")
