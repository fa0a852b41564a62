"""What a partner lead holds, whose it is, and what its code says."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestSmePartnerLead(LeadCase):
    # a day long gone: tests with real transactions take numbers of today
    @freeze_time("2024-11-28 10:00:00")
    def test_the_code_says_type_country_day_and_number(self):
        first = self._create_lead()
        self.assertEqual(first.reference, "SX-BOSE20241128001")
        second = self._create_lead(lead_type="business_request")
        self.assertEqual(second.reference, "SX-BRSE20241128001")
        third = self._create_lead()
        self.assertEqual(third.reference, "SX-BOSE20241128002")
        theirs = self._create_lead(self.adviser_b, firm_id=self.firm_b.id)
        self.assertEqual(theirs.reference, "SX-BOLV20241128001")

    @freeze_time("2024-11-28 22:30:00")
    def test_the_day_is_the_one_where_the_owner_works(self):
        """Half past ten, UTC: 23:30 in Stockholm, half past midnight in Riga."""
        self.company_a.partner_id.tz = "Europe/Stockholm"
        self.company_b.partner_id.tz = "Europe/Riga"
        ours = self._create_lead()
        theirs = self._create_lead(self.adviser_b, firm_id=self.firm_b.id)
        self.assertEqual(ours.reference, "SX-BOSE20241128001")
        self.assertEqual(theirs.reference, "SX-BOLV20241129001")

    @freeze_time("2024-11-28 10:00:00")
    def test_many_at_once_get_a_number_each(self):
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_a)
        leads = Lead.create([self._complete_values() for _number in range(3)])
        self.assertEqual(
            leads.mapped("reference"),
            [f"SX-BOSE2024112800{number}" for number in (1, 2, 3)],
        )
        self.assertEqual(self._create_lead().reference, "SX-BOSE20241128004")

    def test_the_code_is_not_typed(self):
        with self.assertRefused("cannot be typed"):
            self._create_lead(reference="SX-BOSE20200101001")
        lead = self._create_lead()
        code = lead.reference
        with self.assertRefused("cannot be typed"):
            lead.reference = "SX-BOSE20200101001"
        lead.write({"reference": code, "ipr_notes": "Kept"})  # as it is exported
        self.assertEqual((lead.reference, lead.ipr_notes), (code, "Kept"))
        copy = lead.copy()
        self.assertNotEqual(copy.reference, code)
        self.assertTrue(copy.reference)

    def test_the_code_of_the_network_stands_once(self):
        self._create_lead(network_reference="BOSE20260101001")
        with self.assertRefused("stands on another lead already"):
            self._create_lead(network_reference="BOSE20260101001")
        with self.assertRefused("stands on another lead already"):
            self._create_lead(
                self.adviser_b,
                firm_id=self.firm_b.id,
                network_reference="BOSE20260101001",
            )
        # empty ones are no twins
        self._create_lead(network_reference=False)
        self._create_lead(network_reference=False)

    def test_a_holder_needs_a_country(self):
        nowhere = self.env["res.partner"].create(
            {"name": "Institute", "is_company": True}
        )
        with self.assertRefused("Institute has no country"):
            self._create_lead(
                firm_id=False, holder_kind="research", holder_partner_id=nowhere.id
            )
        nowhere.country_id = self.country_ee
        lead = self._create_lead(
            firm_id=False, holder_kind="research", holder_partner_id=nowhere.id
        )
        self.assertEqual(lead.country_id, self.country_ee)
        self.assertEqual(lead.holder_name, "Institute")

    def test_a_holder_is_one_and_of_its_kind(self):
        institute = self.env["res.partner"].create(
            {"name": "Institute", "is_company": True, "country_id": self.country_ee.id}
        )
        with self.assertRefused("Take the other holder off"):
            self._create_lead(holder_partner_id=institute.id)
        with self.assertRefused("has no country|on whose behalf"):
            self._create_lead(firm_id=False)
        with self.assertRefused("research requests only"):
            self._create_lead(
                firm_id=False,
                holder_kind="consortium",
                holder_partner_id=institute.id,
            )
        self._create_lead(
            firm_id=False,
            holder_kind="consortium",
            holder_partner_id=institute.id,
            lead_type="research_request",
            cooperation_type_ids=[
                Command.set(self._ref("cooperation_type_research").ids)
            ],
        )

    def test_firms_and_products_of_others_are_refused(self):
        product = self.env["sme.product"].create(
            {"firm_id": self.firm_b.id, "name": "Secret of B"}
        )
        for values in ({"firm_id": self.firm_b.id}, {"product_id": product.id}):
            with self.assertRaises(AccessError) as caught:
                self._create_lead(**values)
            self.assertNotIn("Baltijas", str(caught.exception))
            self.assertNotIn("Secret", str(caught.exception))
        other = self._create_firm(self.company_a, "Fjordkod AB")
        own = self.env["sme.product"].create({"firm_id": other.id, "name": "Robot"})
        with self.assertRefused("of another firm"):
            self._create_lead(product_id=own.id)

    def test_an_adviser_of_two_organisations_says_whose_it_is(self):
        lead = self._create_lead(self.adviser_ab)
        self.assertEqual(lead.company_id, self.company_a)  # as the firm
        institute = self.env["res.partner"].create(
            {"name": "Institute", "is_company": True, "country_id": self.country_ee.id}
        )
        with self.assertRefused("several organisations"):
            self._create_lead(
                self.adviser_ab,
                firm_id=False,
                holder_kind="research",
                holder_partner_id=institute.id,
            )

    def test_it_does_not_change_hands(self):
        lead = self._create_lead(self.adviser_ab)
        with self.assertRefused("cannot be moved"):
            lead.company_id = self.company_b

    def test_the_adviser_works_in_the_organisation(self):
        with self.assertRefused("must be a user who works"):
            self._create_lead(user_id=self.adviser_b.id)

    def test_five_keywords_of_each_kind(self):
        words = self.env["sme.keyword"].search([("kind", "=", "technology")], limit=6)
        self._create_lead(technology_keyword_ids=[Command.set(words[:5].ids)])
        with self.assertRefused("at most 5"):
            self._create_lead(technology_keyword_ids=[Command.set(words.ids)])
        with self.assertRefused("does not belong into Market keywords"):
            self._create_lead(market_keyword_ids=[Command.set(words[:1].ids)])

    def test_each_type_has_its_kinds_of_cooperation(self):
        """Supplier agreements are for business leads, research for technology."""
        supplier = self._ref("cooperation_type_supplier")
        research = self._ref("cooperation_type_research")
        investment = self._ref("cooperation_type_investment")
        allowed = {
            "business_offer": supplier | investment,
            "technology_offer": research | investment,
            "research_request": research,
        }
        for lead_type, fitting in allowed.items():
            for kind in supplier | research | investment:
                chosen = {"cooperation_type_ids": [Command.set(kind.ids)]}
                with self.subTest(lead_type=lead_type, kind=kind.name):
                    if kind in fitting:
                        self._create_lead(lead_type=lead_type, **chosen)
                    else:
                        with self.assertRefused("cannot ask for"):
                            self._create_lead(lead_type=lead_type, **chosen)

    def test_the_own_country_is_a_target_only_where_allowed(self):
        home = {"target_country_ids": [Command.set(self.country_se.ids)]}
        with self.assertRefused("own country"):
            self._create_lead(**home)
        lead = self._create_lead(target_home_allowed=True, **home)
        with self.assertRefused("own country"):
            lead.target_home_allowed = False
        self._create_lead(target_country_ids=[Command.set(self.country_lv.ids)])

    def test_goals_or_none(self):
        with self.assertRefused("none is relevant"):
            self._create_lead(sdg_none=True)
        self._create_lead(sdg_none=True, sdg_ids=False)

    def test_interest_ends_before_the_call(self):
        values = {
            "lead_type": "research_request",
            "cooperation_type_ids": [
                Command.set(self._ref("cooperation_type_research").ids)
            ],
            "call_deadline": "2027-03-01",
        }
        self._create_lead(interest_deadline="2027-02-28", **values)
        for day in ("2027-03-01", "2027-03-02"):
            with self.assertRefused("closes on"):
                self._create_lead(interest_deadline=day, **values)

    def test_a_project_is_named_where_it_is_published_to_its_members(self):
        project = self._create_project(self.company_a, self.company_b)
        with self.assertRefused("of which one"):
            self._create_lead(scope="project")
        self._create_lead(scope="project", project_id=project.id)

    def test_type_and_firm_on_the_form(self):
        """The kinds of cooperation follow the type; a research request has one."""
        form = Form(self.env["sme.partner.lead"].with_user(self.adviser_a))
        form.firm_id = self.firm
        form.title = "Robot"
        form.lead_type = "research_request"
        self.assertEqual(
            form.cooperation_type_ids.ids, self._ref("cooperation_type_research").ids
        )
        form.lead_type = "business_offer"
        self.assertFalse(form.cooperation_type_ids.ids)
        lead = form.save()
        self.assertEqual(lead.company_id, self.company_a)
        self.assertEqual(lead.state, "draft")

    def test_a_reader_gets_their_language_else_the_source(self):
        for code in ("lv_LV", "sv_SE"):
            self.env["res.lang"]._activate_lang(code)
        lead = self._create_lead()
        self.env["sme.partner.lead.translation"].with_user(self.adviser_a).create(
            {
                "lead_id": lead.id,
                "language_id": self.latvian.id,
                "title": "Zviedru uzņēmums piedāvā",
                "summary": "Īsumā",
            }
        )
        shown = {
            code: lead.with_context(lang=code).shown_title
            for code in ("lv_LV", "sv_SE", "en_US")
        }
        self.assertEqual(shown["lv_LV"], "Zviedru uzņēmums piedāvā")
        self.assertEqual(shown["sv_SE"], lead.title)
        self.assertEqual(shown["en_US"], lead.title)
        self.assertEqual(lead.with_context(lang="lv_LV").shown_summary, "Īsumā")
        lead.translation_ids.summary = False
        self.assertEqual(lead.with_context(lang="lv_LV").shown_summary, lead.summary)

    def test_one_translation_for_each_other_language(self):
        lead = self._create_lead()
        Translation = self.env["sme.partner.lead.translation"].with_user(self.adviser_a)
        values = {"lead_id": lead.id, "title": "Ett", "language_id": self.swedish.id}
        Translation.create(values)
        with (
            self.assertRefused("language_uniq", IntegrityError),
            mute_logger("odoo.sql_db"),
        ):
            Translation.create(values)
        with self.assertRefused("another language", ValidationError):
            Translation.create(values | {"language_id": self.english.id})

    def _translate(self, lead, **values):
        return (
            self.env["sme.partner.lead.translation"]
            .with_user(self.adviser_a)
            .create(
                {
                    "lead_id": lead.id,
                    "language_id": self.latvian.id,
                    "title": "Zviedrijas uzņēmums piedāvā risinājumu",
                    **values,
                }
            )
        )

    def test_a_checked_translation_is_checked_anew_when_the_source_changes(self):
        lead = self._create_lead()
        translation = self._translate(lead)
        translation.action_check()
        self.assertEqual(translation.state, "checked")
        self.assertIn("Latvian", self._notes(lead)[0])
        lead.write({"title": lead.title, "description": "x" * 250})
        self.assertEqual(translation.state, "checked", "the same title, another text")
        lead.title = "Swedish firm offers another thing to hospitals"
        self.assertEqual(translation.state, "translated")
        self.assertIn("to be checked again in Latvian", self._notes(lead)[0])
        translation.action_check()
        translation.summary = "Īsumā"
        self.assertEqual(translation.state, "translated", "its own words changed")

    def test_a_lead_is_not_written_in_a_language_it_is_translated_into(self):
        lead = self._create_lead()
        self._translate(lead)
        with self.assertRefused("Delete the translation first"):
            lead.language_id = self.latvian

    def test_a_translation_of_what_is_published_gives_nobody_away(self):
        lead = self._to_published()
        with self.assertRefused("by its name"):
            self._translate(lead, title="Humleglimam ir risinājums slimnīcām")
        translation = self._translate(lead)
        with self.assertRefused("by its name"):
            translation.summary = "To piedāvā Humleglim."
        draft = self._create_lead()
        self._translate(draft, title="Humleglimam ir risinājums slimnīcām")

    def test_the_firm_s_leads_are_a_click_away(self):
        lead = self._create_lead()
        firm = self.firm.with_user(self.adviser_a)
        self.assertEqual(firm.partner_lead_count, 1)
        action = firm.action_view_partner_leads()
        self.assertEqual(lead.search(action["domain"]), lead)
        new = lead.with_context(**action["context"]).default_get(["firm_id"])
        self.assertEqual(new["firm_id"], self.firm.id)

    def test_a_firm_with_leads_is_neither_deleted_nor_put_away(self):
        lead = self._create_lead()
        with self.assertRefused("1 partner leads were written"):
            self.firm.with_user(self.manager_a).unlink()
        self.firm.with_user(self.manager_a).active = False
        self.firm.with_user(self.manager_a).active = True
        lead.action_ask_review()
        with self.assertRefused("Close the lead first"):
            self.firm.with_user(self.manager_a).active = False

    def test_only_a_coordinator_deletes_a_draft(self):
        lead = self._create_lead()
        with self.assertRaises(AccessError):
            lead.unlink()
        lead.with_user(self.coordinator_a).unlink()
        published = self._create_lead()
        published.sudo().write({"state": "published", "date_published": "2026-01-01"})
        with self.assertRefused("cannot be deleted"):
            published.with_user(self.coordinator_a).unlink()

    def test_a_state_is_chosen_by_no_path(self):
        """Neither typed, nor imported, nor by a default a context brings."""
        Lead = self.env["sme.partner.lead"].with_user(self.manager_a)
        for fname, value in (
            ("state", "published"),
            ("date_published", "2026-01-01"),
            ("date_expiry", "2036-01-01"),
        ):
            with self.subTest(field=fname):
                with self.assertRefused("cannot be typed"):
                    self._create_lead(self.manager_a, **{fname: value})
                lead = self._create_lead(self.manager_a)
                with self.assertRefused("cannot be typed"):
                    lead.write({fname: value})
                with self.assertRefused("cannot be typed"):
                    lead.web_save({fname: value}, {})
                default = Lead.with_context(**{f"default_{fname}": value})
                made = default.create(self._complete_values())
                self.assertEqual((made.state, made[fname] == value), ("draft", False))
                result = Lead.load(
                    ["title", "firm_id/.id", fname],
                    [["Imported", str(self.firm.id), value]],
                )
                self.assertFalse(result["ids"])
                self.assertIn("cannot be typed", result["messages"][0]["message"])
        around = self.firm.with_user(self.manager_a)
        with self.assertRefused("cannot be typed"):
            around.write(
                {"partner_lead_ids": [Command.update(lead.id, {"state": "published"})]}
            )
        forged = lead.with_context(_sme_lead_act=True)
        with self.assertRefused("cannot be typed"):
            forged.write({"state": "published"})

    def test_a_list_of_leads_is_imported_as_drafts(self):
        """By the labels of the screen; what an export says is so already may stand."""
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_a)
        result = Lead.load(
            ["title", "lead_type", "firm_id", "cooperation_type_ids", "state"],
            [
                [
                    "First",
                    "Business request",
                    "Humleglim AB",
                    "Supplier agreement,Commercial agreement",
                    "Draft",
                ],
                ["Second", "Technology offer", "Humleglim AB", "", "Draft"],
            ],
        )
        self.assertFalse(result["messages"])
        leads = Lead.browse(result["ids"])
        self.assertEqual(set(leads.mapped("state")), {"draft"})
        self.assertEqual(len(set(leads.mapped("reference"))), 2)
        self.assertEqual(len(leads[0].cooperation_type_ids), 2)

    def test_lists_keep_what_is_used(self):
        lead = self._create_lead()
        keyword = lead.market_keyword_ids.with_user(self.manager_a)
        with self.assertRaises(UserError):
            keyword.unlink()
        keyword.active = False
        every = lead.with_context(active_test=False)
        self.assertEqual(every.market_keyword_ids, keyword)
