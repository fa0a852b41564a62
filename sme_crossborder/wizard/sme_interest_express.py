from odoo import api, fields, models
from odoo.exceptions import RedirectWarning
from odoo.fields import Command

from ..models.selections import CHANNELS

# which entry of the list of types a size class is
TYPE_OF_SIZE = {
    "micro": "sme_10",
    "small": "sme_49",
    "medium": "sme_249",
    "large": "large",
}


class SmeInterestExpress(models.TransientModel):
    """Asks for which firm an organisation is interested, and why."""

    _name = "sme.interest.express"
    _inherit = ["sme.dialog"]
    _description = "Express Interest"

    teaser_id = fields.Many2one(
        "sme.partner.lead.teaser",
        string="Partner lead",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        ondelete="cascade",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', possible_company_ids)]",
    )
    possible_company_ids = fields.Many2many(
        "res.company",
        "sme_interest_express_possible_rel",
        string="Organisations that may ask",
        compute="_compute_possible_company_ids",
    )
    firm_id = fields.Many2one(
        "sme.firm",
        ondelete="cascade",
        domain="[('company_id', '=', company_id)]",
        help="The owner of the lead is told its name and what you tell below, no more. "
        "Empty: you name the firm later.",
    )
    message = fields.Text(required=True)
    brings = fields.Text(string="What the firm brings")
    country_id = fields.Many2one(
        "res.country", compute="_compute_told", store=True, readonly=False
    )
    language_ids = fields.Many2many(
        "sme.language",
        string="Working languages",
        compute="_compute_told",
        store=True,
        readonly=False,
    )
    capability_ids = fields.Many2many(
        "sme.capability",
        string="Capabilities",
        compute="_compute_told",
        store=True,
        readonly=False,
    )
    partner_type_id = fields.Many2one(
        "sme.partner.type",
        string="Type and size",
        compute="_compute_told",
        store=True,
        readonly=False,
    )
    cooperation_type_ids = fields.Many2many(
        "sme.cooperation.type",
        string="Cooperation wanted",
        compute="_compute_cooperation_type_ids",
        store=True,
        readonly=False,
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    # how the firm agreed
    agreement_person = fields.Char(
        string="Who agreed", help="Who agreed for the firm to be named to the owner."
    )
    agreement_date = fields.Date(string="On", default=fields.Date.context_today)
    agreement_channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", default="mail"
    )
    person_ids = fields.Many2many(
        "res.partner",
        string="Persons named",
        domain="[('id', 'in', possible_person_ids)]",
        help="Told by name, e-mail and telephone once the interest is accepted.",
    )
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_interest_express_person_rel",
        string="Persons that may be named",
        compute="_compute_possible_person_ids",
    )

    @api.depends("teaser_id")
    @api.depends_context("allowed_company_ids")
    def _compute_possible_company_ids(self):
        for dialog in self:
            dialog.possible_company_ids = (
                self.env.companies - dialog.teaser_id.company_id
            )

    @api.depends("teaser_id")
    def _compute_company_id(self):
        """The organisation the user works in now, unless the lead is its own."""
        for dialog in self:
            possible = dialog.possible_company_ids._origin
            own = self.env.company & possible
            dialog.company_id = own or possible[:1]

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        """What one firm agreed to was not agreed to by the next."""
        self.agreement_person = self.person_ids = False

    @api.depends("firm_id")
    def _compute_told(self):
        """Propose what the file says; what is told is what stands here."""
        types = self.env["sme.partner.type"].search([("code", "!=", False)])
        by_code = {entry.code: entry for entry in types}
        for dialog in self:
            firm = dialog.firm_id
            dialog.country_id = firm.country_id or dialog.company_id.country_id
            dialog.language_ids = [Command.set(firm.language_ids.ids)]
            dialog.capability_ids = [Command.set(firm.capability_offered_ids.ids)]
            dialog.partner_type_id = by_code.get(TYPE_OF_SIZE.get(firm.size_class))

    @api.depends("teaser_id")
    def _compute_cooperation_type_ids(self):
        for dialog in self:
            wanted = dialog.teaser_id.cooperation_type_ids
            dialog.cooperation_type_ids = wanted if len(wanted) == 1 else False

    @api.depends("firm_id")
    def _compute_possible_person_ids(self):
        for dialog in self:
            persons = dialog.firm_id.partner_id.child_ids
            dialog.possible_person_ids = persons.filtered(
                lambda person: not person.is_company
            )

    def _prepare_values(self):
        """Return what :meth:`express` of an interest takes."""
        return {
            "message": self.message,
            "brings": self.brings,
            "firm_id": self.firm_id.id,
            "country_id": self.country_id.id,
            "language_ids": self.language_ids.ids,
            "capability_ids": self.capability_ids.ids,
            "partner_type_id": self.partner_type_id.id,
            "cooperation_type_ids": self.cooperation_type_ids.ids,
            "attachment_ids": self.attachment_ids.ids,
            "agreement_channel": self.agreement_channel,
            "agreement_date": self.agreement_date,
            "agreement_person": self.agreement_person,
            "person_ids": self.person_ids.ids,
        }

    def action_express(self):
        """Express the interest, and open it.

        :raises RedirectWarning: one waits for the firm already, which it opens
        """
        self.ensure_one()
        interests = self.env["sme.partner.lead.interest"]
        waiting = interests._find_waiting(
            self.teaser_id, self.company_id.partner_id, self.firm_id
        ).with_env(self.env)
        if waiting and waiting.has_access("read"):
            raise RedirectWarning(
                waiting._say_waiting(),
                waiting.get_formview_action(),
                self.env._("Open that interest"),
            )
        interest = interests.express(
            self.teaser_id, self.company_id, self._prepare_values()
        )
        return interest.get_formview_action()
