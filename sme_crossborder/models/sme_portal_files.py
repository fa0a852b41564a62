from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.mimetypes import guess_mimetype

from ..tools import portal_files
from .sme_inside import SHARED


class SmePortalFiles(models.AbstractModel):
    """Files that portal users send in, and those they may load.

    Portal users read no attachment by Odoo's own doors, not even their own: each file
    goes through the page of the lead, draft or interest it belongs to.
    """

    _name = "sme.portal.files"
    _description = "Files on the Portal"

    @api.model
    def _check(self, files, kept=0, types=portal_files.TYPES):
        """Refuse files that are too many, too large, empty or of another type.

        :param files: list of ``(name, bytes)``; a longer one may be cut after the
            first byte that is too many
        :param int kept: how many are there already
        :param types: those that are taken
        :returns: list of ``(name, bytes)`` with clean names
        :raises UserError: naming each that is refused, and why
        """
        checked, problems = [], []
        for name, content in files:
            name = portal_files.clean_name(name)
            problem = portal_files.find_problem(
                name, len(content), guess_mimetype(content), types
            )
            if problem:
                problems.append(self._say_problem(name, problem, types))
            checked.append((name, content))
        if len(checked) + kept > portal_files.MOST_FILES:
            problems.append(self._say_too_many())
        if problems:
            raise UserError("\n".join([*problems, self._say_again()]))
        return checked

    @api.model
    def _say_again(self):
        """Return what is said when a page comes back: it cannot hold files chosen."""
        return self.env._(
            "No file was taken: choose the files that are to go along once more. "
            "What you typed is still here."
        )

    @api.model
    def _say_problem(self, name, problem, types=portal_files.TYPES):
        texts = {
            "empty": self.env._("%(file)s is empty.", file=name),
            "large": self.env._(
                "%(file)s is larger than %(most)s MB.",
                file=name,
                most=portal_files.MOST_MEGABYTES,
            ),
            "type": self.env._(
                "%(file)s is not of a type that is taken, or not what its name says. "
                "Send %(types)s.",
                file=name,
                types=self._list_types(types),
            ),
        }
        return texts[problem]

    @api.model
    def _say_too_many(self):
        return self.env._(
            "At most %(most)s files are kept. Leave some out, or put them together.",
            most=portal_files.MOST_FILES,
        )

    @api.model
    def _get_limits(self):
        """Return what the page refuses itself, and in which words."""
        return {
            "bytes": portal_files.MOST_BYTES,
            "files": portal_files.MOST_FILES,
            "too_large": self._say_problem("{file}", "large"),
            "too_many": self._say_too_many(),
        }

    @api.model
    def _list_types(self, types):
        return ", ".join(extension.upper() for extension in types)

    @api.model
    def _get_help(self, types=portal_files.TYPES):
        """Return what to know before files are chosen.

        :param types: those that are taken
        """
        return self.env._(
            "At most %(files)s files of %(most)s MB each: %(types)s.",
            files=portal_files.MOST_FILES,
            most=portal_files.MOST_MEGABYTES,
            types=self._list_types(types),
        )

    @api.model
    def _keep(self, record, files):
        """Keep files on a record the user may add to; that was checked.

        :param record: what they belong to
        :param files: as :meth:`_check` returns them
        :returns: `ir.attachment` as the system
        """
        # as the system: it is a file of the record, and no person's own
        attachments = self.env["ir.attachment"].with_user(SUPERUSER_ID)
        # a picture is kept as it came: one that is damaged would stop at being scaled
        attachments = attachments.with_context(image_no_postprocess=True)
        return attachments.create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for name, content in files
            ]
        )

    @api.model
    def _copy(self, record, attachments):
        """Keep copies of files on another record; who may was checked."""
        # as the system: see above
        for file in attachments.with_user(SUPERUSER_ID):
            file.copy({"res_model": record._name, "res_id": record.id})

    @api.model
    def _find_of(self, record_sudo):
        """Return the files of a record for whoever reads it, as superuser.

        Files of notes, which stay in their house, are none of them.
        """
        attachments_sudo = record_sudo.env["ir.attachment"]
        if not record_sudo:
            return attachments_sudo
        files_sudo = attachments_sudo.search(
            Domain("res_model", "=", record_sudo._name)
            & Domain("res_id", "=", record_sudo.id)
            & Domain("res_field", "=", False)
            & Domain("sme_company_id", "=", False),
            order="id",
        )
        if not files_sudo:
            return files_sudo
        notes_sudo = record_sudo.env["mail.message"].search(
            Domain("attachment_ids", "in", files_sudo.ids)
            & Domain("subtype_id", "!=", self.env.ref(SHARED).id)
        )
        return files_sudo - notes_sudo.attachment_ids

    @api.model
    def _list(self, attachments_sudo):
        """Return what a page shows of files, as plain values."""
        return [
            {
                "id": attachment.id,
                "name": attachment.name,
                "size": portal_files.readable_size(attachment.file_size),
            }
            for attachment in attachments_sudo
        ]
