from odoo import models

from ..tools.qr import qr_uri


class SmeRegistrationPaper(models.AbstractModel):
    """What badge and ticket of an attendee say."""

    _name = "sme.registration.paper"
    _description = "Registration: Badge and Ticket"

    def get_paper_name(self):
        """Return what to call the attendee, who may have given an address alone."""
        self.ensure_one()
        return self.name or self.email or self.env._("Guest")

    def get_paper_code(self):
        """Return the attendee's QR code, which Odoo's scanner reads, as an image."""
        self.ensure_one()
        return qr_uri(self.barcode)
