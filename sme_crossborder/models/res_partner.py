from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .sme_hand_over_token import HAND_OVER


class ResPartner(models.Model):
    _inherit = "res.partner"

    sme_firm_ids = fields.One2many(
        "sme.firm",
        "partner_id",
        string="Firm files",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.constrains("company_id", "parent_id")
    def _check_sme_firm_company(self):
        """A firm's contact stays with the organisation that keeps the file.

        Without a company every organisation would see it in Contacts.
        """
        if self.env.context.get("_sme_hand_over") is HAND_OVER:
            return  # the file follows a moment later
        # sudo: only to compare companies; the message names the contact itself
        for firm in (
            self.env["sme.firm"].sudo().search([("partner_id", "in", self.ids)])
        ):
            if firm.partner_id.company_id != firm.company_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is the company contact of a firm file, so it must "
                        "stay with the organisation that keeps the file.",
                        contact=firm.partner_id.name,
                    )
                )

    def _say_address(self):
        """Return the address in one line, without the name."""
        lines = self._display_address(without_company=True).splitlines()
        return ", ".join(line.strip() for line in lines if line.strip())

    def _get_company(self):
        """Return the company whose contact this organisation is, as superuser.

        :returns: `res.company`; an empty one when the organisation does not work here
        """
        # sudo: users cannot search another company; only whether it works here
        companies_sudo = self.env["res.company"].sudo()
        return companies_sudo.search([("partner_id", "=", self.id)])

    def _is_sme_staff(self):
        """Whether a person works here as a user, and not on the portal."""
        # sudo: whether a contact has a user, of whatever organisation
        users_sudo = self.sudo().user_ids
        return any(not user.share for user in users_sudo)

    def _get_sharing_flags(self):
        """Return what to know before something is shared with organisations.

        :returns: ``{organisation: list of texts}``
        """
        # sudo: flags of an organisation, whichever project they were noted in
        members_sudo = self.env["sme.project.member"].sudo()
        members_sudo = members_sudo.search([("partner_id", "in", self.ids)])
        by_partner = members_sudo.grouped("partner_id")
        found = {}
        for partner in self:
            members = by_partner.get(partner, members_sudo.browse())
            countries = members.country_id or partner.country_id
            found[partner] = flags = []
            if any(country._is_outside_eea() for country in countries):
                flags.append(self.env._("outside the EEA"))
            if any(members.mapped("is_public_access")):
                flags.append(self.env._("under public-access law"))
        return found

    @api.model_create_multi
    def create(self, vals_list):
        self._fill_sme_company(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("parent_id"):
            vals = dict(vals)
            self._fill_sme_company([vals])
        return super().write(vals)

    @api.model
    def _fill_sme_company(self, vals_list):
        """Persons of a firm belong to its organisation, whoever adds them and where."""
        wanted = [
            (vals, _id_of(vals["parent_id"]))
            for vals in vals_list
            if vals.get("parent_id") and not vals.get("company_id")
        ]
        if not wanted:
            return
        # sudo: only whether the parent carries a file, and whose
        firms_sudo = self.env["sme.firm"].sudo()
        firms_sudo = firms_sudo.search(
            [("partner_id", "in", [parent_id for _vals, parent_id in wanted])]
        )
        companies = {firm.partner_id.id: firm.company_id.id for firm in firms_sudo}
        for vals, parent_id in wanted:
            if parent_id in companies:
                vals["company_id"] = companies[parent_id]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_firm_contact(self):
        # sudo: a file the user cannot read needs its contact too
        files_sudo = self.env["sme.firm"].sudo().with_context(active_test=False)
        for firm in files_sudo.search([("partner_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "%(contact)s is the company contact of a firm file and cannot be "
                    "deleted by itself. Delete the file instead: its contacts go with "
                    "it.",
                    contact=firm.partner_id.name,
                )
            )

    def _unlink_or_archive(self):
        """Delete contacts nothing refers to any more; archive the others.

        Called for the company contacts of files that were deleted. Persons go with
        their company, each by itself: they were kept for the file. Whoever has a user
        stays as is, as archiving would lock that person out.
        """
        # sudo: whoever may delete a file takes its contacts along
        contacts_sudo = self.sudo().with_context(active_test=False)
        contacts_sudo = contacts_sudo.search([("id", "child_of", self.ids)])
        needed_sudo = contacts_sudo._filter_referenced()
        # a person who stays keeps the company above
        needed_sudo |= contacts_sudo.search([("id", "parent_of", needed_sudo.ids)])
        (contacts_sudo - needed_sudo).unlink()
        users_sudo = (needed_sudo & contacts_sudo).user_ids.filtered("active")
        archived_sudo = (needed_sudo & contacts_sudo) - users_sudo.partner_id
        # Odoo takes an archived user for an active one when told not to look
        archived_sudo.with_context(active_test=True).write({"active": False})

    def _filter_referenced(self):
        """Return the contacts to which a record outside of themselves refers.

        Foreign keys that would be emptied or would take the record along count too:
        a meeting or a registration must not lose its person.
        """
        if not self:
            return self
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        queries = [
            SQL(
                "SELECT %(column)s FROM %(table)s WHERE %(column)s IN %(ids)s",
                column=SQL.identifier(column),
                table=SQL.identifier(table),
                ids=tuple(self.ids),
            )
            for table, column in wizard._get_fk_on(self._table)
            if table not in self._get_dependent_tables()
        ]
        rows = self.env.execute_query(SQL(" UNION ").join(queries))
        return self.browse(row[0] for row in rows)

    @api.model
    def _get_dependent_tables(self):
        """Tables that only describe a contact and go with it, and those of dialogs."""
        tables = {
            "mail_followers",
            "res_partner",
            "res_partner_bank",
            "res_partner_res_partner_category_rel",
        }
        for Model in self.env.registry.values():
            if Model._transient:
                tables.add(Model._table)
                fields_ = Model._fields.values()
                tables |= {f.relation for f in fields_ if f.type == "many2many"}
        return tables


def _id_of(value):
    """A many2one is written as an id or, by Odoo's own code too, as a record."""
    return value.id if isinstance(value, models.BaseModel) else value
