from odoo import api, fields, models

from ..tools.retention import papers_kept_until


class SmeProjectRetention(models.AbstractModel):
    """Until when the papers of a project are kept."""

    _name = "sme.project.retention"
    _description = "Project: Retention"

    date_last_payment = fields.Date(
        string="Last payment",
        copy=False,
        tracking=True,
        help="Of the managing authority to the lead organisation: papers are kept five "
        "years from 31 December of its year.",
    )
    date_retention = fields.Date(
        string="Keep papers until",
        compute="_compute_date_retention",
        store=True,
        readonly=False,
        help="As a rule five years from 31 December of the year of the managing "
        "authority's last payment to the lead partner (Reg. (EU) 2021/1060 Art. 82).",
        tracking=True,
    )

    @api.depends("date_last_payment")
    def _compute_date_retention(self):
        """Follow the last payment; a day that was typed stays while there is none."""
        for project in self:
            paid = project.date_last_payment
            project.date_retention = (
                papers_kept_until(paid) if paid else project.date_retention
            )
