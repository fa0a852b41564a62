from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

NOTE_LENGTH = 4000


class SmePortalApproval(models.AbstractModel):
    """Who speaks on the portal for whom a lead is of agrees to it there.

    As by the signed link, which stays of use: the text is shown, a button answers, and
    the lead says how and by whom. The only door, as `sme.portal.reader` is for leads.
    """

    _name = "sme.portal.approval"
    _description = "Approval of Leads on the Portal"

    @api.model
    def _find_asked(self, domain=Domain.TRUE):
        """Return leads that wait for the approval of whom the user speaks for.

        :returns: `sme.partner.lead` as superuser
        """
        mine_sudo = self.env["sme.portal.identity"]._find_mine()
        # sudo: leads of whom the user speaks for, while they are asked, and no other
        leads_sudo = self.env["sme.partner.lead"].sudo()
        leads_sudo = leads_sudo.search(
            domain & Domain("state", "=", "approval") & mine_sudo._get_held_domain()
        )
        return leads_sudo.filtered(lambda lead: lead._is_answerable())

    @api.model
    def _list_asked(self):
        """Return what a list shows of leads that wait: dicts of texts."""
        return [
            {
                "id": lead.id,
                "title": lead.title,
                "reference": lead.reference,
                "holder": lead.holder_name,
                "company": lead.company_id.name,
            }
            for lead in self._find_asked()
        ]

    @api.model
    def _read_asked(self, lead_id):
        """Return what the page shows of a lead that waits, or nothing."""
        lead_sudo = self._find_asked(Domain("id", "=", lead_id))
        return lead_sudo and lead_sudo._describe_asked() | {"id": lead_sudo.id}

    @api.model
    def _answer(self, lead_id, answer, note, version):
        """Note that the firm agrees, or what is to be changed.

        :param int lead_id: of a lead that waits
        :param str answer: ``yes`` or ``no``
        :param str note: needed for a no
        :param str version: of what was read
        :raises UserError: it does not wait any more, says something else by now, no
            button was pressed, or it is not said what should be changed
        """
        lead_sudo = self._find_asked(Domain("id", "=", lead_id))
        if not lead_sudo:
            raise UserError(
                self.env._(
                    "This lead does not wait for your approval any more: it was "
                    "answered, taken back or changed."
                )
            )
        if version != lead_sudo._describe_asked()["version"]:
            raise UserError(
                self.env._(
                    "The lead was changed after you opened it, and nothing is noted "
                    "yet. Read it once more."
                )
            )
        note = (note or "").strip()[:NOTE_LENGTH]
        if answer not in ("yes", "no"):
            raise UserError(self.env._("Press one of the two buttons."))
        if answer == "no" and not note:
            raise UserError(self.env._("Say what should be changed."))
        user = self.env.user
        lead_sudo._answer_of_firm(
            "portal", answer == "yes", user.name, note, user.partner_id
        )
