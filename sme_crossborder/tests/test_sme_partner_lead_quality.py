"""The quality check of a lead: what it lists, what it blocks, who lets pass."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from ..tools.lead_fields import LIMITS, MARKS, TYPES, mandatory_fields
from .lead_case import LeadCase

TEASER = (
    "A Swedish firm for digital health offers software with which hospitals follow "
    "heart patients at home, and looks for distributors. %s"
)


@tagged("post_install", "-at_install")
class TestSmePartnerLeadQuality(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "registry_number": "556036-0793",
                "website": "https://www.humleglim.example",
                "email": "office@humleglim.example",
                "phone": "+46 8 123 45 67",
            }
        )
        cls.env["sme.product"].create(
            [
                {"firm_id": cls.firm.id, "name": "Kvarnos"},
                {"firm_id": cls.firm.id, "name": "Remote heart follow-up"},
            ]
        )

    def _codes(self, lead, blocking=True):
        return {
            (finding.code, finding.field)
            for finding in lead._get_findings()
            if finding.blocks or not blocking
        }

    def test_a_complete_lead_has_nothing_to_solve(self):
        lead = self._create_lead()
        self.assertEqual(self._codes(lead), set())
        self.assertEqual(lead.to_solve, 0)
        self.assertIn("Nothing to", lead.quality_check)

    def test_each_type_must_say_its_own(self):
        """Empty but for type and firm: exactly the fields of its column are missing."""
        for lead_type in TYPES:
            lead = (
                self.env["sme.partner.lead"]
                .with_user(self.adviser_a)
                .create({"lead_type": lead_type, "firm_id": self.firm.id})
            )
            missing = {name for code, name in self._codes(lead) if code == "missing"}
            with self.subTest(lead_type=lead_type):
                # the language of the text has a default
                self.assertEqual(
                    missing, {*mandatory_fields(lead_type)} - {"language_id"}
                )
                self.assertEqual(lead.to_solve, len(missing))
        columns = {name: "".join(marks.values()) for name, marks in MARKS.items()}
        # by hand, from the network's own form: BO BR TO TR RDR
        self.assertEqual(columns["advantages"], "MoMo-")
        self.assertEqual(columns["specification"], "-M-MM")
        self.assertEqual(columns["development_stage"], "ooMo-")
        self.assertEqual(columns["technology_keyword_ids"], "ooMMM")
        self.assertEqual(columns["interest_deadline"], "----M")

    def test_goals_or_that_none_is_relevant(self):
        lead = self._create_lead(sdg_ids=False)
        self.assertIn(("missing", "sdg_ids"), self._codes(lead))
        lead.sdg_none = True
        self.assertNotIn(("missing", "sdg_ids"), self._codes(lead))

    def test_lengths(self):
        """At the limit it fits; one more does not, and nothing is cut off."""
        for fname, most in LIMITS.items():
            lead = self._create_lead(lead_type="business_request", advantages="x" * 60)
            lead.specification = "x" * 60
            lead[fname] = "Swedish " + "x" * (most - 8)
            with self.subTest(field=fname):
                self.assertNotIn(("too_long", fname), self._codes(lead))
                lead[fname] = "Swedish " + "x" * (most - 7)
                self.assertIn(("too_long", fname), self._codes(lead))
                lead.invalidate_recordset()
                self.assertEqual(len(lead[fname]), most + 1)

    def test_what_gives_the_firm_away_blocks(self):
        for said, code in (
            ("Ask Humleglim.", "name"),
            ("Ask Humleglims säljare.", "name"),
            ("See humleglim.example.", "domain"),
            ("Mail anna@humleglim.example.", "email"),
            ("Call 08-123 45 67.", "phone"),
            ("Org. nr 556036 0793.", "number"),
            ("It is called Kvarnos.", "product"),
            ("See https://other.example/page.", "address"),
        ):
            lead = self._create_lead(summary=TEASER % said)
            with self.subTest(said):
                self.assertEqual(self._codes(lead), {(code, "summary")})
                with self.assertRefused("is not ready"):
                    lead.action_ask_review()
        # a product described in everyday words gives nobody away
        lead = self._create_lead(summary=TEASER % "Remote heart follow-up at home.")
        self.assertEqual(self._codes(lead), set())

    def test_in_the_full_text_it_is_a_hint(self):
        """Who reads that knows whose it is; contacts are shown later all the same."""
        lead = self._create_lead()
        lead.description = lead.description + " Humleglim has nine customers."
        self.assertEqual(self._codes(lead), set())
        self.assertIn(("name", "description"), self._codes(lead, blocking=False))
        lead.action_ask_review()
        self.assertEqual(lead.state, "review")

    def test_where_the_firm_is_named_contacts_still_are_not(self):
        lead = self._create_lead(
            is_anonymous=False, summary=TEASER % "Humleglim, mail a@humleglim.example"
        )
        self.assertEqual(self._codes(lead), {("email", "summary")})

    def test_words_the_adviser_lists(self):
        lead = self._create_lead(summary=TEASER % "Anna Berg founded it.")
        self.assertEqual(self._codes(lead), set())
        lead.identifying_words = "Anna Berg\nBlue Moose"
        self.assertEqual(self._codes(lead), {("listed", "summary")})

    def test_translations_are_looked_at_too(self):
        lead = self._create_lead()
        Translation = self.env["sme.partner.lead.translation"].with_user(self.adviser_a)
        Translation.create(
            {
                "lead_id": lead.id,
                "language_id": self.latvian.id,
                "title": "Humleglimam ir risinājums slimnīcām",
            }
        )
        [finding] = [found for found in lead._get_findings() if found.blocks]
        self.assertEqual((finding.code, finding.part), ("name", "lv"))
        self.assertIn("Latvian", lead.quality_check)
        with self.assertRefused("is not ready"):
            lead.action_ask_review()

    def test_what_is_said_of_the_call_is_looked_at_too(self):
        """It stands in the teaser; of another type it is not asked for, nor shown."""
        said = {"call_title": "Humleglim and others", "evaluation_scheme": "See eu.eu"}
        research = self.env["sme.cooperation.type"].search(
            [("for_research", "=", True)], limit=1
        )
        for lead_type, kinds, looked_at in (
            ("research_request", research, True),
            ("business_offer", self._ref("cooperation_type_commercial"), False),
        ):
            lead = self._create_lead(
                lead_type=lead_type,
                cooperation_type_ids=[Command.set(kinds.ids)],
                **said,
            )
            found = [(line.field, line.code) for line in lead._get_open_findings()]
            self.assertEqual(("call_title", "name") in found, looked_at)
            self.assertNotIn("evaluation_scheme", dict(found))

    def test_large_firms_offer_nothing(self):
        self.firm.year_ids = [
            Command.create({"year": year, "headcount": 400, "turnover": 90_000_000})
            for year in (2024, 2025)
        ]
        self.assertEqual(self.firm.size_class, "large")
        lead = self._create_lead()
        self.assertIn(("large", "firm_id"), self._codes(lead))
        lead.lead_type = "business_request"
        self.assertNotIn(("large", "firm_id"), self._codes(lead))

    def test_hints_do_not_block(self):
        lead = self._create_lead(
            title="UNIQUE AND INNOVATIVE TOOL OFFERED",
            summary=TEASER.replace("Swedish ", "") % "",
        )
        self.assertEqual(self._codes(lead), set())
        hints = {code for code, _field in self._codes(lead, blocking=False)}
        self.assertEqual(hints, {"praise", "shouting", "no_country"})
        lead.action_ask_review()

    def test_the_country_in_the_language_of_the_text(self):
        for words in ("Ett svenskt företag", "Zviedrijas uzņēmums", "Rootsi firma"):
            lead = self._create_lead(summary=f"{words} " + TEASER[17:] % "")
            codes = {code for code, _field in self._codes(lead, blocking=False)}
            self.assertNotIn("no_country", codes, words)

    def test_it_follows_the_form_while_one_writes(self):
        """Nothing is saved: the check is that of what stands on the screen."""
        form = Form(self.env["sme.partner.lead"].with_user(self.adviser_a))
        form.firm_id = self.firm
        self.assertRegex(html2plaintext(form.quality_check), "Missing: .*Short summary")
        form.summary = TEASER % "Ask Humleglim."
        text = html2plaintext(form.quality_check)
        self.assertNotRegex(text, "Missing: .*Short summary")
        self.assertIn("by its name: “Humleglim”", text)
        form.summary = TEASER % "Ask us."
        self.assertNotIn("by its name", html2plaintext(form.quality_check))
        form.identifying_words = "hospitals"
        self.assertIn("a word you listed", html2plaintext(form.quality_check))
        form.lead_type = "technology_offer"
        self.assertRegex(
            html2plaintext(form.quality_check), "Missing: .*Stage of development"
        )

    def test_it_reads_no_markup(self):
        lead = self._create_lead(summary=TEASER % "<b>Humleglim</b>")
        lead.identifying_words = "<script>"
        self.assertNotIn("<script", lead.quality_check)
        self.assertNotIn("<b>Hum", lead.quality_check)

    # ------------------------------------------------------------------
    # Let pass
    # ------------------------------------------------------------------

    def _key(self, lead):
        [finding] = lead._get_overrulable()
        return finding.key

    def test_a_coordinator_lets_pass_with_a_reason(self):
        lead = self._create_lead(summary=TEASER % "Humleglim means dusk light.")
        key = self._key(lead)
        coordinator = lead.with_user(self.coordinator_a)
        for user in (self.adviser_a, self.adviser_b, self.coordinator_b, self.auditor):
            with self.assertRaises(AccessError):
                lead.with_user(user).overrule([key], "Right")
        for keys, reason in (([key], " "), ([], "Right"), ([("x", "y", "", "")], "R")):
            with self.assertRefused("say why"):
                coordinator.overrule(keys, reason)
        coordinator.overrule([key], "A word of the dialect here")
        self.assertEqual(lead.to_solve, 0)
        self.assertIn("A word of the dialect here", lead.quality_check)
        [line] = lead.overrule_ids
        self.assertEqual(line.user_id, self.coordinator_a)
        self.assertIn("A word of the dialect here", self._notes(lead)[0])
        lead.action_ask_review()
        self.assertEqual(lead.state, "review")

    def test_it_holds_for_these_words_only(self):
        lead = self._create_lead(summary=TEASER % "Humleglim means dusk light.")
        lead.with_user(self.coordinator_a).overrule([self._key(lead)], "Dialect")
        lead.summary = TEASER % "So says Humleglim."
        self.assertEqual(lead.to_solve, 0)
        lead.summary = TEASER % "So says Humleglims chef."
        self.assertEqual(lead.to_solve, 1)
        lead.write({"summary": TEASER % "", "title": "Humleglim offers heart software"})
        self.assertEqual(lead.to_solve, 1)

    def test_what_is_missing_or_too_long_is_never_let_pass(self):
        lead = self._create_lead(description="x" * 4001, expected_role=False)
        self.assertEqual(
            self._codes(lead),
            {("too_long", "description"), ("missing", "expected_role")},
        )
        coordinator = lead.with_user(self.coordinator_a)
        with self.assertRefused("nothing that could be let pass"):
            coordinator.action_overrule()
        for code, fname in (("too_long", "description"), ("missing", "expected_role")):
            with self.assertRefused("say why"):
                coordinator.overrule([(code, fname, "", "")], "Never mind")
        # nor by a line somebody wrote: nobody may, and it would not help
        line = {
            "lead_id": lead.id,
            "code": "missing",
            "field_name": "expected_role",
            "finding": "x",
            "reason": "x",
            "user_id": self.manager_a.id,
        }
        with self.assertRaises(AccessError):
            self.env["sme.partner.lead.overrule"].with_user(self.manager_a).create(line)
        with self.assertRaises(AccessError):
            coordinator.write({"overrule_ids": [Command.create(line)]})
        self.env["sme.partner.lead.overrule"].create(line)
        with self.assertRefused("Missing: Role of the partner"):
            lead.action_ask_review()

    def test_the_dialog_lists_what_may_pass(self):
        lead = self._create_lead(summary=TEASER % "Humleglim and Kvarnos.")
        action = lead.with_user(self.coordinator_a).action_overrule()
        Dialog = self.env["sme.partner.lead.let.pass"].with_user(self.coordinator_a)
        form = Form(Dialog.with_context(**action["context"]))
        self.assertEqual(len(form.line_ids), 2)
        form.reason = "Both are in the dictionary"
        with form.line_ids.edit(0) as line:
            line.chosen = True
        form.save().action_apply()
        self.assertEqual(lead.to_solve, 1)
