from odoo import api, models

from ..models.groups import MANAGER


class SmeHealthBegin(models.AbstractModel):
    """Whether there is a beginning."""

    _name = "sme.health.begin"
    _inherit = ["sme.health.line"]
    _description = "Set-up and Health: Beginning"

    @api.model
    def _get_checks(self):
        return [("begin", "system", MANAGER), *super()._get_checks()]

    def _check_begin(self):
        sample = self.env["sme.sample"]
        if sample._is_loaded():
            return self._look(
                self.env._("The sample world is in this database"),
                self.env._("Remove it before you work with real firms."),
            )
        if sample._is_demo() or self.env["sme.firm"].search_count([], limit=1):
            return self._fine(self.env._("There is something to work with"))
        if sample._has_begun_empty():
            return self._fine(self.env._("You began empty, as you chose"))
        return self._todo(
            self.env._("There is nothing to work with yet"),
            self.env._("Load the sample world, import your firms, or start empty."),
        )

    def _open_begin(self):
        return self._show("sme_crossborder.sme_begin_action")
