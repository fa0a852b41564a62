from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ..tools import identifiers
from ..tools.identifiers import InvalidIdentifier
from ..tools.lead_identity import own_domain
from ..tools.names import normalise_name
from .sme_firm_duplicate import SIMILARITY_THRESHOLD
from .sme_firm_search import COUNTRIES

LONGEST_NUMBER = 30  # characters of an answer that may be a number and nothing else
FEWEST_DIGITS = 6
MOST_NAMED = 3  # files named where several fit


class SmeRegistrationProposal(models.AbstractModel):
    """Which of the files the user reads an attendee may come from, and why.

    Only proposed: somebody confirms it. The strongest clue decides: a number that was
    answered, else the domain of the e-mail, else the name of the firm. Where several
    files fit equally well none is proposed.
    """

    _name = "sme.registration.proposal"
    _description = "Registration: Proposed Firm"

    proposed_firm_id = fields.Many2one(
        "sme.firm",
        string="Proposed firm",
        compute="_compute_proposal",
        compute_sudo=False,
    )
    proposal_reason = fields.Char(
        string="Why", compute="_compute_proposal", compute_sudo=False
    )

    @api.depends(
        "firm_id",
        "has_no_firm",
        "company_name",
        "email",
        "registration_answer_ids.value_text_box",
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_proposal(self):
        self.proposed_firm_id = self.proposal_reason = False
        open_ones = self.filtered(lambda one: not one.firm_id and not one.has_no_firm)
        if not open_ones or not self.env["sme.firm"].has_access("read"):
            return
        for find in (
            self._find_by_number,
            self._find_by_domain,
            self._find_by_name,
            self._find_alike,
        ):
            found = find(open_ones)
            for one, (firms, quote) in found.items():
                one._propose(firms, find.__name__, quote)
            open_ones -= self.browse().union(*found)

    def _propose(self, firms, clue, quote):
        self.ensure_one()
        nearest = self._keep_nearest(firms)
        if len(nearest) == 1:
            self.proposed_firm_id = nearest
            self.proposal_reason = self._say_clue(clue, quote)
            return
        names = ", ".join(sorted(nearest.mapped("display_name"))[:MOST_NAMED])
        self.proposal_reason = self.env._(
            "%(clue)s Several files fit, so choose one: %(firms)s.",
            clue=self._say_clue(clue, quote),
            firms=names,
        )

    def _keep_nearest(self, firms):
        """Of files on one firm the organiser's is meant, then the user's own."""
        owner = self.event_id.company_id
        return (
            firms.filtered(lambda firm: firm.company_id == owner)
            or firms.filtered("is_own")
            or firms
        )

    def _say_clue(self, clue, quote):
        return {
            "_find_by_number": self.env._("Number given: %(quote)s.", quote=quote),
            "_find_by_domain": self.env._(
                "Same e-mail domain: %(quote)s.", quote=quote
            ),
            "_find_by_name": self.env._("Same name."),
            "_find_alike": self.env._("Similar name."),
        }[clue]

    # ------------------------------------------------------------------
    # Clues: each returns {registration: (files, what was found)}
    # ------------------------------------------------------------------

    @api.model
    def _find_by_number(self, registrations):
        """By a registry or VAT number that is the whole of an answer."""
        quotes, wanted = {}, defaultdict(dict)
        for one in registrations:
            for answer in one.registration_answer_ids:
                text = (answer.value_text_box or "").strip()
                for key in self._read_number_keys(text):
                    quotes[one, key] = text
                    wanted[one][key] = text
        keys = {key for keys in wanted.values() for key in keys}
        if not keys:
            return {}
        by_kind = defaultdict(list)
        for kind, key in keys:
            by_kind[kind].append(key)
        # sudo: exact match on numbers that were given; the entities are not shown
        entities_sudo = (
            self.env["sme.entity"]
            .sudo()
            .search(Domain.OR(Domain(kind, "in", by_kind[kind]) for kind in by_kind))
        )
        Firm = self.env["sme.firm"]
        # under the user's own rules
        files = Firm.search([("id", "in", Firm._own_files(entities_sudo))])
        found = {}
        for one, keys in wanted.items():
            # sudo: the numbers of files the user reads
            hits = files.filtered(
                lambda firm, keys=keys: any(
                    firm.sudo().entity_id[kind] == key for kind, key in keys
                )
            )
            if hits:
                found[one] = (hits, next(iter(keys.values())))
        return found

    @api.model
    def _read_number_keys(self, text):
        """Return the keys a text stands for, as each country would read it.

        :returns: set of ``(field of sme.entity, key)``
        """
        digits = sum(char.isdigit() for char in text)
        if len(text) > LONGEST_NUMBER or digits < FEWEST_DIGITS:
            return set()
        keys = set()
        for code in COUNTRIES:
            try:
                number = identifiers.parse_registry_number(code, text)
            except InvalidIdentifier:
                number = None
            try:
                vat = identifiers.parse_vat(code, text)
                number = number or identifiers.registry_from_vat(code, text)
            except InvalidIdentifier:
                vat = None
            if number:
                keys.add(("registry_key", self.env["sme.firm"]._registry_key(number)))
            if vat and not vat.embeds_personal:
                keys.add(("vat_key", vat.number))
        return keys

    def _get_number_given(self):
        """Return the answer that is a number of a firm, or False."""
        self.ensure_one()
        texts = [
            (answer.value_text_box or "").strip()
            for answer in self.registration_answer_ids
        ]
        return next(filter(self._read_number_keys, texts), False)

    @api.model
    def _find_by_domain(self, registrations):
        """By the domain of the e-mail, unless many share it."""
        domains = {}
        for one in registrations:
            address = email_normalize(one.email)
            if address and (domain := own_domain(address)):
                domains[one] = domain
        if not domains:
            return {}
        wanted = sorted(set(domains.values()))
        by_domain = defaultdict(self.env["sme.firm"].browse)
        firms = self.env["sme.firm"].search(
            Domain.OR([_has_domain("email", wanted), _has_domain("website", wanted)])
        )
        for firm in firms:
            for address in (firm.email, firm.website):
                by_domain[address and own_domain(address)] |= firm
        persons = self.env["res.partner"].search(
            Domain("parent_id.sme_firm_ids", "!=", False)
            & _has_domain("email_normalized", wanted)
        )
        for person in persons:
            firms = person.parent_id.sme_firm_ids.filtered("active")
            by_domain[own_domain(person.email_normalized)] |= firms._filtered_access(
                "read"
            )
        return {
            one: (by_domain[domain], domain)
            for one, domain in domains.items()
            if by_domain.get(domain)
        }

    @api.model
    def _find_by_name(self, registrations):
        """By the name that was given, whatever its legal form, case and accents."""
        names = _get_names(registrations)
        if not names:
            return {}
        firms = self.env["sme.firm"].search([("name_key", "in", [*names.values()])])
        by_name = firms.grouped("name_key")
        return {
            one: (by_name[name], name) for one, name in names.items() if name in by_name
        }

    @api.model
    def _find_alike(self, registrations):
        """By a name that resembles the one given."""
        names = _get_names(registrations)
        if not names or not self.env.registry.has_trigram:
            return {}
        Firm = self.env["sme.firm"]
        query = Firm._search([])
        column = SQL.identifier("sme_firm", "name_key")
        query.add_join(
            "JOIN",
            "given",
            SQL("(SELECT DISTINCT unnest(%s) AS name)", [*names.values()]),
            SQL(
                "%(column)s %% given.name"
                " AND similarity(%(column)s, given.name) >= %(least)s",
                column=column,
                least=SIMILARITY_THRESHOLD,
            ),
        )
        rows = self.env.execute_query(
            query.select(
                SQL.identifier("given", "name"), SQL.identifier(query.table, "id")
            )
        )
        alike = defaultdict(list)
        for name, firm_id in rows:
            alike[name].append(firm_id)
        return {
            one: (firms, name)
            for one, name in names.items()
            if (firms := Firm.browse(alike.get(name)))
        }


def _get_names(registrations):
    names = {one: normalise_name(one.company_name or "") for one in registrations}
    return {one: name for one, name in names.items() if name}


def _has_domain(fname, domains):
    """Return the condition for addresses of e-mail or web at one of some domains."""
    pattern = r"^(.*@|(https?://)?(www\.)?)([^/:?#@]+).*$"
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            r"regexp_replace(lower(%s), %s, '\4') = ANY(%s)",
            model._field_to_sql(alias, fname, query),
            pattern,
            domains,
        )
    )
