"""Attendance from a file: read, shown, confirmed, and all of it or nothing."""

import base64
import io

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .workshop_case import WorkshopCase

AFTER = "2030-03-05 15:30:00"
MEETING = (
    "1. Summary\n"
    "Meeting title\tData spaces\n"
    "Start time\t3/5/30, 8:55:10 AM\n"
    "\n"
    "2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\n"
    "Someone else\t3/5/30, 9:00 AM\t3/5/30, 9:40 AM\t40m\tANNA@fjordkod.example\n"
    "Someone else\t3/5/30, 9:50 AM\t3/5/30, 10:10 AM\t20m 10s\tanna@fjordkod.example\n"
    "Berg, Bo (Guest)\t3/5/30, 9:00 AM\t3/5/30, 9:10 AM\t10m\t\n"
    "Eve\t3/5/30, 9:00 AM\t3/5/30, 10:10 AM\t1h 10m\teve@who.example\n"
    "Cia Cid\t3/5/30, 9:00 AM\t3/5/30, 10:10 AM\t1h 10m\tcia@y.example\n"
    "\n"
    "3. In-Meeting Activities\n"
    "Name\tJoin Time\tLeave Time\tDuration\tEmail\n"
    "Someone else\t3/5/30, 9:00 AM\t3/5/30, 9:40 AM\t40m\tanna@fjordkod.example\n"
)


