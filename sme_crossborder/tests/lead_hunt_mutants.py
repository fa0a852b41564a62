"""Ways to break the ladder on purpose: each undoes one thing that keeps a lead in."""

from unittest.mock import patch

from ..models import (
    sme_kept_fields,
    sme_partner_lead_kept,
    sme_partner_lead_teaser,
    sme_thread,
)
from .mutate import EVERYTHING, NOTHING, as_superuser, replace, rule, skip, undo

TEASER, LEAD, RUNG = (
    "sme.partner.lead.teaser",
    "sme.partner.lead",
    "sme.partner.lead.rung",
)
OPENED = (
    "sme_partner_lead_teaser_rule",
    "sme_partner_lead_rule_own",
    "sme_partner_lead_rule_opened",
    "sme_partner_lead_translation_rule_opened",
    "sme_partner_lead_exclusion_rule_own",
    "sme_partner_lead_rung_rule_own",
    "sme_disclosure_rule_concerned",
)
CLOSED = (
    "sme_partner_lead_teaser_rule",
    "sme_partner_lead_rule_opened",
    "sme_partner_lead_rule_review",
    "sme_partner_lead_translation_rule_opened",
    "sme_disclosure_rule_concerned",
)
# methods whose answer is fetched as superuser
RAISED = (
    (TEASER, "search"),
    (TEASER, "search_count"),
    (TEASER, "name_search"),
    (TEASER, "web_search_read"),
    (TEASER, "formatted_read_group"),
    (TEASER, "read"),
    (LEAD, "read"),
    (LEAD, "web_read"),
    (LEAD, "export_data"),
    (LEAD, "search_count"),
    (LEAD, "_get_readers"),
    (LEAD, "copy_data"),
    ("sme.partner.lead.translation", "search"),
    ("sme.partner.lead.exclusion", "search"),
    ("ir.attachment", "search"),
)
# methods that look at nothing any more, and what they say instead
SKIPPED = (
    (LEAD, "_check_may_share", None),
    (LEAD, "_follow_rungs", None),
    (LEAD, "_after_exclusion", None),
    (LEAD, "_clear_all_shared_with", "res.users"),
    (LEAD, "_get_excluded", "res.partner"),
    (LEAD, "_is_kept", False),
    (LEAD, "_is_asked_for_kept", False),
    (LEAD, "_may_name_persons_to", True),
    (LEAD, "_log_rung", "sme.disclosure"),
    (LEAD, "_log_circle", None),
    ("mail.followers", "_keeps_followers", False),
    ("sme.partner.lead.exclusion", "_check_may_add", None),
)
UNDONE = (
    (sme_kept_fields.SmeKeptFields, "_has_field_access"),
    (sme_thread.SmeThread, "_search_message_partner_ids"),
    (sme_partner_lead_teaser.SmePartnerLeadTeaser, "_write_multi"),
)

# rules that say almost the same
ALMOST = {
    "every teaser that is published": (
        "sme_partner_lead_teaser_rule",
        "[('state', '=', 'published')]",
    ),
    "the lead is read while it is rewritten": (
        "sme_partner_lead_rule_opened",
        "[('audience_id', 'any', [('is_reader', '=', True)])]",
    ),
    "the lead is read no more when it is over": (
        "sme_partner_lead_rule_opened",
        "[('state', '=', 'published'),"
        " ('audience_id', 'any', [('is_reader', '=', True)])]",
    ),
    "the lead is read by whoever reads the teaser": (
        "sme_partner_lead_rule_opened",
        "[('state', '=', 'published')]",
    ),
    "reviewers read before they are asked": (
        "sme_partner_lead_rule_review",
        "[('reviewer_company_id', '!=', False)]",
    ),
}


def all_mutants():
    """Return every mutant by its name."""
    mutants = {f"{n} opened": rule(n, EVERYTHING) for n in OPENED}
    mutants |= {f"{n} closed": rule(n, NOTHING) for n in CLOSED}
    mutants |= {name: rule(*how) for name, how in ALMOST.items()}
    mutants |= {f"{m}.{n} as superuser": as_superuser(m, n) for m, n in RAISED}
    mutants |= {f"{m}.{n} skipped": skip(m, n, said) for m, n, said in SKIPPED}
    mutants |= {f"{c.__name__}.{n} undone": undo(c, n) for c, n in UNDONE}
    return mutants | {
        "who never sees it is forgotten": _forget_never,
        "only what is switched on counts as one's own": _only_active,
        "audiences without those who never see": _intern_all,
        "what ended is still open": _open_for_ever,
        "last days not kept": _forget_days,
        "last days not looked at where persons are named": _skip_current,
        "what is open to any is open to us": _open_to_any,
        "the second rung names as the third": _name_at_once,
        "on hold it stays published": _publish_always,
        "a project is the network": _widen_project,
        "the teaser says what is being written": _write_at_once,
        "the path to the lead is open": _open_path,
        "nothing is kept": _keep_nothing,
        "the list is told to whom it is about": _tell_the_barred,
        "the lead is opened from any teaser": _open_from_teaser,
    }


