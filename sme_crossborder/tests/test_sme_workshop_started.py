"""Partner leads and guidance cases started at a workshop."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestWorkshopStarted(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        english = cls.env.ref("sme_crossborder.sme_language_en")
        cls.workshop.write(
            {
                "addressed_country_ids": [
                    Command.set((cls.country_se | cls.country_lv).ids)
                ],
                "working_language_ids": [Command.set(english.ids)],
            }
        )
        cls.english = english
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.firm_b = cls._create_firm(cls.company_b, "Baltkods SIA")
        for firm in (cls.firm, cls.firm_b):
            cls._register(f"From {firm.name}", firm_id=firm.id)

    def _start(self, user, firm=None):
        """Press the button, choose the firm where it is asked, and save the draft."""
        action = self.workshop.with_user(user).action_start_lead()
        if action["res_model"] == "sme.workshop.start":
            dialog = self.env["sme.workshop.start"].browse(action["res_id"])
            dialog = dialog.with_user(user)
            dialog.firm_id = firm
            action = dialog.action_start()
        Lead = self.env["sme.partner.lead"].with_user(user)
        with Form(Lead.with_context(**action["context"])) as form:
            form.title = "Signing service for tenders"
        return form.record

    def test_a_draft_is_filled_in_and_remembered(self):
        lead = self._start(self.adviser_a)
        self.assertRecordValues(
            lead,
            [
                {
                    "state": "draft",
                    "firm_id": self.firm.id,
                    "company_id": self.company_a.id,
                    "partner_language_ids": self.english.ids,
                    "target_country_ids": self.country_lv.ids,
                }
            ],
        )
        workshop = self.workshop.with_user(self.adviser_a)
        self.assertEqual(workshop.started_lead_ids, lead)
        self.assertEqual(workshop.started_lead_count, 1)
        action = workshop.action_view_started_leads()
        self.assertEqual(lead.search(action["domain"]), lead)

    def test_of_several_firms_one_is_chosen(self):
        second = self._create_firm(self.company_a, "Annan AB")
        self._register("From Annan", firm_id=second.id)
        lead = self._start(self.adviser_a, second)
        self.assertEqual(lead.firm_id, second)
        self.assertEqual(self.workshop.started_lead_ids, lead)

    def test_each_organiser_sees_its_own(self):
        self._invite_b()
        mine, theirs = self._start(self.adviser_a), self._start(self.adviser_b)
        self.assertEqual(theirs.firm_id, self.firm_b)
        self.assertEqual(theirs.target_country_ids, self.country_se)
        for user, lead, other in (
            (self.adviser_a, mine, theirs),
            (self.adviser_b, theirs, mine),
        ):
            workshop = self.workshop.with_user(user)
            self.env.invalidate_all()
            self.assertEqual(workshop.started_lead_count, 1)
            self.assertEqual(workshop.started_lead_ids, lead)
            self.assertFalse(workshop.search([("started_lead_ids", "in", other.ids)]))

    def test_the_lead_tells_of_no_workshop(self):
        lead = self._start(self.adviser_a)
        self.env.invalidate_all()
        lead = self.env["sme.partner.lead"].browse(lead.id).with_user(self.adviser_a)
        self.assertFalse(lead.started_at_id)
        self.assertNotIn(self.workshop.name, str(lead.read()))

    def test_only_at_a_workshop_one_sees(self):
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_b)
        with self.assertRaises(AccessError):
            Lead.create(
                {
                    "title": "Tools",
                    "firm_id": self.firm_b.id,
                    "started_at_id": self.workshop.id,
                }
            )
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                self.workshop.with_user(user).action_start_lead()

    def test_without_an_own_firm(self):
        self._invite_b()
        self.env["event.registration"].search(
            [("firm_id", "=", self.firm_b.id)]
        ).state = "cancel"
        with self.assertRefused("None of your own firms is registered"):
            self._start(self.adviser_b)


@tagged("post_install", "-at_install")
class TestWorkshopCase(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workshop.addressed_country_ids = [Command.set(cls.country_lv.ids)]
        cls.topic = cls.env.ref("sme_crossborder.sme_guidance_topic_legal")
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.firm_b = cls._create_firm(cls.company_b, "Baltkods SIA")
        for firm in (cls.firm, cls.firm_b):
            cls._register(f"From {firm.name}", firm_id=firm.id)
        cls.journey = cls._create_journey(cls.firm, cls.country_lv)
        cls._create_journey(cls.firm, cls.country_ee)

    def _open(self, user, firm=None):
        """Press the button, choose the firm where it is asked, and save the case."""
        action = self.workshop.with_user(user).action_start_case()
        if action["res_model"] == "sme.workshop.start":
            dialog = self.env["sme.workshop.start"].browse(action["res_id"])
            dialog = dialog.with_user(user)
            self.assertIn(firm, dialog.possible_firm_ids)
            dialog.firm_id = firm
            action = dialog.action_start()
        Case = self.env["sme.guidance.case"].with_user(user)
        with Form(Case.with_context(**action["context"])) as form:
            form.name = "Who may sign?"
            form.topic_id = self.topic
        return form.record

    def test_a_case_has_the_journey_toward_the_workshop(self):
        case = self._open(self.adviser_a)
        self.assertRecordValues(
            case,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "target_country_id": self.country_lv.id,
                    "user_id": self.adviser_a.id,
                    "state": "new",
                }
            ],
        )
        workshop = self.workshop.with_user(self.adviser_a)
        self.assertEqual(workshop.started_case_ids, case)
        self.assertEqual(workshop.started_case_count, 1)
        action = workshop.action_view_started_cases()
        self.assertEqual(case.search(action["domain"]), case)

    def test_which_of_two_journeys_is_no_guess(self):
        self.workshop.addressed_country_ids |= self.country_ee
        case = self._open(self.adviser_a)
        self.assertFalse(case.lead_id)
        self.assertFalse(case.target_country_id)

    def test_without_a_journey_the_market_is_that_of_the_workshop(self):
        second = self._create_firm(self.company_a, "Annan AB")
        self._register("From Annan", firm_id=second.id)
        case = self._open(self.adviser_a, second)
        self.assertFalse(case.lead_id)
        self.assertEqual(case.target_country_id, self.country_lv)

    def test_each_organiser_sees_its_own(self):
        self._invite_b()
        mine, theirs = self._open(self.adviser_a), self._open(self.adviser_b)
        self.assertEqual(theirs.firm_id, self.firm_b)
        for user, case, other in (
            (self.adviser_a, mine, theirs),
            (self.adviser_b, theirs, mine),
        ):
            workshop = self.workshop.with_user(user)
            self.env.invalidate_all()
            self.assertEqual(workshop.started_case_ids, case)
            self.assertEqual(workshop.started_case_count, 1)
            self.assertFalse(workshop.search([("started_case_ids", "in", other.ids)]))
        self.env.invalidate_all()
        mine = self.env[mine._name].browse(mine.id).with_user(self.adviser_a)
        self.assertFalse(mine.started_at_id)
        self.assertNotIn(self.workshop.name, str(mine.read()))

    def test_nobody_to_help(self):
        self.env["event.registration"].search([]).filtered("firm_id").state = "cancel"
        with self.assertRefused("None of your own firms is registered"):
            self._open(self.adviser_a)
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                self.workshop.with_user(user).action_start_case()
