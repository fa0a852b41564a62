from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import identifiers
from ..tools.identifiers import InvalidIdentifier
from .sme_firm_identity import IDENTITY_FIELDS

SHORTEST_NUMBER = 3  # digits; fewer would find half of the files
COUNTRIES = ("SE", "FI", "EE", "LV", "LT", "PL", "DK", "NO")


class SmeFirmSearch(models.AbstractModel):
    """Finding a file by any of its numbers, however they are written."""

    _name = "sme.firm.search"
    _description = "Firm File: Search by Number"

    identifier_key = fields.Char(
        string="Numbers without separators",
        compute="_compute_identifier_key",
        store=True,
        precompute=True,
        index="trigram",
        help="All numbers of the file in one place: one index finds any of them.",
    )
    identifier_search = fields.Char(
        string="Any number",
        compute="_compute_identifier_search",
        search="_search_identifier_search",
        help="Registry, VAT, PIC, LEI or EUID, in any notation.",
    )

    @api.depends(*IDENTITY_FIELDS)
    def _compute_identifier_key(self):
        """Leave masked numbers out: what is left of them fits half a country."""
        for firm in self:
            numbers = [firm[fname] or "" for fname in IDENTITY_FIELDS]
            compact = [_compact(number) for number in numbers if "•" not in number]
            firm.identifier_key = " ".join(filter(None, compact)) or False

    @api.depends(*IDENTITY_FIELDS)
    def _compute_identifier_search(self):
        for firm in self:
            numbers = [firm[fname] for fname in IDENTITY_FIELDS]
            firm.identifier_search = " ".join(filter(None, numbers))

    @api.model
    def _search_identifier_search(self, operator, value):
        """Find a number however it is written; personal ones by their hash."""
        if operator not in ("ilike", "in", "=", "=ilike"):
            return NotImplemented
        terms = [value] if isinstance(value, str) else [v for v in value if v]
        return Domain.OR(self._search_one_number(str(term)) for term in terms)

    @api.model
    def _search_one_number(self, term):
        compact = _compact(term)
        digits = sum(char.isdigit() for char in compact)
        if digits < SHORTEST_NUMBER:
            return Domain.FALSE
        numbers, keys = self._possible_numbers(compact)
        domain = Domain.OR(
            Domain("identifier_key", "ilike", number) for number in {compact, *numbers}
        )
        if keys:
            # sudo: exact match on a number the user typed; the entity is not shown
            entities = (
                self.env["sme.entity"].sudo().search([("registry_key", "in", keys)])
            )
            domain |= Domain("id", "in", self._own_files(entities))
        return domain

    @api.model
    def _possible_numbers(self, compact):
        """Read a typed number as each country would: its numbers, personal keys."""
        numbers, keys = set(), []
        for code in COUNTRIES:
            try:
                number = identifiers.parse_registry_number(code, compact)
            except InvalidIdentifier:
                continue
            if number.is_personal:
                keys.append(self._registry_key(number))
            else:
                numbers.add(_compact(number.display))
        return numbers, keys

    @api.model
    def _own_files(self, entities_sudo):
        """Ids of the files on entities; the caller's own rules filter them later."""
        return entities_sudo.with_context(active_test=False).firm_ids.ids

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if (
            operator == "ilike"
            and isinstance(value, str)
            and any(char.isdigit() for char in value)
        ):
            domain |= self._search_identifier_search(operator, value)
        return domain


def _compact(number):
    return "".join(char for char in number if char.isalnum())
