from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class SmeJourneySearch(models.AbstractModel):
    """Finds a page of journeys as fast among many as among few."""

    _name = "sme.journey.search"
    _description = "Journey: Search"

    is_stalled = fields.Boolean(
        string="Stalled",
        compute="_compute_is_stalled",
        search="_search_is_stalled",
        help="Longer in its stage than the stage allows.",
    )

    @api.depends("firm_id", "is_rotting")
    def _compute_is_stalled(self):
        for lead in self:
            lead.is_stalled = bool(lead.firm_id) and lead.is_rotting

    def _search_is_stalled(self, operator, value):
        """What rots, found in an index; stock forgets what has stood for a year."""
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        overdue = Domain.OR(
            Domain("stage_id", "=", stage.id)
            & Domain(
                "date_last_stage_update",
                "<",
                now - timedelta(days=stage.rotting_threshold_days),
            )
            for stage in self._get_journey_stages()
            if stage.rotting_threshold_days
        )
        pending = Domain("firm_id", "!=", False) & Domain("won_status", "=", "pending")
        stalled = pending & overdue
        return stalled if True in value else ~stalled

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Find a page of journeys first, and fetch it then.

        Finding reads an index alone. With all columns in the same query PostgreSQL
        would rather collect and sort everything the record rules let through.
        """
        if not limit or not self._is_about_journeys(domain):
            return super().search_fetch(domain, field_names, offset, limit, order)
        leads = super().search_fetch(domain, [], offset, limit, order)
        leads.fetch(field_names)
        return leads

    @api.model
    def _is_about_journeys(self, domain):
        conditions = Domain(domain).iter_conditions()
        return any(condition.field_expr == "firm_id" for condition in conditions)
