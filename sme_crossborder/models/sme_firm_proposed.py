from odoo import api, fields, models

from .groups import ADVISER
from .staff_words import say_to

CHANGE = "sme_crossborder.mail_activity_type_firm_change"
TOLD = "sme_crossborder.mail_activity_type_firm_told"


class SmeFirmProposed(models.AbstractModel):
    """What the firm itself wants changed in its file, and who is to look at it."""

    _name = "sme.firm.proposed"
    _description = "Firm File: Changes Proposed by the Firm"

    change_ids = fields.One2many(
        "sme.firm.change",
        "firm_id",
        string="Changes proposed by the firm",
        domain=[("state", "=", "proposed")],
        copy=False,
        groups=ADVISER,
    )
    told_ids = fields.One2many(
        "sme.barrier.told",
        "firm_id",
        string="Barriers told by the firm",
        copy=False,
        groups=ADVISER,
    )
    change_count = fields.Integer(
        string="Changes to look at", compute="_compute_change_count", groups=ADVISER
    )

    @api.depends("change_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_change_count(self):
        counts = self.env["sme.firm.change"]._read_group(
            [("firm_id", "in", self.ids), ("state", "=", "proposed")],
            ["firm_id"],
            ["__count"],
        )
        counts = {firm.id: count for firm, count in counts}
        for firm in self:
            firm.change_count = counts.get(firm._origin.id, 0)

    def action_approve_changes(self):
        """Approve all the firm proposed, as :meth:`sme.firm.change.action_approve`."""
        self.ensure_one()
        self.change_ids.action_approve()
        return True

    def action_view_changes(self):
        """Open all changes the firm ever proposed, with what was decided."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_firm_change_action"
        )
        return action | {"domain": [("firm_id", "=", self.id)]}

    def _follow_changes(self):
        """Have the adviser look while a change waits, and nobody once none does."""
        self._follow_waiting(
            "sme.firm.change",
            CHANGE,
            lambda env: env._("Look at what the firm wants changed in its file"),
        )

    def _follow_told(self):
        """Have the adviser look while a barrier told waits."""
        self._follow_waiting(
            "sme.barrier.told",
            TOLD,
            lambda env: env._("Look at what the firm says stands in its way"),
        )

    def _follow_waiting(self, model, activity_type, summary):
        """Plan an activity, by no mail, while anything waits; else settle it.

        :param str model: with ``firm_id`` and a state ``proposed``
        :param str activity_type: external id of the type
        :param summary: of a new activity, as a function of the adviser's environment
        """
        self.ensure_one()
        # sudo: whether anything waits, and the activity of a colleague it settles
        firm_sudo = self.sudo()
        waits = firm_sudo.env[model].search_count(
            [("firm_id", "=", self.id), ("state", "=", "proposed")], limit=1
        )
        # by whomever it was planned: a second one would stay behind
        planned = firm_sudo.activity_search([activity_type], only_automated=False)
        if not waits:
            planned.action_done()
        elif not planned:
            adviser = firm_sudo.env["sme.guidance.case"]._find_adviser(firm_sudo)
            adviser = adviser or firm_sudo.user_id
            firm_sudo.with_context(mail_activity_quick_update=True).activity_schedule(
                activity_type,
                summary=say_to(firm_sudo, adviser, summary),
                user_id=adviser.id,
            )

    def _merge_changes(self, source):
        """Of two that wait for one field the older is taken back: one waits at most.

        :param source: `sme.firm` that is merged into this one
        """
        # sudo: lines are nobody's to write; who may merge was checked
        mine_sudo = self.sudo().change_ids
        theirs_sudo = source.sudo().change_ids
        theirs_sudo = theirs_sudo.grouped(lambda change: change._get_key())
        for change_sudo in mine_sudo:
            same_sudo = theirs_sudo.get(change_sudo._get_key())
            if same_sudo:
                older_sudo = (change_sudo | same_sudo).sorted("date_proposed")[:1]
                older_sudo.write({"state": "withdrawn"})
                older_sudo.flush_recordset()
