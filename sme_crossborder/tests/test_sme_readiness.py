"""A firm is asked how ready it is, twice, and its adviser sees what changed."""

from datetime import timedelta

from freezegun import freeze_time
from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .readiness_case import ReadinessCase


@tagged("post_install", "-at_install")
class TestSmeReadiness(ReadinessCase):
    def test_scores_are_means_of_the_answers_of_a_dimension(self):
        readiness = self._begin()
        self._answer(readiness, market_competitors=9, technology_certificates=1)
        self.assertEqual(
            self._scores(readiness),
            {
                # (3/10 + 6/10 + 9/10) / 3
                "Market knowledge": 60,
                # (5/10 + 7/10) / 2
                "Offer and pricing": 60,
                # (6/10 + 5/10 + 0/10) / 3 = 36.67
                "Technology and compliance": 37,
                # (7/10 + 7/10) / 2
                "Organisation and people": 70,
                # (6/10 + 7/10) / 2
                "Finance": 65,
                # (6/10 + 6/10) / 2
                "Culture and language": 60,
            },
        )
        # (60 + 60 + 37 + 70 + 65 + 60) / 6 = 58.67
        self.assertEqual(readiness.total, 59)
        self.assertEqual(readiness.state, "answered")
        self.assertEqual(readiness.answered_by, "firm")

    def test_headcount_and_words_count_for_nothing(self):
        readiness = self._begin()
        self._answer(readiness, organisation_headcount=1, culture_worry="Signatures")
        self.assertEqual(self._scores(readiness)["Organisation and people"], 70)
        self.assertEqual(self._scores(readiness)["Culture and language"], 60)
        self.assertIn("Signatures", readiness.answers)

    def test_then_and_now(self):
        with freeze_time(fields.Datetime.now() - timedelta(days=200)):
            then = self._begin()
            self._answer(then)
        now = self._begin()
        # market 90 of 100 instead of 45; finance 20 instead of 65
        self._answer(
            now,
            market_customers=4,
            market_reach=4,
            finance_budget=1,
            finance_patience=2,
        )
        table = html.fromstring(now.picture).find(".//table")
        rows = {
            row[0].text_content().strip(): [
                cell.text_content().strip() for cell in row[1:]
            ]
            for row in table.findall(".//tr")[1:]
        }
        self.assertEqual(rows["Market knowledge"], ["45", "100", "up 55"])
        # (0/10 + 4/10) / 2
        self.assertEqual(rows["Finance"], ["65", "20", "down 45"])
        self.assertEqual(rows["Offer and pricing"], ["60", "60", "as before"])
        # (45 + 60 + 55 + 70 + 65 + 60) / 6 = 59.17; (100 + 60 + 55 + 70 + 20 + 60) / 6
        self.assertEqual(rows["All together"], ["59", "61", "up 2"])
        picture = html.fromstring(now.picture).find(".//svg")
        self.assertEqual(picture.get("role"), "img")
        self.assertTrue(picture.get("aria-label"))
        # the first one has nothing to be compared with
        first = html.fromstring(then.picture).find(".//table")
        self.assertEqual(len(first.findall(".//thead//th")), 2)
        # the firm's own tab shows the same
        firm = self.firm.with_user(self.adviser_a)
        self.assertIn("down 45", firm.readiness_picture)
        self.assertIn("up 2 since", now._say_result())

    def test_what_was_told_before_is_filled_in(self):
        languages = self.env["sme.language"].search([], limit=3)
        self.firm.write(
            {
                "export_experience": "occasional",
                "language_ids": languages.ids,
                "market_present_ids": [self.country_lv.id],
            }
        )
        self.firm.year_ids = [fields.Command.create({"year": 2025, "headcount": 12})]
        input_sudo = self._begin()._open_input()
        told = {
            line.question_id.title: line.suggested_answer_id.value
            for line in input_sudo.user_input_line_ids
        }
        self.assertEqual(
            told,
            {
                "What have you sold abroad so far?": "We sell abroad now and then",
                "In how many other countries do you sell?": "In one",
                "How many people work in your firm?": "10 to 29",
                "In how many languages can your firm sell and write contracts?": (
                    "In three or more"
                ),
            },
        )

    def _said(self, input_sudo):
        """Return what is answered already, question by question."""
        return {
            line.question_id.title: line.suggested_answer_id.value
            or line.value_scale
            or line.value_text_box
            for line in input_sudo.user_input_line_ids
        }

    def test_asked_again_it_begins_with_what_was_answered(self):
        """Twelve answers and a worry; what the file says today comes first."""
        with freeze_time(fields.Datetime.now() - timedelta(days=300)):
            self._answer(self._begin(), market_customers=1)
        with freeze_time(fields.Datetime.now() - timedelta(days=200)):
            then = self._begin()
            self._answer(then, organisation_headcount=1, culture_worry="Signatures")
        said = self._said(then.sudo().user_input_id)
        # of another firm, and answered later
        other = self._create_firm(self.company_a, "Annan AB")
        self._answer(self._begin(firm_id=other.id, lead_id=False), market_customers=4)
        self.firm.year_ids = [fields.Command.create({"year": 2025, "headcount": 12})]
        again = then.with_user(self.adviser_a).action_ask_again()
        check = self.env["sme.readiness"].with_user(self.adviser_a)
        check = check.with_context(**again["context"]).create({})
        now = self._said(check._open_input())
        self.assertEqual(now.pop("How many people work in your firm?"), "10 to 29")
        said.pop("How many people work in your firm?")
        self.assertEqual(len(now), 13)
        self.assertEqual(now, said)
        self.assertEqual(check.state, "new", "nobody has answered yet")
        self.assertFalse(check.score_ids)

    def test_a_new_version_begins_with_what_is_asked_in_the_same_words(self):
        then = self._begin()
        self._answer(then)
        said = self._said(then.sudo().user_input_id)
        self.survey.action_new_version()
        questions = self.survey.sme_next_id.question_ids
        fit = self._question("technology_fit").title
        market = self._question("market_customers")
        questions.filtered(lambda one: one.title == fit).title = "Does it fit?"
        customers = questions.filtered(lambda one: one.title == market.title)
        chosen = market.suggested_answer_ids[1].value  # as CORE says
        customers.suggested_answer_ids.filtered(
            lambda one: one.value == chosen
        ).unlink()
        check = self._begin(survey_id=self.survey.sme_next_id.id)
        input_sudo = check._open_input()
        for title in (fit, market.title):
            self.assertIn(title, said)
            said.pop(title)
        self.assertEqual(self._said(input_sudo), said)
        self.assertEqual(
            input_sudo.user_input_line_ids.question_id.survey_id, check.survey_id
        )
        self.assertEqual(
            input_sudo.user_input_line_ids.suggested_answer_id.question_id.survey_id,
            check.survey_id,
        )

    def test_what_is_not_known_is_not_filled_in(self):
        self.assertFalse(self._begin()._open_input().user_input_line_ids)

    def test_the_mail_goes_to_the_person_asked(self):
        """Also to one with an account on the portal, who reads no check."""
        for with_account in (False, True):
            if with_account:
                new_test_user(
                    self.env,
                    "astrid",
                    groups="base.group_portal",
                    partner_id=self.person.id,
                )
            readiness = self._begin()
            self.assertEqual(readiness.contact_id, self.person)
            with self.subTest(with_account=with_account):
                self._send(readiness)
                self.assertEqual(readiness.state, "sent")
                self.assertTrue(readiness.date_sent)
                message = readiness.sudo().message_ids.filtered("subject")
                self.assertEqual(len(message), 1)
                link = readiness.sudo().get_answer_url()
                self.assertIn(link.partition("?")[2], message.body)
                mail = self.env["mail.mail"].search(
                    [("mail_message_id", "=", message.id)]
                )
                self.assertEqual(mail.recipient_ids, self.person)

    def _send(self, readiness):
        action = readiness.action_send()
        composer = self.env["mail.compose.message"].with_user(self.adviser_a)
        composer = composer.with_context(**action["context"]).create({})
        composer.action_send_mail()

    def test_a_note_in_between_sends_nothing(self):
        readiness = self._begin()
        readiness.message_post(body="Called, nobody there")
        self.assertEqual(readiness.state, "new")

    def test_nobody_to_send_it_to(self):
        self.person.email = False
        readiness = self._begin(contact_id=self.person.id)
        with self.assertRefused("Astrid Berg has no e-mail address"):
            readiness.action_send()
        readiness.contact_id = False
        with self.assertRefused("which person of Fjordkod AB"):
            readiness.action_send()

    def test_answering_together_opens_the_questions_at_once(self):
        readiness = self._begin()
        action = readiness.action_answer()
        self.assertEqual(action["url"], readiness.user_input_id.get_start_url())
        self.assertEqual(readiness.state, "work")
        self._answer(readiness)
        self.assertEqual(readiness.answered_by, "together")
        self.assertFalse(readiness.activity_ids)  # the adviser was there
        with self.assertRefused("is answered. Begin another check"):
            readiness.action_answer()

    def test_the_adviser_is_told_that_the_firm_answered(self):
        readiness = self._begin()
        self._answer(readiness)
        self.assertEqual(readiness.activity_ids.user_id, self.adviser_a)
        # the screen names who planned it, who may be nobody its reader may see
        self.assertTrue(readiness.activity_ids.create_uid.has_access("read"))
        self.assertFalse(
            self.env["mail.mail"]
            .search([("res_id", "=", readiness.id)])
            .filtered(lambda mail: mail.model == "sme.readiness")
        )

    def test_what_follows_is_not_typed(self):
        readiness = self._begin()
        other = self._begin(self.adviser_b, firm_id=self.firm_b.id, lead_id=False)
        other._open_input()
        for values in (
            {"state": "answered"},
            {"total": 90},
            {"date_answered": "2026-01-01 10:00:00"},
            {"user_input_id": other.sudo().user_input_id.id},
        ):
            with self.subTest(values), self.assertRefused("cannot be typed"):
                readiness.write(values)
            with self.subTest(values), self.assertRefused("cannot be typed"):
                self._begin(**values)

    def test_what_was_asked_stays_with_its_firm(self):
        readiness = self._begin()
        other = self._create_firm(self.company_a, "Skogskod AB")
        readiness._open_input()
        readiness.sudo()._note_begun()
        with self.assertRefused("stays with its firm"):
            readiness.write({"firm_id": other.id, "lead_id": False})
        with self.assertRefused("no contact person of Skogskod AB", ValidationError):
            self._begin(firm_id=other.id, lead_id=False, contact_id=self.person.id)

    def test_a_check_goes_with_its_answers_and_keeps_its_firm(self):
        firm = self._create_firm(self.company_a, "Skogskod AB")
        readiness = self._begin(firm_id=firm.id, lead_id=False)
        input_sudo = readiness._open_input()
        with self.assertRefused("its readiness was asked about"):
            firm.with_user(self.coordinator_a).unlink()
        readiness.with_user(self.coordinator_a).unlink()
        self.assertFalse(input_sudo.exists())

    def test_it_stands_on_the_journey(self):
        readiness = self.survey.with_user(self.adviser_a)._start_for(
            self.journey.with_user(self.adviser_a)
        )
        self.assertEqual(readiness.lead_id, self.journey)
        self.assertEqual(readiness.firm_id, self.firm)
        self._answer(readiness)
        journey = self.journey.with_user(self.adviser_a)
        cells = [
            cell.text_content().strip()
            for cell in html.fromstring(journey.preparation).findall(".//tbody//td")
        ]
        self.assertEqual(cells[0], "Readiness")
        self.assertEqual(cells[2:4], ["Answered", "59 of 100"])

    def test_listing_many_costs_what_listing_few_does(self):
        counts = []
        for number in (1, 1, 20):
            for _count in range(number):
                self._begin()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["sme.readiness"].with_user(self.adviser_a).search(
                [("firm_id", "=", self.firm.id)]
            ).web_read({"display_name": {}, "proposed_count": {}, "total": {}})
            counts.append(self.env.cr.sql_log_count - before)
        # the first time fills what is kept between requests
        self.assertEqual(*counts[1:])


