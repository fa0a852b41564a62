"""Attendees of workshops: the firm they come from."""

from ast import literal_eval

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestRegistration(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.firm_b = cls._create_firm(
            cls.company_b, "Baltkods SIA", country_id=cls.country_lv.id
        )
        cls.attendee = cls._register(company_name="Fjordkod")

    # ------------------------------------------------------------------
    # Whose firm it may be
    # ------------------------------------------------------------------

    def test_the_firm_is_one_the_user_reads(self):
        attendee = self.attendee.with_user(self.adviser_a)
        attendee.firm_id = self.firm
        self.assertEqual(self.attendee.firm_id, self.firm)
        with self.assertRaises(AccessError):
            attendee.firm_id = self.firm_b
        with self.assertRaises(AccessError):
            attendee.copy({"firm_id": self.firm_b.id})
        self.assertFalse(attendee.copy({"email": "b@fjordkod.example"}).firm_id)

    def test_a_joint_organiser_chooses_its_own_file_and_names_it_to_nobody(self):
        self._invite_b()
        self._arrange()
        attendee = self.attendee.with_user(self.adviser_b)
        with self.assertRaises(AccessError):
            attendee.firm_id = self.firm
        attendee.firm_id = self.firm_b
        theirs = self.attendee.with_user(self.adviser_a)
        self.env.invalidate_all()
        [read] = theirs.web_read(
            {"firm_id": {"fields": {"display_name": {}}}, "company_name": {}}
        )
        self.assertEqual(read["firm_id"]["display_name"], "Not shared with you")
        self.assertEqual(read["company_name"], "Fjordkod")
        for term in ("Baltkods", "baltk"):
            self.assertFalse(theirs.search([("firm_id", "ilike", term)]))
            self.assertFalse(theirs.search([("firm_id.name", "ilike", term)]))
        [(firm, count)] = theirs._read_group(
            [("id", "=", theirs.id)], ["firm_id"], ["__count"]
        )
        self.assertEqual(count, 1)
        with self.assertRaises(AccessError):
            firm.read(["name"])

    def test_who_has_no_role_of_ours_works_at_the_desk_as_in_stock(self):
        """Registers, ticks and reads; opens no file of a firm and chooses none."""
        desk = new_test_user(
            self.env,
            "desk",
            groups="event.group_event_registration_desk",
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        self.attendee.firm_id = self.firm
        with Form(self.env["event.registration"].with_user(desk)) as form:
            form.event_id = self.workshop
            form.name = "Bo Berg"
        form.record.action_set_done()
        self.assertEqual(form.record.presence, "came")
        theirs = self.attendee.with_user(desk)
        theirs.write({"phone": "+46 8 000"})
        for fields in (["proposed_firm_id"], ["presence", "proposal_reason"]):
            self.assertTrue(form.record.read(fields))
        with self.assertRaises(AccessError):
            theirs.firm_id = self.firm.id
        with self.assertRaises(AccessError):
            self.firm.with_user(desk).read(["name"])
        workshop = self.workshop.with_user(desk)
        self.assertEqual(workshop.workshop_firm_count, 0)
        self.assertEqual(workshop.no_show_count, 0)

    def test_a_file_that_is_deleted_leaves_the_attendee(self):
        self.attendee.firm_id = self.firm
        self.firm.with_user(self.manager_a).unlink()
        self.assertTrue(self.attendee.exists())
        self.assertFalse(self.attendee.firm_id)

    def test_a_file_that_is_handed_over_leaves_the_attendee(self):
        """And what was noted of the attendee: it is the workshop's."""
        self.attendee.firm_id = self.firm
        note = self.attendee.with_user(self.coordinator_a).message_post(
            body="Comes by bike", subtype_xmlid="mail.mt_note"
        )
        held = self.env["sme.hand.over"]._get_held(self.firm)
        self.assertIn("sme.firm", held)
        self.assertNotIn("event.registration", held)
        self._invite_b()
        self._arrange()
        self.assertFalse(note.with_user(self.adviser_b).search([("id", "=", note.id)]))

    # ------------------------------------------------------------------
    # Proposed, and confirmed by somebody
    # ------------------------------------------------------------------

    def _answer(self, attendee, text):
        question = self.env.ref("sme_crossborder.event_question_number")
        self.env["event.registration.answer"].create(
            {
                "registration_id": attendee.id,
                "question_id": question.id,
                "value_text_box": text,
            }
        )

    def _propose(self, user=None, **values):
        values = {"company_name": False, "email": False, "name": "Eva Ek", **values}
        return self._register(**values).with_user(user or self.adviser_a)

    def test_the_strongest_clue_decides(self):
        """Number before domain before name before a similar name."""
        self.firm.registry_number = "556036-0793"
        named = self._create_firm(self.company_a, "Humle och Glim AB")
        mailed = self._create_firm(
            self.company_a, "Post AB", website="https://www.postglim.example/en"
        )
        attendee = self._propose(company_name="Humle & Glimm")
        self.assertEqual(attendee.proposed_firm_id, named)
        self.assertIn("Similar name", attendee.proposal_reason)
        attendee.company_name = "HUMLE OCH GLIM"
        self.assertIn("Same name", attendee.proposal_reason)
        attendee.email = "eva@postglim.example"
        self.assertEqual(attendee.proposed_firm_id, mailed)
        self.assertIn("postglim.example", attendee.proposal_reason)
        self._answer(attendee, "SE556036079301")
        attendee.invalidate_recordset()
        self.assertEqual(attendee.proposed_firm_id, self.firm)
        self.assertEqual(attendee.proposal_reason, "Number given: SE556036079301.")

    def test_a_person_at_the_firm_and_mail_that_many_use(self):
        self.env["res.partner"].create(
            {
                "name": "Anna Asp",
                "email": "anna@fjord.example",
                "parent_id": self.firm.partner_id.id,
                "company_id": self.company_a.id,
            }
        )
        self.firm.email = "fjordkod@gmail.com"
        attendee = self._propose(email="Bo <bo@fjord.example>")
        self.assertEqual(attendee.proposed_firm_id, self.firm)
        self.assertFalse(self._propose(email="eva@gmail.com").proposed_firm_id)

    def test_where_several_fit_none_is_proposed(self):
        for country in (self.country_ee, self.country_lv):
            self._create_firm(self.company_a, "Norddata AB", country_id=country.id)
        attendee = self._propose(company_name="Norddata")
        self.assertFalse(attendee.proposed_firm_id)
        self.assertIn("Several files fit", attendee.proposal_reason)
        with self.assertRefused("No single firm"):
            attendee.action_confirm_firm()

    def test_files_of_others_are_not_proposed(self):
        attendee = self._propose(company_name="Baltkods")
        self.assertFalse(attendee.proposal_reason)
        self._invite_b()
        self._arrange()
        theirs = attendee.with_user(self.adviser_b)
        self.assertEqual(theirs.proposed_firm_id, self.firm_b)
        # who works for both has the file of the organiser proposed
        own = self._create_firm(self.company_a, "Baltkods SIA")
        user = self.adviser_ab
        both = attendee.with_user(user).with_context(
            allowed_company_ids=[self.company_b.id, self.company_a.id]
        )
        self.assertEqual(both.proposed_firm_id, own)

    def test_nothing_is_set_before_somebody_confirms(self):
        attendee = self._propose(company_name="Fjordkod")
        self.assertTrue(attendee.proposed_firm_id)
        self.assertFalse(attendee.firm_id)
        other = self._create_firm(self.company_a, "Other AB")
        with self.assertRefused("any more"):
            attendee.with_context(sme_seen_firm_id=other.id).action_confirm_firm()
        attendee.with_context(sme_seen_firm_id=self.firm.id).action_confirm_firm()
        self.assertEqual(attendee.firm_id, self.firm)
        self.assertEqual(attendee.firm_country_id, self.firm.country_id)
        self.assertIn("Same name", attendee.message_ids[0].body)
        attendee.action_confirm_firm()  # again: nothing happens
        nobody = self._propose(company_name="Fjordkod")
        nobody.action_no_firm()
        self.assertFalse(nobody.proposed_firm_id)
        nobody.firm_id = self.firm
        self.assertFalse(nobody.has_no_firm)

    def test_the_list_of_those_without_a_firm(self):
        action = self.env.ref("sme_crossborder.event_registration_action_no_firm")
        found = self.env["event.registration"].with_user(self.adviser_a)
        domain = [("event_id", "=", self.workshop.id), *literal_eval(action.domain)]
        self.assertEqual(found.search(domain), self.attendee)
        self.attendee.firm_id = self.firm
        self.assertFalse(found.search(domain))

    def test_lists_ask_the_same_number_of_queries(self):
        """10 and 1,000 attendees: the same."""
        counts = []
        self.workshop.event_mail_ids = False
        spec = {
            "name": {},
            "proposal_reason": {},
            "proposed_firm_id": {"fields": {"display_name": {}}},
        }
        for number in (10, 1000):
            attendees = self.env["event.registration"].create(
                [
                    {
                        "event_id": self.workshop.id,
                        "name": f"P{n}",
                        "email": f"p{n}@d{n}.example",
                        "company_name": ("Fjordkod", f"Firm {n}")[n % 2],
                    }
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            for _warm in range(2):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                attendees.with_user(self.adviser_a).web_read(spec)
                spent = self.cr.sql_log_count - before
            counts.append(spent)
        self.assertEqual(*counts)

    # ------------------------------------------------------------------
    # First contact
    # ------------------------------------------------------------------

    def _first_contact(self, attendee, user=None, **values):
        Dialog = self.env["sme.first.contact"].with_user(user or self.adviser_a)
        Dialog = Dialog.with_context(default_registration_id=attendee.id)
        with Form(Dialog) as form:
            for fname, value in values.items():
                form[fname] = value
        return form.record

    def test_an_unknown_firm_begins_with_a_file_and_a_journey(self):
        attendee = self._propose(
            company_name="Nyfirma AB", email="eva@nyfirma.example", phone="+46 8 1"
        )
        self._answer(attendee, "556036-0793")
        dialog = self._first_contact(
            attendee,
            country_id=self.country_se,
            target_country_id=self.country_lv,
        )
        self.assertEqual(dialog.registry_number, "556036-0793")
        dialog.action_begin()
        firm, journey = attendee.firm_id, attendee.journey_id
        self.assertEqual(firm.name, "Nyfirma AB")
        self.assertEqual(firm.website, "http://nyfirma.example")
        self.assertEqual(firm.contact_ids.mapped("email"), ["eva@nyfirma.example"])
        self.assertEqual(journey.stage_id.name, "First contact")
        self.assertEqual(journey.target_country_id, self.country_lv)
        self.assertEqual(journey.origin_event_ids, self.workshop)
        self.assertEqual(journey.workshop_count, 1)
        self.assertEqual(firm.workshop_count, 1)
        # confirmed twice, by the same dialog or another one: nothing more begins
        again = dialog.action_begin()
        self.assertEqual(again["res_id"], journey.id)
        self.assertEqual(attendee.action_first_contact()["res_id"], journey.id)
        self.assertEqual(firm.journey_ids, journey)

    def test_a_known_firm_is_not_begun_anew(self):
        attendee = self._propose(company_name="Fjordkod AB")
        self.firm.registry_number = "556036-0793"
        dialog = self._first_contact(
            attendee,
            registry_number="5560360793",
            country_id=self.country_se,
            target_country_id=self.country_lv,
        )
        self.assertIn("already has a file", dialog.duplicate_notice)
        with self.assertRefused("already has a file", UserError):
            dialog.action_begin()
        self.assertFalse(attendee.firm_id)
        attendee.firm_id = self.firm
        self._first_contact(attendee, target_country_id=self.country_lv).action_begin()
        self.assertEqual(attendee.journey_id.firm_id, self.firm)

    def test_who_is_shown_a_journey_learns_of_no_workshop(self):
        self.attendee.firm_id = self.firm
        self._first_contact(
            self.attendee, target_country_id=self.country_lv
        ).action_begin()
        journey = self.attendee.journey_id
        journey.with_user(self.coordinator_a).share_with([(self.b.id, "read", False)])
        self.env.invalidate_all()
        theirs = journey.with_user(self.adviser_b)
        self.assertTrue(theirs.read(["name"]))
        self.assertFalse(theirs.origin_event_ids)
        self.assertEqual(theirs.workshop_count, 0)
