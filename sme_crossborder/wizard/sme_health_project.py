from odoo import api, fields, models

from ..models.groups import MANAGER


class SmeHealthProject(models.AbstractModel):
    """What a project needs before it can be reported on."""

    _name = "sme.health.project"
    _inherit = ["sme.health.line"]
    _description = "Set-up and Health: Projects"

    @api.model
    def _get_checks(self):
        return [
            *super()._get_checks(),
            ("organisation", "project", MANAGER),
            ("project", "project", MANAGER),
            ("target", "project", MANAGER),
            ("period", "project", MANAGER),
            ("contribution", "project", MANAGER),
            ("first_contact", "project", MANAGER),
        ]

    # ------------------------------------------------------------------
    # The organisation and its projects
    # ------------------------------------------------------------------

    def _find_incomplete(self):
        """Return what is missing of each own organisation, in words."""
        found = {}
        for company in self.env.companies:
            missing = [
                not company.country_id and self.env._("country"),
                not company.email and self.env._("e-mail address"),
                not company.street and self.env._("address"),
            ]
            if any(missing):
                found[company] = ", ".join(word for word in missing if word)
        return found

    def _check_organisation(self):
        found = self._find_incomplete()
        if not found:
            return self._fine(
                self.env._("Your organisation has an address, a country and a mail")
            )
        allowed = self.env["res.company"].has_access("write")
        advice = self.env._(
            "Letters, mails and rules for state aid use what stands there."
        )
        if not allowed:
            advice = self.env._("Ask your administrator to complete the company.")
        return self._todo(
            self.env._(
                "Details are missing: %(list)s",
                list="; ".join(
                    f"{company.name}: {missing}" for company, missing in found.items()
                ),
            ),
            advice,
            can_open=allowed,
        )

    def _open_organisation(self):
        companies = list(self._find_incomplete()) or self.env.company
        return companies[0].get_formview_action()

    def _check_project(self):
        own = [
            ("state", "in", ("preparation", "running")),
            ("member_ids.company_id", "in", self.env.companies.ids),
        ]
        if self.env["sme.project"].search_count(own, limit=1):
            return self._fine(self.env._("Your organisation works in a project"))
        return self._todo(
            self.env._("Your organisation works in no project"),
            self.env._("Press New: its dates, its members, and whom it may count."),
        )

    def _open_project(self):
        return self._show("sme_crossborder.sme_project_action")

    # ------------------------------------------------------------------
    # Reporting
    # ------------------------------------------------------------------

    def _find_without_target(self):
        """Return what running projects promised nothing for.

        :returns: dict of project → codes of indicators that members have a target for,
            or something was noted for, while the project has none above zero; an empty
            list where a project has no target at all
        """
        running = self._get_running()
        targets = self.env["sme.indicator.target"].search(
            [("project_id", "in", running.ids)]
        )
        promised = {
            (target.project_id, target.indicator_id)
            for target in targets
            if not target.member_id and target.target
        }
        asked = {(target.project_id, target.indicator_id) for target in targets}
        asked |= set(
            self.env["sme.indicator.entry"]._read_group(
                [("project_id", "in", running.ids)], ["project_id", "indicator_id"]
            )
        )
        found = {
            project: [] for project in running if project not in targets.project_id
        }
        for project, indicator in asked - promised:
            found.setdefault(project, []).append(indicator.code)
        return {
            project: sorted(found[project]) for project in running if project in found
        }

    def _check_target(self):
        found = self._find_without_target()
        if not found:
            return self._fine(self.env._("Every running project has its targets"))
        lines = [
            self.env._(
                "%(project)s has no target for %(codes)s",
                project=project.acronym,
                codes=", ".join(codes),
            )
            if codes
            else self.env._("%(project)s has no target", project=project.acronym)
            for project, codes in found.items()
        ]
        return self._todo(
            self._name_some(lines),
            self.env._(
                "A project reports on what it has a target of its own for. Add it as "
                "it stands in the application, with Organisation left empty."
            ),
        )

    def _open_target(self):
        found = self._find_without_target()
        projects = self.env["sme.project"].concat(*found)
        context = {"group_by": ["project_id"]}
        if len(projects) == 1:
            context["default_project_id"] = projects.id
        return self._show(
            "sme_crossborder.sme_indicator_target_action",
            [("project_id", "in", projects.ids)],
            context,
        )

    def _find_without_period(self):
        running = self._get_running()
        periods = self.env["sme.reporting.period"].search(
            [("project_id", "in", running.ids)]
        )
        return running - periods.project_id

    def _check_period(self):
        projects = self._find_without_period()
        if not projects:
            return self._fine(self.env._("Every running project has its periods"))
        return self._todo(
            self.env._(
                "Without reporting periods: %(names)s",
                names=self._name_some(projects.mapped("acronym")),
            ),
            self.env._("Set them up from the project, as the programme says."),
        )

    def _open_period(self):
        return self._show(
            "sme_crossborder.sme_project_action",
            [("id", "in", self._find_without_period().ids)],
        )

    def _get_overdue_domain(self):
        return [("date_due", "<", fields.Date.context_today(self))]

    def _check_contribution(self):
        Contribution = self.env["sme.reporting.contribution"]
        late = Contribution.search(self._get_overdue_domain())
        if not late:
            return self._fine(self.env._("No contribution to a report is overdue"))
        return self._look(
            self.env._(
                "Contributions overdue: %(names)s",
                names=self._name_some(late.mapped("display_name")),
            ),
            self.env._(
                "Submit your own, and ask the organisation or the controller it waits "
                "for."
            ),
        )

    def _open_contribution(self):
        return self._show(
            "sme_crossborder.sme_reporting_contribution_action",
            self._get_overdue_domain(),
            {},
        )

    # ------------------------------------------------------------------
    # Who helps firms that write for the first time
    # ------------------------------------------------------------------

    def _find_unanswered(self):
        """Return the countries of members whose firms would find nobody to help them.

        :returns: dict of project → `res.country`; empty where the project has no rule
            and its public form is closed
        """
        found = {}
        for project in self._get_running():
            rules = project.first_contact_rule_ids
            countries = project.member_ids.country_id - rules.country_id
            if not rules:
                found[project] = self.env["res.country"]
            elif countries and all(rule.country_id for rule in rules):
                found[project] = countries
        return found

    def _check_first_contact(self):
        found = self._find_unanswered()
        if not found:
            return self._fine(
                self.env._("Firms of every country find somebody to help them")
            )
        lines = [
            self.env._(
                "%(project)s says for no firm of %(countries)s who helps",
                project=project.acronym,
                countries=", ".join(countries.mapped("name")),
            )
            if countries
            else self.env._(
                "%(project)s takes no first contacts: its form is closed",
                project=project.acronym,
            )
            for project, countries in found.items()
        ]
        return self._look(
            self._name_some(lines),
            self.env._(
                "On the project, under Who helps firms that write first: add a line "
                "for the country, or one without a country for all others."
            ),
        )

    def _open_first_contact(self):
        projects = self.env["sme.project"].concat(*self._find_unanswered())
        if len(projects) == 1:
            return projects.get_formview_action()
        return self._show(
            "sme_crossborder.sme_project_action", [("id", "in", projects.ids)]
        )
