from __future__ import annotations

import io

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, split_every

from ..models.dialogs import open_dialog
from ..tools.register_extract import FIELDS, SHAPES, Extract, InvalidExtract

MASK = "•"
STATUS = "register_status"


class SmeRegisterExtract(models.TransientModel):
    """Fill our files from a file of a national register, found by their numbers.

    First it is shown what would change; nothing is written before.
    """

    _name = "sme.register.extract"
    _description = "Register Extract"

    # an attachment lies on disk and is read line by line from there
    file = fields.Binary(string="Register file", attachment=True)
    file_name = fields.Char()
    overwrite = fields.Boolean(
        string="Overwrite what the files have",
        help="Otherwise only empty fields are filled. The status in the register is "
        "always brought up to date.",
    )
    state = fields.Selection(
        selection=[("choose", "Choose the file"), ("preview", "Preview")],
        default="choose",
        required=True,
    )
    summary = fields.Text(readonly=True)
    firm_ids = fields.Many2many("sme.firm", string="Files found", readonly=True)
    line_ids = fields.One2many("sme.register.extract.line", "wizard_id")

    def action_preview(self):
        """Read the file and show what it would change on our files."""
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the file of a register first."))
        try:
            with self._open_file() as stream:
                extract = Extract(stream)
                firms = self._get_own_firms(extract.shape.country)
                found = self._find(extract, firms)
        except InvalidExtract as error:
            raise UserError(self._get_refusal(error)) from error
        lines, faults = self._compare(found)
        self.line_ids.unlink()
        # sudo: lines carry our own files' values only, and users may not make any
        self.env["sme.register.extract.line"].sudo().create(lines)
        self.write(
            {
                "state": "preview",
                "firm_ids": [(6, 0, [firm.id for firm, _values in found])],
                "summary": self._get_summary(extract, firms, found, lines, faults),
            }
        )
        return self._reopen()

    def action_back(self):
        self.ensure_one()
        self.state = "choose"
        return self._reopen()

    def action_apply(self):
        """Write the lines that are still there, and the day the register was read."""
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview first."))
        quiet = {"mail_auto_subscribe_no_notify": True}
        for firm, lines in self.line_ids.grouped("firm_id").items():
            firm = firm.with_context(**quiet)
            values = lines._get_fresh_values()
            status = values.pop(STATUS, None)
            if values:
                firm.write(values)
                lines._log_changes(values)
            if status is not None:
                ended = lines.filtered(lambda line: line.field_name == STATUS).is_ended
                firm.write({STATUS: status, "register_ended": ended})
        today = fields.Date.context_today(self)
        outdated = self.firm_ids.filtered(lambda firm: firm.register_date != today)
        for part in split_every(500, outdated.ids, self.env["sme.firm"].browse):
            part.write({"register_date": today})
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_firm_action"
        )
        return action | {"domain": [("id", "in", self.firm_ids.ids)]}

    def _reopen(self):
        return open_dialog(self.env._("Register extract"), self._name, self.id)

    def _open_file(self):
        """Open the uploaded file without loading it."""
        # sudo: the attachment of the user's own wizard, checked by reading its field
        attachment_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", "file"),
                ],
                limit=1,
            )
        )
        if attachment_sudo.store_fname:
            return open(  # closed by the caller's "with"
                attachment_sudo._full_path(attachment_sudo.store_fname), "rb"
            )
        return io.BytesIO(attachment_sudo.raw or b"")

    @api.model
    def _get_own_firms(self, country_code):
        """Number → our file, of files in that register with a number to read."""
        firms = self.env["sme.firm"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("country_id.code", "=", country_code),
                ("registry_number", "!=", False),
            ]
        )
        numbers = {}
        for firm in firms.filtered(lambda firm: MASK not in firm.registry_number):
            numbers.setdefault(firm.registry_number, []).append(firm)
        return numbers

    @api.model
    def _find(self, extract, firms):
        """Return (file, values) for each of our files, reading no further than needed.

        :param firms: see :meth:`_get_own_firms`
        """
        found, missing = [], set(firms)
        if not missing:
            return found
        for entry in extract.find(firms):
            values = dict(entry.values)
            if "status" in values:
                values[STATUS] = values.pop("status")
            values["is_ended"] = entry.is_ended
            found += [(firm, values) for firm in firms[entry.number]]
            missing.discard(entry.number)
            if not missing:
                break
        return found

    def _compare(self, found):
        """Return values of the preview's lines, and VAT numbers that are not valid."""
        lines, faults = [], []
        for firm, values in found:
            for fname in (*FIELDS, STATUS):
                after = values.get(fname)
                before = firm[fname] or ""
                is_kept = before and fname != STATUS and not self.overwrite
                if not after or str(before) == after or is_kept:
                    continue
                if fname == "vat":
                    read, _keys, errors = firm._read_identity(
                        firm.country_id, {"vat": after}
                    )
                    if errors or read["vat"] == before:
                        faults += [(firm, text) for _field, text in errors]
                        continue
                lines.append(
                    {
                        "wizard_id": self.id,
                        "firm_id": firm.id,
                        "field_name": fname,
                        "before": str(before),
                        "after": after,
                        "is_ended": fname == STATUS and values["is_ended"],
                    }
                )
        return lines, faults

    def _get_summary(self, extract, firms, found, changes, faults):
        country = self.env["res.country"].search([("code", "=", extract.shape.country)])
        own = sum(map(len, firms.values()))
        lines = [
            self.env._(
                "Register of %(country)s, read on %(date)s: %(found)s of your %(own)s "
                "files with a number are in it (lines read: %(lines)s).",
                country=country.name,
                date=format_date(self.env, fields.Date.context_today(self)),
                found=len(found),
                own=own,
                lines=extract.lines,
            )
        ]
        if not changes:
            lines.append(self.env._("Nothing is to be changed on them."))
        if extract.damaged:
            shown = ", ".join(map(str, extract.damaged[:10]))
            lines.append(
                self.env._(
                    "Damaged lines, of which nothing is read: %(lines)s%(more)s. A "
                    "firm that stands there is not found. Download the file again.",
                    lines=shown,
                    more="…" if len(extract.damaged) > 10 else "",
                )
            )
        seen = {firm for firm, _values in found}
        absent = [f.name for files in firms.values() for f in files if f not in seen]
        if absent:
            names = ", ".join(absent[:10]) + ("…" if len(absent) > 10 else "")
            lines.append(self.env._("Not in it: %(names)s.", names=names))
        lines += [
            self.env._(
                "%(firm)s: the register's number is left out. %(reason)s",
                firm=firm.name,
                reason=text,
            )
            for firm, text in faults
        ]
        return "\n".join(lines)

    @api.model
    def _get_refusal(self, error):
        if error.code == "header":
            shapes = "\n".join(
                f"{shape.country}: {shape.delimiter.join(shape.needed)}…"
                for shape in SHAPES
            )
            return self.env._(
                "This is no register file the system knows. The first line must hold "
                "the register's own headings:\n%(shapes)s\nDownload the file from the "
                "register's open data page and do not change it.",
                shapes=shapes,
            )
        if error.code == "encoding":
            return self.env._(
                "The file is not in UTF-8, as the registers publish it. Download it "
                "again and do not save it from a spreadsheet."
            )
        if error.code == "line":
            return self.env._(
                "Line %(line)s of the file cannot be read. Download the file again.",
                line=error.params["line"],
            )
        if error.code == "archive":
            return self.env._("There is no .csv or .txt file in the archive.")
        return self.env._("The file is empty.")


