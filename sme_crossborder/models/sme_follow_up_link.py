import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, hash_sign

from .dates import say_day
from .signed_link import find_linked, mail_link, new_link, was_sent_lately

_logger = logging.getLogger(__name__)

SCOPE = "sme_crossborder.follow_up"
MONTHS = (6, 12)
LATE_DAYS = 60  # what should have been asked earlier is asked no more
LINK_DAYS = 60
REMIND_DAYS = 14
ACT = object()  # cannot travel over RPC


class SmeFollowUpLink(models.AbstractModel):
    """Asks by mail, with a link that shows a page whose buttons answer."""

    _name = "sme.follow.up.link"
    _description = "Follow-up: Asked by a Link"

    address = fields.Char(groups=fields.NO_ACCESS)
    email = fields.Char(
        string="Asked at",
        compute="_compute_email",
        inverse="_inverse_email",
        compute_sudo=False,
        help="Seen by who asks alone, not by the lead.",
    )
    lang = fields.Char(string="Language", readonly=True)
    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS)
    link_sent = fields.Datetime(string="Link sent on", readonly=True)
    link_until = fields.Datetime(string="Link valid until", readonly=True)
    reminded_on = fields.Date(string="Reminded on", readonly=True)

    @api.depends("address", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_email(self):
        """How a firm is reached stays in the organisation that has its file."""
        for question in self:
            ours = self.env.su or question.company_id in self.env.companies
            # sudo: the address of whom the own organisation asks
            question.email = ours and question.sudo().address

    def _inverse_email(self):
        for question in self:
            # sudo: whoever may write the question may say where it goes
            question.sudo().address = question.email

    # ------------------------------------------------------------------
    # Every day
    # ------------------------------------------------------------------

    @api.model
    def _cron_follow_up(self):
        """Plan what is to be asked, ask it, and remind once."""
        self._plan_questions()
        today = fields.Date.context_today(self)
        # restricted, a firm is asked once that is lifted
        restricted = Domain("enrolment_id.firm_id.is_restricted", "=", True)
        due = self.search(
            Domain("state", "=", "planned")
            & Domain("date_due", "<=", today)
            & ~restricted
        )
        self._send_links(due.filtered("email"))
        before = fields.Datetime.subtract(fields.Datetime.now(), days=REMIND_DAYS)
        silent = self.search(
            Domain("state", "=", "asked")
            & Domain("link_sent", "<", before)
            & Domain("reminded_on", "=", False)
            & ~restricted
        )
        silent.with_context(_sme_follow_up=ACT).write({"reminded_on": today})
        self._send_links(silent.filtered("email"))

    @api.model
    def _send_links(self, questions):
        for question in questions:
            if email_normalize(question.email):
                question._send_link()
            else:
                _logger.info("Follow-up %s has no proper address", question.id)

    @api.model
    def _plan_questions(self):
        """Make the questions of projects that are over: each once.

        A project that ended long ago, before somebody installed this, asks nothing.
        """
        today = fields.Date.context_today(self)
        for months in MONTHS:
            # a month has from 28 to 31 days: the day itself is worked out below
            middle = fields.Date.subtract(today, months=months)
            projects = self.env["sme.project"].search(
                [
                    ("asks_after_end", "=", True),
                    ("state", "in", ["running", "closed"]),
                    ("date_end", "<=", fields.Date.add(middle, days=3)),
                    (
                        "date_end",
                        ">=",
                        fields.Date.subtract(middle, days=LATE_DAYS + 3),
                    ),
                ]
            )
            for project in projects:
                due = fields.Date.add(project.date_end, months=months)
                if due <= today <= fields.Date.add(due, days=LATE_DAYS):
                    self._plan_project(project, months)

    @api.model
    def _plan_project(self, project, months):
        known = self.search([("project_id", "=", project.id), ("months", "=", months)])
        enrolments = self.env["sme.enrolment"].search(
            [
                ("project_id", "=", project.id),
                ("date_end", "=", False),
                ("id", "not in", known.enrolment_id.ids),
            ]
        )
        members = project.member_ids - known.asked_member_id
        members = members.filtered(
            lambda member: (
                not member.date_end
                and member.partner_id != project.company_id.partner_id
            )
        )
        common = {
            "project_id": project.id,
            "months": months,
            "date_due": fields.Date.add(project.date_end, months=months),
        }
        # quiet: a line that it was made would be in nobody's language
        self.with_context(mail_create_nolog=True).create(
            [
                {
                    **common,
                    "kind": "firm",
                    "enrolment_id": enrolment.id,
                    **self._prepare_address(enrolment.firm_id.partner_id),
                    "name": enrolment.firm_id.name,
                }
                for enrolment in enrolments
            ]
            + [
                {
                    **common,
                    "kind": "organisation",
                    "asked_member_id": member.id,
                    **self._prepare_address(member.partner_id),
                    "name": member.partner_id.name,
                }
                for member in members
            ]
        )

    @api.model
    def _prepare_address(self, partner):
        """Return where to write: to the organisation itself, in its language."""
        return {"email": partner.email, "lang": partner.lang}

    # ------------------------------------------------------------------
    # The link
    # ------------------------------------------------------------------

    def _send_link(self):
        """Mail a new link; an earlier one is no longer of use. As the system."""
        self.ensure_one()
        self.with_context(_sme_follow_up=ACT).write(
            {
                "state": "asked",
                **new_link(LINK_DAYS),
            }
        )
        question = self.with_context(lang=self.lang or self.env.lang)
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        told = question._get_page()
        text = question.env._(
            "Project %(project)s ended on %(end)s. Do you still cooperate across the "
            "border with whom you met in it?\n\nOne question, answered here: "
            "%(url)s\n\nThe link is valid until %(day)s. You can ask for a new one on "
            "the page.\n\n%(company)s",
            project=told["project"],
            end=told["end"],
            url=f"{self.get_base_url()}/follow-up/{token}",
            day=question._say_day(self.link_until),
            company=told["company"],
        )
        subject = question.env._(
            "Still cooperating? %(project)s", project=told["project"]
        )
        mail_link(question, self.email, subject, text)

    def _say_day(self, day):
        return say_day(self.env, day)

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        if self.state != "asked" or not self.email or was_sent_lately(self.link_sent):
            return False
        self._send_link()
        return True

    def _get_linked_firm(self):
        """Return the firm asked, if it is one: see :func:`find_linked`."""
        return self.enrolment_id.firm_id

    @api.model
    def _find_by_link(self, token):
        """Return the question of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(question, state)``: ``valid``, ``old`` (another link was sent, or
            its last day is over), ``done`` (answered), ``restricted`` (so is the
            firm's file); nothing if it is forged
        """
        # as the system: who has the link answers this one; we signed it
        questions = self.with_user(SUPERUSER_ID)
        return find_linked(questions, SCOPE, token, lambda one: one.state == "answered")

    def _get_page(self):
        """Return what the page and the mail say: the project and who asks."""
        project = self.project_id
        return {
            "name": self.name,
            "project": project.acronym,
            "title": project.name,
            "end": self._say_day(project.date_end),
            "company": self.company_id.name,
        }
