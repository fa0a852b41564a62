from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .groups import ADVISER, COORDINATOR
from .selections import CHANNELS
from .sme_interest_named import OPEN_STATES

# What an organisation keeps to itself of an interest it expressed: which file it is
# for, who agreed in the firm, and the persons, who are shown once both sides agree.
KEPT_FIELDS = frozenset(
    {
        "firm_id",
        "person_ids",
        "agreement_channel",
        "agreement_date",
        "agreement_person",
        "agreement_note",
    }
)


class SmePartnerLeadInterest(models.Model):
    """An organisation's answer to a partner lead, for one of its firms.

    Read by the organisation that asks and by the one that published the lead, and
    written by their acts alone. It tells what the owner needs to decide; the file of
    the firm stays closed.
    """

    _name = "sme.partner.lead.interest"
    _description = "Interest in a Partner Lead"
    _inherit = [
        "sme.counts.for",
        "sme.kept.fields",
        "sme.thread",
        "sme.activity",
        "sme.interest.outcome",
        "sme.interest.said",
        "sme.interest.portal",
        "sme.interest.introducing",
        "sme.interest.agreeing",
        "sme.interest.telling",
        "sme.interest.deadline",
        "sme.interest.named",
        "sme.interest.asking",
        "sme.interest.answering",
        "sme.interest.accepting",
        "sme.interest.talk",
        "sme.interest.fit",
        "sme.interest.daily",
        "sme.interest.next",
    ]
    _counted_as = "interest"
    _order = "id desc"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id", "firm_name", "reference", "lead_title"]
    _mail_post_access = "read"
    # two organisations read it: notes stay in their house
    _crosses_organisations = True
    _kept_fields = KEPT_FIELDS

    # what is answered; the path to the lead is closed to who may read the teaser alone
    teaser_id = fields.Many2one(
        "sme.partner.lead.teaser",
        string="Partner lead",
        required=True,
        index=True,
        ondelete="cascade",
    )
    reference = fields.Char(related="teaser_id.reference", store=True)
    lead_title = fields.Char(
        string="Lead", required=True, help="As it was called when interest was shown."
    )
    owner_company_id = fields.Many2one(
        related="teaser_id.company_id",
        string="Owner of the lead",
        store=True,
        index=True,
    )
    # users cannot search another company
    owner_partner_id = fields.Many2one(
        related="teaser_id.partner_id", string="Published by", store=True, index=True
    )
    # who answers
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Works here as",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: an organisation without users of its own here.",
    )
    user_id = fields.Many2one("res.users", string="Adviser", index="btree_not_null")
    firm_id = fields.Many2one(
        "sme.firm", string="Firm's file", index="btree_not_null", ondelete="restrict"
    )
    firm_name = fields.Char(string="Firm", help="Empty: named later.")
    # what it tells
    message = fields.Text(required=True)
    brings = fields.Text(string="What the firm brings")
    country_id = fields.Many2one(
        "res.country", string="Country of the firm", index="btree_not_null"
    )
    language_ids = fields.Many2many("sme.language", string="Working languages")
    capability_ids = fields.Many2many("sme.capability", string="Capabilities")
    partner_type_id = fields.Many2one("sme.partner.type", string="Type and size")
    cooperation_type_ids = fields.Many2many(
        "sme.cooperation.type", string="Cooperation wanted"
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    # the asking firm lets itself be introduced
    agreement_channel = fields.Selection(
        selection=[("link", "Signed link"), *CHANNELS], string="Our firm agreed by"
    )
    agreement_date = fields.Date(string="Our firm agreed on")
    agreement_person = fields.Char(string="Who agreed for our firm")
    agreement_note = fields.Char(string="What else our firm said")
    person_ids = fields.Many2many("res.partner", string="Persons of our firm named")
    # where it is
    state = fields.Selection(
        selection=[
            ("new", "New"),
            ("review", "Under review"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Expired"),
        ],
        default="new",
        required=True,
        index=True,
        group_expand=True,
    )
    date_asked = fields.Date(string="Asked on", required=True)
    date_answered = fields.Date(string="Answered on")
    reason = fields.Text(help="Both organisations read it.")
    is_asking = fields.Boolean(
        string="Ours", compute="_compute_sides", search="_search_is_asking"
    )
    is_owner = fields.Boolean(
        string="To us", compute="_compute_sides", search="_search_is_owner"
    )
    can_answer = fields.Boolean(compute="_compute_sides")
    can_accept = fields.Boolean(compute="_compute_sides")
    can_withdraw = fields.Boolean(compute="_compute_sides")
    can_open_lead = fields.Boolean(compute="_compute_can_open_lead")

    _open_idx = models.Index(
        "(owner_company_id, answer_until) WHERE state IN ('new', 'review')"
    )

    @api.depends("partner_id.name", "firm_name")
    def _compute_display_name(self):
        for interest in self:
            # sudo: the organisation that asks has told its name
            names = [interest.sudo().partner_id.name, interest.firm_name]
            interest.display_name = ": ".join(filter(None, names))

    @api.depends("company_id", "owner_company_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_sides(self):
        coordinates = self.env.user.has_group(COORDINATOR)
        for interest in self:
            waits = interest.state in OPEN_STATES
            ours = interest.company_id in self.env.companies
            to_us = interest.owner_company_id in self.env.companies
            interest.is_asking = bool(interest.company_id) and ours
            interest.is_owner = to_us
            interest.can_answer = to_us and waits
            interest.can_accept = to_us and waits and coordinates
            interest.can_withdraw = interest.is_asking and waits

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_open_lead(self):
        for interest in self:
            lead = interest._get_lead()
            interest.can_open_lead = bool(lead) and lead.has_access("read")

    @api.model
    def _search_side(self, fname, operator, value):
        if operator != "in":
            return NotImplemented
        side = Domain(fname, "in", self.env.companies.ids)
        if True in value and False in value:
            return Domain.TRUE
        return side if True in value else ~side

    @api.model
    def _search_is_asking(self, operator, value):
        return self._search_side("company_id", operator, value)

    @api.model
    def _search_is_owner(self, operator, value):
        return self._search_side("owner_company_id", operator, value)

    # ------------------------------------------------------------------
    # Who may act
    # ------------------------------------------------------------------

    def _check_side(self, company):
        """Refuse an act of the other organisation.

        :param company: `res.company` whose act it is
        :raises AccessError: saying whose act it is
        """
        self.check_access("read")
        if company not in self.env.companies or not self.env.user.has_group(ADVISER):
            # sudo: name of the organisation to ask
            raise AccessError(
                self.env._(
                    "%(interest)s: only an adviser of %(company)s can do this.",
                    interest=self.display_name,
                    company=(company.sudo().name or self.partner_id.name),
                )
            )

    def _get_counted_company(self):
        """What is counted of an interest is the answer."""
        return self.owner_company_id

    def _get_lead(self):
        """Return the lead that is answered; the user's own rights on it hold."""
        # sudo: the path to the lead
        return self.sudo().teaser_id.lead_id.with_env(self.env)

    def _is_kept(self):
        """What is kept stays in the house that asks, whoever else reads."""
        return True

    def _only_ours(self):
        """See `sme.shared.mixin`: every interest is one of ours."""
        return self

    def action_open_teaser(self):
        """Open what the lead says to everybody it is published to."""
        self.ensure_one()
        self.check_access("read")
        self.teaser_id.check_access("read")
        return self.teaser_id.get_formview_action()

    def write(self, vals):
        """A firm that goes to another organisation takes its interests along."""
        if "company_id" in vals and self._is_handed_over():
            result = super().write(vals | self._prepare_new_house(vals["company_id"]))
            self._tell_new_house()
            return result
        return super().write(vals)
