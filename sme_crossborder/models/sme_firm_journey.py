from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class SmeFirmJourney(models.AbstractModel):
    """Where the firm is on its way to each market, and what was done for it."""

    _name = "sme.firm.journey"
    _description = "Firm File: Journeys"

    journey_ids = fields.One2many("crm.lead", "firm_id", string="Journeys")
    service_ids = fields.One2many("sme.service", "firm_id", string="Services")
    encounter_ids = fields.One2many(
        "sme.barrier.encounter", "firm_id", string="Barriers met"
    )
    service_minutes = fields.Integer(
        string="Minutes of service", compute="_compute_service_minutes"
    )
    journey_timeline = fields.Html(
        string="Journeys by market",
        compute="_compute_journey_timeline",
        compute_sudo=False,
        sanitize=False,
    )

    def _get_carriers(self):
        """Whoever reads a journey reads its firm's file."""
        # not the field: in memory it may hold what the reader sees, and no more
        Lead = self.env["crm.lead"].with_context(active_test=False)
        return Lead.search([("firm_id", "in", self.ids)])

    @api.depends("service_ids.minutes")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_service_minutes(self):
        rows = self.env["sme.service"]._read_group(
            [("firm_id", "in", self.ids)], ["firm_id"], ["minutes:sum"]
        )
        minutes = {firm.id: total for firm, total in rows}
        for firm in self:
            firm.service_minutes = minutes.get(firm._origin.id, 0)

    @api.depends("journey_ids.stage_id", "journey_ids.active")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_journey_timeline(self):
        """One line for each journey, with its eight stages and when it came to each."""
        Lead = self.env["crm.lead"]
        if not self.ids or not Lead.has_access("read"):
            self.journey_timeline = False
            return
        leads = Lead.with_context(active_test=False).search(
            [("firm_id", "in", self.ids)], order="create_date, id"
        )
        lines = self.env["sme.journey.stage.log"].search(
            [("lead_id", "in", leads.ids)], order="date_entered, id"
        )
        by_lead = lines.grouped("lead_id")
        stages = Lead._get_journey_stages()
        leads = leads.sorted(lambda lead: (not lead.active, lead.won_status == "won"))
        by_firm = leads.grouped("firm_id")
        for firm in self:
            rows = [
                firm._prepare_timeline_row(lead, by_lead.get(lead, lines[:0]), stages)
                for lead in by_firm.get(firm._origin, Lead)
            ]
            firm.journey_timeline = (
                self.env["ir.qweb"]._render(
                    "sme_crossborder.journey_timeline", {"rows": rows, "env": self.env}
                )
                if rows
                else False
            )

    def _prepare_timeline_row(self, lead, lines, stages):
        """Return what the timeline shows of one journey.

        :param lead: `crm.lead`
        :param lines: `sme.journey.stage.log` of it, oldest first
        :param stages: `crm.stage` of journeys in their order
        """
        first = {}
        for line in lines:
            first.setdefault(line.stage_id, line.date_entered)
        reached = max((s.sequence for s in (*first, lead.stage_id)), default=0)
        steps = []
        for stage in stages:
            if stage == lead.stage_id:
                state = "dropped" if not lead.active else "here"
                state = "won" if lead.won_status == "won" else state
            elif stage in first:
                state = "done"
            else:
                state = "skipped" if stage.sequence < reached else "ahead"
            entered = first.get(stage)
            if state == "won":  # the first sale, not the day it was written down
                entered = lead.market_entry_date or entered
            steps.append(
                {
                    "name": stage.name,
                    "state": state,
                    "date": format_date(self.env, entered, date_format="MMM yyyy")
                    if entered
                    else "",
                }
            )
        return {
            "lead": lead,
            "url": f"/odoo/journeys/{lead.id}",
            "steps": steps,
            "days": lead.days_in_stage,
            "is_open": lead.active and lead.won_status == "pending",
            "is_entered": lead.won_status == "won",
            "mode": dict(
                lead._fields["market_entry_mode"]._description_selection(self.env)
            ).get(lead.market_entry_mode),
            "reason": lead.lost_reason_id.name if not lead.active else "",
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_journey(self):
        # sudo: a journey or service of the firm counts whoever may read it
        for firm in self.sudo().with_context(active_test=False):
            if firm.journey_ids or firm.service_ids or firm.encounter_ids:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: it has %(journeys)s journeys, "
                        "%(services)s services and %(barriers)s barriers met, which "
                        "figures rest on. Archive the file instead.",
                        firm=firm.name,
                        journeys=len(firm.journey_ids),
                        services=len(firm.service_ids),
                        barriers=len(firm.encounter_ids),
                    )
                )

    def _refuse_archive_on_journey(self):
        """A file on the shelf has nobody on the way: the journey ends first.

        :raises UserError: naming the open journeys of each file
        """
        journeys = self.env["crm.lead"].search(
            [("firm_id", "in", self.ids), ("won_status", "=", "pending")]
        )
        for firm, opened in journeys.grouped("firm_id").items():
            raise UserError(
                self.env._(
                    "%(firm)s is still on its way to %(countries)s, so its file cannot "
                    "be archived. Let the journey drop out with a reason first.",
                    firm=firm.name,
                    countries=", ".join(opened.target_country_id.mapped("name")),
                )
            )

    def action_begin_journey(self):
        """Open a new journey of this firm, toward a wanted market if there is one."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.crm_lead_action_journey"
        )
        return action | {
            "views": [view for view in action["views"] if view[1] == "form"],
            "context": {
                "default_type": "opportunity",
                "default_team_id": self.env["crm.lead"]._journey_team_id(),
                "default_firm_id": self.id,
                "default_user_id": self.user_id.id,
                "default_target_country_id": self._get_next_market().id,
                "default_start_plan_id": self.env["crm.lead"]._get_standard_plan().id,
            },
        }

    def _get_open_journeys(self):
        """The journeys under way: neither on the market nor dropped out."""
        return self.journey_ids.filtered(
            lambda lead: lead.active and lead.won_status == "pending"
        )

    def _get_only_journey(self):
        """The journey under way if there is exactly one; nothing is guessed."""
        self.ensure_one()
        opened = self._get_open_journeys()
        return opened if len(opened) == 1 else opened.browse()

    def _find_workable_journeys(self):
        """Return journeys under way of any of the files that the user may work on."""
        leads = self.env["crm.lead"].search(
            [("firm_id", "in", self.ids), ("won_status", "=", "pending")]
        )
        return leads._filtered_access("write")

    def _get_next_market(self):
        """The first market the firm wants to sell in and is not on its way to."""
        self.ensure_one()
        taken = self._get_open_journeys().target_country_id
        wanted = self.market_wanted_ids - taken - self.country_id
        return wanted[:1]

    def action_view_journeys(self):
        """Open all journeys of this firm, those that dropped out among them."""
        action = self._action_view_attached("sme_crossborder.crm_lead_action_journey")
        action["context"] |= {
            "active_test": False,
            "default_type": "opportunity",
            "default_team_id": self.env["crm.lead"]._journey_team_id(),
        }
        return action

    def action_view_services(self):
        return self._action_view_attached("sme_crossborder.sme_service_action")
