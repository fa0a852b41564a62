"""What two files both know when they are merged: which value stays, what is logged."""

from odoo import Command
from odoo.tests import tagged

from .firm_merge_case import MergeCase


@tagged("post_install", "-at_install")
class TestMergeValues(MergeCase):
    """The kept file's values stay, empty ones are filled, the rest is written down."""

    def test_empty_values_are_filled_and_differing_ones_logged(self):
        nace = self._nace("62.10")
        self.kept.write({"founding_year": 2011, "user_id": self.adviser_a.id})
        self.other.write(
            {
                "founding_year": 2012,
                "nace_id": nace.id,
                "legal_form": "AB",
                "user_id": self.manager_a.id,
                "description": "<p>Kept for the <b>log</b></p>",
            }
        )
        self._merge()
        self.assertRecordValues(
            self.kept,
            [
                {
                    "founding_year": 2011,
                    "user_id": self.adviser_a.id,
                    "nace_id": nace.id,
                    "legal_form": "AB",
                    "is_ict": True,
                    "name": "Fjordkod AB",
                }
            ],
        )
        self.assertIn("log", self.kept.description)
        log = self._log(self.kept)
        self.assertIn("2012", log)
        self.assertIn(self.manager_a.name, log)
        self.assertIn("Fjordkod Sverige AB", log)

    def test_same_year_stays_and_the_other_is_logged(self):
        self.kept.year_ids = [Command.create({"year": 2024, "headcount": 12})]
        self.other.year_ids = [
            Command.create({"year": 2024, "headcount": 14.5, "turnover": 987654}),
            Command.create({"year": 2023, "headcount": 9}),
        ]
        self._merge()
        self.assertEqual(
            self.kept.year_ids.sorted("year").mapped(lambda y: (y.year, y.headcount)),
            [(2023, 9), (2024, 12)],
        )
        log = self._log(self.kept)
        self.assertIn("14.5", log)
        self.assertIn("987654", log)
        self.assertNotIn("Figures of 2023", log)

    def test_equal_years_make_no_noise(self):
        for firm in (self.kept, self.other):
            firm.year_ids = [Command.create({"year": 2024, "headcount": 12})]
        self._merge()
        self.assertEqual(len(self.kept.year_ids), 1)
        self.assertNotIn("Figures of", self._log(self.kept))

    def test_contacts_become_one(self):
        self.other.write({"email": "info@fjord.example", "city": "Uppsala"})
        self.other.partner_id.street = "Gata 1"
        self.kept.email = False
        person_a, person_b = self.env["res.partner"].create(
            [
                {"name": "Anna", "email": "a@fjord.example", "parent_id": partner.id}
                for partner in (self.kept | self.other).partner_id
            ]
        )
        archived = person_b.copy({"name": "Left", "active": False})
        contact = self.kept.partner_id
        self._merge()
        self.assertEqual(self.kept.partner_id, contact)
        self.assertEqual(self.kept.contact_ids, person_a | person_b)
        self.assertEqual(archived.parent_id, contact)
        self.assertEqual(self.kept.email, "info@fjord.example")
        # an address is not put together from two
        self.assertEqual(self.kept.city, "Stockholm")
        self.assertFalse(self.kept.street)
        self.assertIn("Uppsala", self._log(self.kept))

    def test_consents_stay_with_their_person(self):
        person = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.other.partner_id.id}
        )
        consent = self.env["sme.consent"].create(
            {
                "firm_id": self.other.id,
                "partner_id": person.id,
                "purpose_id": self.env["sme.consent.purpose"].search([], limit=1).id,
                "text_version": "2026-03",
            }
        )
        self._merge()
        self.assertRecordValues(
            consent, [{"firm_id": self.kept.id, "partner_id": person.id}]
        )
        consent._check_person()
        self.assertEqual(self.kept.consent_count, 1)

    def test_records_on_the_other_contact_move_and_followers_stay_single(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Deal",
                "partner_id": self.other.partner_id.id,
                "company_id": self.company_a.id,
            }
        )
        contacts = (self.kept | self.other).partner_id
        lead.message_subscribe(contacts.ids)
        project = self._create_project(self.company_a)
        project.message_subscribe(self.other.partner_id.ids)
        self._merge()
        self.assertEqual(lead.partner_id, self.kept.partner_id)
        self.assertEqual(lead.message_partner_ids, self.kept.partner_id)
        self.assertIn(self.kept.partner_id, project.message_partner_ids)

    def test_active_wins(self):
        self.kept.write({"active": False})
        self._merge()
        self.assertTrue(self.kept.active)
        self.assertTrue(self.kept.partner_id.active)

    def test_archived_file_is_merged_into_an_active_one(self):
        self.other.write({"active": False})
        self._merge()
        self.assertTrue(self.kept.partner_id.active)
        self.assertFalse(self.other.exists())


