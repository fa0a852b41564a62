from odoo import api, fields, models

from ..tools import portal_form
from ..tools.lead_fields import LEAST, LIMITS, MAX_KEYWORDS
from ..tools.lead_identity import Identity, traces


class SmePortalDraftForm(models.AbstractModel):
    """What the form of a draft shows, and what keeps it from being sent."""

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
            options = self._get_options(name, lead_type)
            first = self._find_first(name)
            entry = {
                "name": name,
                "kind": self._get_kind(name),
                "label": self._get_label(name),
                "help": self._get_help(name),
                "needed": name in needed,
                "value": value or "",
                "chosen": set(value) if isinstance(value, list) else {value},
                "options": options,
                "first": [option for option in options if option[0] in first],
                "rest": [option for option in options if option[0] not in first],
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
            texts.append(
                self.env._(
                    "At least %(least)s, at most %(most)s characters.",
                    least=LEAST[name],
                    most=LIMITS[name],
                )
            )
        if name in portal_form.KEYWORDS:
            texts.append(self.env._("At most %(most)s.", most=MAX_KEYWORDS))
        return " ".join(filter(None, texts))

    def _list_facts(self):
        """Return what was sent, as ``[(label, text)]`` of what says something."""
        self.ensure_one()
        return [
            (
                entry["label"],
                self._say_typed(entry["name"], entry["value"], entry["options"]),
            )
            for entry in self._get_form(self.lead_type, self.typed or {})
            if entry["value"]
        ]

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

    @api.model
    def _say_problem(self, name, problem, value=None):
        texts = {
            "missing": self.env._("This is needed before you send it."),
            "long": self._say_long(value, LIMITS.get(name)),
            "short": self.env._(
                "Too short: %(count)s characters, at least %(least)s.",
                count=len(value or ""),
                least=LEAST.get(name),
            ),
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
