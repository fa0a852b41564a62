import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import human_size

from .reporting_lock import ACT, DOCUMENT, DOCUMENT_COLUMNS, keep_reported

# what a copy says of where it comes from: nobody types it
OF_COPIES = ("is_copy", "res_model", "res_id", "reference", "source_evidence_id")


class SmeReportingDocument(models.Model):
    """A paper that is reported: a copy of evidence, or what a member adds to it.

    A copy is made when the contribution is submitted, and names in words what it was
    of: whatever becomes of the evidence, of its record or of its file, the copy stays.
    """

    _name = "sme.reporting.document"
    _description = "Reported Document"
    _inherit = ["sme.boundary"]
    _order = "contribution_id, is_copy, kind, date, id"

    period_id = fields.Many2one(
        "sme.reporting.period",
        compute="_compute_period_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="cascade",
    )
    contribution_id = fields.Many2one(
        "sme.reporting.contribution",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: of the project's report itself.",
    )
    project_id = fields.Many2one(
        related="period_id.project_id", store=True, index=True, precompute=True
    )
    member_id = fields.Many2one(
        related="contribution_id.member_id", string="Organisation", store=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Reported by",
        compute="_compute_company_id",
        store=True,
        index=True,
    )
    name = fields.Char(required=True)
    kind = fields.Char(help="The kind of evidence, in words.")
    date = fields.Date(string="Dated")
    file = fields.Binary(attachment=True, required=True)
    file_name = fields.Char(string="Name of the file")
    size = fields.Integer(string="Bytes", readonly=True, aggregator="sum")
    size_text = fields.Char(string="Size", compute="_compute_size_text")
    checksum = fields.Char(
        string="Checksum (SHA-256)",
        readonly=True,
        help="Of the file's content: whoever has the file can compute it again.",
    )
    # what it was of: names and numbers, not references that something could re-point
    is_copy = fields.Boolean(
        string="Copy of evidence", readonly=True, help="Made when it was submitted."
    )
    res_model = fields.Char(string="Kind of the counted record", readonly=True)
    res_id = fields.Integer(
        string="Number of the counted record", readonly=True, aggregator=None
    )
    reference = fields.Char(
        string="Counted record",
        readonly=True,
        help="Names the record without naming the firm.",
    )
    source_evidence_id = fields.Integer(
        string="Number of the evidence", readonly=True, aggregator=None
    )
    is_closed = fields.Boolean(string="Reported", compute="_compute_is_closed")

    def init(self):  # pylint: disable=missing-return
        super().init()
        keep_reported(self.env.cr, DOCUMENT)

    @api.depends("contribution_id")
    def _compute_period_id(self):
        for document in self:
            document.period_id = (
                document.contribution_id.period_id or document.period_id
            )

    @api.depends("contribution_id.member_id.company_id", "period_id.company_id")
    def _compute_company_id(self):
        """Whose it is: the member's, and the lead's for one without users here."""
        for document in self:
            contribution = document.contribution_id
            document.company_id = (
                contribution.company_id
                if contribution
                else document.period_id.company_id
            )

    @api.depends("size")
    def _compute_size_text(self):
        for document in self:
            document.size_text = human_size(document.size)

    @api.depends("contribution_id.state", "period_id.state")
    def _compute_is_closed(self):
        for document in self:
            document.is_closed = (
                document.period_id.state == "approved"
                or document.contribution_id.state in ("submitted", "controlled")
            )

    @api.constrains("period_id", "contribution_id")
    def _check_period(self):
        for document in self.filtered("contribution_id"):
            if document.contribution_id.period_id != document.period_id:
                raise ValidationError(
                    self.env._(
                        "%(document)s belongs to the contribution %(contribution)s, "
                        "which is of another period.",
                        document=document.name,
                        contribution=document.contribution_id.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Written once
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        is_copying = self.env.context.get("_sme_reporting") is ACT
        vals_list = [
            {
                fname: vals[fname]
                for fname in vals
                if is_copying or fname not in OF_COPIES
            }
            for vals in vals_list
        ]
        for vals in vals_list:
            self._measure(vals)
            self.new(vals)._refuse_closed()
        return super().create(vals_list)

    def write(self, vals):
        self.check_access("write")
        if {*DOCUMENT_COLUMNS, "file"} & vals.keys():
            self._refuse_closed()
        vals = {fname: vals[fname] for fname in vals if fname not in OF_COPIES}
        self._measure(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._refuse_closed()

    def _refuse_closed(self):
        """:raises UserError: naming what was reported already"""
        for document in self.filtered("is_closed"):
            raise UserError(
                self.env._(
                    "%(document)s was reported with %(report)s and stays as it was. "
                    "Add what is missing when the contribution is returned, or in the "
                    "next period.",
                    document=document.name,
                    report=(
                        document.contribution_id or document.period_id
                    ).display_name,
                )
            )

    @api.model
    def _measure(self, vals):
        """Put size and checksum beside a file; nobody types them."""
        if "file" not in vals:
            for fname in ("size", "checksum"):
                vals.pop(fname, None)
            return
        content = base64.b64decode(vals["file"] or b"")
        vals["size"] = len(content)
        vals["checksum"] = hashlib.sha256(content).hexdigest()

    def _is_intact(self):
        """Whether the file is still what was reported, by its checksum."""
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        return hashlib.sha256(content).hexdigest() == self.checksum

    def action_verify(self):
        """Compute the checksums again, and say which files are not what they were."""
        self.check_access("read")
        changed = self.filtered(lambda document: not document._is_intact())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if changed else "success",
                "sticky": bool(changed),
                "message": (
                    self.env._(
                        "Not what was reported: %(names)s. Ask the administrator for "
                        "the backup of the file store.",
                        names=", ".join(changed.mapped("name")),
                    )
                    if changed
                    else self.env._(
                        "%(count)s files are unchanged since they were reported.",
                        count=len(self),
                    )
                ),
            },
        }
