from odoo import fields, models
from odoo.exceptions import UserError

from ..models.selections import CHANNELS


class SmePartnerLeadApprove(models.TransientModel):
    """Records how the firm agreed to what is published in its name."""

    _name = "sme.partner.lead.approve"
    _inherit = ["sme.dialog"]
    _description = "Record the Approval of a Lead"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, readonly=True, ondelete="cascade"
    )
    firm_id = fields.Many2one(related="lead_id.firm_id")
    channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", default="mail", required=True
    )
    date = fields.Date(string="On", default=fields.Date.context_today, required=True)
    person = fields.Char(
        string="Who agreed", required=True, help="Who agreed for the firm."
    )
    note = fields.Text(help="What else the firm said.")
    evidence_id = fields.Many2one(
        "sme.evidence",
        string="Paper kept already",
        domain="[('firm_id', '=', firm_id)]",
        ondelete="cascade",
    )
    document = fields.Binary(string="New paper", attachment=False)
    document_name = fields.Char()
    kind_id = fields.Many2one(
        "sme.evidence.kind", string="Kind of evidence", ondelete="cascade"
    )

    def action_record(self):
        """Keep the paper, if there is a new one, and record the approval.

        :raises UserError: a paper without its kind, or for a holder without a file
        """
        self.ensure_one()
        evidence = self.evidence_id
        if self.document and not evidence:
            evidence = self._keep_paper()
        self.lead_id.record_approval(
            self.channel, self.date, self.person, self.note, evidence
        )
        return {"type": "ir.actions.act_window_close"}

    def _keep_paper(self):
        if not self.firm_id:
            raise UserError(
                self.env._(
                    "%(holder)s has no firm file to keep the paper in. Attach it to "
                    "the lead instead.",
                    holder=self.lead_id.holder_name,
                )
            )
        if not self.kind_id:
            raise UserError(self.env._("Say which kind of evidence the paper is."))
        return self.env["sme.evidence"].create(
            {
                "name": self.env._(
                    "Approval of %(reference)s", reference=self.lead_id.reference
                ),
                "firm_id": self.firm_id.id,
                "kind_id": self.kind_id.id,
                "date": self.date,
                "document": self.document,
                "document_name": self.document_name,
            }
        )
