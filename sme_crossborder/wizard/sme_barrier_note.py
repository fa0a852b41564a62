from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SmeBarrierNote(models.TransientModel):
    """A barrier heard on a record: a few words, the firms it stopped, done."""

    _name = "sme.barrier.note"
    _inherit = ["sme.dialog"]
    _description = "Barrier Heard"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    name = fields.Char(string="What stood in the way")
    details = fields.Text(
        string="What the firm says", readonly=True, help="It stays with your file."
    )
    barrier_id = fields.Many2one(
        "sme.barrier",
        string="Known barrier",
        ondelete="cascade",
        help="Leave it empty to start a new one from what stood in the way.",
    )
    type_id = fields.Many2one(
        "sme.barrier.type",
        ondelete="cascade",
        compute="_compute_type_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    severity = fields.Selection(
        selection=lambda self: (
            self.env["sme.barrier.encounter"]
            ._fields["severity"]
            ._description_selection(self.env)
        ),
        default="3",
        required=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    target_country_id = fields.Many2one(
        "res.country",
        string="Target market",
        ondelete="cascade",
        help="Where the firms were stopped, if it is one market for all of them.",
    )
    market_ids = fields.Many2many("res.country", readonly=True)
    home_country_id = fields.Many2one(
        "res.country", compute="_compute_pair", string="Home country"
    )
    # what suggestions are looked for with
    suggested_country_id = fields.Many2one("res.country", compute="_compute_pair")
    addressed_type_ids = fields.Many2many("sme.barrier.type", readonly=True)
    line_ids = fields.One2many("sme.barrier.note.line", "note_id", string="Firms")
    is_for_several = fields.Boolean(compute="_compute_columns")
    anybody_came = fields.Boolean(compute="_compute_columns")
    others = fields.Char(string="Not yours to note for", readonly=True)
    is_noted = fields.Boolean(readonly=True)
    encounter_ids = fields.Many2many("sme.barrier.encounter", readonly=True)

    @api.model
    def _begin(self, record, lines):
        """Return the dialog about a record, with the firms that may have been stopped.

        :param record: of a model that is `sme.barrier.heard`
        :param lines: values of `sme.barrier.note.line`
        """
        return self.create(
            {
                "res_model": record._name,
                "res_id": record.id,
                "date": record._get_day_heard(),
                "market_ids": [Command.set(record._get_markets_heard().ids)],
                "addressed_type_ids": [Command.set(record._get_addressed_types().ids)],
                "others": ", ".join(record._name_others()) or False,
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    @api.depends("barrier_id")
    def _compute_type_id(self):
        for dialog in self:
            dialog.type_id = dialog.barrier_id.type_id or dialog.type_id

    @api.depends("line_ids.is_stopped", "line_ids.market_id")
    def _compute_pair(self):
        """Where the ticked firms are from and go to, or all of them: if it is one."""
        for dialog in self:
            lines = dialog.line_ids
            lines = lines.filtered("is_stopped") or lines
            homes, markets = lines.firm_id.country_id, lines.market_id
            dialog.home_country_id = homes if len(homes) == 1 else False
            dialog.suggested_country_id = markets if len(markets) == 1 else False

    @api.depends("line_ids")
    def _compute_columns(self):
        for dialog in self:
            dialog.is_for_several = len(dialog.line_ids) > 1
            dialog.anybody_came = any(dialog.line_ids.mapped("has_attended"))

    def action_note(self):
        """Note it for every firm that was ticked; a second click notes nothing more.

        :raises UserError: naming what is still to be said
        """
        self.ensure_one()
        if self.is_noted:
            return self._close()
        # a second click at the same time waits here, and then finds that it is done
        self.is_noted = True
        self.flush_recordset(["is_noted"])
        self._refuse_unfinished()
        record = self.env[self.res_model].browse(self.res_id)
        stopped = self.line_ids.filtered("is_stopped")
        self.encounter_ids = record.hear_barrier(
            {
                "name": self.name,
                "barrier_id": self.barrier_id.id,
                "type_id": self.type_id.id,
                "severity": self.severity,
                "date": self.date,
            },
            [(line.firm_id, line.lead_id, line.market_id) for line in stopped],
        )
        return self._close()

    def _refuse_unfinished(self):
        missing = []
        if not (self.name or "").strip():
            missing.append(self.env._("Say in a few words what stood in the way."))
        if not self.type_id:
            missing.append(self.env._("Choose what type of barrier it is."))
        stopped = self.line_ids.filtered("is_stopped")
        if not stopped:
            missing.append(self.env._("Tick the firms it stopped."))
        missing += [
            self.env._(
                "%(firm)s belongs to another organisation: choose the journey you may "
                "work on.",
                firm=line.firm_id.name,
            )
            for line in stopped
            if not line.lead_id and not line.firm_id.is_own
        ]
        if missing:
            raise UserError("\n".join(missing))

    def _close(self):
        names = ", ".join(sorted(self.encounter_ids.firm_id.mapped("name")))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Noted for %(firms)s.", firms=names),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
