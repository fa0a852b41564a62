# ruff: noqa: S608  (what is put into the SQL are names and formulas written here)
"""Copies of rows the ORM made, with what differs worked out from the row's number."""

from __future__ import annotations

import base64

from match_rows import Filling

# of a hundred countable records; a firm is counted as its enrolment
SHARES = {
    "service": 44.5,
    "stage": 20,
    "barrier": 10,
    "journey": 8,
    "enrolment": 5,
    "case": 5,
    "interest": 3,
    "party": 1,
    "workshop": 1,
    "author": 1,
    "output": 0.5,
    "uptake": 0.5,
    "entry": 0.5,
}
EVIDENCE = (
    "attendance_list",
    "agreement",
    "adopter_statement",
    "first_sale",
    "other",
)
HANGS_ON = (
    "firm_id",
    "enrolment_id",
    "lead_id",
    "event_id",
    "output_id",
    "uptake_id",
    "entry_id",
)


class Copies(Filling):
    """Rows of organisations in turn; `n` is the number of a row, from 0."""

    PAPER = base64.b64encode(b"paper")

    def __init__(self, env, count):
        super().__init__(env, count)
        self.first = {}
        self.kinds = {
            kind: env.ref(f"sme_crossborder.sme_evidence_kind_{kind}").id
            for kind in EVIDENCE
        }
        self.by_hand = env["sme.indicator"].search([("is_by_hand", "=", True)])

    # ------------------------------------------------------------------
    # Formulas over the number `n` of a row
    # ------------------------------------------------------------------

    def number(self, kind):
        return max(int(self.count * SHARES[kind] / 100), self.organisations * 2)

    @staticmethod
    def share(salt):
        """A number from 0 to 1 that belongs to the row and to `salt`."""
        return f"((hashint4extended(n::int, {salt}) & 65535) / 65536.0)"

    def day(self, start, days, salt):
        return f"date '{start}' + floor({self.share(salt)} * {days})::int"

    def id_of(self, table, number):
        return f"{self.first[table]} + {number}"

    def firm(self, number):
        """A firm of the organisation in whose turn the row is."""
        return self.id_of("sme_firm", f"({number}) % {self.number('enrolment')}")

    def _multiply(self, table, origins, count, where="TRUE", **columns):
        """Copy a row of each organisation in turn, with other values in some columns.

        :param origins: list of dict: table → its row, in the order of organisations
        :param where: which of the numbers 0 … count - 1 make a row
        :param columns: column → formula over `n` and `origin`
        """
        cr = self.env.cr
        self.first[table] = self._last_id(table) + 1
        identity = f"{self.first[table]} + n"
        columns = {"id": identity, **columns}
        cr.execute(
            """SELECT column_name FROM information_schema.columns
                WHERE table_name = %s AND is_generated = 'NEVER'""",
            [table],
        )
        every = [column for (column,) in cr.fetchall()]
        unknown = columns.keys() - {*every}
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
        ids = [origin[table].id for origin in origins]
        # how a foreign key is looked up was planned while the tables were empty
        cr.execute("DISCARD PLANS")
        cr.execute(
            f"""INSERT INTO {table} ({", ".join(f'"{name}"' for name in every)})
                SELECT {", ".join(columns.get(n, f'origin."{n}"') for n in every)}
                  FROM generate_series(0, {count} - 1) AS made (n)
                  JOIN {table} AS origin
                    ON origin.id = (ARRAY{ids})[1 + n % {len(ids)}]
                 WHERE {where} ORDER BY n"""
        )

    def _attach(self, origins, count, where, kind, **hangs_on):
        self._multiply(
            "sme_evidence",
            origins,
            count,
            where,
            kind_id=str(self.kinds.get(kind, kind)),
            **{name: hangs_on.get(name, "NULL") for name in HANGS_ON},
        )

    def _go_on_after(self):
        for table in self.first:
            self.env.cr.execute(
                "SELECT setval(%s, %s)", [f"{table}_id_seq", self._last_id(table)]
            )
