from odoo import fields, models

from .staff_words import for_reader, say_to

ANSWER = "sme_crossborder.mail_activity_type_case_answer"


class SmeGuidanceTodo(models.AbstractModel):
    """What the adviser of a case is to read: one activity, due when the answer is.

    It ends with the clock: nobody is reminded of a case that waits for the firm, or is
    over.
    """

    _name = "sme.guidance.todo"
    _description = "Guidance: What Is to Do"

    def _turn_clock(self, since):
        result = super()._turn_clock(since)
        if not self.date_started:
            self._find_step().unlink()
        return result

    def _find_step(self):
        # sudo: what a colleague is to do about a case the user turned
        return self.sudo().activity_search([ANSWER], only_automated=False)

    def _tell_adviser(self, summary):
        """Give whoever has the case something to read, by no mail.

        What was to do until now is part of it: it says the newest.

        :param summary: function of the environment of the adviser that returns the
            text: whoever acts, the adviser reads it in the own language
        """
        self.ensure_one()
        step_sudo = self._find_step()
        adviser_sudo = self._get_responsible()
        if not adviser_sudo:
            step_sudo.unlink()
            return
        # sudo: as above
        told_sudo = for_reader(self.sudo(), adviser_sudo).with_context(
            tz=adviser_sudo.tz, mail_activity_quick_update=True
        )
        due = self.date_started and self.date_due
        values = {
            "date_deadline": fields.Datetime.context_timestamp(told_sudo, due).date()
            if due
            else fields.Date.context_today(told_sudo),
            "summary": say_to(told_sudo, adviser_sudo, summary),
            "user_id": adviser_sudo.id,
        }
        if step_sudo:
            step_sudo[1:].unlink()
            step_sudo[0].with_context(mail_activity_quick_update=True).write(values)
        else:
            told_sudo.activity_schedule(ANSWER, **values)

    def _get_responsible(self):
        """Return who has the case, as superuser; else who answers the firm."""
        # sudo: who works where is not readable to everybody
        case_sudo = self.sudo()
        adviser_sudo = case_sudo.user_id
        if adviser_sudo.active and adviser_sudo._works_in(case_sudo.company_id):
            return adviser_sudo
        return case_sudo._find_adviser(case_sudo.firm_id) or adviser_sudo
