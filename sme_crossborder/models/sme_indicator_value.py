from odoo import api, fields, models


class SmeIndicatorValue(models.Model):
    """A figure: what an indicator came to in a project, for a member, in a period.

    One row for each member and one for the project (no member). It is written by
    counting alone. Without a period it is the figure of everything so far, of a project
    that has no reporting period yet.

    The figure is made of its receipts, never of other figures: the row of the project
    from the receipts of all members. Cumulative is what a funder is told; it is
    previous + this period + correction wherever the measure adds up.
    """

    _name = "sme.indicator.value"
    _description = "Indicator Value"
    _inherit = ["sme.indicator.counting", "sme.indicator.value.baseline"]
    _order = "project_id, period_id, indicator_id, member_id, id"

    project_id = fields.Many2one(
        "sme.project", required=True, readonly=True, index=True, ondelete="cascade"
    )
    period_id = fields.Many2one(
        "sme.reporting.period",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    indicator_id = fields.Many2one(
        "sme.indicator", required=True, readonly=True, index=True, ondelete="restrict"
    )
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: the whole project.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Counted for",
        compute="_compute_company_id",
        store=True,
        index=True,
        help="The member's organisation; for the whole project, the one that "
        "administers it.",
    )
    previous_value = fields.Float(string="Previously reported", readonly=True)
    period_value = fields.Float(string="This period", readonly=True)
    correction_value = fields.Float(string="Correction", readonly=True)
    value = fields.Float(string="Cumulative", readonly=True, aggregator=None)
    counted_number = fields.Integer(string="Counted", readonly=True)
    left_out_number = fields.Integer(string="Left out", readonly=True)
    counted_at = fields.Datetime(string="Counted at", readonly=True)
    is_frozen = fields.Boolean(
        string="Frozen",
        readonly=True,
        index=True,
        help="Submitted with a contribution or a report: not counted again.",
    )
    target = fields.Float(compute="_compute_target")
    milestone = fields.Float(compute="_compute_target")
    milestone_date = fields.Date(compute="_compute_target", string="Milestone due")
    receipt_ids = fields.One2many(
        "sme.indicator.receipt", "value_id", string="Receipts", readonly=True
    )

    _key_uniq = models.UniqueIndex(
        "(project_id, indicator_id, COALESCE(period_id, 0), COALESCE(member_id, 0))",
        "This figure exists already.",
    )

    @api.depends("member_id.company_id", "project_id.company_id")
    def _compute_company_id(self):
        for value in self:
            value.company_id = (
                value.member_id.company_id
                if value.member_id
                else value.project_id.company_id
            )

    @api.depends("project_id", "indicator_id", "member_id")
    def _compute_target(self):
        targets = self.env["sme.indicator.target"].search(
            [
                ("project_id", "in", self.project_id.ids),
                ("indicator_id", "in", self.indicator_id.ids),
            ]
        )
        found = {(t.project_id, t.indicator_id, t.member_id): t for t in targets}
        for value in self:
            target = found.get(
                (value.project_id, value.indicator_id, value.member_id),
                self.env["sme.indicator.target"],
            )
            value.target = target.target
            value.milestone = target.milestone
            value.milestone_date = target.milestone_date

    @api.depends("indicator_id", "member_id", "project_id")
    def _compute_display_name(self):
        for value in self:
            whose = value.member_id.partner_id.name or value.project_id.acronym
            value.display_name = f"{value.indicator_id.code} {whose or ''}"
