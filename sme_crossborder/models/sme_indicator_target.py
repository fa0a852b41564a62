from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeIndicatorTarget(models.Model):
    """What a project, or one of its members, promised for an indicator.

    A project reports on the indicators it has a target of its own for.
    """

    _name = "sme.indicator.target"
    _description = "Target"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "project_id, sequence, id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True
    )
    indicator_id = fields.Many2one(
        "sme.indicator", required=True, index=True, ondelete="restrict", tracking=True
    )
    sequence = fields.Integer(related="indicator_id.sequence", store=True)
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('project_id', '=', project_id)]",
        help="Empty: the whole project.",
    )
    baseline = fields.Float(tracking=True)
    reference_year = fields.Integer(string="Reference year", aggregator=None)
    milestone = fields.Float(tracking=True)
    milestone_date = fields.Date(string="Milestone due", tracking=True)
    target = fields.Float(tracking=True)

    _target_uniq = models.UniqueIndex(
        "(project_id, indicator_id, COALESCE(member_id, 0))",
        "The project, or this member, has a target for the indicator already.",
    )
    _positive_check = models.Constraint(
        "CHECK (baseline >= 0 AND milestone >= 0 AND target >= 0)",
        "Baseline, milestone and target cannot be negative.",
    )

    @api.depends("indicator_id", "member_id", "project_id")
    def _compute_display_name(self):
        for target in self:
            whose = target.member_id.partner_id.name or target.project_id.acronym
            target.display_name = f"{target.indicator_id.code} {whose or ''}"

    @api.constrains("baseline", "milestone", "target", "indicator_id")
    def _check_milestone(self):
        """What is on the way from the baseline to the target lies between them.

        Of shares, averages and medians without a baseline there is no way: the target
        holds all along.
        """
        for target in self.filtered(lambda one: one.milestone and one.target):
            lowest, highest = sorted((target.baseline, target.target))
            is_level = not (target.indicator_id._is_additive() or target.baseline)
            if is_level or lowest <= target.milestone <= highest:
                continue
            raise ValidationError(
                self.env._(
                    "The milestone of %(indicator)s is %(milestone)g, which is not "
                    "between its baseline, %(baseline)g, and its target, %(target)g. "
                    "Correct one of the three.",
                    indicator=target.indicator_id.display_name,
                    milestone=target.milestone,
                    baseline=target.baseline,
                    target=target.target,
                )
            )

    @api.constrains("member_id", "project_id")
    def _check_member(self):
        for target in self:
            if target.member_id and target.member_id.project_id != target.project_id:
                raise ValidationError(
                    self.env._(
                        "%(member)s is not a member of project %(project)s.",
                        member=target.member_id.partner_id.name,
                        project=target.project_id.acronym,
                    )
                )
