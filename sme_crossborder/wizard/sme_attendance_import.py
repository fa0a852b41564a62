import base64
from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..tools.attendance_file import InvalidList, guess_csv, name_words, read_rows
from .sme_attendance_import_line import EXPECTED, KINDS

MOST_BYTES = 5_000_000
WORKBOOKS = ("xlsx", "xls", "ods")


class SmeAttendanceImport(models.TransientModel):
    """Who came, from a file: our sheet filled in, or what an online meeting wrote.

    First every row is shown with the attendee it is taken for and by what; somebody
    confirms. Nothing is written before, and then all of it or nothing.
    """

    _name = "sme.attendance.import"
    _inherit = ["sme.attendance.sheet"]
    _description = "Attendance from a File"

    event_id = fields.Many2one(
        "event.event",
        string="Workshop",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    least_minutes = fields.Integer(
        string="Shortest time that counts (minutes)",
        help="Who was in an online meeting for a shorter time is not marked attended.",
    )
    state = fields.Selection(
        selection=[
            ("choose", "Choose the file"),
            ("preview", "Preview"),
            ("done", "Taken in"),
        ],
        default="choose",
        required=True,
        readonly=True,
    )
    summary = fields.Text(readonly=True)
    line_ids = fields.One2many("sme.attendance.import.line", "wizard_id")

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_preview(self):
        """Read the file and show whom each row is taken for."""
        self.ensure_one()
        self.event_id.check_access("read")
        persons = self._read_file()
        self.line_ids = [
            Command.clear(),
            *map(Command.create, self._match(persons)),
        ]
        self.line_ids._judge()
        self.write({"state": "preview", "summary": self._summarise()})
        return self._reopen()

    def action_back(self):
        self.ensure_one()
        if self.state == "done":
            raise UserError(self.env._("What was taken in stays. Open it anew."))
        self.state = "choose"
        return self._reopen()

    def action_apply(self):
        """Mark who came and who did not, as the preview says.

        :raises UserError: it was done already, or an attendee has changed since
        """
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview first."))
        attendees = self.line_ids.registration_id
        attendees.check_access("write")
        if attendees:
            # who changes one at the same time waits, or is waited for
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM event_registration WHERE id IN %s FOR UPDATE",
                    attendees._ids,
                )
            )
            attendees.invalidate_recordset(["state", "did_not_come", "active"])
        seen = self.line_ids.mapped("kind")
        self.line_ids._judge()
        if self.line_ids.mapped("kind") != seen:
            raise UserError(
                self.env._(
                    "Attendees of %(workshop)s were changed since the preview, so "
                    "nothing was taken in. Read the file again.",
                    workshop=self.event_id.name,
                )
            )
        came = self.line_ids.filtered(lambda line: line.kind in ("came", "same"))
        for one, minutes in came._get_minutes().items():
            if minutes and one.state in EXPECTED:
                one.minutes_present = minutes
        came.filtered(
            lambda line: line.kind == "came"
        ).registration_id.action_attended()
        absent = self.line_ids.filtered(lambda line: line.kind == "absent")
        absent.registration_id.action_did_not_come()
        summary = self._summarise(is_done=True)
        self._keep_file(summary)
        self.write({"state": "done", "summary": summary, "file": False})
        return self._reopen()

    def _keep_file(self, summary):
        """Keep the list as it came in with the workshop: figures rest on it."""
        # sudo: advisers tick attendees, but do not change the workshop; the note stays
        # in the house of whoever took the list in
        self.event_id.sudo().message_post(
            body=self.env._(
                "Attendance from %(file)s. %(summary)s",
                file=self.file_name or self.env._("a file"),
                summary=summary,
            ),
            attachments=[(self.file_name or "attendance", base64.b64decode(self.file))],
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Attendance"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _summarise(self, is_done=False):
        kinds = dict(self.line_ids._fields["kind"]._description_selection(self.env))
        counts = Counter(self.line_ids.mapped("kind"))
        parts = [f"{kinds[kind]}: {counts[kind]}" for kind in KINDS if counts[kind]]
        begin = (
            self.env._("Taken in.")
            if is_done
            else self.env._("Nothing is written yet.")
        )
        return f"{begin} {', '.join(parts)}."

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def _read_file(self):
        """Return the persons of the file.

        :raises UserError: there is none, it is too large, or no such list
        """
        content = base64.b64decode(self.file or b"")
        if not content:
            raise UserError(self.env._("Choose the file first."))
        if len(content) > MOST_BYTES:
            raise UserError(
                self.env._(
                    "%(file)s is larger than %(most)s MB. Leave out all but the table.",
                    file=self.file_name,
                    most=MOST_BYTES // 1_000_000,
                )
            )
        ending = (self.file_name or "").rpartition(".")[2].lower()
        options = {"quoting": '"'}
        values = {"file": content, "file_name": self.file_name}
        if ending not in WORKBOOKS:
            values |= {"file_name": "list.csv", "file_type": "text/csv"}
            options["encoding"], options["separator"] = guess_csv(content)
        try:
            reader = self.env["base_import.import"].new(values)
            _length, rows = reader._read_file(options)
            return read_rows(rows, self._get_known_headings())
        except InvalidList as error:
            raise UserError(self._say_refused(error)) from error
        except Exception as error:  # whatever a damaged workbook makes a reader raise
            raise UserError(
                self.env._(
                    "%(file)s cannot be read. Save it as XLSX or CSV and choose it "
                    "again.",
                    file=self.file_name,
                )
            ) from error

    def _say_refused(self, error):
        if error.code == "too_many":
            return self.env._(
                "%(file)s has more than %(most)s rows. Leave only the attendees.",
                file=self.file_name,
                most=error.params["most"],
            )
        return self.env._(
            "%(file)s has no table of attendees: a row of headings with Name or E-mail "
            "and one more, such as Attended, Duration or Join time.",
            file=self.file_name,
        )

    def _match(self, persons):
        """Return the values of a line for each person, with whom it is taken for.

        By the code of our sheet, else by e-mail, else by name.
        """
        attendees = (
            self.env["event.registration"]
            .with_context(active_test=False)
            .search([("event_id", "=", self.event_id.id)])
        )
        by = {
            "code": attendees.grouped(lambda one: str(one.id)),
            "email": attendees.grouped(lambda one: (one.email or "").strip().lower()),
            "name": attendees.grouped(lambda one: name_words(one.name or "")),
        }
        lines = []
        for person in persons:
            found, clue = attendees.browse(), False
            for kind, key in (
                ("code", person.code),
                ("email", person.email),
                ("name", name_words(person.name)),
            ):
                found = by[kind].get(key, attendees.browse()) if key else found
                # who cancelled and registered again is meant as the one who comes
                expected = found.filtered(
                    lambda one: one.active and one.state in EXPECTED
                )
                found = expected or found
                if found:
                    clue = kind
                    break
            lines.append(
                {
                    "row": person.row,
                    "name": person.name,
                    "email": person.email,
                    "minutes": person.minutes or 0,
                    "has_minutes": person.minutes is not None,
                    "said": {True: "came", False: "absent", None: "nothing"}[
                        person.came
                    ],
                    "mark": person.mark,
                    "problem": person.problem or ("several" if len(found) > 1 else ""),
                    "clue": clue if len(found) == 1 else False,
                    "registration_id": found.id if len(found) == 1 else False,
                }
            )
        return lines
