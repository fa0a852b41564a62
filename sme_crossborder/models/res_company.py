from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .groups import COORDINATOR

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
    _sme_guidance_hours_check = models.Constraint(
        "CHECK (sme_guidance_hours > 0)",
        "Give at least some minutes of working time to answer a guidance case.",
    )

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
