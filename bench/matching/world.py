"""The labelled leads as published leads of the module, and an adviser who asks.

All belong to one organisation, so that the asker may use each as a query; leads of one
holder are no holder's twice, as in the set. They are published on one day: freshness
tells nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from labelled import Lead

from odoo import Command, api

from odoo.addons.sme_crossborder.tools.lead_fields import NETWORK_CODES

MODULE = "sme_crossborder"
TYPES = {code: lead_type for lead_type, code in NETWORK_CODES.items()}
PARTNER_TYPES = {
    "sme_1_10": "sme_10",
    "sme_11_49": "sme_49",
    "sme_50_249": "sme_249",
    "large": "large",
    "research_institution": "research",
    "university": "university",
    "other": "other",
}
HEADS = {"sme_1_10": 6, "sme_11_49": 30, "sme_50_249": 120, "large": 600}
COOPERATIONS = {
    "commercial_technical_assistance": "commercial_assistance",
    "research_development": "research",
}
TEXTS = {
    "title": "title",
    "summary": "shortSummary",
    "description": "description",
    "advantages": "advantagesAndInnovation",
    "specification": "technicalSpecificationOrExpertiseSought",
    "expected_role": "expectedRoleOfThePartner",
}


class World:
    """Leads of the set in a database, by their ids in the set."""

    def __init__(self, env: api.Environment, leads: Iterable[Lead]):
        self.env = env
        self.company = env["res.company"].create({"name": "Bench of matching"})
        self.user = env["res.users"].create(
            {
                "name": "Adviser",
                "login": "bench_matching",
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.link(env.ref(f"{MODULE}.group_sme_adviser").id)],
            }
        )
        self.keywords: dict[tuple[str, str], int] = {}
        self.leads = {lead["id"]: self._publish(lead) for lead in leads}
        env.flush_all()
        env["sme.lead.term"]._cron_count()
        teasers = env["sme.partner.lead.teaser"].search([])
        of_lead = {lead: lead_id for lead_id, lead in self.leads.items()}
        self.teasers = {teaser.id: of_lead[teaser.lead_id] for teaser in teasers}

    def _publish(self, lead: Lead) -> Any:
        record = self.env["sme.partner.lead"].create(self._values(lead))
        record.write({"state": "published", "date_published": "2026-11-01"})
        return record

    def _values(self, lead: Lead) -> dict[str, Any]:
        return {
            "lead_type": TYPES[lead["profileType"]["code"]],
            "company_id": self.company.id,
            "language_id": self._languages([lead["language"]])[0],
            "holder_kind": lead["holder"]["kind"],
            **self._holder(lead),
            **{name: lead.get(key) for name, key in TEXTS.items()},
            "cooperation_type_ids": self._references(
                "cooperation_type",
                [COOPERATIONS.get(code, code) for code in lead["typesOfPartnership"]],
            ),
            "partner_type_ids": self._references(
                "partner_type", [PARTNER_TYPES[size] for size in lead["typesAndSizes"]]
            ),
            "capability_offered_ids": self._references(
                "capability", lead["capabilitiesOffered"]
            ),
            "capability_sought_ids": self._references(
                "capability", lead["capabilitiesSought"]
            ),
            "market_keyword_ids": self._keywords("market", lead),
            "technology_keyword_ids": self._keywords("technology", lead),
            "target_country_ids": [
                Command.set([self._country(code) for code in lead["targetedCountries"]])
            ],
            "partner_language_ids": [
                Command.set(self._languages(lead["partnerLanguages"]))
            ],
            "translation_ids": [
                Command.create(
                    {
                        "language_id": self._languages([text["language"]])[0],
                        "title": text["title"],
                        "summary": text["shortSummary"],
                    }
                )
                for text in lead.get("translations", [])
            ],
        }

    def _holder(self, lead: Lead) -> dict[str, int]:
        holder = lead["holder"]
        values = {"name": lead["id"], "country_id": self._country(holder["country"])}
        if holder["kind"] != "firm":
            partner = self.env["res.partner"].create({**values, "is_company": True})
            return {"holder_partner_id": partner.id}
        year = {"year": 2025, "headcount_heads": HEADS[holder["size"]]}
        firm = self.env["sme.firm"].create(
            {
                **values,
                "company_id": self.company.id,
                "user_id": False,
                "year_ids": [Command.create(year)],
            }
        )
        return {"firm_id": firm.id}

    def _references(self, prefix: str, codes: Iterable[str]) -> list[Command]:
        names = [f"{MODULE}.sme_{prefix}_{code}" for code in codes]
        return [Command.set([self.env.ref(name).id for name in names])]

    def _keywords(self, kind: str, lead: Lead) -> list[Command]:
        """Keywords of the set are a list of their own: each becomes one of ours."""
        ids = []
        for code in lead.get(f"{kind}Keywords", []):
            if (kind, code) not in self.keywords:
                keyword = self.env["sme.keyword"].create(
                    {"name": code, "kind": kind, "code": f"bench-{code}"}
                )
                self.keywords[kind, code] = keyword.id
            ids.append(self.keywords[kind, code])
        return [Command.set(ids)]

    def _country(self, code: str) -> int:
        return self.env.ref(f"base.{code.lower()}").id

    def _languages(self, codes: Iterable[str]) -> list[int]:
        found = self.env["sme.language"].search([("code", "in", list(codes))])
        return found.ids
