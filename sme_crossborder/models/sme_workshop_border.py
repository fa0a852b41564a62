from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# what stays with the organisation a workshop belongs to
OWNER_FIELDS = {
    "active",
    "company_id",
    "is_shown_publicly",
    "is_workshop",
    "workshop_organiser_ids",
    "workshop_project_id",
}


class SmeWorkshopBorder(models.AbstractModel):
    """What joint organisers may do on a workshop of another organisation."""

    _name = "sme.workshop.border"
    _crosses_organisations = True  # notes stay inside the house, see `sme.inside`
    _inherit = ["sme.read.only", "sme.own"]
    _description = "Workshop: Owner and Joint Organisers"

    sees_attendees = fields.Boolean(
        compute="_compute_sees_attendees", search="_search_sees_attendees"
    )

    @api.depends("company_id", "is_workshop", "workshop_organiser_ids.sees_persons")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_sees_attendees(self):
        """Whether its attendees are shown to the user's organisations."""
        for event in self:
            ours = event.workshop_organiser_ids.filtered(
                lambda one: one.company_id in self.env.companies
            )
            event.sees_attendees = event.is_own or (
                event.is_workshop and any(ours.mapped("sees_persons"))
            )

    @api.model
    def _search_sees_attendees(self, operator, value):
        """What record rules ask of everything that hangs on an attendee."""
        if operator != "in":
            return NotImplemented
        joint = Domain("is_workshop", "=", True) & Domain(
            "workshop_organiser_ids",
            "any",
            [
                ("company_id", "in", self.env.companies.ids),
                ("sees_persons", "=", True),
            ],
        )
        domain = Domain("is_own", "=", True) | joint
        return domain if True in value else ~domain

    def _only_ours(self):
        return super()._only_ours().filtered("is_workshop")

    @api.model
    def _get_owner_fields(self):
        return super()._get_owner_fields() | OWNER_FIELDS

    def write(self, vals):
        """Keep whose workshop it is, and with whom it is held, with its owner.

        :raises UserError: a joint organiser changes what is the owner's
        """
        closed = OWNER_FIELDS & vals.keys()
        if closed and not self.env.su:
            for event in self.filtered(lambda event: not event.is_own):
                changed = sorted(
                    self._fields[fname]._description_string(self.env)
                    for fname in closed
                )
                raise UserError(
                    self.env._(
                        "%(workshop)s belongs to %(owner)s: only its staff changes "
                        "%(fields)s. Write to them in the chatter, or leave that out.",
                        workshop=event.name,
                        # sudo: whose it is, which every organiser is told
                        owner=event.company_id.sudo().name,
                        fields=", ".join(changed),
                    )
                )
        return super().write(vals)
