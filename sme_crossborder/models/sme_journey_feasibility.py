from odoo import fields, models


class SmeJourneyFeasibility(models.AbstractModel):
    """Studies of whether the market is for the firm, on the way to it."""

    _name = "sme.journey.feasibility"
    _inherit = ["sme.journey.preparation"]
    _description = "Journey: Feasibility Studies"

    # for gates and searches; forms list them under Preparation
    study_ids = fields.One2many(
        "sme.feasibility.study", "lead_id", string="Feasibility studies"
    )

    def _list_preparation(self):
        rows = super()._list_preparation()
        words = self.env["sme.feasibility.words"]
        states, verdicts = words._get_labels("state"), words._get_labels("verdict")
        for study in self._find_prepared("sme.feasibility.study"):
            verdict = verdicts.get(study.verdict or study.proposed_verdict)
            text = verdict
            if verdict and not study.verdict:
                text = self.env._("%(verdict)s proposed", verdict=verdict)
            rows.append(
                {
                    "kind": self.env._("Feasibility study"),
                    "name": study.name,
                    "state": states[study.state],
                    "text": text or "",
                    "url": f"/odoo/feasibility-studies/{study.id}",
                }
            )
        return rows

    def action_new_study(self):
        """Begin a study of the journey's market."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New feasibility study"),
            "res_model": "sme.feasibility.study",
            "views": [(False, "form")],
            "context": {
                "default_firm_id": self.firm_id.id,
                "default_lead_id": self.id,
                "default_product_id": self.firm_id._get_only_product().id,
            },
        }
