"""Papers: words that can be found, page numbers, what the funder asks for."""

import io
import re

import pypdf

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..models import ir_actions_report
from ..tools.paper import PaperError, make_pdf
from .barrier_study_case import BarrierStudyCase
from .paper_case import DrawsPapers

REPORT = "sme_crossborder.report_barrier_study"


class PaperCase(DrawsPapers, BarrierStudyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)

    def _draw(self, study, user=None):
        return self._draw_paper(REPORT, study, user or self.coordinator_a)

    def _language(self, pdf):
        return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"]


@tagged("post_install", "-at_install")
class TestPaper(PaperCase):
    def test_every_word_can_be_found(self):
        """Of the sentences, tables and quotes, the letters of the region included."""
        words = "Žalūzijas šķērsļi, ĀČĒĢĪĶĻŅŠŪŽ; ąčęėįšųūž ĄČĘĖĮŠŲŪŽ õäöüå fiffi"
        self._ticked_words(words)
        study = self._study()
        built = study.build_study()
        text = " ".join(self._pages(self._draw(study)))
        self.assertIn(words, text)
        self.assertIn("Līdzfinansē Eiropas Savienība, ąčęėįšųūž", text)
        lines = [*built["findings"], *built["method"], *built["limits"]]
        for table in built["tables"]:
            lines += [table["title"], *(column["name"] for column in table["columns"])]
            lines += [value for row in table["rows"] for value in row]
        for line in lines:
            for word in str("–" if line is None else line).split():
                self.assertIn(word, text)
        for secret in ("Hemligfirma", "Not to be quoted", "adviser_a"):
            self.assertNotIn(secret, text)

    def _ticked_words(self, words):
        self._note(1, "eid", state="overcome", lesson=words, quotable=True)

    def test_every_page_has_a_head_and_a_number(self):
        study = self._study()
        pages = self._pages(self._draw(study))
        self.assertGreater(len(pages), 2)
        title = study.build_study()["title"]
        for number, page in enumerate(pages, start=1):
            self.assertRegex(page, f"^OSS {re.escape(title)} ")
            self.assertRegex(page, rf"Organisation A {number} ?/ ?{len(pages)}$")

    def test_fonts_and_tags(self):
        """Real fonts, embedded, with a map back to letters; tagged, with a language."""
        pdf = self._draw(self._study())
        _head, _line, *fonts = self._tool("pdffonts", pdf).strip().splitlines()
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r"DejaVu.* yes +yes +yes ")
        info = self._tool("pdfinfo", pdf)
        self.assertRegex(info, r"Tagged: +yes")
        self.assertRegex(info, r"Title: +Barriers met by firms")
        self.assertRegex(info, r"Page size: +59\d.* x 84\d.*A4")
        self.assertEqual(self._language(pdf), "en-US")

    def test_logo_emblem_and_statement_are_printed(self):
        images = self._tool("pdfimages", self._draw(self._study()), "-list")
        self.assertEqual(len(images.strip().splitlines()) - 2, 2)
        self.project.write(
            {"logo": False, "emblem": False, "cofunding_statement": False}
        )
        images = self._tool("pdfimages", self._draw(self._study()), "-list")
        self.assertEqual(len(images.strip().splitlines()) - 2, 0)

    def test_in_the_language_chosen(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        self.kinds["eid"].with_context(lang="lv_LV").name = "Elektroniskā identitāte"
        study = self._study(lang="lv_LV")
        pdf = self._draw(study)
        self.assertIn("Elektroniskā identitāte", " ".join(self._pages(pdf)))
        self.assertEqual(self._language(pdf), "lv-LV")

    def test_nothing_is_fetched(self):
        """What somebody smuggles into a text is text."""
        self._ticked_words('<img src="file:///etc/passwd"/> <b>bold</b>')
        text = " ".join(self._pages(self._draw(self._study())))
        self.assertIn('<img src="file:///etc/passwd"/> <b>bold</b>', text)

    def test_a_server_that_cannot_draw_says_so(self):
        def cannot(_html, _css):
            raise PaperError("cannot load library libpango-1.0-0")

        self.patch(ir_actions_report, "make_pdf", cannot)
        with self.assertRefused("libpangoft2-1.0-0", UserError):
            self._draw(self._study())

    def test_all_our_pdfs_are_papers(self):
        ours = self.env["ir.actions.report"].search(
            [("report_name", "=like", "sme_crossborder.%")]
        )
        pdfs = ours.filtered(lambda report: report.report_type == "qweb-pdf")
        self.assertTrue(pdfs)
        self.assertTrue(all(pdfs.mapped("is_sme_paper")))
        stock = self.env["ir.actions.report"].search([]) - ours
        self.assertFalse(any(stock.mapped("is_sme_paper")))

    def test_several_records_are_one_pdf(self):
        study = self._study() | self._study()
        pages = self._pages(self._draw(study))
        single = self._pages(self._draw(study[0]))
        self.assertEqual(pages, single * 2)


@tagged("post_install", "-at_install")
class TestPaperTour(PaperCase, HttpCase):
    def test_from_the_menu_to_the_paper(self):
        """Also where wkhtmltopdf is missing; stock would show a web page."""
        drawn = []

        def draw(html, css):
            drawn.append(html)
            return make_pdf(html, css)

        self.patch(ir_actions_report, "make_pdf", draw)
        self.start_tour("/odoo", "barrier_study_tour", login="coordinator_a")
        self.assertEqual(len(drawn), 1)
        self.assertIn("8 firms met 13 barriers", drawn[0])

    def test_who_may_download(self):
        study = self._study()
        url = f"/report/pdf/{REPORT}/{study.id}"
        self.authenticate("coordinator_a", "coordinator_a")
        answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("8 firms met 13", " ".join(self._pages(answer.content)))
        for login in ("adviser_a", "auditor", "employee", "portal_user"):
            self.authenticate(login, login)
            for kind in ("pdf", "html"):
                answer = self.url_open(url.replace("pdf", kind, 1))
                self.assertGreaterEqual(answer.status_code, 400, login)
                self.assertNotIn(b"firms met", answer.content)
