from odoo import api, fields, models


class SmePartnerLeadStarted(models.AbstractModel):
    """Where a lead was started: told to the workshop, and not kept on the lead.

    Who reads the lead learns of no workshop.
    """

    _name = "sme.partner.lead.started"
    _description = "Partner Lead: Started at a Workshop"

    started_at_id = fields.Many2one("event.event", string="Started at", store=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Let each workshop remember the leads started at it.

        :raises AccessError: the user does not see the workshop
        """
        event_ids = [vals.get("started_at_id") for vals in vals_list]
        events = self.env["event.event"].browse({*filter(None, event_ids)})
        events.check_access("read")
        leads = super().create(
            [
                {fname: vals[fname] for fname in vals if fname != "started_at_id"}
                for vals in vals_list
            ]
        )
        for event in events:
            started = [
                lead.id
                for lead, event_id in zip(leads, event_ids, strict=True)
                if event_id == event.id
            ]
            event._remember("started_lead_ids", leads.browse(started))
        return leads
