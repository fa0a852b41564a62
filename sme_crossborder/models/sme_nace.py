import csv

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import file_open

from ..tools import nace

REFERENCE_FILE = "sme_crossborder/data/ref/nace_rev21.csv"


class SmeNace(models.Model):
    """A code of the statistical classification of economic activities.

    Two revisions are in use side by side and some codes exist in both with another
    meaning (61.20, 63.91): a code is always kept together with its revision.
    """

    _name = "sme.nace"
    _description = "Economic Activity (NACE)"
    _order = "revision desc, code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, index=True, readonly=True)
    name = fields.Char(required=True, translate=True, readonly=True)
    revision = fields.Selection(
        selection=[("2.0", "Rev. 2 (until 2024)"), ("2.1", "Rev. 2.1 (from 2025)")],
        required=True,
        readonly=True,
    )
    level = fields.Integer(
        readonly=True, help="1 section, 2 division, 3 group, 4 class"
    )
    is_ict = fields.Boolean(
        string="ICT",
        compute="_compute_is_ict",
        store=True,
        help="Belongs to the ICT sector as OECD and Eurostat draw it for Rev. 2; "
        "for Rev. 2.1 the same activities by title, as no official list exists.",
    )

    _code_revision_uniq = models.UniqueIndex(
        "(code, revision)", "This code is already in the list for this revision."
    )

    @api.depends("code", "revision")
    def _compute_is_ict(self):
        for record in self:
            record.is_ict = bool(record.code) and nace.is_ict(
                record.code, record.revision
            )

    def _get_divisions(self):
        """Return the two-digit divisions that codes belong to, in their revision.

        A section is a letter and belongs to none.
        """
        wanted = {
            (record.revision, record.code[:2]) for record in self if record.level >= 2
        }
        divisions = self.search([("level", "=", 2)]) if wanted else self.browse()
        return divisions.filtered(lambda row: (row.revision, row.code) in wanted)

    @api.depends("code", "name", "revision")
    def _compute_display_name(self):
        for record in self:
            suffix = "" if record.revision == "2.1" else " (Rev. 2)"
            record.display_name = f"{record.code} {record.name}{suffix}"

    @api.model
    def _search_display_name(self, operator, value):
        """Find 62.10 by 6210, 62.1 or J62.10 too: people copy codes from anywhere."""
        domain = super()._search_display_name(operator, value)
        if operator not in ("ilike", "=", "in") or not isinstance(value, str):
            return domain
        digits = value.strip().lstrip("ABCDEFGHIJKLMNOPQRSTUV").replace(".", "")
        if digits.isdigit() and 2 < len(digits) <= 4:
            code = f"{digits[:2]}.{digits[2:]}"
            domain |= Domain("code", "=like", f"{code}%")
        return domain

    @api.model
    def _load_reference(self):
        """Fill the table with both revisions and the labels of active languages."""
        with file_open(REFERENCE_FILE) as source:
            rows = list(csv.DictReader(source))
        values = [
            {
                "code": row["code"],
                "name": row["name_en"],
                "revision": "2.1",
                "level": int(row["level"]),
            }
            for row in rows
        ]
        values += [
            {"code": code, "name": label, "revision": "2.0", "level": level}
            for code, level, _parent, label in nace.iter_rev2()
        ]
        known = {
            (row.code, row.revision) for row in self.search([("revision", "!=", False)])
        }
        self.create([v for v in values if (v["code"], v["revision"]) not in known])
        self._load_labels([code for code, _n in self.env["res.lang"].get_installed()])

    @api.model
    def _load_labels(self, lang_codes):
        """Write the published labels of Rev. 2.1 for languages that are switched on.

        :param lang_codes: Odoo language codes, for instance ``["et_EE"]``; languages
            the published table does not have are left alone
        """
        wanted = {
            code: f"name_{code.split('_')[0]}" for code in lang_codes if code != "en_US"
        }
        if not wanted:
            return
        with file_open(REFERENCE_FILE) as source:
            rows = list(csv.DictReader(source))
        for lang, column in wanted.items():
            labels = [(row["code"], row[column]) for row in rows if row.get(column)]
            if not labels:
                continue
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE sme_nace
                       SET name = sme_nace.name || jsonb_build_object(%s, label.name)
                      FROM (VALUES %s) AS label(code, name)
                     WHERE sme_nace.code = label.code AND sme_nace.revision = '2.1'
                    """,
                    lang,
                    SQL(", ").join(SQL("(%s, %s)", *label) for label in labels),
                )
            )
        self.invalidate_model(["name"])
