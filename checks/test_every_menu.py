"""Odoo's click-everywhere robot opens every menu and view filter without an error."""

import harness
import pytest

pytestmark = pytest.mark.slow


def test_click_everywhere(sample_database):
    results = harness.stock_tests(
        sample_database,
        ["web/tests/test_click_everywhere.py::TestMenusAdmin"],
    )
    assert results.passed or results.failed, (
        f"it did not run:\n{results.output[-4000:]}"
    )
    assert not results.failed, "\n\n".join(results.failed.values())
