from odoo import api, fields, models


class SmeRegistrationFirm(models.AbstractModel):
    """The firm an attendee comes from: a file that somebody said it is.

    A file of the organisation a workshop belongs to, or of one that holds it jointly.
    Who may not read the file reads *Not shared with you*; the name the attendee gave
    (`company_name`) is what the event tells everybody who sees attendees.
    """

    _name = "sme.registration.firm"
    _description = "Registration: Firm"

    firm_id = fields.Many2one(
        "sme.firm",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The file of the firm the attendee comes from.",
    )

    @api.model
    def _boundary_fields(self):
        """Stock's own relations are stock's; a firm must be one the user may read."""
        return ["firm_id"]

    def _only_ours(self):
        """Attendees of workshops: of other events the firm says nothing."""
        return self.filtered("event_id.is_workshop")
