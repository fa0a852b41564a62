"""The translation template holds what the sources say today."""

import re

import catalogues  # it lies in env/, which harness puts on the path
import harness
import pytest
from harness import MODULE

pytestmark = pytest.mark.slow
TEMPLATE = catalogues.get_template(MODULE)


def check_template(module, database, folder):
    """Compare a module's template with what its sources say in a database."""
    template, fresh = catalogues.get_template(module), folder / "fresh.pot"
    arguments = ["-d", database, "-o", str(fresh), module]
    outcome = harness.odoo_command(database, "i18n", "export", *arguments)
    assert fresh.exists(), outcome.tail()
    old, new = terms(template.read_text()), terms(fresh.read_text())
    advice = "run 'make pot': {} entries are missing, {} are out of date\n{}"
    assert old == new, advice.format(
        len(new - old), len(old - new), "\n\n".join(sorted(new ^ old)[:5])
    )


def terms(text: str) -> set[str]:
    """The entries of a .pot file, without its dated header."""
    return set(re.split(r"\n\n+", text.strip())[1:])


@pytest.mark.skipif(not TEMPLATE.exists(), reason="no translation template yet")
def test_template_is_up_to_date(module_database, tmp_path):
    check_template(MODULE, module_database, tmp_path)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
@pytest.mark.parametrize("module", catalogues.MODULES)
def test_every_term_is_translated(module, language):
    template = catalogues.get_template(module)
    target = catalogues.get_target(module, language)
    faults = catalogues.find_faults(template, target, language)
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", "untranslated"),
        ("Firma %(name)s kaob", "closing mark differs"),
        ("Firma kaob.", "placeholders differ"),
        ("Firma <b>%(name)s</b> kaob.", "tags differ"),
        (" Firma %(name)s kaob.", "outer spaces differ"),
        ("Firm %(name)s goes.", "same as English"),
    ],
)
def test_faults_are_found(tmp_path, translated, fault):
    """The check itself: one term, wrong in one way each."""
    term = 'msgid "Firm %(name)s goes."'
    template, target = tmp_path / "module.pot", tmp_path / "et.po"
    template.write_text(f'msgid ""\nmsgstr ""\n\n{term}\nmsgstr ""\n')
    target.write_text(f'msgid ""\nmsgstr ""\n\n{term}\nmsgstr "{translated}"\n')
    [found] = catalogues.find_faults(template, target, "et")
    assert found.startswith(fault)


def test_a_term_that_is_right_has_no_fault(tmp_path):
    """Words a reader is told inside a tag are translated, its other parts are not."""
    template, target = tmp_path / "module.pot", tmp_path / "et.po"
    english = '<i title=\\"Old\\" class=\\"fa\\"/> %(name)s is old.'
    estonian = '<i title=\\"Vana\\" class=\\"fa\\"/> %(name)s on vana.'
    head = 'msgid ""\nmsgstr ""\n\n'
    template.write_text(f'{head}msgid "{english}"\nmsgstr ""\n')
    target.write_text(f'{head}msgid "{english}"\nmsgstr "{estonian}"\n')
    assert catalogues.find_faults(template, target, "et") == []
