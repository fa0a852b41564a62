from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

# Actions of these modules are built for opportunities; ours have journeys in mind.
STOCK_ACTIONS = ("crm.", "crm_", "sms.", "partnership.")


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

    @api.depends("firm_id")
    def _compute_user_company_ids(self):
        """Let guests open stock's form: it wants the owner read, which they may not."""
        journeys = self.filtered("firm_id")
        # sudo: whose the journey is, which its readers are told
        for lead_sudo in journeys.sudo():
            lead_sudo.user_company_ids = lead_sudo.company_id
        return super(SmeJourneyStock, self - journeys)._compute_user_company_ids()

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
        team = self.env.context.get("default_team_id")
        own = self._get_journey_stages()
        if team == self._journey_team_id() or (stages and stages <= own):
            return own | stages
        return super()._read_group_stage_ids(stages, domain)

    def get_formview_id(self, access_uid=None):
        """Links from mails, activities and other records open a journey's own form."""
        if self and all(lead.firm_id for lead in self):
            return self.env.ref("sme_crossborder.crm_lead_view_form_journey").id
        return super().get_formview_id(access_uid=access_uid)

    @api.model
    def get_views(self, views, options=None):
        """Keep stock's own actions (merge, convert, enrich, ...) off our screens."""
        result = super().get_views(views, options)
        # the id alone, from memory: a view that is named need not be looked up
        find_id = self.env["ir.model.data"]._xmlid_to_res_id
        for kind, view in result["views"].items():
            actions = view.get("toolbar", {}).get("action")
            own_id = find_id(f"sme_crossborder.crm_lead_view_{kind}_journey")
            if actions and own_id and view["id"] == own_id:
                ids = tuple(action["id"] for action in actions)
                stock = self._get_stock_actions(ids)
                view["toolbar"]["action"] = [
                    action for action in actions if action["id"] not in stock
                ]
        return result

    @api.model
    @ormcache("action_ids")
    def _get_stock_actions(self, action_ids):
        """Return which of some actions were made for stock opportunities.

        What a module brought does not change while the server runs.
        """
        found = set()
        for model in ("ir.actions.act_window", "ir.actions.server"):
            xmlids = self.env[model].browse(action_ids).get_external_id()
            found |= {id_ for id_, x in xmlids.items() if x.startswith(STOCK_ACTIONS)}
        return frozenset(found)

    # ------------------------------------------------------------------
    # What the chatter calls it
    # ------------------------------------------------------------------

    def _creation_subtype(self):
        if not self.firm_id:
            return super()._creation_subtype()
        return self.env.ref("sme_crossborder.mt_journey_begun")

    def _creation_message(self):
        self.ensure_one()
        if not self.firm_id:
            return super()._creation_message()
        return self.env._(
            "Journey to %(country)s begun", country=self.target_country_id.name
        )

    def _track_subtype(self, init_values):
        self.ensure_one()
        moved = {"stage_id", "won_status", "lost_reason_id"} & init_values.keys()
        if not self.firm_id or not moved:
            return super()._track_subtype(init_values)
        name = "stage"
        if self.won_status == "lost":
            name = "dropped"
        elif self.won_status == "won":
            name = "entered"
        elif init_values.get("won_status") == "lost":
            name = "restarted"
        return self.env.ref(f"sme_crossborder.mt_journey_{name}")

    def _track_filter_for_display(self, tracking_values):
        """The stage says where a journey is; what stock makes of it says it again."""
        shown = super()._track_filter_for_display(tracking_values)
        if not self.firm_id:
            return shown
        return shown.filtered(lambda value: value.field_id.name != "won_status")

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
