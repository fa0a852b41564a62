"""Barriers met by the generated firms, and the known barriers they joined.

Made by SQL from words in the languages of the region: a few words are in very many
texts and most in few, as in what people write.
"""

from __future__ import annotations

PER_FIRM = 5
KNOWN = 2_000
SHARED_EVERY = 100  # of others' barriers met, so many are shared with the first one
WORDS = [
    "tender",
    "portal",
    "signature",
    "electronic",
    "identity",
    "bank",
    "account",
    "invoice",
    "registration",
    "licence",
    "permit",
    "certificate",
    "language",
    "translation",
    "contract",
    "partner",
    "reference",
    "security",
    "hosting",
    "privacy",
    "data",
    "tax",
    "vat",
    "employment",
    "posting",
    "insurance",
    "customs",
    "standard",
    "interface",
    "integration",
    "localisation",
    "pricing",
    "payment",
    "credit",
    "funding",
    "guarantee",
    "culture",
    "trust",
    "network",
    "distributor",
    "reseller",
    "competitor",
    "brand",
    "regulation",
    "procurement",
    "authority",
    "municipality",
    "ministry",
    "court",
    "upphandling",
    "myndighet",
    "underskrift",
    "språk",
    "avtal",
    "skatt",
    "anställning",
    "tillstånd",
    "faktura",
    "kund",
    "upphandlingen",
    "myndigheter",
    "underskriften",
    "leverantör",
    "personnummer",
    "bankkonto",
    "hange",
    "allkiri",
    "riigihange",
    "leping",
    "maks",
    "keel",
    "ettevõte",
    "pank",
    "luba",
    "arve",
    "klient",
    "turvalisus",
    "iepirkums",
    "paraksts",
    "valoda",
    "līgums",
    "nodoklis",
    "banka",
    "atļauja",
    "rēķins",
    "klients",
    "uzņēmums",
    "drošība",
    "pirkimas",
    "parašas",
    "kalba",
    "sutartis",
    "mokestis",
    "bankas",
    "leidimas",
    "sąskaita",
    "klientas",
    "įmonė",
    "sauga",
    "hankinta",
    "allekirjoitus",
    "kieli",
    "sopimus",
    "vero",
    "pankki",
    "lupa",
    "lasku",
    "asiakas",
    "yritys",
    "turvallisuus",
]
# what somebody types: one word or several, begun, inflected, misspelt
TYPED = (
    "tender signature",
    "portal",
    "electron ident",
    "bank account for posted workers",
    "upphandlingens underskrift",
    "iepirkuma paraksts",
    "registraton licence",
    "hanke allkirjastamine",
    "kalba sutarties",
    "municipality procurement authority",
    "hosting privacy data security standard",
    "allekirjoituksen kieli",
)
_STATES = ("open", "treatment", "overcome", "accepted", "blocking")


def create(env) -> None:
    """Make the rows; the firms are there already."""
    cr = env.cr
    types = env["sme.barrier.type"].search([("parent_id", "!=", False)]).ids
    countries = [env.ref(f"base.{code}").id for code in ("se", "fi", "ee", "lv", "lt")]
    network = env["sme.audience"]._intern("network", env["sme.project"], [])
    first = env["res.company"].search([("name", "=", "Organisation 1")])
    chosen = env["sme.audience"]._intern(
        "selected", env["sme.project"], [(first.partner_id, "read", False)]
    )
    env.flush_all()
    values = {
        "words": WORDS,
        "types": types,
        "countries": countries,
        "network": network.id,
        "chosen": chosen.id,
        "first": first.id,
        "known": KNOWN,
        "per_firm": PER_FIRM,
        "shared_every": SHARED_EVERY,
        "states": list(_STATES),
    }
    # the same words whenever it runs; the square makes the first ones frequent
    cr.execute(
        """
        CREATE FUNCTION pg_temp.share(seed text) RETURNS float LANGUAGE sql IMMUTABLE
            AS $$ SELECT (hashtext(seed)::bigint + 2147483648) / 4294967296.0 $$;
        CREATE FUNCTION pg_temp.text_of(seed text, length int, words text[])
            RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT string_agg(
                           words[1 + floor(
                               array_length(words, 1)
                               * pow(pg_temp.share(seed || '-' || at), 2)
                           )::int], ' ' ORDER BY at)
                  FROM generate_series(1, length) AS at $$;
        INSERT INTO sme_barrier
               (name, type_id, company_id, home_country_id, target_country_id, state,
                workaround, visibility, audience_id, active, create_date)
        SELECT pg_temp.text_of('known' || at, 4, %(words)s),
               (%(types)s)[1 + at %% array_length(%(types)s, 1)],
               (SELECT id FROM res_company ORDER BY id DESC OFFSET at %% 8 LIMIT 1),
               (%(countries)s)[1 + at %% 5],
               (%(countries)s)[1 + (at / 5 + at + 1) %% 5],
               'identified',
               pg_temp.text_of('way' || at, 8, %(words)s),
               'network', %(network)s, TRUE, now()
          FROM generate_series(0, %(known)s - 1) AS at;
        INSERT INTO sme_barrier_encounter
               (name, user_id, company_id, firm_id, barrier_id, type_id,
                home_country_id, target_country_id, date, date_closed, state, severity,
                days_lost, lesson, visibility, audience_id, create_date)
        SELECT pg_temp.text_of('met' || firm.id || '-' || step, 5, %(words)s),
               1, firm.company_id, firm.id, known.id, known.type_id,
               firm.country_id,
               (%(countries)s)[1 + (firm.id + step) %% 5],
               date '2024-01-01' + (firm.id * 7 + step) %% 900,
               CASE WHEN step IN (3, 4)
                    THEN date '2024-01-01' + (firm.id * 7 + step) %% 900 + 30 END,
               (%(states)s)[step], '3', (firm.id + step) %% 40,
               CASE WHEN step IN (3, 4) THEN
                    pg_temp.text_of('way' || firm.id || '-' || step, 8, %(words)s) END,
               CASE WHEN shared THEN 'selected' ELSE 'organisation' END,
               CASE WHEN shared THEN %(chosen)s END,
               now()
          FROM sme_firm AS firm
         CROSS JOIN generate_series(1, %(per_firm)s) AS step
         CROSS JOIN LATERAL (
               SELECT firm.company_id != %(first)s
                      AND (firm.id + step) %% %(shared_every)s = 0 AS shared) AS share
          JOIN (SELECT id, type_id, row_number() OVER (ORDER BY id) AS at
                  FROM sme_barrier) AS known
            ON known.at = 1 + (firm.id * 31 + step * 17) %% %(known)s;
        """,
        values,
    )
