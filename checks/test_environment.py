"""Tells a broken environment apart from a broken module.

Odoo's own browser tests of its CRM, run by Odoo itself in a database that has never
seen our module. If these fail, look at env/, not at the module.
"""

import harness
import pytest

pytestmark = pytest.mark.slow
BROKEN = (
    "THE ENVIRONMENT IS BROKEN, not the module: Odoo's own CRM browser tests {what} "
    "without our module. Look at env/ and at {log}.\n{tail}"
)


def test_odoo_passes_its_own_crm_tours(plain_database):
    outcome = harness.odoo_tests(plain_database, "/crm/tests/test_crm_ui.py")
    count, failed = outcome.tests()
    if count and failed:
        # One of these tours does not wait for its last save, so a busy machine can
        # fail it; a broken environment fails again.
        outcome = harness.odoo_tests(plain_database, "/crm/tests/test_crm_ui.py")
        count, failed = outcome.tests()
    told = {"log": outcome.log, "tail": outcome.tail()}
    assert count, BROKEN.format(what="did not run", **told)
    assert not failed, BROKEN.format(what=f"fail ({failed} of {count})", **told)
    assert "Chrome" not in outcome.output or "skipped" not in outcome.output, (
        BROKEN.format(what="were skipped", **told)
    )
