from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# days until a condition without a date of its own is looked at
USUAL_DAYS = 30


class SmeFeasibilityStudy(models.Model):
    """Whether a product of a firm has a chance in a market, and on which conditions."""

    _name = "sme.feasibility.study"
    _description = "Feasibility Study"
    _inherit = [
        "sme.feasibility.forecast",
        "sme.feasibility.signing",
        "sme.feasibility.again",
        "sme.feasibility.content",
        "sme.feasibility.verdict",
        "sme.feasibility.paper",
        "sme.noted.shared",
        "sme.kept.fields",
        "sme.shared.mixin",
        "sme.noted.abroad",
        "sme.activity",
    ]
    _order = "create_date desc, id desc"
    _check_company_auto = True

    # records of the firm and of the project, which are not shared with the study
    _kept_fields = frozenset({"product_id", "project_id"})
    _keeps_followers = False

    name = fields.Char(
        string="Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(string="Adviser", tracking=True)
    product_id = fields.Many2one(
        "sme.product",
        string="Product or service",
        domain="[('firm_id', '=', firm_id)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    template_id = fields.Many2one(
        "sme.feasibility.template",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["sme.feasibility.template"]._get_usual(),
        help="What is looked at, and how much it weighs.",
    )
    project_id = fields.Many2one(
        "sme.project",
        compute="_compute_project_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
        help="Its logo, emblem and statement are printed on the report.",
    )
    offer = fields.Text(
        string="What is sold, and to whom",
        help="In words a bank understands.",
    )
    assumption_ids = fields.One2many(
        "sme.feasibility.assumption", "study_id", string="Assumptions"
    )
    condition_ids = fields.One2many(
        "sme.feasibility.condition", "study_id", string="Conditions"
    )
    has_unplanned = fields.Boolean(compute="_compute_has_unplanned")

    _due_idx = models.Index(
        "(date_check) WHERE date_forecast_asked IS NULL AND forecast IS NULL"
    )

    @api.model
    def _get_owner_fields(self):
        return super()._get_owner_fields() | self._kept_fields

    @api.depends("product_id", "target_country_id")
    def _compute_name(self):
        """Name it after what it is about, unless somebody gave it a title."""
        for study in self:
            market = study.target_country_id.name
            plain = self.env._("Feasibility study")
            if market:
                plain = self.env._("Feasibility study: %(market)s", market=market)
            if study.name and study.name != plain:
                continue
            product = study.product_id.name
            study.name = (
                self.env._("%(product)s in %(market)s", product=product, market=market)
                if product and market
                else plain
            )

    @api.depends("firm_id")
    def _compute_project_id(self):
        """The one project the firm takes part in."""
        for study in self:
            enrolments = study.firm_id.enrolment_ids.filtered(
                lambda enrolment: not enrolment.date_end
            )
            projects = enrolments.project_id
            study.project_id = projects if len(projects) == 1 else False

    @api.depends("condition_ids.is_planned")
    def _compute_has_unplanned(self):
        for study in self:
            planned = study.condition_ids.mapped("is_planned")
            study.has_unplanned = not all(planned)

    @api.onchange("firm_id", "lead_id")
    def _onchange_firm_product(self):
        """Of a firm with one product, it is about that one."""
        if self.product_id.firm_id != self.firm_id:
            self.product_id = self.firm_id._get_only_product()

    @api.constrains("product_id", "firm_id")
    def _check_product(self):
        # sudo: a guest who works on the study is not told its product
        for study in self.sudo():
            product = study.product_id
            if product and product.firm_id != study.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(study)s is about a product of another firm. Choose one of "
                        "the firm's own, or add it to the firm's file first.",
                        study=study.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        studies = super().create(vals_list)
        studies.template_id._fill_scores(studies)
        return studies

    def write(self, vals):
        changing = self.browse()
        if "template_id" in vals:
            changing = self.filtered(
                lambda study: study.template_id.id != vals["template_id"]
            )
            changing._refuse_scored()
        result = super().write(vals)
        if changing:
            # sudo: users score lines, they neither add nor take away criteria
            changing.sudo().score_ids.unlink()
            changing.template_id._fill_scores(changing)
        return result

    def _refuse_scored(self):
        """:raises UserError: another template would lose what was found"""
        for study in self:
            if any(study.score_ids.mapped("score")):
                raise UserError(
                    self.env._(
                        "%(study)s has scores by %(template)s, which another template "
                        "would lose. Begin another study instead.",
                        study=study.name,
                        template=study.template_id.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Conditions
    # ------------------------------------------------------------------

    def action_plan_conditions(self):
        """Make an activity of each condition that is not planned yet.

        :raises UserError: there is none
        """
        for study in self:
            study.check_access("write")
            waiting = study.condition_ids.filtered(lambda line: not line.is_planned)
            if not waiting:
                raise UserError(
                    self.env._(
                        "The conditions of %(study)s are planned already: see its "
                        "activities.",
                        study=study.name,
                    )
                )
            usual = fields.Date.context_today(study) + relativedelta(days=USUAL_DAYS)
            # who plans sees what is planned: nobody gets a mail of it
            planner = study.with_context(mail_activity_quick_update=True)
            for line in waiting:
                planner.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=line.name,
                    date_deadline=line.date_due or usual,
                    user_id=study.user_id.id,
                )
            waiting.write({"is_planned": True})
        return True

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------

    def _follow_adviser(self, adviser):
        """What is not over goes on with whoever advises the firm from now on."""
        self.filtered(lambda study: not study.forecast).write({"user_id": adviser.id})
        for study in self:
            project = study.project_id.with_user(adviser)
            if not project.has_access("read"):
                study.project_id = False

    def _get_paper_source(self):
        version = self._get_last_version() if self.state == "signed" else False
        if version:
            return self, version.content, version
        return self, self._build_content(), self.version_ids.browse()
