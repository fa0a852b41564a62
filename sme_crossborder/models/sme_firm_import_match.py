from __future__ import annotations

from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ..tools.import_match import Firm, FirmIndex
from ..tools.names import normalise_name
from .sme_firm_identity import IDENTITY_FIELDS

# Fields of a file that hold the keys of tools.import_match
KEY_FIELDS = {
    "registry_key": "registry_number",
    "vat_key": "vat",
    "lei_key": "lei",
    "pic_key": "pic",
}
FILE_FIELDS = (*KEY_FIELDS.values(), "name", "name_key", "country_id", "company_id")
MASK = "•"


class SmeFirmImportMatch(models.AbstractModel):
    """Which of our files a row is about, and which rows are about the same firm.

    Only files of the own organisation are looked at: what other organisations have
    must not change a word of what a list is told.
    """

    _name = "sme.firm.import.match"
    _inherit = "sme.firm.import.reference"
    _description = "Firm Import: Matching"

    @api.model
    def _import_identify(self, rows):
        """Find the files meant by reference, then check numbers and set the keys."""
        self._import_default_company(rows)
        self._import_find_references(rows)
        files = {f.id: f for f in self.browse({r.file_id for r in rows if r.file_id})}
        countries = self.env["res.country"].browse(
            {row.vals["country_id"] for row in rows if row.vals.get("country_id")}
        )
        country_of = {country.id: country for country in countries}
        for row in rows:
            row.country = country_of.get(row.vals.get("country_id"))
            if not row.country and row.file_id:
                row.country = files[row.file_id].country_id
            self._import_read_identity(row)

    @api.model
    def _import_default_company(self, rows):
        companies = self.env.companies
        for row in rows:
            row.company_id = row.vals.get("company_id") or (
                companies.id if len(companies) == 1 else None
            )
            if not row.company_id and not any(
                f.path == "company_id" for f in row.faults
            ):
                row.refuse(
                    "company_id",
                    self.env._(
                        "You work in several organisations at once, so the row must "
                        "say whose file it is. Fill the column Organisation, or stay "
                        "in one organisation at the top right."
                    ),
                )

    @api.model
    def _import_read_identity(self, row):
        typed = {f: row.vals.pop(f) for f in IDENTITY_FIELDS if row.vals.get(f)}
        for fname in [f for f in typed if MASK in typed[f]]:
            # what we printed of a personal number says nothing; the file may have it
            row.masked = fname
            del typed[fname]
        if not row.country:
            if not any(fault.path == "country_id" for fault in row.faults):
                message = self.env._(
                    "The country of registration is missing. A number means nothing "
                    "without its country."
                )
                row.refuse("country_id", message)
            return
        values, keys, errors = self._read_identity(row.country, typed)
        for fname, message in errors:
            row.refuse(fname, message)
        row.typed = typed
        row.identity = {f: values[f] for f in IDENTITY_FIELDS if values.get(f)}
        row.firm = Firm.of(
            self._import_keys(values, row.country.id, keys.get("registry_key")),
            row.country.id,
            normalise_name(row.vals.get("name") or ""),
            row.vals.get("name"),
        )

    @api.model
    def _import_keys(self, values, country_id, personal_key):
        """Keys comparable between rows and files, from numbers as files hold them."""
        keys = {
            kind: values[fname]
            for kind, fname in KEY_FIELDS.items()
            if values.get(fname) and MASK not in values[fname]
        }
        if "registry_key" in keys:
            keys["registry_key"] = f"{country_id}:{keys['registry_key']}"
        elif MASK in (values.get("registry_number") or ""):
            keys["registry_key"] = personal_key
        return keys

    # ------------------------------------------------------------------
    # Files and duplicates
    # ------------------------------------------------------------------

    @api.model
    def _import_match(self, rows, row_number):
        """Find the file of each row and refuse rows about a firm named above.

        :param row_number: function ``row → number`` as the user counts
        """
        ours = self._import_index_files(rows)
        above = defaultdict(FirmIndex)
        references, taken = {}, {}
        by_number = {row.first: row for row in rows}
        for row in rows:
            if not row.firm or not row.company_id:
                self._import_check_new(row)
                continue
            self._import_find_file(row, *ours[row.company_id])
            match = above[row.company_id].find(row.firm)
            reference = (row.company_id, row.vals.get("external_key"))
            twin = taken.get(row.file_id) if row.file_id else None
            if reference[1] and reference in references:
                twin = references[reference]
                self._import_refuse_twin(row, "external_key", row_number(twin))
            elif match.token is not None:
                twin = by_number[match.token]
                self._import_refuse_match(row, match, row_number(twin))
            elif twin:
                self._import_refuse_twin(row, None, row_number(twin))
            self._import_check_new(row)
            if row.is_good:
                above[row.company_id].add(row.first, row.firm)
                references[reference] = row
                taken[row.file_id] = row

    @api.model
    def _import_index_files(self, rows):
        """Return company → (index of its files, files by id); one query for all."""
        firms = [row.firm for row in rows if row.firm]
        numbers = defaultdict(set)
        for row in rows:
            for fname in KEY_FIELDS.values():
                numbers[fname].add(row.identity.get(fname) or "")
        domain = Domain.OR(
            [
                *(Domain(f, "in", list(texts - {""})) for f, texts in numbers.items()),
                Domain("name_key", "in", list({f.name_key for f in firms} - {""})),
                Domain("id", "in", [row.file_id for row in rows if row.file_id]),
            ]
        )
        files = self.with_context(active_test=False).search_fetch(
            domain & Domain("company_id", "in", self.env.companies.ids),
            [*FILE_FIELDS, "active", "external_key"],
            order="id",
        )
        masked = files.filtered(lambda f: MASK in (f.registry_number or ""))
        # sudo: the hashed key of one's own file, only to compare
        personal = {f.id: f.entity_id.registry_key for f in masked.sudo()}
        result = defaultdict(lambda: (FirmIndex(), {}))
        for file in files:
            index, by_id = result[file.company_id.id]
            country_id = file.country_id.id
            numbers = {fname: file[fname] for fname in KEY_FIELDS.values()}
            keys = self._import_keys(numbers, country_id, personal.get(file.id))
            index.add(file.id, Firm.of(keys, country_id, file.name_key, file.name))
            by_id[file.id] = file
        return result

    @api.model
    def _import_find_file(self, row, index, files):
        """Set the file a row is about; refuse a row that fits none or several."""
        match = index.find(row.firm)
        file = files.get(row.file_id or match.token)
        if row.file_id and match.token and match.token != row.file_id:
            if match.by != "name":
                row.refuse(
                    KEY_FIELDS[match.by],
                    self.env._(
                        "The reference is that of your file %(file)s, the number that "
                        "of your file %(other)s. Correct one of the two.",
                        file=file.name,
                        other=files[match.token].name,
                    ),
                )
        elif match.problem == "several":
            row.refuse(
                KEY_FIELDS.get(match.by, "name"),
                self.env._(
                    "Several of your files fit, %(file)s among them. Give the row the "
                    "registry number or the own reference.",
                    file=file.name,
                ),
            )
        elif match.problem:
            row.refuse(
                KEY_FIELDS[match.by],
                self.env._(
                    "This number is on your file %(file)s, but the other numbers of "
                    "the row are not. Correct the row or the file.",
                    file=file.name,
                ),
            )
        if file and not file.active:
            row.refuse(
                None,
                self.env._(
                    "Your file on this firm, %(file)s, is archived: find it with the "
                    "filter Archived and restore it first.",
                    file=file.name,
                ),
            )
        row.file_id = file.id if file else None

    @api.model
    def _import_refuse_match(self, row, match, number):
        if match.problem == "contradiction":
            row.refuse(
                KEY_FIELDS[match.by],
                self.env._(
                    "Row %(number)s has this number too, but another registry or VAT "
                    "number. Correct one of the two rows.",
                    number=number,
                ),
            )
            return
        self._import_refuse_twin(row, KEY_FIELDS.get(match.by, "name"), number)

    @api.model
    def _import_refuse_twin(self, row, path, number):
        if path == "name":
            message = self.env._(
                "Row %(number)s has the same name and country, and no number tells "
                "the two apart. Keep one row, or add the registry number to both.",
                number=number,
            )
        else:
            message = self.env._(
                "Row %(number)s is about the same firm. Keep one of the two rows.",
                number=number,
            )
        row.refuse(path, message)

    @api.model
    def _import_check_new(self, row):
        """A new file needs a name and no masked number."""
        if row.file_id:
            return
        if not row.vals.get("name") and not any(f.path == "name" for f in row.faults):
            row.refuse("name", self.env._("The legal name is missing."))
        if row.masked:
            message = self.env._(
                "The number is masked. Write it in full, or leave it empty."
            )
            row.refuse(row.masked, message)
