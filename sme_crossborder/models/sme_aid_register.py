from odoo import fields, models

from .staff_words import for_reader

# Regulation (EU) 2023/2831, Article 6
WORKING_DAYS_TO_REGISTER = 20


class SmeAidRegister(models.AbstractModel):
    """Aid has to stand in the register of the state soon after it is granted."""

    _name = "sme.aid.register"
    _description = "State Aid: Register"

    register_number = fields.Char(
        string="Number in the register", copy=False, tracking=True
    )
    date_registered = fields.Date(string="Registered on", copy=False, tracking=True)
    date_register_due = fields.Date(
        string="Register until",
        copy=False,
        help="Twenty working days from the grant, in the calendar of the organisation "
        "(Regulation (EU) 2023/2831, Article 6).",
    )

    def _plan_registration(self):
        """Note until when it is registered, and remind whoever granted it."""
        for aid in self.filtered("is_de_minimis"):
            due = self.env["sme.interest.deadline"]._add_working_days(
                aid.company_id, aid.date, WORKING_DAYS_TO_REGISTER
            )
            aid._act({"date_register_due": due})
            user = aid.user_id if self.env.su else self.env.user
            aid.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=due,
                summary=for_reader(aid, user).env._("Enter the aid in the register"),
                user_id=user.id,
            )

    def _follow_registration(self):
        """The number is there: nobody has to be reminded any more."""
        for aid in self.filtered("register_number"):
            if not aid.date_registered:
                aid.date_registered = fields.Date.context_today(self)
            aid.activity_feedback(
                ["mail.mail_activity_data_todo"], feedback=aid.register_number
            )
