from odoo import api, fields, models

FEW = 3


class SmePartnerLeadContact(models.AbstractModel):
    """What the third rung shows: whom to turn to, by name.

    Shown, never given: the contacts themselves stay with their owner, and so do the
    fields of the lead that name persons.
    """

    _name = "sme.partner.lead.contact"
    _description = "Partner Lead: Named Contact"

    rung = fields.Selection(
        selection=lambda self: self._labels_of_rung(),
        string="Open to us",
        compute="_compute_rung",
    )
    shared_contacts = fields.Html(
        string="Whom to turn to",
        compute="_compute_shared_contacts",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )
    tells_by_owner = fields.Boolean(
        string="Its organisation tells whose it is",
        compute="_compute_tells_by_owner",
        help="Who published a teaser and in which country its holder is stands on it: "
        "with few firms there, that says enough.",
    )

    @api.model
    def _labels_of_rung(self):
        teasers = self.env["sme.partner.lead.teaser"]
        return teasers._fields["rung"]._description_selection(self.env)

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_rung(self):
        ours_sudo = self.env["sme.partner.lead.rung"]._find_ours(self._origin)
        by_lead = ours_sudo.grouped("lead_id")
        for lead in self:
            lines_sudo = by_lead.get(lead._origin, ours_sudo.browse())
            lead.rung = "own" if lead.is_own else lines_sudo._get_highest()

    @api.depends("company_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_shared_contacts(self):
        for lead in self:
            contacts = lead._origin._get_shared_contacts()
            lead.shared_contacts = bool(contacts) and self.env["ir.qweb"]._render(
                "sme_crossborder.partner_lead_contacts", {"contacts": contacts}
            )

    def _get_shared_contacts(self):
        """Return whom a reader of another organisation is told, as plain values.

        The adviser and the persons the firm let be named; those of a firm only while
        an arrangement covers both organisations.

        :returns: list of dicts ``name``, ``role``, ``email``, ``phone``
        """
        if not self or self.is_own or not self.has_access("read"):
            return []
        ours_sudo = self.env["sme.partner.lead.rung"]._find_ours(self)
        lines_sudo = ours_sudo.filtered(lambda line: line.rung == "contact")
        return self._name_contacts(lines_sudo) if lines_sudo else []

    def _name_contacts(self, lines_sudo):
        """Return whom lines of the third rung name, as plain values.

        :param lines_sudo: `sme.partner.lead.rung` that name the contact to the reader
        :returns: list of dicts ``name``, ``role``, ``email``, ``phone``
        """
        # sudo: the adviser of a lead that was opened as far as this
        adviser_sudo = self.sudo()._get_adviser().sudo().partner_id
        contacts = [(adviser_sudo, self.env._("Adviser"))] if adviser_sudo else []
        for line_sudo in lines_sudo:
            if self._may_name_persons_to(line_sudo.partner_id):
                persons_sudo = line_sudo.person_ids & self._get_contact_persons()
                contacts += [(person, person.function) for person in persons_sudo]
        return [
            {
                "name": person.name,
                "role": role or "",
                "email": person.email or "",
                "phone": person.phone or "",
            }
            for person, role in dict(contacts).items()
        ]

    @api.depends("company_id", "country_id", "holder_kind", "is_anonymous")
    def _compute_tells_by_owner(self):
        """Whether the owner has fewer than three firms in the holder's country."""
        for lead in self:
            lead.tells_by_owner = (
                lead.is_anonymous
                and lead.holder_kind == "firm"
                and bool(lead.country_id)
                and self.env["sme.firm"].search_count(
                    [
                        ("company_id", "=", lead.company_id.id),
                        ("country_id", "=", lead.country_id.id),
                    ],
                    limit=FEW,
                )
                < FEW
            )
