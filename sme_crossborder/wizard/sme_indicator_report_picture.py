from markupsafe import Markup

from odoo import models

from ..tools.figure_picture import Bar, draw_bars, draw_line

# so many bars of a picture stay together on a page
BARS = 18


class SmeIndicatorReportPicture(models.AbstractModel):
    """Figures as bars against their targets and as lines over the periods."""

    _name = "sme.indicator.report.picture"
    _description = "Hand over figures: Pictures"

    def _draw_targets(self, rows):
        """Return pictures of what was reached of each target, safe to print.

        :param rows: of :meth:`_read_figures`; those without a target are left out, and
            those of which less is better: a longer bar would say the opposite
        """
        bars = [
            self._prepare_bar(row)
            for row in rows
            if row["target"] and not row["is_falling"] and row["value"] is not None
        ]
        title = self.env._("What was reached of each target")
        return [
            Markup(draw_bars(title, bars[start : start + BARS]))
            for start in range(0, len(bars), BARS)
        ]

    def _prepare_bar(self, row):
        target = row["target"]
        note = self.env._(
            "%(value)s of %(target)s",
            value=self._write_figure(row["value"], row["digits"]),
            target=self._write_figure(target, row["digits"]),
        )
        return Bar(
            label=f"{row['code']} {row['name']}",
            note=note,
            reached=row["value"] / target,
            earlier=row["previous"] / target,
            milestone=row["milestone"] / target if row["milestone"] else None,
        )

    def _draw_trends(self, rows):
        """Return a line for each figure that was reported more than once."""
        trends = self._read_trends()
        pictures = []
        for row in rows:
            points = trends.get(row["indicator"], [])
            if len(points) < 2:
                continue
            digits, target = row["digits"], row["target"]
            pictures.append(
                Markup(
                    draw_line(
                        f"{row['code']} {row['name']}",
                        [
                            (period.name, value, self._write_figure(value, digits))
                            for period, value in points
                        ],
                        (target, self._write_figure(target, digits))
                        if target
                        else None,
                    )
                )
            )
        return pictures
