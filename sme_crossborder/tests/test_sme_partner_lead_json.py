"""A lead as a JSON document: out, in again, and what is refused on the way."""

import io
import json
import zipfile
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ..models import sme_partner_lead_content as content
from ..tools import lead_fields, lead_file, lead_json, lead_keys
from .lead_file_case import LeadFileCase

ADDRESS = "/sme_crossborder/partner-leads.json"


@tagged("post_install", "-at_install")
class TestSmePartnerLeadJson(LeadFileCase, HttpCase):
    # ------------------------------------------------------------------
    # The document
    # ------------------------------------------------------------------

    def test_codes_are_those_of_the_lead(self):
        """Written by hand in tools, which know nothing of models."""
        self.assertEqual(lead_keys.STAGES, tuple(code for code, _l in content.STAGES))
        self.assertEqual(lead_keys.RIGHTS, tuple(code for code, _l in content.RIGHTS))
        Lead = self.env["sme.partner.lead"]
        for fname, codes in (
            ("state", lead_keys.STATUSES),
            ("holder_kind", lead_keys.HOLDER_KINDS),
            ("lead_type", lead_fields.NETWORK_CODES),
        ):
            self.assertEqual(
                {code for code, _label in Lead._fields[fname].selection}, set(codes)
            )
        keys = lead_keys.KEYS
        named = {fname for key in keys for fname in (key.field, key.other)}
        self.assertLessEqual(set(lead_fields.MARKS) - {"language_id"}, named)
        self.assertLessEqual(named - {""}, set(Lead._fields))

    def _all_of(self, lead_type):
        """Return values for every field a type has."""
        languages = self.english | self.latvian
        vals = {
            "lead_type": lead_type,
            "specification": "Runs on phones of five years, in three languages.",
            "development_stage": "lab",
            "ipr_status": "granted",
            "ipr_notes": "EP 1\nand another",
            "capability_offered_ids": [
                Command.set(self._ref("capability_e_health_solutions").ids)
            ],
            "capability_sought_ids": [
                Command.set(self._ref("capability_investment").ids)
            ],
            "nace_ids": [
                Command.set((self._nace("62.10") | self._nace("62.01", "2.0")).ids)
            ],
            "target_country_ids": [
                Command.set((self.country_lv | self.country_ee).ids)
            ],
            "partner_language_ids": [Command.set(languages.ids)],
            "network_reference": f"{lead_fields.NETWORK_CODES[lead_type]}SE20260101001",
        }
        if lead_type != "business_offer":
            kind = {
                "business_request": "cooperation_type_supplier",
                "technology_offer": "cooperation_type_commercial_assistance",
                "technology_request": "cooperation_type_research",
                "research_request": "cooperation_type_research",
            }[lead_type]
            vals["cooperation_type_ids"] = [Command.set(self._ref(kind).ids)]
        if lead_type == "research_request":
            vals |= {
                "framework_programme": "Horizon Europe",
                "call_title": "Trustworthy data, second round",
                "call_identifier": "HORIZON-CL4-2027-DATA-01",
                "coordinator_required": "no",
                "interest_deadline": "2027-01-29",
                "call_deadline": "2027-03-30",
                "evaluation_scheme": "One step",
                "budget": 2_500_000.5,
                "currency_id": self.env.ref("base.SEK").id,
                "duration_weeks": 130,
                "call_url": "https://example.eu/call",
                "project_title": "Hearts at home",
                "project_acronym": "HEART",
            }
        return {
            fname: value
            for fname, value in vals.items()
            if lead_fields.is_asked(lead_type, fname)
        }

    def test_out_and_in_again_for_every_type(self):
        """Valid by its own schema; unchanged here; the same lead elsewhere."""
        for lead_type in lead_fields.TYPES:
            with self.subTest(lead_type=lead_type):
                lead = self._create_lead(**self._all_of(lead_type))
                self.env["sme.partner.lead.translation"].with_user(
                    self.adviser_a
                ).create(
                    {
                        "lead_id": lead.id,
                        "language_id": self.latvian.id,
                        "title": "Sirds uzraudzība mājās",
                        "summary": "Īsumā",
                    }
                )
                document = lead.get_json_document(with_holder=True)
                self.assertEqual(lead_json.faults(document), [])
                for key in lead_keys.KEYS:
                    if lead_fields.is_asked(lead_type, key.field):
                        self.assertIsNot(document[key.name], None, key.name)
                        self.assertNotEqual(document[key.name], [], key.name)
                again = self._import(document)
                self.assertEqual(self._kinds(again), ["unchanged"])
                self.assertEqual(again.line_ids.lead_id, lead)
                # in another house, where nobody has it
                there = document | {
                    "holder": {"kind": "firm", "country": "LV"},
                    "networkReference": None,
                    "targetsOwnCountry": True,
                }
                wizard = self._import(
                    there, user=self.adviser_b, firm_id=self.firm_b.id
                )
                self.assertEqual(self._kinds(wizard), ["new"])
                copy = wizard.line_ids.lead_id
                self.assertEqual(copy.company_id, self.company_b)
                self.assertEqual(copy.source_reference, lead.reference)
                self.assertNotEqual(copy.reference, lead.reference)
                told = copy.get_json_document()
                for name in document:
                    if name not in (
                        *("reference", "networkReference", "holder"),
                        "targetsOwnCountry",
                    ):
                        self.assertEqual(told[name], document[name], name)

    @freeze_time("2026-11-28 10:00:00")
    def test_what_a_document_tells(self):
        lead = self._to_published(target_country_ids=[Command.set(self.country_lv.ids)])
        document = lead.get_json_document()
        # on that very day other tests may have counted on
        self.assertRegex(document["reference"], r"^SX-BOSE20261128\d{3}$")
        self.assertEqual(document["reference"], lead.reference)
        self.assertEqual(document["profileStatus"], {"name": "PUBLISHED"})
        self.assertEqual(document["publicationDate"], "2026-11-28")
        self.assertEqual(document["expirationDate"], "2027-11-28")
        self.assertEqual(document["typesOfPartnership"], ["commercial"])
        self.assertEqual(document["marketKeywords"], ["02007012"])
        self.assertEqual(document["sdgKeywords"], ["3"])
        self.assertEqual(document["targetedCountries"], ["LV"])
        self.assertNotIn("technicalSpecificationOrExpertiseSought", document)
        # anonymous, unless the holder is asked for
        self.assertEqual(document["holder"], {"kind": "firm", "country": "SE"})
        self.assertNotIn("Humleglim", lead_json.dump(document))
        full = lead.get_json_document(with_holder=True)
        self.assertEqual(full["holder"]["name"], "Humleglim AB")

    def test_entries_without_a_code_are_written_by_their_english_name(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        keyword = self._ref("keyword_market_hospitals_and_clinics")
        keyword.with_context(lang="sv_SE").name = "Sjukhus"
        lead = self._create_lead(market_keyword_ids=[Command.set(keyword.ids)])
        document = lead.with_context(lang="sv_SE").get_json_document()
        name = keyword.with_context(lang="en_US").name
        self.assertEqual(document["marketKeywords"], [name])
        self.assertEqual(self._kinds(self._import(document)), ["unchanged"])
        # archived since: still the same entry
        keyword.active = False
        self.assertEqual(self._kinds(self._import(document)), ["unchanged"])

    def test_many_are_read_in_as_few_queries_as_few(self):
        def count(leads):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for lead in leads.with_user(self.adviser_a):
                lead.get_json_document(with_holder=True)
            return self.env.cr.sql_log_count - before

        leads = self.env["sme.partner.lead"]
        for _number in range(12):
            leads |= self._create_lead(
                **self._all_of("business_offer") | {"network_reference": False}
            )
        self.env.flush_all()
        count(leads[:1])  # what is looked up once
        self.assertEqual(count(leads), count(leads[:2]))

    # ------------------------------------------------------------------
    # Out
    # ------------------------------------------------------------------

    def test_one_is_a_document_several_are_an_archive(self):
        leads = self._create_lead() | self._create_lead()
        self.authenticate("manager_a", "manager_a")
        action = leads[:1].with_user(self.manager_a).action_export_json()
        response = self.url_open(action["url"])
        self.assertEqual(response.headers["Content-Type"], "application/json")
        self.assertIn(leads[:1].reference, response.headers["Content-Disposition"])
        self.assertEqual(json.loads(response.content), leads[:1].get_json_document())
        action = leads.with_user(self.manager_a).action_export_json_full()
        response = self.url_open(action["url"])
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        archive = zipfile.ZipFile(io.BytesIO(response.content))
        self.assertEqual(
            sorted(archive.namelist()),
            sorted(f"{lead.reference}.json" for lead in leads),
        )
        for lead in leads:
            text = archive.read(f"{lead.reference}.json").decode()
            self.assertEqual(json.loads(text), lead.get_json_document(with_holder=True))
        # and the archive comes in again
        again = self._import(("leads.zip", response.content))
        self.assertEqual(self._kinds(again), ["unchanged"] * 2)

    def test_who_may_take_leads_out(self):
        leads = self._create_lead() | self._create_lead()
        one, both = (
            f"{ADDRESS}?ids={','.join(map(str, ids))}"
            for ids in (leads.ids[:1], leads.ids)
        )
        expected = {
            # one, both
            "adviser_a": (200, 403),
            "manager_a": (200, 200),
            "adviser_b": (403, 403),
            "manager_b": (403, 403),
            "auditor": (403, 403),
            "employee": (403, 403),
            "portal_user": (403, 403),
        }
        for login, statuses in expected.items():
            self.authenticate(login, login)
            for url, status in zip((one, both), statuses, strict=True):
                with self.subTest(login=login, url=url):
                    response = self.url_open(url)
                    self.assertEqual(response.status_code, status)
                    if status == 403:
                        self.assertNotIn("Swedish firm", response.text)
        self.authenticate(None, None)
        response = self.url_open(one, allow_redirects=False)
        self.assertNotEqual(response.status_code, 200)
        with self.assertRaises(AccessError):
            leads.with_user(self.adviser_a).action_export_json()
        with self.assertRaises(AccessError):
            leads[:1].with_user(self.adviser_b).action_export_json()

    def test_addresses_that_name_no_lead(self):
        self.authenticate("manager_a", "manager_a")
        for ids in ("", "0", "x", "999999999", "1e3", "-1", "9" * 400, ","):
            with self.subTest(ids=ids):
                response = self.url_open(f"{ADDRESS}?ids={ids}")
                self.assertEqual(response.status_code, 403)
                self.assertIn("Choose the leads", response.text)

    # ------------------------------------------------------------------
    # In
    # ------------------------------------------------------------------

    def test_a_preview_writes_nothing(self):
        lead = self._create_lead()
        before = self._leads()
        wizard = self._preview(
            [
                self._document(),
                lead.get_json_document() | {"title": "Another title of some length"},
            ]
        )
        self.assertEqual(self._kinds(wizard), ["changed", "new"])
        self.assertEqual(self._leads(), before)
        self.assertNotEqual(lead.title, "Another title of some length")
        self.assertEqual(wizard.line_ids.lead_id, lead)
        self.assertEqual(wizard.state, "preview")

    def test_the_same_document_again_changes_nothing(self):
        first = self._import(self._document(shortSummary="Short"))
        self.assertEqual(self._kinds(first), ["new"])
        lead = first.line_ids.lead_id
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead.company_id, self.company_a)
        self.assertEqual(lead.user_id, self.adviser_a)
        self.assertEqual(lead.firm_id, self.firm)
        self.assertEqual(lead.source_reference, "X-1")
        self.assertRegex(lead.reference, r"^SX-BOSE\d{8}\d{3}$")
        self.env.flush_all()
        before, notes = lead.write_date, len(lead.message_ids)
        second = self._import(self._document(shortSummary="Short"))
        self.assertEqual(self._kinds(second), ["unchanged"])
        self.assertEqual(second.line_ids.lead_id, lead)
        self.assertEqual((lead.write_date, len(lead.message_ids)), (before, notes))
        self.assertEqual(len(self._leads()), 1)

    def test_a_draft_is_brought_to_what_the_document_says(self):
        lead = self._import(
            self._document(
                shortSummary="Short",
                iprNotes="Kept",
                targetedCountries=["LV"],
                translations=[
                    {"language": "lv", "title": "Sirds"},
                    {"language": "sv", "title": "Hjärta"},
                ],
            )
        ).line_ids.lead_id
        wizard = self._import(
            self._document(
                shortSummary=None,
                targetedCountries=["EE", "FI"],
                translations=[{"language": "lv", "title": "Sirds mājās"}],
            )
        )
        self.assertEqual(self._kinds(wizard), ["changed"])
        self.assertFalse(lead.summary)
        self.assertEqual(lead.ipr_notes, "Kept")  # not in the document
        self.assertEqual(sorted(lead.target_country_ids.mapped("code")), ["EE", "FI"])
        self.assertEqual(lead.translation_ids.mapped("title"), ["Sirds mājās"])
        self.assertIn("Short summary", wizard.line_ids.remarks)

    def test_only_a_draft_is_changed(self):
        document = self._document()
        steps = {
            "review": self._to_review(),
            "approval": self._to_approval(),
            "published": self._to_published(),
        }
        for state, lead in steps.items():
            with self.subTest(state=state):
                self.assertEqual(lead.state, state)
                told = lead.get_json_document()
                self.assertEqual(self._kinds(self._import(told)), ["unchanged"])
                title = lead.title
                wizard = self._import(told | {"title": "Quite another title"})
                self.assertEqual(self._kinds(wizard), ["refused"])
                self.assertIn("only a draft", wizard.line_ids.reason)
                self.assertEqual(lead.title, title)
        self.assertEqual(self._kinds(self._import(document)), ["new"])

    def test_states_and_days_are_not_read(self):
        document = self._document(
            profileStatus={"name": "PUBLISHED"},
            publicationDate="2026-01-01",
            expirationDate="2036-01-01",
        )
        lead = self._import(document).line_ids.lead_id
        self.assertEqual(lead.state, "draft")
        self.assertFalse(lead.date_published or lead.date_expiry)
        self.assertEqual(self._kinds(self._import(document)), ["unchanged"])

    def test_a_checked_translation_is_not_read_either(self):
        said = {"language": "lv", "title": "Sirds", "state": "checked"}
        lead = self._import(self._document(translations=[said])).line_ids.lead_id
        self.assertEqual(lead.translation_ids.state, "translated")

    # (what the document says, where the fault is, what is said of it)
    FAULTS = (
        ({"schema": "2.0"}, "$.schema", "only 1.0 is known"),
        ({"profileType": {"code": "XX"}}, "$.profileType.code", "BO, BR, TO"),
        ({"reference": None}, "$.reference", "is to be a text"),
        ({"reference": "a b"}, "$.reference", "not written as"),
        ({"language": "xx"}, "$.language", "xx is no language"),
        ({"title": 5}, "$.title", "a text or null"),
        ({"title": "x" * 257}, "$.title", "257 characters; at most 256"),
        ({"shortSummary": "x" * 501}, "$.shortSummary", "at most 500"),
        ({"colour": "red"}, "$.colour", "not known"),
        ({"state": "published"}, "$.state", "not known"),
        ({"company_id": 1}, "$.company_id", "not known"),
        ({"stageOfDevelopment": "ready"}, "$.stageOfDevelopment", "concept"),
        (
            {"targetedCountries": ["LV", "XX"]},
            "$.targetedCountries[1]",
            "XX is no country code",
        ),
        ({"targetedCountries": ["LV", "SE"]}, "$.targetedCountries[1]", "own country"),
        ({"targetedCountries": "LV"}, "$.targetedCountries", "a list or null"),
        ({"partnerLanguages": ["en", "en"]}, "$.partnerLanguages[1]", "twice"),
        (
            {"marketKeywords": ["02007012", "09"]},
            "$.marketKeywords[1]",
            "not in the list",
        ),
        ({"marketKeywords": ["01004001"]}, "$.marketKeywords[0]", "not in the list"),
        (
            {"technologyKeywords": list("abcdef")},
            "$.technologyKeywords",
            "6 entries; at most 5",
        ),
        (
            {"typesOfPartnership": ["research"]},
            "$.typesOfPartnership[0]",
            "cannot ask for",
        ),
        ({"typesAndSizes": ["huge"]}, "$.typesAndSizes[0]", "not in the list"),
        ({"nace": ["99.99"]}, "$.nace[0]", "not in the list"),
        ({"sdgKeywords": ["18"]}, "$.sdgKeywords[0]", "one of"),
        ({"sdgKeywords": ["3", "not-relevant"]}, "$.sdgKeywords", "none is relevant"),
        ({"anonymous": "yes"}, "$.anonymous", "true or false"),
        ({"anonymous": None}, "$.anonymous", "true or false"),
        ({"deadlineForEoI": "2027-01-01"}, "$.deadlineForEoI", "has no such field"),
        ({"holder": {"kind": "club"}}, "$.holder.kind", "firm, research"),
        (
            {"translations": [{"language": "en", "title": "T"}]},
            "$.translations[0].language",
            "already",
        ),
        (
            {"translations": [{"language": "zz", "title": "T"}]},
            "$.translations[0].language",
            "zz is no language",
        ),
        ({"translations": [{"language": "lv"}]}, "$.translations[0].title", "missing"),
    )

    CALL_FAULTS = (
        ({"deadlineOfTheCall": "2027-02-30"}, "$.deadlineOfTheCall", "a day"),
        (
            {"deadlineForEoI": "2027-03-30", "deadlineOfTheCall": "2027-03-30"},
            "$.deadlineForEoI",
            "before the call closes",
        ),
        ({"projectDurationInWeeks": -1}, "$.projectDurationInWeeks", "0 or more"),
        ({"projectDurationInWeeks": 1.5}, "$.projectDurationInWeeks", "whole number"),
        ({"anticipatedProjectBudget": -5}, "$.anticipatedProjectBudget", "0 or more"),
        (
            {"anticipatedProjectBudget": {"amount": 5, "currency": "XYZ"}},
            "$.anticipatedProjectBudget.currency",
            "XYZ is no currency",
        ),
        ({"webLinkToTheCall": "javascript:alert(1)"}, "$.webLinkToTheCall", "written"),
        ({"coordinatorRequired": "yes"}, "$.coordinatorRequired", "true or false"),
        ({"advantagesAndInnovation": "Fast"}, "$.advantagesAndInnovation", "no such"),
    )

    def test_each_fault_is_named_with_its_place_and_changes_nothing(self):
        own = self._import(self._document()).line_ids.lead_id
        told = own.get_json_document()
        before = self._leads()
        request = {"profileType": {"code": "RDR"}, "typesOfPartnership": ["research"]}
        faults = [
            *self.FAULTS,
            *(
                (request | values, path, said)
                for values, path, said in self.CALL_FAULTS
            ),
        ]
        documents = [
            self._document(reference=f"X-{at}") | values
            for at, (values, *_rest) in enumerate(faults, start=2)
        ]
        wizard = self._import(*documents)
        self.assertEqual(set(self._kinds(wizard)), {"refused"})
        self.assertEqual(len(wizard.line_ids), len(faults))
        lines = wizard.line_ids.sorted("id")
        for line, (values, path, said) in zip(lines, faults, strict=True):
            with self.subTest(values=values):
                self.assertIn(f"{path}: ", line.reason)
                self.assertRegex(line.reason, said.replace("(", r"\("))
        self.assertEqual(self._leads(), before)
        self.assertEqual(own.get_json_document(), told)

    def test_a_document_without_what_it_needs(self):
        for name in ("reference", "profileType", "language"):
            document = self._document()
            del document[name]
            wizard = self._import(document)
            self.assertEqual(self._kinds(wizard), ["refused"])
            self.assertIn(f"$.{name}: is missing", wizard.line_ids.reason)

    def test_a_refused_document_leaves_the_good_ones_alone(self):
        wizard = self._import(
            [self._document(), self._document(reference="X-2", nace=["?"])],
            ("other.json", self._document(reference="X-3")),
        )
        self.assertEqual(self._kinds(wizard), ["refused", "new", "new"])
        refused = wizard.line_ids[:1]
        self.assertEqual(refused.place, "leads.json $[1]")
        self.assertIn("$[1].nace[0]", refused.reason)
        self.assertEqual(set(self._leads().mapped("source_reference")), {"X-1", "X-3"})
        self.assertFalse(wizard.file_ids)  # what was uploaded is not kept
        self.assertIn("Refused: 1", wizard.summary)

    def test_the_same_reference_twice_in_one_file(self):
        first = self._document(networkReference="BOSE20260101001")
        wizard = self._import(
            [first, self._document(title="Another title of it")],
            ("network.json", [self._profile()]),
        )
        self.assertEqual(self._kinds(wizard), ["refused", "new", "unchanged"])
        self.assertIn("$[1].reference", wizard.line_ids[0].reason)
        self.assertIn("leads.json $[0]", wizard.line_ids[0].reason)
        self.assertEqual(self._leads().title, first["title"])

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------

    def test_a_holder_is_found_by_name_or_chosen(self):
        wizard = self._preview(
            self._document(holder={"kind": "firm", "name": "Nobody"})
        )
        self.assertEqual(self._kinds(wizard), ["holder"])
        self.assertIn("Nobody", wizard.line_ids.reason)
        self.assertFalse(wizard.is_anything_to_do)
        wizard.line_ids.firm_id = self.firm
        self.assertTrue(wizard.is_anything_to_do)
        wizard.action_apply()
        self.assertEqual(self._kinds(wizard), ["new"])
        self.assertEqual(wizard.line_ids.lead_id.firm_id, self.firm)

    def test_a_firm_for_all_that_name_none(self):
        document = self._document()
        del document["holder"]
        self.assertEqual(self._kinds(self._preview(document)), ["holder"])
        wizard = self._import(document, firm_id=self.firm.id)
        self.assertEqual(wizard.line_ids.lead_id.firm_id, self.firm)

    def test_two_firms_of_one_name_are_not_guessed(self):
        self._create_firm(self.company_a, "Humleglim AB", registry_number=False)
        wizard = self._preview(self._document())
        self.assertEqual(self._kinds(wizard), ["holder"])

    def test_an_institute_that_is_no_firm(self):
        # a name that tests with real transactions do not leave behind
        name = "Institute that is no firm"
        institute = self.env["res.partner"].create(
            {"name": name, "is_company": True, "country_id": self.country_ee.id}
        )
        wizard = self._import(self._document(holder={"kind": "research", "name": name}))
        self.assertEqual(wizard.line_ids.lead_id.holder_partner_id, institute)
        self.assertEqual(wizard.line_ids.lead_id.holder_kind, "research")
        self.assertEqual(wizard.line_ids.lead_id.company_id, self.company_a)

    def test_who_works_in_two_organisations_says_which(self):
        self.env["res.partner"].create(
            {"name": "Institute", "is_company": True, "country_id": self.country_ee.id}
        )
        document = self._document(holder={"kind": "public", "name": "Institute"})
        user = self.adviser_ab.with_context(
            allowed_company_ids=(self.company_a | self.company_b).ids
        )
        Import = self.env["sme.partner.lead.import"].with_user(user)
        Import = Import.with_context(allowed_company_ids=user.company_ids.ids)

        def preview(**values):
            file = self._upload(document, user=user)
            wizard = Import.create({"file_ids": [Command.set(file.ids)], **values})
            wizard.action_preview()
            return wizard

        wizard = preview()
        self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertIn("several organisations", wizard.line_ids.reason)
        wizard = preview(company_id=self.company_b.id)
        wizard.action_apply()
        self.assertEqual(wizard.line_ids.lead_id.company_id, self.company_b)
        self.assertEqual(wizard.line_ids.lead_id.holder_kind, "public")
        # a firm says by itself whose its leads are
        document = self._document(reference="X-2")
        wizard = preview(company_id=self.company_b.id)
        wizard.action_apply()
        self.assertEqual(wizard.line_ids.lead_id.company_id, self.company_a)
        # and nobody puts a lead into a house that is not theirs
        document = self._document(
            reference="X-3", holder={"kind": "public", "name": "Institute"}
        )
        wizard = self._import(document, company_id=self.company_b.id)
        self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertFalse(self._leads(self.company_b) - self._leads(self.company_b)[:1])

    def test_a_firm_of_others_is_not_found_nor_taken(self):
        named = self._document(holder={"kind": "firm", "name": "Baltijas Kods SIA"})
        wizard = self._preview(named)
        self.assertEqual(self._kinds(wizard), ["holder"])
        self.assertNotIn("Latvia", wizard.line_ids.reason)
        wizard.line_ids.sudo().firm_id = self.firm_b
        wizard.action_apply()
        self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertNotIn("Baltijas", wizard.line_ids.reason)
        self.assertFalse(self._leads())
        self.assertFalse(self._leads(self.company_b))

    def test_a_document_of_another_holder_is_no_newer_one(self):
        lead = self._create_lead()
        document = lead.get_json_document() | {"title": "A title of another firm"}
        for holder, place in (
            ({"kind": "firm", "name": "Fjordkod AB"}, "$.holder.name"),
            ({"kind": "research"}, "$.holder.kind"),
        ):
            wizard = self._import(document | {"holder": holder})
            self.assertEqual(self._kinds(wizard), ["refused"])
            self.assertIn(place, wizard.line_ids.reason)
        wizard = self._import(
            document | {"holder": {"kind": "firm", "name": "HUMLEGLIM AB"}}
        )
        self.assertEqual(self._kinds(wizard), ["changed"])

    def test_a_reference_of_others_is_as_unknown(self):
        """B learns nothing of A's lead, and A's lead is not touched."""
        lead = self._create_lead()
        document = lead.get_json_document() | {
            "title": "Taken over by somebody else",
            "holder": {"kind": "firm", "country": "LV"},
            "targetedCountries": [],
        }
        wizard = self._import(document, user=self.adviser_b, firm_id=self.firm_b.id)
        self.assertEqual(self._kinds(wizard), ["new"])
        self.assertNotEqual(wizard.line_ids.lead_id, lead)
        self.assertNotEqual(lead.title, "Taken over by somebody else")
        again = self._import(document, user=self.adviser_b, firm_id=self.firm_b.id)
        self.assertEqual(self._kinds(again), ["unchanged"])
        self.assertEqual(again.line_ids.lead_id, wizard.line_ids.lead_id)

    def test_who_may_import(self):
        for user in (self.auditor, self.employee, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["sme.partner.lead.import"].with_user(user).create({})
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            document = self._document(reference=f"X-{user.login}")
            self.assertEqual(self._kinds(self._import(document, user=user)), ["new"])

    def test_an_import_is_seen_by_whoever_makes_it(self):
        wizard = self._preview(self._document())
        for user in (self.manager_a, self.adviser_b):
            with self.assertRaises(AccessError):
                wizard.with_user(user).read(["summary"])
            with self.assertRaises(AccessError):
                wizard.line_ids.with_user(user).read(["title"])
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_apply()

    def test_files_of_others_are_not_read(self):
        theirs = self._upload(self._document(), user=self.adviser_b)
        with self.assertRaises(AccessError):
            self.env["sme.partner.lead.import"].with_user(self.adviser_a).create(
                {"file_ids": [Command.set(theirs.ids)]}
            ).action_preview()

    # ------------------------------------------------------------------
    # Files that are none
    # ------------------------------------------------------------------

    def test_hostile_files(self):
        """Each is one refused line, whatever it tries, and nothing is written."""
        deep = b'{"schema": ' + b"[" * 100_000
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.json", b" " * 21_000_000)
        text = json.dumps(self._document())
        files = {
            "deep": (deep, "levels"),
            "large": (b" " * 10_000_001, "larger than 10 MB"),
            "utf16": (text.encode("utf-16"), "UTF-8"),
            "latin": ('{"schema": "Mått"}'.encode("latin-1"), "UTF-8"),
            "twice": (text[:-1].encode() + b', "title": "B"}', r"\$.title: .*twice"),
            "nan": (text[:-1].encode() + b', "x": NaN}', r"\$.x: .*number"),
            "nul": (text[:-1].encode() + b', "x": "\\u0000"}', r"\$.x: .*character"),
            "half": (text[:-1].encode() + b', "x": "\\ud800"}', r"\$.x: .*character"),
            "digits": (text[:-1].encode() + b', "x": ' + b"9" * 5000 + b"}", "number"),
            "many": (b"[" + b"{}," * 500 + b"{}]", "more than 500 leads"),
            "none": (b"[]", "neither a lead"),
            "text": (b"Hello", "not JSON"),
            "empty": (b"", "empty"),
            "zip": (b"PK\x03\x04nothing", "archive"),
            "bomb": (bomb.getvalue(), "unpacks to more than 20 MB"),
        }
        for name, (content_, said) in files.items():
            with self.subTest(file=name):
                wizard = self._import((name, content_))
                self.assertEqual(self._kinds(wizard), ["refused"])
                self.assertRegex(wizard.line_ids.reason, said)
        self.assertFalse(self._leads())

    def test_no_file_and_too_many(self):
        with self.assertRefused("Choose the files"):
            self._preview()
        with (
            patch.object(lead_file, "MOST_ENTRIES", 1),
            self.assertRefused("more than 1 leads", UserError),
        ):
            self._preview(self._document(), self._document(reference="X-2"))
        with self.assertRefused("more than 50 files", UserError):
            self._preview(*[b"{}"] * 51)

    def test_what_is_uploaded_and_left_is_deleted_after_a_day(self):
        file = self._upload(self._document())
        Import = self.env["sme.partner.lead.import"]
        Import._gc_files()
        self.assertTrue(file.exists())
        with freeze_time("2099-01-01"):
            Import._gc_files()
        self.assertFalse(file.exists())

    def test_html_in_a_document_is_text(self):
        nasty = "<img src=x onerror=alert(1)> of our software, at home"
        lead = self._import(self._document(title=nasty)).line_ids.lead_id
        self.assertEqual(lead.title, nasty)
        self.assertNotIn("<img", str(lead.quality_check))
