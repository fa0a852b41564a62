"""Odoo's Privacy Lookup finds persons in our tables and meets our guards."""

import pytest
from beside import assert_passes_beside

pytestmark = pytest.mark.slow


def test_privacy_lookup(module_database):
    outcome = assert_passes_beside(
        module_database, "privacy_lookup", "/sme_crossborder:TestPrivacyLookup", least=2
    )
    assert "skipped" not in outcome.output, outcome.tail(80)
