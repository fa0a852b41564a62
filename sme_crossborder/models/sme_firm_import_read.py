from __future__ import annotations

import functools
import re

import babel

from odoo import api, models
from odoo.tools.lru import LRU

from ..tools import nace, nuts
from ..tools.identifiers import InvalidIdentifier, normalise_country
from ..tools.import_columns import fold_heading
from ..tools.import_row import Row, cell_text
from ..tools.nuts import InvalidNuts

# Country names people write are those of the languages around the Baltic Sea
NAME_LANGUAGES = ("en", "sv", "fi", "et", "lv", "lt", "pl", "de", "da", "nb", "ru")
NACE_REVISION = re.compile(
    r"\(\s*(?:nace\s*)?(?:rev\.?\s*)?(2(?:\.[01])?)\s*\)\s*$", re.I
)


@functools.lru_cache(maxsize=1)
def _country_names():
    """Folded country name in any of the languages → ISO code."""
    return {
        fold_heading(name): code
        for language in NAME_LANGUAGES
        for code, name in babel.Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }


class SmeFirmImportRead(models.AbstractModel):
    """The cells of a list → values of firm files, with every fault noted.

    What is named (countries, activities, regions, advisers) is looked up once for the
    whole list; everything else is read as Odoo's own import does.
    """

    _name = "sme.firm.import.read"
    _inherit = "sme.firm.import.check"
    _description = "Firm Import: Reading"

    @api.model
    def _import_references(self):
        """Fields read by name or code here: name → reader; a hook.

        A reader takes all the texts of its column at once and returns a function
        ``(text, row) → value``, which raises ``ValueError`` with the reason.
        """
        return {
            "country_id": self._import_reader_country,
            "company_id": self._import_reader_company,
            "nace_id": self._import_reader_nace,
            "nuts_id": self._import_reader_nuts,
            "user_id": self._import_reader_adviser,
            "market_wanted_ids": self._import_reader_countries,
            "market_present_ids": self._import_reader_countries,
        }

    @api.model
    def _import_read_rows(self, paths, data):
        """Return a :class:`Row` for each firm of the list, values read."""
        data = [[cell_text(value) for value in line] for line in data]
        rows = [
            Row(span["rows"]["from"], span["rows"]["to"], record)
            for record, span in self._extract_records(paths, data)
        ]
        self._import_read_references(rows)
        for row in rows:
            self._import_check_numbers(row)
        self._import_read_plain(rows)
        for row in rows:
            self._import_check_values(row)
        return rows

    @api.model
    def _import_read_references(self, rows):
        for fname, make_reader in self._import_references().items():
            texts = {}
            for row in rows:
                cell = row.cells.get(fname)
                if cell and set(cell[0]) == {None}:
                    texts[row.first] = row.cells.pop(fname)[0][None]
            if not texts:
                continue
            read = make_reader(set(texts.values()))
            for row in rows:
                if row.first not in texts:
                    continue
                try:
                    row.vals[fname] = read(texts[row.first], row)
                except ValueError as error:
                    row.refuse(fname, str(error))

    @api.model
    def _import_read_plain(self, rows):
        """Read the other cells with Odoo's own converter."""
        faults = []
        references = {"id", ".id"}
        records = [
            ({f: cell for f, cell in row.cells.items() if f not in references}, {})
            for row in rows
        ]
        with self.env.cr.savepoint(flush=False) as savepoint:
            converter = self.with_context(
                import_file=True,  # or faults of figures would not name their column
                import_flush=lambda **_kwargs: None,
                import_cache=LRU(1024),
            )
            converted = list(
                converter._convert_records(
                    iter(records), log=faults.append, savepoint=savepoint
                )
            )
        for row, (_dbid, _xid, values, _info) in zip(rows, converted, strict=True):
            for fname, value in values.items():
                if row.cells.get(fname):
                    row.vals[fname] = value
        for fault in faults:
            path = fault.get("field_path") or [fault["field"]]
            rows[fault["record"]].refuse("/".join(path), fault["message"])

    # ------------------------------------------------------------------
    # Readers of references
    # ------------------------------------------------------------------

    @api.model
    def _import_reader_country(self, _texts):
        countries = self.env["res.country"].search_fetch([], ["code", "name"])
        by_code = {country.code: country.id for country in countries}
        by_name = {fold_heading(country.name): country.id for country in countries}

        def read(text, _row=None):
            try:
                code = normalise_country(text)
            except InvalidIdentifier:
                code = _country_names().get(fold_heading(text))
            found = by_code.get(code) or by_name.get(fold_heading(text))
            if not found:
                raise ValueError(
                    self.env._(
                        "%(text)s is not a country. Write its two-letter code or its "
                        "name; check that the columns have not shifted.",
                        text=text,
                    )
                )
            return found

        return read

    @api.model
    def _import_reader_countries(self, texts):
        read_one = self._import_reader_country(texts)

        def read(text, row):
            names = filter(None, map(str.strip, re.split("[,;/|]", text)))
            return [(6, 0, [read_one(name, row) for name in names])]

        return read

    @api.model
    def _import_reader_company(self, _texts):
        # only those one works in now: any other, existing or not, reads the same
        companies = {fold_heading(c.name): c.id for c in self.env.companies}

        def read(text, _row):
            if fold_heading(text) not in companies:
                raise ValueError(
                    self.env._(
                        "%(text)s is not an organisation you work in now. Switch it "
                        "on at the top right, or correct the name.",
                        text=text,
                    )
                )
            return companies[fold_heading(text)]

        return read

    @api.model
    def _import_reader_nace(self, _texts):
        entries = self.env["sme.nace"].search_fetch([], ["code", "revision", "name"])
        by_code = {(entry.code, entry.revision): entry.id for entry in entries}
        by_label = {entry.display_name: entry.id for entry in entries}

        def read(text, _row):
            if text in by_label:
                return by_label[text]
            revision = NACE_REVISION.search(text)
            try:
                found = nace.parse_nace(
                    NACE_REVISION.sub("", text),
                    revision and ("2.1" if revision[1] == "2.1" else "2.0"),
                )
            except nace.InvalidNace as error:
                raise ValueError(self._import_nace_message(text, error)) from None
            return by_code[found]

        return read

    @api.model
    def _import_nace_message(self, text, error):
        if error.code == "ambiguous_revision":
            return self.env._(
                "NACE code %(text)s means one thing in Rev. 2 and another in Rev. 2.1. "
                "Write which you mean, for instance “%(code)s (2.1)”.",
                text=text,
                code=error.params["code"],
            )
        if error.code == "level":
            return self.env._(
                "NACE code %(text)s is a whole group. Write the class, four digits.",
                text=text,
            )
        if error.code == "section":
            return self.env._(
                "NACE code %(text)s does not exist under that letter. Leave the letter "
                "out, or correct it.",
                text=text,
            )
        return self.env._(
            "%(text)s is not a NACE code. Write four digits, for instance 62.10.",
            text=text,
        )

    @api.model
    def _import_reader_nuts(self, _texts):
        regions = self.env["sme.nuts"].search_fetch(
            [("level", "=", 3)], ["code", "name", "country_id"]
        )
        by_code = {region.code: region for region in regions}
        by_name = {fold_heading(region.name): region for region in regions}
        by_name |= {fold_heading(region.display_name): region for region in regions}

        def read(text, row):
            region = by_name.get(fold_heading(text))
            if not region:
                try:
                    code = nuts.successor(nuts.parse_nuts(text).code)
                except InvalidNuts:
                    code = None
                region = by_code.get(code)
            if not region:
                country = self.env["res.country"].browse(row.vals.get("country_id"))
                known = ", ".join(
                    sorted(c for c, r in by_code.items() if r.country_id == country)[:4]
                )
                raise ValueError(
                    self.env._(
                        "%(text)s is not a NUTS 3 region of 2024. Write its code, for "
                        "instance %(known)s, or leave it empty.",
                        text=text,
                        known=known or "SE110",
                    )
                )
            country_id = row.vals.get("country_id")
            if country_id and region.country_id.id != country_id:
                raise ValueError(
                    self.env._(
                        "%(text)s lies in %(country)s, not in the row's country. "
                        "Correct one of the two.",
                        text=text,
                        country=region.country_id.name,
                    )
                )
            return region.id

        return read

    @api.model
    def _import_reader_adviser(self, _texts):
        users = self.env["res.users"].search_fetch(
            [
                ("share", "=", False),
                ("company_ids", "in", self.env.companies.ids),
            ],
            ["login", "email", "name", "company_ids"],
        )
        spellings = {}
        for user in users:
            for spelling in {user.login, user.email, user.name}:
                spellings.setdefault((spelling or "").casefold(), []).append(user)

        def read(text, row):
            company_id = row.vals.get("company_id") or self.env.company.id
            found = [
                user
                for user in spellings.get(text.casefold(), ())
                if company_id in user.company_ids.ids
            ]
            if len(found) == 1:
                return found[0].id
            if found:
                message = self.env._(
                    "%(text)s is the name of several users. Write the login instead.",
                    text=text,
                )
            else:
                message = self.env._(
                    "No adviser of the organisation has the login, e-mail or name "
                    "%(text)s. Correct it, or leave it empty: then it is yours.",
                    text=text,
                )
            raise ValueError(message)

        return read
