import csv
import io
import logging
import re
import tempfile
import zipfile
from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

BATCH = 1000
# the company of these is that of another record: the path to it
THROUGH = {
    "sme.audit.assignment": "project_id",
    "sme.first.contact.rule": "project_id",
    "sme.project.area.exception": "project_id",
    "sme.indicator.receipt": "member_id",
    # its own company is that of the guest
    "sme.workshop.organiser": "event_id",
}
# and of these from their workshop: path to it
WORKSHOP_MODELS = {
    "event.event": "",
    "event.registration": "event_id.",
    "event.registration.answer": "event_id.",
}
MESSAGE_COLUMNS = ("model", "record_id", "date_utc", "author", "subject", "text")
FILE_COLUMNS = ("file", "model", "record_id", "record", "name", "type", "bytes")


class SmeExport(models.AbstractModel):
    """Everything an organisation owns, as a ZIP of CSV files and attachments.

    Under the rights of the user: what they may not read is left out, whole models and
    single fields. What others shared with the organisation is not its own.
    """

    _name = "sme.export"
    _inherit = ["sme.export.table"]
    _description = "Export of an Organisation's Data"

    @api.private
    def check_may_export(self, company):
        """:raises AccessError: not of this organisation, or no right to export"""
        may = self.env.user.has_groups(
            "sme_crossborder.group_sme_coordinator,base.group_system"
        )
        if not company or company not in self.env.companies or not may:
            raise AccessError(
                self.env._(
                    "Only a project manager of the organisation can export its data."
                )
            )
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You have no right to export. Ask a project manager of "
                    "%(company)s to do it.",
                    company=company.name,
                )
            )

    @api.private
    def get_file_name(self, company):
        today = fields.Date.context_today(self)
        return f"{_safe(company.name)} {today}.zip"

    @api.private
    def write_zip(self, file, company):
        """Write the ZIP; records are read in batches, so that memory does not grow.

        :param file: binary file open for writing, at its beginning
        :param company: `res.company` whose data it is; the caller has checked the user
        """
        # no other organisation the user works in, nor what was put away left out
        self = self.with_context(
            allowed_company_ids=company.ids, active_test=False, lang=self.env.user.lang
        )
        company = company.with_env(self.env)
        contents = []
        with (
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            _aside(MESSAGE_COLUMNS) as messages,
            _aside(FILE_COLUMNS) as files,
        ):
            for name, domain in self._get_owned(company).items():
                count = self._write_model(archive, name, domain, messages, files)
                # a journey is what stock calls a lead
                label = (
                    self.env._("Journey")
                    if name == "crm.lead"
                    else self.env[name]._description
                )
                contents.append((f"{name}.csv", label, count))
            for title, aside in (("messages.csv", messages), ("files.csv", files)):
                with archive.open(title, "w", force_zip64=True) as entry:
                    count = aside.copy_to(entry)
                contents.append((title, title.removesuffix(".csv"), count))
            with _table(archive, "contents.csv") as writer:
                writer.writerow(("file", "what", "rows"))
                writer.writerows(contents)
        _logger.info(
            "User %s exported the data of organisation %s: %s",
            self.env.uid,
            company.id,
            contents,
        )

    def _get_owned(self, company):
        """Return ``{model: domain}`` of what the organisation owns and the user reads.

        Every `sme.*` model with an owner, journeys, workshops with their attendees,
        ratings of cases, and the contacts of firm files.
        """
        own = Domain("company_id", "=", company.id)
        owned = {}
        for name in sorted(self.env.registry):
            Model = self.env[name]
            if Model._abstract or Model._transient or not Model._auto:
                continue
            field = Model._fields.get("company_id")
            if name.startswith("sme.") and Model.has_access("read"):
                if name in THROUGH:
                    path = f"{THROUGH[name]}.company_id"
                    owned[name] = Domain(path, "=", company.id)
                elif field and field.store:
                    owned[name] = own
        if self.env["crm.lead"].has_access("read"):
            owned["crm.lead"] = own & Domain("firm_id", "!=", False)
        # workshops, who registered and what they answered
        for name, path in WORKSHOP_MODELS.items():
            if self.env[name].has_access("read"):
                owned[name] = Domain(f"{path}company_id", "=", company.id) & Domain(
                    f"{path}is_workshop", "=", True
                )
        owned |= self._get_owned_ratings(company)
        firms = Domain("sme_firm_ids", "!=", False)
        owned["res.partner"] = own & (
            firms | Domain("parent_id.sme_firm_ids", "!=", False)
        )
        owned["mail.activity"] = Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", self.env[name].search(domain).ids)
            for name, domain in owned.items()
            if "activity_ids" in self.env[name]
        )
        return owned

    def _get_owned_ratings(self, company):
        """Return what firms said of cases; what nobody answered is a link in a mail."""
        if not self.env["rating.rating"].has_access("read"):
            return {}
        own = Domain("sme_company_id", "=", company.id)
        return {"rating.rating": own & Domain("consumed", "=", True)}

    def _write_model(self, archive, name, domain, messages, files):
        """Write one model as a CSV, then the files of its records; count the rows."""
        Model = self.env[name]
        ids = Model.search(domain, order="id").ids
        columns = self._get_columns(Model)
        with _table(archive, f"{name}.csv") as writer:
            writer.writerow(self._get_header(Model, columns))
            for batch in self._batches(Model, ids):
                writer.writerows(self._read_rows(batch, columns))
        # an archive has one entry open at a time
        for batch in self._batches(Model, ids):
            self._write_messages(batch, messages)
            self._write_files(archive, batch, files)
        return len(ids)

    def _batches(self, Model, ids):
        for start in range(0, len(ids), BATCH):
            yield Model.browse(ids[start : start + BATCH])
            self.env.invalidate_all()

    def _write_messages(self, records, messages):
        if "message_ids" not in records:
            return
        found = self.env["mail.message"].search(
            [
                ("model", "=", records._name),
                ("res_id", "in", records.ids),
                ("sme_company_id", "in", [False, *self.env.companies.ids]),
            ],
            order="id",
        )
        for message in found:
            author = message.author_id._filtered_access("read").display_name
            messages.add(
                [
                    message.model,
                    message.res_id,
                    message.date.isoformat(" "),
                    *map(
                        self._harmless,
                        (
                            author or message.email_from or "",
                            message.subject or "",
                            self._plain(message.body),
                        ),
                    ),
                ]
            )

    def _write_files(self, archive, records, files):
        found = self.env["ir.attachment"].search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("res_field", "in", [False, *self._get_file_fields(records)]),
                ("sme_company_id", "in", [False, *self.env.companies.ids]),
                ("type", "=", "binary"),
            ],
            order="id",
        )
        names = {record.id: record.display_name for record in records if found}
        for attachment in found:
            title = attachment.name
            if attachment.res_field:
                named = f"{attachment.res_field}_name"
                record = records.browse(attachment.res_id)
                title = named in record and record[named] or title
            path = (
                f"files/{records._name}/{attachment.res_id}/"
                f"{attachment.id} {_safe(title)}"
            )
            archive.writestr(path, attachment.raw or b"")
            files.add(
                (
                    path,
                    records._name,
                    attachment.res_id,
                    self._harmless(names[attachment.res_id]),
                    self._harmless(title),
                    attachment.mimetype,
                    attachment.file_size,
                )
            )


class _Aside:
    """A table that grows beside the archive, which takes one entry at a time."""

    def __init__(self, file, columns):
        self.text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        self.writer = csv.writer(self.text)
        self.writer.writerow(columns)
        self.rows = 0

    def add(self, row):
        self.writer.writerow(row)
        self.rows += 1

    def copy_to(self, entry):
        self.text.flush()
        raw = self.text.buffer
        raw.seek(0)
        while chunk := raw.read(1 << 20):
            entry.write(chunk)
        return self.rows


@contextmanager
def _aside(columns):
    with tempfile.TemporaryFile() as file:
        aside = _Aside(file, columns)
        yield aside
        aside.text.detach()


@contextmanager
def _table(archive, name):
    """Open a CSV in the archive; Excel knows it as UTF-8 by its mark."""
    with archive.open(name, "w", force_zip64=True) as entry:
        text = io.TextIOWrapper(entry, "utf-8-sig", newline="")
        yield csv.writer(text)
        text.flush()
        text.detach()


def _safe(name):
    """Return a name that every file system takes."""
    return re.sub(r"[^\w.\- ]", "_", name or "").strip(". ")[:100] or "file"
