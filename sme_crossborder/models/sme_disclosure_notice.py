from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from .staff_words import for_reader


class SmeDisclosureNotice(models.AbstractModel):
    """Tells the people concerned: one activity each, however much happens at once."""

    _name = "sme.disclosure.notice"
    _description = "Disclosure: Notices"

    def _tell_readers(self, users=None):
        """Tell the organisation something was given to, refused or taken from.

        :param users: `res.users` concerned; by default a coordinator of it
        """
        for company, lines in self.grouped("reader_company_id").items():
            concerned = (users or self.env["res.users"]).filtered(
                lambda user, company=company: user._works_in(company)
            )
            for user in concerned or self._find_coordinator(company):
                owner = lines.company_id[:1]
                lines._tell(
                    user,
                    lambda env, owner=owner: env._(
                        "What %(company)s shares with you", company=owner.name
                    ),
                )

    def _tell_owner(self):
        """Tell a coordinator of the owner that something was asked for."""
        for company, lines in self.grouped("company_id").items():
            for user in self._find_coordinator(company):
                asking = lines.reader_company_id[:1]
                lines._tell(
                    user,
                    lambda env, asking=asking: env._(
                        "%(company)s asks you to share", company=asking.name
                    ),
                )

    @api.model
    def _find_coordinator(self, company):
        """Return who answers for an organisation: the first coordinator at home."""
        others_sudo = company._get_coordinators() - self.env.user
        # who is at home elsewhere, or keeps the system, answers where nobody else does
        return others_sudo.sorted(
            lambda user: (
                user.has_group("base.group_system"),
                user.company_id != company,
                user.id,
            )
        )[:1]

    def _tell(self, user, say):
        """Plan an activity for a user, or add to the one that is planned already.

        :param say: function of the user's environment that returns what it is about
        """
        env = for_reader(self, user).env
        summary = say(env)
        labels = dict(self._fields["act"]._description_selection(env))
        rungs = dict(self._fields["rung"]._description_selection(env))
        told = Markup().join(
            # which line it is stays with it: an erasure finds the name by that
            Markup("<li data-oe-id='%s'>%s: %s%s%s</li>")
            % (
                line.id,
                labels[line.act],
                line.record_name,
                f", {rungs[line.rung]}" if line.rung else "",
                f" ({line.reason})" * bool(line.reason),
            )
            for line in self
        )
        # sudo: a step of somebody in the other organisation, who may read the line
        step_sudo = self.env["mail.activity"].sudo()
        step_sudo = step_sudo.search(
            [
                ("res_model", "=", self._name),
                ("user_id", "=", user.id),
                ("summary", "=", summary),
                # an erasure looks at what is put away, too: who is done reads no more
                ("active", "=", True),
            ],
            limit=1,
        )
        if step_sudo:
            step_sudo.note = (step_sudo.note or Markup()) + told
            return
        # quick: an activity, no mail
        self[:1].sudo().with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=summary,
            note=told,
        )

    @api.model
    def _cron_log_expired(self):
        """Note what ended on its last day, and tidy up as after a withdrawal.

        The right itself ends by the record rules, whether this runs or not. What was
        noted once is not noted again.
        """
        today = fields.Date.context_today(self)
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM (
                    SELECT DISTINCT ON (res_model, res_id, partner_id)
                           id, act, date_end
                      FROM sme_disclosure
                     WHERE scope = 'selected' AND partner_id IS NOT NULL
                       AND act IN ('granted', 'withdrawn', 'expired')
                     ORDER BY res_model, res_id, partner_id, id DESC) AS last
                 WHERE act = 'granted' AND date_end < %s
                 ORDER BY id""",
                today,
            )
        )
        ended = self.browse(row[0] for row in rows)
        for line in ended:
            values = line.copy_data({"act": "expired", "user_id": self.env.uid})[0]
            expired = self._log([values])
            record = line._get_record()
            lost = record._clear_all_shared_with() if record else None
            expired._tell_readers(lost)
