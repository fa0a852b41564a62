from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import portal_form
from ..tools.lead_fields import is_asked
from .staff_words import for_reader


class SmePortalDraftSend(models.AbstractModel):
    """A draft of the portal becomes one among the leads of a member organisation."""

    _name = "sme.portal.draft.send"
    _description = "Portal Draft: Sending"

    def _get_members(self):
        """Return the member organisations it may be sent to, as superuser.

        A firm's lead goes to who keeps its file; so does that of an organisation whose
        contact one member keeps for itself. Any other goes to who lets its people in or
        to a member of a project that works here.
        """
        self.ensure_one()
        identity_sudo = self._get_identity()
        if identity_sudo.firm_id:
            return identity_sudo.company_id
        if identity_sudo.partner_id.company_id:
            return identity_sudo.partner_id.company_id
        # sudo: organisations that publish leads under their own names
        members_sudo = self.env["sme.project.member"].sudo()
        members_sudo = members_sudo.search([("company_id", "!=", False)])
        present_sudo = members_sudo._filter_present()
        return (identity_sudo.company_id | present_sudo.company_id).sorted("name")

    def _get_addressee(self):
        """Return whom to write to about what was sent: a dict of texts, or nothing."""
        self.ensure_one()
        company = self.lead_id.company_id or self.member_company_id
        return company and {"name": company.name, "email": company.email or ""}

    def _send(self, company_id, note, version):
        """Send it to a member organisation, which has it as a draft from then on.

        Called with a draft of :meth:`_find_mine` that was saved.

        :param int company_id: of one of :meth:`_get_members`
        :param str note: to the member organisation
        :param int version: that the user had opened
        :returns: ``{field: text}`` of what is to be solved first, nothing once sent
        :raises UserError: somebody else changed or sent it since; the lead is refused
            as a whole
        """
        self.ensure_one()
        self._take_turn(version)
        company_sudo = self._get_members().filtered(lambda c: c.id == company_id)
        problems = self._find_problems()
        if not company_sudo:
            problems["company_id"] = self.env._("Choose who is to publish it.")
        if problems:
            return problems
        lead_sudo = self._create_lead(company_sudo)
        # copies: if the lead is deleted there, the draft has its files still
        self.env["sme.portal.files"]._copy(lead_sudo, self._find_files())
        self.write(
            {
                "member_company_id": company_sudo.id,
                "date_sent": fields.Datetime.now(),
                "sent_user_id": self.env.uid,
                "lead_id": lead_sudo.id,
                "version": self.version + 1,
            }
        )
        self._tell(lead_sudo, note)
        return {}

    def _create_lead(self, company):
        """Make the draft of a member organisation; it is the portal user's text.

        :raises UserError: in words, where a lead is refused as a whole
        """
        # sudo: portal users have no right on leads; the draft is of who they speak for
        # and becomes one of an organisation that it may be sent to
        leads_sudo = self.env["sme.partner.lead"].sudo()
        leads_sudo = leads_sudo.with_company(company).with_context(
            allowed_company_ids=company.ids, mail_create_nosubscribe=True
        )
        try:
            with self.env.cr.savepoint():
                lead_sudo = leads_sudo.create(self._prepare_lead(company))
                lead_sudo.flush_recordset()
        except ValidationError as error:
            raise UserError(str(error)) from error
        return lead_sudo

    def _prepare_lead(self, company):
        identity_sudo = self._get_identity()
        typed = self.typed or {}
        values = {
            name: self._convert(name, typed.get(name))
            for name in portal_form.asked_fields(self.lead_type)
            if name not in portal_form.FIRM
        }
        is_firm = identity_sudo.kind == "firm"
        named = {}
        if self._is_for_firm():
            firm = self._prepare_firm()
            named = {
                "named_firm": firm["firm_name"],
                "named_firm_number": firm["firm_number"],
                "named_firm_country_id": self._get_home().id,
            }
        return values | {
            **named,
            "company_id": company.id,
            # whoever takes it on there
            "user_id": False,
            "text_user_id": self.env.uid,
            "lead_type": self.lead_type,
            "holder_kind": "firm" if is_firm else typed["holder_kind"],
            "firm_id": identity_sudo.firm_id.id,
            "holder_partner_id": not (is_firm or named) and self.partner_id.id,
            "scope": "network",
            **self._get_call_currency(),
        }

    @api.model
    def _convert(self, name, value):
        if not value:
            return False
        if name in portal_form.LISTS:
            return [(6, 0, value)]
        if name in portal_form.DATES:
            return portal_form.to_date(value)
        if name in portal_form.NUMBERS:
            number = portal_form.to_number(value)
            return int(number) if name == "duration_weeks" else number
        return value

    def _get_call_currency(self):
        if not is_asked(self.lead_type, "budget"):
            return {}
        return {"currency_id": self.env.ref("base.EUR").id}

    def _tell(self, lead_sudo, note):
        """Give the member organisation something to do, and say where it came from."""
        # the adviser reads it, not who writes
        told = for_reader(self, lead_sudo._get_adviser())
        summary = told.env._(
            "%(organisation)s wrote a lead on the portal: read it, complete it and ask "
            "for its review",
            organisation=self.partner_id.name,
        )
        body = told.env._(
            "Written on the portal by %(person)s for %(organisation)s. %(note)s",
            person=self.env.user.name,
            organisation=self.partner_id.name,
            note=(note or "").strip(),
        ).strip()
        lead_sudo._note(body)
        lead_sudo._plan(lead_sudo._get_adviser(), summary)
