"""Keeps the translations in step with their templates, and says what is wrong.

python env/catalogues.py refresh  # each language: new terms in, old ones out
python env/catalogues.py report   # what is missing or wrong, a line each
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import polib
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
MODULES = ("sme_crossborder", "sme_crossborder_mass_mailing")
SAME = ROOT / "checks" / "same_as_english.tsv"
LANGUAGES = ("et", "fi", "lt", "lv", "sv")
ENDS = (".", ":", "…", "?")

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\{.*?\}\}|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# what a reader is told inside an expression or a tag is translated, the rest is not
QUOTED = re.compile(r"'[^']*'")
TOLD = re.compile(r'\b(title|aria-label|alt|placeholder|string|help)="[^"]*"')
LETTERS = re.compile(r"[A-Za-z]{3}")


def get_template(module: str) -> Path:
    """Return where the terms of a module are kept."""
    return ROOT / module / "i18n" / f"{module}.pot"


def get_target(module: str, language: str) -> Path:
    """Return where a module's translation is kept."""
    return ROOT / module / "i18n" / f"{language}.po"


def refresh(template: Path, target: Path) -> None:
    """Take the terms of a template over into a translation; what it says is kept.

    Sorted and wrapped as OCA's check of such files asks; what is the same in English
    is left empty.
    """
    known = {entry.msgid: entry for entry in polib.pofile(str(target))}
    header = polib.pofile(str(target)).metadata
    fresh = polib.pofile(str(template), wrapwidth=78)
    fresh.metadata = header
    for entry in fresh:
        if entry.msgid in known:
            entry.msgstr = known[entry.msgid].msgstr
        if entry.msgstr == entry.msgid:
            entry.msgstr = ""
    fresh.sort(key=lambda entry: entry.msgid)
    fresh.save(str(target))


def read_same(language: str) -> set[str]:
    """Return the terms somebody looked at that are the same in English."""
    lines = SAME.read_text().splitlines() if SAME.exists() else []
    rows = [line.split("\t", 1) for line in lines if "\t" in line]
    return {
        text.replace("\\n", "\n") for where, text in rows if where in ("*", language)
    }


def find_faults(template: Path, target: Path, language: str) -> list[str]:
    """Return what is wrong with a translation, a line for each fault.

    Missing and fuzzy terms, but for the reviewed list of those that are the same in
    English; placeholders, tags, outer spaces and closing marks that differ.
    """
    with target.open("rb") as file:
        catalogue = read_po(file, locale=language)
    with template.open("rb") as file:
        terms = [message.id for message in read_po(file) if message.id]
    said = {message.id: message for message in catalogue if message.id}
    same = read_same(language)
    faults = [f"out of date: {text!r}" for text in said.keys() - set(terms)]
    for text in terms:
        message = said.get(text)
        if not message or not message.string:
            if text not in same and LETTERS.search(_strip(text)):
                faults.append(f"untranslated: {text!r}")
        elif message.fuzzy:
            faults.append(f"fuzzy: {text!r}")
        else:
            faults += [
                f"{fault}: {text!r} / {message.string!r}"
                for fault in _compare(text, message.string)
            ]
    return faults


def _compare(text: str, translated: str) -> list[str]:
    """Return the names of the faults of one term."""
    faults = []
    if _find(PLACEHOLDER, QUOTED, text) != _find(PLACEHOLDER, QUOTED, translated):
        faults.append("placeholders differ")
    if _find(TAG, TOLD, text) != _find(TAG, TOLD, translated):
        faults.append("tags differ")
    if _edges(text) != _edges(translated):
        faults.append("outer spaces differ")
    if _end(text) != _end(translated):
        faults.append("closing mark differs")
    if text == translated:
        faults.append("same as English")
    return faults


def _strip(text: str) -> str:
    """Return the words of a text, without placeholders and tags."""
    return TAG.sub("", PLACEHOLDER.sub("", text))


def _find(pattern: re.Pattern, told: re.Pattern, text: str) -> Counter:
    """Count what a pattern finds, whatever a reader is told inside of it."""
    return Counter(told.sub("", found) for found in pattern.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _end(text: str) -> str:
    stripped = text.rstrip()
    return stripped[-1] if stripped.endswith(ENDS) else ""


def main(act: str) -> int:
    """Refresh the translations, or print what is wrong with them."""
    found = 0
    for module, language in product(MODULES, LANGUAGES):
        template, target = get_template(module), get_target(module, language)
        if not target.exists():
            print(f"{module} {language}: no translation yet")
            continue
        if act == "refresh":
            refresh(template, target)
        faults = find_faults(template, target, language)
        found += len(faults)
        kinds = Counter(fault.split(":")[0] for fault in faults)
        told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
        print(f"{module} {language}: {told or 'complete'}")
        if act == "report":
            print(*(f"  {fault}" for fault in faults), sep="\n")
    return int(bool(found) and act == "report")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "report"))
