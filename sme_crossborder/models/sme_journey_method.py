from odoo import fields, models
from odoo.tools import format_date

from .dialogs import open_dialog


class SmeJourneyMethod(models.AbstractModel):
    """Methods applied to a journey."""

    _name = "sme.journey.method"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Methods"

    method_use_ids = fields.One2many(
        "sme.method.use",
        "lead_id",
        string="Methods applied",
        groups="sme_crossborder.group_sme_adviser",
    )

    def action_apply_method(self):
        """Open the dialog that applies a method to the journeys."""
        return open_dialog(
            self.env._("Apply a method"),
            "sme.method.apply",
            context={"default_lead_ids": self.ids},
        )

    def _get_method(self):
        """Return the method applied last, if the user may read it."""
        uses = self.env["sme.method.use"]
        if not self or not uses.has_access("read"):
            return self.env["sme.method"]
        return uses.search([("lead_id", "in", self.ids)], limit=1).method_id

    def _list_preparation(self):
        uses = self._find_prepared("sme.method.use", order="date, id")
        return [
            {
                "kind": self.env._("Method"),
                "name": use.method_id.display_name,
                "state": self.env._(
                    "Applied on %(date)s", date=format_date(self.env, use.date)
                ),
                "text": "",
                "url": f"/odoo/methods/{use.method_id.id}",
            }
            for use in uses
        ] + super()._list_preparation()
