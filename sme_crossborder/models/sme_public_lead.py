from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from .sme_portal_shown import LISTED, TEASER

PER_PAGE = 20
# what an address of the list may ask for
FILTERS = ("type", "country", "search")


class SmePublicLead(models.AbstractModel):
    """What everybody reads of partner leads: the teaser, and plain values alone.

    A lead whose owner let people outside the network read it, and as long as it is
    published. Files, holders and contacts are not asked for at all.
    """

    _name = "sme.public.lead"
    _description = "Partner Leads on the Public Pages"
    _inherit = "sme.portal.reader"

    @api.model
    def _get_public_teasers(self):
        """Return the model as the system, and the domain of what everybody reads."""
        domain = Domain(
            [
                ("is_public", "=", True),
                ("state", "=", "published"),
                ("date_expiry", ">=", fields.Date.context_today(self)),
                # whoever is never to see it reads the public page too
                ("lead_id.exclusion_ids", "=", False),
            ]
        )
        # as the system: the table of what is told first, of leads for everybody
        return self.env["sme.partner.lead.teaser"].with_user(SUPERUSER_ID), domain

    @api.model
    def _list_public(self, filters, page=1):
        """Return a page of the list, the newest first.

        :param dict filters: texts as they stand in the address, by name
        :param int page: from 1 on; what is beyond the last is the last
        :returns: ``(total, page, rows)``, the rows as dicts of texts
        """
        teasers, domain = self._get_public_teasers()
        domain &= self._get_filter_domain(
            {name: filters[name] for name in FILTERS if filters.get(name)}
        )
        total = teasers.search_count(domain)
        page = min(page, max(-(-total // PER_PAGE), 1))
        found = teasers.search_fetch(
            domain, LISTED, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
        )
        types = self._labels(teasers, "lead_type")
        language = self._get_language(teasers)
        return (
            total,
            page,
            [
                {
                    **self._get_head(teaser, language),
                    "reference": teaser.reference,
                    "what": ", ".join(
                        filter(None, (types[teaser.lead_type], teaser.country_id.name))
                    ),
                    "by": teaser.partner_id.name,
                    "until": self._say(teaser, "date_expiry"),
                }
                for teaser in found
            ],
        )

    @api.model
    def _get_public_choices(self):
        """Return what the filters offer: types, and countries there is a lead from."""
        teasers, domain = self._get_public_teasers()
        return {
            "types": list(self._labels(teasers, "lead_type").items()),
            "countries": self._list_countries(teasers, domain),
        }

    @api.model
    def _find_public(self, reference):
        """Return the teaser of a reference everybody may read, or none.

        :param str reference: as it stands in the address
        """
        teasers, domain = self._get_public_teasers()
        reference = (reference or "").replace("\0", "")
        return teasers.search(Domain("reference", "=", reference) & domain, limit=1)

    @api.model
    def _read_public(self, reference):
        """Return what everybody reads of a lead, or nothing; a dict of texts.

        :param str reference: as it stands in the address
        """
        teaser = self._find_public(reference)
        if not teaser:
            return None
        return {
            **self._get_head(teaser, self._get_language(teaser)),
            "reference": teaser.reference,
            "facts": self._show(teaser, TEASER),
            "other_languages": teaser.other_languages,
        }
