"""Nobody gets at fewer than three firms by subtracting what a table shows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.small_cells import Cell, fold

firms = st.frozensets(st.integers(1, 12), max_size=8)
one_group = st.builds(lambda group: Cell(len(group), (group,)), firms)
two_groups = st.builds(
    lambda group, rest: Cell(len(group), (group, rest)), firms, firms
)


def tables(cells):
    return st.dictionaries(st.integers(1, 9), cells, max_size=8)


@tagged("post_install", "-at_install")
class TestSmallCells(BaseCase):
    @settings(max_examples=500, deadline=None)
    @given(tables(one_group), st.frozensets(st.integers(1, 9)), st.booleans())
    def test_one_group(self, cells, keep, by_amount):
        self.check(cells, fold(cells, keep=keep, by_amount=by_amount), keep)

    @settings(max_examples=500, deadline=None)
    @given(tables(two_groups), st.frozensets(st.integers(1, 9)))
    def test_two_groups(self, cells, keep):
        self.check(cells, fold(cells, keep=keep), keep)

    def check(self, cells, table, keep):
        """What is shown is large; what is hidden is large too, or hidden altogether.

        The rest is all that is not shown, so that the rows add up to the total.
        """
        self.assertLessEqual(table.rows.keys(), keep)
        for key, cell in table.rows.items():
            self.assertIs(cell, cells[key])
            self.check_large(cell)
        hidden = [c for k, c in cells.items() if k not in table.rows and c.firms]
        if table.is_withheld:
            self.assertFalse(table.rows)
            self.assertIsNone(table.total)
            self.assertTrue(self.join(hidden).is_small)
        elif hidden:
            self.check_large(table.rest)
            self.assertEqual(table.rest, self.join(hidden))
            whole = sum(cell.amount for cell in cells.values() if cell.firms)
            self.assertEqual(table.total.amount, whole)
        else:
            self.assertIsNone(table.rest)

    def join(self, cells):
        first, *others = cells
        return sum(others, start=first)

    def check_large(self, cell):
        for group in cell.groups:
            self.assertNotIn(len(group), (1, 2))
