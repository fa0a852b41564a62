import csv
import io

from odoo import api, models
from odoo.fields import Domain

BATCH = 1000
# printed on paper, some twelve pages; the workbook and the CSV hold all of them
ANNEX = 300


class SmeIndicatorReportReceipt(models.AbstractModel):
    """Receipts in the order of the figures they are behind.

    They are read in batches: neither memory nor the queries of a batch grow with how
    many there are.
    """

    _name = "sme.indicator.report.receipt"
    _description = "Hand over figures: Receipts"
    _inherit = ["sme.export.table"]

    def _get_receipt_domain(self):
        domain = Domain("project_id", "=", self.project_id.id)
        domain &= Domain("period_id", "=", self.period_id.id)
        if self.member_id:
            domain &= Domain("member_id", "=", self.member_id.id)
        if not self.with_left_out:
            domain &= Domain("is_counted", "=", True)
        return domain

    def _iter_receipts(self, limit=None):
        """Yield receipts the reader may read, a batch of records at a time.

        :param int limit: so many at most
        """
        Receipt = self.env["sme.indicator.receipt"]
        ids = Receipt.search(
            self._get_receipt_domain(),
            order="indicator_id, member_id, value_id, position",
            limit=limit,
        ).ids
        for start in range(0, len(ids), BATCH):
            if start:
                # all of the earlier batch was told: memory does not grow
                self.env["sme.indicator.receipt"].invalidate_model()
            yield Receipt.browse(ids[start : start + BATCH])

    def _get_receipt_header(self):
        return [
            self.env._("Indicator"),
            self.env._("Title"),
            self.env._("Organisation"),
            self.env._("Number"),
            self.env._("Kind of record"),
            self.env._("Reference"),
            self.env._("Date"),
            self.env._("Counted"),
            self.env._("Amount"),
            self.env._("Correction"),
            self.env._("Reason"),
            self.env._("Legal name"),
            self.env._("Registry number"),
        ]

    def _prepare_receipt(self, receipt, kinds):
        """Return the cells of a receipt, in the order of the header.

        :param dict kinds: names of the kinds of record met so far, filled in here
        """
        if receipt.res_model not in kinds:
            kinds[receipt.res_model] = self._get_record_kind(receipt.res_model)
        return [
            receipt.indicator_id.code,
            receipt.indicator_id.name,
            receipt.member_id.partner_id.name or "",
            receipt.position,
            kinds[receipt.res_model],
            receipt.reference or "",
            receipt.date,
            receipt.is_counted,
            receipt.amount,
            receipt.is_correction,
            receipt.reason_text or "",
            receipt.legal_name or "",
            receipt.registry_number or "",
        ]

    @api.model
    def _get_record_kind(self, name):
        """Return what people call records of a model."""
        if name == "crm.lead":
            return self.env._("Journey")
        return self.env["ir.model"]._get(name).name or ""

    def _write_receipts(self, file):
        """Write a CSV that spreadsheets open by a click.

        UTF-8 with its mark; a text that would be a formula is marked as a text. After
        semicolons stand decimal commas, as where lists are divided so.

        :param file: binary file open for writing
        """
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        is_comma = self.separator == "comma"
        writer = csv.writer(text, delimiter="," if is_comma else ";")
        writer.writerow(self._get_receipt_header())
        kinds = {}
        for receipts in self._iter_receipts():
            for receipt in receipts:
                cells = self._prepare_receipt(receipt, kinds)
                writer.writerow([self._to_csv(cell, is_comma) for cell in cells])
        text.flush()
        text.detach()

    def _to_csv(self, cell, is_comma):
        if isinstance(cell, bool):
            return self.env._("Yes") if cell else self.env._("No")
        if isinstance(cell, float):
            number = f"{cell:.2f}".rstrip("0").rstrip(".")
            return number if is_comma else number.replace(".", ",")
        if isinstance(cell, str):
            return self._harmless(cell)
        return cell or ""

    def _build_annex(self):
        """Return the receipts for print, by indicator, and how many are left out.

        :returns: ``(groups, total)``; groups of ``code``, ``name`` and ``rows``
        """
        groups = {}
        kinds = {}
        for receipts in self._iter_receipts(limit=ANNEX):
            for receipt in receipts:
                row = self._prepare_receipt(receipt, kinds)
                groups.setdefault(tuple(row[:2]), []).append(row)
        Receipt = self.env["sme.indicator.receipt"]
        total = Receipt.search_count(self._get_receipt_domain())
        annex = [
            {"code": code, "name": name, "rows": rows}
            for (code, name), rows in groups.items()
        ]
        return annex, total
