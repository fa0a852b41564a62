from markupsafe import Markup, escape

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, formatLang

from .groups import MANAGER
from .indicator_frame import Frame


class SmeIndicatorPreview(models.AbstractModel):
    """What a rule would count, shown while it is made."""

    _name = "sme.indicator.preview"
    _description = "Indicator: Preview of the Count"

    preview_project_id = fields.Many2one(
        "sme.project",
        string="Try it in project",
        compute="_compute_preview_project_id",
        store=False,
        readonly=False,
        help="A project of yours: what would be counted there today.",
    )
    preview = fields.Html(
        string="Would be counted",
        compute="_compute_preview",
        compute_sudo=False,
        sanitize=False,
    )

    def _compute_preview_project_id(self):
        """Chosen on the form, and kept nowhere."""
        self.preview_project_id = False

    @api.depends(
        "preview_project_id",
        "source",
        "measure",
        "domain",
        "condition_domain",
        "numerator_domain",
        "date_field",
        "evidence_kind_ids",
        "needs_two_countries",
        "needs_countable",
        "needs_least_support",
        "is_new_firm",
        "by_project_end",
        "exclusive_ids",
    )
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_preview(self):
        for indicator in self:
            project = indicator.preview_project_id._origin
            indicator.preview = (
                indicator._render_preview(project)
                if project and indicator.source
                else False
            )

    def _render_preview(self, project):
        """Return the count by reason: for the lead of all members, else of one's own.

        :param project: `sme.project` the user reads
        """
        project.check_access("read")
        try:
            self._check_source()
            self._check_domains()
        except ValidationError as error:
            return Markup("<p class='text-danger'>%s</p>") % error.args[0]
        # sudo: members of a project one may read
        project_sudo = project.sudo()
        is_lead = (
            self.env.user.has_group(MANAGER)
            and project_sudo.company_id in self.env.companies
        )
        members = project_sudo.member_ids
        if not is_lead:
            members = members.filtered(lambda one: one.company_id in self.env.companies)
        rows = self._count_by_reason(project, members)
        labels = dict(
            self.env["sme.indicator.receipt"]
            ._fields["reason"]
            ._description_selection(self.env)
        )
        lines = Markup("").join(
            Markup("<tr><td>%s</td><td class='text-end'>%s</td></tr>")
            % (labels[reason], count)
            for reason, count, _amount in rows
        )
        amount = sum(amount for _reason, _count, amount in rows)
        counted = sum(count for reason, count, _amount in rows if reason == "counted")
        if not self._is_additive():
            amount = amount / counted if counted else 0
            amount *= 100 if self.measure == "share" else 1
        if self.measure == "median_days":
            figure = self.env._("%(count)s records", count=counted)
        else:
            figure = f"{formatLang(self.env, amount, digits=2)} {self.unit or ''}"
        whose = (
            self.env._("all members") if is_lead else self.env._("your organisation")
        )
        return Markup(
            "<p><strong>%s</strong> (%s)</p><table class='table table-sm'>%s</table>"
        ) % (escape(figure), whose, lines)

    def _count_by_reason(self, project, members):
        """Return ``[(reason, number, amount)]`` of the candidates of some members."""
        # as the system: a rule is tried on records of members the caller chose
        indicator = self.with_user(SUPERUSER_ID).with_context(active_test=True)
        project = project.with_env(indicator.env)
        empty = indicator.env["sme.reporting.period"]
        frame = Frame(indicator, project, empty, {}, {})
        self.env.flush_all()
        return indicator.env.execute_query(
            SQL(
                """%s
                SELECT reason, COUNT(*), SUM(amount) FROM fresh
                 WHERE member_id = ANY(%s)
              GROUP BY reason ORDER BY reason <> 'counted', 2 DESC, 1""",
                indicator._select_counting(project, frame),
                members.ids,
            )
        )
