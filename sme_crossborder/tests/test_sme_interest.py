"""Interest in a lead: who may express one, who reads it, and what each side is told."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .interest_case import AGREED, InterestCase


@tagged("post_install", "-at_install", "security")
class TestInterest(InterestCase):
    def test_the_dialog_tells_what_the_file_says(self):
        self.firm_b.write(
            {
                "language_ids": [Command.set(self.latvian.ids)],
                "year_ids": [
                    Command.create({"year": 2025, "headcount": 6, "turnover": 300_000})
                ],
            }
        )
        teaser = self.teaser.with_user(self.adviser_b)
        self.assertTrue(teaser.can_express)
        action = teaser.action_express_interest()
        Dialog = self.env[action["res_model"]].with_user(self.adviser_b)
        with Form(Dialog.with_context(**action["context"])) as form:
            form.firm_id = self.firm_b.with_user(self.adviser_b)
            form.agreement_person = "Janis Ozols"
            form.message = "Our firm sells to hospitals"
        opened = form.record.action_express()
        interest = self.env[opened["res_model"]].browse(opened["res_id"])
        self.assertEqual(interest.partner_id, self.partner_b)
        self.assertEqual(interest.owner_company_id, self.company_a)
        self.assertEqual(interest.firm_name, "Baltijas Kods SIA")
        self.assertEqual(interest.country_id, self.country_lv)
        self.assertEqual(interest.language_ids, self.latvian)
        # 6 people: a micro firm, "up to 10"
        self.assertEqual(interest.partner_type_id, self._ref("partner_type_sme_10"))
        # the lead asks for one kind of cooperation alone
        self.assertEqual(
            interest.cooperation_type_ids, self._ref("cooperation_type_commercial")
        )
        self.assertEqual(teaser.interest_count, 1)
        opened = teaser.action_view_interests()
        self.assertEqual(opened["res_id"], interest.id)

    def test_both_sides_read_it_and_nobody_else(self):
        interest = self._express()
        for user, reads in (
            (self.adviser_a, True),
            (self.adviser_b, True),
            (self.coordinator_a, True),
            (self.adviser_c, False),
            (self.auditor, False),
            (self.employee, False),
            (self.portal, False),
        ):
            with self.subTest(user=user.login):
                theirs = self._as_user(interest, user)
                self.assertEqual(theirs.has_access("read"), reads)
                if theirs.browse().has_access("read"):
                    found = theirs.search([("id", "=", interest.id)])
                    self.assertEqual(bool(found), reads)

    def test_a_user_of_both_sees_the_sides_switched_on(self):
        interest = self._express()
        both = self._as_user(interest, self.adviser_ab)
        self.assertTrue(both.is_asking and both.is_owner)
        only_a = self._as_user(interest, self.adviser_ab, self.company_a)
        self.assertTrue(only_a.is_owner and only_a.can_answer)
        self.assertFalse(only_a.is_asking or only_a.can_withdraw)
        only_b = self._as_user(interest, self.adviser_ab, self.company_b)
        self.assertTrue(only_b.is_asking and only_b.can_withdraw)
        self.assertFalse(only_b.is_owner or only_b.can_answer)
        Interest = only_b.browse()
        self.assertEqual(Interest.search([("is_asking", "=", True)]), interest)
        self.assertFalse(Interest.search([("is_owner", "=", True)]))
        with self.assertRefused("only an adviser of Organisation A", AccessError):
            only_b.decline("No")
        with self.assertRefused("only an adviser of Organisation B", AccessError):
            only_a.withdraw()

    def test_the_owner_reads_what_is_told_and_not_the_file(self):
        interest = self._express(person_ids=self.person_b.ids)
        theirs = self._as_user(interest, self.coordinator_a)
        self.assertEqual(theirs.firm_name, "Baltijas Kods SIA")
        self.assertIn("hospitals", theirs.message)
        for fname in ("firm_id", "person_ids", "agreement_person"):
            with self.subTest(fname=fname):
                with self.assertRaises(AccessError):
                    theirs.read([fname])
                Interest = theirs.browse()
                self.assertFalse(Interest.search([(fname, "!=", False)]))
                shown = theirs.web_read({fname: {}})
                self.assertFalse(shown[0][fname])
                ours = self._as_user(interest, self.adviser_b)
                self.assertTrue(ours.read([fname])[0][fname])
        self.assertFalse(self.firm_b.with_user(self.coordinator_a).has_access("read"))
        form = theirs.get_views([(False, "form"), (False, "list")])
        self.assertIn("firm_name", form["views"]["form"]["arch"])

    def test_the_asker_does_not_reach_the_lead(self):
        interest = self._express()
        theirs = self._as_user(interest, self.adviser_b)
        self.assertFalse(self.lead.with_user(self.adviser_b).has_access("read"))
        self.assertFalse(theirs._get_lead().has_access("read"))
        with self.assertRaises(AccessError):
            theirs.search([("teaser_id.lead_id.holder_name", "ilike", "Humleglim")])
        self.assertNotIn("Humleglim", str(theirs.read()))

    def test_nobody_writes_one_past_its_acts(self):
        interest = self._express()
        for user in (self.adviser_b, self.manager_b, self.adviser_a, self.manager_a):
            theirs = self._as_user(interest, user)
            for act in (
                lambda theirs=theirs: theirs.write({"state": "accepted"}),
                lambda theirs=theirs: theirs.write({"answer_until": "2030-01-01"}),
                lambda theirs=theirs: theirs.unlink(),
                lambda theirs=theirs: theirs.copy(),
                lambda theirs=theirs: theirs.browse().create(
                    {
                        "teaser_id": self.teaser.id,
                        "partner_id": self.partner_b.id,
                        "state": "accepted",
                        "message": "Mine",
                    }
                ),
                lambda theirs=theirs: theirs.load(
                    [".id", "state"], [[str(interest.id), "accepted"]]
                ),
            ):
                with self.subTest(user=user.login):
                    try:
                        with self.cr.savepoint():
                            done = act()
                    except AccessError:
                        continue
                    # an import tells the refusal in its answer
                    self.assertTrue(done["messages"])
        self.assertEqual(interest.sudo().state, "new")

    def test_acts_are_not_called_over_rpc_with_values_of_ones_own(self):
        for name in ("express", "decline", "withdraw", "name_firm", "ask_coordinator"):
            method = getattr(type(self.env["sme.partner.lead.interest"]), name)
            self.assertTrue(getattr(method, "_api_private", False), name)

    # ------------------------------------------------------------------
    # What must hold
    # ------------------------------------------------------------------

    def test_who_may_express_one(self):
        with self.assertRefused("published by Organisation A itself"):
            self._express(self.adviser_a, self.company_a, self.firm)
        with self.assertRefused("Choose an organisation you work in", AccessError):
            self._express(self.adviser_b, self.company_c, firm=False)
        with self.assertRefused("asks for its own firms", AccessError):
            self._express(self.adviser_ab, self.company_b, self.firm)
        for user in (self.auditor, self.employee):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._express(user, user.company_id, firm=False)
        self.assertFalse(self.teaser.with_user(self.adviser_a).can_express)

    def test_each_organisation_answers_what_it_reads_itself(self):
        """C is no member of the project, though its adviser works in B too."""
        lead = self._to_published(
            scope="project",
            project_id=self.project.id,
            title="Swedish firm offers follow-up of lungs at home",
        )
        teaser = self._teaser(lead)
        user = self._create_user("bc", "adviser", self.company_b, self.company_c)
        with self.assertRefused("does not read this lead", AccessError):
            self._express(user, self.company_c, firm=False, teaser=teaser)
        self.assertTrue(self._express(user, self.company_b, firm=False, teaser=teaser))

    def test_who_is_never_to_see_it_cannot_answer(self):
        self.lead.excluded_partner_ids = self.partner_b
        with self.assertRefused("does not read this lead", AccessError):
            self._express()

    def test_something_is_said_and_the_firm_has_agreed(self):
        with self.assertRefused("Say in the message why"):
            self._express(message="  ")
        with self.assertRefused("Baltijas Kods SIA decides whether it is named"):
            self._express(agreement_person="")
        with self.assertRefused("in the future"):
            self._express(agreement_date=self._today() + timedelta(days=1))
        with self.assertRefused(f"{self.lead.reference} was begun on 01/01/2025"):
            self._express(agreement_date="2024-12-31")
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRefused("is no contact person"):
            self._express(person_ids=stranger.ids)

    def _today(self):
        return self.env["sme.partner.lead"]._get_day_at(self.company_a)

    def test_what_is_not_published_is_not_answered(self):
        for act in (
            lambda lead: lead.put_on_hold("The firm moves"),
            lambda lead: lead.close("no_interest"),
            lambda lead: lead.action_revise(),
        ):
            lead = self._to_published(title="Swedish firm offers a thing of its own")
            lead.with_user(self.coordinator_a).open_to(self.partner_b, "profile")
            teaser = self._teaser(lead)
            act(lead)
            self.assertFalse(teaser.with_user(self.adviser_b).can_express)
            with self.assertRefused("is not published any more"):
                self._express(teaser=teaser)

    def test_one_waits_per_lead_and_firm(self):
        self._express()
        with self.assertRefused("Baltijas Kods SIA was expressed on"):
            self._express()
        # another firm, a firm named later, another organisation
        other = self._create_firm(self.company_b, "Rigas Programmas SIA")
        self._express(firm=other)
        unnamed = self._express(firm=False)
        with self.assertRefused("a firm to be named was expressed on"):
            self._express(firm=False)
        self._express(self.adviser_c, self.company_c, self.firm_c)
        unnamed.with_user(self.adviser_b).withdraw("Not now")
        self._express(firm=False)
        self.lead.invalidate_recordset()
        self.assertEqual(self.lead.interest_count, 5)
        self.assertEqual(self.lead.interest_open_count, 4)

    def test_the_database_refuses_a_second_one_too(self):
        for firm in (self.firm_b, False):
            interest = self._express(firm=firm).sudo()
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                interest.copy()
                self.env.flush_all()

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def test_each_step_is_told_to_the_other_side(self):
        interest = self._express()
        self.assertIn("is interested in", self._planned(interest, self.adviser_a))
        self.assertIn("An answer is expected until", self._said(interest))
        self.assertIn("Answer until", self._as_user(interest, self.adviser_a).next_step)
        waits = self._as_user(interest, self.adviser_b).next_step
        self.assertIn("It waits for an answer of Organisation A", waits)
        self._as_user(interest, self.adviser_a).action_review()
        self.assertEqual(interest.state, "review")
        self.assertIn("under review", self._said(interest))
        self._as_user(interest, self.adviser_a).decline("The region is taken")
        self.assertEqual(interest.state, "declined")
        theirs = self._as_user(interest, self.adviser_b)
        self.assertEqual(theirs.reason, "The region is taken")
        self.assertIn("Tell the firm why", theirs.next_step)
        self.assertIn("Declined: The region is taken", self._said(interest))
        self.assertIn("was declined", self._planned(interest, self.adviser_b))
        self.assertFalse(self._planned(interest, self.adviser_a))
        for act in (
            lambda: self._as_user(interest, self.adviser_a).action_review(),
            lambda: self._as_user(interest, self.adviser_a).decline("Again"),
            lambda: theirs.withdraw(),
        ):
            with self.assertRefused("it is declined already"):
                act()

    def test_a_no_has_a_reason(self):
        interest = self._express()
        for reason in ("", "  ", None):
            with self.assertRefused("Say why: Organisation B reads the reason"):
                self._as_user(interest, self.adviser_a).decline(reason)

    def test_who_works_on_the_lead_is_not_named_by_it(self):
        """Lines of the owner are the organisation's until contacts are open."""
        interest = self._express()
        ours = self._as_user(interest, self.adviser_a)
        ours.action_review()
        ours.message_to_all_readers("Which hospitals?")
        theirs = self._as_user(interest, self.adviser_b)
        authors = theirs.message_ids.author_id
        self.assertEqual(authors, self.company_a.partner_id | self.partner_b)
        self.assertIn("Which hospitals?", str(theirs.message_ids.mapped("body")))
        self.assertNotIn(self.adviser_a.name, str(theirs.read()))
        self.assertFalse(theirs.activity_ids)

    def test_notes_stay_in_the_house(self):
        interest = self._express()
        self._as_user(interest, self.adviser_a).message_post(body="Too small for us")
        self._as_user(interest, self.adviser_b).message_post(body="They are slow")
        for user, own, other in (
            (self.adviser_a, "Too small", "slow"),
            (self.adviser_b, "slow", "Too small"),
        ):
            theirs = self._as_user(interest, user)
            read = str(theirs.message_ids.mapped("body"))
            self.assertIn(own, read)
            self.assertNotIn(other, read)

    def test_an_adviser_asks_a_coordinator_to_accept(self):
        interest = self._express()
        ours = self._as_user(interest, self.adviser_a)
        self.assertFalse(ours.can_accept)
        self.assertTrue(self._as_user(interest, self.coordinator_a).can_accept)
        ours.ask_coordinator("Anna Berg agreed on the phone")
        self.assertEqual(interest.state, "review")
        self.assertIn(
            "Accept the interest", self._planned(interest, self.coordinator_a)
        )
        theirs = self._as_user(interest, self.adviser_b)
        self.assertNotIn("Anna Berg", str(theirs.activity_ids.mapped("note")))
        self.assertNotIn("Anna Berg", str(theirs.message_ids.mapped("body")))
        # it shows that it was asked, in the own house
        self.env.invalidate_all()
        asked = f"Asked to accept it: {self.coordinator_a.name}"
        self.assertIn(asked, str(ours.message_ids.mapped("body")))
        self.env.invalidate_all()
        self.assertNotIn(asked, str(theirs.message_ids.mapped("body")))

    def test_asked_again_a_coordinator_has_one_step(self):
        interest = self._express()
        self.env["res.lang"]._activate_lang("sv_SE")
        self.coordinator_a.lang = "sv_SE"
        ours = self._as_user(interest, self.adviser_a)
        ours.ask_coordinator("Anna Berg agreed on the phone")
        before = interest.sudo().activity_ids.user_id
        ours.ask_coordinator("And in writing, too")
        self.env.invalidate_all()
        steps = interest.sudo().activity_ids
        step = steps.filtered(lambda step: step.user_id == self.coordinator_a)
        self.assertEqual(len(step), 1)
        self.assertIn("in writing", step.note)
        self.assertEqual(steps.user_id, before)
        self.assertEqual(len(steps), len(before))

    def test_withdrawn_the_owner_is_told(self):
        interest = self._express()
        self._as_user(interest, self.adviser_b).withdraw("The firm is busy")
        self.assertEqual(interest.state, "withdrawn")
        self.assertIn("has withdrawn", self._planned(interest, self.adviser_a))
        self.assertIn("The firm is busy", self._said(interest))

    def test_the_firm_is_named_later(self):
        interest = self._express(firm=False)
        self.assertFalse(interest.firm_name)
        ours = self._as_user(interest, self.adviser_b)
        firm = self.firm_b.with_user(self.adviser_b)
        with self.assertRefused("decides whether it is named"):
            ours.name_firm(firm, {})
        with self.assertRefused("only an adviser of Organisation B", AccessError):
            self._as_user(interest, self.adviser_a).name_firm(self.firm, AGREED)
        with self.assertRaises(AccessError), self.cr.savepoint():
            ours.name_firm(self.firm_c.with_user(self.adviser_b), AGREED)
        ours.name_firm(firm, AGREED)
        self.assertEqual(interest.firm_name, "Baltijas Kods SIA")
        self.assertIn("The firm is Baltijas Kods SIA", self._said(interest))
        self.assertIn("has named its firm", self._planned(interest, self.adviser_a))
        with self.assertRefused("This interest is for Baltijas Kods SIA"):
            ours.name_firm(firm, AGREED)

    def test_files_are_read_by_both_and_nobody_else(self):
        Files = self.env["ir.attachment"].with_user(self.adviser_b)
        file = Files.create({"name": "Profile.pdf", "raw": b"hospitals"})
        foreign = self.env["ir.attachment"].create({"name": "Not mine", "raw": b"x"})
        interest = self._express(attachment_ids=[file.id, foreign.id])
        self.assertEqual(interest.sudo().attachment_ids, file)
        for user, reads in (
            (self.adviser_a, True),
            (self.adviser_b, True),
            (self.adviser_c, False),
        ):
            self.env.invalidate_all()
            self.assertEqual(file.with_user(user).has_access("read"), reads)

    # ------------------------------------------------------------------
    # What becomes of the lead and of the firm
    # ------------------------------------------------------------------

    def test_a_lead_that_is_closed_leaves_nobody_waiting(self):
        interest = self._express()
        self.lead.close("partner")
        self.assertEqual(interest.state, "declined")
        self.assertIn("The lead was closed", interest.reason)
        self.assertIn("was declined", self._planned(interest, self.adviser_b))

    def test_on_hold_or_revised_those_who_wait_are_told(self):
        interest = self._express()
        self.lead.put_on_hold("Secret reason")
        self.assertEqual(interest.state, "new")
        self.assertIn("The lead is on hold", self._said(interest))
        self.assertNotIn("Secret reason", self._said(interest))
        self.lead.action_resume()
        self.assertIn("published again", self._said(interest))
        self.lead.action_revise()
        self.assertIn("being revised", self._said(interest))
        self._as_user(interest, self.adviser_a).decline("No")

    def test_never_shown_from_now_on_it_waits_no_more(self):
        interest = self._express()
        other = self._express(self.adviser_c, self.company_c, self.firm_c)
        self.lead.excluded_partner_ids = self.partner_b
        self.assertEqual(interest.state, "declined")
        self.assertEqual(interest.reason, "The owner goes on with others.")
        self.assertEqual(other.state, "new")
        with self.assertRaises(AccessError):
            self._as_user(interest, self.adviser_b).action_open_teaser()

    def test_a_firm_with_an_interest_is_not_deleted(self):
        self._express()
        with self.assertRefused("interest in 1 partner leads was expressed"):
            self.firm_b.with_user(self.coordinator_b).unlink()

    def test_a_firm_handed_over_takes_its_interests_along(self):
        interest = self._express()
        ask = self.env["sme.hand.over.ask"].with_user(self.coordinator_b)
        coordinator_c = self._create_user("coord_c", "coordinator", self.company_c)
        ask.create(
            {
                "firm_ids": self.firm_b.ids,
                "partner_id": self.partner_c.id,
                "agreement_channel": "mail",
                "agreement_person": "Janis Ozols",
                "agreement_date": "2025-03-03",
            }
        ).action_ask()
        hand_over = self.env["sme.hand.over"].search([("firm_id", "=", self.firm_b.id)])
        hand_over.with_user(coordinator_c).accept(self.adviser_c)
        self.assertFalse(self._as_user(interest, self.adviser_b).has_access("read"))
        theirs = self._as_user(interest, self.adviser_c)
        self.assertEqual(theirs.partner_id, self.partner_c)
        self.assertEqual(theirs.user_id, self.adviser_c)
        self.assertIn("Organisation C looks after the firm now", self._said(interest))
        theirs.withdraw("We begin anew")

    def test_a_lead_that_is_handed_over_is_answered_by_its_new_owner(self):
        interest = self._express()
        coordinator_c = self._create_user("coord_c", "coordinator", self.company_c)
        ask = self.env["sme.hand.over.ask"].with_user(self.coordinator_a)
        ask.create(
            {
                "firm_ids": self.firm.ids,
                "partner_id": self.partner_c.id,
                "agreement_channel": "mail",
                "agreement_person": "Anna Berg",
                "agreement_date": "2025-03-03",
            }
        ).action_ask()
        hand_over = self.env["sme.hand.over"].search([("firm_id", "=", self.firm.id)])
        hand_over.with_user(coordinator_c).accept(self.adviser_c)
        self.assertFalse(self._as_user(interest, self.adviser_a).has_access("read"))
        ours = self._as_user(interest, self.adviser_c)
        self.assertEqual(ours.owner_partner_id, self.partner_c)
        self.assertIn("waits for an answer", self._planned(interest, self.adviser_c))
        self.assertIn("Organisation C answers for the lead now", self._said(interest))
        ours.decline("We do not know the firm yet")

    def test_lists_ask_as_often_for_many(self):
        def count(number):
            firms = [
                self._create_firm(self.company_b, f"Kods {number} {i}")
                for i in range(number)
            ]
            for firm in firms:
                self._express(firm=firm)
            theirs = self.env["sme.partner.lead.interest"].with_user(self.adviser_a)
            views = theirs.get_views([(False, "list")])
            self.assertTrue(views)
            spec = {
                "partner_id": {"fields": {"display_name": {}}},
                "firm_name": {},
                "next_step": {},
                "fit_capabilities": {},
                "fit_total": {},
                "verdict_country": {},
                "state": {},
                "can_answer": {},
                "display_name": {},
            }
            theirs.web_search_read([], spec, limit=200)  # what is kept in memory
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            theirs.web_search_read([], spec, limit=200)
            return self.cr.sql_log_count - before

        self.assertEqual(count(2), count(20))

    def test_what_a_dialog_says_is_done(self):
        interest = self._express()
        for user, act, state in (
            (self.adviser_a, "coordinator", "review"),
            (self.adviser_a, "decline", "declined"),
        ):
            theirs = self._as_user(interest, user)
            action = getattr(
                theirs,
                {"coordinator": "action_ask_coordinator", "decline": "action_decline"}[
                    act
                ],
            )()
            Step = self.env[action["res_model"]].with_user(user)
            with Form(Step.with_context(**action["context"])) as form:
                form.reason = "In words"
            form.record.action_apply()
            self.assertEqual(interest.state, state)

    def test_an_unknown_act_is_refused(self):
        interest = self._express()
        with self.assertRaises(ValueError):
            self.env["sme.interest.step"].with_user(self.adviser_a).create(
                {"interest_ids": interest.ids, "act": "accept"}
            )

    def test_a_message_is_proposed_to_colleagues_alone(self):
        """Notes stay in the house: nobody of the other side is asked for an address."""
        interest = self._express()
        owner = self.lead.user_id
        for user, proposed in (
            (self.coordinator_b, self.adviser_b),
            (self.adviser_b, self.env["res.users"]),
            (self.coordinator_a, owner - self.coordinator_a),
            (self.manager_a, owner - self.manager_a),
        ):
            theirs = self._as_user(interest, user)
            found = theirs._message_get_suggested_recipients()
            self.assertEqual(
                [item["partner_id"] for item in found], proposed.partner_id.ids
            )

    def test_who_is_asked_to_accept_is_said_before(self):
        interest = self._as_user(self._express(), self.adviser_a)
        action = interest.action_ask_coordinator()
        Step = self.env[action["res_model"]].with_user(self.adviser_a)
        form = Form(Step.with_context(**action["context"]))
        self.assertIn(self.coordinator_a.name, form.asked_names)
        self.assertNotIn(self.coordinator_b.name, form.asked_names)
        declining = Form(Step.with_context(**interest.action_decline()["context"]))
        self.assertFalse(declining.asked_names)
