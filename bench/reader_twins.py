"""The twins once more, with journeys shared between organisations.

Copies, so that the other comparisons keep their rows.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import reader_rows
import twins
from twins import database

from odoo import sql_db
from odoo.modules.registry import Registry

HERE = Path(__file__).resolve().parent
SOURCES = ("reader_rows.py", "reader_twins.py")
_FILL = {"with": reader_rows.share, "without": reader_rows.give}


def database_name(side: str, count: int) -> str:
    return f"{twins.database_name(side, count)}_readers"


def prepare(counts: list[int]) -> None:
    """Make the databases that are missing or out of date."""
    twins.prepare(counts)
    parts = b"".join((HERE / name).read_bytes() for name in SOURCES)
    source = hashlib.sha256(parts).hexdigest()[:10]
    for count in counts:
        for side in _FILL:
            name = database_name(side, count)
            key = f"{twins.key_of_rows(side)} {source}"
            if database.noted(name) != key:
                database.say(f"sharing in {name}")
                _make(side, count, name)
                database.note(name, key)


def _make(side: str, count: int, name: str) -> None:
    part = f"{name}_part"
    database.copy(twins.database_name(side, count), part)
    registry = Registry(part)
    with twins.root(registry) as env:
        _FILL[side](env)
    Registry.delete(part)
    sql_db.close_db(part)
    database.rename(part, name)
    twins.settle(name)
