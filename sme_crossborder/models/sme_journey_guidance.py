from odoo import api, fields, models


class SmeJourneyGuidance(models.AbstractModel):
    """Questions a firm asked on its way to a market."""

    _name = "sme.journey.guidance"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Guidance Cases"

    case_count = fields.Integer(string="Number of cases", compute="_compute_case_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_case_count(self):
        rows = self.env["sme.guidance.case"]._read_group(
            [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
        )
        counts = {lead.id: count for lead, count in rows}
        for lead in self:
            lead.case_count = counts.get(lead._origin.id, 0)

    def action_view_cases(self):
        """Open the cases of the journey; where there is none, a new one."""
        action = self._get_noted_action("sme_crossborder.sme_guidance_case_action")
        action["domain"] = [("lead_id", "=", self.id)]
        if not self.case_count:
            action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    def action_open_case(self):
        """Open the form of a new case of the journey."""
        action = self._get_noted_action("sme_crossborder.sme_guidance_case_action")
        action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    def _list_preparation(self):
        cases = self._find_prepared("sme.guidance.case")
        states = dict(cases._fields["state"]._description_selection(self.env))
        return super()._list_preparation() + [
            {
                "kind": self.env._("Guidance case"),
                "name": case.name,
                "state": states[case.state],
                "text": case.summary or case.drop_reason or "",
                "url": f"/odoo/guidance-cases/{case.id}",
            }
            for case in cases
        ]
