from odoo import api, fields, models
from odoo.exceptions import AccessError

from .sme_shared_mixin import COORDINATOR


class SmeFirmServed(models.AbstractModel):
    """Who else serves the firm, told where every organisation concerned agreed.

    Two organisations may serve a firm without learning it from the system. Each says on
    its own file whether others may know; only those who both said yes see each other.
    """

    _name = "sme.firm.served"
    _description = "Firm File: Also Served By"

    tell_served = fields.Boolean(
        string="Others may know that we serve it",
        copy=False,
        tracking=True,
        help="Organisations that serve the same firm and say so too see your name, and "
        "you see theirs. Nobody else is told, and nothing of the file is shared.",
    )
    served_by = fields.Char(
        string="Also served by", compute="_compute_served_by", compute_sudo=False
    )

    @api.depends("tell_served")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_served_by(self):
        links = self._origin.filtered("is_own")._get_served_links()
        for firm in self:
            others = links.get(firm._origin.id)
            names = sorted(others.company_id.mapped("name")) if others else []
            firm.served_by = ", ".join(names) or False

    def _get_served_links(self):
        """Return ``{id: files of others, as superuser}`` where both sides agreed."""
        # sudo: files of others on the same legal entity that may be known of
        own_sudo = self.sudo().filtered(lambda firm: firm.tell_served and firm.active)
        if not own_sudo:
            return {}
        files_sudo = own_sudo.search(
            [
                ("entity_id", "in", own_sudo.entity_id.ids),
                ("tell_served", "=", True),
            ]
        )
        by_entity = files_sudo.grouped("entity_id")
        links = {}
        for firm in own_sudo:
            files = by_entity.get(firm.entity_id, firm.browse())
            links[firm.id] = files.filtered(
                lambda other, firm=firm: other.company_id != firm.company_id
            )
        return links

    def write(self, vals):
        if "tell_served" not in vals:
            return super().write(vals)
        self._check_may_tell()
        before = self._get_served_links()
        result = super().write(vals)
        after = self._get_served_links()
        for firm in self:
            was = before.get(firm.id, firm.browse())
            now = after.get(firm.id, firm.browse())
            firm._log_served("linked", now - was)
            firm._log_served("unlinked", was - now)
        return result

    def _check_may_tell(self):
        if not self.env.su and not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator can say whether others may know that you serve "
                    "%(firms)s. Ask one of your organisation.",
                    firms=", ".join(self.mapped("name")),
                )
            )

    def _log_served(self, act, others):
        """Write to the log of both, and tell the other organisation."""
        # sudo: the log is nobody's to write; both sides said they may know
        log_sudo = self.env["sme.disclosure"].sudo()
        lines = log_sudo._log(
            [
                {
                    "record_name": self.name,
                    "company_id": self.company_id.id,
                    "partner_id": other.company_id.partner_id.id,
                    "reader_company_id": other.company_id.id,
                    "act": act,
                    "user_id": self.env.uid,
                }
                for other in others
            ]
        )
        lines._tell_readers()
