import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFeasibilityEvidence(models.Model):
    """A piece of evidence as it was when a study was signed: what it rested on.

    A copy, whatever becomes of the evidence in the firm's file. It stays in the
    organisation of the study, whoever the study is shared with.
    """

    _name = "sme.feasibility.evidence"
    _description = "Evidence of a Signed Study"
    _order = "version_id, id"

    version_id = fields.Many2one(
        "sme.feasibility.version", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="version_id.company_id", store=True, index=True, precompute=True
    )
    criterion = fields.Char()
    name = fields.Char(string="Evidence", required=True)
    kind = fields.Char()
    date = fields.Date(string="Dated")
    document = fields.Binary(attachment=True, required=True)
    document_name = fields.Char(string="Document name")
    checksum = fields.Char(
        string="SHA-256",
        required=True,
        help="Of the document: whoever holds a copy can tell that it is the same.",
    )

    @api.model
    def _freeze(self, scores, version):
        """Keep copies of what the scores of a study rest on. As superuser.

        :param scores: `sme.feasibility.score`
        :param version: the version just signed
        """
        self.create(
            [
                {
                    "version_id": version.id,
                    "criterion": line.name,
                    "name": evidence.name,
                    "kind": evidence.kind_id.name,
                    "date": evidence.date,
                    "document": evidence.document,
                    "document_name": evidence.document_name,
                    "checksum": self._get_checksum(evidence.document),
                }
                for line in scores.with_context(bin_size=False)
                for evidence in line.evidence_ids
            ]
        )

    @api.model
    def _get_checksum(self, document):
        return hashlib.sha256(base64.b64decode(document)).hexdigest()

    def _say(self):
        """Return what each is in one line, for a table of changes."""
        return [f"{one.criterion}: {one.name} ({one.checksum[:8]})" for one in self]

    def write(self, vals):
        """Keep what was signed: no user may write it, and no code of ours either.

        :raises UserError: as superuser
        """
        self._refuse_changing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._refuse_changing()

    def _refuse_changing(self):
        # users are refused by access: this keeps code out
        for evidence in self if self.env.su else ():
            raise UserError(
                self.env._(
                    "%(evidence)s is what %(version)s of %(study)s rests on, and stays "
                    "as it is. Make a new version of the study instead.",
                    evidence=evidence.name,
                    version=evidence.version_id.display_name,
                    study=evidence.version_id.study_id.name,
                )
            )
