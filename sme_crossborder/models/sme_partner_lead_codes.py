from odoo import api, models

from ..tools.lead_keys import NOT_RELEVANT

# where a list keeps what stands for an entry in files
CODE_FIELDS = {
    "res.country": "code",
    "res.currency": "name",
    "sme.sdg": "number",
}
NACE_NOW = "2.1"


class SmePartnerLeadCodes(models.AbstractModel):
    """What stands for an entry of a list in files: its code, else its English name."""

    _name = "sme.partner.lead.codes"
    _description = "Partner Lead: Codes of Lists"

    @api.model
    def _get_list_codes(self, fname):
        """Return ``{word: id}`` of all that may stand for an entry of a field's list.

        Words are in small letters. A code stands before a name, an entry in use before
        an archived one. Names are those in English and in the user's language.
        """
        entries = self._get_list(fname)
        words = {}
        for entry in entries:
            for word in self._get_codes(entry):
                words.setdefault(word.casefold(), entry.id)
        for language in ("en_US", self.env.lang):
            for entry in entries.with_context(lang=language):
                for name in (entry.display_name, entry[entry._rec_name or "name"]):
                    if name:
                        words.setdefault(name.casefold(), entry.id)
        return words

    @api.model
    def _get_list(self, fname):
        """Return what a field chooses from, archived entries last."""
        field = self._fields[fname]
        Entry = self.env[field.comodel_name].with_context(active_test=False)
        domain = []
        if field.comodel_name == "sme.keyword":
            domain = [("kind", "=", fname.removesuffix("_keyword_ids"))]
        # the whole list is needed: any entry may be named
        entries = Entry.search(domain)  # pylint: disable=no-search-all
        if "active" in Entry:
            entries = entries.sorted(lambda entry: not entry.active)
        return entries

    @api.model
    def _get_codes(self, entry):
        """Return what stands for an entry, the first as it is written."""
        if entry._name == "sme.nace":
            full = f"{entry.code} ({entry.revision})"
            # the same code may mean something else in the other revision
            return [entry.code, full] if entry.revision == NACE_NOW else [full]
        code = entry[CODE_FIELDS.get(entry._name, "code")]
        return [str(code)] if code else []

    @api.model
    def _get_written_code(self, entry):
        """Return what is written for an entry."""
        codes = self._get_codes(entry)
        return codes[0] if codes else entry.with_context(lang="en_US").name

    def _get_written_codes(self, fname):
        """Return what is written for the entries chosen, in an order of its own."""
        entries = self.with_context(active_test=False)[fname]
        codes = map(self._get_written_code, entries)
        return sorted(codes, key=lambda code: (len(code), code))

    @api.model
    def _find_code(self, words, fname, word):
        """Return the id of an entry, or None.

        :param dict words: what `_get_list_codes` returned, by field, filled here
        """
        if fname not in words:
            words[fname] = self._get_list_codes(fname)
        known = words[fname]
        word = str(word).strip().casefold()
        if word == NOT_RELEVANT:
            return None
        found = known.get(word)
        if found is None and fname.endswith("_keyword_ids") and word.isdigit():
            # spreadsheets take the zero at the beginning away
            found = known.get(word.zfill(8))
        return found
