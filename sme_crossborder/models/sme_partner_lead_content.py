from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.lead_fields import FAMILIES, MAX_KEYWORDS

STAGES = [
    ("concept", "Concept stage"),
    ("development", "Under development"),
    ("lab", "Lab tested"),
    ("demonstration", "Available for demonstration"),
    ("market", "Already on the market"),
]
RIGHTS = [
    ("none", "No right applied for"),
    ("secret", "Secret know-how"),
    ("applied", "Applied for, not granted yet"),
    ("granted", "Granted"),
]


class SmePartnerLeadContent(models.AbstractModel):
    """What a lead says: its text, and the lists it is found by."""

    _name = "sme.partner.lead.content"
    _description = "Partner Lead: Content"

    title = fields.Char(index="trigram", tracking=True)
    summary = fields.Text(
        string="Short summary",
        help="Which country, which field, what is offered or sought, and in which kind "
        "of cooperation: what everybody reads first.",
    )
    description = fields.Text(
        help="Who the holder is, what it is about, what it is used for, why and how to "
        "cooperate."
    )
    advantages = fields.Text(string="Advantages and innovation")
    specification = fields.Text(
        string="Technical specification or expertise sought",
    )
    expected_role = fields.Text(string="Role of the partner")
    development_stage = fields.Selection(
        selection=STAGES, string="Stage of development"
    )
    ipr_status = fields.Selection(
        selection=RIGHTS, string="Intellectual property rights"
    )
    ipr_notes = fields.Text(string="Notes on these rights")
    # classification
    sdg_ids = fields.Many2many("sme.sdg", string="Sustainable development goals")
    sdg_none = fields.Boolean(string="No goal is relevant")
    capability_offered_ids = fields.Many2many(
        "sme.capability",
        "sme_partner_lead_capability_offered_rel",
        string="Capabilities offered",
    )
    capability_sought_ids = fields.Many2many(
        "sme.capability",
        "sme_partner_lead_capability_sought_rel",
        string="Capabilities sought",
    )
    market_keyword_ids = fields.Many2many(
        "sme.keyword",
        "sme_partner_lead_market_keyword_rel",
        string="Market keywords",
        domain=[("kind", "=", "market")],
    )
    technology_keyword_ids = fields.Many2many(
        "sme.keyword",
        "sme_partner_lead_technology_keyword_rel",
        string="Technology keywords",
        domain=[("kind", "=", "technology")],
    )
    nace_ids = fields.Many2many("sme.nace", string="Activities (NACE)")
    # the partner looked for
    cooperation_type_ids = fields.Many2many(
        "sme.cooperation.type", string="Types of cooperation"
    )
    allowed_cooperation_type_ids = fields.Many2many(
        "sme.cooperation.type",
        string="Types of cooperation to choose from",
        compute="_compute_allowed_cooperation_type_ids",
    )
    partner_type_ids = fields.Many2many(
        "sme.partner.type", string="Type and size of partner"
    )
    target_country_ids = fields.Many2many(
        "res.country",
        "sme_partner_lead_target_country_rel",
        string="Target countries",
        help="Where partners are looked for. Empty: everywhere but at home.",
    )
    target_home_allowed = fields.Boolean(
        string="Partners of the own country too",
        help="A lead looks abroad: its own country is a target only where this is set.",
    )
    partner_language_ids = fields.Many2many(
        "sme.language",
        "sme_partner_lead_partner_language_rel",
        string="Languages of the partner",
        help="In which languages a partner can work with the holder.",
    )

    @api.depends("lead_type")
    def _compute_allowed_cooperation_type_ids(self):
        every = self.env["sme.cooperation.type"].search([("active", "=", True)])
        for lead in self:
            family = FAMILIES.get(lead.lead_type)
            lead.allowed_cooperation_type_ids = (
                every.filtered(f"for_{family}") if family else every
            )

    @api.onchange("lead_type")
    def _onchange_lead_type(self):
        """What another type may ask for does not stay chosen unseen."""
        allowed = self.allowed_cooperation_type_ids
        self.cooperation_type_ids &= allowed
        if not self.cooperation_type_ids and len(allowed) == 1:
            self.cooperation_type_ids = allowed

    @api.onchange("sdg_ids")
    def _onchange_sdg_ids(self):
        if self.sdg_ids:
            self.sdg_none = False

    @api.onchange("sdg_none")
    def _onchange_sdg_none(self):
        if self.sdg_none:
            self.sdg_ids = False

    @api.constrains("cooperation_type_ids", "lead_type")
    def _check_cooperation_types(self):
        labels = dict(self._fields["lead_type"]._description_selection(self.env))
        for lead in self:
            unfit = lead.cooperation_type_ids.filtered(
                lambda kind, lead=lead: not kind[f"for_{FAMILIES[lead.lead_type]}"]
            )
            if unfit:
                raise ValidationError(
                    self.env._(
                        "%(lead)s: a %(type)s cannot ask for %(cooperation)s. Choose "
                        "another type of cooperation.",
                        lead=lead.display_name,
                        type=labels[lead.lead_type].lower(),
                        cooperation=unfit[:1].name,
                    )
                )

    @api.constrains("market_keyword_ids", "technology_keyword_ids")
    def _check_keywords(self):
        for lead in self:
            for kind in ("market", "technology"):
                fname = f"{kind}_keyword_ids"
                keywords = lead[fname]
                label = self._fields[fname]._description_string(self.env)
                if len(keywords) > MAX_KEYWORDS:
                    raise ValidationError(
                        self.env._(
                            "%(lead)s has %(count)s entries in %(field)s; at most "
                            "%(most)s are allowed. Keep the ones that say most.",
                            lead=lead.display_name,
                            count=len(keywords),
                            field=label,
                            most=MAX_KEYWORDS,
                        )
                    )
                other = keywords.filtered(lambda word, kind=kind: word.kind != kind)
                if other:
                    raise ValidationError(
                        self.env._(
                            "%(keyword)s does not belong into %(field)s. Choose it "
                            "from the other list.",
                            keyword=other[:1].name,
                            field=label,
                        )
                    )

    @api.constrains("target_country_ids", "target_home_allowed", "country_id")
    def _check_target_countries(self):
        for lead in self.filtered(lambda lead: not lead.target_home_allowed):
            if lead.country_id and lead.country_id in lead.target_country_ids:
                raise ValidationError(
                    self.env._(
                        "%(country)s is the holder's own country, so it is no target "
                        "of %(lead)s. Take it off, or allow partners of the own "
                        "country.",
                        country=lead.country_id.name,
                        lead=lead.display_name,
                    )
                )

    @api.constrains("sdg_ids", "sdg_none")
    def _check_sdg(self):
        for lead in self:
            if lead.sdg_none and lead.sdg_ids:
                raise ValidationError(
                    self.env._(
                        "%(lead)s names sustainable development goals and says that "
                        "none is relevant. Take one of the two off.",
                        lead=lead.display_name,
                    )
                )
