"""What every file of the repository must and must not hold."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]

# In pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    *("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"),
    *("deb.debian" + ".org", "security.debian" + ".org", "snapshot.debian" + ".org"),
    *("registry.yarn" + "pkg.com", "ftp.debian" + ".org"),
]
LINKS_TO_A_REGISTRY = ["--index" + "-url", "--extra-index" + "-url", '"reso' + 'lved":']
HOMES = [r"(?<![\w.])/wo" + r"rk/", r"(?<![\w.])/ro" + r"ot/", r"/ho" + r"me/[a-z]+/"]


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked_files():
        try:
            found.append((path.relative_to(ROOT), path.read_text()))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return found


def places(pattern: str) -> list[str]:
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for path, text in texts()
        for match in re.finditer(pattern, text)
    ]


def test_no_registry_host():
    found = places("|".join(map(re.escape, REGISTRIES + LINKS_TO_A_REGISTRY)))
    assert not found, "name packages, not their hosts:\n" + "\n".join(found)


def test_no_path_of_one_machine():
    found = places("|".join(HOMES))
    assert not found, "paths of somebody's machine:\n" + "\n".join(found)


def test_every_locked_package_has_a_hash():
    for lock in ROOT.glob("requirements*.txt"):
        entries = re.split(r"(?m)^(?=\S)", lock.read_text())
        bare = [entry for entry in entries if "==" in entry and "--hash=" not in entry]
        assert not bare, f"{lock.name}: run 'make lock': {bare}"


def test_what_runs_needs_no_tool_of_the_developers():
    """The module installs where only requirements.txt is.

    Odoo reads a dependency with a version (weasyprint>=68) with `packaging`, which the
    developers' tools bring along: here it has to be asked for.
    """
    manifest = ast.literal_eval((ROOT / "sme_crossborder/__manifest__.py").read_text())
    asked = manifest["external_dependencies"]["python"]
    names = {re.match(r"[\w-]+", dependency)[0] for dependency in asked} | {"packaging"}
    lock = (ROOT / "requirements.txt").read_text()
    locked = set(re.findall(r"(?m)^([\w-]+)==", lock))
    assert names <= locked, f"missing in requirements.in: {sorted(names - locked)}"
