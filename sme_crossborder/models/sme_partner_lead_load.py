from odoo import api, models
from odoo.models import fix_import_export_id_paths

from ..tools.lead_columns import TEMPLATE_FILE
from ..tools.lead_keys import KEYS, TYPES_BY_CODE

MOST_MESSAGES = 100
MOST_COMMAS = 3  # in one name
LISTS = {"language_id", "currency_id"} | {
    key.field for key in KEYS if key.kind in ("codes", "goals", "countries")
}


class SmePartnerLeadLoad(models.AbstractModel):
    """Leads from CSV and spreadsheets, through Odoo's own import.

    Entries of lists are known by code or name, with or without space around the comma,
    and a lead that is there already by its reference. Every cell that is not known is
    named before anything is written.
    """

    _name = "sme.partner.lead.load"
    _inherit = ["sme.partner.lead.codes"]
    _description = "Partner Lead: Lists of Leads"

    # see `base_import.import`
    _import_key_fields = ("reference",)

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Partner Leads"),
                "template": f"/sme_crossborder/static/xls/{TEMPLATE_FILE.name}",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Import leads; see the class for what differs from Odoo's."""
        if self.env.su and self.env.context.get("install_module"):
            return super().load(fields, data)  # data files of a module
        paths = ["/".join(fix_import_export_id_paths(path)) for path in fields]
        columns = {path: at for at, path in enumerate(paths)}
        rows = [list(row) for row in data]
        messages = []
        words = {}
        for at, path in enumerate(list(paths)):
            if path == "lead_type":
                self._load_types(rows, at)
            elif path in LISTS:
                messages += self._load_list(rows, at, path, words)
                paths[at] = f"{path}/.id"
        if "reference" in columns and not {"id", ".id"} & columns.keys():
            messages += self._load_references(rows, columns["reference"])
            paths.append(".id")
        if messages:
            return {"ids": False, "messages": messages[:MOST_MESSAGES], "nextrow": 0}
        return super().load(paths, rows)

    @api.model
    def _load_types(self, rows, at):
        """Take the network's short codes for types too."""
        for row in rows:
            code = str(row[at] or "").strip()
            row[at] = TYPES_BY_CODE.get(code.upper(), code)

    @api.model
    def _load_list(self, rows, at, path, words):
        """Put ids in the place of codes and names; return what is not known."""
        messages = []
        for number, row in enumerate(rows):
            cell = str(row[at] or "").strip()
            if not cell:
                row[at] = ""
                continue
            whole = self._fields[path].type == "many2one"
            ids, unknown = self._split_cell(cell, path, words, whole)
            if unknown:
                messages.append(
                    self._load_message(
                        number,
                        path,
                        self.env._(
                            "“%(value)s” is not in the list of %(field)s. Write a code "
                            "or name from the list, several with commas between.",
                            value=unknown[:50],
                            field=self._fields[path]._description_string(self.env),
                        ),
                    )
                )
            row[at] = ",".join(map(str, dict.fromkeys(ids)))
        return messages

    @api.model
    def _split_cell(self, cell, path, words, whole):
        """Return (ids, first word that is not known) of a cell.

        Names may hold commas themselves: as many parts as make a name are taken.
        """
        parts = [cell] if whole else cell.replace(";", ",").split(",")
        ids, start = [], 0
        while start < len(parts):
            last = min(len(parts), start + MOST_COMMAS + 1)
            for end in range(last, start, -1):
                word = ",".join(parts[start:end]).strip()
                entry_id = self._find_code(words, path, word)
                if entry_id is not None:
                    ids.append(entry_id)
                    start = end
                    break
            else:
                word = parts[start].strip()
                if word:
                    return ids, word
                start += 1  # a comma too many
        return ids, ""

    @api.model
    def _load_references(self, rows, at):
        """Add the id of the own lead each row is about; return what is not known."""
        codes = {str(row[at] or "").strip() for row in rows} - {""}
        known = {
            lead.reference: lead.id
            for lead in self.with_context(active_test=False).search(
                [
                    ("reference", "in", list(codes)),
                    ("company_id", "in", self.env.companies.ids),
                ]
            )
        }
        messages, seen = [], {}
        for number, row in enumerate(rows):
            code = str(row[at] or "").strip()
            lead_id = known.get(code)
            row.append(str(lead_id) if lead_id else "")
            words = {"reference": code, "row": seen.get(code, 0) + 1}
            if code and not lead_id:
                text = self.env._(
                    "You have no lead with the reference %(reference)s. Leave the cell "
                    "empty for a new lead: it gets its own.",
                    **words,
                )
            elif code in seen:
                text = self.env._(
                    "The lead %(reference)s stands in row %(row)s of the list already.",
                    **words,
                )
            else:
                text = ""
            if text:
                messages.append(self._load_message(number, "reference", text))
            if code:
                seen.setdefault(code, number)
        return messages

    @api.model
    def _load_message(self, number, path, text):
        return {
            "type": "error",
            "message": text,
            "rows": {"from": number, "to": number},
            "record": number,
            "field": path,
        }
