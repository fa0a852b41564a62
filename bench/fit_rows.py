"""Firms of one organisation by the hundred thousand, ranked for leads of others.

Their words are sentences of the labelled leads, as in `match_rows`; what else their
files say is drawn at random from the module's own lists. One firm in ten has a lead of
its own, whose keywords count for the firm.
"""

from __future__ import annotations

from pathlib import Path

import match_rows
import twins
from match_rows import HERE, QUERIES, SENTENCES

from odoo.fields import Command

PROFILES = 40  # firms made by the ORM; the others are copies that say something else
LEAD_EVERY = 10  # so many firms to one with a lead
HEADS = (0, 5, 12, 30, 120, 400)  # people; 0: the file does not say
ACTIVITIES = ("26.11", "47.91", "58.29", "62.10", "62.20", "63.10", "71.12", "86.10")
NOTHING_SAID = 0.3  # share of files in which a list is empty


def database_name(count: int) -> str:
    return f"sme_bench_firms_{count}"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    source = [Path(__file__), Path(match_rows.__file__)]
    source += sorted((HERE / "matching" / "leads").glob("*.jsonl"))
    return twins.make_once(
        database_name(count),
        source,
        f"{count:,} firms",
        lambda env: Filling(env, count).fill(),
    )


class Filling(match_rows.Filling):
    """Some files by the ORM, all others copied from one of them by SQL."""

    def __init__(self, env, count: int):
        super().__init__(env, count)
        found = env["sme.nace"].search([("code", "in", ACTIVITIES)])
        self.lists["nace_ids"] = (found.ids, 1, 2)
        self.of_file = {
            "capability_offered_ids": (self._ids("sme.capability"), 1, 4),
            "capability_sought_ids": (self._ids("sme.capability"), 1, 3),
            "market_wanted_ids": (self.countries, 1, 4),
            "language_ids": (self._ids("sme.language")[:8], 1, 3),
        }

    def fill(self) -> None:
        companies = twins._create_organisations(self.env)
        twins._create_users(self.env, companies)
        twins._create_project(self.env, companies)
        for query in range(QUERIES):
            self._publish(companies[1 + query % (len(companies) - 1)], "network")
        firms = [self._create(companies[0], at) for at in range(PROFILES)]
        lead = self.env["sme.partner.lead"].create(
            {"title": "A lead of a firm", "firm_id": firms[0].id, "user_id": False}
        )
        self.env.flush_all()
        self._multiply_firms(firms, max(0, self.count - PROFILES), lead)
        self.env["sme.lead.term"]._cron_count()

    # ------------------------------------------------------------------

    def _draw_file(self):
        """Return what one file says."""
        values = {
            "country_id": self.chance.choice(self.countries),
            "nace_id": self.chance.choice(self.lists["nace_ids"][0]),
            "texts": [
                self.chance.choice(self.titles),
                ". ".join(self.chance.sample(self.sentences, SENTENCES)),
            ],
        }
        for name, (ids, fewest, most) in self.of_file.items():
            some = self.chance.sample(ids, self.chance.randint(fewest, most))
            values[name] = [] if self.chance.random() < NOTHING_SAID else some
        return values

    def _create(self, company, at):
        """Make one file as its adviser would."""
        values = self._draw_file()
        heads = HEADS[at % len(HEADS)]
        years = [Command.create({"year": 2025, "headcount_heads": heads})]
        texts = values.pop("texts")
        return self.env["sme.firm"].create(
            {
                **values,
                "name": f"Firm {at}",
                "company_id": company.id,
                "user_id": False,
                "description": ". ".join(texts),
                "year_ids": years if heads else [],
            }
        )

    def _multiply_firms(self, firms, count: int, lead) -> None:
        """Add files like those made, each of a contact of its own."""
        first = {
            table: self._last_id(table) + 1
            for table in ("res_partner", "sme_entity", "sme_firm", "sme_partner_lead")
        }
        partners, entities, rows, leads, texts = [], [], [], [], []
        lists = {name: [] for name in self.of_file}
        keywords = {name: [] for name in ("market", "technology")}
        for number in range(count):
            origin = firms[number % len(firms)]
            ids = {table: start + number for table, start in first.items()}
            values = self._draw_file()
            firm_id = ids["sme_firm"]
            partner_id, entity_id = ids["res_partner"], ids["sme_entity"]
            partners.append(
                (partner_id, origin.partner_id.id, partner_id, f"Firm {firm_id}")
            )
            country_id = values["country_id"]
            entities.append((entity_id, origin.entity_id.id, country_id))
            rows.append(
                (
                    firm_id,
                    origin.id,
                    partner_id,
                    entity_id,
                    country_id,
                    values["nace_id"],
                )
            )
            for name, pairs in lists.items():
                pairs += [(firm_id, entry) for entry in values[name]]
            texts.append((firm_id, *values["texts"]))
            if not number % LEAD_EVERY:
                lead_id = ids["sme_partner_lead"]
                leads.append((lead_id, lead.id, firm_id, f"BENCH-{number}"))
                for kind, pairs in keywords.items():
                    known, fewest, most = self.lists[f"{kind}_keyword_ids"]
                    some = self.chance.sample(known, self.chance.randint(fewest, most))
                    pairs += [(lead_id, entry) for entry in some]
        self._copy_of(
            "res_partner",
            ("id", "commercial_partner_id", "name"),
            partners,
            ("id int", "commercial_partner_id int", "name text"),
        )
        self._copy_of(
            "sme_entity", ("id", "country_id"), entities, ("id int", "country_id int")
        )
        self._copy_of(
            "sme_firm",
            ("id", "partner_id", "entity_id", "country_id", "nace_id"),
            rows,
            (
                "id int",
                "partner_id int",
                "entity_id int",
                "country_id int",
                "nace_id int",
            ),
        )
        self._copy_of(
            "sme_partner_lead",
            ("id", "firm_id", "reference"),
            leads,
            ("id int", "firm_id int", "reference text"),
        )
        Firm, Lead = self.env["sme.firm"], self.env["sme.partner.lead"]
        for name, pairs in lists.items():
            self._relate(Firm._fields[name], pairs)
        for kind, pairs in keywords.items():
            self._relate(Lead._fields[f"{kind}_keyword_ids"], pairs)
        self._relate(Firm._fields["term_ids"], self._terms(texts))
        for table in first:
            self.env.cr.execute(
                "SELECT setval(%s, %s)", [f"{table}_id_seq", self._last_id(table)]
            )
