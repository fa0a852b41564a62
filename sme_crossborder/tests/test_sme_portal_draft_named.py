"""Leads that an organisation writes on the portal for a firm it names."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_sme_portal_draft import DraftCase

NUMBER = "10137319"


@tagged("post_install", "-at_install", "security")
class TestSmePortalDraftNamed(DraftCase):
    def _named(self, **changed):
        named = {
            "holder_kind": "firm",
            "firm_name": "Tartu Süda OÜ",
            "firm_number": NUMBER,
        }
        return self._typed(**{**named, **changed})

    def _send(self, **changed):
        draft = self._start()
        self._save(draft, self._named(**changed))
        self.assertFalse(draft._send(self.company_b.id, "", draft.version))
        return draft.lead_id

    def _problems(self, **changed):
        draft = self._start()
        self._save(draft, self._named(**changed))
        return draft._find_problems()

    def test_the_form_offers_a_firm_first(self):
        draft = self._start()
        options = draft._get_options("holder_kind", "business_offer")
        self.assertEqual(
            options,
            [
                ("firm", "A firm, named below"),
                ("research", "Cluster North, as a research organisation"),
                ("public", "Cluster North, as a public organisation"),
            ],
        )

    def test_what_is_wrong_is_said_at_the_field(self):
        self.assertFalse(self._problems())
        self.assertFalse(self._problems(firm_number=""))
        self.assertEqual(set(self._problems(firm_name=" ")), {"firm_name"})
        self.assertIn("at most 200", self._problems(firm_name="x" * 201)["firm_name"])
        self.assertIn(
            "check digit", self._problems(firm_number="10137318")["firm_number"]
        )
        # who writes for itself is asked for none of it
        self.assertFalse(self._problems(holder_kind="public", firm_name=""))
        self.north.country_id = False
        self.assertEqual(set(self._problems()), {"firm_country_id"})

    def test_its_name_and_number_give_it_away(self):
        title = self._typed()["title"]
        for words in ("Tartu Süda", NUMBER):
            problems = self._problems(title=f"{title} {words}")
            self.assertIn(words, problems["title"])

    def test_its_country_is_home_and_no_target(self):
        latvia = str(self.country_lv.id)
        problems = self._problems(firm_country_id=latvia, firm_number="")
        self.assertEqual(set(problems), {"target_country_ids"})

    def test_the_number_of_a_person_is_not_kept(self):
        draft = self._start()
        sweden = str(self.env.ref("base.se").id)
        typed = self._named(firm_country_id=sweden, firm_number="850709-9805")
        self._save(draft, typed)
        self.assertEqual(draft.typed["firm_number"], "85••••-••••")
        self.assertIn("number of a person", draft._find_problems()["firm_number"])

    def test_sent_it_waits_for_its_file(self):
        lead = self._send()
        self.assertRecordValues(
            lead,
            [
                {
                    "holder_kind": "firm",
                    "firm_id": False,
                    "holder_partner_id": False,
                    "holder_name": "Tartu Süda OÜ",
                    "country_id": self.country_ee.id,
                    "named_firm_number": NUMBER,
                }
            ],
        )
        self.assertTrue(lead.reference.startswith("SX-BOEE"))
        mine = lead.with_user(self.adviser_b)
        self.assertTrue(mine.is_to_be_filed)
        self.assertIn("the file of Tartu Süda OÜ", mine.next_step)
        # text can be worked on all the same; the firm is part of the check
        mine.title = "Estonian firm offers remote heart follow-up: Tartu Südale"
        self.assertIn("Tartu S", str(mine.quality_check))
        mine.title = "Estonian firm offers remote heart follow-up for hospitals"
        with self.assertRaisesRegex(UserError, "has no file yet"):
            mine.action_ask_review()
        for user in (self.coordinator_a, self.adviser_a):
            self.assertFalse(lead.with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                lead.with_user(user).action_file_named_firm()

    def test_a_file_is_begun(self):
        lead = self._send()
        mine = lead.with_user(self.adviser_b)
        mine.action_file_named_firm()
        self.assertRecordValues(
            lead.firm_id,
            [
                {
                    "name": "Tartu Süda OÜ",
                    "registry_number": NUMBER,
                    "country_id": self.country_ee.id,
                    "company_id": self.company_b.id,
                }
            ],
        )
        self.assertFalse(mine.is_to_be_filed)
        with self.assertRaisesRegex(UserError, "waits for no file"):
            mine.action_file_named_firm()
        mine.user_id = self.adviser_b
        mine.action_ask_review()
        self.assertEqual(lead.state, "review")
        # from then on it cannot lose its firm
        with self.assertRaises(UserError):
            mine.firm_id = False

    def test_the_own_file_is_used(self):
        for name, number in (("Heart of Tartu", NUMBER), ("TARTU SÜDA", False)):
            firm = self._create_firm(
                self.company_b,
                name,
                country_id=self.country_ee.id,
                registry_number=number,
            )
            lead = self._send()
            lead.with_user(self.adviser_b).action_file_named_firm()
            self.assertEqual(lead.firm_id, firm)
            lead.firm_id = False
            firm.unlink()

    def test_a_file_of_others_or_with_another_number_is_not(self):
        other = self._create_firm(
            self.company_b,
            "Tartu Süda OÜ",
            country_id=self.country_ee.id,
            registry_number="10000001",
        )
        theirs = self._create_firm(
            self.company_a,
            "Tartu Süda OÜ",
            country_id=self.country_ee.id,
            registry_number=NUMBER,
        )
        lead = self._send()
        lead.with_user(self.adviser_b).action_file_named_firm()
        self.assertNotIn(lead.firm_id, other + theirs)
        self.assertEqual(lead.firm_id.company_id, self.company_b)

    def test_of_several_files_one_is_chosen(self):
        for suffix in ("OÜ", "AS"):
            self._create_firm(
                self.company_b, f"Tartu Süda {suffix}", country_id=self.country_ee.id
            )
        lead = self._send(firm_number="")
        with self.assertRaisesRegex(UserError, "Several of your files"):
            lead.with_user(self.adviser_b).action_file_named_firm()

    def test_nobody_types_what_was_named(self):
        lead = self._send().with_user(self.adviser_b)
        with self.assertRaisesRegex(UserError, "cannot be typed"):
            lead.named_firm = "Another"
        with self.assertRaisesRegex(UserError, "cannot be typed"):
            self.env["sme.partner.lead"].with_user(self.adviser_b).create(
                {"title": "Hearts", "holder_kind": "firm", "named_firm": "Another"}
            )

    def test_who_wrote_it_does_not_answer_it(self):
        lead = self._send()
        lead.with_user(self.adviser_b).action_file_named_firm()
        lead._act({"state": "published", "date_published": "2025-01-01"})
        self.env.flush_all()
        teaser = self._teaser(lead)
        for user, names in (
            (self.user_north, []),
            (self.user_both, ["Cluster South"]),
            (self.user_south, ["Cluster South"]),
        ):
            door = self.env["sme.portal.interest"].with_user(user)
            offer = door._get_offer(teaser.id)
            self.assertEqual([name for _id, name in offer["asking"]], names)

    def test_what_becomes_of_it_names_the_firm(self):
        lead = self._send()
        mine = lead.with_user(self.adviser_b)
        mine.action_file_named_firm()
        mine.user_id = self.adviser_b
        mine.action_ask_review()
        lead.with_user(self.coordinator_b).action_accept_review()
        [draft] = self.env["sme.portal.draft"].with_user(self.user_both)._find_mine()
        self.assertIn("asks Tartu Süda OÜ to approve it", draft._say_standing())