class SmeRegisterExtractLine(models.TransientModel):
    """One value the register has otherwise."""

    _name = "sme.register.extract.line"
    _description = "Register Extract: Change"
    _order = "firm_id, id"

    wizard_id = fields.Many2one(
        "sme.register.extract", required=True, index=True, ondelete="cascade"
    )
    firm_id = fields.Many2one(
        "sme.firm",
        string="Firm's file",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    field_name = fields.Char(required=True, readonly=True)
    field_label = fields.Char(string="Field", compute="_compute_field_label")
    before = fields.Char(readonly=True)
    after = fields.Char(readonly=True)
    is_ended = fields.Boolean(readonly=True)

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_field_label(self):
        Firm = self.env["sme.firm"]
        for line in self:
            field = Firm._fields[line.field_name]
            line.field_label = field._description_string(self.env)

    def _log_changes(self, written):
        """Write to one file's history what the register has put in another's place.

        :param written: values that were written, by field
        """
        rows = Markup().join(
            Markup("<li>%s: %s → %s</li>") % (line.field_label, line.before, line.after)
            for line in self
            if line.field_name in written and line.before
        )
        if rows:
            heading = self.env._("Overwritten from a register extract")
            body = Markup("<p>%s</p><ul>%s</ul>") % (heading, rows)
            self.firm_id._message_log(body=body)

    def _get_fresh_values(self):
        """Values of one file's lines; what changed since the preview is left alone."""
        values = {}
        for line in self:
            if str(line.firm_id[line.field_name] or "") == (line.before or ""):
                field = line.firm_id._fields[line.field_name]
                is_number = field.type == "integer"
                values[line.field_name] = int(line.after) if is_number else line.after
        return values
