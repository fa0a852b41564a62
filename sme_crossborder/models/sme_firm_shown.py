from odoo import api, fields, models


class SmeFirmShown(models.AbstractModel):
    """Which parts of a file its reader is shown: what is kept is not "none yet".

    A journey that is shared takes the file of its firm along, not what hangs on it.
    Each field says what the record rules let through for any file of the kind, and
    nothing of what there is: an empty part and a full one that is kept look the same.
    """

    _name = "sme.firm.shown"
    _description = "Firm File: What Its Reader Is Shown"

    shows_whole = fields.Boolean(
        string="Whole file shown",
        compute="_compute_shows",
        compute_sudo=False,
        exportable=False,
        help="Ties, enrolments and evidence too: the file is one's own, or assigned to "
        "an auditor.",
    )
    shows_lines = fields.Boolean(
        string="Figures and products shown",
        compute="_compute_shows",
        compute_sudo=False,
        exportable=False,
        help="The file itself is shared, not only a journey of its firm.",
    )
    shows_persons = fields.Boolean(
        string="Persons shown",
        compute="_compute_shows_persons",
        compute_sudo=False,
        exportable=False,
    )

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_shows(self):
        audited = self._origin._filter_audited()
        for firm in self:
            whole = self.env.su or firm.is_own or firm._origin in audited
            firm.shows_whole = whole
            firm.shows_lines = whole or firm.is_shared_with_us

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_shows_persons(self):
        has_contacts = self.env.su or not self._is_only_auditor()
        for firm in self:
            own = has_contacts and (self.env.su or firm.is_own)
            firm.shows_persons = own or firm._origin._is_shown_persons()

    def _filter_audited(self):
        """Return what an auditor reads: the rules of files and figures ask for it."""
        foreign = self.filtered(lambda firm: not firm.is_own)
        if not foreign or not self.env.user.has_group(
            "sme_crossborder.group_sme_auditor"
        ):
            return self.browse()
        enrolments = self.env["sme.enrolment"].search([("firm_id", "in", foreign.ids)])
        return enrolments.firm_id
