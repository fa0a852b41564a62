from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .dialogs import entitle
from .groups import MANAGER
from .indicator_frame import Frame


class SmeIndicatorCounting(models.AbstractModel):
    """Writes figures and their receipts; nothing else writes them."""

    _name = "sme.indicator.counting"
    _description = "Indicator Value: Counting"
    _inherit = ["sme.indicator.figures"]

    receipts_at = fields.Datetime(
        string="Receipts made at",
        readonly=True,
        help="Figures may be counted without their receipts, which are made when they "
        "are opened.",
    )

    @api.model
    @api.private
    def _recount(self, project, period=None, members=None, receipts=True, only=None):
        """Count anew every figure of a project in a period that is not frozen.

        :param project: `sme.project`
        :param period: `sme.reporting.period`; None: the open one that covers today,
            else the first open one, else without period
        :param members: `sme.project.member` whose figures are written; None: all, and
            those of the whole project
        :param bool receipts: whether the receipts are made too
        :param only: `sme.indicator` to count; None: those with a target of the project
        """
        project.ensure_one()
        # as the system: a figure counts records of every member, whoever asks for it.
        # Nothing is returned; who reads figures and receipts is decided by their rules.
        self = self.with_user(SUPERUSER_ID).with_context(active_test=True)
        project = project.with_env(self.env)
        self._lock_counting(project)
        self._prepare_counting()
        period = (
            self._find_period(project) if period is None else period.with_env(self.env)
        )
        if period.state == "approved":
            return
        self.env.flush_all()
        if period:
            self._drop_figures_without_period(project)
        indicators = project._get_reported_indicators()
        if only is not None:
            indicators = only.with_env(self.env)
        frozen = self._get_frozen(project, indicators)
        limits, answers = {}, {}
        for indicator in indicators._sorted_for_counting():
            if not indicator.source:
                continue
            upper = indicator.not_above_id
            if upper and upper not in limits:
                figures = self._get_figures(
                    upper, project, self._get_frame(upper, project, period, frozen, {})
                )
                limits[upper] = figures[None]["value"]
            frame = self._get_frame(indicator, project, period, frozen, limits)
            frame.answers = answers
            figures = self._get_figures(indicator, project, frame)
            limits[indicator] = figures[None]["value"]
            written = self._write_figures(
                indicator, project, frame, figures, members, receipts
            )
            if receipts and written:
                self._write_receipts(indicator, project, frame, written)
        self.env.invalidate_all(flush=False)

    @api.model
    @api.private
    def _recount_open(self, project):
        """Count anew what a project has open: each period that has begun.

        :param project: `sme.project`; without periods, everything so far is counted
        """
        today = fields.Date.context_today(project)
        # sudo: which periods are counted depends on none of their readers
        periods = project.sudo().period_ids.filtered(
            lambda period: period.state != "approved" and period.date_start <= today
        )
        for period in periods.sorted("date_start"):
            self._recount(project, period)
        if not periods:
            self._recount(project)

    @api.model
    def _drop_figures_without_period(self, project):
        """What was told before there were periods is told in them from now on."""
        self.search(
            [
                ("project_id", "=", project.id),
                ("period_id", "=", False),
                ("is_frozen", "=", False),
            ]
        ).unlink()

    def _lock_counting(self, project):
        """Let one transaction at a time count a project."""
        self.env.execute_query(
            SQL(
                "SELECT id FROM sme_project WHERE id = %s FOR NO KEY UPDATE", project.id
            )
        )

    def _prepare_counting(self):
        """Let PostgreSQL sort in memory and share the work, until the transaction ends.

        By itself it sorts a large project's records on disk, and takes handing a row
        from one process to another for dearer than it is.
        """
        self.env.execute_query(
            SQL(
                "SELECT set_config('work_mem', '64MB', TRUE),"
                " set_config('parallel_tuple_cost', '0.01', TRUE)"
            )
        )

    @api.model
    def _find_period(self, project):
        """Return the open period that covers today, else the first open one."""
        today = fields.Date.context_today(project)
        opened = project.period_ids.filtered(
            lambda period: period.state in ("open", "returned")
        ).sorted("date_start")
        covering = opened.filtered(
            lambda period: period.date_start <= today <= period.date_end
        )
        return (covering or opened)[:1]

    @api.model
    def _get_frozen(self, project, indicators):
        """Return what is frozen.

        :returns: ``{indicator: {(period id, member id): id of the figure}}``
        """
        frozen = {}
        for value in self.search(
            [("project_id", "=", project.id), ("is_frozen", "=", True)]
        ):
            if value.member_id:
                key = value.period_id.id, value.member_id.id
                frozen.setdefault(value.indicator_id, {})[key] = value.id
        return frozen

    @api.model
    def _get_frame(self, indicator, project, period, frozen, limits):
        return Frame(indicator, project, period, frozen.get(indicator, {}), limits)

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model
    def _write_figures(self, indicator, project, frame, figures, members, receipts):
        """Write figures that are not frozen; return ``{member id: value id}``."""
        wanted = [one.member_id for one in frame.members if one.is_open]
        if members is None:
            wanted.append(None)
        else:
            wanted = [member_id for member_id in wanted if member_id in members._ids]
        if not wanted:
            return {}
        companies = {member.id: member.company_id.id for member in project.member_ids}
        companies[None] = project.company_id.id
        now = fields.Datetime.now()
        columns = [
            "previous_value",
            "period_value",
            "correction_value",
            "value",
            "counted_number",
            "left_out_number",
        ]
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s, %s, %s, %s, %s, FALSE, %s, %s, %s, %s)",
                project.id,
                frame.period.id or None,
                indicator.id,
                member_id,
                companies[member_id] or None,
                SQL(", ").join(SQL("%s", figures[member_id][name]) for name in columns),
                now,
                now if receipts else None,
                SUPERUSER_ID,
                SUPERUSER_ID,
                now,
                now,
            )
            for member_id in wanted
        )
        written = self.env.execute_query(
            SQL(
                """INSERT INTO sme_indicator_value AS value
                          (project_id, period_id, indicator_id, member_id, company_id,
                           %(columns)s, counted_at, receipts_at, is_frozen,
                           create_uid, write_uid, create_date, write_date)
                   VALUES %(rows)s
              ON CONFLICT (project_id, indicator_id, COALESCE(period_id, 0),
                           COALESCE(member_id, 0))
                DO UPDATE SET company_id = EXCLUDED.company_id,
                              counted_at = EXCLUDED.counted_at,
                              receipts_at = EXCLUDED.receipts_at,
                              write_uid = EXCLUDED.write_uid,
                              write_date = EXCLUDED.write_date,
                              %(updates)s
                    WHERE value.is_frozen IS NOT TRUE
                RETURNING member_id, id""",
                columns=SQL(", ").join(SQL.identifier(name) for name in columns),
                updates=SQL(", ").join(
                    SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in columns
                ),
                rows=rows,
            )
        )
        return {member_id: value_id for member_id, value_id in written if member_id}

    @api.model
    def _write_receipts(self, indicator, project, frame, written):
        """Replace the receipts of open figures by the rows of the same query.

        :param dict written: member id: id of its figure
        """
        period_id = frame.period.id or None
        now = fields.Datetime.now()
        self.env.execute_query(
            SQL(
                "DELETE FROM sme_indicator_receipt WHERE value_id IN %s RETURNING 1",
                tuple(written.values()),
            )
        )
        self.env.cr.execute(
            SQL(
                """%(counting)s
              INSERT INTO sme_indicator_receipt (
                          value_id, project_id, period_id, indicator_id, member_id,
                          position, res_model, res_id, reference, date, is_counted,
                          reason, is_correction, amount, weight, other_member_id,
                          other_period_id, entity_key, firm_name, is_enrolled,
                          create_uid, write_uid, create_date, write_date)
                   SELECT value.id, %(project)s, %(period)s, %(indicator)s,
                          fresh.member_id,
                          ROW_NUMBER() OVER (PARTITION BY fresh.member_id
                              ORDER BY fresh.date NULLS LAST, fresh.res_id,
                                       fresh.weight),
                          %(model)s, fresh.res_id,
                          COALESCE(fresh.reference, '#' || fresh.res_id), fresh.date,
                          fresh.is_counted, fresh.reason, fresh.is_correction,
                          fresh.amount, fresh.weight,
                          CASE WHEN fresh.reason = 'already'
                               THEN fresh.other_member_id END,
                          CASE WHEN fresh.reason = 'already'
                               THEN COALESCE(first.period_id, (
                                   SELECT opened.period_id FROM %(opened)s
                                    WHERE opened.member_id = fresh.other_member_id
                                      AND opened.last_day >= fresh.other_date
                                 ORDER BY opened.last_day LIMIT 1)) END,
                          fresh.entity_key, fresh.firm_name, fresh.is_enrolled,
                          %(user)s, %(user)s, %(now)s, %(now)s
                     FROM fresh
                     JOIN (VALUES %(values)s) AS value (member_id, id)
                       ON value.member_id = fresh.member_id
                LEFT JOIN reported AS first ON first.res_id = fresh.other_id
                                             AND first.weight > 0
                    WHERE fresh.at = 'this'""",
                counting=indicator._select_counting(project, frame),
                project=project.id,
                period=period_id,
                opened=frame.select_opened(),
                indicator=indicator.id,
                model=indicator.source_model,
                user=SUPERUSER_ID,
                now=now,
                values=SQL(", ").join(
                    SQL("(%s, %s)", *pair) for pair in written.items()
                ),
            )
        )

    def _ensure_receipts(self):
        """Make the receipts of figures that were counted without them."""
        # as the system: see `_recount`; callers read the figures they open
        stale = self.with_user(SUPERUSER_ID).filtered(
            lambda value: not value.is_frozen and value.receipts_at != value.counted_at
        )
        for (project, period), values in stale.grouped(
            lambda value: (value.project_id, value.period_id)
        ).items():
            self._recount(project, period, only=values.indicator_id)

    def action_open_receipts(self):
        """Open the receipts of a figure; of the project's, those of all its members."""
        self.ensure_one()
        self.check_access("read")
        self._ensure_receipts()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_indicator_receipt_action"
        )
        return entitle(action, self._say_receipts()) | {
            "domain": [("figure_id", "=", self.id)],
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def _say_receipts(self):
        """Say whose they are: who does not lead reads a part of a whole project's."""
        leads = self.env.user.has_group(MANAGER) and (
            self.project_id.company_id in self.env.companies
        )
        if self.member_id or leads:
            return self.env._("Receipts of %(figure)s", figure=self.display_name)
        return self.env._(
            "Receipts of %(figure)s that you may read", figure=self.display_name
        )

    def _get_credited(self):
        """Return the figures receipts hang on: of a project's, those of all members."""
        domains = [
            Domain("project_id", "=", value.project_id.id)
            & Domain("indicator_id", "=", value.indicator_id.id)
            & Domain("period_id", "=", value.period_id.id)
            & Domain("member_id", "!=", False)
            for value in self
            if not value.member_id
        ]
        own = Domain("id", "in", self.filtered("member_id").ids)
        return self.search(Domain.OR([own, *domains]))

    @api.model
    def _cron_recount(self):
        """Count running projects anew, each in a transaction of its own."""
        projects = self.env["sme.project"].search(
            [
                ("state", "=", "running"),
                ("target_ids", "any", [("member_id", "=", False)]),
            ]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(projects))
        for project in projects:
            self._recount_open(project)
            self.env["ir.cron"]._commit_progress(1)
