"""A second person reads a lead: who may, who may not, by any way."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_case import LeadCase
from .web_client import WebClient


@tagged("post_install", "-at_install")
class TestSmePartnerLeadReview(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague_a = cls._create_user("colleague_a", "adviser", cls.company_a)
        cls.project = cls._create_project(cls.company_a, cls.company_b)

    def test_a_second_person_accepts(self):
        lead = self._to_review()
        self.assertEqual(lead.state, "review")
        self.assertEqual(lead.review_asked_user_id, self.adviser_a)
        # manager and coordinator of A may read it; the author may not
        self.assertEqual(self._steps(lead), self.coordinator_a | self.manager_a)
        today = fields.Date.context_today(lead)
        deadlines = set(lead.sudo().activity_ids.mapped("date_deadline"))
        self.assertEqual(deadlines, {today}, "in My work at once")
        self.assertTrue(lead.with_user(self.coordinator_a).can_review)
        self.assertFalse(lead.with_user(self.adviser_a).can_review)
        lead.with_user(self.coordinator_a).action_accept_review()
        self.assertEqual(lead.state, "approval")
        self.assertEqual(lead.review_user_id, self.coordinator_a)
        self.assertTrue(lead.review_date)
        self.assertEqual(self._steps(lead), self.adviser_a)
        self.assertIn("Read and accepted", self._notes(lead)[0])

    def test_the_author_is_no_second_person(self):
        """Neither who made it, nor whose it is, nor who asked, nor who wrote last."""
        made = self._create_lead(self.coordinator_a, user_id=self.adviser_a.id)
        made.with_user(self.adviser_a).action_ask_review()
        whose = self._create_lead(user_id=self.coordinator_a.id)
        whose.action_ask_review()
        asked = self._create_lead()
        asked.with_user(self.coordinator_a).action_ask_review()
        wrote = self._create_lead()
        wrote.with_user(self.coordinator_a).title = "Swedish firm offers heart software"
        wrote.action_ask_review()
        for name, lead in {
            "made": made,
            "whose": whose,
            "asked": asked,
            "wrote": wrote,
        }.items():
            with self.subTest(name):
                mine = lead.with_user(self.coordinator_a)
                self.assertFalse(mine.can_review)
                self.assertNotIn(mine, mine.search([("can_review", "=", True)]))
                for act in (
                    mine.action_accept_review,
                    lambda mine=mine: mine.return_with_comments("No"),
                ):
                    with self.assertRefused("somebody else reads it", AccessError):
                        act()
                lead.with_user(self.manager_a).action_accept_review()
                self.assertEqual(lead.state, "approval")

    def test_handing_it_to_a_colleague_makes_nobody_a_second_person(self):
        """The adviser can be changed; who made it stays who made it."""
        lead = self._create_lead(self.coordinator_a)
        lead.user_id = self.adviser_a
        lead.with_user(self.adviser_a).action_ask_review()
        with self.assertRaises(AccessError):
            lead.with_user(self.coordinator_a).action_accept_review()

    def test_a_colleague_without_the_role_reads_it_only_where_nobody_has_it(self):
        lead = self._to_review()
        with self.assertRefused("Ask|read by a coordinator", AccessError):
            lead.with_user(self.colleague_a).action_accept_review()
        (self.coordinator_a | self.manager_a).write(
            {"group_ids": [Command.set(self.adviser_a.group_ids.ids)]}
        )
        self.assertTrue(lead.with_user(self.colleague_a).can_review)
        lead.with_user(self.colleague_a).action_accept_review()
        self.assertEqual(lead.state, "approval")

    def test_what_is_listed_to_be_read_can_be_read(self):
        """The filter finds what the button allows, for each user."""
        leads = self._to_review(title="Swedish firm offers one thing to hospitals")
        leads |= self._to_review(user_id=self.coordinator_a.id)
        by_both = self._create_lead(self.coordinator_a, user_id=self.manager_a.id)
        by_both.action_ask_review()  # no coordinator is left: a colleague reads it
        leads |= by_both | self._ask_b() | self._create_lead()
        users = (
            self.adviser_a
            | self.colleague_a
            | self.coordinator_a
            | self.manager_a
            | self.adviser_b
            | self.coordinator_b
            | self.adviser_ab
        )
        found = {}
        for user in users:
            Lead = self.env["sme.partner.lead"].with_user(user)
            Lead = Lead.with_context(allowed_company_ids=user.company_ids.ids)
            listed = Lead.search([("can_review", "=", True)])
            with self.subTest(user.login):
                readable = Lead.search([("id", "in", leads.ids)])
                self.assertEqual(listed, readable.filtered("can_review"))
                rest = Lead.search(
                    [("can_review", "=", False), ("id", "in", leads.ids)]
                )
                self.assertEqual(rest, readable - listed)
            found[user.login] = len(listed)
        self.assertEqual(found["colleague_a"], 1)
        self.assertEqual(found["manager_a"], 2)
        self.assertEqual(found["coordinator_b"], 1)
        self.assertEqual(found["adviser_b"], 0)

    def test_translations_stand_still_while_it_is_read(self):
        lead = self._create_lead()
        values = {"lead_id": lead.id, "language_id": self.latvian.id, "title": "Viens"}
        Translation = self.env["sme.partner.lead.translation"].with_user(self.adviser_a)
        translation = Translation.create(values)
        lead.action_ask_review()
        for act in (
            lambda: translation.write({"title": "Divi"}),
            lambda: Translation.create(values | {"language_id": self.swedish.id}),
            translation.unlink,
        ):
            with self.assertRefused("Take it back first"):
                act()
        lead.with_user(self.coordinator_a).action_accept_review()
        translation.title = "Divi"
        self.assertIn("Translation into Latvian: changed", self._notes(lead)[0])

    def test_it_is_returned_with_comments(self):
        lead = self._to_review()
        reviewer = lead.with_user(self.coordinator_a)
        for nothing in (None, "", "  "):
            with self.assertRefused("Say what is to be changed"):
                reviewer.return_with_comments(nothing)
        reviewer.return_with_comments("Name the class of the device.")
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead.review_comments, "Name the class of the device.")
        self.assertEqual(self._steps(lead), self.adviser_a)
        lead.advantages = lead.advantages + " CE marked."
        lead.action_ask_review()
        reviewer.action_accept_review()
        self.assertFalse(lead.review_comments)

    def test_what_is_missing_is_listed(self):
        """Nothing else than title, firm and type: all the rest is named at once."""
        lead = self._create_lead()
        draft = self.env["sme.partner.lead"].with_user(self.adviser_a)
        draft = draft.create({"title": lead.title, "firm_id": self.firm.id})
        with self.assertRefused("is not ready") as caught:
            draft.action_ask_review()
        for fname in (
            "summary",
            "description",
            "advantages",
            "expected_role",
            "sdg_ids",
            "cooperation_type_ids",
            "partner_type_ids",
            "market_keyword_ids",
        ):
            label = lead._fields[fname]._description_string(self.env)
            self.assertIn(f"Missing: {label}", str(caught.exception))
        # of a business offer nobody asks for these
        self.assertNotIn("Technology keywords", str(caught.exception))
        self.assertNotIn("specification", str(caught.exception))
        self.assertEqual(draft.state, "draft")

    def test_only_the_house_asks_and_takes_back(self):
        lead = self._create_lead()
        for user in (self.adviser_b, self.coordinator_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                lead.with_user(user).action_ask_review()
        lead.action_ask_review()
        with self.assertRaises(AccessError):
            lead.with_user(self.coordinator_b).action_take_back()
        lead.action_take_back()
        self.assertEqual(lead.state, "draft")
        self.assertFalse(self._steps(lead))

    def test_each_step_begins_where_it_may(self):
        lead = self._create_lead()
        coordinator = lead.with_user(self.coordinator_a)
        for act in (
            coordinator.action_accept_review,
            lambda: coordinator.return_with_comments("No"),
            lead.action_take_back,
            lead.action_publish,
        ):
            with self.assertRefused("is at Draft"):
                act()
        lead.action_ask_review()
        for act in (lead.action_ask_review, lead.action_publish):
            with self.assertRefused("is at In review"):
                act()

    def test_the_text_stands_still_while_it_is_read(self):
        lead = self._to_review()
        for values in ({"title": "Another"}, {"sdg_ids": [Command.clear()]}):
            with self.assertRefused("Take it back first"):
                lead.write(values)
            with self.assertRefused("Take it back first"):
                lead.web_save(values, {})
        # an exported list says what is so already; the rest is no text
        lead.write({"title": lead.title, "network_reference": "BOSE20260101009"})
        self.assertEqual(lead.state, "review")
        loaded = (
            self.env["sme.partner.lead"]
            .with_user(self.adviser_a)
            .load([".id", "title"], [[str(lead.id), "Imported"]])
        )
        self.assertIn("Take it back first", loaded["messages"][0]["message"])

    # ------------------------------------------------------------------
    # Another organisation
    # ------------------------------------------------------------------

    def _ask_b(self):
        lead = self._create_lead(
            project_id=self.project.id,
            reviewer_partner_id=self.company_b.partner_id.id,
        )
        self.assertFalse(lead.with_user(self.coordinator_b).has_access("read"))
        lead.action_ask_review()
        return lead

    def test_a_coordinator_of_another_member_reads_it(self):
        lead = self._ask_b()
        self.assertEqual(self._steps(lead), self.coordinator_b | self.manager_b)
        guest = lead.with_user(self.coordinator_b)
        self.assertTrue(guest.can_review)
        self.assertTrue(guest.search([("id", "=", lead.id)]))
        self.assertFalse(lead.with_user(self.adviser_b).has_access("read"))
        # the whole form opens, and the file of the firm stays closed
        form = WebClient(guest.browse()).specification("form")
        [values] = guest.web_read(form)
        self.assertEqual(values["holder_name"], "Humleglim AB")
        self.assertIn("Nothing to", values["quality_check"])
        self.assertFalse(self.firm.with_user(self.coordinator_b).has_access("read"))
        self.assertFalse(guest.has_access("write"))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            guest.write({"network_reference": "BOSE20260101010"})
        result = guest.action_accept_review()
        self.assertEqual(result["res_model"], "sme.partner.lead")
        self.assertEqual(lead.state, "approval")
        self.assertEqual(lead.review_user_id, self.coordinator_b)
        self.assertFalse(lead.with_user(self.coordinator_b).has_access("read"))
        self.assertFalse(lead.sudo().activity_ids.filtered(lambda s: s.user_id.share))
        self.assertEqual(self._steps(lead), self.adviser_a)

    def test_comments_of_another_organisation_reach_the_author(self):
        lead = self._ask_b()
        lead.message_post(body="Between us: the price is wrong")
        guest = lead.with_user(self.coordinator_b)
        self.assertFalse(guest.message_ids.filtered(lambda m: "price" in m.body))
        guest.return_with_comments("Say which hospitals.")
        self.assertEqual(lead.review_comments, "Say which hospitals.")
        seen = lead.with_user(self.adviser_a).message_ids.mapped("body")
        self.assertTrue([body for body in seen if "Say which hospitals." in body])
        self.assertFalse(lead.with_user(self.coordinator_b).has_access("read"))

    def test_only_who_was_asked(self):
        """A member is asked by name; the own coordinators read it no more then."""
        lead = self._ask_b()
        with self.assertRaises(AccessError):
            lead.with_user(self.coordinator_a).action_accept_review()
        stranger = self._create_company("Organisation C", self.country_ee)
        lead = self._create_lead(
            project_id=self.project.id, reviewer_partner_id=stranger.partner_id.id
        )
        with self.assertRefused("Organisation C cannot read"):
            lead.action_ask_review()
        lead = self._create_lead(reviewer_partner_id=self.company_b.partner_id.id)
        with self.assertRefused("Organisation B cannot read"):
            lead.action_ask_review()  # no project in common is named

    def test_it_is_shown_to_nobody_before_it_is_asked(self):
        lead = self._create_lead(
            project_id=self.project.id,
            reviewer_partner_id=self.company_b.partner_id.id,
        )
        Lead = self.env["sme.partner.lead"].with_user(self.coordinator_b)
        for domain in (
            [("title", "ilike", "heart")],
            [("holder_name", "=", "Humleglim AB")],
            [("firm_id.name", "=", "Humleglim AB")],
            [("translation_ids.title", "ilike", "a")],
        ):
            self.assertFalse(Lead.search_count(domain))
        lead.action_ask_review()
        self.assertEqual(Lead.search_count([("title", "ilike", "heart")]), 1)
        lead.action_take_back()
        self.assertFalse(Lead.search_count([("title", "ilike", "heart")]))

    # ------------------------------------------------------------------
    # Alone
    # ------------------------------------------------------------------

    def test_one_person_goes_on_alone_with_a_reason(self):
        company = self._create_company("One person", self.country_se)
        alone = self._create_user("alone", "adviser", company)
        firm = self._create_firm(company, "Ensam AB")
        lead = self._create_lead(alone, firm_id=firm.id)
        self.assertTrue(lead.is_alone)
        with self.assertRefused("Nobody but you could read"):
            lead.action_ask_review()
        with self.assertRefused("Say why"):
            lead.go_on_alone(" ")
        lead.go_on_alone("The colleague is on parental leave")
        self.assertEqual(lead.state, "approval")
        self.assertEqual(lead.review_alone_reason, "The colleague is on parental leave")
        self.assertFalse(lead.review_user_id)
        self.assertIn("parental leave", self._notes(lead)[0])
        # the firm is asked all the same
        with self.assertRefused("has not approved"):
            lead.action_publish()

    def test_where_there_is_a_second_person_nobody_goes_on_alone(self):
        lead = self._create_lead()
        self.assertFalse(lead.is_alone)
        with self.assertRefused("more than one person"):
            lead.go_on_alone("I am in a hurry")
        # who left, or has no role, is no second person
        company = self._create_company("Two", self.country_se)
        first = self._create_user("first", "coordinator", company)
        second = self._create_user("second", "adviser", company)
        firm = self._create_firm(company, "Ensam AB")
        lead = self._create_lead(first, firm_id=firm.id)
        self.assertFalse(lead.is_alone)
        second.active = False
        self.env.invalidate_all()
        self.assertTrue(lead.is_alone)
        second.active = True
        second.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.env.invalidate_all()
        self.assertTrue(lead.is_alone)

    def test_alone_is_no_way_round_the_quality_check(self):
        company = self._create_company("One person", self.country_se)
        alone = self._create_user("alone", "coordinator", company)
        firm = self._create_firm(company, "Ensam AB")
        lead = self._create_lead(alone, firm_id=firm.id, summary="Ensam AB sells.")
        with self.assertRefused("is not ready"):
            lead.go_on_alone("Nobody else")

    def test_dialogs_do_what_their_buttons_say(self):
        lead = self._to_review()
        action = lead.with_user(self.coordinator_a).action_return()
        Step = self.env["sme.partner.lead.step"].with_user(self.coordinator_a)
        step = Step.with_context(**action["context"]).create({"comments": "Too long"})
        step.action_apply()
        self.assertEqual(lead.state, "draft")
        step = Step.create({"lead_ids": lead.ids, "act": "hold", "reason": "x"})
        with self.assertRaises(UserError):
            step.action_apply()
