"""The translation template holds what the sources say today."""

import re

import harness
import pytest
from harness import MODULE, ROOT

pytestmark = pytest.mark.slow
TEMPLATE = ROOT / MODULE / "i18n" / f"{MODULE}.pot"


def terms(text: str) -> set[str]:
    """The entries of a .pot file, without its dated header."""
    return set(re.split(r"\n\n+", text.strip())[1:])


@pytest.mark.skipif(not TEMPLATE.exists(), reason="no translation template yet")
def test_template_is_up_to_date(module_database, tmp_path):
    fresh = tmp_path / "fresh.pot"
    arguments = ["-d", module_database, "-o", str(fresh), MODULE]
    outcome = harness.odoo_command(module_database, "i18n", "export", *arguments)
    assert fresh.exists(), outcome.tail()
    old, new = terms(TEMPLATE.read_text()), terms(fresh.read_text())
    advice = "run 'make pot': {} entries are missing, {} are out of date\n{}"
    assert old == new, advice.format(
        len(new - old), len(old - new), "\n\n".join(sorted(new ^ old)[:5])
    )
