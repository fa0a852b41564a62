from odoo import api, fields, models


def _round(days):
    """Whole days, at least one: more would be no help, and tell more."""
    return max(round(days), 1)


class SmeRequirementExperience(models.AbstractModel):
    """What is known of those who adapted to a requirement, and who can help to try."""

    _name = "sme.requirement.experience"
    _description = "Market Requirement: Experience"

    experience = fields.Char(
        string="Others who did it",
        compute="_compute_experience",
        compute_sudo=False,
        help="Firms that closed the gap and noted the days it took. Firms you cannot "
        "see are told from three up, of two organisations or more, and by threes.",
    )
    lab_offer_ids = fields.Many2many(
        "sme.lab.offer",
        string="Testbeds and labs",
        compute="_compute_lab_offer_ids",
        compute_sudo=False,
    )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_experience(self):
        """Two queries for a page of requirements, however many there are."""
        # what the user sees, never what a superuser who asks for them would
        Item = self.env["sme.adaptation.item"].sudo(False)
        seen, elsewhere, owners = {}, {}, {}
        known = self._origin
        if known and Item.has_access("read"):
            seen, elsewhere = Item._sum_up(known)
            ids = {owner for row in seen.values() for owner in row[2]}
            # sudo: names of organisations that shared their adaptation with the user
            owners_sudo = self.env["res.company"].sudo().browse(ids)
            others_sudo = owners_sudo - self.env.companies
            others_sudo.fetch(["name"])
            owners = {company.id: company.name for company in others_sudo}
        # translated once for the page, not for each row
        of_seen = self.env._("Firms you see: %(count)s, median days: %(days)s.")
        of_others = self.env._(
            "Firms of others: at least %(count)s, median days: %(days)s."
        )
        ask = self.env._("Ask through %(names)s.")
        for requirement in self:
            parts = []
            requirement_id = requirement._origin.id
            firms, days, ids = seen.get(requirement_id, (0, 0, []))
            if firms:
                parts.append(of_seen % {"count": firms, "days": _round(days)})
            count, days = elsewhere.get(requirement_id, (0, 0))
            if count:
                parts.append(of_others % {"count": count, "days": _round(days)})
            names = sorted(owners[owner] for owner in ids if owner in owners)
            if names:
                parts.append(ask % {"names": ", ".join(names)})
            requirement.experience = " ".join(parts) or False

    @api.depends("field_id", "sector", "country_id")
    def _compute_lab_offer_ids(self):
        """Those that fit the field and the sector, in the market itself first."""
        offers = self.env["sme.lab.offer"].search(
            [
                ("field_ids", "in", [*self.field_id.ids, False]),
                ("sector", "in", ["any", False, *self.mapped("sector")]),
            ]
        )
        for requirement in self:
            fitting = offers.filtered(
                lambda offer, requirement=requirement: (
                    (not offer.field_ids or requirement.field_id in offer.field_ids)
                    and offer.sector in ("any", False, requirement.sector)
                )
            )
            requirement.lab_offer_ids = fitting.sorted(
                lambda offer, requirement=requirement: (
                    offer.country_id != requirement.country_id
                )
            )
