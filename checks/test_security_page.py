"""docs/security.md lists every sudo() of the module, and none that is gone."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security.md"
FOLDERS = ("models", "wizard", "controllers")


def in_code():
    found = set()
    for folder in FOLDERS:
        for path in (ROOT / "sme_crossborder" / folder).glob("*.py"):
            found |= {(path.name, name) for name in switching(path)}
    return found


def switching(path):
    """Names of the methods in which rights are raised."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            map(raises_rights, ast.walk(node))
        ):
            yield node.name


def raises_rights(node):
    if not isinstance(node, ast.Call):
        return False
    is_sudo = isinstance(node.func, ast.Attribute) and node.func.attr == "sudo"
    return is_sudo or any(keyword.arg == "su" for keyword in node.keywords)


def on_page():
    rows = re.findall(r"^\| `(\w+\.py)` \| `(\w+)` \|", PAGE.read_text("utf-8"), re.M)
    return set(rows)


def test_the_page_lists_every_sudo():
    assert on_page() == in_code()
