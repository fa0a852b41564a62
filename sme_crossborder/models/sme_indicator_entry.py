from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .dates import refuse_impossible


class SmeIndicatorEntry(models.Model):
    """A figure entered by hand, for an indicator that says so; counted with evidence.

    Of firms one entry is made for each, so that the same firm counts once.
    """

    _name = "sme.indicator.entry"
    _description = "Entry by Hand"
    _inherit = ["sme.read.only", "sme.boundary", "sme.thread"]
    _order = "date desc, id desc"
    _rec_name = "note"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="restrict", tracking=True
    )
    indicator_id = fields.Many2one(
        "sme.indicator",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_by_hand", "=", True)],
        tracking=True,
    )
    measure = fields.Selection(related="indicator_id.measure")
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_member_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('project_id', '=', project_id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Kept by",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
        help="The member's organisation; of a member without users here, the one that "
        "administers the project.",
    )
    enrolment_id = fields.Many2one(
        "sme.enrolment",
        string="Firm",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('project_id', '=', project_id), ('member_id', '=', member_id)]",
        tracking=True,
    )
    date = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    amount = fields.Float(default=1, required=True, tracking=True)
    note = fields.Char(string="What it is", required=True, tracking=True)
    evidence_ids = fields.One2many("sme.evidence", "entry_id")

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "The amount of an entry is above 0."
    )

    @api.depends("project_id")
    def _compute_member_id(self):
        """The user's own organisation, where it is the only one that could be meant."""
        for entry in self:
            if entry.member_id.project_id != entry.project_id:
                own = entry.project_id.member_ids.filtered(
                    lambda member: member.company_id in self.env.companies
                )
                entry.member_id = own if len(own) == 1 else False

    @api.depends("member_id.company_id", "project_id.company_id")
    def _compute_company_id(self):
        for entry in self:
            entry.company_id = entry.member_id.company_id or entry.project_id.company_id

    @api.constrains("indicator_id", "enrolment_id", "member_id", "project_id")
    def _check_parts(self):
        for entry in self:
            names = {
                "indicator": entry.indicator_id.display_name,
                "project": entry.project_id.acronym,
            }
            if not entry.indicator_id.is_by_hand:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s is counted from the records and not entered by "
                        "hand.",
                        **names,
                    )
                )
            if entry.member_id.project_id != entry.project_id:
                raise ValidationError(
                    self.env._(
                        "%(member)s is not a member of project %(project)s.",
                        member=entry.member_id.partner_id.name,
                        **names,
                    )
                )
            enrolment = entry.enrolment_id
            if not enrolment and entry.measure == "entities":
                raise ValidationError(
                    self.env._(
                        "%(indicator)s counts firms: choose the firm, an entry for "
                        "each.",
                        **names,
                    )
                )
            if enrolment and enrolment.member_id != entry.member_id:
                raise ValidationError(
                    self.env._(
                        "The firm was not enrolled in project %(project)s by "
                        "%(member)s.",
                        member=entry.member_id.partner_id.name,
                        **names,
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        for entry in self:
            refuse_impossible(entry, "date", self.env._("Enter the day it happened."))
