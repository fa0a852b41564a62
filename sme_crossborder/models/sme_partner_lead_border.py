from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .sme_hand_over_token import HAND_OVER

_ACT = object()  # an object cannot travel over RPC

# what the acts of the life cycle write, and nothing else may
ACT_FIELDS = {
    "reference": False,
    "state": "draft",
    "date_published": False,
    "date_expiry": False,
}


class SmePartnerLeadBorder(models.AbstractModel):
    """What no path may write on a lead but the acts of its life cycle."""

    _name = "sme.partner.lead.border"
    _description = "Partner Lead: What Is Not Typed"

    # life cycle
    date_published = fields.Date(string="First published", readonly=True, copy=False)
    date_expiry = fields.Date(string="Published until", readonly=True, copy=False)

    @api.model
    def _get_act(self):
        return _ACT

    @api.model
    def _is_act(self):
        return self.env.su or self.env.context.get("_sme_lead_act") is _ACT

    @api.model
    def _without_typed(self, vals):
        """Return the values of a new lead, whatever a context proposes.

        :raises UserError: naming the field that follows from an act
        """
        if self._is_act():
            return vals
        self._refuse_typed(vals)
        return vals | ACT_FIELDS

    @api.model
    def _refuse_typed(self, vals):
        for fname in ACT_FIELDS.keys() & vals.keys():
            # a list that was exported may say what is so already
            if vals[fname] and vals[fname] != ACT_FIELDS[fname]:
                self._raise_typed(fname)

    @api.model
    def _raise_typed(self, fname):
        raise UserError(
            self.env._(
                "%(field)s follows from what is done with a lead and cannot be typed "
                "or imported. Leave it out, and use the buttons of the lead.",
                field=self._fields[fname]._description_string(self.env),
            )
        )

    def write(self, vals):
        if not self._is_act():
            for fname in ACT_FIELDS.keys() & vals.keys():
                to_cache = self._fields[fname].convert_to_cache
                for lead in self:
                    if to_cache(vals[fname], lead) != to_cache(lead[fname], lead):
                        self._raise_typed(fname)
            vals = {key: vals[key] for key in vals if key not in ACT_FIELDS}
        if self.env.context.get("_sme_hand_over") is HAND_OVER:
            # the firm has its new adviser already
            vals = vals | {"user_id": self.firm_id.user_id.id}
        else:
            self._refuse_new_owner(vals)
        return super().write(vals)

    def _refuse_new_owner(self, vals):
        """A lead stays with its organisation; it follows its firm when that moves."""
        for lead in self:
            if vals.get("company_id", lead.company_id.id) != lead.company_id.id:
                raise UserError(
                    self.env._(
                        "%(lead)s belongs to %(company)s and cannot be moved to "
                        "another organisation. Write a new one there.",
                        lead=lead.display_name,
                        company=lead.company_id.name,
                    )
                )

    def _act(self, vals):
        """Write what an act decides; its callers have checked who acts, and when."""
        return self.with_context(_sme_lead_act=_ACT).write(vals)

    def _note(self, body):
        """Leave a line in the chatter, for the owner to read, whoever acted."""
        author = self.env.user.partner_id
        for lead in self:
            # as the system: else a line of a reviewer would stay in the own house
            lead.with_user(SUPERUSER_ID)._message_log(body=body, author_id=author.id)

    def _only_ours(self):
        """See `sme.shared.mixin`: every lead is one of ours."""
        return self
