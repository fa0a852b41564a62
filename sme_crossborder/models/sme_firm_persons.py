from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFirmPersons(models.AbstractModel):
    """Contact persons shown to other organisations, where the law lets them."""

    _name = "sme.firm.persons"
    _description = "Firm File: Persons Shown to Others"

    shared_persons = fields.Html(
        string="Contact persons shown to you",
        compute="_compute_shared_persons",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_shared_persons(self):
        """Show names and numbers; the contacts themselves stay with their owner."""
        for firm in self:
            persons_sudo = firm._origin._get_shared_persons()
            firm.shared_persons = bool(persons_sudo) and self.env["ir.qweb"]._render(
                "sme_crossborder.shared_persons", {"persons": persons_sudo}
            )

    def _get_shared_persons(self):
        """Return the persons a reader of another organisation is shown."""
        if not self._is_shown_persons():
            return self.env["res.partner"]
        # sudo: the contacts stay with their owner; whether they are shown is checked
        persons_sudo = self.sudo().partner_id.child_ids
        return persons_sudo.filtered(lambda person: not person.is_company)

    def _is_shown_persons(self):
        """Whether a reader of another organisation is shown the persons there are."""
        if not self or self.is_own or not self.has_access("read"):
            return False
        # sudo: with whom the file is shared
        firm_sudo = self.sudo()
        audience_sudo = firm_sudo.audience_id
        if not audience_sudo.contacts:
            return False
        readers = self.env.companies.filtered(audience_sudo._includes)
        return any(map(firm_sudo._shows_persons_to, readers))

    def _shows_persons_to(self, company):
        """Whether an organisation that reads the file sees its persons today."""
        if not (company and self.audience_id.contacts):
            return False
        projects = self._get_joint_projects(company)
        return bool(projects._joins_controllers(self.company_id, company))

    def _get_joint_projects(self, company):
        """Return projects that an organisation and the owner of the file are in."""
        # sudo: which projects two organisations have in common
        projects_sudo = self.env["sme.project"].sudo()
        return projects_sudo.search(
            [
                ("member_ids.company_id", "in", self.company_id.ids),
                ("member_ids.company_id", "in", company.ids),
            ]
        )

    def _check_contacts(self, readers, scope, project):
        """Refuse to show persons to whom no arrangement covers.

        :raises UserError: naming the organisation
        """
        if scope == "network":
            raise UserError(
                self.env._(
                    "Contact persons of %(record)s cannot be shown to the whole "
                    "network. Choose organisations, or a project.",
                    record=self.display_name,
                )
            )
        # sudo: whether it is recorded on a project the user's organisation is in
        if scope == "project" and not project.sudo().has_arrangement:
            raise UserError(
                self.env._(
                    "Contact persons of %(record)s cannot be shown to the members of "
                    "%(project)s: it does not record who informs persons, who answers "
                    "them and where they turn to. A project manager can record it "
                    "under Personal data.",
                    record=self.display_name,
                    project=project.acronym,
                )
            )
        for partner, _right, _until in readers:
            company = partner._get_company()
            projects = self._get_joint_projects(company)
            if not company or not projects._joins_controllers(self.company_id, company):
                raise UserError(
                    self.env._(
                        "Contact persons of %(record)s cannot be shown to "
                        "%(company)s: no project you are both in records who informs "
                        "persons, who answers them and where they turn to. A project "
                        "manager can record it on the project; or share the firm "
                        "without its persons.",
                        record=self.display_name,
                        company=partner.sudo().name,
                    )
                )
