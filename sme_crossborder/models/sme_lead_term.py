from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.lead_terms import lead_terms

# terms of a text that are compared: those that tell it from others the most
MOST_COMPARED = 24


class Weighed(NamedTuple):
    """The terms of some texts that are compared, and what those texts say in all."""

    terms: dict  # id of a term: (weight, word of the texts)
    whole: float  # weight of as many terms, known or not, the heaviest first


class SmeLeadTerm(models.Model):
    """A beginning of words that stands in published leads, and how much it tells.

    A term that half of the leads have tells nothing, one that few have tells much.
    How many have it is counted each day over all leads, whoever may read them.
    """

    _name = "sme.lead.term"
    _description = "Term of Leads"

    name = fields.Char(required=True)
    weight = fields.Float(help="Empty until it is counted; 0: only one lead has it.")

    _name_uniq = models.UniqueIndex("(name)")

    @api.model
    def _intern(self, names):
        """Return the ids of terms, made when they are new.

        :param names: what `lead_terms` returns
        :returns: ``{term: id}``
        """
        if not names:
            return {}
        # in one order, so that two transactions never wait for each other
        ordered = sorted(names)
        self.env.execute_query(
            SQL(
                """INSERT INTO sme_lead_term (name) SELECT unnest(%s)
                   ON CONFLICT (name) DO NOTHING RETURNING id""",
                ordered,
            )
        )
        return dict(
            self.env.execute_query(
                SQL("SELECT name, id FROM sme_lead_term WHERE name = ANY(%s)", ordered)
            )
        )

    @api.model
    def _find(self, names):
        """Return the ids of terms that stand in some lead or file.

        :returns: ``{term: id}``
        """
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT name, id FROM sme_lead_term WHERE name = ANY(%s)",
                    sorted(names),
                )
            )
        )

    @api.model
    def _weigh(self, *texts, alone=False):
        """Return the terms of some texts that tell the most, and what each weighs.

        One that was not counted yet weighs as much as the heaviest. So does what no
        other lead has, in the whole: what an answer lacks counts too. Else the everyday
        words that a few leads share would be all there is to be found.

        :param bool alone: whether what one lead has alone is compared, as the heaviest:
            among leads nothing else has it, among files of firms one may
        :returns: `Weighed`
        """
        words = lead_terms(*texts)
        rows = self.env.execute_query(
            SQL(
                """SELECT term.id, word.name, term.weight,
                          COALESCE(NULLIF(term.weight, 0), most.heaviest, 1) AS heavy
                     FROM (SELECT NULLIF(MAX(weight), 0) AS heaviest
                             FROM sme_lead_term) AS most,
                          unnest(%s::text[]) AS word (name)
                     LEFT JOIN sme_lead_term AS term USING (name)
                    ORDER BY heavy DESC, word.name""",
                sorted(words),
            )
        )
        compared = [
            (term_id, (heavy, words[name]))
            for term_id, name, weight, heavy in rows
            if term_id and (alone or weight != 0)
        ]
        whole = sum(heavy for *_term, heavy in rows[:MOST_COMPARED])
        return Weighed(dict(compared[:MOST_COMPARED]), whole)

    @api.model
    def _cron_count(self):
        """Count anew in how many leads each term is; twice a day changes nothing."""
        self.env["sme.partner.lead.teaser"].flush_model(["term_ids"])
        self.env.cr.execute(
            SQL(
                # as usual in retrieval: the square of the inverse document frequency
                """WITH counted AS (
                       SELECT sme_lead_term_id AS id, COUNT(*) AS leads
                         FROM sme_partner_lead_teaser_term_rel GROUP BY 1
                   ), every AS (
                       SELECT COUNT(*) AS leads FROM sme_partner_lead_teaser
                   ), weighed AS (
                       SELECT term.id, CASE WHEN counted.leads > 1 THEN POWER(
                              LN((every.leads + 1) / (counted.leads + 0.5)), 2)
                              ELSE 0 END AS weight
                         FROM every, sme_lead_term AS term
                         LEFT JOIN counted USING (id)
                   )
                   UPDATE sme_lead_term AS term SET weight = weighed.weight
                     FROM weighed
                    WHERE term.id = weighed.id
                      AND term.weight IS DISTINCT FROM weighed.weight"""
            )
        )
        self.invalidate_model(["weight"])
