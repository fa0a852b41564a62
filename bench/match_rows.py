# ruff: noqa: S608  (what is put into the SQL are names written here)
"""Published leads by the hundred thousand, for measuring how fast they are matched.

Their words are those of the labelled leads, mixed: a title of one, sentences of others.
The vocabulary is smaller than that of as many real leads, so a word is in more of them
than it would be. What else they say is drawn at random from the module's own lists.
"""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import twins
from generate import ORGANISATIONS

from odoo.fields import Command
from odoo.tools import SQL

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE / "matching"))
from labelled import read_leads  # noqa: E402

SEED = "leads to be matched"
COUNTRIES = ("se", "fi", "ee", "lv", "lt", "pl", "dk", "no", "de", "nl")
TYPES = (
    ("business_offer", 30),
    ("business_request", 30),
    ("technology_offer", 17),
    ("technology_request", 17),
    ("research_request", 6),
)
QUERIES = 12  # own leads of the adviser who asks
SENTENCES = 3
SHARES = ("network", "project", "excluding")  # three, one and one of five
EVERYWHERE = 0.15  # share of leads that name no target country


def database_name(count: int) -> str:
    return f"sme_bench_matching_{count}"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    source = [Path(__file__), *sorted((HERE / "matching" / "leads").glob("*.jsonl"))]
    return twins.make_once(
        database_name(count),
        source,
        f"{count:,} published leads",
        lambda env: Filling(env, count).fill(),
    )


