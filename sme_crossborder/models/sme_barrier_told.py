from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeBarrierTold(models.Model):
    """A barrier a firm says it met: proposed, until its adviser says what it is.

    Confirming opens the dialog in which barriers are noted everywhere; what is noted is
    remembered here. Written by acts alone; it stays in the organisation with the file.
    """

    _name = "sme.barrier.told"
    _description = "Barrier Told by a Firm"
    _inherit = ["sme.barrier.heard"]
    _order = "id desc"

    name = fields.Char(string="In a few words", required=True, readonly=True)
    text = fields.Text(string="What happened", readonly=True)
    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="firm_id.company_id", store=True, index=True, precompute=True
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Journey", index="btree_not_null", ondelete="set null"
    )
    person_name = fields.Char(string="Told by", readonly=True)
    date_told = fields.Datetime(
        string="Told on", required=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        selection=[
            ("proposed", "To look at"),
            ("confirmed", "Confirmed"),
            ("dismissed", "Dismissed"),
        ],
        default="proposed",
        required=True,
        readonly=True,
    )

    # ------------------------------------------------------------------
    # What the dialog asks for
    # ------------------------------------------------------------------

    def _list_stopped(self):
        """The firm that told it, on its journey; none once it was looked at."""
        if self.state != "proposed" or not self.firm_id.has_access("write"):
            return []
        return [
            {
                "firm_id": self.firm_id.id,
                "lead_id": self.lead_id.id,
                "is_stopped": True,
            }
        ]

    def _get_markets_heard(self):
        return self.lead_id.target_country_id

    def _say_nobody(self):
        return self.env._(
            "%(barrier)s was looked at already, or is not yours to note.",
            barrier=self.display_name,
        )

    def action_hear_barrier(self):
        """Open the dialog with the firm's words, to be put as others may read them."""
        action = super().action_hear_barrier()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        dialog.write({"name": self.name, "details": self.text})
        return action | {"name": self.env._("Confirm a barrier")}

    @api.private
    def hear_barrier(self, met, places):
        """Note the barrier: from now on what was told is done with."""
        self._take_up()
        encounters = super().hear_barrier(met, places)
        for encounter in encounters:
            encounter._message_log(
                body=self.env._(
                    "Told by %(person)s on the portal: %(name)s. %(text)s",
                    person=self.person_name or self.firm_id.name,
                    name=self.name,
                    text=self.text or "",
                )
            )
        # sudo: only what is done with it says how it stands
        self.sudo().state = "confirmed"
        self.firm_id._follow_told()
        return encounters

    def action_dismiss(self):
        """Say that it is no barrier to be noted."""
        for told in self:
            told._take_up()
            # sudo: only what is done with it says how it stands
            told.sudo().state = "dismissed"
            told.firm_id._follow_told()
        return True

    def _take_up(self):
        """Let one user at a time say what it is.

        :raises AccessError: the user may not write the file
        :raises UserError: somebody has said it already
        """
        self.ensure_one()
        self.check_access("read")
        self.firm_id.check_access("write")
        self.sudo().lock_for_update()  # sudo: a lock, on what may be worked on
        self.invalidate_recordset(["state"])
        if self.state != "proposed":
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(barrier)s was looked at already: %(state)s.",
                    barrier=self.display_name,
                    state=states[self.state],
                )
            )
