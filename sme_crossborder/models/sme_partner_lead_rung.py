from odoo import api, fields, models

from .selections import CHANNELS, THEIR_OWN

RUNGS = [("profile", "Profile"), ("contact", "Named contact")]


class SmePartnerLeadRung(models.Model):
    """How far a lead was opened to one organisation, since when, by whom and why.

    Written by the acts of the lead alone. A step is never changed: the next ends it.
    """

    _name = "sme.partner.lead.rung"
    _description = "Partner Lead Opened"
    _order = "date_end desc nulls first, id desc"
    _rec_name = "partner_id"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="lead_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Opened to",
        required=True,
        index=True,
        ondelete="restrict",
    )
    rung = fields.Selection(selection=RUNGS, string="Up to", required=True)
    date = fields.Datetime(string="Since", required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="Opened by", required=True)
    why = fields.Selection(
        selection=[
            ("given", "Given by the owner"),
            ("interest", "Interest accepted"),
        ],
        default="given",
        required=True,
    )
    reason = fields.Char()
    last_day = fields.Date(help="Empty: until it is closed.")
    date_end = fields.Datetime(string="Until")
    end_user_id = fields.Many2one("res.users", string="Ended by")
    end_reason = fields.Char(string="Ended because")
    # the named contact: whom the firm lets be told, and how it said so
    person_ids = fields.Many2many("res.partner", string="Persons named")
    agreement_channel = fields.Selection(
        selection=[*THEIR_OWN, *CHANNELS], string="Agreed by way of"
    )
    agreement_date = fields.Date(string="Agreed to be named on")
    agreement_person = fields.Char(string="Agreed for the firm by")
    agreement_note = fields.Char(string="What else was said")

    _open_uniq = models.UniqueIndex(
        "(lead_id, partner_id) WHERE date_end IS NULL",
        "The lead was opened to this organisation a moment ago. Look at it again.",
    )
    _open_idx = models.Index("(partner_id, lead_id) WHERE date_end IS NULL")

    @api.model
    def _get_today(self):
        return fields.Date.context_today(self)

    def _filter_current(self):
        """Leave out what ended, by an act or on its last day.

        And what is of a restricted file: it begins again once that is lifted.
        """
        today = self._get_today()
        running = self.filtered(
            lambda line: (
                not line.date_end and (not line.last_day or line.last_day >= today)
            )
        )
        # sudo: only whether the file of the lead is restricted
        return running.filtered(
            lambda line: not line.sudo().lead_id.firm_id.is_restricted
        )

    def _says(self, values):
        """Whether the line says already what is asked for."""
        return bool(self) and (
            (self.rung, self.last_day) == (values["rung"], values["last_day"])
            and self == self._filter_current()
            and set(self.person_ids.ids)
            == {
                person_id
                for _command, _id, ids in values.get("person_ids", [])
                for person_id in ids
            }
        )

    def _get_highest(self):
        """Return the highest of several rungs, or that of who has none."""
        found = set(self.mapped("rung"))
        return next(
            (rung for rung in ("contact", "profile") if rung in found), "teaser"
        )

    @api.model
    def _find_ours(self, leads=None):
        """Return what is open to the user's organisations, as superuser.

        :param leads: `sme.partner.lead`, readable or not; by default any
        """
        # sudo: what was opened to the organisations the user works in
        partners_sudo = self.env.companies.sudo().partner_id
        domain = [("partner_id", "in", partners_sudo.ids), ("date_end", "=", False)]
        if leads is not None:
            domain.append(("lead_id", "in", leads.ids))
        return self.sudo().search(domain)._filter_current()

    @api.depends("partner_id", "rung")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["rung"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{line.partner_id.name}: {labels.get(line.rung, '')}"

    def action_raise(self):
        """Open the dialog that opens the lead further to the same organisation."""
        self.ensure_one()
        return self.lead_id._action_open_to(self.partner_id, "contact")

    def action_close(self):
        """Open the dialog that asks why it is closed to the organisation."""
        self.ensure_one()
        return self.lead_id._action_close_to(self.partner_id)