@tagged("post_install", "-at_install")
class TestSmeReadinessBarriers(ReadinessCase):
    def setUp(self):
        super().setUp()
        # no price yet, and no money: two choices and an answer on a scale
        self.readiness = self._begin()
        self._answer(self.readiness, offer_price=1, finance_budget=1, finance_tax=3)

    def _line(self, key, readiness=None):
        kind = self.env.ref(f"sme_crossborder.sme_barrier_type_{key}")
        lines = (readiness or self.readiness).barrier_ids
        return lines.filtered(lambda line: line.type_id == kind)

    def _confirm(self, line):
        dialog = self.env["sme.barrier.note"].with_user(self.adviser_a)
        dialog = dialog.browse(line.action_hear_barrier()["res_id"])
        dialog.action_note()
        return line.heard_encounter_ids

    def test_answers_point_at_barriers(self):
        self.assertEqual(
            set(self.readiness.barrier_ids.type_id.mapped("name")),
            {
                "Prices do not fit the market",
                "Working capital is short",
                "Registration for VAT and other taxes is complicated",
            },
        )
        self.assertEqual(self.readiness.proposed_count, 3)
        self.assertFalse(
            self.env["sme.barrier.encounter"].search([("firm_id", "=", self.firm.id)])
        )
        self.assertEqual(
            self._line("administrative_tax").reason,
            "How well do you know which VAT and other taxes apply when you sell "
            "there? 3 of 10",
        )

    def test_an_answer_above_the_line_does_not(self):
        other = self._begin()
        self._answer(other, finance_tax=4)
        self.assertFalse(self._line("administrative_tax", other))

    def test_confirming_notes_it_once(self):
        line = self._line("commercial_price")
        met = self._confirm(line)
        self.assertRecordValues(
            met,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "type_id": line.type_id.id,
                    "user_id": self.adviser_a.id,
                    "name": "Prices do not fit the market",
                }
            ],
        )
        self.assertEqual(line.state, "confirmed")
        # what was answered stays inside, with what the firm met
        note = met.sudo().message_ids.filtered(lambda note: "Not yet" in note.body)
        self.assertEqual(note.sme_company_id, self.company_a)
        with self.assertRefused("was looked at already"):
            line.action_hear_barrier()
        with self.assertRefused("looked at already: Confirmed"):
            line.action_dismiss()

    def test_two_dialogs_note_it_once(self):
        line = self._line("commercial_price")
        dialogs = self.env["sme.barrier.note"].with_user(self.adviser_a)
        dialogs = dialogs.browse(
            [line.action_hear_barrier()["res_id"] for _number in range(2)]
        )
        dialogs[0].action_note()
        with self.assertRefused("looked at already: Confirmed"):
            dialogs[1].action_note()

    def test_what_is_known_is_not_proposed_again(self):
        met = self._confirm(self._line("commercial_price"))
        dismissed = self._line("administrative_tax")
        dismissed.action_dismiss()
        again = self._begin()
        self._answer(again, offer_price=2, finance_budget=1, finance_tax=3)
        known = self._line("commercial_price", again)
        self.assertEqual(known.state, "known")
        self.assertEqual(known.heard_encounter_ids, met)
        # the same answer was dismissed; of the third one nothing was said
        self.assertEqual(self._line("administrative_tax", again).state, "dismissed")
        self.assertEqual(self._line("capacity_capital", again).state, "proposed")
        self.assertEqual(self._line("capacity_capital").state, "replaced")
        later = self._begin()
        self._answer(later, finance_tax=1)
        self.assertEqual(self._line("administrative_tax", later).state, "proposed")

    def test_a_dismissed_one_can_be_looked_at_again(self):
        line = self._line("commercial_price")
        line.action_dismiss()
        line.action_propose_again()
        self.assertEqual(line.state, "proposed")
        with self.assertRaises(AccessError):
            line.with_user(self.adviser_a).write({"state": "confirmed"})


