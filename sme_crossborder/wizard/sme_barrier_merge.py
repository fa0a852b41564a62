from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class SmeBarrierMergeWizard(models.TransientModel):
    """Choose which of several known barriers stays."""

    _name = "sme.barrier.merge.wizard"
    _inherit = ["sme.dialog"]
    _description = "Merge of Known Barriers"

    barrier_ids = fields.Many2many("sme.barrier", string="Known barriers")
    kept_id = fields.Many2one("sme.barrier", string="Keep", ondelete="cascade")
    differing_types = fields.Char(compute="_compute_differing_types")

    @api.depends("barrier_ids", "kept_id")
    def _compute_differing_types(self):
        """Name the types that give way to that of the one kept."""
        for merge in self:
            kinds = merge.barrier_ids.type_id - merge.kept_id.type_id
            names = kinds.mapped("display_name") if merge.kept_id else []
            merge.differing_types = ", ".join(names)

    @api.model
    def default_get(self, fields):
        """Keep the one most firms met."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "sme.barrier":
            barriers = self.env["sme.barrier"].browse(
                self.env.context.get("active_ids")
            )
            if len(barriers) < 2:
                raise UserError(
                    self.env._(
                        "One known barrier is selected. Select two or more in the list "
                        "to make one of them."
                    )
                )
            # one of another organisation can only be the one that stays
            by_use = barriers.sorted(lambda one: (one.is_own, -one.firm_count, one.id))
            values |= {
                "barrier_ids": [Command.set(barriers.ids)],
                "kept_id": by_use[:1].id,
            }
        return values

    def action_merge(self):
        """Merge, and open the one that stays."""
        self.ensure_one()
        (self.barrier_ids - self.kept_id).merge_into(self.kept_id)
        return self.kept_id.get_formview_action()


class SmeBarrierSplitWizard(models.TransientModel):
    """Move chosen barriers met to another known barrier, or to a new one."""

    _name = "sme.barrier.split.wizard"
    _inherit = ["sme.dialog"]
    _description = "Split of a Known Barrier"

    encounter_ids = fields.Many2many("sme.barrier.encounter", string="Barriers met")
    source_id = fields.Many2one("sme.barrier", string="From", ondelete="cascade")
    name = fields.Char(string="What stands in the way")
    type_id = fields.Many2one("sme.barrier.type", ondelete="cascade")

    @api.model
    def default_get(self, fields):
        """Take what is selected in the list; it belongs to one known barrier."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") != "sme.barrier.encounter":
            return values
        met = self.env["sme.barrier.encounter"].browse(
            self.env.context.get("active_ids")
        )
        if len(met.barrier_id) > 1:
            raise UserError(
                self.env._(
                    "The selected barriers met belong to %(count)s known barriers. "
                    "Select some of one: the list can be grouped by known barrier.",
                    count=len(met.barrier_id),
                )
            )
        return values | {
            "encounter_ids": [Command.set(met.ids)],
            "source_id": met.barrier_id.id,
            "name": met[:1].name,
            "type_id": met.barrier_id.type_id.id,
        }

    def action_split(self):
        """Split, and open the new known barrier."""
        self.ensure_one()
        if not (self.name or "").strip():
            raise UserError(
                self.env._("Say in a few words what stands in the way: the new name.")
            )
        new = self.source_id.split(self.encounter_ids, self.name, self.type_id)
        return new.get_formview_action()
