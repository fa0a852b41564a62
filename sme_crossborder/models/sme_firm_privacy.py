from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import MANAGER

LOCKS = {"is_erased", "is_locked_away", "kept_until", "date_erased", "is_restricted"}


class SmeFirmPrivacy(models.AbstractModel):
    """Whether a file is restricted, erased, or kept for the law alone.

    Restricted (GDPR, Article 18(2)): kept, and not matched, shared, published or
    written to, except for what the law demands; who read it reads it again afterwards.
    """

    _name = "sme.firm.privacy"
    _description = "Firm File: Privacy"

    is_restricted = fields.Boolean(
        string="Restricted",
        readonly=True,
        copy=False,
        tracking=True,
        help="Kept, but neither matched nor shared, and nobody is written to about it "
        "(GDPR, Article 18).",
    )
    is_erased = fields.Boolean(string="Erased", readonly=True, copy=False)
    is_locked_away = fields.Boolean(
        string="Locked away",
        readonly=True,
        copy=False,
        index=True,
        help="Erased as far as the law lets it: read by project managers and auditors.",
    )
    kept_until = fields.Date(
        string="Kept for law until",
        readonly=True,
        copy=False,
        help="Of a file that is locked away; empty: until the project knows its last "
        "payment.",
    )
    date_erased = fields.Date(string="Erased on", readonly=True, copy=False)

    def write(self, vals):
        """Refuse to type what only acts set."""
        if LOCKS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "Whether a file is restricted or erased follows from the buttons "
                    "on it."
                )
            )
        return super().write(vals)

    def action_restrict(self):
        """Restrict a file, or lift it, and say so in its notes.

        :raises AccessError: the user is no project manager of the organisation
        """
        for firm in self:
            firm._check_privacy_manager()
            is_restricted = not firm.is_restricted
            # sudo: nobody types it; who may was checked
            firm.sudo().write({"is_restricted": is_restricted})
            if is_restricted:
                firm._hold_published()
            for records in firm._find_held_shared():
                if is_restricted:
                    records._suspend_sharing()
                else:
                    records._resume_sharing()
            firm._message_log(
                body=self.env._("Restricted: neither matched nor shared.")
                if is_restricted
                else self.env._("Not restricted any more.")
            )
        return True

    def _find_held_shared(self):
        """Return what hangs on the file and can be shared, as lists of one model."""
        held = self.env["sme.privacy.kinds"]._find_held(self)
        return [
            records.with_env(self.env)
            for records in held.values()
            if "suspended_audience_id" in records
        ]

    @api.model
    def _find_restricted_contacts(self):
        """Return the contacts of restricted files, the firms' own among them."""
        every = self.with_context(active_test=False)
        partners = every.search([("is_restricted", "=", True)]).partner_id
        return partners and partners.search([("id", "child_of", partners.ids)])

    def _hold_published(self):
        """Show its partner leads to nobody; success stories are left out meanwhile."""
        leads = self.env["sme.partner.lead"].search(
            [("firm_id", "=", self.id), ("state", "=", "published")]
        )
        for lead in leads:
            lead.put_on_hold(
                self.env._("The file on %(firm)s is restricted.", firm=self.name)
            )

    def action_erase(self):
        """Open the form that proposes to erase the file.

        :raises AccessError: the user is no project manager of the organisation
        """
        self.ensure_one()
        self._check_privacy_manager()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase"),
            "res_model": "sme.erasure",
            "view_mode": "form",
            "context": {"default_firm_id": self.id},
        }

    def _check_privacy_manager(self):
        self.check_access("write")
        if self.company_id not in self.env.companies or not self.env.user.has_group(
            MANAGER
        ):
            raise AccessError(
                self.env._(
                    "Only a project manager of %(company)s decides that on %(firm)s.",
                    # sudo: name of the organisation to ask
                    company=self.company_id.sudo().name,
                    firm=self.name,
                )
            )

    def _refuse_restricted(self):
        """:raises UserError: naming the first file that is restricted"""
        for firm in self.filtered("is_restricted"):
            raise UserError(
                self.env._(
                    "The file on %(firm)s is restricted: it is kept, but not shown to "
                    "anybody else. A project manager can lift that on the file.",
                    firm=firm.name,
                )
            )
