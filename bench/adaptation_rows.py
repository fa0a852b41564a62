"""Market requirements and items of adaptations, both by the hundred thousand.

Requirements are of thirty markets, with fields at random and sectors as often as in
those that come with the module. A few of each market are in very many adaptations and
most in few. Files, adaptations and items are copied from one of each organisation.
"""

from __future__ import annotations

from pathlib import Path

import match_rows
import twins
from barrier_rows import WORDS
from generate import ORGANISATIONS
from match_rows import Filling
from twins import LOGIN_ALL

_MARKETS = (
    "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV NL NO PL PT RO "
    "SE SI SK"
)
MARKETS = _MARKETS.split()
SECTORS = (("any", 33), ("health", 22), ("public", 38), ("finance", 7))
QUESTIONS = 12  # asked in turn
ITEMS = 10  # of an adaptation
ADAPTATIONS = 2  # of a firm
SHARED_ENTITY_EVERY = 20  # so many files to one on a firm another organisation has too
FREQUENT = 4  # the power that makes the first requirements of a market frequent
CLOSED = ("gap", "done")
FITS = (  # fit, status, share
    (CLOSED, 45),
    (("gap", "doing"), 15),
    (("met", "done"), 20),
    (("not_applicable", "done"), 10),
    (("unknown", "todo"), 10),
)
NOTED = 0.9  # share of closed gaps with the days they took
CHOSEN_EVERY, NETWORK_EVERY = 20, 100  # adaptations of others that are shared


def database_name(count: int) -> str:
    return f"sme_bench_adaptations_{count}"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    return twins.make_once(
        database_name(count),
        [Path(__file__), Path(match_rows.__file__)],
        f"{count:,} requirements and items",
        lambda env: AdaptationFilling(env, count).fill(),
    )


