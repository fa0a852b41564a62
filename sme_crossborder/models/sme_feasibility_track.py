from odoo import api, fields, models


class SmeFeasibilityTrack(models.AbstractModel):
    """How often studies by a template were right, asked a year after signing."""

    _name = "sme.feasibility.track"
    _description = "Feasibility Template: Track Record"

    track_record = fields.Html(
        compute="_compute_track_record",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_track_record(self):
        """A table to look at: forms fetch it when asked."""
        tracks = self._count_forecasts()
        for template in self:
            template.track_record = self.env["ir.qweb"]._render(
                "sme_crossborder.feasibility_track",
                {"rows": template._list_track(tracks.get(template._origin.id, {}))},
            )

    def _count_forecasts(self):
        """Count answers of the studies the user may read, in one query.

        :returns: ``{template id: {(verdict, answer): number}}``
        """
        rows = self.env["sme.feasibility.study"]._read_group(
            [("template_id", "in", self._origin.ids), ("forecast", "!=", False)],
            ["template_id", "forecast_verdict", "forecast"],
            ["__count"],
        )
        counts = {}
        for template, verdict, forecast, count in rows:
            counts.setdefault(template.id, {})[verdict, forecast] = count
        return counts

    def _list_track(self, counts):
        """Return a line for each verdict that has answers, and one for all together.

        The share that was right is of those of whom somebody could tell.

        :param counts: ``{(verdict, answer): number}``
        """
        labels = self.env["sme.feasibility.words"]._get_labels("verdict")
        rows = [
            self._say_track(
                labels[verdict],
                {key[1]: n for key, n in counts.items() if key[0] == verdict},
            )
            for verdict in labels
        ]
        if counts:
            total = {}
            for (_verdict, forecast), number in counts.items():
                total[forecast] = total.get(forecast, 0) + number
            rows.append(self._say_track(self.env._("All"), total))
        return [row for row in rows if row["asked"]]

    def _say_track(self, label, counts):
        told = sum(number for key, number in counts.items() if key != "unclear")
        right = counts.get("expected", 0)
        return {
            "label": label,
            "asked": sum(counts.values()),
            "right": right,
            "better": counts.get("better", 0),
            "worse": counts.get("worse", 0),
            "unclear": counts.get("unclear", 0),
            "share": f"{100 * right / told:.0f} %" if told else "–",
        }
