from odoo import fields, models

from .selections import CHANNELS


class SmeHandOverAgreement(models.AbstractModel):
    """The firm's agreement to a hand-over, and the dialogs that ask for it."""

    _name = "sme.hand.over.agreement"
    _description = "Hand-over: The Firm's Agreement"

    agreement_channel = fields.Selection(
        selection=CHANNELS, string="Agreement given by"
    )
    agreement_date = fields.Date(string="Agreed on")
    agreement_person = fields.Char(string="Agreed by", help="Who agreed for the firm.")
    document = fields.Binary()
    document_name = fields.Char()

    def _get_agreement(self):
        """Return the agreement as :meth:`sme.hand.over.ask` takes it."""
        self.ensure_one()
        return {
            "agreement_channel": self.agreement_channel,
            "agreement_date": self.agreement_date,
            "agreement_person": self.agreement_person,
            "document": self.document,
            "document_name": self.document_name,
        }
