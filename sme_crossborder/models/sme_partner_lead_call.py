from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmePartnerLeadCall(models.AbstractModel):
    """The call a research request is written for."""

    _name = "sme.partner.lead.call"
    _description = "Partner Lead: Call"

    framework_programme = fields.Char(string="Framework programme")
    call_title = fields.Char(string="Title of the call")
    call_identifier = fields.Char(string="Identifier of the call")
    coordinator_required = fields.Selection(
        selection=[("yes", "Yes"), ("no", "No")],
        string="Coordinator sought",
        help="Whether the consortium still needs a coordinator.",
    )
    interest_deadline = fields.Date(
        string="Last day to express interest",
        help="The request is published until this day.",
    )
    call_deadline = fields.Date(string="Deadline of the call")
    evaluation_scheme = fields.Text(string="Submission and evaluation scheme")
    budget = fields.Monetary(string="Budget expected")
    currency_id = fields.Many2one(
        "res.currency",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )
    duration_weeks = fields.Integer(string="Duration in weeks", aggregator=None)
    call_url = fields.Char(string="Web page of the call")
    project_title = fields.Char(string="Title of the project planned")
    project_acronym = fields.Char(string="Acronym of the project planned")

    _call_figures_check = models.Constraint(
        "CHECK ((budget IS NULL OR budget >= 0) "
        "AND (duration_weeks IS NULL OR duration_weeks >= 0))",
        "Budget and duration cannot be negative.",
    )

    @api.constrains("interest_deadline", "call_deadline")
    def _check_deadlines(self):
        """Interest comes before the call closes: the partners still have to write."""
        for lead in self:
            interest, call = lead.interest_deadline, lead.call_deadline
            if interest and call and interest >= call:
                raise ValidationError(
                    self.env._(
                        "Interest in %(lead)s can be expressed until %(interest)s, but "
                        "its call closes on %(call)s. Choose a day before that one.",
                        lead=lead.display_name,
                        interest=self._say_day(interest),
                        call=self._say_day(call),
                    )
                )
