import re

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .audience_field import AudienceField
from .sme_partner_lead_content import RIGHTS, STAGES
from .sme_partner_lead_rung import RUNGS

_WORD = re.compile(r"\w+")


class SmePartnerLeadTeaser(models.Model):
    """What other organisations read of a lead first: nothing that tells whose it is.

    A table of its own, written by the system when a lead is published. What is not in
    it cannot be searched, counted or grouped by, however a question is put; and a page
    of it costs what a page of any plain table costs.
    """

    _name = "sme.partner.lead.teaser"
    _description = "Partner Lead of Others"
    _inherit = [
        "sme.partner.lead.teaser.answers",
        "sme.partner.lead.terms",
        "sme.full.text",
    ]
    _order = "id desc"
    _rec_name = "title"
    _rec_names_search = ["reference", "words"]
    _full_text_fields = ("reference", "title", "summary", "translated_text")

    # whose, and for whom
    lead_id = fields.Many2one(
        "sme.partner.lead",
        required=True,
        ondelete="cascade",
        # a path to what the teaser leaves out
        groups="base.group_system",
    )
    company_id = fields.Many2one(
        "res.company", string="Organisation", required=True, index=True
    )
    # users cannot search another company
    partner_id = fields.Many2one(
        "res.partner",
        string="Published by",
        required=True,
        index=True,
        ondelete="restrict",
    )
    audience_id = AudienceField(
        "sme.audience",
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_system",
        prefetch="audience",
    )
    is_public = fields.Boolean(
        string="For everybody",
        help="The owner lets people outside the network read it too.",
    )
    is_own = fields.Boolean(
        string="Own", compute="_compute_is_own", search="_search_is_own"
    )
    rung = fields.Selection(
        selection=[("own", "Own"), ("teaser", "Teaser"), *RUNGS],
        string="Open to us",
        compute="_compute_rung",
        search="_search_rung",
        help="How much of the lead your organisation was told so far.",
    )
    state = fields.Selection(
        selection=[
            ("published", "Published"),
            ("revised", "Being revised"),
            ("on_hold", "On hold"),
            ("expired", "Expired"),
            ("closed", "Closed"),
        ],
        required=True,
        help="Whoever was told more than this page keeps it when a lead is over.",
    )
    # what it says
    reference = fields.Char(required=True)
    lead_type = fields.Selection(
        selection=lambda self: self._labels_of_lead("lead_type"),
        string="Type",
        required=True,
        index=True,
    )
    holder_kind = fields.Selection(
        selection=lambda self: self._labels_of_lead("holder_kind"),
        string="On behalf of a",
        required=True,
    )
    country_id = fields.Many2one("res.country", index=True, ondelete="restrict")
    language_id = fields.Many2one(
        "sme.language", string="Language of the text", ondelete="restrict"
    )
    title = fields.Char(string="Title as written")
    summary = fields.Text(string="Summary as written")
    translations = fields.Json(
        help="Title and summary in other languages, and whether somebody checked them."
    )
    # the same as one text, for the search alone
    translated_text = fields.Text(groups="base.group_system")
    shown_title = fields.Char(
        string="Title", compute="_compute_shown", search="_search_words"
    )
    shown_summary = fields.Text(
        string="Summary", compute="_compute_shown", search="_search_words"
    )
    words = fields.Char(
        compute="_compute_words",
        search="_search_words",
        exportable=False,
        help="Of title and summary, in any language they are there in.",
    )
    other_languages = fields.Html(
        compute="_compute_other_languages", sanitize=False, exportable=False
    )
    development_stage = fields.Selection(
        selection=STAGES, string="Stage of development"
    )
    ipr_status = fields.Selection(
        selection=RIGHTS, string="Intellectual property rights"
    )
    date_published = fields.Date(string="First published")
    date_expiry = fields.Date(string="Published until")
    # what it is found by
    capability_offered_ids = fields.Many2many(
        "sme.capability",
        "sme_partner_lead_teaser_capability_offered_rel",
        string="Capabilities offered",
    )
    capability_sought_ids = fields.Many2many(
        "sme.capability",
        "sme_partner_lead_teaser_capability_sought_rel",
        string="Capabilities sought",
    )
    market_keyword_ids = fields.Many2many(
        "sme.keyword",
        "sme_partner_lead_teaser_market_keyword_rel",
        string="Market keywords",
    )
    technology_keyword_ids = fields.Many2many(
        "sme.keyword",
        "sme_partner_lead_teaser_technology_keyword_rel",
        string="Technology keywords",
    )
    nace_ids = fields.Many2many(
        "sme.nace",
        string="Activities (NACE divisions)",
        help="Two digits only: a class of four can have one firm in a small country.",
    )
    cooperation_type_ids = fields.Many2many(
        "sme.cooperation.type", string="Types of cooperation"
    )
    partner_type_ids = fields.Many2many(
        "sme.partner.type", string="Type and size of partner"
    )
    target_country_ids = fields.Many2many(
        "res.country",
        "sme_partner_lead_teaser_target_country_rel",
        string="Target countries",
    )
    partner_language_ids = fields.Many2many(
        "sme.language",
        "sme_partner_lead_teaser_partner_language_rel",
        string="Languages of the partner",
    )
    # the call of a research request; what is planned for it would tell who plans it
    framework_programme = fields.Char(string="Framework programme")
    call_title = fields.Char(string="Title of the call")
    call_identifier = fields.Char(string="Identifier of the call")
    coordinator_required = fields.Selection(
        selection=[("yes", "Yes"), ("no", "No")], string="Coordinator sought"
    )
    interest_deadline = fields.Date(string="Last day to express interest")
    call_deadline = fields.Date(string="Deadline of the call")
    evaluation_scheme = fields.Text(string="Submission and evaluation scheme")
    budget = fields.Monetary(string="Budget expected", aggregator=None)
    currency_id = fields.Many2one("res.currency", ondelete="restrict")
    duration_weeks = fields.Integer(string="Duration in weeks", aggregator=None)

    _lead_uniq = models.UniqueIndex("(lead_id)")

    @api.model
    def _labels_of_lead(self, fname):
        return (
            self.env["sme.partner.lead"]._fields[fname]._description_selection(self.env)
        )

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------

    @api.depends("company_id")
    @api.depends_context("allowed_company_ids")
    def _compute_is_own(self):
        for teaser in self:
            teaser.is_own = teaser.company_id in self.env.companies

    @api.model
    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = Domain("company_id", "in", self.env.companies.ids)
        if True in value and False in value:
            return Domain.TRUE
        return own if True in value else ~own

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_rung(self):
        # sudo: which leads they are, to look up what was opened to the user's own
        # organisations
        leads_sudo = self.sudo().lead_id
        ours_sudo = self.env["sme.partner.lead.rung"]._find_ours(leads_sudo)
        by_lead = ours_sudo.grouped("lead_id")
        for teaser, teaser_sudo in zip(self, self.sudo(), strict=True):
            lines_sudo = by_lead.get(teaser_sudo.lead_id, ours_sudo.browse())
            teaser.rung = "own" if teaser.is_own else lines_sudo._get_highest()

    @api.model
    def _search_rung(self, operator, value):
        """Find what was opened to the user's organisations, and what was not."""
        if operator != "in":
            return NotImplemented
        lines_sudo = self.env["sme.partner.lead.rung"]._find_ours()
        contact = lines_sudo.filtered(lambda line: line.rung == "contact").lead_id
        profile = lines_sudo.lead_id - contact
        own = Domain("is_own", "=", True)
        found = {
            "own": own,
            "contact": self._domain_of_leads(contact) & ~own,
            "profile": self._domain_of_leads(profile) & ~own,
            "teaser": ~self._domain_of_leads(lines_sudo.lead_id) & ~own,
        }
        return Domain.OR(found[key] for key in value if key in found)

    @api.model
    def _domain_of_leads(self, leads):
        # users cannot ask for the lead of a teaser
        teasers_sudo = self.sudo().search([("lead_id", "in", leads.ids)])
        return Domain("id", "in", teasers_sudo.ids)

    def _write_multi(self, vals_list):
        """The system wrote it, whoever's act is saved at last.

        Values kept in memory are saved in the name of whoever saves next.
        """
        teasers = self.with_user(SUPERUSER_ID)
        return super(SmePartnerLeadTeaser, teasers)._write_multi(vals_list)

    def _get_circle(self):
        """Return to whom it is published: ``(scope, project)``, or nothing."""
        if not self or self.state != "published":
            return ()
        scope = "public" if self.is_public else self.audience_id.scope
        return scope, self.audience_id.project_id

    def action_open_lead(self):
        """Open the lead itself, where it is open to the user's organisation."""
        self.ensure_one()
        # sudo: the path to the lead; the user's own rights on it are asked then
        lead = self.sudo().lead_id.with_env(self.env)
        if not lead.has_access("read"):
            raise AccessError(
                self.env._(
                    "%(lead)s is not open to your organisation further than this.",
                    lead=self.display_name,
                )
            )
        return lead.get_formview_action()

    def _change_audience(self, _readers, _scope, _project, reason, **_kwargs):
        """What is taken back from a project is shown to nobody for now.

        Called when the owner leaves the project; see `sme.share.out`.
        """
        for teaser in self:
            # sudo: the path to the lead; the user's own rights on it are asked then
            lead = teaser.sudo().lead_id.with_env(self.env)
            lead.put_on_hold(reason)

    # ------------------------------------------------------------------
    # What is shown, in the reader's language
    # ------------------------------------------------------------------

    @api.depends("title", "summary", "translations")
    @api.depends_context("lang")
    def _compute_shown(self):
        """The reader's own language, else what it was written in."""
        code = self.env["sme.partner.lead"]._get_reader_language().code
        for teaser in self:
            [own] = [
                text for text in teaser.translations or [] if text["language"] == code
            ][:1] or [{}]
            teaser.shown_title = own.get("title") or teaser.title
            teaser.shown_summary = own.get("summary") or teaser.summary

    @api.depends("title", "reference", "translations")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Do not name what the user cannot read; see `sme.shared.mixin`.

        Stock takes the label of a relation as superuser: an interest, or a match with
        a number written into it, would name a lead that is closed to the user.
        """
        for teaser in self:
            teaser.display_name = teaser.shown_title or teaser.reference
        if not self.env.su or self.env.user._is_superuser() or self.env.user.share:
            return
        hidden = self._origin - self._origin.sudo(False)._filter_readable()
        for teaser in self:
            if teaser._origin in hidden:
                teaser.display_name = self.env._("Not shared with you")

    def _filter_readable(self):
        """Return what the user may read, by one query: names are asked for often."""
        if not self.browse().has_access("read"):
            return self.browse()
        return self.browse(self._search([("id", "in", self.ids)]))

    @api.depends("translations")
    @api.depends_context("lang")
    def _compute_other_languages(self):
        states = self.env["sme.partner.lead.translation"]._fields["state"]
        states = dict(states._description_selection(self.env))
        names = {
            language.code: language.name
            for language in self.env["sme.language"]
            .with_context(active_test=False)
            .search([])
        }
        for teaser in self:
            texts = [
                text
                | {
                    "language": names.get(text["language"], text["language"]),
                    "state": states.get(text["state"]),
                }
                for text in teaser.translations or []
            ]
            teaser.other_languages = bool(texts) and self.env["ir.qweb"]._render(
                "sme_crossborder.partner_lead_translations", {"texts": texts}
            )

    def _compute_words(self):
        """Only to be searched."""
        self.words = False

    @api.model
    def _search_words(self, operator, value):
        """Find words in title and summary, inflected or begun, in every language.

        A text finds what has all of its words.
        """
        if operator not in ("ilike", "=", "in"):
            return NotImplemented
        texts = [value] if isinstance(value, str) else list(value)
        return Domain.OR(
            self._full_text_domain(_WORD.findall(text))
            for text in texts
            if isinstance(text, str)
        )
