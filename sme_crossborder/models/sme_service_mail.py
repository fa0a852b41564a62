import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext
from odoo.tools.mail import email_normalize, email_normalize_all

from odoo.addons.mail.tools.alias_error import AliasError

ALIAS = "sme_crossborder.mail_alias_service"
_ADDRESS = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")


class SmeServiceMail(models.AbstractModel):
    """A service noted by putting our address in BCC, or by forwarding a mail to it.

    The firm is the one whose contact is among the people the mail went to. What cannot
    be told for certain is not guessed: the adviser gets the mail back with the reason.
    """

    _name = "sme.service.mail"
    _description = "Service: Noted by E-mail"

    mail_address = fields.Char(
        string="Address for e-mails", compute="_compute_mail_address"
    )

    def _compute_mail_address(self):
        """The address to put in BCC; empty where no incoming mail is set up."""
        # sudo: the address is meant for everybody who notes services
        alias = self.env.ref(ALIAS, raise_if_not_found=False)
        alias = alias and alias.sudo()
        is_ready = alias and alias.alias_domain_id and alias.alias_name
        self.mail_address = alias.alias_full_name if is_ready else False

    @api.model
    def _alias_get_error(self, message, message_dict, alias):
        """Refuse a mail that no service can be made from, and say why."""
        error = super()._alias_get_error(message, message_dict, alias)
        if error or self:
            return error
        try:
            self._read_mail(message_dict)
        except UserError as refusal:
            return AliasError("error_sme_service", str(refusal))
        return False

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Note the service a mail tells of; the mail itself stands below it.

        :param dict msg_dict: the mail as Odoo has read it
        :param dict custom_values: further values of the service
        :raises UserError: it cannot be told whose service it is
        """
        user, values = self._read_mail(msg_dict)
        # who got the mail is on the service, for those who may see persons
        msg_dict.pop("to_filtered", None)
        msg_dict.pop("cc_filtered", None)
        service = self._as_sender(user).create({**(custom_values or {}), **values})
        return service.with_env(self.env)

    @api.model
    def _get_mail_sender(self, msg_dict):
        """Return the adviser a mail comes from; empty if it is anybody else."""
        user = self._mail_find_user_for_gateway(msg_dict.get("email_from")).sudo()
        is_adviser = user.has_group("sme_crossborder.group_sme_adviser") if user else 0
        return user if is_adviser else user.browse()

    @api.model
    def _as_sender(self, user):
        """This model in the hands of a user, in all organisations they work in."""
        return self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids, lang=user.lang, tz=user.tz
        )

    @api.model
    def _read_mail(self, msg_dict):
        """Return the adviser and the values of the service a mail tells of.

        :raises UserError: the sender is no adviser, or no single firm is concerned
        """
        user = self._get_mail_sender(msg_dict)
        if not user:
            raise UserError(self.env._("Only advisers can note services by e-mail."))
        Service = self._as_sender(user)
        firm, person = Service._find_mail_firm(msg_dict)
        kind = self.env.ref(
            "sme_crossborder.sme_service_kind_mail", raise_if_not_found=False
        )
        today = fields.Date.context_today(Service)
        sent = fields.Datetime.to_datetime(msg_dict.get("date"))
        sent = sent and fields.Datetime.context_timestamp(Service, sent).date()
        values = {
            "name": msg_dict.get("subject") or Service.env._("E-mail without subject"),
            "date": min(sent or today, today),
            "firm_id": firm.id,
            "lead_id": firm._get_only_journey().id,
            "partner_id": person.id,
            "user_id": user.id,
        }
        return user, values | ({"kind_id": kind.id} if kind and kind.active else {})

    def _find_mail_firm(self, msg_dict):
        """Return the firm a mail is about, and the person at the firm if it is one.

        People it went to come first; the text is looked at for a forwarded mail.

        :raises UserError: no firm, or several, have one of the addresses
        """
        sender = email_normalize(msg_dict.get("email_from"))
        people = f"{msg_dict.get('to') or ''},{msg_dict.get('cc') or ''}"
        text = html2plaintext(msg_dict.get("body") or "")
        for addresses in (
            email_normalize_all(people),
            [email_normalize(found) for found in _ADDRESS.findall(text)],
        ):
            contacts = self.env["res.partner"].search(
                [("email_normalized", "in", list({*addresses} - {sender, False}))]
            )
            owners = contacts.commercial_partner_id
            firms = self.env["sme.firm"].search([("partner_id", "in", owners.ids)])
            if len(firms) > 1:
                raise UserError(
                    self.env._(
                        "The people this e-mail names belong to more than one of your "
                        "firms, so it was not noted. Note it on the right firm "
                        "yourself, or send it again for one firm at a time."
                    )
                )
            if firms:
                of_firm = contacts.grouped("commercial_partner_id")[firms.partner_id]
                persons = of_firm - firms.partner_id
                return firms, persons if len(persons) == 1 else persons.browse()
        raise UserError(
            self.env._(
                "None of your firms has one of the addresses in this e-mail, so it was "
                "not noted. Add the person to the firm's contacts and send it again, "
                "or note it on the firm yourself."
            )
        )
