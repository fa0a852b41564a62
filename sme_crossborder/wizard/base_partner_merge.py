from ast import literal_eval

from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's merge of contacts, careful with those that belong to a firm file."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Refuse to merge contacts of two firm files; keep the contact of a file.

        Stock would re-point the files by SQL past every rule and, where a unique
        index stands in the way, fail with the database's message. It would also move
        persons, and consents they gave, from one file to another.
        """
        partners = self.env["res.partner"].browse(partner_ids).exists()
        # as stock would, but before anything is said about files
        partners.check_access("read")
        contacts_sudo = self._get_firm_contacts(partners)
        if len(partners) < 2 or not contacts_sudo:
            return super()._merge(partner_ids, dst_partner, extra_checks)
        problem = self._get_firm_problem(partners, contacts_sudo)
        if problem:
            raise UserError(problem)
        dst_partner = self._get_firm_destination(partners, contacts_sudo, dst_partner)
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        # sudo: only so that an archived file's contact is not brought back
        for firm in contacts_sudo.sme_firm_ids:
            if firm.partner_id.active != firm.active:
                firm.partner_id.active = firm.active
        return result

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Where files or projects are concerned, move the references one by one.

        Stock deletes every row of a table in which one is unique, or fails with the
        database's message.
        """
        partners = src_partners | dst_partner
        # sudo: whether any project is concerned, whoever may read it
        members_sudo = self.env["sme.project.member"].sudo()
        if self._get_firm_contacts(partners) or members_sudo.search_count(
            [("partner_id", "in", partners.ids)], limit=1
        ):
            for partner in src_partners:
                self.env["sme.reference.move"]._move(partner, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _get_firm_contacts(self, partners):
        """Company contacts of the firm files that ``partners`` or persons belong to."""
        # sudo: a file the user cannot read must not be merged away either
        contacts_sudo = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts_sudo.search(
            [("id", "parent_of", partners.ids), ("sme_firm_ids", "!=", False)]
        )

    @api.model
    def _get_firm_problem(self, partners, contacts_sudo):
        """Say why contacts cannot be merged because of a firm file, and the way out.

        :returns: a message, or None
        """
        if len(contacts_sudo) > 1:
            readable = contacts_sudo.sme_firm_ids.with_env(self.env)
            names = readable._filtered_access("read").mapped("name")
            return self.env._(
                "These contacts belong to different firm files (%(names)s). If both "
                "files are about the same firm, merge the files first: select them "
                "under Firms and choose Merge in the action menu.",
                names=", ".join(names) or self.env._("not visible to you"),
            )
        company = contacts_sudo.company_id
        strangers = partners.filtered(lambda partner: partner.company_id != company)
        # sudo: whether others work in this database, nothing about them
        alone = self.env["res.company"].sudo().search_count([], limit=2) < 2
        if not strangers or (alone and not strangers.company_id):
            return None
        return self.env._(
            "%(contact)s belongs to a firm file of one organisation, and %(others)s "
            "does not belong to that organisation. Set its Company to the same "
            "organisation first, if it is theirs.",
            contact=(partners - strangers)[:1].name or contacts_sudo.name,
            others=", ".join(strangers.mapped("name")),
        )

    @api.model
    def _get_firm_destination(self, partners, contacts_sudo, dst_partner):
        """The contact that belongs to the file stays, whichever was chosen."""
        if contacts_sudo & partners:
            return contacts_sudo.with_env(self.env)
        inside = self.env["res.partner"].search(
            [("id", "in", partners.ids), ("id", "child_of", contacts_sudo.ids)]
        )
        if dst_partner in inside:
            return dst_partner
        return self._get_ordered_partner((inside or partners).ids)[-1:]

    def _process_query(self, query):
        """Do not propose contacts of two firm files: one refusal would stop the run."""
        result = super()._process_query(query)
        refused = self.line_ids.filtered(self._is_firm_problem)
        if refused:
            self.number_group -= len(refused)
            refused.unlink()
        return result

    @api.model
    def _is_firm_problem(self, line):
        partners = self.env["res.partner"].browse(literal_eval(line.aggr_ids))
        contacts_sudo = self._get_firm_contacts(partners)
        return bool(contacts_sudo and self._get_firm_problem(partners, contacts_sudo))
