from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .groups import ADVISER, COORDINATOR


class SmePartnerLeadReview(models.AbstractModel):
    """A second person reads a lead before the firm is asked."""

    _name = "sme.partner.lead.review"
    _description = "Partner Lead: Review"

    # Users cannot search another company, so they choose the organisation and the
    # company that works in this database is derived from it.
    reviewer_partner_id = fields.Many2one(
        "res.partner",
        string="Reviewed by",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('id', 'in', allowed_reviewer_ids)]",
        help="Another organisation of the project, whose coordinators read the lead "
        "while it is in review. Empty: a colleague.",
    )
    allowed_reviewer_ids = fields.Many2many(
        "res.partner",
        string="Organisations that could review it",
        compute="_compute_allowed_reviewer_ids",
    )
    reviewer_company_id = fields.Many2one(
        "res.company",
        string="Reviewer works here as",
        compute="_compute_reviewer_company_id",
        compute_sudo=True,
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    review_asked_user_id = fields.Many2one(
        "res.users", string="Review asked for by", readonly=True, copy=False
    )
    review_asked_date = fields.Datetime(
        string="Review asked for", readonly=True, copy=False
    )
    review_user_id = fields.Many2one(
        "res.users", string="Read by", readonly=True, copy=False
    )
    review_date = fields.Datetime(string="Read on", readonly=True, copy=False)
    review_comments = fields.Text(
        string="What the reviewer says", readonly=True, copy=False
    )
    review_alone_reason = fields.Char(
        string="Not read by a second person because", readonly=True, copy=False
    )
    can_review = fields.Boolean(
        compute="_compute_can_review", search="_search_can_review"
    )
    is_alone = fields.Boolean(
        compute="_compute_is_alone",
        help="The organisation has one person here: nobody could read it after them.",
    )

    @api.depends("project_id", "company_id")
    def _compute_allowed_reviewer_ids(self):
        for lead in self:
            members = lead.project_id.member_ids._filter_present()
            members = members.filtered(
                lambda member, lead=lead: (
                    member.company_id and member.company_id != lead.company_id
                )
            )
            lead.allowed_reviewer_ids = members.partner_id

    @api.depends("reviewer_partner_id")
    def _compute_reviewer_company_id(self):
        companies = self.env["res.company"].search(
            [("partner_id", "in", self.reviewer_partner_id.ids)]
        )
        by_partner = companies.grouped("partner_id")
        for lead in self:
            lead.reviewer_company_id = by_partner.get(lead.reviewer_partner_id)

    @api.depends("state", "company_id", "user_id", "reviewer_company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_review(self):
        for lead in self:
            lead.can_review = (
                lead.state == "review" and self.env.user in lead._get_reviewers()
            )

    @api.model
    def _search_can_review(self, operator, value):
        """Say what :meth:`_get_reviewers` says, as a domain."""
        if operator != "in":
            return NotImplemented
        companies = self.env.companies
        asked = Domain("reviewer_company_id", "in", companies.ids)
        own = Domain("company_id", "in", companies.ids)
        if not self.env.user.has_group(COORDINATOR):
            asked = Domain.FALSE
            own = Domain.OR(map(self._left_to_colleagues, companies))
        domain = Domain("state", "=", "review")
        domain &= asked | (own & Domain("reviewer_company_id", "=", False))
        for fname in self._get_author_fields():
            domain &= Domain(fname, "!=", self.env.uid)
        return domain if True in value else ~domain

    @api.model
    def _left_to_colleagues(self, company):
        """Return the domain of leads that no coordinator of the house may read."""
        house_sudo = self._get_house(company).sudo()  # sudo: roles of colleagues
        domain = Domain("company_id", "=", company.id)
        for user in house_sudo.filtered(lambda user: user.has_group(COORDINATOR)):
            domain &= Domain.OR(
                Domain(fname, "=", user.id) for fname in self._get_author_fields()
            )
        return domain

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_is_alone(self):
        for company, leads in self.grouped("company_id").items():
            leads.is_alone = self._get_house(company) == self.env.user

    # ------------------------------------------------------------------
    # Who may read it after whom
    # ------------------------------------------------------------------

    @api.model
    def _get_author_fields(self):
        return ("create_uid", "user_id", "text_user_id", "review_asked_user_id")

    def _get_authors(self):
        """Return everybody who had a hand in it: none of them is a second person."""
        self.ensure_one()
        authors = self.env["res.users"]
        for fname in self._get_author_fields():
            authors |= self[fname]
        return authors

    @api.model
    def _get_house(self, company):
        """Return who works in an organisation with one of our roles.

        Who keeps the system is at home in every organisation, and of one only if
        working there.
        """
        # sudo: users of an organisation are not readable to everybody
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.search(
            [
                ("company_ids", "in", company.ids),
                ("all_group_ids", "in", self.env.ref(ADVISER).ids),
                ("share", "=", False),
            ]
        )
        return users_sudo.filtered(
            lambda user: (
                user.company_id == company or not user.has_group("base.group_system")
            )
        ).sudo(False)

    def _get_reviewers(self):
        """Return who may read it as a second person.

        Coordinators of the organisation that was asked, or of the own one; where the
        own one has no other coordinator, any colleague.
        """
        self.ensure_one()
        authors = self._get_authors()
        if self.reviewer_company_id:
            house = self._get_house(self.reviewer_company_id)
            return house.filtered(lambda user: user.has_group(COORDINATOR)) - authors
        house = self._get_house(self.company_id) - authors
        # sudo: roles of colleagues
        coordinators = house.sudo().filtered(lambda user: user.has_group(COORDINATOR))
        return coordinators.sudo(False) or house

    def _check_may_review(self):
        """:raises AccessError: saying who can"""
        for lead in self:
            lead.check_access("read")
            reviewers = lead._get_reviewers()
            if self.env.user in reviewers:
                continue
            if self.env.user in lead._get_authors():
                raise AccessError(
                    self.env._(
                        "You wrote or answer for %(lead)s, so somebody else reads it. "
                        "It can be read by: %(reviewers)s.",
                        lead=lead.display_name,
                        reviewers=lead._name_reviewers(reviewers),
                    )
                )
            raise AccessError(
                self.env._(
                    "%(lead)s is read by a coordinator. It can be read by: "
                    "%(reviewers)s.",
                    lead=lead.display_name,
                    reviewers=lead._name_reviewers(reviewers),
                )
            )

    def _name_reviewers(self, reviewers):
        """Name colleagues; of another organisation, the organisation."""
        if self.reviewer_company_id:
            return self.reviewer_partner_id.name
        # sudo: names of colleagues
        names = ", ".join(reviewers.sudo().mapped("name"))
        return names or self.env._("nobody here. Ask another member of a project")

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_ask_review(self):
        """Ask a second person to read the lead.

        :raises UserError: what is missing or still to be solved, or nobody could read
        """
        self._check_state("draft")
        for lead in self:
            lead._check_filed()
            lead._check_quality()
            lead._check_reviewer()
            lead._act(
                {
                    "state": "review",
                    "review_asked_user_id": self.env.uid,
                    "review_asked_date": fields.Datetime.now(),
                    "review_user_id": False,
                    "review_date": False,
                    "review_alone_reason": False,
                }
            )
            reviewers = lead._get_reviewers()
            if not reviewers:
                raise UserError(
                    self.env._(
                        "Nobody but you could read %(lead)s. Choose another "
                        "organisation of its project under Reviewed by%(alone)s.",
                        lead=lead.display_name,
                        alone=(
                            self.env._(", or press Go on alone")
                            if lead.is_alone
                            else ""
                        ),
                    )
                )
            lead._note(
                self.env._(
                    "Given to be read by %(reviewer)s.",
                    reviewer=lead.reviewer_partner_id.name or self.env._("a colleague"),
                )
            )
            lead._plan(
                reviewers,
                self.env._(
                    "Read the partner lead of %(company)s",
                    company=lead.company_id.name,
                ),
                fields.Date.context_today(lead),
            )

    def _check_reviewer(self):
        """:raises UserError: the organisation asked to read it is no member today"""
        chosen = self.reviewer_partner_id
        if chosen and chosen not in self.allowed_reviewer_ids:
            raise UserError(
                self.env._(
                    "%(organisation)s cannot read %(lead)s: it works in no project "
                    "with you that the lead is part of. Choose another one, or leave "
                    "Reviewed by empty.",
                    organisation=chosen.name,
                    lead=self.display_name,
                )
            )

    def action_take_back(self):
        """Take it back from who reads it, or from the firm, to change it."""
        self._check_state("review", "approval")
        self._end_plans()
        self._forget_approval()
        self._act({"state": "draft"})
        self._note(self.env._("Taken back to be changed."))

    def action_accept_review(self):
        """Say as a second person that the lead may be put before the firm.

        :raises AccessError: the user had a hand in it, or has no such role
        """
        self._check_state_of_any("review")
        self._check_may_review()
        for lead in self:
            lead._check_quality()
        own = self._filter_own()
        # sudo: who reads it for another organisation may change nothing else
        self.sudo()._close_review({"state": "approval", "review_comments": False})
        self._note(self.env._("Read and accepted."))
        for lead_sudo in self.sudo():
            lead_sudo._plan(
                lead_sudo._get_adviser(),
                lambda env: env._("Ask the firm to approve the lead"),
            )
        return self._after_review(own)

    def return_with_comments(self, comments):
        """Give it back to the author.

        :param str comments: what is to be changed; told to the author
        :raises UserError: nothing is said
        :raises AccessError: the user had a hand in it, or has no such role
        """
        self._check_state_of_any("review")
        self._check_may_review()
        comments = (comments or "").strip()
        if not comments:
            raise UserError(
                self.env._("Say what is to be changed: the author is told.")
            )
        own = self._filter_own()
        # sudo: who reads it for another organisation may change nothing else
        self.sudo()._close_review({"state": "draft", "review_comments": comments})
        self._note(self.env._("Returned: %(comments)s", comments=comments))
        for lead_sudo in self.sudo():
            lead_sudo._plan(
                lead_sudo._get_adviser(), lambda env: env._("Change the lead as asked")
            )
        return self._after_review(own)

    def _close_review(self, vals):
        self._end_plans()
        self._act(
            {
                "review_user_id": self.env.uid,
                "review_date": fields.Datetime.now(),
                **vals,
            }
        )

    def _filter_own(self):
        return self.filtered(lambda lead: lead.company_id in self.env.companies)

    def _after_review(self, own):
        """What another organisation read is out of its sight now."""
        if own == self:
            return True
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_action_review"
        )
        # no way back to what cannot be opened any more
        return action | {"target": "main"}

    def go_on_alone(self, reason):
        """Go on to the firm without a second person, where there is none.

        :param str reason: kept with the lead
        :raises UserError: there is somebody, no reason is given, or findings are open
        """
        self._check_state("draft")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why nobody else could read the lead."))
        for lead in self:
            if not lead.is_alone:
                raise UserError(
                    self.env._(
                        "%(company)s has more than one person here, so a second one "
                        "reads %(lead)s: press Ask for review.",
                        company=lead.company_id.name,
                        lead=lead.display_name,
                    )
                )
            lead._check_quality()
        self._act(
            {
                "state": "approval",
                "review_alone_reason": reason,
                "review_user_id": False,
                "review_date": False,
                "review_comments": False,
            }
        )
        self._note(self.env._("Not read by a second person: %(reason)s", reason=reason))

    def action_return(self):
        """Open the dialog that asks what is to be changed."""
        return self._action_dialog("return", self.env._("Return with comments"))

    def action_go_on_alone(self):
        """Open the dialog that asks why nobody else reads it."""
        return self._action_dialog("alone", self.env._("Go on alone"))
