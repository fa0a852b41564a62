"""Lists of profiles of the network come in as drafts, once, and nothing is lost."""

import socket

from odoo.tests import tagged

from .lead_file_case import LeadFileCase

RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<GetProfilesResult xmlns="http://tempuri.org/">
<profile>
    <reference><external>TRSE20170301001</external><internal>H-7</internal>
        <type>Tr</type></reference>
    <content><title>Swedish sawmill seeks log measuring</title>
        <summary>Measures logs &amp; boards</summary>
        <description>A sawmill.</description></content>
    <cooperation>
        <plusvalue>Faster</plusvalue>
        <stagedev><stage>Already on the market</stage>
            <comment>Since 2015</comment></stagedev>
        <ipr><status>Secret Know-how</status><comment>Ask</comment></ipr>
        <partner><sought>Industry</sought><area>Forestry</area><task>Installs</task></partner>
        <exploitation><list>Licence</list></exploitation>
    </cooperation>
    <company><country><key>SE</key><label>Sweden</label></country><kind>SME 11-49</kind>
        <since>1987</since><languages><language>English</language></languages></company>
    <contact><fullname>Anna Berg</fullname><email>anna@example.se</email>
        <phone>+46 1 23</phone><organization>North Chamber</organization></contact>
    <datum><submit>2017-03-01</submit><deadline>2018-03-01</deadline></datum>
    <dissemination><preferred><country><key>LV</key></country>
        <country><key>SE</key></country></preferred></dissemination>
    <keyword>
        <technologies><technology><key>01003006</key><label>Software</label></technology>
            <technology><key>001004001</key><label>Old one</label></technology>
        </technologies>
        <markets><market><key>02007012</key><label>Health</label></market></markets>
        <naces><nace><key>62.10</key></nace>
            <nace><key>16.10</key><label>Sawmilling</label></nace></naces>
    </keyword>
    <partnerships><partnership><label>Reciprocal production</label></partnership>
    </partnerships>
