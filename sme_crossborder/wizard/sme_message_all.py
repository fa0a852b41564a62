from odoo import Command, fields, models


class SmeMessageAll(models.TransientModel):
    """A message to everybody who can see a record, in every organisation."""

    _name = "sme.message.all"
    _description = "Message to All Readers"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    body = fields.Html(string="Message", required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    def action_send(self):
        """Post it on the record, as the user."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        files = self.attachment_ids
        self.attachment_ids = [Command.clear()]
        # only files of Odoo's composer are moved to the record; others nobody could
        # load but who sent them
        ours = files.filtered(
            lambda file: (
                file.create_uid == self.env.user and file.res_model == self._name
            )
        )
        ours.write({"res_model": "mail.compose.message", "res_id": 0})
        record.message_to_all_readers(self.body, files.ids)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
