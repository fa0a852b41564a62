"""A firm sees where it is, what is owed and who helps it; and nothing of others."""

from urllib.parse import parse_qs, urlsplit

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .question_case import QuestionCase


class HomeCase(QuestionCase):
    def _plan(self, record, **values):
        return record.with_user(self.adviser_a).activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Inside: they are slow",
            note="Inside: careful",
            user_id=self.adviser_a.id,
            **values,
        )


@tagged("post_install", "-at_install", "security")
class TestSmePortalHome(HomeCase):
    def _home(self, user=None, firm=None):
        self.env.flush_all()
        self.env.invalidate_all()
        door = self.env["sme.portal.firm"].with_user(user or self.eva)
        return door._read((firm or self.firm).id)

    def test_where_the_firm_is_and_who_helps(self):
        told = self._home()
        self.assertEqual(
            (told["name"], told["company"]), (self.firm.name, "Organisation A")
        )
        self.assertEqual(told["adviser"]["name"], self.adviser_a.name)
        self.assertEqual(told["adviser"]["email"], self.adviser_a.email)
        journey = told["journeys"][0]
        self.assertEqual(journey["market"], "Estonia")
        self.assertEqual(len(journey["steps"]), 8)
        self.assertEqual(journey["steps"][0]["state"], "here")
        self.assertEqual(journey["next"], journey["steps"][1]["name"])
        self.assertIn("First contact, since", journey["standing"])

    def test_the_reason_of_an_end_stays_inside(self):
        self._drop(self.journey)
        reason = self.journey.lost_reason_id.name
        told = self._home()
        self.assertFalse(told["journeys"][0]["is_open"])
        self.assertEqual(told["journeys"][0]["next"], "")
        self.assertNotIn(reason, str(told))

    def test_a_step_on_what_its_user_does_not_read_can_be_opened(self):
        step = self._plan(self.journey)
        self.assertTrue(step.sme_is_of_firm)
        self.env.flush_all()
        # as after a hand-over: the step is still theirs, the journey is not
        self.env.cr.execute(
            "UPDATE mail_activity SET user_id = %s WHERE id = %s",
            [self.adviser_b.id, step.id],
        )
        self.env.invalidate_all()
        theirs = step.with_user(self.adviser_b)
        with self.assertRaises(AccessError):
            self.journey.with_user(self.adviser_b).read(["firm_id"])
        self.assertFalse(
            theirs.read(["summary", "sme_is_of_firm"])[0]["sme_is_of_firm"]
        )

    def test_of_an_activity_the_words_for_the_firm_are_told(self):
        self._plan(self.journey)
        self._plan(self.firm, sme_told_firm="We look for a lawyer")
        self._plan(
            self.journey, sme_told_firm="Send us your price list", sme_firm_acts=True
        )
        told = self._home()
        self.assertEqual([r["text"] for r in told["ours"]], ["We look for a lawyer"])
        self.assertEqual(
            [(row["text"], row["about"]) for row in told["yours"]],
            [("Send us your price list", "Estonia")],
        )
        self.assertNotIn("Inside", str(told))
        # what was sent by mail stands on no page: a question about it is begun here
        asked = parse_qs(urlsplit(told["yours"][0]["ask"]).query)
        self.assertEqual(
            asked,
            {
                "firm_id": [str(self.firm.id)],
                "market_id": [str(self.country_ee.id)],
                "name": ["Send us your price list"],
            },
        )
        self.assertFalse(told["ours"][0]["ask"])
        # of another organisation, on a record shared with it: not in the owner's name
        step = self.firm.activity_ids.filtered("sme_told_firm")
        step.sme_company_id = self.company_b
        self.assertFalse(self._home()["ours"])

    def test_what_is_done_is_owed_no_more(self):
        step = self._plan(self.firm, sme_told_firm="We look for a lawyer")
        step.action_feedback(feedback="found")
        self.assertFalse(self._home()["ours"])

    def test_questions_stand_on_the_side_that_is_to_act(self):
        case = self._ask_on_portal()
        self.assertIn(case.name, self._home()["ours"][0]["text"])
        case.with_user(self.adviser_a).ask_back("Which office?")
        told = self._home()
        self.assertFalse(told["ours"])
        self.assertEqual(told["yours"][0]["url"], f"/my/questions/{case.id}")
        # one that is not for the firm is on neither side
        self._ask(name="Their debts")
        self.assertNotIn("debts", str(self._home()))

    def test_open_gaps_are_the_firms(self):
        adaptation = (
            self.env["sme.adaptation"]
            .with_user(self.adviser_a)
            .create(
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "target_country_id": self.country_ee.id,
                    "item_ids": [
                        (0, 0, {"name": "Sign in by ID card", "fit": "gap"}),
                        (0, 0, {"name": "In Estonian", "fit": "met"}),
                    ],
                }
            )
        )
        rows = self._home()["yours"]
        self.assertEqual(
            [r["text"] for r in rows], ["Close the gap: Sign in by ID card"]
        )
        adaptation.action_stop()
        self.assertFalse(self._home()["yours"])

    def test_nobody_else_sees_it(self):
        for user in (self.stranger, self.portal):
            self.assertFalse(self._home(user))
        self.assertEqual(
            self._home(self.stranger, self.other_firm)["name"], "Annan Kod AB"
        )
        # a contact below the very company, who does not speak for it
        colleague = self.portal.copy(
            {"name": "Colleague", "login": "colleague@firm.example"}
        )
        colleague.partner_id.parent_id = self.firm.partner_id
        self.assertFalse(self._home(colleague))
        # nor once the right to speak for the firm is taken away
        identity = self.env["sme.portal.identity"].search(
            [("user_id", "=", self.eva.id)]
        )
        identity.with_user(self.coordinator_a).action_revoke()
        self.assertFalse(self._home())

    def test_a_parent_company_does_not_speak_for_its_daughters(self):
        self.other_firm.partner_id.parent_id = self.firm.partner_id
        self.assertFalse(self._home(self.stranger))
        self.assertFalse(self._home(self.eva, self.other_firm))

    def test_two_files_on_one_firm_are_two(self):
        """Each organisation's file is for who speaks for that one."""
        twin = self._create_firm(
            self.company_b, "Twin AB", registry_number=self.firm.registry_number
        )
        self.assertFalse(self._home(self.eva, twin))
        self.assertNotIn("Organisation B", str(self._home()))

    def test_the_page_costs_the_same_however_much_there_is(self):
        self._plan(self.firm, sme_told_firm="We look for a lawyer")
        self._ask_on_portal(name="Question")
        self._count()
        few = self._count()
        for number in range(15):
            self._plan(self.journey, sme_told_firm=f"We do {number}")
            self._ask_on_portal(name=f"Question {number}")
        self.assertLessEqual(self._count(), few + 2)

    def _count(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.env["sme.portal.firm"].with_user(self.eva)._read(self.firm.id)
        return self.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSmePortalHomePages(HomeCase, HttpCase):
    def _open(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url, allow_redirects=False)

    def test_pages(self):
        reply = self._open(self.eva, "/my/firm")
        self.assertEqual(reply.status_code, 200)
        self.assertIn(self.firm.name, reply.text)
        self.assertIn("Estonia", reply.text)
        self.assertIn('lang="en-US"', reply.text)
        other = f"/my/firm/{self.other_firm.id}"
        self.assertEqual(self._open(self.eva, other).status_code, 404)
        self.assertEqual(self._open(self.eva, "/my/firm/999999999").status_code, 404)
        self.assertEqual(self._open(self.stranger, other).status_code, 200)
        home = self._open(self.eva, "/my/home").text
        self.assertIn("Our way abroad", home)

    def test_a_step_is_asked_about_with_its_journey_named(self):
        values = {"sme_told_firm": "Sign the action plan", "sme_firm_acts": True}
        self._plan(self.journey, **values)
        self.env.flush_all()
        page = html.fromstring(self._open(self.eva, "/my/firm").text)
        [link] = page.xpath("//a[text()='Ask about it']")
        self.assertIn("Sign the action plan", link.get("aria-label"))
        form = html.fromstring(self._open(self.eva, link.get("href")).text)
        self.assertEqual(
            form.xpath("//input[@id='name']/@value"), ["Sign the action plan"]
        )
        market = form.xpath("//select[@id='market_id']//option[@selected]/text()")
        self.assertEqual(market, ["Estonia"])

    def test_without_access_it_says_so(self):
        self.env["sme.portal.identity"].search(
            [("user_id", "=", self.eva.id)]
        ).with_user(self.coordinator_a).action_revoke()
        reply = self._open(self.eva, "/my/firm")
        self.assertIn("do not speak for a firm", reply.text)
