from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .reporting_lock import ACT


class SmeReportingCopies(models.AbstractModel):
    """Copies the evidence of what a contribution counts."""

    _name = "sme.reporting.copies"
    _description = "Reporting: Copies of Evidence"

    @api.model
    def _get_receipt_domain(self, contribution):
        return Domain(
            [
                ("project_id", "=", contribution.project_id.id),
                ("period_id", "=", contribution.period_id.id),
                ("member_id", "=", contribution.member_id.id),
                ("is_counted", "=", True),
            ]
        )

    @api.model
    def _list_evidence_fields(self):
        """Return ``{model: field}``: by which field evidence hangs on its records."""
        Evidence = self.env["sme.evidence"]
        return {
            field.comodel_name: name
            for name, field in Evidence._fields.items()
            if field.type == "many2one"
            and field.store
            and field.comodel_name.startswith(("sme.", "crm.", "event."))
            and field.comodel_name not in ("sme.firm", "sme.evidence.kind")
        }

    @api.model
    def _find_evidence(self, contribution):
        """Return the evidence of the records a contribution counts.

        As the system: the member's own records, and those credited to it.

        :param contribution: `sme.reporting.contribution`
        :returns: list of ``(sme.evidence, receipt it proves)``, oldest evidence first
        """
        Evidence = self.env["sme.evidence"]
        Receipt = self.env["sme.indicator.receipt"]
        counted = self._get_receipt_domain(contribution)
        found = {}
        for model, fname in self._list_evidence_fields().items():
            domain = counted & Domain("res_model", "=", model)
            query = Receipt._search(domain)
            papers = Evidence.search([(fname, "in", query.subselect("res_id"))])
            receipts = Receipt.search(
                domain & Domain("res_id", "in", papers[fname].ids), order="id"
            )
            by_record = {}
            for receipt in receipts:
                by_record.setdefault(receipt.res_id, receipt)
            for paper in papers:
                found.setdefault(paper, by_record[paper[fname].id])
        return sorted(found.items(), key=lambda pair: pair[0].id)

    @api.model
    def _copy_evidence(self, contribution):
        """Copy the evidence of what a contribution counts, and return the copies.

        :raises UserError: naming evidence whose file is gone
        """
        Document = self.env["sme.reporting.document"].with_context(_sme_reporting=ACT)
        copies = Document.browse()
        for paper, receipt in self._find_evidence(contribution):
            content = paper.with_context(bin_size=False).document
            if not content:
                raise UserError(
                    self.env._(
                        "The file of evidence %(name)s is gone, so it cannot be "
                        "reported. Attach it again, or delete the evidence.",
                        name=paper.name,
                    )
                )
            # one at a time: a file is held in memory only once
            copies += Document.create(
                {
                    "contribution_id": contribution.id,
                    "name": paper.name,
                    "kind": paper.kind_id.name,
                    "date": paper.date,
                    "file": content,
                    "file_name": paper.document_name or paper.name,
                    "is_copy": True,
                    "res_model": receipt.res_model,
                    "res_id": receipt.res_id,
                    "reference": receipt.reference,
                    "source_evidence_id": paper.id,
                }
            )
            copies.flush_recordset()
            copies.invalidate_recordset(["file"])
        return copies