@tagged("post_install", "-at_install")
class TestMergeEnrolments(MergeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a)

    def _enrol(self, firm, date, **values):
        return self.env["sme.enrolment"].create(
            {
                "firm_id": firm.id,
                "project_id": self.project.id,
                "date": date,
                **values,
            }
        )

    def test_enrolment_moves_with_what_was_frozen(self):
        self.other.year_ids = [Command.create({"year": 2024, "headcount": 5})]
        enrolment = self._enrol(self.other, "2025-03-01", privacy_notice_given=True)
        frozen = enrolment.read(["size_class", "headcount", "ineligible_reason"])
        self._merge()
        self.assertEqual(enrolment.firm_id, self.kept)
        self.assertEqual(
            enrolment.read(["size_class", "headcount", "ineligible_reason"]), frozen
        )
        self.assertTrue(enrolment.privacy_notice_given, "typed, not computed anew")

    def test_the_earlier_enrolment_stays(self):
        for kept_date, other_date in (
            ("2025-03-01", "2025-06-01"),
            ("2025-06-01", "2025-03-01"),
            ("2025-03-01", "2025-03-01"),
        ):
            with self.subTest(kept=kept_date, other=other_date):
                kept = self._create_firm(self.company_a, "Kvar AB")
                other = self._create_firm(self.company_a, "Bort AB")
                mine = self._enrol(kept, kept_date)
                theirs = self._enrol(other, other_date)
                self._merge(kept, other)
                expected = mine if kept_date <= other_date else theirs
                self.assertEqual(kept.enrolment_ids, expected)
                self.assertEqual(str(expected.date), "2025-03-01")
                self.assertIn("later enrolment", self._log(expected))
                self.assertIn(other_date, self._log(kept))

    def test_declarations_evidence_and_notes_of_both_stay(self):
        mine = self._enrol(self.kept, "2025-03-01", sme_declared=True)
        theirs = self._enrol(self.other, "2025-06-01", not_in_difficulty=True)
        evidence = self.env["sme.evidence"].create(
            {
                "name": "Declaration",
                "kind_id": self.env["sme.evidence.kind"].search([], limit=1).id,
                "firm_id": self.other.id,
                "enrolment_id": theirs.id,
                "document": b"cGRm",
            }
        )
        note = theirs.message_post(body="Signed on paper")
        self._merge()
        self.assertRecordValues(
            mine, [{"sme_declared": True, "not_in_difficulty": True}]
        )
        self.assertRecordValues(
            evidence, [{"enrolment_id": mine.id, "firm_id": self.kept.id}]
        )
        evidence._check_enrolment()
        self.assertIn(note, mine.message_ids)

    def test_the_firm_left_when_it_left_both(self):
        for ends, expected in (
            (("2025-09-01", "2025-10-01"), "2025-10-01"),
            (("2025-09-01", False), "False"),
        ):
            with self.subTest(ends=ends):
                kept = self._create_firm(self.company_a, "Kvar AB")
                other = self._create_firm(self.company_a, "Bort AB")
                mine = self._enrol(kept, "2025-03-01", date_end=ends[0])
                self._enrol(other, "2025-06-01", date_end=ends[1])
                self._merge(kept, other)
                self.assertEqual(str(mine.date_end), expected)


@tagged("post_install", "-at_install")
class TestMergeTies(MergeCase):
    def _tie(self, firm, **values):
        values = {"country_id": self.country_se.id, **values}
        values.setdefault("name", values.pop("title", "Moder AB"))
        return self.env["sme.firm.link"].create({"firm_id": firm.id, **values})

    def test_a_tie_between_the_two_ends(self):
        for firm, other in ((self.kept, self.other), (self.other, self.kept)):
            self._tie(firm, name=other.name, other_firm_id=other.id)
        self._merge()
        self.assertFalse(self.kept.link_ids)
        self.assertIn("tie of", self._log(self.kept))

    def test_the_same_enterprise_is_not_counted_twice(self):
        mine = self._tie(self.kept, capital_percent=60, year=2024, headcount=10)
        self._tie(self.other, name="MODER aktiebolag", capital_percent=55)
        another = self._tie(self.other, name="Syster AB", capital_percent=30)
        self._merge()
        self.assertEqual(self.kept.link_ids, mine | another)
        self.assertIn("55", self._log(self.kept))

    def test_a_third_file_is_tied_once_and_told(self):
        third = self._create_firm(self.company_a, "Tredje AB")
        self._tie(third, name=self.kept.name, other_firm_id=self.kept.id)
        self._tie(third, name=self.other.name, other_firm_id=self.other.id)
        self._merge()
        self.assertEqual(third.link_ids.other_firm_id, self.kept)
        self.assertEqual(len(third.link_ids), 1)
        self.assertIn("one file now", self._log(third))
