from odoo import models
from odoo.exceptions import UserError

from .dialogs import open_dialog

# what a receiver is told of a file before it has it: how much, never what
CONTENTS = (
    "journey_ids",
    "case_ids",
    "adaptation_ids",
    "encounter_ids",
    "service_ids",
    "enrolment_ids",
)


class SmeFirmHandOver(models.AbstractModel):
    """The file's side of a hand-over to another organisation."""

    _name = "sme.firm.hand.over"
    _description = "Firm File: Hand-over"

    def action_hand_over(self):
        """Open the dialog that asks another organisation to take the files over."""
        self.env["sme.hand.over"]._check_coordinates(self.company_id)
        return open_dialog(
            self.env._("Hand over"),
            "sme.hand.over.ask",
            context={"default_firm_ids": self.ids},
        )

    def _check_may_be_handed(self, receiver):
        """:raises UserError: it is the receiver's, on its way already, or restricted"""
        self.ensure_one()
        self._refuse_restricted()
        if self.company_id == receiver:
            raise UserError(
                self.env._(
                    "%(firm)s belongs to %(company)s already. Choose another "
                    "organisation.",
                    firm=self.name,
                    company=receiver.sudo().name,  # sudo: the user's own organisation
                )
            )
        # sudo: only whether one of one's own files is on its way
        asked_sudo = self.env["sme.hand.over"].sudo()
        asked_sudo = asked_sudo.search(
            [("firm_id", "=", self.id), ("state", "=", "asked")]
        )
        if asked_sudo:
            raise UserError(
                self.env._(
                    "The hand-over of %(firm)s to %(receiver)s waits for an answer. "
                    "Withdraw it first.",
                    firm=self.name,
                    receiver=asked_sudo.partner_id.name,
                )
            )

    def _describe_contents(self):
        """Say in a line how much hangs on the file, under the user's own rules."""
        self.ensure_one()
        parts = []
        for field in map(self._fields.get, CONTENTS):
            Model = self.env[field.comodel_name].with_context(active_test=False)
            count = Model.search_count([("firm_id", "=", self.id)])
            if count:
                parts.append(f"{field._description_string(self.env)}: {count}")
        return ", ".join(parts)
