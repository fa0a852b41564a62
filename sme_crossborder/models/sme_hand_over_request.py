from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import COORDINATOR
from .staff_words import for_reader


class SmeHandOverRequest(models.AbstractModel):
    """Asking: a coordinator of the giver, and whom it asks."""

    _name = "sme.hand.over.request"
    _description = "Hand-over: Asking"

    @api.model
    @api.private
    def ask(self, firms, partner, agreement, **values):
        """Ask another organisation to take files over; nothing moves yet.

        :param firms: `sme.firm` of an organisation the user coordinates
        :param partner: `res.partner` of the organisation that is to take them
        :param dict agreement: ``agreement_channel``, ``agreement_date``,
            ``agreement_person``, and if there is one ``document`` and its name
        :param values: ``reason``, ``giver_until``, ``keep_shares``, ``member_id``
        :returns: `sme.hand.over`
        :raises AccessError: the user is no coordinator of the giver
        :raises UserError: nobody can accept, or the file waits for an answer already
        """
        firms.check_access("write")
        self._check_coordinates(firms.company_id)
        receiver = self._get_receiver(partner)
        for firm in firms:
            firm._check_may_be_handed(receiver)
        self._check_giver_until(values.get("giver_until"))
        # sudo: the record is nobody's to write; the act was checked above
        hand_overs_sudo = self.sudo().create(
            [
                {
                    **values,
                    **agreement,
                    "name": firm.name,
                    "country_id": firm.country_id.id,
                    "contents": firm._describe_contents(),
                    "firm_id": firm.id,
                    "company_id": firm.company_id.id,
                    "partner_id": partner.id,
                    "receiver_company_id": receiver.id,
                    "user_id": self.env.uid,
                }
                for firm in firms
            ]
        )
        hand_overs_sudo._plan_for(
            self._get_coordinators(receiver),
            lambda asked: asked.env._(
                "%(giver)s asks you to take over the file on %(firm)s",
                giver=asked.company_id.name,
                firm=asked.name,
            ),
        )
        return hand_overs_sudo.sudo(False)

    @api.model
    def _check_giver_until(self, day):
        if day and fields.Date.to_date(day) < fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The last day your organisation reads the file is over. Choose a "
                    "later day, or leave it empty."
                )
            )

    @api.model
    def _get_receiver(self, partner):
        """Return the company an organisation works here as.

        :raises UserError: it does not work here, or nobody in it could accept
        """
        partner.check_access("read")
        receiver_sudo = partner._get_company()
        if not self._get_coordinators(receiver_sudo):
            raise UserError(
                self.env._(
                    "%(receiver)s has no coordinator here who could accept the file. "
                    "Choose another organisation, or ask the administrator to give "
                    "one of its users that role.",
                    receiver=partner.name,
                )
            )
        return receiver_sudo.with_env(self.env)

    @api.model
    def _get_organisations(self):
        """Return the contacts of organisations that work here."""
        # sudo: which organisations there are is told to everybody in the network
        companies_sudo = self.env["res.company"].sudo().search([("active", "=", True)])
        partners = companies_sudo.partner_id.sudo(False)
        return partners._filtered_access("read")

    @api.model
    def _get_coordinators(self, company):
        """Return the coordinators at home in an organisation, as superuser."""
        return company._get_coordinators().filtered(
            lambda user: user.company_id == company
        )

    def _plan_for(self, users, summary):
        """Tell users what there is to look at, by one activity each and no mail.

        :param summary: function of a hand-over in the language of the user who reads it
        """
        quiet = self.with_context(
            mail_activity_quick_update=True, mail_notify_force_send=False
        )
        for hand_over in quiet:
            for user in users:
                hand_over.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=summary(for_reader(hand_over, user)),
                    user_id=user.id,
                )

    @api.model
    def _check_coordinates(self, companies):
        """:raises AccessError: saying whose coordinators can do it instead"""
        foreign = companies - self.env.companies
        if foreign or not self.env.user.has_group(COORDINATOR):
            # sudo: name of the organisation to ask
            company_sudo = (foreign or companies)[:1].sudo()
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s can do this. Ask one of them.",
                    company=company_sudo.name,
                )
            )