@tagged("post_install", "-at_install")
class TestAttendanceImport(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls._register(company_name="Fjordkod AB")
        cls.bo = cls._register("Bo Bérg", email="bo@x.example")
        cls.cia = cls._register("Cia Cid", email="cia@y.example")
        cls.cia.action_cancel()
        cls.dag = cls._register("=Dag Dal", email="dag@z.example")

    def _open(self, user=None):
        workshop = self.workshop.with_user(user or self.adviser_a)
        action = workshop.action_attendance()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.adviser_a)
            .browse(action["res_id"])
        )

    def _preview(self, content, name="list.csv", user=None, **values):
        dialog = self._open(user)
        dialog.write({"file": base64.b64encode(content), "file_name": name, **values})
        dialog.action_preview()
        return dialog

    def _kinds(self, dialog):
        return {
            line.name or line.registration_id.name: line.kind
            for line in dialog.line_ids
        }

    @freeze_time(AFTER)
    def test_what_an_online_meeting_wrote(self):
        """UTF-16 with tabs: 40 m and 20 m 10 s are 60 minutes; Bo's 10 are too few."""
        dialog = self._preview(MEETING.encode("utf-16"), least_minutes=30)
        self.assertEqual(
            self._kinds(dialog),
            {
                "Someone else": "came",
                "Berg, Bo": "short",
                "Eve": "unknown",
                "Cia Cid": "refused",
            },
        )
        clues = {line.registration_id: line.clue for line in dialog.line_ids}
        self.assertEqual(clues[self.anna], "email")
        self.assertEqual(clues[self.bo], "name")
        self.assertEqual(self.anna.state, "open")  # nothing is written yet
        refused = dialog.line_ids.filtered(lambda line: line.kind == "refused")
        self.assertIn("has cancelled", refused.reason)
        # somebody says who Eve is
        eve = dialog.line_ids.filtered(lambda line: line.name == "Eve")
        eve.registration_id = self.dag
        self.assertEqual(eve.kind, "came")
        dialog.action_apply()
        self.assertEqual(self.anna.state, "done")
        self.assertEqual(self.anna.minutes_present, 60)
        self.assertEqual(self.dag.minutes_present, 70)
        self.assertEqual(self.bo.state, "open")
        self.assertEqual(self.cia.state, "cancel")
        self.assertIn("Attended: 2", dialog.summary)
        self.assertIn("Refused: 1", dialog.summary)
        note = self.workshop.message_ids[0]
        self.assertEqual(note.attachment_ids.name, "list.csv")
        self.assertEqual(note.author_id, self.adviser_a.partner_id)
        with self.assertRefused("preview first"):
            dialog.action_apply()
        again = self._preview(MEETING.encode("utf-16-le"))
        kinds = self._kinds(again)
        self.assertEqual(kinds["Someone else"], "same")
        self.assertEqual(kinds["Berg, Bo"], "came")

    @freeze_time(AFTER)
    def test_a_sheet_in_another_language_comes_back(self):
        """Printed in Swedish, taken in by somebody who works in English."""
        self.env["res.lang"]._activate_lang("sv_SE")
        self.env["ir.module.module"]._load_module_terms(["sme_crossborder"], ["sv_SE"])
        dialog = self._open().with_context(lang="sv_SE")
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(dialog.sheet)))
        sheet = book.active
        headings = [cell.value for cell in sheet[3]]
        self.assertNotIn("Attended", headings)
        at = sheet.data_validations.dataValidation[0]
        yes, no = at.formula1.strip('"').split(",")
        self.assertNotEqual((yes, no), ("yes", "no"))
        for cell, mark in zip(sheet["F"][3:], (no, yes, None), strict=True):
            cell.value = mark
        stream = io.BytesIO()
        book.save(stream)
        dialog = self._preview(stream.getvalue(), "Undertecknad.xlsx")
        kinds = self._kinds(dialog)
        self.assertEqual((kinds["=Dag Dal"], kinds["Anna Asp"]), ("absent", "came"))

    @freeze_time(AFTER)
    def test_the_signed_sheet_comes_back(self):
        """Printed, a column filled in, taken in again; a code is only of its own."""
        dialog = self._open()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(dialog.sheet)))
        sheet = book.active
        self.assertEqual(sheet["A1"].value, "Data spaces in practice")
        self.assertIn("Europe/Stockholm", sheet["A2"].value)
        names = [cell.value for cell in sheet["B"][3:]]
        self.assertEqual(names, ["=Dag Dal", "Anna Asp", "Bo Bérg"])
        self.assertEqual(sheet["B4"].data_type, "s")  # a name is no formula
        for cell, mark in zip(sheet["F"][3:], ("no", "yes", "maybe"), strict=True):
            cell.value = mark
        stream = io.BytesIO()
        book.save(stream)
        dialog = self._preview(stream.getvalue(), "Signed.XLSX")
        self.assertEqual(
            self._kinds(dialog),
            {"=Dag Dal": "absent", "Anna Asp": "came", "Bo Bérg": "refused"},
        )
        self.assertEqual(set(dialog.line_ids.mapped("clue")), {"code"})
        dialog.action_apply()
        self.assertEqual(self.anna.presence, "came")
        self.assertEqual(self.dag.presence, "absent")
        self.assertEqual(self.bo.presence, "unknown")
        sheet["F6"].value = None
        sheet["A5"].value = str(
            self._register("Else", event_id=self._create_workshop().id).id
        )
        sheet["B5"].value = sheet["C5"].value = None
        stream = io.BytesIO()
        book.save(stream)
        dialog = self._preview(stream.getvalue(), "Signed.xlsx")
        self.assertEqual(
            sorted(dialog.line_ids.mapped("kind")), ["same", "unknown", "unknown"]
        )

    @freeze_time("2030-03-05 10:00:00")
    def test_nobody_is_said_absent_before_it_is_over(self):
        dialog = self._preview(b"Name,Attended\nAnna Asp,no\nBo Berg,yes\n")
        self.assertEqual(
            self._kinds(dialog), {"Anna Asp": "refused", "Bo Berg": "came"}
        )

    @freeze_time(AFTER)
    def test_nothing_is_half_taken_in(self):
        content = b"Name;E-mail;Attended\nAnna;anna@fjordkod.example;x\nBo Berg;;1\n"
        dialog = self._preview(content)
        self.assertEqual(set(self._kinds(dialog).values()), {"came"})
        self.bo.action_cancel()  # meanwhile
        with self.assertRefused("nothing was taken in"), self.cr.savepoint():
            dialog.action_apply()
        self.assertEqual(self.anna.state, "open")
        self.assertEqual(dialog.state, "preview")

    @freeze_time(AFTER)
    def test_two_of_one_name_are_not_guessed(self):
        self._register("Bo Berg", email="bo2@x.example")
        dialog = self._preview("Namn;Närvarande\nBo Berg;ja\n".encode("cp1257"))
        self.assertEqual(dialog.line_ids.kind, "unknown")
        self.assertIn("Several attendees", dialog.line_ids.reason)

    def test_files_that_are_no_list(self):
        for content, name, words in (
            (b"", "list.csv", "Choose the file"),
            (b"Meeting,Data\n1,2\n", "list.csv", "no table of attendees"),
            (b"PK\x03\x04 broken", "list.xlsx", "cannot be read"),
            (b"\x00\x01\x02\xff", "list.xls", "cannot be read"),
        ):
            with self.subTest(name=name), self.assertRefused(words):
                self._preview(content, name)

    def test_who_sees_no_persons_takes_nothing_in(self):
        self._invite_b()
        dialog = self._open(self.adviser_b)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(dialog.sheet)))
        self.assertEqual(book.active.max_row, 3)
        dialog = self._preview(b"Name,Attended\nAnna Asp,yes\n", user=self.adviser_b)
        self.assertEqual(dialog.line_ids.kind, "unknown")
        with self.assertRaises(AccessError), self.cr.savepoint():
            dialog.line_ids.registration_id = self.anna
            dialog.action_apply()
        self.assertEqual(self.anna.state, "open")
        for user in (self.employee, self.auditor):
            with self.assertRaises(AccessError):
                self._open(user)
        self._arrange()
        self.env.invalidate_all()
        dialog = self._preview(b"Name,Attended\nAnna Asp,yes\n", user=self.adviser_b)
        dialog.action_apply()
        self.assertEqual(self.anna.state, "done")
