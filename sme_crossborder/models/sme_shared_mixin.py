from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .audience_field import AudienceField
from .readers import keep_readable
from .sme_inside import SHARED

SHARING_FIELDS = {"audience_id", "suspended_audience_id", "visibility"}
# what stays the owner's on a record others may work on
OWNER_FIELDS = {"active", "company_id", "user_id"}


class SmeSharedMixin(models.AbstractModel):
    """A record of one organisation that it can share with others, and take back."""

    _name = "sme.shared.mixin"
    _crosses_organisations = True  # see `sme.inside`
    _inherit = [
        "sme.edit.token",
        "sme.read.only",
        "sme.visible.to",
        "sme.share.out",
        "sme.share.suspended",
        "sme.own",
    ]
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
        # rules ask for it alone: what else the record holds need not be read for that
        prefetch="audience",
    )
    is_shared_with_us = fields.Boolean(
        string="Shared with us",
        compute="_compute_is_shared_with_us",
        search="_search_is_shared_with_us",
    )

    @api.depends("audience_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_shared_with_us(self):
        for record in self:
            # sudo: only whether the user's own organisations are among the readers
            audience_sudo = record.sudo().audience_id
            record.is_shared_with_us = not record.is_own and audience_sudo.is_reader

    @api.model
    def _search_is_shared_with_us(self, operator, value):
        """Say what the record rules say: then an index holds what is shared."""
        if operator != "in":
            return NotImplemented
        # sudo: users cannot ask for audiences; whether their own organisations read
        readers = SQL("(%s)", self.env["sme.audience"].sudo()._select_readers())
        field = self._fields["audience_id"]
        shared = Domain("company_id", "not in", self.env.companies.ids)
        shared &= Domain.custom(
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
        asked_of_rules = (
            self.env.su
            and not self.env.user._is_superuser()
            and not self.env.user.share
        )
        readable = self.browse()
        if asked_of_rules:
            readable = self._fetch_readable([self._rec_name, "company_id"])
        # a label asks for little: do not read all that a file holds for it
        self._origin.fetch([self._rec_name, "company_id"])
        super()._compute_display_name()
        if not asked_of_rules:
            return
        foreign = self._origin._only_ours().filtered(lambda record: not record.is_own)
        foreign -= readable
        if not foreign:
            return
        hidden = foreign - foreign.sudo(False)._filter_readable()
        for record in self:
            if record._origin in hidden:
                record.display_name = self.env._("Not shared with you")

    def _fetch_readable(self, fnames):
        """Read fields, of what is not in memory, and return what the user may read.

        One query for both; what is in memory is not asked about.
        """
        company = self._fields["company_id"]
        unread = self._origin.browse(company._cache_missing_ids(self._origin))
        user_unread = unread.sudo(False)
        if not unread or not user_unread.browse().has_access("read"):
            return self.browse()
        every = user_unread.with_context(active_test=False)
        found = every.search_fetch([("id", "in", unread.ids)], fnames, order="id")
        return self.browse(found._ids)

    def _filter_readable(self):
        """Return what the user may read, by one query: names are asked for often."""
        if not self.browse().has_access("read"):
            return self.browse()
        every = self.with_context(active_test=False)
        return self.browse(every._search([("id", "in", self.ids)]))

    def _mail_get_partners(self, introspect_fields=False):
        """Leave out contacts the reader may not see: the chatter would be refused."""
        found = super()._mail_get_partners(introspect_fields=introspect_fields)
        return keep_readable(found)

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
    # What others may not do
    # ------------------------------------------------------------------

    @api.model
    def _get_owner_fields(self):
        return super()._get_owner_fields() | OWNER_FIELDS

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
        if SHARING_FIELDS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("Who sees a record is not typed: use its button Share.")
            )
