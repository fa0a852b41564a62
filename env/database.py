"""Databases for development and tests, made from cached templates.

Two kinds of template are kept in the PostgreSQL cluster, each named after what
went into it, so that a change makes a new one and nothing is ever stale:

* *dependencies*: the modules ours depends on, without sample data. Keyed by the
  Odoo version, the lock file and the manifest's ``depends``.
* *module*: a copy of that with our module installed. Keyed by the first key and
  the module's source without its tests.

A database is made under a ``…_part`` name and renamed when complete, so that an
interruption leaves nothing that looks finished.

Run through ``env/exec``; used by ``make run``, ``make test`` and ``checks/``.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg2
from psycopg2 import sql

ROOT = Path(os.environ["SME_ROOT"])
RUN = Path(os.environ["SME_RUN"])
FILESTORE = RUN / "data" / "filestore"
MODULE = "sme_crossborder"

RECIPE = "3"  # raise it when the way templates are made changes
KEPT = {"deps": 2, "module": 4}  # how many templates of a kind survive
ASSETS = [
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.assets_tests",
]
# what the sample world is read in besides English: that of each catalogue
LANGUAGES = ["et_EE", "fi_FI", "lt_LT", "lv_LV", "sv_SE"]
QUIET = ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
NOT_INSTALLED = {"tests", "__pycache__", "readme", "doc"}  # no part of the module key


class Refusal(Exception):
    """What the user can do something about, said in one line."""


def say(message: str) -> None:
    print(f"· {message}", file=sys.stderr)


# ------------------------------------------------------------------
# keys
# ------------------------------------------------------------------


def digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:10]


def manifest(module: str = MODULE) -> dict:
    path = ROOT / module / "__manifest__.py"
    try:
        return ast.literal_eval(path.read_text())
    except FileNotFoundError:
        raise Refusal(f"{path} is missing: nothing to install.") from None
    except (SyntaxError, ValueError) as error:
        raise Refusal(f"{path} cannot be read: {error}.") from None


def own_modules() -> list[str]:
    """Every module of this repository; the glue modules install themselves."""
    return sorted(path.parent.name for path in ROOT.glob("*/__manifest__.py"))


def dependencies() -> list[str]:
    return sorted(manifest()["depends"])


def key_of_dependencies() -> str:
    return digest(
        [
            RECIPE.encode(),
            os.environ["ODOO_VERSION"].encode(),
            (ROOT / "requirements.txt").read_bytes(),
            ",".join(dependencies()).encode(),
        ]
    )


def source_files() -> Iterator[Path]:
    for module in own_modules():
        for path in sorted((ROOT / module).rglob("*")):
            parts = path.relative_to(ROOT / module).parts
            if path.is_file() and not NOT_INSTALLED.intersection(parts):
                yield path


def key_of_source() -> str:
    """Changes with anything that installing or updating the module would read."""
    parts = [key_of_dependencies().encode()]
    for path in source_files():
        with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
            parts += [str(path.relative_to(ROOT)).encode(), path.read_bytes()]
    return digest(parts)


# ------------------------------------------------------------------
# PostgreSQL
# ------------------------------------------------------------------


def query(statement, *values, database: str = "postgres") -> list[tuple]:
    """Run one statement on its own connection, outside any transaction."""
    connection = psycopg2.connect(dbname=database)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def named(template: str, *names: str) -> sql.Composed:
    return sql.SQL(template).format(*map(sql.Identifier, names))


def exists(name: str) -> bool:
    return bool(query("SELECT 1 FROM pg_database WHERE datname = %s", name))


def drop(name: str) -> None:
    try:
        query(named("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
    except psycopg2.errors.InsufficientPrivilege:
        # An autovacuum worker is at it, which only a superuser may end. A plain DROP
        # asks it to leave by itself; connections of ours are ended first.
        query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            name,
        )
        query(named("DROP DATABASE IF EXISTS {}", name))
    shutil.rmtree(FILESTORE / name, ignore_errors=True)


def copy(source: str, target: str) -> None:
    """Copy a database and its files; these never change, so hard links will do."""
    drop(target)
    query(named("CREATE DATABASE {} TEMPLATE {}", target, source))
    if (FILESTORE / source).is_dir():
        shutil.copytree(FILESTORE / source, FILESTORE / target, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def rename(source: str, target: str) -> None:
    drop(target)
    if (FILESTORE / source).is_dir():
        (FILESTORE / source).rename(FILESTORE / target)
    query(named("ALTER DATABASE {} RENAME TO {}", source, target))


def note(name: str, text: str) -> None:
    """Keep a short text with the database itself, so that it goes where it goes."""
    query(named("COMMENT ON DATABASE {} IS ", name) + sql.Literal(text))


def noted(name: str) -> str | None:
    rows = query(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = %s",
        name,
    )
    return rows[0][0] if rows else None


@contextlib.contextmanager
def lock(name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock between processes; yields whether it was got."""
    path = RUN / "lock" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                yield False
                return
            say(f"waiting for another run ({name})")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield True


