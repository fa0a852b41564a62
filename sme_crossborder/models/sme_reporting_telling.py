from markupsafe import escape

from odoo import api, fields, models
from odoo.fields import Domain

from .groups import MANAGER
from .staff_words import for_reader, say_to

ACTIVITY = "sme_crossborder.mail_activity_type_reporting"


class SmeReportingTelling(models.AbstractModel):
    """Tells whoever has the next step in a report."""

    _name = "sme.reporting.telling"
    _description = "Reporting: Who Is Told"

    @api.model
    def _find_managers(self, company=None):
        """Return the project managers of an organisation; as the system.

        An administrator who works in all of them to look after the database is asked
        only for the own one, or where nobody else is there.

        :param company: `res.company`; of any one without it
        """
        domain = Domain(
            [
                ("all_group_ids", "in", self.env.ref(MANAGER).id),
                # a record rule asks for the archived ones too
                ("active", "=", True),
                ("share", "=", False),
            ]
        )
        if company is None:
            return self.env["res.users"].search(domain)
        domain &= Domain("company_ids", "in", company.ids)
        managers = self.env["res.users"].search(domain)
        asked = managers.filtered(
            lambda user: user.company_id in company or not user._is_system()
        )
        return asked or managers

    @api.model
    def _find_managed_companies(self):
        """Return the organisations with a project manager who can log in.

        An administrator works in all of them to look after the database, and reports
        for none but the own one.
        """
        # sudo: only whether an organisation has a manager is told, and not whom
        managers = self.sudo()._find_managers()
        administrators = managers.filtered(lambda user: user._is_system())
        return (managers - administrators).company_ids | administrators.company_id

    def _plan(self, company, summary, deadline, note=None):
        """Give the managers of an organisation something to do; as the system.

        :param summary: text, or a function of the environment of each manager that
            returns it: whoever acts, they read it in their own language
        :param note: as `summary`, or none
        """
        for user in self._find_managers(company):
            told = for_reader(self, user)
            told.activity_schedule(
                ACTIVITY,
                date_deadline=deadline or fields.Date.context_today(self),
                summary=say_to(self, user, summary),
                note=say_to(self, user, note),
                user_id=user.id,
            )

    def _notify(self, users, say):
        """Write a sentence to users, each in their own language; as the system.

        :param say: text, or a function of an environment that returns it
        """
        for same in users.grouped("lang").values():
            text = say_to(self, same[:1], say)
            for_reader(self, same[:1]).message_notify(
                partner_ids=same.partner_id.ids, subject=text, body=escape(text)
            )

    def _done_with_reminders(self):
        """What was asked for is done: by one of those who were asked."""
        self.activity_unlink([ACTIVITY])
