"""Projects: one lead, dates that fit, an area with exceptions, who may change what."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestSmeProject(SmeCase):
    def _new(self, user, **values):
        return (
            self.env["sme.project"]
            .with_user(user)
            .create({"acronym": "META", "name": "ICT Meta Cluster", **values})
        )

    def test_the_administering_organisation_leads_by_default(self):
        project = self._new(self.manager_a)
        self.assertEqual(project.lead_partner_id, self.company_a.partner_id)
        self.assertEqual(project.member_ids.company_id, self.company_a)
        self.assertEqual(project.member_ids.country_id, self.country_se)

    def test_members_without_a_lead_get_the_administering_organisation(self):
        others = [Command.create({"partner_id": self.company_b.partner_id.id})]
        project = self._new(self.manager_a, member_ids=others)
        self.assertEqual(project.lead_partner_id, self.company_a.partner_id)
        self.assertEqual(len(project.member_ids), 2)
        own = [Command.create({"partner_id": self.company_a.partner_id.id})]
        project = self._new(self.manager_a, acronym="META2", member_ids=own)
        self.assertEqual(project.member_ids.role, "lead")
        led = [
            Command.create({"partner_id": self.company_b.partner_id.id, "role": "lead"})
        ]
        project = self._new(self.manager_a, acronym="META3", member_ids=led)
        self.assertEqual(project.lead_partner_id, self.company_b.partner_id)

    def test_a_title_fits_on_what_carries_it(self):
        project = self._new(self.manager_a, name="x" * 200)
        with self.assertRefused("META has 201 .*Shorten it by 1", ValidationError):
            project.name = "x" * 201

    def test_no_lead_is_refused_and_two_are_impossible(self):
        project = self._new(self.manager_a)
        with self.assertRefused("exactly one", ValidationError):
            project.member_ids.write({"role": "partner"})
        with self.assertRefused("leads project META", UserError):
            project.member_ids.unlink()
        partner = self.company_b.partner_id
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env.cr.execute(
                "INSERT INTO sme_project_member (project_id, partner_id, role)"
                " VALUES (%s, %s, 'lead')",
                (project.id, partner.id),
            )

    def test_a_new_lead_replaces_the_former(self):
        project = self._create_project(self.company_a, self.company_b)
        former, new = project.member_ids.sorted("role_order")
        new.with_user(self.manager_a).write({"role": "lead"})
        self.assertEqual(former.role, "partner")
        self.assertEqual(project.lead_partner_id, self.company_b.partner_id)

    def test_dates(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._new(self.manager_a, date_start="2026-01-02", date_end="2026-01-01")
        project = self._new(self.manager_a)
        with self.assertRefused("start or end date", UserError):
            project.action_start()
        project.write({"date_start": "2026-01-01", "date_end": "2027-12-31"})
        project.action_start()
        self.assertEqual(project.state, "running")
        with self.assertRefused("outside its dates", ValidationError):
            project.member_ids.write({"date_start": "2025-12-31"})

    def test_seed_project_prepares_the_full_scale_one(self):
        seed = self._create_project(self.company_a, self.company_b)
        action = seed.with_user(self.manager_a).action_prepare_follow_up()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        action = dialog.with_user(self.manager_a).action_prepare()
        full = self.env["sme.project"].browse(action["res_id"])
        self.assertEqual(full.parent_id, seed)
        self.assertEqual(full.member_ids.partner_id, seed.member_ids.partner_id)
        self.assertEqual(full.lead_partner_id, seed.lead_partner_id)
        self.assertEqual(full.state, "preparation")
        self.assertFalse(full.date_start)
        with self.assertRaises(UserError):
            seed.with_user(self.manager_a).write({"parent_id": full.id})

    def test_programme_defaults_are_copied_once(self):
        programme = self.env["sme.funding.programme"].create(
            {
                "name": "Central Baltic",
                "nuts_ids": [Command.set(self._nuts("SE110", "EE001").ids)],
                "cofunding_statement": "Co-funded",
            }
        )
        project = self._new(self.manager_a, funding_programme_id=programme.id)
        self.assertEqual(project.nuts_ids, programme.nuts_ids)
        self.assertEqual(project.cofunding_statement, "Co-funded")
        project.write({"cofunding_statement": "Our own words"})
        programme.write({"cofunding_statement": "New words"})
        self.assertEqual(project.cofunding_statement, "Our own words")

    def test_only_the_administering_manager_changes_it(self):
        project = self._create_project(self.company_a, self.company_b)
        project.with_user(self.manager_a).write({"name": "Renamed"})
        self.assertEqual(project.with_user(self.adviser_b).name, "Renamed")
        for user in (self.adviser_a, self.coordinator_a, self.manager_b):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                project.with_user(user).write({"name": "No"})

    def test_strangers_do_not_see_it(self):
        project = self._create_project(self.company_a)
        Project = self.env["sme.project"].with_user(self.manager_b)
        self.assertNotIn(project, Project.search([]))
        with self.assertRaises(AccessError):
            Project.browse(project.id).read(["acronym"])

    def test_project_with_enrolments_is_not_deleted(self):
        project = self._create_project(self.company_a)
        firm = self._create_small_ict_firm(self.company_a)
        self.env["sme.enrolment"].with_user(self.adviser_a).create(
            {"firm_id": firm.id, "project_id": project.id}
        )
        with self.assertRefused("Archive it instead", UserError):
            project.with_user(self.manager_a).unlink()
        project.with_user(self.manager_a).action_archive()
        self.assertEqual((project.state, project.active), ("archived", False))
        project.with_user(self.manager_a).action_unarchive()
        self.assertEqual((project.state, project.active), ("closed", True))


@tagged("post_install", "-at_install")
class TestEligibility(SmeCase):
    """Each rule, with the value in the reason; arithmetic by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a)
        cls.firm = cls._create_small_ict_firm(cls.company_a)

    def _failed(self):
        checks = self.firm.with_user(self.adviser_a)._check_project_rules(self.project)
        return {check.rule: check.message for check in checks if not check.passed}

    def test_eligible(self):
        self.assertFalse(self._failed())
        self.assertEqual(self.firm.eligibility, "eligible")
        self.assertIn("SE110", self.firm.with_user(self.adviser_a).eligibility_report)

    def test_skane_is_outside_and_stockholm_inside(self):
        self.firm.nuts_id = self._nuts("SE224")
        self.assertIn("SE224", self._failed()["area"])
        self.assertEqual(self.firm.eligibility, "not_eligible")
        self.firm.nuts_id = self._nuts("SE110")
        self.assertNotIn("area", self._failed())

    def test_exceptions_to_the_area_carry_a_reason(self):
        self.firm.nuts_id = self._nuts("SE224")
        manager = self.project.with_user(self.manager_a)
        manager.write(
            {
                "area_exception_ids": [
                    Command.create(
                        {"nuts_id": self._nuts("SE22").id, "reason": "Decision 7"}
                    )
                ]
            }
        )
        self.assertNotIn("area", self._failed(), "SE224 lies in SE22")
        self.assertEqual(self.firm.eligibility, "eligible", "looked at again at once")
        manager.area_exception_ids.write({"effect": "exclude"})
        self.firm.nuts_id = self._nuts("SE110")
        self.assertNotIn("area", self._failed())
        self.firm.nuts_id = self._nuts("SE224")
        self.assertIn("exception", self._failed()["area"])

    def test_highest_headcount(self):
        year = self.firm.year_ids
        year.write({"headcount": 30, "headcount_heads": 30})
        self.assertNotIn("headcount", self._failed(), "30 is at most 30")
        year.write({"headcount": 28.5, "headcount_heads": 31})
        self.assertIn("31", self._failed()["headcount"], "heads are counted")
        self.project.rule_headcount_unit = "awu"
        self.assertNotIn("headcount", self._failed(), "28.5 AWU")

    def test_headcount_with_the_group(self):
        # 12 alone; a linked enterprise of 20 adds in full: 32
        self.firm.write(
            {
                "link_ids": [
                    Command.create(
                        {
                            "name": "Mother AB",
                            "country_id": self.country_se.id,
                            "votes_percent": 60,
                            "year": 2025,
                            "headcount": 20,
                            "turnover_eur": 1_000_000,
                        }
                    )
                ]
            }
        )
        self.assertNotIn("headcount", self._failed(), "the firm alone: 12")
        self.project.rule_headcount_scope = "group"
        self.assertIn("32", self._failed()["headcount"])

    def test_not_ict(self):
        self.firm.nace_id = self._nace("62.01", "2.0")
        self.assertNotIn("ict", self._failed(), "computer programming in Rev. 2")
        self.firm.nace_id = self._nace("01.11")
        self.assertIn("01.11", self._failed()["ict"])

    def test_unknown_is_said_as_unknown(self):
        bare = self._create_firm(self.company_a, "Bare AB")
        checks = bare._check_project_rules(self.project)
        self.assertEqual([check.passed for check in checks], [False] * 4)
        for check in checks:
            self.assertIn("not known", check.message)
        self.assertEqual(bare.eligibility, "unknown")

    def test_no_running_project(self):
        self.project.with_user(self.manager_a).action_close()
        self.assertEqual(self.firm.eligibility, "no_project")

    def test_a_member_with_enrolments_stays(self):
        project = self._create_project(
            self.company_a, self.company_b, acronym="MEMBERS"
        )
        firm = self._create_firm(self.company_b, "Kods SIA")
        self.env["sme.enrolment"].create(
            {"firm_id": firm.id, "project_id": project.id, "date": "2026-01-01"}
        )
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_b)
        with self.assertRefused("responsible for 1 enrolments .* the day it left"):
            member.with_user(self.manager_a).unlink()

    def test_who_got_the_lead_is_logged(self):
        project = self._create_project(
            self.company_a, self.company_b, acronym="MEMBERS"
        )
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_b)
        member.with_user(self.manager_a).role = "lead"
        bodies = "".join(project.message_ids.mapped("body"))
        self.assertIn("Lead organisation: Organisation A → Organisation B", bodies)

    def test_every_rule_is_tracked(self):
        """Odoo writes old value, new value, who and when for tracked fields."""
        project = self.env["sme.project"]
        rules = project._eligibility_fields() - {"active", "area_exception_ids"}
        wanted = rules | {"state_aid_regime", "date_retention", "date_end"}
        self.assertLessEqual(wanted, project._track_get_fields())

    def test_rules_of_a_project_that_is_over_stay(self):
        project = self._create_project(self.company_a, acronym="OVER")
        project = project.with_user(self.manager_a)
        project.action_close()
        with self.assertRefused("is over, and what was counted rests on its rules"):
            project.rule_max_headcount = 100
        project.name = "A better title"
        project.action_reset()
        project.rule_max_headcount = 100
