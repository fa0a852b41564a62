from odoo import api, models

from .sme_evidence import PAPERS


class SmePortalQuestionFiles(models.AbstractModel):
    """Files a firm sends with its questions, and with what it writes after.

    The firm reads what it sent itself, and no other file of the case. Each hangs on
    what it came with, which stays in the organisation of the case: whom the case is
    shown to reads none of them.
    """

    _name = "sme.portal.question.files"
    _description = "Files of Questions on the Portal"

    @api.model
    def _check(self, files, kept=0):
        """Return files with clean names, or refuse them; see `sme.portal.files`.

        :param files: list of ``(name, bytes)``
        :param int kept: how many are there already
        :raises UserError: naming each that is refused, and why
        """
        return self.env["sme.portal.files"]._check(files, kept, types=PAPERS)

    @api.model
    def _keep(self, exchange, files):
        """Keep files that :meth:`_check` let through, with what was written.

        :param exchange: `sme.guidance.exchange` as the system
        """
        if files:
            kept = self.env["sme.portal.files"]._keep(exchange, files)
            exchange.attachment_ids |= kept.with_env(exchange.env)

    @api.model
    def _add(self, exchange, files):
        """Keep those that are not there yet, of a question that was sent once more.

        :param exchange: `sme.guidance.exchange` as the system
        :param files: list of ``(name, bytes)``
        :raises UserError: naming each that is refused, and why
        """
        kept = exchange.attachment_ids.mapped("checksum")
        new = [
            (name, content)
            for name, content in files
            if exchange.attachment_ids._compute_checksum(content) not in kept
        ]
        self._keep(exchange, self._check(new, len(kept)))

    @api.model
    def _list(self, exchanges):
        """Return what a page shows of the files of what was written."""
        return self.env["sme.portal.files"]._list(exchanges.attachment_ids)

    @api.model
    def _find(self, case_id):
        """Return the files of a question that is shown to the user, as the system."""
        case = self.env["sme.portal.question"]._find_mine(case_id)
        return case.exchange_ids.attachment_ids
