from odoo import api, fields, models

ARRANGEMENT = (
    "arrangement_date",
    "arrangement_informs",
    "arrangement_answers",
    "arrangement_contact",
)


class SmeProjectArrangement(models.AbstractModel):
    """The arrangement by which members of a project handle persons' data together.

    Source: Regulation (EU) 2016/679 (GDPR), Article 26: joint controllers settle
    between them who informs data subjects and who answers them; they may name a contact
    point.
    """

    _name = "sme.project.arrangement"
    _description = "Project: Joint-controller Arrangement"

    arrangement_date = fields.Date(string="Agreed on", tracking=True)
    arrangement_informs = fields.Char(
        string="Who informs persons", tracking=True, help="At the first contact."
    )
    arrangement_answers = fields.Char(
        string="Who answers persons",
        tracking=True,
        help="When somebody asks what is held, or wants it corrected or erased.",
    )
    arrangement_contact = fields.Char(
        string="Contact point", tracking=True, help="Where persons turn to."
    )
    has_arrangement = fields.Boolean(
        string="Persons may be shared",
        compute="_compute_has_arrangement",
        help="All four are recorded: members can show contact persons to each other.",
    )

    @api.depends(*ARRANGEMENT)
    def _compute_has_arrangement(self):
        for project in self:
            project.has_arrangement = all(project[fname] for fname in ARRANGEMENT)

    def _joins_controllers(self, *companies):
        """Return whether organisations are members today of a project with one."""
        return any(
            project.has_arrangement
            and all(
                company in project.member_ids._filter_present().company_id
                for company in companies
            )
            for project in self
        )
