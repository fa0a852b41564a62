from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SmeJourneyStock(models.AbstractModel):
    """Keeps stock CRM's own mechanisms away from journeys."""

    _name = "sme.journey.stock"
    _description = "Journey: Stock CRM Kept Away"

    # ------------------------------------------------------------------
    # Team, owner and stage follow the firm, never the salesperson
    # ------------------------------------------------------------------

    @api.depends("firm_id")
    def _compute_team_id(self):
        journeys = self._filter_journeys()
        for lead in journeys:
            lead.team_id = self._journey_team_id()
        return super(SmeJourneyStock, self - journeys)._compute_team_id()

    @api.depends("firm_id")
    def _compute_company_id(self):
        journeys = self.filtered("firm_id")
        for lead in journeys:
            lead.company_id = lead.firm_id.company_id
        return super(SmeJourneyStock, self - journeys)._compute_company_id()

    @api.depends("firm_id")
    def _compute_stage_id(self):
        journeys = self._filter_journeys()
        first = self._get_journey_stages()[:1] if journeys else None
        for lead in journeys:
            lead.stage_id = lead.stage_id or first
        return super(SmeJourneyStock, self - journeys)._compute_stage_id()

    def _filter_journeys(self):
        """Journeys, and what is being filled in on the way to become one."""
        team = self._journey_team_id()
        return self.filtered(lambda lead: lead.firm_id or lead.team_id.id == team)

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        """Stock would offer stages of no team too: *New*, the global *Won*."""
        team = self._journey_team_id()
        if team_id != team and not (self and all(lead.firm_id for lead in self)):
            return super()._stage_find(team_id, domain, order, limit)
        domain = Domain("team_ids", "in", team) & Domain(domain or [])
        return self.env["crm.stage"].search(domain, order=order, limit=limit)

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Columns of the journeys' board: their eight stages, all of them."""
        if self.env.context.get("default_team_id") != self._journey_team_id():
            return super()._read_group_stage_ids(stages, domain)
        return self._get_journey_stages() | stages

    def get_formview_id(self, access_uid=None):
        """Links from mails, activities and other records open a journey's own form."""
        if self and all(lead.firm_id for lead in self):
            return self.env.ref("sme_crossborder.crm_lead_view_form_journey").id
        return super().get_formview_id(access_uid=access_uid)

    # ------------------------------------------------------------------
    # Predictive scoring: nothing in, nothing out
    # ------------------------------------------------------------------

    def _pls_get_naive_bayes_probabilities(self, batch_mode=False, is_tooltip=False):
        stock = self.filtered(lambda lead: not lead.firm_id)
        if self and not stock:
            return {}, {"probability": 0.0, "scores": []}
        return super(SmeJourneyStock, stock)._pls_get_naive_bayes_probabilities(
            batch_mode, is_tooltip
        ) or ({}, {})

    def _pls_increment_frequencies(self, from_state=None, to_state=None):
        stock = self.filtered(lambda lead: not lead.firm_id)
        return super(SmeJourneyStock, stock)._pls_increment_frequencies(
            from_state, to_state
        )

    def _pls_get_lead_pls_values(self, domain=None):
        if domain:
            domain = Domain(domain) & Domain("firm_id", "=", False)
        return super()._pls_get_lead_pls_values(domain=domain)

    # ------------------------------------------------------------------
    # Duplicates, merge
    # ------------------------------------------------------------------

    def _compute_potential_lead_duplicates(self):
        """Stock looks as superuser: no journey the reader cannot open is among them.

        A journey itself has none: one open journey for each firm and market.
        """
        journeys = self.filtered("firm_id")
        journeys.duplicate_lead_ids = False
        journeys.duplicate_lead_count = 0
        others = self - journeys
        result = super(SmeJourneyStock, others)._compute_potential_lead_duplicates()
        for lead in others:
            found = lead.duplicate_lead_ids.filtered("firm_id")
            hidden = found - found.sudo(False)._filtered_access("read").sudo()
            if hidden:
                lead.duplicate_lead_ids -= hidden
                lead.duplicate_lead_count -= len(hidden)
        return result

    def _merge_opportunity(
        self, user_id=False, team_id=False, auto_unlink=True, max_length=5
    ):
        for lead in self.filtered("firm_id"):
            raise UserError(
                self.env._(
                    "%(journey)s is a cross-border journey and cannot be merged. If "
                    "one firm has two files, merge the files.",
                    journey=lead.name,
                )
            )
        return super()._merge_opportunity(user_id, team_id, auto_unlink, max_length)
