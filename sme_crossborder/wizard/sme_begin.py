from odoo import api, fields, models
from odoo.exceptions import UserError

LEAST_PASSWORD = 8


class SmeBegin(models.TransientModel):
    """The first screen after installation, and how the sample world goes again."""

    _name = "sme.begin"
    _inherit = ["sme.dialog"]
    _description = "Begin"
    # a password is typed into it
    _transient_max_hours = 0.1

    choice = fields.Selection(
        selection=[
            ("sample", "Load the sample world"),
            ("import", "Import my firms"),
            ("empty", "Start empty"),
        ],
        string="How do you want to begin?",
        default="sample",
        required=True,
    )
    password = fields.Char(
        string="Password of the sample people",
        help="Everybody in the sample world signs in with it.",
    )
    step = fields.Selection(
        selection=[
            ("choose", "Choose"),
            ("loading", "Being loaded"),
            ("stopped", "Stopped"),
            ("loaded", "Loaded"),
            ("demo", "Demo data"),
        ],
        compute="_compute_step",
    )
    progress = fields.Integer(string="Loaded (%)", compute="_compute_step")
    error = fields.Text(string="What stood in the way", compute="_compute_step")
    people = fields.Text(string="Sign in as", compute="_compute_people")
    added = fields.Text(string="Added to it since", compute="_compute_added")
    with_added = fields.Boolean(
        string="This may go, too",
        help="What somebody added to records of the sample world cannot be without "
        "them.",
    )

    @api.depends("choice")
    def _compute_step(self):
        sample = self.env["sme.sample"]
        state = sample._get_state()
        if sample._is_demo():
            step = "demo"
        elif not state:
            step = "choose"
        elif state.get("error"):
            step = "stopped"
        else:
            step = "loading" if sample._is_loading() else "loaded"
        for dialog in self:
            dialog.step = step
            dialog.error = state.get("error")
            dialog.progress = 100 * state.get("done", 0) // len(sample._get_files())

    @api.depends("step")
    def _compute_people(self):
        """Who signs in as what; for administrators, who see all users anyway."""
        for dialog in self:
            if dialog.step != "loaded" or not self.env.user.has_group(
                "base.group_system"
            ):
                dialog.people = False
                continue
            dialog.people = "\n".join(
                f"{user.login}: {user.name}"
                for user in self.env["sme.sample"]._find_people()
            )

    @api.depends("step")
    def _compute_added(self):
        """What hangs on it; for administrators, as other organisations may have it."""
        sample = self.env["sme.sample"]
        for dialog in self:
            is_there = dialog.step in ("loaded", "stopped")
            dialog.added = (
                is_there
                and self.env.user.has_group("base.group_system")
                and "\n".join(sample._describe_added(sample._find_added()))
            )

    def action_begin(self):
        """Do what was chosen.

        :raises AccessError: the sample world is loaded by an administrator
        :raises UserError: there is no password for its people, or a short one
        """
        self.ensure_one()
        if self.choice == "import":
            return {
                "type": "ir.actions.client",
                "tag": "import",
                "params": {"active_model": "sme.firm", "context": {}},
            }
        if self.choice == "empty":
            self.env["sme.sample"]._begin_empty()
            # The dialog may stand over Apps or Discuss: go on in our own app. By its
            # address, as the page beneath may still be loading and would then take the
            # place of a menu that was asked for.
            path = self.env.ref("sme_crossborder.sme_health_action_check").path
            return {
                "type": "ir.actions.act_url",
                "url": f"/odoo/{path}",
                "target": "self",
            }
        password, self.password = self.password or "", False
        if len(password) < LEAST_PASSWORD:
            raise UserError(
                self.env._(
                    "Choose a password of at least %(count)s characters: the people of "
                    "the sample world can sign in with it from everywhere.",
                    count=LEAST_PASSWORD,
                )
            )
        self.env["sme.sample"]._begin(password)
        return self.action_again()

    def action_again(self):
        """Show how it stands now."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "sme_crossborder.sme_begin_action"
        )

    def action_remove(self):
        """Take the sample world away.

        :raises AccessError: the user is no administrator
        :raises UserError: something real hangs on it; with the list, and what to do
        """
        self.ensure_one()
        self.env["sme.sample"]._remove(self.with_added)
        return {"type": "ir.actions.client", "tag": "reload"}
