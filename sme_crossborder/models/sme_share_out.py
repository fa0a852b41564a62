from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from .dialogs import open_dialog
from .groups import COORDINATOR
from .readers import may_read


class SmeShareOut(models.AbstractModel):
    """Gives a record to other organisations, and takes it back."""

    _name = "sme.share.out"
    _description = "Sharing and Taking Back"

    def action_share(self):
        """Open the dialog that says who sees the record."""
        self.ensure_one()
        self._check_may_share()
        return open_dialog(
            self.env._("Share %(record)s", record=self.display_name),
            "sme.share",
            context={"default_res_model": self._name, "default_res_id": self.id},
        )

    def action_ask_share(self):
        """Open the dialog to ask the owner for the right to work on the record."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_share_ask_action"
        )
        context = {"default_res_model": self._name, "default_res_id": self.id}
        return action | {"context": context}

    def _check_may_share(self):
        """Sharing is an act of the owner's coordinators.

        :raises AccessError: saying who can do it instead
        """
        self.check_access("write")
        if self.env.su:
            return
        foreign = self.filtered(lambda record: not record.is_own)
        if foreign or not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s can say who sees %(record)s. "
                    "Ask one of them.",
                    company=(foreign or self)[:1].company_id.sudo().name,
                    record=(foreign or self)[:1].display_name,
                )
            )

    def share_with(
        self,
        readers,
        scope="selected",
        project_id=False,
        reason=False,
        contacts=False,
    ):
        """Say who sees the record from now on; whoever is left out loses it.

        :param readers: list of ``(id of the organisation's contact, "read" or "work",
            last day or False)``
        :param str scope: ``selected``, ``project`` (its members read, as they come and
            go) or ``network``
        :param int project_id: the project of scope ``project``
        :param str reason: kept in the log of disclosures
        :param bool contacts: of a firm, whether its contact persons are shown too
        :raises AccessError: the user is no coordinator of the owner
        :raises UserError: nobody to share with, the owner itself, a past last day, or
            persons no arrangement covers
        """
        self._check_may_share()
        if readers or scope != "selected":
            self._get_firms_shared()._refuse_restricted()
        # a project of another scope would open the record to its members unseen
        project_id = scope == "project" and project_id
        project = self.env["sme.project"].browse(project_id if project_id else [])
        wanted = [
            (self.env["res.partner"].browse(partner_id), right, until)
            for partner_id, right, until in readers
        ]
        for record in self:
            record._check_readers(wanted, scope, project)
            if contacts:
                record._check_contacts(wanted, scope, project)
            record._change_audience(wanted, scope, project, reason, contacts=contacts)

    def _get_firms_shared(self):
        """Return the files of firms that are shown with these records."""
        firms = self.env["sme.firm"]
        if self._name == firms._name:
            return self
        return self.firm_id if "firm_id" in self else firms

    def _check_contacts(self, readers, scope, project):
        """Refuse what has no contact persons of its own; a hook."""
        raise UserError(
            self.env._(
                "%(record)s has no contact persons: share the firm itself.",
                record=self.display_name,
            )
        )

    def _check_readers(self, readers, scope, project):
        today = fields.Date.context_today(self)
        if scope == "project":
            members = project.has_access("read") and (
                project.sudo().member_ids._filter_present()
            )
            if not members or self.company_id not in members.company_id:
                raise UserError(
                    self.env._(
                        "%(record)s can be shared with a project %(company)s is a "
                        "member of. Choose one from the list.",
                        record=self.display_name,
                        company=self.company_id.name,
                    )
                )
        # sudo: whom it is shared with so far, to keep them
        former_sudo = self.sudo().audience_id.reader_ids.partner_id
        for partner, _right, until in readers:
            if partner not in former_sudo and not partner._filtered_access("read"):
                raise UserError(
                    self.env._(
                        "An organisation you chose to share %(record)s with does not "
                        "exist, or you have no access to it. Choose one from the list.",
                        record=self.display_name,
                    )
                )
            if partner == self.company_id.sudo().partner_id:
                raise UserError(
                    self.env._(
                        "%(record)s belongs to %(company)s already. Choose another "
                        "organisation.",
                        record=self.display_name,
                        company=partner.name,
                    )
                )
            if until and fields.Date.to_date(until) < today:
                raise UserError(
                    self.env._(
                        "The last day of %(company)s is over. Choose a later day, or "
                        "take the line out.",
                        company=partner.sudo().name,
                    )
                )

    def _change_audience(
        self, readers, scope, project, reason, tell=True, contacts=False
    ):
        """Say who reads the record, now or once its file is not restricted."""
        self.ensure_one()
        if not self._is_suspended():
            self._set_audience(readers, scope, project, reason, tell, contacts)
            return
        audience = self.env["sme.audience"]._intern(scope, project, readers, contacts)
        # sudo: the field is closed to users; the right to share was checked
        self.sudo().suspended_audience_id = audience

    def _set_audience(self, readers, scope, project, reason, tell=True, contacts=False):
        """Point the record at its new audience, write the log, tidy up, tell."""
        # sudo: who read so far, to log what changes; the right to share was checked
        former_sudo = self.sudo().audience_id
        audience = self.env["sme.audience"]._intern(scope, project, readers, contacts)
        visibility = scope if audience else "organisation"
        if former_sudo == audience:
            return
        before = former_sudo._get_grants()
        after = audience.sudo()._get_grants()
        # sudo: the field is closed to users; the right to share was checked
        self.sudo().write({"audience_id": audience.id, "visibility": visibility})
        # a right that only changes is a new grant; what is gone is withdrawn
        ended = {key: value for key, value in before.items() if key not in after}
        begun = {k: v for k, v in after.items() if before.get(k) != v}
        withdrawn = self._log_disclosure("withdrawn", ended, reason)
        given = self._log_disclosure("granted", begun, reason)
        lost = self._clear_all_shared_with() if before else self.env["res.users"]
        requests = given._find_requests()
        requests._close_with(given[:1])
        if tell:
            withdrawn._tell_readers(lost)
            given._tell_readers(requests.user_id)

    def _clear_all_shared_with(self):
        """Tidy up the record and what was shared along with it.

        :returns: `res.users` something was taken back from
        """
        lost = self.env["res.users"]
        for records in self._get_shared_with():
            for record in records:
                lost |= record._clear_former_readers()
        return lost

    def _get_shared_with(self):
        """Return lists of records whose readers change with this one; a hook."""
        return [self]

    def _log_disclosure(self, act, grants, reason):
        # sudo: the log is nobody's to write; the act it tells of was allowed
        log_sudo = self.env["sme.disclosure"].sudo()
        return log_sudo._log(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    # whoever acts, the log names it: it is for those concerned
                    "record_name": self.with_user(SUPERUSER_ID).display_name,
                    "company_id": self.company_id.id,
                    "scope": scope,
                    "partner_id": partner.id,
                    "reader_company_id": company.id,
                    "project_id": project.id,
                    "act": act,
                    "right": right,
                    "date_end": until,
                    "contacts": contacts,
                    "user_id": self.env.uid,
                    "reason": reason,
                }
                for (scope, partner, project), grant in grants.items()
                for company, right, until, contacts in [grant]
            ]
        )

    def _clear_former_readers(self):
        """Take back what stock leaves with whoever cannot read any more.

        Activities go to the owner's adviser, followers and pending notices go.

        :returns: `res.users` something was taken back from
        """
        # sudo: of users of other organisations, who lost the record a moment ago
        record_sudo = self.sudo()
        users_sudo = record_sudo.message_partner_ids.user_ids
        users_sudo |= record_sudo.activity_ids.user_id
        lost = self.env["res.users"].browse(
            user.id for user in users_sudo if not self._is_open_to(user)
        )
        if not lost:
            return lost
        record_sudo.message_unsubscribe(lost.sudo().partner_id.ids)
        steps = record_sudo.activity_ids.filtered(lambda step: step.user_id in lost)
        owner = self.user_id if "user_id" in self else self.env.user
        # a guest noted it, or somebody of the house that handed it over
        if not owner or not self._is_open_to(owner):
            owner = self.env.user
        steps.with_context(mail_activity_quick_update=True).write({"user_id": owner.id})
        notices_sudo = self.env["mail.notification"].sudo()
        notices_sudo.search(
            [
                ("mail_message_id.model", "=", self._name),
                ("mail_message_id.res_id", "=", self.id),
                ("res_partner_id", "in", lost.sudo().partner_id.ids),
                ("is_read", "=", False),
            ]
        ).unlink()
        return lost

    def _is_open_to(self, user):
        """Whether a user may read the record, in any of their organisations."""
        return may_read(self, user)
