from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .groups import COORDINATOR

# What Odoo calls the first company until somebody names it.
UNNAMED = ("My Company", "YourCompany", "My Company (San Francisco)")

INTEREST_PERIODS = (
    "sme_interest_days",
    "sme_interest_reminder_days",
    "sme_interest_grace_days",
)


class ResCompany(models.Model):
    _inherit = "res.company"

    sme_interest_days = fields.Integer(
        string="Working days to answer an interest",
        default=10,
        help="Of this organisation's calendar, from the day after it was expressed.",
    )
    sme_interest_reminder_days = fields.Integer(
        string="Working days before, the adviser is reminded", default=2
    )
    sme_interest_grace_days = fields.Integer(
        string="Working days after, an interest expires",
        default=10,
        help="Meanwhile the coordinators of the organisation are asked to decide.",
    )

    sme_guidance_hours = fields.Float(
        string="Working hours to answer a guidance case",
        default=16,
        help="Of this organisation's calendar: 16 are two days of eight hours. Cases "
        "that are there already keep theirs.",
    )
    sme_first_contact_user_id = fields.Many2one(
        "res.users",
        string="Takes first contacts",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Gets the journeys of firms that write on the public form and have no "
        "adviser here yet. Empty: a coordinator.",
    )
    sme_privacy_user_id = fields.Many2one(
        "res.users",
        string="Answers data requests",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="The privacy officer: gets what persons and firms ask about their data. "
        "Empty: a project manager.",
    )
    sme_retention_years = fields.Integer(
        string="Years a file is kept after it was last of use",
        default=3,
        required=True,
        help="Then it is proposed for anonymisation, unless a law demands it longer.",
    )
    _sme_retention_years_check = models.Constraint(
        "CHECK (sme_retention_years BETWEEN 1 AND 30)",
        "Keep a file from 1 to 30 years after something was last done for the firm.",
    )
    _sme_guidance_hours_check = models.Constraint(
        "CHECK (sme_guidance_hours > 0)",
        "Give at least some minutes of working time to answer a guidance case.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Ask no service about organisations of the sample world."""
        if (
            self.env.context.get("sme_sample")
            and "iap_enrich_auto_done" in self._fields
        ):
            vals_list = [{**vals, "iap_enrich_auto_done": True} for vals in vals_list]
        return super().create(vals_list)

    @api.constrains(*INTEREST_PERIODS)
    def _check_sme_interest_days(self):
        for company in self:
            for fname in INTEREST_PERIODS:
                if not 1 <= company[fname] <= 250:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(company)s: enter a number of working days "
                            "from 1 to 250.",
                            field=self._fields[fname]._description_string(self.env),
                            company=company.name,
                        )
                    )

    def _say_name_to_public(self):
        """Return the name pages for the public and portal users carry."""
        self.ensure_one()
        return self.env._("One-stop shop") if self.name in UNNAMED else self.name

    def _find_privacy_officer(self):
        """Return who answers what persons ask about their data. As the system.

        Who was chosen, while that person works here as a project manager; else the
        first project manager who does not only look after the database.
        """
        self.ensure_one()
        managers = self.env["sme.reporting.period"]._find_managers(self)
        chosen = self.sme_privacy_user_id
        if chosen in managers:
            return chosen
        return managers.sorted(
            lambda user: (
                user.has_group("base.group_system"),
                user.company_id != self,
                user.id,
            )
        )[:1]

    def _get_coordinators(self):
        """Return the coordinators who work in these organisations, as superuser.

        At home or not: whoever is in several may act for each.
        """
        # sudo: whom to ask or tell; users of other organisations are not readable
        users_sudo = self.env["res.users"].sudo()
        if not self:
            return users_sudo
        return users_sudo.search(
            [
                ("company_ids", "in", self.ids),
                ("all_group_ids", "in", self.env.ref(COORDINATOR).ids),
                ("share", "=", False),
            ]
        )
