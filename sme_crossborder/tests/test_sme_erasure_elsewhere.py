"""Where other organisations were told of a firm, its name goes with its file."""

from odoo import fields
from odoo.tests import tagged

from .erasure_everywhere import LooksEverywhere
from .meeting_case import MeetingCase
from .test_sme_erasure import ErasureCase
from .test_sme_interest_outcome import OutcomeCase


@tagged("post_install", "-at_install", "security")
class TestErasureShared(ErasureCase):
    WORDS = ("Fjordkod", "Anna Berg")

    def _share(self, record, until=False):
        record.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "read", until)]
        )

    def _steps(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", "sme.disclosure"), ("user_id", "=", user.id)]
        )

    def test_what_was_shared_and_told(self):
        """In one step with another firm, whose name stays; some of it done already."""
        self._share(self.firm)
        step = self._steps(self.coordinator_b)
        step.with_user(self.coordinator_b).action_feedback(feedback="Seen")
        self._share(self.journey)
        other = self._create_firm(self.company_a, "Annan Fisk AB")
        self._share(other)
        self._drop_out()
        found = self._find_words(*self.WORDS)
        self.assertIn("mail_activity.note", found)
        self.assertIn("mail_message.body", found)
        self._erase()
        self.assertEqual(self._find_words(*self.WORDS), set())
        step = self._steps(self.coordinator_b)
        self.assertIn("Annan Fisk AB", step.note)
        self.assertIn("Withdrawn: Erased", step.note)

    def test_both_serve_it(self):
        numbered = {"registry_number": "556036-0793"}
        self.firm.write(numbered)
        theirs = self._create_firm(
            self.company_b, "The same firm", country_id=self.country_se.id, **numbered
        )
        self.env["sme.service"].create(
            {
                "firm_id": theirs.id,
                "name": "Talk",
                "user_id": self.adviser_b.id,
            }
        )
        theirs.with_user(self.coordinator_b).tell_served = True
        self.firm.with_user(self.coordinator_a).tell_served = True
        self.assertTrue(self._steps(self.coordinator_b))
        self._drop_out()
        self._erase()
        self.assertEqual(self._find_words(*self.WORDS), set())

    def test_asked_for_in_words_and_refused(self):
        ask = self.env["sme.share.ask"].with_user(self.adviser_b)
        ask.create(
            {
                "owner_partner_id": self.company_a.partner_id.id,
                "what": "Your file on Fjordkod AB",
                "reason": "Anna Berg told us to",
            }
        ).action_ask()
        asked = self.env["sme.disclosure"].search([("act", "=", "asked")], limit=1)
        asked.with_user(self.coordinator_a).refuse("Fjordkod does not want it")
        self._drop_out()
        self._erase()
        self.assertEqual(self._find_words(*self.WORDS), set())

    def test_handed_over_and_refused(self):
        hand_over = (
            self.env["sme.hand.over"]
            .with_user(self.coordinator_a)
            .ask(
                self.firm.with_user(self.coordinator_a),
                self.company_b.partner_id,
                {
                    "agreement_channel": "oral",
                    "agreement_date": fields.Date.today(),
                    "agreement_person": "Anna Berg",
                },
            )
        )
        hand_over.with_user(self.coordinator_b).refuse("Fjordkod is too far away")
        self._drop_out()
        self._erase()
        self.assertEqual(self._find_words(*self.WORDS), set())


@tagged("post_install", "-at_install", "security")
class TestErasureMeetings(LooksEverywhere, MeetingCase):
    def test_whom_others_met(self):
        """What other participants were told of their meetings names whom they meet."""
        firm = self._create_firm(self.company_a, "Fjordkod AB")
        person = self.env["res.partner"].create(
            {
                "name": "Anna Berg",
                "email": "anna@fjordkod.example",
                "parent_id": firm.partner_id.id,
            }
        )
        self.asp.write(
            {
                "name": "Anna Berg",
                "email": person.email,
                "partner_id": person.id,
                "company_name": "Fjordkod AB",
                "firm_id": firm.id,
            }
        )
        self._meet(self.asp, self.kalns)
        self.round.write({"state": "closed", "planned_on": "2030-03-01 08:00:00"})
        self.round.with_user(self.coordinator_a).action_publish()
        self.env["mail.mail"].search([]).unlink()
        self.assertIn("event_registration.meeting_told", self._find_words("Anna Berg"))
        self._erase_file(firm, self.manager_a, self.coordinator_a)
        self.assertEqual(self._find_words("Anna Berg", "Fjordkod"), set())


@tagged("post_install", "-at_install", "security")
class TestErasureInterests(LooksEverywhere, OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # without it persons are not named to each other
        cls._create_project(
            cls.company_a,
            cls.company_b,
            acronym="NAMED",
            arrangement_date="2025-01-01",
            arrangement_informs="Who collects",
            arrangement_answers="Lead partner",
            arrangement_contact="privacy@oss.example",
        )

    def _agree(self):
        interest = self._express(person_ids=self.person_b.ids)
        self._accept(interest, persons=self.person_a)
        interest.sudo()._act({"date_asked": "2025-06-01"})
        self._record(interest, self.adviser_a)
        self._as_user(interest, self.coordinator_b).confirm_agreement(
            evidence=self._evidence(self.firm_b)
        )
        self._drop_out()
        return interest

    def _drop_out(self):
        for journey in self.env["crm.lead"].search([("won_status", "=", "pending")]):
            journey.action_set_lost(
                lost_reason_id=self.env.ref("sme_crossborder.crm_lost_reason_market").id
            )

    def test_the_firm_of_the_lead(self):
        self._agree()
        self.lead.with_user(self.adviser_a).close("partner")
        self._erase_file(self.firm, self.manager_a, self.coordinator_a)
        self.assertEqual(
            self._find_words("Humleglim", "Nomark", "Anna Berg", "eva@humle"), set()
        )

    def test_one_person_who_was_introduced(self):
        """The firm stays known to whom it was introduced, its person does not."""
        interest = self._express(person_ids=self.person_b.ids)
        self._accept(interest, persons=self.person_a)
        named = self._find_words("Nomark")
        self.assertIn("mail_message.body", named)
        self.assertIn("mail_mail.body_html", named)
        erasure = (
            self.env["sme.erasure"]
            .with_user(self.manager_a)
            .create(
                {
                    "firm_id": self.firm.id,
                    "scope": "person",
                    "partner_id": self.person_a.id,
                }
            )
        )
        erasure.action_ask()
        erasure.with_user(self.coordinator_a).action_approve()
        self.assertEqual(self._find_words("Nomark", "eva@humleglim"), set())
        self.assertIn("Baltijas Kods", self._introduction(interest).body)
        self.assertIn("Ozols", self._introduction(interest).body)

    def test_the_firm_that_answered(self):
        self._agree()
        self._erase_file(self.firm_b, self.manager_b, self.coordinator_b)
        self.assertEqual(
            self._find_words("Baltijas Kods", "Ozols", "janis@kods"), set()
        )
