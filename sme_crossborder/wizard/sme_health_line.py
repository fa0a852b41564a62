from odoo import api, models

NAMED = 3  # records that are named; of the others it is said how many


class SmeHealthLine(models.AbstractModel):
    """How a check says what it found."""

    _name = "sme.health.line"
    _description = "Set-up and Health: Line"

    @api.model
    def _get_checks(self):
        """Return the checks there are, in the order of setting up; a hook.

        :returns: list of ``(code, area, group)``: the group the check is for
        """
        return []

    @api.model
    def _own_domain(self):
        return [("company_id", "in", self.env.companies.ids)]

    @api.model
    def _get_running(self):
        """Return the running projects the own organisations keep."""
        return self.env["sme.project"].search(
            [*self._own_domain(), ("state", "=", "running")]
        )

    @api.model
    def _fine(self, name):
        return {"state": "fine", "name": name, "advice": False}

    @api.model
    def _todo(self, name, advice, **values):
        """Say that something does not work until somebody does something."""
        return {"state": "todo", "name": name, "advice": advice, **values}

    @api.model
    def _look(self, name, advice, **values):
        """Say that something works, but probably not as it was meant."""
        return {"state": "look", "name": name, "advice": advice, **values}

    @api.model
    def _name_some(self, names, count=None):
        """Return the first few names in words, and how many there are beside them."""
        names = list(names)
        more = (count or len(names)) - NAMED
        shown = ", ".join(names[:NAMED])
        if more <= 0:
            return shown
        return self.env._("%(names)s and %(count)s more", names=shown, count=more)

    @api.model
    def _show(self, xmlid, domain=None, context=None):
        """Return one of our actions.

        :param list domain: in the place of the action's own
        :param dict context: in the place of the action's own
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        if domain is not None:
            action["domain"] = domain
        if context is not None:
            action["context"] = context
        return action
