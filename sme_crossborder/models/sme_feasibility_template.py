from odoo import api, fields, models
from odoo.exceptions import UserError

# what the verdict of every study rests on
ARITHMETIC = {"go_from", "go_if_from", "least_scored", "criterion_ids"}


class SmeFeasibilityTemplate(models.Model):
    """What studies of one kind look at, how much each criterion weighs, and from where
    on it is go. Once a study uses it, that stays as it is: a change is a new version.
    """

    _name = "sme.feasibility.template"
    _description = "Feasibility Template"
    _inherit = ["sme.feasibility.track", "sme.list"]
    _order = "sequence, name, version desc, id"

    name = fields.Char(required=True, translate=True)
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "sme.feasibility.template",
        string="Made from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    description = fields.Text(
        translate=True, help="What kind of product or firm it is meant for."
    )
    go_from = fields.Integer(
        string="Go from",
        default=70,
        help="Of 100. All criteria at 1 are 0, all at 3 are 50, all at 5 are 100.",
    )
    go_if_from = fields.Integer(
        string="Go if from", default=50, help="Of 100. Below, it is not now."
    )
    least_scored = fields.Integer(
        string="Least part that must be known",
        default=60,
        help="In percent of the weight. Where less is scored no verdict is proposed.",
    )
    criterion_ids = fields.One2many(
        "sme.feasibility.criterion", "template_id", string="Criteria", copy=True
    )
    total_weight = fields.Integer(
        string="Weight of all criteria", compute="_compute_total_weight"
    )
    is_used = fields.Boolean(string="In use", compute="_compute_is_used")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _thresholds_check = models.Constraint(
        "CHECK (0 < go_if_from AND go_if_from < go_from AND go_from <= 100)",
        "Go if has to begin above 0 and below Go, and Go at 100 at most.",
    )
    _least_check = models.Constraint(
        "CHECK (0 <= least_scored AND least_scored <= 100)",
        "The part that must be known is between 0 and 100 percent.",
    )

    @api.depends("criterion_ids.weight")
    def _compute_total_weight(self):
        for template in self:
            template.total_weight = sum(template.criterion_ids.mapped("weight"))

    def _compute_is_used(self):
        used = self._origin._filter_used()
        for template in self:
            template.is_used = template._origin in used

    def _filter_used(self):
        """Return the templates that studies rest on, put away or not."""
        # sudo: only whether there is a study, of whichever organisation
        studies_sudo = self.env["sme.feasibility.study"].sudo()
        rows = studies_sudo.with_context(active_test=False)._read_group(
            [("template_id", "in", self.ids)], ["template_id"]
        )
        return self.browse(template.id for (template,) in rows)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for template in self:
            template.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=template.name or "",
                version=template.version,
            )

    def write(self, vals):
        if ARITHMETIC & vals.keys():
            self._refuse_used()
        return super().write(vals)

    def _refuse_used(self):
        """:raises UserError: studies rest on it, and what to do instead"""
        for template in self._filter_used():
            raise UserError(
                self.env._(
                    "Studies rest on %(template)s, so its criteria, weights and "
                    "thresholds stay as they are. Press New version and change that "
                    "one: earlier studies keep theirs.",
                    template=template.display_name,
                )
            )

    def action_new_version(self):
        """Copy the template as its next version, and offer this one no longer."""
        self.ensure_one()
        self.check_access("write")
        new = self.copy(
            {
                "name": self.name,
                "version": self.version + 1,
                "previous_id": self.id,
            }
        )
        self.active = False
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def _start_for(self, lead, product=None, **values):
        """Begin a study by this template for a journey.

        :param lead: `crm.lead`, a journey the user may read
        :param product: `sme.product` of its firm; by default its only one
        :param values: of the study
        :returns: the new `sme.feasibility.study`
        """
        self.ensure_one()
        product = product or lead.firm_id._get_only_product()
        return self.env["sme.feasibility.study"].create(
            {
                "lead_id": lead.id,
                "product_id": product.id,
                "template_id": self.id,
                **values,
            }
        )

    @api.model
    def _get_usual(self):
        """Return the template a study is begun with where nobody chose one."""
        return self.search([("criterion_ids", "!=", False)], limit=1)

    def _fill_scores(self, studies):
        """Give each study a line to score for every criterion."""
        # sudo: users score lines, they neither add nor take away criteria
        Score = self.env["sme.feasibility.score"].sudo()
        for template in self:
            template_id = template.id
            Score.create(
                [
                    {
                        "study_id": study.id,
                        "criterion_id": criterion.id,
                        "name": criterion.name,
                        "weight": criterion.weight,
                        "sequence": place,
                    }
                    for study in studies
                    if study.template_id.id == template_id
                    for place, criterion in enumerate(template.criterion_ids)
                ]
            )

    def copy_data(self, default=None):
        """What is copied by hand is a template of its own, with another name."""
        default = dict(default or {})
        vals_list = super().copy_data(default)
        if "name" not in default:
            for template, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%(name)s (copy)", name=template.name)
        return vals_list
