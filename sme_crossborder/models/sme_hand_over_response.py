from odoo import fields, models
from odoo.exceptions import UserError

from .choices import say_choice


class SmeHandOverResponse(models.AbstractModel):
    """Answering: accepted or refused by the receiver, or withdrawn by the giver."""

    _name = "sme.hand.over.response"
    _description = "Hand-over: Answering"

    def _check_asked(self):
        for hand_over in self:
            if hand_over.state != "asked":
                raise UserError(
                    self.env._(
                        "The hand-over of %(firm)s has been answered or withdrawn "
                        "already.",
                        firm=hand_over.name,
                    )
                )

    def accept(self, adviser):
        """Take the files over: all that hangs on them follows.

        :param adviser: `res.users` of the receiver who looks after the firms now
        :raises AccessError: the user is no coordinator of the receiver
        :raises UserError: answered already, the adviser works elsewhere, or the file
            cannot be united with the one the receiver has on the same firm
        """
        self.check_access("read")
        self._check_coordinates(self.receiver_company_id)
        self._check_asked()
        for hand_over in self:
            hand_over._check_adviser(adviser)
            # sudo: only whether the file became restricted since it was asked
            hand_over.sudo().firm_id._refuse_restricted()
            hand_over._close("accepted")
            hand_over._move_file(adviser)

    def refuse(self, reason):
        """Leave the files where they are.

        :param str reason: told to whoever asked
        :raises AccessError: the user is no coordinator of the receiver
        :raises UserError: answered already, or no reason
        """
        self.check_access("read")
        self._check_coordinates(self.receiver_company_id)
        self._check_asked()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you refuse: the giver is told."))
        self._close("refused", reason.strip())
        self._freeze_if_left()

    def action_withdraw(self):
        """Take the request back while it waits."""
        self.check_access("read")
        self._check_coordinates(self.company_id)
        self._check_asked()
        self._close("withdrawn")
        self._freeze_if_left()

    def _check_adviser(self, adviser):
        if not adviser._works_in(self.receiver_company_id) or adviser.share:
            raise UserError(
                self.env._(
                    "The adviser of %(firm)s must be a user who works in %(company)s. "
                    "Choose one from the list.",
                    firm=self.name,
                    company=self.receiver_company_id.name,
                )
            )

    def _close(self, state, refusal_reason=False):
        """Note the answer, end the steps that asked for it, tell whoever asked."""
        # sudo: the record is nobody's to write; callers checked who answers
        self_sudo = self.sudo()
        self_sudo.write(
            {
                "state": state,
                "refusal_reason": refusal_reason,
                "answer_user_id": self.env.uid,
                "answer_date": fields.Datetime.now(),
            }
        )
        for hand_over in self_sudo:
            hand_over.activity_ids.filtered("automated").unlink()
        if state == "withdrawn":
            return
        for hand_over in self_sudo:
            hand_over._plan_for(hand_over.user_id, lambda asked: asked._say_answer())

    def _say_answer(self):
        """Return the answer in a line, for whoever asked."""
        return self.env._(
            "%(receiver)s, file on %(firm)s: %(answer)s %(reason)s",
            receiver=self.partner_id.name,
            firm=self.name,
            answer=say_choice(self, "state"),
            reason=self.refusal_reason or "",
        ).strip()

    def _freeze_if_left(self):
        """What was to be handed over by an organisation that left ends with it."""
        # sudo: enrolments of the giver, which decided so when it left
        for hand_over_sudo in self.sudo().filtered("member_id"):
            member = hand_over_sudo.member_id
            hand_over_sudo.firm_id.enrolment_ids.filtered(
                lambda enrolment, member=member: enrolment.member_id == member
            )._end_on(member.date_end or fields.Date.context_today(self))
