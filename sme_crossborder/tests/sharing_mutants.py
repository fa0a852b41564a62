"""Ways to break sharing on purpose: each undoes one thing that keeps a record in.

A mutant is a function that takes the test case and returns a context manager, or None
when it only writes on a rule, which the savepoint around it takes back.
"""

from unittest.mock import patch

from odoo.tools import SQL

from ..models import sme_shared_mixin
from .sharing_mutant_lists import (
    ASKED,
    CLOSED,
    EVERYTHING,
    NOTHING,
    OPENED,
    RAISED,
    SKIPPED,
    UNDONE,
)


def all_mutants():
    """Return every mutant by its name."""
    mutants = {f"{n} opened": change_rule(n, EVERYTHING) for n in OPENED}
    mutants |= {f"{n} closed": change_rule(n, NOTHING) for n in CLOSED}
    mutants |= {name: _ask_otherwise(*how) for name, how in ASKED.items()}
    mutants |= {f"{m}.{name} as superuser": raise_method(m, name) for m, name in RAISED}
    mutants |= {f"{m}.{name} skipped": _skip(m, name, x) for m, name, x in SKIPPED}
    mutants |= {f"{c.__name__}.{name} undone": _undo(c, name) for c, name in UNDONE}
    return mutants | {
        "the network is forgotten": _forget_network,
        "the last day is not looked at by those who work": _work_on,
        "CRM's company rule opened": _stock_rule(EVERYTHING),
        "CRM's company rule as stock has it": _stock_rule(None),
        "journeys: work rule and border opened": _both_work_rules,
        "barriers noted on journeys shared to read": _noted_by_readers,
        "barrier met: not read with its journey": _without_journey,
        "owner's fields given away": _owner_fields,
        "withdrawal skipped": _withdraw_nothing,
        "last days not kept": _forget_days,
        "every right kept as work": _keep_work,
        "persons shown to whoever reads the firm": _persons_to_readers,
        "persons shown with every share": _always_persons,
        "any audience of the same scope taken": _any_audience,
        "only the record itself tidied": _tidy_one,
        "all records own": _all_own,
        "a guest writes in the owner's house": _owner_house,
        "messages of a journey not limited": _unlimited("message_ids"),
        "steps of a journey not limited": _unlimited("activity_ids"),
        "persons of the firm as superuser": _all_persons,
        "former members named": _former_members,
        "file of a request opened to its readers": _open_to_readers,
        "giver reads on for good": _giver_stays,
        "shares kept whatever was said": _keep_shares,
        "steps given to whoever noted it": _steps_to_noter,
        "whoever leaves stays a member": _leave_nothing,
        "whoever leaves takes the register along": _take_register,
    }


# ----------------------------------------------------------------------


def change_rule(name, domain):
    def mutate(case):
        case.env.ref(f"sme_crossborder.{name}").domain_force = domain

    return mutate


def _ask_otherwise(method, table, text):
    def make(original):
        def said(self, alias):
            if alias != table:
                return original(self, alias)
            return SQL(text, today=self._today()) if "%(" in text else SQL(text)

        return said

    return lambda case: _replace(case, "sme.audience", method, make)


def _forget_network(case):
    def make(original):
        return lambda self: SQL(
            """SELECT id FROM (%s) AS found (id)
                WHERE id NOT IN
                      (SELECT id FROM sme_audience WHERE scope = 'network')""",
            original(self),
        )

    return _replace(case, "sme.audience", "_select_readers", make)


def _work_on(case):
    """The last day ends what is read, but not what is worked on."""

    def make(original):
        def select(self):
            with patch.object(type(self), "_has_not_ended", lambda *_args: SQL("TRUE")):
                return original(self)

        return select

    return _replace(case, "sme.audience", "_select_workers", make)


def _stock_rule(domain):
    def mutate(case):
        rule = case.env.ref("crm.crm_lead_company_rule")
        rule.domain_force = domain or rule.sme_original_domain

    return mutate


def _replace(case, model, method, make):
    """Patch a method with what `make` builds from the original."""
    cls = type(case.env[model])
    return patch.object(cls, method, make(getattr(cls, method)))


def raise_method(model, method):
    def make(original):
        return lambda self, *args, **kw: original(self.sudo(), *args, **kw)

    return lambda case: _replace(case, model, method, make)


def _skip(model, method, answer):
    def mutate(case):
        # what inherits from an abstract model may have a method of its own
        def said(self, *_args, **_kw):
            return self.env[answer] if isinstance(answer, str) else answer

        return patch.object(type(case.env[model]), method, said)

    return mutate


def _undo(cls, method):
    def stock(self, *args, **kw):
        return getattr(super(cls, self), method)(*args, **kw)

    return lambda case: patch.object(cls, method, stock)


def _both_work_rules(case):
    """Either alone holds: CRM's rules and ours are asked together."""
    for name in ("crm_lead_rule_shared_work", "crm_lead_rule_border"):
        change_rule(name, EVERYTHING)(case)


