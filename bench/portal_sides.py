"""Leads of others, on the portal and in the backend: how a page is asked.

The portal's side is what the controller asks of the only door there is: the count, the
rows, and what the filters offer. The backend's is the call of the list view.
"""

from __future__ import annotations

from portal_rows import COUNTRIES, PORTAL_LOGIN
from side import Side, Transaction
from twins import root

from odoo.modules.registry import Registry

PAGE = 80  # what the backend shows at once; the portal shows fewer
WORD = "forestry"  # in one lead of ten


class LeadSide(Side):
    model = "sme.partner.lead.teaser"

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        # a page in the middle of few leads
        self.deep = min(50, self.count // PAGE // 2)
        # where a quarter of the leads of the type asked for come from
        country = env["res.country"].search([("code", "=", COUNTRIES[4])])
        self.country_id, self.country_code = country.id, country.code
        self.keyword_id = env["sme.keyword"].search([("kind", "=", "market")])[:1].id


class BackendSide(LeadSide):
    """The list of leads of others, as an adviser opens it."""

    base_domain = [("is_own", "=", False), ("state", "=", "published")]

    def outcome(self, env, result):
        return result["length"], [values["id"] for values in result["records"]]

    def leads(self, env):
        return self.find(env, limit=PAGE)

    def leads_deep(self, env):
        return self.find(env, limit=PAGE, offset=(self.deep - 1) * PAGE)

    def leads_filtered(self, env):
        keyword = [
            "|",
            ("market_keyword_ids", "in", self.keyword_id),
            ("technology_keyword_ids", "in", self.keyword_id),
        ]
        domain = [
            ("lead_type", "=", "business_offer"),
            ("country_id", "=", self.country_id),
            *keyword,
        ]
        return self.find(env, domain, limit=PAGE)

    def leads_words(self, env):
        return self.find(env, [("words", "ilike", WORD)], limit=PAGE)


class PortalSide(LeadSide):
    """The list of partner leads, as who speaks for an organisation opens it."""

    def __init__(self, database, count):
        # without the web client: portal users have no view of ours
        self.count = count
        self.registry = Registry(database)
        with root(self.registry) as env:
            self._look_up(env)
            user = env["res.users"].search([("login", "=", PORTAL_LOGIN)])
            self.user = user.id, user.company_ids.ids

    def transaction(self, login=PORTAL_LOGIN):
        return Transaction(self.registry, *self.user)

    def outcome(self, env, result):
        total, rows = result
        return total, [row["id"] for row in rows]

    def _page(self, env, filters=(), page=1):
        reader = env["sme.portal.reader"]
        reader._get_choices()
        return reader._get_page(dict(filters), PAGE, page)

    def leads(self, env):
        return self._page(env)

    def leads_deep(self, env):
        return self._page(env, page=self.deep)

    def leads_filtered(self, env):
        filters = {
            "type": "business_offer",
            "country": self.country_code,
            "keyword": str(self.keyword_id),
        }
        return self._page(env, filters)

    def leads_words(self, env):
        return self._page(env, {"search": WORD})
