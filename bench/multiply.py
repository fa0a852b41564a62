"""Many more rows in seconds: copies of what the ORM made, each with its own identity.

What is no name or number repeats every `generate.PROFILES` firms, so a row is like
the ORM's row of the same profile but for a few columns. ``verify`` makes some of the
next firms by the ORM and compares every column, so that nothing is forgotten when the
models change.
"""

from __future__ import annotations

import io
from collections import defaultdict

import fill
import generate
import lead_rows
from generate import PROFILES, Firm
from psycopg2 import sql

CHECKED = 100  # rows made twice to compare
# columns that tell when and where a row was made, not what it says
INCIDENTAL = {
    "create_date",
    "write_date",
    "calendar_last_notif_ack",
    "date_open",
    "date_last_stage_update",
    "date_entered",
}
# columns that point to another generated row
LINKS = {
    "id",
    "commercial_partner_id",
    "parent_id",
    "partner_id",
    "entity_id",
    "firm_id",
    "lead_id",
}
NULL = r"\N"

# Each query gives a firm's reference and a row, for references between two bounds
CONTACTS = "SELECT ref, t.* FROM res_partner t WHERE ref >= %s AND ref < %s"
PERSONS = """
    SELECT o.ref, t.* FROM res_partner t JOIN res_partner o ON o.id = t.parent_id
     WHERE o.ref >= %s AND o.ref < %s"""
CONTACT_ACTIVITIES = """
    SELECT o.ref, t.* FROM mail_activity t JOIN res_partner o ON o.id = t.res_id
     WHERE t.res_model = 'res.partner' AND o.ref >= %s AND o.ref < %s"""
FILES = """
    SELECT o.ref, t.* FROM sme_firm t JOIN res_partner o ON o.id = t.partner_id
     WHERE o.ref >= %s AND o.ref < %s"""
ENTITIES = """
    SELECT o.ref, t.* FROM sme_entity t JOIN sme_firm f ON f.entity_id = t.id
      JOIN res_partner o ON o.id = f.partner_id
     WHERE o.ref >= %s AND o.ref < %s"""
YEARS = """
    SELECT o.ref, t.* FROM sme_firm_year t JOIN sme_firm f ON f.id = t.firm_id
      JOIN res_partner o ON o.id = f.partner_id
     WHERE o.ref >= %s AND o.ref < %s"""
FILE_ACTIVITIES = """
    SELECT o.ref, t.* FROM mail_activity t JOIN sme_firm f ON f.id = t.res_id
      JOIN res_partner o ON o.id = f.partner_id
     WHERE t.res_model = 'sme.firm' AND o.ref >= %s AND o.ref < %s"""


class Bulk:
    """Rows on their way to the database, for several tables."""

    def __init__(self, cursor):
        self.cursor = cursor
        self._last_ids: dict[str, int] = {}
        self._rows: dict[str, list[dict]] = defaultdict(list)

    def add(self, table: str, row: dict, own_id=()) -> int:
        if table not in self._last_ids:
            query = sql.SQL("SELECT coalesce(max(id), 0) FROM {}")
            self.cursor.execute(query.format(sql.Identifier(table)))
            self._last_ids[table] = self.cursor.fetchone()[0]
        self._last_ids[table] += 1
        for column in ("id", *own_id):
            row[column] = str(self._last_ids[table])
        self._rows[table].append(row)
        return self._last_ids[table]

    def send(self) -> None:
        for table, rows in self._rows.items():
            names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
            query = sql.SQL("COPY {} ({}) FROM STDIN")
            lines = "".join("\t".join(row.values()) + "\n" for row in rows)
            self.cursor.copy_expert(
                query.format(sql.Identifier(table), names), io.StringIO(lines)
            )
            self.cursor.execute(
                "SELECT setval(%s, %s)", [f"{table}_id_seq", self._last_ids[table]]
            )
        self._rows.clear()


class Made:
    """The rows of one kind that the ORM made for firms ``start`` to ``end``.

    Cells stay as PostgreSQL writes them in a COPY, so nothing is converted.
    """

    def __init__(self, cursor, table: str, query: str, start=0, end=PROFILES):
        self.table = table
        output = io.StringIO()
        bounds = [f"F{number:07d}" for number in (start, end)]
        statement = cursor.mogrify(query, bounds).decode()
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT WITH (HEADER)", output)
        head, *lines = output.getvalue().splitlines()
        columns = head.split("\t")[1:]
        self._rows = {}
        for line in lines:
            ref, *cells = line.split("\t")
            self._rows[int(ref[1:])] = dict(zip(columns, cells, strict=True))

    def get(self, number: int) -> dict | None:
        return self._rows.get(number)

    def like(self, number: int, **values) -> dict | None:
        """Return the row of the same profile with other values, None if it has none."""
        row = self._rows.get(number % PROFILES)
        if row is None:
            return None
        unknown = values.keys() - row.keys()
        if unknown:
            raise KeyError(f"{self.table} has no column {', '.join(sorted(unknown))}")
        texts = {k: NULL if v is None else str(v) for k, v in values.items()}
        return {**row, **texts}


