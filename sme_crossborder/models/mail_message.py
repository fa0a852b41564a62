from odoo import api, models
from odoo.fields import Domain

from .readers import may_read
from .sme_inside import SHARED


class MailMessage(models.Model):
    """A note stays in the organisation of whoever wrote it, unless it is for all."""

    _name = "mail.message"
    _inherit = ["sme.inside", "mail.message"]
    _model_field = "model"

    @api.model_create_multi
    def create(self, vals_list):
        pairs = [(vals.get("model"), vals.get("res_id")) for vals in vals_list]
        owners = self._get_owners(pairs)
        for_all = self.env["ir.model.data"]._xmlid_to_res_id(SHARED)
        for vals, pair in zip(vals_list, pairs, strict=True):
            vals.pop("sme_company_id", None)
            owner = owners.get(pair)
            # an interest of a portal organisation has no owner among those here
            if owner is None or vals.get("subtype_id") == for_all:
                continue
            # what changed on the record is the owner's to know, whoever changed it
            changed = vals.get("tracking_value_ids")
            house = owner if changed else self._get_house(owner, self.env.user)
            vals["sme_company_id"] = house.id
        messages = super().create(vals_list)
        messages._keep_files_inside()
        return messages

    def write(self, vals):
        vals = {key: value for key, value in vals.items() if key != "sme_company_id"}
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_files_inside()
        return result

    def _keep_files_inside(self):
        """Files of a message are for those who see the message."""
        # sudo: of a message the user just wrote
        for message in self.sudo().filtered(lambda m: m.sme_company_id):
            message.attachment_ids.sme_company_id = message.sme_company_id

    @api.model
    def _inside_domain(self):
        own = Domain("author_id", "=", self.env.user._get_author_id())
        return super()._inside_domain() | own

    def _is_inside(self, operation):
        own = self.author_id == self.env.user.partner_id
        if operation in ("write", "unlink") and not own:
            owner = self._get_owners([(self.model, self.res_id)])
            owner = owner.get((self.model, self.res_id))
            if owner and owner not in self.env.companies:
                return False
        return own or super()._is_inside(operation)

    def _get_forbidden_access(self, operation):
        """A follower, or whoever was sent a message, answers while they read it.

        Stock lets both write on a record that was taken back, or whose time is over.
        """
        forbidden = super()._get_forbidden_access(operation)
        if operation != "create":
            return forbidden
        # sudo: only what they hang on
        by_model = (self - forbidden).sudo().grouped("model")
        for name, messages_sudo in by_model.items():
            if not self._is_shared_model(name):
                continue
            records = self.env[name].browse(messages_sudo.mapped("res_id")).exists()
            ours = set(records.sudo()._only_ours().ids)
            hidden = ours.difference(records._filtered_access("read").ids)
            forbidden += self.browse(
                message.id for message in messages_sudo if message.res_id in hidden
            )
        return forbidden

    def _notify_message_notification_update(self):
        """Tell authors of a mail that failed only while they read what it is about.

        What somebody did on the portal is noted in their name on a record that is not
        for them: stock would refuse them the answer to an act that is done already.
        """
        records = self._record_by_message()
        told = self.filtered(lambda message: message._is_for_author(records))
        return super(MailMessage, told)._notify_message_notification_update()

    def _is_for_author(self, records):
        """Return whether who wrote a message may read what it is about.

        :param dict records: by message
        """
        self.ensure_one()
        # sudo: which user an author is
        author_sudo = self.sudo().author_id.main_user_id
        record = records.get(self)
        return not author_sudo or not record or may_read(record, author_sudo.id)
