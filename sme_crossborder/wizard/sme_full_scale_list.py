from odoo import api, fields, models
from odoo.tools import format_date

from ..models.staff_words import for_reader
from ..tools.small_cells import SMALLEST, at_least

GROUPS = ("carried", "agreement", "left")


class SmeFullScaleList(models.AbstractModel):
    """What a full-scale project takes from its seed: the page before the act."""

    _name = "sme.full.scale.list"
    _description = "Full-scale Project: What Is Carried"

    carried = fields.Html(
        string="What will happen", compute="_compute_carried", compute_sudo=False
    )

    @api.depends("step", "line_ids.chosen", "partner_ids", "method_ids", "date_ask")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_carried(self):
        for dialog in self:
            dialog.carried = dialog.step == "check" and dialog._render_carried()

    def _render_carried(self):
        groups = {group: [] for group in GROUPS}
        for row in self._list_carried():
            groups[row["group"]].append(row)
        return self.env["ir.qweb"]._render(
            "sme_crossborder.full_scale_carried",
            {"groups": groups, "acronym": self._get_acronym()},
        )

    def _list_carried(self):
        """Return what the page before the act says; a hook.

        :returns: list of dicts: ``group`` (``carried``, ``agreement`` first, or
            ``left`` behind), ``what`` (a few words) and ``text`` (a sentence: how, or
            why)
        """
        self.ensure_one()
        if self.project_id:
            return self._list_firms()
        return [
            *self._list_project(),
            *self._list_members(),
            *self._list_methods(),
            *self._list_firms(),
            *self._list_others(),
            *self._list_left(),
        ]

    @api.model
    def _row(self, group, what, text):
        return {"group": group, "what": what, "text": text}

    def _list_project(self):
        seed = self.seed_id
        parts = [
            self.env._("who may be counted"),
            (seed.nuts_ids or seed.area_exception_ids) and self.env._("eligible area"),
            seed.target_country_ids and self.env._("target markets"),
            seed.funding_programme_id and self.env._("funding programme"),
            seed.state_aid_regime and self.env._("state-aid regime and granting state"),
            (seed.logo or seed.emblem) and self.env._("logo and emblem"),
            seed.cofunding_statement and self.env._("co-funding statement"),
        ]
        return [
            self._row(
                "carried",
                self.env._("Settings of the project"),
                self.env._(
                    "Copied: %(parts)s. Check them against the new call.",
                    parts=", ".join(part for part in parts if part),
                ),
            )
        ]

    def _list_members(self):
        going = self._get_members()
        staying = self.seed_id.member_ids - going
        rows = [
            self._row(
                "carried",
                self.env._("Members"),
                self.env._(
                    "%(names)s, in the roles they have.",
                    names=", ".join(going.partner_id.mapped("name")),
                ),
            )
        ]
        if staying:
            rows.append(
                self._row(
                    "left",
                    self.env._("Members"),
                    self.env._(
                        "%(names)s: not chosen.",
                        names=", ".join(staying.partner_id.mapped("name")),
                    ),
                )
            )
        return rows

    def _list_methods(self):
        rows = []
        if self.method_ids:
            rows.append(
                self._row(
                    "carried",
                    self.env._("Methods"),
                    self.env._(
                        "%(names)s: used as they are. The seed project stays the "
                        "origin; make a new version when you change one.",
                        names=", ".join(self.method_ids.mapped("name")),
                    ),
                )
            )
        staying = self.possible_method_ids - self.method_ids
        if staying:
            rows.append(
                self._row(
                    "left",
                    self.env._("Methods"),
                    self.env._(
                        "%(names)s: not chosen. They stay on the list of methods.",
                        names=", ".join(staying.mapped("name")),
                    ),
                )
            )
        return rows

    def _list_firms(self):
        """The own firms: whom to ask for what, and who is not asked."""
        chosen = self.line_ids.filtered("chosen")
        sme_only = (self.project_id or self.seed_id).rule_sme_only
        needed = ", ".join(self._list_agreements(sme_only))
        consents = {
            firm: ", ".join(sorted(purposes.mapped("name")))
            for firm, purposes in self._read_consents(chosen.firm_id).items()
        }
        none = self.env._("none")
        rows = []
        if chosen:
            rows.append(
                self._row(
                    "agreement",
                    self.env._("Each firm that is asked"),
                    self.env._(
                        "Needs: %(needed)s. What it signed for the seed project does "
                        "not count here.",
                        needed=needed,
                    ),
                )
            )
        rows += [
            self._row(
                "agreement",
                line.firm_id.name,
                self.env._(
                    "Asked by %(adviser)s until %(day)s. Consents on file: "
                    "%(consents)s.",
                    adviser=(line.adviser_id or self.env.user).name,
                    day=format_date(self.env, self.date_ask),
                    consents=consents.get(line.firm_id) or none,
                ),
            )
            for line in chosen
        ]
        rows += [
            self._row(
                "left",
                line.firm_id.name,
                self.env._(
                    "Not chosen (%(standing)s). Its file and journeys stay as they "
                    "are.",
                    standing=line.standing,
                ),
            )
            for line in self.line_ids - chosen
        ]
        return rows

    def _list_others(self):
        """Firms of other members: each asks its own, and they are not named here."""
        rows = []
        counts = self._count_firms_of_others()
        for member in self._get_members():
            if member.company_id & self.env.companies:
                continue
            if not self._get_coordinator(member.company_id):
                text = self.env._(
                    "Has no coordinator who works here: ask it yourself which of its "
                    "firms go on."
                )
            elif counts.get(member.company_id.id):
                text = self.env._(
                    "Asks its own firms, at least %(count)s of the seed project. Its "
                    "coordinators get a step to choose them.",
                    count=counts[member.company_id.id],
                )
            else:
                text = self.env._(
                    "Asks its own firms, if it had any in the seed project (fewer than "
                    "%(smallest)s are not told). Its coordinators get a step to choose "
                    "them.",
                    smallest=SMALLEST,
                )
            rows.append(self._row("agreement", member.partner_id.name, text))
        return rows

    @api.model
    def _get_coordinator(self, company):
        """Return who is told in an organisation, as superuser; nobody where none is."""
        return company and self.env["sme.hand.over"]._get_coordinators(company)[:1]

    def _count_firms_of_others(self):
        """Return ``{company id: firms there are at least}``; none under three."""
        # sudo: how many firms other members had in the project the user's organisation
        # leads, from three up and rounded down: see tools/small_cells.py
        rows = (
            self.env["sme.enrolment"]
            .sudo()
            ._read_group(
                [("project_id", "=", self.seed_id.id)],
                ["company_id"],
                ["firm_id:count_distinct"],
            )
        )
        return {company.id: at_least(firms) for company, firms in rows}

    def _list_left(self):
        return [
            self._row(
                "left",
                self.env._("Enrolments"),
                self.env._(
                    "What was true of firms when they joined the seed project stays "
                    "counted there. What they signed was for that project."
                ),
            ),
            self._row(
                "left",
                self.env._("Journeys, services, barriers"),
                self.env._(
                    "Stay where they are: they belong to the firms and to the register "
                    "of barriers, and go on without a new project."
                ),
            ),
            self._row(
                "left",
                self.env._("Budgets, dates to keep papers, description"),
                self.env._("Written anew for the new project."),
            ),
            self._row(
                "left",
                self.env._("Arrangement on personal data, auditors"),
                self.env._(
                    "Were agreed and appointed for the seed project. Until the members "
                    "record a new arrangement, contact persons are not shared."
                ),
            ),
        ]

    def _tell_members(self, project):
        """Plan a step for one coordinator of each other member, and mail nobody."""
        quiet = project.with_context(mail_activity_quick_update=True)
        for company in project.member_ids.company_id - self.env.companies:
            coordinator_sudo = self._get_coordinator(company)
            if not coordinator_sudo:
                continue
            told = for_reader(self, coordinator_sudo)
            quiet.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.date_ask,
                summary=told.env._(
                    "Choose which of your firms of %(seed)s go on",
                    seed=self.seed_id.acronym,
                ),
                note=told.env._(
                    "Press Ask our firms: it lists the firms you enrolled in %(seed)s "
                    "and plans a step for the adviser of each you choose.",
                    seed=self.seed_id.acronym,
                ),
                user_id=coordinator_sudo.id,
            )
