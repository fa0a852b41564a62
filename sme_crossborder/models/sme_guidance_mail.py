from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.mail import email_normalize

from odoo.addons.mail.tools.alias_error import AliasError

from ..tools.automatic_mail import is_automatic
from .own_words import get_own_words
from .sme_guidance_clock import ENDED
from .sme_guidance_intake import NAME_LENGTH, TEXT_LENGTH

ALIAS = "sme_crossborder.mail_alias_guidance"


class SmeGuidanceMail(models.AbstractModel):
    """A question a firm sends by e-mail, and its answer to what we asked back.

    Taken from a contact person of exactly one firm file, of an organisation with the
    mail domain of the address. From anybody else it goes back with a polite word, the
    same whether nobody or too many have the address: nothing is guessed, and nobody
    learns who is supported here. What a machine sends is neither taken nor answered.
    """

    _name = "sme.guidance.mail"
    _description = "Guidance: Questions by E-mail"

    @api.model
    def _get_ask_address(self, company):
        """Return where firms of an organisation can write to, if anywhere."""
        # sudo: the address is meant for every firm of the organisation
        alias_sudo = self.env.ref(ALIAS, raise_if_not_found=False)
        alias_sudo = alias_sudo and alias_sudo.sudo()
        domain_sudo = company.sudo().alias_domain_id
        if not alias_sudo or not domain_sudo or not alias_sudo.alias_name:
            return ""
        is_theirs = alias_sudo.alias_domain_id == domain_sudo
        return alias_sudo.alias_full_name if is_theirs else ""

    @api.model
    def _find_sender(self, email_from, domain):
        """Return the one firm file a mail comes from, and the person, as the system.

        :param str email_from: as the mail has it
        :param domain: Domain on the file's organisation
        """
        # as the system: whose the address is, is told to nobody
        system = self.with_user(SUPERUSER_ID)
        firms = system.env["sme.firm"].browse()
        persons = system.env["res.partner"].browse()
        email = email_normalize(email_from)
        if not email:
            return firms, persons
        persons = persons.search([("email_normalized", "=", email)])
        firms = firms.search(
            Domain("partner_id", "in", persons.commercial_partner_id.ids) & domain
        )
        if len(firms) != 1:
            return firms.browse(), persons.browse()
        of_firm = persons.filtered(
            lambda person: person.commercial_partner_id == firms.partner_id
        )
        return firms, of_firm.sorted("is_company")[:1]

    @api.model
    def _find_asking(self, email_from):
        """Return the firm that asks by mail, and the person, as the system."""
        alias = self.env.ref(ALIAS, raise_if_not_found=False)
        # sudo: of which mail domain the address is
        domain_sudo = alias and alias.sudo().alias_domain_id
        return self._find_sender(
            email_from,
            Domain("company_id.alias_domain_id", "=", domain_sudo.id)
            if domain_sudo
            else Domain.FALSE,
        )

    @api.model
    def _alias_get_error(self, message, message_dict, alias):
        """Refuse a mail no case can be opened from."""
        error = super()._alias_get_error(message, message_dict, alias)
        if error or self:
            return error
        firm, _person = self._find_asking(message_dict.get("email_from"))
        if is_automatic(message) or not firm:
            return AliasError(
                "error_sme_guidance",
                self.env._("It cannot be told from the address which firm asks."),
            )
        return False

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Open the case of a mail; the mail itself stands below it.

        :param dict msg_dict: the mail as Odoo has read it
        :param dict custom_values: further values of the case
        :raises UserError: it cannot be told which firm it comes from
        """
        firm, person = self._find_asking(msg_dict.get("email_from"))
        if not firm:
            raise UserError(
                self.env._("It cannot be told from the address which firm asks.")
            )
        # who else got it is on the mail, for those who may see persons
        msg_dict.pop("to_filtered", None)
        msg_dict.pop("cc_filtered", None)
        msg_dict["author_id"] = person.id
        subject = " ".join((msg_dict.get("subject") or "").split())
        lead = firm._get_only_journey()
        case = self._open_for_firm(
            firm,
            "mail",
            {
                **(custom_values or {}),
                "name": subject[:NAME_LENGTH] or self.env._("E-mail without subject"),
                "question": get_own_words(msg_dict.get("body"))[:TEXT_LENGTH],
                "lead_id": lead.id,
            },
            person,
        )
        return case.with_env(self.env)

    def message_update(self, msg_dict, update_vals=None):
        """Take what a person of the firm answers to a mail about the case."""
        result = super().message_update(msg_dict, update_vals=update_vals)
        if self.env.context.get("sme_automatic_mail"):
            return result
        for case in self.with_user(SUPERUSER_ID):
            firm, person = case._find_sender(
                msg_dict.get("email_from"), Domain("id", "=", case.firm_id.id)
            )
            text = get_own_words(msg_dict.get("body"))[:TEXT_LENGTH]
            if not firm or not text:
                continue
            if case.state in ENDED:
                told = {"firm": firm.name, "case": case.name}
                case._tell_adviser(
                    lambda env, told=told: env._(
                        "%(firm)s wrote after the end: %(case)s", **told
                    )
                )
            else:
                case._hear_firm(text, person, "mail")
        return result

    def _detect_loop_sender_domain(self, email_from_normalized):
        """Many cases from one address within a short time are a machine's."""
        return [
            ("channel", "=", "mail"),
            ("exchange_ids.partner_id.email_normalized", "=", email_from_normalized),
        ]
