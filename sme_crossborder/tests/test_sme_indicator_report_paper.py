"""The project report on paper: words, pictures, pages, languages."""

from odoo.tests import HttpCase, tagged

from ..models import ir_actions_report
from ..tools.paper import make_pdf
from ..wizard import sme_indicator_report_receipt
from .indicator_report_case import IndicatorReportCase
from .paper_case import DrawsPapers

REPORT = "sme_crossborder.report_indicator"


class IndicatorPaperCase(DrawsPapers, IndicatorReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)
        cls._tell(cls.member_a, "Two matchmaking days, žņķ")
        cls._tell(cls.member_b, "A clinic on e-invoicing")
        cls._create_receipts(
            "TST04",
            cls.member_a,
            [
                {"firm_name": "Ēkas un Kods AB", "reference": "ENR-A1"},
                {"reference": "ENR-A2", "is_counted": False, "reason": "no_evidence"},
            ],
        )
        cls._create_receipts("TST04", cls.member_b, [{"reference": "ENR-B1"}])

    def _draw(self, report, user=None):
        return self._draw_paper(REPORT, report, user or self.manager_a)

    def _text(self, report, user=None):
        return " ".join(self._pages(self._draw(report, user)))


@tagged("post_install", "-at_install")
class TestIndicatorPaper(IndicatorPaperCase):
    def test_every_word_can_be_found(self):
        text = self._text(self._report())
        for words in (
            "Project report",
            "Project OSS",
            "Period 2: July 1, 2026 to December 31, 2026",
            "Līdzfinansē Eiropas Savienība, ąčęėįšųūž",
            "0 of 2 targets are reached.",
            "TST04 Firms advised",
            "14 of 20",
            "Two matchmaking days, žņķ",
            "A clinic on e-invoicing",
            "ENR-A1",
            "ENR-A2",
            "ENR-B1",
            "Ēkas un Kods AB",
        ):
            self.assertIn(words, text)

    def test_the_table_of_figures(self):
        """Baseline, previous, this period, correction, sum, milestone, target, %."""
        text = self._text(self._report(with_pictures=False))
        self.assertRegex(text, r"TST04 Firms advised 2 10 5 -1 14 15 20 70")
        self.assertRegex(text, r"TST81 Heads at joint actions – 100 40 0 140 – – –")

    def test_every_page_but_the_cover_has_a_head_and_a_number(self):
        cover, *pages = self._pages(self._draw(self._report()))
        self.assertNotIn("OSS Project report · Period 2", cover)
        self.assertGreater(len(pages), 2)
        for number, page in enumerate(pages, start=2):
            self.assertRegex(page, "^OSS Project report · Period 2 ")
            self.assertRegex(page, rf"Organisation A {number} ?/ ?{len(pages) + 1}$")

    def test_logo_and_emblem_are_on_the_cover(self):
        images = self._tool("pdfimages", self._draw(self._report()), "-list")
        _head, _line, *rows = images.strip().splitlines()
        self.assertEqual([row.split()[0] for row in rows], ["1", "1"])

    def test_only_what_was_chosen(self):
        text = self._text(
            self._report(with_pictures=False, with_narrative=False, with_receipts=False)
        )
        for words in ("Reached of the targets", "matchmaking", "ENR-A1", "Annex"):
            self.assertNotIn(words, text)
        text = self._text(self._report(with_left_out=False))
        self.assertIn("ENR-A1", text)
        self.assertNotIn("ENR-A2", text)

    def test_a_member_prints_its_own(self):
        text = self._text(self._report(self.manager_b), self.manager_b)
        self.assertIn("Figures of Organisation B", text)
        self.assertIn("ENR-B1", text)
        for secret in ("ENR-A1", "Ēkas un Kods", "matchmaking"):
            self.assertNotIn(secret, text)

    def test_in_the_language_chosen(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        self.indicators["TST04"].with_context(lang="lv_LV").name = "Konsultēti uzņēmumi"
        text = self._text(self._report(lang="lv_LV"))
        self.assertIn("Konsultēti uzņēmumi", text)
        self.assertNotIn("Firms advised", text)
        self.assertIn("85,5", text, "figures are written as the language writes them")

    def test_a_long_annex_says_where_the_rest_is(self):
        self.patch(sme_indicator_report_receipt, "ANNEX", 2)
        text = self._text(self._report())
        self.assertIn("The first 2 of 3;", text)
        self.assertNotIn("ENR-B1", text)

    def test_what_is_smuggled_in_is_text(self):
        self.indicators["TST04"].name = '<img src="file:///etc/passwd"/> & <svg'
        text = self._text(self._report())
        self.assertIn('<img src="file:///etc/passwd"/> & <svg', text)


@tagged("post_install", "-at_install")
class TestIndicatorReportTour(IndicatorPaperCase, HttpCase):
    def test_the_lead_copies(self):
        self.project.copy_characters = 20
        self.start_tour("/odoo", "indicator_report_tour", login="manager_a")
        report = self.env["sme.indicator.report"].search([], order="id desc", limit=1)
        self.assertIn("Firms advised", report.copy_ids.mapped("name"))

    def test_an_auditor_prints_what_is_assigned(self):
        self._assign(self.member_b)
        drawn = []

        def draw(html, css):
            drawn.append(html)
            return make_pdf(html, css)

        self.patch(ir_actions_report, "make_pdf", draw)
        self.start_tour("/odoo", "indicator_report_auditor_tour", login="auditor")
        self.assertEqual(len(drawn), 1)
        self.assertIn("ENR-B1", drawn[0])
        self.assertNotIn("ENR-A1", drawn[0])

    def test_who_may_download(self):
        report = self._report()
        url = f"/report/pdf/{REPORT}/{report.id}"
        self.authenticate("manager_a", "manager_a")
        answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        for login in ("manager_b", "adviser_a", "auditor", "employee", "portal_user"):
            self.authenticate(login, login)
            for kind in ("pdf", "html"):
                answer = self.url_open(url.replace("pdf", kind, 1))
                self.assertGreaterEqual(answer.status_code, 400, login)
                self.assertNotIn(b"Firms advised", answer.content)
