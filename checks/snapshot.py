"""A picture of everything in a database, and what differs between two of them.

The comparison is closed: it covers every table, row and object of the schema, so a
new model or a new kind of record needs no line here. What may differ is listed in
`TOLERATED`, with the reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2
from psycopg2 import sql

# Columns that say when something happened, not what it is.
VOLATILE = {"write_date", "write_uid", "create_date", "create_uid"}


@dataclass(frozen=True)
class Tolerance:
    """What may differ in one table: some columns, or the rows that meet a condition."""

    reason: str
    columns: frozenset[str] = frozenset()
    rows: str = "false"


def columns(reason: str, *names: str) -> Tolerance:
    return Tolerance(reason, columns=frozenset(names))


def rows(reason: str, condition: str = "true") -> Tolerance:
    return Tolerance(reason, rows=condition)


SIGNALS = ["assets", "default", "groups", "registry", "routing", "stable", "templates"]

TOLERATED: dict[str, Tolerance] = {
    "ir_attachment": rows(
        "bundles are built anew on demand", "url LIKE '/web/assets/%'"
    ),
    "ir_cron": columns("schedules run on", "nextcall", "lastcall", "failure_count"),
    "ir_cron_progress": rows("a log of what ran"),
    "ir_cron_trigger": rows("wake-up calls for schedules"),
    "ir_module_module": rows(
        "the module stays in the list of modules", "name LIKE 'sme\\_crossborder%'"
    ),
    **dict.fromkeys(
        [f"orm_signaling_{cache}" for cache in SIGNALS],
        rows("news from one server process to the others"),
    ),
    "bus_bus": rows("messages to open browsers"),
    "ir_logging": rows("a log"),
    "res_device_log": rows("a log"),
    "res_users_log": rows("a log"),
}

SCHEMA = {
    "table": """
        SELECT relname, relkind::text FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')
    """,
    "sequence": """
        SELECT sequencename, increment_by FROM pg_sequences WHERE schemaname = 'public'
    """,
    "column": """
        SELECT table_name || '.' || column_name, data_type, is_nullable, column_default
          FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "index": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """,
    "constraint": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "function": """
        SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
               md5(p.prosrc)
          FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    """,
    "trigger": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
          FROM pg_trigger WHERE NOT tgisinternal
    """,
    "type": """
        SELECT typname, typtype::text FROM pg_type
         WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
    """,
    "extension": "SELECT extname, extversion FROM pg_extension",
}


class Snapshot:
    """Everything in one database, read once."""

    def __init__(self, database: str, tolerated: dict[str, Tolerance] | None = None):
        self.tolerated = TOLERATED if tolerated is None else tolerated
        self.things: dict[str, Counter[str]] = {}
        connection = psycopg2.connect(dbname=database)
        try:
            with connection.cursor() as cursor:
                self._read_schema(cursor)
                for table in self._tables(cursor):
                    self.things[f"row of {table}"] = Counter(self._rows(cursor, table))
        finally:
            connection.close()

    def _read_schema(self, cursor) -> None:
        for kind, query in SCHEMA.items():
            cursor.execute(query)
            self.things[kind] = Counter(json.dumps(row) for row in cursor.fetchall())

    @staticmethod
    def _tables(cursor) -> list[str]:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return sorted(row[0] for row in cursor.fetchall())

    def _rows(self, cursor, table: str) -> Iterator[str]:
        tolerance = self.tolerated.get(table, Tolerance(""))
        cursor.execute(
            sql.SQL(
                "SELECT to_jsonb(t) - {}::text[] FROM {} t WHERE ({}) IS NOT TRUE"
            ).format(
                sql.Literal(sorted(VOLATILE | tolerance.columns)),
                sql.Identifier(table),
                sql.SQL(tolerance.rows),
            )
        )
        for (row,) in cursor.fetchall():
            yield json.dumps(row, sort_keys=True, ensure_ascii=False)

    def differences(self, other: Snapshot, *, most: int = 8) -> list[str]:
        """What the other one has more (+) or less (-), at most so many of a kind."""
        found = []
        for kind in sorted(self.things.keys() | other.things.keys()):
            here = self.things.get(kind, Counter())
            there = other.things.get(kind, Counter())
            changes = [
                f"+ {kind}: {thing}" for thing in sorted((there - here).elements())
            ]
            changes += [
                f"- {kind}: {thing}" for thing in sorted((here - there).elements())
            ]
            found += [change[:400] for change in changes[:most]]
            if len(changes) > most:
                found.append(f"  … and {len(changes) - most} more of {kind}")
        return found
