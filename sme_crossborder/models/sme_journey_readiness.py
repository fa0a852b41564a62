from odoo import models


class SmeJourneyReadiness(models.AbstractModel):
    """How ready a firm is for the market of its journey."""

    _name = "sme.journey.readiness"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Readiness"

    def action_begin_readiness(self):
        """Open a new readiness check of the journey."""
        action = self._get_noted_action("sme_crossborder.sme_readiness_action")
        return action | {
            "views": [view for view in action["views"] if view[1] == "form"]
        }

    def _list_preparation(self):
        checks = self._find_prepared("sme.readiness")
        states = dict(checks._fields["state"]._description_selection(self.env))
        return super()._list_preparation() + [
            {
                "kind": self.env._("Readiness"),
                "name": check._say_day() or check.name,
                "state": states[check.state],
                "text": check._say_result(),
                "url": f"/odoo/readiness/{check.id}",
            }
            for check in checks
        ]
