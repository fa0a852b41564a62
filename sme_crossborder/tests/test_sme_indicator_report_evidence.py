"""The papers behind figures: names in order, checksums, frozen and open."""

import base64
import csv
import hashlib
import io
import zipfile

from odoo.tests import tagged

from ..models.reporting_lock import ACT
from .indicator_report_case import IndicatorReportCase

COPYING = {"_sme_reporting": ACT}


@tagged("post_install", "-at_install")
class TestIndicatorEvidence(IndicatorReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enrolments = [
            cls._enrol(cls.company_a, name) for name in ("Hemlig AB", "Fjordkod AB")
        ]
        first, second = cls.enrolments
        cls._prove(first, b"first paper")
        cls._prove(first, b"second paper", name="Again", file="again.eml")
        cls._create_receipts(
            "TST04",
            cls.member_a,
            [
                {"res_id": first.id, "reference": "ENR/2026/1"},
                {"res_id": second.id, "reference": "ENR/2026/2"},
                {"res_id": first.id, "is_counted": False, "reference": "LEFT-OUT"},
            ],
        )

    def _open(self, report):
        archive = zipfile.ZipFile(io.BytesIO(self._write(report, "evidence")))
        text = archive.read("manifest.csv").decode("utf-8-sig")
        _heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
        names = [name for name in archive.namelist() if name != "manifest.csv"]
        return archive, names, rows

    def test_names_lie_in_the_order_of_the_report(self):
        _archive, names, _rows = self._open(self._report())
        self.assertEqual(
            names,
            [
                "TST04_001_ENR-2026-1_SME-declaration.txt",
                "TST04_001_ENR-2026-1_SME-declaration.eml",
            ],
        )
        self.assertNotIn("Hemlig", str(names))

    def test_of_one_name_the_second_is_numbered(self):
        self._prove(self.enrolments[0], b"third paper")
        _archive, names, _rows = self._open(self._report())
        self.assertEqual(names[2], "TST04_001_ENR-2026-1_SME-declaration_2.txt")

    def test_the_manifest_holds_what_can_be_computed_again(self):
        archive, names, rows = self._open(self._report())
        by_name = {row[0]: row for row in rows}
        for name, content in zip(names, (b"first paper", b"second paper"), strict=True):
            self.assertEqual(archive.read(name), content)
            self.assertEqual(by_name[name][9], hashlib.sha256(content).hexdigest())
            self.assertEqual(by_name[name][8], str(len(content)))
            self.assertEqual(by_name[name][1:3], ["TST04", "1"])

    def test_what_is_counted_without_a_paper_is_told(self):
        _archive, _names, rows = self._open(self._report())
        (missing,) = [row for row in rows if not row[0]]
        self.assertEqual(missing[1:5], ["TST04", "2", "Organisation A", "ENR/2026/2"])
        self.assertEqual(missing[10], "No document to hand over")
        self.assertNotIn("LEFT-OUT", str(rows))

    def _freeze(self, enrolment, content, **values):
        """Add what was frozen with the report of A, as the system makes it."""
        contribution = self._tell(self.member_a, "What was done")
        return (
            self.env["sme.reporting.document"]
            .with_context(**COPYING)
            .create(
                {
                    "contribution_id": contribution.id,
                    "period_id": self.second.id,
                    "res_model": "sme.enrolment",
                    "res_id": enrolment.id,
                    "reference": "ENR/2026/1",
                    "is_copy": True,
                    "name": "Frozen",
                    "kind": "SME declaration",
                    "date": "2026-08-02",
                    "file": base64.b64encode(content),
                    "file_name": "frozen.pdf",
                    **values,
                }
            )
        )

    def test_what_was_frozen_is_handed_over(self):
        """Whatever became of the evidence itself."""
        self._freeze(self.enrolments[0], b"as it was")
        self.env["sme.evidence"].search([]).unlink()
        archive, names, rows = self._open(self._report())
        self.assertEqual(names, ["TST04_001_ENR-2026-1_SME-declaration.pdf"])
        self.assertEqual(archive.read(names[0]), b"as it was")
        self.assertEqual(rows[0][10], "Copy frozen with the report")

    def test_what_is_frozen_and_has_no_copy_is_not_replaced(self):
        self.values["TST04", self.member_a]._freeze()
        _archive, names, _rows = self._open(self._report())
        self.assertEqual(names, [])

    def test_a_file_that_was_changed_is_told(self):
        document = self._freeze(self.enrolments[0], b"as it was")
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", document._name),
                ("res_field", "=", "file"),
                ("res_id", "=", document.id),
            ]
        )
        attachment.raw = b"something else"
        _archive, _names, rows = self._open(self._report())
        checksum = hashlib.sha256(b"as it was").hexdigest()
        self.assertEqual(
            rows[0][10], f"NOT what was reported, whose checksum was {checksum}"
        )

    def test_what_was_added_to_the_report(self):
        self._freeze(
            self.enrolments[0],
            b"photo",
            is_copy=False,
            res_model=False,
            res_id=False,
            kind="Photo",
            name="Opening day",
        )
        _archive, names, rows = self._open(self._report())
        self.assertEqual(names[-1], "REPORT_001_Organisation-A_Photo.pdf")
        self.assertEqual(rows[-1][10], "Added to the report")

    def test_others_do_not_get_the_papers_of_a_firm(self):
        """The lead hands over figures of B, and papers of B as far as it may read."""
        enrolment = self._enrol(self.company_b, "Kods SIA")
        self._prove(enrolment, b"of B")
        self._create_receipts(
            "TST81", self.member_b, [{"res_id": enrolment.id, "reference": "ENR-B"}]
        )
        _archive, names, rows = self._open(self._report())
        self.assertNotIn("TST81", str(names))
        (theirs,) = [row for row in rows if row[1:5:3] == ["TST81", "ENR-B"]]
        self.assertEqual(theirs[2:4], ["1", "Organisation B"])
        self.assertIn("stays with the organisation and its controllers", theirs[10])
        _archive, names, rows = self._open(self._report(self.manager_b))
        self.assertEqual(names, ["TST81_001_ENR-B_SME-declaration.txt"])
        self.assertNotIn("TST04", str(rows))

    def test_an_assigned_auditor_reads_the_papers(self):
        self._assign(self.member_a)
        report = self._report(self.auditor)
        archive, names, _rows = self._open(report)
        self.assertEqual(len(names), 2)
        self.assertEqual(archive.read(names[0]), b"first paper")