def _noted_by_readers(case):
    """The rule and the check of who did it, either of which holds alone."""
    change_rule("sme_barrier_encounter_rule_shared_create", EVERYTHING)(case)
    return _skip("sme.barrier.encounter", "_is_noted_by_guest", True)(case)


def _without_journey(case):
    rule = case.env.ref("sme_crossborder.sme_barrier_encounter_rule_shared")
    firm = case.env.ref("sme_crossborder.sme_barrier_rule_shared")
    rule.domain_force = firm.domain_force


def _owner_fields(_case):
    return patch.object(sme_shared_mixin, "OWNER_FIELDS", set())


def _withdraw_nothing(case):
    def make(original):
        def change(self, readers, scope, *args, **kw):
            if readers or scope != "selected":
                original(self, readers, scope, *args, **kw)

        return change

    return _everywhere(case, "_change_audience", make)


def _everywhere(case, method, make):
    return _replace(case, "sme.shared.mixin", method, make)


def _forget_days(case):
    def make(original):
        def intern(self, scope, project, readers, *args):
            readers = [(partner, right, False) for partner, right, _until in readers]
            return original(self, scope, project, readers, *args)

        return intern

    return _replace(case, "sme.audience", "_intern", make)


def _keep_work(case):
    def make(original):
        def intern(self, scope, project, readers, *args):
            readers = [(partner, "work", until) for partner, _right, until in readers]
            return original(self, scope, project, readers, *args)

        return intern

    return _replace(case, "sme.audience", "_intern", make)


def _persons_to_readers(case):
    """Without a look at what was said and what is arranged."""

    def persons(self):
        return self.sudo().partner_id.child_ids if self.has_access("read") else []

    return _skip_to(case, "sme.firm", "_get_shared_persons", persons)


def _always_persons(case):
    def make(original):
        return lambda self, *args: original(self, *args[:3], True)

    return _replace(case, "sme.audience", "_intern", make)


def _any_audience(case):
    def make(original):
        def intern(self, scope, project, readers, *args):
            if not readers and scope == "selected":
                return self.browse()
            known = self.sudo().search([("scope", "=", scope)], limit=1, order="id")
            return known or original(self, scope, project, readers, *args)

        return intern

    return _replace(case, "sme.audience", "_intern", make)


def _tidy_one(case):
    return _skip_to(case, "crm.lead", "_get_shared_with", lambda self: [self])


def _skip_to(case, model, method, function):
    return patch.object(type(case.env[model]), method, function)


def _all_own(case):
    def compute(self):
        self.is_own = True

    return _everywhere(case, "_compute_is_own", lambda _original: compute)


def _owner_house(case):
    return _skip_to(
        case, "mail.message", "_get_house", lambda _self, owner, _user: owner
    )


def _unlimited(fname):
    def mutate(case):
        return patch.object(case.env["crm.lead"]._fields[fname], "domain", [])

    return mutate


def _all_persons(case):
    def compute(self):
        for firm in self:
            firm.contact_ids = firm.sudo().partner_id.child_ids

    return _skip_to(case, "sme.firm", "_compute_contact_ids", compute)


def _former_members(case):
    return _skip_to(case, "sme.project.member", "_filter_present", lambda self: self)


# ----------------------------------------------------------------------
# Files that change hands
# ----------------------------------------------------------------------


def _open_to_readers(case):
    """Without a look at who may read the request itself."""

    def action(self):
        firm = self._get_readable_firm()
        return firm.get_formview_action() if firm else False

    return _skip_to(case, "sme.hand.over", "action_open_firm", action)


def _moved_with(case, **values):
    def make(original):
        def share(self, held, united):
            self.write(values)
            return original(self, held, united)

        return share

    return _replace(case, "sme.hand.over", "_share_after", make)


def _giver_stays(case):
    return _moved_with(case, giver_until="2099-12-31")


def _keep_shares(case):
    return _moved_with(case, keep_shares=True)


def _steps_to_noter(case):
    """As if whoever noted a barrier could always read it."""

    def make(original):
        def is_open(self, user):
            noted = self._name == "sme.barrier.encounter" and user == self.user_id
            return noted or original(self, user)

        return is_open

    return _everywhere(case, "_is_open_to", make)


def _leave_nothing(case):
    def make(original):
        def leave(self):
            last = self.member_id.date_end
            original(self)
            self.sudo().member_id.date_end = last

        return leave

    return _replace(case, "sme.project.leave", "action_leave", make)


def _take_register(case):
    """Known barriers too that others met."""

    def make(original):
        def shared(self):
            known = self.env["sme.barrier"].sudo()
            known = known.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("audience_id.scope", "=", "project"),
                ]
            )
            return [*original(self), known.with_env(self.env)]

        return shared

    return _replace(case, "sme.project.leave", "_get_shared", make)
