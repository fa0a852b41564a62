"""A firm file goes to another organisation: who may, what moves, what stays."""

import base64
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .journey_case import JourneyCase

NUMBER = "556036-0793"
# for managers alone
PRIVACY = ("sme.erasure", "sme.privacy.request")


class HandOverCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.adviser_c = cls._create_user("adviser_c", "adviser", cls.company_c)
        cls.b = cls.company_b.partner_id
        cls.agreement = {
            "agreement_channel": "mail",
            "agreement_date": date.today(),
            "agreement_person": "Anna Berg",
        }

    def _ask(self, firm=None, user=None, **values):
        HandOver = self.env["sme.hand.over"].with_user(user or self.coordinator_a)
        firm = (firm or self.firm).with_user(user or self.coordinator_a)
        return HandOver.ask(firm, self.b.with_user(user), self.agreement, **values)

    def _accept(self, hand_over, user=None, adviser=None):
        hand_over.with_user(user or self.coordinator_b).accept(
            adviser or self.adviser_b
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def _sees(self, user, record):
        self.env.invalidate_all()
        return bool(record.with_user(user).search([("id", "=", record.id)]))


@tagged("post_install", "-at_install")
class TestSmeHandOver(HandOverCase):
    def _fill(self, firm):
        """One record of each kind on a file; returns them by model."""
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "parent_id": firm.partner_id.id}
        )
        kind = self.env["sme.barrier.type"].search([], limit=1)
        evidence = self._add_evidence(self.journey, "agreement")
        return {
            "res.partner": person,
            "crm.lead": self.journey,
            "sme.journey.stage.log": self.journey.stage_log_ids,
            "sme.firm.year": self.env["sme.firm.year"].create(
                {"firm_id": firm.id, "year": 2024, "headcount": 9}
            ),
            "sme.product": self.env["sme.product"].create(
                {"firm_id": firm.id, "name": "Invoice robot"}
            ),
            "sme.firm.link": self.env["sme.firm.link"].create(
                {
                    "firm_id": firm.id,
                    "name": "Holding AB",
                    "country_id": self.country_se.id,
                }
            ),
            "sme.evidence": evidence,
            "sme.contact.request": self.env["sme.contact.request"].create(
                {
                    "firm_id": firm.id,
                    "lead_id": self.journey.id,
                    "name": firm.name,
                    "person_name": "Anna Berg",
                    "email": "anna@example.com",
                    "lang": "en_US",
                    "notice_version": "1",
                    "nonce": "a form",
                }
            ),
            "sme.story": self.env["sme.story"].create(
                {"firm_id": firm.id, "lead_id": self.journey.id, "title": "To Riga"}
            ),
            "sme.service": self.env["sme.service"].create(
                {
                    "name": "Talk",
                    "firm_id": firm.id,
                    "partner_id": person.id,
                    "user_id": self.adviser_a.id,
                }
            ),
            "sme.consent": self.env["sme.consent"].create(
                {
                    "firm_id": firm.id,
                    "partner_id": person.id,
                    "evidence_id": evidence.id,
                    "purpose_id": self.env["sme.consent.purpose"]
                    .search([], limit=1)
                    .id,
                    "text_version": "1",
                }
            ),
            "sme.partner.lead": self.env["sme.partner.lead"]
            .with_user(self.adviser_a)
            .create({"title": "Invoice robot", "firm_id": firm.id})
            .sudo(),
            "sme.partner.lead.interest": self._express_interest(firm),
            "sme.erasure": self.env["sme.erasure"].create({"firm_id": firm.id}),
            "sme.privacy.request": self.env["sme.privacy.request"].create(
                {
                    "name": "Anna Berg",
                    "firm_id": firm.id,
                    "company_id": firm.company_id.id,
                    "kind": "access",
                }
            ),
            "sme.portal.identity": self.env["sme.portal.identity"].create(
                {
                    "user_id": self.portal.id,
                    "person_name": self.portal.name,
                    "login": self.portal.login,
                    "partner_id": firm.partner_id.id,
                    "kind": "firm",
                    "firm_id": firm.id,
                }
            ),
            "sme.guidance.case": self.env["sme.guidance.case"]
            .with_user(self.adviser_a)
            .create(
                {
                    "name": "Who signs?",
                    "lead_id": self.journey.id,
                    "topic_id": self.env["sme.guidance.topic"].search([], limit=1).id,
                }
            )
            .sudo(),
            "sme.readiness": self.env["sme.readiness"]
            .with_user(self.adviser_a)
            .create({"firm_id": firm.id, "lead_id": self.journey.id})
            .sudo(),
            "sme.feasibility.study": self.env["sme.feasibility.study"]
            .with_user(self.adviser_a)
            .create({"lead_id": self.journey.id})
            .sudo(),
            "sme.aid": self.env["sme.aid"].create(
                {
                    "name": "Study",
                    "firm_id": firm.id,
                    "granting_country_id": self.country_se.id,
                    "amount": 900,
                    "user_id": self.adviser_a.id,
                }
            ),
            "sme.firm.change": self.env["sme.firm.change"].create(
                {"firm_id": firm.id, "field_name": "city", "new_value": "Solna"}
            ),
            "sme.barrier.told": self.env["sme.barrier.told"].create(
                {"firm_id": firm.id, "name": "No bank account"}
            ),
            "sme.outcome.question": self.env["sme.outcome.question"].create(
                {
                    "firm_id": firm.id,
                    "lead_id": self.journey.id,
                    "name": "Entered?",
                    "told": "Entered the market.",
                }
            ),
            **self._create_adaptation(),
            "sme.barrier.encounter": self.env["sme.barrier.encounter"]
            .with_user(self.adviser_a)
            .create(
                {
                    "name": "No e-signature",
                    "lead_id": self.journey.id,
                    "type_id": kind.id,
                }
            )
            .sudo(),
        }

    def _create_adaptation(self):
        adaptation = self.env["sme.adaptation"].with_user(self.adviser_a)
        adaptation = adaptation.create({"lead_id": self.journey.id})
        item = adaptation.item_ids.create(
            {"name": "Sign-in", "adaptation_id": adaptation.id}
        )
        return {
            "sme.adaptation": adaptation.sudo(),
            "sme.adaptation.item": item.sudo(),
        }

    def _express_interest(self, firm):
        """Interest of A for its firm in a lead of a third organisation."""
        owner = self._create_company("Owner of the lead", self.country_ee)
        lead = self.env["sme.partner.lead"].create(
            {
                "title": "Somebody who makes robots",
                "firm_id": self._create_firm(owner, "Robotid OÜ").id,
                "user_id": False,
            }
        )
        lead._act({"state": "published", "date_published": "2025-01-01"})
        teaser = self.env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])
        interests = self.env["sme.partner.lead.interest"].with_user(self.adviser_a)
        return interests.express(
            teaser.with_user(self.adviser_a),
            firm.company_id,
            {
                "message": "Our firm makes robots",
                "firm_id": firm.id,
                "agreement_channel": "mail",
                "agreement_date": date.today(),
                "agreement_person": "Anna Berg",
            },
        ).sudo()

    def test_every_model_with_a_firm_follows(self):
        """The file, a record of every kind, and its contact: all of A, then all of B.

        A model added later with a `firm_id` must be in the list here.
        """
        records = self._fill(self.firm)
        held = self._ask().sudo()._get_held(self.firm)
        stored = {name for name in held if name != "sme.enrolment"}
        self.assertEqual(stored, {*records, "sme.firm"})
        hand_over = self._ask_again_is_refused()
        self._accept(hand_over)
        for name, record in records.items():
            with self.subTest(model=name):
                self.assertEqual(record.company_id, self.company_b)
                managers = name in ("sme.erasure", "sme.privacy.request")
                user = self.manager_b if managers else self.adviser_b
                self.assertTrue(self._sees(user, record))
                self.assertFalse(self._sees(self.manager_a, record))
        self.assertEqual(self.firm.company_id, self.company_b)
        self.assertEqual(self.firm.partner_id.company_id, self.company_b)
        self.assertEqual(self.firm.user_id, self.adviser_b)
        self.assertEqual(self.journey.user_id, self.adviser_b)
        self.assertEqual(records["sme.partner.lead"].user_id, self.adviser_b)
        self.assertEqual(records["sme.guidance.case"].user_id, self.adviser_b)
        self.assertEqual(records["sme.readiness"].user_id, self.adviser_b)
        study = records["sme.feasibility.study"]
        self.assertEqual(study.user_id, self.adviser_b)
        self.assertTrue(self._sees(self.adviser_b, study.score_ids[0]))
        self.assertFalse(self._sees(self.manager_a, study.score_ids[0]))
        self.assertEqual(records["sme.adaptation"].user_id, self.adviser_b)
        self.assertEqual(records["sme.adaptation.item"].user_id, self.adviser_b)
        self.assertFalse(self._sees(self.manager_a, self.firm))
        for xmlid, record in (
            ("sme_firm_view_form", self.firm),
            ("crm_lead_view_form_journey", self.journey),
            ("sme_barrier_encounter_view_form", records["sme.barrier.encounter"]),
            ("sme_guidance_case_view_form", records["sme.guidance.case"]),
            ("sme_feasibility_study_view_form", study),
            ("sme_adaptation_view_form", records["sme.adaptation"]),
            ("sme_readiness_view_form", records["sme.readiness"]),
        ):
            view = f"sme_crossborder.{xmlid}"
            Form(record.with_user(self.adviser_b), view=view)
        self.assertEqual(hand_over.state, "accepted")
        self.assertTrue(hand_over.with_user(self.adviser_b).action_open_firm())
        self.assertFalse(hand_over.with_user(self.adviser_a).can_open)
        self.assertFalse(hand_over.with_user(self.adviser_a).action_open_firm())
        # the known barrier only this firm met is the receiver's too
        self.assertTrue(
            self._sees(self.adviser_b, records["sme.barrier.encounter"].barrier_id)
        )

    def _ask_again_is_refused(self):
        """One request at a time; returns the one that waits."""
        with self.assertRefused("waits for an answer"):
            self._ask()
        return self.env["sme.hand.over"].search([("state", "=", "asked")])

    def test_nothing_moves_before_it_is_accepted(self):
        hand_over = self._ask()
        self.assertEqual(self.firm.company_id, self.company_a)
        self.assertFalse(self._sees(self.coordinator_b, self.firm))
        self.assertFalse(self._sees(self.coordinator_b, self.journey))
        # the receiver reads the request, not the file
        asked = hand_over.with_user(self.coordinator_b)
        self.assertEqual(asked.name, "Fjordkod AB")
        self.assertEqual(asked.contents, "Journeys: 1")
        self.assertTrue(asked.can_answer)
        self.assertFalse(asked.can_withdraw)
        with self.assertRaises(AccessError):
            asked.read(["firm_id"])
        # an activity each for the coordinators of B: coordinator and manager
        steps = self.env["mail.activity"].search(
            [("res_model", "=", "sme.hand.over"), ("res_id", "=", hand_over.id)]
        )
        self.assertEqual(steps.user_id, self.coordinator_b | self.manager_b)
        self.assertFalse(self._sees(self.adviser_c, hand_over))
        with self.assertRaises(AccessError):
            hand_over.with_user(self.auditor).search([])

    def test_steps_of_guests_do_not_go_to_the_giver(self):
        """A noted a barrier, B has it now, C plans something, and B takes it back.

        The step is for somebody of B: whoever noted the barrier cannot read it.
        """
        met = self._fill(self.firm)["sme.barrier.encounter"]
        self._accept(self._ask())
        self.assertEqual(met.user_id, self.adviser_a)
        theirs = met.with_user(self.coordinator_b)
        theirs.share_with([(self.company_c.partner_id.id, "work", False)])
        step = met.with_user(self.adviser_c).activity_schedule(
            summary="Ask the chamber", user_id=self.adviser_c.id
        )
        theirs.share_with([])
        self.assertEqual(step.user_id, self.coordinator_b)
        self.assertNotIn(self.adviser_a.partner_id, met.message_partner_ids)

    def test_other_readers_of_the_file_are_not_told(self):
        """C reads the file, not the request: its id leads nowhere."""
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.company_c.partner_id.id, "read", False)]
        )
        hand_over = self._ask()
        self.assertTrue(self._sees(self.adviser_c, self.firm))
        self.assertTrue(hand_over.with_user(self.adviser_a).action_open_firm())
        with self.assertRaises(AccessError):
            hand_over.with_user(self.adviser_c).action_open_firm()

    def test_leads_go_along_and_are_shown_to_nobody_new(self):
        """Read by nobody meanwhile; off where the receiver is no member."""
        project = self._create_project(self.company_a)
        Lead = self.env["sme.partner.lead"]
        values = {"firm_id": self.firm.id, "user_id": self.adviser_a.id}
        reading, member, open_to_all = Lead.create(
            [
                values | {"title": "One", "state": "review"},
                values
                | {
                    "title": "Two",
                    "state": "published",
                    "scope": "project",
                    "project_id": project.id,
                },
                values | {"title": "Three", "state": "published"},
            ]
        )
        self._accept(self._ask())
        self.assertEqual(reading.state, "draft")
        self.assertEqual(member.state, "on_hold")
        self.assertIn("no member of", member.hold_reason)
        self.assertEqual(open_to_all.state, "published")
        for lead in (reading, member, open_to_all):
            self.assertEqual(lead.company_id, self.company_b)
            self.assertEqual(lead.user_id, self.adviser_b)
            self.assertFalse(self._sees(self.manager_a, lead))

    def test_no_mail_leaves(self):
        before = self.env["mail.mail"].search_count([])
        self._accept(self._ask())
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_only_coordinators_of_each_side(self):
        for user in (self.adviser_a, self.coordinator_b, self.auditor, self.employee):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._ask(user=user)
        hand_over = self._ask()
        for user in (
            self.adviser_b,
            self.coordinator_a,
            self.manager_a,
            self.adviser_c,
            self.adviser_ab,
            self.auditor,
        ):
            with self.subTest(user=user.login):
                for act in (
                    lambda h: h.accept(self.adviser_b),
                    lambda h: h.refuse("No time"),
                ):
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        act(hand_over.with_user(user))
        for user in (self.coordinator_b, self.adviser_a, self.adviser_c):
            with self.assertRaises(AccessError), self.cr.savepoint():
                hand_over.with_user(user).action_withdraw()
        for user in (self.manager_a, self.manager_b):
            for act in (
                lambda h: h.write({"state": "accepted"}),
                lambda h: h.unlink(),
                lambda h: h.copy(),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    act(hand_over.with_user(user))
        self.assertEqual(self.firm.company_id, self.company_a)

    def test_refused_with_a_reason(self):
        hand_over = self._ask()
        with self.assertRefused("Say why"):
            hand_over.with_user(self.coordinator_b).refuse(" ")
        hand_over.with_user(self.coordinator_b).refuse("No adviser for games")
        self.assertEqual(hand_over.state, "refused")
        self.assertEqual(self.firm.company_id, self.company_a)
        # whoever asked is told, by one activity; those that asked are gone
        (step,) = hand_over.sudo().activity_ids
        self.assertEqual(step.user_id, self.coordinator_a)
        self.assertIn("No adviser for games", step.summary)
        with self.assertRefused("answered or withdrawn"):
            hand_over.with_user(self.coordinator_b).accept(self.adviser_b)
        self._ask()  # and may be asked again

    def test_withdrawn(self):
        hand_over = self._ask()
        hand_over.with_user(self.coordinator_a).action_withdraw()
        self.assertFalse(hand_over.sudo().activity_ids)
        with self.assertRefused("answered or withdrawn"):
            hand_over.with_user(self.coordinator_b).accept(self.adviser_b)

    def test_what_is_refused_on_the_way(self):
        for values, words in (
            ({"giver_until": date.today() - timedelta(days=1)}, "is over"),
        ):
            with self.assertRefused(words):
                self._ask(**values)
        with self.assertRefused("future", ValidationError):
            self.agreement["agreement_date"] = date.today() + timedelta(days=1)
            self._ask()
        self.agreement["agreement_date"] = date.today()
        nobody = self.env["res.partner"].create({"name": "Office", "is_company": True})
        HandOver = self.env["sme.hand.over"].with_user(self.coordinator_a)
        firm = self.firm.with_user(self.coordinator_a)
        for partner, words in (
            (nobody, "no coordinator"),
            (self.company_c.partner_id, "no coordinator"),
            (self.company_a.partner_id, "belongs to"),
        ):
            with self.assertRefused(words):
                HandOver.ask(firm, partner, self.agreement)
        hand_over = self._ask()
        with self.assertRefused("must be a user who works in"):
            self._accept(hand_over, adviser=self.adviser_a)

    def test_no_other_way_leads_over_the_border(self):
        """A context from outside is no token; a write stays refused."""
        for context in ({}, {"_sme_hand_over": True}, {"_sme_hand_over": object()}):
            for record in (self.firm, self.journey):
                record = record.with_user(self.coordinator_a).with_context(**context)
                with self.assertRaises(UserError), self.cr.savepoint():
                    record.write({"company_id": self.company_b.id})
            contact = self.firm.partner_id.with_context(**context)
            with self.assertRaises(ValidationError), self.cr.savepoint():
                contact.write({"company_id": self.company_b.id})

    def test_the_agreement_and_its_paper(self):
        self.agreement |= {
            "document": base64.b64encode(b"We agree"),
            "document_name": "agreement.txt",
        }
        hand_over = self._ask(reason="They move to Riga")
        self.assertRecordValues(
            hand_over,
            [
                {
                    "agreement_channel": "mail",
                    "agreement_date": date.today(),
                    "agreement_person": "Anna Berg",
                    "reason": "They move to Riga",
                    "user_id": self.coordinator_a.id,
                }
            ],
        )
        for user in (self.coordinator_a, self.coordinator_b):
            document = hand_over.with_user(user).document
            self.assertEqual(base64.b64decode(document), b"We agree")
        with self.assertRaises(AccessError):
            hand_over.with_user(self.adviser_c).read(["document"])

    # ------------------------------------------------------------------
    # What stays with the giver
    # ------------------------------------------------------------------

    def test_notes_and_steps_stay_with_the_giver(self):
        records = self._fill(self.firm)
        noted = {
            "sme.firm": self.firm,
            "crm.lead": self.journey,
            "sme.evidence": records["sme.evidence"],
            "res.partner": records["res.partner"],
        }
        notes = self.env["mail.message"]
        for record in noted.values():
            notes |= (
                record.with_user(self.adviser_a)
                .message_post(
                    body="Cash problem",
                    subtype_xmlid="mail.mt_note",
                    attachments=[("cash.txt", b"figures")],
                )
                .sudo()
            )
        for_all = self.firm.with_user(self.adviser_a).message_to_all_readers("Clinic")
        step = self.firm.with_user(self.adviser_a).activity_schedule(
            summary="Ask the bank", user_id=self.adviser_a.id
        )
        hand_over = self._ask()
        self._accept(hand_over)
        Message = self.env["mail.message"]
        self.assertFalse(
            Message.with_user(self.manager_b).search([("body", "ilike", "Cash")])
        )
        for user in (self.adviser_b, self.manager_b):
            self.env.invalidate_all()
            for note in notes:
                for record in (note, note.attachment_ids):
                    with self.assertRaises(AccessError):
                        record.with_user(user).check_access("read")
            for record in noted.values():
                self.env.invalidate_all()
                seen = record.with_user(user).message_ids
                self.assertNotIn("Cash problem", "".join(seen.mapped("body")))
            self.env.invalidate_all()
            self.assertFalse(step in hand_over.with_user(user).activity_ids)
        self.env.invalidate_all()
        self.assertIn(for_all, self.firm.with_user(self.adviser_b).message_ids)
        # the giver's people go on reading them, on the hand-over
        self.env.invalidate_all()
        kept = hand_over.with_user(self.adviser_a)
        self.assertEqual(notes & kept.message_ids, notes)
        self.assertIn(step, kept.activity_ids)
        notes.attachment_ids.with_user(self.adviser_a).check_access("read")
        files = self.env["ir.attachment"].with_user(self.adviser_b)
        domain = [("res_model", "=", "sme.hand.over"), ("name", "=", "cash.txt")]
        self.assertFalse(files.search(domain))
        self.assertEqual(files.with_user(self.adviser_a).search_count(domain), 4)

    def test_followers_of_the_giver_go(self):
        guest = self.coordinator_a.partner_id
        for record in (self.firm, self.journey):
            record.message_subscribe((guest | self.adviser_a.partner_id).ids)
        self._accept(self._ask())
        for record in (self.firm, self.journey):
            self.assertFalse(
                record.message_partner_ids & (guest | self.adviser_a.partner_id)
            )
        self.assertIn(self.adviser_b.partner_id, self.firm.message_partner_ids)

    # ------------------------------------------------------------------
    # Shares
    # ------------------------------------------------------------------

    def _share_with_c(self):
        for record in (self.firm, self.journey):
            record.with_user(self.coordinator_a).share_with(
                [(self.company_c.partner_id.id, "read", False)]
            )

    def test_shares_are_withdrawn(self):
        self._share_with_c()
        self.assertTrue(self._sees(self.adviser_c, self.journey))
        self._accept(self._ask())
        for record in (self.firm, self.journey):
            self.assertFalse(self._sees(self.adviser_c, record))
            self.assertEqual(record.visibility, "organisation")

    def test_shares_are_kept_by_choice(self):
        """Also with the receiver itself, which owns the file now and needs no share."""
        for record in (self.firm, self.journey):
            record.with_user(self.coordinator_a).share_with(
                [
                    (self.company_c.partner_id.id, "read", False),
                    (self.b.id, "work", False),
                ]
            )
        self._accept(self._ask(keep_shares=True))
        for record in (self.firm, self.journey):
            self.assertTrue(self._sees(self.adviser_c, record))
            self.assertEqual(record.audience_id.reader_ids.company_id, self.company_c)
        self.assertFalse(self._sees(self.adviser_a, self.firm))

    def test_the_giver_stays_a_reader_for_a_while(self):
        until = date.today() + timedelta(days=10)
        self._accept(self._ask(giver_until=until))
        for record in (self.firm, self.journey):
            self.assertTrue(self._sees(self.adviser_a, record))
            self.assertFalse(record.with_user(self.manager_a).has_access("write"))
            with freeze_time(until + timedelta(days=2)):
                self.assertFalse(self._sees(self.adviser_a, record))

    def test_log_and_chatter_say_it(self):
        """Firm and journey: two lines `handed`, from A to B, which both read."""
        self._accept(self._ask())
        for user in (self.coordinator_a, self.coordinator_b):
            log = self.env["sme.disclosure"].with_user(user)
            lines = log.search([("act", "=", "handed")])
            self.assertEqual(
                {(line.res_model, line.res_id) for line in lines},
                {("sme.firm", self.firm.id), ("crm.lead", self.journey.id)},
            )
            self.assertEqual(lines.reader_company_id, self.company_b)
        said = self.firm.with_user(self.adviser_b).message_ids[:1].body
        self.assertIn("Handed over from Organisation A to Organisation B", said)

    # ------------------------------------------------------------------
    # What points elsewhere
    # ------------------------------------------------------------------

    def test_ties_name_the_other_but_point_nowhere(self):
        other = self._create_firm(self.company_a, "Holding AB")
        ties = self.env["sme.firm.link"].create(
            [
                {
                    "firm_id": firm.id,
                    "name": end.name,
                    "other_firm_id": end.id,
                    "country_id": self.country_se.id,
                }
                for firm, end in ((self.firm, other), (other, self.firm))
            ]
        )
        self._accept(self._ask())
        self.assertFalse(ties.other_firm_id)
        self.assertEqual(ties[0].company_id, self.company_b)
        self.assertEqual(ties[1].company_id, self.company_a)

    def test_a_known_barrier_others_met_stays(self):
        """Two firms of A met one barrier: it stays, the receiver gets its own words."""
        other = self._create_firm(self.company_a, "Ebb AB")
        kind = self.env["sme.barrier.type"].search([], limit=1)
        known = self.env["sme.barrier"].create(
            {"name": "No stamp", "type_id": kind.id, "company_id": self.company_a.id}
        )
        met = self.env["sme.barrier.encounter"].create(
            [
                {"name": "No stamp", "firm_id": firm.id, "barrier_id": known.id}
                for firm in (self.firm, other)
            ]
        )
        self._accept(self._ask())
        self.assertEqual(met[1].barrier_id, known)
        self.assertEqual(known.company_id, self.company_a)
        self.assertRecordValues(
            met[0].barrier_id,
            [{"name": "No stamp", "company_id": self.company_b.id}],
        )

    def test_enrolments_where_the_receiver_is_a_member_and_elsewhere(self):
        """In OSS (A, B) B answers now; in SOLO (A alone) the enrolment ends."""
        joint = self._create_project(self.company_a, self.company_b)
        solo = self._create_project(self.company_a, acronym="SOLO")
        enrolments = self.env["sme.enrolment"].create(
            [
                {"firm_id": self.firm.id, "project_id": p.id, "date": "2025-05-01"}
                for p in (joint, solo)
            ]
        )
        former = enrolments.member_id
        self._accept(self._ask())
        self.assertEqual(enrolments.company_id, self.company_b)
        self.assertEqual(enrolments[0].member_id.company_id, self.company_b)
        self.assertFalse(enrolments[0].date_end)
        self.assertEqual(enrolments[1].member_id, former[1])
        self.assertEqual(enrolments[1].date_end, date.today())
        for enrolment in enrolments:
            self.env.invalidate_all()
            read = enrolment.with_user(self.adviser_b)
            Form(read)
            self.assertIn("Fjordkod AB", read.display_name)

    def test_portal_users_of_the_firm_go_with_it(self):
        person = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.firm.partner_id.id}
        )
        user = self.env["res.users"].create(
            {
                "name": "Anna",
                "login": "anna_portal",
                "partner_id": person.id,
                "company_id": self.company_a.id,
                "company_ids": [Command.set(self.company_a.ids)],
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self._accept(self._ask())
        self.assertEqual(user.company_ids, self.company_b)

    # ------------------------------------------------------------------
    # The receiver knows the firm already
    # ------------------------------------------------------------------

    def _two_files(self, **values):
        self.firm.write({"registry_number": NUMBER, "pic": "925374860"})
        return self._create_firm(
            self.company_b,
            "Fjordkod Sverige",
            country_id=self.country_se.id,
            registry_number=NUMBER,
            **values,
        )

    def test_united_with_the_file_the_receiver_has(self):
        mine = self._two_files(
            year_ids=[Command.create({"year": 2024, "headcount": 5})]
        )
        self.assertEqual(mine.entity_id, self.firm.entity_id)
        records = self._fill(self.firm)
        del records["sme.firm.year"]  # of two for one year that of the kept file stays
        hand_over = self._ask(giver_until=date.today(), keep_shares=True)
        # the giver learns nothing of it, before or in the record
        self.assertNotIn("Sverige", str(hand_over.read()))
        gone = self.firm
        self._accept(hand_over)
        self.assertFalse(gone.exists())
        self.assertRecordValues(
            mine,
            [
                {
                    "company_id": self.company_b.id,
                    "pic": "925374860",
                    "registry_number": NUMBER,
                    "visibility": "organisation",
                }
            ],
        )
        self.assertEqual(mine.year_ids.headcount, 5)
        self.assertEqual(self.journey.firm_id, mine)
        self.assertEqual(hand_over.sudo().firm_id, mine)
        for name, record in records.items():
            with self.subTest(model=name):
                reader = self.manager_b if name in PRIVACY else self.adviser_b
                self.assertTrue(self._sees(reader, record))
                self.assertFalse(self._sees(self.manager_a, record))
        self.assertFalse(self._sees(self.manager_a, mine))

    def test_a_sole_trader_is_united_though_the_number_is_masked(self):
        """The same mask on one entity hides the same person."""
        number = "811218-9876"
        self.firm.write({"registry_number": number, "is_natural_person": True})
        mine = self._create_firm(
            self.company_b,
            "Berg",
            country_id=self.country_se.id,
            registry_number=number,
        )
        self.assertIn("•", mine.registry_number)
        key = mine.entity_id.registry_key
        self._accept(self._ask())
        self.assertFalse(self.firm.exists())
        self.assertEqual(mine.entity_id.registry_key, key)

    def test_union_refused_in_words_that_tell_nothing_of_the_giver(self):
        mine = self._two_files(vat="SE556703748501")
        hand_over = self._ask()
        self.env["crm.lead"].create(
            {"firm_id": mine.id, "target_country_id": self.country_ee.id}
        )
        with self.assertRefused("open journey to Estonia"):
            self._accept(hand_over)
        self.assertEqual(self.firm.company_id, self.company_a)
        self.assertEqual(hand_over.state, "asked")

    def test_files_that_contradict_each_other_are_not_united(self):
        """One entity, two registry numbers: refused without telling A's."""
        self.firm.registry_number = NUMBER
        mine = self._create_firm(
            self.company_b,
            "Fjordkod Sverige",
            country_id=self.country_se.id,
            registry_number="556703-7485",
        )
        mine._attach(self.firm.entity_id)
        hand_over = self._ask()
        with self.assertRefused("Registry number is another one") as caught:
            self._accept(hand_over)
        self.assertNotIn(NUMBER, str(caught.exception))
        self.assertEqual(self.firm.company_id, self.company_a)

    def test_a_gone_file_cannot_be_accepted(self):
        firm = self._create_firm(self.company_a, "Flod AB")
        hand_over = self._ask(firm)
        firm.unlink()
        with self.assertRefused("does not have the file"):
            self._accept(hand_over)
        hand_over.with_user(self.coordinator_b).refuse("Gone")

    # ------------------------------------------------------------------
    # Dialogs
    # ------------------------------------------------------------------

    def test_the_dialogs(self):
        action = self.firm.with_user(self.coordinator_a).action_hand_over()
        Ask = self.env["sme.hand.over.ask"].with_user(self.coordinator_a)
        form = Form(Ask.with_context(**action["context"]))
        self.assertIn(self.b, form.organisation_ids)
        self.assertNotIn(self.company_a.partner_id, form.organisation_ids)
        form.partner_id = self.b
        form.agreement_channel = "oral"
        form.agreement_person = "Anna"
        form.save().action_ask()
        hand_over = self.env["sme.hand.over"].search([])
        action = hand_over.with_user(self.coordinator_b).action_accept()
        Answer = self.env["sme.hand.over.answer"].with_user(self.coordinator_b)
        Form(Answer.with_context(**action["context"])).save().action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.firm.user_id, self.coordinator_b)
        with self.assertRaises(AccessError):
            self.env["sme.hand.over.ask"].with_user(self.adviser_b).create({})
        with self.assertRaises(AccessError):
            self.firm.with_user(self.adviser_b).action_hand_over()
