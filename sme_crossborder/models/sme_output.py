from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .dates import refuse_impossible


class SmeOutput(models.Model):
    """What the members of a project made together: a strategy, a pilot, a solution.

    A firm's own action plan is none (RCO83): it stays on the firm's journey.
    """

    _name = "sme.output"
    _description = "Joint Output"
    _inherit = [
        "sme.counts.for",
        "sme.read.only",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _counted_as = "output"
    _hints_own_only = False  # it is the work of all members
    _order = "date_done desc, id desc"

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        selection=[
            ("strategy", "Strategy or action plan"),
            ("pilot", "Pilot action"),
            ("solution", "Solution"),
            ("legal", "Legal or administrative solution"),
            ("agreement", "Agreement"),
            ("training", "Training scheme"),
        ],
        required=True,
        default="solution",
        tracking=True,
        help="A strategy or action plan of the project; the plan of one firm is none.",
    )
    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Kept by",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The member that keeps it, and for which it is counted.",
    )
    work_package = fields.Char(string="Work package", tracking=True)
    date_done = fields.Date(
        string="Done on",
        tracking=True,
        help="Ready and, of a pilot, carried out. Empty: not yet.",
    )
    description = fields.Html()
    obstacle = fields.Text(
        help="Which legal or administrative obstacle a solution is for (RCO117).",
        tracking=True,
    )
    has_obstacle = fields.Boolean(compute="_compute_said", store=True)
    uptake_actions = fields.Text(
        string="Actions for its uptake",
        help="What must be done so that others take it up or use it on a larger scale "
        "(RCO116).",
        tracking=True,
    )
    has_uptake_actions = fields.Boolean(compute="_compute_said", store=True)
    author_ids = fields.One2many(
        "sme.output.author", "output_id", string="Authors", copy=True
    )
    uptake_ids = fields.One2many("sme.output.uptake", "output_id", string="Taken up by")
    evidence_ids = fields.One2many("sme.evidence", "output_id")
    is_joint = fields.Boolean(
        string="Joint",
        compute="_compute_is_joint",
        search="_search_is_joint",
        help="Its authors come from at least two countries.",
    )

    @api.depends("obstacle", "uptake_actions")
    def _compute_said(self):
        for output in self:
            output.has_obstacle = bool((output.obstacle or "").strip())
            output.has_uptake_actions = bool((output.uptake_actions or "").strip())

    @api.depends("author_ids.country_id")
    def _compute_is_joint(self):
        for output in self:
            output.is_joint = len(output.author_ids.country_id) > 1

    @api.model
    def _search_is_joint(self, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self.env["sme.output.author"]._read_group(
            [], ["output_id"], having=[("country_id:count_distinct", ">", 1)]
        )
        domain = Domain("id", "in", [output.id for (output,) in rows])
        return domain if True in value else ~domain

    @api.constrains("project_id", "company_id")
    def _check_member(self):
        for output in self:
            # sudo: which organisations are members of the project
            if output.company_id not in output.project_id.sudo().member_ids.company_id:
                raise ValidationError(
                    self.env._(
                        "%(output)s cannot be kept by %(company)s: it is no member of "
                        "project %(project)s.",
                        output=output.name,
                        company=output.company_id.name,
                        project=output.project_id.sudo().acronym,
                    )
                )

    @api.constrains("date_done")
    def _check_date_done(self):
        for output in self:
            refuse_impossible(
                output, "date_done", self.env._("Leave it empty until it is done.")
            )