class AdaptationFilling(Filling):
    """One firm with an adaptation of each organisation by the ORM, the rest copied."""

    def fill(self) -> None:
        companies = twins._create_organisations(self.env)
        twins._create_users(self.env, companies)
        twins._create_project(self.env, companies)
        requirements = self._add_requirements()
        models = [self._adapt(company) for company in companies]
        self.env.flush_all()
        adaptations = self.count // ITEMS
        firms = self._add_firms(
            [model.firm_id for model in models], -(-adaptations // ADAPTATIONS)
        )
        made = self._add_adaptations(models, firms, adaptations)
        self._add_items(models, made, requirements)
        self._share(companies[0])
        self.env.invalidate_all(flush=False)
        self._count_progress()

    # ------------------------------------------------------------------
    # What markets ask
    # ------------------------------------------------------------------

    def _add_requirements(self):
        """Add requirements to those that are there, and return ids by market."""
        markets = self.env["res.country"].search([("code", "in", MARKETS)])
        fields = self._ids("sme.requirement.field")
        known = self.env["sme.market.requirement"].search_count([])
        names, weights = zip(*SECTORS, strict=True)
        rows = [
            (
                self.chance.choice(markets.ids),
                self.chance.choice(fields),
                self.chance.choices(names, weights)[0],
                self._say(6),
                self._say(20),
                self._say(3),
                self.chance.choice(("binding", "practice")),
                self.chance.choice(("verified", "to_verify")),
                self.chance.randint(2005, 2026),
                f"2026-{self.chance.randint(1, 11):02}-15",
                "Somebody, Organisation 1",
                True,
            )
            for _row in range(max(0, self.count - known))
        ]
        columns = (
            "country_id, field_id, sector, name, description, source, binding, "
            "verification, year_since, date_checked, checked_by, active"
        )
        self._load(f"sme_market_requirement ({columns})", rows)
        found = self.env["sme.market.requirement"].search([], order="id")
        by_market = {market.id: [] for market in markets}
        for requirement in found:
            by_market[requirement.country_id.id].append(
                (requirement.id, requirement.field_id.id, requirement.name)
            )
        return {market: rows for market, rows in by_market.items() if rows}

    def _say(self, words):
        return " ".join(self.chance.choices(WORDS, k=words))

    # ------------------------------------------------------------------
    # Firms and their adaptations
    # ------------------------------------------------------------------

    def _adapt(self, company):
        """Begin an adaptation with one item, as an adviser would."""
        firm = self.env["sme.firm"].create(
            {
                "name": f"Firm of {company.name}",
                "company_id": company.id,
                "country_id": company.country_id.id,
                "user_id": False,
            }
        )
        adviser = self.env["res.users"].search([("login", "=", LOGIN_ALL)])
        adaptation = self.env["sme.adaptation"].create(
            {
                "firm_id": firm.id,
                "target_country_id": self.env.ref("base.lv").id,
                "user_id": adviser.id,
            }
        )
        self.env["sme.adaptation.item"].create(
            {"adaptation_id": adaptation.id, "name": "Typed, of no requirement"}
        )
        return adaptation

    def _add_firms(self, origins, count):
        """Add files in turn of each organisation, and return ids by organisation."""
        partner, entity, file = (
            self._last_id(table) + 1
            for table in ("res_partner", "sme_entity", "sme_firm")
        )
        partners, entities, rows = [], [], []
        for number in range(count):
            origin = origins[number % len(origins)]
            name = f"Firm {number}"
            partners.append(
                (partner + number, origin.partner_id.id, partner + number, name)
            )
            country_id = origin.country_id.id
            entities.append((entity + number, origin.entity_id.id, country_id))
            shared = number % SHARED_ENTITY_EVERY == SHARED_ENTITY_EVERY - 1
            rows.append(
                (
                    file + number,
                    origin.id,
                    partner + number,
                    entity + number - shared,
                    name,
                )
            )
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
            ("id", "partner_id", "entity_id", "name"),
            rows,
            ("id int", "partner_id int", "entity_id int", "name text"),
        )
        self._go_on_after("res_partner", "sme_entity", "sme_firm")
        return [file + number for number in range(count)]

    def _add_adaptations(self, models, firms, count):
        """Add adaptations for markets at random; return (id, market, model) of each."""
        first = self._last_id("sme_adaptation") + 1
        markets = self.env["res.country"].search([("code", "in", MARKETS)]).ids
        made, rows = [], []
        for number in range(count):
            at = number % len(firms)
            model, market = models[at % ORGANISATIONS], self.chance.choice(markets)
            made.append((first + number, firms[at], market, model))
            rows.append((first + number, model.id, firms[at], market))
        self._copy_of(
            "sme_adaptation",
            ("id", "firm_id", "target_country_id"),
            rows,
            ("id int", "firm_id int", "target_country_id int"),
        )
        self._go_on_after("sme_adaptation")
        return made

    def _add_items(self, models, made, requirements):
        first = self._last_id("sme_adaptation_item") + 1
        kinds, weights = zip(*FITS, strict=True)
        rows = []
        for adaptation_id, firm_id, market, model in made:
            known = requirements.get(market, [])
            for requirement_id, field_id, name in self._choose(known):
                kind = self.chance.choices(kinds, weights)[0]
                noted = kind == CLOSED and self.chance.random() < NOTED
                rows.append(
                    (
                        first + len(rows),
                        model.item_ids.id,
                        adaptation_id,
                        firm_id,
                        requirement_id,
                        field_id,
                        name,
                        *kind,
                        self.chance.randint(1, 120) / 2 if noted else 0,
                        f"2026-{self.chance.randint(1, 11):02}-15",
                    )
                )
        columns = (
            "id int",
            "adaptation_id int",
            "firm_id int",
            "requirement_id int",
            "field_id int",
            "name text",
            "fit text",
            "status text",
            "days_actual numeric",
            "date_settled date",
        )
        names = tuple(column.split()[0] for column in columns)
        self._copy_of("sme_adaptation_item", names, rows, columns)
        self._go_on_after("sme_adaptation_item")
        self.env.cr.execute(
            "UPDATE sme_adaptation_item SET date_settled = NULL WHERE status <> 'done'"
        )

    def _choose(self, known):
        """Draw different requirements of a market, the first ones often."""
        chosen = set()
        while len(chosen) < min(ITEMS, len(known)):
            chosen.add(int(len(known) * self.chance.random() ** FREQUENT))
        return [known[at] for at in sorted(chosen)]

    def _share(self, first):
        """Share some adaptations of others, with the first organisation or with all."""
        Audience, nobody = self.env["sme.audience"], self.env["sme.project"]
        chosen = Audience._intern(
            "selected", nobody, [(first.partner_id, "read", False)]
        )
        network = Audience._intern("network", nobody, [])
        self.env.flush_all()
        for visibility, audience, every in (
            ("selected", chosen, CHOSEN_EVERY),
            ("network", network, NETWORK_EVERY),
        ):
            self.env.cr.execute(
                """UPDATE sme_adaptation SET visibility = %s, audience_id = %s
                    WHERE company_id <> %s AND id %% %s = 0""",
                [visibility, audience.id, first.id, every],
            )

    def _count_progress(self):
        """Bring up to date what adaptations keep of their items."""
        Adaptation = self.env["sme.adaptation"]
        adaptations = Adaptation.search([])
        for field in Adaptation._fields.values():
            if field.compute == "_compute_progress":
                self.env.add_to_compute(field, adaptations)
        self.env.flush_all()

    # ------------------------------------------------------------------

    def _go_on_after(self, *tables):
        for table in tables:
            self.env.cr.execute(
                "SELECT setval(%s, %s)", [f"{table}_id_seq", self._last_id(table)]
            )
