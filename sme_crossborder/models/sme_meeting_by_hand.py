from odoo import api, models
from odoo.exceptions import UserError


class SmeMeetingByHand(models.AbstractModel):
    """What an organiser changes in a plan: move, swap, fix, note what happened."""

    _name = "sme.meeting.by.hand"
    _description = "1:1 Meeting: Changed by Hand"

    def _find_busy(self, slot, table, persons, ignored):
        """Return why the place is taken, a sentence each.

        :param persons: `event.registration` who would sit there
        :param ignored: meetings that leave their places at the same time
        """
        lines = []
        for other in slot.meeting_ids - ignored:
            for person in other.participation_ids.registration_id & persons:
                lines.append(
                    self.env._(
                        "%(person)s has another meeting at %(slot)s: %(meeting)s.",
                        person=person._say_meeting_name(),
                        slot=slot.name,
                        meeting=other.display_name,
                    )
                )
            if table and other.table_id == table:
                lines.append(
                    self.env._(
                        "%(table)s is taken at %(slot)s: %(meeting)s.",
                        table=table.name,
                        slot=slot.name,
                        meeting=other.display_name,
                    )
                )
        return lines

    @api.model
    def _find_unfit(self, slot, table, persons):
        """Return what the planner would not do, a sentence each."""
        lines = []
        for person in persons:
            name = person._say_meeting_name()
            if slot in person.meeting_absent_slot_ids:
                lines.append(
                    self.env._(
                        "%(person)s cannot meet at %(slot)s.",
                        person=name,
                        slot=slot.name,
                    )
                )
            if person.is_meeting_remote and table:
                lines.append(self.env._("%(person)s meets online only.", person=name))
            if person.state == "cancel":
                lines.append(self.env._("%(person)s does not come.", person=name))
        return lines

    def _refuse_busy(self, lines):
        if lines:
            raise UserError("\n".join(lines))

    def _move(self, slot, table, a=None, b=None, is_fixed=True):
        """Give the meeting another place, or other colleagues.

        :raises UserError: somebody or the table is taken; or it would not be planned
            so, and is not to be fixed
        """
        self.ensure_one()
        self.check_access("write")
        a, b = a or self.a_registration_id, b or self.b_registration_id
        self._refuse_busy(self._find_busy(slot, table, a | b, self))
        unfit = self._find_unfit(slot, table, a | b)
        if unfit and not is_fixed:
            advice = self.env._("Fix the meeting there, or choose another place.")
            raise UserError("\n".join([*unfit, advice]))
        with self._all_at_once(self.slot_id | slot):
            self._place(slot, table, a, b)
            self.is_fixed = is_fixed

    def action_swap(self):
        """Let two meetings change places; both stay so when meetings are planned.

        :raises UserError: not two, not both to come, or somebody would be in two
            meetings at once
        """
        if len(self) != 2 or len(self._to_come()) != 2 or len(self.round_id) != 1:
            raise UserError(
                self.env._("Choose two meetings that are still to be held.")
            )
        self.check_access("write")
        first, second = self
        lines = []
        for meeting, other in ((first, second), (second, first)):
            persons = meeting.participation_ids.registration_id
            lines += meeting._find_busy(other.slot_id, other.table_id, persons, self)
        self._refuse_busy(lines)
        places = [(meeting.slot_id, meeting.table_id) for meeting in self]
        with self._all_at_once(self.slot_id):
            for meeting, (slot, table) in zip(self, reversed(places), strict=True):
                meeting.write({"slot_id": slot.id, "table_id": table.id})
            self.is_fixed = True
        return True

    def _to_come(self):
        return self.filtered(lambda meeting: meeting.state == "planned")

    def action_fix(self):
        """Keep the meetings as they are when meetings are planned."""
        self._to_come().is_fixed = True

    def action_release(self):
        """Let planning move the meetings again."""
        self.is_fixed = False

    def action_cancel(self):
        """Let the meetings fall away; the requests end with them."""
        self.check_access("write")
        for meeting in self:
            request = meeting.request_id
            opposite = request._find_opposite()
            (request | opposite)._withdraw()

    # ------------------------------------------------------------------
    # On the day: whoever is at the registration desk
    # ------------------------------------------------------------------

    def _note(self, state):
        self.check_access("read")
        if self.filtered(lambda meeting: meeting.state == "cancelled"):
            raise UserError(self.env._("A meeting that fell away is not held."))
        # what the two sides say changes it no more
        # sudo: staff at the desk notes what happened, and changes nothing else
        self.sudo().write({"state": state, "is_noted": True, "is_contradicted": False})

    def action_held(self):
        """Note that the meetings took place."""
        self._note("held")

    def action_not_held(self):
        """Note that the meetings did not take place."""
        self._note("not_held")
