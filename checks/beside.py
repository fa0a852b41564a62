"""Our tests in a database that has another module of Odoo, too."""

from __future__ import annotations

import harness
from test_lifecycle import assert_clean


def assert_passes_beside(
    name: str, module: str, tags: str, least: int
) -> harness.Outcome:
    """Install a module beside ours and run tests; none of them may fail.

    :param tags: as Odoo takes them
    :param least: how many tests have to run
    """
    assert_clean(harness.odoo(name, "-i", module))
    outcome = harness.odoo_tests(name, tags)
    ran, failed = outcome.tests()
    assert ran >= least and not failed, outcome.tail(80)
    return outcome
