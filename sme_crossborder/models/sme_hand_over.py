from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .dialogs import open_dialog
from .groups import COORDINATOR


class SmeHandOver(models.Model):
    """A firm file on its way from one organisation to another.

    A coordinator of the giver asks, with the firm's agreement; a coordinator of the
    receiver accepts or refuses. Until then nothing moves. Written by these acts alone.
    What the giver keeps of the file, its own notes and planned steps, hangs here.
    """

    _name = "sme.hand.over"
    _description = "Hand-over of a Firm File"
    _inherit = [
        "sme.thread",
        "sme.activity",
        "sme.hand.over.agreement",
        "sme.hand.over.request",
        "sme.hand.over.response",
        "sme.hand.over.union",
        "sme.hand.over.move",
        "sme.hand.over.inside",
    ]
    _order = "id desc"
    _mail_post_access = "read"
    _crosses_organisations = (
        True  # two organisations read it: notes stay in their house
    )

    name = fields.Char(string="Firm", required=True, readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    contents = fields.Char(
        readonly=True, help="What hung on the file on the day it was asked."
    )
    # the name of a record points to whoever has the file now: nobody reads it here
    firm_id = fields.Many2one(
        "sme.firm",
        string="Firm's file",
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_system",
    )
    company_id = fields.Many2one(
        "res.company", string="Giver", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Receiver", required=True, ondelete="restrict"
    )
    receiver_company_id = fields.Many2one(
        "res.company",
        string="Works here as",
        required=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(
        selection=[
            ("asked", "Waits for an answer"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="asked",
        required=True,
        index=True,
    )
    user_id = fields.Many2one("res.users", string="Asked by", required=True)
    reason = fields.Text(help="What the receiver should know.")
    agreement_channel = fields.Selection(required=True)
    agreement_date = fields.Date(required=True)
    agreement_person = fields.Char(required=True)
    # what is left with others
    giver_until = fields.Date(
        string="Giver reads until", help="Empty: the giver keeps no access."
    )
    keep_shares = fields.Boolean(
        string="Keep shares",
        help="Whoever the file was shared with goes on seeing it. Otherwise all shares "
        "are withdrawn. Where the receiver unites it with a file of its own, shares "
        "end in any case.",
    )
    member_id = fields.Many2one(
        "sme.project.member",
        string="Because of leaving",
        ondelete="set null",
        help="The giver leaves this project: if the hand-over fails, the firm's "
        "enrolment in it ends.",
    )
    # the answer
    answer_user_id = fields.Many2one("res.users", string="Answered by")
    answer_date = fields.Datetime(string="Answered")
    refusal_reason = fields.Char(string="Refused because")
    can_answer = fields.Boolean(compute="_compute_can_answer")
    can_withdraw = fields.Boolean(compute="_compute_can_answer")
    can_open = fields.Boolean(compute="_compute_can_open")

    _firm_asked_uniq = models.UniqueIndex(
        "(firm_id) WHERE state = 'asked'",
        "The hand-over of this file waits for an answer already.",
    )

    @api.depends("state", "company_id", "receiver_company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_answer(self):
        coordinates = self.env.user.has_group(COORDINATOR)
        for hand_over in self:
            waits = coordinates and hand_over.state == "asked"
            companies = self.env.companies
            hand_over.can_answer = waits and hand_over.receiver_company_id in companies
            hand_over.can_withdraw = waits and hand_over.company_id in companies

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_open(self):
        for hand_over in self:
            hand_over.can_open = bool(hand_over._get_readable_firm())

    def _get_readable_firm(self):
        """Return the file if the reader may open it, wherever it is now."""
        self.ensure_one()
        # sudo: only which file; whether it can be read the user's own rules say
        firm = self.sudo().firm_id.sudo(False)
        return firm._filtered_access("read")

    @api.constrains("agreement_date")
    def _check_agreement_date(self):
        today = fields.Date.context_today(self)
        for hand_over in self:
            if hand_over.agreement_date > today:
                raise ValidationError(
                    self.env._(
                        "%(firm)s cannot have agreed on %(date)s, which is in the "
                        "future.",
                        firm=hand_over.name,
                        date=format_date(self.env, hand_over.agreement_date),
                    )
                )

    # ------------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------------

    def action_open_firm(self):
        """Open the file where the user may read it.

        :raises AccessError: the user is of neither organisation: that a file is on its
            way is not told to others who read it
        """
        self.ensure_one()
        self.check_access("read")
        firm = self._get_readable_firm()
        return firm.get_formview_action() if firm else False

    def action_accept(self):
        """Open the dialog that asks who looks after the firms."""
        return self._action_answer(self.env._("Take over"), "accept")

    def action_refuse(self):
        """Open the dialog that asks why."""
        return self._action_answer(self.env._("Refuse"), "refuse")

    def _action_answer(self, name, answer):
        return open_dialog(
            name,
            "sme.hand.over.answer",
            context={
                "default_hand_over_ids": self.ids,
                "default_answer": answer,
            },
        )
