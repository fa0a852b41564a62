from datetime import timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.tools import config

from ..models.groups import MANAGER, SYSTEM

DAYS_LATE = 1  # a job that is due for so long does not run
DAYS_OF_MAIL = 7
# in which the module speaks to the firms of a country
LANGUAGES = {
    "SE": "sv_SE",
    "FI": "fi_FI",
    "EE": "et_EE",
    "LV": "lv_LV",
    "LT": "lt_LT",
}


class SmeHealthSystem(models.AbstractModel):
    """What the whole database needs: mail goes out and comes in, jobs run."""

    _name = "sme.health.system"
    _inherit = ["sme.health.line"]
    _description = "Set-up and Health: System"

    @api.model
    def _get_checks(self):
        return [
            *super()._get_checks(),
            ("mail_server", "system", MANAGER),
            ("alias_domain", "system", MANAGER),
            ("address", "system", MANAGER),
            ("language", "system", MANAGER),
            ("job", "system", MANAGER),
            ("mail", "system", SYSTEM),
        ]

    def _administrator(self, text):
        """Say who puts it right: a project manager may not open these screens."""
        if self.env.user.has_group(SYSTEM):
            return {"advice": text, "can_open": True}
        advice = self.env._("Ask your administrator: %(what)s", what=text)
        return {"advice": advice, "can_open": False}

    # ------------------------------------------------------------------
    # Mail
    # ------------------------------------------------------------------

    def _check_mail_server(self):
        # sudo: whether there is a server; neither its name nor its password
        count = self.env["ir.mail_server"].sudo().search_count([], limit=1)
        if count or config["smtp_server"] not in (False, "", "localhost"):
            return self._fine(self.env._("Outgoing mail is configured"))
        return self._todo(
            self.env._("Outgoing mail is not configured"),
            **self._administrator(
                self.env._(
                    "Add an outgoing mail server. Until then firms get no "
                    "invitations, questions or links."
                )
            ),
        )

    def _open_mail_server(self):
        return self._show("base.action_ir_mail_server_list")

    def _check_alias_domain(self):
        companies = self.env.companies.filtered(lambda c: not c.alias_domain_id)
        if not companies:
            return self._fine(self.env._("Mail of firms can come in"))
        return self._look(
            self.env._(
                "No mail domain for %(names)s",
                names=self._name_some(companies.mapped("name")),
            ),
            **self._administrator(
                self.env._(
                    "Set the alias domain of the company. Until then answers to mails "
                    "are not kept with the firm, and nothing can be noted by mail."
                )
            ),
        )

    def _open_alias_domain(self):
        return self._show("mail.mail_alias_domain_action")

    def _get_failed_domain(self):
        since = fields.Datetime.now() - timedelta(days=DAYS_OF_MAIL)
        return [("state", "=", "exception"), ("create_date", ">=", since)]

    def _check_mail(self):
        count = self.env["mail.mail"].search_count(self._get_failed_domain())
        if not count:
            return self._fine(self.env._("No mail of the last week failed"))
        return self._look(
            self.env._(
                "Mails of the last week that could not be sent: %(count)s", count=count
            ),
            self.env._("Read why, put it right, and send them again."),
        )

    def _open_mail(self):
        return self._show("mail.action_view_mail_mail", self._get_failed_domain(), {})

    # ------------------------------------------------------------------
    # Address and languages
    # ------------------------------------------------------------------

    def _check_address(self):
        url = self.env.company.get_base_url()
        host = urlsplit(url).hostname or ""
        if host not in ("localhost", "127.0.0.1", "::1"):
            return self._fine(self.env._("Links in mails lead to %(url)s", url=url))
        return self._look(
            self.env._(
                "Links in mails lead to %(url)s, where nobody else gets to", url=url
            ),
            **self._administrator(
                self.env._(
                    "Sign in once at the address everybody uses, or write it into the "
                    "system parameter web.base.url."
                )
            ),
        )

    def _open_address(self):
        return self._show(
            "base.ir_config_list_action", [("key", "=like", "web.base.url%")]
        )

    def _find_missing_languages(self):
        members = self._get_running().member_ids
        countries = self.env.companies.country_id | members.country_id
        needed = {
            LANGUAGES[code] for code in countries.mapped("code") if code in LANGUAGES
        }
        return needed - {code for code, _name in self.env["res.lang"].get_installed()}

    def _check_language(self):
        missing = self._find_missing_languages()
        if not missing:
            return self._fine(
                self.env._("Firms are spoken to in the languages of your countries")
            )
        languages = (
            self.env["res.lang"]
            .with_context(active_test=False)
            .search([("code", "in", list(missing))], order="code")
        )
        return self._look(
            self.env._(
                "Languages of your countries that are not switched on: %(names)s",
                names=", ".join(languages.mapped("name")),
            ),
            **self._administrator(
                self.env._(
                    "Switch them on. Until then firms of these countries read and get "
                    "everything in English."
                )
            ),
        )

    def _open_language(self):
        return self._show(
            "base.res_lang_act_window",
            [("code", "in", list(self._find_missing_languages()))],
            {"active_test": False},
        )

    # ------------------------------------------------------------------
    # Scheduled jobs
    # ------------------------------------------------------------------

    def _get_job_ids(self):
        # sudo: which scheduled jobs are ours
        data_sudo = self.env["ir.model.data"].sudo()
        return data_sudo.search_fetch(
            [("module", "=", "sme_crossborder"), ("model", "=", "ir.cron")], ["res_id"]
        ).mapped("res_id")

    def _find_stuck(self):
        """Return our jobs that failed, are late or are switched off, and all of ours.

        :returns: ``(failed, late, off)``, each a list of names
        """
        # sudo: names of our own jobs, and whether they run
        jobs_sudo = self.env["ir.cron"].sudo().with_context(active_test=False)
        jobs_sudo = jobs_sudo.browse(self._get_job_ids()).exists()
        limit = fields.Datetime.now() - timedelta(days=DAYS_LATE)
        off = jobs_sudo.filtered(lambda job: not job.active)
        failed = (jobs_sudo - off).filtered("failure_count")
        late = (jobs_sudo - off - failed).filtered(lambda job: job.nextcall < limit)
        return failed.mapped("name"), late.mapped("name"), off.mapped("name")

    def _check_job(self):
        failed, late, off = self._find_stuck()
        parts = [
            failed and self.env._("failed: %(names)s", names=self._name_some(failed)),
            late and self.env._("late: %(names)s", names=self._name_some(late)),
            off and self.env._("switched off: %(names)s", names=self._name_some(off)),
        ]
        if not any(parts):
            return self._fine(self.env._("The scheduled jobs run"))
        say = self._todo if failed or late else self._look
        return say(
            self.env._(
                "Scheduled jobs %(parts)s",
                parts="; ".join(part for part in parts if part),
            ),
            **self._administrator(
                self.env._(
                    "Open the job, read the server's log of its last run, and run it "
                    "by hand. Until then reminders, figures and deadlines stand still."
                )
            ),
        )

    def _open_job(self):
        return self._show(
            "base.ir_cron_act",
            [("id", "in", self._get_job_ids())],
            {"active_test": False},
        )
