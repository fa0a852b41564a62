from odoo import api, fields, models
from odoo.tools import float_round

# an item that waits for nothing any more
SETTLED = "done"


class SmeAdaptationProgress(models.AbstractModel):
    """How far an adaptation has come, stored: lists and gates ask for no item."""

    _name = "sme.adaptation.progress"
    _description = "Adaptation: Progress"

    item_count = fields.Integer(
        string="Number of items", compute="_compute_progress", store=True
    )
    settled_count = fields.Integer(
        string="Items settled", compute="_compute_progress", store=True
    )
    gap_count = fields.Integer(
        string="Open gaps",
        compute="_compute_progress",
        store=True,
        help="Gaps that are not closed yet.",
    )
    progress = fields.Float(
        compute="_compute_progress",
        store=True,
        help="Share of the items that are settled: met, not applicable, or a gap that "
        "was closed.",
        aggregator="avg",
    )
    days_estimated = fields.Float(
        digits=(8, 1), string="Days estimated", compute="_compute_progress", store=True
    )
    days_actual = fields.Float(
        digits=(8, 1), string="Days spent", compute="_compute_progress", store=True
    )
    days_left = fields.Float(
        digits=(8, 1),
        string="Days left",
        compute="_compute_progress",
        store=True,
        help="Of the items not settled: days estimated, less days spent.",
    )
    is_ready = fields.Boolean(
        string="Without open gaps",
        compute="_compute_progress",
        store=True,
        help="It has items, all are settled, and it was not stopped.",
    )

    @api.depends(
        "state",
        "item_ids.status",
        "item_ids.fit",
        "item_ids.days_estimated",
        "item_ids.days_actual",
    )
    def _compute_progress(self):
        for adaptation in self:
            items = adaptation.item_ids
            left = items.filtered(lambda item: item.status != SETTLED)
            settled = len(items) - len(left)
            adaptation.item_count = len(items)
            adaptation.settled_count = settled
            adaptation.gap_count = len(left.filtered(lambda item: item.fit == "gap"))
            adaptation.progress = 100 * settled / len(items) if items else 0
            adaptation.days_estimated = sum(items.mapped("days_estimated"))
            adaptation.days_actual = sum(items.mapped("days_actual"))
            adaptation.days_left = sum(
                max(item.days_estimated - item.days_actual, 0) for item in left
            )
            adaptation.is_ready = (
                bool(items) and not left and adaptation.state != "stopped"
            )

    def _say_progress(self):
        """Return in a few words how far it is; days only where any were estimated."""
        self.ensure_one()
        if not self.item_count:
            return self.env._("nothing to settle yet")
        counts = {"settled": self.settled_count, "items": self.item_count}
        if not self.days_left:
            return self.env._("%(settled)s of %(items)s settled", **counts)
        return self.env._(
            "%(settled)s of %(items)s settled, days left: %(days)s",
            days=f"{float_round(self.days_left, 1):g}",
            **counts,
        )
