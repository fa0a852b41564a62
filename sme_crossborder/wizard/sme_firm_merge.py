from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.dialogs import open_dialog


class SmeFirmMergeWizard(models.TransientModel):
    """Choose which of two files to keep, and see what that means, before merging.

    Files of two organisations are not merged: each keeps its own. A project manager of
    both can have them stand for one legal entity.
    """

    _name = "sme.firm.merge.wizard"
    _description = "Merge of Firm Files"

    firm_id = fields.Many2one(
        "sme.firm", string="Keep", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="firm_id.company_id", related_sudo=False)
    other_firm_id = fields.Many2one(
        "sme.firm",
        string="Merge into it",
        ondelete="cascade",
        domain="[('id', '!=', firm_id), '|', (may_unite, '=', 1),"
        " ('company_id', '=', company_id)]",
    )
    may_unite = fields.Boolean(compute="_compute_may_unite")
    is_united = fields.Boolean(compute="_compute_preview")
    is_possible = fields.Boolean(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.model
    def default_get(self, fields):
        """Take the files selected in the list; keep the one that knows more."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") != "sme.firm":
            return values
        firms = self.env["sme.firm"].browse(self.env.context.get("active_ids"))
        if len(firms) > 2:
            raise UserError(
                self.env._(
                    "%(count)s files are selected. Two are merged at a time: select "
                    "two files, or one and choose the other in the next step.",
                    count=len(firms),
                )
            )
        firms = firms.sorted(self._get_merge_rank)
        values["firm_id"] = firms[:1].id
        values["other_firm_id"] = firms[1:].id
        return values

    @api.model
    def _get_merge_rank(self, firm):
        """Sort key: active, with a number, with enrolments, the older first."""
        return (
            not firm.active,
            not firm.registry_number,
            -firm.enrolment_count,
            firm.id,
        )

    @api.depends("firm_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_may_unite(self):
        self.may_unite = self.env["sme.firm"]._may_unite()

    @api.depends("firm_id", "other_firm_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_preview(self):
        for wizard in self:
            firm, other = wizard.firm_id, wizard.other_firm_id
            wizard.is_possible = wizard.is_united = wizard.preview = False
            if not firm or not other:
                continue
            if wizard.may_unite and firm.company_id != other.company_id:
                wizard.is_united = True
                wizard.is_possible = not firm._unite_problems(other)
                wizard.preview = firm._render_unite(other)
                continue
            plan = firm._plan_merge(other)
            wizard.is_possible = not plan.problems
            wizard.preview = firm._render_plan(plan)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_readable()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_readable()
        return result

    def _check_readable(self):
        """A link shows the name of what it leads to, so it must be readable.

        No constraint: those run as the superuser.
        """
        (self.firm_id | self.other_firm_id).check_access("read")

    def action_swap(self):
        """Keep the other file instead."""
        self.ensure_one()
        if self.other_firm_id:
            self.write(
                {
                    "firm_id": self.other_firm_id.id,
                    "other_firm_id": self.firm_id.id,
                }
            )
        return open_dialog(self.env._("Merge"), self._name, self.id)

    def action_unite(self):
        """Have the two organisations' files stand for one firm; both stay."""
        self.ensure_one()
        self.firm_id._unite(self.other_firm_id)
        return self.firm_id._get_records_action()

    def action_merge(self):
        """Merge the two files and open the one that is kept."""
        self.ensure_one()
        firm = self.firm_id
        if not self.other_firm_id:
            raise UserError(self.env._("Choose the file to merge into the kept one."))
        firm._merge(self.other_firm_id)
        return firm._get_records_action()
