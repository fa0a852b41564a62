import re

from odoo import api, models
from odoo.fields import Domain

from ..tools.lead_fields import TYPES
from .sme_portal_shown import TEASER

# what an address of the list may ask for
FILTERS = ("type", "country", "keyword", "search", "organisation", "opened")
KEYWORDS = {
    "market": "market_keyword_ids",
    "technology": "technology_keyword_ids",
}
_WORD = re.compile(r"\w+")
# nobody types more, and each is looked for in every field
_MOST_WORDS = 12
# what a word of a name stands behind, if it is not the first one
_BEFORE = (" ", "-", "/", "(", "&")


class SmePortalSearch(models.AbstractModel):
    """How leads are found on the portal and on the public pages.

    By what is shown first of them, whatever was opened to the reader: no filter asks
    for a field that stands in no list of what is shown.
    """

    _name = "sme.portal.search"
    _description = "Search of Partner Leads on the Portal"

    @api.model
    def _get_filter_domain(self, filters):
        """Return what the filters of an address say, passing over what says nothing.

        :param dict filters: texts as they stand in the address, by name
        """
        domain = Domain.TRUE
        if filters.get("type") in TYPES:
            domain &= Domain("lead_type", "=", filters["type"])
        if filters.get("country"):
            # sudo: which country has a code
            countries_sudo = self.env["res.country"].sudo()
            code = filters["country"].upper()
            found_sudo = countries_sudo.search([("code", "=", code)])
            domain &= Domain("country_id", "in", found_sudo.ids)
        if (filters.get("keyword") or "").isdecimal():
            keyword_id = int(filters["keyword"])
            domain &= Domain.OR(
                Domain(fname, "in", keyword_id) for fname in KEYWORDS.values()
            )
        if (filters.get("search") or "").strip():
            domain &= self._get_word_domain(filters["search"])
        if filters.get("opened"):
            mine_sudo = self.env["sme.portal.identity"]._find_mine()
            domain &= Domain("lead_id", "in", mine_sudo._find_opened().ids)
        return domain

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    @api.model
    def _get_word_domain(self, text):
        """Return the domain of teasers that show all the words of a text.

        In title and summary, the reference, or any other field that is shown first, as
        the reader reads it.
        """
        words = _WORD.findall(text)[:_MOST_WORDS]
        if not words:
            return Domain.FALSE
        teasers = self.env["sme.partner.lead.teaser"]
        fields_shown = [teasers._fields[fname] for fname in TEASER]
        # a word is looked up once in each list: most find nothing there, and then the
        # index of titles and summaries alone is asked
        lists = {field.comodel_name for field in fields_shown if field.relational}
        domain = Domain.TRUE
        for word in words:
            named = {model: self._find_named(model, word) for model in sorted(lists)}
            domain &= teasers._full_text_domain([word]) | Domain.OR(
                self._get_shown_domain(field, word, named) for field in fields_shown
            )
        return domain

    @api.model
    def _find_named(self, model, word):
        """Return the ids of entries of a list whose name has a word, or its begin.

        Of contacts those of the organisations that publish leads: they are few.
        """
        # sudo: short lists, the same for everybody; which leads are listed is asked
        # apart
        records_sudo = self.env[model].sudo().with_context(active_test=False)
        domain = _begins("name", word)
        if model == "sme.nace":
            domain |= _begins("code", word)
        if model == "res.partner":
            companies_sudo = records_sudo.env["res.company"].search(domain)
            return companies_sudo.partner_id.ids
        return records_sudo.search(domain).ids

    @api.model
    def _get_shown_domain(self, field, word, named):
        """Return the domain of teasers of which a field shows a word, or its begin.

        :param dict named: what :meth:`_find_named` found, by model
        """
        if field.relational:
            ids = named[field.comodel_name]
            return Domain(field.name, "in", ids) if ids else Domain.FALSE
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            begins = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
            keys = [key for key, label in labels.items() if begins.search(label)]
            return Domain(field.name, "in", keys) if keys else Domain.FALSE
        if field.type in ("char", "text"):
            return _begins(field.name, word)
        return Domain.FALSE

    # ------------------------------------------------------------------
    # Choices
    # ------------------------------------------------------------------

    @api.model
    def _list_countries(self, teasers_sudo, domain):
        """Return the countries there is a lead from, by name: ``[(code, name)]``.

        :param teasers_sudo: `sme.partner.lead.teaser` as superuser
        :param domain: of those the reader may see
        """
        found = [
            (country.code, country.name)
            for (country,) in teasers_sudo._read_group(domain, ["country_id"])
            if country.code
        ]
        return sorted(found, key=lambda choice: choice[1])

    @api.model
    def _list_keywords(self, teasers_sudo, domain):
        """Return the keywords of leads, by kind: ``[(label, [(id, name)])]``.

        :param teasers_sudo: `sme.partner.lead.teaser` as superuser
        :param domain: of those the reader may see
        """
        kinds = self.env["sme.keyword"]._fields["kind"]._description_selection(self.env)
        listed = []
        for kind, label in kinds:
            found = [
                (str(keyword.id), keyword.name)
                for (keyword,) in teasers_sudo._read_group(domain, [KEYWORDS[kind]])
                if keyword
            ]
            if found:
                listed.append((label, sorted(found, key=lambda choice: choice[1])))
        return listed


def _begins(fname, word):
    """Return the domain of records where a word of a text begins with this one."""
    # what is typed is no pattern
    word = word.replace("\\", "\\\\").replace("_", r"\_").replace("%", r"\%")
    return Domain.OR(
        Domain(fname, "=ilike", f"{before}{word}%")
        for before in ("", *(f"%{sign}" for sign in _BEFORE))
    )