# ------------------------------------------------------------------
# Odoo
# ------------------------------------------------------------------


def run(database: str, *arguments: str) -> tuple[int, str, Path]:
    """Run an Odoo command to its end; returns its exit code, output and log file."""
    log = RUN / "log" / f"odoo-{database}.log"
    command = [sys.executable, "-m", "odoo", *arguments]
    with log.open("w") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    return done.returncode, log.read_text(errors="replace"), log


def odoo(database: str, *options: str, purpose: str) -> None:
    """Have Odoo install or update what the options ask for."""
    say(purpose)
    code, output, log = run(database, "-d", database, *options, *QUIET)
    if code or re.search(r" (ERROR|CRITICAL) ", output):
        raise Refusal(f"{purpose}: failed.\n{_failure(output)}\nThe whole log: {log}")


def build_assets(database: str) -> None:
    """Bundle Odoo's scripts and styles now, so that not every test run has to."""
    script = (
        f"for name in {ASSETS}:\n"
        "    env['ir.qweb']._get_asset_bundle(name, css=False, js=True).js()\n"
        "    env['ir.qweb']._get_asset_bundle(name, css=True, js=False).css()\n\n"
        "env.cr.commit()\n"
    )
    command = [sys.executable, "-m", "odoo", "shell", "-d", database, "--no-http"]
    subprocess.run(command, input=script, text=True, capture_output=True, check=False)


def _failure(log: str) -> str:
    """The part of a log that tells what went wrong."""
    match = re.search(r"^\S+ \S+ \d+ (ERROR|CRITICAL) .*", log, re.M | re.S)
    lines = (match.group(0) if match else log).strip().splitlines()
    return "\n".join(lines[:3] + ["..."] + lines[-25:] if len(lines) > 30 else lines)


# ------------------------------------------------------------------
# templates
# ------------------------------------------------------------------


def dependencies_template() -> str:
    """The database of our dependencies, made if it is not there yet."""
    name = f"sme_deps_{key_of_dependencies()}"
    with lock(name):
        if not exists(name):
            part = f"{name}_part"
            drop(part)
            query(named("CREATE DATABASE {} TEMPLATE template1", part))
            odoo(
                part,
                "-i",
                ",".join(dependencies()),
                purpose="preparing a template of the dependencies (minutes, once)",
            )
            build_assets(part)
            finish(part, name)
    return name


def module_template() -> str:
    """The dependencies with our module installed, made if it is not there yet."""
    base = dependencies_template()
    key = key_of_source()
    name = f"sme_module_{key}"
    with lock(name):
        if not exists(name):
            part = f"{name}_part"
            copy(base, part)
            odoo(part, "-i", MODULE, purpose=f"installing {MODULE} into a template")
            if key_of_source() != key:  # edited meanwhile: good for now, not for later
                name = f"sme_module_{key_of_source()}_mixed{os.getpid()}"
            finish(part, name)
    return name


def finish(part: str, name: str) -> None:
    note(part, f"made {time.time():.0f}")
    rename(part, name)
    prune()


def prune() -> None:
    """Drop the oldest templates, and leftovers of interrupted runs."""
    for kind, kept in KEPT.items():
        rows = query(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname LIKE %s AND datname NOT LIKE %s",
            f"sme\\_{kind}\\_%",
            r"%\_part",
        )
        rows.sort(key=lambda row: row[1] or "", reverse=True)
        for name, _when in rows[kept:]:
            with lock(name, wait=False) as mine:
                if mine:
                    drop(name)
                    (RUN / "lock" / name).unlink(missing_ok=True)


