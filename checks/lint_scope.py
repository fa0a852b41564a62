"""Narrows Odoo's own lint tests to our modules; a pytest plugin (-p lint_scope)."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# The manifest keys that the OCA adds to Odoo's.
OCA_KEYS = {"development_status", "maintainers"}
OURS = {path.parent.name for path in ROOT.glob("*/__manifest__.py")}


@pytest.fixture(scope="session", autouse=True)
def only_our_modules(load_registry):
    from odoo.modules import Manifest

    mine = tuple(m for m in Manifest.all_addon_manifests() if m.name in OURS)
    assert mine, "our modules are not on the add-ons path"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Manifest, "all_addon_manifests", staticmethod(lambda: mine))
        for name, module in list(sys.modules.items()):
            if ".test_lint." not in name:
                continue
            if hasattr(module, "get_modules"):
                patch.setattr(module, "get_modules", lambda: sorted(OURS))
            if hasattr(module, "MANIFEST_KEYS"):
                patch.setattr(module, "MANIFEST_KEYS", module.MANIFEST_KEYS | OCA_KEYS)
        yield
