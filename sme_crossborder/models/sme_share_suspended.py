from odoo import fields, models

from .audience_field import AudienceField


class SmeShareSuspended(models.AbstractModel):
    """Nobody else reads what hangs on a restricted file, until that is lifted.

    GDPR, Article 18(2): but for storage, restricted data are processed only with
    consent, for legal claims, to protect somebody else, or for an important public
    interest. To be read by another organisation is none of these. Who read so far is
    kept, and reads again afterwards; both are logged and told (Article 19).
    """

    _name = "sme.share.suspended"
    _description = "Sharing Suspended"

    suspended_audience_id = AudienceField(
        "sme.audience",
        string="Read again once not restricted",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups="base.group_system",
    )

    def _is_suspended(self):
        """Whether the file of the firm it is about is restricted."""
        # sudo: only whether; who changes what is shared was checked
        return bool(self.sudo()._get_firms_shared().filtered("is_restricted"))

    def _get_audience_kept(self):
        """Return who reads the record, or will once it is not restricted any more.

        As superuser.
        """
        self.ensure_one()
        # sudo: readers of one's own record, for acts whose right was checked
        self_sudo = self.sudo()
        return self_sudo.suspended_audience_id or self_sudo.audience_id

    def _suspend_sharing(self):
        """Take back what others read, and keep who they are. Called when restricted."""
        reason = self.env._("Processing is restricted at the source")
        nobody = self.env["sme.project"]
        for record in self:
            # sudo: whom it is shared with; a project manager of the owner restricts it
            record_sudo = record.sudo()
            former = record_sudo.audience_id
            if former:
                record._set_audience([], "selected", nobody, reason)
                record_sudo.suspended_audience_id = former

    def _resume_sharing(self):
        """Give back what :meth:`_suspend_sharing` took; what is over by then, is over.

        Neither a last day that passed comes back, nor a project the owner left.
        """
        reason = self.env._("Processing is not restricted any more")
        today = fields.Date.context_today(self)
        for record in self:
            # sudo: whom it was shared with; a project manager of the owner lifts it
            record_sudo = record.sudo()
            former = record_sudo.suspended_audience_id
            if not former:
                continue
            record_sudo.suspended_audience_id = False
            scope, project = former.scope, former.project_id
            present = project.member_ids._filter_present().company_id
            if project and record_sudo.company_id not in present:
                scope, project = "selected", project.browse()
            readers = former.reader_ids.filtered(
                lambda line: not line.date_end or line.date_end >= today
            )
            record._set_audience(
                readers._to_intern(), scope, project, reason, contacts=former.contacts
            )