# ------------------------------------------------------------------
# scratch databases
# ------------------------------------------------------------------


@contextlib.contextmanager
def scratch(purpose: str, source: str | None = None) -> Iterator[str]:
    """A database for a moment: a copy of another one, or empty."""
    name = f"sme_scratch_{os.getpid()}_{purpose}"
    drop_abandoned()
    if source:
        copy(source, name)
    else:
        drop(name)
        query(named("CREATE DATABASE {} TEMPLATE template1", name))
    try:
        yield name
    finally:
        drop(name)


def drop_abandoned() -> None:
    """Drop the scratch databases of processes that are gone."""
    pattern = "sme\\_scratch\\_%"
    for (name,) in query(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", pattern
    ):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            drop(name)


# ------------------------------------------------------------------
# databases people ask for
# ------------------------------------------------------------------


def make_test_database(name: str) -> None:
    template = module_template()
    copy(template, name)
    if "_mixed" in template:
        drop(template)


def make_plain_database(name: str) -> None:
    """The dependencies only, without our module: for comparisons."""
    copy(dependencies_template(), name)


def make_development_database(name: str, sample: str) -> None:
    """Create or update a database to work in; what a user entered stays."""
    key = key_of_source()
    if noted(name) == key:
        return
    if exists(name):
        modules = ",".join(installed(name))
        odoo(name, "-u", modules, purpose=f"updating {MODULE} in database {name}")
    else:
        part = f"{name}_part"
        install_with_samples(part, sample)
        rename(part, name)
    note(name, key)


def install_with_samples(name: str, sample: str) -> None:
    if sample == "all":
        drop(name)
        query(named("CREATE DATABASE {} TEMPLATE template1", name))
        odoo(
            name,
            "-i",
            MODULE,
            "--with-demo",
            purpose=f"installing {MODULE} with Odoo's and its own sample data",
        )
        return
    copy(dependencies_template(), name)
    options = []
    if sample == "own":
        # Odoo loads a module's sample data only over dependencies that have theirs;
        # Odoo's own would bury ours.
        query(
            "UPDATE ir_module_module SET demo = true WHERE name = ANY(%s)",
            dependencies(),
            database=name,
        )
        options = ["--with-demo", f"--load-language={','.join(LANGUAGES)}"]
    purpose = f"installing {MODULE} with its sample data"
    odoo(name, "-i", MODULE, *options, purpose=purpose)


def installed(name: str) -> list[str]:
    rows = query(
        "SELECT name FROM ir_module_module"
        " WHERE state = 'installed' AND name = ANY(%s)",
        own_modules(),
        database=name,
    )
    return [row[0] for row in rows] or [MODULE]


def logins(name: str) -> list[tuple[str, str, str]]:
    """Role, person and login of the sample users, the administrator last."""
    return query(
        """
        SELECT initcap(split_part(replace(d.name, 'demo_user_', ''), '_', 1)),
               p.name, u.login
          FROM ir_model_data d
          JOIN res_users u ON u.id = d.res_id AND u.active
          JOIN res_partner p ON p.id = u.partner_id
         WHERE d.model = 'res.users'
           AND (d.module = %s AND d.name LIKE 'demo\\_user\\_%%'
                OR d.module = 'base' AND d.name = 'user_admin')
         ORDER BY d.module DESC, d.id
        """,
        MODULE,
        database=name,
    )


def show_logins(name: str) -> None:
    for role, person, login in logins(name):
        role = "Administrator" if login == "admin" else role
        print(f"  {role:<14} {person:<28} login and password: {login}")


COMMANDS = {
    "test": make_test_database,
    "plain": make_plain_database,
    "drop": drop,
    "logins": show_logins,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=[*COMMANDS, "dev", "key"])
    parser.add_argument("name", nargs="?")
    parser.add_argument("--sample", choices=["own", "all", "none"], default="own")
    options = parser.parse_args()
    try:
        if options.command == "key":
            print(key_of_source())
        elif options.command == "dev":
            make_development_database(options.name, options.sample)
        else:
            COMMANDS[options.command](options.name)
    except Refusal as refusal:
        print(f"sme: {refusal}", file=sys.stderr)
        return 1
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        print(f"sme: PostgreSQL says: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
