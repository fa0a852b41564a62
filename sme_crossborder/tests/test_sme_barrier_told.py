"""A firm says what stands in its way; its adviser says what it is."""

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged

from .question_case import QuestionCase

TYPE = "sme_crossborder.mail_activity_type_firm_told"


class ToldCase(QuestionCase):
    def _door(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.firm.barrier"].with_user(user or self.eva)

    def _tell(self, name="No bank account", user=None, **values):
        values = {"lead_id": self.journey.id, "text": "Three banks said no.", **values}
        self._door(user)._tell(self.firm.id, name=name, **values)
        return self.firm.told_ids[:1]


@tagged("post_install", "-at_install", "security")
class TestSmeBarrierTold(ToldCase):
    def test_what_is_told_waits_for_the_adviser(self):
        told = self._tell()
        self.assertRecordValues(
            told,
            [
                {
                    "name": "No bank account",
                    "text": "Three banks said no.",
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "company_id": self.company_a.id,
                    "person_name": "Eva",
                    "state": "proposed",
                }
            ],
        )
        self.assertEqual(self.firm.activity_search([TYPE]).user_id, self.adviser_a)
        self.assertFalse(self.firm.encounter_ids, "nothing is noted by itself")
        row = self._door()._read(self.firm.id)["told"][0]
        self.assertEqual(row["standing"], "Your adviser looks at it")
        # sent twice it is told once
        self._tell()
        self.assertEqual(len(self.firm.told_ids), 1)

    def test_the_adviser_confirms_it(self):
        told = self._tell().with_user(self.adviser_a)
        action = told.action_hear_barrier()
        dialog = told.env[action["res_model"]].browse(action["res_id"])
        form = Form(dialog)
        self.assertEqual(form.name, "No bank account")
        self.assertEqual(form.details, "Three banks said no.")
        form.type_id = self.env["sme.barrier.type"].search([], limit=1)
        form.save().action_note()
        met = self.firm.encounter_ids
        self.assertEqual((met.lead_id, met.name), (self.journey, "No bank account"))
        self.assertIn("Three banks said no.", met.message_ids[0].body)
        self.assertEqual(told.state, "confirmed")
        self.assertFalse(self.firm.activity_search([TYPE]))
        row = self._door()._read(self.firm.id)["told"][0]
        self.assertEqual(row["standing"], "Noted: Open")
        with self.assertRefused("was looked at already"):
            told.action_dismiss()

    def test_the_adviser_dismisses_it(self):
        told = self._tell().with_user(self.adviser_a)
        told.action_dismiss()
        self.assertFalse(self.firm.activity_search([TYPE]))
        row = self._door()._read(self.firm.id)["told"][0]
        self.assertIn("Ask your adviser", row["standing"])
        self.assertFalse(self.firm.encounter_ids)
        with self.assertRefused("was looked at already"):
            told.action_hear_barrier()

    def test_what_is_missing_or_too_much_is_said(self):
        with self.assertRefused("in a few words what stood"):
            self._tell(" ")
        with self.assertRefused("121 characters, and at most 120"):
            self._tell("x" * 121)
        with self.assertRefused("at most 4000"):
            self._tell(text="x" * 4001)
        for number in range(20):
            self._tell(f"Barrier {number}")
        with self.assertRefused("20 barriers you told wait"):
            self._tell()

    def test_a_journey_of_others_is_none(self):
        other = self._create_journey(self.other_firm, self.country_lv)
        self.assertFalse(self._tell(lead_id=other.id).lead_id)

    def test_who_tells_and_who_decides(self):
        for user in (self.stranger, self.portal):
            self.assertFalse(self._door(user)._read(self.firm.id))
            with self.assertRefused("do not speak for this firm"):
                self._tell(user=user)
        told = self._tell()
        for user in (self.adviser_b, self.manager_b, self.auditor, self.eva):
            mine = told.with_user(user)
            for method in ("action_dismiss", "action_hear_barrier"):
                with self.assertRaises(AccessError):
                    getattr(mine, method)()
            with self.assertRaises(AccessError):
                mine.read(["name"])
        with self.assertRaises(AccessError):
            told.with_user(self.manager_a).write({"state": "confirmed"})
        self.assertEqual(told.state, "proposed")

    def _met(self, firm, company_user, quotable=True, **values):
        met = (
            self.env["sme.barrier.encounter"]
            .with_user(company_user)
            .create(
                {
                    "name": "Bank",
                    "firm_id": firm.id,
                    "type_id": self.kind.id,
                    "target_country_id": self.country_ee.id,
                    "state": "overcome",
                    "lesson": "Ask for a meeting in person.",
                    "action_taken": "Took the director along.",
                    **values,
                }
            )
        )
        met.quotable = quotable
        return met

    def _lessons(self):
        return self._door()._read(self.firm.id)["lessons"]

    def test_lessons_of_others_name_nobody(self):
        self.kind = self.env["sme.barrier.type"].search([], limit=1)
        firms = [self._create_firm(self.company_a, f"Kodverk {n} AB") for n in range(3)]
        first, second, third = (self._met(firm, self.adviser_a) for firm in firms)
        second.quotable = False
        third.lesson = "Kodverk 2 knows the clerk."
        third.quotable = True
        rows = self._lessons()
        self.assertEqual(
            [row["lesson"] for row in rows],
            [first.lesson],
            "neither what is not ticked nor what names a firm",
        )
        self.assertEqual(rows[0]["market"], "Estonia")
        self.assertNotIn("Kodverk", str(rows))
        # its own are none of others; a market it is not on its way to is none of its
        self._met(self.firm, self.adviser_a, lesson="Our own")
        self._met(firms[0], self.adviser_a, target_country_id=self.country_lv.id)
        self.assertEqual(len(self._lessons()), 1)
        # with two other firms, one could guess who it was
        third.with_user(self.coordinator_a).unlink()
        self.assertFalse(self._lessons())

    def test_lessons_of_a_restricted_file_are_left_out(self):
        """They are neither told nor counted, as long as that lasts."""
        self.kind = self.env["sme.barrier.type"].search([], limit=1)
        firms = [self._create_firm(self.company_a, f"Kodverk {n} AB") for n in range(4)]
        for number, firm in enumerate(firms):
            self._met(firm, self.adviser_a, lesson=f"Lesson {number}")
        self.assertEqual(len(self._lessons()), 4)
        firms[0].with_user(self.manager_a).action_restrict()
        self.assertNotIn("Lesson 0", str(self._lessons()))
        self.assertEqual(len(self._lessons()), 3)
        firms[1].with_user(self.manager_a).action_restrict()
        self.assertFalse(self._lessons(), "two are too few to hide among")
        for firm in firms[:2]:
            firm.with_user(self.manager_a).action_restrict()
        self.assertEqual(len(self._lessons()), 4)

    def test_nothing_of_another_organisation(self):
        self.kind = self.env["sme.barrier.type"].search([], limit=1)
        for number in range(3):
            firm = self._create_firm(self.company_b, f"Kods {number} SIA")
            self._met(firm, self.adviser_b)
        self.assertFalse(self._door()._read(self.firm.id)["lessons"])


@tagged("post_install", "-at_install")
class TestSmeBarrierToldPages(ToldCase, HttpCase):
    def test_a_firm_tells_a_barrier(self):
        self.authenticate(self.eva.login, self.eva.login)
        url = f"/my/firm/{self.firm.id}/barriers"
        self.assertIn("What helped others", self.url_open(url).text)
        data = {"csrf_token": Request.csrf_token(self), "text": "Three banks said no."}
        page = self.url_open(url, data=data | {"name": " "})
        self.assertIn("Say in a few words", page.text)
        self.assertIn("Three banks said no.", page.text, "nothing typed is lost")
        data |= {"name": "No bank account", "lead_id": self.journey.id}
        reply = self.url_open(url, data=data, allow_redirects=False)
        self.assertEqual(reply.status_code, 303)
        self.assertIn("No bank account", self.url_open(f"{url}?sent=1").text)
        self.authenticate(self.stranger.login, self.stranger.login)
        self.assertEqual(self.url_open(url).status_code, 404)
