from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selections import CHANNELS, LAWFUL_BASES


class SmeConsent(models.Model):
    """What a firm or a person of it agreed to, on which text, and until when.

    GDPR Article 7: who, when, which text, for what purpose; taking it back must be as
    easy as giving it.
    """

    _name = "sme.consent"
    _description = "Consent"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "date_given desc, id desc"
    _check_company_auto = True

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    firm_partner_id = fields.Many2one(related="firm_id.partner_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('parent_id', '=', firm_partner_id)]",
        help="Empty: the firm itself.",
    )
    company_id = fields.Many2one(
        related="firm_id.company_id", string="Controller", store=True, index=True
    )
    purpose_id = fields.Many2one(
        "sme.consent.purpose", required=True, ondelete="restrict", tracking=True
    )
    lawful_basis = fields.Selection(
        string="Lawful basis",
        selection=LAWFUL_BASES,
        default="consent",
        required=True,
        tracking=True,
    )
    text_version = fields.Char(
        string="Text version",
        required=True,
        help="Which wording was shown, for instance 2026-03 et.",
    )
    channel = fields.Selection(
        selection=CHANNELS,
        default="mail",
        required=True,
    )
    date_given = fields.Date(
        string="Given on",
        default=fields.Date.context_today,
        required=True,
        tracking=True,
    )
    date_withdrawn = fields.Date(string="Withdrawn on", tracking=True, copy=False)
    evidence_id = fields.Many2one(
        "sme.evidence",
        index="btree_not_null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    state = fields.Selection(
        selection=[("given", "Given"), ("withdrawn", "Withdrawn")],
        compute="_compute_state",
        store=True,
    )

    _dates_check = models.Constraint(
        "CHECK (date_withdrawn IS NULL OR date_withdrawn >= date_given)",
        "A consent cannot be withdrawn before it was given.",
    )

    @api.depends("date_withdrawn")
    def _compute_state(self):
        for consent in self:
            consent.state = "withdrawn" if consent.date_withdrawn else "given"

    @api.depends("purpose_id", "partner_id", "firm_id")
    def _compute_display_name(self):
        for consent in self:
            who = consent.partner_id.name or consent.firm_id.name or ""
            consent.display_name = f"{who}: {consent.purpose_id.name or ''}"

    @api.constrains("date_given", "date_withdrawn")
    def _check_not_in_future(self):
        today = fields.Date.context_today(self)
        for consent in self:
            latest = max(filter(None, (consent.date_given, consent.date_withdrawn)))
            if latest > today:
                raise ValidationError(
                    self.env._(
                        "The consent of %(who)s cannot be dated %(date)s, which is in "
                        "the future.",
                        who=consent.display_name,
                        date=latest,
                    )
                )

    @api.constrains("partner_id", "firm_id")
    def _check_person(self):
        for consent in self:
            person = consent.partner_id
            if person and person.parent_id != consent.firm_id.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a contact person of %(firm)s. Add the "
                        "person to the firm first.",
                        person=person.name,
                        firm=consent.firm_id.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("date_withdrawn"):
            # sudo: who was asked with this consent is asked no more, whoever notes it
            hosts_sudo = self.env["sme.guidance.host"].sudo()
            hosts_sudo.search([("consent_id", "in", self.ids)])._end()
        return result

    def action_withdraw(self):
        """Record that the consent is taken back today."""
        self.filtered(lambda c: not c.date_withdrawn).write(
            {"date_withdrawn": fields.Date.context_today(self)}
        )
