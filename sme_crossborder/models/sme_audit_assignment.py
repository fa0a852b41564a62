from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeAuditAssignment(models.Model):
    """What an auditor may read, for a time: a project, or one member of it.

    The dates are tested by the record rules themselves, so access ends on its day
    without any scheduled job.
    """

    _name = "sme.audit.assignment"
    _description = "Audit Assignment"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "date_end desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Auditor",
        required=True,
        index=True,
        tracking=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("sme_crossborder.group_sme_auditor").id,
            )
        ],
    )
    project_id = fields.Many2one(
        "sme.project",
        required=True,
        index=True,
        ondelete="cascade",
        tracking=True,
    )
    member_id = fields.Many2one(
        "sme.project.member",
        string="Only this member",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('project_id', '=', project_id)]",
        tracking=True,
        help="Empty: the whole project.",
    )
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date(string="Until", required=True, tracking=True)
    note = fields.Text(string="Mandate")

    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)",
        "An audit assignment cannot end before it starts.",
    )

    @api.depends("user_id", "project_id", "member_id")
    def _compute_display_name(self):
        for assignment in self:
            subject = assignment.member_id or assignment.project_id
            names = (assignment.user_id.name, subject.display_name)
            assignment.display_name = ": ".join(filter(None, names))

    def _message_auto_subscribe_followers(self, updated_values, default_subtype_ids):
        """Whoever is audited decides what the auditor is told: nobody by default."""
        return []

    @api.constrains("member_id", "project_id")
    def _check_member(self):
        for assignment in self:
            member = assignment.member_id
            if member and member.project_id != assignment.project_id:
                raise ValidationError(
                    self.env._(
                        "%(member)s is not a member of project %(project)s.",
                        member=member.partner_id.name,
                        project=assignment.project_id.acronym,
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        for assignment in self:
            if not assignment.user_id.has_group("sme_crossborder.group_sme_auditor"):
                raise ValidationError(
                    self.env._(
                        "%(user)s does not have the Auditor role. Ask an administrator "
                        "to give it in Settings / Users first.",
                        user=assignment.user_id.name,
                    )
                )
