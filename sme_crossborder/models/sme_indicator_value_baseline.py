from odoo import api, fields, models


class SmeIndicatorValueBaseline(models.AbstractModel):
    """From where a figure set out; kept with it when it is reported."""

    _name = "sme.indicator.value.baseline"
    _description = "Indicator Value: Baseline"

    baseline = fields.Float(compute="_compute_baseline")

    @api.depends("project_id", "indicator_id", "member_id", "frozen_terms")
    def _compute_baseline(self):
        targets = self.env["sme.indicator.target"].search(
            [
                ("project_id", "in", self.project_id.ids),
                ("indicator_id", "in", self.indicator_id.ids),
            ]
        )
        found = {(t.project_id, t.indicator_id, t.member_id): t for t in targets}
        none = self.env["sme.indicator.target"]
        for value in self:
            key = (value.project_id, value.indicator_id, value.member_id)
            now = found.get(key, none).baseline
            value.baseline = (value.frozen_terms or {}).get("baseline", now)
