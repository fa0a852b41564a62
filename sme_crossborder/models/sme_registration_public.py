import psycopg2

from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import (
    SQL,
    email_normalize,
    formatLang,
    mute_logger,
    plaintext2html,
)
from odoo.tools.sql import escape_psql

from ..tools.address import to_id
from ..tools.names import normalise_name
from .staff_words import for_reader

# of the notice beside the form; raise it whenever its words change
NOTICE_VERSION = "2026-11"
# registrations that may come in one moment: with fewer places left they queue up
AT_ONCE = 50
# single line texts of the form, and how long they may be
LENGTHS = {"name": 100, "email": 254, "phone": 40, "company_name": 200}
ANSWER_LENGTH = 2000
# questions that stock keeps on the attendee
OWN_TYPES = ("name", "email", "phone", "company_name")


class SmeRegistrationPublic(models.AbstractModel):
    """Whoever registers for a workshop on the public page.

    Who sends the same form twice, or registers twice, is registered once, and reads the
    same: the page tells nobody who comes.
    """

    _name = "sme.registration.public"
    _description = "Registration: on the Public Page"

    public_nonce = fields.Char(copy=False, groups=fields.NO_ACCESS)
    notice_version = fields.Char(
        string="Privacy notice given",
        readonly=True,
        copy=False,
        help="On the public page, with the language it was read in.",
    )
    own_lang = fields.Char(
        string="Language of the page",
        readonly=True,
        copy=False,
        help="In which the attendee registered, and is written to where the workshop "
        "has no language of its own.",
    )

    # one form is one registration, however often it is sent
    _public_nonce_uniq = models.UniqueIndex("(public_nonce)")

    def _get_participant_lang(self):
        event = self.event_id
        return event.lang or self.partner_id.lang or self.own_lang or self.env.lang

    def _update_mail_schedulers(self):
        """Leave mails of the public page to a job: tickets take their time."""
        if self.env.context.get("sme_mail_later"):
            if any(one.state == "open" for one in self):
                self.env.ref("event.event_mail_scheduler")._trigger()
            return None
        return super()._update_mail_schedulers()

    # ------------------------------------------------------------------
    # The form
    # ------------------------------------------------------------------

    @api.model
    def _read_public(self, event, get, getlist):
        """Return what was typed, as it is shown again and checked.

        :param event: `event.event`, as the system
        :param get: of the posted form, by name
        :param getlist: likewise, for controls with several values
        """
        tidy = self.env["sme.contact.form"]._tidy
        return {
            **{name: tidy(get(name)) for name in LENGTHS},
            "country_id": to_id(get("country_id")),
            "ticket_id": to_id(get("ticket_id")),
            "slot_id": to_id(get("slot_id")),
            "purpose_ids": sorted({to_id(one) for one in getlist("purpose_ids")} - {0}),
            "answers": {
                question.id: to_id(get(f"question_{question.id}"))
                if question.question_type == "simple_choice"
                else tidy(get(f"question_{question.id}"))
                for question in event.question_ids
                if question.question_type not in OWN_TYPES
            },
        }

    @api.model
    def _get_public_form(self, event):
        """Return what the form asks and offers; plain values.

        :param event: `event.event`, as the system
        """
        kinds = event.question_ids.grouped("question_type")
        countries = event.env["res.country"].search([("code", "!=", False)])
        purposes = event.env["sme.consent.purpose"].search([("is_on_list", "=", True)])
        return {
            "countries": [(country.id, country.name) for country in countries],
            "tickets": [
                (ticket.id, self._say_ticket(ticket))
                for ticket in self._get_tickets(event)
            ],
            "is_paid": any(self._get_price(one) for one in self._get_tickets(event)),
            "slots": [(slot.id, slot.display_name) for slot in self._get_slots(event)],
            "contacts": {
                kind: any(kinds[kind].mapped("is_mandatory_answer"))
                for kind in ("phone", "company_name")
                if kind in kinds
            },
            "questions": [
                {
                    "id": question.id,
                    "title": question.title,
                    "is_required": question.is_mandatory_answer,
                    "choices": question.question_type == "simple_choice"
                    and [(answer.id, answer.name) for answer in question.answer_ids],
                }
                for question in event.question_ids
                if question.question_type not in OWN_TYPES
            ],
            "purposes": [
                (purpose.id, purpose.name, purpose.description or "")
                for purpose in purposes
            ],
            "lengths": LENGTHS,
            "answer_length": ANSWER_LENGTH,
        }

    @api.model
    def _get_tickets(self, event):
        """Return the tickets to choose from."""
        return event.event_ticket_ids.filtered(
            lambda ticket: ticket.is_launched and not ticket.is_expired
        )

    @api.model
    def _get_price(self, ticket):
        """Return what a ticket costs, with taxes; prices come with Odoo's invoicing."""
        if "price" not in ticket._fields or not ticket.price:
            return 0
        return ticket.price_incl or ticket.price

    @api.model
    def _say_ticket(self, ticket):
        price = self._get_price(ticket)
        return f"{ticket.name}, {self._say_price(ticket)}" if price else ticket.name

    @api.model
    def _say_price(self, ticket):
        currency = ticket.currency_id
        return formatLang(self.env, self._get_price(ticket), currency_obj=currency)

    @api.model
    def _get_slots(self, event):
        now = fields.Datetime.now()
        slots = (
            event.event_slot_ids if event.is_multi_slots else event.env["event.slot"]
        )
        return slots.filtered(lambda slot: slot.start_datetime > now)

    @api.model
    def _find_public_problems(self, event, typed):
        """Return what is to be corrected, by control, in words.

        :param event: `event.event`, as the system
        :param dict typed: from :meth:`_read_public`; what is not offered is left out
        """
        form = self._get_public_form(event)
        known = {row[0] for row in form["purposes"]}
        typed["purpose_ids"] = [i for i in typed["purpose_ids"] if i in known]
        for name, offered in (("ticket_id", "tickets"), ("slot_id", "slots")):
            if not form[offered]:
                typed[name] = 0  # of another workshop, or of nothing at all
        missing = self.env._("This is needed: fill it in.")
        choose = self.env._("Choose one.")
        problems = {
            "name": not typed["name"] and self.env._("Enter your name."),
            "email": not email_normalize(typed["email"])
            and self.env._(
                "Enter your e-mail address, like name@firm.com: the answer goes there."
            ),
            "country_id": typed["country_id"] not in dict(form["countries"])
            and self.env._("Choose the country you come from."),
            "ticket_id": form["tickets"]
            and typed["ticket_id"] not in dict(form["tickets"])
            and choose,
            "slot_id": form["slots"]
            and typed["slot_id"] not in dict(form["slots"])
            and choose,
        }
        for name, is_required in form["contacts"].items():
            problems[name] = is_required and not typed[name] and missing
        for question in form["questions"]:
            answer = typed["answers"][question["id"]]
            name = f"question_{question['id']}"
            if question["choices"] is not False:
                wrong = answer not in dict(question["choices"])
                problems[name] = (
                    wrong and (answer or question["is_required"]) and choose
                )
                continue
            problems[name] = (question["is_required"] and not answer and missing) or (
                self._find_length_problem(answer, ANSWER_LENGTH)
            )
        for name, most in LENGTHS.items():
            problems[name] = problems.get(name) or self._find_length_problem(
                typed[name], most
            )
        return {name: problem for name, problem in problems.items() if problem}

    @api.model
    def _find_length_problem(self, text, most):
        return len(text) > most and self.env._(
            "This has %(count)s characters, and at most %(most)s are kept. Shorten it.",
            count=len(text),
            most=most,
        )

    # ------------------------------------------------------------------
    # From the form
    # ------------------------------------------------------------------

    @api.model
    def _receive_public(self, event, typed, nonce, address=""):
        """Register somebody once; where no place is left, on the waiting list.

        :param event: `event.event`, as the system
        :param dict typed: without problems, see :meth:`_find_public_problems`
        :param str nonce: of the form's key
        :param str address: in the network, of whoever registers
        :returns: the registration, as the system; none where the address got too many
            mails today
        """
        # as the system: the public acts, and is told nothing of who comes
        system = self.with_user(SUPERUSER_ID).with_company(event.company_id)
        known = system.search([("public_nonce", "=", nonce)])
        if known:
            return known
        email = email_normalize(typed["email"])
        if not system.env["sme.public.act"]._may_mail("workshop_mail", email):
            return system
        registered = system._find_registered(event, typed["name"], email)
        if not registered:
            registered = system._create_public(event, typed, nonce)
            registered._ask_for_invoice()
        registered._confirm_public()
        registered._ask_for_list(typed, email, address)
        return registered

    @api.model
    def _find_registered(self, event, name, email):
        """Return who is registered under the same address and name, of several one."""
        found = self.search(
            Domain("event_id", "=", event.id)
            & Domain("email", "=ilike", escape_psql(email))
            & Domain("state", "!=", "cancel")
        )
        name = normalise_name(name)
        return found.filtered(lambda one: normalise_name(one.name or "") == name)[:1]

    @api.model
    def _create_public(self, event, typed, nonce):
        slot = event.env["event.slot"].browse(typed["slot_id"])
        ticket = event.env["event.event.ticket"].browse(typed["ticket_id"])
        [places] = event._get_seats_availability([(slot, ticket)])
        if places and places <= AT_ONCE:
            # whoever registers in the same moment starts anew, and counts us
            self.env.cr.execute(
                SQL("UPDATE event_event SET id = id WHERE id = %s", event.id)
            )
        values = {
            "event_id": event.id,
            "state": "draft" if places is not None and places <= 0 else "open",
            "event_slot_id": slot.id,
            "event_ticket_id": ticket.id,
            "name": typed["name"],
            "email": email_normalize(typed["email"]),
            "phone": typed["phone"],
            "company_name": typed["company_name"],
            "firm_country_id": typed["country_id"],
            "registration_answer_ids": [
                Command.create(
                    {
                        "question_id": question_id,
                        "value_answer_id"
                        if isinstance(answer, int)
                        else "value_text_box": answer,
                    }
                )
                for question_id, answer in typed["answers"].items()
                if answer
            ],
            "public_nonce": nonce,
            "notice_version": f"{NOTICE_VERSION} {self.env.lang}",
            "own_lang": self.env.lang,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.with_context(sme_mail_later=True).create(values)
        except psycopg2.errors.UniqueViolation as error:
            # the same form, sent twice at once: run again, and find the first
            raise ConcurrencyError(str(error)) from error

    def _ask_for_invoice(self):
        """Have who is responsible for the workshop send an invoice, if one is due."""
        ticket, user = self.event_ticket_id, self.event_id.user_id
        if not self._get_price(ticket):
            return
        # nothing is sold here; Odoo calls what has no order free, also while creating
        self.sale_status = "to_pay"
        if not user.active or self.state != "open":
            return
        own = for_reader(self.with_context(mail_activity_quick_update=True), user)
        own.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=own.env._(
                "Send an invoice: %(ticket)s, %(price)s",
                ticket=ticket.name,
                price=own._say_price(ticket),
            ),
            user_id=user.id,
        )

    def _say_invoice(self):
        """Return what is to be paid, as a paragraph of a mail, or nothing."""
        ticket = self.event_ticket_id
        if not self._get_price(ticket):
            return ""
        return self.env._(
            "\n\nTo be paid: %(price)s. %(organiser)s sends you an invoice.",
            price=self._say_price(ticket),
            organiser=self.event_id.company_id.name,
        )

    def _confirm_public(self):
        """Mail what was registered, with the link to the attendee's own page."""
        own = self.with_context(lang=self._get_participant_lang())
        event = own.event_id
        values = {
            "name": own.name,
            "workshop": event.name,
            "when": event.get_paper_when(),
            "where": event.get_paper_where(),
            "hosts": event.get_paper_hosts(),
            "url": own._get_participant_link(),
            "invoice": own._say_invoice(),
        }
        if own.state == "draft":
            subject = own.env._("On the waiting list: %(workshop)s", **values)
            text = own.env._(
                "Hello %(name)s,\n\n%(workshop)s is full. You are on the waiting list, "
                "and get another mail as soon as there is a place for you.\n\n"
                "When: %(when)s\nWhere: %(where)s\nHeld by: %(hosts)s\n\n"
                "Your own page: %(url)s\n\nIf you did not register, or cannot come, "
                "answer this mail.",
                **values,
            )
        else:
            subject = own.env._("Your registration: %(workshop)s", **values)
            text = own.env._(
                "Hello %(name)s,\n\nyou are registered for %(workshop)s.\n\n"
                "When: %(when)s\nWhere: %(where)s\nHeld by: %(hosts)s%(invoice)s\n\n"
                "Your own page: %(url)s\n\nIf you did not register, or cannot come, "
                "answer this mail.",
                **values,
            )
        self.participant_link_sent_on = fields.Datetime.now()
        sender = event.organizer_id or event.company_id.partner_id
        own.env["mail.mail"].create(
            {
                "subject": subject,
                "body_html": plaintext2html(text),
                "email_from": sender.email_formatted,
                "email_to": own.email,
                "auto_delete": True,
            }
        )

    def _ask_for_list(self, typed, email, address):
        """Ask for the organiser's mailing list where that was ticked."""
        if typed["purpose_ids"]:
            self.env["sme.subscription"]._ask(
                self.event_id.company_id,
                {
                    "email": email,
                    "lang": self.env.lang,
                    "country_id": typed["country_id"],
                    "purpose_ids": typed["purpose_ids"],
                },
                address,
            )
