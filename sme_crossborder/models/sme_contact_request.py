import psycopg2
from markupsafe import Markup

from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import email_normalize, mute_logger

from ..tools.names import normalise_name
from .sme_contact_form import NOTICE_VERSION
from .staff_words import for_reader
from .turn import mark_turn, take_turn


class SmeContactRequest(models.Model):
    """What a firm wrote on the public form, and the journey that began with it.

    Kept as it was typed, beside the file: nothing of a file that was there already is
    changed by somebody whom nobody knows yet.
    """

    _name = "sme.contact.request"
    _description = "First Contact by Form"
    _inherit = ["sme.contact.form", "sme.contact.link", "sme.boundary"]
    _order = "id desc"

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    lead_id = fields.Many2one(
        "crm.lead", string="Journey", index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one(
        related="firm_id.company_id",
        string="Organisation",
        store=True,
        index=True,
        precompute=True,
    )
    is_new_file = fields.Boolean(
        string="File begun with it",
        help="Otherwise the file was there: check who wrote before you tell anything "
        "of it.",
    )
    name = fields.Char(string="Firm as typed", required=True)
    country_id = fields.Many2one("res.country", string="Country of registration")
    registry_number = fields.Char(string="Registry number")
    target_country_id = fields.Many2one("res.country", string="Wanted market")
    barrier_type_ids = fields.Many2many("sme.barrier.type", string="What hinders")
    words = fields.Text(string="In their words")
    person_name = fields.Char(string="Who wrote", required=True)
    email = fields.Char(string="E-mail", required=True)
    lang = fields.Selection(
        selection="_get_languages", string="Language", required=True
    )
    purpose_ids = fields.Many2many(
        "sme.consent.purpose",
        string="Optional consents",
        help="Ticked on the form. On a file that begins with it they are noted as "
        "consents; on any other once you know who wrote.",
    )
    notice_version = fields.Char(string="Privacy notice given", required=True)
    nonce = fields.Char(string="Form", required=True, groups=fields.NO_ACCESS)

    # one form is one request, however often it is sent
    _nonce_uniq = models.UniqueIndex("(nonce)")

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("name", "target_country_id")
    def _compute_display_name(self):
        for request in self:
            market = request.target_country_id.name or ""
            request.display_name = f"{request.name or ''} → {market}"

    # ------------------------------------------------------------------
    # From the form
    # ------------------------------------------------------------------

    @api.model
    def _receive(self, typed, nonce, address=""):
        """Begin, or go on with, file and journey of a firm that wrote; once a form.

        :param dict typed: without problems, see :meth:`_find_problems`
        :param str nonce: of the form's key
        :param str address: in the network, of whoever wrote
        :returns: the request, as the system; none where nobody helps firms of the
            country any more
        """
        # as the system: the public acts, and is told nothing of what was found
        system = self.with_user(SUPERUSER_ID)
        known = system.search([("nonce", "=", nonce)])
        if known:
            return known
        country = system.env["res.country"].browse(typed["country_id"])
        rule = system.env["sme.first.contact.rule"]._find_for(country)
        if not rule:
            return system
        system = system.with_company(rule.member_id.company_id).with_context(
            mail_activity_quick_update=True, mail_auto_subscribe_no_notify=True
        )
        firm, is_new = system._find_or_begin_file(typed)
        lead, is_begun = system._find_or_begin_journey(firm, typed)
        request = system._keep(typed, nonce, firm, lead, is_new)
        if is_new:
            request._note_consents()
        request._ask_for_list(address)
        request._tell_house(is_begun)
        request._send_confirmation()
        return request

    @api.model
    def _keep(self, typed, nonce, firm, lead, is_new):
        numbers, _keys, _errors = firm._read_identity(
            firm.env["res.country"].browse(typed["country_id"]),
            {"registry_number": typed["registry_number"]},
        )
        texts = ("name", "country_id", "target_country_id", "words", "person_name")
        values = {
            **{fname: typed[fname] for fname in (*texts, "lang")},
            "firm_id": firm.id,
            "lead_id": lead.id,
            "is_new_file": is_new,
            "email": email_normalize(typed["email"]),
            # a sole trader's is masked, here as on the file
            "registry_number": numbers["registry_number"],
            "barrier_type_ids": [Command.set(typed["barrier_type_ids"])],
            "purpose_ids": [Command.set(typed["purpose_ids"])],
            "notice_version": f"{NOTICE_VERSION} {typed['lang']}",
            "nonce": nonce,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(values)
        except psycopg2.errors.UniqueViolation as error:
            # the same form, sent twice at once: run again, and find the first
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _find_or_begin_file(self, typed):
        """Return ``(file, whether it is new)`` at the organisation of the environment.

        Found by its number, or without one by name and e-mail address of a contact
        person together.
        """
        firms = self.env["sme.firm"].with_context(active_test=False)
        company = self.env.company
        country = self.env["res.country"].browse(typed["country_id"])
        number = typed["registry_number"]
        _values, keys, _errors = firms._read_identity(
            country, {"registry_number": number}
        )
        if keys.get("registry_key"):
            entity_ids = list(self.env["sme.entity"]._lookup([keys]))
            firm = firms.search(
                [("company_id", "=", company.id), ("entity_id", "in", entity_ids)],
                limit=1,
            )
        else:
            firm, _person = self.env["sme.guidance.case"]._find_sender(
                typed["email"], Domain("company_id", "=", company.id)
            )
            if normalise_name(firm.name or "") != normalise_name(typed["name"]):
                firm = firms.browse()
        if firm:
            if not firm.active:
                firm.active = True
            return firm.with_env(self.env), False
        # of two windows at once, the second finds the file the first has begun
        self.env["sme.public.act"]._begin_once(
            "file",
            str(company.id),
            normalise_name(typed["name"]),
            email_normalize(typed["email"]),
        )
        firm = self.env["sme.firm"].create(
            {
                "name": typed["name"],
                "country_id": country.id,
                "registry_number": number,
                "company_id": company.id,
                "user_id": False,
                "market_wanted_ids": [Command.link(typed["target_country_id"])],
                "privacy_notice_date": fields.Date.context_today(self),
                "privacy_notice_version": f"{NOTICE_VERSION} {typed['lang']}",
            }
        )
        self.env["res.partner"].create(
            {
                "name": typed["person_name"],
                "email": email_normalize(typed["email"]),
                "lang": typed["lang"],
                "parent_id": firm.partner_id.id,
                "company_id": company.id,
            }
        )
        return firm, True

    @api.model
    def _find_or_begin_journey(self, firm, typed):
        """Return ``(journey, whether it begins now)`` of a firm to a market."""
        domain = [
            ("firm_id", "=", firm.id),
            ("target_country_id", "=", typed["target_country_id"]),
            ("won_status", "=", "pending"),
        ]
        # of two colleagues at once, the second goes on with the journey of the first
        take_turn(firm)
        lead = self.env["crm.lead"].search(domain, limit=1)
        if lead:
            return lead, False
        mark_turn(firm)
        adviser = self._find_adviser(firm)
        values = {
            "firm_id": firm.id,
            "target_country_id": typed["target_country_id"],
            "user_id": adviser.id,
        }
        return self.env["crm.lead"].create(values), True

    @api.model
    def _find_adviser(self, firm):
        """Return who takes care: the firm's adviser, or who the organisation named.

        Otherwise a coordinator of it, or nobody, and everybody sees the journey.
        """
        company = firm.company_id
        for user in (
            firm.user_id,
            company.sme_first_contact_user_id,
            *company._get_coordinators().sorted("id"),
        ):
            if user.active and user._works_in(company):
                return user.with_env(self.env)
        return self.env["res.users"]

    def _note_consents(self):
        person = self.firm_id.contact_ids[:1]
        self.env["sme.consent"].create(
            [
                {
                    "firm_id": self.firm_id.id,
                    "partner_id": person.id,
                    "purpose_id": purpose.id,
                    "text_version": self.notice_version,
                    "channel": "form",
                }
                for purpose in self.purpose_ids
                if not purpose.is_on_list
            ]
        )

    def _ask_for_list(self, address):
        """Ask for the mailing list where that was ticked; it counts once confirmed."""
        purposes = self.purpose_ids.filtered("is_on_list")
        if purposes:
            self.env["sme.subscription"]._ask(
                self.company_id,
                {
                    "email": self.email,
                    "lang": self.lang,
                    "country_id": self.country_id.id,
                    "purpose_ids": purposes.ids,
                },
                address,
            )

    def _tell_house(self, is_begun):
        """Leave a line on the journey, and something to do for an adviser.

        Who wrote stays on the request: a journey may be shared.
        """
        lead = self.lead_id
        adviser = lead.user_id or self._find_adviser(self.firm_id)
        told = for_reader(self, adviser)
        hinders = ", ".join(told.barrier_type_ids.mapped("name"))
        lines = [
            told.env._("First contact by the public form: the journey began with it.")
            if is_begun
            else told.env._("The firm wrote on the public form."),
            hinders and told.env._("What hinders: %(barriers)s", barriers=hinders),
            told.env._("Read it in My work, First contacts."),
        ]
        lead._message_log(body=Markup("<br/>").join(filter(None, lines)))
        told._give_to_do(
            told.env._("Answer the first contact of %(firm)s", firm=self.firm_id.name),
            adviser,
        )

    def _give_to_do(self, summary, adviser):
        """Give an adviser something to do, by no mail."""
        (self.lead_id or self.firm_id).activity_schedule(
            "mail.mail_activity_data_todo", summary=summary, user_id=adviser.id
        )
