from collections import Counter
from pathlib import Path

import stdnum
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import numdb

from odoo.tests import BaseCase, tagged

from ..tools.nace import (
    REV2,
    REV21,
    InvalidNace,
    is_ict,
    iter_rev2,
    iter_rev21,
    parse_nace,
    to_rev21,
)

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
ENTRIES = {REV2: list(iter_rev2()), REV21: list(iter_rev21())}
CLASSES = [
    (entry.code, revision)
    for revision, entries in ENTRIES.items()
    for entry in entries
    if entry.level == 4
]


def code_of(*args):
    try:
        parse_nace(*args)
    except InvalidNace as error:
        return error.code
    return None


@tagged("post_install", "-at_install")
class TestNace(BaseCase):
    @PROPERTY
    @given(
        st.sampled_from(CLASSES),
        st.sampled_from(
            ["{a}.{b}", "{a}{b}", "{a}.{b}.0", "{a}{b}1", "{a}.{b}0", "{a}{b}00"]
        ),
        st.sampled_from(["", "NACE ", "EMTAK 2008 ", "SNI 2007: ", "TOL "]),
        st.sampled_from(["", ".Z", "Z", " "]),
    )
    def test_any_notation_gives_the_class_back(self, case, notation, prefix, letter):
        code, revision = case
        a, b = code.split(".")
        typed = prefix + notation.format(a=a, b=b) + letter
        found = parse_nace(typed, revision)
        self.assertEqual(found, case)
        self.assertEqual(parse_nace(*found), found)
        self.assertEqual(is_ict(*found), is_ict(code, revision))

    @PROPERTY
    @given(st.sampled_from(CLASSES))
    def test_the_revision_is_inferred_or_asked_for(self, case):
        code, revision = case
        in_both = all((code, rev) in CLASSES for rev in (REV2, REV21))
        if in_both:
            self.assertEqual(code_of(code), "ambiguous_revision")
        else:
            self.assertEqual(parse_nace(code).revision, revision)

    @PROPERTY
    @given(
        st.text(alphabet="0123456789. AJKZ-", max_size=9),
        st.sampled_from([None, REV2, REV21]),
    )
    def test_any_text_is_read_or_refused_with_a_code(self, text, revision):
        try:
            found = parse_nace(text, revision)
        except InvalidNace as error:
            self.assertTrue(error.code)
            return
        self.assertIn(found, CLASSES)

    def test_examples(self):
        for raw, revision, expected in [
            ("62.1", None, ("62.10", REV21)),
            (62.1, REV21, ("62.10", REV21)),
            ("1.11", REV2, ("01.11", REV2)),
            ("J62.01", None, ("62.01", REV2)),
            ("K 61.20", None, ("61.20", REV21)),
            ("62011", None, ("62.01", REV2)),
            ("62,01", None, ("62.01", REV2)),
        ]:
            with self.subTest(raw):
                self.assertEqual(parse_nace(raw, revision), expected)

    def test_refusals(self):
        for raw, revision, code in [
            ("", None, "empty"),
            ("J", None, "format"),
            ("62", None, "level"),
            ("111", None, "level"),
            ("26.1", REV2, "level"),
            ("62.01", REV21, "unknown"),
            ("99.99", None, "unknown"),
            ("J62.10", None, "section"),
            ("61.20", None, "ambiguous_revision"),
            ("61.20", "3", "revision"),
            ("1234567", None, "format"),
        ]:
            with self.subTest(raw):
                self.assertEqual(code_of(raw, revision), code)


@tagged("post_install", "-at_install")
class TestIct(BaseCase):
    def test_titles_that_changed_meaning(self):
        self.assertEqual((is_ict("63.91", REV2), is_ict("63.91", REV21)), (False, True))
        self.assertEqual((is_ict("63.12", REV2), is_ict("63.92", REV21)), (True, False))

    def test_the_sector_by_hand(self):
        expected = {
            REV2: "26.11 26.12 26.20 26.30 26.40 26.80 46.51 46.52 58.21 58.29 61.10 "
            "61.20 61.30 61.90 62.01 62.02 62.03 62.09 63.11 63.12 95.11 95.12",
            REV21: "26.11 26.12 26.20 26.30 26.40 46.50 58.21 58.29 61.10 61.20 61.90 "
            "62.10 62.20 62.90 63.10 63.91 95.10",
        }
        for revision, codes in expected.items():
            found = [c for c, rev in CLASSES if rev == revision and is_ict(c, rev)]
            self.assertEqual(found, codes.split())

    def test_what_became_of_a_class_exists_and_is_ict(self):
        reached = set()
        for code, revision in CLASSES:
            successors = to_rev21(code) if revision == REV2 else None
            self.assertEqual(
                successors is not None, revision == REV2 and is_ict(code, REV2)
            )
            for successor in successors or ():
                self.assertTrue(is_ict(*parse_nace(successor, REV21)))
                reached.add(successor)
        self.assertEqual(
            reached, {c for c, rev in CLASSES if rev == REV21 and is_ict(c, rev)}
        )

    def test_revision_is_needed(self):
        with self.assertRaises(InvalidNace):
            is_ict("62.01", None)


@tagged("post_install", "-at_install")
class TestTables(BaseCase):
    def test_levels(self):
        counts = {rev: Counter(e.level for e in rows) for rev, rows in ENTRIES.items()}
        self.assertEqual(counts[REV2], {1: 21, 2: 88, 3: 272, 4: 615})
        self.assertEqual(counts[REV21], {1: 22, 2: 87, 3: 287, 4: 651})

    def test_parents_come_first_one_level_up(self):
        for entries in ENTRIES.values():
            levels = {None: 0}
            for entry in entries:
                self.assertEqual(levels[entry.parent], entry.level - 1, entry)
                levels[entry.code] = entry.level

    def test_titles_agree_with_stdnum(self):
        """Two independent copies of Eurostat's list say the same."""
        table = Path(stdnum.__file__).parent / "eu" / "nace21.dat"
        if not table.exists():
            self.skipTest("this python-stdnum has no NACE Rev. 2.1")
        with table.open(encoding="utf-8") as lines:
            titles = numdb.read(lines)
        for entry in ENTRIES[REV21]:
            *_parents, (_digits, found) = titles.info(entry.code.replace(".", ""))
            self.assertEqual(entry.label, found["label"], entry)

    def test_no_title_is_missing_in_any_language(self):
        for language in ("en", "sv", "fi", "et", "lv", "lt", "pl", "de", "da"):
            self.assertTrue(
                all(entry.label for entry in iter_rev21(language)), language
            )
