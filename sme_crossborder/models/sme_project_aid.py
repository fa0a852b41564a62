from odoo import api, fields, models

from .sme_aid_ceiling import DE_MINIMIS


class SmeProjectAid(models.AbstractModel):
    """What a project grants to firms, on which rule, and what services are worth."""

    _name = "sme.project.aid"
    _description = "Project: State Aid"

    granting_authority = fields.Char(
        string="Granting authority",
        help="Who grants the aid in the name of the state. Proposed for each grant.",
        tracking=True,
    )
    aid_rate_ids = fields.One2many(
        "sme.aid.rate",
        "project_id",
        string="Value of services",
        copy=True,
        help="What an hour, a service or an attendance is worth to a firm.",
    )

    @api.model
    def _get_aid_regimes(self):
        """Return the rules aid of a project can rest on, as a selection."""
        return self._fields["state_aid_regime"]._description_selection(self.env)

    @api.model
    def _get_aid_basis(self, regime, day):
        """Return the basis of aid granted under a regime on a day; none: False."""
        if regime == "de_minimis":
            return DE_MINIMIS[0] if not day or day.year >= 2024 else DE_MINIMIS[1]
        return False if regime == "none" else regime

    def _get_aid_rate(self, applies_to, kind=None):
        """Return the value of a kind: its own line, else the one for the others."""
        self.ensure_one()
        lines = self.aid_rate_ids.filtered(lambda line: line.applies_to == applies_to)
        own = lines.filtered(lambda line: kind and line.kind_id == kind)
        return (own or lines.filtered(lambda line: not line.kind_id))[:1]

    def _keep_aid_until(self, day):
        """Keep the records of a project as long as those of the aid it granted.

        The day only moves on: a later one that somebody typed stays, and aid that is
        withdrawn is kept too.

        :param date day: until when the aid is kept
        """
        # sudo: who grants in the name of a project need not be who administers it
        for project in self.sudo():
            if not project.date_aid_retention or project.date_aid_retention < day:
                project.date_aid_retention = day
