"""The barrier study: each figure, what is held back, and who may run it."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .barrier_study_case import BarrierStudyCase

OTHERS = "Others together, fewer than 3 firms each or withheld"


@tagged("post_install", "-at_install")
class TestBarrierStudy(BarrierStudyCase):
    def test_sample_and_findings(self):
        """13 barriers by 8 firms; days 10 + 5 + 20 + 1 + 4 + 7 + 2 + 8 = 57.

        Overcome after 10, 30 and 20 days: median 20.
        """
        built = self._study().build_study()
        self.assertFalse(built["too_few"])
        eid = self.kinds["eid"].name
        sample = dict(built["sample"])
        self.assertEqual(sample["Firms"], 8)
        self.assertEqual(sample["Barriers met"], 13)
        self.assertEqual(sample["Organisations that noted them"], 1)
        self.assertEqual(sample["Compiled by"], "Organisation A")
        self.assertEqual(
            built["findings"],
            [
                "8 firms met 13 barriers on their way to other markets.",
                f"Met by most firms: {eid} (5 of 8).",
                f"Most days were lost to: {eid} (36 of 57).",
                "3 of 13 were overcome, half of these within 20 days.",
            ],
        )

    def test_what_became_of_them(self):
        """Overcome: firms 1, 2, 3. Open: 13 - 3 = 10 by firms 1 and 4 to 8."""
        table = self._table("state")
        self.assertEqual(table["rows"], [["Open", 6, 10], ["Overcome", 3, 3]])
        self.assertIsNone(table["rest"])
        self.assertEqual(table["total"], ["All", 8, 13])

    def test_by_frequency(self):
        """eid: firms 1 to 5, 6 times; tax: firms 5 to 8, 4 times.

        hosting (firms 5, 6) and culture (firm 7) are three firms together, 3 times.
        """
        table = self._table("frequency")
        self.assertEqual(
            table["rows"],
            [
                [1, self.kinds["eid"].name, "Technical", 5, 6],
                [2, self.kinds["tax"].name, "Administrative", 4, 4],
            ],
        )
        self.assertEqual(table["rest"], ["", OTHERS, "", 3, 3])
        self.assertEqual(table["total"], ["", "All", "", 8, 13])

    def test_by_days(self):
        """eid: 10 + 5 + 20 + 1 = 36 by firms 1, 2, 4; tax: 4 + 2 + 8 = 14.

        hosting: 7 days of firm 5 alone. Shown without it, 57 - 36 - 14 would give the
        7 away, so tax goes in with it: 21 days of firms 5, 6, 7.
        """
        table = self._table("days")
        self.assertEqual(table["rows"], [[1, self.kinds["eid"].name, "Technical", 36]])
        self.assertEqual(table["rest"], ["", OTHERS, "", 21])
        self.assertEqual(table["total"], ["", "All", "", 57])

    def test_by_money_in_each_currency(self):
        """EUR: eid 100 + 200 + 300 by three firms, tax 1000 by one: 1600 in all.

        The 1000 could be had by subtraction, so only the total is shown. SEK: 50 by
        one firm, so not even that.
        """
        built = self._study().build_study()
        euro, crown = self._table("money_EUR", built), self._table("money_SEK", built)
        self.assertEqual((euro["rows"], euro["rest"]), ([], None))
        self.assertEqual(euro["total"], ["", "All", "", 1600])
        self.assertEqual(euro["columns"][3]["name"], "Lost, EUR")
        self.assertEqual((crown["rows"], crown["rest"]), ([], None))
        self.assertEqual(crown["total"], ["", "All", "", None])
        for number in (6, 8):
            self._note(number, "tax", **self._lost(0, 40.25))
        euro = self._table("money_EUR")  # 1000 + 40.25 + 40.25, by firms 6, 7, 8
        self.assertEqual([row[3] for row in euro["rows"]], [1080.5, 600])
        self.assertEqual([row[0] for row in euro["rows"]], [1, 2])
        self.assertEqual(euro["total"], ["", "All", "", 1680.5])

    def test_by_country_pair(self):
        """To Estonia: firms 1 to 5, 6 + 1 + 1 = 8. To Latvia: firms 6 to 8, 5 times.

        Days to Latvia: 2 + 8 of two firms, so both are withheld and 57 is shown; EUR
        to Latvia: one firm. Most often: eid by five firms, tax by three.
        """
        table = self._table("pair")
        eid, tax = self.kinds["eid"].name, self.kinds["tax"].name
        self.assertEqual(
            [column["name"] for column in table["columns"]],
            [
                *(
                    "Home country",
                    "Target market",
                    "Firms",
                    "Barriers met",
                    "Days lost",
                ),
                *("Lost, EUR", "Lost, SEK", "Met most often"),
            ],
        )
        self.assertEqual(
            table["rows"],
            [
                ["Sweden", "Estonia", 5, 8, None, None, None, eid],
                ["Sweden", "Latvia", 3, 5, None, None, None, tax],
            ],
        )
        self.assertEqual(table["rest"], [OTHERS, "", None, None, 57, 1600, None, ""])
        self.assertEqual(table["total"], ["All", "", 8, 13, 57, 1600, None, ""])

    def test_by_size_class(self):
        """Micro: firms 1 to 4, 5 times, 36 days, 600 EUR.

        Firm 8 alone is unknown, so the small ones (5 to 7, 7 times) go in with it:
        4 firms, 8 times, 21 days; 1000 EUR is of one firm, so no row shows EUR.
        """
        table = self._table("size")
        self.assertEqual(table["rows"], [["Micro", 4, 5, 36, None, None]])
        self.assertEqual(table["rest"], [OTHERS, 4, 8, 21, 1600, None])
        self.assertEqual(table["total"], ["All", 8, 13, 57, 1600, None])

    def test_size_class_is_the_one_of_the_enrolment(self):
        self.firms[0].year_ids.headcount = 100
        self.assertEqual(self.firms[0].size_class, "medium")
        self.assertEqual(self._table("size")["rows"][0][:2], ["Micro", 4])

    def test_what_was_overcome(self):
        """eid: 3 by firms 1, 2, 3; not: by firms 1, 4, 5. tax: none of 4.

        Without firm 5's, two firms would be known to have failed.
        """
        table = self._table("overcome")
        eid, tax = self.kinds["eid"].name, self.kinds["tax"].name
        self.assertEqual(
            table["rows"],
            [[eid, "Technical", 6, 3, 20], [tax, "Administrative", 4, 0, None]],
        )
        self.assertEqual(table["rest"], [OTHERS, "", None, 0, None])
        self.assertEqual(table["total"], ["All", "", 13, 3, 20])
        extra = self.env["sme.barrier.encounter"].search(
            [("firm_id", "=", self.firms[4].id), ("type_id", "=", self.kinds["eid"].id)]
        )
        extra.unlink()
        table = self._table("overcome")
        self.assertEqual(table["rows"], [[tax, "Administrative", 4, 0, None]])
        self.assertEqual(table["rest"], [OTHERS, "", None, 3, None])

    def test_period_and_enrolment(self):
        """Both ends count; before, after, not enrolled, or after leaving does not."""
        study = {"date_start": "2026-03-01", "date_end": "2026-03-31"}
        for number in (1, 2, 3):
            self._note(number, "culture", date="2026-03-01")
        self._note(4, "culture", date="2026-03-31")
        self._note(5, "culture", date="2026-02-28")
        self._note(6, "culture", date="2026-04-01")
        lead = self.journey  # of a firm that is not enrolled
        self._note(7, "culture", date="2026-03-02", lead_id=lead.id)
        count = dict(self._study(**study).build_study()["sample"])
        self.assertEqual((count["Firms"], count["Barriers met"]), (4, 4))
        self.firms[3].enrolment_ids.date_end = "2026-03-30"
        count = dict(self._study(**study).build_study()["sample"])
        self.assertEqual((count["Firms"], count["Barriers met"]), (3, 3))
        other = self._create_project(self.company_a, acronym="OTHER")
        empty = self._study(project_id=other.id, **study).build_study()
        self.assertIn("Fewer than 3 firms", empty["too_few"])
        with self.assertRefused("ends before it starts", ValidationError):
            self._study(date_start="2026-03-02", date_end="2026-03-01")

    def test_two_firms_are_told_nothing_of(self):
        self._note(1, "culture", date="2026-03-01", days_lost=77)
        met = self._note(2, "culture", date="2026-03-01", action_taken="Went there")
        met.quotable = True
        study = self._study(date_start="2026-03-01", date_end="2026-03-31")
        built = study.build_study()
        self.assertIn("Fewer than 3 firms", built["too_few"])
        self.assertEqual(study.preview, built["too_few"])
        for part in ("findings", "sample", "tables", "lessons", "examples"):
            self.assertEqual(built[part], [])

    def test_only_what_the_author_may_read_counts(self):
        """B sees what A shared with the project: 4 of A's 13, of three firms.

        Size classes are frozen in enrolments, which stay with A: not known to B.
        """
        self.assertIn("Fewer", self._study(self.coordinator_b).build_study()["too_few"])
        Encounter = self.env["sme.barrier.encounter"]
        met = Encounter.search([("firm_id", "in", [f.id for f in self.firms[:3]])])
        self.assertEqual(len(met), 4)
        met.share_with([], scope="project", project_id=self.project.id)
        built = self._study(self.coordinator_b).build_study()
        sample = dict(built["sample"])
        self.assertEqual((sample["Firms"], sample["Barriers met"]), (3, 4))
        self.assertEqual(self._table("size", built)["rows"][0][:3], ["Unknown", 3, 4])
        # shared with B by name: B reads it, but nobody said it is the project's
        met[0].share_with([(self.company_b.partner_id.id, "read", False)])
        built = self._study(self.coordinator_b).build_study()
        self.assertEqual(dict(built["sample"])["Barriers met"], 3)

    def test_what_is_met_on_a_journey_shared_with_the_project(self):
        for way in self.ways[:3]:
            way.share_with([], scope="project", project_id=self.project.id)
        built = self._study(self.coordinator_b).build_study()
        self.assertEqual(dict(built["sample"])["Barriers met"], 4)
        self.assertEqual(dict(built["sample"])["Compiled by"], "Organisation B")

    def test_who_may_run_it(self):
        for user in (self.coordinator_a, self.manager_a):
            self.assertFalse(self._study(user).build_study()["too_few"])
        study = self._study()
        for user in (self.adviser_a, self.auditor, self.employee, self.portal):
            with self.assertRaises(AccessError):
                self._study(user)
            with self.assertRaises(AccessError):
                study.with_user(user).build_study()
        private = self._create_project(self.company_a, acronym="PRIVATE")
        with self.assertRaises(AccessError):
            self._study(self.coordinator_b, project_id=private.id).build_study()
        # nobody opens somebody else's
        for user in (self.coordinator_b, self.manager_a):
            with self.assertRaises(AccessError):
                study.with_user(user).build_study()
        with self.assertRaises(AccessError):
            self._study(company_ids=self.company_b.ids)

    def test_the_dialog(self):
        Study = self.env["sme.barrier.study"].with_user(self.coordinator_a)
        with Form(Study) as form:
            self.assertEqual(form.project_id, self.project)
            self.assertEqual(str(form.date_start), "2025-01-01")
            self.assertEqual(form.lang, "en_US")
            self.assertEqual(form.preview[:22], "8 firms met 13 barrier")
            form.date_start = "2026-01-02"
            self.assertEqual(form.preview[:22], "6 firms met 10 barrier")
        self.assertEqual(form.record.company_ids, self.company_a)

    def test_cost_does_not_grow(self):
        """As many queries for 13 barriers to 2 countries as for 413 to 10."""
        study = self._study()
        known = self.env["sme.barrier"].search([], limit=1, order="id desc")
        countries = self.env["res.country"].search([], limit=8)
        met = self.env["sme.barrier.encounter"].search(
            [("firm_id", "in", [firm.id for firm in self.firms])]
        )
        met[0].write({"lesson": "Ask early", "quotable": True})
        counts = []
        for size in (0, 0, 400):  # the first also warms what lives in the registry
            for at in range(size):
                target = {"lead_id": False, "target_country_id": countries[at % 8].id}
                firm = self.firms[at % 5]
                self._note(1, "eid", firm_id=firm.id, barrier_id=known.id, **target)
            study.build_study()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            pairs = self._table("pair", study.build_study())["rows"]
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(pairs), 10)
        self.assertEqual(counts[1], counts[2])
