"""The module builds as a wheel that holds everything the module needs."""

import ast
import shutil
import subprocess
import sys
import zipfile

import pytest
from harness import MODULE, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from what is committed or would be, without reaching a registry."""
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", MODULE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    git = [
        "git",
        "-C",
        source,
        "-c",
        "user.name=check",
        "-c",
        "user.email=check@localhost",
    ]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "check"], check=True)
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", target],
        cwd=source / MODULE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return built, set(filter(None, listed.split("\0")))


def test_name_and_version(wheel):
    built, _listed = wheel
    version = ast.literal_eval((ROOT / MODULE / "__manifest__.py").read_text())[
        "version"
    ]
    assert built.name.startswith(f"odoo_addon_{MODULE}-{version}")


def test_holds_every_file_that_is_installed(wheel):
    built, listed = wheel
    inside = set(zipfile.ZipFile(built).namelist())
    left_out = {
        name
        for name in listed
        if f"odoo/addons/{name}" not in inside
        and not name.endswith(("/pyproject.toml", ".gitignore"))
    }
    assert not left_out


def test_declares_what_it_needs(wheel):
    built, _listed = wheel
    archive = zipfile.ZipFile(built)
    (metadata,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
    text = archive.read(metadata).decode()
    assert "Requires-Dist: odoo==19.0.*" in text
    assert "python-stdnum" in text
