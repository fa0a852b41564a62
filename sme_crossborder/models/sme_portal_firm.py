from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain

from .dates import say_day


class SmePortalFirm(models.AbstractModel):
    """Where a firm is on its way abroad, for who speaks for it: the only door.

    Plain values, chosen here one by one. A file is shown to who speaks for that very
    file (`sme.portal.identity`): neither a contact of the company above it nor who
    speaks for a file another organisation keeps on the same firm.
    """

    _name = "sme.portal.firm"
    _inherit = ["sme.portal.firm.owed"]
    _description = "The Firm on the Portal"

    @api.model
    def _find_firms(self, firm_id=None):
        """Return the files of firms the user speaks for today, as the system.

        :param int firm_id: of one file; by default all
        """
        firms = self.env["sme.portal.identity"]._find_mine().firm_id
        if firm_id is not None:
            firms = firms.filtered(lambda firm: firm.id == firm_id)
        # as the system: the very files the user speaks for, and no other
        return firms.with_user(SUPERUSER_ID).sorted("name")

    @api.model
    def _list_firms(self):
        """Return for which firms the user speaks: list of ``(id, name)``."""
        return [(firm.id, firm.name) for firm in self._find_firms()]

    @api.model
    def _read(self, firm_id):
        """Return what the first page of a firm shows, or nothing.

        :param int firm_id: of a file the user speaks for
        :returns: dict of plain values: ``adviser`` with how to reach them,
            ``journeys`` with their stages, and what is owed: ``yours`` and ``ours``
        """
        firm = self._find_firms(firm_id)
        if not firm:
            return None
        return {
            "id": firm.id,
            "name": firm.name,
            "company": firm.company_id.name,
            "adviser": self._describe_adviser(firm),
            "journeys": self._list_journeys(firm),
            "yours": self._list_yours(firm),
            "ours": self._list_ours(firm),
        }

    @api.model
    def _describe_adviser(self, firm):
        """Return who advises the firm, or who to turn to where nobody does."""
        adviser = firm.user_id
        if not adviser.active:
            partner = firm.company_id.partner_id
            return {"name": "", "email": partner.email, "phone": partner.phone}
        partner = adviser.partner_id
        return {"name": partner.name, "email": partner.email, "phone": partner.phone}

    # ------------------------------------------------------------------
    # Journeys
    # ------------------------------------------------------------------

    @api.model
    def _list_journeys(self, firm):
        """Return one row for each market, those under way first.

        Why a journey ended is the adviser's word, and is not shown.
        """
        Lead = firm.env["crm.lead"].with_context(active_test=False)
        leads = Lead.search([("firm_id", "=", firm.id)], order="create_date, id")
        lines = firm.env["sme.journey.stage.log"].search(
            Domain("lead_id", "in", leads.ids), order="date_entered, id"
        )
        by_lead = lines.grouped("lead_id")
        stages = Lead._get_journey_stages()
        leads = leads.sorted(lambda lead: (not lead.active, lead.won_status == "won"))
        return [
            self._describe_journey(firm, lead, by_lead.get(lead, lines[:0]), stages)
            for lead in leads
        ]

    @api.model
    def _describe_journey(self, firm, lead, lines, stages):
        row = firm.with_context(lang=self.env.lang)._prepare_timeline_row(
            lead, lines, stages
        )
        states = {
            "done": self.env._("done"),
            "here": self.env._("you are here"),
            "won": self.env._("reached"),
            "dropped": self.env._("ended here"),
            "skipped": self.env._("not needed"),
            "ahead": self.env._("ahead"),
        }
        steps = [
            {
                "name": step["name"],
                "state": step["state"],
                "words": ", ".join(filter(None, (states[step["state"]], step["date"]))),
            }
            for step in row["steps"]
        ]
        names = [step["name"] for step in steps if step["state"] == "ahead"]
        return {
            "id": lead.id,
            "market": lead.target_country_id.name,
            "standing": self._say_standing(lead, row, lines),
            "steps": steps,
            "next": names[0] if names and row["is_open"] else "",
            "is_open": row["is_open"],
        }

    @api.model
    def _say_standing(self, lead, row, lines):
        if row["is_entered"]:
            day = lead.market_entry_date or lines[-1:].date_entered
            return self.env._(
                "On the market since %(day)s",
                day=say_day(self.env, day),
            )
        if not row["is_open"]:
            return self.env._("Ended. Ask your adviser if you want to go on")
        return self.env._(
            "%(stage)s, since %(day)s",
            stage=lead.stage_id.name,
            day=say_day(self.env, lines[-1:].date_entered or lead.create_date),
        )
