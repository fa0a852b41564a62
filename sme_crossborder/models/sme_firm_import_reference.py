from __future__ import annotations

from odoo import api, models


class SmeFirmImportReference(models.AbstractModel):
    """The file a row names by External ID, Database ID or own reference."""

    _name = "sme.firm.import.reference"
    _description = "Firm Import: References"

    @api.model
    def _import_find_references(self, rows):
        """Resolve External ID, Database ID and own reference in one query each.

        An External ID nobody knows is taken as the own reference: lists made for
        Odoo's import have their key in that column.
        """
        by_xmlid = self._import_find_xmlids(rows)
        for row in rows:
            xmlid = row.cells.get("id")
            if xmlid and xmlid not in by_xmlid:
                row.vals.setdefault("external_key", xmlid)
        by_reference = self._import_find_own_references(rows)
        by_id = self._import_find_ids(rows)
        for row in rows:
            reference = (row.company_id, row.vals.get("external_key"))
            xmlid, database_id = row.cells.get("id"), row.cells.get(".id")
            row.file_id = by_xmlid.get(xmlid) or by_reference.get(reference)
            if database_id:
                row.file_id = by_id.get(database_id)
                if not row.file_id:
                    message = self.env._("No file of yours has this database ID.")
                    row.refuse(".id", message)

    @api.model
    def _import_find_ids(self, rows):
        texts = {row.cells.get(".id") or "" for row in rows}
        ids = [int(text) for text in texts if text.isdecimal()]
        return {str(id_): id_ for id_ in self.search([("id", "in", ids)]).ids}

    @api.model
    def _import_find_xmlids(self, rows):
        names = {row.cells["id"] for row in rows if row.cells.get("id")}
        if not names:
            return {}
        qualified = {n if "." in n else f"__import__.{n}": n for n in names}
        # sudo: ids only; the search below keeps those the user may read
        found = self.env["ir.model.data"].sudo()._lookup_xmlids(qualified, self)
        ids = {row[4]: qualified[f"{row[1]}.{row[2]}"] for row in found}
        readable = self.with_context(active_test=False).search(
            [("id", "in", list(ids)), ("company_id", "in", self.env.companies.ids)]
        )
        return {ids[record.id]: record.id for record in readable}

    @api.model
    def _import_find_own_references(self, rows):
        references = {row.vals.get("external_key") for row in rows} - {None}
        if not references:
            return {}
        files = self.with_context(active_test=False).search_fetch(
            [
                ("external_key", "in", list(references)),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["external_key", "company_id"],
        )
        return {(f.company_id.id, f.external_key): f.id for f in files}
