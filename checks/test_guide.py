"""The guide says what the screens say, and shows them."""

from __future__ import annotations

import functools
import re
import struct
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import harness
import pytest
from babel.messages.pofile import read_po

sys.path.insert(0, str(harness.ROOT / "env"))

from screens import FOLDER, SCREENS  # noqa: E402  (it lies in env/, which is no package)

GUIDE = harness.ROOT / "docs/guide"
PAGES = sorted(GUIDE.glob("*.md"))
MODULE = harness.ROOT / harness.MODULE
ONE_PAGE = 45  # lines that fit on a sheet of paper
MOST_BYTES = 150_000
EMPHASIS = re.compile(r"(?<![*\w])\*([^*]+)\*(?![*\w])")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)")
# Words of Odoo's own screens, and the module whose catalogue has them.
ODOO = {"Import records": "base_import", "My account": "portal"}


def read_terms(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if isinstance(message.id, str)}


@functools.cache
def terms() -> set[str]:
    own = read_terms(MODULE / "i18n" / f"{harness.MODULE}.pot")
    return own | {
        name
        for name, module in ODOO.items()
        if name in read_terms(harness.ODOO / "addons" / module / "i18n" / "sv.po")
    }


def names(text: str) -> set[str]:
    """What a page puts in italics: a name, or a path of names to a menu.

    >>> sorted(names("*Firms → New*, then *Note a\\n  barrier*, **not this**"))
    ['Firms', 'New', 'Note a barrier']
    """
    return {
        " ".join(name.split())
        for words in EMPHASIS.findall(text)
        for name in words.split("→")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_names_are_those_of_the_screens(page):
    unknown = sorted(names(page.read_text()) - terms())
    assert not unknown, (
        f"{page.name} names what no screen says (menus, buttons and fields are in "
        f"italics as on the screen, nothing else is): {unknown}"
    )


@functools.cache
def menus() -> frozenset[tuple[str, ...]]:
    """Every menu of the app with the menus it lies in, the app itself left out."""
    items = {}
    for path in MODULE.glob("*/*.xml"):
        for item in ET.parse(path).iter("menuitem"):
            items[item.get("id")] = item
    parents = {
        child.get("id"): item.get("id")
        for item in items.values()
        for child in item.iter("menuitem")
        if child is not item
    }

    def way(item_id: str) -> tuple[str, ...]:
        item = items.get(item_id)
        parent = item is not None and (item.get("parent") or parents.get(item_id))
        return (*way(parent), item.get("name") or "") if parent else ()

    return frozenset(map(way, items))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_are_those_of_the_menu(page):
    paths = {
        tuple(" ".join(name.split()) for name in words.split("→"))
        for words in EMPHASIS.findall(page.read_text())
        if "→" in words
    }
    assert paths <= menus(), f"no such menu: {sorted(paths - menus())}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text()
    targets = LINK.findall(text) + [path for _words, path in PICTURE.findall(text)]
    gone = [target for target in targets if not (GUIDE / target).exists()]
    assert not gone, f"{page.name}: nothing is there: {gone}"


def test_pictures_are_those_the_command_takes():
    shown = {
        Path(path).stem
        for page in PAGES
        for _words, path in PICTURE.findall(page.read_text())
    }
    taken = {screen.file for screen in SCREENS}
    assert len(taken) == len(SCREENS), "two screens of env/screens.py have one file"
    assert shown == taken, (
        f"put into env/screens.py: {sorted(shown - taken)}; "
        f"shown on no page of docs/guide: {sorted(taken - shown)}"
    )


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.file)
def test_picture_is_as_declared(screen):
    picture = FOLDER.joinpath(f"{screen.file}.png").read_bytes()
    width = struct.unpack(">I", picture[16:20])[0]
    assert width == screen.width, "run 'make screenshots'"
    assert len(picture) <= MOST_BYTES


def test_what_screens_name_is_in_the_module():
    sources = "\n".join(path.read_text() for path in MODULE.glob("*/*.xml"))
    ids = set(re.findall(r'\bid="(\w+)"', sources))
    named = {
        name
        for screen in SCREENS
        for name in re.findall(r"sme_crossborder\.(\w+)|\{(\w+)\}", screen.page)
        for name in name
        if name
    }
    assert named <= ids, f"renamed or gone: {sorted(named - ids)}"


def test_each_role_has_a_page_to_print():
    for role in ("adviser", "coordinator", "manager", "auditor", "partner", "firm"):
        page = GUIDE / f"{role}.md"
        assert len(page.read_text().splitlines()) <= ONE_PAGE, page.name
        assert (GUIDE / f"{role}-tasks.md").exists(), role
