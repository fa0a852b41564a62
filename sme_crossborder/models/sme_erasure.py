from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import COORDINATOR, MANAGER

ACTS = {"state", "user_id", "approved_by_id", "approved_by", "date_done", "line_ids"}
_ACT = object()  # cannot travel over RPC


class SmeErasure(models.Model):
    """A firm's file, or one person of it, is erased: proposed, approved, certified.

    GDPR, Articles 17 and 5(1)(e). Figures stay as they are: rows that count are written
    over, not deleted. A second person approves. What stays of it are numbers.
    """

    _name = "sme.erasure"
    _description = "Erasure"
    _inherit = ["sme.erasure.do", "sme.erasure.plan", "sme.boundary", "sme.thread"]
    _order = "id desc"
    _check_company_auto = True

    scope = fields.Selection(
        selection=[("firm", "The whole file"), ("person", "One person")],
        required=True,
        default="firm",
    )
    company_id = fields.Many2one(
        related="firm_id.company_id",
        string="Controller",
        store=True,
        index=True,
        precompute=True,
    )
    firm_id = fields.Many2one(
        "sme.firm", string="Firm's file", required=True, index=True, ondelete="restrict"
    )
    firm_partner_id = fields.Many2one(related="firm_id.partner_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="set null",
        domain="[('parent_id', '=', firm_partner_id)]",
    )
    request_id = fields.Many2one(
        "sme.privacy.request",
        string="Asked by",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id), ('state', '=', 'checked')]",
        check_company=True,
    )
    reason = fields.Selection(
        selection=[
            ("asked", "Asked for"),
            ("retention", "Not needed any more"),
            ("unlawful", "Kept without a lawful basis"),
        ],
        required=True,
        default="asked",
    )
    lang = fields.Selection(
        selection="_get_languages",
        string="Language of the certificate",
        default=lambda self: self.env.lang or self.env.user.lang or "en_US",
        required=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being prepared"),
            ("asked", "Waits for a second person"),
            ("done", "Erased"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, copy=False
    )
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    date_done = fields.Datetime(string="Erased on", readonly=True, copy=False)
    line_ids = fields.One2many(
        "sme.erasure.line", "erasure_id", string="What it does", readonly=True
    )

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("scope")
    def _compute_display_name(self):
        for erasure in self:
            erasure.display_name = (
                self.env._("Erasure %(number)s", number=erasure._origin.id)
                if erasure._origin
                else self.env._("New erasure")
            )

    @api.constrains("scope", "partner_id", "firm_id")
    def _check_person(self):
        for erasure in self.filtered(lambda one: one.state == "draft"):
            person = erasure.partner_id
            if erasure.scope == "person" and (
                not person or person.parent_id != erasure.firm_id.partner_id
            ):
                raise UserError(
                    self.env._(
                        "Choose a contact person of %(firm)s.",
                        firm=erasure.firm_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Propose erasures, with what each would do."""
        if not self.env.su:
            vals_list = [
                {name: vals[name] for name in vals if name not in ACTS}
                for vals in vals_list
            ]
        erasures = super().create(vals_list)
        for erasure in erasures:
            erasure._act({"user_id": self.env.uid})
            erasure._look()
        return erasures

    def write(self, vals):
        """Refuse what only the buttons write, and changes of what is done.

        :raises UserError: naming the erasure and what to do instead
        """
        is_act = self.env.context.get("_sme_act") is _ACT
        if vals and not self.env.su and not is_act:
            self.check_access("write")
            for erasure in self:
                if ACTS & vals.keys() or erasure.state != "draft":
                    raise UserError(
                        self.env._(
                            "%(erasure)s was proposed or carried out. Take it back to "
                            "change it; use its buttons.",
                            erasure=erasure.display_name,
                        )
                    )
        result = super().write(vals)
        if {"scope", "firm_id", "partner_id", "request_id"} & vals.keys():
            self.filtered(lambda one: one.state == "draft")._look()
        return result

    def _act(self, vals):
        # sudo: where an erasure stands is nobody's to type; the caller checked who may
        self.sudo().with_context(_sme_act=_ACT).write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        for erasure in self.filtered(lambda one: one.state == "done"):
            raise UserError(
                self.env._(
                    "%(erasure)s was carried out: its record is the proof and holds no "
                    "personal data.",
                    erasure=erasure.display_name,
                )
            )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def _look(self):
        """Write down anew what the erasure does."""
        for erasure in self:
            lines = [Command.create(values) for values in erasure._plan_lines()]
            erasure._act({"line_ids": [Command.clear(), *lines]})

    def action_ask(self):
        """Ask a second person to approve.

        :raises UserError: something has to end first
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_propose()
        self._refuse_obstacles()
        self._look()
        self._act({"state": "asked", "user_id": self.env.uid})
        return True

    def action_take_back(self):
        """Take a proposal back, to change it or to leave it."""
        self.ensure_one()
        self.check_access("read")
        self._check_waits()
        self._act({"state": "draft"})
        return True

    def action_approve(self):
        """Approve, as a second person, and erase.

        :raises AccessError: the user proposed it, or may not
        :raises UserError: it does not wait, or something has to end first
        """
        self.ensure_one()
        self.check_access("read")
        self._check_waits()
        if not self.env.user.has_group(COORDINATOR):
            raise AccessError(self._say_who())
        if self.user_id == self.env.user:
            raise AccessError(
                self.env._(
                    "%(erasure)s was proposed by you. A second person approves: a "
                    "coordinator or project manager of %(company)s.",
                    erasure=self.display_name,
                    company=self.company_id.name,
                )
            )
        self._refuse_obstacles()
        # sudo: who proposed and who approves may; what is erased hangs on this file
        erasure_sudo = self.sudo().with_context(lang=self.company_id.partner_id.lang)
        erasure_sudo._look()
        erasure_sudo._carry_out()
        self._act(
            {
                "state": "done",
                "approved_by_id": self.env.uid,
                "date_done": fields.Datetime.now(),
                "partner_id": False,
            }
        )
        return True

    def _check_waits(self):
        if self.state != "asked":
            raise UserError(
                self.env._("%(erasure)s does not wait.", erasure=self.display_name)
            )

    def _check_may_propose(self):
        if self.state != "draft":
            raise UserError(
                self.env._("%(erasure)s was proposed.", erasure=self.display_name)
            )
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self._say_who())

    def _say_who(self):
        return self.env._(
            "A project manager of %(company)s proposes, a second person approves.",
            company=self.company_id.name,
        )

    def _refuse_obstacles(self):
        obstacles = self._find_obstacles(self._get_records())
        if obstacles:
            raise UserError(
                self.env._(
                    "%(erasure)s has to wait:\n%(obstacles)s",
                    erasure=self.display_name,
                    obstacles="\n".join(obstacles),
                )
            )

    def action_print(self):
        """Print what was done: numbers, and nobody's name."""
        self.ensure_one()
        report = self.env.ref("sme_crossborder.report_erasure_action")
        return report.report_action(self)
