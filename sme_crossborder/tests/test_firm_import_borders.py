"""An import tells nothing of other organisations, mails nobody, asks little."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .firm_import_case import FIELDS, PERSON, FirmImportCase


@tagged("post_install", "-at_install")
class TestFirmImportBorders(FirmImportCase):
    def test_two_organisations_import_the_same_list(self):
        numbers = self._numbers(4)
        data = [
            *([f"Firm {number} AB", "SE", number, ""] for number in numbers),
            ["Sole trader", "SE", PERSON, ""],
            ["Twice AB", "SE", numbers[0], ""],
            ["No number AB", "SE", "", ""],
        ]
        a = self._load(self.adviser_a, FIELDS, data, good_rows=True)
        b = self._load(self.adviser_b, FIELDS, data, good_rows=True)
        self.assertEqual(a["refused"], b["refused"])
        self.assertEqual((a["created"], b["created"]), (6, 6))
        self.assertFalse(set(a["ids"]) & set(b["ids"]))
        firms_a = self.env["sme.firm"].browse(a["ids"])
        firms_b = self.env["sme.firm"].browse(b["ids"])
        self.assertEqual(firms_a[:5].entity_id, firms_b[:5].entity_id)
        self.assertNotEqual(firms_a[5].entity_id, firms_b[5].entity_id)

    def test_numbers_only_another_organisation_joins_stay_apart(self):
        """What B knows of a firm must not change what A is told of its own list."""
        number = "12900001"
        vat = "EE100594102"
        fields = ["name", "country_id", "registry_number", "vat"]
        data = [["Tarkvara OÜ", "EE", number, ""], ["Hoopis Muu OÜ", "EE", "", vat]]
        self._load(self.adviser_b, fields, [["Tarkvara OÜ", "EE", number, vat]])
        result = self._load(self.adviser_a, fields, data)
        self.assertEqual(result["refused"], [])
        self.assertEqual(result["created"], 2)
        again = self._load(self.adviser_a, fields, data)
        self.assertEqual(again["ids"], result["ids"])
        self.assertEqual(again["unchanged"], 2)

    def test_external_id_of_another_organisation_gives_nothing_away(self):
        data = [["row_1", *self._list(1)[0]]]
        fields = ["id", *FIELDS]
        a = self._load(self.adviser_a, fields, data)
        b = self._load(self.adviser_b, fields, data)
        self.assertEqual((a["created"], b["created"]), (1, 1))
        firm_b = self.env["sme.firm"].browse(b["ids"])
        self.env["ir.model.data"].create(
            {
                "module": "__export__",
                "name": "sme_firm_x",
                "model": "sme.firm",
                "res_id": firm_b.id,
            }
        )
        data = [["__export__.sme_firm_x", "Stolen AB", "SE", "", ""]]
        result = self._load(self.adviser_a, fields, data)
        self.assertEqual(result["created"], 1)
        self.assertNotEqual(firm_b.name, "Stolen AB")
        result = self._load(
            self.adviser_a, [".id", *FIELDS], [[firm_b.id, "Stolen AB", "SE", "", ""]]
        )
        self.assertEqual(self._faults(result), [(1, ".id")])
        data = [["__export__.sme_firm_x", "Ours AB", "SE", "", ""]]
        self._load(self.adviser_b, fields, data)
        self.assertEqual(firm_b.name, "Ours AB")

    # --- access, mail, cost ----------------------------------------------------

    def test_who_may_not_import(self):
        for user in (self.portal, self.employee, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._load(user, FIELDS, self._list(1))
        self.assertFalse(self._files(self.company_a))

    def test_nobody_is_told(self):
        """No mail, no notification, no activity, no crowd of followers."""
        colleague = self._create_user("colleague_a", "adviser", self.company_a)
        number = self._numbers(1)[0]
        known = self._create_firm(self.company_a, "Known AB", registry_number=number)
        counted = ("mail.mail", "mail.notification", "mail.activity")
        before = {name: self.env[name].search_count([]) for name in counted}
        fields = [*FIELDS, "user_id"]
        data = [[*row, "colleague_a"] for row in self._list(3, 559_900_400)]
        data.append(["Known AB", "SE", number, "", "colleague_a"])
        with patch.object(IrMail_Server, "send_email", side_effect=AssertionError):
            result = self._load(
                self.adviser_a,
                fields,
                data,
                tracking_disable=False,
                mail_create_nosubscribe=False,
            )
            self._log_changes()
        self.assertEqual(len(result["ids"]), 4)
        self.assertEqual(known.user_id, colleague)
        after = {name: self.env[name].search_count([]) for name in counted}
        self.assertEqual(before, after)
        followers = self.env["sme.firm"].browse(result["ids"]).message_partner_ids
        self.assertEqual(followers, colleague.partner_id)

    def test_queries_do_not_grow_with_the_list(self):
        """Reading: none per row. Writing: as many for each hundred rows."""
        fields = [*FIELDS, "nuts_id", "nace_id", "year_ids/year", "year_ids/headcount"]

        def count(rows, start):
            data = [
                [*row, "SE110", "62.10", "2024", "5"] for row in self._list(rows, start)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            result = self._load(self.adviser_a, fields, data)
            self.env.flush_all()
            self.assertEqual(result["created"], rows)
            return self.env.cr.sql_log_count - before

        count(100, 559_901_000)  # warm up
        hundred = count(100, 559_902_000)
        two, three = count(200, 559_903_000), count(300, 559_904_000)
        self.assertLessEqual(three - two, 10)
        self.assertLessEqual(two - hundred, 10)

        def recount(rows, start):
            data = [
                [*row, "SE110", "62.10", "2024", "5"] for row in self._list(rows, start)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            result = self._load(self.adviser_a, fields, data)
            self.assertEqual(result["unchanged"], rows)
            return self.env.cr.sql_log_count - before

        recount(100, 559_901_000)  # warm up
        hundred = recount(100, 559_902_000)
        self.assertEqual(recount(300, 559_904_000), hundred)
        self.assertLess(hundred, 25)

    def test_commands_of_data_files_still_use_odoos_own_load(self):
        """A module's CSV file keeps its external identifiers."""
        loader = self.env["sme.firm"].with_context(install_module="x", module="x")
        result = loader.load(
            ["id", "name", "country_id/id", "company_id/.id"],
            [["x.firm_1", "Demo AB", "base.se", self.company_a.id]],
        )
        self.assertEqual(result["messages"], [])
        self.assertEqual(self.env.ref("x.firm_1").name, "Demo AB")
