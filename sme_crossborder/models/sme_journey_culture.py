from odoo import models


class SmeJourneyCulture(models.AbstractModel):
    """Cultural notes on the market a firm goes to, beside what prepares it."""

    _name = "sme.journey.culture"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Cultural Notes"

    def _list_preparation(self):
        rows = super()._list_preparation()
        notes = self.env["sme.culture.note"]
        if not notes.has_access("read"):
            return rows
        return rows + [
            {
                "kind": self.env._("Cultural note"),
                "name": note.display_name,
                "state": note._say_state(),
                "text": note.text,
                "url": f"/odoo/cultural-notes/{note.id}",
            }
            for note in notes._find_for(self.home_country_id, self.target_country_id)
        ]
