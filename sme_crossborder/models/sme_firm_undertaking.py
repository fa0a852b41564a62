from odoo import api, fields, models

from ..tools.single_undertaking import single_undertakings

NO_LINK = (False, "none")


class SmeFirmUndertaking(models.AbstractModel):
    """Which enterprises share one de minimis ceiling with a firm."""

    _name = "sme.firm.undertaking"
    _description = "Firm File: Single Undertaking"

    undertaking_names = fields.Text(
        compute="_compute_undertaking_names",
        string="Single undertaking",
        help="Enterprises of the same Member State that share one de minimis ceiling "
        "with the firm, as far as the own files know (Regulation (EU) 2023/2831, "
        "Article 2(2)).",
    )

    @api.depends("link_ids.control", "link_ids.other_firm_id", "link_ids.country_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_undertaking_names(self):
        for firm in self:
            firm.undertaking_names = "\n".join(firm._get_single_undertaking()) or False

    def _get_single_undertaking(self):
        """Names of the enterprises that make one undertaking with the firm.

        :returns: sorted list of names, the firm's own not included
        """
        me = ("firm", self._origin.id or self.id)
        keys = self._get_undertaking_keys()
        return sorted(name for key, name in keys.items() if key != me)

    def _get_undertaking_keys(self):
        """Return who makes one undertaking with the firm, the firm included.

        :returns: ``{key: name}``; the key of an own file is ``("firm", id)``
        """
        self.ensure_one()
        firms = self._connected_firms()
        names, countries, links = {}, {}, []
        for firm in firms:
            key = ("firm", firm.id)
            names[key], countries[key] = firm.name, firm.country_id.code
            for link in firm.link_ids:
                if link.control in NO_LINK or link.direction == "person":
                    continue
                other = link._undertaking_key()
                names.setdefault(other, link.name)
                countries.setdefault(other, link.country_id.code)
                links.append((key, other, link.control))
        me = ("firm", self._origin.id or self.id)
        for group in single_undertakings(countries, links):
            if me in group:
                return {key: names[key] for key in group}
        return {}

    def _connected_firms(self):
        """Own files reachable over ties, in either direction."""
        seen = frontier = self
        while frontier:
            ties = self.env["sme.firm.link"].search(
                [("other_firm_id", "in", frontier.ids)]
            )
            reached = (frontier.link_ids.other_firm_id | ties.firm_id) - seen
            # an auditor reads a firm, but not always the ones tied to it
            frontier = reached._filtered_access("read")
            seen |= frontier
        return seen
