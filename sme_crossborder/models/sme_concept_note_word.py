import base64

from odoo import fields, models

from ..tools.word_paper import WordPaper, WordSection, WordTable, make_docx


class SmeConceptNoteWord(models.AbstractModel):
    """A concept note as DOCX: what is drawn as PDF, to go on writing in."""

    _name = "sme.concept.note.word"
    _description = "Concept Note: Word Document"

    word_document = fields.Binary(
        compute="_compute_word_document", compute_sudo=False, exportable=False
    )

    def _compute_word_document(self):
        for note in self:
            content = make_docx(note._prepare_word())
            note.word_document = base64.b64encode(content)

    def _prepare_word(self):
        """Return what the note says as a :class:`WordPaper`."""
        note = self._in_note()
        built = note.build_note()
        project = built["project"]
        acronym, name = project.acronym, project.name
        return WordPaper(
            title=built["title"],
            subtitle=" · ".join(
                dict.fromkeys((built["subtitle"], acronym, name, built["date"]))
            ),
            author=built["author"],
            language=self.lang,
            date=fields.Datetime.now(),
            sections=[
                WordSection(
                    section["title"],
                    section["texts"],
                    section["points"],
                    [note._prepare_word_table(table) for table in section["tables"]],
                )
                for section in built["sections"]
            ],
            pictures=[
                (base64.b64decode(image), alt)
                for image, alt in (
                    (project.logo, acronym),
                    (project.emblem, note.env._("Emblem of the funder")),
                )
                if image
            ],
            statement=project.cofunding_statement or "",
        )

    def _prepare_word_table(self, table):
        columns = table["columns"]
        closing = [row for row in (table["rest"], table["total"]) if row]
        rows = [
            [
                self._write_cell(column, value)
                for column, value in zip(columns, row, strict=True)
            ]
            for row in [*table["rows"], *closing]
        ]
        return WordTable(
            columns=[column["name"] for column in columns],
            rows=rows,
            title=table["title"],
            lead=table["lead"],
            numbers={
                at
                for at, column in enumerate(columns)
                if column["kind"] in ("number", "money")
            },
            totals=len(closing),
        )
