"""Looks for words in every column of every table there is."""

from odoo.tools import SQL

WORDS = ("character varying", "text", "jsonb", "json")


class LooksEverywhere:
    """Searches every column with words of every table there is."""

    def _find_words(self, *words):
        """Return where any of the words stands, as ``table.column``."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT c.table_name, array_agg(c.column_name::text)
                     FROM information_schema.columns AS c
                     JOIN information_schema.tables AS t
                    USING (table_schema, table_name)
                    WHERE table_schema = current_schema()
                      AND t.table_type = 'BASE TABLE' AND c.data_type = ANY(%s)
                 GROUP BY c.table_name""",
                list(WORDS),
            )
        )
        # what is typed in a dialog is cleared within the hour
        dialogs = {
            Model._table for Model in self.env.registry.values() if Model._transient
        }
        found = set()
        for table, columns in rows:
            if table in dialogs:
                continue
            for column in columns:
                if self.env.execute_query(
                    SQL(
                        "SELECT 1 FROM %s WHERE %s::text ILIKE ANY(%s) LIMIT 1",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        [f"%{word}%" for word in words],
                    )
                ):
                    found.add(f"{table}.{column}")
        return found

    def _erase_file(self, firm, manager, coordinator):
        """Erase a file: one proposes, another one approves."""
        erasure = (
            self.env["sme.erasure"].with_user(manager).create({"firm_id": firm.id})
        )
        erasure.action_ask()
        erasure.with_user(coordinator).action_approve()
        self.env.flush_all()
        self.env.invalidate_all()
