import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hash_sign

from .signed_link import find_restricted, read_link, was_sent_lately

SCOPE = "sme_crossborder.partner_lead_approval"
LINK_DAYS = 14


class SmePartnerLeadLink(models.AbstractModel):
    """The link by which a firm approves: it shows a page, whose buttons act.

    Signed by us, for one lead and one asking; it ends with its last day, with a newer
    link, with an answer and with a change to the text.
    """

    _name = "sme.partner.lead.link"
    _description = "Partner Lead: Link to Approve"

    approval_partner_id = fields.Many2one(
        "res.partner",
        string="Asked to approve",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    approval_asked_date = fields.Datetime(string="Link sent", readonly=True, copy=False)
    approval_link_until = fields.Datetime(
        string="Link valid until", readonly=True, copy=False
    )
    # whoever knows it could approve in the firm's place
    approval_key = fields.Char(
        string="Key of the link",
        readonly=True,
        copy=False,
        groups="base.group_system",
    )

    def _has_field_access(self, field, operation):
        """Acts of any user end a link; nobody reads its key, nor types one."""
        if field.name == "approval_key" and operation == "write" and self._is_act():
            return True
        return super()._has_field_access(field, operation)

    def _forget_link(self):
        """No link that was sent approves anything any more."""
        self._act({"approval_key": False, "approval_link_until": False})

    def action_ask_approval(self):
        """Open the dialog that asks whom to send the link."""
        self.ensure_one()
        self._check_state("approval")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the firm"),
            "res_model": "sme.partner.lead.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_id": self.id},
        }

    @api.private
    def ask_approval(self, partner):
        """Send a link by which the firm approves or says no.

        An earlier link of the same lead is no longer of use.

        :param partner: `res.partner` of the holder who answers for it
        :raises UserError: it is nobody of the holder, or has no e-mail
        """
        self.ensure_one()
        self._check_state("approval")
        partner.check_access("read")
        self._check_recipient(partner)
        self.firm_id._refuse_restricted()
        if self._is_approved():
            raise UserError(
                self.env._(
                    "%(lead)s is approved already. Publish it.", lead=self.display_name
                )
            )
        self._end_plans()
        self._act({"approval_partner_id": partner.id})
        self._send_link()

    def _check_recipient(self, partner):
        holder = self._get_holder()
        contact = holder.partner_id if holder._name == "sme.firm" else holder
        # sudo: only whose contact the recipient is
        if partner.sudo().commercial_partner_id != contact.sudo().commercial_partner_id:
            raise UserError(
                self.env._(
                    "%(person)s is no contact of %(holder)s, so cannot approve for "
                    "it. Choose somebody of the firm, or add the person there first.",
                    person=partner.name,
                    holder=self.holder_name,
                )
            )
        if not partner.email:
            raise UserError(
                self.env._(
                    "%(person)s has no e-mail address. Enter it first, or record how "
                    "the firm agreed.",
                    person=partner.name,
                )
            )

    @api.model
    def _get_link_days(self):
        # sudo: a number of days, the same for everybody
        params_sudo = self.env["ir.config_parameter"].sudo()
        value = params_sudo.get_param("sme_crossborder.lead_approval_link_days")
        return int(value) if value and value.isdecimal() and int(value) else LINK_DAYS

    def _send_link(self):
        """Mail a new link to who was asked; the mail is kept nowhere.

        In the chatter, colleagues could approve in the firm's place.
        """
        until = fields.Datetime.add(fields.Datetime.now(), days=self._get_link_days())
        # sudo: the key is nobody's to read, and the mail leaves by the system's server
        self_sudo = self.sudo()
        self_sudo._act(
            {
                "approval_key": secrets.token_urlsafe(16),
                "approval_asked_date": fields.Datetime.now(),
                "approval_link_until": until,
            }
        )
        lang = self_sudo.approval_partner_id.lang
        template_sudo = self_sudo.env.ref(
            "sme_crossborder.mail_template_partner_lead_approval"
        ).with_context(
            sme_link=self_sudo._get_link(),
            sme_until=until,
            sme_day=self_sudo.with_context(lang=lang)._say_day(until),
            lang=lang,
        )
        [values] = template_sudo._generate_template(
            self.ids, ("subject", "body_html", "email_from", "reply_to")
        ).values()
        mail_sudo = self_sudo.env["mail.mail"].create(
            {
                "subject": values.get("subject"),
                "body_html": values.get("body_html"),
                "email_from": values.get("email_from"),
                "reply_to": values.get("reply_to"),
                "recipient_ids": [
                    fields.Command.set(self_sudo.approval_partner_id.ids)
                ],
                "auto_delete": True,
            }
        )
        self._note(
            self.env._(
                "Link to approve sent to %(person)s, valid until %(day)s.",
                person=self_sudo.approval_partner_id.name,
                day=self._say_day(until),
            )
        )
        return mail_sudo

    def _get_link(self):
        """Return the address of the page; for the mail to the firm alone."""
        self.ensure_one()
        token = hash_sign(self.env, SCOPE, [self.id, self.approval_key])
        return f"{self.get_base_url()}/partner-lead/{token}"

    @api.model
    def _find_by_link(self, token):
        """Return the lead of a link and whether it still approves, as superuser.

        :param str token: what stands in the address
        :returns: ``(lead, state)``: ``valid``, ``old`` (another link was sent, or its
            last day is over), ``done`` (answered, taken back), ``restricted`` (so is
            the firm's file); nothing if it is forged
        """
        # sudo: who has the link reads this one lead; the signature was made by us
        self_sudo = self.sudo()
        lead_id, key = read_link(self_sudo.env, SCOPE, token)
        lead_sudo = self_sudo.browse(lead_id).exists()
        if not lead_sudo or not key:
            return self_sudo.browse(), False
        if find_restricted(lead_sudo):
            return lead_sudo, "restricted"
        if not lead_sudo._is_answerable():
            return lead_sudo, "done"
        current = lead_sudo.approval_key
        if not current or not consteq(current, key):
            return lead_sudo, "old"
        over = lead_sudo.approval_link_until < fields.Datetime.now()
        return lead_sudo, "old" if over else "valid"

    def _send_link_again(self):
        """Send a new link to who was asked; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        lead = self.with_user(SUPERUSER_ID)
        asked = lead.approval_asked_date
        if not lead.approval_partner_id or was_sent_lately(asked):
            return False
        lead._send_link()
        return True
