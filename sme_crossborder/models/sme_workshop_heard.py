from odoo import fields, models


class SmeWorkshopHeard(models.AbstractModel):
    """Barriers heard at a workshop, from the firms that are registered for it."""

    _name = "sme.workshop.heard"
    _inherit = ["sme.barrier.heard"]
    _description = "Workshop: Barriers Heard"

    def _group_registered_firms(self):
        """Return the firms registered, by the file somebody confirmed.

        :returns: list of ``(firm, has attended, name as registered)``; the firm is one
            that the user may not be able to read
        """
        # sudo: organisers know which firms come to their workshop; persons stay unread
        registrations_sudo = self.env["event.registration"].sudo()
        rows = registrations_sudo._read_group(
            [
                ("event_id", "=", self.id),
                ("firm_id", "!=", False),
                ("state", "in", ("open", "done")),
            ],
            ["firm_id"],
            ["state:array_agg_distinct", "company_name:min"],
        )
        return [
            (firm.sudo(False), "done" in states, name or "")
            for firm, states, name in rows
        ]

    def _split_registered_firms(self):
        """Return those the user may note a barrier for, and the names of the others."""
        rows = self._group_registered_firms()
        every = self.env["sme.firm"].with_context(active_test=False)
        readable = every.search([("id", "in", [firm.id for firm, *_more in rows])])
        own = readable.filtered("is_own")
        shared = (readable - own)._find_workable_journeys().firm_id
        ours = own.filtered("active") | shared
        mine = [(firm, attended) for firm, attended, _name in rows if firm in ours]
        others = [name for firm, _attended, name in rows if firm not in ours | own]
        return mine, others

    def _find_own_firms(self):
        """Return the user's own files among the firms registered."""
        mine, _others = self._split_registered_firms()
        return self.env["sme.firm"].union(
            *(firm for firm, _attended in mine if firm.is_own)
        )

    def _list_stopped(self):
        mine, _others = self._split_registered_firms()
        return [
            {"firm_id": firm.id, "has_attended": attended}
            for firm, attended in sorted(
                mine, key=lambda row: (not row[1], (row[0].name or "").lower())
            )
        ]

    def _name_others(self):
        _mine, others = self._split_registered_firms()
        named = sorted({name for name in others if name})
        unnamed = others.count("")
        if unnamed:
            named.append(self.env._("%(count)s without a name", count=unnamed))
        return named

    def _get_markets_heard(self):
        return self.addressed_country_ids or self.organiser_country_ids

    def _get_addressed_types(self):
        return self.barrier_type_ids

    def _get_day_heard(self):
        """The day it began where it is held; before that, today."""
        return min(self._get_first_day(), fields.Date.context_today(self))

    def _say_nobody(self):
        return self.env._(
            "No firm registered for %(workshop)s is one you may note a barrier for. "
            "Say on the registrations which firm each attendee comes from. For a firm "
            "of another organisation, its adviser notes it.",
            workshop=self.name,
        )
