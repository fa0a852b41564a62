"""Papers to go on writing in: DOCX, with real headings, tables and language."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

# what XML 1.0 (section 2.2) has no place for, and somebody pastes in all the same
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INK = RGBColor(0x14, 0x39, 0x5B)
_GREY = RGBColor(0x5B, 0x67, 0x70)
_HEAD_FILL = "E3EAF1"
_WIDTH = Mm(170)  # between the margins of A4
_PICTURE_HEIGHT = Mm(18)
_PICTURE_WIDTH = Mm(55)


@dataclass
class WordTable:
    """A table whose cells are words already; ``numbers`` are columns to the right."""

    columns: list[str]
    rows: list[list[str]]
    title: str = ""
    lead: str = ""
    numbers: set[int] = field(default_factory=set)
    totals: int = 0  # rows at the end that close it


@dataclass
class WordSection:
    """A heading and what stands under it: texts, then points, then tables."""

    title: str
    texts: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)


@dataclass
class WordPaper:
    """A whole paper. ``pictures`` are pairs of an image (bytes) and what it shows."""

    title: str
    subtitle: str
    author: str
    language: str  # as Odoo says it: lv_LV
    date: datetime
    sections: list[WordSection]
    pictures: list[tuple[bytes, str]] = field(default_factory=list)
    statement: str = ""


def make_docx(paper: WordPaper) -> bytes:
    """Return a paper as DOCX.

    >>> when = datetime(2026, 3, 1)
    >>> section = WordSection("Mērķis", ["Ēka\\x0b"], tables=[
    ...     WordTable(["Valsts", "Firmas"], [["Latvija", "4"]], numbers={1})])
    >>> made = make_docx(WordPaper("Pieteikums", "", "A", "lv_LV", when, [section]))
    >>> book = Document(io.BytesIO(made))
    >>> [p.text for p in book.paragraphs if p.style.name.startswith("Heading")]
    ['Mērķis']
    >>> book.core_properties.language, book.core_properties.title
    ('lv-LV', 'Pieteikums')
    >>> [cell.text for cell in book.tables[0].rows[1].cells]
    ['Latvija', '4']
    """
    book = Document()
    _set_page(book, paper)
    _set_properties(book, paper)
    _set_styles(book, paper.language)
    _add_funding(book, paper)
    book.add_paragraph(_clean(paper.title), style="Title")
    if paper.subtitle:
        book.add_paragraph(_clean(paper.subtitle), style="Subtitle")
    for section in paper.sections:
        book.add_heading(_clean(section.title), level=1)
        for text in section.texts:
            book.add_paragraph(_clean(text))
        for point in section.points:
            book.add_paragraph(_clean(point), style="List Bullet")
        for table in section.tables:
            _add_table(book, table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _clean(text: str) -> str:
    """Leave out what a document cannot hold.

    >>> _clean("Tal\\x00linn\\n\\x1b2027")
    'Tallinn\\n2027'
    """
    return _NOT_XML.sub("", text)


def _tag(language: str) -> str:
    """Return a language as documents say it.

    >>> _tag("lv_LV"), _tag("sr@latin"), _tag("")
    ('lv-LV', 'sr', 'en')
    """
    return (language or "en").split("@")[0].replace("_", "-")


def _set_page(book, paper):
    section = book.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    head = section.header.paragraphs[0]
    _add_grey(head, _clean(paper.title))
    foot = section.footer.paragraphs[0]
    stops = foot.paragraph_format.tab_stops
    for stop in list(foot.style.paragraph_format.tab_stops):
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _add_grey(foot, f"{_clean(paper.author)}\t")
    _add_field(foot, "PAGE")
    _add_grey(foot, " / ")
    _add_field(foot, "NUMPAGES")


def _add_grey(paragraph, text):
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), _GREY
    return run


def _add_field(paragraph, code):
    """A number the word processor counts: page, pages."""
    run = _add_grey(paragraph, "")
    for kind in ("begin", None, "separate", "end"):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        run._r.append(element)


def _set_properties(book, paper):
    properties = book.core_properties
    properties.title = _clean(paper.title)[:255]
    properties.subject = _clean(paper.subtitle)[:255]
    properties.author = properties.last_modified_by = _clean(paper.author)[:255]
    properties.language = _tag(paper.language)
    properties.comments = ""
    properties.created = properties.modified = paper.date


def _set_styles(book, language):
    """One typeface, our colours, and the language for reading aloud and spelling."""
    styles = book.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (
        ("Title", 22),
        ("Subtitle", 11),
        ("Heading 1", 14),
        ("Heading 2", 11),
    ):
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), _INK
        # the template's theme fonts would win over the name
        fonts = styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
    defaults = styles.element.find(qn("w:docDefaults"))
    spoken = defaults.find(f".//{qn('w:lang')}")
    if spoken is None:
        spoken = OxmlElement("w:lang")
        defaults.find(f".//{qn('w:rPr')}").append(spoken)
    spoken.set(qn("w:val"), _tag(language))


def _add_funding(book, paper):
    """Logo and emblem, each with what it shows, and the funder's sentence."""
    pictures = [(_as_png(image), alt) for image, alt in paper.pictures]
    pictures = [(image, alt) for image, alt in pictures if image]
    if pictures:
        paragraph = book.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            _WIDTH, WD_TAB_ALIGNMENT.RIGHT
        )
        for at, (image, alt) in enumerate(pictures):
            run = paragraph.add_run("\t" if at else "")
            shape = run.add_picture(image, height=_PICTURE_HEIGHT)
            if shape.width > _PICTURE_WIDTH:
                shape.height = int(shape.height * _PICTURE_WIDTH / shape.width)
                shape.width = _PICTURE_WIDTH
            shape._inline.docPr.set("descr", _clean(alt))
    if paper.statement:
        _add_grey(book.add_paragraph(), _clean(paper.statement))


def _as_png(image: bytes):
    """Return a picture as a stream a document can hold, None if it cannot be read.

    >>> _as_png(b"<svg/>") is None
    True
    """
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(image)) as opened:
            opened.convert("RGBA").save(stream, "PNG")
    except (OSError, ValueError):
        return None
    stream.seek(0)
    return stream


def _add_table(book, table):
    if table.title:
        book.add_heading(_clean(table.title), level=2)
    if table.lead:
        book.add_paragraph(_clean(table.lead))
    if not table.rows:
        return
    made = book.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    _fill(made.rows[0], table.columns, table.numbers, bold=True)
    properties = made.rows[0]._tr.get_or_add_trPr()
    # said again on every page, and told as a heading by a screen reader
    properties.append(OxmlElement("w:tblHeader"))
    for cell in made.rows[0].cells:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_FILL)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    closing = len(table.rows) - table.totals
    for at, row in enumerate(table.rows):
        _fill(made.add_row(), row, table.numbers, bold=at >= closing)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    book.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(row, words, numbers, bold):
    for at, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(9.5)
        if at in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
