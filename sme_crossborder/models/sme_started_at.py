from odoo import api, fields, models


class SmeStartedAt(models.AbstractModel):
    """Where a lead or case was started: told to the workshop, and not kept on it.

    Who reads the lead or case learns of no workshop. A model says by
    `_started_field` in which field the workshop remembers it.
    """

    _name = "sme.started.at"
    _description = "Started at a Workshop"
    _started_field = None

    started_at_id = fields.Many2one("event.event", string="Started at", store=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Let each workshop remember what is started at it.

        :raises AccessError: the user does not see the workshop
        """
        event_ids = [vals.get("started_at_id") for vals in vals_list]
        events = self.env["event.event"].browse({*filter(None, event_ids)})
        events.check_access("read")
        records = super().create(
            [
                {fname: vals[fname] for fname in vals if fname != "started_at_id"}
                for vals in vals_list
            ]
        )
        for event in events:
            started = [
                record.id
                for record, event_id in zip(records, event_ids, strict=True)
                if event_id == event.id
            ]
            event._remember(self._started_field, records.browse(started))
        return records
