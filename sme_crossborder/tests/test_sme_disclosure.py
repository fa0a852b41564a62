"""What is told about sharing: asked, given, refused, withdrawn, ended."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from .sharing_case import SharingCase


class DisclosureCase(SharingCase):
    def _steps(self, user):
        """What a user is told: steps on lines of the log."""
        return self.env["mail.activity"].search(
            [("res_model", "=", "sme.disclosure"), ("user_id", "=", user.id)]
        )

    def _ask(self, user=None, record=None, **values):
        Ask = self.env["sme.share.ask"].with_user(user or self.adviser_b)
        context = {}
        if record:
            context = {
                "default_res_model": record._name,
                "default_res_id": record.id,
            }
        ask = Ask.with_context(**context).create({"reason": "We know buyers"} | values)
        ask.action_ask()
        return self.env["sme.disclosure"].search([("act", "=", "asked")], limit=1)


@tagged("post_install", "-at_install")
class TestSmeDisclosure(DisclosureCase):
    def test_one_activity_for_what_is_given(self):
        """Three records shared, one activity with three lines, no mail."""
        mails = self.env["mail.mail"].search_count([])
        self._share(self.lead)
        self._share(self.firm)
        other = self._create_firm(self.company_a, "Annan AB")
        self._share(other)
        step = self._steps(self.coordinator_b)
        self.assertEqual(len(step), 1)
        self.assertEqual(step.summary, f"What {self.company_a.name} shares with you")
        self.assertEqual(step.note.count("<li "), 3)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        step.with_user(self.coordinator_b).action_feedback(feedback="Seen")
        self.assertFalse(self._steps(self.coordinator_b))
        self._share(self.lead, "work")
        self.assertEqual(self._steps(self.coordinator_b).note.count("<li "), 1)

    def test_withdrawal_reaches_who_worked_on_it(self):
        self._share(self.lead, "work")
        lead = self.lead.with_user(self.adviser_b)
        lead.activity_schedule(summary="Call", user_id=self.adviser_b.id)
        self.lead.with_user(self.coordinator_a).share_with([], reason="Firm asked")
        step = self._steps(self.adviser_b)
        self.assertIn("Withdrawn", step.note)
        self.assertIn("Firm asked", step.note)
        line = self.env["sme.disclosure"].browse(step.res_id)
        self.assertTrue(line.with_user(self.adviser_b).record_name)
        self.assertFalse(line.with_user(self.adviser_b).can_open)

    def test_what_is_done_about_it_stays_inside(self):
        self._share(self.lead)
        step = self._steps(self.coordinator_b)
        line = self.env["sme.disclosure"].browse(step.res_id)
        step.with_user(self.coordinator_b).action_feedback(feedback="Secret of B")
        Message = self.env["mail.message"]
        about = [("model", "=", line._name), ("res_id", "=", line.id)]
        self.assertTrue(Message.with_user(self.coordinator_b).search(about))
        self.assertFalse(Message.with_user(self.coordinator_a).search(about))

    def test_asked_and_granted(self):
        self._share(self.lead)
        asked = self._ask(record=self.lead)
        self.assertRecordValues(
            asked,
            [
                {
                    "company_id": self.company_a.id,
                    "reader_company_id": self.company_b.id,
                    "right": "work",
                    "reason": "We know buyers",
                    "user_id": self.adviser_b.id,
                }
            ],
        )
        self.assertIn("We know buyers", self._steps(self.coordinator_a).note)
        self.assertFalse(asked.with_user(self.adviser_a).is_to_answer)
        self.assertFalse(asked.with_user(self.coordinator_b).is_to_answer)
        action = asked.with_user(self.coordinator_a).action_share()
        Share = self.env["sme.share"].with_user(self.coordinator_a)
        Share.with_context(**action["context"]).create({}).action_apply()
        self.env.invalidate_all()
        self.assertTrue(self.lead.with_user(self.adviser_b).can_work)
        self.assertEqual(asked.answer_id.act, "granted")
        self.assertFalse(self._steps(self.coordinator_a))
        self.assertIn("Given", self._steps(self.adviser_b).note)
        with self.assertRefused("was answered already"):
            asked.with_user(self.coordinator_a).refuse("Late")

    def test_asked_in_words_and_refused(self):
        """Whether A has the firm is not told: nothing is looked up."""
        asked = self._ask(
            owner_partner_id=self.company_a.partner_id.id, what=self.firm.name
        )
        self.assertFalse(asked.res_id)
        for user in (self.adviser_a, self.coordinator_b, self.adviser_b):
            with self.assertRaises(AccessError):
                asked.with_user(user).refuse("No")
        coordinator = asked.with_user(self.coordinator_a)
        with self.assertRefused("Say why"):
            coordinator.refuse(" ")
        with self.assertRefused("Nothing was shared with"):
            coordinator.action_shared()
        action = coordinator.action_refuse()
        Refuse = self.env["sme.share.refuse"].with_user(self.coordinator_a)
        with Form(Refuse.with_context(**action["context"])) as form:
            form.reason = "The firm does not want it"
        form.record.action_refuse()
        self.assertEqual(asked.answer_id.act, "refused")
        note = self._steps(self.adviser_b).note
        self.assertIn("The firm does not want it", note)

    def test_asked_in_words_and_shared(self):
        asked = self._ask(
            owner_partner_id=self.company_a.partner_id.id, what="Buyers in Riga"
        )
        self._share(self.lead)
        self._share(self.firm)
        action = asked.with_user(self.coordinator_a).action_shared()
        Answer = self.env["sme.share.answer"].with_user(self.coordinator_a)
        dialog = Answer.with_context(**action["context"]).create({})
        self.assertEqual(dialog.given_id.res_model, "sme.firm")
        dialog.given_id = self.env["sme.disclosure"].search(
            [("res_model", "=", "crm.lead"), ("act", "=", "granted")], limit=1
        )
        dialog.action_answer()
        self.assertEqual(asked.answer_id.res_id, self.lead.id)
        self.assertIn(self.lead.name, self._steps(self.adviser_b).note)

    def test_no_other_answer_than_what_was_given_since(self):
        self._share(self.firm)
        before = self.env["sme.disclosure"].search([("act", "=", "granted")])
        asked = self._ask(
            owner_partner_id=self.company_a.partner_id.id, what="Buyers in Riga"
        )
        with self.assertRefused("was shared with"):
            asked.with_user(self.coordinator_a).answer_with(before)
        with self.assertRefused("has not answered yet"):
            self._ask(
                owner_partner_id=self.company_a.partner_id.id, what="Buyers in Riga"
            )
        with self.assertRaises(AccessError):
            self.env["sme.share.answer"].with_user(self.adviser_a).create({})

    def test_who_may_not_ask(self):
        with self.assertRaises(AccessError):
            self._ask(record=self.lead)  # B cannot see it, so it cannot name it
        with self.assertRaises(AccessError):
            self._ask(user=self.employee, what="Anything")
        with self.assertRefused("other than your own"):
            self._ask(owner_partner_id=self.b.id, what="Ours")
        outside = self.env["res.partner"].create({"name": "Out", "is_company": True})
        with self.assertRefused("works here"):
            self._ask(owner_partner_id=outside.id, what="Theirs")
        asked = self._ask(owner_partner_id=self.company_a.partner_id.id, what="X")
        for user in (self.coordinator_a, self.coordinator_b):
            for values in ({"act": "granted"}, {"answer_id": asked.id}):
                with self.assertRaises(AccessError):
                    asked.with_user(user).write(values)

    def test_the_last_day_is_noted_once(self):
        """Ended on its last day: noted the day after, once, with one activity."""
        self._share(self.lead, "work", date.today() + timedelta(days=1))
        lead = self.lead.with_user(self.adviser_b)
        lead.activity_schedule(summary="Call", user_id=self.adviser_b.id)
        Disclosure = self.env["sme.disclosure"]
        expired = [("act", "=", "expired")]
        Disclosure._cron_log_expired()
        self.assertFalse(Disclosure.search(expired))
        self.env.invalidate_all()  # nothing lasts over days in memory
        with freeze_time(date.today() + timedelta(days=3)):
            for _time in range(2):
                Disclosure._cron_log_expired()
                line = Disclosure.search(expired)
                self.assertEqual(len(line), 1)
            self.assertEqual(line.reader_company_id, self.company_b)
            self.assertIn("Ended on its last day", self._steps(self.adviser_b).note)
            steps = self.lead.activity_ids
            self.assertNotIn(self.adviser_b, steps.user_id)

    def test_nobody_is_told_after_the_last_day(self):
        """A follower of the other organisation gets no message once the right ended."""
        self._share(self.lead, "work", date.today())
        lead = self.lead.with_user(self.adviser_b)
        lead.message_subscribe(self.adviser_b.partner_id.ids)
        post = self.lead.with_user(self.coordinator_a).message_to_all_readers

        def told(message):
            return self.adviser_b.partner_id in message.notified_partner_ids

        self.assertTrue(told(post("Before")))
        with freeze_time(date.today() + timedelta(days=2)):
            self.env.invalidate_all()
            self.assertFalse(told(post("After")))

    def test_default_sharing_tells_nobody(self):
        """A known barrier goes to the project by itself: no activity each time."""
        self._share(self.lead, "work")
        self._steps(self.coordinator_b).unlink()
        self.env["sme.barrier.encounter"].with_user(self.adviser_b).create(
            {
                "name": "No signature",
                "lead_id": self.lead.id,
                "type_id": self.env["sme.barrier.type"].search([], limit=1).id,
            }
        )
        self.assertFalse(self._steps(self.coordinator_b))


@tagged("post_install", "-at_install")
class TestSmeDisclosureTour(DisclosureCase, HttpCase):
    def test_ask_and_refuse(self):
        self._share(self.lead)
        self.start_tour(
            f"/odoo/journeys/{self.lead.id}", "share_ask_tour", login="adviser_b"
        )
        asked = self.env["sme.disclosure"].search([("act", "=", "asked")])
        self.assertEqual(asked.reason, "We know the buyers")
        self.start_tour(
            f"/odoo/sme-disclosures/{asked.id}",
            "share_refuse_tour",
            login="coordinator_a",
        )
        self.assertEqual(asked.answer_id.reason, "The firm does not want it")

    def test_share_work_withdraw(self):
        """Two organisations, four hands: shared, worked on, taken back."""
        journey = f"/odoo/journeys/{self.lead.id}"
        self.start_tour(journey, "share_give_tour", login="coordinator_a")
        self.assertEqual(self.lead.visibility, "selected")
        self.start_tour(journey, "share_work_tour", login="adviser_b")
        self.assertEqual(self.lead.stage_id.name, "Screened")
        self.start_tour(journey, "share_withdraw_tour", login="coordinator_a")
        self.assertEqual(self.lead.visibility, "organisation")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.lead.with_user(self.adviser_b).read(["name"])
