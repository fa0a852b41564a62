"""Control: samples anybody can draw again, findings, and what a controller sees."""

import hashlib

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .reporting_case import ReportingCase
from .web_client import WebClient


@tagged("post_install", "-at_install")
class TestSmeControl(ReportingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Swedish numbers with a right check digit (Luhn), from 556100-0001 on
        for number in range(12):
            cls._enrol(cls.company_a, f"Firm {number}", cls._number(number))

    @staticmethod
    def _number(serial):
        digits = f"5561000{serial:02}"
        total = 0
        for place, digit in enumerate(digits):
            doubled = int(digit) * (2 if place % 2 == 0 else 1)
            total += doubled // 10 + doubled % 10
        return f"{digits[:6]}-{digits[6:]}{-total % 10}"

    def _draw(self, user=None, **values):
        sample = self.env["sme.control.sample"].with_user(user or self.controller)
        return sample.create({"contribution_id": self.of_a.id, "seed": "s1", **values})

    def test_the_same_seed_draws_the_same(self):
        """The lowest SHA-256 of seed:indicator:model:id, worked out here again."""
        self._submit(self.of_a, self.manager_a)
        sample = self._draw(size=5)
        receipts = self._values(member=self.member_a).receipt_ids.filtered("is_counted")
        self.assertEqual((sample.population, len(receipts)), (13, 13))

        def hashed(receipt):
            text = f"s1:{receipt.indicator_id.id}:{receipt.res_model}:{receipt.res_id}"
            return hashlib.sha256(text.encode()).hexdigest()

        expected = sorted(receipts, key=hashed)
        self.assertEqual(
            sample.line_ids.mapped("res_id"), [one.res_id for one in expected[:5]]
        )
        again = self._draw(size=5)
        self.assertEqual(again.line_ids.receipt_id, sample.line_ids.receipt_id)
        larger = self._draw(size=8)
        self.assertEqual(
            larger.line_ids.mapped("res_id"), [one.res_id for one in expected[:8]]
        )
        other = self._draw(size=5, seed="s2")
        self.assertNotEqual(
            other.line_ids.mapped("res_id"), sample.line_ids.mapped("res_id")
        )
        self.assertIn("“s1:number of the indicator", sample.method)

    def test_all_where_there_are_fewer(self):
        self._submit(self.of_a, self.manager_a)
        self.assertEqual(len(self._draw(size=100).line_ids), 13)
        self.assertEqual(self._draw(indicator_id=self.indicator.id).population, 13)
        other = self.env.ref("sme_crossborder.sme_indicator_rco01")
        with self.assertRefused("Nothing is counted in Organisation A"):
            self._draw(indicator_id=other.id)

    def test_says_how_many_were_drawn(self):
        """13 are counted: of 100 wanted 13 are drawn, of 5 wanted 5."""
        self._submit(self.of_a, self.manager_a)
        for size, drawn in ((100, 13), (5, 5)):
            sample = self._draw(size=size)
            self.assertEqual(len(sample.line_ids), drawn)
            self.assertIn(f"The {drawn} receipts with the lowest", sample.method)

    def test_the_button_opens_a_new_sample_of_the_contribution(self):
        self._submit(self.of_a, self.manager_a)
        action = self.of_a.with_user(self.controller).action_draw_sample()
        self.assertEqual(action["views"], [(False, "form")])
        self.assertFalse(action.get("res_id"))
        Sample = self.env["sme.control.sample"].with_user(self.controller)
        form = Form(Sample.with_context(**action["context"]))
        self.assertEqual(form.contribution_id, self.of_a.with_user(self.controller))

    def test_nothing_counted_nothing_drawn(self):
        self.paper_b.unlink()
        self.enrolled_b.unlink()
        self._submit(self.of_b, self.manager_b)
        mine = self.of_b.with_user(self.controller)
        with self.assertRefused("Nothing is counted in Organisation B"):
            mine.action_draw_sample()
        with self.assertRefused("Nothing is counted in Organisation B"):
            self._draw(contribution_id=mine.id)

    def test_findings_stand_on_their_contribution(self):
        """Two, one of them closed: for the controller, who is asked, and the lead."""
        self._submit_both()
        closed = self._find(contribution_id=self.of_b.id)
        self._find(contribution_id=self.of_b.id, name="Other")
        closed.action_close()
        self._find(name="Of another")
        for user in (self.controller, self.manager_b, self.adviser_b, self.manager_a):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                mine = self.of_b.with_user(user)
                self.assertEqual((mine.finding_count, mine.open_finding_count), (2, 1))
                shown = self.env["sme.control.finding"].with_user(user)
                domain = mine.action_view_findings()["domain"]
                self.assertEqual(shown.search_count(domain), 2)

    def test_who_draws_and_when(self):
        with self.assertRefused("is not submitted"):
            self._draw()
        self._submit(self.of_a, self.manager_a)
        for user in (self.manager_a, self.manager_b, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._draw(user)
        sample = self._draw()
        with self.assertRaises(AccessError):
            sample.seed = "other"
        with self.assertRefused("was drawn and stays"):
            sample.sudo().seed = "other"
        with self.assertRaises(AccessError):
            sample.unlink()
        self.assertTrue(sample.with_user(self.manager_a).has_access("read"))
        self.assertFalse(sample.with_user(self.manager_b).has_access("read"))

    def test_a_sample_outlives_its_receipts(self):
        self._submit(self.of_a, self.manager_a)
        sample = self._draw(size=5)
        told = sample.line_ids.mapped("reference")
        self._return(self.of_a, self.controller)
        self._submit(self.of_a, self.manager_a)
        self.assertEqual(sample.line_ids.mapped("reference"), told)
        self.assertTrue(all(told))

    def _find(self, **values):
        return (
            self.env["sme.control.finding"]
            .with_user(self.controller)
            .create(
                {
                    "contribution_id": self.of_a.id,
                    "name": "List not signed",
                    "text": "Nobody signed the list of 1 March.",
                    "severity": "correction",
                    "amount": 2,
                    **values,
                }
            )
        )

    def test_finding_answer_closed(self):
        self._submit(self.of_a, self.manager_a)
        line = self._draw(size=3).line_ids[0]
        action = line.action_find()
        form = Form(
            self.env["sme.control.finding"]
            .with_user(self.controller)
            .with_context(**action["context"])
        )
        form.name, form.text, form.severity = "No list", "Missing", "correction"
        finding = form.save()
        self.assertEqual((finding.line_id, line.finding_count), (line, 1))
        self.assertEqual(finding.found_by, self.controller.name)
        self.assertEqual(finding.sudo().activity_ids.user_id, self.manager_a)
        contribution = self.of_a.with_user(self.controller)
        with self.assertRefused("still open: No list"):
            contribution.action_confirm()
        asked = finding.with_user(self.manager_a)
        with self.assertRefused("Write the answer"):
            asked.action_answer()
        asked.answer = "It is in the second file."
        asked.action_answer()
        self.assertEqual(finding.state, "answered")
        finding.action_reopen()
        self.assertEqual(finding.state, "open")
        asked.action_answer()
        finding.action_close()
        with self.assertRefused("is closed"):
            finding.text = "Other"
        with self.assertRefused("is closed"):
            asked.answer = "Other"
        contribution.action_confirm()
        self.assertEqual(self.of_a.state, "controlled")

    def _messages(self, finding, user, subject):
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.model", "=", finding._name),
                ("mail_message_id.res_id", "=", finding.id),
                ("mail_message_id.subject", "ilike", subject),
            ]
        )

    def test_what_was_drawn_is_opened(self):
        """By the controller; and said where it is gone since then."""
        self._submit(self.of_a, self.manager_a)
        line = self._draw(size=1).line_ids
        action = line.action_open_record()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (line.res_model, line.res_id)
        )
        with self.assertRaises(AccessError):
            line.with_user(self.manager_b).action_open_record()
        self._return(self.of_a, self.controller)
        evidence = self.env["sme.evidence"].search([])
        evidence.filtered("enrolment_id").unlink()
        self.env["sme.enrolment"].browse(line.res_id).unlink()
        self.env["sme.indicator.value"]._recount(self.project)
        self.env.invalidate_all()
        with self.assertRefused("has no receipt any more"):
            line.with_user(self.controller).action_open_record()

    def test_an_empty_list_says_what_the_controller_does(self):
        """Of what is theirs to add; of anything else, where it comes from."""
        for model, said in (
            ("sme.control.sample", "own words"),
            ("sme.control.finding", "own words"),
            ("sme.reporting.contribution", "Nothing is assigned to you here"),
        ):
            help_of = self.env[model].with_user(self.controller).get_empty_list_help
            self.assertIn(said, str(help_of("own words")))

    def test_who_has_the_next_step_is_told(self):
        """Asked by an activity until it is answered; told when it is closed, once."""
        self._submit(self.of_a, self.manager_a)
        finding = self._find()
        asked = finding.with_user(self.manager_a)
        self.assertEqual(asked.activity_ids.user_id, self.manager_a)
        asked.answer = "It is in the second file."
        asked.action_answer()
        self.assertFalse(asked.activity_ids, "what was asked for is done")
        self.assertEqual(self._messages(finding, self.controller, "answered"), 1)
        finding.action_reopen()
        self.assertEqual(len(asked.activity_ids), 1)
        finding.action_close()
        finding.action_close()
        self.assertFalse(asked.activity_ids)
        self.assertEqual(self._messages(finding, self.manager_a, "closed by"), 1)
        self.assertFalse(self._messages(finding, self.manager_b, "closed by"))

    def test_an_answer_is_asked_for_until_it_is_given(self):
        """Also where the contribution was returned and submitted in between."""
        self._submit(self.of_a, self.manager_a)
        finding = self._find()
        self._return(self.of_a, self.controller)
        self.of_a.with_user(self.manager_a).action_submit()
        self.assertEqual(finding.sudo().activity_ids.user_id, self.manager_a)

    def test_each_side_writes_its_own(self):
        self._submit(self.of_a, self.manager_a)
        finding = self._find()
        finding.text = "Nobody signed the lists."
        for user, vals in (
            (self.controller, {"answer": "We did"}),
            (self.controller, {"state": "closed"}),
            (self.manager_a, {"text": "Nothing"}),
            (self.manager_a, {"severity": "remark"}),
            (self.manager_a, {"state": "closed"}),
            (self.coordinator_a, {"answer": "We did"}),
            (self.manager_b, {"answer": "We did"}),
        ):
            with (
                self.subTest(user=user.login, vals=vals),
                self.assertRaises(AccessError),
            ):
                finding.with_user(user).write(vals)
        for user, act in (
            (self.manager_a, "action_close"),
            (self.manager_a, "action_reopen"),
            (self.controller, "action_answer"),
            (self.manager_b, "action_answer"),
        ):
            with self.subTest(user=user.login, act=act), self.assertRaises(AccessError):
                getattr(finding.with_user(user), act)()
        with self.assertRefused("cannot be deleted"):
            finding.sudo().unlink()

    def test_a_controller_of_one_member_sees_that_one(self):
        """Contribution, papers, figures, receipts, samples and findings; its days."""
        self._submit_both()
        self._draw()
        self._find()
        self._find(contribution_id=self.of_b.id, name="Other")
        user = self._create_user("only_b", "auditor", self.office)
        mine = self.assignment.copy({"user_id": user.id, "member_id": self.member_b.id})
        for model, fname in (
            ("sme.reporting.contribution", "member_id"),
            ("sme.reporting.document", "member_id"),
            ("sme.indicator.value", "member_id"),
            ("sme.indicator.receipt", "member_id"),
            ("sme.control.finding", "member_id"),
        ):
            with self.subTest(model=model):
                found = self.env[model].with_user(user).search([])
                self.assertTrue(found)
                self.assertEqual(found.sudo()[fname], self.member_b)
        self.assertFalse(self.env["sme.control.sample"].with_user(user).search([]))
        mine.date_end = "2026-01-01"
        self.env.invalidate_all()
        for model in ("sme.reporting.period", "sme.reporting.document"):
            self.assertFalse(self.env[model].with_user(user).search([]))

    def test_the_auditors_view_opens_and_changes_nothing(self):
        """Every list and form of what was reported; files can be downloaded."""
        self._lock()
        for model in (
            "sme.reporting.period",
            "sme.reporting.contribution",
            "sme.reporting.document",
            "sme.indicator.value",
        ):
            records = self.env[model].with_user(self.controller)
            found = records.search([])
            client = WebClient(records)
            with self.subTest(model=model):
                self.assertTrue(found)
                found.web_read(client.specification("form"))
                found.web_read(client.specification("list"))
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(found.has_access(operation))
        copy = self.of_a.document_ids[0].with_user(self.controller)
        self.assertTrue(copy.with_context(bin_size=False).file)
        menus = self.env["ir.ui.menu"].with_user(self.controller)._visible_menu_ids()
        for name in (
            "menu_sme_reporting_period",
            "menu_sme_reporting_contribution",
            "menu_sme_indicator_value_reported",
            "menu_sme_reporting_document",
            "menu_sme_control_sample",
            "menu_sme_control_finding",
        ):
            self.assertIn(self.env.ref(f"sme_crossborder.{name}").id, menus)

    def test_queries_do_not_grow(self):
        """A list of 10 contributions costs as many queries as one of 1,000."""
        first = fields.Date.to_date("2027-07-01")
        self.project.date_end = "2028-12-31"
        days = [fields.Date.add(first, days=number) for number in range(500)]
        periods = self.env["sme.reporting.period"].create(
            [
                {
                    "project_id": self.project.id,
                    "name": f"Day {day}",
                    "date_start": day,
                    "date_end": day,
                }
                for day in days
            ]
        )
        found = periods.contribution_ids
        self.assertEqual(len(found), 1000)
        spec = WebClient(found.with_user(self.manager_a)).specification("list")
        counts = []
        for number in (10, 1000):
            some = found[:number].with_user(self.manager_a)
            costs = []
            for _try in range(2):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                some.web_read(spec)
                costs.append(self.cr.sql_log_count - before)
            counts.append(min(costs))
        self.assertEqual(*counts)
