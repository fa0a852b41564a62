from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.names import normalise_name
from .dialogs import entitle, open_dialog
from .ruled_many2many import RuledMany2many


class SmeBarrierHeard(models.AbstractModel):
    """A record on which barriers are heard: a workshop, a case.

    A model joins by naming this one in its `_inherit`, before `sme.shared.mixin` where
    it is shared, and by answering the hooks: which firms may have been stopped
    (`_list_stopped`), and toward which markets (`_get_markets_heard`). Its form gets a
    button for `action_hear_barrier`, which opens one dialog (`sme.barrier.note`), and a
    smart button for `action_view_heard_encounters` with `heard_encounter_count`. What
    is noted there is remembered in `heard_encounter_ids`, on the side of the model that
    joins.

    Both fields are for advisers; who reads the record reads of them what the record
    rules of barriers met let through.
    """

    _name = "sme.barrier.heard"
    _inherit = ["sme.remembers"]
    _description = "Barriers Heard"

    heard_encounter_ids = RuledMany2many(
        "sme.barrier.encounter",
        string="Barriers heard",
        readonly=True,
        copy=False,
        groups="sme_crossborder.group_sme_adviser",
    )
    heard_encounter_count = fields.Integer(
        string="Number of barriers heard",
        compute="_compute_heard_encounter_count",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.depends("heard_encounter_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_heard_encounter_count(self):
        counts = self._count_remembered("heard_encounter_ids")
        for record in self:
            record.heard_encounter_count = counts.get(record._origin.id, 0)

    # ------------------------------------------------------------------
    # Hooks
    # ------------------------------------------------------------------

    def _list_stopped(self):
        """Return firms that the user may note a barrier for here; a hook.

        :returns: list of dicts of values of a line of the dialog: ``firm_id``, and if
            known ``lead_id`` (its journey), ``is_stopped`` (ticked), ``has_attended``
        """
        return []

    def _name_others(self):
        """Return names of firms that are not the user's to note for; a hook.

        As this record tells them to its readers.
        """
        return []

    def _get_markets_heard(self):
        """Return the countries firms here are from, and on their way to; a hook."""
        return self.env["res.country"]

    def _get_addressed_types(self):
        """Return types of barriers that are suggested first here; a hook."""
        return self.env["sme.barrier.type"]

    def _get_day_heard(self):
        """Return the day barriers are heard here; a hook."""
        return fields.Date.context_today(self)

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_hear_barrier(self):
        """Open the dialog in which a barrier is noted for one or several firms.

        :raises UserError: there is no firm the user may note it for
        """
        self.ensure_one()
        lines = self._list_stopped()
        if not lines:
            raise UserError(self._say_nobody())
        dialog = self.env["sme.barrier.note"]._begin(self, lines)
        return open_dialog(
            self.env._("Barrier heard"), "sme.barrier.note", res_id=dialog.id
        )

    def _say_nobody(self):
        """Say why no barrier can be noted here, and what to do; a hook."""
        return self.env._("No firm is chosen on %(record)s.", record=self.display_name)

    def action_view_heard_encounters(self):
        """Open the barriers heard here, as far as the user may read them."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_barrier_encounter_action"
        )
        return entitle(action, self.env._("Barriers heard")) | {
            "domain": [("id", "in", self.heard_encounter_ids.ids)],
            "context": {"create": False},
        }

    @api.private
    def hear_barrier(self, met, places):
        """Note one barrier for several firms, and remember that it was heard here.

        All of it or nothing. A firm whose barrier is noted already, in the same journey
        and not closed, keeps that one: the second adviser counts nothing twice.

        :param dict met: what they share, as values of `sme.barrier.encounter`; without
            ``barrier_id`` one known barrier is started for all of them
        :param places: list of ``(firm, journey, market)``; journey and market may be
            empty records
        :returns: `sme.barrier.encounter`
        :raises AccessError: a firm or journey is not the user's to note for
        :raises UserError: a firm was none of those here
        """
        self.ensure_one()
        self.check_access("read")
        listed = {line["firm_id"] for line in self._list_stopped()}
        for firm, _lead, _market in places:
            if firm.id not in listed:
                raise UserError(
                    self.env._(
                        "%(firm)s is not among the firms you may note a barrier for "
                        "on %(record)s. Take it off.",
                        firm=firm.display_name,
                        record=self.display_name,
                    )
                )
        encounters = self.env["sme.barrier.encounter"]
        noted = encounters._find_noted(met.get("barrier_id"), places)
        todo = [
            self._prepare_met(met, place)
            for place in self._order_places(met["name"], places)
            if place[:2] not in noted
        ]
        encounters = encounters.union(*noted.values())
        if todo and not met.get("barrier_id"):
            # the first one starts the known barrier, which the others join
            encounters = encounters.create(todo.pop(0))
            todo = [vals | {"barrier_id": encounters.barrier_id.id} for vals in todo]
        encounters |= encounters.create(todo)
        self._remember("heard_encounter_ids", encounters)
        return encounters

    @api.model
    def _order_places(self, words, places):
        """Let the firm whose name stands in the words begin, then the user's own.

        Whether a new known barrier is shown to a project goes by the first one.
        """
        words = normalise_name(words)

        def comes_later(place):
            key = normalise_name(place[0].name)
            return not (key and key in words), not place[0].is_own

        return sorted(places, key=comes_later)

    @api.model
    def _prepare_met(self, met, place):
        firm, lead, market = place
        market = market if market != firm.country_id else market.browse()
        return met | {
            "firm_id": firm.id,
            "lead_id": lead.id,
            "target_country_id": (lead.target_country_id or market).id,
        }
