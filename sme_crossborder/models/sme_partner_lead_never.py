from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class SmePartnerLeadNever(models.AbstractModel):
    """Organisations that never see a lead, whatever else was given to them."""

    _name = "sme.partner.lead.never"
    _description = "Partner Lead: Never Shown To"

    exclusion_ids = fields.One2many(
        "sme.partner.lead.exclusion",
        "lead_id",
        string="Lines of never shown to",
        copy=True,  # a competitor of the firm is one for the next lead too
    )
    # not a relation of its own: that could be searched by whoever reads the lead
    excluded_partner_ids = fields.Many2many(
        "res.partner",
        string="Never show to",
        compute="_compute_excluded_partner_ids",
        inverse="_inverse_excluded_partner_ids",
        search="_search_excluded_partner_ids",
        compute_sudo=False,
        domain=[("is_company", "=", True)],
        help="Organisations that support a competitor. They never see the lead, "
        "whoever else it is published or opened to; nor do their people who work for "
        "another organisation too. They are not told.",
    )
    is_withheld = fields.Boolean(
        string="Never shown to us",
        compute="_compute_is_withheld",
        search="_search_is_withheld",
        compute_sudo=True,
    )

    @api.depends("exclusion_ids.partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_excluded_partner_ids(self):
        """Under the reader's own rules: for others than the owner there are none."""
        lines = self.env["sme.partner.lead.exclusion"].search(
            [("lead_id", "in", self._origin.ids)]
        )
        by_lead = lines.grouped("lead_id")
        nobody = self.env["res.partner"]
        for lead in self:
            found = by_lead.get(lead._origin)
            lead.excluded_partner_ids = found.partner_id if found else nobody

    def _inverse_excluded_partner_ids(self):
        for lead in self:
            lines, wanted = lead.exclusion_ids, lead.excluded_partner_ids
            new = wanted - lines.partner_id
            lines.filtered(
                lambda line, kept=wanted: line.partner_id not in kept
            ).unlink()
            lines.create(
                [{"lead_id": lead.id, "partner_id": partner.id} for partner in new]
            )

    @api.model
    def _search_excluded_partner_ids(self, operator, value):
        if operator == "in" and False in value:
            nobody = Domain("exclusion_ids", "=", False)
            others = [partner_id for partner_id in value if partner_id]
            return nobody | Domain("exclusion_ids.partner_id", "in", others)
        if operator.startswith("not "):
            return NotImplemented  # the other way round, of those found
        return Domain("exclusion_ids", "any", [("partner_id", operator, value)])

    @api.depends("exclusion_ids.partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_withheld(self):
        mine = Domain("id", "in", self._origin.ids)
        kept = self._origin.with_context(active_test=False).search(
            mine & Domain("is_withheld", "=", False)
        )
        for lead in self:
            lead.is_withheld = bool(lead._origin) and lead._origin not in kept

    @api.model
    def _search_is_withheld(self, operator, value):
        """Of the user's organisations, switched on or not, one is on the list."""
        if operator != "in":
            return NotImplemented
        companies = {*self.env.companies.ids, *self.env.user._get_company_ids()}
        self.env["sme.partner.lead.exclusion"].flush_model(["lead_id", "partner_id"])
        self.env["res.company"].flush_model(["partner_id"])
        found = Domain(
            "id",
            "in",
            SQL(
                """(SELECT exclusion.lead_id
                      FROM sme_partner_lead_exclusion AS exclusion
                      JOIN res_company AS company USING (partner_id)
                     WHERE company.id = ANY(%s))""",
                sorted(companies),
            ),
        )
        if True in value and False in value:
            return Domain.TRUE
        return found if True in value else ~found

    @api.constrains("reviewer_partner_id")
    def _check_reviewer_not_excluded(self):
        for lead in self:
            # sudo: whether who is chosen is on the list; the user chose both
            lines_sudo = lead.sudo().exclusion_ids
            if lead.reviewer_partner_id in lines_sudo.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is never to be shown to %(company)s, so it cannot "
                        "review it. Choose another one.",
                        lead=lead.display_name,
                        company=lead.reviewer_partner_id.name,
                    )
                )

    def _get_excluded(self):
        # sudo: whom it is never shown to, for the audiences that keep them out
        return self.sudo().exclusion_ids.partner_id

    def _after_exclusion(self):
        """Who may read it has changed, whatever is known of it in memory."""
        self.invalidate_recordset(["exclusion_ids", "excluded_partner_ids"])
        self._update_teasers()
