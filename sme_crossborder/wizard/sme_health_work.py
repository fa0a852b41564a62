from odoo import api, fields, models

from ..models.groups import ADVISER


class SmeHealthWork(models.AbstractModel):
    """What an adviser needs to begin, and what waits."""

    _name = "sme.health.work"
    _inherit = ["sme.health.line"]
    _description = "Set-up and Health: My Day"

    @api.model
    def _get_checks(self):
        return [
            *super()._get_checks(),
            ("me", "work", ADVISER),
            ("first_firm", "work", ADVISER),
            ("first_journey", "work", ADVISER),
            ("late_steps", "work", ADVISER),
        ]

    def _check_me(self):
        user = self.env.user
        missing = [
            not user.email and self.env._("e-mail address"),
            not user.phone and self.env._("telephone number"),
            not user.tz and self.env._("time zone"),
        ]
        missing = ", ".join(word for word in missing if word)
        if not missing:
            return self._fine(self.env._("Firms and colleagues can reach you"))
        return self._todo(
            self.env._("Missing in your preferences: %(what)s", what=missing),
            self.env._(
                "Firms write and call you with what stands there, and times are shown "
                "in your time zone."
            ),
        )

    def _open_me(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "base.action_res_users_my"
        )
        return {**action, "res_id": self.env.uid}

    def _check_first_firm(self):
        if self.env["sme.firm"].search_count(self._own_domain(), limit=1):
            return self._fine(self.env._("Your organisation has files on firms"))
        return self._todo(
            self.env._("Your organisation has no file on a firm yet"),
            self.env._("Press New for the first one, or import your list of firms."),
        )

    def _open_first_firm(self):
        return self._show("sme_crossborder.sme_firm_action")

    def _check_first_journey(self):
        journeys = [*self._own_domain(), ("firm_id", "!=", False)]
        if self.env["crm.lead"].search_count(journeys, limit=1):
            return self._fine(self.env._("Firms are on their way to a market"))
        return self._todo(
            self.env._("No firm is on its way to a market yet"),
            self.env._("Press New, choose a firm and the country it wants to go to."),
        )

    def _open_first_journey(self):
        return self._show("sme_crossborder.crm_lead_action_journey")

    def _check_late_steps(self):
        late = self.env["mail.activity"].search_count(
            [
                ("user_id", "=", self.env.uid),
                ("date_deadline", "<", fields.Date.context_today(self)),
            ]
        )
        if not late:
            return self._fine(self.env._("None of your steps is late"))
        return self._look(
            self.env._("%(count)s of your steps are late", count=late),
            self.env._("Do them, or give them a new day."),
        )

    def _open_late_steps(self):
        return self._show("sme_crossborder.mail_activity_action_my_work")
