"""Which legal entity a set of numbers stands for, where several are known."""

from __future__ import annotations

# Strongest first: a register's number decides, a participant code only helps.
KEY_FIELDS = ("registry_key", "vat_key", "lei_key", "pic_key")


class KeyIndex:
    """Which entity holds which key, kept up to date while a batch is interned.

    A register's number that says otherwise is stronger than a VAT number that agrees:

    >>> known = {"id": 1, "country_id": 9, "lei_key": None, "pic_key": None}
    >>> index = KeyIndex([known | {"registry_key": "EE:1", "vat_key": "EE7"}])
    >>> index.find({"vat_key": "EE7"})
    1
    >>> index.find({"registry_key": "EE:2", "vat_key": "EE7"})

    What an entity lacks it is given, unless another one holds it:

    >>> index.missing_keys(1, {"vat_key": "EE8", "lei_key": "L1"})
    {'lei_key': 'L1'}
    >>> index.free_keys({"country_id": 9, "registry_key": "EE:2", "vat_key": "EE7"})
    {'country_id': 9, 'registry_key': 'EE:2'}

    :param rows: dicts with ``id`` and all of :data:`KEY_FIELDS`
    """

    def __init__(self, rows):
        self._holder = {}
        self._rows = {}
        for row in rows:
            self._rows[row["id"]] = row
            self.reserve({f: row[f] for f in KEY_FIELDS if row[f]}, token=row["id"])

    def reserve(self, keys, token):
        """Note that an entity holds keys.

        :param token: its id, or a number below zero while it has none
        """
        row = self._rows.setdefault(token, {})
        for fname in KEY_FIELDS:
            if keys.get(fname):
                self._holder[fname, keys[fname]] = token
                row[fname] = keys[fname]

    def find(self, keys) -> int | None:
        """Return the holder of the strongest key that nothing stronger contradicts."""
        for position, fname in enumerate(KEY_FIELDS):
            token = self._holder.get((fname, keys.get(fname)))
            if token is not None and self._agrees(token, keys, position):
                return token
        return None

    def _agrees(self, token, keys, position) -> bool:
        row = self._rows[token]
        return all(
            not keys.get(stronger)
            or not row.get(stronger)
            or row[stronger] == keys[stronger]
            for stronger in KEY_FIELDS[:position]
        )

    def free_keys(self, keys) -> dict:
        """Keep the keys no other entity holds, and the country."""
        free = {
            fname: keys[fname]
            for fname in KEY_FIELDS
            if keys.get(fname) and (fname, keys[fname]) not in self._holder
        }
        return {"country_id": keys["country_id"], **free}

    def missing_keys(self, token, keys) -> dict:
        """Keep the keys an entity lacks and no other one holds."""
        row = self._rows[token]
        return {
            fname: keys[fname]
            for fname in KEY_FIELDS
            if keys.get(fname)
            and not row.get(fname)
            and (fname, keys[fname]) not in self._holder
        }
