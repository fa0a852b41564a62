"""A firm asks on the portal, answers what is asked back, and reads its answer."""

import io
import zipfile

from lxml import html

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged

from .question_case import QuestionCase

URL = "/my/questions"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def _sign():
    """Return a container of a signed paper."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        archive.writestr("terms.pdf", PDF)
    return kept.getvalue()


SIGNED = _sign()


@tagged("post_install", "-at_install", "security")
class TestSmePortalQuestion(QuestionCase):
    def test_a_question_becomes_a_case_of_the_adviser(self):
        case = self._ask_on_portal()
        self.assertRecordValues(
            case,
            [
                {
                    "name": "Do we need a stamp?",
                    "firm_id": self.firm.id,
                    "company_id": self.company_a.id,
                    "lead_id": self.journey.id,
                    "target_country_id": self.country_ee.id,
                    "topic_id": self.env.ref(
                        "sme_crossborder.sme_guidance_topic_unsorted"
                    ).id,
                    "user_id": self.adviser_a.id,
                    "state": "new",
                    "channel": "portal",
                    "is_for_firm": True,
                }
            ],
        )
        self.assertTrue(case.date_started, "the clock runs")
        mine = case.with_user(self.adviser_a)
        self.assertEqual(mine.activity_ids.user_id, self.adviser_a)
        self.assertIn("Do we need a stamp?", mine.activity_ids.summary)
        self.assertEqual(mine.exchange_ids.person_name, "Eva")
        # the topic chosen; a market without a journey
        legal = self.env.ref("sme_crossborder.sme_guidance_topic_legal")
        other = self._ask_on_portal(topic_id=legal.id, market_id=self.country_lv.id)
        self.assertEqual((other.topic_id, other.lead_id.id), (legal, False))

    def test_a_firm_without_adviser_is_heard_by_a_coordinator(self):
        self.firm.user_id = False
        self.assertEqual(self._ask_on_portal().user_id, self.coordinator_a)

    def test_of_a_case_the_firm_sees_what_is_for_it(self):
        case = self._ask_on_portal()
        case.with_user(self.adviser_a).message_post(body="Inside: they owe money")
        inside = self._ask(summary="Inside too", name="Their debts")
        total, rows = self._door()._list_rows()
        self.assertEqual((total, [row["id"] for row in rows]), (1, [case.id]))
        self.assertFalse(self._door()._read(inside.id))
        told = self._door()._read(case.id)
        self.assertNotIn("Inside", str(told))
        self.assertEqual(
            told["standing"], "Organisation A has it", "in plain words, no state"
        )
        inside.with_user(self.adviser_a).is_for_firm = True
        self.assertEqual(self._door()._list_rows()[0], 2)
        # the answer only once it is told
        case.with_user(self.adviser_a).close("Yes, and two copies.")
        self.assertEqual(self._door()._read(case.id)["answer"], "")
        case.with_user(self.adviser_a).is_answer_told = True
        told = self._door()._read(case.id)
        self.assertEqual(told["answer"], "Yes, and two copies.")
        self.assertIn("Answered on", told["standing"])
        self.assertFalse(told["is_open"])

    def test_nobody_else_sees_it(self):
        case = self._ask_on_portal()
        for user in (self.stranger, self.portal):
            door = self._door(user)
            self.assertEqual(door._list_rows(), (0, []))
            self.assertFalse(door._read(case.id))
            with self.assertRefused("is over"):
                self._reply(case, user=user, version="new 1")
            with self.assertRefused("Choose the firm"):
                self._ask_on_portal(user)
            with self.assertRaises(AccessError):
                case.with_user(user).read(["name"])
        # nor once the right to speak for the firm is taken away
        identity = self.env["sme.portal.identity"].search(
            [("user_id", "=", self.eva.id)]
        )
        identity.with_user(self.coordinator_a).action_revoke()
        self.assertFalse(self._door()._read(case.id))

    def test_what_is_missing_or_too_long_is_said(self):
        with self.assertRefused("in a few words"):
            self._ask_on_portal(name="  ")
        with self.assertRefused("121 characters, and at most 120"):
            self._ask_on_portal(name="x" * 121)
        with self.assertRefused("at most 4000"):
            self._ask_on_portal(question="x" * 4001)
        for number in range(20):
            self._ask_on_portal(name=f"Question {number}")
        with self.assertRefused("20 of your questions wait"):
            self._ask_on_portal()

    def test_asked_back_the_clock_stands_until_the_firm_answers(self):
        case = self._ask_on_portal()
        mine = case.with_user(self.adviser_a)
        form = Form(
            mine.env["sme.guidance.ask.back"].with_context(default_case_id=case.id)
        )
        self.assertEqual(form.partner_id, self.eva.partner_id, "who asked")
        form.question = "Which office was it?"
        form.save().action_ask()
        self.assertEqual((case.state, case.date_started), ("waiting", False))
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.eva.partner_id.ids)]
        )
        self.assertIn("Which office was it?", mail.body_html)
        self.assertIn(f"/my/questions/{case.id}", mail.body_html)
        told = self._door()._read(case.id)
        self.assertTrue(told["waits"])
        self.assertEqual(told["rounds"][-1]["question"], "Which office was it?")
        before = len(mine.activity_ids)
        self._reply(case, "The tax office")
        self.assertEqual(case.state, "work")
        self.assertTrue(case.date_started, "the clock runs again")
        self.assertEqual(len(mine.activity_ids), before + 1)
        self.assertRecordValues(
            mine.exchange_ids.sorted("id")[-1],
            [
                {
                    "question": "Which office was it?",
                    "answer": "The tax office",
                    "person_name": "Eva",
                    "channel": "portal",
                }
            ],
        )
        # what is added without being asked is a line of its own
        self._reply(case, "And the bank")
        self.assertEqual(len(mine.exchange_ids), 3)

    def test_of_two_answers_the_second_is_told(self):
        case = self._ask_on_portal()
        version = self._door()._read(case.id)["version"]
        self._reply(case, "First", version=version)
        with self.assertRefused("after you opened"):
            self._reply(case, "Second", version=version)
        with self.assertRefused("Write something"):
            self._reply(case, " ")

    def test_a_guest_works_on_it_and_does_not_turn_to_the_firm(self):
        case = self._ask_on_portal()
        case.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        guest = case.with_user(self.adviser_b)
        self.assertFalse(guest.exchange_ids, "who asked stays with the owner")
        with self.assertRefused("turns to the firm"):
            guest.ask_back("Which office?")
        with self.assertRefused("turns to the firm"):
            guest.is_answer_told = True
        guest.close("Yes.")
        self.assertEqual(self._door()._read(case.id)["answer"], "")
        with self.assertRefused("Open it again"):
            case.with_user(self.adviser_a).ask_back("Which office?")

    def test_sent_twice_it_is_asked_once(self):
        case = self._ask_on_portal()
        self.assertEqual(self._ask_on_portal(), case)
        other = self._ask_on_portal(question="And a signature?")
        self.assertNotEqual(other, case)
        case.with_user(self.adviser_a).action_work()
        self.assertNotEqual(self._ask_on_portal(), case)

    def test_a_list_asks_the_same_of_1_and_of_20(self):
        def count():
            self._door()._list_rows(0, 20)  # caches of the registry
            door, start = self._door(), self.cr.sql_log_count
            door._list_rows(0, 20)
            return self.cr.sql_log_count - start

        case = self._ask_on_portal()
        one = count()
        for _number in range(19):
            case.copy({"is_for_firm": True})
        self.assertEqual(self._door()._list_rows(0, 20)[0], 20)
        self.assertEqual(count(), one)


@tagged("post_install", "-at_install", "security")
class TestSmeGuidanceSatisfaction(QuestionCase):
    def _rating(self, case):
        return self.env["rating.rating"].search([("sme_case_id", "=", case.id)])

    def test_asked_by_mail_once(self):
        case = self._ask_on_portal()
        self._close(case)
        self.assertTrue(case.is_answer_told, "it follows it on the portal")
        rating = self._rating(case)
        self.assertEqual(rating.partner_id, self.eva.partner_id)
        mail = self.env["mail.mail"].search(
            [("subject", "=", f"Your question: {case.name}")]
        )
        self.assertEqual(mail.recipient_ids, self.eva.partner_id)
        for part in ("Yes, and two copies.", f"/rate/{rating.access_token}/5"):
            self.assertIn(part, mail.body_html)
        # asked once, though it is opened and closed again
        case.with_user(self.adviser_a).action_work()
        self._close(case)
        self.assertEqual(len(self._rating(case)), 1)
        with self.assertRefused("asked once"):
            case.with_user(self.adviser_a).ask_satisfaction(self.eva.partner_id)

    def test_not_asked_without_the_tick_or_an_address(self):
        case = self._ask_on_portal()
        self._close(case, asks_satisfaction=False)
        self.assertFalse(self._rating(case))
        # of a firm without a person nothing is asked
        self.eva.partner_id.email = False
        other = self._ask(firm_id=self.firm.id)
        self._close(other)
        self.assertFalse(self._rating(other))

    def test_what_it_said_is_for_its_own_organisation(self):
        case = self._ask_on_portal()
        case.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        self._close(case)
        rating = self._rating(case)
        Rating = self.env["rating.rating"]
        mine = [("sme_case_id", "=", case.id)]
        self.assertFalse(
            Rating.with_user(self.adviser_a).search(mine), "its link is nobody's"
        )
        self._door()._rate(case.id, 3, "Quick, but short")
        self.env.invalidate_all()
        self.assertRecordValues(
            case.with_user(self.adviser_a),
            [{"satisfaction": 3.0, "satisfaction_said": "Quick, but short"}],
        )
        self.assertEqual(Rating.with_user(self.adviser_a).search(mine), rating)
        for user in (self.adviser_b, self.employee, self.auditor):
            self.assertFalse(Rating.with_user(user).search(mine))
            with self.assertRaises(AccessError):
                rating.with_user(user).read(["feedback"])
        guest = case.with_user(self.adviser_b)
        self.assertEqual(guest.satisfaction, 0)
        self.assertFalse(guest.search([("rating_ids.feedback", "like", "Quick")]))
        # nobody writes it in the place of the firm, and it is not changed
        with self.assertRaises(AccessError):
            rating.with_user(self.adviser_a).rating = 5
        with self.assertRaises(AccessError):
            Rating.with_user(self.adviser_a).create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("sme.guidance.case"),
                    "res_id": case.id,
                    "rating": 5,
                }
            )
        with self.assertRefused("before"):
            self._door()._rate(case.id, 5, "")
        case.sudo().rating_apply(5, rating=rating)
        self.assertEqual(rating.rating, 3)

    def test_rated_when_answered_and_not_earlier(self):
        case = self._ask_on_portal()
        with self.assertRefused("no answer yet"):
            self._door()._rate(case.id, 5, "")
        self._close(case, asks_satisfaction=False)
        with self.assertRefused("Choose"):
            self._door()._rate(case.id, 4, "")
        self._door()._rate(case.id, 5, "")
        self.assertEqual(self._door()._read(case.id)["rated"], "Satisfied")
        self.assertEqual(len(self._rating(case)), 1)


@tagged("post_install", "-at_install", "security")
class TestSmePortalQuestionPages(QuestionCase, HttpCase):
    def _get(self, user, path):
        self.authenticate(user.login, user.login)
        return self.url_open(f"{URL}{path}", allow_redirects=False)

    def _post(self, path, **values):
        return self.url_open(
            f"{URL}{path}",
            data={"csrf_token": Request.csrf_token(self), **values},
            allow_redirects=False,
        )

    def test_pages(self):
        case = self._ask_on_portal()
        self.env.flush_all()
        for user, found in ((self.eva, True), (self.stranger, False)):
            page = self._get(user, f"/{case.id}")
            self.assertEqual(page.status_code, 200 if found else 404)
            self.assertEqual("Do we need a stamp?" in self._get(user, "").text, found)
        self.assertEqual(self._get(self.portal, "/new").status_code, 404)
        self._get(self.eva, "/new")
        # what was typed is not lost
        page = self._post(
            "/new", firm_id=self.firm.id, name=" ", question="It is all here"
        )
        self.assertIn("It is all here", page.text)
        self.assertIn("in a few words", page.text)
        page = self._post(f"/{case.id}", text="Kept in sight", version="old")
        self.assertIn("Kept in sight", page.text)
        told = self.env["sme.portal.question"].with_user(self.eva)._read(case.id)
        page = self._post(f"/{case.id}", text="More", version=told["version"])
        self.assertEqual(page.status_code, 303)
        case.with_user(self.adviser_a).ask_back("Which office?")
        self.env.flush_all()
        page = self._get(self.eva, f"/{case.id}")
        for told in ("Which office?", "Eva wrote on", "More", "Your answer"):
            self.assertIn(told, page.text)

    def _send(self, path, *files, **values):
        return self.url_open(
            f"{URL}{path}",
            data={"csrf_token": Request.csrf_token(self), **values},
            files=[("files", file) for file in files],
            allow_redirects=False,
        )

    def _version(self, case):
        self.env.flush_all()
        self.env.invalidate_all()
        door = self.env["sme.portal.question"].with_user(self.eva)
        return door._read(case.id)["version"]

    def test_papers_go_along_with_a_question_and_an_answer(self):
        self._get(self.eva, "/new")
        asked = {"firm_id": self.firm.id, "name": "Are these terms right?"}
        asked["question"] = "All of it is in the paper"
        page = self._send("/new", ("terms.exe", b"MZ" + bytes(99)), **asked)
        self.assertIn("terms.exe is not of a type", page.text)
        self.assertIn("choose the files that are to go along once more", page.text)
        self.assertIn("All of it is in the paper", page.text)
        cases = self.env["sme.guidance.case"]
        self.assertFalse(cases.search([("name", "=", asked["name"])]))
        page = self._send("/new", ("terms.pdf", PDF), **asked)
        self.assertEqual(page.status_code, 303)
        case = cases.search([("name", "=", asked["name"])])
        opening = case.with_user(self.adviser_a).exchange_ids
        self.assertEqual(opening.attachment_ids.name, "terms.pdf")
        self.assertEqual(opening.attachment_ids.raw, PDF)
        # asked for more, the papers alone are an answer; signed ones are taken too
        case.with_user(self.adviser_a).ask_back("Please send us your terms")
        version = self._version(case)
        signed = ("signed.asice", SIGNED)
        page = self._send(f"/{case.id}", signed, text="", version="old")
        self.assertIn("Something was written after", page.text)
        self.assertIn("choose the files that are to go along once more", page.text)
        page = self._send(f"/{case.id}", signed, text="", version=version)
        self.assertEqual(page.status_code, 303)
        case.invalidate_recordset()
        self.assertEqual(case.state, "work")
        answered = case.exchange_ids.with_user(self.adviser_a) - opening
        self.assertEqual(answered.answer, "signed.asice")
        self.assertEqual(answered.attachment_ids.name, "signed.asice")
        page = self._send(f"/{case.id}", text=" ", version=self._version(case))
        self.assertIn("or choose a file", page.text)
        # the firm loads its own; nobody else does
        page = self._get(self.eva, f"/{case.id}").text
        for file in opening.attachment_ids | answered.attachment_ids:
            url = f"/{case.id}/file/{file.id}"
            self.assertIn(f'href="{URL}{url}"', page)
            self.assertEqual(self._get(self.eva, url).content, file.sudo().raw)
            for user in (self.stranger, self.portal):
                self.assertEqual(self._get(user, url).status_code, 404)

    def test_sent_once_more_with_another_paper_it_is_one_question(self):
        """None of them is lost, and none is kept twice."""
        self._get(self.eva, "/new")
        asked = {"firm_id": self.firm.id, "name": "Are these terms right?"}
        terms, prices = ("terms.pdf", PDF), ("prices.pdf", PDF + b"\n% prices")
        for files in ([terms], [terms], [terms, prices]):
            page = self._send("/new", *files, **asked)
            self.assertEqual(page.status_code, 303)
        case = self.env["sme.guidance.case"].search([("name", "=", asked["name"])])
        self.assertEqual(len(case), 1)
        kept = case.exchange_ids.with_user(self.adviser_a).attachment_ids
        self.assertEqual(sorted(kept.mapped("name")), ["prices.pdf", "terms.pdf"])

    def test_of_other_files_of_a_case_nothing_is_loaded(self):
        case = self._ask_on_portal()
        inside = self.env["ir.attachment"].create(
            {
                "name": "inside.pdf",
                "raw": PDF,
                "res_model": case._name,
                "res_id": case.id,
            }
        )
        self.env.flush_all()
        self._get(self.eva, "/new")
        self._send(
            f"/{case.id}", ("own.pdf", PDF), text="Here", version=self._version(case)
        )
        [own] = case.exchange_ids.attachment_ids
        self.assertEqual(own.name, "own.pdf")
        self.assertNotIn("inside.pdf", self._get(self.eva, f"/{case.id}").text)
        url = f"/{case.id}/file/{inside.id}"
        self.assertEqual(self._get(self.eva, url).status_code, 404)
        # what the firm wrote and sent stays in its organisation, shared or not
        partner = self.company_b.partner_id
        case.with_user(self.coordinator_a).share_with([(partner.id, "work", False)])
        self.env.invalidate_all()
        self.assertTrue(case.with_user(self.adviser_b).has_access("read"))
        self.assertFalse(own.with_user(self.adviser_b).has_access("read"))
        self.assertTrue(own.with_user(self.adviser_a).has_access("read"))
        # it goes with the case
        case.with_user(self.coordinator_a).unlink()
        self.assertFalse(own.exists())

    def test_a_link_fills_the_form_in(self):
        page = self._get(
            self.eva, f"/new?firm_id={self.firm.id}&market_id=x&name=Sign+the+plan"
        )
        form = html.fromstring(page.text)
        self.assertEqual(form.xpath("//input[@id='name']/@value"), ["Sign the plan"])
        self.assertEqual(
            form.xpath("//input[@name='firm_id']/@value"), [str(self.firm.id)]
        )
        other = f"/new?firm_id={self.other_firm.id}&name={'x' * 999}"
        form = html.fromstring(self._get(self.eva, other).text)
        self.assertEqual(
            form.xpath("//input[@name='firm_id']/@value"), [str(self.firm.id)]
        )
        self.assertEqual(len(form.xpath("//input[@id='name']/@value")[0]), 120)

    def test_from_the_question_to_the_rating(self):
        self.start_tour("/my", "question_ask_tour", login=self.eva.login)
        case = self.env["sme.guidance.case"].search([("channel", "=", "portal")])
        self.start_tour(
            f"/odoo/guidance-cases/{case.id}", "question_answer_tour", login="adviser_a"
        )
        self.assertEqual((case.state, case.is_answer_told), ("closed", True))
        self.start_tour(URL, "question_rate_tour", login=self.eva.login)
        self.env.invalidate_all()
        self.assertEqual(case.with_user(self.adviser_a).satisfaction, 5)

    def test_satisfaction_by_the_link_of_the_mail(self):
        """By somebody without an account, once; the page says what it is about."""
        case = self._ask_on_portal()
        self._close(case)
        url = f"/rate/{case.rating_ids.access_token}/5"
        self.start_tour(url, "question_rate_by_mail_tour")
        self.env.invalidate_all()
        self.assertRecordValues(
            case.with_user(self.adviser_a),
            [{"satisfaction": 3, "satisfaction_said": "It took a while"}],
        )
        self.start_tour(url, "question_rated_tour")

    def test_no_topic_is_told_before_it_is_sorted(self):
        case = self._ask_on_portal()
        self.env.flush_all()
        page = self._get(self.eva, f"/{case.id}").text
        self.assertIn("Estonia. ", page)
        for path in ("", f"/{case.id}"):
            self.assertNotIn("Not yet sorted", self._get(self.eva, path).text)
        case.topic_id = self.topic
        self.env.flush_all()
        page = self._get(self.eva, f"/{case.id}").text
        self.assertIn(f"{self.topic.display_name}, Estonia. ", page)

    def test_a_firm_has_the_tile(self):
        """Organisations have none, see test_sme_portal."""
        self.authenticate(self.eva.login, self.eva.login)
        counted = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["sme_question_count"]}
        )
        self.assertEqual(counted, {"sme_question_count": 1})
