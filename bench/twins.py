"""Two databases with the same rows and rights: one with our module, one without.

Both start from the cached template of our dependencies. The contacts are made by
the same call in both; the twin with the module gets a firm file on each.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import barrier_rows
import fill
import generate
import lead_rows
import multiply
from generate import ORGANISATIONS

from odoo import SUPERUSER_ID, Command, api, sql_db
from odoo.modules.registry import Registry

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "env"))
import database  # noqa: E402  (lives in env/)

LOGIN, LOGIN_ALL, LOGIN_LEADS = LOGINS = ("bench", "bench_all", lead_rows.LOGIN)
# one organisation's adviser: what the role implies, contacts and exports
GROUPS = (
    "base.group_user",
    "base.group_partner_manager",
    "base.group_allow_export",
    "sales_team.group_sale_salesman",
    "event.group_event_registration_desk",
)
# stock salespeople see their own leads only, our advisers all of their organisation
STOCK_LEADS = "sales_team.group_sale_salesman_all_leads"
SILENT = {
    "tracking_disable": True,
    "no_reset_password": True,
    "mail_create_nosubscribe": True,
    "mail_activity_quick_update": True,
    "mail_auto_subscribe_no_notify": True,
}
SOURCES = (
    "generate.py",
    "fill.py",
    "multiply.py",
    "lead_rows.py",
    "barrier_rows.py",
    "twins.py",
)  # what the rows depend on


def database_name(side: str, count: int) -> str:
    return f"sme_bench_{side}_{count}"


def key_of_rows(side: str) -> str:
    """Changes with anything that would make other rows."""
    parts = [(HERE / name).read_bytes() for name in SOURCES]
    source = database.key_of_source() if side == "with" else "-"
    parts.append(database.key_of_dependencies().encode())
    return f"{hashlib.sha256(b''.join(parts)).hexdigest()[:10]} {source}"


def prepare(counts: list[int]) -> None:
    """Make the databases that are missing or out of date, the twins side by side."""
    for count in counts:
        jobs = []
        for side in ("with", "without"):
            name, key = database_name(side, count), key_of_rows(side)
            if database.noted(name) != key:
                jobs.append(_start(side, count))
        failed = [job for job in jobs if job.wait()]
        if failed:
            raise SystemExit("bench: the databases could not be made (see above)")


def _start(side: str, count: int) -> subprocess.Popen:
    # one process each: two cores, and nothing of one twin's registry in the other
    arguments = [sys.executable, str(HERE / "twins.py"), side, str(count)]
    return subprocess.Popen(arguments, env=os.environ)


def make(side: str, count: int) -> None:
    """Make one twin; unfinished ones leave nothing that looks complete."""
    name, key = database_name(side, count), key_of_rows(side)
    known, _, source = (database.noted(name) or "").partition(" ")
    if known == key.split()[0] and source and os.environ.get("BENCH_UPDATE"):
        # same rows, other code: quicker than filling again, for work on the code
        modules = ",".join(database.own_modules())
        database.odoo(name, "-u", modules, purpose=f"updating {name}")
    else:
        part = f"{name}_part"
        database.copy(database.dependencies_template(), part)
        if side == "with":
            purpose = f"installing {database.MODULE} into {name}"
            database.odoo(part, "-i", database.MODULE, purpose=purpose)
        database.say(f"filling {name} with {count:,} firms")
        make_rows(part, count)
        database.rename(part, name)
    settle(name)
    database.note(name, key)


def make_once(name: str, sources: Iterable[Path], what: str, fill_with) -> str:
    """Make a database with the module if it is missing or out of date.

    :param name: of the database, which is returned
    :param sources: files that make it out of date when they change
    :param what: what it is filled with
    :param fill_with: function of an environment that does it
    """
    key = database.digest(path.read_bytes() for path in sources)
    key = f"{key} {database.key_of_source()}"
    if database.noted(name) == key:
        return name
    part = f"{name}_part"
    database.copy(database.module_template(), part)
    database.say(f"filling {name} with {what}")
    registry = Registry(part)
    with root(registry) as env:
        fill_with(env)
    Registry.delete(part)
    sql_db.close_db(part)
    database.rename(part, name)
    settle(name)
    database.note(name, key)
    return name


def settle(name: str) -> None:
    """Leave statistics and visibility maps as a database in use has them."""
    database.query("VACUUM ANALYZE", database=name)


@contextlib.contextmanager
def root(registry: Registry) -> Iterator[api.Environment]:
    with registry.cursor() as cursor:
        yield api.Environment(cursor, SUPERUSER_ID, dict(SILENT))


def make_rows(name: str, count: int) -> None:
    registry = Registry(name)
    with root(registry) as env:
        companies = _create_organisations(env)
        user = _create_users(env, companies)
        if "sme.project" in env:
            _create_project(env, companies)
        else:
            lead_rows.create_team(env)
        lead_rows.create_plan(env, user.id)
        company_ids, user_id = companies.ids, user.id
    by_orm = min(count, generate.PROFILES)
    for start in range(0, by_orm, fill.BATCH):
        firms = list(generate.firms(min(fill.BATCH, by_orm - start), start))
        with root(registry) as env:
            fill.create(env, company_ids, user_id, firms)
    if count > by_orm:
        with root(registry) as env:
            multiply.multiply(env, by_orm, count)
        with root(registry) as env:
            multiply.verify(env, company_ids, user_id, count)
            env.cr.rollback()
    with root(registry) as env:
        if "sme.barrier" in env:
            barrier_rows.create(env)
    Registry.delete(name)
    sql_db.close_db(name)


def _create_organisations(env):
    countries = [env.ref(f"base.{code.lower()}") for code in generate.COUNTRIES]
    companies = env["res.company"].create(
        [
            {
                "name": f"Organisation {number + 1}",
                "country_id": countries[number % len(countries)].id,
                "currency_id": env.ref("base.EUR").id,
            }
            for number in range(ORGANISATIONS)
        ]
    )
    # every user sees every company's own contact: keep them out of "Companies",
    # so that both twins list the same rows
    env["res.company"].search([]).partner_id.is_company = False
    return companies


def _create_users(env, companies):
    groups = [env.ref(xmlid).id for xmlid in GROUPS]
    adviser = env.ref("sme_crossborder.group_sme_adviser", raise_if_not_found=False)
    if adviser:
        groups.append(adviser.id)
    leads = groups if adviser else [*groups, env.ref(STOCK_LEADS).id]
    for login, own, rights in (
        (LOGIN, companies[:1], groups),
        (LOGIN_ALL, companies, groups),
        (LOGIN_LEADS, companies[:1], leads),
    ):
        env["res.users"].create(
            {
                "name": f"Adviser {login}",
                "login": login,
                "company_id": own[0].id,
                "company_ids": [Command.set(own.ids)],
                "group_ids": [Command.set(rights)],
            }
        )
    return env["res.users"].search([("login", "=", LOGIN)])


def _create_project(env, companies):
    """A running project of all organisations, so that eligibility is worked out."""
    areas = env["sme.nuts"].search([("code", "in", ("SE11", "SE31", "EE", "LV00"))])
    members = [
        Command.create(
            {"partner_id": company.partner_id.id, "role": "partner" if at else "lead"}
        )
        for at, company in enumerate(companies)
    ]
    env["sme.project"].create(
        {
            "acronym": "BENCH",
            "name": "Bench project",
            "company_id": companies[0].id,
            "date_start": "2025-01-01",
            "date_end": "2027-12-31",
            "state": "running",
            "nuts_ids": [Command.set(areas.ids)],
            "member_ids": members,
        }
    )


if __name__ == "__main__":
    import logging

    from odoo.tools import config

    logging.getLogger("odoo").setLevel(logging.WARNING)
    config.parse_config(["--max-cron-threads=0"], setup_logging=True)
    make(sys.argv[1], int(sys.argv[2]))
