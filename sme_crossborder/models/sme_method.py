from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .dialogs import open_dialog
from .plans import start_plan


class SmeMethod(models.Model):
    """A methodology: a way of working that a project wrote down and others reuse.

    It bundles what the work is done with, so that a journey can begin all of it in one
    act. A method that was applied stays as it was: journeys are compared by it.
    """

    _name = "sme.method"
    _description = "Method"
    _inherit = ["sme.list"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    version = fields.Char(help="For instance 2, or the month it was agreed.")
    project_id = fields.Many2one(
        "sme.project",
        string="From the project",
        index="btree_not_null",
        ondelete="restrict",
        help="The project that worked it out.",
    )
    origin = fields.Char(
        translate=True,
        help="Where it comes from, when that is no project kept here.",
    )
    based_on_id = fields.Many2one(
        "sme.method",
        string="Earlier version",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    changes = fields.Text(
        string="What changed",
        translate=True,
        copy=False,
        help="Against the earlier version, in a few sentences.",
    )
    description = fields.Html(translate=True)
    is_unwritten = fields.Boolean(
        string="Still to be written down",
        help="The method is named, and its steps are not known yet: it cannot be "
        "applied.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    # what the work is done with
    plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Steps of the journey",
        domain="[('res_model', '=', 'crm.lead')]",
        index="btree_not_null",
        ondelete="restrict",
    )
    readiness_survey_id = fields.Many2one(
        "survey.survey",
        string="Readiness questionnaire",
        domain="[('survey_type', '=', 'sme_readiness')]",
        index="btree_not_null",
        ondelete="restrict",
    )
    feasibility_template_id = fields.Many2one(
        "sme.feasibility.template",
        string="Template of the study",
        index="btree_not_null",
        ondelete="restrict",
    )
    adaptation_set_id = fields.Many2one(
        "sme.adaptation.set",
        string="Requirements to meet",
        index="btree_not_null",
        ondelete="restrict",
    )
    event_type_id = fields.Many2one(
        "event.type",
        string="Workshop template",
        index="btree_not_null",
        ondelete="restrict",
    )
    case_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Checklist of cases",
        domain="[('res_model', '=', 'sme.guidance.case')]",
        index="btree_not_null",
        ondelete="restrict",
        help="Cases on a journey this method was applied to take this checklist "
        "instead of that of their topic.",
    )

    use_count = fields.Integer(string="Journeys", compute="_compute_use_count")

    @api.depends("name", "version")
    def _compute_display_name(self):
        for method in self:
            names = filter(None, (method.name, method.version))
            method.display_name = " ".join(names)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_use_count(self):
        counts = {}
        uses = self.env["sme.method.use"]
        if uses.has_access("read"):
            rows = uses._read_group(
                [("method_id", "in", self.ids)], ["method_id"], ["__count"]
            )
            counts = {method.id: count for method, count in rows}
        for method in self:
            method.use_count = counts.get(method._origin.id, 0)

    @api.model
    def _get_parts(self):
        """Return the fields that say what the work is done with, in its order."""
        return [*self._get_begun_parts(), "event_type_id", "case_plan_id"]

    @api.model
    def _get_begun_parts(self):
        """Return those of :meth:`_get_parts` that begin something on a journey."""
        return [
            "plan_id",
            "readiness_survey_id",
            "feasibility_template_id",
            "adaptation_set_id",
        ]

    @api.constrains("plan_id", "case_plan_id")
    def _check_plans(self):
        for method in self:
            for plan, model in (
                (method.plan_id, "crm.lead"),
                (method.case_plan_id, "sme.guidance.case"),
            ):
                if plan and plan.res_model != model:
                    raise ValidationError(
                        self.env._(
                            "%(plan)s is no plan for that: choose an activity plan of "
                            "%(records)s for %(method)s.",
                            plan=plan.name,
                            records=self.env["ir.model"]._get(model).name,
                            method=method.display_name,
                        )
                    )

    def write(self, vals):
        """Keep what journeys were begun with.

        :raises UserError: the method was applied, and its parts would change
        """
        parts = [
            fname
            for fname in self._get_parts()
            if fname in vals and any(m[fname].id != vals[fname] for m in self)
        ]
        if parts:
            self._refuse_changing_used(parts)
        return super().write(vals)

    def _refuse_changing_used(self, parts):
        # sudo: a method is in use whoever may read where
        uses_sudo = self.env["sme.method.use"].sudo()
        used = uses_sudo.search([("method_id", "in", self.ids)], limit=1).method_id
        if used:
            raise UserError(
                self.env._(
                    "%(method)s has been applied to journeys, which are compared by "
                    "it, so %(part)s stays. Press New version and change that one.",
                    method=used.sudo(False).display_name,
                    part=self._fields[parts[0]]._description_string(self.env),
                )
            )

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_new_version(self):
        """Copy the method as its next version; this one is no longer offered."""
        self.ensure_one()
        version = self.version or "1"
        following = f"{int(version) + 1}" if version.isdecimal() else False
        copy = self.copy({"name": self.name, "version": following})
        copy.based_on_id = self
        self.active = False
        return copy.get_formview_action()

    def action_apply(self):
        """Open the dialog that applies the method to journeys."""
        self.ensure_one()
        return open_dialog(
            self.env._("Apply a method"),
            "sme.method.apply",
            context={"default_method_id": self.id},
        )

    def action_view_uses(self):
        """Open what came of the journeys it was applied to."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_method_result_action"
        )
        return action | {"domain": [("method_id", "in", self.ids)], "context": {}}

    # ------------------------------------------------------------------
    # Applying
    # ------------------------------------------------------------------

    def _refuse_applying(self):
        """Refuse a method that is named only.

        :raises UserError: nobody has written its steps down yet
        """
        for method in self:
            if method.is_unwritten:
                raise UserError(
                    self.env._(
                        "%(method)s is named here, and its steps are still to be "
                        "written down. Choose another method, or ask a project manager "
                        "to complete it.",
                        method=method.display_name,
                    )
                )

    @api.private
    def apply_to(self, lead, parts=None, product=None):
        """Begin on one journey what the method bundles, all of it or nothing.

        :param lead: journey (`crm.lead`) of the user's own organisation
        :param parts: which of :meth:`_get_begun_parts` to begin; by default all
        :param product: `sme.product` that studies and adaptations are of
        :returns: `sme.method.use`
        :raises UserError: the method was applied already, or is still to be written
        :raises AccessError: the user may not work on the journey
        """
        self.ensure_one()
        use = self.env["sme.method.use"].create(
            {"method_id": self.id, "lead_id": lead.id}
        )
        for fname in self._get_begun_parts():
            if self[fname] and (parts is None or fname in parts):
                self._begin_part(fname, use, product)
        return use

    def _begin_part(self, fname, use, product):
        """Begin one part on the journey of a use, for the adviser of the journey."""
        lead = use.lead_id
        if fname == "plan_id":
            start_plan(lead, self.plan_id)
            return
        values = {"user_id": (lead.user_id or self.env.user).id}
        if fname != "readiness_survey_id":  # firms are asked, not products
            values["product"] = product
        self[fname]._start_for(lead, **values)
