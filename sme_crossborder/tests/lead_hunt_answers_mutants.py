"""Ways to break what answers leads on purpose: matches, the portal, interests."""

from unittest.mock import patch

from odoo.fields import Domain
from odoo.tools import SQL

from ..models import (
    sme_matching_firms,
    sme_matching_leads,
    sme_partner_lead_interest,
    sme_partner_lead_shown,
    sme_partner_lead_teaser,
)
from ..models.sme_portal_shown import PROFILE
from ..tools.lead_terms import lead_terms
from .mutate import EVERYTHING, NOTHING, as_superuser, replace, rule, skip

TEASER, INTEREST = "sme.partner.lead.teaser", "sme.partner.lead.interest"
MATCHING, MATCH = "sme.matching", "sme.match"
READER, PORTAL, IDENTITY = (
    "sme.portal.reader",
    "sme.portal.interest",
    "sme.portal.identity",
)
ASKED = "sme_partner_lead_interest_rule_concerned"
RULES = {
    "interests opened": (ASKED, EVERYTHING),
    "interests closed": (ASKED, NOTHING),
    "interests of who asks alone": (ASKED, "[('company_id', 'in', company_ids)]"),
    "interests of the owner alone": (
        ASKED,
        "[('owner_company_id', 'in', company_ids)]",
    ),
    "interests of whoever reads the lead": (
        ASKED,
        "[('teaser_id.state', '=', 'published')]",
    ),
    "matches of everybody": ("sme_match_rule_own", EVERYTHING),
}
RAISED = (
    (MATCHING, "_lead_candidates"),
    (INTEREST, "read"),
    (INTEREST, "search"),
    (INTEREST, "search_count"),
)
SKIPPED = (
    (MATCHING, "_is_not_barred", SQL("TRUE")),
    (MATCHING, "_check_own", None),
    (INTEREST, "_check_side", None),
    (INTEREST, "_check_state", None),
    (INTEREST, "_check_may_express", None),
    (INTEREST, "_refuse_second", None),
    (INTEREST, "_is_asked_for_kept", False),
    (INTEREST, "_is_kept", False),
    (IDENTITY, "_get_teaser_domain", Domain.TRUE),
    (IDENTITY, "_get_current_domain", Domain.TRUE),
    (IDENTITY, "_get_held_domain", Domain.TRUE),
    ("sme.interest.agreement", "_is_open", True),
    ("sme.interest.reply", "_is_introduced", True),
)


def answer_mutants():
    """Return every mutant by its name."""
    mutants = {name: rule(*how) for name, how in RULES.items()}
    mutants |= {f"{m}.{n} as superuser": as_superuser(m, n) for m, n in RAISED}
    mutants |= {f"{m}.{n} skipped": skip(m, n, said) for m, n, said in SKIPPED}
    return mutants | {
        "matches: whom a lead is kept from is forgotten": _forget_barred,
        "matches: leads that are over": _match_any_state,
        "matches: firms of other organisations": _match_any_firm,
        "matches: a lead is read past the rung": _read_source_anyway,
        "matches: words of the full text": _index_full_text,
        "matches: the holder is named": _name_holder,
        "a lead is named by its number": _name_anything,
        "portal: never shown to is not asked": _portal_forgets_never,
        "portal: of a firm, who keeps its file is not asked": _portal_forgets_house,
        "portal: each of several by itself": _portal_asks_one,
        "portal: what was opened to others": _portal_opens_all,
        "portal: what ended is still open": _portal_forgets_days,
        "portal: the full text at the first rung": _portal_tells_all,
        "portal: contacts at the second rung": _portal_names_all,
        "portal: what is being written": _portal_shows_drafts,
        "portal: a firm is an organisation": _portal_takes_firms,
        "portal: a search asks for the firm too": _portal_asks_firm,
        "portal: whose contact it is, speaks": _portal_lets_colleagues,
        "portal: users read teasers": _portal_grants_access,
        "portal: interests of everybody": _portal_follows_all,
        "portal: any lead can be asked for": _portal_asks_any,
        "portal: introductions of everybody": _portal_introduces_all,
        "what the firm says is told to both": _tell_both_what_is_agreed,
        "interests: nothing is kept": _keep_nothing,
        "interests: compared with a lead that is closed": _compare_anyway,
    }


# ----------------------------------------------------------------------
# Matches
# ----------------------------------------------------------------------


def _forget_barred(case):
    """Each kind of source forgets on whose account nothing is shown."""

    def make(original):
        return lambda self, record: original(self, record)._replace(barred_ids=[])

    cls = type(case.env[MATCHING])
    return patch.multiple(
        cls,
        _source_of_lead=make(cls._source_of_lead),
        _source_of_firm=make(cls._source_of_firm),
        _source_of_teaser=make(cls._source_of_teaser),
    )


def _without(module, fname):
    """Patch the domains a module makes: what asks for a field asks for nothing."""

    def make(first, *rest):
        return Domain.TRUE if first == fname else Domain(first, *rest)

    return patch.object(module, "Domain", make)


def _match_any_state(_case):
    return _without(sme_matching_leads, "state")


def _match_any_firm(case):
    def make(original):
        def candidates(self, source):
            with _without(sme_matching_firms, "company_id"):
                return original(self.sudo(), source)

        return candidates

    return replace(case, MATCHING, "_firm_candidates", make)


def _read_source_anyway(case):
    def make(original):
        return lambda self, teaser: original(self, teaser.sudo())

    return replace(case, MATCHING, "_source_of_teaser", make)


def _index_full_text(case):
    def make(_original):
        def compute(self):
            terms = self.env["sme.lead.term"]
            for teaser in self:
                words = lead_terms(teaser.title, teaser.sudo().lead_id.description)
                teaser.term_ids = terms.browse(terms._intern(set(words)).values())

        return compute

    return replace(case, TEASER, "_compute_term_ids", make)


