import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from .groups import MANAGER
from .selections import LAWFUL_BASES

COLUMNS = (
    "name",
    "role",
    "lawful_basis",
    "subjects",
    "data",
    "recipients",
    "transfers",
    "retention",
    "security",
)


class SmeProcessing(models.Model):
    """What an organisation does with personal data, why and how long.

    The record of processing activities of GDPR, Article 30(1). Shipped with what this
    module does; each organisation changes its own.
    """

    _name = "sme.processing"
    _description = "Record of Processing"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "sequence, id"

    name = fields.Char(string="Purpose", required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Controller",
        required=True,
        index=True,
        default=lambda self: (
            self.env.company if len(self.env.companies) == 1 else False
        ),
    )
    role = fields.Selection(
        selection=[
            ("controller", "Controller"),
            ("joint", "Joint controller"),
            ("processor", "Processor"),
        ],
        default="controller",
        required=True,
    )
    lawful_basis = fields.Selection(
        LAWFUL_BASES, string="Lawful basis", required=True, tracking=True
    )
    subjects = fields.Text(string="Whose data", required=True)
    data = fields.Text(string="Which data", required=True)
    recipients = fields.Text(required=True)
    transfers = fields.Text(
        string="Transfers outside the EEA",
        help="To which country, and on which safeguard.",
    )
    retention = fields.Text(string="How long", required=True)
    security = fields.Text(string="Security measures")

    @api.model
    def action_open(self):
        """Open the list, begun with what this module does if there is none yet.

        :raises AccessError: the user is no project manager
        """
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only a project manager keeps the records of processing.")
            )
        for company in self.env.companies:
            domain = [("company_id", "=", company.id)]
            if not self.with_context(active_test=False).search_count(domain, limit=1):
                self.create(
                    [
                        {**values, "company_id": company.id, "sequence": 10 * number}
                        for number, values in enumerate(self._get_shipped(), start=1)
                    ]
                )
        return self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_processing_action"
        )

    @api.model
    def _get_shipped(self):
        """Return what the module does by itself, in the user's language."""
        members = self.env._(
            "Organisations a file was shared with; lead organisation, controllers and "
            "the funding programme for what is reported"
        )
        rights = self.env._(
            "Access by role and organisation, enforced by the database's record rules; "
            "log of who was given what; encrypted connection; backups"
        )
        papers = self.env._(
            "Until the project's papers may go: as a rule five years from 31 December "
            "of the year of the last payment"
        )
        return [
            {
                "name": self.env._("Advising firms on their way to other markets"),
                "lawful_basis": "public_task",
                "subjects": self.env._("Contact persons of firms, sole traders"),
                "data": self.env._(
                    "Name, office, e-mail, telephone, language; talks, questions and "
                    "answers; barriers met"
                ),
                "recipients": members,
                "retention": self.env._(
                    "While the firm is helped, and three years after the last contact"
                ),
                "security": rights,
            },
            {
                "name": self.env._("Reporting to the funding programme"),
                "lawful_basis": "legal_obligation",
                "subjects": self.env._("Contact persons, attendees of workshops"),
                "data": self.env._(
                    "Enrolments, declarations, attendance lists, evidence"
                ),
                "recipients": self.env._(
                    "Lead organisation, controllers, managing and audit authority, "
                    "European Commission and Court of Auditors"
                ),
                "retention": papers,
                "security": rights,
            },
            {
                "name": self.env._("State aid to firms"),
                "lawful_basis": "legal_obligation",
                "subjects": self.env._("Sole traders, signing persons"),
                "data": self.env._("Beneficiary, amount, day, declaration"),
                "recipients": self.env._("Public register of de minimis aid"),
                "retention": self.env._("Ten years from the grant"),
                "security": rights,
            },
            {
                "name": self.env._("Partner leads and introductions"),
                "role": "joint",
                "lawful_basis": "consent",
                "subjects": self.env._("Contact persons of firms"),
                "data": self.env._("Profile of the firm; name and contact once agreed"),
                "recipients": members,
                "retention": self.env._(
                    "While the lead is published, then its project"
                ),
                "security": rights,
            },
            {
                "name": self.env._("Workshops and meetings"),
                "role": "joint",
                "lawful_basis": "public_task",
                "subjects": self.env._("Attendees, speakers"),
                "data": self.env._("Name, firm, contact, attendance, who met whom"),
                "recipients": self.env._("Organisers; attendees, as far as agreed"),
                "retention": papers,
                "security": rights,
            },
            {
                "name": self.env._("Mailing list"),
                "lawful_basis": "consent",
                "subjects": self.env._("Whoever signs up"),
                "data": self.env._("E-mail, country, language, proof of the wish"),
                "recipients": self.env._("Nobody"),
                "retention": self.env._("Until it is withdrawn; the proof three years"),
                "security": rights,
            },
            {
                "name": self.env._("Requests about personal data"),
                "lawful_basis": "legal_obligation",
                "subjects": self.env._("Whoever asks"),
                "data": self.env._("Name, e-mail, what is asked and answered"),
                "recipients": self.env._("Nobody"),
                "retention": self.env._("Three years from the answer"),
                "security": rights,
            },
        ]

    def action_export(self):
        """Download the records of the organisation one works in as a workbook."""
        company = self[:1].company_id or self.env.company
        return {
            "type": "ir.actions.act_url",
            "url": f"/sme_crossborder/processing/{company.id}",
            "target": "download",
        }

    @api.private
    def check_may_export(self, company):
        """:raises AccessError: not of this organisation, or no right to export"""
        self.env["sme.export"].check_may_export(company)
        self.check_access("read")

    @api.private
    def write_xlsx(self, file, company):
        """Write the records of an organisation as a workbook.

        :param file: binary file open for writing
        :param company: `res.company`; the caller has checked the user
        """
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            book.strings_to_formulas = False
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            sheet = book.add_worksheet(self.env._("Records of processing")[:31])
            partner = company.partner_id
            officer = company.sme_privacy_user_id
            head = [
                (self.env._("Controller"), company.name),
                (
                    self.env._("Address"),
                    partner._say_address(),
                ),
                (self.env._("E-mail"), company.email or ""),
                (self.env._("Answers data requests"), officer.name or ""),
                (
                    self.env._("As of"),
                    format_date(self.env, fields.Date.context_today(self)),
                ),
            ]
            for row, (label, text) in enumerate(head):
                sheet.write_string(row, 0, label, bold)
                sheet.write_string(row, 1, text, wrapped)
            top = len(head) + 1
            for column, fname in enumerate(COLUMNS):
                label = self._fields[fname]._description_string(self.env)
                sheet.write_string(top, column, label, bold)
            records = self.search([("company_id", "=", company.id)])
            for row, record in enumerate(records, start=top + 1):
                for column, fname in enumerate(COLUMNS):
                    sheet.write_string(row, column, record._say(fname), wrapped)
            sheet.set_column(0, len(COLUMNS) - 1, 28)
            sheet.freeze_panes(top + 1, 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)

    def _say(self, fname):
        field = self._fields[fname]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(self[fname], "")
        return self[fname] or ""
