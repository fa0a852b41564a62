from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .audience_field import AudienceField
from .sme_inside import SHARED

COORDINATOR = "sme_crossborder.group_sme_coordinator"
_SHARE = object()  # an object cannot travel over RPC
SHARING_FIELDS = {"audience_id", "visibility"}
# what stays the owner's on a record others may work on
OWNER_FIELDS = {"active", "company_id", "user_id"}


class SmeSharedMixin(models.AbstractModel):
    """A record of one organisation that it can share with others, and take back."""

    _name = "sme.shared.mixin"
    _crosses_organisations = True  # see `sme.inside`
    _inherit = ["sme.edit.token"]
    _description = "Shared Between Organisations"

    visibility = fields.Selection(
        selection=[
            ("organisation", "Own organisation"),
            ("selected", "Chosen organisations"),
            ("project", "Project"),
            ("network", "Network"),
        ],
        default="organisation",
        required=True,
        readonly=True,
        copy=False,
        help="Who can see the record beside the organisation it belongs to.",
    )
    # whom others share with is told by "Who can see this?" alone
    audience_id = AudienceField(
        "sme.audience",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups="base.group_system",
    )
    visible_to = fields.Html(
        string="Who can see this?",
        compute="_compute_visible_to",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )
    is_own = fields.Boolean(
        string="Own", compute="_compute_is_own", search="_search_is_own"
    )

    is_shared_with_us = fields.Boolean(
        string="Shared with us",
        compute="_compute_is_shared_with_us",
        search="_search_is_shared_with_us",
    )
    can_work = fields.Boolean(compute="_compute_can_work", compute_sudo=False)

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_own(self):
        for record in self:
            record.is_own = not record.company_id or (
                record.company_id in self.env.companies
            )

    @api.model
    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = Domain("company_id", "in", self.env.companies.ids)
        if True in value and False in value:
            return Domain.TRUE
        return own if True in value else ~own

    @api.depends("audience_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_shared_with_us(self):
        for record in self:
            # sudo: only whether the user's own organisations are among the readers
            audience_sudo = record.sudo().audience_id
            record.is_shared_with_us = not record.is_own and any(
                audience_sudo._includes(company) for company in self.env.companies
            )

    @api.model
    def _search_is_shared_with_us(self, operator, value):
        """Say what the record rules say: then an index holds what is shared."""
        if operator != "in":
            return NotImplemented
        companies = self.env.companies
        # sudo: users cannot ask for audiences; whether their own organisations read
        audience_sudo = self.env["sme.audience"].sudo()
        readers = audience_sudo._open_to(companies).optimize_full(audience_sudo)
        field = self._fields["audience_id"]
        shared = Domain("company_id", "not in", companies.ids) & Domain.custom(
            to_sql=lambda model, alias, query: field.condition_to_sql(
                field.name, "any!", readers, model.sudo(), alias, query
            )
        )
        if True in value and False in value:
            return Domain.TRUE
        return shared if True in value else ~shared

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Do not name what the user cannot read.

        Stock takes the label of a relation as superuser: a barrier met that was shared
        would name the firm that met it.
        """
        super()._compute_display_name()
        if not self.env.su or self.env.user._is_superuser() or self.env.user.share:
            return
        foreign = self._origin._only_ours().filtered(lambda record: not record.is_own)
        hidden = foreign - foreign.sudo(False)._filtered_access("read")
        for record in self:
            if record._origin in hidden:
                record.display_name = self.env._("Not shared with you")

    def _only_ours(self):
        """Leave out records that are none of ours; a hook."""
        return self

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_work(self):
        allowed = self._origin._filtered_access("write")
        for record in self:
            record.can_work = not record._origin or record._origin in allowed

    @api.depends("audience_id", "visibility")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_visible_to(self):
        for record in self:
            origin = record._origin
            record.visible_to = origin and self.env["ir.qweb"]._render(
                "sme_crossborder.visible_to",
                {"now": origin._get_readers(), "past": origin._get_past_readers()},
            )

    def _mail_get_partners(self, introspect_fields=False):
        """Leave out contacts the reader may not see: the chatter would be refused."""
        found = super()._mail_get_partners(introspect_fields=introspect_fields)
        return {
            record_id: partners._filtered_access("read")
            for record_id, partners in found.items()
        }

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Tell nobody outside the house that wrote it, follower or mentioned."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        # sudo: whose the message is, and where its recipients work
        house = message.sudo().sme_company_id
        if not house:
            return recipients
        users_sudo = self.env["res.users"].sudo()
        users_sudo = users_sudo.browse(r["uid"] for r in recipients if r.get("uid"))
        inside = users_sudo.filtered(
            lambda user: user.share or house in user.company_ids
        )
        return [r for r in recipients if not r.get("uid") or r["uid"] in inside.ids]

    def action_message_all(self):
        """Open the dialog to write to everybody who can see the record."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Message to all readers"),
            "res_model": "sme.message.all",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def message_to_all_readers(self, body, attachment_ids=()):
        """Write to everybody who can see the record: the one way out of the house.

        :param str body: plain text or markup
        :param attachment_ids: ids of `ir.attachment` that go with it
        :returns: `mail.message`
        :raises UserError: there is nothing to say
        """
        self.ensure_one()
        if not body:
            raise UserError(self.env._("Write what all readers should know first."))
        return self.message_post(
            body=body,
            message_type="comment",
            subtype_xmlid=SHARED,
            attachment_ids=list(attachment_ids),
        )

    # ------------------------------------------------------------------
    # Who can see it
    # ------------------------------------------------------------------

    def _get_readers(self):
        """Return who could see the record today, as lines of *Who can see this?*.

        :returns: list of dicts ``name``, ``why``, ``right``, ``since``, ``until``
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: names of organisations a reader of the record is told, nothing else
        record_sudo = self.sudo()
        rights = self.env["sme.audience.reader"]._fields["right"]
        rights = dict(rights._description_selection(self.env))
        lines = [
            {
                "name": record_sudo.company_id.name,
                "why": self.env._("owns it"),
                "right": self.env._("Everything"),
            }
        ]
        audience_sudo = record_sudo.audience_id
        since = record_sudo._get_since()
        today = fields.Date.context_today(self)
        if audience_sudo.contacts:
            with_persons = self.env._("%(right)s, and its contact persons")
            rights = {key: with_persons % {"right": rights[key]} for key in rights}
        readers = audience_sudo.reader_ids.filtered(
            lambda reader: not reader.date_end or reader.date_end >= today
        )
        flags = readers.partner_id._get_sharing_flags()
        lines += [
            {
                "name": reader.partner_id.name,
                "why": self.env._("chosen")
                if reader.company_id
                else self.env._("chosen; has no users here yet"),
                "right": rights[reader.right],
                "since": since.get(("selected", reader.partner_id.id)),
                "until": reader.date_end,
                "flags": flags[reader.partner_id],
            }
            for reader in readers
        ]
        if audience_sudo.scope == "network":
            lines.append(
                {
                    "name": self.env._("Every organisation in the network"),
                    "why": self.env._("shared with the network"),
                    "right": rights["read"],
                    "since": since.get(("network", False)),
                }
            )
        if audience_sudo.scope == "project":
            project_sudo = audience_sudo.project_id
            members = project_sudo.member_ids._filter_present()
            flags = members.partner_id._get_sharing_flags()
            lines += [
                {
                    "name": member.partner_id.name,
                    "why": self.env._(
                        "member of project %(project)s", project=project_sudo.acronym
                    ),
                    "right": rights["read"],
                    "since": max(
                        filter(
                            None,
                            (since.get(("project", False)), member.date_start),
                        ),
                        default=None,
                    ),
                    "until": member.date_end,
                    "flags": flags[member.partner_id],
                }
                for member in members
                if member.company_id != record_sudo.company_id
            ]
        return lines

    def _get_since(self):
        """Return ``{(scope, organisation): day}`` of what was given last."""
        # callers have checked that the record may be read
        given = self.env["sme.disclosure"].sudo()
        given = given.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("act", "=", "granted"),
            ]
        )
        since = {}
        for line in given.sorted("id"):
            day = fields.Datetime.context_timestamp(self, line.create_date).date()
            since[line.scope, line.partner_id.id] = day
        return since

    def _get_past_readers(self):
        """Return who could see it and cannot any more: withdrawn, expired."""
        self.ensure_one()
        self.check_access("read")
        # sudo: as in _get_readers; the log names organisations, not their users
        log_sudo = self.env["sme.disclosure"].sudo()
        log_sudo = log_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("act", "in", ("granted", "withdrawn")),
            ],
            order="id",
        )
        today = fields.Date.context_today(self)
        past = {}
        for line in log_sudo:
            who = line.partner_id.name or (
                line.project_id
                and self.env._("Members of %(name)s", name=line.project_id.acronym)
            )
            who = who or self.env._("Every organisation in the network")
            key = (line.scope, line.partner_id.id, line.project_id.id)
            if line.act == "granted":
                past[key] = {"name": who, "until": line.date_end, "why": False}
            elif key in past:
                day = fields.Datetime.context_timestamp(self, line.create_date).date()
                past[key] |= {"until": day, "why": line.reason, "ended": True}
        return [
            line
            for line in past.values()
            if line.get("ended") or (line["until"] and line["until"] < today)
        ]

    # ------------------------------------------------------------------
    # Sharing and taking back
    # ------------------------------------------------------------------

    def action_share(self):
        """Open the dialog that says who sees the record."""
        self.ensure_one()
        self._check_may_share()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Share %(record)s", record=self.display_name),
            "res_model": "sme.share",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

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
        """Point the record at its new audience, write the log, tidy up, tell."""
        self.ensure_one()
        # sudo: who read so far, to log what changes; the right to share was checked
        former_sudo = self.sudo().audience_id
        audience = self.env["sme.audience"]._intern(scope, project, readers, contacts)
        visibility = scope if audience else "organisation"
        if former_sudo == audience:
            return
        before = former_sudo._get_grants()
        after = audience.sudo()._get_grants()
        # sudo: the field is closed to users; the right to share was checked
        self.sudo().with_context(_sme_share=_SHARE).write(
            {"audience_id": audience.id, "visibility": visibility}
        )
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
                    "record_name": self.display_name,
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
        if not owner or owner in lost:  # a guest noted it, who lost it too
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
        context = {**self.env.context}
        context.pop("allowed_company_ids", None)
        record = self.with_env(self.env(context=context)).with_user(user)
        return record.has_access("read")

    # ------------------------------------------------------------------
    # What others may not do
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_sharing_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_sharing_fields(vals)
        kept = OWNER_FIELDS & vals.keys()
        if kept and not self.env.su:
            for record in self.filtered(lambda record: not record.is_own):
                record.check_access("write")
                raise UserError(
                    self.env._(
                        "%(field)s of %(record)s can only be changed by %(company)s, "
                        "which shared it. Ask them, or leave it as it is.",
                        field=self._fields[min(kept)]._description_string(self.env),
                        record=record.display_name,
                        company=record.company_id.sudo().name,
                    )
                )
        return super().write(vals)

    def _refuse_sharing_fields(self, vals):
        allowed = self.env.su or self.env.context.get("_sme_share") is _SHARE
        if SHARING_FIELDS & vals.keys() and not allowed:
            raise UserError(
                self.env._("Who sees a record is not typed: use its button *Share*.")
            )
