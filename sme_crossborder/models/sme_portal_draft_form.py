from odoo import api, fields, models

from ..tools import portal_form
from ..tools.lead_fields import FAMILIES, LIMITS, MAX_KEYWORDS, RESEARCH_REQUEST
from ..tools.lead_identity import Identity, traces

HOLDER_KINDS = ("firm", "research", "public", "consortium")
# the lists the form chooses from, and by which fields of the form
CHOSEN_FROM = {
    "language_id": "sme.language",
    "firm_country_id": "res.country",
    "sdg_ids": "sme.sdg",
    "cooperation_type_ids": "sme.cooperation.type",
    "partner_type_ids": "sme.partner.type",
    "market_keyword_ids": "sme.keyword",
    "technology_keyword_ids": "sme.keyword",
    "capability_offered_ids": "sme.capability",
    "capability_sought_ids": "sme.capability",
    "target_country_ids": "res.country",
    "partner_language_ids": "sme.language",
}


class SmePortalDraftForm(models.AbstractModel):
    """What the form of a draft shows and offers, and what keeps it from being sent."""

    _name = "sme.portal.draft.form"
    _description = "Portal Draft: Form"

    def _get_form(self, lead_type, typed, problems=None, meanwhile=None):
        """Return the fields of the form, from top to bottom, as plain values.

        :param str lead_type: the type the form is of
        :param dict typed: what stands in the fields
        :param dict problems: texts by field
        :param dict meanwhile: what somebody else typed since, to show beside it
        """
        self.ensure_one()
        needed = portal_form.needed_fields(lead_type)
        shown = []
        for name in portal_form.asked_fields(lead_type):
            if name in ("holder_kind", *portal_form.FIRM) and (
                self._get_identity().kind == "firm"
            ):
                continue
            value = typed.get(name)
            entry = {
                "name": name,
                "kind": self._get_kind(name),
                "label": self._get_label(name),
                "help": self._get_help(name),
                "needed": name in needed,
                "value": value or "",
                "chosen": set(value) if isinstance(value, list) else {value},
                "options": self._get_options(name, lead_type),
                "problem": (problems or {}).get(name),
                "meanwhile": False,
            }
            if meanwhile is not None and (meanwhile.get(name) or False) != (
                value or False
            ):
                entry["meanwhile"] = self._say_typed(
                    name, meanwhile.get(name), entry["options"]
                )
            shown.append(entry)
        return shown

    @api.model
    def _get_kind(self, name):
        """Return how a field is typed: a kind of control the page knows."""
        kinds = {
            "line": portal_form.LINES,
            "text": portal_form.TEXTS,
            "date": portal_form.DATES,
            "number": portal_form.NUMBERS,
            "flag": portal_form.FLAGS,
            "boxes": ("cooperation_type_ids", "partner_type_ids", "sdg_ids"),
            "list": portal_form.LISTS,
        }
        return next((kind for kind, names in kinds.items() if name in names), "choice")

    @api.model
    def _get_label(self, name):
        labels = {
            "holder_kind": self.env._("On behalf of"),
            "firm_name": self.env._("Name of the firm"),
            "firm_number": self.env._("Registry number of the firm"),
            "firm_country_id": self.env._("Country of the firm"),
        }
        if name in labels:
            return labels[name]
        leads = self.env["sme.partner.lead"]
        return leads._fields[name]._description_string(self.env)

    @api.model
    def _get_help(self, name):
        """Return what to know before a field is filled, with its greatest length."""
        helps = {
            "firm_name": self.env._(
                "Where you write for a firm. Who publishes the lead keeps a file of it "
                "and asks the firm before anything is published."
            ),
            "firm_number": self.env._(
                "If you know it. Leave out the number of a person."
            ),
            "firm_country_id": self.env._("Empty: as your organisation."),
        }
        if name in helps:
            return helps[name]
        leads = self.env["sme.partner.lead"]
        texts = [leads._fields[name]._description_help(self.env)]
        if name in ("holder_kind", "language_id"):
            texts = []
        if name == "is_anonymous":
            texts = [
                self.env._(
                    "Others first read title and summary without your name. Leave it "
                    "out of them."
                )
            ]
        if name in LIMITS:
            texts.append(self.env._("At most %(most)s characters.", most=LIMITS[name]))
        if name in portal_form.KEYWORDS:
            texts.append(self.env._("At most %(most)s.", most=MAX_KEYWORDS))
        if self._get_kind(name) == "list":
            texts.append(
                self.env._("Hold Ctrl, or Cmd on a Mac, to choose more than one.")
            )
        return " ".join(filter(None, texts))

    def _get_options(self, name, lead_type):
        """Return ``[(value, label)]`` of what a field offers."""
        if name in CHOSEN_FROM:
            return [
                (record.id, record.display_name)
                for record in self._find_options(name, lead_type)
            ]
        if self._get_kind(name) != "choice":
            return []
        labels = dict(self._labels_of_lead(name))
        if name == "holder_kind":
            kinds = HOLDER_KINDS if lead_type == RESEARCH_REQUEST else HOLDER_KINDS[:3]
            labels = {kind: labels[kind] for kind in kinds}
            own = self.env._(
                "%(organisation)s, as a research organisation",
                organisation=self.partner_id.name,
            )
            public = self.env._(
                "%(organisation)s, as a public organisation",
                organisation=self.partner_id.name,
            )
            labels |= {
                "firm": self.env._("A firm, named below"),
                "research": own,
                "public": public,
            }
        return list(labels.items())

    def _find_options(self, name, lead_type):
        """Return the entries of a short list a lead may choose from, as superuser."""
        # sudo: short lists, the same for everybody
        records_sudo = self.env[CHOSEN_FROM[name]].sudo()
        if name == "firm_country_id":
            return records_sudo.search([("code", "!=", False)])
        if name == "target_country_ids":
            # partners of the own country are a member organisation's to allow
            home = self._get_home()
            return records_sudo.search([("code", "!=", False)]) - home
        domain = [("active", "=", True)]
        if name == "cooperation_type_ids":
            domain.append((f"for_{FAMILIES[lead_type]}", "=", True))
        if name in portal_form.KEYWORDS:
            domain.append(("kind", "=", name.partition("_")[0]))
        return records_sudo.search(domain)

    @api.model
    def _say_typed(self, name, value, options):
        """Return what somebody else typed into a field, as it is read."""
        if not value:
            return self.env._("(empty)")
        if value is True:
            return self.env._("Yes")
        labels = dict(options)
        if isinstance(value, list):
            return ", ".join(labels.get(key, "") for key in value)
        return labels.get(value, str(value))

    # ------------------------------------------------------------------
    # What keeps it from being sent
    # ------------------------------------------------------------------

    def _find_problems(self):
        """Return what keeps it from being sent: ``{field: text}``."""
        self.ensure_one()
        typed = self.typed or {}
        problems = {
            name: self._say_problem(name, problem, typed.get(name))
            for name, problem in portal_form.find_problems(typed, self.lead_type)
        }
        for name in portal_form.asked_fields(self.lead_type):
            if name not in problems and not self._is_offered(name, typed.get(name)):
                problems[name] = self.env._(
                    "What was chosen is not in the list any more. Choose again."
                )
        return (
            self._find_late_days()
            | self._find_names()
            | self._find_firm_problems()
            | problems
        )

    def _find_long(self, typed):
        """Return ``{field: text}`` of texts that are kept, and too long to be sent.

        :param dict typed: what stands in the fields
        """
        self.ensure_one()
        found = portal_form.find_problems(typed, self.lead_type)
        long = {
            name: self._say_problem(name, problem, typed[name])
            for name, problem in found
            if problem == "long"
        }
        return self._find_long_firm(typed) | long

    def _find_late_days(self):
        """Return ``{field: text}`` of days that are over."""
        typed, today = self.typed or {}, fields.Date.context_today(self)
        over = self.env._("This day is over. Enter a later one.")
        asked = set(portal_form.asked_fields(self.lead_type))
        return {
            name: over
            for name in portal_form.DATES
            if name in asked
            and (portal_form.to_date(typed.get(name) or "") or today) < today
        }

    def _find_names(self):
        """Return ``{field: text}`` of what names an organisation that is not to be.

        A member organisation checks the whole text before anybody else reads it.
        """
        typed = self.typed or {}
        if not typed.get("is_anonymous"):
            return {}
        partner = self.partner_id

        def texts(*values):
            return tuple(value for value in values if value)

        firm = typed if self._is_for_firm() else {}
        identity = Identity(
            names=texts(partner.name, firm.get("firm_name")),
            websites=texts(partner.website),
            emails=texts(partner.email),
            phones=texts(partner.phone),
            numbers=texts(
                partner.vat, partner.company_registry, firm.get("firm_number")
            ),
        )
        found = {
            name: traces(typed.get(name) or "", identity)
            for name in ("title", "summary")
        }
        return {
            name: self.env._(
                "It tells who you are: %(words)s. Others first read it without "
                "your name: leave it out, or take the tick for anonymous off.",
                words=", ".join(f'"{place.quote}"' for place in places),
            )
            for name, places in found.items()
            if places
        }

    def _is_offered(self, name, value):
        """Whether a value can be chosen; what is typed freely always can."""
        if not value:
            return True
        if name == "holder_kind" and self._get_identity().kind == "firm":
            return value == "firm"
        if name not in CHOSEN_FROM and self._get_kind(name) != "choice":
            return True
        offered = {key for key, _label in self._get_options(name, self.lead_type)}
        return offered.issuperset(value if isinstance(value, list) else [value])

    @api.model
    def _say_problem(self, name, problem, value=None):
        texts = {
            "missing": self.env._("This is needed before you send it."),
            "long": self._say_long(value, LIMITS.get(name)),
            "keywords": self.env._("Choose at most %(most)s.", most=MAX_KEYWORDS),
            "date": self.env._("Enter a day, for instance 2026-11-28."),
            "number": self.env._("Enter a number that is not below zero."),
            "address": self.env._("Enter an address that begins with https://."),
            "goals": self.env._(
                "Take the goals off, or do not say that none is relevant."
            ),
        }
        return texts[problem]

    @api.model
    def _say_long(self, value, most):
        return self.env._(
            "Too long: %(count)s characters, at most %(most)s.",
            count=len(value or ""),
            most=most,
        )
