from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.groups import ADVISER, COORDINATOR, MANAGER

STATES = [("todo", "To do"), ("look", "Have a look"), ("fine", "In order")]
AREAS = [
    ("work", "My day"),
    ("people", "People"),
    ("project", "Projects and reports"),
    ("system", "Mail and jobs"),
]


class SmeHealth(models.TransientModel):
    """One line of *Set-up and health*, as it was found for one user a moment ago.

    A check is a method ``_check_<code>``, which says how things stand, and a method
    ``_open_<code>``, which opens the screen where they are put right. Both run under
    the rights of the user.
    """

    _name = "sme.health"
    _description = "Set-up and Health"
    _inherit = [
        "sme.health.begin",
        "sme.health.work",
        "sme.health.people",
        "sme.health.project",
        "sme.health.system",
    ]
    _order = "rank, id"

    rank = fields.Integer(readonly=True, aggregator=None)
    code = fields.Char(required=True, readonly=True)
    area = fields.Selection(AREAS, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True)
    name = fields.Char(string="How it stands", required=True, readonly=True)
    advice = fields.Char(string="What to do", readonly=True)
    can_open = fields.Boolean(string="Can be opened", readonly=True)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    # not of the model: a button above a list sends along which lines are ticked
    def action_check(self):
        """Look at everything the user answers for, and show what was found.

        :raises AccessError: the user has none of our roles
        """
        if not self.env.user.has_group(ADVISER):
            raise AccessError(
                self.env._(
                    "Set-up and health is for advisers, coordinators and project "
                    "managers. Ask your administrator for one of these roles."
                )
            )
        self._check_all()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "sme_crossborder.sme_health_action"
        )

    def action_guide(self):
        """Show the way, bubble by bubble, in the role the user has."""
        role = next(
            role
            for role, group in (
                ("manager", MANAGER),
                ("coordinator", COORDINATOR),
                ("adviser", ADVISER),
            )
            if self.env.user.has_group(group)
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/odoo?tour=sme_guided_{role}",
            "target": "self",
        }

    def action_open(self):
        """Open the screen where the matter of this line is put right."""
        self.ensure_one()
        self.check_access("read")
        if self.code not in {code for code, _area, _group in self._get_checks()}:
            return False
        return getattr(self, f"_open_{self.code}")()

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------

    @api.model
    def _check_all(self):
        """Put what is found now in the place of what the user saw before."""
        # Odoo's own clearing would do it an hour later
        self.search([("create_uid", "=", self.env.uid)]).unlink()
        found = []
        for code, area, group in self._get_checks():
            if not self.env.user.has_group(group):
                continue
            line = getattr(self, f"_check_{code}")()
            if line:
                found.append({"can_open": True, "code": code, "area": area, **line})
        places = [state for state, _label in STATES]
        found.sort(key=lambda line: places.index(line["state"]))
        return self.create(
            [{**line, "rank": rank} for rank, line in enumerate(found, 1)]
        )
