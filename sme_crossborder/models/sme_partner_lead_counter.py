from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL


class SmePartnerLeadCounter(models.Model):
    """The last number given out below a prefix of reference codes; nobody's to read."""

    _name = "sme.partner.lead.counter"
    _description = "Counter of Partner Leads"
    _rec_name = "prefix"

    prefix = fields.Char(required=True)
    number = fields.Integer(required=True)

    _prefix_uniq = models.UniqueIndex("(prefix)")

    @api.model
    def _take(self, prefixes):
        """Return a number for each prefix, none twice.

        Of several transactions that take one below the same prefix at once, the others
        wait for the first and are then told by PostgreSQL to run again, which Odoo does
        by itself. What is rolled back leaves no gap.

        :param prefixes: list of texts; one given three times gets three numbers
        :returns: list of numbers, in the order of ``prefixes``
        """
        last = {}
        # in one order, so that two transactions never wait for each other
        for prefix, count in sorted(Counter(prefixes).items()):
            [(number,)] = self.env.execute_query(
                SQL(
                    """INSERT INTO sme_partner_lead_counter AS counter (prefix, number)
                            VALUES (%s, %s)
                       ON CONFLICT (prefix)
                         DO UPDATE SET number = counter.number + excluded.number
                         RETURNING number""",
                    prefix,
                    count,
                )
            )
            last[prefix] = number - count
        numbers = []
        for prefix in prefixes:
            last[prefix] += 1
            numbers.append(last[prefix])
        return numbers
