from odoo import api, fields, models
from odoo.exceptions import UserError

DEFAULT_MAX_HEADCOUNT = 30  # the origin project's own ceiling, no EU class


class SmeProjectRules(models.AbstractModel):
    """Which firms a project may count; it stays as it was once the project is over."""

    _name = "sme.project.rules"
    _description = "Project: Who May Be Counted"

    # where firms may come from
    nuts_ids = fields.Many2many(
        "sme.nuts",
        string="Eligible area",
        compute="_compute_nuts_ids",
        store=True,
        readonly=False,
        help="Regions firms must be in to be counted. A higher level stands for all "
        "regions below it. Empty: no rule about regions.",
        tracking=True,
    )
    area_exception_ids = fields.One2many(
        "sme.project.area.exception",
        "project_id",
        string="Exceptions to the area",
        copy=True,
    )
    # what they must be
    rule_sme_only = fields.Boolean(string="SMEs only", default=True, tracking=True)
    rule_ict_only = fields.Boolean(string="ICT firms only", default=True, tracking=True)
    rule_max_headcount = fields.Integer(
        string="Highest headcount",
        default=DEFAULT_MAX_HEADCOUNT,
        help="0: no ceiling of its own.",
        tracking=True,
    )
    rule_headcount_scope = fields.Selection(
        selection=[("firm", "The firm alone"), ("group", "With its group")],
        default="firm",
        required=True,
        string="Headcount of",
        tracking=True,
    )
    rule_headcount_unit = fields.Selection(
        selection=[("awu", "Annual work units"), ("heads", "Heads")],
        default="heads",
        required=True,
        string="Counted in",
        tracking=True,
    )

    @api.depends("funding_programme_id")
    def _compute_nuts_ids(self):
        """Copy the programme's area once; what was typed here is kept."""
        for project in self:
            project.nuts_ids = project.nuts_ids or project.funding_programme_id.nuts_ids

    def write(self, vals):
        self._refuse_changed_rules(vals)
        result = super().write(vals)
        if self._eligibility_fields() & vals.keys():
            self._recompute_eligibility()
        return result

    def _refuse_changed_rules(self, vals):
        """What a project counted by stays as it was once it is over.

        :raises UserError: naming the project
        """
        rules = self._eligibility_fields() - {"active", "state"}
        if not rules & vals.keys() or "state" in vals:
            return
        for project in self.filtered(lambda p: p.state in ("closed", "archived")):
            raise UserError(
                self.env._(
                    "Project %(project)s is over, and what was counted rests on its "
                    "rules. Set it back to preparation before you change them.",
                    project=project.acronym,
                )
            )

    @api.model
    def _eligibility_fields(self):
        """Fields whose change may turn a firm's eligibility; a hook."""
        return {
            "active",
            "state",
            "nuts_ids",
            "area_exception_ids",
            "rule_sme_only",
            "rule_ict_only",
            "rule_max_headcount",
            "rule_headcount_scope",
            "rule_headcount_unit",
        }

    def _recompute_eligibility(self):
        """Look again at the files of all member organisations."""
        # sudo: a rule of the project changes the flag on every member's files;
        # nothing of them is read or returned here
        companies = self.sudo().member_ids.company_id
        self.env["sme.firm"].sudo()._refresh_eligibility(companies)

    def _get_area_codes(self):
        """Return the eligible area as two sets of NUTS codes: (inside, outside)."""
        self.ensure_one()
        inside = set(self.nuts_ids.mapped("code"))
        outside = set()
        for exception in self.area_exception_ids:
            bucket = inside if exception.effect == "include" else outside
            bucket.add(exception.nuts_id.code)
        return inside, outside
