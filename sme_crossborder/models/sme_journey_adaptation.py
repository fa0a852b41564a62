from odoo import fields, models


class SmeJourneyAdaptation(models.AbstractModel):
    """Products that are adapted on the way to a market."""

    _name = "sme.journey.adaptation"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Adaptations"

    # gates look at them; the form does not read them
    adaptation_ids = fields.One2many("sme.adaptation", "lead_id", string="Adaptations")

    def action_open_adaptation(self):
        """Open the form of a new adaptation of the journey."""
        action = self._get_noted_action("sme_crossborder.sme_adaptation_action")
        action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    def _list_preparation(self):
        adaptations = self._find_prepared("sme.adaptation")
        states = dict(adaptations._fields["state"]._description_selection(self.env))
        return super()._list_preparation() + [
            {
                "kind": self.env._("Adaptation"),
                "name": adaptation.name,
                "state": states[adaptation.state],
                "text": adaptation._say_progress(),
                "url": f"/odoo/adaptations/{adaptation.id}",
            }
            for adaptation in adaptations
        ]
