"""The sample world comes, is remembered, and goes without touching anything real."""

from unittest.mock import patch

from odoo import Command, modules
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..models import sme_sample
from .common import GROUP, SmeCase

PASSWORD = "Baltic-Sea-26"
# Odoo clears it by itself
CLEARED = {"bus_bus"}


class SampleCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # its name is that of one of the sample people
        cls.auditor.login = "auditor_a"
        cls.admin = new_test_user(
            cls.env,
            "system_a",
            groups=f"{GROUP % 'manager'},base.group_system",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )
        cls.sample = cls.env["sme.sample"].with_user(cls.admin)
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")

    @classmethod
    def _count_rows(cls):
        """Return ``{table: rows}`` of every table of the database."""
        cls.env.flush_all()
        cls.env.cr.execute(
            """SELECT table_name FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"""
        )
        counts = {}
        for (table,) in cls.env.cr.fetchall():
            if table not in CLEARED:
                cls.env.cr.execute(
                    SQL("SELECT count(*) FROM %s", SQL.identifier(table))
                )
                counts[table] = cls.env.cr.fetchone()[0]
        return counts


@tagged("post_install", "-at_install")
class TestSmeSample(SampleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a first setting is a row more
        cls.sample._write_state({"done": 0})
        cls.sample._write_state({})
        cls.before = cls._count_rows()
        cls.sample._begin(PASSWORD)
        while cls.sample._is_loading():
            cls.sample._load_next()

    def _ref(self, name):
        return self.env.ref(f"sme_crossborder.{name}")

    def _sample_firm(self):
        return self._ref("demo_firm_fjallvinge")

    def test_it_came_and_goes_and_nothing_is_left(self):
        self.assertEqual(
            self.sample._get_state(), {"done": len(self.sample._get_files())}
        )
        self.assertNotIn("secret", self.sample._read_state())
        self.assertGreater(self._count_rows()["sme_firm"], self.before["sme_firm"])
        self.assertFalse(self.sample._find_added())
        self.sample._remove()
        after = self._count_rows()
        left = {t: after[t] - n for t, n in self.before.items() if after[t] != n}
        # the job was asked for
        left.pop("ir_cron_trigger", None)
        self.assertFalse(left)
        self.assertFalse(self.sample._is_loaded())
        self.assertTrue(self.firm.exists().partner_id.exists())

    def test_nobody_is_written_to_and_nobody_has_the_login_for_a_password(self):
        mails = self.env["mail.mail"].search([("state", "=", "outgoing")])
        self.assertNotIn("example.org", str(mails.mapped("email_to")))
        people = self.sample._find_people()
        self.assertGreater(len(people), 10)
        self.env.cr.execute(
            "SELECT password FROM res_users WHERE id = ANY(%s)", [people.ids]
        )
        context = self.env["res.users"]._crypt_context()
        for (secret,) in self.env.cr.fetchall():
            self.assertTrue(context.verify(PASSWORD, secret))

    def test_only_an_administrator(self):
        for user in (self.manager_a, self.adviser_a, self.employee):
            sample = self.env["sme.sample"].with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    sample._begin(PASSWORD)
                with self.assertRaises(AccessError):
                    sample._remove()
        dialog = self.env["sme.begin"].with_user(self.manager_a).create({})
        self.assertEqual(dialog.step, "loaded")
        self.assertFalse(dialog.people)
        self.assertFalse(dialog.added)
        with self.assertRaises(AccessError):
            dialog.action_remove()
        with self.assertRaises(AccessError):
            self.env["sme.begin"].with_user(self.adviser_a).create({})

    def test_not_twice(self):
        with self.assertRefused("loaded already"):
            self.sample._begin(PASSWORD)

    def test_a_real_journey_on_a_sample_firm(self):
        """It is named, it stays, and goes only when somebody says so."""
        sample_firm = self._sample_firm()
        journey = (
            self.env["crm.lead"]
            .with_user(self._ref("demo_user_adviser_stockholm"))
            .create(
                {
                    "name": "My own way",
                    "firm_id": sample_firm.id,
                    "target_country_id": self.env.ref("base.dk").id,
                }
            )
        )
        self.env.flush_all()
        own = self.env["crm.lead"].create(
            {"firm_id": self.firm.id, "target_country_id": self.country_ee.id}
        )
        with self.assertRefused("would go with them"):
            self.sample._remove()
        self.assertTrue(journey.exists())
        dialog = self.env["sme.begin"].with_user(self.admin).create({})
        self.assertIn("Lead", dialog.added)
        dialog.with_added = True
        dialog.action_remove()
        self.assertFalse(journey.exists())
        self.assertTrue(own.exists())
        self.assertEqual(self.firm.exists().name, "Fjordkod AB")

    def test_a_real_file_on_the_same_legal_entity(self):
        entity = self._sample_firm().entity_id
        self.assertTrue(self._sample_firm().registry_number)
        firm = self._create_firm(
            self.company_a,
            "Ours",
            country_id=entity.country_id.id,
            registry_number=self._sample_firm().registry_number,
        )
        self.assertEqual(firm.entity_id, entity)
        self.sample._remove()
        self.assertEqual(firm.exists().entity_id, entity.exists())
        self.assertTrue(entity)

    def test_a_real_user_in_a_sample_organisation(self):
        company = self._sample_firm().company_id
        user = new_test_user(
            self.env,
            "real",
            groups=GROUP % "adviser",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for with_added in (False, True):
            with self.assertRefused("Give them another one first"):
                self.sample._remove(with_added)
        user.write(
            {
                "company_id": self.company_a.id,
                "company_ids": [Command.set(self.company_a.ids)],
            }
        )
        self.sample._remove(True)
        self.assertTrue(user.exists().partner_id.exists())

    def test_a_link_that_may_be_empty_is_emptied(self):
        self.firm.color = 3
        step = self.firm.activity_schedule("mail.mail_activity_data_todo")
        partner = self.env["res.partner"].create(
            {
                "name": "Real person",
                "user_id": self._ref("demo_user_adviser_stockholm").id,
            }
        )
        self.sample._remove()
        self.assertFalse(partner.exists().user_id)
        self.assertEqual(partner.name, "Real person")
        self.assertTrue(step.exists())

    def test_what_is_reported_of_real_periods_is_held_again(self):
        self.sample._remove()
        self.env.cr.execute(
            """SELECT count(DISTINCT tgrelid) FROM pg_trigger
                 JOIN pg_proc ON pg_proc.oid = tgfoid
                WHERE NOT tgisinternal AND proname LIKE 'sme_reporting%'"""
        )
        self.assertGreaterEqual(self.env.cr.fetchone()[0], 5)

    def test_health_tells(self):
        Health = self.env["sme.health"].with_user(self.admin)
        Health.action_check()
        line = Health.search([("code", "=", "begin")])
        self.assertEqual(line.state, "look")
        self.assertEqual(line.action_open()["res_model"], "sme.begin")


@tagged("post_install", "-at_install")
class TestSmeBegin(SampleCase):
    def _dialog(self, **values):
        return self.env["sme.begin"].with_user(self.admin).create(values)

    def test_begin(self):
        dialog = self._dialog(choice="sample", password="short")
        self.assertEqual(dialog.step, "choose")
        with self.assertRefused("at least 8 characters"):
            dialog.action_begin()
        dialog.password = PASSWORD
        dialog.action_begin()
        self.assertFalse(dialog.password)
        self.assertNotIn(PASSWORD, str(self.sample._read_state()))
        dialog = self._dialog()
        self.assertEqual((dialog.step, dialog.progress), ("loading", 0))
        with self.assertRefused("being loaded"):
            dialog.action_remove()

    def test_it_opens_once_by_itself(self):
        todo = self.env.ref("sme_crossborder.sme_begin_todo")
        todo.state = "open"
        routes = self.env["ir.http"].with_user(self.admin)
        self.assertFalse(routes._get_begin_todo(), "not in tests")
        with patch.object(modules.module, "current_test", False):
            self.assertFalse(routes._get_begin_todo(), "a firm is there")
            self.firm.unlink()
            self.assertEqual(routes._get_begin_todo(), todo)
            others = self.env["ir.http"].with_user(self.manager_a)
            self.assertFalse(others._get_begin_todo(), "for administrators")
            action = todo.with_user(self.admin).action_launch()
            self.assertEqual(action["res_model"], "sme.begin")
            self.assertFalse(routes._get_begin_todo(), "it was shown")

    def test_import_and_empty(self):
        action = self._dialog(choice="import").action_begin()
        self.assertEqual(action["params"]["active_model"], "sme.firm")
        self.env["sme.firm"].search([]).unlink()
        self.assertEqual(self._look().state, "todo")
        action = self._dialog(choice="empty").action_begin()
        health = self.env.ref("sme_crossborder.sme_health_action_check")
        self.assertEqual(action["url"], f"/odoo/{health.path}")
        self.assertEqual(health.path, "set-up-and-health")
        self.assertFalse(self.sample._is_loaded())
        self.assertEqual(self._look().state, "fine")

    def _look(self):
        health = self.env["sme.health"].with_user(self.admin)
        health.action_check()
        return health.search([("code", "=", "begin")])

    def test_the_job_loads_file_after_file(self):
        self.sample._begin(PASSWORD)
        loaded = []

        def load(env, module, name, *args, **kwargs):
            loaded.append(name)

        Cron = type(self.env["ir.cron"])
        with (
            patch.object(sme_sample, "convert_file", load),
            patch.object(Cron, "_commit_progress", lambda *args, **kw: len(loaded) < 3),
        ):
            self.env["sme.sample"]._cron_load()
            self.assertEqual(len(loaded), 3)
            self.assertEqual(self._dialog().step, "loading")
        with (
            patch.object(sme_sample, "convert_file", load),
            patch.object(Cron, "_commit_progress", lambda *args, **kw: 10),
        ):
            self.env["sme.sample"]._cron_load()
        self.assertEqual(loaded, self.sample._get_files())
        self.assertEqual(self._dialog().step, "loaded")
        self.sample._remove()
        self.assertEqual(self._dialog().step, "choose")

    def test_who_began_it_is_told_in_their_language(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        self.admin.lang = "lv_LV"
        self.sample._begin(PASSWORD)
        Users = type(self.env["res.users"])
        Cron = type(self.env["ir.cron"])
        with (
            patch.object(sme_sample, "convert_file"),
            patch.object(Cron, "_commit_progress", lambda *args, **kw: 10),
            patch.object(Users, "_bus_send", autospec=True) as send,
        ):
            # the scheduler has no language
            self.env["sme.sample"].with_context(lang=None)._cron_load()
        [call] = send.call_args_list
        user, _kind, told = call.args
        self.assertEqual(user, self.admin)
        latvian = self.env(context={"lang": "lv_LV"})._("The sample world is here.")
        self.assertEqual(told["message"], latvian)
        self.assertNotEqual(latvian, "The sample world is here.")

    def test_what_stands_in_the_way_is_told(self):
        new_test_user(self.env, "adviser.riga", groups="base.group_user")
        self.sample._begin(PASSWORD)
        while self.sample._is_loading():
            with mute_logger("odoo.sql_db"):
                self.sample._load_next()
        dialog = self._dialog()
        self.assertEqual(dialog.step, "stopped")
        self.assertTrue(dialog.error)
        dialog.action_remove()
        self.assertEqual(self._dialog().step, "choose")
        self.assertFalse(
            self.env.ref("sme_crossborder.demo_company_acreo", raise_if_not_found=False)
        )


@tagged("post_install", "-at_install")
class TestSmeBeginTour(SampleCase, HttpCase):
    def test_who_starts_empty_goes_on_in_our_app(self):
        self.start_tour("/odoo/discuss", "begin_empty_tour", login="system_a")
        self.assertTrue(self.sample._has_begun_empty())
