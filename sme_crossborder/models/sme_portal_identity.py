from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from .groups import COORDINATOR

KINDS = [("organisation", "Organisation"), ("firm", "Firm")]


class SmePortalIdentity(models.Model):
    """For which organisation or firm a portal user speaks, since when and until when.

    One user may speak for several, and several for one. Nothing else gives a portal
    user anything: neither the company above its contact nor a colleague's identity.
    Given and taken by a coordinator of the member organisation that answers for it. A
    line is never changed but to end it.
    """

    _name = "sme.portal.identity"
    _description = "Portal Access"
    _order = "date_end desc nulls first, id desc"
    _rec_name = "person_name"

    user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="cascade",
        # users cannot read portal users of others; the name stands beside it
        groups="base.group_system",
    )
    person_name = fields.Char(string="Person", required=True)
    login = fields.Char(string="Signs in as", required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Speaks for",
        required=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        selection=KINDS,
        string="Which is a",
        required=True,
        help="An organisation reads what is published to the network and to its "
        "projects; a firm reads what is published to everybody.",
    )
    firm_id = fields.Many2one("sme.firm", index="btree_not_null", ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        string="Given by",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        help="The member organisation that answers for it. For a firm: who keeps its "
        "file.",
    )
    date_start = fields.Date(
        string="Since", required=True, default=fields.Date.context_today
    )
    last_day = fields.Date(help="Empty: until it is taken away.")
    granted_user_id = fields.Many2one("res.users", string="Given by user")
    date_end = fields.Datetime(string="Taken away on")
    end_user_id = fields.Many2one("res.users", string="Taken away by")
    is_current = fields.Boolean(
        string="In force", compute="_compute_is_current", search="_search_is_current"
    )

    _open_uniq = models.UniqueIndex(
        "(user_id, partner_id) WHERE date_end IS NULL",
        "This person speaks for it already.",
    )

    @api.depends("firm_id.company_id")
    def _compute_company_id(self):
        """Whoever keeps the file of a firm answers for who speaks for the firm."""
        for identity in self:
            identity.company_id = identity.firm_id.company_id or identity.company_id

    @api.depends("person_name", "partner_id")
    def _compute_display_name(self):
        for identity in self:
            identity.display_name = self.env._(
                "%(person)s for %(organisation)s",
                person=identity.person_name,
                organisation=identity.partner_id.name,
            )

    @api.model
    def _get_current_domain(self):
        today = fields.Date.context_today(self)
        return (
            Domain("date_end", "=", False)
            & Domain("date_start", "<=", today)
            & (Domain("last_day", "=", False) | Domain("last_day", ">=", today))
        )

    @api.depends("date_start", "last_day", "date_end")
    def _compute_is_current(self):
        current = self.filtered_domain(self._get_current_domain())
        for identity in self:
            identity.is_current = identity in current

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._get_current_domain()
        return current if True in value else ~current

    # ------------------------------------------------------------------
    # Given and taken away
    # ------------------------------------------------------------------

    @api.private
    def grant(
        self, partner, person, email=None, company=None, last_day=None, note=None
    ):
        """Let a person speak for an organisation or a firm on the portal.

        Who has no portal user yet gets Odoo's own invitation by mail.

        :param partner: `res.partner` of the organisation, or of a firm with a file
        :param person: `res.partner` of the person
        :param str email: the address to invite; by default the person's
        :param company: `res.company` that answers for it; by default the user's one
        :param date last_day: until when; by default until it is taken away
        :param str note: written into the invitation
        :returns: `sme.portal.identity`
        :raises AccessError: the user is no coordinator of that organisation
        :raises UserError: the organisation works here itself or another one answers
            for it; the person works here as a user, or has no e-mail address
        """
        partner.check_access("read")
        person.check_access("read")
        kind, firm = self._get_kind(partner)
        company = firm.company_id or company or self.env.company
        self._check_coordinates(company, partner)
        self._check_partner(partner, firm, company)
        last_day = fields.Date.to_date(last_day) or False
        if last_day and last_day < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(person)s cannot speak for %(organisation)s until a day that is "
                    "over. Choose another last day, or leave it empty.",
                    person=person.name,
                    organisation=partner.name,
                )
            )
        user_sudo = self._invite(partner, person, email, note)
        # sudo: lines are nobody's to write; who may was checked
        lines_sudo = self.sudo()
        former_sudo = lines_sudo.search(
            [
                ("user_id", "=", user_sudo.id),
                ("partner_id", "=", partner.id),
                ("date_end", "=", False),
            ]
        )
        if former_sudo.is_current and former_sudo.last_day == last_day:
            return former_sudo.with_env(self.env)
        former_sudo._end()
        identity_sudo = lines_sudo.create(
            {
                "user_id": user_sudo.id,
                "person_name": user_sudo.name,
                "login": user_sudo.login,
                "partner_id": partner.id,
                "kind": kind,
                "firm_id": firm.id,
                "company_id": company.id,
                "last_day": last_day,
                "granted_user_id": self.env.uid,
            }
        )
        identity_sudo._log_act("granted")
        return identity_sudo.with_env(self.env)

    def action_revoke(self):
        """Take the access away, from this moment on.

        The user stays: it may speak for others, and Odoo's own *Portal access* of the
        contact ends it.

        :raises AccessError: the user is no coordinator of who gave it
        """
        self.check_access("read")
        for identity in self:
            self._check_coordinates(identity.company_id, identity.partner_id)
        # sudo: lines are nobody's to write; who may was checked
        open_sudo = self.sudo().filtered(lambda identity: not identity.date_end)
        open_sudo._end()
        for identity_sudo in open_sudo:
            identity_sudo._log_act("withdrawn")

    def _end(self):
        self.write({"date_end": fields.Datetime.now(), "end_user_id": self.env.uid})
        # before the next line begins: one holds at a time
        self.flush_recordset(["date_end"])

    def _check_coordinates(self, company, partner):
        if company not in self.env.companies or not self.env.user.has_group(
            COORDINATOR
        ):
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s decides who speaks for "
                    "%(organisation)s on the portal.",
                    # sudo: name of the organisation to ask
                    company=company.sudo().name,
                    organisation=partner.name,
                )
            )

    @api.model
    def _get_kind(self, partner):
        """Return whether a contact is an organisation or a firm, and its file."""
        # sudo: only whether the contact, which the user reads, is that of a file
        firm_sudo = (
            self.env["sme.firm"].sudo().search([("partner_id", "=", partner.id)])
        )
        return ("firm" if firm_sudo else "organisation"), firm_sudo[:1]

    def _check_partner(self, partner, firm, company):
        if not partner.is_company:
            raise UserError(
                self.env._(
                    "%(name)s is a person. Choose the organisation or the firm the "
                    "person speaks for.",
                    name=partner.name,
                )
            )
        if partner._get_company():
            raise UserError(
                self.env._(
                    "%(organisation)s works here with users of its own: nobody speaks "
                    "for it on the portal. Ask its coordinator to add a user.",
                    organisation=partner.name,
                )
            )
        # sudo: whether another organisation answers for it already, and its name
        others_sudo = self.sudo().search(
            Domain("partner_id", "=", partner.id)
            & Domain("company_id", "!=", company.id)
            & self._get_current_domain(),
            limit=1,
        )
        if others_sudo:
            raise UserError(
                self.env._(
                    "%(company)s answers for who speaks for %(organisation)s. Ask its "
                    "coordinator to let the person in.",
                    company=others_sudo.company_id.name,
                    organisation=partner.name,
                )
            )

    def _invite(self, partner, person, email, note):
        """Return the portal user of a person, as superuser, invited if it is new."""
        if person.is_company:
            raise UserError(
                self.env._(
                    "Choose the person who signs in: %(name)s is an organisation.",
                    name=person.name,
                )
            )
        email = email_normalize(email or person.email or "")
        if not email:
            raise UserError(
                self.env._(
                    "%(person)s has no e-mail address to send the invitation to. Enter "
                    "it.",
                    person=person.name,
                )
            )
        # sudo: whether the person, or who has the address, signs in here already
        users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        user_sudo = users_sudo.search([("partner_id", "=", person.id)], limit=1)
        user_sudo = user_sudo or users_sudo.search([("login", "=", email)], limit=1)
        internal = Domain("email_normalized", "=", email) & Domain("share", "=", False)
        if (user_sudo and not user_sudo.share) or users_sudo.search(internal, limit=1):
            raise UserError(
                self.env._(
                    "%(person)s, or who has the address %(email)s, works here as a "
                    "user of an organisation, and cannot speak for another one on the "
                    "portal.",
                    person=person.name,
                    email=email,
                )
            )
        if user_sudo.active and user_sudo._is_portal():
            return user_sudo
        if person.parent_id and person.parent_id != partner:
            # a contact of others gets neither an address nor a user from us
            raise UserError(
                self.env._(
                    "%(person)s is a contact of another organisation. Choose a contact "
                    "person of %(organisation)s, or enter a new one.",
                    person=person.name,
                    organisation=partner.name,
                )
            )
        if person.email != email:
            # under the user's own rights, not Odoo's dialog's
            person.email = email
        # sudo: inviting wants the right to manage contacts, which advisers need not
        # have; the coordinator's right to let this person in was checked
        wizard_sudo = self.env["portal.wizard"].sudo()
        wizard_sudo = wizard_sudo.create(
            {"partner_ids": [(6, 0, person.ids)], "welcome_message": note or False}
        )
        wizard_sudo.user_ids.action_grant_access()
        return person.sudo().user_ids[:1]

    def _log_act(self, act):
        """Write into the log of disclosures who speaks for whom, or no longer."""
        self.ensure_one()
        self.env["sme.disclosure"]._log(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "record_name": self.env._(
                        "Portal access: %(identity)s", identity=self.display_name
                    ),
                    "company_id": self.company_id.id,
                    "partner_id": self.partner_id.id,
                    "act": act,
                    "user_id": self.env.uid,
                    "date_end": self.last_day,
                }
            ]
        )

    # ------------------------------------------------------------------
    # What they may read
    # ------------------------------------------------------------------

    @api.model
    def _find_mine(self):
        """Return for whom the user speaks today, as superuser."""
        # sudo: the identities of the very user who asks
        mine_sudo = self.sudo()
        return mine_sudo.search(
            Domain("user_id", "=", self.env.uid) & self._get_current_domain(),
            order="kind desc, id",
        )

    def _get_kept_out(self):
        """Return the organisations on whose account leads are kept from them.

        Of a firm, that of its file too: a lead is kept from an organisation because
        it supports the competitor.
        """
        firms = self.filtered("firm_id")
        return self.partner_id | firms.company_id.partner_id

    def _select_audiences(self, mine):
        """Return the query for the audiences these identities read today.

        :param mine: every identity of the same user: what one must not see is not to
            be seen in another capacity either
        """
        Audience = self.env["sme.audience"]
        Audience._flush_readers()
        self.env["sme.audience.reader"].flush_model(["partner_id"])
        self.env["sme.project.member"].flush_model(["partner_id"])
        readers = SQL(
            """SELECT audience_id FROM sme_audience_reader AS reader
                WHERE reader.partner_id = ANY(%s) AND %s
            UNION ALL
               SELECT audience.id
                 FROM sme_project_member AS member
                 JOIN sme_audience AS audience USING (project_id)
                WHERE member.partner_id = ANY(%s) AND %s AND %s""",
            self.partner_id.ids,
            Audience._has_not_ended("reader"),
            self.partner_id.ids,
            Audience._has_begun("member"),
            Audience._has_not_ended("member"),
        )
        if "organisation" in self.mapped("kind"):
            readers = SQL("%s UNION ALL %s", readers, self._select_network())
        return self._without_kept_out(readers, mine)

    @api.model
    def _select_network(self):
        return SQL("SELECT id FROM sme_audience WHERE scope = 'network'")

    @api.model
    def _without_kept_out(self, audiences, mine):
        return SQL(
            """SELECT id FROM (%s) AS given (id)
                WHERE id NOT IN (SELECT audience_id FROM sme_audience_exclusion
                                  WHERE partner_id = ANY(%s))""",
            audiences,
            mine._get_kept_out().ids,
        )

    def _get_teaser_domain(self, mine=None):
        """Return which teasers these identities read today.

        :param mine: every identity of the same user; by default these
        """
        if not self:
            return Domain.FALSE
        mine = mine or self
        audiences = self._select_audiences(mine)
        found = self._through_audience(audiences)
        if "organisation" in self.mapped("kind"):
            return found
        everybody = self._without_kept_out(self._select_network(), mine)
        return found | (
            Domain("is_public", "=", True) & self._through_audience(everybody)
        )

    @api.model
    def _through_audience(self, audiences):
        return Domain("audience_id", "any", Domain("id", "in", SQL("(%s)", audiences)))

    def _get_held_domain(self):
        """Return which leads are of whom these identities speak for.

        What an organisation wrote for a firm is the firm's.
        """
        holders = self.filtered(lambda one: one.kind == "organisation").partner_id
        return Domain("firm_id", "in", self.firm_id.ids) | (
            Domain("firm_id", "=", False)
            & Domain("holder_partner_id", "in", holders.ids)
        )

    def _find_rungs(self, leads):
        """Return what was opened to whom these identities speak for, as superuser.

        :param leads: `sme.partner.lead`
        """
        return self._find_lines(Domain("lead_id", "in", leads.ids))

    def _find_opened(self):
        """Return the leads opened to whom these identities speak for, as superuser."""
        return self._find_lines(Domain.TRUE).lead_id

    def _find_lines(self, domain):
        # sudo: lines of the ladder; what was opened to these very organisations
        lines_sudo = self.env["sme.partner.lead.rung"].sudo()
        return lines_sudo.search(
            domain
            & Domain("partner_id", "in", self.partner_id.ids)
            & Domain("date_end", "=", False)
        )._filter_current()
