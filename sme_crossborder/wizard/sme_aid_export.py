import base64
import io
import re

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeAidExport(models.TransientModel):
    """What was granted in a period, with the fields of the central register.

    Regulation (EU) 2023/2831, Article 6: who got it, how much, when, from whom, by
    which instrument, in which sector.
    """

    _name = "sme.aid.export"
    _inherit = ["sme.boundary"]
    _description = "Register of State Aid"

    date_start = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_end = fields.Date(
        string="To", required=True, default=fields.Date.context_today
    )
    project_id = fields.Many2one(
        "sme.project", ondelete="cascade", help="Empty: all of them."
    )
    granting_country_id = fields.Many2one(
        "res.country", string="Granting state", help="Empty: any."
    )
    only_unregistered = fields.Boolean(
        string="Only what has no number in the register yet"
    )
    company_ids = fields.Many2many(
        # a download knows nothing of the organisations chosen on the screen
        "res.company",
        string="Organisations",
        default=lambda self: self.env.companies,
    )
    workbook = fields.Binary(
        compute="_compute_workbook", compute_sudo=False, exportable=False
    )

    def _find(self):
        """Return the entries, under the rights of the user."""
        self.ensure_one()
        companies = self.company_ids.ids or self.env.companies.ids
        domain = [
            ("source", "=", "ours"),
            ("state", "!=", "draft"),
            ("date", ">=", self.date_start),
            ("date", "<=", self.date_end),
            ("company_id", "in", companies),
        ]
        if self.project_id:
            domain.append(("project_id", "=", self.project_id.id))
        if self.granting_country_id:
            domain.append(("granting_country_id", "=", self.granting_country_id.id))
        if self.only_unregistered:
            domain += [("register_number", "=", False), ("state", "=", "granted")]
        aid = self.env["sme.aid"].with_context(allowed_company_ids=companies)
        return aid.search(domain, order="date, id")

    def _get_columns(self):
        """Return headings with how each value is read from an entry."""
        labels = {
            fname: dict(
                self.env["sme.aid"]._fields[fname]._description_selection(self.env)
            )
            for fname in ("instrument", "basis")
        }
        return [
            (self.env._("Beneficiary"), lambda aid: aid.beneficiary),
            (self.env._("Registry number"), lambda aid: aid.beneficiary_number),
            (self.env._("Country"), lambda aid: aid.firm_id.country_id.code),
            (self.env._("Amount (EUR)"), lambda aid: aid.amount_eur),
            (self.env._("Granted on"), lambda aid: aid.date),
            (self.env._("Granting authority"), lambda aid: aid.authority),
            (self.env._("Granting state"), lambda aid: aid.granting_country_id.code),
            (
                self.env._("Aid instrument"),
                lambda aid: labels["instrument"][aid.instrument],
            ),
            (self.env._("Sector (NACE)"), lambda aid: aid.sector),
            (self.env._("Legal basis"), lambda aid: labels["basis"][aid.basis]),
            (self.env._("Project"), lambda aid: aid.project_id.acronym),
            (self.env._("Purpose"), lambda aid: aid.name),
            (self.env._("Number in the register"), lambda aid: aid.register_number),
            (self.env._("Register until"), lambda aid: aid.date_register_due),
            (self.env._("Withdrawn on"), lambda aid: aid.date_withdrawn),
        ]

    @api.depends(
        "date_start",
        "date_end",
        "project_id",
        "granting_country_id",
        "only_unregistered",
    )
    def _compute_workbook(self):
        for dialog in self:
            dialog.workbook = base64.b64encode(dialog._write_workbook())

    def _write_workbook(self):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                # what somebody typed stays text
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        head = book.add_format({"bold": True, "bg_color": "#E3EAF1", "bottom": 1})
        formats = {
            float: book.add_format({"num_format": "#,##0.00"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet = book.add_worksheet(self.env._("Register"))
        sheet.freeze_panes(1, 0)
        columns = self._get_columns()
        widths = [len(title) for title, _read in columns]
        for at, (title, _read) in enumerate(columns):
            sheet.write_string(0, at, title, head)
        for number, aid in enumerate(self._find(), start=1):
            for at, (_title, read) in enumerate(columns):
                value = read(aid)
                if isinstance(value, float):
                    sheet.write_number(number, at, value, formats[float])
                elif hasattr(value, "isoformat"):
                    sheet.write_datetime(number, at, value, formats["day"])
                elif value:
                    sheet.write_string(number, at, value)
                widths[at] = max(widths[at], len(str(value or "")))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width + 2, 50))
        book.close()
        return stream.getvalue()

    def action_export(self):
        """Download the workbook.

        :raises UserError: nothing was granted in the period
        """
        self.ensure_one()
        if not self._find():
            raise UserError(
                self.env._(
                    "No aid was granted in this period, as far as you see it. Choose "
                    "other days, or another project."
                )
            )
        name = self.env._(
            "State aid %(first)s %(last)s",
            first=self.date_start,
            last=self.date_end,
        )
        name = re.sub(r"[^\w.-]+", "-", name)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/{name}.xlsx"
            "?download=true",
            "target": "download",
        }
