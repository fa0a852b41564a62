import csv
import hashlib
import io
import re
import zipfile
from pathlib import PurePath

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..models.groups import AUDITOR

BATCH = 1000
MANIFEST = "manifest.csv"
REPORT = "REPORT"  # first part of the names of what is of no single indicator


class SmeIndicatorReportEvidence(models.AbstractModel):
    """The papers behind the figures, named so that they lie in the order of the report.

    Of what was reported, the copies frozen with it; of an open period, the evidence of
    the records themselves. Never more than the reader may read: what a reader does not
    get stands in the manifest without a file.
    """

    _name = "sme.indicator.report.evidence"
    _description = "Hand over figures: Evidence"

    def _write_evidence(self, file):
        """Write the ZIP: files by indicator and number, and a manifest with checksums.

        :param file: binary file open for writing, at its beginning
        """
        manifest = [self._get_manifest_header()]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, about, paper in self._iter_papers():
                if "attachment" not in paper:
                    manifest.append(["", *about, "", "", paper["source"]])
                    continue
                content = paper["attachment"].raw or b""
                archive.writestr(name, content)
                checksum = hashlib.sha256(content).hexdigest()
                source = self._get_source_sentence(paper, checksum)
                manifest.append([name, *about, len(content), checksum, source])
            archive.writestr(MANIFEST, self._write_manifest(manifest))

    def _get_source_sentence(self, paper, checksum):
        """Say where a paper is from, and if it is not what was reported any more."""
        if paper.get("checksum", checksum) == checksum:
            return paper["source"]
        return self.env._(
            "NOT what was reported, whose checksum was %(checksum)s",
            checksum=paper["checksum"],
        )

    def _get_manifest_header(self):
        return [
            self.env._("File"),
            self.env._("Indicator"),
            self.env._("Number"),
            self.env._("Organisation"),
            self.env._("Reference"),
            self.env._("Kind of evidence"),
            self.env._("Document"),
            self.env._("Dated"),
            self.env._("Bytes"),
            "SHA-256",
            self.env._("Source"),
        ]

    def _write_manifest(self, rows):
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter="," if self.separator == "comma" else ";")
        for row in rows:
            writer.writerow(
                [
                    self._harmless(cell) if isinstance(cell, str) else cell
                    for cell in row
                ]
            )
        return text.getvalue().encode("utf-8-sig")

    def _iter_papers(self):
        """Yield ``(file name, cells of the manifest, paper)`` in the order of the ZIP.

        Without a paper: a record is counted, and the reader gets no document of it.
        """
        numbers = {}
        names = set()
        for receipts in self._iter_counted():
            papers = self._find_papers(receipts)
            for receipt in receipts:
                code = receipt.indicator_id.code
                numbers[code] = number = numbers.get(code, 0) + 1
                whose = receipt.member_id.partner_id.name or ""
                about = [code, number, whose, receipt.reference or ""]
                found = papers.get((receipt.res_model, receipt.res_id), [])
                for paper in found or [{"source": self._say_no_paper(receipt)}]:
                    yield self._name_paper(about, paper, names)
        for number, document in enumerate(self._find_added(), start=1):
            whose = document["organisation"]
            yield self._name_paper([REPORT, number, whose, whose], document, names)

    def _name_paper(self, about, paper, names):
        handed = "attachment" in paper
        name = handed and self._get_paper_name(about, paper, names)
        told = [paper.get("kind", ""), paper.get("name", ""), paper.get("date") or ""]
        return name, about + told, paper

    def _say_no_paper(self, receipt):
        """Say why a counted record comes without a file."""
        company = receipt.member_id.company_id
        if company in self.env.companies or self.env.user.has_group(AUDITOR):
            return self.env._("No document to hand over")
        return self.env._(
            "Evidence stays with the organisation and its controllers: ask them for it"
        )

    def _find_added(self):
        """Return what was added to the report itself: papers of no counted record."""
        found = self.env["sme.reporting.document"].search(
            self._get_document_domain() & Domain("is_copy", "=", False),
            order="member_id, date, id",
        )
        contents = self._get_contents(found, "file")
        return [
            self._prepare_document(document, contents[document.id])
            | {"organisation": document.member_id.partner_id.name or ""}
            for document in found
        ]

    def _iter_counted(self):
        """Yield counted receipts, in the order of the report, a batch at a time."""
        counted = self._get_receipt_domain() & Domain("is_counted", "=", True)
        # what is taken back needs no paper
        counted &= Domain("amount", ">=", 0)
        receipts = self.env["sme.indicator.receipt"].search(
            counted, order="indicator_id, member_id, value_id, position"
        )
        yield from split_every(BATCH, receipts.ids, receipts.browse)

    @api.model
    def _get_paper_name(self, about, paper, taken):
        """Return a name that sorts as the report does, and that every system takes.

        :param about: indicator, number, organisation and reference
        """
        code, number, _organisation, reference = about
        parts = (code, f"{number:03}", reference, paper["kind"])
        stem = "_".join(_safe(part) for part in parts if part)
        ending = PurePath(paper["file_name"] or "").suffix.lower()
        if not re.fullmatch(r"\.\w{1,8}", ending):
            ending = ""
        name, again = f"{stem}{ending}", 1
        while name.lower() in taken:
            again += 1
            name = f"{stem}_{again}{ending}"
        taken.add(name.lower())
        return name

    def _find_papers(self, receipts):
        """Return the papers of counted records: {(model, id): [paper]}.

        A paper is a dict of ``kind``, ``name``, ``date``, ``file_name``, ``source``,
        ``attachment`` and, where it is frozen, ``checksum``. The number of queries
        depends on the number of kinds of record alone.
        """
        papers = self._find_frozen(receipts)
        still_open = receipts.filtered(
            lambda receipt: (
                not receipt.value_id.is_frozen
                and (receipt.res_model, receipt.res_id) not in papers
            )
        )
        for model, own in still_open.grouped("res_model").items():
            papers |= self._find_open(model, own.mapped("res_id"))
        return papers

    def _find_frozen(self, receipts):
        """Return copies frozen with what was reported for the period."""
        found = self.env["sme.reporting.document"].search(
            self._get_document_domain()
            & Domain("res_model", "in", list(set(receipts.mapped("res_model"))))
            & Domain("res_id", "in", receipts.mapped("res_id")),
            order="res_model, res_id, date, id",
        )
        papers = {}
        contents = self._get_contents(found, "file")
        for document in found:
            papers.setdefault((document.res_model, document.res_id), []).append(
                self._prepare_document(document, contents[document.id])
            )
        return papers

    def _get_document_domain(self):
        domain = Domain("period_id", "=", self.period_id.id)
        if self.member_id:
            domain &= Domain("member_id", "=", self.member_id.id)
        return domain

    @api.model
    def _prepare_document(self, document, attachment):
        return {
            "kind": document.kind or "",
            "name": document.name or "",
            "date": document.date,
            "file_name": document.file_name,
            "checksum": document.checksum,
            "source": (
                self.env._("Copy frozen with the report")
                if document.is_copy
                else self.env._("Added to the report")
            ),
            "attachment": attachment,
        }

    def _find_open(self, model, ids):
        """Return the evidence that hangs on records of a model, or is one itself."""
        Evidence = self.env["sme.evidence"]
        fname = self._get_evidence_field(model)
        if not fname or not Evidence.has_access("read"):
            return {}
        found = Evidence.search([(fname, "in", ids)], order="date, id")
        papers = {}
        contents = self._get_contents(found, "document")
        source = self.env._("Evidence as it is today")
        for evidence in found:
            record = evidence if fname == "id" else evidence[fname]
            papers.setdefault((model, record.id), []).append(
                {
                    "kind": evidence.kind_id.name,
                    "name": evidence.name,
                    "date": evidence.date,
                    "file_name": evidence.document_name,
                    "source": source,
                    "attachment": contents[evidence.id],
                }
            )
        return papers

    @api.model
    def _get_evidence_field(self, model):
        """Return the field by which evidence hangs on records of a model, or None."""
        if model == "sme.evidence":
            return "id"
        # the same papers that are copied when a contribution is submitted
        return self.env["sme.reporting.copies"]._list_evidence_fields().get(model)

    @api.model
    def _get_contents(self, records, fname):
        """Return the attachment with the file of each record, found by one query.

        :param str fname: the field that holds it
        """
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", records._name),
                ("res_field", "=", fname),
                ("res_id", "in", records.ids),
            ]
        )
        by_record = {attachment.res_id: attachment for attachment in attachments}
        none = self.env["ir.attachment"]
        return {record.id: by_record.get(record.id, none) for record in records}


def _safe(text):
    """Return a text as a part of a file name, without what divides the parts."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:60] or "x"
