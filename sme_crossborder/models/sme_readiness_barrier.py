from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeReadinessBarrier(models.Model):
    """A barrier that answers point at: proposed, until the adviser says what it is.

    Confirming opens the dialog in which barriers are noted everywhere; what is noted is
    remembered here, so that nothing is noted twice.
    """

    _name = "sme.readiness.barrier"
    _description = "Barrier Answers Point At"
    _inherit = ["sme.barrier.heard"]
    _order = "readiness_id, id"
    _rec_name = "type_id"

    readiness_id = fields.Many2one(
        "sme.readiness", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(
        related="readiness_id.company_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one(
        "sme.barrier.type",
        string="Type of barrier",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    reason = fields.Text(
        string="What was answered", readonly=True, help="Question and answer."
    )
    state = fields.Selection(
        selection=[
            ("proposed", "To look at"),
            ("confirmed", "Confirmed"),
            ("known", "Known before"),
            ("dismissed", "Dismissed"),
            ("replaced", "Asked again since"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        help="Known before: a barrier of this type was noted for the firm and is not "
        "closed, so it is not proposed again.",
    )

    _readiness_type_uniq = models.UniqueIndex(
        "(readiness_id, type_id)", "This type of barrier is proposed already."
    )

    # ------------------------------------------------------------------
    # Proposing
    # ------------------------------------------------------------------

    @api.model
    def _propose(self, readiness, reasons):
        """Propose the barriers that the answers of a check point at.

        :param readiness: one `sme.readiness`, as superuser
        :param reasons: ``{sme.barrier.type: list of texts}``
        """
        noted = readiness._find_open_barriers()
        before = self.search(
            [
                ("readiness_id.firm_id", "=", readiness.firm_id.id),
                ("readiness_id.lead_id", "=", readiness.lead_id.id),
            ]
        )
        before.filtered(lambda line: line.state == "proposed").state = "replaced"
        dismissed = before.filtered(lambda line: line.state == "dismissed")
        said_before = {(line.type_id, line.reason) for line in dismissed}
        for kind, texts in reasons.items():
            reason = "\n".join(texts)
            met = noted.filtered(lambda one, kind=kind: one.type_id == kind)
            line = self.create(
                {
                    "readiness_id": readiness.id,
                    "type_id": kind.id,
                    "reason": reason,
                    "state": "known"
                    if met
                    # the same answer was looked at, and found to be no barrier
                    else "dismissed"
                    if (kind, reason) in said_before
                    else "proposed",
                }
            )
            line._remember("heard_encounter_ids", met)

    # ------------------------------------------------------------------
    # What the dialog asks for
    # ------------------------------------------------------------------

    def _list_stopped(self):
        """The firm that answered, on its journey; none once it was looked at."""
        readiness = self.readiness_id
        if self.state != "proposed" or not readiness.has_access("write"):
            return []
        return [
            {
                "firm_id": readiness.firm_id.id,
                "lead_id": readiness.lead_id.id,
                "is_stopped": True,
            }
        ]

    def _get_markets_heard(self):
        return self.readiness_id.lead_id.target_country_id

    def _get_addressed_types(self):
        return self.type_id

    def _say_nobody(self):
        return self.env._(
            "%(barrier)s was looked at already, or is not yours to note.",
            barrier=self.display_name,
        )

    def action_hear_barrier(self):
        """Open the dialog, filled in with the type.

        What is said there names a known barrier that others may read: the answer of the
        firm is noted with what it met, inside the organisation.
        """
        action = super().action_hear_barrier()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        dialog.write({"name": self.type_id.name, "type_id": self.type_id.id})
        return action | {"name": self.env._("Confirm a barrier")}

    @api.private
    def hear_barrier(self, met, places):
        """Note the barrier: from now on the proposal is done with."""
        self._take_up()
        encounters = super().hear_barrier(met, places)
        for encounter in encounters:
            encounter._message_log(
                body=self.env._(
                    "From the readiness check %(check)s: %(reason)s",
                    check=self.readiness_id.display_name,
                    reason=self.reason,
                )
            )
        # sudo: only what is done with a proposal says how it stands
        self.sudo().state = "confirmed"
        return encounters

    def action_dismiss(self):
        """Say that it is no barrier for the firm."""
        for line in self:
            line._take_up()
            # sudo: only what is done with a proposal says how it stands
            line.sudo().state = "dismissed"
        return True

    def action_propose_again(self):
        """Take back that it was dismissed."""
        for line in self.filtered(lambda line: line.state == "dismissed"):
            line.readiness_id.check_access("write")
            # sudo: only what is done with a proposal says how it stands
            line.sudo().state = "proposed"
        return True

    def _take_up(self):
        """Let one user at a time say what a proposal is.

        :raises UserError: somebody has said it already
        """
        self.ensure_one()
        self.readiness_id.check_access("write")
        self.sudo().lock_for_update()  # sudo: a lock, on what may be worked on
        if self.state != "proposed":
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(barrier)s was looked at already: %(state)s.",
                    barrier=self.display_name,
                    state=states[self.state],
                )
            )