</profile>
<profile><reference><type>BO</type></reference><content><title>T</title></content></profile>
</GetProfilesResult></s:Body></s:Envelope>"""


@tagged("post_install", "-at_install")
class TestSmePartnerLeadNetwork(LeadFileCase):
    def _note_of(self, lead):
        return " ".join(self._notes(lead))

    def test_every_field_of_a_profile(self):
        profile = self._profile(
            reference="RDRSE20260101001",
            profileType={"code": "RDR", "name": "R&D request"},
            description="<p>One &amp; two</p><p>Three</p>",
            advantagesAndInnovation="N/A",
            technicalSpecificationOrExpertiseSought="Knows wallets",
            expectedRoleOfThePartner="Leads a task",
            typesOfPartnership=["Research & development cooperation agreement"],
            typesAndSizes=["SME <=10", {"id": 2, "name": "SME 11-49"}, "University"],
            marketKeywords=[{"code": "02007012", "name": "Health software"}],
            technologyKeywords="01004001; 01003006",
            sdgKeywords=["Goal 3: Good health", "9"],
            targetedCountries=["Latvia", "EE", "SE", "All EEN countries"],
            frameworkProgram="Horizon Europe",
            callTitleAndIdentifier="Trustworthy data (HORIZON-CL4-2027-DATA-01)",
            submissionAndEvaluationScheme="One step",
            anticipatedProjectBudget="2 500 000 EUR",
            coordinatorRequired="No",
            deadlineForEoI="2027-01-29T00:00:00Z",
            deadlineOfTheCall="2027-03-30",
            projectDurationInWeeks="130 weeks",
            webLinkToTheCall="https://example.eu/call",
            projectTitleAndAcronym="HEART: Hearts at home",
            sectorGroupsInvolved=["Healthcare", "Digital"],
            publicURL="https://een.ec.europa.eu/p/1",
            openForEOI=True,
        )
        wizard = self._import({"data": {"items": [profile]}}, firm_id=self.firm.id)
        self.assertEqual(self._kinds(wizard), ["new"], wizard.line_ids.mapped("reason"))
        lead = wizard.line_ids.lead_id
        self.assertEqual(lead.network_reference, "RDRSE20260101001")
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead.lead_type, "research_request")
        self.assertEqual(lead.language_id, self.english)
        self.assertEqual(lead.description, "One & two\nThree")
        self.assertFalse(lead.advantages)
        self.assertEqual(lead.specification, "Knows wallets")
        self.assertEqual(
            lead.cooperation_type_ids, self._ref("cooperation_type_research")
        )
        self.assertEqual(
            set(lead.partner_type_ids.mapped("code")),
            {"sme_10", "sme_49", "university"},
        )
        self.assertEqual(lead.market_keyword_ids.mapped("code"), ["02007012"])
        self.assertEqual(
            set(lead.technology_keyword_ids.mapped("code")), {"01004001", "01003006"}
        )
        self.assertEqual(set(lead.sdg_ids.mapped("number")), {3, 9})
        self.assertEqual(set(lead.target_country_ids.mapped("code")), {"LV", "EE"})
        self.assertEqual(lead.call_title, "Trustworthy data")
        self.assertEqual(lead.call_identifier, "HORIZON-CL4-2027-DATA-01")
        self.assertEqual((lead.budget, lead.currency_id.name), (2_500_000, "EUR"))
        self.assertEqual(lead.coordinator_required, "no")
        self.assertEqual(str(lead.interest_deadline), "2027-01-29")
        self.assertEqual(str(lead.call_deadline), "2027-03-30")
        self.assertEqual(lead.duration_weeks, 130)
        self.assertEqual(lead.project_acronym, "HEART")
        note = self._note_of(lead)
        for told in (
            *("Target countries: SE", "All EEN countries", "Healthcare; Digital"),
            *("https://een.ec.europa.eu/p/1", "PUBLISHED"),
        ):
            self.assertIn(told, note)

    def test_what_our_lists_do_not_have_is_listed_and_kept(self):
        profile = self._profile(
            marketKeywords=["09001001 Aliens", "02007012 - Health software"],
            technologyKeywords=[{"code": "99", "name": "<b>Warp</b> drive"}],
            typesOfPartnership=["Joint venture", "Commercial agreement"],
            stageOfDevelopment="On Mars",
            technicalSpecificationOrExpertiseSought="Not asked of an offer",
            anticipatedProjectBudget="3 million",
        )
        preview = self._preview([profile], firm_id=self.firm.id)
        self.assertEqual(self._kinds(preview), ["new"])
        told = (
            *("09001001 Aliens", "99 Warp drive", "Joint venture", "On Mars"),
            *("Not asked of an offer", "3 million"),
        )
        for text in told:
            self.assertIn(text, preview.line_ids.remarks)
        self.assertFalse(self._leads())
        preview.action_apply()
        lead = self._leads()
        self.assertEqual(lead.market_keyword_ids.mapped("code"), ["02007012"])
        self.assertEqual(
            lead.cooperation_type_ids, self._ref("cooperation_type_commercial")
        )
        note = self._note_of(lead)
        for text in told:
            self.assertIn(text, note)
        self.assertIn("Stage of development", note)

    def test_more_than_five_keywords_are_kept_in_the_note(self):
        codes = self.env["sme.keyword"].search(
            [("kind", "=", "technology"), ("code", "!=", False)], limit=6
        )
        profile = self._profile(technologyKeywords=codes.mapped("code"))
        lead = self._import([profile], firm_id=self.firm.id).line_ids.lead_id
        self.assertEqual(lead.technology_keyword_ids, codes[:5])
        self.assertIn(codes[5].code, self._note_of(lead))

    def test_the_same_list_again_changes_nothing(self):
        profiles = [
            self._profile(),
            self._profile(reference="BOSE20260101002", marketKeywords=["Unknown"]),
        ]
        first = self._import(profiles, firm_id=self.firm.id)
        self.assertEqual(self._kinds(first), ["new", "new"])
        leads = self._leads()
        # what was worked on since is not put back
        leads[0].with_user(self.adviser_a).title = "Worked on since in our house"
        self.env.flush_all()
        before = [(lead.write_date, len(lead.message_ids)) for lead in leads]
        again = self._import(profiles, firm_id=self.firm.id)
        self.assertEqual(self._kinds(again), ["unchanged", "unchanged"])
        self.assertEqual(again.line_ids.lead_id, leads)
        self.assertEqual(
            [(lead.write_date, len(lead.message_ids)) for lead in leads], before
        )
        self.assertEqual(self._leads(), leads)

    def test_every_row_says_whose_it_is(self):
        other = self._create_firm(self.company_a, "Fjordkod AB")
        wizard = self._preview(
            [self._profile(), self._profile(reference="BOSE20260101002")]
        )
        self.assertEqual(self._kinds(wizard), ["holder", "holder"])
        self.assertIn("Without a firm: 2. Choose it", wizard.summary)
        wizard.line_ids[0].firm_id = self.firm
        wizard.action_apply()
        # one is in; the other waits, and is imported later
        self.assertEqual(self._kinds(wizard), ["holder", "new"])
        self.assertIn("for want of a firm: 1. Import the files again", wizard.summary)
        self.assertEqual(self._leads().firm_id, self.firm)
        rest = self._import(
            [self._profile(), self._profile(reference="BOSE20260101002")],
            firm_id=other.id,
        )
        self.assertEqual(self._kinds(rest), ["new", "unchanged"])
        self.assertEqual(self._leads().firm_id, self.firm | other)

    FAULTS = (
        ({"reference": None}, "$[0].reference", "no code"),
        ({"reference": "a b"}, "$[0].reference", "no code"),
        ({"profileType": {"code": "ZZ"}}, "$[0].profileType.code", "one of"),
        ({"profileType": None}, "$[0].profileType", "one of"),
        ({"title": "N/A", "shortSummary": None}, "$[0]", "shows no text"),
        ({"title": "x" * 300}, "$[0].title", "at most 256"),
        ({"description": "x" * 4001}, "$[0].description", "at most 4000"),
    )

    def test_refused_rows_are_listed_with_the_reason(self):
        call = {"profileType": {"code": "RDR"}}
        faults = [
            *self.FAULTS,
            (call | {"deadlineOfTheCall": "soon"}, "$[0].deadlineOfTheCall", "a day"),
            (
                call
                | {"deadlineForEoI": "2027-04-01", "deadlineOfTheCall": "2027-03-30"},
                "$[0].deadlineForEoI",
                "before the call closes",
            ),
        ]
        for values, path, said in faults:
            with self.subTest(values=values):
                wizard = self._import([self._profile() | values], firm_id=self.firm.id)
                self.assertEqual(self._kinds(wizard), ["refused"])
                self.assertIn(f"{path}: ", wizard.line_ids.reason)
                self.assertIn(said, wizard.line_ids.reason)
        for item in (None, 5, "text", []):
            wizard = self._import([item], firm_id=self.firm.id)
            self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertFalse(self._leads())

    def test_shapes_of_values_that_are_odd(self):
        """Whatever stands there, it is a lead, a remark or a refusal."""
        odd = (
            None,
            True,
            5,
            1.5,
            "",
            "N/A",
            "text",
            [],
            {},
            [[]],
            [{}],
            [None],
            {"a": {"b": [1]}},
            ["x"] * 400,
            {"name": None},
        )
        names = (
            *("description", "stageOfDevelopment", "typesOfPartnership"),
            *("marketKeywords", "sdgKeywords", "targetedCountries", "iprStatus"),
            *(
                "coordinatorRequired",
                "anticipatedProjectBudget",
                "sectorGroupsInvolved",
            ),
            *("projectDurationInWeeks", "webLinkToTheCall", "callTitleAndIdentifier"),
        )
        rows = [
            self._profile(
                reference=f"RDRSE2026{at:04}",
                profileType={"code": "RDR"},
                **{name: value},
            )
            for at, (name, value) in enumerate(
                (name, value) for name in names for value in odd
            )
        ]
        wizard = self._preview(rows, firm_id=self.firm.id)
        self.assertEqual(len(wizard.line_ids), len(rows))
        self.assertLessEqual(set(self._kinds(wizard)), {"new", "refused"})
        self.assertGreater(self._kinds(wizard).count("new"), len(rows) * 0.9)

    def test_a_code_another_organisation_entered(self):
        self._create_lead(
            self.adviser_b, firm_id=self.firm_b.id, network_reference="BOSE20260101001"
        )
        wizard = self._import([self._profile()], firm_id=self.firm.id)
        self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertIn("$[0].reference: ", wizard.line_ids.reason)
        self.assertIn("stands on another lead already", wizard.line_ids.reason)
        self.assertNotIn("Baltijas", wizard.line_ids.reason)
        document = self._document(networkReference="BOSE20260101001")
        wizard = self._import(document)
        self.assertEqual(self._kinds(wizard), ["refused"])
        self.assertIn("$.networkReference: ", wizard.line_ids.reason)
        self.assertFalse(self._leads())

    # ------------------------------------------------------------------
    # The older record
    # ------------------------------------------------------------------

    def test_every_block_of_an_older_record(self):
        wizard = self._import(("old.xml", RECORD.encode()), firm_id=self.firm.id)
        self.assertEqual(self._kinds(wizard), ["refused", "new"])
        refused, line = wizard.line_ids
        self.assertIn("/GetProfilesResult/profile[2]/reference", refused.reason)
        lead = line.lead_id
        self.assertEqual(lead.network_reference, "TRSE20170301001")
        self.assertEqual(lead.lead_type, "technology_request")
        self.assertEqual(lead.summary, "Measures logs & boards")
        self.assertEqual(lead.advantages, "Faster")
        self.assertEqual(
            (lead.development_stage, lead.ipr_status), ("market", "secret")
        )
        self.assertEqual(lead.ipr_notes, "Ask")
        self.assertEqual(lead.expected_role, "Industry\n\nForestry\n\nInstalls")
        self.assertEqual(lead.technology_keyword_ids.mapped("code"), ["01003006"])
        self.assertEqual(lead.market_keyword_ids.mapped("code"), ["02007012"])
        self.assertEqual(lead.nace_ids, self._nace("62.10"))
        self.assertEqual(lead.target_country_ids, self.country_lv)
        note = self._note_of(lead)
        for told in (
            *("001004001 Old one", "Reciprocal production", "Since 2015", "Licence"),
            "16.10 Sawmilling",
            *("SME 11-49", "1987", "North Chamber", "H-7", "2018-03-01", "English"),
        ):
            self.assertIn(told, note)
        # persons are not taken over
        for person in ("Anna Berg", "anna@example.se", "+46 1 23"):
            self.assertNotIn(person, note)
        again = self._import(("old.xml", RECORD.encode()), firm_id=self.firm.id)
        self.assertEqual(self._kinds(again), ["refused", "unchanged"])

    def test_hostile_records(self):
        """No entity is expanded, nothing is fetched, and each is refused."""
        profile = "<profile><content><title>&x;</title></content></profile>"
        entities = "".join(
            f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "lol"}">'
            for at in range(10)
        )
        files = {
            "bomb": f"<!DOCTYPE p [{entities}<!ENTITY x '&e9;']><p>{profile}</p>",
            "file": f"<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><p>{profile}</p>",
            "web": f"<!DOCTYPE p [<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>]><p>{profile}</p>",
            "dtd": f"<!DOCTYPE p SYSTEM 'http://127.0.0.1:9/a.dtd'><p>{profile}</p>",
            "parameter": "<!DOCTYPE p [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>%x;]>"
            "<p><profile/></p>",
            "deep": "<a>" * 5000 + "</a>" * 5000,
            "broken": "<p><profile></p>",
            "none": "<html><body/></html>",
        }
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            port = server.getsockname()[1]
            for name, text in files.items():
                with self.subTest(file=name):
                    content = text.replace(":9/", f":{port}/").encode()
                    wizard = self._import(
                        (f"{name}.xml", content), firm_id=self.firm.id
                    )
                    self.assertEqual(self._kinds(wizard), ["refused"])
                    self.assertNotIn("lol", wizard.line_ids.title or "")
            with self.assertRaises(TimeoutError):
                server.accept()  # nobody came
        wrong = b'<?xml version="1.0" encoding="UTF-8"?><p>\xff<profile/></p>'
        wizard = self._import(("wrong.xml", wrong), firm_id=self.firm.id)
        self.assertEqual(self._kinds(wizard), ["refused"])
        included = (
            '<p xmlns:xi="http://www.w3.org/2001/XInclude"><profile><content><title>'
            '<xi:include href="/etc/hostname" parse="text"/></title></content>'
            "<reference><external>BOSE1</external><type>BO</type></reference>"
            "</profile></p>"
        )
        wizard = self._import(("xi.xml", included.encode()), firm_id=self.firm.id)
        self.assertEqual(self._kinds(wizard), ["refused"])  # no title, no summary
        self.assertFalse(self._leads())
