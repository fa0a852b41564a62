"""Board pictures: how far firms came, from where to where, and who works together."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .journey_case import JourneyCase


class BoardCase(JourneyCase):
    """Firm → Estonia at *First contact*; another firm of A → Latvia."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_firm(cls.company_a, "Annan AB")
        cls.to_latvia = cls._create_journey(cls.other, cls.country_lv)

    def _picture(self, picture, domain=(), user=None, model="crm.lead"):
        """Return a picture as ``{row: {column: cell}}`` by name, and as it is."""
        self.env.invalidate_all()
        Model = self.env[model].with_user(user or self.adviser_a)
        found = Model.get_board(list(domain), picture)
        names = {column["id"]: column["name"] for column in found["columns"]}
        cells = {
            row["name"]: {names[key]: cell for key, cell in row["cells"].items()}
            for row in found["rows"]
        }
        return cells, found

    def _firms(self, cells):
        return {
            row: [cell["firms"] for cell in columns.values()]
            for row, columns in cells.items()
        }

    def _create_elsewhere(self, company, number):
        for at in range(number):
            firm = self._create_firm(company, f"Muu {company.id} {at}")
            self._create_journey(firm, self.country_se)


@tagged("post_install", "-at_install")
class TestSmeBoard(BoardCase):
    def test_funnel(self):
        """One went to *Action plan* past *Needs assessed*, and back; one began.

        First contact: 1 to Estonia and 1 to Latvia, 2 in all. Who was in Action plan
        went through Screened and Needs assessed, and is back in Screened now.
        """
        self._move(self.plan)
        self._move(self.screened)
        cells, found = self._picture("funnel")
        self.assertEqual(
            self._firms(cells),
            {
                "Sweden → Estonia": [1, 1, 1, 1],
                "Sweden → Latvia": [1],
                "All": [2, 1, 1, 1],
            },
        )
        self.assertEqual(
            [column["name"] for column in found["columns"]], self.stages.mapped("name")
        )
        self.assertEqual(list(cells["All"])[-1], self.plan.name)

    def test_who_dropped_out_counts_as_far_as_they_came(self):
        self._move(self.needs)
        self._drop(self.journey)
        cells, _found = self._picture("funnel")
        self.assertEqual(self._firms(cells)["Sweden → Estonia"], [1, 1, 1])

    def test_a_firm_with_two_journeys_is_one_firm(self):
        """To Estonia and to Latvia: one firm in each; 2 firms, 3 journeys in all."""
        self._create_journey(self.firm, self.country_lv)
        cells, _found = self._picture("flows")
        figures = {
            (row, column): (cell["firms"], cell["journeys"])
            for row, columns in cells.items()
            for column, cell in columns.items()
        }
        self.assertEqual(
            figures,
            {
                ("Sweden", "Estonia"): (1, 1),
                ("Sweden", "Latvia"): (2, 2),
                ("Sweden", "All"): (2, 3),
                ("All", "Estonia"): (1, 1),
                ("All", "Latvia"): (2, 2),
                ("All", "All"): (2, 3),
            },
        )

    def test_a_cell_opens_what_it_counts(self):
        """The domains of row and column find as many journeys as the cell says."""
        self._move(self.plan)
        self._move(self.screened)
        self._drop(self.to_latvia)
        for picture in ("funnel", "flows"):
            found = self._picture(picture)[1]
            columns = {column["id"]: column for column in found["columns"]}
            Lead = self.env["crm.lead"].with_user(self.adviser_a)
            Lead = Lead.with_context(**found["context"])
            checked = 0
            for row in found["rows"]:
                for key, cell in row["cells"].items():
                    domain = [
                        ("firm_id", "!=", False),
                        *row["domain"],
                        *columns[key]["domain"],
                    ]
                    self.assertEqual(Lead.search_count(domain), cell["journeys"])
                    checked += 1
            self.assertGreater(checked, 5)

    def test_how_far_it_came(self):
        self._move(self.plan)
        self._move(self.screened)
        journey = self.journey.with_user(self.adviser_a)
        self.assertEqual(journey.stage_reached_id, self.plan)

    def test_firms_of_others(self):
        """Told from three up, by threes, of two organisations, if nothing is filtered.

        Of B alone five firms are not told. With two of C they are 7, told as 6.
        """
        company_c = self._create_company("Organisation C", self.country_lv)
        self._create_elsewhere(self.company_b, 5)
        cells, _found = self._picture("flows")
        self.assertNotIn("Latvia", cells)
        self._create_elsewhere(company_c, 2)
        cells, found = self._picture("flows")
        self.assertEqual(
            cells["Latvia"],
            {
                "Sweden": {"firms": 0, "journeys": 0, "elsewhere": 6},
                "All": {"firms": 0, "journeys": 0, "elsewhere": 6},
            },
        )
        self.assertIn("+3: at least three firms", found["note"])
        cells, _found = self._picture("funnel")
        first = cells["Latvia → Sweden"][self.first.name]
        self.assertEqual((first["firms"], first["elsewhere"]), (0, 6))
        cells, found = self._picture("flows", [("user_id", "!=", 0)])
        self.assertNotIn("Latvia", cells)
        self.assertIn("while something is filtered", found["note"])

    def test_own_and_no_others(self):
        """B sees its own; who has no role sees nothing."""
        self._create_journey(self.firm_b, self.country_ee)
        cells, _found = self._picture("funnel", user=self.adviser_b)
        self.assertEqual(list(cells), ["Latvia → Estonia", "All"])
        with self.assertRaises(AccessError):
            self._picture("funnel", user=self.employee)
        with self.assertRaises(AccessError):
            self._picture("funnel", user=self.portal)

    def test_nothing_yet(self):
        nothing = self._picture("flows", [("id", "=", 0)])[1]
        self.assertFalse(nothing["rows"])
        # a picture nobody knows is the first
        self.assertEqual(self._picture("copy")[1]["picture"], "funnel")

    def test_queries_do_not_grow(self):
        counts = []
        for number in (10, 990):
            firms = self.env["sme.firm"].create(
                [
                    {
                        "name": f"N{number}-{at}",
                        "company_id": self.company_a.id,
                        "country_id": self.country_se.id,
                        "user_id": False,
                    }
                    for at in range(number)
                ]
            )
            self.env["crm.lead"].create(
                [
                    {"firm_id": firm.id, "target_country_id": self.country_ee.id}
                    for firm in firms
                ]
            )
            self.env.flush_all()
            counts.append(min(self._count_queries() for _try in "123"))
        self.assertEqual(*counts)

    def _count_queries(self):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self._picture("funnel")
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSmeCooperationBoard(BoardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        academia, public = cls.project.member_ids
        academia.sector, public.sector = "academia", "public"
        cls.type = cls.env["sme.cooperation.type"].search([], limit=1)

    def _create_cooperation(self, *parties):
        """Create a cooperation of ``(organisation, firm's name)``."""
        return self.env["sme.cooperation"].create(
            {
                "cooperation_type_id": self.type.id,
                "date": "2026-01-01",
                "party_ids": [
                    Command.create(
                        {
                            "partner_id": company.partner_id.id,
                            "company_id": company.id,
                            "firm_name": firm,
                        }
                    )
                    for company, firm in parties
                ],
            }
        )

    def _sectors(self, user=None):
        cells, found = self._picture("sectors", [], user, model="sme.cooperation")
        numbers = {
            (row, column): cell["cooperations"]
            for row, columns in cells.items()
            for column, cell in columns.items()
        }
        return numbers, found

    def test_pairs(self):
        """Firm and firm once, firm and university once, three parties: three pairs."""
        a, b = self.company_a, self.company_b
        self._create_cooperation((a, "Fjordkod AB"), (b, "Kods SIA"))
        self._create_cooperation((a, False), (b, "Kods SIA"))
        three = self._create_cooperation((a, False), (b, False), (b, "Kods SIA"))
        numbers, found = self._sectors()
        self.assertEqual(
            numbers,
            {
                ("Business", "Business"): 1,
                ("Academia", "Business"): 2,
                ("Business", "Academia"): 2,
                ("Academia", "Public"): 1,
                ("Public", "Academia"): 1,
                ("Public", "Business"): 1,
                ("Business", "Public"): 1,
            },
        )
        Cooperation = self.env["sme.cooperation"].with_user(self.adviser_a)
        for row in found["rows"]:
            for cell in row["cells"].values():
                self.assertEqual(
                    Cooperation.search_count(cell["domain"]), cell["cooperations"]
                )
        self.assertEqual(
            three.with_user(self.adviser_a).sector_pair,
            "academia-business, academia-public, public-business",
        )

    def test_what_one_has_no_part_in_is_not_there(self):
        """C's with D is nobody else's; without a project a sector is not known."""
        company_c = self._create_company("Organisation C", self.country_ee)
        company_d = self._create_company("Organisation D", self.country_ee)
        self._create_cooperation((company_c, False), (company_d, "Dee OÜ"))
        self.assertFalse(self._sectors()[1]["rows"])
        adviser_c = self._create_user("adviser_c", "adviser", company_c)
        numbers, _found = self._sectors(adviser_c)
        self.assertEqual(numbers["Business", "Not known"], 1)
        with self.assertRaises(AccessError):
            self._sectors(self.employee)


@tagged("post_install", "-at_install")
class TestSmeBoardTour(BoardCase, HttpCase):
    def test_from_the_board_to_a_journey(self):
        self._move(self.plan)
        self.start_tour("/odoo/ways-to-market", "board_tour", login="manager_a")
