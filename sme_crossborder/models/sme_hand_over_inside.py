from odoo import models
from odoo.tools import SQL

from .readers import may_read

# what the system noted there is the history that a project's figures rest on
HISTORY_MODELS = ("sme.enrolment",)


class SmeHandOverInside(models.AbstractModel):
    """What stays with the giver of a file: its notes, planned steps and followers."""

    _name = "sme.hand.over.inside"
    _description = "Hand-over: What Stays Inside"

    def _keep_inside(self, held):
        """Hang the giver's notes, their files and its planned steps on the hand-over.

        On records that can be shared they are stamped with their house, and lines for
        all readers are not; on others (evidence, contacts, ...) all are the house's.

        :param held: ``{model: records}`` as superuser
        """
        self.ensure_one()
        nobody = self.env["res.company"]
        for name, records in held.items():
            if "message_ids" not in records or not records:
                continue
            messages = self.env["mail.message"].search(
                [("model", "=", name), ("res_id", "in", records.ids)]
            )
            if getattr(records, "_crosses_organisations", False):
                messages = messages.filtered(
                    lambda message: message.sme_company_id == self.company_id
                )
            elif name in HISTORY_MODELS:
                messages = messages.filtered(
                    lambda message: message.message_type != "notification"
                )
            self._keep_messages(messages)
            if "activity_ids" in records:
                steps = self.env["mail.activity"].search(
                    [("res_model", "=", name), ("res_id", "in", records.ids)]
                )
                steps.filtered(
                    lambda step: step.sme_company_id in (self.company_id, nobody)
                ).write(
                    {
                        "res_model_id": self.env["ir.model"]._get_id(self._name),
                        "res_id": self.id,
                    }
                )

    def _keep_messages(self, messages):
        """Move messages and their files to the hand-over, for the giver alone."""
        if not messages:
            return
        files = messages.attachment_ids.filtered(
            lambda file: file.res_model == messages[0].model and file.res_id
        )
        files.write(
            {
                "res_model": self._name,
                "res_id": self.id,
                "sme_company_id": self.company_id.id,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE mail_message SET model = %s, res_id = %s, sme_company_id = %s"
                " WHERE id IN %s",
                self._name,
                self.id,
                self.company_id.id,
                messages._ids,
            )
        )
        self.env.invalidate_all()

    def _drop_readers(self, held):
        """Take followers off who cannot read any more.

        Records that can be shared do so themselves when a share ends; but most were
        never shared, and the giver's own people follow them.
        """
        for records in held.values():
            if "message_partner_ids" not in records:
                continue
            for record in records:
                users = record.message_partner_ids.user_ids
                lost = users.filtered(
                    lambda user, record=record: (
                        not user.share and not may_read(record, user)
                    )
                )
                record.message_unsubscribe(lost.partner_id.ids)
