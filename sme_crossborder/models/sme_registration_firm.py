from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.firm_key import name_key


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
    has_no_firm = fields.Boolean(
        string="From no firm",
        compute="_compute_has_no_firm",
        store=True,
        readonly=False,
        copy=False,
        help="From a university, an authority or the press: no firm is looked for.",
    )
    journey_id = fields.Many2one(
        "crm.lead",
        string="Journey begun",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The firm's journey that began with this workshop.",
    )
    firm_country_id = fields.Many2one(
        "res.country",
        string="Country of the firm",
        compute="_compute_firm_country_id",
        store=True,
        readonly=False,
        help="What joint organisers are told of the firm beside the name it gave, and "
        "where it counts as being from when 1:1 meetings are to cross a border.",
    )

    firm_name_key = fields.Char(
        compute="_compute_firm_name_key",
        store=True,
        help="The name given, as names of firms are compared.",
    )

    @api.depends("company_name")
    def _compute_firm_name_key(self):
        for one in self:
            one.firm_name_key = name_key(one.company_name) or False

    @api.depends("firm_id")
    def _compute_has_no_firm(self):
        for one in self:
            one.has_no_firm = one.has_no_firm and not one.firm_id

    @api.depends("firm_id")
    def _compute_firm_country_id(self):
        for one in self:
            known = one.firm_id.country_id or one.firm_country_id
            one.firm_country_id = known or one.partner_id.country_id

    @api.model
    def _boundary_fields(self):
        """Stock's own relations are stock's; ours must be what the user may read."""
        return ["firm_id", "journey_id"]

    def _only_ours(self):
        """Attendees of workshops: of other events the firm says nothing."""
        return self.filtered("event_id.is_workshop")

    # ------------------------------------------------------------------
    # Somebody says which firm it is
    # ------------------------------------------------------------------

    def action_confirm_firm(self):
        """Take the firms that are proposed.

        Context ``sme_seen_firm_id``: the one the user saw; another one is not taken.

        :raises UserError: none is proposed, or another one than was seen
        """
        seen = self.env.context.get("sme_seen_firm_id")
        waiting = self.filtered(lambda one: not one.firm_id)
        for one in waiting:
            firm = one.proposed_firm_id
            if not firm or (seen and seen != firm.id):
                raise UserError(
                    self.env._(
                        "No single firm is proposed for %(attendee)s any more. Choose "
                        "its file, begin a new one, or say that there is no firm.",
                        attendee=one.display_name,
                    )
                )
        for one in waiting:
            reason = one.proposal_reason
            one.firm_id = one.proposed_firm_id
            one._message_log(
                body=self.env._(
                    "Firm confirmed: %(firm)s. %(reason)s",
                    firm=one.firm_id.display_name,
                    reason=reason,
                )
            )

    def action_no_firm(self):
        """Say that the attendees come from no firm."""
        self.write({"has_no_firm": True, "firm_id": False})

    def action_first_contact(self):
        """Open the dialog that begins a file and a journey, or the journey begun."""
        self.ensure_one()
        if self.journey_id:
            return self.journey_id.get_formview_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("First contact"),
            "res_model": "sme.first.contact",
            "view_mode": "form",
            "target": "new",
            "context": {"default_registration_id": self.id},
        }
