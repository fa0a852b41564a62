import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.amount import read_amount
from .dates import say_day
from .sme_firm_change_value import HEADS
from .turn import mark_turn, take_turn

LINE = 200  # characters of a line
TEXT = 4_000  # characters of a text
TEXTS = ("html", "text")
NUMBERS = ("float", "monetary")
# what is decided stays on the page so long, the newest first
MOST_DECIDED = 20
KINDS = {
    "many2many": "many",
    "html": "text",
    "text": "text",
    "selection": "choice",
    "many2one": "choice",
    "boolean": "choice",
    "integer": "number",
    "float": "amount",
    "monetary": "amount",
}


class SmePortalFirmProposing(models.AbstractModel):
    """How a firm proposes changes on its pages: controls, what was typed, what waits.

    Values are kept as `sme.firm.change.value` says; files are read as the system, once
    it is known who speaks for the firm.
    """

    _name = "sme.portal.firm.proposing"
    _description = "Changes a Firm Proposes on the Portal"

    @api.model
    def _find_firm(self, firm_id):
        """Return a file the user speaks for, as the system, or nothing."""
        return self.env["sme.portal.firm"]._find_firms(firm_id)

    @api.model
    def _lock_firm(self, firm_id):
        """Return a file the user speaks for, so that of two who send one is told.

        :raises UserError: nothing of the sort is theirs
        """
        firm = self._find_firm(firm_id)
        if not firm:
            raise UserError(self.env._("You do not speak for this firm any more."))
        take_turn(firm)
        return firm

    @api.model
    def _find_waiting(self, firm, domain):
        """Return what waits to be looked at, as :meth:`_list_decided` is narrowed."""
        return firm.env["sme.firm.change"].search(
            Domain("firm_id", "=", firm.id)
            & Domain("state", "=", "proposed")
            & Domain(domain),
            order="id",
        )

    @api.model
    def _read_values(self, record, fnames, waiting):
        """Return what the form begins with: what waits, else what the file says."""
        changes = record.env["sme.firm.change"]
        return {
            fname: changes._keep(record._fields[fname], waiting[fname].new_value)
            if fname in waiting
            else changes._read_value(record, fname)
            for fname in fnames
        }

    @api.model
    def _get_version(self, record, fnames, waiting):
        """Return what tells whether a field was changed since the page was opened.

        :param waiting: `sme.firm.change`
        """
        changes = record.env["sme.firm.change"]
        values = [changes._read_value(record, fname) for fname in fnames]
        shown = [record.ids, values, sorted(waiting.ids)]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    @api.model
    def _check_version(self, version, *shown):
        """Refuse what was typed on a page that is out of date.

        :raises UserError: something was changed after the page was opened
        """
        if version != self._get_version(*shown):
            raise UserError(
                self.env._(
                    "Your data was changed after you opened the page, and nothing is "
                    "sent yet. What you typed is still here: look at it and send it "
                    "once more."
                )
            )

    @api.model
    def _describe_field(self, record, fname, value, change=None, needed=False):
        """Return what the control of a field is rendered with."""
        field = record._fields[fname]
        changes = record.env["sme.firm.change"].with_context(lang=self.env.lang)
        now = changes._read_value(record, fname)
        currency = record.currency_id if field.type == "monetary" else None
        return {
            "name": fname,
            "label": changes._label(field),
            "unit": currency and currency.name,
            "kind": KINDS.get(field.type, "line"),
            "value": value,
            "options": self._list_options(field),
            "most": TEXT if field.type in TEXTS else LINE,
            "needed": needed,
            "waits": change
            and self.env._(
                "Sent on %(day)s, not looked at yet. The file says: %(now)s",
                day=self._say_day(change.date_proposed),
                now=changes._say(field, now, currency) or "–",
            ),
        }

    @api.model
    def _list_options(self, field):
        """Return what can be chosen: ``[(value, label)]``; of texts nothing."""
        if field.type == "selection":
            return field._description_selection(self.env)
        if field.type == "boolean":
            return [("yes", self.env._("Yes")), ("no", self.env._("No"))]
        if field.type not in ("many2many", "many2one"):
            return []
        # sudo: short lists that are the same for everybody
        options_sudo = self.env[field.comodel_name].sudo()
        is_country = field.comodel_name == "res.country"
        found_sudo = options_sudo.search(
            Domain("code", "!=", False) if is_country else Domain.TRUE
        )
        if is_country:
            found_sudo = found_sudo.sorted("name")
        return [(option.id, option.display_name) for option in found_sudo]

    @api.model
    def _list_decided(self, firm, domain):
        changes = firm.env["sme.firm.change"].with_context(lang=self.env.lang)
        changes = changes.search(
            Domain("firm_id", "=", firm.id)
            & Domain("state", "in", ("approved", "refused"))
            & Domain(domain),
            order="date_decided desc, id desc",
            limit=MOST_DECIDED,
        )
        states = dict(changes._fields["state"]._description_selection(self.env))
        return [
            {
                "label": change.label,
                "new": change.new_text or "–",
                "state": states[change.state],
                "is_refused": change.state == "refused",
                "reason": change.reason or "",
                "day": self._say_day(change.date_decided),
            }
            for change in changes
        ]

    @api.model
    def _say_day(self, day):
        return say_day(self.env, day) if day else ""

    # ------------------------------------------------------------------
    # Proposing
    # ------------------------------------------------------------------

    @api.model
    def _parse_fields(self, form, model, fnames):
        """Return what was typed by field, as values are kept.

        Options that do not exist are passed over: no page offers them.

        :param form: has ``get`` and ``getlist``, as a posted form
        """
        named = self.env[model]._fields
        return {fname: self._parse_field(form, named[fname]) for fname in fnames}

    @api.model
    def _parse_field(self, form, field):
        text = (form.get(field.name) or "").replace("\x00", "").strip()
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        if field.type == "many2many":
            known = {key for key, _label in self._list_options(field)}
            chosen = {
                int(key)
                for key in form.getlist(field.name)
                if key.isascii() and key.isdigit() and len(key) < 10
            }
            return sorted(chosen & known)
        if field.type in ("selection", "boolean", "many2one"):
            known = {str(key): key for key, _label in self._list_options(field)}
            value = known.get(text, "")
            return value == "yes" if field.type == "boolean" else value
        if field.type in TEXTS:
            return text.replace("\r\n", "\n")
        # what is no number is shown again as it was typed
        if field.name in HEADS or field.type in NUMBERS:
            return self._parse_amount(field, text)
        if field.type == "integer":
            return (int(text) if is_number else text[:LINE]) or 0
        return " ".join(text.split())

    @api.model
    def _parse_amount(self, field, text):
        amount = read_amount(text)
        if amount is None:
            return text[:LINE]
        if field.name in HEADS:
            return f"{amount:.2f}".rstrip("0").rstrip(".")
        return amount or ""

    @api.model
    def _propose_fields(self, record, fnames, waiting, typed, about):
        """Propose what differs from the file, and take back what differs no more.

        :param dict waiting: what waits by field: `sme.firm.change`
        :param dict typed: by field, as values are kept
        :param dict about: what a change of the record is kept with
        """
        changes = record.env["sme.firm.change"]
        for fname in fnames:
            change = waiting.get(fname, changes.browse())
            now = changes._read_value(record, fname)
            if typed[fname] == (
                changes._keep(record._fields[fname], change.new_value)
                if change
                else now
            ):
                continue
            self._withdraw(change)
            if typed[fname] != now:
                self._add_change(
                    changes,
                    {
                        **about,
                        "field_name": fname,
                        "old_value": now,
                        "new_value": typed[fname],
                    },
                )

    @api.model
    def _withdraw(self, change):
        # one waits at most, says an index
        for firm in change.firm_id:
            mark_turn(firm)
        change.write({"state": "withdrawn", "date_decided": fields.Datetime.now()})
        change.flush_recordset()

    @api.model
    def _add_change(self, changes, values):
        person = self.env.user.partner_id
        mark_turn(changes.env["sme.firm"].browse(values["firm_id"]))
        return changes.create(
            {**values, "partner_id": person.id, "person_name": person.name}
        )

    @api.model
    def _list_field_problems(self, model, typed, needed):
        """Return what is wrong with what was typed: ``[(field, sentence)]``."""
        problems = []
        changes = self.env["sme.firm.change"]
        for fname, value in typed.items():
            field = self.env[model]._fields[fname]
            label = changes._label(field)
            most = TEXT if field.type in TEXTS else LINE
            if fname in needed and not value:
                text = self.env._("%(field)s cannot be empty.", field=label)
                problems.append((fname, text))
            if isinstance(value, str) and len(value) > most:
                text = self.env._(
                    "%(field)s has %(count)s characters; at most %(most)s are "
                    "kept. Shorten it by %(over)s.",
                    field=label,
                    count=len(value),
                    most=most,
                    over=len(value) - most,
                )
                problems.append((fname, text))
        return problems
