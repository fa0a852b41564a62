from datetime import timedelta

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.staff_words import for_reader

DAYS_TO_ASK = 30


class SmeFullScaleAsk(models.AbstractModel):
    """Firms of the seed project that are asked to join: by the organisation of each.

    Nothing is enrolled. The adviser of a firm gets a step that says what the firm has
    to agree to; what it agreed to before was for another project.
    """

    _name = "sme.full.scale.ask"
    _inherit = ["sme.dialog"]
    _description = "Full-scale Project: Asking Firms"

    line_ids = fields.One2many("sme.full.scale.firm", "dialog_id", string="Firms")
    date_ask = fields.Date(
        string="Ask until",
        default=lambda self: (
            fields.Date.context_today(self) + timedelta(days=DAYS_TO_ASK)
        ),
        required=True,
    )

    def _get_enrolments(self):
        """Return the seed's enrolments of the user's own organisations.

        Firms that are in the full-scale project already are left out.
        """
        enrolments = self.env["sme.enrolment"].search(
            [
                ("project_id", "=", self.seed_id.id),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        if not self.project_id:
            return enrolments
        joined = self.env["sme.enrolment"].search(
            [
                ("project_id", "=", self.project_id.id),
                ("firm_id", "in", enrolments.firm_id.ids),
            ]
        )
        return enrolments.filtered(lambda one: one.firm_id not in joined.firm_id)

    def _prepare_lines(self):
        """Return the lines of a new dialog: every firm, the likely ones chosen."""
        enrolments = self._get_enrolments().sorted(lambda one: one.firm_id.name or "")
        standing = self._read_standing(enrolments)
        return [
            Command.create({"firm_id": firm.id, "chosen": chosen, "standing": words})
            for firm, (chosen, words) in standing.items()
        ]

    def _read_standing(self, enrolments):
        """Tell how far firms came, in three queries whatever their number.

        Chosen are those with an open journey, and those that reached the second half of
        the stages. A firm that left before the end, or whose file is archived, is not.

        :returns: dict of `sme.firm` → ``(bool, str)``
        """
        firms = enrolments.firm_id
        journeys = self.env["crm.lead"].search([("firm_id", "in", firms.ids)])
        open_journeys = journeys.filtered(lambda lead: lead.won_status == "pending")
        by_firm = open_journeys.grouped("firm_id")
        stages = self.env["crm.lead"]._get_journey_stages()
        far = stages[len(stages) // 2 :]
        rows = self.env["sme.journey.stage.log"]._read_group(
            [("firm_id", "in", firms.ids), ("stage_id", "in", far.ids)],
            ["firm_id"],
            ["stage_id:recordset"],
        )
        reached = {
            firm: max(found, key=lambda one: one.sequence) for firm, found in rows
        }
        standing = {}
        for enrolment in enrolments:
            firm = enrolment.firm_id
            left, end = enrolment.date_end, self.seed_id.date_end
            if not firm.active:
                standing[firm] = (False, self.env._("The file is archived"))
            elif left and (not end or left < end):
                standing[firm] = (False, self.env._("Left the seed project"))
            elif firm in by_firm:
                words = ", ".join(
                    f"{lead.target_country_id.name}: {lead.stage_id.name}"
                    for lead in by_firm[firm]
                )
                standing[firm] = (True, self.env._("On its way (%s)", words))
            elif firm in reached:
                stage = reached[firm].name
                standing[firm] = (True, self.env._("Came as far as %s", stage))
            else:
                standing[firm] = (False, self.env._("No open journey"))
        return standing

    def _check_lines(self):
        """:raises UserError: a firm is not one's own of the seed, or is archived"""
        possible = self._get_enrolments().firm_id
        for firm in self.line_ids.filtered("chosen").firm_id:
            if firm not in possible:
                raise UserError(
                    self.env._(
                        "%(firm)s is no firm of yours that %(seed)s helped and that is "
                        "still to be asked. Take it off the list.",
                        firm=firm.name,
                        seed=self.seed_id.acronym,
                    )
                )
            if not firm.active:
                raise UserError(
                    self.env._(
                        "The file on %(firm)s is archived. Restore it before the firm "
                        "is asked.",
                        firm=firm.name,
                    )
                )

    # ------------------------------------------------------------------
    # What has to be agreed, and the steps that ask for it
    # ------------------------------------------------------------------

    def _list_agreements(self, sme_only):
        """Return what a firm has to agree to before it can be enrolled.

        :param bool sme_only: whether the project counts SMEs only
        """
        needed = [self.env._("privacy notice that names the new project")]
        if sme_only:
            needed.append(self.env._("SME declaration"))
        needed.append(self.env._("declaration of not being in difficulty"))
        return needed

    @api.model
    def _read_consents(self, firms):
        """Return ``{firm: purposes it has agreed to}``; one query."""
        rows = self.env["sme.consent"]._read_group(
            [("firm_id", "in", firms.ids), ("state", "=", "given")],
            ["firm_id"],
            ["purpose_id:recordset"],
        )
        return dict(rows)

    def _ask_firms(self, project):
        """Plan a step for the adviser of each firm chosen, and mail nobody.

        :returns: the firms; those with such a step already are left out
        """
        firms = self.line_ids.filtered("chosen").firm_id
        # each adviser reads it in their own language
        said = [
            self.with_context(lang=code)._say_ask(project)
            for code, _name in self.env["res.lang"].get_installed()
        ]
        waiting = self.env["mail.activity"].search(
            [
                ("res_model", "=", "sme.firm"),
                ("res_id", "in", firms.ids),
                ("summary", "in", said),
            ]
        )
        firms = firms.filtered(lambda firm: firm.id not in waiting.mapped("res_id"))
        consents = self._read_consents(firms)
        none = self.env["sme.consent.purpose"]
        for firm in firms.with_context(mail_activity_quick_update=True):
            adviser = firm.user_id if firm.user_id.active else self.env.user
            told = for_reader(self, adviser)
            given = consents.get(firm, none).with_env(told.env)
            firm.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.date_ask,
                summary=told._say_ask(project),
                note=told._write_step(
                    project,
                    firm,
                    told._list_agreements(project.rule_sme_only),
                    sorted(given.mapped("name")),
                ),
                user_id=adviser.id,
            )
        return firms

    def _say_ask(self, project):
        return self.env._("Ask whether it joins %(project)s", project=project.acronym)

    def _write_step(self, project, firm, needed, consents):
        """Return what the adviser has to ask for, as HTML."""
        given = (
            self.env._("Consents on file: %s.", ", ".join(consents))
            if consents
            else self.env._("No consent is on file.")
        )
        return Markup("<p>%s</p><ul>%s</ul><p>%s %s</p><p>%s</p>") % (
            self.env._(
                "%(firm)s was helped by %(seed)s. Ask whether it joins %(project)s. "
                "Before it is enrolled it needs:",
                firm=firm.name,
                seed=self.seed_id.acronym,
                project=project.acronym,
            ),
            Markup().join(Markup("<li>%s</li>") % line for line in needed),
            given,
            self.env._(
                "Ask for others one purpose at a time; help does not depend on them."
            ),
            self.env._(
                "When it has agreed and the project has begun, enrol it from the "
                "firm's file (Projects)."
            ),
        )


class SmeFullScaleFirm(models.TransientModel):
    """One firm of the seed project: whether it is asked to join the full-scale one."""

    _name = "sme.full.scale.firm"
    _inherit = ["sme.dialog", "sme.boundary"]
    _description = "Full-scale Project: Firm to Ask"

    dialog_id = fields.Many2one(
        "sme.full.scale", required=True, index=True, ondelete="cascade"
    )
    chosen = fields.Boolean(string="Ask")
    firm_id = fields.Many2one(
        "sme.firm", required=True, readonly=True, ondelete="cascade"
    )
    adviser_id = fields.Many2one("res.users", related="firm_id.user_id")
    standing = fields.Char(string="How far it came", readonly=True)