def multiply(env, start: int, end: int) -> None:
    """Make the rows of firms ``start`` to ``end`` like those of the same profile."""
    cursor, bulk = env.cr, Bulk(env.cr)
    contacts = Made(cursor, "res_partner", CONTACTS)
    persons = Made(cursor, "res_partner", PERSONS)
    activities = Made(cursor, "mail_activity", CONTACT_ACTIVITIES)
    add_file = _file_maker(cursor, bulk) if "sme.firm" in env else None
    add_leads = lead_rows.maker(env, bulk)
    for firm in generate.firms(end - start, start):
        row = contacts.like(firm.number, **contact_cells(firm))
        contact_id = bulk.add("res_partner", row, own_id=["commercial_partner_id"])
        links = {"parent_id": contact_id, "commercial_partner_id": contact_id}
        if firm.person:
            row = persons.like(firm.number, **person_cells(firm), **links)
            bulk.add("res_partner", row)
        row = activities.like(firm.number, res_id=contact_id, res_name=firm.name)
        if row:
            bulk.add("mail_activity", row)
        file_id = add_file(firm, contact_id) if add_file else None
        add_leads(firm, contact_id, file_id)
    bulk.send()


def _file_maker(cursor, bulk):
    """Return a function that adds the file on a firm and what hangs on it."""
    entities = Made(cursor, "sme_entity", ENTITIES)
    files = Made(cursor, "sme_firm", FILES)
    years = Made(cursor, "sme_firm_year", YEARS)
    activities = Made(cursor, "mail_activity", FILE_ACTIVITIES)
    last = {}

    def add_file(firm, contact_id):
        if not firm.is_shared:
            row = entities.like(firm.number, **entity_cells(firm))
            last["entity_id"] = bulk.add("sme_entity", row)
        links = {"partner_id": contact_id, "entity_id": last["entity_id"]}
        row = files.like(firm.number, **file_cells(firm), **links)
        file_id = bulk.add("sme_firm", row)
        if firm.headcount:
            bulk.add("sme_firm_year", years.like(firm.number, firm_id=file_id))
        row = activities.like(firm.number, res_id=file_id, res_name=firm.name)
        if row:
            bulk.add("mail_activity", row)
        return file_id

    return add_file


def contact_cells(firm: Firm) -> dict:
    """What differs from contact to contact of one profile."""
    return {
        "ref": firm.ref,
        "name": firm.name,
        "complete_name": firm.name,
        "commercial_company_name": firm.name,
        "company_registry": firm.registry_number,
        "vat": firm.vat,
        "street": firm.street,
        "email": firm.email,
        "email_normalized": firm.email,
        "website": firm.website,
    }


def person_cells(firm: Firm) -> dict:
    return {
        "name": firm.person,
        "complete_name": f"{firm.name}, {firm.person}",
        "commercial_company_name": firm.name,
        "company_registry": firm.registry_number,
        "vat": firm.vat,
        "street": firm.street,
    }


def entity_cells(firm: Firm) -> dict:
    number = firm.registry_number
    vat = firm.vat
    following = generate.firm(firm.number + 1)
    if following.is_shared:  # brings its VAT number to the same entity
        vat = vat or following.vat
    return {
        "registry_key": number and f"{firm.country}:{number.replace('-', '')}",
        "vat_key": vat,
    }


def file_cells(firm: Firm) -> dict:
    from odoo.addons.sme_crossborder.models.sme_firm_search import _compact
    from odoo.addons.sme_crossborder.tools.names import normalise_name

    numbers = filter(None, (firm.registry_number, firm.vat))
    return {
        "name": firm.name,
        "name_key": normalise_name(firm.name),
        "identifier_key": " ".join(map(_compact, numbers)) or None,
        "registry_number": firm.registry_number,
        "vat": firm.vat,
        "street": firm.street,
        "email": firm.email,
        "website": firm.website,
    }


def verify(env, company_ids, user_id, count: int) -> None:
    """Make the next firms by the ORM and compare with what copying would give.

    Call it in a transaction that is rolled back.

    :raises AssertionError: a column differs
    """
    start = -(-count // PROFILES) * PROFILES
    end = start + CHECKED
    kinds = [
        ("res_partner", CONTACTS, contact_cells),
        ("res_partner", PERSONS, person_cells),
    ]
    if "sme.firm" in env:
        kinds += [
            ("sme_entity", ENTITIES, entity_cells),
            ("sme_firm", FILES, file_cells),
            ("sme_firm_year", YEARS, lambda _firm: {}),
        ]
    kinds += lead_rows.kinds(env)
    firms = list(generate.firms(CHECKED, start))
    fill.create(env, company_ids, user_id, firms)
    for table, query, cells in kinds:
        before = Made(env.cr, table, query)
        after = Made(env.cr, table, query, start, end)
        for firm in firms:
            copied = before.like(firm.number, **cells(firm))
            _compare(table, firm, copied, after.get(firm.number))


def _compare(table, firm, copied, made):
    if copied is None or made is None:
        different = {} if copied is made else {"the whole row": (copied, made)}
    else:
        different = {
            name: (copied[name], made[name])
            for name in made
            if copied[name] != made[name] and name not in INCIDENTAL | LINKS
        }
    if different:
        raise AssertionError(f"{table}, {firm.ref}: {different}")
