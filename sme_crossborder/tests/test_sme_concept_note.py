"""The concept note: what is kept, what is counted, and both papers read back."""

import io

from docx import Document
from docx.oxml.ns import qn
from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .barrier_study_case import BarrierStudyCase
from .paper_case import DrawsPapers

REPORT = "sme_crossborder.report_concept_note"


class ConceptNoteCase(BarrierStudyCase, DrawsPapers):
    """A seed project with the barriers of the study, and a note of A on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)
        cls.project.target_country_ids = cls.country_ee | cls.country_lv
        cls.env["sme.method"].create(
            {
                "name": "Dzīvā laboratorija",
                "version": "2",
                "project_id": cls.project.id,
                "description": "<p>Try it <b>there</b> first.</p>",
            }
        )
        kind = cls.env.ref("sme_crossborder.sme_service_kind_advice")
        rare = cls.env.ref("sme_crossborder.sme_service_kind_visit")
        cls.env["sme.service"].create(
            [
                {
                    "name": "x",
                    "firm_id": cls.firms[at].id,
                    "kind_id": which.id,
                    "date": "2026-02-01",
                    "user_id": cls.adviser_a.id,
                }
                for at, which in [
                    *((at, kind) for at in range(4)),
                    (0, kind),
                    (7, rare),
                ]
            ]
        )
        cls.env.flush_all()

    def _open(self, user=None, project=None):
        """Press the button of the project, and return the note it opens."""
        project = (project or self.project).with_user(user or self.coordinator_a)
        action = project.action_concept_note()
        return project.env[action["res_model"]].browse(action["res_id"])

    def _written(self, **values):
        note = self._open()
        note.write(
            {
                "date_start": "2026-01-01",
                "date_end": "2026-06-30",
                "problem": "Mazās firmas zaudē laiku.\n\nĀčęėįšųūž õäöü.",
                "targets": "Firms that enter a new market: 12\n\n"
                "Ratio 1:2: 3\nA network",
                **values,
            }
        )
        return note

    def _section(self, built, title):
        (found,) = [one for one in built["sections"] if one["title"] == title]
        return found


@tagged("post_install", "-at_install")
class TestSmeConceptNote(ConceptNoteCase):
    def test_one_note_is_kept(self):
        note = self._written()
        self.assertRecordValues(
            note,
            [
                {
                    "project_id": self.project.id,
                    "source_id": self.project.id,
                    "company_id": self.company_a.id,
                    "title": "Project OSS",
                }
            ],
        )
        self.assertEqual(self._open(), note)
        self.assertEqual(
            note.preview, "8 firms met 13 barriers on their way to other markets."
        )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            note.create({"project_id": self.project.id})
        with self.assertRefused("end before they start", ValidationError):
            note.date_end = "2025-12-31"

    def test_figures_of_the_seed(self):
        full = self._create_project(
            self.company_a, acronym="FULL", parent_id=self.project.id
        )
        note = self._open(project=full)
        self.assertEqual(note.source_id, self.project)
        titles = [one["title"] for one in note.build_note()["sections"]]
        self.assertIn("What OSS did", titles)

    def test_sections(self):
        built = self._written().build_note()
        self.assertEqual(
            [section["title"] for section in built["sections"]],
            [
                "The problem",
                "Target group",
                "Barriers the firms met",
                "Methods",
                "Partners",
                "Draft targets",
                "What OSS did",
                "How this was counted",
            ],
        )
        problem = self._section(built, "The problem")
        self.assertEqual(
            problem["texts"], ["Mazās firmas zaudē laiku.", "Āčęėįšųūž õäöü."]
        )
        self.assertIn(
            "8 firms met 13 barriers on their way to other markets.", problem["points"]
        )
        points = " ".join(self._section(built, "Target group")["points"])
        for words in ("2003/361/EC", "At most 30 employees.", "Estonia, Latvia"):
            self.assertIn(words, points)
        self.assertEqual(
            self._section(built, "Methods")["points"],
            ["Dzīvā laboratorija, version 2: Try it *there* first."],
        )
        (partners,) = self._section(built, "Partners")["tables"]
        self.assertEqual(
            partners["rows"],
            [
                ["Organisation A", "Sweden", "Lead organisation", "Business support"],
                ["Organisation B", "Latvia", "Partner", "Business support"],
            ],
        )
        (targets,) = self._section(built, "Draft targets")["tables"]
        self.assertEqual(
            targets["rows"],
            [
                ["Firms that enter a new market", "12"],
                ["Ratio 1:2", "3"],
                ["A network", None],
            ],
        )

    def test_what_was_done(self):
        """8 firms with a journey each in First contact, but firms 7 and 8 dropped out.

        Two that dropped out are fewer than three, so they and the smallest row that is
        shown are one: nothing is shown but the total of 8. Advice: firms 1 to 4, five
        times. One visit to firm 8: with advice 6 in all. Workshops on the first and the
        last day count, the one on the day after does not.
        """
        self.env["event.event"].create(
            [
                {
                    "name": "Breakfast",
                    "is_workshop": True,
                    "workshop_kind": "training",
                    "workshop_project_id": self.project.id,
                    "company_id": self.company_a.id,
                    "date_begin": f"{day} 08:00:00",
                    "date_end": f"{day} 10:00:00",
                }
                for day in ("2026-01-01", "2026-06-30", "2026-07-01")
            ]
        )
        for journey in self.ways[6:]:
            self._drop(journey)
        tables = self._section(self._written().build_note(), "What OSS did")["tables"]
        tables = {table["key"]: table for table in tables}
        self.assertEqual(
            tables["done"]["rows"], [["Firms helped", 8], ["Workshops held", 2]]
        )
        self.assertEqual(tables["journeys"]["rows"], [])
        self.assertEqual(tables["journeys"]["total"], ["All", 8])
        self.assertEqual(tables["services"]["rows"], [])
        self.assertEqual(tables["services"]["total"], ["All", 6])
        for journey in self.ways[3:6]:
            self._drop(journey)
        tables = self._section(self._written().build_note(), "What OSS did")["tables"]
        journeys = next(table for table in tables if table["key"] == "journeys")
        self.assertEqual(journeys["rows"], [[self.first.name, 3], ["Dropped out", 5]])

    def test_words_that_may_be_quoted(self):
        lesson = {"state": "overcome", "lesson": "Ask early", "quotable": True}
        self._note(1, "eid", **lesson)
        points = self._section(self._written().build_note(), "What overcame them")
        self.assertEqual(points["points"], [f"{self.kinds['eid'].name}: Ask early"])

    def test_few_firms_are_not_told(self):
        """Of January 2024 nothing is known: no figure, and no firm named."""
        note = self._written(date_start="2024-01-01", date_end="2024-01-31")
        self.assertIn("Fewer than 3 firms", note.preview)
        built = note.build_note()
        self.assertNotIn(
            "Barriers the firms met", [one["title"] for one in built["sections"]]
        )
        (sentence,) = self._section(built, "The problem")["points"]
        self.assertIn("Figures are not given", sentence)

    def test_figures_are_those_of_the_study(self):
        built = self._written().build_note()
        study = self._study().build_study()
        shown = self._section(built, "Barriers the firms met")["tables"]
        self.assertEqual(
            shown,
            [one for one in study["tables"] if one["key"] in ("frequency", "pair")],
        )

    def test_each_organisation_has_its_own(self):
        note = self._written()
        theirs = self._open(self.coordinator_b)
        self.assertNotEqual(theirs.id, note.id)
        self.assertFalse(theirs.problem)
        built = theirs.build_note()
        self.assertIn(
            "Figures are not given", self._section(built, "The problem")["points"][0]
        )
        # B had no firm in the project, so it has nothing to tell of it
        titles = [section["title"] for section in built["sections"]]
        self.assertNotIn("What OSS did", titles)
        with self.assertRaises(AccessError):
            note.with_user(self.coordinator_b).build_note()

    def test_who_may(self):
        for user in (self.adviser_a, self.auditor, self.employee):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._open(user)
        secret = self._create_project(self.company_b, acronym="SECRET")
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._open(project=secret)
        note = self._written()
        with self.assertRaises(AccessError), self.cr.savepoint():
            note.source_id = secret

    def test_begun_from_the_study(self):
        action = self._study().action_concept_note()
        note = self.env["sme.concept.note"].browse(action["res_id"])
        self.assertEqual(str(note.date_start), "2026-01-01")
        self.assertEqual(str(note.date_end), "2026-06-30")

    def test_pdf(self):
        pdf = PdfReader(
            io.BytesIO(self._draw_paper(REPORT, self._written(), self.coordinator_a))
        )
        self.assertEqual(pdf.metadata.title, "Project OSS")
        self.assertEqual(pdf.trailer["/Root"]["/Lang"], "en-US")
        words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
        for part in (
            "Mazās firmas zaudē laiku.",
            "Āčęėįšųūž õäöü.",
            "Dzīvā laboratorija",
            "Firms that enter a new market",
            "Līdzfinansē Eiropas Savienība",
            "Organisation B",
            "1 / ",
        ):
            self.assertIn(part, words)
        for hidden in ("Hemligfirma", "Not to be quoted"):
            self.assertNotIn(hidden, words)
        self.assertGreaterEqual(sum(len(page.images) for page in pdf.pages), 2)


@tagged("post_install", "-at_install")
class TestSmeConceptNoteWord(ConceptNoteCase, HttpCase):
    def _download(self, note, login="coordinator_a"):
        self.authenticate(login, login)
        return self.url_open(note.action_print_docx()["url"])

    def test_document(self):
        note = self._written(summary="Bad \x07 character")
        answer = self._download(note)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Concept-note-OSS.docx", answer.headers["Content-Disposition"])
        self.assertIn("wordprocessingml", answer.headers["Content-Type"])
        book = Document(io.BytesIO(answer.content))
        self.assertEqual(book.core_properties.title, "Project OSS")
        self.assertEqual(book.core_properties.language, "en-US")
        self.assertEqual(book.core_properties.author, "Organisation A")
        spoken = book.styles.element.find(qn("w:docDefaults")).find(
            f".//{qn('w:lang')}"
        )
        self.assertEqual(spoken.get(qn("w:val")), "en-US")
        headings = [p.text for p in book.paragraphs if p.style.name == "Heading 1"]
        built = note.build_note()
        self.assertEqual(headings, [one["title"] for one in built["sections"]])
        words = "\n".join(p.text for p in book.paragraphs)
        for part in (
            "Mazās firmas zaudē laiku.",
            "Āčęėįšųūž õäöü.",
            "Dzīvā laboratorija",
            "Bad  character",
            "Līdzfinansē Eiropas Savienība, ąčęėįšųūž",
        ):
            self.assertIn(part, words)
        self.assertNotIn("Hemligfirma", words)
        tables = [table for one in built["sections"] for table in one["tables"]]
        tables = [table for table in tables if table["rows"] or table["total"]]
        self.assertEqual(len(book.tables), len(tables))
        for made, table in zip(book.tables, tables, strict=True):
            head = [cell.text for cell in made.rows[0].cells]
            self.assertEqual(head, [column["name"] for column in table["columns"]])
            self.assertIsNotNone(made.rows[0]._tr.trPr.find(qn("w:tblHeader")))
            closing = [row for row in (table["rest"], table["total"]) if row]
            self.assertEqual(len(made.rows) - 1, len(table["rows"]) + len(closing))
        alts = [shape._inline.docPr.get("descr") for shape in book.inline_shapes]
        self.assertEqual(alts, ["OSS", "Emblem of the funder"])
        foot = book.sections[0].footer._element.xml
        for code in ("PAGE", "NUMPAGES"):
            self.assertIn(f">{code}<", foot)

    def test_language_of_the_paper(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        note = self._written(lang="lv_LV")
        book = Document(io.BytesIO(self._download(note).content))
        self.assertEqual(book.core_properties.language, "lv-LV")
        words = "\n".join(p.text for p in book.paragraphs)
        self.assertRegex(words, r"\d{4}\. gada \d+\. ")  # today, in Latvian

    def test_who_may_download(self):
        note = self._written()
        for login in ("adviser_a", "coordinator_b", "auditor", "employee"):
            self.assertEqual(self._download(note, login).status_code, 404, login)
