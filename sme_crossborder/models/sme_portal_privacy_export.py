import json
import logging
import zipfile

from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_export import _safe, _table

_logger = logging.getLogger(__name__)

# what the firm is given of each kind of record, field by field: facts about it and what
# it said itself, no notes of advisers and nothing of other persons
GIVEN_FIELDS = {
    "sme.firm": (
        "name",
        "country_id",
        "registry_number",
        "vat",
        "legal_form",
        "founding_year",
        "email",
        "phone",
        "website",
        "street",
        "zip",
        "city",
        "nuts_id",
        "nace_id",
        "size_class",
        "market_wanted_ids",
        "privacy_notice_date",
        "privacy_notice_version",
        "lawful_basis",
    ),
    "sme.firm.year": (
        "year",
        "headcount",
        "turnover",
        "balance_sheet",
    ),
    "sme.product": ("name", "kind", "stage"),
    "crm.lead": ("target_country_id", "stage_id", "create_date"),
    "sme.barrier.encounter": ("type_id", "date", "severity", "state"),
    "sme.barrier.told": ("name", "text", "date_told", "state"),
    "sme.outcome.question": ("name", "told", "answer", "note", "date_answered"),
    "sme.story": ("title", "state", "date_published"),
    "sme.service": ("date", "kind_id", "minutes"),
    "sme.enrolment": (
        "project_id",
        "date",
        "date_end",
        "size_class",
        "headcount",
        "nuts_id",
        "nace_id",
        "sme_declared",
        "not_in_difficulty",
        "privacy_notice_given",
    ),
    "sme.evidence": ("name", "kind_id", "date", "document_name"),
    "sme.aid": (
        "date",
        "authority",
        "granting_country_id",
        "basis",
        "amount",
        "currency_id",
        "amount_eur",
        "state",
        "date_retention",
    ),
    "event.registration": ("event_id", "event_begin_date", "state"),
    "sme.partner.lead": ("reference", "title", "summary", "state", "date_published"),
}
# drafts are no facts yet
ONLY = {"sme.aid": [("state", "!=", "draft")]}
OWN_FIELDS = ("name", "email", "phone", "function", "lang")


class SmePortalPrivacyExport(models.AbstractModel):
    """What an organisation holds of a firm, as a ZIP for the firm: CSV and JSON.

    GDPR, Articles 15 and 20, as far as it can be given without a look at each record:
    internal notes and other persons' data are left out, and said to be.
    """

    _name = "sme.portal.privacy.export"
    _inherit = ["sme.portal.privacy", "sme.export.table"]
    _description = "Privacy on the Portal: Download"

    @api.model
    def _find_firm(self, firm_id):
        """Return a file of a firm the user speaks for, as the system, or nothing.

        :param int firm_id: as on the page
        """
        return self._find_firms().filtered(lambda firm: firm.id == firm_id)

    @api.model
    def _get_file_name(self, firm):
        today = fields.Date.context_today(self)
        return f"{_safe(firm.name)} - {_safe(firm.company_id.name)} {today}.zip"

    @api.model
    def _write_zip(self, file, firm_id):
        """Write what the firm is given.

        :param file: binary file open for writing, at its beginning
        :param int firm_id: as on the page
        :returns: the file on the firm
        :raises UserError: the user does not speak for it
        """
        firm = self._find_firm(firm_id)
        if not firm:
            raise UserError(self.env._("You do not speak for this firm any more."))
        tables = self._read_tables(firm)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, (header, rows) in tables.items():
                with _table(archive, f"{name}.csv") as writer:
                    writer.writerow(header)
                    writer.writerows(rows)
            archive.writestr("data.json", self._to_json(tables))
            self._write_files(archive, firm)
            archive.writestr("READ ME.txt", self._get_read_me(firm))
        _logger.info(
            "Portal user %s downloaded what is held on firm file %s",
            self.env.uid,
            firm.id,
        )
        return firm

    @api.model
    def _read_tables(self, firm):
        """Return ``{name: (header, rows)}`` of what is given."""
        held = self._find_held(firm)
        tables = {}
        for model, names in GIVEN_FIELDS.items():
            records = held[model].filtered_domain(ONLY.get(model, []))
            tables[model] = self._read_table(records.sorted("id"), names)
        consents = self._find_own(firm)
        tables["sme.consent"] = self._read_table(
            consents,
            (
                "purpose_id",
                "lawful_basis",
                "text_version",
                "channel",
                "date_given",
                "date_withdrawn",
            ),
        )
        own = held["res.partner"] & self.env.user.partner_id.with_env(firm.env)
        tables["own-contact"] = self._read_table(own, OWN_FIELDS)
        tables["questions"] = self._read_questions(firm)
        tables["given-to"] = self._read_given(firm, held)
        return tables

    @api.model
    def _read_table(self, records, names):
        """Return labels and rows of some fields, without ids of the database."""
        header = [records._fields[name]._description_string(self.env) for name in names]
        columns = [self._read_column(records, name) for name in names]
        # the first cell is the text; of a link the second one is an id
        rows = [[column[record.id][0] for column in columns] for record in records]
        return header, rows

    @api.model
    def _read_questions(self, firm):
        """Return what was asked and answered, as the portal shows it."""
        questions = self.env["sme.portal.question"]
        cases = questions._find_mine().filtered(lambda case: case.firm_id == firm)
        header = [
            self.env._("Question"),
            self.env._("Asked on"),
            self.env._("All of it"),
            self.env._("Answer"),
        ]
        rows = []
        for case in cases:
            told = questions._read(case.id)
            texts = (told["name"], told["asked"], told["question"], told["answer"])
            rows.append([self._harmless(text or "") for text in texts])
        return header, rows

    @api.model
    def _read_given(self, firm, held):
        header = [
            self.env._("Organisation"),
            self.env._("What"),
            self.env._("Act"),
            self.env._("On"),
            self.env._("Until"),
        ]
        rows = [
            [
                self._harmless(reader["organisation"]),
                line["what"],
                line["act"],
                line["on"],
                line["until"],
            ]
            for reader in self._describe_given(firm, held)
            for line in reader["lines"]
        ]
        return header, rows

    @api.model
    def _to_json(self, tables):
        """Return the same for machines (GDPR, Article 20(1))."""
        return json.dumps(
            {
                name: [dict(zip(header, row, strict=True)) for row in rows]
                for name, (header, rows) in tables.items()
            },
            ensure_ascii=False,
            indent=1,
            default=str,
        )

    @api.model
    def _write_files(self, archive, firm):
        """Write the files the firm reads on the portal: of its leads, and questions."""
        held = self._find_held(firm)
        leads = held["sme.partner.lead"]
        doors = self.env["sme.portal.files"]
        for lead in leads:
            for one in doors._find_of(lead):
                path = f"files/{_safe(lead.reference)}/{one.id} {_safe(one.name)}"
                archive.writestr(path, one.raw or b"")
        for case in held["sme.guidance.case"].filtered("is_for_firm"):
            for one in case.exchange_ids.attachment_ids:
                path = f"files/{_safe(case.name)}/{one.id} {_safe(one.name)}"
                archive.writestr(path, one.raw or b"")

    @api.model
    def _get_read_me(self, firm):
        return self.env._(
            "What %(company)s holds on %(firm)s, as of %(day)s.\n\n"
            "The tables are there as CSV, and all together in data.json. Left out are "
            "notes that advisers write for themselves, papers that may name others, "
            "and data of other persons. For these, ask %(company)s for access: each "
            "is looked at before you get it.\n",
            company=firm.company_id.name,
            firm=firm.name,
            day=self._say_day(fields.Date.context_today(self)),
        )
