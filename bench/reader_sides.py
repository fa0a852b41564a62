# ruff: noqa: S608  (what is put into the SQL is an expression written elsewhere)
"""The two sides of the fourth comparison: own and shared journeys of a reader."""

from __future__ import annotations

import reader_rows
from lead_sides import JourneySide, LeadsSide, StockSide

from odoo.tools.safe_eval import safe_eval


class ReadersSide(LeadsSide):
    """One organisation's adviser, who sees what others share too."""

    shared_domain: list

    def _look_up(self, env):
        super()._look_up(env)
        self.shared_sample = self._pick(env, "work")

    def _pick(self, env, kind):
        """Return the reference of a shared journey from the middle of its kind."""
        first, beyond = next(row[1:3] for row in reader_rows.mix() if row[0] == kind)
        env.cr.execute(
            f"""SELECT l.referred
                  FROM crm_lead AS l
                 WHERE {reader_rows.DRAWN} >= %s AND {reader_rows.DRAWN} < %s
                   AND l.user_id IS NULL  -- those of the user's organisation have one
                 ORDER BY l.referred""",
            [first, beyond],
        )
        found = env.cr.fetchall()
        return found[len(found) // 2][0]

    def list_shared(self, env):
        return self.find(env, self.shared_domain)

    def total_shared(self, env):
        return env[self.model].search_count([*self.base_domain, *self.shared_domain])

    def group_shared(self, env):
        groups = env[self.model].formatted_read_group(
            [*self.base_domain, *self.shared_domain], ["stage_id"], ["__count"]
        )
        return [(group["stage_id"][1], group["__count"]) for group in groups]

    def form_open_shared(self, env):
        own, self.sample = self.sample, self.shared_sample
        try:
            return self.form_open(env)
        finally:
            self.sample = own

    def _common(self, env, ids):
        """Without the contact's card: it stays with the owner."""
        return [
            (
                self.refs[lead.id],
                lead.name,
                lead.partner_name,
                lead.stage_id.name,
                lead.user_id.login,
                len(lead.activity_ids),
            )
            for lead in env[self.model].browse(ids)
        ]


class ReaderJourneySide(ReadersSide, JourneySide):
    """Journeys under the record rules."""

    def _look_up(self, env):
        super()._look_up(env)
        action = env.ref("sme_crossborder.crm_lead_action_journey_shared")
        companies = {"allowed_company_ids": self.users[self.login][1]}
        self.shared_domain = safe_eval(action.domain, companies)
        self.base_domain = [("firm_id", "!=", False)]


class ReaderStockSide(ReadersSide, StockSide):
    """Opportunities of one organisation; what is shared has a source."""

    def _look_up(self, env):
        super()._look_up(env)
        source = env["utm.source"].search([("name", "=", reader_rows.SOURCE)])
        self.shared_domain = [("source_id", "=", source.id)]
