import csv
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import nuts as nuts_module
from ..tools.nuts import InvalidNuts, is_in_area, parse_nuts, successor

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
REF = Path(nuts_module.__file__).parents[1] / "data" / "ref"


def read(name):
    with (REF / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CODES = [row["code"] for row in read("nuts2024.csv")]
CENTRAL_BALTIC = [row["nuts"] for row in read("areas.csv")]


@tagged("post_install", "-at_install")
class TestNuts(BaseCase):
    @PROPERTY
    @given(st.sampled_from(CODES), st.sampled_from(CODES))
    def test_an_area_is_what_lies_below_its_codes(self, code, other):
        self.assertEqual(is_in_area(code, [other]), code.startswith(other))
        self.assertTrue(is_in_area(code, [other, code[:2]]))
        self.assertEqual(parse_nuts(f" {code.lower()}\u00a0").code, code)

    def test_central_baltic(self):
        for code, expected in [
            ("SE110", True),
            ("SE224", False),  # Skåne
            ("FI1D9", False),  # Oulu
            ("FI200", True),
            ("FI1C4", True),  # Kymenlaakso before NUTS 2024
            ("LV006", True),
            ("LT011", False),
            ("SE1", False),
            ("", False),
        ]:
            with self.subTest(code):
                self.assertEqual(is_in_area(code, CENTRAL_BALTIC), expected)

    def test_central_baltic_counts(self):
        self.assertLessEqual(set(CENTRAL_BALTIC), set(CODES))
        counts = Counter(code[:2] for code in CENTRAL_BALTIC)
        self.assertEqual(counts, {"EE": 5, "FI": 9, "LV": 5, "SE": 8})
        self.assertEqual(len(set(CENTRAL_BALTIC)), 27)

    def test_successors_exist_and_replace_nothing_that_exists(self):
        for before, after in nuts_module._SUCCESSORS.items():
            self.assertIn(after, CODES)
            self.assertNotIn(before, CODES)
            self.assertEqual(successor(after), after)

    def test_table(self):
        for row in read("nuts2024.csv"):
            parsed = parse_nuts(row["code"])
            self.assertEqual(parsed, (row["code"], int(row["level"]), row["country"]))
        countries = {row["country"] for row in read("nuts2024.csv")}
        self.assertEqual(countries, {"SE", "FI", "EE", "LV", "LT", "PL", "DE", "DK"})

    def test_refusals(self):
        for raw, code in [
            ("", "empty"),
            ("S", "format"),
            ("SE1101", "format"),
            ("1SE", "format"),
        ]:
            with self.assertRaises(InvalidNuts) as caught:
                parse_nuts(raw)
            self.assertEqual(caught.exception.code, code)
