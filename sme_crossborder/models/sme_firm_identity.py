from __future__ import annotations

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import hmac

from ..tools import identifiers
from ..tools.identifiers import InvalidIdentifier

IDENTITY_FIELDS = ("registry_number", "vat", "lei", "pic", "euid")
HASH_SCOPE = "sme_crossborder.personal_number"


class SmeFirmIdentity(models.AbstractModel):
    """The numbers that say which legal entity a firm file is about.

    Numbers are kept in their official notation. A sole trader's personal number is
    masked on the file and compared by a keyed hash; it is stored nowhere.
    """

    _name = "sme.firm.identity"
    _description = "Firm File: Identity"

    # System only: what a record id or name of the shared entity gives away is that
    # another organisation was here before.
    entity_id = fields.Many2one(
        "sme.entity",
        required=True,
        index=True,
        ondelete="restrict",
        copy=False,
        groups="base.group_system",
    )
    country_id = fields.Many2one(
        "res.country",
        string="Country of registration",
        required=True,
        index=True,
        tracking=True,
    )
    registry_number = fields.Char(
        string="Registry number",
        index="trigram",
        copy=False,
        tracking=True,
        help="The number in the business register of the country of registration. "
        "Personal numbers of sole traders are masked once saved.",
    )
    vat = fields.Char(string="VAT number", copy=False)
    lei = fields.Char(string="LEI", copy=False, help="Legal Entity Identifier")
    pic = fields.Char(
        string="PIC",
        copy=False,
        help="Participant Identification Code of EU programmes, 9 digits",
    )
    euid = fields.Char(
        string="EUID",
        copy=False,
        help="European Unique Identifier of the business registers' network",
    )
    is_natural_person = fields.Boolean(
        string="Sole trader",
        tracking=True,
        help="The firm is a person: name and number are personal data.",
    )
    number_state = fields.Selection(
        selection=[
            ("checked", "Number checked"),
            ("unchecked", "No rule to check it by"),
            ("none", "No number"),
        ],
        string="Number",
        default="none",
        required=True,
        readonly=True,
        copy=False,
    )

    # ------------------------------------------------------------------
    # Parsing
    # ------------------------------------------------------------------

    @api.model
    def _read_identity(self, country, vals, current_key=None):
        """Normalise the numbers in ``vals`` and derive the entity's keys.

        :param country: `res.country` of registration
        :param dict vals: may hold any of :data:`IDENTITY_FIELDS` as typed
        :param current_key: registry key to keep where the number is masked
        :returns: ``(values, keys, errors)``: field values to store, keys for
            :meth:`sme.entity._intern`, and a list of ``(field, message)``; nothing
            is raised, so that an import can list every fault of a file at once
        """
        values = {"number_state": "none"}
        keys = {"country_id": country.id}
        errors = []
        readers = {
            "registry_number": self._read_registry_number,
            "vat": self._read_vat,
            "lei": self._read_lei,
            "pic": self._read_pic,
            "euid": self._read_euid,
        }
        for fname, reader in readers.items():
            raw = str(vals.get(fname) or "").strip()
            if not raw:
                values[fname] = False
                continue
            try:
                if "•" in raw:
                    self._keep_masked(fname, raw, current_key, values, keys)
                else:
                    reader(country.code, raw, values, keys)
            except InvalidIdentifier as error:
                errors.append((fname, self._identifier_message(fname, raw, error)))
        return values, keys, errors

    @api.model
    def _keep_masked(self, fname, raw, current_key, values, keys):
        """Take what the screen showed of a personal number for the number itself."""
        if not current_key:
            raise InvalidIdentifier("masked")
        values[fname] = raw
        if fname == "registry_number":
            values["number_state"] = "checked"
            keys["registry_key"] = current_key

    @api.model
    def _read_registry_number(self, country_code, raw, values, keys):
        number = identifiers.parse_registry_number(country_code, raw)
        self._store_registry_number(number, values, keys)

    @api.model
    def _store_registry_number(self, number, values, keys):
        values["registry_number"] = (
            number.masked if number.is_personal else number.display
        )
        values["number_state"] = "checked" if number.is_checked else "unchecked"
        if number.is_personal:
            values["is_natural_person"] = True
        keys["registry_key"] = self._registry_key(number)

    @api.model
    def _read_vat(self, country_code, raw, values, keys):
        vat = identifiers.parse_vat(country_code, raw)
        derived = identifiers.registry_from_vat(country_code, raw)
        if vat.embeds_personal:
            values["vat"] = f"{vat.number[:4]}••••••"
            values["is_natural_person"] = True
        else:
            values["vat"] = vat.number
            keys["vat_key"] = vat.number
        if derived and not keys.get("registry_key"):
            self._store_registry_number(derived, values, keys)

    @api.model
    def _read_lei(self, _country_code, raw, values, keys):
        values["lei"] = keys["lei_key"] = identifiers.parse_lei(raw)

    @api.model
    def _read_pic(self, _country_code, raw, values, keys):
        values["pic"] = keys["pic_key"] = identifiers.parse_pic(raw)

    @api.model
    def _read_euid(self, _country_code, raw, values, _keys):
        values["euid"] = identifiers.parse_euid(raw)

    @api.model
    def _registry_key(self, number):
        """Key of a registry number; of a personal one a hash nobody can turn back."""
        if number.is_personal:
            # sudo: the secret of the database, which no user may read
            digest = hmac(self.env(su=True), HASH_SCOPE, number.number)
            return f"{number.country}:#{digest}"
        return f"{number.country}:{number.number}"

    @api.model
    def _identifier_message(self, fname, raw, error):
        """Say in words what is wrong with a number and what to do."""
        label = self._fields[fname]._description_string(self.env)
        reasons = {
            "length": self.env._("it has the wrong number of characters"),
            "format": self.env._("it is not written as such a number"),
            "checksum": self.env._("its check digit does not fit, so a digit is wrong"),
            "component": self.env._("a part of it cannot occur in such a number"),
            "country": self.env._("it belongs to another country"),
            "personal": self.env._(
                "it is the number of a person, which must not be kept here"
            ),
            "masked": self.env._("it is masked; type all of its digits"),
            "spreadsheet": self.env._(
                "a spreadsheet has shortened it; format the column as text"
            ),
        }
        return self.env._(
            "%(label)s %(number)s is not valid: %(reason)s. Correct it, or leave it "
            "empty.",
            label=label,
            number=raw,
            reason=reasons.get(error.code, reasons["format"]),
        )

    # ------------------------------------------------------------------
    # Attaching to the entity
    # ------------------------------------------------------------------

    @api.model
    def _raise_identity_errors(self, errors):
        if errors:
            raise ValidationError("\n".join(message for _field, message in errors))

    @api.model
    def _prepare_identities(self, vals_list):
        """Replace typed numbers in ``vals_list`` and return the entity of each.

        :raises ValidationError: listing every number that is not valid
        """
        keys_list, errors = [], []
        for vals in vals_list:
            # never from outside: it would attach a file to any entity
            vals.pop("entity_id", None)
            country = self.env["res.country"].browse(vals.get("country_id"))
            values, keys, faults = self._read_identity(country, vals)
            vals.update(values)
            keys_list.append(keys)
            errors += faults
        self._raise_identity_errors(errors)
        # sudo: keys only; what comes back is an id that no user can read
        return self.env["sme.entity"].sudo()._intern(keys_list)

    def _added_keys(self, keys):
        """Return the keys that new numbers add to the file's, if they only add.

        :param keys: as for :meth:`sme.entity._intern`, of the numbers to be written
        :returns: dict, empty where a number is changed, given up or was there before
        """
        self.ensure_one()
        typed = {fname: self[fname] for fname in IDENTITY_FIELDS}
        # sudo: the key of one's own file, which a masked number stands for
        current_key = self.sudo().entity_id.registry_key
        _values, before, _errors = self._read_identity(
            self.country_id, typed, current_key
        )
        if before.items() <= keys.items():
            return dict(keys.items() - before.items())
        return {}

    def _reattach(self, vals, current_key=None):
        """Return the values with which one file's numbers are to be written.

        :param str current_key: registry key that a masked number in ``vals`` stands
            for; by default that of the file's own entity
        :raises ValidationError: a number is not valid
        """
        self.ensure_one()
        country = self.env["res.country"].browse(
            vals.get("country_id") or self.country_id.id
        )
        typed = {fname: self[fname] for fname in IDENTITY_FIELDS} | vals
        # sudo: the key of one's own file
        current_key = current_key or self.sudo().entity_id.registry_key
        values, keys, errors = self._read_identity(country, typed, current_key)
        self._raise_identity_errors(errors)
        # sudo: keys only; what comes back is an id that no user can read
        values["entity_id"] = self.env["sme.entity"].sudo()._move_file(self, keys)
        return {**vals, **values}
