import base64
import io

import xlsxwriter

from odoo import api, fields, models
from odoo.tools import format_datetime

ROW_HEIGHT = 24  # points: room to sign
LIMIT = 1_048_000  # rows of a sheet


class SmeAttendanceSheet(models.AbstractModel):
    """The attendance list of a workshop to print, sign, fill in and take in again."""

    _name = "sme.attendance.sheet"
    _description = "Attendance: Sheet"

    sheet = fields.Binary(
        string="Attendance list",
        compute="_compute_sheet",
        compute_sudo=False,
        exportable=False,
    )
    sheet_name = fields.Char(compute="_compute_sheet")

    @api.depends("event_id")
    def _compute_sheet(self):
        for dialog in self:
            event = dialog.event_id
            dialog.sheet = event and base64.b64encode(dialog._write_sheet())
            dialog.sheet_name = event and self.env._(
                "%(workshop)s - attendance.xlsx", workshop=event.name
            )

    def action_download_sheet(self):
        """Send the sheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/sheet?download=true",
            "target": "download",
        }

    def _get_sheet_columns(self):
        """Return heading, width and text of each column."""
        words = self._get_sheet_words(self.env)
        return (
            (words["code"], 9, lambda one: str(one.id)),
            (words["name"], 28, lambda one: one.name or ""),
            (words["email"], 30, lambda one: one.email or ""),
            (self.env._("Firm as given"), 28, lambda one: one.company_name or ""),
            (self.env._("Country"), 14, lambda one: one.firm_country_id.name or ""),
            (words["mark"], 10, self._say_attended),
            (self.env._("Signature"), 30, lambda one: ""),
        )

    @api.model
    def _get_sheet_words(self, env):
        """Return the headings by which a sheet is read again, in a language.

        :param env: environment with the language
        """
        return {
            "code": env._("Attendee code"),
            "name": env._("Name"),
            "email": env._("E-mail"),
            "mark": env._("Attended"),
        }

    def _get_known_headings(self):
        """Return them by column in every language: a sheet may come from anybody."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        words = [
            self._get_sheet_words(self.with_context(lang=code).env)
            for code in languages
        ]
        return {column: {one[column] for one in words} for column in words[0]}

    @api.model
    def _say_attended(self, one):
        if one.state == "done":
            return self.env._("yes")
        return self.env._("no") if one.did_not_come else ""

    def _write_sheet(self):
        """Return the sheet as bytes, of attendees the user may read."""
        self.ensure_one()
        event = self.event_id
        columns = self._get_sheet_columns()
        stream = io.BytesIO()
        with xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        ) as book:
            text = book.add_format({"num_format": "@", "border": 1, "valign": "top"})
            head = book.add_format({"bold": True, "border": 1, "bg_color": "#E3EAF1"})
            title = book.add_format({"bold": True, "font_size": 14})
            sheet = book.add_worksheet()
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(2)
            sheet.freeze_panes(3, 2)
            sheet.set_footer("&C&P / &N")
            sheet.write_string(0, 0, event.name or "", title)
            sheet.write_string(1, 0, self._say_when())
            for at, (heading, width, _get) in enumerate(columns):
                sheet.set_column(at, at, width)
                sheet.write_string(2, at, heading, head)
            attendees = event.registration_ids.filtered(
                lambda one: one.state in ("open", "done")
            ).sorted(lambda one: (one.name or "").casefold())
            for row, one in enumerate(attendees[:LIMIT], start=3):
                sheet.set_row(row, ROW_HEIGHT)
                for at, (_heading, _width, get) in enumerate(columns):
                    sheet.write_string(row, at, get(one), text)
            attended = [heading for heading, *_rest in columns].index(
                self._get_sheet_words(self.env)["mark"]
            )
            sheet.data_validation(
                3,
                attended,
                max(len(attendees) + 2, 3),
                attended,
                {
                    "validate": "list",
                    "source": [self.env._("yes"), self.env._("no")],
                    "ignore_blank": True,
                },
            )
        return stream.getvalue()

    def _say_when(self):
        event = self.event_id
        begin = format_datetime(self.env, event.date_begin, tz=event.date_tz)
        return f"{begin} ({event.date_tz})"
