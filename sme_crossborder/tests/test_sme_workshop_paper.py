"""Attendance list, badges, tickets: who is on them, and who may print them."""

from datetime import datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.qr import qr_uri
from .paper_case import DrawsPapers
from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestSmeWorkshopPaper(DrawsPapers, WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)
        cls._register("Žanna Ķēniņa", company_name="Ēkas SIA")
        cls._register("Anna Asp", company_name="Fjordkod AB")
        cls._register("Gone Home", state="cancel")

    def _print(self, report, records, user=None):
        return self._draw_paper(
            f"sme_crossborder.report_workshop_{report}",
            records,
            user or self.coordinator_a,
        )

    def test_attendance_list(self):
        self._invite_b()
        text = " ".join(self._pages(self._print("attendance", self.workshop)))
        for words in (
            "Attendance list: Data spaces in practice",
            "Līdzfinansē Eiropas Savienība",
            "5 March 2030, 09:00–16:00 (Europe/Stockholm)",
            f"{self.company_a.name}, {self.company_b.name}",
            "1 Anna Asp Fjordkod AB",
            "2 Žanna Ķēniņa Ēkas SIA",
            "Tue 5 Mar 1 Anna Asp",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Gone Home", text)
        self.assertNotIn("fjordkod.example", text)  # addresses lie on no table

    def test_long_workshops_have_a_column_for_each_day(self):
        """Sunday to Wednesday, over the night to summer time: three days, then one.

        31 March 2030, 01:00 UTC: clocks in Stockholm go from 2:00 to 3:00. It begins on
        the 30th at 23:30 UTC, 0:30 of the 31st there, and ends at 22:00 UTC of the 3rd,
        midnight there: the 4th is no day of it.
        """
        self.workshop.write(
            {
                "date_begin": datetime(2030, 3, 30, 23, 30),
                "date_end": datetime(2030, 4, 3, 22),
            }
        )
        sheets = self.workshop.with_user(self.coordinator_a).get_attendance_sheets()
        self.assertEqual(
            [sheet["days"] for sheet in sheets],
            [["Sun 31 Mar", "Mon 1 Apr", "Tue 2 Apr"], ["Wed 3 Apr"]],
        )
        self.assertEqual(
            self.workshop.get_paper_when(),
            "31 March 2030, 00:30, to 3 April 2030, 00:00 (Europe/Stockholm)",
        )

    def test_badges_carry_the_code_of_the_scanner(self):
        """Eight on a page, for those who are expected."""
        for number in range(7):
            self._register(f"Guest {number}", company_name="Fjordkod AB")
        pdf = self._print("badges", self.workshop)
        pages = self._pages(pdf)
        self.assertEqual(len(pages), 2)  # two and seven: nine
        self.assertIn("Žanna Ķēniņa", pages[1])
        self.assertNotIn("Gone Home", " ".join(pages))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "sme_crossborder.report_workshop_badges", self.workshop.ids
        )
        for attendee in self.workshop.registration_ids:
            drawn = html.decode().count(qr_uri(attendee.barcode))
            self.assertEqual(drawn, attendee.state != "cancel", attendee.name)

    def test_nobody_registered(self):
        self.workshop.registration_ids.unlink()
        with self.assertRaisesRegex(UserError, "Nobody is registered for Data spaces"):
            self._print("badges", self.workshop)
        text = " ".join(self._pages(self._print("attendance", self.workshop)))
        self.assertIn("1 2 3 4 5", text)  # free lines alone

    def test_joint_organisers_print_under_the_arrangement(self):
        """Names of persons are for those who answer for them together."""
        self._invite_b()
        for report in ("attendance", "badges"):
            with self.assertRaisesRegex(UserError, "Ask .* to print it"):
                self._print(report, self.workshop, self.adviser_b)
        self._arrange()
        self.env.invalidate_all()
        text = " ".join(
            self._pages(self._print("attendance", self.workshop, self.adviser_b))
        )
        self.assertIn("Anna Asp", text)

    def test_ticket_comes_with_the_confirmation(self):
        """Drawn by the engine of our papers: no other is needed on the server."""
        template = self.env.ref("sme_crossborder.mail_template_workshop_registration")
        self.workshop.event_mail_ids = [
            Command.clear(),
            Command.create(
                {
                    "interval_unit": "now",
                    "interval_type": "after_sub",
                    "template_ref": f"mail.template,{template.id}",
                }
            ),
        ]
        guest = self._register("Karl Kask", company_name="Harju OÜ")
        self.env["event.mail"].with_user(self.env.ref("base.user_root")).run(True)
        mail = self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "=", guest.id)]
        )
        self.assertEqual(mail.subject, "You are registered: Data spaces in practice")
        self.assertIn("09:00–16:00 (Europe/Stockholm)", mail.body_html)
        ticket = mail.attachment_ids
        self.assertEqual(ticket.name, "Ticket - Data spaces in practice.pdf")
        text = " ".join(self._pages(ticket.raw))
        self.assertIn("Karl Kask Harju OÜ", text)
