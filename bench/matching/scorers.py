"""The module's ranking, and the two it is measured against.

A scorer returns the ids of leads for a query, the best first. Leads that are equally
good stand in an order drawn by chance, the same for all scorers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from world import World

from odoo.tools import SQL

from odoo.addons.sme_crossborder.models.sme_full_text import CONFIGURATIONS

Scorer = Callable[[str], list[str]]
# more than there are: a mean reciprocal rank asks where the first one stands
EVERY = 1000


def by_chance(lead_id: str) -> str:
    return hashlib.sha256(lead_id.encode()).hexdigest()


def module(world: World) -> Scorer:
    """What users see: as the adviser, with the weights the module comes with."""
    matching = world.env["sme.matching"].with_user(world.user)

    def rank(query: str) -> list[str]:
        lead = world.leads[query].with_user(world.user)
        matches = matching._rank_leads(matching._source_of_lead(lead), EVERY)
        scored = [
            (-sum(match.points.values()), world.teasers[match.res_id])
            for match in matches
        ]
        return [lead_id for _score, lead_id in sorted(scored, key=_order)]

    return rank


def _order(scored):
    score, lead_id = scored
    return round(score, 6), by_chance(lead_id)


def keyword_overlap(world: World, fits: Callable[[str, str], bool]) -> Scorer:
    """The number of market and technology keywords that two leads share."""
    words = {
        lead_id: {*lead.market_keyword_ids.ids, *lead.technology_keyword_ids.ids}
        for lead_id, lead in world.leads.items()
    }

    def rank(query: str) -> list[str]:
        scored = [
            (-len(words[query] & words[lead_id]), lead_id)
            for lead_id in world.leads
            if lead_id != query and fits(query, lead_id)
        ]
        return [lead_id for score, lead_id in sorted(scored, key=_order) if score]

    return rank


def full_text(world: World, fits: Callable[[str, str], bool]) -> Scorer:
    """PostgreSQL's `ts_rank` of any word of title and summary, over the same texts.

    The column has each word as every stemmer of the region sees it; the query goes by
    the stemmer of the language of the lead.
    """

    def rank(query: str) -> list[str]:
        lead = world.leads[query]
        rows = world.env.execute_query(
            SQL(
                """WITH words AS (
                       SELECT to_tsquery('simple', string_agg(
                              quote_literal(lexeme), ' | ')) AS query
                         FROM unnest(to_tsvector(%s::regconfig, %s)) AS word
                   )
                   SELECT teaser.id, ts_rank(search_vector, query)
                     FROM sme_partner_lead_teaser AS teaser, words
                    WHERE search_vector @@ query""",
                CONFIGURATIONS.get(lead.language_id.code, "simple"),
                f"{lead.title} {lead.summary}",
            )
        )
        scored = [(-score, world.teasers[teaser_id]) for teaser_id, score in rows]
        return [
            lead_id
            for _score, lead_id in sorted(scored, key=_order)
            if lead_id != query and fits(query, lead_id)
        ]

    return rank
