"""The two sides of the second comparison: journeys, and the same as stock leads."""

from __future__ import annotations

import generate
import lead_rows
from side import Side
from twins import LOGIN_LEADS

from odoo.tools.safe_eval import safe_eval

from odoo.addons.sme_crossborder.tests.web_client import CARDS

FILTERED = 20  # rows of a filtered page, which every size has
VIEWS = ("search", "list", "kanban", "form")


class LeadsSide(Side):
    """Leads as one organisation's adviser works with them."""

    model = "crm.lead"
    login = LOGIN_LEADS
    stalled = "is_rotting"

    def _read_refs(self, env):
        env.cr.execute("SELECT id, referred FROM crm_lead WHERE referred IS NOT NULL")
        return dict(env.cr.fetchall())

    def _look_up(self, env):
        team = lead_rows.team_of(env)
        stages = env["crm.stage"].search([("team_ids", "in", team.ids)])
        self.stages = {stage.name: stage.id for stage in stages}
        self.context = {
            "default_type": "opportunity",
            "default_team_id": team.id,
            "read_group_expand": True,
        }
        self.plan_id = (
            env["mail.activity.plan"].search([("name", "=", lead_rows.PLAN)]).id
        )
        own = [f for f in generate.firms(self.count) if f.organisation == 0]
        lead = next(lead_rows.leads(own[len(own) // 2]))
        self.sample = lead.ref
        self.next_stage = lead_rows.STAGES[lead_rows.STAGES.index(lead.stage) + 1]
        if self.next_stage == lead_rows.STAGES[-1]:  # entering it asks for evidence
            self.next_stage = lead_rows.STAGES[0]
        env.cr.execute(
            "SELECT id FROM res_partner WHERE ref = %s", [own[len(own) // 2].ref]
        )
        self.contact_id = env.cr.fetchone()[0]

    def _prepare(self, client):
        super()._prepare(client)
        self.sums, self.bar = client.column_sums(), client.progress_bar()
        self.view_ids = client.view_ids

    def _sample(self, env):
        return env[self.model].browse(self.ids[self.sample])

    # ------------------------------------------------------------------
    # Board and lists
    # ------------------------------------------------------------------

    def board(self, env):
        Lead = env[self.model]
        columns = Lead.web_read_group(
            self.base_domain,
            ["stage_id"],
            self.sums,
            auto_unfold=True,
            unfold_read_specification=self.specs["kanban"],
            unfold_read_default_limit=CARDS,
        )
        Lead.read_progress_bar(self.base_domain, "stage_id", self.bar)
        return {
            "records": [
                record
                for group in columns["groups"]
                for record in group.get("__records", ())
            ],
            "length": [group["__count"] for group in columns["groups"]],
        }

    def list_first_page(self, env):
        return self.find(env)

    def list_deep_page(self, env):
        return self.find(env, offset=min(self.count // 8, 4_000))

    def list_of_stage(self, env):
        stage = self.stages["Adaptation"]
        return self.find(env, [("stage_id", "=", stage)], limit=FILTERED)

    def list_of_mine(self, env):
        return self.find(env, [("user_id", "=", env.uid)], limit=FILTERED)

    def list_late(self, env):
        late = [("my_activity_date_deadline", "<", "today")]
        return self.find(env, late, limit=FILTERED)

    def list_stalled(self, env):
        return self.find(env, [(self.stalled, "=", True)], limit=FILTERED)

    def total(self, env):
        return env[self.model].search_count(self.base_domain)

    def group_by_stage(self, env):
        groups = env[self.model].formatted_read_group(
            self.base_domain, ["stage_id"], ["__count"]
        )
        return [(group["stage_id"][1], group["__count"]) for group in groups]

    # ------------------------------------------------------------------
    # One record
    # ------------------------------------------------------------------

    def form_open(self, env):
        env[self.model].get_views([(self.view_ids[kind], kind) for kind in VIEWS])
        return self.form_read(env)

    def form_read(self, env):
        return {"records": self._sample(env).web_read(self.specs["form"])}

    def move(self, env):
        values = {"stage_id": self.stages[self.next_stage]}
        return {"records": self._sample(env).web_save(values, self.specs["kanban"])}

    def create_one(self, env):
        Lead = env[self.model]
        return {"records": Lead.web_save(self._new(env), self.specs["kanban"])}

    def create_with_plan(self, env):
        raise NotImplementedError

    def _new(self, env) -> dict:
        raise NotImplementedError

    def _common(self, env, ids):
        return [
            (
                self.refs.get(lead.id, "new"),
                lead.name,
                lead.stage_id.name,
                lead.partner_id.name,
                lead.user_id.login,
                len(lead.activity_ids),
            )
            for lead in env[self.model].browse(ids)
        ]


class JourneySide(LeadsSide):
    """The journeys of the twin with our module, as their menu opens them."""

    stalled = "is_stalled"

    def _views(self, env):
        name = "sme_crossborder.crm_lead_view_{}_journey"
        return {kind: env.ref(name.format(kind)).id for kind in VIEWS}

    def _look_up(self, env):
        super()._look_up(env)
        action = env.ref("sme_crossborder.crm_lead_action_journey")
        companies = {"allowed_company_ids": self.users[self.login][1]}
        self.base_domain = safe_eval(action.domain, companies)
        self.firm_id = env["sme.firm"].search([("partner_id", "=", self.contact_id)]).id
        self.market_id = env.ref("base.de").id

    def list_not_countable(self, env):
        return self.find(env, [("is_countable", "=", False)], limit=FILTERED)

    def create_with_plan(self, env):
        values = self._new(env) | {"start_plan_id": self.plan_id}
        return {"records": env[self.model].web_save(values, self.specs["kanban"])}

    def _new(self, env):
        return {"firm_id": self.firm_id, "target_country_id": self.market_id}


class StockSide(LeadsSide):
    """Stock opportunities, on the views of stock's pipeline."""

    base_domain = [("type", "=", "opportunity")]

    def _views(self, env):
        return {
            "search": env.ref("crm.view_crm_case_opportunities_filter").id,
            "list": env.ref("crm.crm_case_tree_view_oppor").id,
            "kanban": env.ref("crm.crm_case_kanban_view_leads").id,
            "form": env.ref("crm.crm_lead_view_form").id,
        }

    def list_not_countable(self, env):
        """Stock has nothing of the kind: its list of what is not won yet."""
        return self.find(env, [("won_status", "=", "pending")], limit=FILTERED)

    def create_with_plan(self, env):
        saved = self.create_one(env)["records"]
        scheduler = env["mail.activity.schedule"].with_context(
            active_model=self.model, active_ids=[saved[0]["id"]]
        )
        scheduler.create({"plan_id": self.plan_id}).action_schedule_plan()
        lead = env[self.model].browse(saved[0]["id"])
        return {"records": lead.web_read(self.specs["kanban"])}

    def _new(self, env):
        contact = env["res.partner"].browse(self.contact_id)
        return {
            "name": f"{contact.name} → Germany",
            "partner_id": contact.id,
        }
