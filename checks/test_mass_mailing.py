"""The glue to Email Marketing: it installs itself, works, and leaves nothing."""

import harness
import pytest
from test_lifecycle import assert_clean
from test_translations import check_template

pytestmark = pytest.mark.slow

GLUE = "sme_crossborder_mass_mailing"


def query(name, sql):
    return harness.database.query(sql, database=name)


def test_glue(module_database, tmp_path):
    name = module_database
    assert_clean(harness.odoo(name, "-i", "mass_mailing"))
    installed = f"SELECT state FROM ir_module_module WHERE name = '{GLUE}'"  # noqa: S608
    assert query(name, installed) == [("installed",)]
    check_template(GLUE, name, tmp_path)
    outcome = harness.odoo_tests(name, f"/{GLUE}")
    ran, failed = outcome.tests()
    assert ran and not failed, outcome.tail(80)
    assert_clean(
        harness.odoo_command(name, "module", "uninstall", "-d", name, GLUE),
    )
    left = query(
        name,
        """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_name LIKE 'mailing_%' AND column_name LIKE 'sme_%'""",
    )
    assert not left
    named = query(
        name,
        f"SELECT name FROM ir_model_data WHERE module = '{GLUE}'",  # noqa: S608
    )
    assert not named
    constraints = query(
        name,
        f"""SELECT c.name FROM ir_model_constraint c
              JOIN ir_module_module m ON m.id = c.module
             WHERE m.name = '{GLUE}'""",  # noqa: S608
    )
    assert not constraints
