"""Odoo's own lint tests, over our modules and the registry they are loaded in."""

import harness
import pytest

pytestmark = pytest.mark.slow

RULES = [
    "test_docstring",
    "test_dunderinit",
    "test_i18n",
    "test_index",
    "test_jstranslate",
    "test_manifests",
    "test_markers",
    "test_naming",
    "test_onchange_domains",
    "test_orm_import",
    "test_override_signatures",
    "test_pofile",
    "test_routes",
    "test_test_holes",
]


def test_odoo_finds_nothing(module_database, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", f"{harness.ODOO.parent}:{harness.ROOT / 'checks'}")
    results = harness.stock_tests(
        module_database,
        [f"test_lint/tests/{rule}.py" for rule in RULES],
        *("-p", "lint_scope"),
    )
    assert results.passed, f"nothing ran:\n{results.output[-4000:]}"
    ours = {
        name: why
        for name, why in results.failed.items()
        if "sme" in why or "our modules" in why
    }
    assert not ours, "\n\n".join(f"{name}\n{why}" for name, why in ours.items())