@tagged("post_install", "-at_install")
class TestSmeReadinessPage(ReadinessCase, HttpCase):
    def test_the_link_opens_whoever_is_logged_in(self):
        """It shows; only the button of the page begins."""
        readiness = self._begin()
        readiness._open_input()
        url = readiness.sudo().get_answer_url()
        address = url[url.index("/survey") :]
        for login in (None, "portal_user", "adviser_b"):
            self.authenticate(login, login)
            page = self.url_open(address)
            self.assertIn("Ready for the neighbouring market?", page.text, login)
            self.assertIn("Start Survey", page.text, login)
        self.assertEqual(readiness.state, "new")
        wrong = self.url_open(f"{self.survey.get_start_url()}?answer_token=guess")
        self.assertNotIn("Start Survey", wrong.text)

    def test_a_link_that_is_over_is_good_again_once_it_is_sent_again(self):
        readiness = self._begin()
        input_sudo = readiness._open_input()
        url = input_sudo.get_start_url()
        input_sudo.deadline = fields.Datetime.now() - timedelta(days=1)
        self.assertNotIn("Start Survey", self.url_open(url).text)
        readiness.action_send()
        self.assertIn("Start Survey", self.url_open(url).text)

    def test_what_is_answered_is_not_answered_again_beside_it(self):
        """Another answer would belong to no check, and nobody would see it."""
        readiness = self._begin()
        self._answer(readiness)
        answer_sudo = readiness.sudo().user_input_id
        token = f"{self.survey.access_token}/{answer_sudo.access_token}"
        self.assertNotIn("Take Again", self.url_open(f"/survey/{token}").text)
        inputs = self.env["survey.user_input"]
        before = inputs.search_count([("survey_id", "=", self.survey.id)])
        self.url_open(f"/survey/retry/{token}")
        after = inputs.search_count([("survey_id", "=", self.survey.id)])
        self.assertEqual(after, before)