def _forget_never(case):
    return replace(
        case,
        "sme.audience",
        "_without_excluded",
        lambda _original: lambda _self, ids: ids,
    )


def _only_active(case):
    """Who works for two organisations is asked for the one switched on alone."""

    def make(original):
        def without(self, ids):
            own = self.env.companies.ids
            users = type(self.env.user)
            with patch.object(users, "_get_company_ids", lambda _user: own):
                return original(self, ids)

        return without

    return replace(case, "sme.audience", "_without_excluded", make)


def _intern_all(case):
    def make(original):
        def intern(self, scope, project, readers, contacts=False, _excluded=None):
            return original(self, scope, project, readers, contacts)

        return intern

    return replace(case, "sme.audience", "_intern", make)


def _open_for_ever(case):
    def make(_original):
        def readers(self):
            return [
                (line.partner_id, "read", line.last_day)
                for line in self.sudo().rung_ids
            ]

        return readers

    return replace(case, LEAD, "_get_rung_readers", make)


def _forget_days(case):
    def make(original):
        return lambda self: [(p, right, False) for p, right, _day in original(self)]

    return replace(case, LEAD, "_get_rung_readers", make)


def _skip_current(case):
    return replace(case, RUNG, "_filter_current", lambda _original: lambda self: self)


def _open_to_any(case):
    def make(_original):
        def find(self, leads=None):
            domain = [("date_end", "=", False)]
            if leads is not None:
                domain.append(("lead_id", "in", leads.ids))
            return self.sudo().search(domain)._filter_current()

        return find

    return replace(case, RUNG, "_find_ours", make)


def _name_at_once(case):
    """Whoever reads the profile is told whom to turn to."""

    def find(self):
        if not self or self.is_own or not self.has_access("read"):
            return []
        lines_sudo = self.env["sme.partner.lead.rung"]._find_ours(self)
        return self._name_contacts(lines_sudo) if lines_sudo else []

    return replace(case, LEAD, "_get_shared_contacts", lambda _original: find)


def _publish_always(case):
    def make(original):
        def prepare(self):
            values = original(self)
            if self.state == "on_hold":
                audience = self.env["sme.audience"]._intern(
                    "network",
                    self.env["sme.project"],
                    self._get_rung_readers(),
                    False,
                    self._get_excluded(),
                )
                values["audience_id"] = audience.id
            return values

        return prepare

    return replace(case, LEAD, "_prepare_standing", make)


def _widen_project(case):
    def make(original):
        def intern(self, scope, project, *args):
            if scope == "project":
                scope, project = "network", project.browse()
            return original(self, scope, project, *args)

        return intern

    return replace(case, "sme.audience", "_intern", make)


def _write_at_once(case):
    """As a related field would have it: the text follows the lead."""

    def make(original):
        def write(self, vals):
            result = original(self, vals)
            for lead in self:
                lead._get_teasers().write({"title": lead.sudo().title})
            return result

        return write

    return replace(case, LEAD, "write", make)


def _open_path(case):
    return patch.object(case.env[TEASER]._fields["lead_id"], "groups", None)


def _keep_nothing(_case):
    cls = sme_partner_lead_kept.SmePartnerLeadKept
    return patch.object(cls, "_kept_fields", frozenset())


def _tell_the_barred(case):
    def make(original):
        def log(self, act, rung, reason=None, **values):
            partner = values.get("partner_id")
            companies = self.env["res.company"].sudo()
            company = companies.search([("partner_id", "=", partner)])
            values["reader_company_id"] = company.id
            return original(self, act, rung, reason, **values)

        return log

    return replace(case, LEAD, "_log_step", make)


def _open_from_teaser(case):
    def open_lead(self):
        return self.sudo().lead_id.get_formview_action()

    return replace(case, TEASER, "action_open_lead", lambda _original: open_lead)
