from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .selections import LAWFUL_BASES
from .sme_firm_contact import CONTACT_FIELDS
from .sme_firm_identity import IDENTITY_FIELDS
from .sme_hand_over_token import HAND_OVER

# records of their own, which are shared to read at most
LINE_FIELDS = ("product_ids", "year_ids", "link_ids", "consent_ids", "contact_ids")
_ATTACH = object()  # an object cannot travel over RPC


class SmeFirm(models.Model):
    """Our file on a firm: one for each organisation and legal entity."""

    _name = "sme.firm"
    _description = "Firm"
    _inherit = [
        "sme.firm.interest",
        "sme.firm.adaptation",
        "sme.firm.guidance",
        "sme.firm.feasibility",
        "sme.firm.aid",
        "sme.firm.partner.lead",  # these four before what they answer hooks of
        "sme.firm.journey",
        "sme.firm.persons",
        "sme.shared.mixin",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
        "sme.firm.identity",
        "sme.firm.search",
        "sme.firm.contact",
        "sme.firm.duplicate",
        "sme.firm.profile",
        "sme.firm.attached",
        "sme.firm.shown",
        "sme.firm.brief",
        "sme.firm.size",
        "sme.firm.undertaking",
        "sme.firm.eligibility",
        "sme.firm.proposed",
        "sme.firm.merge",
        "sme.firm.unite",
        "sme.firm.import",
        "sme.firm.register",
        "sme.firm.hand.over",
        "sme.firm.served",
        "sme.firm.readiness",
        "sme.firm.terms",
        "sme.firm.privacy",
        "sme.firm.retention",
    ]
    _order = "name, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        index=True,
        # never guessed where a user works in two organisations at once
        default=lambda self: (
            self.env.company if len(self.env.companies) == 1 else False
        ),
    )
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        string="Adviser",
        index="btree_not_null",
        # the system's own user advises nobody
        default=lambda self: self.env.user if self.env.uid != SUPERUSER_ID else False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    color = fields.Integer()

    country_flag = fields.Char(related="country_id.image_url", string="Flag")
    enrolment_ids = fields.One2many("sme.enrolment", "firm_id", string="Enrolments")

    # privacy
    privacy_notice_date = fields.Date(string="Privacy notice given", tracking=True)
    privacy_notice_version = fields.Char(string="Notice version")
    lawful_basis = fields.Selection(
        string="Lawful basis",
        selection=LAWFUL_BASES,
        tracking=True,
        help="Why the organisation may keep data on the firm's persons "
        "(GDPR Article 6(1)).",
    )
    evidence_ids = fields.One2many("sme.evidence", "firm_id")
    # a search through the field would tell who consented, whatever the rules say
    consent_ids = fields.One2many(
        "sme.consent",
        "firm_id",
        string="Consents",
        groups="sme_crossborder.group_sme_adviser",
    )

    _company_entity_uniq = models.UniqueIndex(
        "(company_id, entity_id)",
        "Your organisation already has a file on this firm (it may be archived). "
        "Search for its number and open that file instead.",
    )
    _partner_uniq = models.UniqueIndex(
        "(partner_id)", "This contact already belongs to a firm file."
    )
    # the list of one organisation, and of several at once
    _active_name_idx = models.Index("(name, id) WHERE active IS TRUE")
    _company_active_name_idx = models.Index(
        "(company_id, name, id) WHERE active IS TRUE"
    )
    # the panel's filter by country, and its count beside the page
    _company_country_name_idx = models.Index(
        "(company_id, country_id, name, id) WHERE active IS TRUE"
    )

    @api.constrains("user_id", "company_id")
    def _check_adviser(self):
        """The adviser gets the file's activities and mail: somebody of the house."""
        for firm in self:
            if firm.user_id and not firm.user_id._works_in(firm.company_id):
                raise ValidationError(
                    self.env._(
                        "The adviser of %(firm)s must be a user who works in "
                        "%(company)s. Choose one from the list.",
                        firm=firm.name,
                        company=firm.company_id.name,
                    )
                )

    @api.model
    def default_get(self, fields):
        """No default for the entity, whatever a context proposes."""
        defaults = super().default_get(fields)
        defaults.pop("entity_id", None)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        self._check_essentials(vals_list)
        self._check_own_organisation(vals_list)
        entity_ids = self._prepare_identities(vals_list)
        entity_ids = self._keep_apart(vals_list, entity_ids)
        self._refuse_second_file(vals_list, entity_ids)
        self._create_contacts(vals_list)
        for vals, entity_id in zip(vals_list, entity_ids, strict=True):
            vals["entity_id"] = entity_id
        attaching = self.with_context(_sme_attach=_ATTACH)
        with self.env["sme.entity"]._repeat_on_race():
            firms = super(SmeFirm, attaching).create(vals_list)
        return firms.with_env(self.env)

    def _has_field_access(self, field, operation):
        """Only our own create may set the entity; a context cannot carry the token."""
        if field.name == "entity_id":
            if self.env.context.get("_sme_attach") is _ATTACH:
                return True
            if operation == "write":
                return self.env.su
        return super()._has_field_access(field, operation)

    @api.model
    def _get_owner_fields(self):
        """Add what a guest could change only along with what is not shared."""
        return super()._get_owner_fields() | {*CONTACT_FIELDS, *LINE_FIELDS}

    def write(self, vals):
        if self.env.context.get("_sme_attach") is _ATTACH:
            return super().write(vals)  # our own, below
        vals = {key: value for key, value in vals.items() if key != "entity_id"}
        # first of all: a refusal further down would tell what may not be read
        self.check_access("write")
        self._refuse_new_owner(vals)
        if "active" in vals:
            if not vals["active"]:
                self._refuse_archive_on_journey()
            self.partner_id.write({"active": vals["active"]})
        if not {*IDENTITY_FIELDS, "country_id"} & vals.keys():
            return super().write(vals)
        for firm in self:
            firm._write_identity(vals)
        return True

    def _refuse_new_owner(self, vals):
        """A file stays with its organisation; a hand-over is an act of its own.

        :raises UserError: naming the file that was to change hands
        """
        if self.env.context.get("_sme_hand_over") is HAND_OVER:
            return
        for firm in self:
            if vals.get("company_id", firm.company_id.id) != firm.company_id.id:
                raise UserError(
                    self.env._(
                        "The file on %(firm)s belongs to %(company)s and cannot be "
                        "moved to another organisation by a write. A coordinator hands "
                        "it over with its button, or the other organisation makes its "
                        "own file on the firm.",
                        firm=firm.name,
                        company=firm.company_id.name,
                    )
                )

    def _write_identity(self, vals, current_key=None):
        """Write one file's numbers and move it to the entity they stand for.

        :param current_key: see :meth:`_reattach`
        """
        self.ensure_one()
        values = self._reattach(vals, current_key)
        entity_id = values.pop("entity_id")
        former_sudo = self.sudo().entity_id  # sudo: users cannot see the entity
        if entity_id != former_sudo.id:
            target = {
                "company_id": self.company_id.id,
                "country_id": self.country_id.id,
                "name": self.name,
                **values,
            }
            entity_id = self._keep_apart([target], [entity_id])[0]
            self._refuse_second_file([target], [entity_id])
            with former_sudo._repeat_on_race():
                self._attach(former_sudo.browse(entity_id))
            former_sudo._forget_without_file()
        self.with_context(_sme_attach=_ATTACH).write(values)

    def _attach(self, entity):
        """Have the file stand for an entity; callers have checked access."""
        # sudo: users cannot write the entity, which says who else has the firm
        self.sudo().with_context(_sme_attach=_ATTACH).write({"entity_id": entity.id})

    def _check_access(self, operation):
        """An auditor's rule looks at all enrolments; what it saw is not for reading.

        Odoo tests a rule as superuser and leaves what it read in the cache.
        """
        result = super()._check_access(operation)
        if not self.env.su and self._ids and self._is_only_auditor():
            self.invalidate_recordset(["enrolment_ids"])
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enrolled(self):
        # sudo: an enrolment of the firm counts whoever may read it
        for firm in self.filtered(lambda firm: firm.sudo().enrolment_ids):
            projects = firm.sudo().enrolment_ids.project_id.mapped("acronym")
            raise UserError(
                self.env._(
                    "%(firm)s cannot be deleted: it is enrolled in %(projects)s, and "
                    "the project's figures rest on it. Archive the file instead, or "
                    "have a project manager delete the enrolment first.",
                    firm=firm.name,
                    projects=", ".join(sorted(projects)),
                )
            )

    def unlink(self):
        """Delete files; their contacts go with them unless something else needs them.

        With ``sme_keep_contact`` in the context the contacts are left alone.
        """
        contacts = self.partner_id
        entities_sudo = self.sudo().entity_id  # sudo: to forget what they stood for
        result = super().unlink()
        entities_sudo._forget_without_file()
        if not self.env.context.get("sme_keep_contact"):
            contacts.exists()._unlink_or_archive()
        return result

    def copy_data(self, default=None):
        """A copy is a new firm: same profile, no number, a name that says so."""
        vals_list = super().copy_data(default)
        for firm, vals in zip(self, vals_list, strict=True):
            vals.setdefault("name", self.env._("%(name)s (copy)", name=firm.name or ""))
        return vals_list

    @api.model
    def _check_own_organisation(self, vals_list):
        """Refuse another organisation before any of its files is looked for.

        Checked by the rules only after the insert, it would be told from the error
        whether the other organisation has a file.
        """
        company_ids = {vals["company_id"] for vals in vals_list}
        if not self.env.su and company_ids - set(self.env.companies.ids):
            raise AccessError(
                self.env._(
                    "You can only add firms to an organisation you are working in. "
                    "Choose it at the top right first."
                )
            )

    @api.model
    def _check_essentials(self, vals_list):
        """Ask in words for what no file can do without.

        :raises ValidationError: naming the firm and what is missing
        """
        default_company = self.default_get(["company_id"]).get("company_id")
        for vals in vals_list:
            name = (vals.get("name") or "").strip()
            # a contact that is there already brings its name
            if not (name or vals.get("partner_id")):
                raise ValidationError(
                    self.env._("The legal name of the firm is missing. Type it.")
                )
            if not vals.get("country_id"):
                raise ValidationError(
                    self.env._(
                        "The country of registration of %(name)s is missing. A "
                        "number means nothing without its country.",
                        name=name,
                    )
                )
            vals.setdefault("company_id", default_company)
            if not vals["company_id"]:
                raise ValidationError(
                    self.env._(
                        "You work in several organisations at once. Say which of "
                        "them keeps the file on %(name)s.",
                        name=name,
                    )
                )
