from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeNoted(models.AbstractModel):
    """What a user notes of a firm, on one of its journeys: a service, a barrier met."""

    _name = "sme.noted"
    _inherit = ["sme.boundary", "sme.thread"]
    _description = "Noted of a Firm"

    name = fields.Char(required=True, index="trigram", tracking=True)
    firm_id = fields.Many2one(
        "sme.firm",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_firm_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="firm_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Done by",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )

    @api.depends("lead_id")
    def _compute_firm_id(self):
        for note in self:
            note.firm_id = note.lead_id.firm_id or note.firm_id

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        """What is done for a firm on one journey only is done on that one."""
        if self.firm_id and self.lead_id.firm_id != self.firm_id:
            self.lead_id = self.firm_id._get_only_journey()

    @api.constrains("name")
    def _check_name(self):
        for note in self:
            if not note.name.strip():
                raise ValidationError(
                    self.env._(
                        "%(field)s is empty: say it in a few words.",
                        field=self._fields["name"]._description_string(self.env),
                    )
                )

    @api.constrains("firm_id", "lead_id")
    def _check_lead(self):
        for note in self:
            if note.lead_id and note.lead_id.firm_id != note.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(note)s is noted for %(firm)s, but its journey is of another "
                        "firm. Choose a journey of the same firm.",
                        note=note.name,
                        firm=note.firm_id.name,
                    )
                )

    def _is_noted_by_guest(self):
        """Whether somebody of another organisation noted it on a shared journey."""
        lead = self.lead_id.with_user(self.user_id)
        return bool(lead) and lead.with_context(
            allowed_company_ids=self.user_id.sudo().company_ids.ids
        ).has_access("write")

    def _is_noted_before_hand_over(self):
        """Whether it was done in an organisation that had the file at that time."""
        # sudo: who had the file before, and a user's organisations
        hand_overs_sudo = self.env["sme.hand.over"].sudo()
        hand_overs_sudo = hand_overs_sudo.search(
            [("firm_id", "=", self.firm_id.id), ("state", "=", "accepted")]
        )
        return bool(hand_overs_sudo.company_id & self.user_id.sudo().company_ids)

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for note in self:
            if not (
                note.user_id._works_in(note.company_id)
                or note._is_noted_by_guest()
                or note._is_noted_before_hand_over()
            ):
                raise ValidationError(
                    self.env._(
                        "%(note)s cannot have been done by %(user)s, who does not work "
                        "in %(company)s.",
                        note=note.name,
                        user=note.user_id.name,
                        company=note.company_id.name,
                    )
                )
