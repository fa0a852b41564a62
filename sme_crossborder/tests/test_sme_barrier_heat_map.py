"""The heat map: types of barriers by country pair, opened down to the records."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .test_sme_barrier import BarrierCase


class HeatMapCase(BarrierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technical = cls.type_eid.parent_id
        cls.administrative = cls.type_tax.parent_id
        cls.other = cls._create_firm(cls.company_a, "Annan AB")
        cls.to_latvia = cls._create_journey(cls.other, cls.country_lv)

    def _note(self, journey, kind, **values):
        values |= {"lead_id": journey.id, "type_id": kind.id, "barrier_id": False}
        return self._meet(**values)

    def _map(self, domain=(), parent=False, user=None):
        """Return the map as ``{row: {column: cell}}`` and as it is."""
        Encounter = self.env["sme.barrier.encounter"].with_user(user or self.adviser_a)
        self.env.invalidate_all()
        found = Encounter.get_heat_map(list(domain), parent and parent.id)
        names = {column["id"]: column["name"] for column in found["columns"]}
        cells = {
            row["name"]: {
                names.get(int(kind), kind) if kind else "All": cell
                for kind, cell in row["cells"].items()
            }
            for row in found["rows"]
        }
        return cells, found


@tagged("post_install", "-at_install")
class TestSmeBarrierHeatMap(HeatMapCase):
    def test_cells_and_totals(self):
        """SE → EE: one firm, technical twice (3 + 4 days), administrative once (5).

        SE → LV: another firm, technical once (10 days). Firms are counted once in each
        total: 2 firms met something technical, and 2 anything at all.
        """
        self._note(self.journey, self.type_eid, days_lost=3)
        self._note(self.journey, self.technical, days_lost=4)
        self._note(self.journey, self.type_tax, days_lost=5)
        self._note(self.to_latvia, self.type_eid, days_lost=10)
        cells, found = self._map()
        self.assertEqual(
            {
                (row, column): (cell["firms"], cell["met"], cell["days"])
                for row, columns in cells.items()
                for column, cell in columns.items()
            },
            {
                ("Sweden → Estonia", "Technical"): (1, 2, 7),
                ("Sweden → Estonia", "Administrative"): (1, 1, 5),
                ("Sweden → Estonia", "All"): (1, 3, 12),
                ("Sweden → Latvia", "Technical"): (1, 1, 10),
                ("Sweden → Latvia", "All"): (1, 1, 10),
                ("All", "Technical"): (2, 3, 17),
                ("All", "Administrative"): (1, 1, 5),
                ("All", "All"): (2, 4, 22),
            },
        )
        self.assertEqual(len(found["columns"]), 8)
        self.assertEqual(found["rows"][-1]["key"], "")

    def test_one_type_and_a_filter(self):
        """What was noted on the upper type itself has a column of its own."""
        self._note(self.journey, self.type_eid, days_lost=3)
        self._note(self.journey, self.technical, days_lost=4)
        self._note(self.to_latvia, self.type_tax)
        cells, _found = self._map(parent=self.technical)
        self.assertEqual(
            {
                column: cell["days"]
                for column, cell in cells["Sweden → Estonia"].items()
            },
            {"Technical": 4, self.type_eid.name: 3, "All": 7},
        )
        self.assertNotIn("Sweden → Latvia", cells)
        cells, _found = self._map([("days_lost", ">", 3)])
        self.assertEqual(cells["All"]["All"]["met"], 1)
        small = [("firm_id.size_class", "in", ("micro", "small"))]
        self.assertFalse(self._map(small)[1]["rows"])

    def test_firms_of_others(self):
        """Two of theirs are not told, three are, in the cell and in its totals.

        Four technical and two administrative ones of other firms: 4 is told as 3, 2 as
        nothing, and the total of 6 firms as 6: the difference tells nothing.
        """
        self._note(self.journey, self.type_eid)

        def note_theirs(number, kind):
            for at in range(number):
                firm = self._create_firm(self.company_b, f"Muu {kind.id} {at} OÜ")
                self.env["sme.barrier.encounter"].create(
                    {
                        "name": "Secret",
                        "firm_id": firm.id,
                        "type_id": kind.id,
                        "target_country_id": self.country_lv.id,
                        "user_id": self.adviser_b.id,
                    }
                )

        note_theirs(2, self.type_eid)
        cells, found = self._map()
        self.assertEqual(list(cells), ["Sweden → Estonia", "All"])
        self.assertTrue(found["is_complete"])
        note_theirs(2, self.technical)
        note_theirs(2, self.type_tax)
        cells, _found = self._map()
        pair = next(name for name in cells if name.endswith("→ Latvia"))
        self.assertEqual(
            {column: cell["elsewhere"] for column, cell in cells[pair].items()},
            {"Technical": 3, "All": 6},
        )
        self.assertEqual(cells[pair]["All"]["firms"], 0)
        self.assertEqual(cells["All"]["All"]["elsewhere"], 6)
        self.assertEqual(cells["All"]["All"]["firms"], 1)
        narrowed, found = self._map([("days_lost", ">=", 0)])
        self.assertEqual(list(narrowed), ["Sweden → Estonia", "All"])
        self.assertNotIn("elsewhere", narrowed["All"]["All"])
        self.assertFalse(found["is_complete"])
        with self.assertRaises(AccessError):
            self._map(user=self.employee)

    def test_cultural_distance(self):
        """Three countries; Sweden and Estonia differ by 10 in each of four dimensions.

        Scores of a dimension are 40, 50, 60: variance 100, so each adds 10² / 100 = 1.
        Over six, one score is missing: no distance.
        """
        Score = self.env["sme.culture.score"].with_user(self.manager_a)
        countries = (self.country_se, self.country_ee, self.country_lv)
        for at, country in enumerate(countries):
            Score.create(
                [
                    {
                        "country_id": country.id,
                        "dimension": dimension,
                        "score": 40 + 10 * at,
                    }
                    for dimension in ("pdi", "idv", "mas", "uai", "lto")
                ]
            )
        self._note(self.journey, self.type_eid)
        _cells, found = self._map()
        self.assertEqual(found["rows"][0]["distances"], (1, None))
        self.assertEqual(found["countries"], 3)
        self.assertEqual(
            Score.get_distances([(self.country_se.id, self.country_lv.id)]), [(4, None)]
        )

    def test_scores_come_by_import(self):
        """A second row for a country and dimension is refused with the reason."""
        Score = self.env["sme.culture.score"].with_user(self.manager_a)
        names = ["country_id", "dimension", "score", "source"]
        rows = [["Sweden", "Power distance", "31", "A study"]]
        self.assertFalse(Score.load(names, rows)["messages"])
        self.assertEqual(Score.search([]).score, 31)
        again = Score.load(names, rows)["messages"]
        self.assertIn("has a score in this dimension already", again[0]["message"])

    def test_queries_do_not_grow(self):
        """As many for 10 barriers met as for 1,000."""
        self._note(self.journey, self.type_eid)
        counts = []
        for number in (0, 9, 1000):
            rows = [
                {
                    "name": f"B{at}",
                    "firm_id": self.firm.id,
                    "barrier_id": self.barrier.id,
                    "user_id": self.adviser_a.id,
                }
                for at in range(number)
            ]
            self.env["sme.barrier.encounter"].create(rows)
            self.env.flush_all()
            self._map()
            before = self.env.cr.sql_log_count
            self._map()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestSmeBarrierHeatMapTour(HeatMapCase, HttpCase):
    def test_heat_map_to_records(self):
        self._note(self.journey, self.type_eid, name="No e-signature", days_lost=3)
        self._note(self.to_latvia, self.type_tax, name="Other way")
        self.start_tour("/odoo/barrier-heat-map", "heat_map_tour", login="adviser_a")
