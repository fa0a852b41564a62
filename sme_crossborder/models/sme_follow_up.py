from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import COORDINATOR
from .sme_follow_up_link import ACT

ANSWERS = [("yes", "Still cooperating"), ("no", "Not any more")]
WRITTEN = {"email", "comment"}
ASIDE = ("message_", "activity_", "my_activity_")


class SmeFollowUp(models.Model):
    """A question after the project's end: does the cooperation go on?

    Asked 6 and 12 months after the end, of the firms that were enrolled and of the
    members. An answer is a hint and a reminder: what a programme counts (RCR84) is the
    formal agreement, which is attached where it was made.
    """

    _name = "sme.follow.up"
    _description = "Follow-up After a Project"
    _inherit = ["sme.follow.up.link", "sme.boundary", "sme.thread", "sme.activity"]
    _order = "date_due desc, project_id, name, id"

    name = fields.Char(string="Asked of", required=True, readonly=True)
    project_id = fields.Many2one(
        "sme.project", required=True, readonly=True, index=True, ondelete="cascade"
    )
    months = fields.Integer(
        string="Months after the end", required=True, readonly=True, aggregator=None
    )
    date_due = fields.Date(string="To be asked on", required=True, readonly=True)
    enrolment_id = fields.Many2one(
        "sme.enrolment",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    asked_member_id = fields.Many2one(
        "sme.project.member",
        string="Member asked",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[("firm", "Firm"), ("organisation", "Organisation")],
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Asked by",
        compute="_compute_company_id",
        store=True,
        index=True,
        help="Who has the firm's file; the organisation that administers the project "
        "asks its members.",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("asked", "Asked"),
            ("answered", "Answered"),
        ],
        default="planned",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    answer = fields.Selection(ANSWERS, readonly=True, tracking=True)
    comment = fields.Text()
    answered_by = fields.Char(string="Answered by", readonly=True)
    answered_on = fields.Datetime(string="Answered on", readonly=True)
    channel = fields.Selection(
        selection=[("link", "By the link"), ("staff", "Noted by us")],
        string="Answered by way of",
        readonly=True,
    )
    is_ours = fields.Boolean(compute="_compute_is_ours", compute_sudo=False)

    _firm_uniq = models.UniqueIndex(
        "(enrolment_id, months) WHERE enrolment_id IS NOT NULL",
        "The firm is asked already.",
    )
    _member_uniq = models.UniqueIndex(
        "(asked_member_id, months) WHERE asked_member_id IS NOT NULL",
        "The member is asked already.",
    )
    _one_check = models.Constraint(
        "CHECK ((enrolment_id IS NULL) <> (asked_member_id IS NULL))",
        "A question is asked of a firm or of a member.",
    )

    @api.depends("enrolment_id.company_id", "project_id.company_id")
    def _compute_company_id(self):
        for question in self:
            question.company_id = (
                question.enrolment_id.company_id
                if question.enrolment_id
                else question.project_id.company_id
            )

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_ours(self):
        coordinates = self.env.user.has_group(COORDINATOR)
        for question in self:
            question.is_ours = coordinates and question.company_id in self.env.companies

    @api.depends("name", "months")
    def _compute_display_name(self):
        for question in self:
            question.display_name = self.env._(
                "%(name)s, after %(months)s months",
                name=question.name,
                months=question.months,
            )

    def write(self, vals):
        """Refuse what follows from asking and answering.

        :raises UserError: naming the field
        """
        names = {name for name in vals if not name.startswith(ASIDE)}
        if names - WRITTEN and not (
            self.env.su or self.env.context.get("_sme_follow_up") is ACT
        ):
            field = self._fields[min(names - WRITTEN)]
            raise UserError(
                self.env._(
                    "%(field)s of a follow-up follows from what is asked and answered "
                    "and cannot be typed.",
                    field=field._description_string(self.env),
                )
            )
        return super().write(vals)

    # ------------------------------------------------------------------
    # Done by hand
    # ------------------------------------------------------------------

    def _check_ours(self):
        """:raises AccessError: the user is no coordinator of who asks"""
        self.check_access("read")
        for question in self:
            if not question.is_ours:
                raise AccessError(
                    self.env._(
                        "Only a coordinator of %(company)s asks %(name)s.",
                        # sudo: whom to ask
                        company=question.company_id.sudo().name,
                        name=question.name,
                    )
                )

    def action_send(self):
        """Send the link now, or once more to another address.

        :raises AccessError: the user is no coordinator of who asks
        :raises UserError: there is no address, or it is answered
        """
        self._check_ours()
        for question in self:
            if question.state == "answered":
                raise UserError(
                    self.env._("%(name)s has answered already.", name=question.name)
                )
            if not (question.email or "").strip():
                raise UserError(
                    self.env._(
                        "Enter the e-mail address of %(name)s first, or call and note "
                        "the answer.",
                        name=question.name,
                    )
                )
            # sudo: the key of a link is nobody's to read or write; who may was checked
            question.sudo()._send_link()
        return True

    def action_note_yes(self):
        """Note what somebody said on the telephone: it goes on."""
        return self._note("yes")

    def action_note_no(self):
        """Note what somebody said on the telephone: it is over."""
        return self._note("no")

    def _note(self, answer):
        self._check_ours()
        for question in self:
            # sudo: the answer is nobody's to write but by the act; who may was checked
            question.sudo()._take_answer(
                answer, question.comment, self.env.user.name, "staff"
            )
        return True

    def _take_answer(self, answer, comment, name, channel):
        """Keep an answer; as the system.

        :param str answer: ``yes`` or ``no``
        :param str comment: what else is said
        :param str name: who answers, or notes it
        :param str channel: ``link`` or ``staff``
        """
        self.ensure_one()
        self.with_context(_sme_follow_up=ACT).write(
            {
                "state": "answered",
                "answer": answer,
                "comment": comment,
                "answered_by": name,
                "answered_on": fields.Datetime.now(),
                "channel": channel,
                "key": False,
            }
        )
