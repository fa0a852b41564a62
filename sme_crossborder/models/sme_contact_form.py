import secrets
import time

from odoo import SUPERUSER_ID, api, models
from odoo.tools import email_normalize, hash_sign

from ..tools.address import to_id
from ..tools.contact_details import is_email
from .signed_link import read_link

SCOPE = "sme_crossborder.first_contact_form"
FASTEST = 3  # seconds: no person fills the form in faster
LATEST = 24 * 3600  # seconds
PER_HOUR = 20  # forms from one address in the network
# of the notice the form is sent with; raise it whenever its words change
NOTICE_VERSION = "2026-11"
# single line texts of the form, and how long they may be
LENGTHS = {
    "name": 200,
    "registry_number": 60,
    "person_name": 100,
    "email": 254,
    "words": 4000,
}


class SmeContactForm(models.AbstractModel):
    """The public form of the first contact: what was typed, and whether it will do."""

    _name = "sme.contact.form"
    _description = "First Contact: Form"

    @api.model
    def _sign_form(self):
        """Return a key for a form that is shown now."""
        # as the system: to sign
        env = self.with_user(SUPERUSER_ID).env
        return hash_sign(env, SCOPE, [secrets.token_urlsafe(12), int(time.time())])

    @api.model
    def _read_key(self, key):
        """Return ``(nonce, age in seconds)`` of a form's key; a forged one has none."""
        # as the system: to verify what we signed
        nonce, shown = read_link(self.with_user(SUPERUSER_ID).env, SCOPE, key or "")
        return (nonce, time.time() - shown) if nonce else (False, 0)

    @api.model
    def _read_typed(self, get, getlist):
        """Return what was typed, as it is shown again and checked.

        :param get: of the posted form, by name
        :param getlist: likewise, for controls with several values
        """
        typed = {name: self._tidy(get(name)) for name in LENGTHS}
        typed |= {
            name: to_id(get(name)) for name in ("country_id", "target_country_id")
        }
        typed["lang"] = self._tidy(get("lang"))
        for name in ("barrier_type_ids", "purpose_ids"):
            typed[name] = sorted({to_id(one) for one in getlist(name)} - {0})
        return typed

    @api.model
    def _tidy(self, text):
        # a database takes no zero byte, and a browser sends none
        return (text or "").replace("\0", "").replace("\r\n", "\n").strip()

    @api.model
    def _get_choices(self, purposes="is_on_form"):
        """Return what can be chosen on the form, as ``(id, name)``; plain values.

        :param str purposes: field of the purposes that are offered
        """
        # as the system: lists that hold nothing of anybody
        system = self.with_user(SUPERUSER_ID)
        env = system.env
        rules = env["sme.first.contact.rule"]._find_open()
        countries = env["res.country"].search([("code", "!=", False)])
        homes = countries if rules.filtered(lambda r: not r.country_id) else False
        markets = rules.project_id.target_country_ids
        if markets:
            # into the country of a neighbour, the neighbour helps
            markets |= rules.project_id.member_ids.partner_id.country_id
        return {
            "countries": self._name_all(
                (homes or rules.country_id).sorted(lambda country: country.name)
            ),
            "markets": self._name_all(
                (markets or countries).sorted(lambda country: country.name)
            ),
            "barrier_types": self._name_all(
                env["sme.barrier.type"].search([("parent_id", "=", False)])
            ),
            "purposes": [
                (purpose.id, purpose.name, purpose.description or "")
                for purpose in env["sme.consent.purpose"].search(
                    [(purposes, "=", True)]
                )
            ],
            "languages": self._list_languages(),
        }

    @api.model
    def _list_languages(self):
        """Return the languages to be answered in, as ``(code, name)``.

        Odoo names most in English and in themselves: here each speaks for itself.
        """
        installed = self.env["res.lang"].get_installed()
        return [(code, name.split("/")[-1].strip()) for code, name in installed]

    @api.model
    def _list_controllers(self):
        """Return who may get what is written here, for the privacy notice."""
        # as the system: of public rules the organisations' own contact data
        rules = self.with_user(SUPERUSER_ID).env["sme.first.contact.rule"]._find_open()
        return [
            {
                "countries": ", ".join(
                    rule.country_id.name or rule.env._("all other countries")
                    for rule in rules.filtered(
                        lambda rule, company=company: (
                            rule.member_id.company_id == company
                        )
                    )
                ),
                "name": company.name,
                "address": company.partner_id._say_address(),
                "email": company.email or "",
                "phone": company.phone or "",
            }
            for company in rules.member_id.company_id.sorted("name")
        ]

    @api.model
    def _list_controller_choices(self):
        """Return who takes what is written here, as ``(id, name)``."""
        # as the system: names of organisations that the privacy notice tells everybody
        rules = self.with_user(SUPERUSER_ID).env["sme.first.contact.rule"]._find_open()
        return self._name_all(rules.member_id.company_id.sorted("name"))

    @api.model
    def _find_email_problem(self, email):
        if is_email(email_normalize(email)):
            return False
        return self.env._(
            "Enter your e-mail address, like name@firm.com: the answer goes there."
        )

    @api.model
    def _name_all(self, records):
        return [(record.id, record.name) for record in records]

    @api.model
    def _find_problems(self, typed):
        """Return what is to be corrected, by control, in words.

        :param dict typed: from :meth:`_read_typed`
        """
        choices = self._get_choices()
        problems = {
            "name": not typed["name"] and self.env._("Enter the name of your firm."),
            "country_id": typed["country_id"] not in dict(choices["countries"])
            and self.env._("Choose the country your firm is registered in."),
            "target_country_id": self._find_market_problem(typed, choices),
            "words": not (typed["words"] or typed["barrier_type_ids"])
            and self.env._("Say what you need, or tick what hinders you."),
            "person_name": not typed["person_name"] and self.env._("Enter your name."),
            "email": self._find_email_problem(typed["email"]),
            "lang": typed["lang"] not in dict(choices["languages"])
            and self.env._("Choose the language you want to be answered in."),
        }
        known = {row[0] for row in choices["barrier_types"]}
        typed["barrier_type_ids"] = [i for i in typed["barrier_type_ids"] if i in known]
        known = {row[0] for row in choices["purposes"]}
        typed["purpose_ids"] = [i for i in typed["purpose_ids"] if i in known]
        if not problems["country_id"]:
            problems["registry_number"] = self._find_number_problem(typed)
        for name, most in LENGTHS.items():
            if len(typed[name]) > most:
                problems[name] = self.env._(
                    "This has %(count)s characters, and at most %(most)s are kept. "
                    "Shorten it.",
                    count=len(typed[name]),
                    most=most,
                )
        return {name: problem for name, problem in problems.items() if problem}

    @api.model
    def _find_market_problem(self, typed, choices):
        if typed["target_country_id"] not in dict(choices["markets"]):
            return self.env._("Choose the country you want to sell in.")
        if typed["target_country_id"] == typed["country_id"]:
            return self.env._(
                "Choose another country than your own: we help across borders."
            )
        return False

    @api.model
    def _find_number_problem(self, typed):
        """Check a number by its country's rule alone; nobody's files are looked at."""
        country = self.env["res.country"].browse(typed["country_id"])
        _values, _keys, errors = self.env["sme.firm"]._read_identity(
            country, {"registry_number": typed["registry_number"]}
        )
        return errors and errors[0][1]
