from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Name no record that is refused.

        In debug mode Odoo lists the names of refused records to any internal user:
        counting through the ids would give the firms of every organisation.
        """
        if not self._is_sme_private(records):
            return super()._make_access_error(operation, records)
        verbs = {
            "read": self.env._("read"),
            "write": self.env._("change"),
            "create": self.env._("create"),
            "unlink": self.env._("delete"),
        }
        message = self.env._(
            "You cannot %(operation)s this record (%(model)s): it belongs to another "
            "organisation, or is not assigned to you. If you work in several "
            "organisations, switch the right one on at the top right.",
            operation=verbs[operation],
            model=self.env["ir.model"]._get(records._name).name,
        )
        # the rules were looked at as superuser: nothing of it stays in memory
        records.invalidate_recordset(flush=False)
        return AccessError(message)

    def _is_sme_private(self, records):
        """Whether refused records are ours, journeys, or contacts of a firm file."""
        if records._name.startswith("sme."):
            return True
        if records._name == "crm.lead":
            # sudo: only whether they are journeys, so that the error can keep quiet
            return bool(records.sudo().exists().firm_id)
        if records._name != "res.partner":
            return False
        # sudo: only whether a file exists, so that the error can keep quiet about it
        contacts_sudo = records.sudo().exists().commercial_partner_id
        return bool(contacts_sudo.with_context(active_test=False).sme_firm_ids)
