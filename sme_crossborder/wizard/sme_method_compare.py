from odoo import api, fields, models

from ..tools.method_compare import FEWEST, Results, do_shares_differ, is_comparable


class SmeMethodCompare(models.TransientModel):
    """What came of two methods, side by side, from enough journeys of each."""

    _name = "sme.method.compare"
    _inherit = ["sme.dialog"]
    _description = "Compare Two Methods"

    method_id = fields.Many2one("sme.method", ondelete="cascade")
    other_id = fields.Many2one("sme.method", string="Compared with", ondelete="cascade")
    result = fields.Html(compute="_compute_result", sanitize=False)

    @api.depends("method_id", "other_id")
    def _compute_result(self):
        for wizard in self:
            methods = wizard.method_id, wizard.other_id
            if not all(methods) or methods[0] == methods[1]:
                wizard.result = False
                continue
            results = self._get_results(methods)
            wizard.result = self.env["ir.qweb"]._render(
                "sme_crossborder.method_comparison",
                {
                    "methods": methods,
                    "figures": [one.describe() for one in results],
                    "is_comparable": is_comparable(*results),
                    "differ": is_comparable(*results) and do_shares_differ(*results),
                    "fewest": FEWEST,
                    "so_far": [
                        f"{method.display_name} {one.journeys}"
                        for method, one in zip(methods, results, strict=True)
                    ],
                },
            )

    @api.model
    def _get_results(self, methods):
        """Return the `Results` of each method, over journeys the user may read."""
        rows = self.env["sme.method.result"]._read_group(
            [("method_id", "in", [method.id for method in methods])],
            ["method_id", "outcome"],
            [
                "__count",
                "days_to_entry:array_agg",
                "service_minutes:sum",
                "overcome_count:sum",
            ],
        )
        results = {method: Results() for method in methods}
        names = {"open": "under_way"}
        for method, outcome, count, days, minutes, overcome in rows:
            found = results[method]
            setattr(found, names.get(outcome, outcome), count)
            found.days += [day for day in days if day is not None]
            found.minutes += minutes
            found.overcome += overcome
        return [results[method] for method in methods]
