from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.traffic_light import LINEAR, MILESTONE


class SmeProjectLight(models.AbstractModel):
    """When a figure of the project is on its way, and when it is late."""

    _name = "sme.project.light"
    _description = "Project: When Figures Are on Their Way"

    light_path = fields.Selection(
        selection=[
            (LINEAR, "A straight line from baseline to target"),
            (MILESTONE, "From baseline to milestone, and on to the target"),
        ],
        string="Figures are expected on",
        default=LINEAR,
        required=True,
        tracking=True,
        help="From the project's start to its end.",
    )
    light_green_percent = fields.Integer(
        string="Green from",
        default=90,
        tracking=True,
        help="Percent of what is expected on the day.",
    )
    light_amber_percent = fields.Integer(
        string="Amber from",
        default=70,
        tracking=True,
        help="Percent of what is expected on the day; below it is red.",
    )

    @api.constrains("light_green_percent", "light_amber_percent")
    def _check_light_percents(self):
        for project in self:
            amber, green = project.light_amber_percent, project.light_green_percent
            if not 0 < amber <= green <= 100:
                raise ValidationError(
                    self.env._(
                        "%(project)s: amber begins at 1 percent or more, green at "
                        "amber or more, and neither above 100 percent.",
                        project=project.acronym,
                    )
                )

    def action_open_key_figures(self):
        """Open the key figures of one project.

        :returns: an action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sme_crossborder.sme_indicator_value_action_key_figures"
        )
        action["context"] = {
            "search_default_filter_latest": 1,
            "search_default_filter_whole": 1,
            "searchpanel_default_project_id": self.id,
        }
        return action
