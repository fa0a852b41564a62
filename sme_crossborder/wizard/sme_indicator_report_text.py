from odoo import api, fields, models
from odoo.tools import format_date, format_datetime
from odoo.tools.misc import formatLang


class SmeIndicatorReportText(models.AbstractModel):
    """The sentences of a report, and all of it put together for print."""

    _name = "sme.indicator.report.text"
    _description = "Hand over figures: Text"

    @api.model
    def _write_figure(self, value, digits):
        """Return a figure as its reader writes it; a dash where there is none."""
        return "–" if value is None else formatLang(self.env, value, digits=digits)

    @api.model
    def _write_percent(self, percent):
        """Return a percentage as its reader writes it: 12.5 is neither 12 nor 13."""
        if percent is None:
            return self._write_figure(percent, 0)
        rounded = round(percent, 1)
        return self._write_figure(rounded, 0 if rounded == int(rounded) else 1)

    def _get_period_sentence(self):
        period = self.period_id
        if not period:
            return self.env._("Everything so far")
        return self.env._(
            "%(name)s: %(start)s to %(end)s",
            name=period.name,
            start=format_date(self.env, period.date_start, date_format="long"),
            end=format_date(self.env, period.date_end, date_format="long"),
        )

    def _get_state_sentence(self):
        """Say whether the figures stay as they are."""
        if self.period_id.state == "approved":
            return self.env._(
                "The period is approved and locked: the figures are those reported."
            )
        values = self._find_values()
        counted = max(filter(None, values.mapped("counted_at")), default=None)
        if values and all(values.mapped("is_frozen")):
            return self.env._("Submitted: the figures are frozen until it is decided.")
        if not counted:
            return self.env._("The period is open, and not counted yet.")
        return self.env._(
            "Draft: the period is open. Counted on %(when)s; figures still change.",
            when=format_datetime(self.env, counted, dt_format="medium"),
        )

    def _get_findings(self, rows):
        """Return the report in a few sentences, from its figures alone."""
        promised = [row for row in rows if row["percent"] is not None]
        reached = [row for row in promised if row["percent"] >= 100]
        late = [row for row in rows if self._is_behind(row)]
        corrected = [row for row in rows if row["correction"]]
        counted = [row for row in rows if row["value"] is not None]
        moved = [row for row in counted if row["period"]]
        findings = [
            self.env._(
                "%(moved)s of %(all)s indicators moved in this period.",
                moved=len(moved),
                all=len(counted),
            )
        ]
        if promised:
            findings.append(
                self.env._(
                    "%(reached)s of %(promised)s targets are reached.",
                    reached=len(reached),
                    promised=len(promised),
                )
            )
        if late:
            findings.append(
                self.env._(
                    "Below a milestone that is due: %(codes)s.",
                    codes=", ".join(row["code"] for row in late),
                )
            )
        if corrected:
            findings.append(
                self.env._(
                    "Figures of earlier periods were corrected: %(codes)s.",
                    codes=", ".join(
                        f"{row['code']} "
                        f"({self._write_signed(row['correction'], row['digits'])})"
                        for row in corrected
                    ),
                )
            )
        return findings

    def _write_signed(self, value, digits):
        written = self._write_figure(value, digits)
        return f"+{written}" if value > 0 else written

    def _is_behind(self, row):
        """Whether a milestone of the period is past today and is not reached."""
        due = row["milestone_date"]
        today = fields.Date.context_today(self)
        last = self.period_id.date_end or today
        if row["value"] is None:
            return False
        if not (row["milestone"] and due and due < today and due <= last):
            return False
        if row["is_falling"]:
            return row["value"] > row["milestone"]
        return row["value"] < row["milestone"]

    def _get_title(self):
        if self.member_id:
            return self.env._(
                "Figures of %(organisation)s",
                organisation=self.member_id.partner_id.name,
            )
        return self.env._("Project report")

    def _get_author(self):
        """Return whose figures they are: the member's, or of who leads the project."""
        partner = self.member_id.partner_id or self.project_id.lead_partner_id
        return partner.name or ""

    def _get_groups(self, rows):
        """Return the rows under headings: outputs, results, the project's own."""
        titles = dict(
            self.env["sme.indicator"]._fields["kind"]._description_selection(self.env)
        )
        groups = {}
        for row in rows:
            groups.setdefault(row["kind"], []).append(row)
        return [(titles[kind], own) for kind, own in groups.items()]

    @api.private
    def build_report(self):
        """Return all the report says, in its language, ready to be printed.

        :returns: dict with ``title``, ``project``, ``period``, ``state``, ``author``,
            ``findings``, ``groups`` of rows of :meth:`_read_figures`, ``bars`` and
            ``lines`` (pictures), ``members``, ``narratives``, ``annex``,
            ``annex_total``
        :raises AccessError: who may not hand the figures over
        """
        self.ensure_one()
        self._check_may_hand_over()
        report = self._in_report()
        rows = report._read_figures()
        annex, total = report._build_annex() if report.with_receipts else ([], 0)
        pictures = report.with_pictures
        return {
            "title": report._get_title(),
            "project": report.project_id,
            "period": report._get_period_sentence(),
            "state": report._get_state_sentence(),
            "author": report._get_author(),
            "date": fields.Date.context_today(report),
            "findings": report._get_findings(rows),
            "groups": report._get_groups(rows),
            "bars": report._draw_targets(rows) if pictures else [],
            "lines": report._draw_trends(rows) if pictures else [],
            "members": report._read_member_figures(),
            "narratives": report._read_narratives() if report.with_narrative else [],
            "annex": annex,
            "annex_total": total,
            "write": report._write_figure,
            "write_percent": report._write_percent,
        }

    def _read_narratives(self):
        """Return what organisations wrote to their figures, as far as readable.

        :returns: list of ``(organisation, text)``
        """
        contributions = self.env["sme.reporting.contribution"].search(
            [("period_id", "=", self.period_id.id)]
        )
        if self.member_id:
            contributions = contributions.filtered(
                lambda contribution: contribution.member_id == self.member_id
            )
        contributions = contributions.sorted(lambda own: own.member_id.role_order)
        told = [(own.member_id.partner_id.name, own.narrative) for own in contributions]
        if not self.member_id:
            told.insert(0, (self.env._("The project"), self.period_id.narrative))
        return [(whose, text) for whose, text in told if text]
