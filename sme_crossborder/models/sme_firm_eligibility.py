from typing import NamedTuple

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, html_escape
from odoo.tools.misc import formatLang

from ..tools import nuts

SME_CLASSES = ("micro", "small", "medium")
HEADCOUNT_FIELDS = {
    ("firm", "awu"): "headcount",
    ("firm", "heads"): "headcount_heads",
    ("group", "awu"): "group_headcount",
    ("group", "heads"): "group_heads",
}


class RuleCheck(NamedTuple):
    """One rule of a project looked at for one firm."""

    rule: str
    passed: bool
    message: str  # in words, with the value found
    is_known: bool = True  # False: the file does not say, so nothing is decided


class SmeFirmEligibility(models.AbstractModel):
    """Whether a firm may be counted in the projects of its organisation, and why not.

    Not being eligible never stops anyone from helping the firm.
    """

    _name = "sme.firm.eligibility"
    _description = "Firm File: Eligibility"

    eligibility = fields.Selection(
        selection=[
            ("eligible", "Eligible"),
            ("unknown", "Data missing"),
            ("not_eligible", "Not eligible"),
            ("no_project", "No running project"),
        ],
        compute="_compute_eligibility",
        store=True,
        compute_sudo=True,
        help="In at least one running project of the organisation.",
    )
    eligibility_report = fields.Html(
        string="Eligibility in projects",
        compute="_compute_eligibility_report",
        compute_sudo=False,
        sanitize=False,
    )

    @api.depends("company_id", "nuts_id", "is_ict", "size_class", "headcount_year")
    @api.depends(*HEADCOUNT_FIELDS.values())
    def _compute_eligibility(self):
        """Look at the running projects once for each organisation, not each firm."""
        for company, firms in self.grouped("company_id").items():
            projects = self._running_projects(company)
            for firm in firms:
                firm.eligibility = firm._best_eligibility(projects)

    def _best_eligibility(self, projects):
        """Return the most hopeful of a firm's chances in some projects."""
        chances = {self._eligibility_in(project) for project in projects}
        for chance in ("eligible", "unknown", "not_eligible"):
            if chance in chances:
                return chance
        return "no_project"

    def _eligibility_in(self, project):
        checks = self._check_project_rules(project)
        if all(check.passed for check in checks):
            return "eligible"
        if all(check.passed or not check.is_known for check in checks):
            return "unknown"
        return "not_eligible"

    @api.depends("eligibility")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_eligibility_report(self):
        for firm in self:
            projects = firm._running_projects(firm.company_id)
            firm.eligibility_report = (
                Markup().join(firm._render_checks(project) for project in projects)
                or False
            )

    @api.model
    def _running_projects(self, company):
        return self.env["sme.project"].search(
            [
                ("state", "=", "running"),
                ("member_ids.company_id", "=", company.id),
            ]
        )

    def _render_checks(self, project):
        rows = Markup().join(
            Markup('<li class="%s">%s</li>')
            % ("text-success" if check.passed else "text-danger", check.message)
            for check in self._check_project_rules(project)
        )
        return Markup("<p><strong>%s</strong></p><ul>%s</ul>") % (
            html_escape(project.display_name),
            rows,
        )

    def _check_project_rules(self, project, size_class=None, headcounts=None):
        """Look at each rule of a project.

        :param project: `sme.project`
        :param str size_class: by default the one on file
        :param headcounts: :class:`..sme_firm_size.Headcounts`; by default those on
            file
        :returns: list of :class:`RuleCheck`, one for each rule the project has
        """
        self.ensure_one()
        checks = []
        if project.nuts_ids or project.area_exception_ids:
            checks.append(self._check_area(project))
        if project.rule_sme_only:
            checks.append(self._check_sme(size_class or self.size_class))
        if project.rule_max_headcount:
            checks.append(self._check_headcount(project, headcounts or self))
        if project.rule_ict_only:
            checks.append(self._check_ict())
        return checks

    def _check_area(self, project):
        if not self.nuts_id:
            return RuleCheck(
                "area", False, self.env._("Region: not known yet."), is_known=False
            )
        inside, outside = project._get_area_codes()
        code, name = self.nuts_id.code, self.nuts_id.display_name
        if nuts.is_in_area(code, outside):
            message = self.env._(
                "Region: %(region)s is excluded by an exception.", region=name
            )
            return RuleCheck("area", False, message)
        if nuts.is_in_area(code, inside):
            message = self.env._(
                "Region: %(region)s is in the eligible area.", region=name
            )
            return RuleCheck("area", True, message)
        message = self.env._(
            "Region: %(region)s is outside the eligible area.", region=name
        )
        return RuleCheck("area", False, message)

    def _check_sme(self, size_class):
        labels = dict(self._fields["size_class"]._description_selection(self.env))
        label = labels.get(size_class)
        if size_class in (False, "unknown"):
            return RuleCheck(
                "sme",
                False,
                self.env._("Size: not known, figures are missing."),
                is_known=False,
            )
        if size_class in SME_CLASSES:
            return RuleCheck(
                "sme", True, self.env._("Size: %(size)s, an SME.", size=label)
            )
        return RuleCheck(
            "sme", False, self.env._("Size: %(size)s, not an SME.", size=label)
        )

    def _check_headcount(self, project, headcounts):
        ceiling = project.rule_max_headcount
        if not headcounts.headcount_year:
            return RuleCheck(
                "headcount",
                False,
                self.env._("Headcount: not known yet."),
                is_known=False,
            )
        count = float(getattr(headcounts, self._headcount_field(project)))
        found = formatLang(self.env, count, digits=0 if count.is_integer() else 2)
        if count <= ceiling:
            message = self.env._(
                "Headcount: %(count)s, at most %(ceiling)s.",
                count=found,
                ceiling=ceiling,
            )
            return RuleCheck("headcount", True, message)
        message = self.env._(
            "Headcount: %(count)s, above the highest allowed %(ceiling)s.",
            count=found,
            ceiling=ceiling,
        )
        return RuleCheck("headcount", False, message)

    @api.model
    def _headcount_field(self, project):
        """Name of the figure a project counts staff by."""
        return HEADCOUNT_FIELDS[
            project.rule_headcount_scope, project.rule_headcount_unit
        ]

    def _check_ict(self):
        if not self.nace_id:
            return RuleCheck(
                "ict", False, self.env._("Activity: not known yet."), is_known=False
            )
        name = self.nace_id.display_name
        if self.is_ict:
            return RuleCheck(
                "ict", True, self.env._("Activity: %(nace)s is ICT.", nace=name)
            )
        message = self.env._("Activity: %(nace)s is not ICT.", nace=name)
        return RuleCheck("ict", False, message)

    # ------------------------------------------------------------------
    # The same rules as a domain, for many files at once
    # ------------------------------------------------------------------

    @api.model
    def _eligible_domain(self, project, or_unknown=False):
        """Say the rules of a project as a domain on files.

        Kept beside :meth:`_check_project_rules`; a test holds both to the same answer.

        :param project: `sme.project`
        :param bool or_unknown: what the file does not say is no hindrance
        """
        domain = Domain.TRUE
        for rule, unknown in self._rule_domains(project):
            domain &= rule | unknown if or_unknown else rule
        return domain

    @api.model
    def _rule_domains(self, project):
        """Pairs of domains for each rule: it is met, its value is not known."""
        if project.nuts_ids or project.area_exception_ids:
            inside = Domain("nuts_id", "in", self._area_region_ids(project))
            yield inside, Domain("nuts_id", "=", False)
        if project.rule_sme_only:
            is_sme = Domain("size_class", "in", SME_CLASSES)
            yield is_sme, Domain("size_class", "in", (False, "unknown"))
        if project.rule_max_headcount:
            fname = self._headcount_field(project)
            known = Domain("headcount_year", ">", 0)
            yield known & Domain(fname, "<=", project.rule_max_headcount), ~known
        if project.rule_ict_only:
            yield Domain("is_ict", "=", True), Domain("nace_id", "=", False)

    @api.model
    def _area_region_ids(self, project):
        inside, outside = project._get_area_codes()
        regions = self.env["sme.nuts"].search_fetch([], ["code"])
        return regions.filtered(
            lambda region: (
                nuts.is_in_area(region.code, inside)
                and not nuts.is_in_area(region.code, outside)
            )
        ).ids

    @api.model
    def _refresh_eligibility(self, companies):
        """Set the flag of all files of some organisations, whatever their number.

        One UPDATE for each organisation: a change of a project's rules must not
        load a hundred thousand files.

        :param companies: `res.company`; the caller answers for the access
        """
        self.env.flush_all()
        for company in companies:
            self.env.cr.execute(
                SQL(
                    "UPDATE sme_firm SET eligibility = %s WHERE company_id = %s",
                    self._eligibility_sql(self._running_projects(company)),
                    company.id,
                )
            )
        self.invalidate_model(["eligibility"])

    @api.model
    def _eligibility_sql(self, projects):
        """The flag as an SQL expression on ``sme_firm``."""
        if not projects:
            return SQL("'no_project'")
        cases = SQL(" ").join(
            SQL("WHEN id IN %s THEN %s", self._subselect(projects, or_unknown), value)
            for value, or_unknown in (("eligible", False), ("unknown", True))
        )
        return SQL("CASE %s ELSE 'not_eligible' END", cases)

    @api.model
    def _subselect(self, projects, or_unknown):
        domain = Domain.OR(
            self._eligible_domain(project, or_unknown) for project in projects
        )
        return self.with_context(active_test=False)._search(domain).subselect()
