from odoo import api, models
from odoo.fields import Domain
from odoo.tools import formatLang

from .dates import say_day
from .sme_portal_shown import LISTED, PROFILE, TEASER

# more than these are not counted: nobody turns so many pages
COUNTED = 10_000


class SmePortalReader(models.AbstractModel):
    """What a portal user reads of partner leads: the only door, with plain values.

    Portal users have no right on any of our models. Pages ask here, and get texts of
    the fields that `sme_portal_shown` names, of leads that one of their identities
    reads today.
    """

    _name = "sme.portal.reader"
    _description = "Partner Leads on the Portal"
    _inherit = "sme.portal.search"

    # ------------------------------------------------------------------
    # The list
    # ------------------------------------------------------------------

    @api.model
    def _find_teasers(self, filters):
        """Return the model, the domain and the identities of what is listed.

        :param dict filters: texts as they stand in the address, by name
        :returns: ``(sme.partner.lead.teaser as superuser, domain, identities)``
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        chosen_sudo = mine_sudo.filtered(
            lambda identity: str(identity.partner_id.id) == filters.get("organisation")
        )
        domain = (chosen_sudo or mine_sudo)._get_teaser_domain(mine_sudo)
        # sudo: teasers that the user's identities read, by the domain above
        teasers_sudo = self.env["sme.partner.lead.teaser"].sudo()
        return teasers_sudo, domain & self._get_filter_domain(filters), mine_sudo

    @api.model
    def _get_page(self, filters, limit, page=1):
        """Return a page of the list, the newest first.

        :param dict filters: texts as they stand in the address, by name
        :param int limit: leads on a page
        :param int page: from 1 on; what is beyond the last is the last
        :returns: ``(total, rows)``: at most one more than are counted, and dicts of
            texts
        """
        teasers_sudo, domain, mine_sudo = self._find_teasers(filters)
        most = COUNTED // limit
        offset = (min(max(page, 1), most) - 1) * limit
        found_sudo = teasers_sudo.search_fetch(
            domain, LISTED, limit=limit, offset=offset
        )
        total = offset + len(found_sudo)
        # a page that is not full says itself how many there are
        if len(found_sudo) == limit or (offset and not found_sudo):
            total = teasers_sudo.search_count(domain, limit=COUNTED + 1)
        if total and not found_sudo:
            offset = (total - 1) // limit * limit
            found_sudo = teasers_sudo.search_fetch(
                domain, LISTED, limit=limit, offset=offset
            )
        return total, self._list_rows(found_sudo, mine_sudo)

    @api.model
    def _list_rows(self, found_sudo, mine_sudo):
        readers = self._get_readers(found_sudo, mine_sudo)
        rungs = mine_sudo._find_rungs(found_sudo.lead_id).grouped("lead_id")
        states = self._labels(found_sudo, "state")
        types = self._labels(found_sudo, "lead_type")
        rung_labels = self._labels(self.env["sme.partner.lead.rung"], "rung")
        language = self._get_language(found_sudo)
        return [
            {
                "id": teaser.id,
                **self._get_head(teaser, language),
                "reference": teaser.reference,
                "what": ", ".join(
                    filter(None, (types[teaser.lead_type], teaser.country_id.name))
                ),
                "by": teaser.partner_id.name,
                "until": self._say(teaser, "date_expiry"),
                "state": teaser.state != "published" and states[teaser.state],
                "rung": teaser.state != "revised"
                and teaser.lead_id in rungs
                and rung_labels[rungs[teaser.lead_id]._get_highest()],
                "readers": readers.get(teaser, []),
            }
            for teaser in found_sudo
        ]

    @api.model
    def _get_readers(self, teasers_sudo, mine_sudo):
        """Return for whom each teaser is read, by name, to who speaks for several."""
        readers = {}
        if len(mine_sudo) < 2:
            return readers
        for identity in mine_sudo:
            domain = identity._get_teaser_domain(mine_sudo)
            for teaser in teasers_sudo.search(
                Domain("id", "in", teasers_sudo.ids) & domain
            ):
                readers.setdefault(teaser, []).append(identity.partner_id.name)
        return readers

    @api.model
    def _get_choices(self):
        """Return what the filters offer: ``{name: [(value, label)]}``.

        Of countries and keywords those of leads the user reads: any other finds none.
        """
        teasers_sudo, domain, mine_sudo = self._find_teasers({})
        partners_sudo = mine_sudo.partner_id
        return {
            "type": list(self._labels(teasers_sudo, "lead_type").items()),
            "country": self._list_countries(teasers_sudo, domain),
            "keyword": self._list_keywords(teasers_sudo, domain),
            "organisation": len(partners_sudo) > 1
            and [(str(partner.id), partner.name) for partner in partners_sudo],
        }

    # ------------------------------------------------------------------
    # One lead
    # ------------------------------------------------------------------

    @api.model
    def _read_lead(self, teaser_id):
        """Return what the user reads of a lead, or nothing.

        :param int teaser_id: as it stands in the address
        :returns: dict of texts: ``facts`` of the teaser, ``profile``, ``files`` and
            ``contacts`` where it was opened as far to one of the user's organisations
        """
        teaser_sudo, lines_sudo, mine_sudo = self._find_lead(teaser_id)
        if not teaser_sudo:
            return None
        lead_sudo = teaser_sudo.lead_id
        doors = self.env["sme.portal.files"]
        contact_sudo = lines_sudo.filtered(lambda line: line.rung == "contact")
        states = self._labels(teaser_sudo, "state")
        return {
            "id": teaser_sudo.id,
            **self._get_head(teaser_sudo, self._get_language(teaser_sudo)),
            "state": teaser_sudo.state != "published" and states[teaser_sudo.state],
            "is_open": teaser_sudo.state == "published",
            "facts": self._show(teaser_sudo, TEASER),
            "other_languages": teaser_sudo.other_languages,
            "readers": self._get_readers(teaser_sudo, mine_sudo).get(teaser_sudo, []),
            "opened_to": lines_sudo.partner_id.mapped("name"),
            "profile": self._show(lead_sudo, PROFILE) if lines_sudo else [],
            "files": doors._list(doors._find_of(lead_sudo)) if lines_sudo else [],
            "contacts": lead_sudo._name_contacts(contact_sudo) if contact_sudo else [],
        }

    @api.model
    def _find_lead(self, teaser_id):
        """Return a lead the user reads, and what was opened of it to whom.

        :returns: ``(teaser, lines of the ladder, identities)`` as superuser
        """
        teasers_sudo, domain, mine_sudo = self._find_teasers({})
        teaser_sudo = teasers_sudo.search(Domain("id", "=", teaser_id) & domain)
        lines_sudo = mine_sudo._find_rungs(teaser_sudo.lead_id)
        if teaser_sudo.state == "revised":
            # what is being written was neither read by a second person nor approved
            lines_sudo = lines_sudo.browse()
        return teaser_sudo, lines_sudo, mine_sudo

    @api.model
    def _find_files(self, teaser_id):
        """Return the files of a lead, as superuser, once its profile is open."""
        teaser_sudo, lines_sudo, _mine = self._find_lead(teaser_id)
        lead_sudo = teaser_sudo.lead_id if lines_sudo else teaser_sudo.lead_id.browse()
        return self.env["sme.portal.files"]._find_of(lead_sudo)

    # ------------------------------------------------------------------
    # Texts
    # ------------------------------------------------------------------

    @api.model
    def _get_language(self, teasers_sudo):
        """Return the code of the reader's language."""
        return teasers_sudo.env["sme.partner.lead"]._get_reader_language().code

    @api.model
    def _get_head(self, teaser_sudo, own):
        """Return title and summary, and in which language they are.

        :param str own: code of the reader's language
        """
        translated = any(
            text["language"] == own and text.get("title")
            for text in teaser_sudo.translations or []
        )
        return {
            "title": teaser_sudo.shown_title or teaser_sudo.reference,
            "summary": teaser_sudo.shown_summary or "",
            "lang": own if translated else teaser_sudo.language_id.code,
        }

    @api.model
    def _show(self, record, fnames):
        """Return ``[(label, text)]`` of the fields that say something."""
        shown = []
        for fname in fnames:
            text = self._say(record, fname)
            if text:
                field = record._fields[fname]
                shown.append((field._description_string(self.env), text))
        return shown

    @api.model
    def _say(self, record, fname):
        """Return the value of a field as everybody reads it."""
        field, value = record._fields[fname], record[fname]
        if not value:
            return ""
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "selection":
            return self._labels(record, fname)[value]
        if field.type == "date":
            # a month in words: nobody takes 1 February for 2 January
            return say_day(self.env, value)
        if field.type == "monetary":
            return formatLang(self.env, value, currency_obj=record.currency_id)
        return str(value)

    @api.model
    def _labels(self, records, fname):
        return dict(records._fields[fname]._description_selection(self.env))
