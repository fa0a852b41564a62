"""Set-up and health: a matter stands there while it is wrong, and goes with it."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ..wizard import sme_health_system
from .common import GROUP, SmeCase

# the tour of a role
ROLES = ("adviser", "coordinator", "manager")
WORK = {"me", "first_firm", "first_journey", "late_steps"}
PEOPLE = {"firm_adviser", "portal"}


@tagged("post_install", "-at_install")
class TestSmeHealth(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        cls.system_a = new_test_user(
            cls.env,
            "system_a",
            groups=f"{GROUP % 'manager'},base.group_system",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )

    def _look(self, user, code=None):
        """Return the lines of a user, or the one of a check."""
        self.env.flush_all()
        self.env.invalidate_all()
        Health = self.env["sme.health"].with_user(user)
        action = Health.action_check()
        lines = Health.search([])
        self.assertEqual(action["res_model"], "sme.health")
        return lines.filtered(lambda line: line.code == code) if code else lines

    def assertTurns(self, user, code, mend, bad="todo", words=""):
        """The matter stands there in words, is opened, mended, and is in order."""
        line = self._look(user, code)
        self.assertEqual(line.state, bad, line.name)
        self.assertIn(words, line.name)
        self.assertTrue(line.advice)
        if line.can_open:
            action = line.action_open()
            self.env[action["res_model"]].with_user(user).check_access("read")
        mend()
        line = self._look(user, code)
        self.assertEqual(line.state, "fine", line.name)
        self.assertFalse(line.advice)

    # ------------------------------------------------------------------
    # Who sees what
    # ------------------------------------------------------------------

    def test_each_role_sees_what_it_answers_for(self):
        def codes(user):
            return set(self._look(user).mapped("code"))

        self.assertEqual(codes(self.adviser_a), WORK)
        self.assertEqual(codes(self.coordinator_a), WORK | PEOPLE)
        manager = codes(self.manager_a)
        self.assertLess(WORK | PEOPLE | {"target", "job", "mail_server"}, manager)
        self.assertNotIn("mail", manager)
        self.assertIn("mail", codes(self.system_a))

    def test_the_way_is_shown_to_each_role(self):
        for role in ROLES:
            Health = self.env["sme.health"].with_user(getattr(self, f"{role}_a"))
            url = Health.action_guide()["url"]
            self.assertEqual(url, f"/odoo?tour=sme_guided_{role}")
            tour = self.env["web_tour.tour"].with_user(getattr(self, f"{role}_a"))
            self.assertTrue(tour.get_tour_json_by_name(f"sme_guided_{role}"))

    def test_its_address_looks_anew(self):
        """A bookmark would show what was found another day, or nothing."""
        Actions = self.env["ir.actions.actions"]
        found = Actions.search([("path", "=", "set-up-and-health")])
        look = self.env.ref("sme_crossborder.sme_health_action_check")
        self.assertEqual(found.ids, look.ids)
        Health = self.env["sme.health"].with_user(self.adviser_a)
        self.assertFalse(Health.search([]))
        look.with_user(self.adviser_a).run()
        self.assertTrue(Health.search([]))

    def test_strangers_are_refused(self):
        for user in (self.employee, self.portal, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["sme.health"].with_user(user).action_check()
        line = self._look(self.manager_a, "target")
        for user in (self.manager_b, self.coordinator_a, self.employee, self.portal):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    line.with_user(user).action_open()
                with self.assertRaises(AccessError):
                    line.with_user(user).read(["name"])

    def test_a_check_that_is_none_opens_nothing(self):
        Health = self.env["sme.health"].with_user(self.adviser_a)
        line = Health.create({"code": "all", "state": "todo", "name": "Mine"})
        self.assertFalse(line.action_open())

    def test_looking_again_takes_the_place_of_what_was_seen(self):
        first = self._look(self.manager_a)
        again = self._look(self.manager_a)
        self.assertFalse(first.exists())
        self.assertEqual(len(first), len(again))
        self._look(self.manager_b)
        self.assertTrue(again.exists())

    def test_the_button_above_the_list_with_lines_ticked(self):
        lines = self._look(self.manager_a)
        Health = self.env["sme.health"].with_user(self.manager_a)
        for ids in ([], lines.ids):
            action = call_kw(Health, "action_check", [ids], {})
            self.assertEqual(action["res_model"], "sme.health")
            self.assertIn("tour", call_kw(Health, "action_guide", [ids], {})["url"])

    def test_as_many_queries_for_many_firms_as_for_few(self):
        def count():
            self._look(self.manager_a)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["sme.health"].with_user(self.manager_a).action_check()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._create_firm(self.company_a, "Firm 0")
        few = count()
        for number in range(1, 30):
            self._create_firm(self.company_a, f"Firm {number}")
        self.assertLessEqual(count(), few)

    # ------------------------------------------------------------------
    # My day
    # ------------------------------------------------------------------

    def test_me(self):
        self.adviser_a.write({"email": "a@example.com", "tz": "Europe/Stockholm"})
        self.adviser_a.phone = False
        self.assertTurns(
            self.adviser_a,
            "me",
            lambda: self.adviser_a.write({"phone": "+46 8 123"}),
            words="telephone",
        )

    def test_first_firm_and_journey(self):
        # a firm of others changes nothing
        self._create_firm(self.company_b)
        self.assertTurns(
            self.adviser_a, "first_firm", lambda: self._create_firm(self.company_a)
        )
        firm = self.env["sme.firm"].search([("company_id", "=", self.company_a.id)])
        Lead = self.env["crm.lead"].with_user(self.adviser_a)
        self.assertTurns(
            self.adviser_a,
            "first_journey",
            lambda: Lead.create(
                {"firm_id": firm.id, "target_country_id": self.country_lv.id}
            ),
        )

    def test_late_steps(self):
        step = self._create_firm(self.company_a).activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.today() - timedelta(days=3),
            user_id=self.adviser_a.id,
        )
        self.assertTurns(self.adviser_a, "late_steps", step.unlink, "look", "1")

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------

    def test_firm_without_adviser(self):
        self._create_firm(self.company_b, "Of others")
        firm = self._create_firm(self.company_a, "Fjordkod AB")
        line = self._look(self.coordinator_a, "firm_adviser")
        self.assertNotIn("Of others", line.name)
        self.assertTurns(
            self.coordinator_a,
            "firm_adviser",
            lambda: firm.write({"user_id": self.adviser_a.id}),
            "look",
            "Fjordkod AB",
        )
        gone = self._create_user("gone", "adviser", self.company_a)
        firm.user_id = gone
        gone.active = False
        self.assertEqual(self._look(self.coordinator_a, "firm_adviser").state, "look")

    def test_adviser_without_organisation(self):
        stray = self._create_company("Stray", self.country_ee)
        user = self._create_user("stray", "adviser", self.company_b, stray)
        user.write({"company_id": stray.id, "company_ids": [Command.set(stray.ids)]})
        # a manager is told of the own organisations, who keeps users of all
        self.assertEqual(self._look(self.manager_a, "homeless").state, "fine")
        line = self._look(self.system_a, "homeless")
        self.assertIn(user, self.env["res.users"].search(line.action_open()["domain"]))
        user.company_ids = [Command.link(self.company_b.id)]
        domain = self._look(self.system_a, "homeless").action_open()["domain"]
        self.assertNotIn(user, self.env["res.users"].search(domain))

    def test_a_house_in_no_project(self):
        self.project.member_ids.filtered(
            lambda member: member.company_id == self.company_b
        ).unlink()
        line = self._look(self.manager_b, "homeless")
        self.assertEqual(line.state, "todo")
        self.assertIn("3", line.name)  # who works in A as well is at home there
        self.assertFalse(line.can_open)
        self.assertTurns(
            self.manager_b,
            "project",
            lambda: self._create_project(self.company_b, acronym="B1"),
        )

    def test_portal_user_who_never_came(self):
        firm = self._create_firm(self.company_a)
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "parent_id": firm.partner_id.id}
        )
        self.env["sme.portal.identity"].with_user(self.coordinator_a).grant(
            firm.partner_id, person, "anna@example.com", self.company_a, False, ""
        )
        self.assertEqual(self._look(self.coordinator_a, "portal").state, "fine")
        identity = self.env["sme.portal.identity"].search(
            [("person_name", "=", "Anna Berg")]
        )
        identity.date_start = fields.Date.today() - timedelta(days=8)
        self.assertEqual(self._look(self.coordinator_b, "portal").state, "fine")
        user = identity.sudo().user_id
        self.assertTurns(
            self.coordinator_a,
            "portal",
            lambda: self.env["res.users.log"].with_user(user).sudo().create({}),
            "look",
            "Anna Berg",
        )

    # ------------------------------------------------------------------
    # Projects and reports
    # ------------------------------------------------------------------

    def test_organisation_without_details(self):
        self.company_a.write({"street": "Road 1", "email": False})
        self.assertTurns(
            self.system_a,
            "organisation",
            lambda: self.company_a.write({"email": "a@example.com"}),
            words="e-mail address",
        )
        self.company_a.email = False
        self.assertFalse(self._look(self.manager_a, "organisation").can_open)

    def _set_target(self, code, target=5, member=None):
        indicator = self.env["sme.indicator"].search([("code", "=", code)], limit=1)
        return self.env["sme.indicator.target"].create(
            {
                "project_id": self.project.id,
                "indicator_id": indicator.id,
                "target": target,
                "member_id": member and member.id,
            }
        )

    def test_no_target(self):
        self.assertEqual(self._look(self.manager_a, "target").name, "OSS has no target")
        # it is the project of another house
        self.assertEqual(self._look(self.manager_b, "target").state, "fine")
        self._set_target("RCO87")
        self.assertEqual(self._look(self.manager_a, "target").state, "fine")
        self._set_target("RCO04", member=self.project.member_ids[0])
        self.assertTurns(
            self.manager_a,
            "target",
            lambda: self._set_target("RCO04"),
            words="OSS has no target for RCO04",
        )
        self.project.target_ids.filtered("member_id").unlink()
        self.project.target_ids[0].target = 0
        self.assertEqual(self._look(self.manager_a, "target").state, "todo")
        self.project.state = "closed"
        self.assertEqual(self._look(self.manager_a, "target").state, "fine")

    def _create_period(self):
        return self.env["sme.reporting.period"].create(
            {
                "project_id": self.project.id,
                "name": "Period 1",
                "date_start": "2025-01-01",
                "date_end": "2025-06-30",
                "date_contribution_due": "2025-07-31",
            }
        )

    def test_no_period(self):
        self.assertTurns(self.manager_a, "period", self._create_period, words="OSS")

    def test_contribution_overdue(self):
        period = self._create_period()
        self.assertTrue(period.contribution_ids)
        self.assertTurns(
            self.manager_a,
            "contribution",
            lambda: period.write(
                {
                    "date_contribution_due": "2099-01-01",
                    "date_control_due": "2099-02-01",
                    "date_report_due": "2099-03-01",
                    "date_approval_due": "2099-04-01",
                }
            ),
            "look",
        )

    def test_first_contact(self):
        lead, other = self.project.member_ids.sorted("id")

        def rule(country, member):
            return self.env["sme.first.contact.rule"].create(
                {
                    "project_id": self.project.id,
                    "country_id": country and country.id,
                    "member_id": member.id,
                }
            )

        line = self._look(self.manager_a, "first_contact")
        self.assertEqual(line.name, "OSS takes no first contacts: its form is closed")
        rule(self.country_se, lead)
        self.assertTurns(
            self.manager_a,
            "first_contact",
            lambda: rule(self.country_lv, other),
            "look",
            "Latvia",
        )
        self.project.first_contact_rule_ids.filtered(
            lambda line: line.country_id == self.country_lv
        ).country_id = False
        self.assertEqual(self._look(self.manager_a, "first_contact").state, "fine")

    # ------------------------------------------------------------------
    # Mail, languages and jobs
    # ------------------------------------------------------------------

    def test_outgoing_mail(self):
        self.env["ir.mail_server"].search([]).active = False
        with patch.dict(sme_health_system.config.options, {"smtp_server": "localhost"}):
            line = self._look(self.manager_a, "mail_server")
            self.assertEqual(line.state, "todo")
            self.assertFalse(line.can_open)
            self.assertIn("administrator", line.advice)
            self.assertTurns(
                self.system_a,
                "mail_server",
                lambda: self.env["ir.mail_server"].create(
                    {"name": "Post", "smtp_host": "mail.example.com"}
                ),
            )

    def test_alias_domain(self):
        self.company_a.alias_domain_id = False
        self.assertTurns(
            self.system_a,
            "alias_domain",
            lambda: self.company_a.write(
                {
                    "alias_domain_id": self.env["mail.alias.domain"]
                    .create({"name": "a.example.com"})
                    .id
                }
            ),
            "look",
            "Organisation A",
        )

    def test_failed_mail(self):
        mail = self.env["mail.mail"].create({"subject": "Hello", "state": "exception"})
        self.assertTurns(
            self.system_a, "mail", lambda: mail.write({"state": "sent"}), "look"
        )

    def test_address(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url", "http://localhost:8069")
        self.assertTurns(
            self.system_a,
            "address",
            lambda: parameters.set_param("web.base.url", "https://oss.example.com"),
            "look",
            "localhost",
        )

    def test_language(self):
        for code in ("sv_SE", "lv_LV"):
            self.env["res.lang"].with_context(active_test=False).search(
                [("code", "=", code)]
            ).active = False
        self.assertTurns(
            self.system_a,
            "language",
            lambda: [
                self.env["res.lang"]._activate_lang(c) for c in ("sv_SE", "lv_LV")
            ],
            "look",
            "Latvian",
        )

    def test_jobs(self):
        cron = self.env.ref("sme_crossborder.ir_cron_indicator_recount")
        self.env["ir.cron"].search([]).nextcall = fields.Datetime.now()
        for values, mended, bad, words in (
            ({"failure_count": 2}, {"failure_count": 0}, "todo", "failed"),
            (
                {"nextcall": fields.Datetime.now() - timedelta(days=2)},
                {"nextcall": fields.Datetime.now()},
                "todo",
                "late",
            ),
            ({"active": False}, {"active": True}, "look", "switched off"),
        ):
            with self.subTest(bad=words):
                cron.write(values)
                self.assertTurns(
                    self.system_a,
                    "job",
                    lambda mended=mended: cron.write(mended),
                    bad,
                    words,
                )
        cron.failure_count = 1
        self.assertIn("count indicators", self._look(self.manager_a, "job").name)
        self.assertFalse(self._look(self.manager_a, "job").can_open)
