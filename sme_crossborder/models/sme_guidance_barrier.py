from odoo import api, fields, models

from .dialogs import entitle, open_dialog
from .ruled_many2many import RuledMany2many
from .sme_barrier_encounter import CLOSED


class SmeGuidanceBarrier(models.AbstractModel):
    """The barriers a case is about, and what became of them."""

    _name = "sme.guidance.barrier"
    _inherit = ["sme.barrier.heard"]
    _description = "Guidance: Barriers Treated"

    heard_encounter_ids = RuledMany2many(string="Barriers treated")
    heard_encounter_count = fields.Integer(string="Number of barriers treated")

    def _list_stopped(self):
        """The firm of the case, if the user may note a barrier for it."""
        firm = self.firm_id._filtered_access("read")
        lead = self.lead_id._filtered_access("write")
        if not firm or not (firm.is_own or lead):
            return []
        return [{"firm_id": firm.id, "lead_id": lead.id, "is_stopped": True}]

    def _get_markets_heard(self):
        return self.target_country_id

    def _say_nobody(self):
        return self.env._(
            "The firm of %(case)s is not one you may note a barrier for. Ask "
            "%(company)s to note it, or to let you work on the firm's journey.",
            case=self.name,
            # sudo: whom to ask, who shared the case
            company=self.company_id.sudo().name,
        )

    def action_hear_barrier(self):
        return super().action_hear_barrier() | {"name": self.env._("Note a barrier")}

    def action_view_heard_encounters(self):
        name = self._fields["heard_encounter_ids"]._description_string(self.env)
        return entitle(super().action_view_heard_encounters(), name)

    @api.private
    def hear_barrier(self, met, places):
        """Note a barrier, or find it noted: from now on it is treated in this case."""
        self.check_access("write")
        encounters = super().hear_barrier({"state": "treatment", **met}, places)
        encounters.filtered(lambda one: one.state == "open").state = "treatment"
        self._begin_work()
        return encounters

    # ------------------------------------------------------------------
    # The end
    # ------------------------------------------------------------------

    def action_close(self):
        """Open the dialog that asks for the answer, and what became of the barriers."""
        self.ensure_one()
        self.check_access("write")
        return open_dialog(
            self.env._("Close the case"),
            "sme.guidance.close",
            context={"default_case_id": self.id},
        )

    @api.private
    def close(self, summary, results=(), lesson=False, told=None):
        """Close the case with its answer; barriers get their result, all or nothing.

        :param str summary: what the answer was
        :param results: list of ``(encounter, state, takes the lesson)``
        :param str lesson: what helps the next firm, for those that take it
        :param bool told: whether the firm reads the answer on its page; by default
            that stays as it is
        :raises UserError: something of it is missing
        """
        self.ensure_one()
        for encounter, state, takes_lesson in results:
            values = {} if encounter.state == state else {"state": state}
            if takes_lesson:
                values["lesson"] = lesson
            if values:
                encounter.write(values)
        values = {"state": "closed", "summary": summary}
        if told is not None:
            values["is_answer_told"] = told
            values["is_for_firm"] = told or self.is_for_firm
        self.write(values)

    def _get_treated(self):
        """Return the barriers treated that the user may close."""
        return self.heard_encounter_ids._filtered_access("write").sorted(
            lambda met: (met.state in CLOSED, met.date)
        )
