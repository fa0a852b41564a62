from ast import literal_eval

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.model
    def _get_default_team_id(self, user_id=False, domain=False):
        """Other opportunities get no stage of journeys where no other team is left."""
        team = super()._get_default_team_id(user_id=user_id, domain=domain)
        journey_team = self.env["crm.lead"]._journey_team_id()
        if team.id == journey_team != self.env.context.get("default_team_id"):
            return self.browse()
        return team

    @api.model
    def _action_update_to_pipeline(self, action):
        """Journeys have a board of their own; stock's form would not show a firm."""
        action = super()._action_update_to_pipeline(action)
        domain = Domain(literal_eval(action.get("domain") or "[]"))
        return action | {"domain": list(domain & Domain("firm_id", "=", False))}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_journey_team(self):
        journey_team = self.env["crm.lead"]._journey_team_id()
        if journey_team in self.ids:
            raise UserError(
                self.env._(
                    "%(team)s cannot be deleted: every cross-border journey and its "
                    "stages belong to it.",
                    team=self.browse(journey_team).name,
                )
            )

    def _get_lead_to_assign_domain(self):
        """Automatic assignment moves leads; a journey's adviser is chosen by people."""
        return Domain(super()._get_lead_to_assign_domain()) & Domain(
            "firm_id", "=", False
        )