class Filling:
    """One organisation's leads by the ORM, all others copied from one by SQL."""

    def __init__(self, env, count: int):
        self.env, self.count = env, count
        self.chance = random.Random(SEED)
        self.countries = [env.ref(f"base.{code}").id for code in COUNTRIES]
        self.lists = {
            "capability_offered_ids": (self._ids("sme.capability"), 1, 3),
            "capability_sought_ids": (self._ids("sme.capability"), 1, 2),
            "market_keyword_ids": (self._keywords("market"), 1, 3),
            "technology_keyword_ids": (self._keywords("technology"), 1, 3),
            "cooperation_type_ids": (self._ids("sme.cooperation.type"), 1, 2),
            "partner_type_ids": (self._ids("sme.partner.type"), 1, 4),
            "partner_language_ids": (self._ids("sme.language")[:8], 1, 3),
            "target_country_ids": (self.countries, 1, 4),
        }
        texts = read_leads(HERE / "matching")
        self.titles = [lead["title"] for lead in texts]
        self.sentences = [
            sentence.strip()
            for lead in texts
            for sentence in lead["shortSummary"].split(". ")
        ]

    def _ids(self, model):
        return self.env[model].search([]).ids

    def _keywords(self, kind):
        return self.env["sme.keyword"].search([("kind", "=", kind)]).ids

    def fill(self) -> None:
        companies = twins._create_organisations(self.env)
        twins._create_users(self.env, companies)
        twins._create_project(self.env, companies)
        own = [self._publish(companies[0], "network") for _query in range(QUERIES)]
        shapes = {
            (company, share): self._publish(company, share)
            for company in companies
            for share in SHARES
        }
        self.env.flush_all()
        made = len(own) + len(shapes)
        self._multiply(list(shapes.values()), max(0, self.count - made))
        self.env["sme.lead.term"]._cron_count()

    # ------------------------------------------------------------------
    # By the ORM
    # ------------------------------------------------------------------

    def _draw(self):
        """Return what one lead says."""
        kinds, weights = zip(*TYPES, strict=True)
        values = {
            "lead_type": self.chance.choices(kinds, weights)[0],
            "title": self.chance.choice(self.titles),
            "summary": ". ".join(self.chance.sample(self.sentences, SENTENCES)),
            "country_id": self.chance.choice(self.countries),
            "date_published": f"2026-{self.chance.randint(1, 11):02}-15",
        }
        for name, (ids, fewest, most) in self.lists.items():
            drawn = self.chance.randint(fewest, most)
            values[name] = self.chance.sample(ids, drawn)
        values["target_country_ids"] = [
            country
            for country in values["target_country_ids"]
            if country != values["country_id"]
        ]
        if self.chance.random() < EVERYWHERE:
            values["target_country_ids"] = []
        return values

    def _publish(self, company, share):
        """Publish one lead as its owner would."""
        values = self._draw()
        kinds = self.env["sme.cooperation.type"].browse(values["cooperation_type_ids"])
        family = values["lead_type"].partition("_")[0]
        fitting = kinds.filtered(f"for_{family}")
        country = values.pop("country_id")
        firm = self.env["sme.firm"].create(
            {
                "name": f"Firm of {company.name}",
                "company_id": company.id,
                "country_id": country,
                "user_id": False,
                "year_ids": [Command.create({"year": 2025, "headcount_heads": 12})],
            }
        )
        published = values.pop("date_published")
        project = self.env["sme.project"].search([], limit=1)
        lead = self.env["sme.partner.lead"].create(
            {
                **values,
                "cooperation_type_ids": fitting.ids,
                "company_id": company.id,
                "firm_id": firm.id,
                "scope": "project" if share == "project" else "network",
                "project_id": project.id if share == "project" else False,
            }
        )
        if share == "excluding":
            # its neighbour never sees it
            other = (company.id + 1) % ORGANISATIONS
            partners = self.env["res.company"].search([], order="id").partner_id
            partner = partners.filtered(lambda one: one != company.partner_id)[other]
            self.env["sme.partner.lead.exclusion"].create(
                {"lead_id": lead.id, "partner_id": partner.id}
            )
        lead.write({"state": "published", "date_published": published})
        return lead

    # ------------------------------------------------------------------
    # By SQL
    # ------------------------------------------------------------------

    def _multiply(self, shapes, count: int) -> None:
        """Add leads that belong to whom a shape belongs to and say something else."""
        cr = self.env.cr
        teasers = self.env["sme.partner.lead.teaser"].search([])
        of_lead = {teaser.lead_id: teaser for teaser in teasers}
        cr.execute("SELECT MAX(id) FROM sme_partner_lead")
        first_lead = cr.fetchone()[0] + 1
        first_teaser = max(teasers.ids) + 1
        leads, rows, lists, terms = [], [], {name: [] for name in self.lists}, []
        weights = [3 if at % 3 == 0 else 1 for at in range(len(shapes))]
        for number in range(count):
            shape = self.chance.choices(shapes, weights)[0]
            values = self._draw()
            lead_id, teaser_id = first_lead + number, first_teaser + number
            leads.append((lead_id, shape.id, f"BENCH-{number}"))
            rows.append(
                (
                    teaser_id,
                    of_lead[shape].id,
                    lead_id,
                    f"BENCH-{number}",
                    *(
                        values[name]
                        for name in (
                            "lead_type",
                            "title",
                            "summary",
                            "country_id",
                            "date_published",
                        )
                    ),
                    not values["target_country_ids"],
                )
            )
            for name, pairs in lists.items():
                pairs += [(teaser_id, entry) for entry in values[name]]
            terms.append((teaser_id, values["title"], values["summary"]))
        self._copy_of(
            "sme_partner_lead", ("id", "reference"), leads, ("id int", "reference text")
        )
        self._copy_of(
            "sme_partner_lead_teaser",
            (
                "id",
                "lead_id",
                "reference",
                "lead_type",
                "title",
                "summary",
                "country_id",
                "date_published",
                "looks_everywhere",
            ),
            rows,
            (
                "id int",
                "lead_id int",
                "reference text",
                "lead_type text",
                "title text",
                "summary text",
                "country_id int",
                "date_published date",
                "looks_everywhere bool",
            ),
        )
        Teaser = self.env["sme.partner.lead.teaser"]
        for name, pairs in lists.items():
            self._relate(Teaser._fields[name], pairs)
        self._relate(Teaser._fields["term_ids"], self._terms(terms))
        for table in ("sme_partner_lead", "sme_partner_lead_teaser"):
            cr.execute(
                SQL(
                    "SELECT setval(%s, (SELECT MAX(id) FROM %s))",
                    f"{table}_id_seq",
                    SQL.identifier(table),
                )
            )

    def _terms(self, texts):
        from odoo.addons.sme_crossborder.tools.lead_terms import lead_terms

        of_text = {
            text: lead_terms(text)
            for _teaser, title, summary in texts
            for text in (title, *summary.split(". "))
        }
        every = {term for terms in of_text.values() for term in terms}
        ids = self.env["sme.lead.term"]._intern(every)
        for teaser_id, title, summary in texts:
            parts = (title, *summary.split(". "))
            for term in {term for part in parts for term in of_text[part]}:
                yield teaser_id, ids[term]

    def _copy_of(self, table, columns, rows, types):
        """Copy rows of a table with other values in some columns.

        Each row: the values of the columns, with the id of the row it is copied from
        after the first.
        """
        cr = self.env.cr
        cr.execute(
            f"CREATE TEMP TABLE made ({types[0]}, origin int, {', '.join(types[1:])})"
        )
        self._load("made", rows)
        cr.execute(
            """SELECT quote_ident(column_name) FROM information_schema.columns
                WHERE table_name = %s AND is_generated = 'NEVER'""",
            [table],
        )
        every = [column for (column,) in cr.fetchall()]
        chosen = ", ".join(
            f"made.{column}" if column in columns else f"origin.{column}"
            for column in every
        )
        cr.execute(
            f"""INSERT INTO {table} ({", ".join(every)}) SELECT {chosen}
                  FROM made JOIN {table} AS origin ON origin.id = made.origin"""
        )
        cr.execute("DROP TABLE made")

    def _relate(self, field, pairs):
        self._load(f"{field.relation} ({field.column1}, {field.column2})", pairs)

    def _last_id(self, table):
        self.env.cr.execute(f"SELECT MAX(id) FROM {table}")
        return self.env.cr.fetchone()[0]

    def _load(self, target, rows):
        text = io.StringIO()
        for row in rows:
            text.write("\t".join(map(_copied, row)) + "\n")
        text.seek(0)
        self.env.cr._obj.copy_expert(f"COPY {target} FROM STDIN", text)


def _copied(value) -> str:
    text = str(value)
    return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")