def _name_holder(case):
    def make(original):
        def say(self, source, teaser, words):
            holder = teaser.sudo().lead_id.holder_name
            return f"{original(self, source, teaser, words)} {holder}"

        return say

    return replace(case, MATCHING, "_say_country", make)


def _name_anything(_case):
    cls = sme_partner_lead_teaser.SmePartnerLeadTeaser
    return patch.object(cls, "_filter_readable", lambda self: self)


# ----------------------------------------------------------------------
# The portal
# ----------------------------------------------------------------------


def _portal_forgets_never(case):
    def make(_original):
        return lambda _self, audiences, _mine: SQL(
            "SELECT id FROM (%s) AS a (id)", audiences
        )

    return replace(case, IDENTITY, "_without_kept_out", make)


def _portal_forgets_house(case):
    return replace(
        case, IDENTITY, "_get_kept_out", lambda _original: lambda self: self.partner_id
    )


def _portal_asks_one(case):
    def make(original):
        return lambda self, audiences, _mine: original(self, audiences, self)

    return replace(case, IDENTITY, "_without_kept_out", make)


def _portal_opens_all(case):
    def make(_original):
        def find(self, domain):
            lines = self.env["sme.partner.lead.rung"].sudo().search(domain)
            return lines.filtered(lambda line: not line.date_end)._filter_current()

        return find

    return replace(case, IDENTITY, "_find_lines", make)


def _portal_forgets_days(case):
    def make(original):
        def find(self, domain):
            cls = type(self.env["sme.partner.lead.rung"])
            with patch.object(cls, "_filter_current", lambda lines: lines):
                return original(self, domain)

        return find

    return replace(case, IDENTITY, "_find_lines", make)


def _change_page(case, change):
    def make(original):
        def read(self, teaser_id):
            page = original(self, teaser_id)
            if page:
                teaser = self.env[TEASER].sudo().browse(teaser_id)
                change(self, page, teaser.lead_id)
            return page

        return read

    return replace(case, READER, "_read_lead", make)


def _portal_tells_all(case):
    def change(reader, page, lead):
        page["profile"] = reader._show(lead, PROFILE)

    return _change_page(case, change)


def _portal_names_all(case):
    def change(reader, page, lead):
        if page["profile"]:
            page["contacts"] = lead._name_contacts(lead.open_rung_ids)

    return _change_page(case, change)


def _portal_shows_drafts(_case):
    states = dict.fromkeys(("draft", "review", "approval"), "on_hold")
    return patch.dict(sme_partner_lead_shown.STATES, states)


def _portal_takes_firms(case):
    """What is for the network is for firms too."""

    def make(_original):
        def domain(self, mine=None):
            if not self:
                return Domain.FALSE
            readers = SQL(
                "%s UNION ALL %s", self._select_audiences(self), self._select_network()
            )
            return self._through_audience(self._without_kept_out(readers, mine or self))

        return domain

    return replace(case, IDENTITY, "_get_teaser_domain", make)


def _portal_asks_firm(case):
    def make(original):
        def domain(self, filters):
            words = filters.get("search")
            found = original(self, filters)
            return (
                found | Domain("lead_id.holder_name", "ilike", words)
                if words
                else found
            )

        return domain

    return replace(case, READER, "_get_filter_domain", make)


def _portal_lets_colleagues(case):
    def make(_original):
        def find(self):
            partner = self.env.user.sudo().partner_id
            return self.sudo().search(
                Domain("partner_id", "in", (partner | partner.parent_id).ids)
                & self._get_current_domain()
            )

        return find

    return replace(case, IDENTITY, "_find_mine", make)


def _portal_grants_access(case):
    case.env["ir.model.access"].create(
        {
            "name": "Teasers on the portal",
            "model_id": case.env["ir.model"]._get_id(TEASER),
            "group_id": case.env.ref("base.group_portal").id,
            "perm_read": True,
        }
    )


def _portal_follows_all(case):
    def make(_original):
        def find(self, domain=Domain.TRUE):
            interests = self.env[INTEREST].sudo()
            return interests.search(domain & Domain("company_id", "=", False))

        return find

    return replace(case, PORTAL, "_find_interests", make)


def _portal_asks_any(case):
    """Whoever speaks for an organisation answers what another one reads."""

    def make(_original):
        def mine(self, _teaser):
            identities = self.env[IDENTITY]._find_mine()
            return identities.filtered(lambda one: one.kind == "organisation")

        return mine

    return replace(case, PORTAL, "_get_mine", make)


def _portal_introduces_all(case):
    def make(_original):
        def find(self, domain=Domain.TRUE):
            replies = self.env["sme.interest.reply"].sudo().search(domain)
            return replies.filtered(lambda reply: reply._is_open())

        return find

    return replace(case, "sme.portal.introduction", "_find_asked", make)


def _tell_both_what_is_agreed(case):
    def make(_original):
        def find(self):
            agreements = self.env["sme.interest.agreement"].sudo()
            return agreements.search([("interest_id", "in", self._origin.ids)])

        return find

    return replace(case, INTEREST, "_find_agreements", make)


def _keep_nothing(_case):
    cls = sme_partner_lead_interest.SmePartnerLeadInterest
    return patch.object(cls, "_kept_fields", frozenset())


def _compare_anyway(case):
    def make(original):
        def compute(self):
            original(self.sudo())
            fits = [
                name for name in self._fields if name.startswith(("fit_", "verdict_"))
            ]
            for interest in self:
                for fname in fits:
                    interest[fname] = interest.sudo()[fname]

        return compute

    return replace(case, INTEREST, "_compute_fit", make)
